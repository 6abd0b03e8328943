"""A layout that sets widgets side by side and breaks into further rows where the width ends."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class WrappingLayout(QLayout):
    """Rows of widgets in their preferred sizes, mirrored for right-to-left pages."""

    def __init__(self, gap: int, row_gap: int, parent: QWidget | None = None) -> None:
        """Take the gaps between widgets and between rows, in pixels."""
        super().__init__(parent)
        self._gap = gap
        self._row_gap = row_gap
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Append an item."""
        self._items.append(item)

    def count(self) -> int:
        """Count the items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Give an item, or None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove an item."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Grow in no direction."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Need more height in less width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Measure all rows."""
        return self._place(QRect(0, 0, width, 0), is_measuring=True)

    def row_count(self, width: int) -> int:
        """Count the rows that a width leads to."""
        return len(self._rows(width))

    def setGeometry(self, area: QRect) -> None:
        """Place the items."""
        super().setGeometry(area)
        self._place(area, is_measuring=False)

    def sizeHint(self) -> QSize:
        """Prefer one row."""
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """Need the widest item."""
        sizes = [item.minimumSize() for item in self._shown()]
        width = max((size.width() for size in sizes), default=0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        left = 0
        for item in self._shown():
            needed = item.sizeHint().width()
            if not rows or needed > left:
                rows.append([])
                left = width
            rows[-1].append(item)
            left -= needed + self._gap
        return rows

    def _place(self, area: QRect, *, is_measuring: bool) -> int:
        parent = self.parentWidget()
        is_mirrored = parent is not None and parent.isRightToLeft()
        y = area.top()
        rows = self._rows(area.width())
        for row in rows:
            height = max(item.sizeHint().height() for item in row)
            x = area.left()
            for item in row:
                width = min(item.sizeHint().width(), area.width())
                start = area.left() + area.right() + 1 - x - width if is_mirrored else x
                if not is_measuring:
                    item.setGeometry(QRect(QPoint(start, y), QSize(width, height)))
                x += width + self._gap
            y += height + self._row_gap
        return y - area.top() - (self._row_gap if rows else 0)
