"""Erases a campaign from the register: nothing about any person is left, and nothing comes again.

Records with their headers, what was opened of them, indexes, flags, decisions, pairs, refusals, what
was kept aside, slips, the ledger and the lists of who was delivered go. What stays is of nobody: the
pack and its day, that deliveries were made and to whom, how many withdrew and who is still to be told,
the log. One keyed mark stands for the whole campaign (`tombstones.py`), so that an old batch brings
nothing back; the marks of single records and people are not needed beside it.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, func, select

from desktop_app.register.activity import Deed, Entry, Noted, latest, note
from desktop_app.register.problems import CampaignUnknown, RegisterDamaged
from desktop_app.register.retention import readable_pack
from desktop_app.register.store import Register
from desktop_app.register.tables import (
    aside_table,
    batch_table,
    closing_table,
    decision_table,
    delivered_table,
    delivery_table,
    flag_table,
    near_pair_table,
    pack_table,
    record_table,
    refusal_table,
    revocation_table,
    signature_table,
    slip_table,
    tombstone_table,
    undo_table,
    unsettled_table,
    vouched_table,
)
from desktop_app.register.tombstones import campaign_mark

COUNTS = ("records", "signatures", "sealed", "devices", "deliveries", "tombstones")
"""What the log's entry counts."""

_EMPTIED = (
    signature_table,
    undo_table,
    closing_table,
    flag_table,
    refusal_table,
    decision_table,
    near_pair_table,
    aside_table,
    record_table,
    vouched_table,
    revocation_table,
    slip_table,
    batch_table,
    unsettled_table,
    tombstone_table,
)


@dataclass(frozen=True, kw_only=True)
class ErasedCampaign:
    """What was erased, as the log tells it."""

    campaign: str
    erased_at: datetime
    pack_hash: str
    """Of the newest pack; empty if the register had none."""
    counts: dict[str, int]
    noted: Noted


def erase_campaign(register: Register, campaign: str) -> ErasedCampaign:
    """Erase all of a campaign for good.

    Erasing again what is erased changes nothing and tells of the first time.

    Raises:
        CampaignUnknown: nothing of it is in the register, and never was. RegisterDamaged: it was
        erased, and the log does not tell of it. What else a transaction raises.
    """
    pack = readable_pack(register, campaign)
    with register.transaction() as connection:
        if not _is_erased(connection, register, campaign):
            _check_there(connection, campaign)
            counts = _counted(connection, campaign)
            _empty(connection, campaign)
            now = register.now()
            connection.execute(
                tombstone_table.insert().values(
                    blind=campaign_mark(register, campaign), campaign=campaign, made_at=now
                )
            )
            note(
                connection,
                register.activity_key,
                now,
                Deed.CAMPAIGN_ERASED,
                campaign=campaign,
                pack=pack.hash if pack is not None else "",
                **counts,
            )
        found = latest(connection, Deed.CAMPAIGN_ERASED, campaign=campaign)
        if found is None:
            raise RegisterDamaged(reason="its log")
    register.scrub()
    return _erased(campaign, *found)


def _is_erased(connection: Connection, register: Register, campaign: str) -> bool:
    """Ask the keyed mark: an entry of the log anybody with the file could have written."""
    table = tombstone_table
    query = select(table.c.campaign).where(table.c.blind == campaign_mark(register, campaign))
    return connection.execute(query).first() is not None


def _check_there(connection: Connection, campaign: str) -> None:
    """Refuse a campaign of which nothing is here.

    Raises:
        CampaignUnknown.
    """
    there: set[str] = set()
    for table in (record_table, aside_table, pack_table):
        there.update(connection.execute(select(table.c.campaign).distinct()).scalars())
    if campaign not in there:
        raise CampaignUnknown(campaign=campaign, there=", ".join(sorted(there)) or "–")


def _counted(connection: Connection, campaign: str) -> dict[str, int]:
    record, aside = record_table, aside_table
    stored, kept_aside = record.c.campaign == campaign, aside.c.campaign == campaign
    devices = select(func.count(record.c.device.distinct())).where(stored)
    return {
        "records": _count(connection, stored) + _count(connection, kept_aside),
        "signatures": _count(connection, signature_table.c.campaign == campaign),
        "sealed": _count(connection, stored, func.length(record.c.sealed) > 0)
        + _count(connection, kept_aside, func.length(aside.c.sealed) > 0),
        "devices": int(connection.execute(devices).scalar_one()),
        "deliveries": _count(connection, delivery_table.c.campaign == campaign),
        "tombstones": _count(connection, tombstone_table.c.campaign == campaign),
    }


def _count(connection: Connection, *conditions: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count()).where(*conditions)).scalar_one())


def _empty(connection: Connection, campaign: str) -> None:
    of_campaign = select(delivery_table.c.id).where(delivery_table.c.campaign == campaign)
    connection.execute(
        delete(delivered_table).where(delivered_table.c.delivery_id.in_(of_campaign))
    )
    for table in _EMPTIED:
        connection.execute(delete(table).where(table.c.campaign == campaign))


def _erased(campaign: str, entry: Entry, noted: Noted) -> ErasedCampaign:
    facts = entry.facts
    return ErasedCampaign(
        campaign=campaign,
        erased_at=datetime.fromisoformat(entry.at),
        pack_hash=str(facts.get("pack", "")),
        counts={name: int(facts.get(name, 0)) for name in COUNTS},
        noted=noted,
    )
