"""A number that is read from afar, with what it counts beneath it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.qt.spoken import Spoken
from desktop_app.qt.theme import Theme, Type
from desktop_app.qt.widgets.text import Text, plain_line


class Figure(QWidget):
    """The number, large and bold; screen readers hear both as one."""

    def __init__(self, label: str, theme: Theme, *, name: str) -> None:
        """Begin without a number."""
        super().__init__()
        self._number = plain_line("", theme, Type.TITLE, is_bold=True)
        self._number.setObjectName(name)
        self._label = Text(label, theme, Type.LEAD, spoken=Spoken.NOTHING)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(0.4))
        rows.addWidget(self._number)
        rows.addWidget(self._label)
        rows.addStretch(1)  # numbers beside each other stand in one line, however long the labels

    def show_number(self, number: str) -> None:
        """Show another number, as words."""
        self._number.say(number)
        self._number.setAccessibleName(f"{number} {self._label.text()}" if number else "")
