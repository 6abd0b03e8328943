"""One person in the console: found, told of, erased, answered; with a real register of a few people."""

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop_app.app.console_inquiry import inquiry_given
from desktop_app.app.console_register import register_given
from desktop_app.app.home import Home
from desktop_app.console.coordinator.inquiry_states import (
    Finding,
    LookingAt,
    Several,
    Telling,
    Withdrawing,
    Withdrew,
)
from desktop_app.console.coordinator.people_desk import PeopleDesk
from desktop_app.console.coordinator.people_table import PeopleTable
from desktop_app.console.coordinator.story_page import MOST_SHOWN
from desktop_app.console.given import Given, Look
from desktop_app.console.places import Place
from desktop_app.console.window import ConsoleWindow
from desktop_app.qt.widgets.text import Text
from desktop_app.register.finding import find_by_email
from desktop_app.register.flags import FlagKind, FlagProgress, OddShare
from desktop_app.register.looking import Flagged, ToLookAt
from desktop_app.register.people import DeliveryEntry, open_people
from desktop_app.register.store import open_register
from desktop_app.register.whole import By
from desktop_app.register.withdrawals import erase, list_to_inform
from desktop_app.signature.consent import Choice
from tests.console.conftest import OpenConsole
from tests.console.registers import home_with, unlocks
from tests.console.volunteer import Volunteer
from tests.kiosk.faults import faults_of
from tests.kiosk.hearing import faults_heard
from tests.making import PASSPHRASE, clock_at, draft, signature

LYING, STANDING, BOOK = QSize(1280, 800), QSize(800, 1280), QSize(1024, 768)
PHONE = "+4917012345678"
SIGNED = [
    signature(
        draft("Zoë", "Ångström", "zoe@example.org", sms=Choice.YES, phone=PHONE), language="de"
    ),
    signature(draft("ZOË", "ångström", "Zoe@Example.org", share=Choice.NO)),
    signature(draft("Jan", "Ångström", "zoe@example.org")),
    signature(draft("Marta", "Schmidt", "marta@example.org")),
    signature(draft("ليلى", "الحسن", "layla@example.org"), language="ar"),
]
CODE = SIGNED[3].withdrawal_code


class Coordinator(Volunteer):
    """A coordinator whom people write to."""

    def __init__(self, window: ConsoleWindow, qtbot: QtBot) -> None:
        super().__init__(window, qtbot)
        window.go(Place.PEOPLE)

    @property
    def desk(self) -> PeopleDesk:
        desk = self.window.desk(Place.PEOPLE)
        assert isinstance(desk, PeopleDesk)
        return desk

    @property
    def table(self) -> PeopleTable:
        table = self._found("people")
        assert isinstance(table, PeopleTable)
        return table

    @property
    def state(self) -> object:
        return self.desk.inquiry.trail.last

    def lists(self, count: int) -> None:
        """Wait until so many lines are there."""
        self.waits_until(lambda: self.sees("people") and self.table.model().rowCount() == count)

    def is_at(self, stage: type) -> bool:
        return isinstance(self.state, stage)

    def opens(self, name: str) -> None:
        """Open somebody from the list by Enter."""
        model = self.table.model()
        line = next(row for row in range(model.rowCount()) if name in model.index(row, 0).data())
        self.table.setFocus()
        self.table.setCurrentIndex(model.index(line, 0))
        QTest.keyClick(self.table, Qt.Key.Key_Return)
        self.waits_until(lambda: self.sees("signature_0_0"))

    def looks_for(self, by: str, typed: str) -> None:
        """Find somebody by keys."""
        if not self.sees("find_by"):
            self.presses("find_person")
        self.presses(f"by_{by}")
        field = self._found("find_by")
        assert isinstance(field, QLineEdit)
        field.clear()
        QTest.keyClicks(field, typed)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def escapes(self) -> None:
        widget = self.window.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, Qt.Key.Key_Escape)

    def story(self) -> str:
        page = self.window.page
        assert page is not None
        return "\n".join(text.text() for text in page.findChildren(Text))

    def takes_back(self, wish: str = "everything") -> None:
        """Withdraw, from the page of a person, agreeing twice."""
        self.presses("withdraw")
        self.presses(f"wish_{wish}")
        self.presses("go_on")
        self.presses("agree")
        self.waits_until(lambda: self.is_at(Withdrew))

    def reply(self) -> str:
        reply = self._found("reply")
        assert isinstance(reply, QPlainTextEdit)
        return reply.toPlainText()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = home_with(tmp_path, SIGNED)
    deliver(home)
    return home


