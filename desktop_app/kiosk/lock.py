"""Keeps the window over the whole screen and in front, as far as the system lets a program."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

GOING_AWAY = frozenset({QEvent.Type.WindowStateChange, QEvent.Type.WindowDeactivate})

X11 = "xcb"
LOOK_MS = 1000


class Lock(QObject):
    """Shows a window locked, and brings it back whenever something has moved it away.

    Where the system has its own means to lead people elsewhere this loses; then the kiosk says
    that it must be kept in sight.
    """

    def __init__(self, window: QWidget) -> None:
        """Take a window that is not shown yet."""
        super().__init__(window)
        self._window = window
        self._is_due = False
        self._was_active = False
        window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        window.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        window.installEventFilter(self)
        self._looking = QTimer(self)
        self._looking.timeout.connect(self.look)

    def show(self) -> None:
        """Show the window over the whole screen."""
        self._window.setGeometry(
            QApplication.primaryScreen().geometry()
        )  # a bare X server has nobody to resize it
        self._window.showFullScreen()
        if QApplication.platformName() == X11:
            self._looking.start(LOOK_MS)

    def look(self) -> None:
        """Come back when a window manager has put the desktop in front without a word.

        It tells nobody, and grants no wish to come to the front; a window that appears anew is shown.
        """
        if self._window.isVisible() and not self._window.windowHandle().isExposed():
            self._window.hide()
            self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt's signature
        """Notice that the window goes away; nothing is stopped."""
        self._was_active = self._was_active or event.type() is QEvent.Type.WindowActivate
        if event.type() in GOING_AWAY and not self._is_due:
            self._is_due = True
            QTimer.singleShot(0, self, self._bring_back)
        return False

    def _bring_back(self) -> None:
        """Fill the screen and come to the front, unless all that is so already."""
        self._is_due = False
        window = self._window
        if not window.isVisible():
            return  # it was closed by whoever may
        if not window.isFullScreen() or window.isMinimized():
            self.show()
        if self._was_active and not window.isActiveWindow():
            window.raise_()
            window.activateWindow()


def fills_screen(window: QWidget) -> bool:
    """Tell whether a window really covers its screen, to the last pixel."""
    is_there = window.isVisible() and window.isFullScreen() and not window.isMinimized()
    return is_there and window.geometry() == window.screen().geometry()
