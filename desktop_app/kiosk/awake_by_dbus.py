"""Asks the desktop and the system over D-Bus to leave the screen on.

Both end what they granted when the connection ends, so nothing has to be given back by number;
Qt's binding could not send one of the right type.

Source: freedesktop.org, Idle Inhibition Service; systemd, org.freedesktop.login1.
"""

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
)

WHO = "Inkstand"
WHY = "People read and sign on this screen"
PATIENCE_MS = 5000
BUS = "inkstand-awake"
SYSTEM_BUS = "inkstand-awake-system"
SCREEN_SAVERS = (
    (
        "org.freedesktop.ScreenSaver",
        "/org/freedesktop/ScreenSaver",
        "org.freedesktop.ScreenSaver",
    ),
    ("org.freedesktop.ScreenSaver", "/ScreenSaver", "org.freedesktop.ScreenSaver"),
    (
        "org.freedesktop.PowerManagement",
        "/org/freedesktop/PowerManagement/Inhibit",
        "org.freedesktop.PowerManagement.Inhibit",
    ),
)
"""Service, path and interface of those who switch screens off, asked in turn."""
LOGIN = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")


class DBusAwake(QObject):
    """Asks without waiting; `is_held` becomes true when the desktop has answered."""

    def __init__(self, environment: Mapping[str, str], parent: QObject | None = None) -> None:
        """Ask at the buses that an environment names, or at the usual ones."""
        super().__init__(parent)
        self._is_held = False
        self._login_hold: QDBusUnixFileDescriptor | None = None
        session, system = QDBusConnection.BusType.SessionBus, QDBusConnection.BusType.SystemBus
        _connect(session, BUS, environment.get("DBUS_SESSION_BUS_ADDRESS"))
        _connect(system, SYSTEM_BUS, environment.get("DBUS_SYSTEM_BUS_ADDRESS"))
        self._ask_screen_saver(0)
        self._ask_login()

    @property
    def is_held(self) -> bool:
        """Tell whether whoever switches the screen off has promised not to.

        The system's promise not to fall asleep is asked for too, but says nothing of the screen.
        """
        return self._is_held

    @property
    def is_system_held(self) -> bool:
        """Tell whether the system has promised not to fall asleep."""
        return self._login_hold is not None

    def release(self) -> None:
        """End the connections, and with them every promise."""
        self._is_held, self._login_hold = False, None
        for name in (BUS, SYSTEM_BUS):
            QDBusConnection.disconnectFromBus(name)

    def _ask_screen_saver(self, number: int) -> None:
        session = QDBusConnection(BUS)
        if number >= len(SCREEN_SAVERS) or not session.isConnected():
            return
        message = QDBusMessage.createMethodCall(*SCREEN_SAVERS[number], "Inhibit")
        message.setArguments([WHO, WHY])
        watcher = QDBusPendingCallWatcher(session.asyncCall(message, PATIENCE_MS), self)
        watcher.finished.connect(lambda call: self._screen_saver_said(call, number))

    def _screen_saver_said(self, call: QDBusPendingCallWatcher, number: int) -> None:
        call.deleteLater()
        if call.isError():
            self._ask_screen_saver(number + 1)
        else:
            self._is_held = True

    def _ask_login(self) -> None:
        system = QDBusConnection(SYSTEM_BUS)
        if not system.isConnected():
            return
        message = QDBusMessage.createMethodCall(*LOGIN, "Inhibit")
        message.setArguments(["idle:sleep", WHO, WHY, "block"])
        watcher = QDBusPendingCallWatcher(system.asyncCall(message, PATIENCE_MS), self)
        watcher.finished.connect(self._login_said)

    def _login_said(self, call: QDBusPendingCallWatcher) -> None:
        """Keep the file that logind gives: the promise ends when it is closed."""
        call.deleteLater()
        arguments = call.reply().arguments() if not call.isError() else []
        if arguments and isinstance(arguments[0], QDBusUnixFileDescriptor):
            self._login_hold = arguments[0]


def _connect(kind: QDBusConnection.BusType, name: str, address: str | None) -> None:
    """Open a connection of our own, which ends when it is closed; the shared one would outlive us."""
    if address:
        QDBusConnection.connectToBus(address, name)
    else:
        QDBusConnection.connectToBus(kind, name)
