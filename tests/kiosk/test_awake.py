"""The screen stays on: asked for on a real bus of the test's own, by the real binding."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusUnixFileDescriptor,
    QDBusVirtualObject,
)
from PySide6.QtWidgets import QApplication

from desktop_app.kiosk.awake import NotAwake, keep_awake
from desktop_app.kiosk.awake_by_dbus import LOGIN, SCREEN_SAVERS, DBusAwake

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's way")

SINGLE = QDBusConnection.VirtualObjectRegisterOption.SingleNode
NO_BUS = "unix:path=/nonexistent/bus"


@pytest.fixture
def bus() -> Iterator[str]:
    """The address of a bus that only this test knows."""
    assert shutil.which("dbus-daemon"), "dbus-daemon is missing: python3 packaging/dev.py test"
    command = ["dbus-daemon", "--session", "--print-address", "--nofork", "--nopidfile"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.terminate()


class Service(QDBusVirtualObject):
    """Whoever switches the screen off, or the system itself."""

    def __init__(self, answer: Callable[[QDBusMessage], QDBusMessage]) -> None:
        super().__init__()
        self.answer = answer
        self.asked: list[tuple[str, str, list[object]]] = []
        self.clients: list[str] = []

    def introspect(self, path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        self.asked.append((message.member(), message.signature(), message.arguments()))
        self.clients.append(message.service())
        connection.send(self.answer(message))
        return True


Serve = Callable[..., Service]


@pytest.fixture
def serve(qapp: QApplication, bus: str) -> Iterator[Serve]:
    """Lets somebody serve on the bus."""
    names: list[str] = []
    services: list[Service] = []

    def one(place: tuple[str, str, str], answer: Callable[[QDBusMessage], QDBusMessage]) -> Service:
        name, path, _ = place
        connection = QDBusConnection.connectToBus(bus, f"test-{len(names)}")
        names.append(f"test-{len(names)}")
        assert connection.registerService(name)
        service = Service(answer)
        assert connection.registerVirtualObject(path, service, SINGLE)
        services.append(service)
        return service

    yield one
    for name in names:
        QDBusConnection.disconnectFromBus(name)


Wish = Callable[..., DBusAwake]


@pytest.fixture
def wish(qapp: QApplication) -> Iterator[Wish]:
    made: list[DBusAwake] = []

    def one(*, session: str = NO_BUS, system: str = NO_BUS) -> DBusAwake:
        places = {"DBUS_SESSION_BUS_ADDRESS": session, "DBUS_SYSTEM_BUS_ADDRESS": system}
        made.append(DBusAwake(places))
        return made[-1]

    yield one
    for awake in made:
        awake.release()
        awake.deleteLater()


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "it does not come"
        QApplication.processEvents()


def granted(message: QDBusMessage) -> QDBusMessage:
    return message.createReply(42)


def refused(message: QDBusMessage) -> QDBusMessage:
    return message.createErrorReply("org.freedesktop.DBus.Error.Failed", "no")


@pytest.mark.parametrize("place", SCREEN_SAVERS)
def test_screen_stays_on_once_the_desktop_has_promised(
    bus: str, serve: Serve, wish: Wish, place: tuple[str, str, str]
) -> None:
    service = serve(place, granted)
    awake = wish(session=bus)
    assert not awake.is_held

    until(lambda: awake.is_held)

    assert [(member, signature) for member, signature, _ in service.asked] == [("Inhibit", "ss")]


def test_promise_ends_with_the_connection(bus: str, serve: Serve, wish: Wish) -> None:
    service = serve(SCREEN_SAVERS[0], granted)
    awake = wish(session=bus)
    until(lambda: awake.is_held)
    (client,) = service.clients
    assert is_there(bus, client)

    awake.release()

    assert not awake.is_held
    until(lambda: not is_there(bus, client))


def is_there(bus: str, client: str) -> bool:
    """Ask the bus whether somebody is still connected."""
    connection = QDBusConnection.connectToBus(bus, "looking-on")
    there = bool(connection.interface().isServiceRegistered(client).value())
    QDBusConnection.disconnectFromBus("looking-on")
    return there


def test_refusal_and_silence_are_no_promise(bus: str, serve: Serve, wish: Wish) -> None:
    services = [serve(SCREEN_SAVERS[0], refused), serve(SCREEN_SAVERS[2], refused)]
    awake = wish(session=bus)

    until(lambda: all(service.asked for service in services))
    for _ in range(20):
        QApplication.processEvents()

    assert not awake.is_held


def test_no_bus_at_all_is_no_problem(wish: Wish) -> None:
    awake = wish()
    QApplication.processEvents()

    assert not awake.is_held
    awake.release()


def test_system_is_asked_not_to_fall_asleep_until_the_end(
    bus: str, serve: Serve, wish: Wish
) -> None:
    reading, writing = os.pipe()

    def give_file(message: QDBusMessage) -> QDBusMessage:
        reply = message.createReply()
        reply.setArguments([QDBusUnixFileDescriptor(writing)])
        return reply

    service = serve(LOGIN, give_file)
    awake = wish(system=bus)
    until(lambda: awake.is_system_held)

    assert service.asked[0][:2] == ("Inhibit", "ssss")
    assert service.asked[0][2][0] == "idle:sleep"
    assert not awake.is_held, "that the system stays awake says nothing of the screen"
    awake.release()
    assert not awake.is_system_held
    os.close(reading)
    os.close(writing)


def test_wish_of_this_system_can_be_made_and_taken_back(qapp: QApplication) -> None:
    parent = QObject()
    awake = keep_awake(parent)
    awake.release()

    assert not awake.is_held
    assert not NotAwake().is_held
    parent.deleteLater()
