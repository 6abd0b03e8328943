"""The second copy while people sign: it may vanish, come back, refuse and hang; signing goes on."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from desktop_app.app.home import Home
from desktop_app.app.second_copy import choose, open_anywhere
from desktop_app.campaign.pack import Pack
from desktop_app.journal.copying import missing_count, open_copy
from desktop_app.journal.mirror import Standing, open_mirror
from desktop_app.journal.store import open_journal
from desktop_app.kiosk import copyist
from desktop_app.kiosk import states as st
from desktop_app.kiosk import volunteer_states as vs
from desktop_app.kiosk.copyist import HANGS_AFTER_S, RECORDS_AT_ONCE, SECONDS_BETWEEN_LOOKS
from desktop_app.kiosk.stall import CopyFile, Stall
from desktop_app.kiosk.storage_states import Concern, SecondCopy
from desktop_app.kiosk.visitor import Visitor
from desktop_app.kiosk.window import KioskWindow
from tests.kiosk.conftest import NOW, OpenWindow
from tests.kiosk.screens import put
from tests.kiosk.signing import signs_whole_form
from tests.making import made_key, published, signature

LINE = "The second copy is missing."


@pytest.fixture(scope="module")
def real_pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return published(made_key(), tmp_path_factory.mktemp("copied") / "open-doors.inkpack")


@dataclass
class Device:
    """A home with a journal, and a stick on which its second copy was begun."""

    home: Home
    stick: Path
    key: bytes
    pack: Pack
    kept: int = 0

    def opens(self, device_key: bytes) -> CopyFile:
        return open_anywhere(self.stick, device_key, folders=list)

    def lacks(self) -> int:
        """How many records of the journal the second copy on the stick does not have."""
        with open_journal(self.home.folder, clock=lambda: NOW, randomness=os.urandom) as journal:
            return missing_count(journal, open_copy(journal, self.stick))

    def copied(self) -> int:
        return open_mirror(self.stick, self.key).record_count()


@pytest.fixture
def device(tmp_path: Path, real_pack: Pack) -> Device:
    return device_in(tmp_path, real_pack)


def device_in(folder: Path, pack: Pack, kept: int = 0) -> Device:
    home, stick = Home(folder=folder / "home"), folder / "stick"
    stick.mkdir()
    with open_journal(home.folder, clock=lambda: NOW, randomness=os.urandom) as journal:
        choose(home, journal, stick)
        if kept:
            journal.keep_all([signature() for _ in range(kept)], pack)
        return Device(home=home, stick=stick, key=journal.device_public_key, pack=pack, kept=kept)


@pytest.fixture
def stall(stall: Stall, device: Device) -> Stall:
    return stall_of(stall, device)


def stall_of(stall: Stall, device: Device) -> Stall:
    return replace(
        stall,
        pack=device.pack,
        open_journal=lambda: open_journal(
            device.home.folder, clock=lambda: NOW, randomness=os.urandom
        ),
        second_copy=device.opens,
        is_pace_watched=False,
    )


@dataclass
class Stick:
    """The real file behind a stick that hangs when the test wants; this part of it is a fake."""

    file: CopyFile
    may_write: threading.Event
    has_begun: threading.Event = field(default_factory=threading.Event)
    portions: list[int] = field(default_factory=list)

    def standing(self) -> Standing:
        return self.file.standing()

    def append(self, frames: Sequence[bytes]) -> None:
        self.has_begun.set()
        assert self.may_write.wait(timeout=20)
        self.portions.append(len(frames))
        self.file.append(frames)


@pytest.fixture
def may_write() -> Iterator[threading.Event]:
    event = threading.Event()
    event.set()
    yield event
    event.set()


@pytest.fixture
def sticks() -> list[Stick]:
    return []


@pytest.fixture
def hanging_stall(
    stall: Stall, device: Device, sticks: list[Stick], may_write: threading.Event
) -> Stall:
    def opens(device_key: bytes) -> CopyFile:
        sticks.append(Stick(file=device.opens(device_key), may_write=may_write))
        return sticks[-1]

    return replace(stall, second_copy=opens)


def stands(window: KioskWindow, *, is_there: bool, waiting: int = 0) -> None:
    wanted = SecondCopy(is_there=is_there, waiting_count=waiting)
    Visitor(window).waits_until(lambda: window.state.storage.second_copy == wanted)


def has_copied(window: KioskWindow, device: Device, count: int) -> None:
    """Waits until the file holds so many records and the screen knows that none is missing."""
    Visitor(window).waits_until(lambda: device.copied() == count)
    stands(window, is_there=True)


def time_goes_by(window: KioskWindow, seconds: float) -> None:
    window._vault.tick(seconds)
    QApplication.processEvents()


def looks_again(window: KioskWindow) -> None:
    """Lets the seconds go by until it was looked once more for a second copy that is away."""
    copyist = window._vault._copyist
    Visitor(window).waits_until(lambda: copyist._rest_s > 0)
    time_goes_by(window, SECONDS_BETWEEN_LOOKS)
    Visitor(window).waits_until(lambda: not copyist._is_busy)


def signs(window: KioskWindow, device: Device) -> None:
    visitor = Visitor(window)
    signs_whole_form(visitor, device.pack)
    visitor.presses_next_person()


def texts_on(window: KioskWindow) -> list[str]:
    return [label.text() for label in window.page.findChildren(QLabel) if not label.isHidden()]


# ---- a stick that works ---------------------------------------------------------------------------


def test_each_signature_is_copied_and_what_was_taken_back_too(
    window: KioskWindow, visitor: Visitor, device: Device
) -> None:
    stands(window, is_there=True)
    signs_whole_form(visitor, device.pack)
    has_copied(window, device, 1)

    visitor.taps("take_back")
    visitor.waits_until(lambda: device.copied() == 2)
    assert window.state.storage.concerns == ()


def test_thanks_do_not_wait_for_the_stick(
    hanging_stall: Stall,
    open_window: OpenWindow,
    device: Device,
    sticks: list[Stick],
    may_write: threading.Event,
) -> None:
    window = open_window(hanging_stall)
    stands(window, is_there=True)
    may_write.clear()

    signs_whole_form(Visitor(window), device.pack)  # waits for the thanks

    Visitor(window).waits_until(sticks[0].has_begun.is_set)
    assert isinstance(window.state.stage, st.Thanks)
    assert device.copied() == 0
    may_write.set()
    has_copied(window, device, 1)


def test_what_is_missing_at_the_start_is_copied_in_portions(
    tmp_path: Path,
    real_pack: Pack,
    stall: Stall,
    open_window: OpenWindow,
    sticks: list[Stick],
    may_write: threading.Event,
) -> None:
    count = 2 * RECORDS_AT_ONCE + 7
    (tmp_path / "more").mkdir()
    device = device_in(tmp_path / "more", real_pack, kept=count)

    def opens(device_key: bytes) -> CopyFile:
        sticks.append(Stick(file=device.opens(device_key), may_write=may_write))
        return sticks[-1]

    window = open_window(replace(stall_of(stall, device), second_copy=opens))
    has_copied(window, device, count)

    assert sticks[0].portions == [RECORDS_AT_ONCE, RECORDS_AT_ONCE, 7]


def test_without_a_second_copy_nothing_is_said(
    stall: Stall, open_window: OpenWindow, device: Device
) -> None:
    window = open_window(replace(stall, second_copy=None))
    signs(window, device)
    time_goes_by(window, 100.0)

    assert window.state.storage.second_copy is None


# ---- a stick that vanishes ------------------------------------------------------------------------


@pytest.mark.parametrize("is_mount_point_left", [False, True], ids=["gone", "empty"])
def test_pulled_stick_is_told_and_catches_up_when_it_is_back(
    window: KioskWindow, device: Device, *, is_mount_point_left: bool
) -> None:
    signs(window, device)
    has_copied(window, device, 1)
    away = device.stick.with_name("pocket")
    device.stick.rename(away)
    if is_mount_point_left:
        device.stick.mkdir()

    signs(window, device)
    stands(window, is_there=False, waiting=1)
    assert LINE in texts_on(window)
    signs(window, device)
    stands(window, is_there=False, waiting=2)
    looks_again(window)
    stands(window, is_there=False, waiting=2)

    if is_mount_point_left:
        assert list(device.stick.iterdir()) == [], "never anew on the wrong disk"
        device.stick.rmdir()
    away.rename(device.stick)
    looks_again(window)
    has_copied(window, device, 3)
    assert LINE not in texts_on(window)


def test_stick_that_was_not_there_at_the_start_is_taken_when_it_comes(
    stall: Stall, open_window: OpenWindow, device: Device
) -> None:
    away = device.stick.with_name("pocket")
    device.stick.rename(away)
    window = open_window(stall)
    stands(window, is_there=False)
    signs(window, device)
    stands(window, is_there=False, waiting=1)

    away.rename(device.stick)
    looks_again(window)

    has_copied(window, device, 1)


def test_it_is_not_looked_for_more_often_than_promised(
    stall: Stall, open_window: OpenWindow, device: Device
) -> None:
    asked: list[bytes] = []

    def opens(device_key: bytes) -> CopyFile:
        asked.append(device_key)
        return device.opens(device_key)

    device.stick.rename(device.stick.with_name("pocket"))
    window = open_window(replace(stall, second_copy=opens))
    stands(window, is_there=False)
    for _ in range(3):
        time_goes_by(window, SECONDS_BETWEEN_LOOKS / 4)
        signs(window, device)
    assert len(asked) == 1

    time_goes_by(window, SECONDS_BETWEEN_LOOKS / 4)
    Visitor(window).waits_until(lambda: len(asked) == 2)


def test_stick_that_takes_no_writing_is_told_and_goes_on_when_it_does(
    window: KioskWindow, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's refusal is made up: tests may run as root, for whom no file is read-only."""
    is_refusing = True
    really_open = os.open

    def refusing(path: str, flags: int, *more: int, **named: int) -> int:
        if is_refusing and str(path).endswith(".inkmirror") and flags & os.O_RDWR:
            raise OSError(30, "Read-only file system")
        return really_open(path, flags, *more, **named)

    monkeypatch.setattr(os, "open", refusing)
    signs(window, device)
    stands(window, is_there=False, waiting=1)
    assert LINE in texts_on(window)

    is_refusing = False
    looks_again(window)
    has_copied(window, device, 1)


