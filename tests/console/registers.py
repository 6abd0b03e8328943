"""Registers for tests of the coordinator's pages: real ones, made quickly, and how one unlocks them."""

import os
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop_app.app.home import Home
from desktop_app.register.devices import ACCEPT_ALL
from desktop_app.register.merge import merge
from desktop_app.register.store import open_or_create_register
from desktop_app.signature.signature import Signature
from tests.console.volunteer import Volunteer
from tests.making import PASSPHRASE, QUICK, clock_at, made_key, published
from tests.register.given import device, people, write_batch


def home_with(folder: Path, signatures: Iterable[Signature]) -> Home:
    """Make a coordinator's home whose register has these signatures, merged from one device."""
    key, signatures = made_key(), tuple(signatures)
    pack = published(key, folder / "batches" / "open-doors" / "p.inkpack")
    home = Home(folder=folder / "home")
    home.folder.mkdir()
    with device(folder / "device", pack, signatures) as journal:
        write_batch(folder / "batches", journal, pack, 1, len(signatures))
    with open_or_create_register(
        home.register, PASSPHRASE, clock=clock_at(), randomness=os.urandom, hardness=QUICK
    ) as register:
        merge(register, [folder / "batches"], key, accept_devices=ACCEPT_ALL, processes=1)
    return home


def home_of(folder: Path, count: int) -> Home:
    """Make a coordinator's home whose register has so many different people."""
    return home_with(folder, people(count))


def empty_home(folder: Path) -> Home:
    """Make a coordinator's home whose register has nobody yet."""
    home = Home(folder=folder / "home")
    home.folder.mkdir()
    open_or_create_register(
        home.register, PASSPHRASE, clock=clock_at(), randomness=os.urandom, hardness=QUICK
    ).close()
    return home


def unlocks(volunteer: Volunteer, passphrase: str = PASSPHRASE) -> None:
    """Type the passphrase of the register on the page that is shown, and Enter."""
    volunteer.waits_until(lambda: volunteer.sees("passphrase"))
    field = volunteer.window.page.findChild(QLineEdit, "passphrase")
    assert isinstance(field, QLineEdit)
    field.setFocus()
    QTest.keyClicks(field, passphrase)
    QTest.keyClick(field, Qt.Key.Key_Return)
