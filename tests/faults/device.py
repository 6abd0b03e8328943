"""A device for fault runs: a home with a campaign, and signatures through the vault's own calls."""

import os
import time
from functools import cache
from pathlib import Path
from random import Random

from desktop_app.app.clock import now
from desktop_app.app.home import Home
from desktop_app.campaign.pack import Pack
from desktop_app.campaign.reading import read_pack
from desktop_app.journal.ballast import BALLAST_BYTES, Ballast
from desktop_app.journal.store import Journal, open_journal, read_journal
from desktop_app.signature.consent import Choice
from desktop_app.signature.draft import Circumstances, complete
from desktop_app.signature.signature import Signature
from tests.making import device_home, draft, made_key, published

NAMES = ("Marta", "Иван", "محمد", "Zoë", "李", "Nomvula")
LANGUAGES = ("en", "de", "fr", "es", "ru", "ar")


def make_device(folder: Path) -> Home:
    """Make a home with a campaign, and keep the campaign's key nowhere."""
    folder.mkdir(parents=True, exist_ok=True)
    inkpack = folder / "open-doors.inkpack"
    published(made_key(), inkpack)
    return device_home(folder / "home", inkpack)


@cache
def pack_of(folder: Path) -> Pack:
    """Read the campaign that `make_device` left in a folder."""
    return read_pack(folder / "open-doors.inkpack")


def opened(home: Path, *, ballast_bytes: int = BALLAST_BYTES) -> Journal:
    """Open a journal as the kiosk does; on simulated disks with less ballast, which is as good."""
    ballast = Ballast(folder=home, size_bytes=ballast_bytes, left_free_bytes=0)
    return open_journal(
        home, clock=now, randomness=os.urandom, steady=time.monotonic, ballast=ballast
    )


def reading(home: Path) -> Journal | None:
    """Open a journal to look at and to hand over only."""
    return read_journal(home, clock=now, randomness=os.urandom)


def signs(pack: Pack, chance: Random) -> Signature:
    """Let somebody complete a draft, as the vault does after SIGN."""
    given = draft(
        chance.choice(NAMES),
        "Example" * chance.randrange(4),
        share=chance.choice((Choice.YES, Choice.NO)),
    )
    circumstances = Circumstances(
        language=chance.choice(LANGUAGES), signed_at=now(), place="Berlin", shift="1"
    )
    signature = complete(pack, given, circumstances, os.urandom)
    assert isinstance(signature, Signature), signature
    return signature
