"""Screen 5: the thanks. Nothing of the person is on it but the code that takes the signature back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.kiosk.pages.page import Page, Setting
from desktop_app.kiosk.states import State, Thanks
from desktop_app.language import locale_of
from desktop_app.qt.theme import Size, Theme, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.pictures import QrCode
from desktop_app.qt.widgets.text import Text, plain_line
from desktop_app.signature.signature import shown_code

QR_MM = 40.0
QR_LARGE_MM = 36.0
CARD_LARGE_MM = 108.0
CARD_END_MM = 4.4
MOST_ADDRESS_MM = 70.0
TITLE_SCALE = 1.35


class ThanksPage(Page):
    """Thank you, the withdrawal code, the count, and the way on for the next person."""

    next_person_came = Signal()

    def __init__(self, setting: Setting, thanks: Thanks) -> None:
        """Thank for a signature that is on disk."""
        super().__init__(setting)
        theme = self.theme
        is_stacked = theme.is_portrait
        direction = QBoxLayout.Direction.LeftToRight
        if is_stacked:
            direction = QBoxLayout.Direction.TopToBottom
        top = QBoxLayout(direction)
        top.setSpacing(theme.px(6.0))
        top.addLayout(self._words_column(), 1)
        top.addWidget(self._card(thanks.withdrawal_code), 0, Qt.AlignmentFlag.AlignTop)
        self.rows.addLayout(top)
        self.rows.addStretch(1)
        bottom = QHBoxLayout()
        bottom.addStretch(0 if is_stacked else 4)
        bottom.addWidget(self._next_button(), 3)
        self.rows.addLayout(bottom)

    def show_state(self, state: State) -> None:
        """Show the count."""
        counter = self.setting.pack.settings.counter
        total = counter.signed_online + (state.kept_count or 0)
        # NOTE: On the thank-you page: how many signatures the petition has by now.
        self._count.say(
            self.words.count("%(number)s signature now", "%(number)s signatures now", total)
        )

    def first_focus(self) -> QWidget | None:
        """Lead to the only thing to do."""
        return self._next

    def _words_column(self) -> QVBoxLayout:
        theme, words = self.theme, self.words
        title = Text(words.say("Thank you."), theme, Type.TITLE, is_bold=True)
        title.set_scale(1.0 if theme.is_large else TITLE_SCALE)
        title.setObjectName("thanks")
        safe = words.say(
            "Your signature is sealed and safe on this device. Nobody at this stall can read it."
        )
        if self.setting.is_demonstration:
            safe = words.say(
                "This was a demonstration. Your signature is not real, and anyone who has this "
                "device can read it."
            )
        self._count = Text("", theme, Type.LEAD, is_bold=True)
        self._count.setObjectName("count")
        column = QVBoxLayout()
        column.setSpacing(theme.px(Size.GAP))
        column.addWidget(title)
        column.addWidget(Text(safe, theme, Type.LEAD))
        column.addWidget(self._count)
        column.addStretch(1)
        return column

    def _card(self, code: str) -> QWidget:
        theme, words = self.theme, self.words
        card = _Card(theme)
        address = self.setting.pack.settings.controller.withdraw_at
        content = f"{address}#{code}" if address else code
        description = words.say("QR code with your code for taking the signature back")
        qr = QrCode(content, description, theme.px(QR_LARGE_MM if theme.is_large else QR_MM))
        label = Text(words.say("Keep this code to take your signature back"), theme)
        shown = plain_line(shown_code(code), theme, Type.NUMBER, is_bold=True)
        shown.setObjectName("withdrawal_code")
        shown.set_side_room(theme.px(0.7))
        shown.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        row = QHBoxLayout(card)
        padding, end = theme.px(2.4), theme.px(CARD_END_MM)
        row.setContentsMargins(padding, padding, padding, padding)
        row.setSpacing(padding)
        row.addWidget(qr, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout()
        column.setSpacing(theme.px(1.6))
        column.addStretch(1)
        column.addWidget(label)
        is_mirrored = locale_of(self.setting.language).text_direction == "rtl"
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
        width = qr.width() + widest + 2 * padding + end
        if theme.is_large:
            width = max(width, theme.px(CARD_LARGE_MM))
        card.setFixedWidth(min(width, self.setting.inner_width))
        return card

    def _next_button(self) -> Action:
        self._next = Action(self.words.say("Next person"), self.theme, Kind.MAIN)
        self._next.setObjectName("next_person")
        self._next.clicked.connect(self.next_person_came)
        return self._next


class _Card(QWidget):
    """A frame with round corners."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self._theme.exact_px(Size.FRAME)
        painter.setPen(QPen(self._theme.colour("ink"), line))
        inset = int(line / 2) + 1
        radius = self._theme.exact_px(Size.RADIUS)
        painter.drawRoundedRect(self.rect().adjusted(inset, inset, -inset, -inset), radius, radius)
        painter.end()


def _plain_address(address: str) -> str:
    """Show an address without its scheme: it is to be read, not followed."""
    return address.removeprefix("https://").removeprefix("http://")
