"""Reads the opened signatures as a stream: each person once, with what their duplicates refuse.

The order is that of the blind index of the withdrawal code: a keyed hash of a random text. By hour,
device and number, or by the record's id, it would tell whoever has a delivery and a device's clear
headers who signed where and when.
"""

from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from desktop_app.problems import Problem
from desktop_app.register.activity import Deed, note
from desktop_app.register.duplicates import campaigns_signed, settle_duplicates
from desktop_app.register.rows import as_bytes
from desktop_app.register.standing import Away, count_away, is_counted
from desktop_app.register.store import LockedRegister, Register
from desktop_app.register.tables import (
    delivered_table,
    delivery_table,
    refusal_table,
    signature_table,
)
from desktop_app.signature.consent import Choice
from desktop_app.signature.reading import read_signature
from desktop_app.signature.signature import Signature

ROWS_AT_ONCE = 1000
ID_BYTES = 16


@dataclass(frozen=True, kw_only=True)
class Refusals:
    """What the duplicates of a person say No to. One that cannot be read says No to all."""

    consents: frozenset[str] = frozenset()
    is_everything: bool = False

    def refuses(self, consent_id: str) -> bool:
        """Tell whether a duplicate says No."""
        return self.is_everything or consent_id in self.consents


NO_REFUSALS = Refusals()


@dataclass(frozen=True, kw_only=True)
class Person:
    """A signature that counts, and what its duplicates refuse."""

    record_id: bytes
    """16 bytes."""
    signature: Signature = field(repr=False)
    refusals: Refusals = field(repr=False)

    def says_yes(self, consent_id: str) -> bool:
        """Tell whether the signature says Yes and no duplicate of it says No.

        When unsure the narrowest consent wins: a Yes in a duplicate widens nothing.
        """
        is_yes = self.signature.choice(consent_id) is Choice.YES
        return is_yes and not self.refusals.refuses(consent_id)


@dataclass(frozen=True, kw_only=True)
class DeliveryEntry:
    """What the register keeps of a delivery; `record_ids` are 16 bytes each, in any order."""

    profile: str
    kind: str
    row_count: int
    sha256: str
    record_ids: bytes | bytearray = field(repr=False)


