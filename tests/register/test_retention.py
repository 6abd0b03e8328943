"""What must be erased by when, and that a campaign which was erased is gone and stays gone."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop_app.campaign.pack import Pack
from desktop_app.register.activity import read_log
from desktop_app.register.deciding import decide
from desktop_app.register.duplicates import find_duplicates
from desktop_app.register.erasing import COUNTS, erase_campaign
from desktop_app.register.finding import find_by_email
from desktop_app.register.merge import merge
from desktop_app.register.merges import take_back_merge
from desktop_app.register.packs import newest_pack
from desktop_app.register.people import DeliveryEntry, open_people
from desktop_app.register.problems import CampaignUnknown, RegisterDamaged
from desktop_app.register.retention import Due, kept_campaigns
from desktop_app.register.store import Register
from desktop_app.register.tables import (
    activity_table,
    metadata,
    record_table,
    signature_table,
    tombstone_table,
)
from desktop_app.register.withdrawals import erase, withdraw_consent
from tests.making import draft, open_doors, published, signature
from tests.register.given import device, register_at, write_batch
from tests.register.stalls import StallDevice
from tests.register.test_canary import CANARIES, forms_of

pytestmark = pytest.mark.slow

DELETE_BY = open_doors().settings.delete_by
KEPT_TABLES = {
    "register",
    "merge",
    "device",
    "pack",
    "delivery",
    "withdrawal",
    "to_inform",
    "activity",
    "tombstone",
}


@pytest.fixture
def merged(register: Register, drop, key) -> Register:
    folder = drop["Ana"][0].parents[2]
    merge(register, [folder], key, accept_devices="all")
    return register


def other_campaign(key, folder: Path) -> Pack:
    """Publish the same texts under another id."""
    import shutil

    from tests.making import OPEN_DOORS

    shutil.copytree(OPEN_DOORS, folder / "pack")
    settings = folder / "pack" / "campaign.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('"open-doors"', '"other-doors"', 1), encoding="utf-8")
    return published(key, folder / "other.inkpack", folder / "pack")


def rows_of(register: Register) -> dict[str, int]:
    with register.transaction() as connection:
        return {
            name: len(connection.execute(select(table)).all())
            for name, table in metadata.tables.items()
        }


def deliver(register: Register, campaign: str) -> None:
    with open_people(register, campaign) as people:
        ids = b"".join(person.record_id for person in people if person is not None)
        entry = DeliveryEntry(
            profile="petition_starter", kind="csv", row_count=3, sha256="0" * 64, record_ids=ids
        )
        people.note_delivery(entry, register.now())


# ---- what is due ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "due"),
    [(-31, Due.LATER), (-30, Due.SOON), (0, Due.SOON), (1, Due.PAST), (4000, Due.PAST)],
)
def test_campaign_is_due_by_the_day_of_its_pack(merged, pack, tmp_path, key, days, due):
    from desktop_app.register.packs import store_pack

    published(key, tmp_path / "p.inkpack")
    store_pack(merged, tmp_path / "p.inkpack", key)
    deliver(merged, pack.id)

    (kept,) = kept_campaigns(merged, DELETE_BY + timedelta(days=days))

    assert (kept.campaign, kept.due, kept.delete_by) == (pack.id, due, DELETE_BY)
    assert (kept.signature_count, kept.sealed_count, kept.delivery_count) == (18, 18, 1)
    assert (kept.tombstone_count, kept.erased_at) == (0, None)


def test_campaign_without_pack_is_listed_and_its_day_is_unknown(merged, pack):
    (kept,) = kept_campaigns(merged, date(2099, 1, 1))

    assert (kept.due, kept.delete_by, kept.signature_count) == (Due.UNKNOWN, None, 18)


def test_records_that_are_kept_aside_count_as_sealed_parts(merged):
    take_back_merge(merged, 1)

    (kept,) = kept_campaigns(merged, date(2026, 11, 25))

    assert (kept.signature_count, kept.sealed_count) == (0, 18)


def test_register_without_anything_lists_nothing(register):
    assert kept_campaigns(register, date(2026, 11, 25)) == ()


def test_most_urgent_comes_first(merged, key, tmp_path):
    from desktop_app.register.packs import store_pack

    other = other_campaign(key, tmp_path)
    store_pack(merged, tmp_path / "other.inkpack", key)

    kept = kept_campaigns(merged, DELETE_BY + timedelta(days=1))

    assert [(each.campaign, each.due) for each in kept] == [
        (other.id, Due.PAST),
        ("open-doors", Due.UNKNOWN),
    ]


# ---- erasing --------------------------------------------------------------------------------------


def test_erased_campaign_leaves_counts_and_nothing_else(merged, pack):
    deliver(merged, pack.id)
    same = find_by_email(merged, "same0@example.org")
    found = [each for each in same if each.first_id != each.record_id]  # in no delivery itself
    withdraw_consent(merged, [found[0].record_id], "share_with_starter")
    erase(merged, [each.record_id for each in find_by_email(merged, "ana0@example.org")])
    ids = [each.record_id for each in find_by_email(merged, "ana1@example.org")]
    decide(merged, ids[0], found[0].record_id, is_same=True)

    erased = erase_campaign(merged, pack.id)

    assert erased.counts == {
        "records": 18,
        "signatures": 17,
        "sealed": 17,
        "devices": 2,
        "deliveries": 1,
        "tombstones": 2,
    }
    assert set(erased.counts) == set(COUNTS)
    left = {name: count for name, count in rows_of(merged).items() if count}
    assert set(left) <= KEPT_TABLES
    assert (left["tombstone"], left["delivery"], left["to_inform"]) == (1, 1, 1)
    counted = find_duplicates(merged)
    assert (counted.signatures, counted.people) == (0, 0)
    (kept,) = kept_campaigns(merged, date(2099, 1, 1))
    assert (kept.due, kept.erased_at, kept.tombstone_count) == (Due.ERASED, erased.erased_at, 1)


def test_erased_campaign_stays_erased_when_every_batch_and_slip_comes_again(merged, drop, key):
    erase_campaign(merged, "open-doors")
    before = rows_of(merged)
    files = [path for batches in drop.values() for path in batches]

    for accept in ("all", None):
        result = merge(merged, files, key, accept_devices=accept)
        assert (result.new, result.known, result.waiting) == (0, 0, 0)
        assert result.erased == result.found == sum(last - first + 1 for first, last in _RUNS) * 2
        assert (result.gaps, result.slips) == ((), ())

    changed = {name for name, count in rows_of(merged).items() if count != before[name]}
    assert changed <= {"merge", "activity"}


_RUNS = [(1, 9), (1, 4), (5, 9), (3, 7), (2, 2), (9, 9)]


def test_unknown_device_and_slip_of_an_erased_campaign_bring_nothing(merged, pack, key, tmp_path):
    from random import Random

    erase_campaign(merged, pack.id)
    stall = StallDevice(pack, Random(1))
    stall.sign(signature(draft("Late", email="late@example.org")))
    stall.close()
    stall.write_all(tmp_path / "late")

    result = merge(merged, [tmp_path / "late"], key, slips=[stall.slip()])

    assert (result.found, result.erased, result.waiting, result.slips) == (2, 2, 0, ())
    left = rows_of(merged)
    assert (left["record"], left["slip"], left["vouched"]) == (0, 0, 0)


def test_merge_that_was_taken_back_goes_with_its_campaign(merged, pack, key):
    from desktop_app.register.bringing_back import bring_back_merge
    from desktop_app.register.problems import NoSuchMerge

    take_back_merge(merged, 1)

    erased = erase_campaign(merged, pack.id)

    assert (erased.counts["records"], erased.counts["sealed"]) == (18, 18)
    with pytest.raises(NoSuchMerge):
        bring_back_merge(merged, 1, key)


def test_other_campaign_of_the_same_device_and_people_stays(merged, key, tmp_path):
    other = other_campaign(key, tmp_path)
    people = [signature(draft("Ana0", email="Ana0@example.org"))]
    with device(tmp_path / "d", other, people) as journal:
        write_batch(tmp_path / "b", journal, other, 1, 1)
    merge(merged, [tmp_path / "b"], key, accept_devices="all")

    erase_campaign(merged, "open-doors")

    assert [each.campaign for each in find_by_email(merged, "ana0@example.org")] == [other.id]
    assert merge(merged, [tmp_path / "b"], key).known == 1


def test_erasing_twice_tells_of_the_first_time(merged, pack):
    first = erase_campaign(merged, pack.id)
    rows = rows_of(merged)

    assert erase_campaign(merged, pack.id) == first
    assert rows_of(merged) == rows


def test_campaign_that_never_was_here_is_refused(merged):
    before = rows_of(merged)

    for campaign in ("nowhere", "", "open-door", "open-doors' OR '1'='1"):
        with pytest.raises(CampaignUnknown) as refused:
            erase_campaign(merged, campaign)
        assert refused.value.facts["there"] == "open-doors"

    assert rows_of(merged) == before


def test_entry_that_somebody_wrote_into_the_log_keeps_nothing_from_going(merged, pack):
    with merged.transaction() as connection:
        connection.execute(
            activity_table.insert().values(
                seq=999,
                at="2026-01-01T00:00:00+00:00",
                kind="campaign_erased",
                facts='{"campaign":"open-doors"}',
                mac=b"",
            )
        )

    erased = erase_campaign(merged, pack.id)

    assert erased.counts["signatures"] == 18
    assert rows_of(merged)["signature"] == 0


def test_erased_campaign_of_which_the_log_tells_nothing_is_a_damage(merged, pack):
    erase_campaign(merged, pack.id)
    with merged.transaction() as connection:
        connection.execute(activity_table.delete())

    with pytest.raises(RegisterDamaged):
        erase_campaign(merged, pack.id)


def test_log_tells_how_much_was_erased_and_certifies_its_own_place(merged, pack):
    erased = erase_campaign(merged, pack.id)

    with merged.transaction() as connection:
        log = read_log(connection, merged.activity_key)
        macs = connection.execute(select(activity_table.c.mac)).scalars().all()
    entry = log.entries[-1]
    assert log.broken_at is None
    assert (entry.deed, entry.seq, entry.facts["signatures"]) == (
        "campaign_erased",
        erased.noted.seq,
        18,
    )
    assert erased.noted.mac in [bytes(each) for each in macs]


def test_damaged_pack_keeps_nobody_from_erasing(merged, key, tmp_path):
    from desktop_app.register.packs import store_pack
    from desktop_app.register.tables import pack_table

    published(key, tmp_path / "p.inkpack")
    store_pack(merged, tmp_path / "p.inkpack", key)
    with merged.transaction() as connection:
        connection.execute(pack_table.update().values(file=b"PK rotten"))
    assert kept_campaigns(merged, DELETE_BY)[0].due is Due.UNKNOWN

    erased = erase_campaign(merged, "open-doors")

    assert (erased.pack_hash, erased.counts["signatures"]) == ("", 18)


def test_pack_and_its_day_are_still_known_afterwards(merged, key, tmp_path):
    from desktop_app.register.packs import store_pack

    pack = published(key, tmp_path / "p.inkpack")
    store_pack(merged, tmp_path / "p.inkpack", key)

    assert erase_campaign(merged, pack.id).pack_hash == pack.hash
    assert newest_pack(merged, pack.id) is not None


def test_mark_is_under_the_registers_key(merged, drop, key, tmp_path):
    def marks(register: Register) -> set[bytes]:
        erase_campaign(register, "open-doors")
        with register.transaction() as connection:
            return {
                bytes(each)
                for each in connection.execute(select(tombstone_table.c.blind)).scalars()
            }

    with register_at(tmp_path / "other.sqlite") as other:
        merge(other, [drop["Ana"][0]], key, accept_devices="all")
        assert marks(other).isdisjoint(marks(merged))


@pytest.mark.sqlite
def test_no_byte_of_a_person_is_in_the_files_after_erasing(tmp_path, pack, key):
    """Neither in the clear, which never was there, nor sealed, locked or as an index."""
    from desktop_app.signature.consent import Choice

    given = draft(
        CANARIES["given_name"],
        CANARIES["family_name"],
        CANARIES["email"],
        phone=CANARIES["phone"],
        sms=Choice.YES,
    )
    people = [
        signature(given),
        *(signature(draft(f"P{n}", email=f"p{n}@example.org")) for n in range(150)),
    ]
    with device(tmp_path / "d", pack, people) as journal:
        write_batch(tmp_path / "b", journal, pack, 1, len(people))
    folder = tmp_path / "register"
    with register_at(folder / "r.sqlite") as register:
        merge(register, [tmp_path / "b"], key, accept_devices="all")
        deliver(register, pack.id)
        erase(register, [each.record_id for each in find_by_email(register, "p7@example.org")])
        secrets = _secrets(register)
        assert len(secrets) > 1000
        assert sum(secret in _files(folder) for secret in secrets) > 1000

        erase_campaign(register, pack.id)
        merge(register, [tmp_path / "b"], key)
        while_open = _files(folder)
    for data in (while_open, _files(folder)):
        assert [secret for secret in secrets if secret in data] == []
        for text in (*CANARIES.values(), people[0].withdrawal_code):
            assert all(form not in data for form in forms_of(text))


def _secrets(register: Register) -> list[bytes]:
    """Everything by which a person could be known, or a record of theirs."""
    record, table = record_table, signature_table
    columns = (
        *(record.c.sealed, record.c.header, table.c.opened, table.c.email_index),
        *(table.c.name_index, table.c.name_country_index, table.c.code_index),
        *(table.c.loose_name_index, tombstone_table.c.blind),
    )
    with register.transaction() as connection:
        cells = [
            bytes(cell)
            for column in columns
            for cell in connection.execute(select(column)).scalars()
            if cell
        ]
        ids = connection.execute(select(record.c.id)).scalars().all()
    return [*cells, *(each.encode() for each in ids), *(bytes.fromhex(each) for each in ids)]


def _files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())
