"""The list of everybody, part by part."""

import os
from pathlib import Path

from sqlalchemy import select, update

from desktop_app.campaign.pack import Pack
from desktop_app.register.duplicates import find_duplicates
from desktop_app.register.listing import Standing, listing
from desktop_app.register.merge import merge
from desktop_app.register.store import Register
from desktop_app.register.tables import signature_table
from desktop_app.sealing.keys import CampaignKey


def test_everybody_is_listed_once_however_large_the_parts(
    register: Register, key: CampaignKey, drop: dict[str, list[Path]]
):
    merge(register, [path for paths in drop.values() for path in paths], key, accept_devices="all")
    lists = []
    for size in (1, 3, 1000):
        parts = list(listing(register, size))
        assert all(part.all_count == 18 for part in parts)
        assert parts[-1].done == 18
        lists.append([row for part in parts for row in part.rows])
    assert lists[0] == lists[1] == lists[2]
    assert len({row.record_id for row in lists[0]}) == 18
    assert sum(row.email.startswith("ana") or row.name.startswith("Ana") for row in lists[0]) == 7


def test_an_empty_register_lists_one_empty_part(register: Register):
    (part,) = listing(register)
    assert (part.rows, part.done, part.all_count) == ((), 0, 0)


def test_who_signed_twice_counts_once_and_the_other_is_listed_as_duplicate(
    register: Register, key: CampaignKey, drop: dict[str, list[Path]]
):
    merge(register, [path for paths in drop.values() for path in paths], key, accept_devices="all")
    find_duplicates(register)
    rows = [row for part in listing(register) for row in part.rows]
    assert sum(row.standing is Standing.DUPLICATE for row in rows) == 2
    assert sum(row.standing is Standing.COUNTS for row in rows) == 16


def test_a_damaged_row_is_listed_as_damaged_and_the_others_as_they_are(
    register: Register, key: CampaignKey, drop: dict[str, list[Path]]
):
    merge(register, drop["Ana"], key, accept_devices="all")
    table = signature_table
    with register.transaction() as connection:
        victim = connection.execute(select(table.c.record_id).limit(1)).scalar_one()
        connection.execute(
            update(table).where(table.c.record_id == victim).values(opened=os.urandom(90))
        )
    rows = {row.record_id: row for part in listing(register) for row in part.rows}
    assert rows[victim].standing is Standing.DAMAGED
    assert rows[victim].name == ""
    assert sum(row.standing is Standing.DAMAGED for row in rows.values()) == 1


def test_no_name_stands_in_what_a_part_says_of_itself(
    register: Register, key: CampaignKey, drop: dict[str, list[Path]], pack: Pack
):
    merge(register, drop["Ana"], key, accept_devices="all")
    for part in listing(register):
        assert "Ana" not in repr(part) + repr(part.rows[0])
