"""A second pair of eyes on a journal: plain SQL and hashes, none of the code that it judges."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

HOT_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")  # how SQLite's rollback journals begin


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What is in a journal, in the order of each chain: kind and id of each record."""

    kinds: dict[str, str]
    """The kind of each record by its id."""
    undone: frozenset[str]
    """Ids of signatures that were taken back."""
    handed_over: frozenset[tuple[str, int, int]]
    erased: frozenset[str]
    """Ids of records whose sealed parts are gone."""


def is_hot(journal_file: Path) -> bool:
    """Tell whether a killed transaction waits beside a journal to be rolled back."""
    beside = journal_file.with_name(f"{journal_file.name}-journal")
    return beside.is_file() and beside.read_bytes()[:8] == HOT_JOURNAL_MAGIC


def look(journal_file: Path) -> Seen:
    """Prove a journal and say what is in it.

    Raises:
        AssertionError: the file, a link, a sealed part or a checkpoint is wrong.
    """
    connection = sqlite3.connect(f"{journal_file.absolute().as_uri()}?mode=rw", uri=True)
    try:
        return _look(connection)
    finally:
        connection.close()


def _look(connection: sqlite3.Connection) -> Seen:
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    device, public_key = connection.execute("SELECT id, public_key FROM device").fetchone()
    assert device == hashlib.sha256(public_key).hexdigest()[:20]
    kinds: dict[str, str] = {}
    erased: set[str] = set()
    checkpoints = connection.execute("SELECT campaign, count, head, signature FROM checkpoint")
    counts = {}
    for campaign, count, head, signature in checkpoints.fetchall():
        counts[campaign] = count
        records = list(_records(connection, campaign, device))
        assert len(records) == count, f"{len(records)} records, {count} vouched for"
        kinds |= {record_id: kind for record_id, kind, _, _ in records}
        erased |= {record_id for record_id, _, is_erased, _ in records if is_erased}
        assert records[-1][-1] == head
        vouched = {"campaign": campaign, "device": device, "count": count, "head": head.hex()}
        Ed25519PublicKey.from_public_bytes(public_key).verify(
            signature, json.dumps(vouched, separators=(",", ":")).encode()
        )
    assert len(kinds) == sum(counts.values()), "an id twice"
    stray = connection.execute("SELECT count(*) FROM record").fetchone()[0] - len(kinds)
    assert stray == 0, "records without a checkpoint"
    return Seen(
        kinds=kinds,
        undone=frozenset(_column(connection, tables, "undone", "record_id")),
        handed_over=frozenset(
            connection.execute("SELECT campaign, first, last FROM handed_over").fetchall()
        ),
        erased=frozenset(erased),
    )


def _records(
    connection: sqlite3.Connection, campaign: str, device: str
) -> Iterator[tuple[str, str, bool, bytes]]:
    """Walk a chain; gives id, kind, whether its sealed part was erased, and the link after it."""
    link = bytes(32)
    rows = connection.execute(
        "SELECT seq, header, sealed, chain FROM record WHERE campaign = ? ORDER BY seq", [campaign]
    )
    for number, (seq, header_bytes, sealed, chain) in enumerate(rows, start=1):
        header = json.loads(header_bytes)
        place = (header["campaign"], header["device"], header["seq"], header["previous"])
        assert (seq, *place) == (number, campaign, device, number, link.hex())
        link = hashlib.sha256(link + header_bytes).digest()
        assert chain == link
        is_erased = not sealed
        assert is_erased or hashlib.sha256(sealed).hexdigest() == header["sealed_sha256"]
        yield header["id"], header["kind"], is_erased, link


def _column(connection: sqlite3.Connection, tables: set[str], table: str, column: str) -> list[str]:
    if table not in tables:
        return []
    return [value for (value,) in connection.execute(f"SELECT {column} FROM {table}")]
