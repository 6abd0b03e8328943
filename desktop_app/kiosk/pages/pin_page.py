"""The volunteer's number pad: a PIN is typed by touch or keys, and shown as dots alone."""

from collections.abc import Callable
from functools import partial
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.kiosk.pages.page import Page, Setting
from desktop_app.kiosk.pin_file import MAX_DIGITS
from desktop_app.kiosk.states import State
from desktop_app.kiosk.volunteer_states import AtPin
from desktop_app.language import Words
from desktop_app.qt.keyboard.painting import paint_erase
from desktop_app.qt.spoken import Spoken, announce, speak_as
from desktop_app.qt.theme import Size, Theme, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import Text, fit

MOST_KEY_MM = 25.0
LEAST_KEY_MM = 16.0
ICON_MM = 7.0
DOT_MM = 3.6
SMALLER = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7)
DOTS_HEIGHT_MM = 13.0
PAD_ROWS = ("123", "456", "789")


class PinPage(Page):
    """Asks for the PIN, and leads back to signing."""

    digit_typed = Signal(str)
    digit_erased = Signal()
    given = Signal()
    left = Signal()

    def __init__(self, setting: Setting) -> None:
        """Set the words at the start and the pad at the end; on a narrow screen beneath."""
        super().__init__(setting)
        words, theme = self.words, self.theme
        title = self.headline(words.say("For volunteers"))
        title.setObjectName("question")
        self._sentence = Text("", theme, Type.LEAD)
        self._sentence.setObjectName("pin_sentence")
        self._code = Text("", theme, Type.LEAD, is_bold=True)
        self._code.setObjectName("problem_code")
        self._code.hide()
        self._dots = PinDots(theme, words)
        self._news: tuple[object, ...] = (False, False, False, "")
        back = Action(words.say("Back to signing"), theme, self._kind_of_back())
        back.setObjectName("back_to_signing")
        back.clicked.connect(self.left)
        said = QVBoxLayout()
        said.setSpacing(theme.px(Size.GAP))
        for widget in (title, self._sentence, self._code, self._dots):
            said.addWidget(widget)
        if theme.is_portrait:
            self._stand(said, back)
        else:
            self._lie(said, back)

    def _kind_of_back(self) -> Kind:
        """Leave the room to the pad where large words take it."""
        return Kind.PLAIN if self.theme.is_portrait and self.theme.is_large else Kind.BIG

    def _lie(self, said: QVBoxLayout, back: Action) -> None:
        said.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(back, 5)
        row.addStretch(2)
        said.addLayout(row)
        across = QHBoxLayout()
        across.setSpacing(self.theme.px(2 * Size.MARGIN))
        across.addLayout(said, 5)
        across.addWidget(self._pad(), 5)
        self.rows.addLayout(across)

    def _stand(self, said: QVBoxLayout, back: Action) -> None:
        self.rows.addLayout(said)
        self.rows.addWidget(self._pad(), 1)
        self.rows.addWidget(back)

    def _pad(self) -> QWidget:
        """Lay the keys out; digits stand in the same places in every language."""
        theme = self.theme
        pad = QWidget()
        pad.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        grid = QGridLayout(pad)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(Size.GAP))
        for row, digits in enumerate(PAD_ROWS):
            for column, digit in enumerate(digits):
                grid.addWidget(self._digit(digit), row, column)
        erase = PadKey(theme, self.words.say("Delete the last letter"), _paint_erase)
        erase.setObjectName("erase_digit")
        erase.clicked.connect(self.digit_erased)
        # NOTE: The key that ends the PIN shows a tick; screen readers say this.
        done = PadKey(theme, self.words.say("Next"), _paint_tick, kind=Kind.GO)
        done.setObjectName("give_pin")
        done.clicked.connect(self.given)
        grid.addWidget(erase, 3, 0)
        grid.addWidget(self._digit("0"), 3, 1)
        grid.addWidget(done, 3, 2)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        return pad

    def _digit(self, digit: str) -> Action:
        key = Action(digit, self.theme, Kind.ARROW)
        key.setObjectName(f"digit_{digit}")
        grow(key, self.theme)
        key.clicked.connect(lambda: self.digit_typed.emit(digit))
        return key

    def show_state(self, state: State) -> None:
        """Show dots for digits, and what there is to say."""
        at_pin = state.cover
        if isinstance(at_pin, AtPin):
            self._dots.show_count(len(at_pin.typed))
            self._say(at_pin)
            self._code.say(f"[{at_pin.code}]" if at_pin.code else "")
            self._code.setVisible(bool(at_pin.code))
            self._dots.setVisible(not at_pin.code)  # nothing is typed then
            smaller = [partial(self._sentence.set_scale, scale) for scale in SMALLER]
            fit(self, self.setting.size.width(), self.setting.size.height(), smaller)

    def _say(self, at_pin: AtPin) -> None:
        """Say where one stands; aloud when it is something new, not each second of a wait."""
        self._sentence.say(_sentence(self.words, at_pin))
        news = (at_pin.is_wrong, at_pin.is_checking, bool(at_pin.wait_s), at_pin.code)
        if news != self._news:
            self._news = news
            announce(self, self._sentence.text(), is_urgent=True)

    def spoken_first(self) -> str:
        """Say what is to be done."""
        return self._sentence.text()

    def first_focus(self) -> QWidget | None:
        """Take keys at once."""
        return self

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits of any script, Backspace and Enter from a hardware keyboard."""
        text = event.text()
        if event.key() == Qt.Key.Key_Backspace:
            self.digit_erased.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.given.emit()
        elif len(text) == 1 and text.isdecimal():
            self.digit_typed.emit(str(int(text)))
        else:
            super().keyPressEvent(event)


def _sentence(words: Words, at_pin: AtPin) -> str:
    if at_pin.code:
        return words.say("The PIN cannot be checked right now.")
    if at_pin.is_checking:
        return words.say("One moment …")
    said = [words.say("This PIN is not right.")] if at_pin.is_wrong else []
    if at_pin.wait_s:
        said.append(
            words.count(
                "Please wait %(number)s second before the next try.",
                "Please wait %(number)s seconds before the next try.",
                ceil(at_pin.wait_s),
            )
        )
    return " ".join(said) or words.say("Please type the PIN.")


class PinDots(QWidget):
    """A frame with a dot for each digit; nobody who looks on learns more."""

    def __init__(self, theme: Theme, words: Words) -> None:
        """Begin empty."""
        super().__init__()
        self.setObjectName("pin_dots")
        speak_as(self, Spoken.WORDS)
        self._theme = theme
        self._words = words
        self._count = 0
        self.setFixedHeight(theme.px(DOTS_HEIGHT_MM))

    @property
    def count(self) -> int:
        """How many dots are shown."""
        return self._count

    def show_count(self, count: int) -> None:
        """Show some dots."""
        if count == self._count and self.accessibleName():
            return
        self._count = count
        self.setAccessibleName(self._words.number(count))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the frame, and the dots from the side where reading begins."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = theme.exact_px(Size.FRAME)
        frame = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2)
        painter.setPen(QPen(theme.colour("ink"), line))
        painter.setBrush(theme.colour("paper"))
        radius = theme.exact_px(Size.RADIUS)
        painter.drawRoundedRect(frame, radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("ink"))
        step = min(2 * theme.exact_px(DOT_MM), self.width() / (MAX_DIGITS + 1))
        radius = min(theme.exact_px(DOT_MM) / 2, step / 3)
        for number in range(self._count):
            x = (number + 1) * step
            x = self.width() - x if self.isRightToLeft() else x
            painter.drawEllipse(QPointF(x, self.height() / 2), radius, radius)
        painter.end()


def grow(key: Action, theme: Theme) -> None:
    """Let a key fill its place."""
    key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    key.setMinimumHeight(theme.px(LEAST_KEY_MM))
    key.setMaximumHeight(theme.px(MOST_KEY_MM))


PaintIcon = Callable[[QPainter, QRectF, Theme], None]


class PadKey(Action):
    """A key of the pad with a sign in the place of words; screen readers say its name."""

    def __init__(
        self, theme: Theme, name: str, paint: PaintIcon, *, kind: Kind = Kind.ARROW
    ) -> None:
        """Make a key."""
        super().__init__(" ", theme, kind)
        self._theme = theme
        self._paint = paint
        self.setAccessibleName(name)
        grow(self, theme)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign over the face."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.colour("paper" if self.face.is_filled else "ink"))
        side = self._theme.exact_px(ICON_MM)
        place = QRectF(0, 0, side, side)
        place.moveCenter(QRectF(self.rect()).center())
        self._paint(painter, place, self._theme)
        painter.end()


def _paint_erase(painter: QPainter, place: QRectF, theme: Theme) -> None:  # noqa: ARG001
    paint_erase(painter, place, painter.pen().color(), is_mirrored=False)


def _paint_tick(painter: QPainter, place: QRectF, theme: Theme) -> None:
    pen = QPen(painter.pen().color(), theme.exact_px(1.1))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    side, left, top = place.width(), place.left(), place.top()
    painter.drawPolyline(
        [
            QPointF(left, top + side * 0.55),
            QPointF(left + side * 0.36, top + side * 0.9),
            QPointF(left + side, top + side * 0.14),
        ]
    )
