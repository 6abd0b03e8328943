"""Finds near duplicates: pairs that may be one person, for somebody to look at. Decides nothing.

Signatures with something in common are found by SQL over blind indexes (loose name, loose address,
phone, e-mail); only those few are opened and compared (`likeness.py`). So memory stays flat, and a
million signatures need no comparison of everybody with everybody. Where very many have one name, each
is compared with its neighbours in the order of addresses.
"""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from sqlalchemy import Column, Connection, bindparam, delete, func, select, update

from desktop_app.problems import Problem
from desktop_app.register.blind import blind_indexes
from desktop_app.register.decisions import Pair, pair_of
from desktop_app.register.duplicates import check_campaign, settle_duplicates
from desktop_app.register.likeness import Likeness, Traits, likeness, traits_of
from desktop_app.register.proposals import is_decided
from desktop_app.register.rarity import Names
from desktop_app.register.rows import Row, as_bytes, insert_rows
from desktop_app.register.standing import is_counted
from desktop_app.register.store import Register
from desktop_app.register.tables import near_pair_table, signature_table
from desktop_app.signature.reading import read_signature

KEYS_AT_ONCE = 500
ROWS_AT_ONCE = 1000
LARGE_GROUP = 40
NEIGHBOURS = 12
MANY = 1_000_000
"""Stands for how many have a name where that plays no part."""

Pairs = dict[Pair, Likeness]


@dataclass(frozen=True, kw_only=True)
class NearProgress:
    """How far the search is: groups of signatures that were looked at, of all, and pairs so far."""

    groups_done: int
    group_count: int
    pair_count: int


def find_near(register: Register, campaign: str) -> Generator[NearProgress, None, None]:
    """Find the near duplicates of a campaign anew, step by step; the last step has stored them.

    Pairs about which somebody has decided are not found again. Whoever takes no further step stops
    it: the pairs that were found before stay.

    Raises:
        CampaignUnknown; and what a transaction raises.
    """
    with register.transaction() as connection:
        check_campaign(connection, campaign)
        settle_duplicates(connection)
    for _ in _index_older(register, campaign):
        yield NearProgress(groups_done=0, group_count=0, pair_count=0)
    table = signature_table
    blocks: tuple[tuple[Column[bytes], bool], ...] = (
        (table.c.loose_name_index, True),
        (table.c.loose_email_index, False),
        (table.c.phone_index, False),
        (table.c.email_index, False),
    )
    with register.transaction() as connection:
        keys = [_keys(connection, campaign, column) for column, _ in blocks]
    group_count = sum(len(each) for each in keys)
    done = 0
    pairs: Pairs = {}
    names = Names()
    for (column, counts_namesakes), keys_of_block in zip(blocks, keys, strict=True):
        for start in range(0, len(keys_of_block), KEYS_AT_ONCE):
            chunk = keys_of_block[start : start + KEYS_AT_ONCE]
            with register.transaction() as connection:
                for group in _groups(connection, register, campaign, column, chunk):
                    _compare(group, pairs, names if counts_namesakes else None)
            done += len(chunk)
            yield NearProgress(groups_done=done, group_count=group_count, pair_count=len(pairs))
    with register.transaction() as connection:
        _store(connection, campaign, names.ranked(pairs.items()))
    yield NearProgress(groups_done=done, group_count=group_count, pair_count=len(pairs))


def _keys(connection: Connection, campaign: str, column: Column[bytes]) -> list[bytes]:
    """List the keys that more than one of those who count have."""
    key = as_bytes(column)
    query = (
        select(key)
        .where(signature_table.c.campaign == campaign, is_counted(), column.is_not(None))
        .group_by(column)
        .having(func.count() > 1)
        .order_by(column)
    )
    return list(connection.execute(query).scalars())


