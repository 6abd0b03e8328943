"""How a table of a desk looks and is walked through, however many lines it has."""

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop_app.console.coordinator.fields import scroll_style
from desktop_app.qt.theme import Size, Theme, Type

LINE_MM = 6.0
"""As high as is easily read at Normal: the list is for a mouse and keys."""
LINE_AIR = 1.1
CELL_PADDING_MM = 1.2


class DeskTable(QTableView):
    """The table in the theme's look: whole lines are chosen, arrows lead through them."""

    opened = Signal(int)
    """A line was chosen, by Enter or by two clicks."""

    def __init__(self, model: QAbstractItemModel, theme: Theme, name: str) -> None:
        """Show a model."""
        super().__init__()
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.setAccessibleName(name)
        self.setModel(model)
        self.setFont(theme.font(Type.READING))
        self.setStyleSheet(_table_style(theme))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        lines = self.verticalHeader()
        lines.hide()
        lines.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        high = int(QFontMetrics(self.font()).height() * LINE_AIR)
        lines.setDefaultSectionSize(max(theme.px(LINE_MM), high))
        titles = self.horizontalHeader()
        titles.setFont(theme.font(Type.READING, is_bold=True))
        titles.setSectionsClickable(True)
        titles.setHighlightSections(False)
        titles.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        titles.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the line that is marked on Enter, on every system; other keys lead through the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


def _table_style(theme: Theme) -> str:
    colours = theme.palette
    ring, padding = theme.px(Size.FOCUS_RING), theme.px(CELL_PADDING_MM)
    return f"""
        QTableView {{
            background: {colours.paper}; color: {colours.ink}; border: {ring}px solid {colours.card};
            selection-background-color: {colours.chosen}; selection-color: {colours.paper};
        }}
        QTableView:focus {{ border: {ring}px solid {colours.accent}; }}
        QTableView::item {{ padding: 0 {padding}px; border: none; }}
        QHeaderView::section {{
            background: {colours.card}; color: {colours.ink}; border: none; padding: {padding}px;
        }}
        {scroll_style(theme)}
    """