class People:
    """The people of one campaign, within one transaction; may be walked through more than once."""

    def __init__(self, connection: Connection, register: Register, campaign: str) -> None:
        self._connection = connection
        self._register = register
        self._refusals: dict[bytes, Refusals] | None = None
        self.campaign = campaign

    def duplicate_count(self) -> int:
        """Count the signatures that do not count because an earlier one does."""
        table = signature_table
        query = select(func.count(table.c.duplicate_of)).where(table.c.campaign == self.campaign)
        return int(self._connection.execute(query).scalar_one())

    def taken_back_count(self) -> int:
        """Count the signatures that do not count because they were taken back."""
        return count_away(self._connection, self.campaign)[Away.TAKEN_BACK]

    def revoked_count(self) -> int:
        """Count the signatures that do not count because their device was revoked before."""
        return count_away(self._connection, self.campaign)[Away.REVOKED]

    def __iter__(self) -> Iterator[Person | None]:
        """Give each person; None in place of one whose row is not as it was written."""
        all_refusals = self.refusals()
        table = signature_table
        query = (
            select(as_bytes(table.c.record_id), as_bytes(table.c.opened))
            .where(table.c.campaign == self.campaign, is_counted())
            .order_by(table.c.code_index)
            .execution_options(yield_per=ROWS_AT_ONCE)
        )
        for record_id, opened in self._connection.execute(query):
            signature = self._open(record_id, opened)
            if signature is None:
                yield None
            else:
                refusals = all_refusals.get(record_id, NO_REFUSALS)
                yield Person(
                    record_id=_as_16_bytes(record_id), signature=signature, refusals=refusals
                )

    def refusals(self) -> dict[bytes, Refusals]:
        """Give what duplicates and later withdrawals refuse, by the id of each first signature."""
        if self._refusals is None:
            self._refusals = self._read_refusals()
        return self._refusals

    def note_delivery(self, entry: DeliveryEntry, made_at: str) -> None:
        """Write a delivery into the register, who is in it, and the log."""
        register, connection = self._register, self._connection
        delivery_id = connection.execute(
            delivery_table.insert()
            .values(
                campaign=self.campaign,
                profile=entry.profile,
                kind=entry.kind,
                row_count=entry.row_count,
                sha256=entry.sha256,
                made_at=made_at,
            )
            .returning(delivery_table.c.id)
        ).scalar_one()
        connection.execute(
            delivered_table.insert().values(
                delivery_id=delivery_id, record_ids=sorted_ids(entry.record_ids)
            )
        )
        note(
            connection,
            register.activity_key,
            made_at,
            Deed.DELIVERED,
            campaign=self.campaign,
            delivery=delivery_id,
            profile=entry.profile,
            kind=entry.kind,
            rows=entry.row_count,
            sha256=entry.sha256,
        )

    def _read_refusals(self) -> dict[bytes, Refusals]:
        """Open the duplicates, which are few, and keep of each person what they refuse.

        Also what a person withdrew later.
        """
        table = signature_table
        query = (
            select(
                as_bytes(table.c.record_id),
                as_bytes(table.c.opened),
                as_bytes(table.c.duplicate_of),
            )
            .where(table.c.campaign == self.campaign, table.c.duplicate_of.is_not(None))
            .execution_options(yield_per=ROWS_AT_ONCE)
        )
        found: dict[bytes, Refusals] = {}
        for record_id, opened, first_id in self._connection.execute(query):
            signature = self._open(record_id, opened)
            refused = _refused(signature) if signature is not None else frozenset()
            if signature is None or refused:
                _add(found, first_id, refused, is_everything=signature is None)
        for first_id, consent in self._withdrawn():
            _add(found, first_id, frozenset((consent,)))
        return found

    def _withdrawn(self) -> Iterator[tuple[bytes, str]]:
        """Give the consents that were withdrawn later, each with the person's first signature."""
        table, refusal = signature_table, refusal_table
        first = func.coalesce(table.c.duplicate_of, table.c.record_id)
        query = (
            select(first, refusal.c.consent)
            .join(table, table.c.record_id == refusal.c.record_id)
            .where(refusal.c.campaign == self.campaign)
        )
        for first_id, consent in self._connection.execute(query):
            yield str(first_id).encode(), consent

    def _open(self, record_id: bytes, opened: bytes) -> Signature | None:
        try:
            plain = self._register.locker.unlock(record_id.decode(errors="replace"), opened)
            return read_signature(plain)
        except Problem:
            return None


@contextmanager
def open_people(register: Register, campaign: str) -> Iterator[People]:
    """Read the people of a campaign, its duplicates decided, in one transaction.

    Raises:
        RegisterInUse, RegisterDamaged, RegisterUnreadable.
    """
    with register.transaction() as connection:
        settle_duplicates(connection)
        yield People(connection, register, campaign)


def campaigns_in(register: LockedRegister) -> list[str]:
    """List the campaigns of which the register has signatures."""
    with register.transaction() as connection:
        return campaigns_signed(connection)


def sorted_ids(record_ids: bytes | bytearray) -> bytes:
    """Sort ids of 16 bytes each: their order shall not tell in which order a delivery was written."""
    each = range(0, len(record_ids), ID_BYTES)
    return b"".join(sorted(bytes(record_ids[start : start + ID_BYTES]) for start in each))


def sorted_has(record_ids: bytes, wanted: bytes) -> bool:
    """Tell whether an id of 16 bytes is among sorted ones."""
    count = len(record_ids) // ID_BYTES
    at = bisect_left(
        range(count), wanted, key=lambda n: record_ids[n * ID_BYTES : (n + 1) * ID_BYTES]
    )
    return record_ids[at * ID_BYTES : (at + 1) * ID_BYTES] == wanted


def _as_16_bytes(record_id: bytes) -> bytes:
    """Give the bytes of an id in hexadecimal; for one that somebody has changed, zeros."""
    try:
        return bytes.fromhex(record_id.decode()).rjust(ID_BYTES, b"\0")[:ID_BYTES]
    except ValueError:
        return bytes(ID_BYTES)


def _add(
    found: dict[bytes, Refusals],
    first_id: bytes,
    consents: frozenset[str],
    *,
    is_everything: bool = False,
) -> None:
    so_far = found.get(first_id, NO_REFUSALS)
    found[first_id] = Refusals(
        consents=so_far.consents | consents,
        is_everything=so_far.is_everything or is_everything,
    )


def _refused(signature: Signature) -> frozenset[str]:
    return frozenset(c.id for c in signature.consents if c.choice is Choice.NO)
