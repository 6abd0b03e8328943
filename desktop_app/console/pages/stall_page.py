"""The first page: is everything ready, where is this stall, and the big button that starts the kiosk."""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.console.checks import Finding, subject_name
from desktop_app.console.found import Verdict
from desktop_app.console.given_stall import StallSet
from desktop_app.console.pages.check_rows import CheckRows
from desktop_app.console.pages.page import Page
from desktop_app.console.pages.telling import telling
from desktop_app.console.setting import Setting
from desktop_app.console.setup_state import Step
from desktop_app.problems import Problem
from desktop_app.qt.colours import Light
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import fit

SETTINGS_WIDTH_MM = 46.0


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
    step_chosen = Signal(Step)
    light_chosen = Signal(Light)

    def __init__(self, setting: Setting, state: StallState) -> None:
        """Draw what stays; the checklist follows from the state."""
        # NOTE: Title of the page on which the stall on the street is set up.
        super().__init__(setting, setting.words.say("Stall"))
        self._shown: StallState | None = None
        self._where = self.text("", Type.LEAD, name="where")
        self.title_row.addWidget(self._where, 2)
        self._checks: QWidget = QWidget()
        self._body = QBoxLayout(
            QBoxLayout.Direction.TopToBottom
            if self.theme.is_portrait
            else QBoxLayout.Direction.LeftToRight
        )
        self._body.setSpacing(self.theme.px(Size.GAP))
        self._body.addWidget(self._checks, 1)
        self._body.addWidget(self._settings())
        self.rows.addLayout(self._body, 1)
        self._why_not = self.text("", Type.LEAD, name="why_not", is_bold=True)
        self.rows.addWidget(self._why_not)
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
        self._start.setEnabled(bool(state.findings) and not state.stops)
        checks = CheckRows(state.findings, self.theme, self.words)
        old, self._checks = self._checks, checks
        self._body.replaceWidget(old, checks)
        checks.show()  # a layout counts only what is shown
        old.hide()
        old.setParent(None)
        old.deleteLater()
        size = self.setting.size
        fit(self, size.width(), size.height(), checks.sacrifices())

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

    def _settings(self) -> QWidget:
        """Offer the ways to what can be changed."""
        words, theme = self.words, self.theme
        holder = QWidget()
        speak_as(holder, Spoken.GROUP, words.say("Change"))
        rows: QBoxLayout = QVBoxLayout(holder)
        if theme.is_portrait:
            rows.setDirection(QBoxLayout.Direction.LeftToRight)
        else:
            holder.setFixedWidth(theme.px(SETTINGS_WIDTH_MM * (1.3 if theme.is_large else 1.0)))
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(0.9))
        names = {
            Step.PACK: words.say("Campaign"),
            Step.PLACE: words.say("Place and shift"),
            Step.PIN: words.say("PIN"),
            Step.COPY: words.say("Second copy"),
            Step.PRACTICE: words.say("Practise"),
        }
        for step, name in names.items():
            button = self.button(name, Kind.QUIET, name=f"change_{step.value}")
            button.clicked.connect(telling(self.step_chosen, step))
            rows.addWidget(button)
        if not theme.is_portrait:
            rows.addStretch(1)
        return holder

    def _foot(self) -> None:
        """Set the lights at the start of the last row, and the big button at its end."""
        words = self.words
        lights = QWidget()
        speak_as(lights, Spoken.GROUP, words.say("Where is this screen read?"))
        row = QHBoxLayout(lights)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.px(Size.SMALL_GAP))
        names = {Light.OUTDOOR: words.say("Outdoors"), Light.INDOOR: words.say("Indoors")}
        for light, name in names.items():
            option = Option(name, self.theme, Kind.CHIP, lights)
            option.setObjectName(f"light_{light.value}")
            option.setChecked(light is self.theme.light)
            option.clicked.connect(telling(self.light_chosen, light))
            row.addWidget(option)
        last = QHBoxLayout()
        last.setSpacing(self.theme.px(Size.GAP))
        last.addWidget(lights, 0, Qt.AlignmentFlag.AlignBottom)
        last.addStretch(1)
        last.addWidget(self._start)
        self.rows.addLayout(last)