def deliver(home: Home) -> None:
    """Note a delivery of all who count."""
    with (
        open_register(
            home.register, PASSPHRASE, clock=clock_at(), randomness=os.urandom
        ) as register,
        open_people(register, "open-doors") as people,
    ):
        ids = b"".join(person.record_id for person in people if person is not None)
        entry = DeliveryEntry(
            profile="petition_starter", kind="csv", row_count=4, sha256="0" * 64, record_ids=ids
        )
        people.note_delivery(entry, register.now())


OpenCoordinator = Callable[..., Coordinator]


@pytest.fixture
def coordinator_of(open_console: OpenConsole, given: Given, qtbot: QtBot) -> OpenCoordinator:
    def put(home: Home, look: Look | None = None, size: QSize = LYING) -> Coordinator:
        at = replace(
            given,
            register=register_given(home),
            inquiry=inquiry_given(),
            look=look or given.look,
        )
        coordinator = Coordinator(open_console(at, size=size), qtbot)
        unlocks(coordinator)
        coordinator.lists(len(SIGNED))
        return coordinator

    return put


def test_whole_story_is_told_and_escape_leads_back_to_the_line(
    home: Home, coordinator_of: OpenCoordinator
) -> None:
    coordinator = coordinator_of(home)
    coordinator.opens("Zoë")
    story = coordinator.story()

    assert coordinator.reads("title") == "Zoë Ångström"
    for told in (
        "This one counts",
        "A duplicate",
        "Berlin",
        PHONE,
        "German",
        "On a tablet",
        "What holds for deliveries",
        "zoe@example.org",
        "CSV",
        "1 other person has this e-mail",
    ):
        assert told in story
    coordinator.escapes()
    assert coordinator.window.focusWidget() is coordinator.table
    model, line = coordinator.table.model(), coordinator.table.currentIndex().row()
    assert "Zoë" in model.index(line, 0).data()


# ---- the story ------------------------------------------------------------------------------------


def test_list_stands_where_it_was_in_a_mirrored_page_too(
    home: Home, coordinator_of: OpenCoordinator
) -> None:
    coordinator = coordinator_of(home, Look(language="ar"))
    coordinator.opens("Jan")
    coordinator.presses("back")

    line = coordinator.table.currentIndex().row()
    assert coordinator.table.model().index(line, 0).data() == "Jan Ångström"


def test_who_has_the_same_address_is_shown_from_the_story(
    home: Home, coordinator_of: OpenCoordinator
) -> None:
    coordinator = coordinator_of(home)
    coordinator.opens("Jan")
    coordinator.presses("show_others")
    coordinator.waits_until(lambda: coordinator.is_at(Several))

    coordinator.presses("open_0")
    coordinator.waits_until(lambda: coordinator.reads("title") == "Zoë Ångström")
    for _ in range(3):
        coordinator.escapes()
    assert coordinator.sees("people")


def test_somebody_who_was_erased_meanwhile_is_told_as_gone(
    home: Home, coordinator_of: OpenCoordinator
) -> None:
    coordinator = coordinator_of(home)
    erase_elsewhere(coordinator, "marta@example.org")
    coordinator.desk._open(coordinator.desk.state.rows[0].record_id)
    coordinator.escapes()
    line = marta_of(coordinator)

    coordinator.desk._open(coordinator.desk.state.rows[line].record_id)

    coordinator.waits_to_read("problem", "[withdrawal.no_such_signature]")
    assert not coordinator.sees("withdraw")
    coordinator.escapes()
    assert coordinator.sees("people")


