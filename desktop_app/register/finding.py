"""Finds a person's signatures by the code on the slip of paper, by e-mail, by phone or by name.

Code, e-mail and phone are looked up by their blind indexes. A name is looked for in the opened
signatures themselves, so that a part of it, another spelling, or no accents suffice; that walks
through all, step by step. With each come all that count as the same person's.
"""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select

from desktop_app.problems import Problem
from desktop_app.register.blind import canonical_email, canonical_phone
from desktop_app.register.duplicates import campaigns_signed
from desktop_app.register.loose import plain
from desktop_app.register.people import sorted_has
from desktop_app.register.rows import as_bytes
from desktop_app.register.store import Register
from desktop_app.register.tables import (
    delivered_table,
    delivery_table,
    refusal_table,
    signature_table,
)
from desktop_app.signature.fields import phones_meant
from desktop_app.signature.reading import read_signature
from desktop_app.signature.signature import CROCKFORD, Signature

ROWS_AT_ONCE = 1000
MOST_FOUND = 200


@dataclass(frozen=True, kw_only=True)
class Found:
    """One signature of a person, and what the register knows of it.

    `first_id` is the signature that counts for this person: its own id where it does. `away` is why
    it does not count though it is nobody's duplicate. `signature` is None where its row is damaged.
    """

    record_id: str
    campaign: str
    hour: str
    device: str
    seq: int
    first_id: str
    away: str | None
    signature: Signature | None = field(repr=False)
    refused: tuple[str, ...] = ()
    """Consents that were withdrawn later."""


@dataclass(frozen=True, kw_only=True)
class WentTo:
    """A delivery in which a person was."""

    id: int
    campaign: str
    profile: str
    kind: str
    made_at: datetime
    sha256: str


@dataclass(frozen=True, kw_only=True)
class FindProgress:
    """How many signatures were looked at, of how many."""

    done: int
    count: int


Person = tuple[Found, ...]
"""All signatures that count as one person's, in one campaign."""


def find_by_code(register: Register, untrusted_code: str) -> tuple[Found, ...]:
    """Find the signature with a withdrawal code, however it was typed, with all of its person.

    O, I and L are read as the digits that they are mistaken for. Source: Crockford's base 32.
    """
    code = canonical_code(untrusted_code)
    table = signature_table
    with register.transaction() as connection:
        conditions = [
            (table.c.campaign == campaign)
            & (table.c.code_index == register.blinds.code.index(campaign, code))
            for campaign in campaigns_signed(connection)
        ]
        return _with_their_people(connection, register, conditions)


def find_by_email(register: Register, untrusted_email: str) -> tuple[Found, ...]:
    """Find the signatures with an e-mail address, of everybody who shares it, in all campaigns."""
    email = canonical_email(untrusted_email)
    table = signature_table
    with register.transaction() as connection:
        conditions = [
            table.c.email_index == register.blinds.email.index(campaign, email)
            for campaign in campaigns_signed(connection)
        ]
        return _with_their_people(connection, register, conditions)


def find_by_phone(register: Register, untrusted_phone: str) -> tuple[Found, ...]:
    """Find the signatures with a phone number, in all campaigns.

    Without its prefix it is looked for as a number of whatever country.
    """
    phones = {canonical_phone(untrusted_phone), *phones_meant(untrusted_phone)}
    table, blind = signature_table, register.blinds.phone
    with register.transaction() as connection:
        conditions = [
            table.c.phone_index.in_(sorted(blind.index(campaign, phone) for phone in phones))
            for campaign in campaigns_signed(connection)
        ]
        return _with_their_people(connection, register, conditions)


def find_by_name(register: Register, untrusted_name: str) -> tuple[Found, ...]:
    """Find the signatures whose name has all these words in it, in any order; at most 200 of those.

    Other spellings that count as the same person's come with them.
    """
    steps = search_name(register, untrusted_name)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: tuple[Found, ...] = end.value
            return found


def search_name(
    register: Register, untrusted_name: str
) -> Generator[FindProgress, None, tuple[Found, ...]]:
    """Do what `find_by_name` does step by step: other work has its turn, and it can be stopped."""
    wanted = plain(untrusted_name).split()
    if not wanted:
        return ()
    table = signature_table
    with register.transaction() as connection:
        count = int(connection.execute(select(func.count()).select_from(table)).scalar_one())
    firsts: dict[str, None] = {}
    done, last = 0, ""
    while True:
        after = table.c.record_id > last
        query = select(table.c.record_id).where(after).order_by(table.c.record_id)
        with register.transaction() as connection:
            ids = connection.execute(query.limit(ROWS_AT_ONCE)).scalars().all()
            if not ids:
                break
            for each in _found(connection, register, after & (table.c.record_id <= ids[-1])):
                if _is_called(each, wanted) and len(firsts) < MOST_FOUND:
                    firsts[each.first_id] = None
        done, last = done + len(ids), ids[-1]
        yield FindProgress(done=done, count=count)
        if len(ids) < ROWS_AT_ONCE or len(firsts) == MOST_FOUND:
            break
    with register.transaction() as connection:
        return _people_of(connection, register, list(firsts))


