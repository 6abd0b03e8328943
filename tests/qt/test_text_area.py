"""The field for a few sentences takes what is typed and gives nothing away."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.qt.theme import Theme
from desktop_app.qt.widgets.text_area import TextArea

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def area(qtbot: QtBot) -> Iterator[TextArea]:
    made = TextArea(Theme(px_per_mm=5.9), max_characters=30)
    qtbot.addWidget(made)
    made.resize(600, 150)
    made.show()
    made.setFocus()
    yield made
    QGuiApplication.clipboard().clear()


def test_what_is_typed_is_told(area: TextArea) -> None:
    told: list[str] = []
    area.typed.connect(told.append)
    QTest.keyClicks(area, "Benches")

    assert area.text() == "Benches"
    assert told[-1] == "Benches"


def test_enter_leads_on_and_makes_no_paragraph(area: TextArea) -> None:
    pressed: list[bool] = []
    area.returnPressed.connect(lambda: pressed.append(True))
    QTest.keyClicks(area, "Benches")
    QTest.keyClick(area, Qt.Key.Key_Return)
    QTest.keyClick(area, Qt.Key.Key_Enter)

    assert area.text() == "Benches"
    assert len(pressed) == 2


def test_no_more_than_the_limit_is_taken_and_erasing_makes_room(area: TextArea) -> None:
    QTest.keyClicks(area, "a" * 50)
    assert len(area.text()) == 30
    QTest.keyClick(area, Qt.Key.Key_Backspace)
    QTest.keyClicks(area, "bc")

    assert area.text() == "a" * 29 + "b"


def test_nothing_can_be_undone_copied_or_pasted(area: TextArea) -> None:
    QGuiApplication.clipboard().setText("from elsewhere")
    QTest.keyClicks(area, "Benches")
    for key, modifiers in (
        (Qt.Key.Key_A, CONTROL),
        (Qt.Key.Key_C, CONTROL),
        (Qt.Key.Key_V, CONTROL),
        (Qt.Key.Key_Insert, SHIFT),
        (Qt.Key.Key_Z, CONTROL),
    ):
        QTest.keyClick(area, key, modifiers)
    area.paste()
    area.undo()

    assert area.text() == "Benches"
    assert not area.document().isUndoAvailable()
    assert QGuiApplication.clipboard().text() == "from elsewhere"


def test_a_mouse_selects_nothing(area: TextArea) -> None:
    QTest.keyClicks(area, "Benches in the park")
    view = area.viewport()
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(60, 20))
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    QTest.mouseMove(view, QPoint(200, 20))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 20))

    assert not area.textCursor().hasSelection()


def test_nothing_is_dropped_in_or_given_out(area: TextArea) -> None:
    data = QMimeData()
    data.setText("dropped")

    assert not area.acceptDrops()
    assert not area.viewport().acceptDrops()
    assert not area.canInsertFromMimeData(data)
    area.selectAll()
    assert not area.createMimeDataFromSelection().hasText()


def test_two_fingers_that_slide_are_no_gesture(area: TextArea, qapp: QApplication) -> None:
    """A gesture outlives its page, and Qt then complains of a target that has gone."""
    seen: list[QEvent.Type] = []

    class Onlooker(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() in (QEvent.Type.Gesture, QEvent.Type.GestureOverride):
                seen.append(event.type())
            return False

    onlooker, device = Onlooker(), QTest.createTouchDevice()
    qapp.installEventFilter(onlooker)
    for step in range(8):
        fingers = QTest.touchEvent(area, device, False)
        for finger in range(2):
            place = QPoint(20 + 40 * finger, 5 + 8 * step)
            (fingers.press if step == 0 else fingers.move)(finger, place)
        fingers.commit()
        qapp.processEvents()
    qapp.removeEventFilter(onlooker)

    assert seen == []