def _groups(
    connection: Connection,
    register: Register,
    campaign: str,
    column: Column[bytes],
    keys: Sequence[bytes],
) -> Iterator[list[Traits]]:
    """Open the signatures that share each key; a row that does not open is left out."""
    table = signature_table
    query = (
        select(as_bytes(column), table.c.record_id, as_bytes(table.c.opened))
        .where(table.c.campaign == campaign, is_counted(), column.in_(keys))
        .order_by(column, table.c.record_id)
        .execution_options(yield_per=ROWS_AT_ONCE)
    )
    for _, rows in groupby(connection.execute(query), key=lambda row: row[0]):
        traits = [_traits(register, record_id, opened) for _, record_id, opened in rows]
        yield [each for each in traits if each is not None]


def _traits(register: Register, record_id: str, opened: bytes) -> Traits | None:
    try:
        return traits_of(record_id, read_signature(register.locker.unlock(record_id, opened)))
    except Problem:
        return None


def _compare(group: list[Traits], pairs: Pairs, names: Names | None) -> None:
    """Compare a group with each other; `names` where it is those who have one name."""
    namesake_count = MANY if names is None else len(group)
    if names is not None and group:
        names.add(group[0].loose)
    for one, other in _candidates(group):
        pair = pair_of(one.record_id, other.record_id)
        found = likeness(one, other, namesake_count)
        if found is not None and (pair not in pairs or pairs[pair].score < found.score):
            pairs[pair] = found
            if names is not None:
                names.note(pair, one.loose)


def _candidates(group: list[Traits]) -> Iterator[tuple[Traits, Traits]]:
    """Give all pairs of a small group, and of a large one those that stand near each other."""
    if len(group) <= LARGE_GROUP:
        yield from combinations(group, 2)
        return
    ordered = sorted(group, key=lambda each: (each.email, each.phone))
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 : at + 1 + NEIGHBOURS]:
            yield one, other


def _store(connection: Connection, campaign: str, pairs: Pairs) -> None:
    """Put the pairs in the place of those of before that were looked for again.

    Where somebody has decided, or one of the two does not count now, nobody looked: these stay, so
    that whoever undoes a decision has its pairs before them again.
    """
    table = near_pair_table
    is_of_campaign = table.c.campaign == campaign
    counted = select(signature_table.c.record_id).where(is_counted())
    connection.execute(
        delete(table).where(
            is_of_campaign,
            table.c.first_id.in_(counted),
            table.c.other_id.in_(counted),
            ~is_decided(),
        )
    )
    kept = select(table.c.first_id, table.c.other_id).where(is_of_campaign)
    there = {(first_id, other_id) for first_id, other_id in connection.execute(kept)}
    rows: list[Row] = [
        (*pair, campaign, " ".join(reason.value for reason in found.reasons), found.score)
        for pair, found in sorted(pairs.items())
        if pair not in there
    ]
    insert_rows(connection, table, rows)


def _index_older(register: Register, campaign: str) -> Iterator[None]:
    """Give loose indexes to signatures that came before version 4, a thousand at a time."""
    table = signature_table
    last = ""
    while True:
        query = (
            select(table.c.record_id, as_bytes(table.c.opened))
            .where(
                table.c.campaign == campaign,
                table.c.loose_name_index.is_(None),
                table.c.loose_email_index.is_(None),
                table.c.record_id > last,
            )
            .order_by(table.c.record_id)
            .limit(ROWS_AT_ONCE)
        )
        with register.transaction() as connection:
            rows = connection.execute(query).all()
            _index(connection, register, campaign, [(row[0], row[1]) for row in rows])
        if len(rows) < ROWS_AT_ONCE:
            return
        last = rows[-1][0]
        yield


def _index(
    connection: Connection, register: Register, campaign: str, rows: Sequence[tuple[str, bytes]]
) -> None:
    table = signature_table
    changes: list[dict[str, str | bytes | None]] = []
    for record_id, opened in rows:
        try:
            signature = read_signature(register.locker.unlock(record_id, opened))
        except Problem:
            continue
        found = blind_indexes(register.blinds, campaign, signature)
        if found.loose_name is not None or found.loose_email is not None:
            changes.append(
                {"this_id": record_id, "name": found.loose_name, "email": found.loose_email}
            )
    if changes:
        connection.execute(
            update(table)
            .where(table.c.record_id == bindparam("this_id"))
            .values(
                loose_name_index=bindparam("name"),
                loose_email_index=bindparam("email"),
            ),
            changes,
        )