def erase_elsewhere(coordinator: Coordinator, email: str) -> None:
    """Erase somebody behind the page's back, as another page of the console may."""
    done: list[object] = []
    coordinator.desk._session.work(
        lambda register: erase(
            register, [each.record_id for each in find_by_email(register, email)]
        ),
        on_done=done.append,
        on_problem=done.append,
    )
    coordinator.waits_until(lambda: bool(done))


def marta_of(coordinator: Coordinator) -> int:
    rows = coordinator.desk.state.rows
    return next(line for line, row in enumerate(rows) if row.name == "Marta Schmidt")


def test_of_a_robot_that_signed_very_often_the_first_signatures_are_shown(
    tmp_path: Path, coordinator_of: OpenCoordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = draft("Mickey", "Mouse", "mickey@example.org")
    many = [signature(given) for _ in range(MOST_SHOWN + 9)]
    monkeypatch.setattr("tests.console.test_inquiry.SIGNED", many)
    coordinator = coordinator_of(home_with(tmp_path, many))

    coordinator.opens("Mickey")

    assert "9 more signatures" in coordinator.story()
    coordinator.presses("withdraw")
    coordinator.presses("wish_everything")
    coordinator.presses("go_on")
    assert f"{len(many)} signatures are erased" in coordinator.story()


# ---- finding --------------------------------------------------------------------------------------


def test_person_is_found_by_code_however_it_is_typed(
    home: Home, coordinator_of: OpenCoordinator
) -> None:
    coordinator = coordinator_of(home)
    coordinator.looks_for("code", f" {CODE[:4]}-{CODE[4:]} ".lower())
    coordinator.waits_until(lambda: coordinator.reads("title") == "Marta Schmidt")


@pytest.mark.parametrize(
    ("by", "typed", "code"),
    [
        ("code", "7F3K", "withdrawal.code_incomplete"),
        ("code", "0000-0000-00", "withdrawal.nobody_found"),
        ("email", "nobody@example.org", "withdrawal.nobody_found"),
        ("phone", "not a number", "withdrawal.nobody_found"),
        ("name", "Nobody", "withdrawal.nobody_found"),
    ],
)
def test_whoever_is_not_found_is_told_why_and_what_was_typed_stays(
    home: Home, coordinator_of: OpenCoordinator, by: str, typed: str, code: str
) -> None:
    coordinator = coordinator_of(home)
    coordinator.looks_for(by, typed)
    coordinator.waits_to_read("problem", f"[{code}]")

    field = coordinator._found("find_by")
    assert isinstance(field, QLineEdit)
    assert field.text() == typed
    assert coordinator.window.focusWidget() is field
    assert "--" not in coordinator.reads("problem")


def test_nothing_typed_finds_nothing(home: Home, coordinator_of: OpenCoordinator) -> None:
    coordinator = coordinator_of(home)
    coordinator.looks_for("email", "  ")

    assert coordinator.state == Finding(by=By.EMAIL, typed="  ")
    assert coordinator.window.focusWidget() is coordinator._found("find_by")


def test_of_two_people_at_one_address_one_is_chosen(
    home: Home, coordinator_of: OpenCoordinator
) -> None:
    coordinator = coordinator_of(home)
    coordinator.looks_for("email", "ZOE@example.org")
    coordinator.waits_until(lambda: coordinator.is_at(Several))
    names = [coordinator.reads(f"person_{number}") for number in (0, 1)]
    jan = next(number for number, name in enumerate(names) if "Jan" in name)

    coordinator.presses(f"open_{jan}")
    coordinator.waits_until(lambda: coordinator.reads("title") == "Jan Ångström")
    coordinator.takes_back()
    coordinator.presses("done_pressed")

    assert coordinator.is_at(Several)
    assert "Zoë" in coordinator.story()
    assert "Jan" not in coordinator.story()


# ---- taking back ----------------------------------------------------------------------------------


def test_person_is_erased_with_all_their_signatures_and_gone_from_the_list(
    home: Home, coordinator_of: OpenCoordinator
) -> None:
    coordinator = coordinator_of(home)
    coordinator.opens("Zoë")
    coordinator.presses("withdraw")
    assert not coordinator.may_press("go_on")
    coordinator.presses("wish_everything")
    coordinator.presses("go_on")
    told = coordinator.story()
    assert "2 signatures are erased" in told
    assert "cannot be undone" in told
    assert "also when old batches are merged again" in told
    assert coordinator.window.focusWidget() is coordinator._found("back")

    coordinator.presses("agree")
    coordinator.waits_until(lambda: coordinator.is_at(Withdrew))
    assert coordinator.reply().startswith("Hallo Zoë,")
    assert "Coming Out" in coordinator.reply()
    coordinator.presses("done_pressed")

    coordinator.lists(3)
    coordinator.waits_to_read("told", "3 of 3 signatures")
    coordinator.presses("lock")
    unlocks(coordinator)
    coordinator.lists(3)


def test_one_consent_is_taken_back_and_the_story_says_so(
    home: Home, coordinator_of: OpenCoordinator
) -> None:
    coordinator = coordinator_of(home)
    coordinator.opens("Marta")
    coordinator.takes_back("share_with_starter")
    assert "no longer agree" in coordinator.reply()
    coordinator.presses("done_pressed")

    coordinator.waits_until(lambda: coordinator.sees("signature_0_0"))
    assert "Yes, taken back on" in coordinator.story()
    coordinator.presses("withdraw")
    assert not coordinator.sees("wish_share_with_starter")
    coordinator.escapes()
    coordinator.escapes()
    assert coordinator.table.model().rowCount() == len(SIGNED)


def test_escape_at_the_last_question_takes_nothing_back(
    home: Home, coordinator_of: OpenCoordinator
) -> None:
    coordinator = coordinator_of(home)
    coordinator.opens("Marta")
    coordinator.presses("withdraw")
    coordinator.presses("wish_everything")
    coordinator.presses("go_on")
    for stage in (Withdrawing, Telling):
        coordinator.escapes()
        assert coordinator.is_at(stage)
    coordinator.escapes()
    assert coordinator.table.model().rowCount() == len(SIGNED)


def test_what_changed_since_it_was_shown_is_not_erased(
    home: Home, coordinator_of: OpenCoordinator
) -> None:
    coordinator = coordinator_of(home)
    coordinator.opens("Marta")
    coordinator.presses("withdraw")
    coordinator.presses("wish_everything")
    coordinator.presses("go_on")
    erase_elsewhere(coordinator, "marta@example.org")

    coordinator.presses("agree")

    coordinator.waits_to_read("problem", "[withdrawal.changed_meanwhile]")
    assert coordinator.may_press("back")


def test_locked_while_it_is_erased_all_is_forgotten_and_it_is_done(
    home: Home, coordinator_of: OpenCoordinator
) -> None:
    coordinator = coordinator_of(home)
    coordinator.opens("Marta")
    coordinator.presses("withdraw")
    coordinator.presses("wish_everything")
    coordinator.presses("go_on")
    coordinator.presses("agree")
    coordinator.desk._session.lock()
    assert coordinator.state is None
    assert "Marta" not in coordinator.story()

    unlocks(coordinator)

    coordinator.lists(len(SIGNED) - 1)


def test_locked_while_a_story_is_read_only_the_passphrase_is_asked_for(
    home: Home, coordinator_of: OpenCoordinator
) -> None:
    coordinator = coordinator_of(home)
    coordinator.desk._open(coordinator.desk.state.rows[0].record_id)
    coordinator.desk._session.lock()

    unlocks(coordinator)
    coordinator.lists(len(SIGNED))
    assert coordinator.state is None


# ---- the reply, and who is to be told --------------------------------------------------------------


def test_reply_is_copied_and_saved(
    home: Home, coordinator_of: OpenCoordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = home.folder / "answer"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    coordinator = coordinator_of(home)
    coordinator.opens("ليلى")
    coordinator.takes_back()

    coordinator.presses("copy")
    assert QGuiApplication.clipboard().text() == coordinator.reply()
    assert coordinator.reads("copied").startswith("Copied")
    coordinator.presses("save")
    coordinator.waits_to_read("copied", "answer.txt")
    saved = out.with_suffix(".txt")
    assert saved.read_text(encoding="utf-8") == coordinator.reply()
    assert "ليلى" in coordinator.reply()
    field = coordinator._found("reply")
    assert isinstance(field, QPlainTextEdit)
    assert field.cursorRect().center().x() > field.viewport().width() / 2, "Arabic begins right"


def test_place_that_takes_no_file_is_told(
    home: Home, coordinator_of: OpenCoordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = home.register / "reply.txt"  # in a file, as if it were a folder
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    coordinator = coordinator_of(home)
    coordinator.opens("Marta")
    coordinator.takes_back()
    coordinator.presses("save")

    coordinator.waits_to_read("problem", "[deliver.cannot_write]")


def test_receivers_are_noted_as_told_and_that_is_undone(
    home: Home, coordinator_of: OpenCoordinator
) -> None:
    coordinator = coordinator_of(home)
    coordinator.opens("Marta")
    coordinator.takes_back()
    coordinator.presses("told_1")
    coordinator.waits_until(lambda: coordinator.sees("not_told_1"))
    coordinator.presses("not_told_1")
    coordinator.waits_until(lambda: coordinator.sees("told_1"))
    coordinator.presses("done_pressed")

    coordinator.presses("inform")
    coordinator.waits_until(lambda: coordinator.sees("told_1_1"))
    assert "Erased on" in coordinator.story()
    coordinator.presses("told_1_1")
    coordinator.waits_until(lambda: coordinator.sees("is_told_1_1"))
    coordinator.escapes()

    coordinator.presses("inform")
    coordinator.waits_to_read("told", "Nobody is to be told")
    with open_register(
        home_of_desk(coordinator, home), PASSPHRASE, clock=clock_at(), randomness=os.urandom
    ) as register:
        (told,) = list_to_inform(register, only_open=False)
    assert told.informed_at is not None


def home_of_desk(coordinator: Coordinator, home: Home) -> Path:
    """Lock, so that somebody else may open the register."""
    coordinator.presses("lock")
    coordinator.waits_until(lambda: coordinator.sees("passphrase"))
    return home.register


# ---- what somebody may want to look at --------------------------------------------------------------


ODD = [
    *SIGNED[:4],
    signature(draft("Mickey", "Mouse", "mickey@example.org")),
]


def test_odd_names_are_listed_and_each_leads_to_its_story(
    tmp_path: Path, coordinator_of: OpenCoordinator
) -> None:
    coordinator = coordinator_of(home_with(tmp_path, ODD))
    coordinator.presses("look_at")
    coordinator.waits_until(lambda: coordinator.sees("to_look_at"))

    assert "Somebody may be called like that" in coordinator.reads("why")
    assert coordinator.window.focusWidget() is coordinator._found("to_look_at")
    QTest.keyClick(coordinator.window.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(coordinator.window.focusWidget(), Qt.Key.Key_Return)
    coordinator.waits_until(lambda: coordinator.reads("title") == "Mickey Mouse")
    assert "the name may be a joke" in coordinator.story()
    coordinator.escapes()
    assert coordinator.window.focusWidget() is coordinator._found("to_look_at")

    coordinator.presses("kind_0")
    assert "There is none" in coordinator.reads("why")
    assert not coordinator.sees("to_look_at")
    coordinator.escapes()
    assert coordinator.sees("people")


def test_who_was_erased_from_there_is_listed_nowhere_any_more(
    tmp_path: Path, coordinator_of: OpenCoordinator
) -> None:
    coordinator = coordinator_of(home_with(tmp_path, ODD))
    coordinator.presses("look_at")
    coordinator.waits_until(lambda: coordinator.sees("to_look_at"))
    QTest.keyClick(coordinator.window.focusWidget(), Qt.Key.Key_Return)
    coordinator.waits_until(lambda: coordinator.reads("title") == "Mickey Mouse")
    coordinator.takes_back()
    coordinator.presses("done_pressed")

    assert "There is none" in coordinator.reads("why")
    coordinator.escapes()
    coordinator.lists(len(ODD) - 1)


def test_looking_is_stopped_by_leaving_the_page(
    home: Home, coordinator_of: OpenCoordinator
) -> None:
    coordinator = coordinator_of(home)
    coordinator.presses("look_at")
    coordinator.escapes()

    assert coordinator.sees("people")
    coordinator.opens("Jan")


# ---- how the pages look ---------------------------------------------------------------------------


AROUND = re.compile(
    r"Text 'title' .* overlaps|overlaps Action '(lock|back|withdraw|find|stop|go_on|agree|done_pressed)'"
)


def is_scrolled(fault: str) -> bool:
    """Tell whether a fault is only that a column goes on beneath what is seen, and has a bar for it.

    What stands in cards has headings of its own, and answers that are the same.
    """
    is_bar = "ScrollBar" in fault or "qt_scrollarea" in fault
    is_beneath = "leaves the window" in fault or AROUND.search(fault) is not None
    return is_bar or is_beneath or "is a heading, or none" in fault or "said twice" in fault


@pytest.mark.parametrize(
    ("language", "size", "is_large"),
    [
        ("en", LYING, False),
        ("en", BOOK, False),
        ("de", BOOK, True),
        ("de", STANDING, True),
        ("ar", STANDING, False),
        ("ar", LYING, True),
    ],
)
def test_nothing_is_cut_off_and_all_is_heard(
    home: Home,
    coordinator_of: OpenCoordinator,
    language: str,
    size: QSize,
    is_large: bool,
) -> None:
    coordinator = coordinator_of(home, Look(language=language, is_large=is_large), size)
    found: list[str] = []

    def look() -> None:
        stage = type(coordinator.state).__name__
        QApplication.processEvents()
        found.extend(f"{stage}: {fault}" for fault in faults_of(coordinator.window))
        found.extend(f"{stage}: {fault}" for fault in faults_heard(coordinator.window))

    coordinator.looks_for("phone", "12")
    coordinator.waits_until(lambda: coordinator.sees("problem"))
    look()
    coordinator.looks_for("email", "zoe@example.org")
    coordinator.waits_until(lambda: coordinator.is_at(Several))
    look()
    coordinator.escapes()
    coordinator.escapes()
    coordinator.opens("Zoë")
    look()
    coordinator.presses("withdraw")
    look()
    coordinator.presses("wish_everything")
    coordinator.presses("go_on")
    look()
    coordinator.presses("agree")
    coordinator.waits_until(lambda: coordinator.is_at(Withdrew))
    look()
    coordinator.presses("done_pressed")
    coordinator.presses("inform")
    coordinator.waits_until(lambda: coordinator.sees("told_1_1"))
    look()
    coordinator.escapes()
    share = OddShare(device="d", country="VA", count=31, share=0.97, elsewhere=0.004)
    rows = tuple(coordinator.desk.state.rows)
    words = "library ashen contempt starboard"
    groups = (
        Flagged(kind=FlagKind.QUICK, rows=()),
        Flagged(kind=FlagKind.JOKE, rows=rows),
        Flagged(share=share, device_words=words, rows=rows),
    )
    for state in (
        LookingAt(progress=FlagProgress(done=1000, count=12000)),
        *(LookingAt(found=ToLookAt(groups=groups), group=group) for group in range(3)),
    ):
        coordinator.desk.inquiry.trail.go(state)
        look()
    assert "\n".join(fault for fault in found if not is_scrolled(fault)) == ""
