"""Reads records back: by their numbers, past damage, and a signature by its id."""

from sqlalchemy import Connection, select

from desktop_app.campaign.pack import CampaignId
from desktop_app.journal.damage import Damage, Part
from desktop_app.journal.problems import RecordUnknown
from desktop_app.journal.runs import Run
from desktop_app.journal.stored import StoredRecord
from desktop_app.journal.tables import record_table
from desktop_app.journal.walking import RecordRow, walk
from desktop_app.problems import Problem
from desktop_app.sealing.record import Kind, Record, Source, read_header
from desktop_app.signature.undo import RecordId

HEADERS_AT_ONCE = 100


def read_records(
    connection: Connection, campaign: CampaignId, run: Run, damages: tuple[Damage, ...]
) -> list[StoredRecord]:
    """Read a run; by the table alone where something about the records is damaged."""
    if any(not damage.is_note for damage in damages):
        return _past_damage(connection, campaign, run, damages)
    table = record_table
    query = (
        select(table.c.seq, table.c.header, table.c.sealed, table.c.chain)
        .where(table.c.campaign == campaign, table.c.seq.between(*run))
        .order_by(table.c.seq)
    )
    return [
        StoredRecord(
            seq=row.seq,
            record=Record(header_bytes=row.header, sealed=row.sealed),
            chain=row.chain,
        )
        for row in connection.execute(query)
    ]


def _past_damage(
    connection: Connection, campaign: CampaignId, run: Run, damages: tuple[Damage, ...]
) -> list[StoredRecord]:
    """Take the number from the header, which is the truth, and a right chain hash where one is known."""
    chains = {(d.campaign, d.seq): d.chain for d in damages if d.part is Part.LINK}
    found: dict[int, StoredRecord] = {}
    for row in walk(connection):
        stored = _stored(row, campaign, chains)
        if stored is not None and run[0] <= stored.seq <= run[1]:
            found.setdefault(stored.seq, stored)
    return [found[seq] for seq in sorted(found)]


def _stored(
    row: RecordRow, campaign: CampaignId, chains: dict[tuple[str, int], bytes]
) -> StoredRecord | None:
    if not isinstance(row.header, bytes):
        return None
    try:
        header = read_header(row.header)
        key: tuple[object, object] = header.campaign, header.seq
    except Problem:
        key = row.campaign, row.seq
    seq = key[1]
    if key[0] != campaign or not isinstance(seq, int):
        return None
    chain = chains.get((campaign, seq)) or row.chain
    return StoredRecord(
        seq=seq,
        record=Record(
            header_bytes=row.header, sealed=row.sealed if isinstance(row.sealed, bytes) else b""
        ),
        chain=chain if isinstance(chain, bytes) else b"",
    )


def source_of(connection: Connection, campaign: CampaignId, record_id: RecordId) -> Source:
    """Find a signature by its id, the latest first: it is hardly ever far away.

    Raises:
        RecordUnknown.
    """
    table = record_table
    query = (
        select(table.c.header)
        .where(table.c.campaign == campaign)
        .order_by(table.c.seq.desc())
        .execution_options(yield_per=HEADERS_AT_ONCE)
    )
    with connection.execute(query).scalars() as headers:
        for header_bytes in headers:
            header = read_header(header_bytes)
            if header.id == record_id and header.kind is Kind.SIGNATURE:
                return header.source
    raise RecordUnknown(record=record_id)
