"""Keys are made, put on paper, proved and brought back in the console: the real window and real files."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop_app.app.console_campaigns import campaigns_given
from desktop_app.app.console_keys import keys_given
from desktop_app.app.home import Home
from desktop_app.app.known_keys import known_keys, remember_key
from desktop_app.app.publishing import KeyUnproved
from desktop_app.console.coordinator.campaigns import CampaignsDesk
from desktop_app.console.coordinator.keys_states import (
    ChoosingPassphrase,
    ComparingWords,
    ListingKeys,
    NamingKey,
    ProvingSheet,
    ShowingKey,
    TypingSheet,
    UnlockingKey,
)
from desktop_app.console.coordinator.states import Editing, Publishing
from desktop_app.console.given import Given
from desktop_app.console.places import Place
from desktop_app.sealing import keys
from desktop_app.sealing.fingerprint import fingerprint
from desktop_app.sealing.keys import CampaignKey, read_key_file, unlock_key_file
from desktop_app.sealing.public_key import read_public_file
from desktop_app.sealing.record import SuiteId
from desktop_app.sealing.recovery import recovery_line, recovery_words
from desktop_app.sealing.sharing import share_line, split_seed
from desktop_app.sealing.sheet_proof import is_sheet_proved
from tests.console.conftest import OpenConsole
from tests.console.keys import KeyKeeper, words_on
from tests.making import PASSPHRASE, QUICK, key_file, made_key, published

OTHER = "quite another passphrase of five words"
SaveTo = Callable[[Path], None]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(folder=tmp_path / "home")
    home.folder.mkdir()
    return home


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    return folder


@pytest.fixture
def keeper_of(
    open_console: OpenConsole,
    given: Given,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    home: Home,
    docs: Path,
) -> Callable[[], KeyKeeper]:
    """Put somebody before the page of keys of a home; its proposals go to a folder of the test."""
    monkeypatch.setattr(keys, "Hardness", lambda: QUICK)
    monkeypatch.setattr("desktop_app.app.console_keys.documents_folder", lambda: docs)

    def put() -> KeyKeeper:
        keeper = KeyKeeper(open_console(replace(given, keys=keys_given(home))), qtbot)
        keeper.waits_until(lambda: keeper.desk.state.keys is not None)
        return keeper

    return put


@pytest.fixture
def saves(monkeypatch: pytest.MonkeyPatch) -> SaveTo:
    """Choose a file in every dialog of the system."""

    def choose(path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(path))

    return choose


def four(key: CampaignKey) -> str:
    return fingerprint(key.coordinator_key, key.recipient.public_key)


def opened(keeper: KeyKeeper, saves: SaveTo, file: Path) -> None:
    saves(file)
    keeper.presses("open_file")
    keeper.waits_for(ShowingKey)


# ---- the list ---------------------------------------------------------------------------------------


def test_without_a_key_the_page_says_what_comes_first(keeper_of: Callable) -> None:
    keeper = keeper_of()
    assert "Make a new key" in keeper.reads("nothing")
    assert keeper.may_press("new_key")


def test_key_that_was_opened_is_listed_with_its_campaign_and_standing(
    keeper_of: Callable, home: Home, docs: Path, saves: SaveTo
) -> None:
    key = key_file(docs / "k", is_proved=False)
    pack = published(key, docs / "p.inkpack")
    installed = home.published / pack.id / f"{pack.hash}.inkpack"
    installed.parent.mkdir(parents=True)
    installed.write_bytes((docs / "p.inkpack").read_bytes())
    keeper = keeper_of()
    opened(keeper, saves, docs / "k")
    assert four(key) in keeper.reads("four_words")
    assert "not proved" in keeper.reads("standing")
    assert pack.text("").words.title in keeper.reads("uses")

    keeper.presses("back")
    keeper.waits_to_see("told_0")
    assert four(key) in keeper.reads("name_0")
    assert "Write the sheet, print it" in keeper.reads("told_0")


def test_key_on_a_stick_that_is_not_here_is_told_and_may_leave_the_list_and_come_back(
    keeper_of: Callable, home: Home, docs: Path
) -> None:
    remember_key(home, docs / "stick" / "k")
    keeper = keeper_of()
    keeper.waits_to_read("told_0", "[key.unreadable]")

    keeper.presses("take_off_0")
    keeper.waits_to_see("nothing")
    assert known_keys(home) == ()
    keeper.presses("bring_back")
    keeper.waits_to_see("told_0")
    assert not keeper.sees("bring_back")


def test_file_that_is_no_key_is_refused_and_not_listed(
    keeper_of: Callable, home: Home, docs: Path, saves: SaveTo
) -> None:
    (docs / "letter").write_text("Dear all")
    keeper = keeper_of()
    saves(docs / "letter")
    keeper.presses("open_file")
    keeper.waits_for_problem("key.unreadable")
    assert known_keys(home) == ()


# ---- a new key --------------------------------------------------------------------------------------


def to_the_words(keeper: KeyKeeper) -> str:
    """Go to the six words, and write them down."""
    keeper.presses("new_key")
    keeper.waits_for(NamingKey)
    keeper.presses("next")
    keeper.waits_for(ChoosingPassphrase)
    return keeper.reads("proposed").strip("\u2068\u2069")


def test_new_key_is_made_put_on_paper_and_proved_with_its_passphrase_typed_once(
    keeper_of: Callable, docs: Path, saves: SaveTo
) -> None:
    keeper = keeper_of()
    words = to_the_words(keeper)
    assert len(words.split()) == 6
    keeper.presses("next")
    assert words not in keeper.reads_all()
    keeper.types("passphrase", words.replace(" ", "  "), enters=True)
    keeper.waits_for(ShowingKey)
    key = unlock_key_file(docs / "campaign.key", words)
    assert "The key is made" in keeper.reads("told")

    saves(docs / "sheet")
    keeper.presses("sheet")
    keeper.waits_to_read("written", "Written")
    on_paper = words_on(docs / "sheet.pdf")
    assert tuple(on_paper) == recovery_words(key.seed)
    keeper.presses("prove")
    keeper.waits_for(ProvingSheet)
    for number in keeper.desk.state.numbers:
        keeper.types(f"word_{number}", on_paper[number - 1].upper())
    keeper.presses("prove_now")
    keeper.waits_to_read("told", "The sheet is proved")
    assert is_sheet_proved(read_key_file(docs / "campaign.key"), key)
    assert "was proved on" in keeper.reads("standing")


def test_other_words_are_proposed_and_these_lock_the_key(keeper_of: Callable, docs: Path) -> None:
    keeper = keeper_of()
    before = to_the_words(keeper)
    keeper.presses("other_words")
    words = keeper.reads("proposed").strip("\u2068\u2069")
    assert words != before
    keeper.presses("next")
    keeper.types("passphrase", before, enters=True)
    keeper.waits_for_problem("passphrase.not_the_same")
    assert not (docs / "campaign.key").exists()

    keeper.types("passphrase", words, enters=True)
    keeper.waits_for(ShowingKey)
    unlock_key_file(docs / "campaign.key", words)


def test_own_passphrase_is_typed_twice_and_must_not_be_too_short(
    keeper_of: Callable, docs: Path
) -> None:
    keeper = keeper_of()
    to_the_words(keeper)
    keeper.presses("own")
    keeper.types("passphrase", OTHER)
    keeper.types("again", f"{OTHER}s", enters=True)
    keeper.waits_for_problem("passphrase.not_the_same")
    keeper.types("passphrase", "short")
    keeper.types("again", "short", enters=True)
    keeper.waits_for_problem("key.passphrase_too_short")

    keeper.types("passphrase", OTHER, enters=True)
    assert keeper.window.focusWidget() is keeper._found("again")
    keeper.types("again", OTHER, enters=True)
    keeper.waits_for(ShowingKey)
    unlock_key_file(docs / "campaign.key", OTHER)


def test_place_that_is_taken_is_refused_before_a_passphrase_is_chosen(
    keeper_of: Callable, docs: Path, saves: SaveTo
) -> None:
    (docs / "mine.key").write_text("something")
    keeper = keeper_of()
    keeper.presses("new_key")
    keeper.waits_for(NamingKey)
    saves(docs / "mine.key")
    keeper.presses("choose_file")
    keeper.presses("next")
    keeper.waits_for_problem("key.exists")
    assert (docs / "mine.key").read_text() == "something"


def test_folder_that_takes_no_writing_is_told_and_the_words_may_be_typed_again(
    keeper_of: Callable, docs: Path, saves: SaveTo
) -> None:
    (docs / "no-folder").write_text("")
    keeper = keeper_of()
    keeper.presses("new_key")
    keeper.waits_for(NamingKey)
    saves(docs / "no-folder" / "k")
    keeper.presses("choose_file")
    keeper.presses("next")
    keeper.waits_for(ChoosingPassphrase)
    words = keeper.reads("proposed").strip("\u2068\u2069")
    keeper.presses("next")
    keeper.types("passphrase", words, enters=True)
    keeper.waits_for_problem("key.cannot_write")
    assert keeper.may_press("next")


def test_key_for_the_far_future_has_the_other_suite(keeper_of: Callable, docs: Path) -> None:
    keeper = keeper_of()
    keeper.presses("new_key")
    keeper.waits_for(NamingKey)
    keeper.presses("suite_2")
    keeper.presses("next")
    keeper.waits_for(ChoosingPassphrase)
    words = keeper.reads("proposed").strip("\u2068\u2069")
    keeper.presses("next")
    keeper.types("passphrase", words, enters=True)
    keeper.waits_for(ShowingKey)
    assert read_key_file(docs / "campaign.key").suite == 2
    assert "Suite 2" in keeper.reads("file")


def test_key_is_shown_although_the_list_cannot_be_kept(keeper_of: Callable, home: Home) -> None:
    keeper = keeper_of()
    words = to_the_words(keeper)
    (home.folder / "settings.json").write_text('{"version": 99}')
    keeper.presses("next")
    keeper.types("passphrase", words, enters=True)
    keeper.waits_for(ShowingKey)
    keeper.waits_for_problem("settings.from_newer_version")
    assert "The key is made" in keeper.reads("told")


# ---- what is done with a key ------------------------------------------------------------------------


def test_wrong_passphrase_is_told_and_another_may_be_typed(
    keeper_of: Callable, docs: Path, saves: SaveTo
) -> None:
    key_file(docs / "k")
    keeper = keeper_of()
    opened(keeper, saves, docs / "k")
    keeper.presses("prove")
    keeper.unlocks("not the one at all")
    keeper.waits_for_problem("key.wrong_passphrase")
    keeper.unlocks(PASSPHRASE)
    keeper.waits_for(ProvingSheet)


def test_wrong_words_are_named_by_number_and_others_are_asked(
    keeper_of: Callable, docs: Path, saves: SaveTo
) -> None:
    key = key_file(docs / "k", is_proved=False)
    keeper = keeper_of()
    opened(keeper, saves, docs / "k")
    keeper.presses("prove")
    keeper.unlocks(PASSPHRASE)
    keeper.waits_for(ProvingSheet)
    numbers = keeper.desk.state.numbers
    on_paper = recovery_words(key.seed)
    swapped = [numbers[1], numbers[0], numbers[2]]
    for number, other in zip(numbers, swapped, strict=True):
        keeper.types(f"word_{number}", on_paper[other - 1])
    keeper.presses("prove_now")
    keeper.waits_for_problem("recovery.words_differ")
    assert f"word {numbers[0]}, {numbers[1]}." in keeper.reads("problem")
    assert not read_key_file(docs / "k").sheet_proved_on
    keeper.presses("back")
    keeper.waits_for(ShowingKey)


def test_sheet_of_another_key_proves_nothing(
    keeper_of: Callable, docs: Path, saves: SaveTo
) -> None:
    key_file(docs / "k", is_proved=False)
    keeper = keeper_of()
    opened(keeper, saves, docs / "k")
    keeper.presses("prove_by_sheet")
    keeper.unlocks(PASSPHRASE)
    keeper.waits_for(TypingSheet)
    keeper.types_sheet(0, " ".join(recovery_words(made_key().seed)))
    keeper.presses_when_it_may("next")
    keeper.waits_for_problem("recovery.other_key")
    assert not read_key_file(docs / "k").sheet_proved_on


def test_two_of_three_sheets_prove_the_key_they_were_split_from(
    keeper_of: Callable, docs: Path, saves: SaveTo
) -> None:
    key_file(docs / "k", is_proved=False)
    keeper = keeper_of()
    opened(keeper, saves, docs / "k")
    saves(docs)
    keeper.presses("split")
    keeper.unlocks(PASSPHRASE)
    keeper.waits_to_read("written", "recovery-3-of-3.pdf")
    keeper.presses("prove_by_sheet")
    keeper.waits_for(TypingSheet)
    keeper.presses("split")
    for number, sheet in enumerate((3, 1)):
        keeper.types_sheet(number, " ".join(words_on(docs / f"recovery-{sheet}-of-3.pdf")))
    keeper.presses_when_it_may("next")
    keeper.waits_to_read("told", "The sheet is proved")


@pytest.mark.parametrize("act", ["sheet", "split", "export"])
def test_nothing_is_written_over_a_file_that_is_there(
    keeper_of: Callable, docs: Path, saves: SaveTo, act: str
) -> None:
    key_file(docs / "k")
    for name in ("there.pdf", "recovery-2-of-3.pdf", "there.inkpublic"):
        (docs / name).write_text("something")
    keeper = keeper_of()
    opened(keeper, saves, docs / "k")
    saves(docs if act == "split" else docs / "there")
    keeper.presses(act)
    keeper.unlocks(PASSPHRASE)
    keeper.waits_for_problem("key.exists" if act == "export" else "recovery.sheet_exists")
    assert (docs / "recovery-2-of-3.pdf").read_text() == "something"
    assert not (docs / "recovery-1-of-3.pdf").exists()


@pytest.mark.parametrize("act", ["sheet", "split", "export"])
def test_folder_that_is_none_takes_nothing_and_the_key_is_as_it_was(
    keeper_of: Callable, docs: Path, saves: SaveTo, act: str
) -> None:
    key_file(docs / "k")
    before = (docs / "k").read_bytes()
    (docs / "no-folder").write_text("")
    keeper = keeper_of()
    opened(keeper, saves, docs / "k")
    saves(docs / "no-folder" / "x")
    keeper.presses(act)
    keeper.unlocks(PASSPHRASE)
    keeper.waits_for_problem("deliver.cannot_write" if act == "export" else "recovery.cannot_write")
    assert (docs / "k").read_bytes() == before


def test_public_half_is_written_for_others(keeper_of: Callable, docs: Path, saves: SaveTo) -> None:
    key = key_file(docs / "k")
    keeper = keeper_of()
    opened(keeper, saves, docs / "k")
    saves(docs / "ours")
    keeper.presses("export")
    keeper.unlocks(PASSPHRASE)
    keeper.waits_to_read("written", "ours.inkpublic")
    assert read_public_file(docs / "ours.inkpublic").four_words == four(key)


def test_passphrase_is_changed_and_the_proof_stays(
    keeper_of: Callable, docs: Path, saves: SaveTo
) -> None:
    key = key_file(docs / "k")
    keeper = keeper_of()
    opened(keeper, saves, docs / "k")
    keeper.presses("relock")
    keeper.unlocks(PASSPHRASE)
    keeper.waits_for(ChoosingPassphrase)
    keeper.presses("own")
    keeper.types("passphrase", OTHER)
    keeper.types("again", OTHER, enters=True)
    keeper.waits_to_read("told", "The new passphrase opens")
    assert unlock_key_file(docs / "k", OTHER).seed == key.seed
    assert is_sheet_proved(read_key_file(docs / "k"), key)


def test_drill_opens_what_the_campaign_seals_and_tells_of_a_foreign_one(
    keeper_of: Callable, docs: Path, saves: SaveTo
) -> None:
    published(key_file(docs / "k"), docs / "ours.inkpack")
    published(made_key(), docs / "theirs.inkpack")
    keeper = keeper_of()
    opened(keeper, saves, docs / "k")
    saves(docs / "ours.inkpack")
    keeper.presses("drill")
    keeper.unlocks(PASSPHRASE)
    keeper.waits_to_read("told", "This key opens")
    saves(docs / "theirs.inkpack")
    keeper.presses("drill")
    keeper.waits_for_problem("key.drill_failed")


def test_publishing_leads_to_the_keys_while_there_is_none(
    open_console: OpenConsole, given: Given, qtbot: QtBot, home: Home
) -> None:
    work = replace(given, keys=keys_given(home), campaigns=campaigns_given(home))
    keeper = KeyKeeper(open_console(work), qtbot)
    keeper.goes_to(Place.CAMPAIGNS)
    desk = keeper.window.desk(Place.CAMPAIGNS)
    assert isinstance(desk, CampaignsDesk)
    desk._turn_to(Publishing(editing=Editing(name="x"), out=home.folder / "x.inkpack"))
    assert keeper.answers_of("to_keys") == ["Make a key"]
    desk._take_key(home.folder / "k")
    assert not keeper.sees("to_keys")
    desk._refuse_to_publish(KeyUnproved(path="k"))
    assert keeper.answers_of("to_keys") == ["Prove the sheet"]

    keeper.presses("to_keys")
    assert keeper.window.place is Place.KEYS
    keeper.waits_to_see("told_0")


def test_publishing_proposes_the_key_that_was_used_last(
    open_console: OpenConsole, given: Given, qtbot: QtBot, home: Home, docs: Path
) -> None:
    key_file(docs / "proved")
    key_file(docs / "unproved", is_proved=False)
    for name in ("proved", "unproved", "gone"):
        remember_key(home, docs / name)
    work = replace(given, keys=keys_given(home), campaigns=campaigns_given(home))
    keeper = KeyKeeper(open_console(work), qtbot)
    keeper.goes_to(Place.CAMPAIGNS)
    desk = keeper.window.desk(Place.CAMPAIGNS)
    assert isinstance(desk, CampaignsDesk)
    desk._turn_to(Publishing(editing=Editing(name="x"), out=home.folder / "x.inkpack"))
    desk.come()
    keeper.waits_until(lambda: keeper.answers_of("choose_key") == ["unproved"])
    assert keeper.answers_of("to_keys") == ["Prove the sheet"]

    desk._take_key(docs / "proved")
    assert not keeper.sees("to_keys")
    assert keeper.answers_of("choose_key") == ["proved"]


# ---- forgetting -------------------------------------------------------------------------------------


def test_open_key_is_forgotten_by_the_button_by_leaving_and_after_ten_quiet_minutes(
    keeper_of: Callable, docs: Path, saves: SaveTo
) -> None:
    key_file(docs / "k")
    keeper = keeper_of()
    opened(keeper, saves, docs / "k")
    for forget in (
        lambda: keeper.presses("lock"),
        keeper.desk.timer.timeout.emit,
        lambda: (keeper.presses("back"), keeper.waits_to_see("open_0"), keeper.presses("open_0")),
    ):
        keeper.waits_for(ShowingKey)
        saves(docs / f"public-{len(list(docs.iterdir()))}")
        keeper.presses("export")
        keeper.unlocks(PASSPHRASE)
        keeper.waits_to_read("written", "Written")
        assert keeper.desk.has_open_key
        forget()
        assert not keeper.desk.has_open_key
    assert keeper.desk.timer.interval() == 600_000


def test_what_is_secret_is_in_no_repr_and_on_no_clipboard(
    keeper_of: Callable, docs: Path, saves: SaveTo
) -> None:
    key = key_file(docs / "k")
    keeper = keeper_of()
    words = to_the_words(keeper)
    assert words not in repr(keeper.desk.state)
    keeper.desk.timer.timeout.emit()
    keeper.waits_for(ListingKeys)
    keeper.presses("recover")
    keeper.waits_for(TypingSheet)
    on_paper = " ".join(recovery_words(key.seed))
    keeper.types_sheet(0, on_paper)
    keeper.waits_until(lambda: keeper.may_press("next"))
    assert on_paper not in repr(keeper.desk.state)
    field = keeper._found("sheet_0")
    field.selectAll()
    field.copy()
    assert on_paper.split()[0] not in QApplication.clipboard().text()
    keeper.desk.timer.timeout.emit()
    keeper.waits_for(ListingKeys)


def typed_anywhere() -> str:
    """Read what stands in all fields and labels that are left, shown or not."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    kinds = (QLineEdit, QPlainTextEdit, QLabel)
    found = [each for each in QApplication.allWidgets() if isinstance(each, kinds)]
    return "\n".join(
        each.toPlainText() if isinstance(each, QPlainTextEdit) else each.text() for each in found
    )


