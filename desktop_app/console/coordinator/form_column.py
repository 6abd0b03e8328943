"""The column of the form: groups of entries beneath each other, as long as they need."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.campaign.in_work import PackInWork
from desktop_app.console.coordinator.entries import Act, Entry, Group
from desktop_app.console.coordinator.entry_widgets import EntryWidget
from desktop_app.console.coordinator.fields import LineField, field_style
from desktop_app.console.coordinator.placing import Mistake
from desktop_app.language import Words
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Theme, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import Text
from desktop_app.qt.widgets.wrapping import WrappingLayout

END_GAP_MM = 2.4


class ScrollColumn(QScrollArea):
    """A column that turns under a mouse wheel, and follows the focus."""

    def __init__(self, theme: Theme, name: str) -> None:
        """Begin empty, named for screen readers."""
        super().__init__()
        speak_as(self, Spoken.GROUP, name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.content = QWidget()
        self.content.setObjectName("content")
        self.rows = QVBoxLayout(self.content)
        end = theme.px(END_GAP_MM)
        self.rows.setContentsMargins(0, theme.px(0.6), end, end)
        self.rows.setSpacing(theme.px(Size.GAP))
        self.setWidget(self.content)
        for unheard in (self.verticalScrollBar(), self.horizontalScrollBar()):
            speak_as(unheard, Spoken.NOTHING)
        self.content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def follow(self, widget: QWidget | None) -> None:
        """Show what has the focus, if it is in here."""
        if widget is not None and self.content.isAncestorOf(widget):
            self.ensureWidgetVisible(widget, 0, self.height() // 6)


class FormColumn(ScrollColumn):
    """Shows groups; tells what was typed, chosen and pressed."""

    edited = Signal(object, object)
    finished = Signal(object, object)
    act_chosen = Signal(object)
    picture_chosen = Signal(Path)
    language_named = Signal(str)

    def __init__(
        self, groups: Iterable[Group], pack: PackInWork, theme: Theme, words: Words, name: str
    ) -> None:
        """Draw all groups with the values of a pack."""
        super().__init__(theme, name)
        self.setStyleSheet(field_style(theme))
        self._theme, self._words, self._pack = theme, words, pack
        self._entries: dict[str, EntryWidget] = {}
        for group in groups:
            self.rows.addWidget(self._group(group))
        self.rows.addStretch(1)

    def show_mistakes(self, mistakes: Iterable[Mistake]) -> None:
        """Say beneath each entry what is wrong with it."""
        said: dict[str, str] = {}
        for mistake in mistakes:
            said.setdefault(mistake.entry_name, mistake.sentence)
        for name, widget in self._entries.items():
            widget.complain(said.get(name, ""))

    def target(self, name: str) -> QWidget | None:
        """Find what takes the focus by the name of an entry or of a button."""
        entry = self._entries.get(name)
        if entry is not None:
            return entry.first()
        return self.findChild(QWidget, name) if name else None

    def first(self) -> QWidget | None:
        """Name the first entry."""
        return next((widget.first() for widget in self._entries.values()), None)

    def _group(self, group: Group) -> QWidget:
        theme = self._theme
        holder = QWidget()
        if group.title:
            speak_as(holder, Spoken.GROUP, group.title)
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(Size.SMALL_GAP))
        if group.title:
            title = Text(group.title, theme, Type.LEAD, is_bold=True, spoken=Spoken.HEADING)
            rows.addWidget(title)
        if group.hint:
            rows.addWidget(Text(group.hint, theme, Type.READING))
        for row in _rows_of(group.entries, is_narrow=theme.is_large):
            rows.addLayout(self._row(row))
        if group.asks_language:
            rows.addLayout(self._language_row())
        if group.acts:
            rows.addWidget(self._acts(group.acts))
        return holder

    def _row(self, entries: list[Entry]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(Size.SMALL_GAP))
        for entry in entries:
            widget = EntryWidget(entry, self._pack.value(entry.spot), self._theme, self._words)
            widget.edited.connect(self.edited)
            widget.finished.connect(self.finished)
            widget.picture_chosen.connect(self.picture_chosen)
            self._entries[entry.name] = widget
            row.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
        return row

    def _language_row(self) -> QVBoxLayout:
        words, theme = self._words, self._theme
        label = Text(
            words.say("Another language, such as German or de"), theme, Type.READING, is_bold=True
        )
        field = LineField("", theme)
        field.setObjectName("add_language")
        field.setAccessibleName(label.text())
        label.setBuddy(field)
        add = Action(words.say("Add"), theme, Kind.QUIET)
        add.setObjectName("add_language_now")
        for pressed in (add.clicked, field.returnPressed):
            pressed.connect(lambda *_: self.language_named.emit(field.text()))
        self._language_complaint = Text("", theme, Type.READING, is_bold=True)
        self._language_complaint.setObjectName("wrong_language")
        self._language_complaint.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.px(Size.SMALL_GAP))
        row.addWidget(field, 1)
        row.addWidget(add)
        rows = QVBoxLayout()
        rows.setSpacing(theme.px(0.9))
        rows.addWidget(label)
        rows.addLayout(row)
        rows.addWidget(self._language_complaint)
        return rows

    def say_of_language(self, sentence: str) -> None:
        """Say why a language could not be added."""
        self._language_complaint.say(f"▸ {sentence}")
        self._language_complaint.show()

    def _acts(self, acts: Iterable[Act]) -> QWidget:
        holder = QWidget()
        row = WrappingLayout(self._theme.px(Size.SMALL_GAP), self._theme.px(1.0), holder)
        for act in acts:
            button = Action(act.label, self._theme, Kind.QUIET)
            button.setObjectName(act.name)
            button.setAccessibleName(act.spoken or act.label)
            button.clicked.connect(lambda _=False, act=act: self.act_chosen.emit(act))
            row.addWidget(button)
        return holder


def _rows_of(entries: Iterable[Entry], *, is_narrow: bool) -> list[list[Entry]]:
    """Put short entries beside each other."""
    rows: list[list[Entry]] = []
    for entry in entries:
        may_join = entry.is_short and not is_narrow and rows and rows[-1][-1].is_short
        if may_join:
            rows[-1].append(entry)
        else:
            rows.append([entry])
    return rows
