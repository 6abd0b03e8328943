"""What the coordinator's desks of the register are given."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop_app.register.store import Register


@dataclass(frozen=True, kw_only=True)
class RegisterGiven:
    """Opens the register under its passphrase; called on the lane, where the register stays."""

    is_there: Callable[[], bool]
    """Whether there is a register already; it is not opened to tell."""
    open: Callable[[str], Register]
    make: Callable[[str], Register]
    """Makes a new register under a passphrase."""
    propose: Callable[[], str]
    """Draws a passphrase of six words."""
