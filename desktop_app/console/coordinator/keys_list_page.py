"""The list of keys: those whose files are known here, each with how it stands."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.console.coordinator.fields import scroll_style
from desktop_app.console.coordinator.form_column import ScrollColumn
from desktop_app.console.coordinator.keys_states import ListingKeys
from desktop_app.console.coordinator.keys_words import isolated, standing, uses
from desktop_app.console.given_keys import KnownKey
from desktop_app.console.pages.page import Page, RowsCard
from desktop_app.console.pages.telling import telling
from desktop_app.console.setting import Setting
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.wrapping import WrappingLayout


class KeysListPage(Page):
    """Shows all keys; tells which one is to be looked at, or that another is to be made."""

    opened = Signal(Path)
    """A key of the list, or a file that was chosen."""
    taken_off = Signal(Path)
    brought_back = Signal()
    create_pressed = Signal()
    recover_pressed = Signal()

    def __init__(self, setting: Setting, state: ListingKeys) -> None:
        """Draw the list."""
        super().__init__(setting, setting.words.say("Keys"))
        words = self.words
        self._undo = self.button(words.say("Bring it back"), Kind.QUIET, name="bring_back")
        self._undo.clicked.connect(self.brought_back)
        self._undo.hide()
        self.add_beside_title(self._undo)
        self._problem = self.text("", Type.READING, name="problem", is_bold=True)
        self._problem.hide()
        self._column = ScrollColumn(self.theme, self.title.text())
        self._column.setStyleSheet(scroll_style(self.theme))
        self._column.rows.addWidget(self._problem)
        self.rows.addWidget(self._column, 1)
        recover = self.button(words.say("Bring back from a sheet"), Kind.BIG, name="recover")
        recover.clicked.connect(self.recover_pressed)
        choose = self.button(words.say("Open a key file …"), Kind.BIG, name="open_file")
        choose.clicked.connect(self._choose)
        self._create = self.button(words.say("New key"), Kind.MAIN, name="new_key")
        self._create.clicked.connect(self.create_pressed)
        self.main_rows(recover, choose, self._create)
        self._shown: tuple[KnownKey, ...] | None = None
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the key that was used last, or to a new one."""
        found: QWidget | None = self._column.findChild(Action)
        return found or self._create

    def show_state(self, state: ListingKeys) -> None:
        """Show what is there."""
        self.show_problem(self._problem, state.problem)
        if state.problem is not None:
            self._column.verticalScrollBar().setValue(0)
        self._undo.setVisible(state.taken_off is not None)
        if state.keys is not None and state.keys != self._shown:
            self._shown = state.keys
            self._fill(state.keys)

    def _fill(self, keys: tuple[KnownKey, ...]) -> None:
        rows = self._column.rows
        while (item := rows.takeAt(1)) is not None:  # the first is where problems are said
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not keys:
            nothing = self.words.say(
                "No key is known here. A campaign needs one before it is published: it opens what"
                " people sign. Make a new key, or open the file of one that you have."
            )
            rows.addWidget(self.text(nothing, name="nothing"))
        for number, key in enumerate(keys):
            rows.addWidget(self._card(number, key))
        rows.addStretch(1)

    def _card(self, number: int, key: KnownKey) -> QWidget:
        words = self.words
        name = key.four_words or key.path.name
        card = RowsCard(self.theme, f"{name} {key.path}")
        card.rows.addWidget(
            self.text(isolated(name), Type.LEAD, name=f"name_{number}", is_bold=True)
        )
        card.rows.addWidget(self.text(isolated(key.path), Type.READING, name=f"file_{number}"))
        if key.problem is None:
            told = f"{standing(words, key)} {uses(words, key)}"
        else:
            said = self.setting.sentences(key.problem)
            told = f"{said.happened} {said.do} [{said.code}]"
        card.rows.addWidget(self.text(told, Type.READING, name=f"told_{number}"))
        gap = self.theme.px(Size.SMALL_GAP)
        row = WrappingLayout(gap, gap)
        look = self.button(words.say("Look at it"), Kind.QUIET, name=f"open_{number}")
        look.setAccessibleName(f"{look.face.text}: {name}")
        look.clicked.connect(telling(self.opened, key.path))
        off = self.button(words.say("Take off the list"), Kind.QUIET, name=f"take_off_{number}")
        off.setAccessibleName(f"{off.face.text}: {name}")
        off.clicked.connect(telling(self.taken_off, key.path))
        for button in (look, off):
            row.addWidget(button)
        card.rows.addLayout(row)
        return card

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.words.say("Open a key file …"))
        if chosen:
            self.opened.emit(Path(chosen))
