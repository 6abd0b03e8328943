"""Words on a page: labels that wrap, know the height they need, and shorten what is too long."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QLayout, QSizePolicy, QWidget

from desktop_app.campaign.text import Span
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Theme, Type
from desktop_app.qt.typesetting import Lines, set_lines

ELLIPSIS = "…"
ISOLATED = "\u2068%s\u2069"
"""Keeps a name of another direction from disturbing the sentence around it."""
WIDE = 1_000_000
SMALLER = (0.94, 0.88, 0.82, 0.76, 0.7)


class Text(QLabel):
    """Words in the type of a role; they cannot be selected or followed.

    Qt's label is there for screen readers; the lines are set and painted here, because its own
    line heights differ too much between scripts.
    """

    def __init__(
        self,
        text: str,
        theme: Theme,
        role: Type = Type.READING,
        *,
        is_bold: bool = False,
        is_wrapping: bool = True,
        spoken: Spoken | None = None,
    ) -> None:
        """Set some words, in one line or wrapping; for screen readers a label, if nothing else."""
        super().__init__()
        if spoken is not None:
            speak_as(self, spoken)
        self._theme = theme
        self._role = role
        self._is_bold = is_bold
        self._is_wrapping = is_wrapping
        self._is_balanced = False
        self._scale = 1.0
        self._side_room = 0
        self._colour = "ink"
        self._set: dict[tuple[int, bool], Lines] = {}
        self._spans: tuple[Span, ...] = ()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        across = QSizePolicy.Policy.Preferred if is_wrapping else QSizePolicy.Policy.Fixed
        policy = QSizePolicy(across, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(is_wrapping)
        self.setSizePolicy(policy)
        self.say(text)

    def say(self, text: str) -> None:
        """Set other words."""
        self.say_spans((Span(text=text),))

    def say_spans(self, spans: Sequence[Span]) -> None:
        """Set words of which some are bold; the same words once more are no news."""
        if tuple(spans) == self._spans:
            return
        self._spans = tuple(spans)
        self.setText("".join(span.text for span in spans))
        self._changed()

    @property
    def scale(self) -> float:
        """How large the type is; 1 is what its role says."""
        return self._scale

    @property
    def is_bold(self) -> bool:
        """Tell whether all words are bold."""
        return self._is_bold

    def set_scale(self, scale: float) -> None:
        """Make the type smaller (below 1) or as large as its role says (1)."""
        self._scale = scale
        self._changed()

    def set_balanced(self) -> None:
        """Make the lines about equally long, for titles."""
        self._is_balanced = True
        self._changed()

    def set_side_room(self, side_room_px: int) -> None:
        """Leave room for letters that reach beyond their width, such as a J at the start."""
        self._side_room = side_room_px
        self._changed()

    def set_colour(self, name: str) -> None:
        """Write in a colour of the palette, where the ground is not paper."""
        self._colour = name

    def shorten_by_a_word(self) -> bool:
        """Drop the last word for an ellipsis; False if hardly anything is left."""
        words = self.text().removesuffix(ELLIPSIS).split(" ")
        if len(words) < 4:
            return False
        self.say(" ".join(words[:-1]).rstrip(" .,;:") + ELLIPSIS)
        return True

    def text_fits(self) -> bool:
        """Tell whether all words are within the label."""
        lines = self._lines(self.width())
        return lines.height <= self.height() and lines.width <= self.width() + 1

    def line_count(self, width: int) -> int:
        """Count the lines that a width leads to."""
        return len(self._lines(width).lines)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        lines = self._lines(WIDE)
        return QSize(lines.width + 1 + 2 * self._side_room, lines.height)

    def minimumSizeHint(self) -> QSize:
        """Wrap down to the widest word, or not at all."""
        if not self._is_wrapping:
            return self.sizeHint()
        metrics = QFontMetrics(self._type())
        return QSize(metrics.averageCharWidth() * 6, self._lines(WIDE).height)

    def hasHeightForWidth(self) -> bool:
        """Need more height in less width."""
        return self._is_wrapping

    def heightForWidth(self, width: int) -> int:
        """Measure the lines for a width: never less than one of full size, which Qt insists on."""
        if not self._is_wrapping:
            return -1
        return max(self._lines(width).height, self._lines(WIDE).height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the lines, in the middle of the height."""
        painter = QPainter(self)
        painter.setPen(self._theme.colour(self._colour))
        lines = self._lines(self.width() - 2 * self._side_room)
        lines.draw(painter, self._side_room, max(0.0, (self.height() - lines.height) / 2))
        painter.end()

    def _type(self, scale: float = 1.0) -> QFont:
        return self._theme.font(self._role, is_bold=self._is_bold, scale=self._scale * scale)

    def _changed(self) -> None:
        self._set.clear()
        self.updateGeometry()
        self.update()

    def _lines(self, width: int) -> Lines:
        key = (width, self.isRightToLeft())
        if key not in self._set:
            self._set[key] = self._balanced(width) if self._is_balanced else self._broken(width)
        return self._set[key]

    def _broken(self, width: float) -> Lines:
        """Break the words into lines; a word too long for one makes the type smaller, if it can."""
        side = self._side()
        for scale in (1.0, *SMALLER):
            font = self._type(scale)
            lines = set_lines(self._spans, font, width, side, may_break_words=False)
            if lines.width <= width + 1:
                return lines
        return set_lines(self._spans, self._type(), width, side)

    def _balanced(self, width: int) -> Lines:
        """Narrow the lines as far as no further line is needed."""
        lines = self._broken(width)
        if width == WIDE or len(lines.lines) == 1 or self.isRightToLeft():
            return lines
        narrow, wide = width / 2, float(width)
        while wide - narrow > 4:
            middle = (narrow + wide) / 2
            if len(self._broken(middle).lines) == len(lines.lines):
                wide = middle
            else:
                narrow = middle
        return self._broken(wide)

    def _side(self) -> Qt.AlignmentFlag:
        alignment = self.alignment()
        if alignment & Qt.AlignmentFlag.AlignHCenter:
            return Qt.AlignmentFlag.AlignHCenter
        is_right = bool(alignment & Qt.AlignmentFlag.AlignRight)
        if is_right != self.isRightToLeft():
            return Qt.AlignmentFlag.AlignRight
        return Qt.AlignmentFlag.AlignLeft


