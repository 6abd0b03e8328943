"""People who take something back weeks later: found, erased, and erased they stay."""

import os
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from desktop_app.campaign.pack import Pack
from desktop_app.register.activity import read_log
from desktop_app.register.duplicates import find_duplicates
from desktop_app.register.finding import (
    canonical_code,
    deliveries_with,
    find_by_code,
    find_by_email,
    find_by_ids,
    find_by_name,
)
from desktop_app.register.merge import merge
from desktop_app.register.merges import take_back_merge
from desktop_app.register.people import DeliveryEntry, open_people, sorted_has, sorted_ids
from desktop_app.register.problems import NoSuchDelivery, NoSuchSignature
from desktop_app.register.store import Register, open_register
from desktop_app.register.tables import record_table, signature_table, tombstone_table
from desktop_app.register.withdrawals import (
    erase,
    list_to_inform,
    note_informed,
    note_not_informed,
    withdraw_consent,
)
from desktop_app.signature.signature import shown_code
from tests.making import NOON, PASSPHRASE, clock_at, draft, signature
from tests.register.given import device, opened, place_of, register_at, write_batch
from tests.register.test_canary import forms_of

pytestmark = pytest.mark.slow

SIGNED = [
    draft("Zoë", "Ångström", "zoe@example.org"),
    draft("ZOË", "ångström", "Zoe@Example.org"),
    draft("Jan", "Ångström", "zoe@example.org"),
    draft("Marta", "Schmidt", "marta@example.org"),
]


@pytest.fixture
def batches(pack: Pack, tmp_path: Path) -> Path:
    folder = tmp_path / "batches"
    with device(tmp_path / "d", pack, [signature(each) for each in SIGNED]) as journal:
        for seq in range(1, 5):
            write_batch(folder, journal, pack, seq, seq)
    return folder


@pytest.fixture
def merged(register: Register, batches: Path, key) -> Register:
    merge(register, [batches], key, accept_devices="all")
    return register


def ids_of(register: Register, email: str, name: str) -> list[str]:
    return [
        each.record_id
        for each in find_by_email(register, email)
        if each.signature is not None and each.signature.given_name.casefold() == name.casefold()
    ]


def deliver(register: Register, pack: Pack, profile: str = "petition_starter") -> int:
    """Note a delivery of all who count."""
    with open_people(register, pack.id) as people:
        ids = b"".join(person.record_id for person in people if person is not None)
        entry = DeliveryEntry(
            profile=profile, kind="csv", row_count=3, sha256="0" * 64, record_ids=ids
        )
        people.note_delivery(entry, register.now())
    return len(ids) // 16


# ---- finding --------------------------------------------------------------------------------------


def test_person_is_found_by_email_with_all_who_share_it(merged):
    found = find_by_email(merged, " ZOE@example.ORG ")

    assert len(found) == 3
    assert len({each.first_id for each in found}) == 2
    assert find_by_email(merged, "nobody@example.org") == ()


def test_person_is_found_by_the_code_however_it_is_typed_with_their_duplicates(merged):
    first = find_by_email(merged, "zoe@example.org")[0]
    code = first.signature.withdrawal_code
    typed = shown_code(code).lower().replace("0", "o").replace("1", "i")

    found = find_by_code(merged, f"  {typed} ")

    assert first.record_id in {each.record_id for each in found}
    assert {each.first_id for each in found} == {first.first_id}
    assert canonical_code("o0iIlL-u") == "00111" + "1"
    assert find_by_code(merged, "") == find_by_code(merged, "7F3K-9QXA-2M") == ()


def test_person_is_found_by_parts_of_the_name_without_accents(merged):
    assert len(find_by_name(merged, "angstrom ZOE")) == 2
    assert len(find_by_name(merged, "ang")) == 3
    assert find_by_name(merged, "   ") == find_by_name(merged, "Nobody") == ()


def test_what_is_found_is_not_shown_by_repr(merged):
    assert "Zoë" not in repr(find_by_email(merged, "zoe@example.org"))


# ---- one consent ----------------------------------------------------------------------------------


def test_consent_that_was_withdrawn_is_no_from_then_on(merged, pack):
    ids = ids_of(merged, "zoe@example.org", "Zoë")

    done = withdraw_consent(merged, ids[:1], "share_with_starter")

    assert done.signature_count == 1
    with open_people(merged, pack.id) as people:
        says = {
            person.signature.given_name.casefold(): person.says_yes("share_with_starter")
            for person in people
        }
    assert says == {"zoë": False, "jan": True, "marta": True}
    assert find_by_ids(merged, tuple(ids[:1]))[0].refused == ("share_with_starter",)
    assert withdraw_consent(merged, ids[:1], "share_with_starter").ids == (), (
        "a second time notes nothing"
    )


