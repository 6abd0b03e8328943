"""The canary: a person with unmistakable data signs, and afterwards nothing of them is anywhere."""

import base64
import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible, QAccessibleInterface, QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from desktop_app.app.installed import find_campaign
from desktop_app.app.stall import stall_for
from desktop_app.kiosk.start import WINDOWED_SIZE, new_window
from desktop_app.kiosk.states import Petition
from desktop_app.kiosk.visitor import Visitor
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.tasks import Lane
from tests.making import device_home, made_key, published

pytestmark = pytest.mark.screen

CANARY = ("Zyxqua", "Canary-7f3a", "zyxqua.canary@example.org", "+49 1512 3456789")
TRACES = ("zyxqua", "canary-7f3a", "15123456789")


@pytest.fixture
def home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a home, and point every place for temporary files into the same folder."""
    (tmp_path / "tmp").mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path / "tmp"))
    published(made_key(), tmp_path / "open-doors.inkpack")
    return device_home(tmp_path / "home", tmp_path / "open-doors.inkpack").folder


@pytest.fixture
def window(qapp: QApplication, home_folder: Path) -> Iterator[KioskWindow]:
    from desktop_app.app.home import Home

    home = Home(folder=home_folder)
    lane = Lane()
    made = new_window(stall_for(home, find_campaign(home, None).pack), lane, may_close=True)
    qapp.installEventFilter(made.gate)
    made.first_shown.connect(made.begin)
    made.resize(WINDOWED_SIZE)
    made.show()
    yield made
    qapp.removeEventFilter(made.gate)
    made.end()
    lane.close()
    made.close()
    made.deleteLater()


def the_canary_signs(window: KioskWindow) -> Visitor:
    visitor = Visitor(window)
    visitor.presses_sign()
    visitor.gives_name(CANARY[0], CANARY[1])
    visitor.gives_email(CANARY[2])
    for choice in ("share_with_starter", "email_updates", "sms"):
        visitor.answers(choice, is_yes=True)
    visitor.gives_phone(CANARY[3])
    return visitor


def texts_of(widget: QWidget) -> Iterator[str]:
    """Give everything that a widget and all below it could show, say or remember."""
    for each in [widget, *widget.findChildren(QWidget)]:
        yield each.windowTitle()
        yield each.accessibleName()
        yield each.accessibleDescription()
        yield each.toolTip()
        if isinstance(each, QLineEdit):
            yield each.text()
            each.undo()
            yield each.text()
        if isinstance(each, QLabel):
            yield each.text()


def spoken(interface: QAccessibleInterface | None) -> Iterator[str]:
    """Give everything that a screen reader could read."""
    if interface is None:
        return
    for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value):
        yield interface.text(kind)
    for number in range(interface.childCount()):
        yield from spoken(interface.child(number))


def assert_no_trace(texts: Iterator[str] | list[str]) -> None:
    for text in texts:
        folded = text.lower().replace(" ", "")
        assert not [trace for trace in TRACES if trace in folded]


def encodings(trace: str) -> Iterator[bytes]:
    for text in (trace, trace.upper(), trace.capitalize()):
        yield text.encode()
        yield text.encode("utf-16-le")
        for skipped in range(3):  # base64 of the same bytes differs with their place
            encoded = base64.b64encode(b"x" * skipped + text.encode())
            yield encoded[4 if skipped else 0 : -4]


def test_nothing_of_the_canary_is_left_anywhere(
    window: KioskWindow,
    home_folder: Path,
    tmp_path: Path,
    qapp: QApplication,
    capfd: pytest.CaptureFixture[str],
) -> None:
    visitor = the_canary_signs(window)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText(CANARY[1])  # as if a shortcut had got through
    visitor.signs()
    visitor.waits_for_thanks()
    assert_no_trace(texts_of(window))
    visitor.presses_next_person()
    visitor.waits_until(lambda: isinstance(window.state.stage, Petition))
    visitor.presses_sign()
    # A running event loop does this by itself; one that is only stepped through does not.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()

    assert_no_trace(texts_of(window))
    assert_no_trace(list(spoken(QAccessible.queryAccessibleInterface(window))))
    assert_no_trace([repr(window.state), str(window.state)])
    assert_no_trace([text for w in qapp.allWidgets() for text in texts_of(w)])
    assert_no_trace([clipboard.text(), clipboard.text(QClipboard.Mode.Selection)])
    out, err = capfd.readouterr()
    assert_no_trace([out, err])
    needles = {needle for trace in TRACES for needle in encodings(trace)}
    looked_at = 0
    for folder, _, names in os.walk(tmp_path):
        for name in names:
            data = (Path(folder) / name).read_bytes()
            looked_at += 1
            assert not [needle for needle in needles if needle in data], name
    assert looked_at >= 3
    assert (home_folder / "journal.sqlite").is_file()


def test_nothing_of_the_canary_is_left_after_starting_again(window: KioskWindow) -> None:
    visitor = the_canary_signs(window)
    visitor.starts_again()
    assert_no_trace(texts_of(window))
    visitor.presses_sign()
    assert_no_trace(texts_of(window))
    assert_no_trace([repr(window.state)])


def test_the_search_itself_finds_what_it_looks_for() -> None:
    needles = {needle for trace in TRACES for needle in encodings(trace)}
    text = f"so {CANARY[0]} {CANARY[2]} signed"
    for data in (
        text.encode(),
        text.encode("utf-16-le"),
        base64.b64encode(text.encode()),
        base64.b64encode(b"1" + text.encode()),
        base64.b64encode(b"12" + text.encode()),
    ):
        assert [needle for needle in needles if needle in data], data
    with pytest.raises(AssertionError):
        assert_no_trace([f"Hello {CANARY[0]}"])
