"""Settles only what a change touches: the same as settling a whole campaign, in a fraction of the time.

Who counts would be the same if all were decided anew (`duplicates.settle_duplicates`), which is what
happens where much has changed, and where a merge that was broken off has left a campaign unsettled.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from desktop_app.register.duplicates import settle_campaign, settle_duplicates
from desktop_app.register.tables import (
    merge_table,
    record_table,
    signature_table,
    unsettled_table,
)
from desktop_app.register.touched import (
    campaigns_touched,
    count_touched,
    is_touched,
    touch_ids,
    touch_merge,
    touching,
    widen,
)
from desktop_app.register.undone import note_unsettled

FEW = 2_000
SHARE_OF_ALL = 8
"""If more are touched than a few and than this part of all, settling all is quicker."""


@dataclass(frozen=True, kw_only=True)
class Before:
    """What was so when a merge began.

    `unsettled` are the campaigns that others have left to be settled whole; `others` how many records
    came with each merge that has not ended, because it runs in another place or was broken off.
    """

    unsettled: frozenset[str]
    others: dict[int, int]


def before_merge(connection: Connection) -> Before:
    """Look at what is unsettled before a merge begins."""
    return Before(unsettled=_unsettled(connection), others=_others(connection, None))


def settle_merge(
    connection: Connection, merge_id: int, before: Before, also_whole: Collection[str] = ()
) -> None:
    """Settle what came with a merge, and whole campaigns where that would leave something out.

    Args:
        also_whole: campaigns in which more than what came has changed.
    """
    unsettled = _unsettled(connection)
    if (
        unsettled and _others(connection, merge_id) == before.others
    ):  # else who knows what is theirs
        with touching(connection):
            touch_merge(connection, merge_id)
            if not _are_many(connection):
                widen(connection, sorted(unsettled))
                for campaign in sorted(unsettled - before.unsettled - set(also_whole)):
                    settle_campaign(connection, campaign, is_touched())
    settle_duplicates(connection)


@contextmanager
def settled_around(
    connection: Connection, record_ids: Sequence[str] = (), *, merge_id: int | None = None
) -> Iterator[None]:
    """Settle, once it is done, what a change to some signatures touches: they may be gone by then.

    Args:
        record_ids: the signatures.
        merge_id: all that came with a merge, instead.
    """
    with touching(connection):
        if merge_id is not None:
            touch_merge(connection, merge_id)
        touch_ids(connection, record_ids)
        campaigns = campaigns_touched(connection)
        if _are_many(connection):
            for campaign in campaigns:
                note_unsettled(connection, campaign)
        else:
            widen(connection, campaigns)
        yield
        for campaign in campaigns:
            if campaign not in _unsettled(connection):
                settle_campaign(connection, campaign, is_touched())
    settle_duplicates(connection)


def _unsettled(connection: Connection) -> frozenset[str]:
    return frozenset(connection.execute(select(unsettled_table.c.campaign)).scalars())


def _others(connection: Connection, merge_id: int | None) -> dict[int, int]:
    """Count the records of each merge that has not ended, but for one."""
    record, merge = record_table, merge_table
    ids = select(merge.c.id).where(merge.c.ended_at.is_(None), merge.c.taken_back_at.is_(None))
    if merge_id is not None:
        ids = ids.where(merge.c.id != merge_id)
    query = (
        select(record.c.merge_id, func.count())
        .where(record.c.merge_id.in_(ids))
        .group_by(record.c.merge_id)
    )
    return {row[0]: int(row[1]) for row in connection.execute(query)}


def _are_many(connection: Connection) -> bool:
    count = count_touched(connection)
    if count <= FEW:
        return False
    every = connection.execute(select(func.count()).select_from(signature_table)).scalar_one()
    return count * SHARE_OF_ALL > every
