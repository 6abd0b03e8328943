"""Lets a button tell a fact with its values, whatever else Qt would pass along."""

from collections.abc import Callable

from PySide6.QtCore import SignalInstance


def telling(signal: SignalInstance, *values: object) -> Callable[[], None]:
    """Give what emits a signal with these values."""

    def tell() -> None:
        signal.emit(*values)

    return tell