def test_copy_of_another_history_is_left_alone(
    tmp_path: Path, real_pack: Pack, stall: Stall, open_window: OpenWindow
) -> None:
    """The journal of a backup is put back: the stick knows more than it."""
    (tmp_path / "more").mkdir()
    device = device_in(tmp_path / "more", real_pack)
    backup = (device.home.folder / "journal.sqlite").read_bytes()
    window = open_window(stall_of(stall, device))
    signs(window, device)
    has_copied(window, device, 1)
    window.end()
    window._vault._lane.close()
    (device.home.folder / "journal.sqlite").write_bytes(backup)
    before = open_mirror(device.stick, device.key).path.read_bytes()

    window = open_window(stall_of(stall, device))
    signs(window, device)
    Visitor(window).waits_until(lambda: window.state.storage.concerns == (Concern.SECOND_COPY,))

    after = open_mirror(device.stick, device.key).path.read_bytes()
    assert after == before


# ---- a stick that hangs ---------------------------------------------------------------------------


def test_hanging_stick_stops_nobody_is_told_and_goes_on_when_it_answers(
    hanging_stall: Stall,
    open_window: OpenWindow,
    device: Device,
    sticks: list[Stick],
    may_write: threading.Event,
) -> None:
    window = open_window(hanging_stall)
    stands(window, is_there=True)
    may_write.clear()
    signs(window, device)
    Visitor(window).waits_until(sticks[0].has_begun.is_set)
    time_goes_by(window, HANGS_AFTER_S - 1)
    assert window.state.storage.concerns == ()

    time_goes_by(window, 1.0)
    stands(window, is_there=False, waiting=1)
    signs(window, device)
    stands(window, is_there=False, waiting=2)

    may_write.set()
    has_copied(window, device, 2)


