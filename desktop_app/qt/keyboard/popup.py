"""The variants of a key that is held: a row above it, in the same window, over whatever is there.

Layouts are offered in the same way; their names need wider places.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QTouchEvent
from PySide6.QtWidgets import QWidget

from desktop_app.qt.keyboard.keys import Key, Placed, Role
from desktop_app.qt.keyboard.painting import KeyPainter
from desktop_app.qt.keyboard.readable import ReadableKeys, Said
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Theme

MOST_IN_A_ROW = 8
CELL_MM = (13.6, 13.6)
GAP_MM = 1.2
EDGE_MM = 1.6
RADIUS_MM = 2.6
REACH_MM = 5.0

Forward = Callable[[QEvent, QWidget], bool]


@dataclass(frozen=True, kw_only=True)
class Offered:
    """What a key offers: variants to type, or layouts of which one is the present one."""

    labels: tuple[str, ...]
    layout_number: int | None = None
    name: str = ""
    """What screen readers call the whole."""

    @property
    def keys(self) -> tuple[Key, ...]:
        """The keys to be painted."""
        role = Role.TEXT if self.layout_number is None else Role.SWITCH
        return tuple(Key(role=role, label=label) for label in self.labels)

    def is_present(self, number: int) -> bool | None:
        """Tell whether a layout is the present one; of a variant there is nothing to be told."""
        return None if self.layout_number is None else number == self.layout_number


class VariantsPopup(QWidget):
    """Shows variants; touches on it are passed on to the keyboard, which decides."""

    def __init__(self, theme: Theme, offered: Offered, window: QWidget, forward: Forward) -> None:
        """Offer the variants of one key."""
        super().__init__(window)
        if offered.name:
            speak_as(self, Spoken.GROUP, offered.name)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._theme = theme
        self._offered = offered
        self._forward = forward
        self._window = window
        self._painter = KeyPainter(theme)
        self._aimed: int | None = None
        self._cells = self._place_cells()
        self._readable = ReadableKeys(self, self._press_and_release)

    def stand_above(self, key: QRectF, *, is_mirrored: bool) -> None:
        """Stand above a key of the window, whole within the window.

        Args:
            key: where the key is, in the window's coordinates.
            is_mirrored: whether the first variant is at the right.
        """
        size = self._whole()
        width, height = ceil(size.width()), ceil(size.height())
        air = self._theme.px(GAP_MM)
        left = int(key.center().x() - size.width() / 2)
        left = max(air, min(left, self._window.width() - width - air))
        top = max(air, int(key.top()) - height - air)
        self.setGeometry(left, top, width, height)
        if is_mirrored:
            self._cells = [_mirrored(cell, size.width()) for cell in self._cells]
        if QAccessible.isActive():
            self._readable.show(self._said())
        self.show()
        self.raise_()

    @property
    def cells(self) -> tuple[QRectF, ...]:
        """Where the variants are, in the popup's coordinates."""
        return tuple(self._cells)

    def words_fit(self) -> bool:
        """Tell whether all that is offered is shown whole."""
        return all(self._painter.words_fit(placed) for placed in self._placed())

    def _placed(self) -> list[Placed]:
        pairs = zip(self._offered.keys, self._cells, strict=True)
        return [Placed(key=key, rect=cell) for key, cell in pairs]

    def _said(self) -> list[Said]:
        pairs = enumerate(zip(self._offered.labels, self._cells, strict=True))
        return [
            Said(name=label, rect=cell, is_on=self._offered.is_present(number))
            for number, (label, cell) in pairs
        ]

    def _whole(self) -> QRectF:
        """Measure the whole."""
        edge = self._theme.exact_px(EDGE_MM)
        right = max(cell.right() for cell in self._cells) + edge
        return QRectF(0, 0, right, max(cell.bottom() for cell in self._cells) + edge)

    def variant_at(self, position: QPointF) -> int | None:
        """Find the variant at, or close to, a position in the window's coordinates."""
        inside = position - QPointF(self.pos())
        reach = self._theme.exact_px(REACH_MM)
        for number, cell in enumerate(self._cells):
            if cell.contains(inside):
                return number
        near = [(_distance(cell, inside), number) for number, cell in enumerate(self._cells)]
        distance, number = min(near)
        is_above = inside.y() < self.height()
        return number if is_above and distance <= reach else None

    def centre_of(self, variant: int) -> QPointF:
        """Give the middle of a variant, in the popup's coordinates."""
        return self._cells[variant].center()

    def show_aimed(self, variant: int | None) -> None:
        """Mark the variant that the finger is on."""
        self._aimed = variant
        self.update()

    def _press_and_release(self, position: QPointF) -> None:
        """Pass on what a screen reader presses, as a tap."""
        for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
            at = self.mapToGlobal(position)
            self._forward(QMouseEvent(kind, position, at, button, button, none), self)

    def event(self, event: QEvent) -> bool:
        """Pass touches on."""
        if isinstance(event, QTouchEvent | QMouseEvent):
            return self._forward(event, self)
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the variants as keys on a framed board."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self._theme.exact_px(Size.THICK_FRAME)
        painter.setPen(QPen(self._theme.colour("ink"), line))
        painter.setBrush(QColor(self._theme.palette.paper))
        frame = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2)
        radius = self._theme.exact_px(RADIUS_MM)
        painter.drawRoundedRect(frame, radius, radius)
        for number, variant in enumerate(self._placed()):
            is_aimed = number == self._aimed
            if self._offered.is_present(number):
                is_mirrored = self.isRightToLeft()
                self._painter.paint_chosen(
                    painter, variant, is_aimed=is_aimed, is_mirrored=is_mirrored
                )
            else:
                self._painter.paint_variant(painter, variant, is_aimed=is_aimed)
        painter.end()

    def _place_cells(self) -> list[QRectF]:
        edge, gap = self._theme.exact_px(EDGE_MM), self._theme.exact_px(GAP_MM)
        width, height = (self._theme.exact_px(side) for side in CELL_MM)
        count, most = len(self._offered.labels), MOST_IN_A_ROW
        if self._offered.layout_number is not None:
            width = max(width, *(self._painter.layout_width(key) for key in self._offered.keys))
            most = max(1, int((self._window.width() - 2 * edge - gap) / (width + gap)))
        row_count = ceil(count / most)
        in_a_row = ceil(count / row_count)
        places = [divmod(number, in_a_row) for number in range(count)]
        places = [(row_count - 1 - row, column) for row, column in places]  # usual ones below
        return [
            QRectF(edge + column * (width + gap), edge + row * (height + gap), width, height)
            for row, column in places
        ]


