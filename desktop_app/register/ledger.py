"""The ledger: batches of which nothing is left to take in, known by their hash without reading them."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from desktop_app.batches.batch import hash_in_name
from desktop_app.register.chains import Chain
from desktop_app.register.store import Register
from desktop_app.register.tables import batch_table

NAMES_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class KnownBatch:
    """What the ledger tells of a batch."""

    chain: Chain
    record_count: int
    size_bytes: int


@dataclass(frozen=True, kw_only=True)
class LookedUp:
    """A file to merge, and what the ledger knows of it; None for one that is to be opened."""

    path: Path
    known: KnownBatch | None


def look_up(register: Register, batches: tuple[Path, ...]) -> list[LookedUp]:
    """Find in the ledger which files are known already, by the hash in the name and the size."""
    found: list[LookedUp] = []
    for start in range(0, len(batches), NAMES_AT_ONCE):
        chunk = batches[start : start + NAMES_AT_ONCE]
        with register.transaction() as connection:
            ledger = read_ledger(connection, [hash_in_name(path) for path in chunk])
        for path in chunk:
            known = ledger.get(hash_in_name(path) or "")
            is_known = known is not None and _size_of(path) == known.size_bytes
            found.append(LookedUp(path=path, known=known if is_known else None))
    return found


def read_ledger(connection: Connection, hashes: list[str | None]) -> dict[str, KnownBatch]:
    """Give what the ledger tells of batches, by their hashes."""
    table = batch_table
    query = select(
        table.c.sha256,
        table.c.campaign,
        table.c.device,
        table.c.first,
        table.c.last,
        table.c.size_bytes,
    ).where(table.c.sha256.in_([each for each in hashes if each is not None]))
    return {
        row.sha256: KnownBatch(
            chain=Chain(campaign=row.campaign, device=row.device),
            record_count=row.last - row.first + 1,
            size_bytes=row.size_bytes,
        )
        for row in connection.execute(query)
    }


def _size_of(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
