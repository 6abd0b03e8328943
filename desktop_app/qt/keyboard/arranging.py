"""Arranges the keys of a purpose on a size, for each state of shift, page and layout."""

from dataclasses import replace

from PySide6.QtCore import QSize, QSizeF

from desktop_app.qt.keyboard.boards import KeyWords, Kind, Shown
from desktop_app.qt.keyboard.keyboards import Keyboards
from desktop_app.qt.keyboard.keys import Board, Measures, Placed, place
from desktop_app.qt.keyboard.layout import Layout
from desktop_app.qt.keyboard.painting import KeyPainter
from desktop_app.qt.keyboard.purpose import (
    Purpose,
    board_for,
    height_mm,
    layouts_for,
    number_of,
)
from desktop_app.qt.keyboard.state import Page, Shift, Typing
from desktop_app.qt.keyboard.switching import Switching
from desktop_app.qt.theme import Theme

LEAST_KEY_MM = 12.1
"""No key is narrower or lower; a little more than is promised, for the sake of whole pixels."""
CHIP_HEIGHT_MM = 12.2
PAD_WIDTH_MM = 150.0
MARGIN_AND_GAP_MM = (1.0, 1.1)
STANDING_MARGIN_AND_GAP_MM = (0.8, 0.9)
TIGHT_MARGIN_AND_GAP_MM = (0.6, 0.6)
"""Where there is little room, gaps shrink before keys do."""


class Arrangement:
    """The keys that are there now, and where."""

    def __init__(
        self,
        theme: Theme,
        keyboards: Keyboards,
        purpose: Purpose,
        words: KeyWords,
        *,
        chosen: Layout | None = None,
    ) -> None:
        """Begin with no keys; `follow` places them."""
        self.painter = KeyPainter(theme)
        layouts = layouts_for(purpose, keyboards)
        self.switching = Switching(layouts, number_of(chosen, layouts, purpose))
        self.placed: tuple[Placed, ...] = ()
        self._theme, self._keyboards, self._purpose = theme, keyboards, purpose
        self._words = words
        self._has_chips = True
        self._followed: tuple[object, ...] = ()
        numbers = range(len(layouts))
        boards = [self._board(n, page, is_shifted=False) for n in numbers for page in Page]
        self._row_count = max(len(board.rows) for board in boards)
        self._may_have_chips = any(board.chips for board in boards)

    @property
    def height(self) -> int:
        """The height of the whole in pixels."""
        is_standing = self._theme.is_portrait
        height = height_mm(self._purpose.kind, self._row_count, is_standing=is_standing)
        return self._theme.px(height)

    @property
    def least_height(self) -> int:
        """The height in pixels below which keys would be too low to hit."""
        return min(self.height, self._theme.px(self._height_mm(*TIGHT_MARGIN_AND_GAP_MM)))

    def set_chips(self, *, has_chips: bool) -> None:
        """Offer chips above the keys, or none where there is no room for them."""
        self._has_chips = has_chips

    def follow(self, typing: Typing, size: QSize, *, is_mirrored: bool) -> bool:
        """Place the keys that the state asks for; tell whether anything changed."""
        wanted = (
            *(typing.page, typing.shift, self.switching.number),
            *(is_mirrored, size, self._has_chips),
        )
        if wanted == self._followed:
            return False
        self._followed = wanted
        is_shifted = typing.shift is not Shift.OFF
        board = self._board(self.switching.number, typing.page, is_shifted=is_shifted)
        self.placed = place(board, self._measures(size), is_mirrored=is_mirrored)
        self.painter.settle(self.placed)
        return True

    def _board(self, layout_number: int, page: Page, *, is_shifted: bool) -> Board:
        layout = self.switching.layouts[layout_number]
        shown = Shown(
            layout=layout,
            variants=self._keyboards.variants,
            words=self._words,
            is_shifted=is_shifted and layout.has_case,
            is_standing=self._theme.is_portrait,
            is_text=self._purpose.kind is Kind.TEXT,
            next_layout_label=self.switching.label_after(layout_number),
            layout_names=self.switching.names,
        )
        board = board_for(self._purpose, self._keyboards, shown, page)
        return board if self._has_chips else replace(board, chips=())

    def _height_mm(self, margin: float, gap: float) -> float:
        """Give the height with the lowest keys that may be."""
        height = 2 * margin - gap + (LEAST_KEY_MM + gap) * self._row_count
        if self._may_have_chips and self._has_chips:
            height += CHIP_HEIGHT_MM + gap
        return height

    def _margin_and_gap(self, height: int) -> tuple[float, float]:
        usual = STANDING_MARGIN_AND_GAP_MM if self._theme.is_portrait else MARGIN_AND_GAP_MM
        has_room = self._theme.px(self._height_mm(*usual)) <= height
        return usual if has_room else TIGHT_MARGIN_AND_GAP_MM

    def _measures(self, size: QSize) -> Measures:
        exact_px = self._theme.exact_px
        margin, gap = self._margin_and_gap(size.height())
        return Measures(
            size=QSizeF(size),
            margin=exact_px(margin),
            gap=exact_px(gap),
            chip_height=exact_px(CHIP_HEIGHT_MM),
            pad_width=exact_px(PAD_WIDTH_MM),
            least_key=exact_px(LEAST_KEY_MM),
            chip_width=self.painter.chip_width,
        )