def plain_line(
    text: str, theme: Theme, role: Type, *, is_bold: bool = False, spoken: Spoken | None = None
) -> Text:
    """Set words that stay in one line, as wide as they are."""
    return Text(text, theme, role, is_bold=is_bold, is_wrapping=False, spoken=spoken)


def with_bold_names(sentence: str, names: str, bold_names: Sequence[str]) -> tuple[Span, ...]:
    """Put a list of names into a sentence at `%(names)s`, the names bold and isolated.

    Args:
        sentence: with `%(names)s` where the list goes.
        names: the list in words, with the names in it as they stand in `bold_names`.
        bold_names: the names.
    """
    before, _, after = sentence.partition("%(names)s")
    spans = [Span(text=before)]
    rest = names
    for name in bold_names:
        between, _, rest = rest.partition(name)
        spans += [Span(text=between), Span(text=ISOLATED % name, is_bold=True)]
    spans += [Span(text=rest + after)]
    return tuple(span for span in spans if span.text)


def needed_height(layout: QLayout, width: int) -> int:
    """Measure what a layout holds, for a width, whether or not anything in it wraps.

    Qt keeps what it measured, also of widgets and layouts inside; all of that is forgotten first.
    """
    _forget_measures(layout)
    if layout.hasHeightForWidth():
        return layout.totalHeightForWidth(width)
    return layout.totalSizeHint().height()


def _forget_measures(layout: QLayout) -> None:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        assert item is not None
        widget = item.widget()
        inner = item.layout() if widget is None else widget.layout()
        if inner is not None:
            _forget_measures(inner)
        if widget is not None:
            widget.updateGeometry()
    layout.invalidate()


def fit(
    column: QWidget, width: int, height: int, sacrifices: Iterable[Callable[[], object]]
) -> None:
    """Take away from a column, one sacrifice after another, until it fits a height."""
    layout = column.layout()
    assert layout is not None
    for sacrifice in sacrifices:
        if needed_height(layout, width) <= height:
            return
        sacrifice()


def shortening(text: Text, *, to_share: float = 0.0) -> Iterable[Callable[[], object]]:
    """Shorten a text word by word, down to a share of its words, as sacrifices for `fit`."""
    return [text.shorten_by_a_word] * int((1.0 - to_share) * len(text.text().split(" ")))
