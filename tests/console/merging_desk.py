"""A coordinator's desk for tests of merging: a home, a key file, devices and what they handed over."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from desktop_app.app.home import Home
from desktop_app.app.known_keys import remember_key
from desktop_app.campaign.pack import Pack
from desktop_app.console.coordinator.merging import MergeDesk
from desktop_app.console.places import Place
from desktop_app.journal.store import Journal
from desktop_app.register.merge import merge
from desktop_app.register.result import MergeResult
from desktop_app.register.store import open_or_create_register
from desktop_app.sealing.fingerprint import fingerprint
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.slip import ClosingSlip, slip_text
from tests.console.registers import unlocks
from tests.console.volunteer import Volunteer
from tests.making import NOON, PASSPHRASE, QUICK, clock_at, key_file, published
from tests.register.given import device, people, write_batch

COUNT = 4
KEY_PASSPHRASE = "other words than the register has"


@dataclass(frozen=True, kw_only=True)
class Handed:
    """What one device handed over."""

    folder: Path
    batch: Path
    id: str
    words: str
    slip: str


@dataclass(frozen=True, kw_only=True)
class CoordinatorsDesk:
    """A home with an empty register, a campaign's key, and the folder of a stick."""

    home: Home
    folder: Path
    key: CampaignKey
    key_file: Path
    pack: Pack

    @property
    def stick(self) -> Path:
        return self.folder / "stick"

    def hands_over(self, name: str, first: int = 1, last: int = COUNT) -> Handed:
        """Let a new device write a run of its signatures onto the stick."""
        with device(self.folder / name, self.pack, people(COUNT, name)) as journal:
            batch = write_batch(self.stick, journal, self.pack, first, last)
            return Handed(
                folder=self.stick,
                batch=batch,
                id=journal.device,
                words=fingerprint(journal.device_public_key),
                slip=slip_of(journal, self.pack),
            )

    def merged_before(self, accept: str = "all") -> MergeResult:
        """Merge the stick, as the command would."""
        with open_or_create_register(
            self.home.register, PASSPHRASE, clock=clock_at(), randomness=os.urandom, hardness=QUICK
        ) as register:
            return merge(register, [self.stick], self.key, accept_devices=accept, processes=1)


def coordinators_desk(folder: Path) -> CoordinatorsDesk:
    """Make one; its key was used here before."""
    home = Home(folder=folder / "home")
    home.folder.mkdir()
    open_or_create_register(
        home.register, PASSPHRASE, clock=clock_at(), randomness=os.urandom, hardness=QUICK
    ).close()
    file = folder / "campaign.key"
    key = key_file(file, KEY_PASSPHRASE)
    remember_key(home, file)
    pack = published(key, folder / "stick" / "open-doors" / "p.inkpack")
    return CoordinatorsDesk(home=home, folder=folder, key=key, key_file=file, pack=pack)


def slip_of(journal: Journal, pack: Pack) -> str:
    """Give what a device prints when it is closed now."""
    count = journal.record_counts()[pack.id]
    (last,) = journal.records(pack.id, count, count)
    slip = ClosingSlip(
        campaign=pack.id, device=journal.device, count=count, head=last.chain, closed_at=NOON
    )
    return slip_text(slip)


class Merger(Volunteer):
    """A coordinator before the page of merging."""

    @property
    def desk(self) -> MergeDesk:
        desk = self.window.desk(Place.MERGE)
        assert isinstance(desk, MergeDesk)
        return desk

    def unlocks(self) -> None:
        """Come to the page, and unlock the register."""
        self.window.go(Place.MERGE)
        unlocks(self)
        self.waits_until(lambda: self.sees("choose_files") and self.desk.state.keys is not None)

    def drops(self, *paths: Path | QUrl) -> bool:
        """Drop files on the page as the system would; tells whether the page took them."""
        page = self.window.page
        assert page is not None
        data = QMimeData()
        data.setUrls([p if isinstance(p, QUrl) else QUrl.fromLocalFile(str(p)) for p in paths])
        rest = (data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        copy = Qt.DropAction.CopyAction
        enter = QDragEnterEvent(QPoint(100, 100), copy, *rest)
        QApplication.sendEvent(page, enter)
        if enter.isAccepted():
            QApplication.sendEvent(page, QDropEvent(QPointF(100, 100), copy, *rest))
        QApplication.processEvents()
        return enter.isAccepted()

    def types(self, name: str, words: str, *, enter: bool = False) -> None:
        """Type into a field."""
        field = self._found(name)
        assert isinstance(field, QLineEdit | QPlainTextEdit), name
        field.setFocus()
        QTest.keyClicks(field, words)
        if enter:
            QTest.keyClick(field, Qt.Key.Key_Return)

    def merges(self, *paths: Path, passphrase: str = KEY_PASSPHRASE) -> None:
        """Drop something, open the key, and wait for what comes."""
        assert self.drops(*paths)
        self.types("passphrase", passphrase, enter=True)
        self.waits_until(lambda: self.sees("summary_0") or self.sees("problem"))

    def reads_list(self, name: str) -> str:
        """Read a list of many lines."""
        found = self._found(name)
        return found.toPlainText() if isinstance(found, QPlainTextEdit) else ""

    def reads_page(self) -> str:
        """Read all that the page says, also what is beneath what is seen."""
        assert self.window.page is not None
        labels = self.window.page.findChildren(QWidget)
        return "\n".join(str(label.property("text") or "") for label in labels)


OpenMerger = Callable[..., Merger]
