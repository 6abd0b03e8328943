"""The notes of a restored journal: brought from the damaged one, and told from the headers.

Which signature an undo record takes back is sealed. Where the damaged journal does not tell it, the
note says only that there is one, and counting needs no more.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError

from desktop_app.journal.checks import Cell, checked, whole_rows
from desktop_app.journal.clock import note_last_at
from desktop_app.journal.counts import hour_of
from desktop_app.journal.engine import open_engine
from desktop_app.journal.minutes import minute_of
from desktop_app.journal.runs import Run
from desktop_app.journal.tables import (
    CHECK_COLUMN,
    acknowledged_table,
    checkpoint_table,
    clock_jump_table,
    closing_table,
    erased_table,
    handed_over_table,
    record_table,
    undone_table,
    voucher_table,
)
from desktop_app.journal.undone import undone_rows
from desktop_app.problems import Problem
from desktop_app.sealing.record import Header, Kind, read_header

RECORD_ID = re.compile("[0-9a-f]{32}")
BROUGHT = (handed_over_table, acknowledged_table, closing_table, clock_jump_table)
HEADERS_AT_ONCE = 500


@dataclass(kw_only=True)
class _Campaign:
    """What the headers of a campaign tell, in their order."""

    name: str
    signature_count: int = 0
    undone: list[int] = field(default_factory=list)
    closings: list[dict[str, Cell]] = field(default_factory=list)
    erased: list[Run] = field(default_factory=list)
    seq: int = 0
    chain: bytes = b""
    last_hour: str = ""


def bring_notes(connection: Connection, damaged: Path | None) -> None:
    """Take over what is whole of the notes of a damaged journal, as far as SQLite can read it."""
    if damaged is None or not damaged.is_file():
        return
    engine = open_engine(damaged, is_read_only=True)
    try:
        for table in BROUGHT:
            with engine.begin() as old:
                for row in whole_rows(old, table):
                    cells = {name: row[name] for name in row if name != CHECK_COLUMN}
                    put = insert(table).values(checked(table, **cells))
                    connection.execute(put.on_conflict_do_nothing())
        with engine.begin() as old:
            for campaign, seq, record_id in undone_rows(old):
                if _is_note(campaign, seq, record_id):
                    _note_undone(connection, campaign, seq, record_id)
    except (DBAPIError, Problem, RuntimeError, UnicodeDecodeError):
        return  # what is handed over again is harmless
    finally:
        engine.dispose()


def _is_note(campaign: object, seq: object, record_id: object) -> bool:
    """Tell whether a note is one: where a bit has flipped, a column may hold anything or nothing."""
    return (
        isinstance(campaign, str)
        and isinstance(seq, int)
        and isinstance(record_id, str)
        and RECORD_ID.fullmatch(record_id) is not None
    )


def complete_notes(connection: Connection) -> None:
    """Write what follows from the records: checkpoints, undos, closings, what was erased."""
    table = record_table
    names = connection.execute(select(table.c.campaign).distinct()).scalars().all()
    campaigns = [_read(connection, name) for name in names]
    for campaign in campaigns:
        _note_end(connection, campaign)
        _note_undos(connection, campaign)
        _note_closings(connection, campaign)
        _note_erased(connection, campaign)
    last_at = hour_of(max((campaign.last_hour for campaign in campaigns), default=""))
    if last_at is not None:
        note_last_at(connection, last_at)


def _read(connection: Connection, name: str) -> _Campaign:
    found = _Campaign(name=name)
    table = record_table
    query = (
        select(
            table.c.seq, table.c.header, (table.c.sealed == b"").label("is_erased"), table.c.chain
        )
        .where(table.c.campaign == name)
        .order_by(table.c.seq)
        .execution_options(yield_per=HEADERS_AT_ONCE)
    )
    for row in connection.execute(query):
        _take_in(found, read_header(row.header))
        if row.is_erased and found.erased and found.erased[-1][1] == row.seq - 1:
            found.erased[-1] = (found.erased[-1][0], row.seq)
        elif row.is_erased:
            found.erased.append((row.seq, row.seq))
        found.seq, found.chain = row.seq, row.chain
    return found


def _take_in(found: _Campaign, header: Header) -> None:
    if header.kind is Kind.SIGNATURE:
        found.signature_count += 1
    elif header.kind is Kind.UNDO:
        found.undone.append(header.seq)
    else:
        hour = hour_of(header.hour)
        found.closings.append(
            {
                "campaign": found.name,
                "seq": header.seq,
                "closed_at_minute": minute_of(hour) if hour is not None else 0,
                "signature_count": found.signature_count - len(found.undone),
            }
        )
    found.last_hour = max(found.last_hour, header.hour)


def _note_end(connection: Connection, campaign: _Campaign) -> None:
    table = voucher_table
    query = select(table.c.signature).where(
        table.c.campaign == campaign.name, table.c.seq == campaign.seq
    )
    signature = connection.execute(query).scalar_one()
    values = {"count": campaign.seq, "head": campaign.chain, "signature": signature}
    row = insert(checkpoint_table).values(campaign=campaign.name, **values)
    connection.execute(row.on_conflict_do_update(index_elements=["campaign"], set_=values))


def _note_undos(connection: Connection, campaign: _Campaign) -> None:
    for seq in campaign.undone:
        _note_undone(connection, campaign.name, seq, f"unknown-{seq}")
    table = undone_table
    connection.execute(
        delete(table).where(table.c.campaign == campaign.name, table.c.seq.not_in(campaign.undone))
    )


def _note_undone(connection: Connection, campaign: str, seq: int, record_id: str) -> None:
    row = insert(undone_table).values(campaign=campaign, seq=seq, record_id=record_id)
    connection.execute(row.on_conflict_do_nothing())


def _note_closings(connection: Connection, campaign: _Campaign) -> None:
    table = closing_table
    for closing in campaign.closings:
        row = insert(table).values(checked(table, **closing))
        connection.execute(row.on_conflict_do_nothing())
    seqs = [closing["seq"] for closing in campaign.closings]
    connection.execute(
        delete(table).where(table.c.campaign == campaign.name, table.c.seq.not_in(seqs))
    )


def _note_erased(connection: Connection, campaign: _Campaign) -> None:
    table = erased_table
    connection.execute(delete(table).where(table.c.campaign == campaign.name))
    for first, last in campaign.erased:
        row = checked(table, campaign=campaign.name, first=first, last=last)
        connection.execute(insert(table).values(row))
