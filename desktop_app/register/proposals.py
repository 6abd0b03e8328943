"""Pairs that may be one person's and about which nobody has decided yet: what there is to look at.

`near.py` finds them. A pair is open while both signatures are here and stand, no decision about it
holds, and nothing else has made them one person meanwhile. So undoing a decision opens its pair again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select, tuple_

from desktop_app.register.decisions import Pair
from desktop_app.register.likeness import Reason
from desktop_app.register.tables import decision_table, near_pair_table, signature_table

MOST_AT_ONCE = 1000
Columns = TypeVarTuple("Columns")


class PairKind(Enum):
    """What speaks for one person, the strongest first."""

    CONTACT = "contact"
    """The name, and e-mail or phone, or nearly."""
    POSTCODE = "postcode"
    """Name, country and postcode."""
    NAME = "name"
    """Only name and country: most of these are two people of one name."""


CONTACTS = {
    Reason.SAME_EMAIL.value,
    Reason.SAME_PHONE.value,
    Reason.EMAIL_TYPO.value,
    Reason.SAME_MAILBOX.value,
}


@dataclass(frozen=True, kw_only=True)
class ProposedPair:
    """Two signatures that may be one person's; `reasons` are values of `likeness.Reason`."""

    pair: Pair
    campaign: str
    reasons: tuple[str, ...]
    score: int

    @property
    def kind(self) -> PairKind:
        """What speaks for one person."""
        return kind_of(self.reasons)


def kind_of(reasons: Iterable[str]) -> PairKind:
    """Tell what speaks for one person, from the values of reasons."""
    found = set(reasons)
    if found & CONTACTS:
        return PairKind.CONTACT
    return PairKind.POSTCODE if Reason.SAME_POSTCODE.value in found else PairKind.NAME


def proposed_pairs(
    connection: Connection,
    campaign: str,
    *,
    limit: int = MOST_AT_ONCE,
    kind: PairKind | None = None,
    after: ProposedPair | None = None,
) -> tuple[ProposedPair, ...]:
    """List the open pairs, the likeliest first.

    Args:
        kind: only pairs of this kind; None for all.
        after: the pair behind which to go on, itself still open or not.
    """
    table = near_pair_table
    query = _open(select(table.c.first_id, table.c.other_id, table.c.reasons, table.c.score))
    query = query.where(table.c.campaign == campaign)
    if kind is not None:
        query = query.where(table.c.reasons.in_(_reasons_of(connection, campaign, kind)))
    if after is not None:
        follows = tuple_(table.c.first_id, table.c.other_id) > tuple_(*after.pair)
        query = query.where(
            or_(table.c.score < after.score, and_(table.c.score == after.score, follows))
        )
    query = query.order_by(table.c.score.desc(), table.c.first_id, table.c.other_id).limit(limit)
    return tuple(
        ProposedPair(
            pair=(first_id, other_id),
            campaign=campaign,
            reasons=tuple(reasons.split()),
            score=score,
        )
        for first_id, other_id, reasons, score in connection.execute(query)
    )


def count_proposed(connection: Connection, campaign: str) -> int:
    """Count the open pairs."""
    return sum(count_by_kind(connection, campaign).values())


def count_by_kind(connection: Connection, campaign: str) -> Mapping[PairKind, int]:
    """Count the open pairs by what speaks for one person, the likeliest kind first."""
    table = near_pair_table
    query = (
        _open(select(table.c.reasons, func.count()))
        .where(table.c.campaign == campaign)
        .group_by(table.c.reasons)
    )
    found = dict.fromkeys(PairKind, 0)
    for reasons, count in connection.execute(query):
        found[kind_of(reasons.split())] += count
    return found


def still_open(connection: Connection, pairs: Iterable[Pair]) -> frozenset[Pair]:
    """Give those of some pairs that are open."""
    table = near_pair_table
    wanted = list(pairs)
    if not wanted:
        return frozenset()
    query = _open(select(table.c.first_id, table.c.other_id)).where(
        table.c.first_id.in_(sorted({first_id for first_id, _ in wanted}))
    )
    found = {(first_id, other_id) for first_id, other_id in connection.execute(query)}
    return frozenset(found.intersection(wanted))


def is_decided() -> ColumnElement[bool]:
    """Tell in SQL whether a decision about a row of the table of pairs holds."""
    pair, decision = near_pair_table, decision_table
    return exists().where(
        decision.c.campaign == pair.c.campaign,
        decision.c.first_id == pair.c.first_id,
        decision.c.other_id == pair.c.other_id,
        decision.c.undone_at.is_(None),
    )


def _open(query: Select[*Columns]) -> Select[*Columns]:
    """Narrow a query over the table of pairs to those that are open."""
    pair = near_pair_table
    first, other = signature_table.alias("first"), signature_table.alias("other")
    return (
        query.select_from(pair)
        .join(first, first.c.record_id == pair.c.first_id)
        .join(other, other.c.record_id == pair.c.other_id)
        .where(
            first.c.away.is_(None),
            other.c.away.is_(None),
            func.coalesce(first.c.duplicate_of, first.c.record_id)
            != func.coalesce(other.c.duplicate_of, other.c.record_id),
            ~is_decided(),
        )
    )


def _reasons_of(connection: Connection, campaign: str, kind: PairKind) -> list[str]:
    """List what stands in the register for a kind: few different texts."""
    column = near_pair_table.c.reasons
    query = select(column).where(near_pair_table.c.campaign == campaign).distinct()
    there = connection.execute(query).scalars()
    return [reasons for reasons in there if kind_of(reasons.split()) is kind]
