"""A pad in a window that is shown."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.qt.pad.drawing import SIZE, WatchedPad


@pytest.fixture
def pad(qtbot: QtBot) -> Iterator[WatchedPad]:
    window = QWidget()
    qtbot.addWidget(window)
    made = WatchedPad()
    made.setFixedSize(SIZE)
    rows = QVBoxLayout(window)
    rows.addWidget(made)
    window.show()
    QApplication.processEvents()
    yield made
    window.close()  # qtbot alone would let it go at once
