"""Unlocks the register, and the campaign's key, for a command."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from desktop_app.app.clock import now, randomness
from desktop_app.cli.asking import passphrase
from desktop_app.cli.options import session_of

if TYPE_CHECKING:  # the kiosk's process reads this file too, and must not load the register
    from desktop_app.register.store import Register
    from desktop_app.sealing.keys import CampaignKey


@contextmanager
def unlocked_register(
    context: typer.Context, place: str | None, passphrase_file: Path | None
) -> "Iterator[Register]":
    """Ask for the register's passphrase and open it, alone in this home."""
    secret = passphrase(passphrase_file, "Passphrase of the register")
    with opened_register(context, place, secret) as register:
        yield register


@contextmanager
def opened_register(context: typer.Context, place: str | None, secret: str) -> "Iterator[Register]":
    """Open the register with its passphrase, alone in this home."""
    from desktop_app.app.register_place import register_of
    from desktop_app.register.store import open_register

    home = session_of(context).home
    where = register_of(home, place)
    with home.alone(), open_register(where, secret, clock=now, randomness=randomness) as register:
        yield register


def secret_and_key(
    key_file: Path, passphrase_file: Path | None, key_passphrase_file: Path | None
) -> "tuple[str, CampaignKey]":
    """Ask for the register's passphrase, and for the key's where it has another; open the key."""
    from desktop_app.sealing.keys import unlock_key_file

    secret = passphrase(passphrase_file, "Passphrase of the register (and of the key)")
    key_secret = secret
    if key_passphrase_file is not None:
        key_secret = passphrase(key_passphrase_file, "Passphrase of the key")
    return secret, unlock_key_file(key_file, key_secret)