def test_consent_stays_withdrawn_when_the_merge_is_taken_back_and_made_again(
    merged, batches, pack, key
):
    ids = ids_of(merged, "marta@example.org", "Marta")
    withdraw_consent(merged, ids, "share_with_starter")
    take_back_merge(merged, 1)

    merge(merged, [batches], key, accept_devices="all")

    with open_people(merged, pack.id) as people:
        refusing = [p.signature.given_name for p in people if not p.says_yes("share_with_starter")]
    assert refusing == ["Marta"]


# ---- everything -----------------------------------------------------------------------------------


def test_erased_person_is_gone_and_the_others_stay(merged):
    ids = ids_of(merged, "zoe@example.org", "Zoë")

    done = erase(merged, ids)

    assert done.signature_count == 2
    assert [each.signature.given_name for each in find_by_email(merged, "zoe@example.org")] == [
        "Jan"
    ]
    counted = find_duplicates(merged)
    assert (counted.signatures, counted.people, counted.duplicates) == (2, 2, 0)


def test_erased_stays_erased_when_every_old_batch_comes_again(merged, batches, key, tmp_path):
    ids = ids_of(merged, "zoe@example.org", "Zoë")
    erase(merged, ids)

    again = merge(merged, [batches], key)
    assert (again.known, again.new, again.gaps) == (4, 0, ())
    take_back_merge(merged, 1)
    whole = merge(merged, [batches], key, accept_devices="all")

    assert (whole.new, whole.erased, whole.gaps) == (2, 2, ())
    assert len(find_by_email(merged, "zoe@example.org")) == 1


def test_signature_of_an_erased_person_that_comes_later_is_erased_as_it_comes(
    merged, pack, key, tmp_path
):
    erase(merged, ids_of(merged, "zoe@example.org", "Zoë"))
    late = [
        draft("zoë", "Ångström", "zoe@example.org"),
        draft("Jan", "Ångström", "zoe@example.org"),
    ]
    with device(tmp_path / "late", pack, [signature(each) for each in late]) as journal:
        write_batch(tmp_path / "b2", journal, pack, 1, 2)

    result = merge(merged, [tmp_path / "b2"], key, accept_devices="all")

    assert (result.new, result.erased) == (1, 1)


def test_who_signs_again_after_the_withdrawal_counts(merged, pack, key, tmp_path):
    from desktop_app.journal.store import open_journal

    erase(merged, ids_of(merged, "marta@example.org", "Marta"))
    later = clock_at(NOON + timedelta(hours=2))
    with open_journal(tmp_path / "later", clock=later, randomness=os.urandom) as journal:
        journal.keep(signature(SIGNED[3]), pack)
        write_batch(tmp_path / "b2", journal, pack, 1, 1)

    assert merge(merged, [tmp_path / "b2"], key, accept_devices="all").new == 1


def test_erasing_what_is_not_there_changes_nothing(merged):
    before = opened(merged)
    some = next(iter(before))

    for ids in ([], ["0" * 32], [some, "0" * 32]):
        with pytest.raises(NoSuchSignature):
            erase(merged, ids)

    assert opened(merged) == before


def test_marks_are_under_the_registers_key(merged, batches, key, tmp_path):
    """The same person in another register has other marks, so nobody can try guesses elsewhere."""

    def marks(register: Register) -> set[bytes]:
        erase(register, ids_of(register, "marta@example.org", "Marta"))
        with register.transaction() as connection:
            return set(connection.execute(select(tombstone_table.c.blind)).scalars())

    with register_at(tmp_path / "other.sqlite") as other:
        merge(other, [batches], key, accept_devices="all")
        assert marks(merged).isdisjoint(marks(other))


def test_log_tells_of_the_withdrawal_and_not_of_whom(merged):
    erase(merged, ids_of(merged, "marta@example.org", "Marta"))
    with merged.transaction() as connection:
        log = read_log(connection, merged.activity_key)

    assert log.entries[-1].deed == "erased"
    assert log.broken_at is None
    assert set(log.entries[-1].facts) == {"withdrawal", "campaign", "signatures"}


@pytest.mark.sqlite
def test_no_byte_of_an_erased_person_is_on_the_disk(pack, batches, key, tmp_path):
    """Not in the clear, which never was there, and not even locked or sealed."""
    folder = tmp_path / "register"
    path = folder / "r.sqlite"
    with register_at(path) as register:
        merge(register, [batches], key, accept_devices="all")
        ids = ids_of(register, "zoe@example.org", "Zoë")
        texts = [value for each in find_by_ids(register, tuple(ids)) for value in personal(each)]
        with register.transaction() as connection:
            record, table = record_table, signature_table
            query = select(record.c.sealed, table.c.opened, table.c.email_index, table.c.code_index)
            joined = query.join(table, table.c.record_id == record.c.id)
            secrets = [
                bytes(cell)
                for row in connection.execute(joined.where(record.c.id.in_(ids)))
                for cell in row
            ]
        others = opened(register)
        assert any(secret in files_in(folder) for secret in secrets)
        erase(register, ids)
        merge(register, [batches], key)
        while_open = files_in(folder)
        assert opened(register).keys() == others.keys() - set(ids)
    for data in (while_open, files_in(folder)):
        # Jan lives at the same address, so its index stays: by it nobody is known
        for secret in secrets:
            assert secret not in data or secret in shared_by_others(path)
        for text in texts:
            assert all(form not in data for form in forms_of(text) if len(form) >= 6)


