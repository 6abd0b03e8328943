"""Today: how many signatures, when they came, and when the last one did."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.console.given import DayCounts
from desktop_app.console.pages.figure import Figure
from desktop_app.console.pages.hours import LEAST_COLUMN_MM, Hour, Hours
from desktop_app.console.pages.page import Card, Page
from desktop_app.console.setting import Setting
from desktop_app.problems import Problem
from desktop_app.qt.theme import Size

STEPS_H = (1, 2, 3, 4, 6, 12, 24)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class TodayState:
    """What is known; no counts before it was counted first, a problem if that did not work."""

    day: date
    counts: DayCounts | None = None
    problem: Problem | None = None


class TodayPage(Page):
    """Signatures, never people."""

    def __init__(self, setting: Setting, state: TodayState) -> None:
        """Set the numbers above the curve, and what is to be said beneath."""
        super().__init__(setting, setting.words.say("Today"))
        words = self.words
        self._day = self.text("", name="day")
        self.title_row.addWidget(self._day)
        self._today = self._figure(words.say("Signatures today"), "today")
        self._all = self._figure(words.say("Signatures in all"), "all")
        self._waiting = self._figure(words.say("Not handed over yet"), "waiting")
        figures = QHBoxLayout()
        figures.setSpacing(self.theme.px(Size.GAP))
        for figure in (self._today, self._all, self._waiting):
            figures.addWidget(figure, 1)
        self.rows.addLayout(figures)
        self._card = Card(self.theme)
        self._hours: QWidget | None = None
        self.rows.addWidget(self._card, 1)
        self._notes = QVBoxLayout()
        self.rows.addLayout(self._notes)
        self._last = self.text("", name="last")
        self._clock = self.text("", name="clock_steps")
        self._problem = self.text("", name="problem", is_bold=True)
        for note in (self._last, self._clock, self._problem):
            self._notes.addWidget(note)
        self.show_state(state)

    def show_state(self, state: TodayState) -> None:
        """Show what was counted; the last numbers stay where counting did not work."""
        self._day.say(self.words.day(state.day))
        if state.counts is not None:
            self._show_counts(state.counts)
        problem = ""
        if state.problem is not None:
            said = self.setting.sentences(state.problem)
            problem = f"{said.happened} {said.do} [{said.code}]"
        self._problem.say(problem)
        self._problem.setVisible(bool(problem))

    def _show_counts(self, counts: DayCounts) -> None:
        words = self.words
        self._today.show_number(words.number(counts.today_count))
        self._all.show_number(words.number(counts.all_count))
        self._waiting.show_number(words.number(counts.waiting_count))
        last = ""
        if counts.last_at is not None:
            # NOTE: %(time)s is a time of day such as 17:52, or a day with a time.
            last = words.say("Last signature: %(time)s") % {"time": self._moment(counts.last_at)}
        self._last.say(last or words.say("No signature yet."))
        self._clock.say(self._clock_words(counts))
        self._clock.setVisible(bool(counts.clock_steps))
        if self._hours is not None:
            self._card.rows.removeWidget(self._hours)
            self._hours.hide()
            self._hours.deleteLater()
        hours = Hours(self._columns(counts), self.theme, words.say("Signatures by hour"))
        self._card.rows.addWidget(hours, 1)
        self._hours = hours

    def _moment(self, instant: datetime) -> str:
        return self.words.day_and_time(self.setting.here(instant))

    def _clock_words(self, counts: DayCounts) -> str:
        if not counts.clock_steps:
            return ""
        step = counts.clock_steps[-1]
        sentence = self.words.say(
            "The clock of this device was changed from %(before)s to %(after)s. No signature is lost;"
            " the times of some may be wrong."
        )
        return sentence % {
            "before": self._moment(step.before),
            "after": self._moment(step.after),
        }

    def _figure(self, label: str, name: str) -> Figure:
        return Figure(label, self.theme, name=name)

    def _columns(self, counts: DayCounts) -> list[Hour]:
        """Cut the time from the first signature to the last into columns that have room."""
        starts = sorted(counts.by_hour)
        if not starts:
            return []
        room = self.setting.inner_width // self.theme.px(LEAST_COLUMN_MM)
        total = (starts[-1] - starts[0]) // HOUR + 1
        step = next((step for step in STEPS_H if -(-total // step) <= room), STEPS_H[-1])
        columns = []
        for index in range(0, total, step):
            begin = starts[0] + index * HOUR
            end = begin + step * HOUR
            count = sum(n for hour, n in counts.by_hour.items() if begin <= hour < end)
            columns.append(self._column(begin, end, count))
        return columns

    def _column(self, begin: datetime, end: datetime, count: int) -> Hour:
        words = self.words
        first, last = (words.time(self.setting.here(one)) for one in (begin, end))
        number = words.count("%(number)s signature", "%(number)s signatures", count)
        return Hour(
            label=first, count=count, number=words.number(count), spoken=f"{first}–{last}: {number}"
        )
