"""How keys look: faces, words that fit, and icons as paths."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from desktop_app.qt.keyboard.keys import CHIPS, Key, Placed, Role
from desktop_app.qt.keyboard.state import Shift
from desktop_app.qt.theme import Size, Theme, Type

FUNCTION_KEYS = frozenset({Role.SHIFT, Role.ERASE, Role.PAGE, Role.SWITCH})
RADIUS_MM = 1.9
PADDING_MM = 1.2
CHIP_PADDING_MM = 3.2
ICON_MM = 6.2
TICK_MM = 3.2
AIR_MM = 1.0
"""Between what is written on a key and its upper and lower edge."""
SMALLEST = 0.6
STEP = 0.05


class KeyPainter:
    """Paints keys in one theme."""

    def __init__(self, theme: Theme) -> None:
        """Take the theme; the fonts that fit are found once for each key."""
        self._theme = theme
        self._ink, self._paper = theme.colour("ink"), theme.colour("paper")
        self._letters: frozenset[str] = frozenset()
        self._fonts: dict[tuple[str, Role, QSize], QFont] = {}
        self._inks: dict[int, QRectF] = {}

    def settle(self, placed: tuple[Placed, ...]) -> None:
        """Let the letters of a board stand on one line, high enough for those that reach down."""
        letters = frozenset(one.key.label for one in placed if one.key.role is Role.TEXT)
        if letters != self._letters:
            self._letters = letters
            self._fonts.clear()
            self._inks.clear()

    def paint_board(self, painter: QPainter, rect: QRectF) -> None:
        """Paint what lies beneath the keys, and the line that ends the page."""
        painter.fillRect(rect, self._theme.colour("board"))
        line = self._theme.exact_px(Size.LINE)
        painter.fillRect(QRectF(rect.left(), 0, rect.width(), line), self._ink)

    def paint_key(
        self,
        painter: QPainter,
        placed: Placed,
        *,
        is_pressed: bool,
        shift: Shift,
        is_mirrored: bool,
    ) -> None:
        """Paint one key; a pressed one is light on dark."""
        key, rect = placed.key, placed.rect
        colour = self._paint_face(painter, key, rect, is_pressed=is_pressed)
        if key.role is Role.SHIFT:
            paint_shift(painter, self._icon_place(rect), colour, shift)
        elif key.role is Role.ERASE:
            paint_erase(painter, self._icon_place(rect), colour, is_mirrored=is_mirrored)
        else:
            self.paint_words(painter, key, rect, colour)

    def paint_variant(self, painter: QPainter, variant: Placed, *, is_aimed: bool) -> None:
        """Paint one offered variant."""
        colour = self._paint_face(painter, variant.key, variant.rect, is_pressed=is_aimed)
        self.paint_words(painter, variant.key, variant.rect, colour)

    def paint_chosen(
        self, painter: QPainter, variant: Placed, *, is_aimed: bool, is_mirrored: bool
    ) -> None:
        """Paint an offered layout that is the present one: with a tick after its name."""
        rect, side = variant.rect, self._theme.exact_px(TICK_MM)
        padding = self._theme.exact_px(PADDING_MM)
        colour = self._paint_face(painter, variant.key, rect, is_pressed=is_aimed)
        room = side + 2 * padding
        words = rect.adjusted(room, 0, 0, 0) if is_mirrored else rect.adjusted(0, 0, -room, 0)
        self.paint_words(painter, variant.key, words, colour)
        left = rect.left() + padding if is_mirrored else rect.right() - padding - side
        place = QRectF(left, rect.center().y() - side / 2, side, side)
        paint_tick(painter, place, colour)

    def paint_words(self, painter: QPainter, key: Key, rect: QRectF, colour: QColor) -> None:
        """Paint what stands on a key."""
        font = self._font(key, rect)
        metrics, ink = QFontMetricsF(font), self._ink_of(key, font)
        base = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2
        air = self._theme.exact_px(AIR_MM)
        base -= max(0.0, base + ink.bottom() - (rect.bottom() - air))
        base += max(0.0, rect.top() + air - (base + ink.top()))
        left = rect.center().x() - metrics.horizontalAdvance(key.label) / 2
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(QPointF(left, base), key.label)

    def chip_width(self, label: str) -> float:
        """Measure how wide a chip must be."""
        words = QFontMetricsF(self._theme.font(Type.BUTTON, is_bold=True)).horizontalAdvance(label)
        least = self._theme.exact_px(Size.TOUCH)
        return max(least, words + 2 * self._theme.exact_px(CHIP_PADDING_MM))

    def layout_width(self, key: Key) -> float:
        """Measure how wide the name of a layout must be, with room for a tick."""
        kind, is_bold = _type_of(key)
        words = QFontMetricsF(self._theme.font(kind, is_bold=is_bold)).horizontalAdvance(key.label)
        return words + self._theme.exact_px(5 * PADDING_MM + TICK_MM)

    def words_fit(self, placed: Placed) -> bool:
        """Tell whether what stands on a key is shown whole."""
        font = self._font(placed.key, placed.rect)
        is_low = self._ink_of(placed.key, font).height() <= placed.rect.height()
        width = QFontMetricsF(font).horizontalAdvance(placed.key.label)
        return is_low and width <= placed.rect.width()

    def _paint_face(self, painter: QPainter, key: Key, rect: QRectF, *, is_pressed: bool) -> QColor:
        """Paint frame and filling; give the colour in which to write on it."""
        is_next = key.role is Role.NEXT
        fill = self._paper
        if is_pressed:
            fill = self._ink
        elif is_next:
            fill = self._theme.colour("deep")
        elif key.role in FUNCTION_KEYS:
            fill = self._theme.colour("function_key")
        line = self._theme.exact_px(Size.LINE)
        painter.setPen(QPen(fill if is_next else self._ink, line))
        painter.setBrush(fill)
        radius = self._theme.exact_px(RADIUS_MM)
        if key.role in CHIPS:
            radius = rect.height() / 2
        inset = line / 2
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)
        if is_pressed:
            return self._paper
        return self._paper if is_next else self._ink

    def _icon_place(self, rect: QRectF) -> QRectF:
        side = min(self._theme.exact_px(ICON_MM), 0.6 * rect.height(), 0.6 * rect.width())
        place = QRectF(0, 0, side, side)
        place.moveCenter(rect.center())
        return place

    def _font(self, key: Key, rect: QRectF) -> QFont:
        """Find the largest font in which the words fit."""
        name = (key.label, key.role, rect.toAlignedRect().size())
        if name not in self._fonts:
            self._fonts[name] = self._fitting(key, rect)
        return self._fonts[name]

    def _fitting(self, key: Key, rect: QRectF) -> QFont:
        role, is_bold = _type_of(key)
        room = rect.width()
        if len(key.label) > 1:
            room -= 2 * self._theme.exact_px(PADDING_MM)
        height = rect.height() - 2 * self._theme.exact_px(AIR_MM)
        scale = 1.0
        font = self._theme.font(role, is_bold=is_bold)
        while scale > SMALLEST:
            is_narrow = QFontMetricsF(font).horizontalAdvance(key.label) <= room
            if is_narrow and self._ink_of(key, font).height() <= height:
                break
            scale -= STEP
            font = self._theme.font(role, is_bold=is_bold, scale=scale)
        return font

    def _ink_of(self, key: Key, font: QFont) -> QRectF:
        """Measure how far words reach above and below their line; letters count together."""
        metrics = QFontMetricsF(font)
        if key.role is not Role.TEXT or key.label not in self._letters:
            return metrics.tightBoundingRect(key.label)
        size = font.pixelSize()
        if size not in self._inks:
            rects = [metrics.tightBoundingRect(letter) for letter in self._letters]
            top, bottom = min(r.top() for r in rects), max(r.bottom() for r in rects)
            self._inks[size] = QRectF(0, top, 1, bottom - top)
        return self._inks[size]


def paint_shift(painter: QPainter, place: QRectF, colour: QColor, shift: Shift) -> None:
    """Draw an arrow: hollow, filled for one capital, underlined for a lock."""
    left, top, side = place.left(), place.top(), place.width()
    points = (
        (0.5, 0.0),
        (1.0, 0.5),
        (0.74, 0.5),
        (0.74, 0.82),
        (0.26, 0.82),
        (0.26, 0.5),
        (0, 0.5),
    )
    arrow = _closed([QPointF(left + x * side, top + y * side) for x, y in points])
    painter.setPen(_icon_pen(colour, side))
    painter.setBrush(Qt.BrushStyle.NoBrush if shift is Shift.OFF else colour)
    painter.drawPath(arrow)
    if shift is Shift.LOCKED:
        y = top + side * 1.04
        painter.drawLine(QPointF(left + 0.2 * side, y), QPointF(left + 0.8 * side, y))


def paint_tick(painter: QPainter, place: QRectF, colour: QColor) -> None:
    """Draw a tick, so that what is chosen is told by more than colour."""
    left, top, side = place.left(), place.top(), place.width()
    painter.setPen(_icon_pen(colour, 2 * side))
    points = ((0.0, 0.55), (0.36, 0.92), (1.0, 0.1))
    painter.drawPolyline([QPointF(left + x * side, top + y * side) for x, y in points])


def paint_erase(painter: QPainter, place: QRectF, colour: QColor, *, is_mirrored: bool) -> None:
    """Draw a tag with a cross; it points to where the text comes from."""
    side, middle = place.width() * 1.25, place.center()
    direction = -1 if is_mirrored else 1

    def at(x: float, y: float) -> QPointF:
        return QPointF(middle.x() + direction * x * side, middle.y() + y * side)

    painter.setPen(_icon_pen(colour, place.width()))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    outline = [at(-0.5, 0), at(-0.2, -0.34), at(0.5, -0.34), at(0.5, 0.34), at(-0.2, 0.34)]
    painter.drawPath(_closed(outline))
    painter.drawLine(at(0.02, -0.14), at(0.3, 0.14))
    painter.drawLine(at(0.02, 0.14), at(0.3, -0.14))


def _type_of(key: Key) -> tuple[Type, bool]:
    """Choose the type of what stands on a key, and whether it is bold."""
    match key.role:
        case Role.NEXT:
            return Type.CHOICE, True
        case Role.PAGE | Role.SWITCH | Role.DOMAIN:
            return Type.BUTTON, True
        case Role.PREFIX:
            return Type.NUMBER, True
        case Role.SPACE:
            return Type.LEAD, False
        case _:
            return Type.FIELD, False


def _icon_pen(colour: QColor, side: float) -> QPen:
    pen = QPen(colour, side * 0.09)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen


def _closed(points: list[QPointF]) -> QPainterPath:
    path = QPainterPath(points[0])
    for point in points[1:]:
        path.lineTo(point)
    path.closeSubpath()
    return path
