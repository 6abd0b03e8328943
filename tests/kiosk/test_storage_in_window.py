"""Little space on the disk, in the real window: who looks, when, and what is then on the screen."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from desktop_app.campaign.pack import Pack
from desktop_app.kiosk import states as st
from desktop_app.kiosk.flow.storage import NEARLY_FULL
from desktop_app.kiosk.space_watch import SECONDS_BETWEEN_LOOKS
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.storage_states import Concern
from desktop_app.kiosk.visitor import Visitor
from desktop_app.kiosk.window import KioskWindow
from desktop_app.problems import Problem
from tests.kiosk.screens import put
from tests.kiosk.signing import signs_whole_form
from tests.kiosk.stalls import DiskFull, kept

MB = 10**6


class Disk:
    """A disk whose free space the test sets; it notes from which thread it was asked."""

    def __init__(self, free_bytes: int | None = 10_000 * MB) -> None:
        self.free_bytes = free_bytes
        self.problem: Problem | None = None
        self.threads: list[threading.Thread] = []
        self.may_answer = threading.Event()
        self.may_answer.set()

    def __call__(self) -> int | None:
        self.threads.append(threading.current_thread())
        assert self.may_answer.wait(timeout=20)
        if self.problem is not None:
            raise self.problem
        return self.free_bytes


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def stall(stall: Stall, disk: Disk) -> Stall:
    return replace(stall, free_bytes=disk)


def knows(window: KioskWindow, free_bytes: int | None) -> None:
    Visitor(window).waits_until(lambda: window.state.storage.free_bytes == free_bytes)


def a_minute_goes_by(window: KioskWindow, disk: Disk) -> None:
    asked = len(disk.threads)
    window._vault.tick(SECONDS_BETWEEN_LOOKS)
    Visitor(window).waits_until(lambda: len(disk.threads) > asked)


def texts_on(window: KioskWindow) -> list[str]:
    return [label.text() for label in window.page.findChildren(QLabel) if not label.isHidden()]


def test_it_is_looked_at_the_start_and_every_minute_off_the_screens_thread(
    window: KioskWindow, disk: Disk
) -> None:
    knows(window, 10_000 * MB)
    assert len(disk.threads) == 1
    window._vault.tick(SECONDS_BETWEEN_LOOKS - 1)
    assert len(disk.threads) == 1

    disk.free_bytes = 400 * MB
    a_minute_goes_by(window, disk)

    knows(window, 400 * MB)
    assert threading.main_thread() not in disk.threads


def test_it_is_looked_after_a_signature(
    window: KioskWindow, visitor: Visitor, disk: Disk, pack: Pack
) -> None:
    knows(window, 10_000 * MB)
    disk.free_bytes = 300 * MB
    signs_whole_form(visitor, pack)
    knows(window, 300 * MB)
    assert isinstance(window.state.stage, st.Thanks)


def test_slow_answer_keeps_the_screen_and_the_next_signer_waiting_for_nothing(
    window: KioskWindow, visitor: Visitor, disk: Disk
) -> None:
    knows(window, 10_000 * MB)
    disk.may_answer.clear()
    a_minute_goes_by(window, disk)

    visitor.presses_sign()

    assert isinstance(window.state.stage, st.Form)
    disk.may_answer.set()


@pytest.mark.parametrize("free_bytes", [500 * MB, None])
def test_nothing_is_said_while_there_is_room_or_nobody_knows(
    window: KioskWindow, disk: Disk, free_bytes: int | None
) -> None:
    disk.free_bytes = free_bytes
    a_minute_goes_by(window, disk)
    knows(window, free_bytes)

    assert "For volunteers" not in texts_on(window)


def test_disk_that_cannot_be_asked_stops_nobody(
    window: KioskWindow, visitor: Visitor, disk: Disk
) -> None:
    knows(window, 10_000 * MB)
    disk.problem = DiskFull()
    a_minute_goes_by(window, disk)
    knows(window, None)

    visitor.presses_sign()
    assert isinstance(window.state.stage, st.Form)


def test_volunteers_see_a_line_on_the_resting_petition_and_it_goes_again(
    window: KioskWindow, disk: Disk
) -> None:
    disk.free_bytes = 499 * MB
    a_minute_goes_by(window, disk)
    knows(window, 499 * MB)
    assert "For volunteers" in texts_on(window)
    assert "Storage is running low." in texts_on(window)
    sign = window.page.findChild(QLabel, "concerns")
    assert sign is not None

    disk.free_bytes = 501 * MB
    a_minute_goes_by(window, disk)
    knows(window, 501 * MB)
    assert "For volunteers" not in texts_on(window)


def test_line_is_on_the_petition_alone(window: KioskWindow, visitor: Visitor, disk: Disk) -> None:
    disk.free_bytes = 300 * MB
    a_minute_goes_by(window, disk)
    knows(window, 300 * MB)

    visitor.presses_sign()

    assert window.state.storage.concerns == (Concern.SPACE,)
    assert "For volunteers" not in texts_on(window)


def test_sign_calls_the_volunteer_and_the_page_goes_once_there_is_room(
    window: KioskWindow, visitor: Visitor, disk: Disk
) -> None:
    disk.free_bytes = 199 * MB
    a_minute_goes_by(window, disk)
    knows(window, 199 * MB)
    visitor.presses_sign()
    assert window.state.stage == st.VolunteerNeeded(code=NEARLY_FULL)
    assert "[storage.nearly_full]" in texts_on(window)
    assert (
        "Storage is running low. This device cannot keep signatures right now. "
        "Those kept before are safe."
    ) in texts_on(window)

    disk.free_bytes = 201 * MB
    a_minute_goes_by(window, disk)
    visitor.waits_until(lambda: window.state.stage == st.Petition())


def test_try_again_looks_at_once(window: KioskWindow, visitor: Visitor, disk: Disk) -> None:
    disk.free_bytes = 100 * MB
    a_minute_goes_by(window, disk)
    knows(window, 100 * MB)
    visitor.presses_sign()
    disk.free_bytes = 1000 * MB

    visitor.taps("try_again")

    knows(window, 1000 * MB)
    assert window.state.stage == st.Petition()


def test_disk_without_room_while_somebody_signs_disturbs_nobody(
    window: KioskWindow, visitor: Visitor, disk: Disk
) -> None:
    visitor.presses_sign()
    page = window.page
    disk.free_bytes = 1 * MB
    a_minute_goes_by(window, disk)
    knows(window, 1 * MB)

    assert isinstance(window.state.stage, st.Form)
    assert window.page is page


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (NEARLY_FULL, "Hand over the signatures. Free some storage. [storage.nearly_full]"),
        ("journal.disk_full", "Hand over the signatures. Free some storage. [journal.disk_full]"),
        ("journal.damaged", "Hand over the signatures. Take another device. [journal.damaged]"),
        ("journal.read_only", "Hand over the signatures. Take another device. [journal.read_only]"),
        ("journal.from_newer_version", "Take another device. [journal.from_newer_version]"),
        ("journal.in_use", "Leave the kiosk and start it again. [journal.in_use]"),
        ("kiosk.bug", "Leave the kiosk and start it again. [kiosk.bug]"),
    ],
)
def test_behind_the_pin_stands_what_to_do(window: KioskWindow, code: str, said: str) -> None:
    from desktop_app.kiosk import volunteer_states as vs

    put(window, stage=st.VolunteerNeeded(code=code), cover=vs.VolunteerMenu())

    assert said in texts_on(window)


def test_damaged_journal_is_not_called_safe(window: KioskWindow) -> None:
    put(window, stage=st.VolunteerNeeded(code="journal.damaged"))

    assert "This device cannot keep signatures right now." in texts_on(window)


def test_thanks_that_come_late_offer_nothing_without_room(window: KioskWindow, disk: Disk) -> None:
    disk.free_bytes = 1 * MB
    a_minute_goes_by(window, disk)
    knows(window, 1 * MB)
    put(window, stage=st.Saving(number=1), asked_count=1)

    window.happen(kept(number=1))

    assert window.state.stage.offers == ()
