"""The numbers of a campaign, part by part: each chart with its table; and how a report is written."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QVBoxLayout, QWidget

from desktop_app.console.coordinator.fields import scroll_style
from desktop_app.console.coordinator.form_column import ScrollColumn
from desktop_app.console.coordinator.statistics_states import CampaignShown, ReportAsked
from desktop_app.console.given_statistics import CampaignCounted
from desktop_app.console.pages.page import Page
from desktop_app.console.pages.telling import telling
from desktop_app.console.setting import Setting
from desktop_app.deliveries.charts import Chart, ChartKind
from desktop_app.deliveries.coordinator.statistics_charts import THRESHOLD, naming_by
from desktop_app.deliveries.coordinator.statistics_report import Figures, report_of
from desktop_app.language import Words
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Action, Option
from desktop_app.qt.widgets.chart import ChartRow, ChartTable, Columns
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.wrapping import WrappingLayout

Part = Chart | Figures
REPORT_FILES = "PDF (*.pdf)"
LONGEST_TITLE = 40
"""In characters; a longer one, the words of a consent say, stands in the column that turns."""


def parts_of(counted: CampaignCounted, words: Words) -> tuple[Part, ...]:
    """Give all parts in the order of the report, with all numbers: the screen is the coordinator's."""
    report = report_of(counted.found, counted.counted_at, naming_by(counted.campaign.pack, words))
    facts = tuple(f"{label}: \u2068{value}\u2069" for label, value in report.facts)
    about = Figures(
        name=report.totals.name,
        title=report.totals.title,
        notes=(f"\u2068{report.campaign}\u2069", " · ".join(facts)),
        lines=report.totals.lines,
    )
    reading = Figures(name="reading", title=report.reading_title, notes=report.reading, lines=())
    return about, *report.charts, report.pace, reading


