"""Campaigns are erased, keys destroyed and certificates verified in the console: a real register and key."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pypdfium2
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.app.acknowledging import write_acknowledgements
from desktop_app.app.certificates import read_from
from desktop_app.app.console_register import register_given
from desktop_app.app.console_retention import retention_given
from desktop_app.app.home import Home
from desktop_app.app.known_keys import known_keys, remember_key
from desktop_app.console.coordinator.retention import RetentionDesk
from desktop_app.console.coordinator.retention_states import (
    AskingDestroy,
    AskingErase,
    ChoosingKey,
    KeyNeeded,
    ListingRetention,
    RefusedCertificate,
    ShowingCertificate,
)
from desktop_app.console.given import Given
from desktop_app.console.places import Place
from desktop_app.deliveries.pdf.output import CannotWritePdf
from desktop_app.register.certificate import Certified
from desktop_app.register.devices import ACCEPT_ALL
from desktop_app.register.merge import merge
from desktop_app.register.retention import kept_campaigns
from desktop_app.register.store import open_locked_register, open_or_create_register
from desktop_app.sealing.fingerprint import fingerprint
from tests.console.conftest import OpenConsole
from tests.console.keys import KeyKeeper
from tests.console.registers import empty_home, unlocks
from tests.making import PASSPHRASE, QUICK, clock_at, key_file, published
from tests.register.given import people
from tests.register.stalls import StallDevice

OTHER = "the register has another passphrase"
LONG_AFTER = datetime(2030, 1, 1, tzinfo=UTC)


class Keeper(KeyKeeper):
    """A coordinator before the page of retention."""

    @property
    def retention(self) -> RetentionDesk:
        desk = self.window.desk(Place.RETENTION)
        assert isinstance(desk, RetentionDesk)
        return desk

    def waits_for(self, stage: type) -> None:
        self.waits_until(lambda: isinstance(self.retention.state, stage))
        QApplication.processEvents()


class Event:
    """An event with one stall whose shift is closed; all of it merged and confirmed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = Home(folder=folder / "home")
        self.home.folder.mkdir()
        self.key_file = folder / "event.key"
        self.key = key_file(self.key_file)
        self.words = fingerprint(self.key.coordinator_key, self.key.recipient.public_key)
        self.pack = published(self.key, folder / "open-doors.inkpack")
        self.stall = StallDevice(self.pack, Random(1))
        for each in people(3):
            self.stall.sign(each)
        self.stall.close()
        self.merge()
        remember_key(self.home, self.key_file)

    def merge(self) -> None:
        batches = self.folder / "batches"
        self.stall.write_all(batches)
        shutil.copy(self.folder / "open-doors.inkpack", batches / "open-doors" / "pack.inkpack")
        with open_or_create_register(
            self.home.register, PASSPHRASE, clock=clock_at(), randomness=os.urandom, hardness=QUICK
        ) as register:
            result = merge(register, [batches], self.key, accept_devices=ACCEPT_ALL, processes=1)
            write_acknowledgements(
                register, self.key, result.chains, home=self.home, to=None, clock=clock_at()
            )

    def kept(self) -> int:
        with open_locked_register(self.home.register) as register:
            return sum(each.sealed_count for each in kept_campaigns(register, LONG_AFTER.date()))


@pytest.fixture
def event(tmp_path: Path) -> Event:
    return Event(tmp_path)


