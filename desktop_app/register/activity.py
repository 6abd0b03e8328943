"""The activity log: what was done with the register and when, chained.

Each entry carries an HMAC-SHA256, under a key that only an unlocked register has, of the entry before
and of its own content. So nobody without the passphrase can change, remove or insert an entry in
between without being noticed. That the last entries were cut off can only be told by somebody who
knows how many there were: certificates and reports name the number. Facts are never personal.
"""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import msgspec
from sqlalchemy import Connection, select

from desktop_app.problems import UNREADABLE
from desktop_app.register.rows import as_bytes
from desktop_app.register.tables import activity_table

Fact = str | int
ROWS_AT_ONCE = 1000


class Deed(Enum):
    """What was done."""

    CREATED = "created"
    UNLOCKED = "unlocked"
    PASSPHRASE_CHANGED = "passphrase_changed"  # noqa: S105 - no passphrase
    MERGED = "merged"
    MERGE_TAKEN_BACK = "merge_taken_back"
    MERGE_BROUGHT_BACK = "merge_brought_back"
    DEVICE_REVOKED = "device_revoked"
    DEVICE_RESTORED = "device_restored"
    DECIDED = "decided"
    DECISION_UNDONE = "decision_undone"
    DELIVERED = "delivered"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    ERASED = "erased"
    INFORMED = "informed"
    INFORMED_UNDONE = "informed_undone"
    CAMPAIGN_ERASED = "campaign_erased"
    KEY_DESTROYED = "key_destroyed"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry; `deed` is as it was written, also one that only a newer version knows."""

    seq: int
    at: str
    deed: str
    facts: dict[str, Fact]


@dataclass(frozen=True, kw_only=True)
class Noted:
    """The place of an entry in the log: with its MAC a certificate names just this log."""

    seq: int
    mac: bytes


@dataclass(frozen=True, kw_only=True)
class Log:
    """The whole log, and the first entry that is not as it was written; None if all are."""

    entries: tuple[Entry, ...]
    broken_at: int | None


def note(connection: Connection, key: bytes, at: str, deed: Deed, **facts: Fact) -> Noted:
    """Write an entry, in the transaction of what it tells about; gives its place.

    Args:
        key: `Register.activity_key`.
        at: the instant, UTC to the second (`Register.now`).
        facts: counts, ids of devices, profiles; nothing personal.
    """
    table = activity_table
    last = connection.execute(
        select(table.c.seq, as_bytes(table.c.mac)).order_by(table.c.seq.desc()).limit(1)
    ).first()
    seq, before = (last[0] + 1, last[1]) if last is not None else (1, b"")
    text = msgspec.json.encode(facts, order="sorted").decode()
    mac = _mac(key, before, seq, at, deed.value, text)
    connection.execute(table.insert().values(seq=seq, at=at, kind=deed.value, facts=text, mac=mac))
    return Noted(seq=seq, mac=mac)


def latest(connection: Connection, deed: Deed, **facts: Fact) -> tuple[Entry, Noted] | None:
    """Find the latest entry of a kind that has these facts; the log is not proved by that."""
    table = activity_table
    query = (
        select(table.c.seq, table.c.at, table.c.facts, as_bytes(table.c.mac))
        .where(table.c.kind == deed.value)
        .order_by(table.c.seq.desc())
    )
    for seq, at, text, mac in connection.execute(query).all():
        found = _facts(str(text))
        if facts.items() <= found.items():
            entry = Entry(seq=seq, at=str(at), deed=deed.value, facts=found)
            return entry, Noted(seq=seq, mac=mac or b"")
    return None


def read_log(connection: Connection, key: bytes) -> Log:
    """Read and prove the log, the oldest entry first."""
    entries: list[Entry] = []
    broken_at: int | None = None
    before, expected = b"", 1
    for seq, at, deed, text, mac in _rows(connection):
        is_proved = seq == expected and hmac.compare_digest(
            bytes(mac), _mac(key, before, seq, at, deed, text)
        )
        if not is_proved and broken_at is None:
            broken_at = expected
        entries.append(Entry(seq=seq, at=at, deed=deed, facts=_facts(text)))
        before, expected = mac, seq + 1
    return Log(entries=tuple(entries), broken_at=broken_at)


def _rows(connection: Connection) -> Iterator[tuple[int, str, str, str, bytes]]:
    """SQLite lets anybody store anything in any column; what is no text becomes one."""
    table = activity_table
    query = (
        select(table.c.seq, table.c.at, table.c.kind, table.c.facts, as_bytes(table.c.mac))
        .order_by(table.c.seq)
        .execution_options(yield_per=ROWS_AT_ONCE)
    )
    for seq, at, kind, facts, mac in connection.execute(query):
        yield seq, str(at), str(kind), str(facts), mac or b""


def _facts(text: str) -> dict[str, Fact]:
    try:
        return msgspec.json.decode(text, type=dict[str, Fact])
    except UNREADABLE:
        return {}


def _mac(key: bytes, before: bytes, seq: int, at: str, deed: str, facts: str) -> bytes:
    content = msgspec.json.encode([seq, at, deed, facts])
    return hmac.digest(key, hashlib.sha256(before).digest() + content, "sha256")
