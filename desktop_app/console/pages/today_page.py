"""Today: how many signatures, when they came, and when the last one did."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.console.given import DayCounts
from desktop_app.console.pages.counted import campaign_line
from desktop_app.console.pages.figure import Figure
from desktop_app.console.pages.hours import Hour, Hours, column_width
from desktop_app.console.pages.page import CARD_PADDING_MM, Page, RowsCard
from desktop_app.console.setting import Setting
from desktop_app.problems import Problem
from desktop_app.qt.theme import Size
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import needed_height

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
        self._card = RowsCard(self.theme)
        self._hours: QWidget | None = None
        self.rows.addWidget(self._card, 1)
        self._last = self.text("", name="last")
        self._campaigns = QVBoxLayout()
        self._clock = self.text("", name="clock_steps")
        self._problem = self.text("", name="problem", is_bold=True)
        self.rows.addWidget(self._last)
        self.rows.addLayout(self._campaigns)
        for note in (self._clock, self._problem):
            self.rows.addWidget(note)
        self._more = self.button(words.say("More"), Kind.QUIET, name="more")
        self._more.clicked.connect(self._turn)
        self.title_row.addWidget(self._more)
        self._more.hide()
        self._shows_notes = False
        self._counts: DayCounts | None = None
        self.show_state(state)

    def show_state(self, state: TodayState) -> None:
        """Show what was counted; the last numbers stay where counting did not work."""
        self._day.say(self.words.day(state.day))
        self._counts = state.counts
        if state.counts is not None:
            self._show_counts(state.counts, state.day)
        self.show_problem(self._problem, state.problem)
        self._divide()

    def _divide(self) -> None:
        """Put campaigns and clock on a page of their own where they have no room beside the curve."""
        had_focus = self._more.hasFocus()  # which a hidden button gives away
        self._show_parts(has_curve=True, has_notes=True)
        self._more.hide()
        has_room = needed_height(self.rows, self.setting.size.width()) <= self.setting.size.height()
        if not has_room and self._has_notes():
            self._show_parts(has_curve=not self._shows_notes, has_notes=self._shows_notes)
            self._more.show()
            if had_focus:
                self._more.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def _has_notes(self) -> bool:
        counts = self._counts
        return counts is not None and bool(counts.by_campaign or counts.clock_steps)

    def _show_parts(self, *, has_curve: bool, has_notes: bool) -> None:
        counts = self._counts
        self._card.setVisible(has_curve)
        self._last.setVisible(has_curve and bool(self._last.text()))
        for label in self.may_be_shortened:
            label.setVisible(has_notes)
        self._clock.setVisible(has_notes and counts is not None and bool(counts.clock_steps))

    def _turn(self) -> None:
        """Turn to the other part."""
        self._shows_notes = not self._shows_notes
        self._divide()

    def _show_counts(self, counts: DayCounts, day: date) -> None:
        words = self.words
        self._today.show_number(words.number(counts.today_count))
        self._all.show_number(words.number(counts.all_count))
        self._waiting.show_number(words.number(counts.waiting_count))
        self._last.say(self._last_words(counts, day))
        self._clock.say(self._clock_words(counts))
        self._show_campaigns(counts)
        if self._hours is not None:
            self._card.rows.removeWidget(self._hours)
            self._hours.hide()
            self._hours.deleteLater()
        hours = Hours(self._columns(counts), self.theme, words.say("Signatures by hour"))
        self._card.rows.addWidget(hours, 1)
        hours.show()  # else it is shown, and measured, only after this event
        self._hours = hours

    def _show_campaigns(self, counts: DayCounts) -> None:
        for label in self.may_be_shortened:
            self._campaigns.removeWidget(label)
            label.hide()
            label.deleteLater()
        self.may_be_shortened = []
        for number, each in enumerate(counts.by_campaign):
            said = campaign_line(self.words, each.campaign, each.count)
            label = self.text(said, name=f"campaign_{number}")
            self._campaigns.addWidget(label)
            label.show()  # else it is shown, and measured, only after this event
            self.may_be_shortened.append(label)

    def _last_words(self, counts: DayCounts, day: date) -> str:
        words = self.words
        if not counts.all_count:
            return words.say("No signature yet.")
        if counts.last_at is not None:
            last = self.setting.here(counts.last_at)
            moment = words.time(last) if last.date() == day else words.day_and_time(last)
        elif counts.today_count:
            begin = max(hour for hour, count in counts.by_hour.items() if count)
            ends = (words.time(self.setting.here(one)) for one in (begin, begin + HOUR))
            moment = "–".join(ends)
        else:
            return ""
        # NOTE: %(time)s is a time of day such as 17:52 or 17:00–18:00, or a day with a time.
        return words.say("Last signature: %(time)s") % {"time": moment}

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
        inside = self.setting.inner_width - 2 * self.theme.px(CARD_PADDING_MM)
        room = inside // column_width(self.theme)
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
