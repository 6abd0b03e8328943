"""The page of what somebody may want to look at: kinds to choose from, and the signatures of one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.console.coordinator.back_page import BackPage
from desktop_app.console.coordinator.inquiry_states import LookingAt
from desktop_app.console.coordinator.people_table import PeopleModel, PeopleTable
from desktop_app.console.coordinator.story_words import isolated
from desktop_app.console.pages.telling import telling
from desktop_app.console.setting import Setting
from desktop_app.language import mark
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Type
from desktop_app.qt.widgets.buttons import Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.wrapping import WrappingLayout
from desktop_app.register.flags import FlagKind
from desktop_app.register.looking import Flagged, ToLookAt

KINDS = {
    # NOTE: Kind of signatures to look at: they came faster than hands can type.
    FlagKind.QUICK: mark("Too fast"),
    # NOTE: Kind of signatures to look at: the name may be a joke, or rude.
    FlagKind.JOKE: mark("Names"),
}
WHY = {
    FlagKind.QUICK: mark(
        "Given faster than hands can type, as the tablet noted. It may have been a keyboard, or"
        " somebody who tried it out."
    ),
    FlagKind.JOKE: mark(
        "The name is a well-known joke, rude, or a row of keys. Somebody may be called like that."
    ),
}


class LookAtPage(BackPage):
    """Looks first, which may take a while; then shows one kind at a time as a list."""

    kind_chosen = Signal(int)
    chosen = Signal(str, int)
    """The id of a signature whose story is to be seen, and its line."""

    def __init__(self, setting: Setting, state: LookingAt) -> None:
        """Draw how far it is, or the list."""
        super().__init__(setting, setting.words.say("To look at"))
        self._problem = self.text("", Type.READING, name="problem", is_bold=True)
        self._progress = self.text("", Type.LEAD, name="progress", is_bold=True)
        self._kinds = QWidget()
        speak_as(self._kinds, Spoken.GROUP, self.title.text())
        self._row = WrappingLayout(self.theme.px(1.0), self.theme.px(1.0), self._kinds)
        self._options: list[Option] = []
        self._why = self.text("", Type.READING, name="why")
        self._model = PeopleModel(setting)
        self._table = PeopleTable(self._model, self.theme, self.title.text())
        self._table.setObjectName("to_look_at")
        self._table.opened.connect(self._tell_chosen)
        for widget in (self._problem, self._progress, self._kinds, self._why):
            self.rows.addWidget(widget)
        self.rows.addWidget(self._table, 1)
        self.rows.addStretch(0)
        self._below = self.rows.count() - 1
        self.main_row(self.back)
        self._shown: ToLookAt | None = None
        self.show_state(state)
        if state.line is not None and self._model.rowCount():
            line = min(state.line, self._model.rowCount() - 1)
            self._table.setCurrentIndex(self._model.index(line, 0))

    def first_focus(self) -> QWidget | None:
        """Lead to the list, where it was, or to the way back while there is none."""
        return self._table if self._model.rowCount() else self.back

    def show_state(self, state: object) -> None:
        """Show how far the look is, or what was found."""
        assert isinstance(state, LookingAt)
        found = state.found
        self.show_problem(self._problem, state.problem)
        self._progress.say(self._progress_words(state))
        self._progress.setVisible(found is None and state.problem is None)
        for widget in (self._kinds, self._why, self._table):
            widget.setVisible(found is not None)
        self.rows.setStretch(self._below, 1)  # it takes the room of the list where there is none
        if found is None:
            return
        if found is not self._shown:
            self._shown = found
            self._offer(found)
        for number, option in enumerate(self._options):
            option.setChecked(number == state.group)
        group = found.groups[state.group]
        self._why.say(self._why_words(group))
        self._model.show(group.rows, range(len(group.rows)))
        self._table.setVisible(bool(group.rows))
        self.rows.setStretch(self._below, 0 if group.rows else 1)
        self.fit()

    def _progress_words(self, state: LookingAt) -> str:
        words = self.words
        if state.progress is None:
            # NOTE: The program is looking through all signatures.
            return words.say("Looking …")
        return words.say("%(number)s of %(total)s") % {
            "number": words.number(state.progress.done),
            "total": words.number(state.progress.count),
        }

    def _offer(self, found: ToLookAt) -> None:
        for number, group in enumerate(found.groups):
            name = f"{self._name(group)} ({self.words.number(len(group.rows))})"
            option = Option(name, self.theme, Kind.TAB, self._kinds)
            option.setObjectName(f"kind_{number}")
            option.clicked.connect(telling(self.kind_chosen, number))
            self._row.addWidget(option)
            self._options.append(option)
            option.show()

    def _name(self, group: Flagged) -> str:
        if group.share is not None:
            return self.words.country(group.share.country)
        assert group.kind is not None
        return self.words.say(KINDS[group.kind])

    def _why_words(self, group: Flagged) -> str:
        words = self.words
        if group.share is not None:
            said = words.say(
                "%(share)s of what the device %(device)s took is from %(country)s, of what the"
                " others took only %(elsewhere)s."
            )
            why = said % {
                "share": words.share(group.share.share),
                "device": isolated(group.device_words),
                "country": isolated(words.country(group.share.country)),
                "elsewhere": words.share(group.share.elsewhere),
            }
        else:
            assert group.kind is not None
            why = words.say(WHY[group.kind])
        if not group.rows:
            nobody = words.say("There is none.")
            return f"{why} {nobody}"
        counts = words.say("All of them count. Enter opens one.")
        return f"{why} {counts}"

    def _tell_chosen(self, line: int) -> None:
        self.chosen.emit(self._model.row(line).record_id, line)
