"""The signatures about which something is to be decided anew: those a change touches, and their like.

What counts is a function of all that is here (`duplicates.py`), but a change can alter it only for
whoever has something in common with what came or went: an address, a group, a decision. These stand
in a table of the database's own that ends with the transaction.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Column, ColumnElement, Connection, MetaData, Select, Table, func, select

from desktop_app.register.tables import (
    Text,
    decision_table,
    record_table,
    signature_table,
    undo_table,
)

T = TypeVar("T")
IDS_AT_ONCE = 500

touched_table = Table(
    "touched",
    MetaData(),
    Column("record_id", Text, primary_key=True),
    prefixes=["TEMPORARY"],
)


@contextmanager
def touching(connection: Connection) -> Iterator[None]:
    """Have an empty table to put into who is touched. An error undoes it with the transaction."""
    touched_table.create(connection, checkfirst=False)
    yield
    touched_table.drop(connection, checkfirst=False)


def touch_ids(connection: Connection, record_ids: Sequence[str]) -> None:
    """Touch those of some signatures that are here."""
    for start in range(0, len(record_ids), IDS_AT_ONCE):
        chunk = record_ids[start : start + IDS_AT_ONCE]
        _touch(connection, signature_table.c.record_id.in_(chunk))


def touch_merge(connection: Connection, merge_id: int) -> None:
    """Touch the signatures that came with a merge, and those that are taken back by what came."""
    record, undo = record_table, undo_table
    ids = select(record.c.id).where(record.c.merge_id == merge_id)
    undone = select(undo.c.undone_id).where(
        undo.c.record_id.in_(ids), undo.c.undone_id.is_not(None)
    )
    _touch(connection, signature_table.c.record_id.in_(ids))
    _touch(connection, signature_table.c.record_id.in_(undone))


def count_touched(connection: Connection) -> int:
    """Count who is touched so far."""
    return int(connection.execute(select(func.count()).select_from(touched_table)).scalar_one())


def campaigns_touched(connection: Connection) -> list[str]:
    """List the campaigns of those who are touched."""
    table = signature_table
    query = select(table.c.campaign).where(is_touched()).distinct().order_by(table.c.campaign)
    return list(connection.execute(query).scalars())


def is_touched() -> ColumnElement[bool]:
    """Tell in SQL whether a row of the signature table is touched."""
    return signature_table.c.record_id.in_(select(touched_table.c.record_id))


def widen(connection: Connection, campaigns: Sequence[str]) -> None:
    """Touch also whoever has to do with those who are touched.

    All about whom somebody has decided something in these campaigns are among them, because all
    decisions are made to hold anew; they are few.
    """
    _touch_decided(connection, campaigns)
    _touch_namesakes(connection)


def _touch_decided(connection: Connection, campaigns: Sequence[str]) -> None:
    table, decision = signature_table, decision_table
    holds = decision.c.campaign.in_(campaigns) & decision.c.undone_at.is_(None)
    for column in (decision.c.first_id, decision.c.other_id):
        _touch(connection, table.c.record_id.in_(select(column).where(holds)))


def _touch_namesakes(connection: Connection) -> None:
    """Touch who has the address of somebody who is touched, whatever the name and the campaign.

    Where neither gave an e-mail it is the phone, which has no index: those without e-mail are walked
    through, but only if there is one to look for.
    """
    table = signature_table
    emails = _of_touched(table.c.email_index)
    _touch(connection, table.c.email_index.in_(emails))
    no_email = table.c.email_index.is_(None)
    phones = _of_touched(table.c.phone_index).where(no_email, table.c.phone_index.is_not(None))
    if connection.execute(phones.limit(1)).first() is not None:
        _touch(connection, no_email, table.c.phone_index.in_(phones))


def _of_touched(column: ColumnElement[T]) -> Select[T]:
    """Select what those who are touched have in a column."""
    return select(column).where(is_touched(), column.is_not(None))


def _touch(connection: Connection, *which: ColumnElement[bool]) -> None:
    """Touch the signatures of which something is so, but for those that are touched."""
    ids = select(signature_table.c.record_id).where(*which, ~is_touched())
    connection.execute(touched_table.insert().from_select(["record_id"], ids))
