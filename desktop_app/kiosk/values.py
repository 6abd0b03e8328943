"""What every state, event and command of the kiosk is: a frozen value."""

import msgspec


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen value. These are built at every start: a struct takes a tenth of a data class."""


class Hidden(Value, frozen=True, kw_only=True):
    """A value with something that a person typed: its `repr` tells nothing."""

    def __repr__(self) -> str:
        """Say what it is, and nothing of the person."""
        return f"{type(self).__name__}(…)"
