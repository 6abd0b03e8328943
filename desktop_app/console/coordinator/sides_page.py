"""What the pages have in common that show two signatures side by side."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy

from desktop_app.console.coordinator.fields import scroll_style
from desktop_app.console.coordinator.form_column import ScrollColumn
from desktop_app.console.coordinator.pair_keys import PairKey, pair_key
from desktop_app.console.coordinator.pair_lines import (
    Line,
    lines_of,
)
from desktop_app.console.coordinator.pair_view import PairView
from desktop_app.console.given_statistics import CampaignInRegister
from desktop_app.console.pages.page import Page
from desktop_app.console.setting import Setting
from desktop_app.language import Words, mark
from desktop_app.qt.theme import Size
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.wrapping import WrappingLayout
from desktop_app.register.finding import Found
from desktop_app.register.listing import Standing
from desktop_app.register.side_by_side import SideBySide

SCROLL_BAR_MM = 6.0
"""What a scroll bar and the gap beside it take at most."""
LINES_SCROLLED_MM = 12.0
FIRST = {
    # NOTE: Headings above two signatures. The one that was given first.
    Standing.COUNTS: mark("Signed first: counts"),
    Standing.DUPLICATE: mark("Signed first: a duplicate"),
    Standing.AWAY: mark("Signed first: counts no more"),
}
LATER = {
    # NOTE: The one that was given later.
    Standing.COUNTS: mark("Signed later: counts"),
    Standing.DUPLICATE: mark("Signed later: a duplicate"),
    Standing.AWAY: mark("Signed later: counts no more"),
}


class SidesPage(Page):
    """What both pages share: two signatures in a column that turns, and keys wherever the focus is."""

    def __init__(self, setting: Setting, title: str) -> None:
        """Make the column; derived pages put it into their rows."""
        super().__init__(setting, title)
        theme = self.theme
        self.setStyleSheet(theme.style_sheet() + scroll_style(theme))
        self.rows.setSpacing(theme.px(Size.SMALL_GAP))
        self.column = ScrollColumn(theme, title)
        self.column.rows.setSpacing(0)
        self.view = PairView(setting, setting.inner_width - theme.px(SCROLL_BAR_MM))
        self.column.rows.addWidget(self.view)
        self.column.rows.addStretch(1)
        self.column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)

    def show_sides(self, beside: SideBySide, campaign: CampaignInRegister) -> Sequence[Line]:
        """Fill the lines; gives them."""
        lines = lines_of(beside, campaign.pack, self.words, self.setting.here)
        self.view.show_pair(headings_of(beside, self.words), lines)
        self.column.verticalScrollBar().setValue(0)
        return lines

    def buttons(self, *buttons: Action) -> None:
        """Put buttons into the last row or rows; arrows on them turn pairs, not the focus."""
        gap = self.theme.px(Size.SMALL_GAP)
        row = WrappingLayout(gap, gap)
        for button in buttons:
            button.installEventFilter(self)
            row.addWidget(button)
        self.rows.addLayout(row)

    def take(self, key: PairKey) -> None:
        """Do what a key says."""

    def showEvent(self, event: QShowEvent) -> None:
        """Hear also the keys that reach nobody but the window: the focus may be on its bars."""
        super().showEvent(event)
        self.window().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys before a button does."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self.isVisible() and self._takes(event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys wherever the focus is."""
        if not self._takes(event):
            super().keyPressEvent(event)

    def _takes(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            bar = self.column.verticalScrollBar()
            bar.setValue(bar.value() + step * self.theme.px(LINES_SCROLLED_MM))
            return True
        key = pair_key(event, is_mirrored=self.words.is_right_to_left)
        if key is not None:
            self.take(key)
        return key is not None


def headings_of(beside: SideBySide, words: Words) -> tuple[str, str]:
    """Say what each of the two is: which counts, and which is a duplicate already."""
    first, other = (_standing(side) for side in beside.sides)
    return words.say(FIRST[first]), words.say(LATER[other])


def _standing(side: Found) -> Standing:
    if side.away is not None:
        return Standing.AWAY
    return Standing.COUNTS if side.first_id == side.record_id else Standing.DUPLICATE
