"""Makes the museum's files for a release: `python -m tests.museum.make VERSION`, once a release.

The files are kept for ever, and every later version must open them (`test_museum.py`).
"""

import os
import sys
from pathlib import Path

from desktop_app.app.handover import write_batches
from desktop_app.journal.store import open_journal
from desktop_app.register.merge import merge
from desktop_app.register.store import open_or_create_register
from desktop_app.sealing.keys import create_key_file
from desktop_app.sealing.record import SuiteId
from tests.making import (
    PASSPHRASE,
    QUICK,
    clock_at,
    device_home,
    draft,
    published,
    signature,
)

NAMES = ("Marta", "Иван", "محمد")


def make(folder: Path) -> None:
    """Write a key, a pack, a journal, batches and a register of this version."""
    for suite in SuiteId:
        key = create_key_file(
            folder / f"suite-{suite}.key",
            PASSPHRASE,
            suite=suite,
            randomness=os.urandom,
            hardness=QUICK,
        )
        place = folder / f"suite-{suite}"
        pack = published(key, place / "open-doors.inkpack")
        home = device_home(place / "device", place / "open-doors.inkpack")
        with open_journal(home.folder, clock=clock_at(), randomness=os.urandom) as journal:
            for name in NAMES:
                journal.keep(signature(draft(name), pack=pack), pack)
            list(write_batches([journal], home, place / "batches"))
        with open_or_create_register(
            place / "register.sqlite",
            PASSPHRASE,
            clock=clock_at(),
            randomness=os.urandom,
            hardness=QUICK,
        ) as register:
            merge(register, [place / "batches"], key, accept_devices="all")


if __name__ == "__main__":
    make(Path(__file__).parent / sys.argv[1])
