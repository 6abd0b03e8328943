"""What is drawn stands up to the sun: measured on rendered pixels."""

from collections import Counter

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop_app.kiosk.visitor import Visitor
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.colours import CONTROL_CONTRAST, TEXT_CONTRAST, contrast
from desktop_app.qt.widgets.text import Text


def two_main_colours(image: QImage, area: QRect) -> tuple[str, str]:
    """The colour that fills an area, and the one that differs most from it and is not rare."""
    pixels = Counter(
        image.pixelColor(x, y).name()
        for x in range(area.left(), area.right(), 2)
        for y in range(area.top(), area.bottom(), 2)
    )
    ground = pixels.most_common(1)[0][0]
    frequent = [name for name, count in pixels.items() if count >= 4]
    return ground, max(frequent, key=lambda name: contrast(name, ground))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_words_have_contrast_on_every_page(
    visitor: Visitor, window: KioskWindow, language: str
) -> None:
    visitor.chooses_language(language)
    check_words(window)
    visitor.presses_sign()
    check_words(window)
    visitor.gives_name("Marta")
    visitor.gives_email("marta@example.org")
    visitor.answers("sms", is_yes=True)
    check_words(window)


def check_words(window: KioskWindow) -> None:
    image = window.grab().toImage()
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and isinstance(widget, Text | QAbstractButton):
            area = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
            if widget.property("text"):
                ground, letters = two_main_colours(image, area.adjusted(3, 3, -3, -3))
                assert contrast(ground, letters) >= TEXT_CONTRAST, widget.property("text")


def test_focus_is_seen(visitor: Visitor, window: KioskWindow) -> None:
    visitor.presses_sign()
    field = visitor.finds("given_name")
    assert field is not None
    image = window.grab().toImage()
    edge = field.mapTo(window, QPoint(field.width() // 2, 2))

    frame = image.pixelColor(edge).name()

    assert contrast(frame, QColor("white").name()) >= CONTROL_CONTRAST
    assert frame != QColor("#0b0b0f").name()
