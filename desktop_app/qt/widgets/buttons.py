"""Everything that is pressed: actions, and options of which one is chosen."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QPushButton, QRadioButton, QWidget

from desktop_app.qt.theme import Theme
from desktop_app.qt.widgets.arrows import ARROWS, neighbour
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
    """One of several of which one is chosen; the others are its siblings in the same parent.

    Arrows lead from one to the next and choose nothing: to choose takes Space, Enter or a touch.
    """

    def __init__(self, text: str, theme: Theme, kind: Kind, parent: QWidget | None = None) -> None:
        """Make an option that is not chosen."""
        super().__init__(parent)
        self.setAutoExclusive(True)
        self.face = Face(self, text, theme, kind)
        self._is_told = False
        self.toggled.connect(self._see_toggled)

    def setChecked(self, is_chosen: bool) -> None:  # noqa: N802 - Qt's name
        """Show what is chosen; this is no choice of the person before it."""
        self._is_told = True
        super().setChecked(is_chosen)
        self._is_told = False

    def nextCheckState(self) -> None:
        """Be chosen by a click, which tells of itself."""
        self._is_told = True
        super().nextCheckState()
        self._is_told = False

    def _see_toggled(self, is_chosen: bool) -> None:
        """Take a screen reader's choice for a click: Qt toggles and tells nobody else."""
        if is_chosen and not self._is_told:
            self.clicked.emit()

    def sizeHint(self) -> QSize:
        """Ask for what the words need."""
        return self.face.size()

    def minimumSizeHint(self) -> QSize:
        """Stay large enough for a finger."""
        return self.face.least_size()

    def siblings(self) -> list["Option"]:
        """List the options that can be chosen in this place, itself among them, as they are read."""
        return [option for option in self._group() if option.isVisible() and option.isEnabled()]

    def entrance(self) -> "Option":
        """Name the option at which Tab comes to this group: the chosen one, or the first."""
        siblings = self.siblings()
        return next((option for option in siblings if option.isChecked()), siblings[0])

    def _group(self) -> list["Option"]:
        parent = self.parentWidget()
        if parent is None:
            return [self]
        return parent.findChildren(Option, options=Qt.FindChildOption.FindDirectChildrenOnly)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the focus from nobody for good: Qt shuts the rest of a group out."""
        super().focusInEvent(event)
        for option in self._group():
            option.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def hitButton(self, position: QPoint) -> bool:
        """Take a touch anywhere on it, not only on the words."""
        return self.rect().contains(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as well as Space; let arrows lead on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        if event.key() in ARROWS:
            neighbour(self, self.siblings(), Qt.Key(event.key())).setFocus(
                Qt.FocusReason.OtherFocusReason
            )
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the theme's look."""
        self.face.paint()
