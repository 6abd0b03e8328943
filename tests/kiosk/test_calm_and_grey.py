"""Nothing is told by colour alone, and nothing moves by itself."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

import desktop_app
from desktop_app.kiosk import states as st
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.theme import Theme
from desktop_app.qt.widgets.buttons import Action, Option
from desktop_app.qt.widgets.face import Kind
from tests.kiosk.conftest import OpenWindow
from tests.kiosk.screens import screens

FAR_APART = 128
"""Of 256 shades of grey."""
OPTIONS = (Kind.LANGUAGE, Kind.CHIP, Kind.ANSWER, Kind.ROW)
WITH_TICK = (Kind.CHIP, Kind.ANSWER)


def greys(widget: QWidget) -> list[int]:
    grey = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    places = ((x, y) for y in range(grey.height()) for x in range(grey.width()))
    return [grey.pixelColor(x, y).value() for x, y in places]


def changed_share(before: list[int], after: list[int]) -> float:
    changed = sum(abs(a - b) >= FAR_APART for a, b in zip(before, after, strict=True))
    return changed / len(before)


@pytest.mark.parametrize("accent", ["#1a1a1a", "#e60000", "#00594c"])
@pytest.mark.parametrize("kind", OPTIONS)
def test_what_is_chosen_is_seen_without_colours(
    qapp: QApplication, kind: Kind, accent: str
) -> None:
    option = Option("Deutsch", Theme(px_per_mm=5.0, campaign_accent=accent), kind)
    option.resize(option.sizeHint())
    before = greys(option)
    option.setChecked(True)

    assert changed_share(before, greys(option)) > 0.5


@pytest.mark.parametrize("kind", WITH_TICK)
def test_what_is_chosen_has_a_tick_as_well(qapp: QApplication, kind: Kind) -> None:
    """Light on dark could be taken for pressed: beside the words there is a mark."""
    theme = Theme(px_per_mm=5.0)
    wordless = Option(" ", theme, kind)
    wordless.resize(wordless.sizeHint())
    wordless.setChecked(True)
    shown = greys(wordless)
    middle = shown[len(shown) // 4 : -len(shown) // 4]

    assert sum(value > FAR_APART for value in middle) > 20


def test_large_text_is_seen_to_be_on_without_colours(open_window: OpenWindow) -> None:
    window = open_window()
    before = window.findChild(Action, "text_size")
    assert before is not None
    size, was = before.size(), sum(greys(before))
    window.happen(st.TextSizeToggled())
    QApplication.processEvents()
    after = next(one for one in window.findChildren(Action, "text_size") if one.isVisible())

    dark_before, dark_after = was / (size.width() * size.height()), sum(greys(after))
    dark_after /= after.width() * after.height()
    assert dark_before - dark_after > FAR_APART / 2


def test_what_cannot_be_used_is_seen_without_colours(qapp: QApplication) -> None:
    action = Action("Take it back now", Theme(px_per_mm=5.0))
    action.resize(action.sizeHint())
    before = greys(action)
    action.setEnabled(False)

    outline = 2 * (action.width() + action.height())
    changed = changed_share(before, greys(action)) * len(before)
    assert changed > outline / 3


class Watch(QObject):
    """Counts what is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.painted.append(watched.objectName())
        return False


def test_nothing_is_painted_while_nothing_happens(window: KioskWindow, qapp: QApplication) -> None:
    watch = Watch()
    restless = []
    for screen in screens(window):
        for _ in range(5):  # the page itself, and what measures anew once it is there
            QApplication.processEvents()
        if "still-there" in screen or "wait" in screen:
            continue  # they count the seconds
        qapp.installEventFilter(watch)
        for _ in range(8):
            window.happen(st.Ticked(seconds=0.5))
            QApplication.processEvents()
        qapp.removeEventFilter(watch)
        window.happen(st.Touched())  # or the walk would take long enough for the countdown
        restless += [f"{screen}: {name}" for name in watch.painted]
        watch.painted.clear()

    assert not restless


def test_nothing_knows_how_to_move_by_itself() -> None:
    source = Path(desktop_app.__file__).parent.rglob("*.py")
    moving = [
        path.name
        for path in source
        if any(word in path.read_text(encoding="utf-8") for word in ("Animation", "QMovie"))
    ]

    assert not moving
