"""What a list of hardware keyboards is; each system tells it in its own way. No Qt."""

from typing import NewType, Protocol

KeyboardId = NewType("KeyboardId", str)
"""The same as long as a keyboard stays plugged in; never shown, never stored."""
RETURNING = "bluetooth "
"""Begins the id of a keyboard that will have the same one when it was away and comes back."""


class KeyboardList(Protocol):
    """Where the system tells which keyboards there are."""

    def plugged_in(self) -> frozenset[KeyboardId]:
        """List the keyboards that are there now; quick enough to be asked at every key."""
        ...


class NoKeyboardList:
    """A system that does not tell."""

    def plugged_in(self) -> frozenset[KeyboardId]:
        """List none."""
        return frozenset()


NO_LIST = NoKeyboardList()
