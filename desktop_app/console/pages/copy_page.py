"""The page on which a stick or card is chosen for the second copy."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.console.pages.setup_page import SetupPage
from desktop_app.console.setting import Setting
from desktop_app.console.setup_state import SetupState
from desktop_app.console.stick import Stick
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.face import Kind

MOST_SHOWN = 4
MEGABYTE = 1_000_000


class CopyPage(SetupPage):
    """One button a stick, and one to do without for now."""

    stick_chosen = Signal(Path)
    left = Signal()
    """Nothing more is to be chosen here."""
    ended = Signal()
    """No second copy is to be kept any more."""

    def __init__(self, setting: Setting, state: SetupState) -> None:
        """Say what it is for; the sticks follow from the state."""
        super().__init__(setting, state, setting.words.say("A second copy"))
        words = self.words
        what_for = words.say(
            "On a stick or card that stays plugged in, every signature is kept a second time,"
            " sealed as here. Then a device that breaks loses nothing."
        )
        self.rows.addWidget(self.text(what_for, Type.LEAD, name="what_for"))
        self.rows.addWidget(self.complaint)
        self._list = QWidget()
        speak_as(self._list, Spoken.GROUP, words.say("Sticks and cards"))
        self._list_rows = QVBoxLayout(self._list)
        self._list_rows.setContentsMargins(0, 0, 0, 0)
        self._list_rows.setSpacing(self.theme.px(Size.SMALL_GAP))
        self.rows.addWidget(self._list)
        self._nothing = self.text(
            words.say("Plug one in: it appears here."), Type.LEAD, name="no_stick"
        )
        self.rows.addWidget(self._nothing)
        self.rows.addStretch(1)
        self._shown: tuple[Stick, ...] | None = None
        # NOTE: Button: no stick is chosen now.
        later = words.say("Back") if state.is_alone else words.say("Later")
        self._later = self.button(later, Kind.BIG, name="later")
        self._later.clicked.connect(self.left)
        # NOTE: Button: no second copy of the signatures is kept any more.
        self._off = self.button(words.say("Keep no second copy"), Kind.BIG, name="copy_off")
        self._off.clicked.connect(self.ended)
        self._off.setVisible(False)
        self.main_row(self._off, self._later)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the first stick."""
        return self._list.findChild(QWidget, "stick_0") or self._later

    def show_state(self, state: SetupState) -> None:
        """Show the sticks that are there now."""
        self.complain(state.problem)
        self._list.setEnabled(not state.is_busy)
        self._later.setEnabled(not state.is_busy)
        self._off.setVisible(state.is_alone and state.second_copy is not None)
        self._show_sticks(state)
        self.fit()

    def _show_sticks(self, state: SetupState) -> None:
        """Draw the sticks anew only where they are others, so that no finger misses."""
        sticks = tuple(stick for stick in state.sticks if stick.is_writable)[:MOST_SHOWN]
        names = tuple((stick.folder, stick.name) for stick in sticks)
        if self._shown is not None and names == tuple((s.folder, s.name) for s in self._shown):
            return
        self._shown = sticks
        for old in self._list.findChildren(QWidget):
            old.hide()
            old.setParent(None)
            old.deleteLater()
        for number, stick in enumerate(sticks):
            self._list_rows.addWidget(self._row(number, stick))
        self._nothing.setVisible(not sticks)

    def _row(self, number: int, stick: Stick) -> QWidget:
        # NOTE: A button that names a stick: %(name)s, and how much room it has.
        template = self.words.say("%(name)s · %(megabytes)s MB free")
        megabytes = self.words.number(stick.free_bytes // MEGABYTE)
        row = self.button(
            template % {"name": stick.name, "megabytes": megabytes},
            Kind.BIG,
            name=f"stick_{number}",
        )
        row.clicked.connect(lambda: self.stick_chosen.emit(stick.folder))
        return row
