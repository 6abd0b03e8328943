"""Fills what the console's pages of the register are given."""

from desktop_app.app.clock import now, randomness
from desktop_app.app.home import Home
from desktop_app.app.register_place import register_of
from desktop_app.console.given_register import RegisterGiven
from desktop_app.register.store import (
    Register,
    is_register_there,
    open_or_create_register,
    open_register,
)
from desktop_app.sealing.proposing import proposed_passphrase


def register_given(home: Home) -> RegisterGiven:
    """Gather what opens the register of this home; nothing is opened yet."""

    def opened(passphrase: str) -> Register:
        return open_register(register_of(home), passphrase, clock=now, randomness=randomness)

    def made(passphrase: str) -> Register:
        with home.writing():
            return open_or_create_register(
                register_of(home), passphrase, clock=now, randomness=randomness
            )

    return RegisterGiven(
        is_there=lambda: is_register_there(register_of(home)),
        open=opened,
        make=made,
        propose=lambda: proposed_passphrase(randomness),
    )
