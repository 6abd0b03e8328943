"""Everything that is pressed: actions, and options of which one is chosen."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QPushButton, QRadioButton, QWidget

from desktop_app.qt.theme import Theme
from desktop_app.qt.widgets.face import Face, Kind


class Action(QPushButton):
    """A button that does something."""

    def __init__(
        self, text: str, theme: Theme, kind: Kind = Kind.PLAIN, parent: QWidget | None = None
    ) -> None:
        """Make a button with its words on it."""
        super().__init__(parent)
        self.setAutoDefault(False)
        self.face = Face(self, text, theme, kind)

    def sizeHint(self) -> QSize:
        """Ask for what the words need."""
        return self.face.size()

    def minimumSizeHint(self) -> QSize:
        """Stay large enough for a finger."""
        return self.face.least_size()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as well as Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the theme's look."""
        self.face.paint()


class Option(QRadioButton):
    """One of several of which one is chosen; the others are its siblings in the same parent."""

    def __init__(self, text: str, theme: Theme, kind: Kind, parent: QWidget | None = None) -> None:
        """Make an option that is not chosen."""
        super().__init__(parent)
        self.setAutoExclusive(True)
        self.face = Face(self, text, theme, kind)

    def sizeHint(self) -> QSize:
        """Ask for what the words need."""
        return self.face.size()

    def minimumSizeHint(self) -> QSize:
        """Stay large enough for a finger."""
        return self.face.least_size()

    def hitButton(self, position: QPoint) -> bool:
        """Take a touch anywhere on it, not only on the words."""
        return self.rect().contains(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as well as Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the theme's look."""
        self.face.paint()