class StatisticsPage(Page):
    """One part at a time, under its own title; the column turns by wheel, keys and focus."""

    turned = Signal(int)
    report_pressed = Signal()
    finished = Signal()

    def __init__(self, setting: Setting, state: CampaignShown) -> None:
        """Draw the frame around the part."""
        super().__init__(setting, setting.words.say("Statistics"))
        self.setStyleSheet(self.theme.style_sheet() + scroll_style(self.theme))
        self.rows.setSpacing(self.theme.px(Size.SMALL_GAP))
        self.parts = parts_of(state.counted, self.words)
        self._part = -1
        self._place = self.text("", Type.READING, name="part_number")
        self.add_beside_title(self._place)
        self._column = ScrollColumn(self.theme, "")
        self.rows.addWidget(self._column, 1)
        self._buttons()
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the way on."""
        return self._next if self._next.isEnabled() else self._previous

    def spoken_first(self) -> str:
        """Say which part is shown."""
        return self.parts[self._part].title

    def show_state(self, state: CampaignShown) -> None:
        """Show a part."""
        words = self.words
        part = max(0, min(state.part, len(self.parts) - 1))
        if part == self._part:
            return
        self._part = part
        title = self.parts[part].title
        self.title.say(title if len(title) <= LONGEST_TITLE else words.say("Statistics"))
        numbers = {"number": words.number(part + 1), "total": words.number(len(self.parts))}
        self._place.say(words.say("%(number)s of %(total)s") % numbers)
        self._previous.setEnabled(part > 0)
        self._next.setEnabled(part + 1 < len(self.parts))
        self._show_part(self.parts[part])
        self.say_aloud(self.parts[part].title)
        if not self._next.isEnabled():
            self._previous.setFocus()

    def _buttons(self) -> None:
        words = self.words
        self._previous = self._turner(words.say("Previous"), "previous", -1)
        self._next = self._turner(words.say("Next"), "next", 1)
        again = self.button(words.say("Count again"), Kind.PLAIN, name="again")
        again.clicked.connect(self.finished)
        report = self.button(words.say("Report …"), Kind.PLAIN, name="report")
        report.clicked.connect(self.report_pressed)
        gap = self.theme.px(Size.SMALL_GAP)
        row = WrappingLayout(gap, gap)
        for button in (self._previous, self._next, again, report):
            row.addWidget(button)
        self.rows.addLayout(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn a part that is longer than the page, wherever the focus is."""
        bar = self._column.verticalScrollBar()
        steps = {Qt.Key.Key_PageDown: bar.pageStep(), Qt.Key.Key_PageUp: -bar.pageStep()}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        bar.setValue(bar.value() + step)

    def _turner(self, said: str, name: str, step: int) -> Action:
        button = self.button(said, Kind.PLAIN, name=name)
        button.clicked.connect(lambda: self.turned.emit(self._part + step))
        return button

    # -- the part --

    def _show_part(self, part: Part) -> None:
        rows = self._column.rows
        while (item := rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._column.setAccessibleName(part.title)
        held = QWidget()
        layout = QVBoxLayout(held)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self.theme.px(Size.SMALL_GAP))
        if len(part.title) > LONGEST_TITLE:
            layout.addWidget(self.text(part.title, Type.LEAD, name="part_title", is_bold=True))
        notes = (part.note,) if isinstance(part, Chart) else part.notes
        for number, note in enumerate(each for each in notes if each):
            layout.addWidget(self.text(note, Type.READING, name=f"note_{number}"))
        if isinstance(part, Chart):
            layout.addLayout(self._chart(part))
        elif part.lines:
            lines = [ChartRow(label=label, number=number) for label, number in part.lines]
            layout.addWidget(ChartTable(lines, self.theme, name=part.title))
        rows.addWidget(held)
        rows.addStretch(1)
        held.show()  # else it is shown, and measured, only after this event
        self._column.verticalScrollBar().setValue(0)

    def _chart(self, chart: Chart) -> QBoxLayout:
        """Put columns and their table beside each other, or where that is narrow beneath."""
        direction = QBoxLayout.Direction
        is_beside = not self.setting.is_narrow
        layout = QBoxLayout(direction.LeftToRight if is_beside else direction.TopToBottom)
        layout.setSpacing(self.theme.px(2 * Size.GAP))
        rows = [
            ChartRow(
                label=bar.label,
                mark=bar.mark,
                number=bar.number,
                share=bar.share,
                length=chart.length(bar),
            )
            for bar in chart.bars
        ]
        has_bars = chart.kind is ChartKind.BARS
        table = ChartTable(
            rows, self.theme, name=chart.title, headings=chart.headings, has_bars=has_bars
        )
        table.setObjectName(f"table_{chart.name}")
        if not has_bars:
            columns = Columns(rows, self.theme, name=chart.title)
            columns.setObjectName(f"columns_{chart.name}")
            layout.addWidget(columns, 1, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(table, 1, Qt.AlignmentFlag.AlignTop)
        return layout


class ReportPage(Page):
    """Asks for whom the report is, and where it goes; then says that it is written."""

    numbers_chosen = Signal(bool)
    report_named = Signal(Path)
    finished = Signal()

    def __init__(self, setting: Setting, state: ReportAsked, proposed: Path) -> None:
        """Draw both kinds, the one for others first."""
        super().__init__(setting, setting.words.say("Report as PDF"))
        words = self.words
        self._proposed = proposed
        told = words.say(
            "All charts with their tables. Numbers of fewer than %(number)s people may single somebody"
            " out: what is meant for others leaves them out."
        )
        said = told % {"number": words.number(THRESHOLD)}
        self.rows.setSpacing(self.theme.px(Size.SMALL_GAP))
        self._told = self.text(said, Type.READING, name="told")
        self.rows.addWidget(self._told)
        self._for_others = self._kind(words.say("For others"), "for_others", has_all=False)
        self._for_me = self._kind(
            words.say("With all numbers, for the coordinator only"), "all_numbers", has_all=True
        )
        self._written = self.text("", Type.READING, name="written", is_bold=True)
        self._problem = self.text("", Type.READING, name="problem", is_bold=True)
        self.rows.addWidget(self._written)
        self.rows.addWidget(self._problem)
        self.rows.addStretch(1)
        back = self.button(words.say("Back"), Kind.BIG, name="back")
        back.clicked.connect(self.finished)
        self._go = self.button(words.say("Write it to …"), Kind.MAIN, name="write")
        self._go.clicked.connect(self._name_report)
        self.main_row(back, self._go)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the button."""
        return self._go

    def show_state(self, state: ReportAsked) -> None:
        """Show what was chosen, and what has become of it."""
        self._for_others.setChecked(not state.has_all_numbers)
        self._for_me.setChecked(state.has_all_numbers)
        self._go.setEnabled(not state.is_writing)
        said = ""
        if state.written is not None:
            said = self.words.say("Written: %(file)s") % {"file": f"\u2068{state.written}\u2069"}
            self.say_aloud(said)
        self._written.say(said)
        self._written.setVisible(bool(said))
        self.show_problem(self._problem, state.problem)
        self._told.setVisible(state.problem is None)  # it was read, and the room is needed
        self.fit()

    def _kind(self, said: str, name: str, *, has_all: bool) -> Option:
        option = Option(said, self.theme, Kind.STICK, self)
        option.setObjectName(name)
        option.clicked.connect(telling(self.numbers_chosen, has_all))
        self.rows.addWidget(option)
        return option

    def _name_report(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.words.say("Report as PDF"), str(self._proposed), REPORT_FILES
        )
        if chosen:
            self.report_named.emit(Path(chosen).with_suffix(".pdf"))
