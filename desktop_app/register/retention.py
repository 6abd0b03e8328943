"""What must be erased by when: each campaign's pack names the day, and the register counts what is left.

No passphrase is needed: days and counts stand in the clear.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from sqlalchemy import ColumnElement, Connection, func, select

from desktop_app.campaign.pack import Pack
from desktop_app.register.activity import Deed, latest
from desktop_app.register.packs import newest_pack
from desktop_app.register.problems import RegisterDamaged
from desktop_app.register.store import LockedRegister
from desktop_app.register.tables import (
    aside_table,
    delivery_table,
    pack_table,
    record_table,
    signature_table,
    tombstone_table,
)

WARN_DAYS = 30


class Due(Enum):
    """How near a campaign's day of deletion is."""

    PAST = "past"
    SOON = "soon"
    """In 30 days or less."""
    LATER = "later"
    UNKNOWN = "unknown"
    """The register has no pack of the campaign, or a damaged one."""
    ERASED = "erased"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What the register keeps of one campaign."""

    campaign: str
    due: Due
    delete_by: date | None
    """The day that the newest pack names; the campaign is to be erased when it is over at the latest."""
    signature_count: int
    sealed_count: int
    """Records whose sealed part is here, those of merges that were taken back among them."""
    delivery_count: int
    tombstone_count: int
    erased_at: datetime | None


def kept_campaigns(register: LockedRegister, today: date) -> tuple[Kept, ...]:
    """List all campaigns of a register, the most urgent first."""
    with register.transaction() as connection:
        counts = {table.name: _by_campaign(connection, table.c.campaign) for table in _COUNTED}
        sealed = _sealed_by_campaign(connection)
        campaigns = sorted(set().union(*counts.values()))
        erased = {
            each: latest(connection, Deed.CAMPAIGN_ERASED, campaign=each) for each in campaigns
        }
    kept = []
    for campaign in campaigns:
        pack = readable_pack(register, campaign)
        delete_by = pack.settings.delete_by if pack is not None else None
        found = erased[campaign]
        kept.append(
            Kept(
                campaign=campaign,
                due=Due.ERASED if found is not None else _due(delete_by, today),
                delete_by=delete_by,
                signature_count=counts[signature_table.name][campaign],
                sealed_count=sealed[campaign],
                delivery_count=counts[delivery_table.name][campaign],
                tombstone_count=counts[tombstone_table.name][campaign],
                erased_at=datetime.fromisoformat(found[0].at) if found is not None else None,
            )
        )
    order = list(Due)
    return tuple(sorted(kept, key=lambda each: (order.index(each.due), each.delete_by or date.max)))


def readable_pack(register: LockedRegister, campaign: str) -> Pack | None:
    """Give the newest pack of a campaign; None also for a damaged one, which keeps nothing from going."""
    try:
        return newest_pack(register, campaign)
    except RegisterDamaged:
        return None


def _due(delete_by: date | None, today: date) -> Due:
    if delete_by is None:
        return Due.UNKNOWN
    if today > delete_by:
        return Due.PAST
    return Due.SOON if today >= delete_by - timedelta(days=WARN_DAYS) else Due.LATER


_COUNTED = (
    record_table,
    aside_table,
    signature_table,
    delivery_table,
    pack_table,
    tombstone_table,
)


def _by_campaign(connection: Connection, column: ColumnElement[str]) -> Counter[str]:
    query = select(column, func.count()).group_by(column)
    return Counter({str(row[0]): int(row[1]) for row in connection.execute(query)})


def _sealed_by_campaign(connection: Connection) -> Counter[str]:
    found: Counter[str] = Counter()
    for table in (record_table, aside_table):
        query = (
            select(table.c.campaign, func.count())
            .where(func.length(table.c.sealed) > 0)
            .group_by(table.c.campaign)
        )
        found.update({str(row[0]): int(row[1]) for row in connection.execute(query)})
    return found
