"""What touches mean: shift, pages, long presses and repeating, as a state machine without Qt.

It holds keys only while fingers are on them, and never what was typed.
"""

from dataclasses import dataclass, field
from enum import Enum

from desktop_app.qt.keyboard.keys import Key, Role

DOUBLE_TAP_S = 0.4


class Shift(Enum):
    """Whether the next letter is a capital."""

    OFF = "off"
    ONCE = "once"
    LOCKED = "locked"


class Page(Enum):
    """Which keys are there."""

    LETTERS = "letters"
    SIGNS = "signs"


class Order(Enum):
    """What the keyboard has to do, beside typing."""

    ERASE = "erase"
    GO_ON = "go on"
    NEXT_LAYOUT = "next layout"
    BEGIN_HOLDING = "begin holding"
    END_HOLDING = "end holding"
    BEGIN_REPEATING = "begin repeating"
    END_REPEATING = "end repeating"


@dataclass(frozen=True, kw_only=True)
class Type:
    """Type this."""

    text: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class PutDomain:
    """Let the address end in this domain."""

    domain: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class PutPrefix:
    """Let the number begin with this prefix."""

    prefix: str


@dataclass(frozen=True, kw_only=True)
class ChooseLayout:
    """Show this layout: its number among those that the switch key offers."""

    number: int


Command = Order | Type | PutDomain | PutPrefix | ChooseLayout
Commands = tuple[Command, ...]


@dataclass(kw_only=True, repr=False)
class Finger:
    """A finger on a key; it is done once the key has had its effect."""

    key: Key
    is_done: bool = False


@dataclass(kw_only=True, repr=False)
class Offer:
    """The variants of a key that is held, or layouts. Without a finger it waits for a tap."""

    key: Key
    finger: int | None
    aimed: int | None = None


class Typing:
    """Takes what fingers do, and answers with what is to be done."""

    def __init__(self) -> None:
        """Begin on the letters."""
        self.shift = Shift.OFF
        self.page = Page.LETTERS
        self.offer: Offer | None = None
        self._fingers: dict[int, Finger] = {}
        self._held: int | None = None
        self._shifted_at_s = float("-inf")

    @property
    def is_idle(self) -> bool:
        """Tell whether nothing is held: no finger, no offer."""
        return not self._fingers and self.offer is None

    def interrupt(self, variant: int | None = None) -> Commands:
        """Prepare for another finger: keys still held are typed now, in the order of their presses.

        Args:
            variant: the variant that the new finger is on, if it is on one.
        """
        if self.offer is not None and (variant is None or self.offer.finger is not None):
            self.offer = None
        commands: list[Command] = [Order.END_HOLDING]
        for finger in self._fingers.values():
            if not finger.is_done:
                commands += self._effect(finger)
        return tuple(commands)

    def press(self, finger: int, key: Key, *, at_s: float) -> Commands:
        """Put a finger on a key. Erasing and shift work at once, all else when it is lifted."""
        self._fingers[finger] = Finger(key=key)
        match key.role:
            case Role.ERASE:
                self._fingers[finger].is_done = True
                return (Order.ERASE, Order.BEGIN_REPEATING)
            case Role.SHIFT:
                self._fingers[finger].is_done = True
                self._press_shift(at_s)
            case _ if key.variants:
                self._held = finger
                return (Order.BEGIN_HOLDING,)
        return ()

    def press_variant(self, finger: int, variant: int) -> None:
        """Put a finger on an offered variant."""
        if self.offer is not None:
            self.offer.finger, self.offer.aimed = finger, variant

    def aim(self, finger: int, variant: int | None) -> bool:
        """Move a finger over an offer; tell whether that changed anything."""
        if self.offer is None or self.offer.finger != finger or self.offer.aimed == variant:
            return False
        self.offer.aimed = variant
        return True

    def hold(self) -> None:
        """Open the offer of the key that has been held long enough."""
        held = None if self._held is None else self._fingers.get(self._held)
        if held is not None and not held.is_done:
            held.is_done = True
            self.offer = Offer(key=held.key, finger=self._held)
        self._held = None

    def key_under(self, finger: int) -> Key | None:
        """Tell which key a finger is on."""
        held = self._fingers.get(finger)
        return None if held is None else held.key

    def release(self, finger: int, *, is_on_key: bool) -> Commands:
        """Lift a finger: on its key it types, beside it nothing happens."""
        lifted = self._fingers.pop(finger, None)
        if self.offer is not None and self.offer.finger == finger:
            return self._choose(self.offer, is_on_key=is_on_key)
        if lifted is None:
            return ()
        if lifted.key.role is Role.ERASE:
            return (Order.END_REPEATING,)
        commands: Commands = (Order.END_HOLDING,)
        if is_on_key and not lifted.is_done:
            commands += self._effect(lifted)
        return commands

    def end_waiting(self) -> None:
        """Close an offer that waits for a tap: the signer turned to something else."""
        if self.offer is not None and self.offer.finger is None:
            self.offer = None

    def cancel(self) -> Commands:
        """Forget all fingers: the screen was taken away."""
        self._fingers.clear()
        self.offer = self._held = None
        return (Order.END_HOLDING, Order.END_REPEATING)

    def see_beginning(self, *, is_capital_due: bool) -> None:
        """Learn whether a name or a part of one begins here; a lock stays."""
        if self.shift is not Shift.LOCKED:
            self.shift = Shift.ONCE if is_capital_due else Shift.OFF

    def _choose(self, offer: Offer, *, is_on_key: bool) -> Commands:
        if offer.aimed is not None:
            self.offer = None
            return self._take(offer.key, offer.aimed)
        if is_on_key:
            offer.finger = None
        else:
            self.offer = None
        return ()

    def _take(self, key: Key, variant: int) -> Commands:
        """Type a variant; on the switch key it is a layout."""
        if key.role is not Role.SWITCH:
            return self._type(key.variants[variant])
        self.page = Page.LETTERS
        return (ChooseLayout(number=variant),)

    def _effect(self, finger: Finger) -> Commands:
        """Let a key do what it does."""
        finger.is_done = True
        key = finger.key
        match key.role:
            case Role.TEXT:
                return self._type(key.text)
            case Role.SPACE:
                self.page = Page.LETTERS
                return self._type(key.text)
            case Role.DOMAIN:
                return (PutDomain(domain=key.text),)
            case Role.PREFIX:
                return (PutPrefix(prefix=key.text),)
            case Role.NEXT:
                return (Order.GO_ON,)
            case _:
                return self._turn(key.role)

    def _turn(self, role: Role) -> Commands:
        """Turn to other keys; what erases or shifts was done when it was pressed."""
        if role is Role.PAGE:
            self.page = Page.SIGNS if self.page is Page.LETTERS else Page.LETTERS
        elif role is Role.SWITCH:
            self.page = Page.LETTERS
            return (Order.NEXT_LAYOUT,)
        return ()

    def _type(self, text: str) -> Commands:
        if self.shift is Shift.ONCE:
            self.shift = Shift.OFF
        return (Type(text=text),)

    def _press_shift(self, at_s: float) -> None:
        is_double = at_s - self._shifted_at_s <= DOUBLE_TAP_S
        self._shifted_at_s = float("-inf") if is_double else at_s
        if is_double:
            self.shift = Shift.LOCKED
        else:
            self.shift = Shift.ONCE if self.shift is Shift.OFF else Shift.OFF