def personal(found) -> list[str]:
    signature_ = found.signature
    return [
        signature_.given_name,
        signature_.family_name,
        signature_.email,
        signature_.withdrawal_code,
    ]


def shared_by_others(path: Path) -> set[bytes]:
    with (
        open_register(path, PASSPHRASE, clock=clock_at(), randomness=os.urandom) as register,
        register.transaction() as connection,
    ):
        return {
            bytes(each)
            for each in connection.execute(select(signature_table.c.email_index)).scalars()
        }


def files_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


# ---- who is to be told ----------------------------------------------------------------------------


def test_receivers_of_earlier_deliveries_are_to_be_told(merged, pack):
    ids = ids_of(merged, "marta@example.org", "Marta")
    assert deliver(merged, pack) == 3

    done = erase(merged, ids)

    assert [each.profile for each in done.to_inform] == ["petition_starter"]
    (open_one,) = list_to_inform(merged)
    assert (open_one.delivery_id, open_one.consent) == (done.to_inform[0].id, None)
    assert note_informed(merged, open_one.delivery_id) == 1
    assert list_to_inform(merged) == ()
    assert list_to_inform(merged, only_open=False)[0].informed_at == NOON
    with pytest.raises(NoSuchDelivery):
        note_informed(merged, open_one.delivery_id)


def test_receivers_are_told_of_one_withdrawal_and_that_can_be_undone(merged, pack):
    deliver(merged, pack)
    zoe = erase(merged, ids_of(merged, "zoe@example.org", "Zoë"))
    marta = erase(merged, ids_of(merged, "marta@example.org", "Marta"))
    delivery = zoe.to_inform[0].id

    assert note_informed(merged, delivery, zoe.ids) == 1
    assert [each.withdrawal_id for each in list_to_inform(merged)] == list(marta.ids)
    assert note_not_informed(merged, delivery, zoe.ids) == 1
    assert len(list_to_inform(merged)) == 2
    with pytest.raises(NoSuchDelivery):
        note_not_informed(merged, delivery, zoe.ids)
    with merged.transaction() as connection:
        deeds = [each.deed for each in read_log(connection, merged.activity_key).entries]
    assert deeds[-2:] == ["informed", "informed_undone"]


def test_who_was_in_no_delivery_needs_nobody_to_be_told(merged, pack):
    erase(merged, ids_of(merged, "zoe@example.org", "Zoë"))
    assert deliver(merged, pack) == 2

    assert erase(merged, ids_of(merged, "zoe@example.org", "Jan")).to_inform != ()
    assert len(list_to_inform(merged)) == 1


def test_duplicates_of_who_was_delivered_were_not_delivered_themselves(merged, pack):
    deliver(merged, pack)
    ids = ids_of(merged, "zoe@example.org", "Zoë")

    went = [deliveries_with(merged, (each,)) for each in ids]

    assert sorted(len(each) for each in went) == [0, 1]


@given(
    st.sets(st.binary(min_size=16, max_size=16), max_size=40), st.binary(min_size=16, max_size=16)
)
def test_ids_of_a_delivery_are_found_by_halving(ids, other):
    kept = sorted_ids(b"".join(ids))

    assert all(sorted_has(kept, each) for each in ids)
    assert sorted_has(kept, other) == (other in ids)


# ---- in any order ---------------------------------------------------------------------------------


@pytest.mark.sqlite
@pytest.mark.slow
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.sampled_from(["1", "2", "3", "4", "all", "back", "erase"]), max_size=10),
)
def test_who_was_erased_never_counts_in_any_order_of_merging_and_taking_back(
    batches, key, pack, steps
):
    files = sorted(batches.rglob("*.inkbatch"), key=lambda path: int(path.name.split("-")[0]))
    with tempfile.TemporaryDirectory() as folder, register_at(Path(folder, "r.sqlite")) as register:
        merge(register, files, key, accept_devices="all")
        is_erased = False
        for step in [*steps, "all"]:
            if step == "erase":
                ids = [each.record_id for each in find_by_name(register, "zoe angstrom")]
                if ids:
                    erase(register, ids)
                    is_erased = True
            elif step == "back":
                with register.transaction() as connection:
                    last = connection.exec_driver_sql(
                        "SELECT max(id) FROM merge WHERE taken_back_at IS NULL"
                    ).scalar()
                if last is not None:
                    take_back_merge(register, last)
            else:
                chosen = files if step == "all" else [files[int(step) - 1]]
                merge(register, chosen, key, accept_devices="all")

        counted = find_duplicates(register)

    assert (counted.signatures, counted.people) == ((2, 2) if is_erased else (4, 3))


def test_place_of_a_test_is_the_same_for_the_same_path(tmp_path):
    assert place_of(tmp_path / "a") == place_of(tmp_path / "a")