def test_nothing_secret_is_left_in_any_widget_once_it_was_used(
    keeper_of: Callable, docs: Path
) -> None:
    keeper = keeper_of()
    words = to_the_words(keeper)
    assert words in typed_anywhere()
    keeper.presses("next")
    keeper.types("passphrase", words)
    assert words in typed_anywhere()
    keeper.presses("next")
    keeper.waits_for(ShowingKey)
    assert words not in typed_anywhere()

    on_paper = " ".join(recovery_words(unlock_key_file(docs / "campaign.key", words).seed))
    keeper.presses("prove_by_sheet")
    keeper.waits_for(TypingSheet)
    keeper.types_sheet(0, on_paper)
    assert on_paper in typed_anywhere()
    keeper.presses_when_it_may("next")
    keeper.waits_to_read("told", "The sheet is proved")
    assert on_paper not in typed_anywhere()


# ---- back from paper --------------------------------------------------------------------------------


def recovers(keeper: KeyKeeper) -> None:
    """Take the four words for right, the proposed place, and an own passphrase."""
    keeper.waits_for(ComparingWords)
    keeper.presses("same")
    keeper.waits_for(NamingKey)
    keeper.presses("next")
    keeper.waits_for(ChoosingPassphrase)
    keeper.presses("own")
    keeper.types("passphrase", OTHER)
    keeper.types("again", OTHER, enters=True)
    keeper.waits_for(ShowingKey)


