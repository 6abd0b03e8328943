"""Proves that the journal is whole: the file, its tables, every record, and every note about them.

`prove` stands at every start; `examine` lists all that is damaged, for those who save the rest.
"""

from collections.abc import Callable, Iterator

from sqlalchemy import Connection, Engine, select
from sqlalchemy.dialects import sqlite

from desktop_app.journal.checkpoints import signed_checkpoints
from desktop_app.journal.checks import is_whole, whole_rows
from desktop_app.journal.damage import Damage, Part, most_telling
from desktop_app.journal.device_key import is_key, key_rows
from desktop_app.journal.handed_over import read_runs
from desktop_app.journal.problems import STUMBLES, must_be_damage
from desktop_app.journal.proof_of_records import RecordProof, Undone
from desktop_app.journal.runs import Run
from desktop_app.journal.tables import (
    CHECK_COLUMN,
    CHECKS_SINCE_VERSION,
    SINCE_VERSION_3,
    UNDONE_SINCE_VERSION,
    AnyTable,
    acknowledged_table,
    checkpoint_table,
    clock_jump_table,
    clock_table,
    closing_table,
    erased_table,
    handed_over_table,
    metadata,
    tables_version,
    undone_table,
    voucher_table,
)
from desktop_app.journal.undone import undone_rows
from desktop_app.journal.walking import walk

CHECKED = {
    handed_over_table: Part.HANDED_OVER,
    closing_table: Part.CLOSING,
    clock_table: Part.CLOCK,
    clock_jump_table: Part.CLOCK,
    acknowledged_table: Part.ACKNOWLEDGED,
    erased_table: Part.ERASED,
    voucher_table: Part.VOUCHER,
}
TABLE_COLUMNS = (
    'SELECT m.name, c.name, c.type, c."notnull", c.pk FROM sqlite_master m, '
    "pragma_table_info(m.name) c WHERE m.type = 'table'"
)
OTHER_THINGS = "SELECT count(*) FROM sqlite_master WHERE type NOT IN ('table', 'index')"


def prove(engine: Engine) -> None:
    """Check the whole journal.

    Raises:
        JournalDamaged: something is not what this device wrote; its facts say what.
    """
    damages = examine(engine)
    if damages:
        raise most_telling(damages).problem()


def examine(engine: Engine) -> tuple[Damage, ...]:
    """List everything in a journal that is not what this device wrote; empty for a whole one.

    Raises:
        JournalInUse, JournalUnreadable: the disk does not give it.
    """
    with engine.begin() as connection:
        found: list[Damage] = []
        for prove_part, part in (
            (_prove_tables, Part.TABLES),
            (_prove_file, Part.FILE),
            (_prove_key, Part.DEVICE_KEY),
            (_prove_records, Part.FILE),
            (_prove_notes, Part.TABLES),
        ):
            found += _damages(connection, prove_part, part)
    return tuple(dict.fromkeys(found))


def _damages(
    connection: Connection, prove_part: Callable[[Connection], Iterator[Damage]], part: Part
) -> Iterator[Damage]:
    """Give a part's damages; where SQLite itself stumbles, that is one."""
    try:
        yield from prove_part(connection)
    except STUMBLES as error:
        must_be_damage(error)
        yield Damage(part=part)


def _prove_tables(connection: Connection) -> Iterator[Damage]:
    """Compare the tables with those of their version: no other ones, and nothing that would act."""
    if not has_tables(connection, tables_version(connection)):
        yield Damage(part=Part.TABLES)


def has_tables(connection: Connection, version: int) -> bool:
    """Tell whether the tables are exactly those of a version."""
    found = {tuple(row) for row in connection.exec_driver_sql(TABLE_COLUMNS)}
    others = connection.exec_driver_sql(OTHER_THINGS).scalar_one()
    return not others and found == _columns(version)


def _columns(version: int) -> set[tuple[str, str, str, int, int]]:
    dialect = sqlite.dialect()
    columns: set[tuple[str, str, str, int, int]] = set()
    for table in metadata.tables.values():
        keys = list(table.primary_key)
        columns |= {
            (
                table.name,
                column.name,
                column.type.compile(dialect),
                int(not column.nullable),
                keys.index(column) + 1 if column in keys else 0,
            )
            for column in table.columns
            if _is_in(version, table, column.name)
        }
    return columns


def _is_in(version: int, table: AnyTable, column: str) -> bool:
    if version >= CHECKS_SINCE_VERSION:
        return True
    if table in SINCE_VERSION_3 or column == CHECK_COLUMN:
        return False
    return table is not undone_table or version >= UNDONE_SINCE_VERSION


def _prove_file(connection: Connection) -> Iterator[Damage]:
    """`integrity_check` is `quick_check` and the indexes: a wrong entry would hide a record."""
    verdict = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
    if verdict != "ok":
        yield Damage(part=Part.FILE)


def _prove_key(connection: Connection) -> Iterator[Damage]:
    first, again = key_rows(connection)
    if tables_version(connection) < CHECKS_SINCE_VERSION:
        again = first
    if (
        first is None
        or again is None
        or not (is_key(first) and is_key(again))
        or any(again[c] != first[c] for c in first)
    ):
        yield Damage(part=Part.DEVICE_KEY)


def _prove_records(connection: Connection) -> Iterator[Damage]:
    rows = undone_rows(connection)
    closings = whole_rows(connection, closing_table)
    checkpoints = {c.campaign: c for c in signed_checkpoints(connection)}
    undone = Undone(
        open_rows={(row.campaign, row.seq): row.record_id for row in rows},
        awaited={(row.campaign, row.record_id) for row in rows},
    )
    proof = RecordProof(
        undone=undone,
        closings={(row["campaign"], row["seq"]) for row in closings},
        erased=_erased(connection),
        checkpoints=checkpoints,
    )
    yield from proof.prove(walk(connection))
    for campaign in connection.execute(select(checkpoint_table.c.campaign)).scalars():
        if campaign not in checkpoints:
            yield Damage(part=Part.CHECKPOINT, campaign=campaign)


def _erased(connection: Connection) -> dict[str, tuple[Run, ...]]:
    campaigns = {row["campaign"] for row in whole_rows(connection, erased_table)}
    return {each: read_runs(connection, erased_table, each) for each in campaigns}


def _prove_notes(connection: Connection) -> Iterator[Damage]:
    if tables_version(connection) < CHECKS_SINCE_VERSION:
        return
    for table, part in CHECKED.items():
        for row in connection.execute(select(table)).mappings():
            if not is_whole(table, row):
                yield _damaged_note(part, row.get("campaign", ""))


def _damaged_note(part: Part, campaign: object) -> Damage:
    return Damage(part=part, campaign=campaign if isinstance(campaign, str) else "")
