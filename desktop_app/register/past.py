"""What is decided already, part by part: duplicates, by rule or by people, and every past decision.

A duplicate stands beside the signature for which it was taken: of those that the rule finds equal the
earliest, else the one that counts. So "two people" said of just these two parts them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from sqlalchemy import ColumnElement, Connection, func, select

from desktop_app.register.decisions import Pair, pair_of
from desktop_app.register.finding import Found, find_by_ids
from desktop_app.register.rows import as_bytes
from desktop_app.register.store import Register
from desktop_app.register.tables import decision_table, signature_table


class PastList(Enum):
    """Which list."""

    DUPLICATES = "duplicates"
    """Signatures that count no more because another one of the same person does."""
    DECISIONS = "decisions"
    """What people decided, the latest first, also what was undone."""


class Decider(Enum):
    """What made two signatures one person's, or two people's."""

    RULE = "rule"
    """The same e-mail, or without any the same phone, and the same name."""
    PERSON = "person"
    """Somebody decided about just these two."""
    OTHERS = "others"
    """Somebody decided about others of the same person."""


@dataclass(frozen=True, kw_only=True)
class Past:
    """One line of a list. Personal: hidden in `repr`.

    `sides` are the earlier and the later signature; None for one that is not here any more.
    `decision` is the number of the decision that holds for this pair, or of the line itself.
    """

    pair: Pair
    campaign: str
    is_same: bool
    decider: Decider
    sides: tuple[Found | None, Found | None] = field(repr=False)
    decision: int | None = None
    decided_at: datetime | None = None
    undone_at: datetime | None = None
    is_overtaken: bool = False
    """A later decision about the same pair holds."""

    @property
    def holds(self) -> bool:
        """Tell whether it holds."""
        return self.undone_at is None and not self.is_overtaken


@dataclass(frozen=True, kw_only=True)
class PastPart:
    """Some lines of a list, from number `start` on, of `count` in all."""

    which: PastList
    start: int
    count: int
    lines: tuple[Past, ...] = field(repr=False)


def past_part(
    register: Register, campaign: str, which: PastList, start: int, size: int
) -> PastPart:
    """Read some lines of a list.

    Raises:
        What a transaction raises.
    """
    with register.transaction() as connection:
        count = count_past(connection, campaign, which)
        if which is PastList.DUPLICATES:
            lines = _duplicates(connection, campaign, start, size)
        else:
            lines = _decisions(connection, campaign, start, size)
    ids = sorted({record_id for line in lines for record_id in line.pair})
    by_id = {each.record_id: each for each in find_by_ids(register, tuple(ids))} if ids else {}
    return PastPart(
        which=which,
        start=start,
        count=count,
        lines=tuple(_with_sides(line, by_id) for line in lines),
    )


def count_past(connection: Connection, campaign: str, which: PastList) -> int:
    """Count the lines of a list."""
    query = select(func.count()).where(*_is_duplicate(campaign))
    if which is PastList.DECISIONS:
        query = select(func.count(decision_table.c.id)).where(decision_table.c.campaign == campaign)
    return int(connection.execute(query).scalar_one())


def count_decided(connection: Connection, campaign: str, since: str) -> int:
    """Count the decisions since an instant (UTC, as `Register.now` writes it) that were not undone."""
    table = decision_table
    query = select(func.count()).where(
        table.c.campaign == campaign, table.c.decided_at >= since, table.c.undone_at.is_(None)
    )
    return int(connection.execute(query).scalar_one())


def _with_sides(line: Past, by_id: dict[str, Found]) -> Past:
    found = [by_id.get(record_id) for record_id in line.pair]
    if all(found):
        found.sort(key=lambda each: (each.hour, each.device, each.seq) if each else ("", "", 0))
    return Past(
        pair=line.pair,
        campaign=line.campaign,
        is_same=line.is_same,
        decider=line.decider,
        sides=(found[0], found[1]),
        decision=line.decision,
        decided_at=line.decided_at,
        undone_at=line.undone_at,
        is_overtaken=line.is_overtaken,
    )


NOBODY: tuple[None, None] = (None, None)


def _decisions(connection: Connection, campaign: str, start: int, size: int) -> list[Past]:
    table = decision_table
    query = (
        select(table)
        .where(table.c.campaign == campaign)
        .order_by(table.c.id.desc())
        .offset(start)
        .limit(size)
    )
    rows = connection.execute(query).all()
    latest = _latest(connection, campaign, [(row.first_id, row.other_id) for row in rows])
    return [
        Past(
            pair=(row.first_id, row.other_id),
            campaign=campaign,
            is_same=bool(row.is_same),
            decider=Decider.PERSON,
            sides=NOBODY,
            decision=row.id,
            decided_at=datetime.fromisoformat(row.decided_at),
            undone_at=None if row.undone_at is None else datetime.fromisoformat(row.undone_at),
            is_overtaken=row.id < latest.get((row.first_id, row.other_id), 0),
        )
        for row in rows
    ]


def _latest(connection: Connection, campaign: str, pairs: Iterable[Pair]) -> dict[Pair, int]:
    """Give the number of the decision that holds about each pair."""
    table = decision_table
    query = (
        select(table.c.first_id, table.c.other_id, func.max(table.c.id))
        .where(
            table.c.campaign == campaign,
            table.c.first_id.in_(sorted({pair[0] for pair in pairs})),
            table.c.undone_at.is_(None),
        )
        .group_by(table.c.first_id, table.c.other_id)
    )
    return {(first, other): number for first, other, number in connection.execute(query)}


def _duplicates(connection: Connection, campaign: str, start: int, size: int) -> list[Past]:
    table = signature_table
    query = (
        select(table.c.record_id, table.c.duplicate_of)
        .where(*_is_duplicate(campaign))
        .order_by(table.c.duplicate_of, table.c.hour, table.c.device, table.c.seq)
        .offset(start)
        .limit(size)
    )
    rows = [(record_id, first_id) for record_id, first_id in connection.execute(query)]
    equals = _equals_by_rule(connection, {first_id for _, first_id in rows})
    pairs = {
        record_id: pair_of(record_id, equals.get(record_id, first_id))
        for record_id, first_id in rows
    }
    latest = _latest(connection, campaign, pairs.values())
    return [
        Past(
            pair=pairs[record_id],
            campaign=campaign,
            is_same=True,
            decider=_decider(is_equal=record_id in equals, is_named=pairs[record_id] in latest),
            sides=NOBODY,
            decision=latest.get(pairs[record_id]),
        )
        for record_id, _ in rows
    ]


def _is_duplicate(campaign: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Tell in SQL what is in the list of duplicates, by the index that has only these.

    The campaign is compared as no column, or SQLite would walk through all of its signatures.
    """
    table = signature_table
    return table.c.duplicate_of.is_not(None), (table.c.campaign + "") == campaign


def _decider(*, is_equal: bool, is_named: bool) -> Decider:
    if is_equal:
        return Decider.RULE
    return Decider.PERSON if is_named else Decider.OTHERS


def _equals_by_rule(connection: Connection, firsts: set[str]) -> dict[str, str]:
    """Give, for those whom the rule finds equal to an earlier one of their group, the earliest."""
    table = signature_table
    query = (
        select(
            table.c.record_id,
            as_bytes(table.c.email_index),
            as_bytes(table.c.phone_index),
            as_bytes(table.c.name_index),
        )
        .where(table.c.record_id.in_(sorted(firsts)) | table.c.duplicate_of.in_(sorted(firsts)))
        .order_by(table.c.hour, table.c.device, table.c.seq)
    )
    earliest: dict[tuple[bytes, bytes], str] = {}
    found: dict[str, str] = {}
    for record_id, email, phone, name in connection.execute(query):
        address = email or phone
        if address:
            first = earliest.setdefault((address, name), record_id)
            if first != record_id:
                found[record_id] = first
    return found
