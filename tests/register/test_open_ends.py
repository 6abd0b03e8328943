"""What a key is still needed for, and who may certify, in both kinds of database."""

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from desktop_app.register.certificate import Certified, Unproved
from desktop_app.register.certifying import (
    NotTheCampaignsKey,
    check_key,
    destroyed_campaigns,
    erasure_statement,
    is_own_key,
)
from desktop_app.register.chains import Chain
from desktop_app.register.erasing import erase_campaign
from desktop_app.register.finding import find_by_email
from desktop_app.register.merge import merge
from desktop_app.register.merges import take_back_merge
from desktop_app.register.open_ends import (
    Open,
    chains_to_acknowledge,
    in_order,
    key_in_register,
    missing_in,
    open_ends,
)
from desktop_app.register.revoking import revoke
from desktop_app.register.store import Register
from desktop_app.register.withdrawals import erase
from tests.making import NOON, draft, made_key, signature
from tests.register.stalls import StallDevice


@pytest.fixture
def stall(pack) -> StallDevice:
    stall = StallDevice(pack, Random(5))
    for n in range(4):
        stall.sign(signature(draft(f"P{n}", email=f"p{n}@example.org")))
    stall.close()
    return stall


def kinds(register: Register, key) -> list[Open]:
    return [end.kind for end in in_order(open_ends(register, key_in_register(register, key)))]


def test_nothing_is_open_once_all_is_here_and_closed(register, stall, key, tmp_path) -> None:
    stall.write_all(tmp_path / "b")
    merge(register, [tmp_path / "b"], key, accept_devices="all", slips=[stall.slip()])
    found = key_in_register(register, key)

    assert kinds(register, key) == []
    assert found.campaigns == ("open-doors",)
    assert found.counts == {"records": 5, "signatures": 4, "devices": 1}
    assert chains_to_acknowledge(register, found, key) == {
        Chain(campaign="open-doors", device=stall.id): 5
    }


def test_everything_that_is_open_is_found(register, stall, key, tmp_path) -> None:
    stall.write(tmp_path / "b", 1, 1)
    stall.write(tmp_path / "b", 4, 4)
    waiting = StallDevice(stall.pack, Random(6))
    waiting.sign(signature(draft("W", email="w@example.org")))
    merge(register, [tmp_path / "b"], key, accept_devices="all", slips=[stall.slip()])
    waiting.write_all(tmp_path / "w")
    merge(register, [tmp_path / "w"], key)

    assert kinds(register, key) == [
        Open.WAITING_DEVICE,
        Open.GAP,
        Open.NOT_CLOSED,
        Open.SLIP_DIFFERS,
    ]

    take_back_merge(register, 1)
    assert Open.KEPT_ASIDE in kinds(register, key)
    revoke(register, Chain(campaign="open-doors", device=stall.id), 1)
    revoke(register, Chain(campaign="open-doors", device=waiting.id), 1)
    assert kinds(register, key) == []


def test_register_has_nothing_to_do_with_another_key(register, stall, key, tmp_path) -> None:
    stall.write_all(tmp_path / "b")
    merge(register, [tmp_path / "b"], key, accept_devices="all")

    found = key_in_register(register, made_key())

    assert (found.campaigns, found.chains) == ((), ())
    assert open_ends(register, found) == ()


def test_records_that_are_not_here_just_so_are_missing(register, stall, key, tmp_path) -> None:
    stall.write(tmp_path / "b", 1, 3)
    merge(register, [tmp_path / "b"], key, accept_devices="all")
    chain = Chain(campaign="open-doors", device=stall.id)
    headers = {each.header.seq: each.record.header_bytes for each in stall.entries}

    assert missing_in(register, chain, headers) == (4, 5)
    assert missing_in(register, chain, headers | {2: b"another"}) == (2, 4, 5)
    assert missing_in(register, chain, {}) == ()
    revoke(register, chain, 4)
    assert missing_in(register, chain, headers) == ()


def test_certificate_of_an_erased_campaign_names_its_own_key(
    database, register, stall, key, tmp_path: Path
) -> None:
    stall.write_all(tmp_path / "b")
    merge(register, [tmp_path / "b"], key, accept_devices="all")
    check_key(register, "open-doors", key)
    assert is_own_key(register, "open-doors", key)
    with pytest.raises(NotTheCampaignsKey):
        check_key(register, "open-doors", made_key())

    erased = erase_campaign(register, "open-doors")
    stated = erasure_statement(register, erased, key, NOON + timedelta(hours=1))

    assert (stated.certified, stated.campaigns) == (Certified.CAMPAIGN_ERASED, ("open-doors",))
    assert (stated.done_at, stated.made_at) == (NOON, NOON + timedelta(hours=1))
    assert (Unproved.SERVERS_OWN_LOG in stated.unproved) == (database == "postgresql")
    with register.transaction() as connection:
        assert destroyed_campaigns(connection, register) == frozenset()


def test_where_nothing_tells_whose_campaign_it_was_any_key_may_certify(
    register, stall, key, tmp_path
) -> None:
    stall.write(tmp_path / "b", 1, 1)
    merge(register, [tmp_path / "b"], key, accept_devices="all")
    erase(register, [find_by_email(register, "p0@example.org")[0].record_id])

    check_key(register, "open-doors", made_key())

    erased = erase_campaign(register, "open-doors")
    stated = erasure_statement(register, erased, made_key(), NOON)
    assert not stated.is_own_key
