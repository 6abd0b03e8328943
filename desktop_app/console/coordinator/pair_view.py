"""Two signatures field beside field: what differs has a sign, and is bold."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop_app.console.coordinator.pair_lines import Line, marked, shortened, spoken_line
from desktop_app.console.setting import Setting
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Theme, Type
from desktop_app.qt.widgets.text import Text

SIGN_MM = 7.0
SIGN_LENGTH_MM = 2.4
SIGN_GAP_MM = 1.1
LABEL_SHARE = 0.22
AIR_MM = 0.5


class PairView(QWidget):
    """Lines that stay and are filled anew for each pair: so the next one is there at once."""

    def __init__(self, setting: Setting, width: int) -> None:
        """Take the width of all columns together, in pixels."""
        super().__init__()
        speak_as(self, Spoken.GROUP, setting.words.say("Two signatures"))
        self._setting = setting
        self._width = width
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._headings = _LineView(setting, width, is_bold=True)
        self._headings.setObjectName("sides")
        self._rows.addWidget(self._headings)
        self._pools: dict[bool, tuple[QVBoxLayout, list[_LineView]]] = {}
        for is_above in (False, True):
            rows = QVBoxLayout()
            rows.setSpacing(0)
            self._rows.addLayout(rows)
            self._pools[is_above] = (rows, [])

    def show_pair(self, headings: tuple[str, str], lines: Sequence[Line]) -> None:
        """Show both signatures, the one that was given first at the start."""
        self._headings.show_headings(headings)
        for is_above in self._pools:
            self._fill([line for line in lines if line.is_long is is_above], is_above=is_above)

    def _fill(self, lines: Sequence[Line], *, is_above: bool) -> None:
        rows, views = self._pools[is_above]
        while len(views) < len(lines):
            view = _LineView(self._setting, self._width, is_above=is_above)
            views.append(view)
            rows.addWidget(view)
        for number, view in enumerate(views):
            if number < len(lines):
                view.show_line(lines[number])
            view.setVisible(number < len(lines))


class _LineView(QWidget):
    """A label, two values and the sign between them; a long label, or a narrow page's, is above."""

    def __init__(
        self, setting: Setting, width: int, *, is_bold: bool = False, is_above: bool = False
    ) -> None:
        super().__init__()
        self._setting = setting
        theme, is_narrow = setting.theme, setting.is_narrow
        is_above = is_above or is_narrow
        start = 0 if is_narrow else int(width * LABEL_SHARE)
        sign = theme.px(SIGN_MM)
        self._label = self._text(width if is_above else start)
        self._values = [self._text((width - sign - start) // 2, is_bold=is_bold) for _ in range(2)]
        self._sign = _Sign(theme, sign)
        self._result = self._text(width - start, is_bold=True)
        self._is_different = False
        grid = QGridLayout(self)
        air = theme.px(AIR_MM)
        grid.setContentsMargins(0, air, 0, air)
        grid.setSpacing(0)
        grid.setColumnMinimumWidth(0, start)
        row = 1 if is_above else 0
        grid.addWidget(self._label, 0, 0, 1, 4 if is_above else 1)
        for column, text in enumerate((self._values[0], self._sign, self._values[1]), start=1):
            grid.addWidget(text, row, column)
        grid.addWidget(self._result, row + 1, 1, 1, 3)

    def show_headings(self, headings: tuple[str, str]) -> None:
        """Show what both sides are."""
        for text, heading in zip(self._values, headings, strict=True):
            text.say(heading)
        self._label.setVisible(not self._setting.is_narrow)
        self._result.hide()
        speak_as(self, Spoken.WORDS, ", ".join(headings))

    def show_line(self, line: Line) -> None:
        """Show a field of both."""
        self.setObjectName(f"line_{line.name}")
        self._is_different = not line.is_same
        self._label.say(shortened(line.label))
        self._sign.show_sign(is_same=line.is_same)
        first, other = line.values
        self._values[0].say_spans(marked(first, other))
        self._values[1].say_spans(marked(other, first))
        self._result.say(line.result)
        self._result.setVisible(bool(line.result))
        speak_as(self, Spoken.WORDS, spoken_line(line, self._setting.words))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the ground of what differs, and the line beneath."""
        theme = self._setting.theme
        painter = QPainter(self)
        if self._is_different:
            painter.fillRect(self.rect(), theme.colour("card"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("ink"))
        painter.end()

    def _text(self, width: int, *, is_bold: bool = False) -> Text:
        """Make words that the line itself says aloud."""
        text = Text("", self._setting.theme, Type.READING, is_bold=is_bold, spoken=Spoken.NOTHING)
        text.setFixedWidth(width)
        text.set_side_room(self._setting.theme.px(Size.LINE))
        return text


class _Sign(QWidget):
    """An equals sign, struck through where both differ: the fonts have no such sign."""

    def __init__(self, theme: Theme, width: int) -> None:
        super().__init__()
        speak_as(self, Spoken.NOTHING)
        self._theme = theme
        self._is_same: bool | None = None
        self.setFixedWidth(width)

    def show_sign(self, *, is_same: bool) -> None:
        """Show one of the two."""
        self._is_same = is_same
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint two lines, and where both differ a third across them."""
        if self._is_same is None:
            return
        theme, middle = self._theme, QPointF(self.width() / 2, self.height() / 2)
        half, apart = theme.exact_px(SIGN_LENGTH_MM / 2), theme.exact_px(SIGN_GAP_MM / 2)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = Size.LINE if self._is_same else Size.FRAME
        painter.setPen(QPen(theme.colour("ink"), theme.exact_px(thick)))
        for y in (-apart, apart):
            painter.drawLine(middle + QPointF(-half, y), middle + QPointF(half, y))
        if not self._is_same:
            rise = QPointF(half * 0.6, -2.4 * apart)
            painter.drawLine(middle - rise, middle + rise)
        painter.end()
