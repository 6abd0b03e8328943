"""The card with the withdrawal code, as words and QR, to be photographed or written down."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop_app.campaign.pack import CampaignKind
from desktop_app.kiosk.pages.page import Setting
from desktop_app.language import locale_of
from desktop_app.qt.theme import Type
from desktop_app.qt.widgets.card import Card
from desktop_app.qt.widgets.pictures import QrCode
from desktop_app.qt.widgets.text import Text, needed_height, plain_line
from desktop_app.signature.signature import shown_code

QR_MM = 40.0
QR_LARGE_MM = 36.0
QR_LEAST_MM = 28.0
CARD_LARGE_MM = 108.0
CARD_END_MM = 4.4
MOST_ADDRESS_MM = 70.0


class CodeCard(Card):
    """A frame with round corners around the code."""

    def __init__(self, setting: Setting, code: str) -> None:
        """Show a code, and where it takes the signature back."""
        super().__init__(setting.theme)
        theme = setting.theme
        self._inner_width = setting.inner_width
        words = setting.words
        address = setting.pack.settings.controller.withdraw_at
        content = f"{address}#{code}" if address else code
        description = words.say("QR code with your code for taking the signature back")
        self._content, self._description = content, description
        self._qr = self._new_qr(QR_LARGE_MM if theme.is_large else QR_MM)
        label = Text(_label(setting), theme)
        self.spoken = f"{label.text()}: {shown_code(code)}"
        shown = plain_line(shown_code(code), theme, Type.NUMBER, is_bold=True)
        shown.setObjectName("withdrawal_code")
        shown.set_side_room(theme.px(0.7))
        shown.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._row = row = QHBoxLayout(self)
        padding, end = theme.px(2.4), theme.px(CARD_END_MM)
        row.setContentsMargins(padding, padding, padding, padding)
        row.setSpacing(padding)
        row.addWidget(self._qr, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout()
        column.setSpacing(theme.px(1.6))
        column.addStretch(1)
        column.addWidget(label)
        is_mirrored = locale_of(setting.language).text_direction == "rtl"
        column.addWidget(
            shown, 0, Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft
        )
        widest = shown.sizeHint().width()
        if address and not theme.is_large:
            where = Text(_plain_address(address), theme)
            where.setObjectName("withdraw_at")
            widest = max(widest, min(where.sizeHint().width(), theme.px(MOST_ADDRESS_MM)))
            column.addWidget(where)
        column.addStretch(1)
        row.addLayout(column)
        row.addSpacing(end - padding)  # margins are not mirrored for right-to-left pages; this is
        width = self._qr.width() + widest + 2 * padding + end
        if theme.is_large:
            width = max(width, theme.px(CARD_LARGE_MM))
        self._take(min(width, setting.inner_width))

    def smaller(self) -> Iterator[Callable[[], object]]:
        """Give way where the page has little room: the QR code stays large enough for a phone."""
        for size_mm in (36.0, 32.0, QR_LEAST_MM):
            yield partial(self._shrink_qr, size_mm)

    def drop_qr(self) -> None:
        """Show the code in letters alone: they say the same."""
        self._qr.hide()
        self._row.setSpacing(0)
        self._take(self._inner_width if self._theme.is_portrait else self.width())

    def _shrink_qr(self, size_mm: float) -> None:
        if self._qr.width() <= self._theme.px(size_mm):
            return
        new = self._new_qr(size_mm)
        self._row.replaceWidget(self._qr, new)
        self._qr.hide()
        self._qr.deleteLater()
        self._qr = new
        self._take(self.width())

    def _take(self, width: int) -> None:
        """Be so wide, and as high as the words then need: Qt would measure them in more width."""
        self.setFixedSize(width, needed_height(self._row, width))

    def _new_qr(self, size_mm: float) -> QrCode:
        return QrCode(self._content, self._description, self._theme.px(size_mm))


def _label(setting: Setting) -> str:
    if setting.pack.settings.kind is CampaignKind.IDEA:
        return setting.words.say("Keep this code to take your idea back")
    return setting.words.say("Keep this code to take your signature back")


def _plain_address(address: str) -> str:
    """Show an address without its scheme: it is to be read, not followed."""
    return address.removeprefix("https://").removeprefix("http://")