class Offering:
    """Keeps a popup open as long as the keyboard offers variants."""

    def __init__(self, keyboard: QWidget, theme: Theme, forward: Forward) -> None:
        """Begin with nothing offered."""
        self._keyboard, self._theme, self._forward = keyboard, theme, forward
        self._popup: VariantsPopup | None = None

    @property
    def popup(self) -> VariantsPopup | None:
        """What is on the screen."""
        return self._popup

    def begin(self, offered: Offered, key: QRectF) -> None:
        """Offer variants above a key, which is in the keyboard's coordinates."""
        window = self._keyboard.window()
        self._popup = VariantsPopup(self._theme, offered, window, self._forward)
        corner = QPointF(self._keyboard.mapTo(window, QPointF()))
        is_mirrored = self._keyboard.isRightToLeft()
        self._popup.stand_above(key.translated(corner), is_mirrored=is_mirrored)

    def end(self) -> None:
        """Take the popup away; its letters go with it."""
        if self._popup is not None:
            self._popup.hide()
            self._popup.deleteLater()
            self._popup = None

    def variant_at(self, position: QPointF) -> int | None:
        """Find the variant at a position of the keyboard's."""
        if self._popup is None:
            return None
        window = self._keyboard.window()
        return self._popup.variant_at(QPointF(self._keyboard.mapTo(window, position)))


def _mirrored(cell: QRectF, width: float) -> QRectF:
    return QRectF(width - cell.right(), cell.top(), cell.width(), cell.height())


def _distance(cell: QRectF, position: QPointF) -> float:
    away = position - cell.center()
    across, down = abs(away.x()) - cell.width() / 2, abs(away.y()) - cell.height() / 2
    return max(across, down, 0.0)
