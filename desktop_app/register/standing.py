"""Which signatures count: those that are nobody's duplicate and are not away.

A signature is away when its device has taken it back, or when the device was revoked before it wrote
it. Both are functions of what is in the register, never of the order in which it came, and are
settled anew with the duplicates (`duplicates.py`), so that queries need to look at two columns only.
"""

from enum import Enum

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select, true, update

from desktop_app.register.tables import revocation_table, signature_table
from desktop_app.register.undone import taken_back

ALL = true()
"""In SQL: every row."""


class Away(Enum):
    """Why a signature does not count, in `signature.away`."""

    TAKEN_BACK = "taken_back"
    REVOKED = "revoked"


def is_counted() -> ColumnElement[bool]:
    """Tell in SQL whether a row of the signature table counts as a person."""
    table = signature_table
    return and_(table.c.duplicate_of.is_(None), table.c.away.is_(None))


def settle_away(connection: Connection, campaign: str, among: ColumnElement[bool] = ALL) -> None:
    """Decide anew which signatures of a campaign are away, and why; of all rows or some of them."""
    table = signature_table
    is_among = and_(table.c.campaign == campaign, among)
    rules: dict[Away, ColumnElement[bool]] = {
        Away.TAKEN_BACK: table.c.record_id.in_(taken_back(campaign))
    }
    if _has_revocation(connection, campaign):  # else no row needs to be looked at
        rules[Away.REVOKED] = _is_revoked()
    still = or_(*(and_(table.c.away == away.value, rule) for away, rule in rules.items()))
    connection.execute(  # first those, few, that are away and should not be, or for another reason
        update(table).where(is_among, table.c.away.is_not(None), ~still).values(away=None)
    )
    for away, rule in rules.items():
        connection.execute(
            update(table).where(is_among, table.c.away.is_(None), rule).values(away=away.value)
        )


def count_away(connection: Connection, campaign: str | None) -> dict[Away, int]:
    """Count the signatures that are away, by reason, in one campaign or in all."""
    table = signature_table
    query = (
        select(table.c.away, func.count()).where(table.c.away.is_not(None)).group_by(table.c.away)
    )
    if campaign is not None:
        query = query.where(table.c.campaign == campaign)
    found = {row[0]: int(row[1]) for row in connection.execute(query)}
    return {away: found.get(away.value, 0) for away in Away}


def _has_revocation(connection: Connection, campaign: str) -> bool:
    query = select(revocation_table.c.device).where(revocation_table.c.campaign == campaign)
    return connection.execute(query.limit(1)).first() is not None


def _is_revoked() -> ColumnElement[bool]:
    table, revocation = signature_table, revocation_table
    return exists().where(
        revocation.c.campaign == table.c.campaign,
        revocation.c.device == table.c.device,
        revocation.c.from_seq <= table.c.seq,
    )