def test_key_comes_back_from_its_words_once_a_mistyped_one_is_mended(
    keeper_of: Callable, docs: Path
) -> None:
    key = made_key()
    words = list(recovery_words(key.seed))
    keeper = keeper_of()
    keeper.presses("recover")
    keeper.waits_for(TypingSheet)
    keeper.types_sheet(0, " ".join([*words[:4], f"{words[4]}x", *words[5:]]))
    keeper.waits_to_read("wrong_0", "Word 5")
    assert not keeper.may_press("next")
    assert words[4] in keeper.answers_of("near_0_")
    keeper.presses(f"near_0_{words[4]}")
    keeper.waits_until(lambda: not keeper.sees("wrong_0"))
    assert "24 of 24" in keeper.reads("count_0")
    keeper.presses_when_it_may("next")
    keeper.waits_for(ComparingWords)
    assert four(key) in keeper.reads("four_words")

    recovers(keeper)
    assert unlock_key_file(docs / "campaign.key", OTHER).seed == key.seed
    assert is_sheet_proved(read_key_file(docs / "campaign.key"), key)


def test_word_that_is_still_typed_is_not_called_wrong(keeper_of: Callable) -> None:
    keeper = keeper_of()
    keeper.presses("recover")
    keeper.waits_for(TypingSheet)
    keeper.types_sheet(0, "aban")
    keeper.waits_to_read("count_0", "1 of 24")
    assert not keeper.sees("wrong_0")
    keeper.types_sheet(0, "aban ")
    keeper.waits_to_read("wrong_0", "Word 1")


