"""The pages of keys: nothing cut off, everything heard, in every size of type and glass."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.app.console_keys import keys_given
from desktop_app.app.home import Home
from desktop_app.console.coordinator.keys_states import (
    Act,
    ChoosingPassphrase,
    ComparingWords,
    Done,
    KeysState,
    ListingKeys,
    NamingKey,
    ProvingSheet,
    ShowingKey,
    TypingSheet,
    UnlockingKey,
    Wish,
)
from desktop_app.console.coordinator.new_passphrase import Step
from desktop_app.console.given import Given, Look
from desktop_app.console.given_keys import KnownKey
from desktop_app.sealing.keys import KeyExists, KeyUnreadable, derive_key
from desktop_app.sealing.passphrase import PassphrasesDiffer, WrongPassphrase
from desktop_app.sealing.record import SuiteId
from desktop_app.sealing.sheet_proof import WordsDiffer
from desktop_app.sealing.typed_sheet import TypedSheet, UnknownWord
from desktop_app.sealing.word_lists import WordsDoNotFit
from tests.console.conftest import OpenConsole
from tests.console.keys import KeyKeeper
from tests.console.turning import shown_badly
from tests.kiosk.hearing import faults_heard

LYING, STANDING, OLD_LAPTOP = QSize(1280, 800), QSize(800, 1280), QSize(1024, 768)
FOLDER = Path("/home/somebody/Documents")
PROVED = KnownKey(
    path=FOLDER / "campaign.key",
    four_words="stoneware stoneware stoneware stoneware",
    suite=1,
    proved_on=date(2026, 11, 25),
    campaigns=("Keep the door open for trans people from Russia", "Protect those who defend"),
)
UNPROVED = replace(PROVED, path=Path("/media/STICK/campaign-2.key"), proved_on=None, campaigns=())
AWAY = KnownKey(path=Path("/media/STICK/k"), problem=KeyUnreadable(path="/media/STICK/k"))
PROPOSED = "stoneware unmolded dollhouse blemished procreate wrongness"
KEYS = tuple(derive_key(bytes(32), suite) for suite in SuiteId)
NEAR = UnknownWord(number=13, near=("abandon", "ability", "able", "about", "above"))


def states() -> Iterator[KeysState]:
    yield ListingKeys(keys=())
    yield ListingKeys(
        keys=(PROVED, UNPROVED, AWAY), taken_off=FOLDER, problem=KeyUnreadable(path="letter.txt")
    )
    yield ShowingKey(key=UNPROVED, is_open=True, done=Done.CREATED)
    yield ShowingKey(key=UNPROVED, is_open=True, done=Done.SHEET, written=(FOLDER / "sheet.pdf",))
    files = tuple(FOLDER / f"recovery-{number}-of-3.pdf" for number in (1, 2, 3))
    yield ShowingKey(key=PROVED, is_open=True, done=Done.SPLIT, written=files)
    yield ShowingKey(key=PROVED, problem=KeyExists(path=str(FOLDER / "public.inkpublic")))
    for act in Act:
        yield UnlockingKey(key=PROVED, wish=Wish(act=act), problem=WrongPassphrase())
    naming = NamingKey(file=FOLDER / "campaign.key", problem=KeyExists(path=str(FOLDER)))
    yield naming
    yield NamingKey(file=FOLDER / "campaign.key", recovered=KEYS[0])
    for step in Step:
        yield ChoosingPassphrase(naming=naming, proposed=PROPOSED, step=step)
        yield ChoosingPassphrase(
            naming=naming, proposed=PROPOSED, step=step, problem=PassphrasesDiffer()
        )
    yield ProvingSheet(key=PROVED, numbers=(3, 11, 24), problem=WordsDiffer(numbers="3, 24"))
    looked = TypedSheet(word_count=13, unknown=NEAR)
    yield TypingSheet(texts=("abandon " * 13,), looked=(looked,))
    refused = WordsDoNotFit(suspects="3: able; 4 ↔ 5; 6: above; 8: zoo", of_sheet="")
    yield TypingSheet(key=PROVED, looked=(TypedSheet(is_line=True),), problem=refused)
    yield TypingSheet(
        is_split=True,
        texts=("academic " * 33, ""),
        looked=(replace(looked, needed_count=33), TypedSheet(needed_count=33)),
    )
    yield ComparingWords(keys=KEYS)
    yield ComparingWords(keys=(), are_others=True)


def is_of_the_bar(fault: str) -> bool:
    """Tell whether a fault is in what Qt puts around a column that turns: nobody hears it."""
    return "qt_scrollarea" in fault or "ScrollBar" in fault


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("size", [LYING, STANDING, OLD_LAPTOP], ids=["lying", "standing", "old"])
@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_nothing_is_cut_off_and_all_is_heard(
    open_console: OpenConsole,
    given: Given,
    qtbot: QtBot,
    tmp_path: Path,
    language: str,
    size: QSize,
    *,
    is_large: bool,
) -> None:
    look = Look(language=language, is_large=is_large)
    work = keys_given(Home(folder=tmp_path / "home"))
    keeper = KeyKeeper(open_console(replace(given, keys=work, look=look), size=size), qtbot)
    keeper.window._timer.stop()
    keeper.waits_until(lambda: keeper.window._campaign is not None)
    keeper.waits_until(lambda: keeper.desk.state.keys is not None)
    found = []
    for state in states():
        keeper.desk._turn_to(state)
        QApplication.processEvents()
        QApplication.processEvents()
        faults = [*shown_badly(keeper.window), *faults_heard(keeper.window)]
        stage = type(state).__name__
        found += [f"{stage}: {fault}" for fault in faults if not is_of_the_bar(fault)]
    assert "\n".join(found) == ""


def look_given(folder: Path) -> dict[str, object]:
    return {"keys": keys_given(Home(folder=folder))}
