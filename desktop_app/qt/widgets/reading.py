"""A long text, set in lines and turned page by page; nothing scrolls and nothing can be followed."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.campaign.text import Block, BlockKind, Span
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Theme, Type
from desktop_app.qt.typesetting import Lines, set_lines

BULLET = "•"
INDENT_MM = 6.0
GAP_AFTER_MM = 2.6
HEADING_SCALES = {1: 0.92, 2: 0.8}
SMALLEST_HEADING = 0.72


@dataclass(frozen=True, kw_only=True)
class _Placed:
    """A line, and where it stands on its page."""

    lines: Lines
    number: int
    x: float
    y: float
    bullet_x: float | None = None


class ReadingView(QWidget):
    """One page of a text. It is set for a size once; `page_count` tells how many pages came out."""

    def __init__(
        self, blocks: tuple[Block, ...], theme: Theme, size: QSize, *, is_right_to_left: bool
    ) -> None:
        """Set a text for a room in pixels."""
        super().__init__()
        speak_as(self, Spoken.WORDS)
        self._theme = theme
        self._room = size
        self._is_right_to_left = is_right_to_left
        self._pages: list[list[_Placed]] = [[]]
        self._y = 0.0
        self._number = 0
        for block in blocks:
            self._set_block(block)
        self.setFixedSize(size)
        self.show_page(0)

    @property
    def page_count(self) -> int:
        """The number of pages."""
        return len(self._pages)

    def show_page(self, number: int) -> None:
        """Show a page, from 0; a number past the end shows the last."""
        self._number = max(0, min(number, self.page_count - 1))
        self.setAccessibleName(self.page_text(self._number))
        self.update()

    def page_text(self, number: int) -> str:
        """Give the words of a page, for screen readers and tests."""
        return " ".join(placed.lines.text_of(placed.number) for placed in self._pages[number])

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the lines of the page."""
        painter = QPainter(self)
        painter.setPen(self._theme.colour("ink"))
        for placed in self._pages[self._number]:
            placed.lines.draw_line(painter, placed.number, placed.x, placed.y)
            if placed.bullet_x is not None:
                self._bullet().draw(painter, placed.bullet_x, placed.y)
        painter.end()

    def _set_block(self, block: Block) -> None:
        is_item = block.kind is BlockKind.ITEM
        indent = self._theme.px(INDENT_MM) * block.level if is_item else 0
        lines = self._lines_of(block, self._room.width() - indent)
        if block.kind is BlockKind.HEADING:
            beneath = 3 * lines.pitch / lines.em * self._theme.font(Type.READING).pixelSize()
            self._keep_room(lines.height + self._theme.px(GAP_AFTER_MM) + beneath)
        for number in range(len(lines.lines)):
            self._keep_room(_kept_together(number, len(lines.lines)) * lines.pitch)
            self._pages[-1].append(
                _Placed(
                    lines=lines,
                    number=number,
                    x=0.0 if self._is_right_to_left else float(indent),
                    y=self._y,
                    bullet_x=self._bullet_x(indent) if is_item and number == 0 else None,
                )
            )
            self._y += lines.pitch
        self._y += self._theme.px(GAP_AFTER_MM)

    def _keep_room(self, height: float) -> None:
        """Begin another page if so much does not fit on this one."""
        if self._pages[-1] and self._y + height > self._room.height():
            self._pages.append([])
            self._y = 0.0

    def _lines_of(self, block: Block, width: int) -> Lines:
        side = Qt.AlignmentFlag.AlignLeft
        if self._is_right_to_left:
            side = Qt.AlignmentFlag.AlignRight
        if block.kind is not BlockKind.HEADING:
            return set_lines(block.spans, self._theme.font(Type.READING), width, side)
        scale = HEADING_SCALES.get(block.level, SMALLEST_HEADING)
        font = self._theme.font(Type.QUESTION, is_bold=True, scale=scale)
        return set_lines((Span(text=block.text),), font, width, side)

    def _bullet_x(self, indent: int) -> float:
        step = self._theme.px(INDENT_MM)
        if self._is_right_to_left:
            return self._room.width() - indent + step * 0.55
        return indent - step * 0.85

    def _bullet(self) -> Lines:
        font = self._theme.font(Type.READING, is_bold=True)
        width = self._theme.px(INDENT_MM)
        return set_lines((Span(text=BULLET),), font, width, Qt.AlignmentFlag.AlignLeft)


def _kept_together(number: int, total: int) -> int:
    """Count the lines that must stand on one page from this one on.

    No line of a paragraph stands alone at the end or the beginning of a page.
    """
    if total <= 3:
        return total - number
    return 2 if number in (0, total - 2) else 1
