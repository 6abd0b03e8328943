"""A widget for each entry of the form: its label, what changes it, and what is wrong with it."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop_app.campaign.in_work import Value
from desktop_app.console.coordinator.entries import Entry, EntryKind, given, shown
from desktop_app.console.coordinator.fields import LineField, TextField, direction_of
from desktop_app.language import Words
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Theme, Type
from desktop_app.qt.widgets.buttons import Action, Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import Text
from desktop_app.qt.widgets.wrapping import WrappingLayout

ROWS = frozenset({EntryKind.PARAGRAPH, EntryKind.LONG, EntryKind.LINES})


class EntryWidget(QWidget):
    """One entry. It tells what it was changed to, and says what the check has found."""

    edited = Signal(object, object)
    """The entry, and its new value; None for nothing."""
    finished = Signal(object, object)
    """The same, once the field was left or Enter was pressed."""
    picture_chosen = Signal(Path)

    def __init__(self, entry: Entry, value: Value | None, theme: Theme, words: Words) -> None:
        """Show a value."""
        super().__init__()
        self.entry = entry
        self._theme = theme
        self._value = value
        self._words = words
        self._options: list[tuple[Value, Option | Action]] = []
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(theme.px(0.9))
        label = Text(entry.label, theme, Type.READING, is_bold=True)
        self.rows.addWidget(label)
        self.control = self._new_control()
        self.control.setObjectName(entry.name)
        if not self._options:
            self.control.setAccessibleName(entry.label)
        label.setBuddy(self.control)
        self.rows.addWidget(self.control)
        if entry.hint:
            self.rows.addWidget(Text(entry.hint, theme, Type.READING))
        self._complaint = Text("", theme, Type.READING, is_bold=True)
        self._complaint.setObjectName(f"wrong {entry.spot}")
        self._complaint.hide()
        self.rows.addWidget(self._complaint)

    def complain(self, sentence: str) -> None:
        """Say what is wrong with it, or nothing."""
        self._complaint.say(f"▸ {sentence}" if sentence else "")
        self._complaint.setVisible(bool(sentence))
        for widget in [self.control, *(option for _, option in self._options)]:
            widget.setAccessibleDescription(" ".join(p for p in (self.entry.hint, sentence) if p))

    def first(self) -> QWidget:
        """Name what takes the focus."""
        if not self._options:
            return self.control
        chosen = (option for _, option in self._options if option.isChecked())
        return next(chosen, self._options[0][1])

    # -- controls --

    def _new_control(self) -> QWidget:
        match self.entry.kind:
            case EntryKind.ONE_OF:
                return self._one_of()
            case EntryKind.SOME_OF:
                return self._some_of()
            case EntryKind.PICTURE:
                return self._picture()
            case EntryKind.PARAGRAPH | EntryKind.LONG | EntryKind.LINES:
                return self._text()
            case _:
                return self._line()

    def _line(self) -> LineField:
        field = LineField(shown(self._value, self.entry.kind), self._theme, self.entry.language)
        field.textEdited.connect(self._tell)
        field.editingFinished.connect(
            lambda: self.finished.emit(self.entry, given(field.text(), self.entry.kind))
        )
        return field

    def _text(self) -> TextField:
        kind = self.entry.kind
        field = TextField(shown(self._value, kind), self._theme, kind, self.entry.language)
        field.typed.connect(self._tell)
        return field

    def _tell(self, text: str) -> None:
        self.edited.emit(self.entry, given(text, self.entry.kind))

    def _one_of(self) -> QWidget:
        holder, row = self._holder()
        for number, choice in enumerate(self.entry.options):
            option = Option(choice.label, self._theme, Kind.TAB, holder)
            option.setObjectName(f"{self.entry.name} {number}")
            chosen = self.entry.unsaid if self._value is None else self._value
            option.setChecked(choice.value == chosen)
            option.clicked.connect(
                lambda _is_on=True, value=choice.value: self.edited.emit(self.entry, value)
            )
            row.addWidget(option)
            self._options.append((choice.value, option))
        return holder

    def _some_of(self) -> QWidget:
        holder, row = self._holder()
        chosen = self._value if isinstance(self._value, list) else []
        known = [choice.value for choice in self.entry.options]
        labels = {str(choice.value): choice.label for choice in self.entry.options}
        for value in [*known, *(one for one in chosen if one not in known)]:
            option = Action(labels.get(str(value), str(value)), self._theme, Kind.CHIP, holder)
            option.setObjectName(f"{self.entry.name} {value}")
            option.setCheckable(True)
            option.setChecked(value in chosen)
            option.toggled.connect(self._gather)
            row.addWidget(option)
            self._options.append((value, option))
        return holder

    def _gather(self) -> None:
        """Give what is chosen: in the order in which it was, what is new at the end."""
        before = self._value if isinstance(self._value, list) else []
        on = [value for value, option in self._options if option.isChecked()]
        self._value = [v for v in before if v in on] + [v for v in on if v not in before]
        self.edited.emit(self.entry, self._value)

    def _holder(self) -> tuple[QWidget, WrappingLayout]:
        holder = QWidget()
        speak_as(holder, Spoken.GROUP, self.entry.label)
        direction = direction_of(self.entry.language)
        if direction is not None:
            holder.setLayoutDirection(direction)
        return holder, WrappingLayout(self._theme.px(1.0), self._theme.px(1.0), holder)

    def _picture(self) -> Action:
        name = shown(self._value, self.entry.kind)
        label = name or self._words.say("Choose a picture")
        button = Action(label, self._theme, Kind.QUIET)
        button.clicked.connect(self._choose_picture)
        return button

    def _choose_picture(self) -> None:
        """Let the system's window name a file."""
        title = self._words.say("Choose a picture")
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", "PNG, JPEG (*.png *.jpg *.jpeg)")
        if chosen:
            self.picture_chosen.emit(Path(chosen))
