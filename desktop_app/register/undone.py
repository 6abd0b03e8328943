"""Which signatures were taken back on the device that had just taken them in.

What counts is a function of the records that are here, never of the order in which they came: an
undo may be merged before its signature, long after it, or twice. It takes back a record of its own
device and campaign only, whatever else it names, and nothing if its device was revoked before it: whoever
has stolen a device must not make those away who signed on it before.
"""

from sqlalchemy import Connection, Select, exists, select

from desktop_app.problems import Problem
from desktop_app.register.tables import (
    record_table,
    revocation_table,
    signature_table,
    undo_table,
    unsettled_table,
)
from desktop_app.register.waiting import waiting_records
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.open import open_proved
from desktop_app.sealing.record import Record
from desktop_app.signature.undo import RecordId, read_undo


def taken_back(campaign: str) -> Select[str]:
    """Select the ids of a campaign's signatures that were taken back."""
    undo, signature, record, revocation = (
        undo_table,
        signature_table,
        record_table,
        revocation_table,
    )
    is_of_same_device = (
        (signature.c.record_id == undo.c.undone_id)
        & (signature.c.campaign == undo.c.campaign)
        & (signature.c.device == undo.c.device)
    )
    is_revoked = exists().where(
        record.c.id == undo.c.record_id,
        revocation.c.campaign == record.c.campaign,
        revocation.c.device == record.c.device,
        revocation.c.from_seq <= record.c.seq,
    )
    query = select(signature.c.record_id).select_from(undo.join(signature, is_of_same_device))
    return query.where(undo.c.campaign == campaign, ~is_revoked)


def open_waiting(connection: Connection, key: CampaignKey) -> frozenset[str]:
    """Open the undo records that came when the register was of version 1, where this key can.

    Gives the campaigns of which some were opened; they are unsettled.
    """
    undo = undo_table
    opened: set[str] = set()
    for record_id, campaign, record in waiting_records(connection, undo.c.undone_id):
        undone_id = _undone_id(record, key)
        if undone_id is not None:
            is_this = undo.c.record_id == record_id
            connection.execute(undo.update().where(is_this).values(undone_id=undone_id))
            note_unsettled(connection, campaign)
            opened.add(campaign)
    return frozenset(opened)


def note_unsettled(connection: Connection, campaign: str) -> None:
    """Remember that what counts in a campaign is to be decided anew."""
    table = unsettled_table
    is_noted = connection.execute(select(table.c.campaign).where(table.c.campaign == campaign))
    if is_noted.first() is None:
        connection.execute(table.insert().values(campaign=campaign))


def _undone_id(record: Record, key: CampaignKey) -> RecordId | None:
    try:
        return read_undo(open_proved(record, key)).record_id
    except Problem:  # sealed to another key, or damaged since
        return None
