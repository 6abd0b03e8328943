"""Breaks the kiosk in one place, to see whether the monkey and its watch find it."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QContextMenuEvent, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.kiosk import gate
from desktop_app.kiosk import states as st
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.widgets.fields import Field


def let_menus_open() -> None:
    """A page answers a right click with a menu."""
    menus: list[QMenu] = []

    def open_menu(widget: QWidget, event: QContextMenuEvent) -> None:
        menus.append(QMenu(widget))
        menus[-1].addAction("Copy")
        menus[-1].popup(event.globalPos())

    gate.NEVER = frozenset()
    KioskWindow.contextMenuEvent = open_menu


def let_text_be_copied() -> None:
    """A field copies what is typed into it."""

    def show(field: Field) -> None:
        QGuiApplication.clipboard().setText(field.text())

    begin = Field.__init__

    def begin_copying(field: Field, *values: object, **more: object) -> None:
        begin(field, *values, **more)  # type: ignore[arg-type]
        field.textEdited.connect(lambda _: show(field))

    Field.__init__ = begin_copying


def let_links_be_followed() -> None:
    """SIGN leads to the campaign's page on the internet."""

    def follow(event: object) -> None:
        if isinstance(event, st.SigningBegun):
            QDesktopServices.openUrl(QUrl("https://example.org"))

    _hear(follow)


def let_drafts_be_written() -> None:
    """What is typed is kept in a file, in case the device fails."""
    path = Path(tempfile.gettempdir()) / "draft.json"

    def write(event: object) -> None:
        if isinstance(event, st.FieldTyped):
            path.write_text(event.text, encoding="utf-8", errors="replace")

    _hear(write)


def let_it_be_closed() -> None:
    """The window closes when it is asked to."""
    KioskWindow.closeEvent = lambda _self, event: event.accept()


def let_it_call_home() -> None:
    """A signature is counted on the internet."""
    import socket

    def call(event: object) -> None:
        if isinstance(event, st.SigningBegun):
            with socket.socket() as line:
                line.settimeout(0.01)

    _hear(call)


def let_errors_pass() -> None:
    """A button fails."""

    def fail(event: object) -> None:
        if isinstance(event, st.NextPressed):
            raise RuntimeError

    _hear(fail)


def _hear(what: Callable[[object], None]) -> None:
    happen = KioskWindow.happen

    def heard(window: QObject, event: object) -> None:
        what(event)
        happen(window, event)  # type: ignore[arg-type]

    KioskWindow.happen = heard


SABOTAGES: dict[str, Callable[[], None]] = {
    "menus": let_menus_open,
    "copying": let_text_be_copied,
    "links": let_links_be_followed,
    "drafts": let_drafts_be_written,
    "closing": let_it_be_closed,
    "calls": let_it_call_home,
    "errors": let_errors_pass,
}
