"""How buttons look: painted by the theme, sized for fingers, with room for long words."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from desktop_app.campaign.text import Span
from desktop_app.qt.theme import Size, Theme, Type
from desktop_app.qt.typesetting import Lines, set_lines

SHRINKING = (1.0, 0.94, 0.88, 0.82, 0.76)
"""A text that is too wide for its button becomes a little smaller before it is broken in two."""
SEEN_MM = 0.53
"""How much of a ring must be new: 2 px of 1/96 inch, as WCAG 2.2 asks in 2.4.13."""
TIGHTER = 0.7
"""Large names of languages stand closer, so that more of them share a row."""
WIDE = 1_000_000
MAIN_LEAST_PADDING_MM = 2.0
"""Long words of the main button come nearer to its edges before they become smaller."""
LINES_AIR_MM = 1.6
ANSWER_TICK_MM = 3.4
ANSWER_TICK_GAP_MM = 1.4


class Kind(Enum):
    """How a button looks."""

    MAIN = "main"
    """The one thing to do next: filled with the accent."""
    PLAIN = "plain"
    """A framed button."""
    BIG = "big"
    """A framed button as high as the main one."""
    ARROW = "arrow"
    """A big button with a sign on it, where words have no room."""
    GO = "go"
    """The key that ends a number pad: filled with the accent."""
    QUIET = "quiet"
    """A smaller framed button beside the question."""
    BAR = "bar"
    """The same in the bar on top, in its colours."""
    SLIM = "slim"
    """A button whose frame is lower than where it can be touched, for the banner."""
    LINK = "link"
    """Underlined words."""
    LANGUAGE = "language"
    """A word in the bar; filled while chosen."""
    TAB = "tab"
    """The same on a page: a way to another part of it."""
    CHIP = "chip"
    """A word with round ends; filled, with a tick, while chosen."""
    ANSWER = "answer"
    """Yes or No; filled, with a tick, while chosen."""
    ROW = "row"
    """A line of a list; filled while marked."""
    PLACE = "place"
    """A way to another page, in the navigation; filled while that page is shown."""
    STICK = "stick"
    """A framed line of a short list of things to choose from; filled, with a tick, while chosen."""


@dataclass(frozen=True, kw_only=True)
class _Look:
    role: Type
    height: float
    padding_mm: float
    is_bold: bool = True
    is_framed: bool = True
    has_tick: bool = False
    is_at_start: bool = False
    air_mm: float = 0.0


_LOOKS = {
    Kind.MAIN: _Look(role=Type.MAIN_BUTTON, height=Size.MAIN_BUTTON_HEIGHT, padding_mm=6.0),
    Kind.PLAIN: _Look(role=Type.BUTTON, height=Size.BUTTON_HEIGHT, padding_mm=4.4),
    Kind.BIG: _Look(role=Type.BUTTON, height=Size.MAIN_BUTTON_HEIGHT, padding_mm=4.4),
    Kind.ARROW: _Look(role=Type.TITLE, height=Size.MAIN_BUTTON_HEIGHT, padding_mm=5.2),
    Kind.GO: _Look(role=Type.TITLE, height=Size.MAIN_BUTTON_HEIGHT, padding_mm=5.2),
    Kind.QUIET: _Look(role=Type.BAR, height=Size.TOUCH, padding_mm=3.4),
    Kind.BAR: _Look(role=Type.BAR, height=Size.TOUCH, padding_mm=3.4),
    Kind.SLIM: _Look(role=Type.BAR, height=Size.TOUCH, padding_mm=3.4, air_mm=1.7),
    Kind.LINK: _Look(
        role=Type.BAR, height=Size.TOUCH, padding_mm=0.2, is_bold=False, is_framed=False
    ),
    Kind.LANGUAGE: _Look(
        role=Type.BAR, height=Size.TOUCH, padding_mm=2.6, is_bold=False, is_framed=False
    ),
    Kind.TAB: _Look(
        role=Type.BAR, height=Size.TOUCH, padding_mm=2.2, is_bold=False, is_framed=False
    ),
    Kind.CHIP: _Look(role=Type.BUTTON, height=Size.BUTTON_HEIGHT, padding_mm=4.2, has_tick=True),
    Kind.ANSWER: _Look(role=Type.CHOICE, height=15.0, padding_mm=1.9, has_tick=True),
    Kind.ROW: _Look(role=Type.ROW, height=Size.BUTTON_HEIGHT, padding_mm=3.4, is_at_start=True),
    Kind.STICK: _Look(
        role=Type.BUTTON, height=15.0, padding_mm=3.4, has_tick=True, is_at_start=True
    ),
    Kind.PLACE: _Look(
        role=Type.BUTTON,
        height=Size.TOUCH,
        padding_mm=2.8,
        is_bold=False,
        is_framed=False,
        is_at_start=True,
    ),
}


WORDS_ALONE = frozenset({Kind.LANGUAGE, Kind.TAB})
"""Words without a frame: the chosen one is bold, too."""


class Face:
    """How a button looks and how large it must be; the painter of an action or an option."""

    def __init__(self, button: QAbstractButton, text: str, theme: Theme, kind: Kind) -> None:
        """Dress a button in its words and a look."""
        self.kind = kind
        self._button = button
        self._theme = theme
        self._look = _LOOKS[kind]
        self._sets: dict[tuple[str, str, int, Qt.AlignmentFlag], Lines] = {}
        self.say(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Put words on the button, for screen readers too."""
        self.text = text
        self._button.setText(text.replace("&", "&&"))
        self._button.setAccessibleName(text)
        self._button.updateGeometry()

    @property
    def is_filled(self) -> bool:
        """Tell whether it is drawn light on dark."""
        return (
            self.kind in (Kind.MAIN, Kind.GO) or self._button.isChecked() or self._button.isDown()
        )

    def size(self) -> QSize:
        """Ask for the words in one line, with what stands around them."""
        words = self._set(self.text, self._widest_font(1.0), WIDE)
        width = words.width + self._around()
        height = max(self._theme.px(self._look.height), words.height)
        return QSize(max(width, self._theme.px(Size.TOUCH)), height)

    def least_size(self) -> QSize:
        """Stay large enough for a finger, and for the longest word at its smallest."""
        font = self._widest_font(SHRINKING[-1])
        width = self._longest_word(font) + self._around()
        return QSize(max(width, self._theme.px(Size.TOUCH)), self.size().height())

    def height_in(self, width: int) -> int:
        """Measure the height that the words need in a width, in full size and as many lines."""
        room = width - 2 * self._padding() - self._tick_room()
        lines = self._set(self.text, self._font(1.0), room)
        return max(self.size().height(), lines.height + self._theme.px(LINES_AIR_MM))

    def text_fits(self) -> bool:
        """Tell whether the words are shown whole."""
        lines = self._lines()
        return lines.width <= self._room() + 1 and lines.height <= self._button.height()

    def paint(self) -> None:
        """Paint frame or filling, words, tick and focus."""
        painter = QPainter(self._button)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_face(painter)
        self._paint_words(painter)
        if self._button.hasFocus():
            self._paint_focus(painter)
        painter.end()

    # -- measures --

    def _font(self, scale: float, *, is_bold: bool = False) -> QFont:
        is_chosen = self.kind in WORDS_ALONE and self._button.isChecked()
        is_bold = is_bold or is_chosen or self._look.is_bold
        return self._theme.font(self._look.role, is_bold=is_bold, scale=scale)

    def _widest_font(self, scale: float) -> QFont:
        """A language becomes bold when it is chosen; its place is as wide before."""
        return self._font(scale, is_bold=self.kind in WORDS_ALONE)

    def _padding(self) -> int:
        is_tight = self.kind in WORDS_ALONE and self._theme.is_large
        return self._theme.px(self._look.padding_mm * (TIGHTER if is_tight else 1.0))

    def _tick_room(self) -> int:
        if not self._look.has_tick:
            return 0
        return self._tick_side() + self._tick_gap()

    def _tick_side(self) -> int:
        if self.kind is Kind.ANSWER:
            return self._theme.px(ANSWER_TICK_MM)
        return int(QFontMetrics(self._font(1.0)).capHeight() * 0.85)

    def _tick_gap(self) -> int:
        if self.kind is Kind.ANSWER:
            return self._theme.px(ANSWER_TICK_GAP_MM)
        return int(QFontMetrics(self._font(1.0)).capHeight() * 0.5)

    def _around(self) -> int:
        return 2 * self._padding() + self._tick_room() + 2

    def _room(self) -> int:
        padding = self._padding()
        if self.kind is Kind.MAIN:
            padding = min(padding, self._theme.px(MAIN_LEAST_PADDING_MM))
        return self._button.width() - 2 * padding - self._tick_room()

    def _lines(self) -> Lines:
        """Set the words in the largest type in which they fit, in one line or else in more."""
        room = self._room()
        for scale in SHRINKING:
            font = self._font(scale)
            width = self._set(self.text, font, WIDE).width
            if width <= room:
                return self._set(self.text, font, width + 1)
        broken = [self._set(self.text, self._font(scale), room) for scale in SHRINKING]
        if self.kind is Kind.PLACE:  # rather smaller than broken within a word
            longest = [self._longest_word(self._font(scale)) for scale in SHRINKING]
            whole = [lines for lines, word in zip(broken, longest, strict=True) if word <= room]
            broken = whole or broken[-1:]
        fitting = (lines for lines in broken if lines.height <= self._button.height())
        return next(fitting, broken[-1])

    def _longest_word(self, font: QFont) -> int:
        return max((self._set(word, font, WIDE).width for word in self.text.split()), default=0)

    def _set(self, text: str, font: QFont, width: int) -> Lines:
        side = Qt.AlignmentFlag.AlignLeft if width == WIDE else self._side()
        key = (text, font.key(), width, side)
        if key not in self._sets:
            self._sets[key] = set_lines((Span(text=text),), font, width, side)
        return self._sets[key]

    def _side(self) -> Qt.AlignmentFlag:
        if self.kind is not Kind.PLACE:
            return Qt.AlignmentFlag.AlignHCenter
        is_mirrored = self._button.isRightToLeft()
        return Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft

    # -- painting --

    def _paint_face(self, painter: QPainter) -> None:
        theme = self._theme
        if not self.is_filled and not self._look.is_framed:
            return
        line = self._frame()
        ink, ground = self._colours()
        fill = ink
        if not self._is_in_bar:
            fill = theme.colour(self._filling())
        pen = QPen(fill if self.is_filled else ink, line)
        if not self._button.isEnabled():
            pen.setStyle(Qt.PenStyle.DotLine)  # not by a paler colour, which the sun takes away
        painter.setPen(pen)
        painter.setBrush(fill if self.is_filled else ground)
        painter.drawRoundedRect(self._inset(line / 2), self._radius(), self._radius())

    def _frame(self) -> float:
        return self._theme.exact_px(Size.FRAME if self.kind is not Kind.ANSWER else 0.65)

    @property
    def _is_in_bar(self) -> bool:
        return self.kind in (Kind.BAR, Kind.LANGUAGE)

    def _colours(self) -> tuple[QColor, QColor]:
        """Give the colour of words and frame, and that of the ground."""
        names = ("on_bar", "bar") if self._is_in_bar else ("ink", "paper")
        return self._theme.colour(names[0]), self._theme.colour(names[1])

    def _filling(self) -> str:
        """Name the colour beneath light words."""
        if self._button.isDown() and self.kind is not Kind.ANSWER:
            return "ink"
        return "deep" if self.kind in (Kind.MAIN, Kind.GO, Kind.ANSWER) else "chosen"

    def _inset(self, by: float) -> QRectF:
        down = by + self._theme.exact_px(self._look.air_mm)
        return QRectF(self._button.rect()).adjusted(by, down, -by, -down)

    def _radius(self) -> float:
        if self.kind is Kind.CHIP:
            return self._button.height() / 2
        return self._theme.exact_px(Size.RADIUS if self.kind is Kind.MAIN else 2.6)

    def _paint_words(self, painter: QPainter) -> None:
        lines = self._lines()
        ink, ground = self._colours()
        painter.setPen(ground if self.is_filled else ink)
        box_width = max(line.width() for line in lines.lines)
        left = self._words_left(box_width)
        top = (self._button.height() - lines.height) / 2
        lines.draw(painter, left, top)
        if self.kind is Kind.LINK:
            self._paint_underline(painter, left, top + lines.height, box_width)
        if self._button.isChecked():
            self._paint_chosen(painter, left, left + box_width)

    def _words_left(self, width: float) -> float:
        """Place the words: in the middle, a row's at the start, a chosen chip's beside its tick."""
        is_mirrored = self._button.isRightToLeft()
        if self._look.is_at_start:
            return (
                self._button.width() - self._padding() - width if is_mirrored else self._padding()
            )
        left = (self._button.width() - width) / 2
        if self._look.has_tick and self._button.isChecked():
            left += self._tick_room() / 2 * (1 if is_mirrored else -1)
        return left

    def _paint_underline(self, painter: QPainter, left: float, bottom: float, width: float) -> None:
        y = bottom - self._theme.exact_px(0.2)
        painter.setPen(QPen(self._theme.colour("ink"), self._theme.exact_px(Size.LINE)))
        painter.drawLine(QPointF(left, y), QPointF(left + width, y))

    def _paint_chosen(self, painter: QPainter, left: float, right: float) -> None:
        """Draw a tick, so that what is chosen is told by more than colour.

        It stands after the words, clear of them.
        """
        if self._look.has_tick:
            x = self._tick_left(left, right)
            side = self._tick_side()
            self._paint_tick(painter, x, (self._button.height() - side) / 2, side)

    def _tick_left(self, left: float, right: float) -> float:
        if self._button.isRightToLeft():
            return left - self._tick_gap() - self._tick_side()
        return right + self._tick_gap()

    def _paint_tick(self, painter: QPainter, x: float, y: float, side: float) -> None:
        pen = QPen(self._theme.colour("paper"), side * 0.2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(
            [
                QPointF(x, y + side * 0.55),
                QPointF(x + side * 0.36, y + side * 0.92),
                QPointF(x + side, y + side * 0.1),
            ]
        )

    def _paint_focus(self, painter: QPainter) -> None:
        """Draw a ring inside the edge: the accent on paper, paper on a filling.

        It is wider than a frame that it covers, by what can be seen from afar.
        """
        theme = self._theme
        width = theme.exact_px(Size.FOCUS_RING)
        if self._look.is_framed and not self.is_filled:
            width = self._frame() + theme.exact_px(SEEN_MM)
        inset = width / 2 + (theme.exact_px(Size.FOCUS_GAP) if self.is_filled else 0)
        ink, ground = self._colours()
        mark = ink if self._is_in_bar else theme.colour("accent")
        colour = ground if self.is_filled else mark
        painter.setPen(QPen(colour, width * (0.6 if self.is_filled else 1.0)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = max(1.0, self._radius() - inset / 2)
        painter.drawRoundedRect(self._inset(inset), radius, radius)
