"""Closes a campaign's shift; notes which records are closings, so that counting needs no key."""

from datetime import datetime

from sqlalchemy import Connection, select

from desktop_app.campaign.pack import CampaignId, Pack
from desktop_app.journal.checks import checked, whole_rows
from desktop_app.journal.clock import read_jumps
from desktop_app.journal.counts import record_counts, signature_counts
from desktop_app.journal.device_key import DeviceKey
from desktop_app.journal.kept import Closed
from desktop_app.journal.minutes import instant_of, minute_of, whole_minute
from desktop_app.journal.tables import closing_table, record_table
from desktop_app.journal.writing import Writing, tail
from desktop_app.sealing.record import Kind, Source
from desktop_app.signature.closing import (
    CLOSING_VERSION,
    MAX_JUMPS,
    MAX_WORDS_CHARACTERS,
    Closing,
    Jump,
    closing_bytes,
)
from desktop_app.signature.fields import cleaned


def close_campaign(writing: Writing, pack: Pack, place: str, shift: str) -> Closed:
    """Append a closing, unless one stands at the end already."""
    connection, device = writing.connection, writing.key.device
    last = read_last_closed(connection, pack.id, device)
    if last is not None and last.record_count == record_counts(connection)[pack.id]:
        return last
    next_place = writing.next_place(pack.id)
    since = last.record_count if last is not None else 0
    closing = Closing(
        v=CLOSING_VERSION,
        closed_at=whole_minute(next_place.now),
        place=_words(place),
        shift=_words(shift),
        signature_count=signature_counts(connection).get(pack.id, 0),
        jumps=_jumps(connection, pack.id, since),
    )
    writing.append(next_place, closing_bytes(closing), pack, Kind.CLOSING, Source.KIOSK)
    row = checked(
        closing_table,
        campaign=pack.id,
        seq=next_place.seq,
        closed_at_minute=minute_of(closing.closed_at),
        signature_count=closing.signature_count,
    )
    connection.execute(closing_table.insert().values(row))
    count, head = tail(connection, pack.id)
    return Closed(
        campaign=pack.id,
        device=device,
        record_count=count,
        signature_count=closing.signature_count,
        head=head,
        closed_at=closing.closed_at,
        is_recorded=True,
    )


def closed_without_record(
    connection: Connection, campaign: CampaignId, key: DeviceKey, now: datetime
) -> Closed:
    """Give what a slip says where nothing can be written; the closing at the end, if one is there."""
    count, head = tail(connection, campaign)
    last = read_last_closed(connection, campaign, key.device)
    if last is not None and last.record_count == count:
        return last
    return Closed(
        campaign=campaign,
        device=key.device,
        record_count=count,
        signature_count=signature_counts(connection).get(campaign, 0),
        head=head,
        closed_at=whole_minute(now),
        is_recorded=False,
    )


def read_last_closed(connection: Connection, campaign: CampaignId, device: str) -> Closed | None:
    """Read what the last closing of a campaign said."""
    rows = whole_rows(connection, closing_table, campaign)
    if not rows:
        return None
    last = rows[-1]
    table = record_table
    query = select(table.c.chain).where(table.c.campaign == campaign, table.c.seq == last["seq"])
    return Closed(
        campaign=campaign,
        device=device,
        record_count=last["seq"],
        signature_count=last["signature_count"],
        head=connection.execute(query).scalar_one(),
        closed_at=instant_of(last["closed_at_minute"]),
        is_recorded=True,
    )


def _jumps(connection: Connection, campaign: CampaignId, since: int) -> tuple[Jump, ...]:
    """Give the latest jumps after a record."""
    jumps = [jump for jump in read_jumps(connection, campaign) if jump.seq > since]
    return tuple(
        Jump(seq=jump.seq, before=jump.before, after=jump.after) for jump in jumps[-MAX_JUMPS:]
    )


def _words(text: str) -> str:
    return cleaned(cleaned(text)[:MAX_WORDS_CHARACTERS])
