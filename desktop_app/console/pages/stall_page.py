"""The first page: is everything ready, where is this stall, and the big button that starts the kiosk."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from desktop_app.console.checks import Finding, subject_name
from desktop_app.console.found import Verdict
from desktop_app.console.given_stall import StallSet
from desktop_app.console.pages.changes import Changes, Lights
from desktop_app.console.pages.check_rows import SMALLER, CheckRows, by_gravity, is_plainly_good
from desktop_app.console.pages.page import Page
from desktop_app.console.setting import Setting
from desktop_app.console.setup_state import Step
from desktop_app.problems import Problem
from desktop_app.qt.colours import Light
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import fit, needed_height


@dataclass(frozen=True, kw_only=True)
class StallState:
    """What was found; no findings before the first look."""

    findings: tuple[Finding, ...] = ()
    stall: StallSet = field(default_factory=StallSet)
    problem: Problem | None = None

    @property
    def stops(self) -> tuple[Finding, ...]:
        """What keeps the kiosk from starting."""
        return tuple(each for each in self.findings if each.verdict is Verdict.STOP)


class StallPage(Page):
    """The checklist, the ways to what can be changed, the light, and Start."""

    started = Signal()
    changes_asked = Signal()
    """The ways to what can be changed are to be shown; here they have no room."""
    step_chosen = Signal(Step)
    light_chosen = Signal(Light)

    def __init__(self, setting: Setting, state: StallState) -> None:
        """Draw what stays; the checklist follows from the state."""
        # NOTE: Title of the page on which the stall on the street is set up.
        super().__init__(setting, setting.words.say("Stall"))
        self._shown: StallState | None = None
        self._where = self.text("", Type.LEAD, name="where")
        self._why_not = self.text("", Type.READING, name="why_not", is_bold=True)
        self.title_row.addWidget(self._where, 2)
        self.title_row.addWidget(self._why_not, 3)
        self._checks: QWidget = QWidget()
        self._body = QBoxLayout(
            QBoxLayout.Direction.TopToBottom
            if self.theme.is_portrait
            else QBoxLayout.Direction.LeftToRight
        )
        self._body.setSpacing(self.theme.px(Size.GAP))
        self._body.addWidget(self._checks, 1)
        self._has_changes = not self.theme.is_large
        if self._has_changes:
            changes = Changes(self.theme, self.words)
            changes.step_chosen.connect(self.step_chosen)
            self._body.addWidget(changes)
        self.rows.addLayout(self._body, 1)
        self._passed = 0
        # NOTE: Button: shows the points of the checklist for which there was no room.
        self._more = self.button(self.words.say("More"), Kind.QUIET, name="more_checks")
        self._more.clicked.connect(self._show_more)
        self._start = self.button(self.words.say("Start the kiosk"), Kind.MAIN, name="start_kiosk")
        self._start.clicked.connect(self.started)
        self._foot()
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the button that starts, where it may."""
        return self._start if self._start.isEnabled() else None

    def spoken_first(self) -> str:
        """Say why it cannot start, or nothing."""
        return self._why_not.text()

    def show_state(self, state: StallState) -> None:
        """Show what was found, drawn anew only where it differs."""
        if state == self._shown:
            return
        self._shown = state
        self._where.say(self._place_of(state))
        why_not = self._reason(state)
        if why_not != self._why_not.text():
            self._why_not.say(why_not)
            self.say_aloud(why_not)
        self._why_not.setVisible(bool(why_not))
        self._where.setVisible(not why_not)
        self._start.setEnabled(bool(state.findings) and not state.stops)
        self._passed = 0
        self._show_checks()

    def _show_checks(self) -> None:
        """Draw the checklist from where one has come, as far as there is room."""
        assert self._shown is not None
        findings = by_gravity(self._shown.findings)[self._passed :]
        checks = CheckRows(findings, self.theme, self.words)
        old, self._checks = self._checks, checks
        self._body.replaceWidget(old, checks)
        checks.show()  # a layout counts only what is shown
        old.hide()
        old.setParent(None)
        old.deleteLater()
        self._more.setVisible(self._passed > 0)
        size = self.setting.size
        fit(self, size.width(), size.height(), chain(self._smaller(), checks.sacrifices()))
        if checks.left_out_count:
            self._more.show()
        needed_height(self.rows, size.width())  # Qt forgets what it measured before
        self.rows.activate()
        rows = sum(not is_plainly_good(each) for each in findings)
        self._next = self._passed + rows - checks.left_out_count if checks.left_out_count else 0

    def _smaller(self) -> Iterator[Callable[[], object]]:
        self._why_not.set_scale(1.0)
        for scale in SMALLER:
            yield partial(self._why_not.set_scale, scale)

    def _show_more(self) -> None:
        """Go on to the points that had no room; after the last, begin anew."""
        self._passed = self._next
        self._show_checks()

    def _place_of(self, state: StallState) -> str:
        named = [part for part in (state.stall.place, state.stall.shift) if part]
        return " · ".join(named) or self.words.say("Place and shift are not named yet.")

    def _reason(self, state: StallState) -> str:
        """Say why the kiosk cannot start; never leave a button dead without a word."""
        if state.problem is not None:
            said = self.setting.sentences(state.problem)
            return f"{said.happened} {said.do} [{said.code}]"
        if not state.findings:
            return self.words.say("Looking whether everything is ready …")
        if not state.stops:
            return ""
        first = state.stops[0]
        # NOTE: %(what)s is a point of the checklist, %(do)s a sentence of what to do about it.
        return self.words.say("Not yet. %(what)s: %(do)s") % {
            "what": subject_name(first.subject, self.words),
            "do": first.do(self.words),
        }

    def _foot(self) -> None:
        """Set what is small at the start of the last row, and the big button at its end."""
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(Size.GAP))
        bottom = Qt.AlignmentFlag.AlignBottom
        if self._has_changes:
            lights = Lights(self.theme, self.words)
            lights.light_chosen.connect(self.light_chosen)
            row.addWidget(lights, 0, bottom)
        else:
            change = self.button(self.words.say("Change"), Kind.PLAIN, name="change")
            change.clicked.connect(self.changes_asked)
            row.addWidget(change, 0, bottom)
        row.addWidget(self._more, 0, bottom)
        row.addStretch(1)
        self.rows.addLayout(row)
        if self.theme.is_portrait:
            self.rows.addWidget(self._start)
        else:
            row.addWidget(self._start)
