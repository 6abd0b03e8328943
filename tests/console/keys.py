"""A coordinator before the page of keys, with real key files."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop_app.console.coordinator.keys import KeysDesk
from desktop_app.console.coordinator.keys_states import ChoosingPassphrase, NamingKey, ShowingKey
from desktop_app.console.places import Place
from desktop_app.console.window import ConsoleWindow
from desktop_app.qt.widgets.buttons import Action, Option
from desktop_app.sealing.fingerprint import fingerprint
from desktop_app.sealing.keys import CampaignKey
from tests.console.volunteer import Volunteer

OTHER = "quite another passphrase of five words"
SaveTo = Callable[[Path], None]


class KeyKeeper(Volunteer):
    """Makes keys, proves them, and brings them back."""

    def __init__(self, window: ConsoleWindow, qtbot: QtBot) -> None:
        super().__init__(window, qtbot)
        window.go(Place.KEYS)

    @property
    def desk(self) -> KeysDesk:
        desk = self.window.desk(Place.KEYS)
        assert isinstance(desk, KeysDesk)
        return desk

    def waits_for(self, stage: type) -> None:
        self.waits_until(lambda: isinstance(self.desk.state, stage))
        QApplication.processEvents()

    def waits_to_see(self, name: str) -> None:
        self.waits_until(lambda: self.sees(name))

    def waits_for_problem(self, code: str) -> None:
        self.waits_to_read("problem", f"[{code}]")

    def types(self, name: str, text: str, *, enters: bool = False) -> None:
        """Type into a field in place of what is there."""
        field = self._found(name)
        assert isinstance(field, QLineEdit), self.reads_all()
        field.setFocus()
        field.clear()
        QTest.keyClicks(field, text)
        if enters:
            QTest.keyClick(field, Qt.Key.Key_Return)

    def types_sheet(self, number: int, text: str) -> None:
        field = self._found(f"sheet_{number}")
        assert isinstance(field, QPlainTextEdit)
        field.setPlainText(text)

    def presses_when_it_may(self, name: str) -> None:
        self.waits_until(lambda: self.may_press(name))
        self.presses(name)

    def unlocks(self, passphrase: str) -> None:
        self.waits_to_see("passphrase")
        self.types("passphrase", passphrase, enters=True)

    def answers_of(self, name: str) -> list[str]:
        """Read the labels of the buttons whose names begin so."""
        assert self.window.page is not None
        found = [*self.window.page.findChildren(Action), *self.window.page.findChildren(Option)]
        return [
            each.face.text
            for each in found
            if each.objectName().startswith(name) and each.isVisible()
        ]


def words_on(sheet: Path) -> list[str]:
    """Read the words off a printed sheet by their numbers, as people do."""
    import pypdfium2

    document = pypdfium2.PdfDocument(sheet)
    try:
        text = document[0].get_textpage().get_text_range()
    finally:
        document.close()
    lines = [line.split() for line in text.splitlines()]
    numbered = {int(line[0]): line[1] for line in lines if len(line) == 2 and line[0].isdecimal()}
    return [numbered[number] for number in sorted(numbered)]


def four(key: CampaignKey) -> str:
    return fingerprint(key.coordinator_key, key.recipient.public_key)


def opened(keeper: KeyKeeper, saves: SaveTo, file: Path) -> None:
    saves(file)
    keeper.presses("open_file")
    keeper.waits_for(ShowingKey)


def to_the_words(keeper: KeyKeeper) -> str:
    """Go to the six words, and write them down."""
    keeper.presses("new_key")
    keeper.waits_for(NamingKey)
    keeper.presses("next")
    keeper.waits_for(ChoosingPassphrase)
    return keeper.reads("proposed").strip("\u2068\u2069")
