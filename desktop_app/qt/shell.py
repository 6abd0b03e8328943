"""What the one window of the kiosk and that of the console have in common."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.qt.reading_order import tab_stop
from desktop_app.qt.spoken import Spoken, speak_as


class Shell(QWidget):
    """A window in which Tab goes round in reading order. It tells when its first screen is there."""

    first_shown = Signal()

    def __init__(self) -> None:
        """Name the window for screen readers and for the style sheet."""
        super().__init__()
        self.setObjectName("window")
        speak_as(self, Spoken.WINDOW, "Inkstand")
        self._is_first_shown = False

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's signature
        """Let Tab go round in reading order, and never out of the window."""
        stop = tab_stop(self, self.focusWidget(), is_forward=next)
        if stop is not None:
            reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
            stop.setFocus(reason)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell when the first screen is there."""
        super().paintEvent(event)
        if not self._is_first_shown:
            self._is_first_shown = True
            QTimer.singleShot(0, self.first_shown.emit)