def find_by_ids(register: Register, record_ids: tuple[str, ...]) -> tuple[Found, ...]:
    """Give signatures by their ids; those that are not there are left out."""
    with register.transaction() as connection:
        return tuple(_found(connection, register, signature_table.c.record_id.in_(record_ids)))


def find_people_of(register: Register, record_ids: tuple[str, ...]) -> tuple[Found, ...]:
    """Give signatures by their ids, with all others of the same people."""
    with register.transaction() as connection:
        is_named = signature_table.c.record_id.in_(record_ids)
        return _with_their_people(connection, register, [is_named])


def deliveries_with(register: Register, record_ids: tuple[str, ...]) -> tuple[WentTo, ...]:
    """List the deliveries in which any of these signatures was, the newest first."""
    table, delivered = delivery_table, delivered_table
    wanted = [bytes.fromhex(record_id) for record_id in record_ids]
    query = (
        select(table, as_bytes(delivered.c.record_ids).label("record_ids"))
        .join(delivered, delivered.c.delivery_id == table.c.id)
        .order_by(table.c.id.desc())
        .execution_options(yield_per=1)
    )
    with register.transaction() as connection:
        return tuple(
            WentTo(
                id=row.id,
                campaign=row.campaign,
                profile=row.profile,
                kind=row.kind,
                made_at=datetime.fromisoformat(row.made_at),
                sha256=row.sha256,
            )
            for row in connection.execute(query)
            if any(sorted_has(row.record_ids, each) for each in wanted)
        )


def canonical_code(untrusted_code: str) -> str:
    """Give a withdrawal code as it was drawn: capitals, no groups, no mistakable letters."""
    letters = untrusted_code.upper().replace("O", "0").replace("I", "1").replace("L", "1")
    return "".join(letter for letter in letters if letter in CROCKFORD)


def _with_their_people(
    connection: Connection, register: Register, conditions: Sequence[ColumnElement[bool]]
) -> tuple[Found, ...]:
    """Find signatures, and all that count as the same people's."""
    direct = [each for condition in conditions for each in _found(connection, register, condition)]
    return _people_of(connection, register, sorted({each.first_id for each in direct}))


def _people_of(
    connection: Connection, register: Register, firsts: Sequence[str]
) -> tuple[Found, ...]:
    """Give all signatures of the people whose first ones these are."""
    table = signature_table
    people = table.c.record_id.in_(firsts) | table.c.duplicate_of.in_(firsts)
    return tuple(_found(connection, register, people)) if firsts else ()


def _is_called(found: Found, wanted: Sequence[str]) -> bool:
    """Tell whether a signature's name has all these words in it."""
    if found.signature is None:
        return False
    name = plain(f"{found.signature.given_name} {found.signature.family_name}")
    return all(word in name for word in wanted)


def _found(
    connection: Connection, register: Register, condition: ColumnElement[bool]
) -> Iterator[Found]:
    table = signature_table
    query = (
        select(
            table.c.record_id,
            table.c.campaign,
            table.c.hour,
            table.c.device,
            table.c.seq,
            table.c.duplicate_of,
            table.c.away,
            as_bytes(table.c.opened).label("opened"),
        )
        .where(condition)
        .order_by(table.c.campaign, table.c.code_index)
        .execution_options(yield_per=ROWS_AT_ONCE)
    )
    refused = _refused(connection)
    for row in connection.execute(query):
        yield Found(
            record_id=row.record_id,
            campaign=row.campaign,
            hour=row.hour,
            device=row.device,
            seq=row.seq,
            first_id=row.duplicate_of or row.record_id,
            away=row.away,
            signature=_opened(register, row.record_id, row.opened),
            refused=refused.get(row.record_id, ()),
        )


def _refused(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Read what was withdrawn later: few rows."""
    table = refusal_table
    found: dict[str, tuple[str, ...]] = {}
    query = select(table.c.record_id, table.c.consent).order_by(table.c.record_id, table.c.consent)
    for record_id, consent in connection.execute(query):
        found[record_id] = (*found.get(record_id, ()), consent)
    return found


def _opened(register: Register, record_id: str, opened: bytes) -> Signature | None:
    try:
        return read_signature(register.locker.unlock(record_id, opened))
    except Problem:
        return None
