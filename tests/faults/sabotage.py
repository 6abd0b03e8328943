"""Work that does what must never be done, so that it is known that the proofs can fail."""

import os
from dataclasses import replace
from pathlib import Path
from random import Random

from desktop_app.app.clock import now
from desktop_app.journal.store import RECORD_ID_BYTES, open_journal
from tests.faults.device import pack_of, signs
from tests.faults.killing import Tell
from tests.faults.signing import SIGNING


def _thank_too_early(folder: Path, chance: Random, tell: Tell) -> None:
    """Say thanks while the signature is still being written."""
    pack = pack_of(folder)
    ids: list[bytes] = []

    def foreseen(size_bytes: int) -> bytes:
        return ids[-1] if size_bytes == RECORD_ID_BYTES else os.urandom(size_bytes)

    with open_journal(folder / "home", clock=now, randomness=foreseen) as journal:
        while True:
            ids.append(os.urandom(RECORD_ID_BYTES))
            tell(f"thanked {ids[-1].hex()}")
            journal.keep(signs(pack, chance), pack)


def _fail(folder: Path, chance: Random, tell: Tell) -> None:
    """End with an error before any kill."""
    raise ValueError(folder.name)


TOO_EARLY = replace(SIGNING, name="thanking too early", work=_thank_too_early)
FAILING = replace(SIGNING, name="failing", work=_fail)
