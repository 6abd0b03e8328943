"""Where the focus goes when a page takes the place of another."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.kiosk.pages.page import Page


@dataclass(frozen=True, kw_only=True)
class Held:
    """What had the focus before: its object name, and whether it stood above the page."""

    name: str = ""
    is_above: bool = False


def held_focus(window: QWidget, page: Page | None) -> Held:
    """Tell what has the focus in a window."""
    widget: QWidget | None = window.focusWidget()
    if widget is None or page is None:
        return Held()
    is_in_page = widget is page or page.isAncestorOf(widget)
    return Held(name=widget.objectName(), is_above=not is_in_page)


def give_focus(page: Page, bar: QWidget, held: Held) -> None:
    """Lead to what had the focus before, if it is there again, else to where the page begins.

    Who has just changed the language or the size in the bar stays in the bar.
    """
    place = bar if held.is_above else page
    known = place.findChild(QWidget, held.name) if held.name else None
    if known is not None and known.isHidden():
        known = None
    widget = known or page.first_focus() or page
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