@pytest.fixture
def chooses(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Choose a file or folder in every dialog of the system."""

    def choose(path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(path))

    return choose


@pytest.fixture
def keeper_of(
    open_console: OpenConsole,
    given: Given,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Callable[..., Keeper]:
    """Put a coordinator before the page of a home, whose register is open unless told otherwise."""
    docs = tmp_path / "documents"
    docs.mkdir()
    monkeypatch.setattr("desktop_app.app.console_retention.documents_folder", lambda: docs)

    def put(home: Home, *, is_unlocked: bool = True) -> Keeper:
        from desktop_app.app.console_keys import keys_given

        work = replace(
            given,
            register=register_given(home),
            keys=keys_given(home),
            retention=retention_given(home),
        )
        keeper = Keeper(open_console(work), qtbot)
        keeper.window.go(Place.RETENTION)
        if is_unlocked:
            unlocks(keeper)
            keeper.waits_until(lambda: keeper.retention.state.campaigns is not None)
        return keeper

    return put


def text_of(page: Path) -> str:
    document = pypdfium2.PdfDocument(page)
    try:
        return " ".join(document[0].get_textpage().get_text_range().split())
    finally:
        document.close()


# ---- the list ---------------------------------------------------------------------------------------


def test_campaign_is_listed_with_its_day_and_what_is_kept(
    event: Event, keeper_of: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.app.console_retention.now", clock_at())
    keeper = keeper_of(event.home)
    keeper.waits_to_read("due_open-doors", "To be erased by June 30, 2028")
    assert "3 signatures" in keeper.reads("kept_open-doors")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (datetime(2028, 6, 10, tzinfo=UTC), "To be erased soon"),
        (datetime(2028, 7, 1, tzinfo=UTC), "Overdue: it was to be erased"),
    ],
)
def test_nearness_of_the_day_is_said_in_words(
    event: Event,
    keeper_of: Callable,
    monkeypatch: pytest.MonkeyPatch,
    day: datetime,
    said: str,
) -> None:
    monkeypatch.setattr("desktop_app.app.console_retention.now", clock_at(day))
    keeper = keeper_of(event.home)
    keeper.waits_to_read("due_open-doors", said)


def test_register_without_a_campaign_says_what_comes_first(
    tmp_path: Path, keeper_of: Callable
) -> None:
    keeper = keeper_of(empty_home(tmp_path))
    keeper.waits_to_read("nothing", "Once devices are merged")
    assert keeper.may_press("verify")
    assert not keeper.sees("destroy")


# ---- erasing ----------------------------------------------------------------------------------------


def asks_to_erase(keeper: Keeper) -> None:
    keeper.waits_to_see("erase_open-doors")
    keeper.presses("erase_open-doors")
    keeper.waits_for(AskingErase)


def erases(keeper: Keeper, typed: str = "open-doors", passphrase: str = PASSPHRASE) -> None:
    keeper.types("passphrase", passphrase)
    keeper.types("confirm", typed, enters=True)


def test_campaign_is_erased_and_certified_once_its_id_was_typed(
    event: Event, keeper_of: Callable
) -> None:
    keeper = keeper_of(event.home)
    asks_to_erase(keeper)
    assert "everything by which anybody could be found" in keeper.reads("goes")
    assert "That no copy of a batch" in keeper.reads("unproved_0")
    erases(keeper, " Open-Doors ")
    keeper.waits_for(ShowingCertificate)
    assert "erased from the register" in keeper.reads("told_0")
    signed = event.folder / "documents" / "erased-open-doors.inkcert"
    statement = read_from(signed)
    assert (statement.certified, statement.words) == (Certified.CAMPAIGN_ERASED, event.words)
    assert "Certificate of erasure" in text_of(signed.with_suffix(".pdf"))

    keeper.presses("back")
    keeper.waits_to_read("due_open-doors", "Erased on")
    keeper.window.desk(Place.RETENTION)._session.lock()
    keeper.waits_until(lambda: keeper.sees("passphrase"))
    assert event.kept() == 0


@pytest.mark.parametrize(
    ("typed", "passphrase", "code"),
    [
        ("open-windows", PASSPHRASE, "erase.not_confirmed"),
        ("", PASSPHRASE, "erase.not_confirmed"),
        ("open-doors", "not the one at all", "key.wrong_passphrase"),
    ],
)
def test_nothing_is_erased_after_a_wrong_word(
    event: Event, keeper_of: Callable, typed: str, passphrase: str, code: str
) -> None:
    keeper = keeper_of(event.home)
    asks_to_erase(keeper)
    erases(keeper, typed, passphrase)
    keeper.waits_for_problem(code)
    assert keeper.may_press("erase_now")
    assert not list((event.folder / "documents").iterdir())
    keeper.retention._session.lock()
    keeper.waits_until(lambda: keeper.sees("unlock"))
    assert event.kept() == 4


def test_foreign_key_and_a_place_that_is_taken_are_refused(
    event: Event, keeper_of: Callable, chooses: Callable
) -> None:
    key_file(event.folder / "foreign.key")
    taken = event.folder / "documents" / "mine.pdf"
    taken.write_text("something")
    keeper = keeper_of(event.home)
    asks_to_erase(keeper)
    chooses(taken)
    keeper.presses("choose_out")
    erases(keeper)
    keeper.waits_for_problem("certificate.exists")
    chooses(event.folder / "documents" / "other")
    keeper.presses("choose_out")
    chooses(event.folder / "foreign.key")
    keeper.presses("choose_key")
    erases(keeper)
    keeper.waits_for_problem("certificate.other_key")
    assert taken.read_text() == "something"


def test_nothing_is_erased_where_its_certificate_could_not_be_written(
    event: Event, keeper_of: Callable, chooses: Callable
) -> None:
    (event.folder / "no-folder").write_text("")
    keeper = keeper_of(event.home)
    asks_to_erase(keeper)
    chooses(event.folder / "no-folder" / "c")
    keeper.presses("choose_out")
    erases(keeper)
    keeper.waits_for_problem("certificate.cannot_write")
    keeper.retention._session.lock()
    keeper.waits_until(lambda: keeper.sees("unlock"))
    assert event.kept() == 4


def test_certificate_of_an_erased_campaign_is_written_again_under_a_name_of_its_own(
    event: Event, keeper_of: Callable
) -> None:
    keeper = keeper_of(event.home)
    asks_to_erase(keeper)
    erases(keeper)
    keeper.waits_for(ShowingCertificate)
    keeper.presses("back")
    keeper.waits_to_read("due_open-doors", "Erased on")
    keeper.presses("erase_open-doors")
    keeper.waits_for(AskingErase)
    assert not keeper.sees("confirm")
    keeper.types("passphrase", PASSPHRASE, enters=True)
    keeper.waits_for(ShowingCertificate)
    assert (event.folder / "documents" / "erased-open-doors-2.inkcert").is_file()


def test_page_that_cannot_be_written_is_told_and_written_again(
    event: Event, keeper_of: Callable, chooses: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise CannotWritePdf(path="x.pdf")

    monkeypatch.setattr("desktop_app.app.erasing_campaigns.write_page", refuse)
    keeper = keeper_of(event.home)
    asks_to_erase(keeper)
    erases(keeper)
    keeper.waits_for(ShowingCertificate)
    assert "pdf" in keeper.reads("problem")
    assert "erased from the register" in keeper.reads("told_0")
    chooses(event.folder / "documents" / "later")
    keeper.presses("write_page")
    keeper.waits_to_read("written_again", "later.pdf")


# ---- destroying a key -------------------------------------------------------------------------------


def looks_what_needs_it(keeper: Keeper) -> None:
    keeper.waits_to_see("destroy")
    keeper.presses("destroy")
    keeper.waits_for(ChoosingKey)
    keeper.types("passphrase", PASSPHRASE, enters=True)


def test_key_that_nothing_needs_is_destroyed_by_its_four_words(
    event: Event, keeper_of: Callable
) -> None:
    keeper = keeper_of(event.home)
    looks_what_needs_it(keeper)
    keeper.waits_for(AskingDestroy)
    keeper.types("confirm", "these are other words", enters=True)
    keeper.waits_for_problem("key.not_confirmed")
    assert event.key_file.exists()

    keeper.types("confirm", event.words.upper(), enters=True)
    keeper.waits_for(ShowingCertificate)
    assert "Burn every recovery sheet" in keeper.reads("told_0")
    assert not event.key_file.exists()
    statement = read_from(event.folder / "documents" / "destroyed-event.inkcert")
    assert statement.certified is Certified.KEY_DESTROYED
    keeper.waits_until(lambda: known_keys(event.home) == ())


def test_reasons_why_it_is_still_needed_are_listed_and_settled(
    event: Event, keeper_of: Callable
) -> None:
    acknowledged = next(event.home.acknowledgements.rglob("*.inkack"))
    kept = acknowledged.read_bytes()
    acknowledged.unlink()
    keeper = keeper_of(event.home)
    looks_what_needs_it(keeper)
    keeper.waits_for(KeyNeeded)
    assert "4 records are not confirmed to the device" in keeper.reads("end_0")
    assert event.key_file.exists()

    acknowledged.write_bytes(kept)
    keeper.presses("look_again")
    keeper.waits_for(ChoosingKey)
    keeper.types("passphrase", PASSPHRASE, enters=True)
    keeper.waits_for(AskingDestroy)


def test_batches_elsewhere_that_are_not_merged_keep_the_key(
    event: Event, keeper_of: Callable, chooses: Callable
) -> None:
    late = StallDevice(event.pack, Random(2))
    late.sign(people(4)[3])
    late.write_all(event.folder / "stick")
    keeper = keeper_of(event.home)
    keeper.presses("destroy")
    keeper.waits_for(ChoosingKey)
    chooses(event.folder / "stick")
    keeper.presses("choose_batches")
    keeper.types("passphrase", PASSPHRASE, enters=True)
    keeper.waits_for(KeyNeeded)
    assert "are not merged. Merge that file." in keeper.reads("end_0")


def test_key_that_the_register_does_not_know_is_told(
    event: Event, keeper_of: Callable, chooses: Callable
) -> None:
    key_file(event.folder / "foreign.key")
    keeper = keeper_of(event.home)
    keeper.presses("destroy")
    keeper.waits_for(ChoosingKey)
    chooses(event.folder / "foreign.key")
    keeper.presses("choose_key")
    keeper.types("passphrase", "wrong wrong wrong", enters=True)
    keeper.waits_for_problem("key.wrong_passphrase")
    keeper.types("passphrase", PASSPHRASE, enters=True)
    keeper.waits_for_problem("key.not_in_register")


def test_opened_key_is_forgotten_when_the_register_locks(event: Event, keeper_of: Callable) -> None:
    keeper = keeper_of(event.home)
    looks_what_needs_it(keeper)
    keeper.waits_for(AskingDestroy)
    assert event.key.seed.hex() not in repr(keeper.retention.state)
    keeper.presses("lock")
    assert keeper.retention.state == ListingRetention()
    keeper.waits_to_see("unlock")


# ---- certificates -----------------------------------------------------------------------------------


@pytest.fixture
def certificate(event: Event) -> Path:
    """A certificate that came by mail."""
    from desktop_app.app.erasing_campaigns import erase_and_certify
    from desktop_app.register.store import open_register

    file = event.folder / "came.inkcert"
    with open_register(
        event.home.register, PASSPHRASE, clock=clock_at(), randomness=os.urandom
    ) as register:
        erase_and_certify(
            register, "open-doors", event.key, file, made_at=LONG_AFTER - timedelta(days=1)
        )
    return file


def test_certificate_is_verified_without_a_register(
    event: Event, certificate: Path, tmp_path: Path, keeper_of: Callable, chooses: Callable
) -> None:
    other = Home(folder=tmp_path / "elsewhere")
    other.folder.mkdir()
    keeper = keeper_of(other, is_unlocked=False)
    keeper.waits_to_see("to_merge")
    chooses(certificate)
    keeper.presses("verify")
    keeper.waits_for(ShowingCertificate)
    assert event.words in keeper.reads("told_0")
    assert "as it was signed" in keeper.reads("told_0")

    chooses(tmp_path / "to-read")
    keeper.presses("write_page")
    keeper.waits_to_read("written_again", "to-read.pdf")
    assert event.words in text_of(tmp_path / "to-read.pdf")
    keeper.presses("write_page")
    keeper.waits_for_problem("certificate.exists")
    keeper.presses("back")
    keeper.waits_to_see("to_merge")


def test_certificate_that_was_changed_proves_nothing(
    event: Event, certificate: Path, keeper_of: Callable, chooses: Callable
) -> None:
    certificate.write_bytes(certificate.read_bytes().replace(b'"signatures":3', b'"signatures":2'))
    keeper = keeper_of(event.home)
    chooses(certificate)
    keeper.presses("verify")
    keeper.waits_for(RefusedCertificate)
    assert "[certificate.not_signed]" in keeper.reads("problem")
    chooses(event.folder / "open-doors.inkpack")
    keeper.presses("verify")
    keeper.waits_to_read("problem", "[certificate.unreadable]")
    keeper.presses("back")
    keeper.waits_to_see("erase_open-doors")


def test_certificate_is_dropped_on_the_page(
    event: Event, certificate: Path, keeper_of: Callable
) -> None:
    keeper = keeper_of(event.home)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(certificate))])
    drop = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    keeper.window.page.dropEvent(drop)
    keeper.waits_for(ShowingCertificate)