def test_swapped_words_are_told_with_what_would_fit(keeper_of: Callable) -> None:
    words = list(recovery_words(bytes(range(32))))
    words[7], words[8] = words[8], words[7]
    keeper = keeper_of()
    keeper.presses("recover")
    keeper.waits_for(TypingSheet)
    keeper.types_sheet(0, " ".join(words))
    keeper.presses_when_it_may("next")
    keeper.waits_for_problem("recovery.checksum")
    assert "8 ↔ 9" in keeper.reads("problem")


def test_text_of_the_qr_code_tells_the_suite_itself(keeper_of: Callable, docs: Path) -> None:
    key = made_key(SuiteId.MLKEM768_X25519)
    keeper = keeper_of()
    keeper.presses("recover")
    keeper.waits_for(TypingSheet)
    line = recovery_line(key.seed, key.suite)
    keeper.types_sheet(0, line[:-1])
    keeper.presses_when_it_may("next")
    keeper.waits_for_problem("recovery.line_damaged")
    keeper.types_sheet(0, line)
    keeper.waits_until(lambda: not keeper.sees("problem"))
    keeper.presses_when_it_may("next")
    recovers(keeper)
    assert read_key_file(docs / "campaign.key").suite == 2


def test_words_of_the_other_suite_are_offered_after_the_first_are_not_the_same(
    keeper_of: Callable, docs: Path
) -> None:
    key = made_key(SuiteId.MLKEM768_X25519)
    keeper = keeper_of()
    keeper.presses("recover")
    keeper.waits_for(TypingSheet)
    keeper.types_sheet(0, " ".join(recovery_words(key.seed)))
    keeper.presses_when_it_may("next")
    keeper.waits_for(ComparingWords)
    assert four(key) not in keeper.reads("four_words")
    keeper.presses("others_pressed")
    assert four(key) in keeper.reads("four_words")
    keeper.presses("others_pressed")
    assert "Nothing was written" in keeper.reads("others")
    keeper.presses("back")
    keeper.waits_for(TypingSheet)


