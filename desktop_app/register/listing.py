"""Lists everybody in the register, opened, part by part, for a screen that shows the first at once.

Each part is read in a transaction of its own, so that other work has its turn between two of them.
What comes or goes meanwhile is seen or not, but nobody is listed twice.
"""

from collections.abc import Generator
from dataclasses import dataclass, field
from enum import Enum

from sqlalchemy import ColumnElement, Connection, Select, func, select

from desktop_app.problems import Problem
from desktop_app.register.rows import as_bytes
from desktop_app.register.store import Register
from desktop_app.register.tables import signature_table
from desktop_app.signature.reading import read_signature

PART_SIZE = 1000


class Standing(Enum):
    """How a signature stands in the register."""

    COUNTS = "counts"
    DUPLICATE = "duplicate"
    """Another signature of the same person counts."""
    AWAY = "away"
    """It counts no more: taken back at the tablet, or its device was revoked."""
    DAMAGED = "damaged"
    """Its row cannot be opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One signature in the list. Personal: hidden in `repr`."""

    record_id: str
    campaign: str
    hour: str
    standing: Standing
    name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    country: str = field(default="", repr=False)
    place: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class ListedPart:
    """Some more of the list; `done` of `all_count` signatures were listed so far."""

    rows: tuple[Listed, ...] = field(repr=False)
    done: int
    all_count: int


def listing(register: Register, part_size: int = PART_SIZE) -> Generator[ListedPart, None, None]:
    """List all signatures, in the order of their random ids; an empty register gives one empty part.

    Raises:
        What a transaction raises.
    """
    with register.transaction() as connection:
        all_count = connection.execute(
            select(func.count()).select_from(signature_table)
        ).scalar_one()
    last, done = "", 0
    while True:
        with register.transaction() as connection:
            rows = _part(connection, register, last, part_size)
        done += len(rows)
        if rows or not done:
            yield ListedPart(rows=rows, done=done, all_count=max(all_count, done))
        if len(rows) < part_size:
            return
        last = rows[-1].record_id


def listed(
    connection: Connection, register: Register, *conditions: ColumnElement[bool]
) -> tuple[Listed, ...]:
    """List the signatures to which all conditions apply, by device and number."""
    table = signature_table
    query = _query().where(*conditions).order_by(table.c.device, table.c.seq)
    return _read(connection, register, query)


def _part(
    connection: Connection, register: Register, after: str, part_size: int
) -> tuple[Listed, ...]:
    table = signature_table
    query = _query().where(table.c.record_id > after).order_by(table.c.record_id)
    return _read(connection, register, query.limit(part_size))


def _query() -> Select[tuple[str, str, str, str | None, str | None, bytes]]:
    table = signature_table
    return select(
        table.c.record_id,
        table.c.campaign,
        table.c.hour,
        table.c.duplicate_of,
        table.c.away,
        as_bytes(table.c.opened).label("opened"),
    )


def _read(
    connection: Connection,
    register: Register,
    query: Select[tuple[str, str, str, str | None, str | None, bytes]],
) -> tuple[Listed, ...]:
    return tuple(
        _listed(
            register,
            Listed(
                record_id=row.record_id,
                campaign=row.campaign,
                hour=row.hour,
                standing=_standing(row.duplicate_of, row.away),
            ),
            row.opened,
        )
        for row in connection.execute(query)
    )


def _listed(register: Register, clear: Listed, opened: bytes) -> Listed:
    """Add to what stands in the clear what can be opened."""
    try:
        signature = read_signature(register.locker.unlock(clear.record_id, opened))
    except Problem:
        return Listed(
            record_id=clear.record_id,
            campaign=clear.campaign,
            hour=clear.hour,
            standing=Standing.DAMAGED,
        )
    return Listed(
        record_id=clear.record_id,
        campaign=clear.campaign,
        hour=clear.hour,
        standing=clear.standing,
        name=f"{signature.given_name} {signature.family_name}".strip(),
        email=signature.email,
        country=signature.country,
        place=signature.place,
    )


def _standing(duplicate_of: str | None, away: str | None) -> Standing:
    if away is not None:
        return Standing.AWAY
    return Standing.COUNTS if duplicate_of is None else Standing.DUPLICATE
