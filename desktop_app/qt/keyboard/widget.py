"""The keyboard itself: one painted widget that takes touches and types into the focused field."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QEventPoint,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QApplication, QGroupBox, QSizePolicy, QWidget

from desktop_app.qt.keyboard import sending
from desktop_app.qt.keyboard.arranging import Arrangement
from desktop_app.qt.keyboard.boards import KeyWords
from desktop_app.qt.keyboard.keyboards import Keyboards
from desktop_app.qt.keyboard.keys import Placed, Role, key_at
from desktop_app.qt.keyboard.layout import Layout
from desktop_app.qt.keyboard.popup import Offered, Offering, VariantsPopup
from desktop_app.qt.keyboard.purpose import (
    Purpose,
    is_capital_due,
)
from desktop_app.qt.keyboard.readable import ReadableKeys, is_offered, said_of
from desktop_app.qt.keyboard.state import (
    ChooseLayout,
    Commands,
    Offer,
    Order,
    PutDomain,
    PutPrefix,
    Type,
    Typing,
)
from desktop_app.qt.keyboard.touches import READER, Touch, touches_of
from desktop_app.qt.spoken import announce
from desktop_app.qt.theme import Theme

HOLD_MS = 400
REPEAT_MS = 60


class Keyboard(QGroupBox):
    """Types into the field that has the focus, and never takes the focus itself.

    It is a group box without a title for screen readers alone: a plain widget has no role. For them
    each painted key has an unseen button over it.
    """

    next_pressed = Signal()
    domain_put = Signal()
    """A chip has ended the address."""
    layout_changed = Signal()
    """The signer has chosen another layout."""

    def __init__(
        self,
        theme: Theme,
        keyboards: Keyboards,
        purpose: Purpose,
        words: KeyWords,
        *,
        chosen: Layout | None = None,
        new_timer: Callable[[QObject], QTimer] = QTimer,
    ) -> None:
        """Begin with the letters of the signer's language, or what the purpose needs.

        Args:
            theme: sizes and colours.
            keyboards: the campaign's layouts.
            purpose: what is typed.
            words: what stands on keys or is said of them.
            chosen: the layout that the signer chose before, if they did.
            new_timer: makes the timers for holding and repeating, in this order.
        """
        super().__init__()
        self.setObjectName("keyboard")
        self.setAccessibleName(words.name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._purpose = purpose
        self._keys = Arrangement(theme, keyboards, purpose, words, chosen=chosen)
        self._typing = Typing()
        self._pressed: dict[int, QRectF] = {}
        self._readable = ReadableKeys(self, self._press_and_release)
        self._words = words
        self._offering = Offering(self, theme, self._take)
        self._holding, self._repeating = new_timer(self), new_timer(self)
        self._holding.setSingleShot(True)
        self._holding.timeout.connect(self._hold)
        self._repeating.timeout.connect(self._repeat)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        self.setFixedHeight(self._keys.height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # -- what others may know --

    @property
    def placed(self) -> tuple[Placed, ...]:
        """The keys that are there, and where."""
        return self._keys.placed

    @property
    def popup(self) -> VariantsPopup | None:
        """The variants that are offered."""
        return self._offering.popup

    @property
    def typing(self) -> Typing:
        """The state of shift, pages and fingers."""
        return self._typing

    @property
    def layout_shown(self) -> Layout:
        """The layout whose letters are there."""
        return self._keys.switching.shown

    @property
    def full_height(self) -> int:
        """The height in pixels that it takes where there is room."""
        return self._keys.height

    @property
    def least_height(self) -> int:
        """The height in pixels that it cannot do without."""
        return self._keys.least_height

    def set_chips(self, *, has_chips: bool) -> None:
        """Offer chips above the keys, or none where there is no room for them."""
        self._keys.set_chips(has_chips=has_chips)
        self._follow()

    def words_fit(self) -> bool:
        """Tell whether all that stands on keys is shown whole."""
        return all(self._keys.painter.words_fit(placed) for placed in self._keys.placed)

    # -- fingers --

    def _press(self, finger: int, position: QPointF) -> None:
        variant = self._offering.variant_at(position)
        self._do(self._typing.interrupt(variant))
        self._follow()  # the keys may be others now
        if self._typing.offer is not None and variant is not None:
            self._typing.press_variant(finger, variant)
        elif (hit := key_at(self._keys.placed, position)) is not None:
            self._pressed[finger] = hit.rect
            self.update(hit.rect.toAlignedRect())
            self._do(self._typing.press(finger, hit.key, at_s=time.monotonic()))
        self._follow()

    def _move(self, finger: int, position: QPointF) -> None:
        if self._typing.aim(finger, self._offering.variant_at(position)):
            self._follow()

    def _release(self, finger: int, position: QPointF) -> None:
        self._typing.aim(finger, self._offering.variant_at(position))
        rect = self._pressed.pop(finger, QRectF())
        self.update(rect.toAlignedRect())
        slack = rect.height() / 2
        is_on_key = rect.adjusted(-slack, -slack, slack, slack).contains(position)
        self._do(self._typing.release(finger, is_on_key=is_on_key))
        self._follow()

    def _press_and_release(self, position: QPointF) -> None:
        """Do what a tap does, for screen readers; the switch key offers all layouts at once."""
        self._press(READER, position)
        held = self._typing.key_under(READER)
        if held is not None and is_offered(held):
            self._hold()
            announce(self, ", ".join(held.variants))
        self._release(READER, position)

    def _cancel(self) -> None:
        self._pressed.clear()
        self._do(self._typing.cancel())
        self._follow()
        self.update()

    def _hold(self) -> None:
        self._typing.hold()
        self._follow()

    def _repeat(self) -> None:
        self._repeating.start(REPEAT_MS)
        self._do((Order.ERASE,))
        self._follow()

    # -- what is to be done --

    def _do(self, commands: Commands) -> None:
        for command in commands:
            match command:
                case Type(text=text):
                    sending.type_text(text)
                case PutDomain(domain=domain):
                    sending.put_domain(domain)
                case PutPrefix(prefix=prefix):
                    sending.put_prefix(prefix)
                case Order.ERASE:
                    sending.erase()
                case _:
                    self._do_unseen(command)
            if not isinstance(command, Order) or command is Order.ERASE:
                self._see_beginning()
            if isinstance(command, PutDomain):
                self.domain_put.emit()

    def _do_unseen(self, command: Order | ChooseLayout) -> None:
        """Carry out what does not change the field."""
        match command:
            case Order.BEGIN_HOLDING:
                self._holding.start(HOLD_MS)
            case Order.END_HOLDING:
                self._holding.stop()
            case Order.BEGIN_REPEATING:
                self._repeating.start(HOLD_MS)
            case Order.END_REPEATING:
                self._repeating.stop()
            case Order.NEXT_LAYOUT | ChooseLayout():
                self._change_layout(command)
            case _:
                self.next_pressed.emit()

    def _change_layout(self, command: Order | ChooseLayout) -> None:
        if isinstance(command, ChooseLayout):
            self._keys.switching.choose(command.number)
        else:
            self._keys.switching.go_on()
        self.layout_changed.emit()

    def _see_beginning(self) -> None:
        """Let the next letter be a capital where a name or a part of one begins."""
        before = sending.text_before_cursor()
        is_due = is_capital_due(self._purpose, self.layout_shown, before)
        self._typing.see_beginning(is_capital_due=is_due)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:  # noqa: ARG002
        if self.isVisible():
            self._typing.end_waiting()
            self._see_beginning()
            self._follow()

    # -- showing --

    def _follow(self) -> None:
        """Show the keys and the offer that the state asks for."""
        if self._keys.follow(self._typing, self.size(), is_mirrored=self.isRightToLeft()):
            self.update()
        if QAccessible.isActive():
            self._readable.show(said_of(self._keys.placed, self._words, self._typing.shift))
        self._follow_offer()

    def _follow_offer(self) -> None:
        offer = self._typing.offer
        if offer is None:
            self._offering.end()
            return
        if self._offering.popup is None:
            self._offering.begin(
                self._offered(offer), self._pressed.get(offer.finger or 0, QRectF())
            )
        if self._offering.popup is not None:
            self._offering.popup.show_aimed(offer.aimed)

    def _offered(self, offer: Offer) -> Offered:
        variants = offer.key.variants
        if offer.key.role is Role.SWITCH:
            number = self._keys.switching.number
            return Offered(labels=variants, layout_number=number, name=self._words.switch)
        return Offered(labels=tuple(self.layout_shown.label_of(one) for one in variants))

    # -- Qt --

    def event(self, event: QEvent) -> bool:
        """Take touches, each finger for itself, and the mouse."""
        if self._take(event, self):
            return True
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._follow()
        return super().event(event)

    def _take(self, event: QEvent, over: QWidget) -> bool:
        """Take touches on the keyboard or on what it offers."""
        if event.type() is QEvent.Type.TouchCancel:
            self._cancel()
        elif isinstance(event, QTouchEvent | QMouseEvent):
            for touch in touches_of(event, over, self):
                self._take_touch(touch)
        else:
            return False
        event.accept()
        return True

    def _take_touch(self, touch: Touch) -> None:
        match touch.state:
            case QEventPoint.State.Pressed:
                self._press(touch.finger, touch.position)
            case QEventPoint.State.Released:
                self._release(touch.finger, touch.position)
            case _:
                self._move(touch.finger, touch.position)

    def sizeHint(self) -> QSize:
        """Take any width."""
        return QSize(0, self.height())

    def minimumSizeHint(self) -> QSize:
        """Shrink with the window."""
        return QSize(0, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the keys anew."""
        super().resizeEvent(event)
        self._follow()

    def showEvent(self, event: QShowEvent) -> None:
        """Look where the cursor stands."""
        super().showEvent(event)
        self._see_beginning()
        self._follow()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of everything."""
        super().hideEvent(event)
        self._cancel()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the keys that need it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._keys.painter.paint_board(painter, QRectF(event.rect()))
        for placed in self._keys.placed:
            if placed.rect.intersects(QRectF(event.rect())):
                self._keys.painter.paint_key(
                    painter,
                    placed,
                    is_pressed=placed.rect in self._pressed.values(),
                    shift=self._typing.shift,
                    is_mirrored=self.isRightToLeft(),
                )
        painter.end()
