"""The checklist on a page: what is not good first, each with what to do; all that is good beneath."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.campaign.text import Span
from desktop_app.console.checks import Finding, subject_name
from desktop_app.console.found import Subject, Verdict
from desktop_app.language import Words
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Theme, Type
from desktop_app.qt.widgets.text import Text

SIGN_MM = 5.6
SIGN_LARGE_MM = 8.0
TO_BE_COMPARED = frozenset({Subject.CAMPAIGN, Subject.CLOCK})
"""A person must look at the four words and the time, also when they are good."""
SMALLER = (0.92, 0.85, 0.78, 0.7)


class CheckSign(QWidget):
    """A tick, an exclamation mark or a cross: told apart by shape, in the sun too."""

    def __init__(self, verdict: Verdict, theme: Theme) -> None:
        """Make it as high as a line; the words beside it say the same."""
        super().__init__()
        speak_as(self, Spoken.NOTHING)
        self._verdict = verdict
        self._theme = theme
        side = theme.px(SIGN_LARGE_MM if theme.is_large else SIGN_MM)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint it: the graver, the heavier."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = float(self.width())
        is_filled = self._verdict is not Verdict.GOOD
        if is_filled:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("ink"))
            if self._verdict is Verdict.STOP:
                painter.drawRect(self.rect())
            else:
                painter.drawEllipse(self.rect())
        pen = QPen(theme.colour("paper" if is_filled else "ink"), side * 0.13)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line in _LINES[self._verdict]:
            painter.drawPolyline([QPointF(x * side, y * side) for x, y in line])
        if self._verdict is Verdict.LOOK:
            dot = side * 0.08
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("paper"))
            painter.drawEllipse(QRectF(side / 2 - dot, side * 0.7, 2 * dot, 2 * dot))
        painter.end()


_LINES: dict[Verdict, tuple[tuple[tuple[float, float], ...], ...]] = {
    Verdict.GOOD: (((0.15, 0.55), (0.4, 0.8), (0.85, 0.2)),),
    Verdict.LOOK: (((0.5, 0.22), (0.5, 0.56)),),
    Verdict.STOP: (((0.28, 0.28), (0.72, 0.72)), ((0.72, 0.28), (0.28, 0.72))),
}


class CheckRows(QWidget):
    """Findings, as many as have room; whoever shows them must say how many had none."""

    def __init__(self, findings: Sequence[Finding], theme: Theme, words: Words) -> None:
        """Show them in their order; what is plainly good comes last and shortest."""
        super().__init__()
        speak_as(self, Spoken.GROUP, words.say("Checklist"))
        self._theme, self._words = theme, words
        self._texts: list[Text] = []
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(Size.SMALL_GAP))
        known = [each for each in findings if is_plainly_good(each)]
        self._good = self._good_rows(known)
        self._all_good = self._one_line(known)
        self._rows = [self._row(each) for each in findings if not is_plainly_good(each)]
        for row in self._rows:
            rows.addWidget(row)
        rows.addWidget(self._good)
        rows.addWidget(self._all_good)
        rows.addStretch(1)
        self._all_good.hide()

    @property
    def left_out_count(self) -> int:
        """How many rows had no room, from the end."""
        return sum(row.isHidden() for row in self._rows)

    def sacrifices(self) -> Iterator[Callable[[], object]]:
        """Give what may be done for lack of room, the least loss first."""
        yield self._good_in_one_line
        for scale in SMALLER:
            yield partial(self._set_scale, scale)
        yield self._all_good.hide
        for row in reversed(self._rows[1:]):
            yield row.hide

    def _good_in_one_line(self) -> None:
        self._good.hide()
        self._all_good.setVisible(bool(self._all_good.text()))

    def _set_scale(self, scale: float) -> None:
        for text in self._texts:
            text.set_scale(scale)

    def _row(self, finding: Finding) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px(Size.SMALL_GAP))
        row.addWidget(CheckSign(finding.verdict, self._theme), 0, Qt.AlignmentFlag.AlignTop)
        said = f"{subject_name(finding.subject, self._words)}: {finding.said(self._words)}"
        do = finding.do(self._words)
        name = f"check_{finding.subject.value}"
        text = self._text(said, name=name)
        if do:
            text.say_spans((Span(text=_ended(said), is_bold=True), Span(text=f" {do}")))
        row.addWidget(text, 1)
        return holder

    def _good_rows(self, findings: Sequence[Finding]) -> QWidget:
        """Set what is good in two columns where there is room for two."""
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(self._theme.px(Size.SMALL_GAP))
        columns = 1 if self._theme.is_portrait or self._theme.is_large else 2
        for index, finding in enumerate(findings):
            grid.addWidget(self._row(finding), index // columns, index % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        return holder

    def _one_line(self, findings: Sequence[Finding]) -> Text:
        names = ", ".join(subject_name(each.subject, self._words) for each in findings)
        # NOTE: %(names)s is a list of points of the checklist that are good.
        said = self._words.say("Good: %(names)s") % {"names": names} if names else ""
        return self._text(said, name="all_good")

    def _text(self, said: str, *, name: str) -> Text:
        text = Text(said, self._theme, Type.READING)
        text.setObjectName(name)
        self._texts.append(text)
        return text


def _ended(said: str) -> str:
    """End a phrase like a sentence, where another follows."""
    return said if said.endswith((".", "?", "!", ")")) else f"{said}."


def is_plainly_good(finding: Finding) -> bool:
    """Tell whether nobody need look at it."""
    return finding.verdict is Verdict.GOOD and finding.subject not in TO_BE_COMPARED


def by_gravity(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Put what is graver first, then what is to be compared; keep the order of subjects within."""
    grades = [Verdict.STOP, Verdict.LOOK, Verdict.GOOD]
    ordered = sorted(findings, key=lambda each: (grades.index(each.verdict), is_plainly_good(each)))
    return tuple(ordered)
