"""What lies outside the pages and could hold what somebody typed."""

from PySide6.QtGui import QGuiApplication


def wipe_clipboard() -> None:
    """Empty the clipboard and X11's selection, and let go of what an input method has begun."""
    clipboard = QGuiApplication.clipboard()
    clipboard.clear(clipboard.Mode.Clipboard)
    QGuiApplication.inputMethod().reset()
    if clipboard.supportsSelection():
        clipboard.clear(clipboard.Mode.Selection)
