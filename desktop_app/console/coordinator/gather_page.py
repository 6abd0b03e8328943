"""Merge, first: what is to be merged, with which key, and which closing slips are to be compared."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.console.coordinator.column_page import ColumnPage, DropPage
from desktop_app.console.coordinator.entries import EntryKind
from desktop_app.console.coordinator.fields import TextField
from desktop_app.console.coordinator.merge_states import Gathering
from desktop_app.console.given_keys import KnownKey
from desktop_app.console.pages.telling import telling
from desktop_app.console.setting import Setting
from desktop_app.console.stick import Stick
from desktop_app.problems import Problem
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size
from desktop_app.qt.widgets.buttons import Action, Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import Text

BATCH_FILES = "Inkstand (*.inkbatch *.inkpack)"


class KeyChoice:
    """The key files that are known, of which one is chosen, and the way to another."""

    def __init__(self, page: ColumnPage, chosen: SignalInstance) -> None:
        """Place the list, none known yet, and the button beneath it."""
        self._page = page
        self._chosen = chosen
        title = page.words.say("Key of the campaign")
        self._holder = QWidget()
        speak_as(self._holder, Spoken.GROUP, title)
        self._rows = rows_in(self._holder)
        self._options: dict[Path, Option] = {}
        self._other = page.quiet(page.words.say("Key file …"), "choose_key", self._ask)
        none = page.words.say(
            "Take the key file of the campaign that people signed. Keys are made on the page “Keys”."
        )
        self._none = page.told(none, "no_key")
        page.put(page.heading(title), self._none, self._holder)
        page.column.rows.addLayout(page.wrapped(self._other))

    def show(self, keys: Iterable[KnownKey], chosen: Path | None) -> None:
        """Show those that can be read now; what is chosen is among them."""
        files = {key.path: _named(key) for key in keys if key.problem is None}
        if chosen is not None and chosen not in files:
            files[chosen] = _named(KnownKey(path=chosen))
        if list(files) != list(self._options):
            clear(self._rows)
            self._options = {
                file: self._option(number, file, said)
                for number, (file, said) in enumerate(files.items())
            }
        for file, option in self._options.items():
            option.setChecked(file == chosen)
        self._holder.setVisible(bool(files))
        self._none.setVisible(not files)

    def first_focus(self) -> QWidget:
        """Lead to the first that can be chosen."""
        return next(iter(self._options.values()), self._other)

    def _option(self, number: int, file: Path, said: str) -> Option:
        option = Option(said, self._page.theme, Kind.STICK, self._holder)
        option.setObjectName(f"key_{number}")
        option.setAccessibleDescription(str(file))
        option.setFixedHeight(option.face.height_in(self._page.column_width))
        option.clicked.connect(telling(self._chosen, file))
        self._rows.addWidget(option)
        option.show()
        return option

    def _ask(self) -> None:
        title = self._page.words.say("Key file …")
        named, _ = QFileDialog.getOpenFileName(self._page, title)
        if named:
            self._chosen.emit(Path(named))


class GatherPage(DropPage):
    """Everything that a merge needs. The passphrase is told once and kept nowhere."""

    paths_chosen = Signal(tuple)
    path_taken_out = Signal(Path)
    key_chosen = Signal(Path)
    slips_typed = Signal(str)
    slip_file_named = Signal(Path)
    confirming_chosen = Signal(Path)
    confirming_left_out = Signal()
    merge_pressed = Signal(str)
    """With the passphrase of the key, empty where the key is open."""
    past_pressed = Signal()
    devices_pressed = Signal()

    def __init__(self, setting: Setting, state: Gathering) -> None:
        """Draw what is gathered, from the files to the slips."""
        super().__init__(setting, setting.words.say("Merge"))
        words = self.words
        self._state = state
        self._shown_paths: object = None
        self._shown_sticks: object = None
        self._refused: Problem | None = None
        self._draw_files()
        self._keys = KeyChoice(self, self.key_chosen)
        self._passphrase_label, self._passphrase = self.labelled_field(
            words.say("Passphrase of the key"), "passphrase", is_secret=True
        )
        self._passphrase.returnPressed.connect(self._merge)
        self._is_open = self.told(words.say("This key is open until the register locks."), "open")
        self.put(self._is_open)
        self._draw_slips(state)
        self._draw_confirming()
        self.column.rows.addStretch(1)
        self._go = self.button(words.say("Merge"), Kind.MAIN, name="merge")
        self._go.clicked.connect(self._merge)
        beside = self._ways_beside(Kind.QUIET if self.theme.is_portrait else Kind.BIG)
        if self.theme.is_portrait:  # beneath each other they would leave the column no room
            for way in beside:
                self.add_beside_title(way)
            beside = ()
        self.main_rows(*beside, self._go)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to what is missing."""
        state = self._state
        if not state.paths:
            return self._files
        if state.key_file is None:
            return self._keys.first_focus()
        return self._go if state.is_key_open else self._passphrase

    def show_state(self, state: Gathering) -> None:
        """Show what was gathered, and what went wrong."""
        self._state = state
        self._show_paths(state.paths)
        self._show_sticks(state.sticks)
        self._stopped.setVisible(state.was_stopped)
        self._keys.show(state.keys or (), state.key_file)
        has_to_be_typed = state.key_file is not None and not state.is_key_open
        self._passphrase_label.setVisible(has_to_be_typed)
        self._passphrase.setVisible(has_to_be_typed)
        self._passphrase.setReadOnly(state.is_busy)
        self._is_open.setVisible(state.is_key_open)
        if self._slips.text() != state.slips:
            self._slips.setPlainText(state.slips)
        self._show_confirming(state.confirm_to)
        self._go.setEnabled(state.may_merge)
        if state.is_busy:
            self.say_aloud(self.words.say("Opening the key …"))
        if state.problem is not None and state.problem is not self._refused:
            self._passphrase.clear()
            if state.problem.code == "key.wrong_passphrase":
                self._passphrase.setFocus()
        self._refused = state.problem
        self.complain(state.problem)

    def _ways_beside(self, kind: Kind) -> tuple[Action, ...]:
        words = self.words
        past = self.button(words.say("Past merges"), kind, name="past_merges")
        past.clicked.connect(self.past_pressed)
        devices = self.button(words.say("Devices"), kind, name="devices")
        devices.clicked.connect(self.devices_pressed)
        return past, devices

    # -- what is to be merged --

    def _draw_files(self) -> None:
        words, rows = self.words, self.column.rows
        self._stopped = self.told(
            words.say("Stopped. What was merged is kept; “Merge” goes on from there."),
            "stopped",
            is_bold=True,
        )
        self._intro = self.told(
            words.say(
                "Drop here what the devices handed over: files, folders, a whole stick. Or choose it."
                " Merging the same again does no harm."
            ),
            "intro",
        )
        self._files = self.quiet(words.say("Files …"), "choose_files", self._ask_files)
        folder = self.quiet(words.say("Folder …"), "choose_folder", self._ask_folder)
        self._choices = self.wrapped(self._files, folder)
        self._paths = QWidget()
        self._path_rows = rows_in(self._paths)
        speak_as(self._paths, Spoken.GROUP, words.say("What is to be merged"))
        self.put(self._stopped, self._intro)
        rows.addLayout(self._choices)
        rows.addWidget(self._paths)

    def _show_paths(self, paths: tuple[Path, ...]) -> None:
        if paths == self._shown_paths:
            return
        self._shown_paths = paths
        clear(self._path_rows)
        for number, path in enumerate(paths):
            self._path_rows.addWidget(self._path_row(number, path))
        self._paths.setVisible(bool(paths))

    def _path_row(self, number: int, path: Path) -> QWidget:
        words = self.words
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self.theme.px(Size.SMALL_GAP))
        layout.addWidget(self.told(f"\u2068{path}\u2069", f"path_{number}", is_bold=True), 1)
        out = words.say("Take out")
        button = self.quiet(out, f"path_out_{number}", telling(self.path_taken_out, path))
        button.setAccessibleName(f"{out}: {path.name}")
        layout.addWidget(button)
        return row

    def _show_sticks(self, sticks: tuple[Stick, ...]) -> None:
        """Offer sticks as they come; a button that is there stays where it is."""
        names = tuple((stick.folder, stick.name) for stick in sticks)
        if names == self._shown_sticks:
            return
        self._shown_sticks = names
        while self._choices.count() > 2:
            item = self._choices.takeAt(2)
            gone = item.widget() if item is not None else None
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for number, (folder, name) in enumerate(names):
            # NOTE: A button: everything on this USB stick is to be merged.
            said = self.words.say("Stick %(name)s") % {"name": f"\u2068{name}\u2069"}
            button = self.quiet(said, f"stick_{number}", telling(self.paths_chosen, (folder,)))
            button.setParent(self.column.content)
            self._choices.addWidget(button)
            button.show()
        self._choices.invalidate()

    def _ask_files(self) -> None:
        title = self.words.say("Files …")
        named, _ = QFileDialog.getOpenFileNames(self, title, "", BATCH_FILES)
        if named:
            self.paths_chosen.emit(tuple(map(Path, named)))

    def _ask_folder(self) -> None:
        named = QFileDialog.getExistingDirectory(self, self.words.say("Folder …"))
        if named:
            self.paths_chosen.emit((Path(named),))

    # -- slips and confirming --

    def _draw_slips(self, state: Gathering) -> None:
        words, rows = self.words, self.column.rows
        label = self.told(words.say("Closing slips, one on each line"), "slips_label", is_bold=True)
        self._slips = TextField(state.slips, self.theme, EntryKind.LINES)
        self._slips.setObjectName("slips")
        self._slips.setAcceptDrops(False)
        self._slips.setAccessibleName(label.text())
        self._slips.typed.connect(self.slips_typed)
        label.setBuddy(self._slips)
        rows.addWidget(label)
        rows.addWidget(self._slips)
        # NOTE: Button: closing slips are read from a text file.
        from_file = self.quiet(words.say("From a file …"), "choose_slips", self._ask_slips)
        rows.addLayout(self.wrapped(from_file))

    def _ask_slips(self) -> None:
        named, _ = QFileDialog.getOpenFileName(self, self.words.say("From a file …"))
        if named:
            self.slip_file_named.emit(Path(named))

    def _draw_confirming(self) -> None:
        words, rows = self.words, self.column.rows
        told = words.say(
            "What is safely merged is confirmed to the devices, so that they may erase it. A stick"
            " carries that back to them."
        )
        rows.addWidget(self.heading(words.say("Confirm to the devices")))
        rows.addWidget(self.told(told))
        self._confirm_to: Text = self.told("", "confirm_to", is_bold=True)
        rows.addWidget(self._confirm_to)
        # NOTE: Button: what is confirmed to the devices is written onto a USB stick, too.
        choose = words.say("Onto a stick …")
        self._choose_confirming: Action = self.quiet(choose, "choose_confirming", self._ask_confirm)
        self._no_confirming = self.quiet(
            words.say("Take out"), "confirming_out", telling(self.confirming_left_out)
        )
        rows.addLayout(self.wrapped(self._choose_confirming, self._no_confirming))

    def _show_confirming(self, folder: Path | None) -> None:
        self._confirm_to.say(f"\u2068{folder}\u2069" if folder is not None else "")
        self._confirm_to.setVisible(folder is not None)
        self._no_confirming.setVisible(folder is not None)

    def _ask_confirm(self) -> None:
        title = self.words.say("Onto a stick …")
        named = QFileDialog.getExistingDirectory(self, title)
        if named:
            self.confirming_chosen.emit(Path(named))

    def _merge(self) -> None:
        if not self._state.may_merge:
            return
        if self._state.is_key_open:
            self.merge_pressed.emit("")
        elif self._passphrase.text():
            self.merge_pressed.emit(self._passphrase.text())
        else:
            self._passphrase.setFocus()


def _named(key: KnownKey) -> str:
    """Name a key file, and the campaign that it opens or else the folder in which it lies."""
    beside = ", ".join(key.campaigns) or str(key.path.parent)
    return f"\u2068{key.path.name}\u2069 · \u2068{beside}\u2069"


def rows_in(holder: QWidget) -> QVBoxLayout:
    """Lay rows into a widget that has no edges of its own."""
    rows = QVBoxLayout(holder)
    rows.setContentsMargins(0, 0, 0, 0)
    return rows


def clear(rows: QVBoxLayout) -> None:
    """Take all rows away."""
    while (item := rows.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
