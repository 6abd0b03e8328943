"""What somebody decided about two signatures: one person, or two. Nothing is ever deleted.

"One person" links both, whatever else differs. "Two people" takes the later one out of the group that
the rules made. The latest decision about a pair that was not undone holds; each can be undone, and each
is in the log. A decision about a signature that is not here (any more) waits for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, or_, select, update

from desktop_app.register.tables import decision_table, signature_table

Pair = tuple[str, str]
"""Two record ids, the smaller first."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A decision that holds."""

    id: int
    pair: Pair
    is_same: bool
    decided_at: datetime


def pair_of(one: str, other: str) -> Pair:
    """Put two record ids in their order."""
    return (min(one, other), max(one, other))


def decisions_that_hold(connection: Connection, campaign: str) -> tuple[Decision, ...]:
    """List the decisions that hold, the latest last."""
    table = decision_table
    query = (
        select(table)
        .where(table.c.campaign == campaign, table.c.undone_at.is_(None))
        .order_by(table.c.id)
    )
    latest: dict[Pair, Decision] = {}
    for row in connection.execute(query):
        pair = (row.first_id, row.other_id)
        latest.pop(pair, None)
        latest[pair] = Decision(
            id=row.id,
            pair=pair,
            is_same=bool(row.is_same),
            decided_at=datetime.fromisoformat(row.decided_at),
        )
    return tuple(latest.values())


def settle_decisions(connection: Connection, campaign: str) -> None:
    """Let the decisions of a campaign hold, once the rules have been settled.

    Only groups of which somebody has decided something are looked at, and they are few.
    """
    decisions = decisions_that_hold(connection, campaign)
    if not decisions:
        return
    groups = _Groups(connection, campaign, {each for one in decisions for each in one.pair})
    for decision in decisions:
        if not decision.is_same:
            groups.part(decision.pair)
    for decision in decisions:
        if decision.is_same:
            groups.join(decision.pair)
    groups.write(connection)


class _Groups:
    """The signatures that decisions are about, with those that the rules have put beside them."""

    def __init__(self, connection: Connection, campaign: str, ids: set[str]) -> None:
        table = signature_table
        stands = (table.c.campaign == campaign) & table.c.away.is_(None)
        first = func.coalesce(table.c.duplicate_of, table.c.record_id)
        firsts = set(
            connection.execute(select(first).where(stands, table.c.record_id.in_(ids))).scalars()
        )
        query = select(
            table.c.record_id, table.c.hour, table.c.device, table.c.seq, table.c.duplicate_of
        ).where(  # the campaign is theirs: named once more, all of it would be walked through
            table.c.away.is_(None),
            or_(table.c.record_id.in_(firsts), table.c.duplicate_of.in_(firsts)),
        )
        self._order: dict[str, tuple[str, str, int]] = {}
        self._stored: dict[str, str | None] = {}
        self._group: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        for record_id, hour, device, seq, duplicate_of in connection.execute(query):
            self._order[record_id] = (hour, device, seq)
            self._stored[record_id] = duplicate_of
            self._put(record_id, duplicate_of or record_id)

    def part(self, pair: Pair) -> None:
        """Take the later one of a pair out of the group that the rules made."""
        if self._are_here(pair) and self._group[pair[0]] == self._group[pair[1]]:
            later = max(pair, key=self._order.__getitem__)
            self._members[self._group[later]].remove(later)
            self._put(later, f"{later} alone")

    def join(self, pair: Pair) -> None:
        """Make one group of two."""
        if self._are_here(pair):
            kept, gone = (self._group[each] for each in pair)
            if kept != gone:
                for record_id in self._members.pop(gone):
                    self._put(record_id, kept)

    def _put(self, record_id: str, group: str) -> None:
        self._group[record_id] = group
        self._members.setdefault(group, []).append(record_id)

    def write(self, connection: Connection) -> None:
        """Let the first of each group count, by hour, device and number."""
        firsts: dict[str, str] = {}
        for record_id in sorted(self._group, key=self._order.__getitem__):
            firsts.setdefault(self._group[record_id], record_id)
        table = signature_table
        for record_id, group in self._group.items():
            first: str | None = firsts[group]
            first = None if first == record_id else first
            if self._stored[record_id] != first:
                is_this = table.c.record_id == record_id
                connection.execute(update(table).where(is_this).values(duplicate_of=first))

    def _are_here(self, pair: Iterable[str]) -> bool:
        return all(each in self._group for each in pair)