def test_key_comes_back_from_two_of_three_sheets_as_words_and_as_line(
    keeper_of: Callable, docs: Path
) -> None:
    key = made_key()
    sheets = split_seed(key.seed)
    keeper = keeper_of()
    keeper.presses("recover")
    keeper.waits_for(TypingSheet)
    keeper.presses("split")
    keeper.types_sheet(0, " ".join(sheets[2]))
    keeper.types_sheet(1, " ".join(sheets[2]))
    keeper.presses_when_it_may("next")
    keeper.waits_for_problem("recovery.same_share")
    keeper.types_sheet(1, share_line(sheets[0], key.suite))
    keeper.waits_until(lambda: not keeper.sees("problem"))
    keeper.presses_when_it_may("next")
    recovers(keeper)
    assert unlock_key_file(docs / "campaign.key", OTHER).seed == key.seed


def test_words_that_are_typed_stay_when_the_page_is_drawn_anew(keeper_of: Callable) -> None:
    keeper = keeper_of()
    keeper.presses("recover")
    keeper.waits_for(TypingSheet)
    keeper.types_sheet(0, "abandon ability")
    keeper.window._renew()
    assert keeper._found("sheet_0").toPlainText() == "abandon ability"


def test_unlocking_leads_back_without_a_passphrase(
    keeper_of: Callable, docs: Path, saves: SaveTo
) -> None:
    key_file(docs / "k")
    keeper = keeper_of()
    opened(keeper, saves, docs / "k")
    keeper.presses("prove")
    keeper.waits_for(UnlockingKey)
    keeper.presses("next")
    assert keeper.window.focusWidget() is keeper._found("passphrase")
    keeper.presses("back")
    keeper.waits_for(ShowingKey)