def test_kiosk_closes_though_the_stick_hangs_and_nothing_is_lost(
    hanging_stall: Stall,
    open_window: OpenWindow,
    device: Device,
    sticks: list[Stick],
    may_write: threading.Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(copyist, "WAIT_AT_END_S", 0.1)
    window = open_window(hanging_stall)
    stands(window, is_there=True)
    may_write.clear()
    signs(window, device)
    signs(window, device)
    Visitor(window).waits_until(sticks[0].has_begun.is_set)

    begun = time.monotonic()
    window.end()
    assert time.monotonic() - begun < 5.0
    window._vault._lane.close()
    thread = window._vault._copyist._lane._thread
    assert thread.is_alive()
    assert thread.daemon
    with open_journal(device.home.folder, clock=lambda: NOW, randomness=os.urandom) as journal:
        assert journal.count(device.pack.id) == 2

    before = window.state
    may_write.set()
    thread.join(timeout=20)
    QApplication.processEvents()
    assert window.state is before
    assert device.lacks() == 1, "the frames that were under way are whole; the rest comes later"


def test_process_ends_though_the_stick_hangs() -> None:
    code = """if True:
        import sys, threading
        from PySide6.QtCore import QCoreApplication
        from desktop_app.qt.tasks import Lane
        app = QCoreApplication(sys.argv)
        lane, begun = Lane(may_be_left=True), threading.Event()
        def hang():
            begun.set()
            threading.Event().wait()
        lane.run(hang, on_done=print, on_problem=print)
        begun.wait()
        print(lane.leave(after_s=0.1))
    """
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "False\n", "")


# ---- what volunteers see --------------------------------------------------------------------------


def test_behind_the_pin_stands_how_much_is_missing(window: KioskWindow, device: Device) -> None:
    stands(window, is_there=True)
    put(window, cover=vs.VolunteerMenu())
    assert any("Not in the second copy yet: 0" in text for text in texts_on(window))

    put(window, cover=None)
    device.stick.rename(device.stick.with_name("pocket"))
    signs(window, device)
    stands(window, is_there=False, waiting=1)
    put(window, cover=vs.VolunteerMenu())
    (lines,) = [text for text in texts_on(window) if LINE in text]
    assert "Not in the second copy yet: 1" in lines
