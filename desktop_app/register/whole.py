"""Finds people whole: also what they took back at the tablet, or signed on a device that was revoked.

Such a signature is away: it counts for nobody and is nobody's duplicate. By the same rule as duplicates
are decided, same address and same name in one campaign, it is still this person's, and goes with them.
"""

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from sqlalchemy import ColumnElement, Connection, or_, select

from desktop_app.register.finding import (
    FindProgress,
    Found,
    Person,
    canonical_code,
    find_by_code,
    find_by_email,
    find_by_phone,
    find_people_of,
    search_name,
)
from desktop_app.register.problems import CodeIncomplete, NobodyFound
from desktop_app.register.rows import as_bytes
from desktop_app.register.store import Register
from desktop_app.register.tables import signature_table
from desktop_app.signature.signature import CODE_CHARACTERS


class By(Enum):
    """By what a person is looked for."""

    CODE = "code"
    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"


AT_ONCE = 200
"""So many signatures are looked for in one question: databases limit how long it may be."""


Key = tuple[str, bool, bytes, bytes]
"""Campaign, whether the address is an e-mail's (else a phone's), the address and the name."""


@dataclass(frozen=True, kw_only=True)
class _Row:
    record_id: str
    is_away: bool
    key: Key | None
    """None where neither e-mail nor phone was given."""


def find_people(
    register: Register, by: By, untrusted_text: str
) -> Generator[FindProgress | tuple[Person, ...], None, None]:
    """Find people, whole; the last step gives them. Only the search by name has more than one step.

    Raises:
        CodeIncomplete, NobodyFound; and what a transaction raises.
    """
    found: tuple[Found, ...]
    match by:
        case By.CODE:
            count = len(canonical_code(untrusted_text))
            if count != CODE_CHARACTERS:
                raise CodeIncomplete(count=count, needed=CODE_CHARACTERS)
            found = find_by_code(register, untrusted_text)
        case By.EMAIL:
            found = find_by_email(register, untrusted_text)
        case By.PHONE:
            found = find_by_phone(register, untrusted_text)
        case By.NAME:
            found = yield from search_name(register, untrusted_text)
    if not found:
        raise NobodyFound
    yield whole_people(register, found)


def whole_person(register: Register, record_id: str) -> Person:
    """Give the person of a signature, whole; nobody if it is not in the register (any more)."""
    people = whole_people(register, find_people_of(register, (record_id,)))
    return next((each for each in people if record_id in {one.record_id for one in each}), ())


def whole_people(register: Register, found: Sequence[Found]) -> tuple[Person, ...]:
    """Group signatures by person, and add those that are away."""
    known = {each.record_id: each for each in found}
    rows: dict[str, _Row] = {}
    with register.transaction() as connection:
        rows |= _read(connection, _by_ids(known))
        keys = {row.key for row in rows.values() if row.key is not None}
        away = {row.key for row in rows.values() if row.is_away}
        alike = _read(connection, _by_keys(keys))
    linked = [row.record_id for row in alike.values() if row.is_away or row.key in away]
    more = find_people_of(register, tuple(one for one in linked if one not in known))
    with register.transaction() as connection:
        rows |= _read(connection, _by_ids(each.record_id for each in more))
    known |= {each.record_id: each for each in more}
    return _grouped(known, rows)


def _grouped(known: dict[str, Found], rows: dict[str, _Row]) -> tuple[Person, ...]:
    """Group by the signature that counts; what is away stands with the first of the same key."""
    first_of: dict[Key, str] = {}
    for record_id, each in sorted(known.items(), key=lambda one: (one[1].away is not None, one[0])):
        key = rows[record_id].key if record_id in rows else None
        if key is not None:
            first_of.setdefault(key, each.first_id)
    groups: dict[tuple[str, str], list[Found]] = {}
    for record_id, each in known.items():
        key = rows[record_id].key if record_id in rows else None
        first = each.first_id
        if each.away is not None and key is not None:
            first = first_of[key]
        groups.setdefault((each.campaign, first), []).append(each)
    return tuple(tuple(group) for group in groups.values())


def _by_ids(ids: Iterable[str]) -> list[ColumnElement[bool]]:
    listed = sorted(ids)
    parts = (listed[start : start + AT_ONCE] for start in range(0, len(listed), AT_ONCE))
    return [signature_table.c.record_id.in_(part) for part in parts]


def _by_keys(keys: Iterable[Key]) -> list[ColumnElement[bool]]:
    table = signature_table
    conditions: list[ColumnElement[bool]] = []
    for campaign, is_email, address, name in sorted(keys):
        is_named = (table.c.campaign == campaign) & (table.c.name_index == name)
        if is_email:
            conditions.append(is_named & (table.c.email_index == address))
        else:
            is_at = table.c.email_index.is_(None) & (table.c.phone_index == address)
            conditions.append(is_named & is_at)
    parts = (conditions[at : at + AT_ONCE] for at in range(0, len(conditions), AT_ONCE))
    return [or_(*part) for part in parts]


def _read(connection: Connection, conditions: Iterable[ColumnElement[bool]]) -> dict[str, _Row]:
    table = signature_table
    query = select(
        table.c.record_id,
        table.c.campaign,
        table.c.away,
        as_bytes(table.c.email_index).label("email"),
        as_bytes(table.c.phone_index).label("phone"),
        as_bytes(table.c.name_index).label("name"),
    )
    found = {}
    for condition in conditions:
        for row in connection.execute(query.where(condition)):
            address = row.email or row.phone
            found[row.record_id] = _Row(
                record_id=row.record_id,
                is_away=row.away is not None,
                key=(row.campaign, bool(row.email), address, row.name) if address else None,
            )
    return found
