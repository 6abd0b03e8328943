import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.register.blind import Blind, canonical_email, canonical_name, canonical_phone
from desktop_app.register.duplicates import Duplicates, find_duplicates
from desktop_app.register.merge import merge
from desktop_app.register.problems import CampaignUnknown
from desktop_app.register.tables import signature_table
from desktop_app.signature.consent import Choice
from tests.making import draft, signature
from tests.register.given import device, opened, write_batch


def merged(register, pack, key, tmp_path, drafts) -> Duplicates:
    with device(tmp_path / "d", pack, [made_of(each) for each in drafts]) as journal:
        write_batch(tmp_path / "b", journal, pack, 1, len(drafts))
    merge(register, [tmp_path / "b"], key, accept_devices="all")
    return find_duplicates(register)


def made_of(given):
    import msgspec

    if given.email:
        return signature(given)
    sms = Choice.YES if given.phone else Choice.NO
    whole = draft(given.given_name, given.family_name, phone=given.phone, sms=sms)
    return msgspec.structs.replace(signature(whole), email="")


def test_same_person_counts_once_and_the_first_counts(register, pack, key, tmp_path):
    drafts = [
        draft("Marta", "Schmidt", "marta@example.org"),
        draft("MARTA", "ＳＣＨＭＩＤＴ", "Marta@Example.org"),
        draft("Marta Schmidt", "", "MARTA@EXAMPLE.ORG"),
        draft("Jan", "Schmidt", "marta@example.org"),
        draft("Marta", "Schmidt", "mar.ta@example.org"),
    ]

    counted = merged(register, pack, key, tmp_path, drafts)

    assert counted == Duplicates(signatures=5, people=3, duplicates=2)
    by_seq = {row[-2]: (record_id, row[-1]) for record_id, row in opened(register).items()}
    first_id = by_seq[1][0]
    assert [by_seq[seq][1] for seq in range(1, 6)] == [None, first_id, first_id, None, None]
    assert find_duplicates(register, pack.id) == counted
    with pytest.raises(CampaignUnknown) as caught:
        find_duplicates(register, "unknown")
    assert caught.value.facts == {"campaign": "unknown", "there": pack.id}


def test_without_email_phone_and_name_decide_and_without_both_nothing(
    register, pack, key, tmp_path
):
    phone = "+4915123456789"
    drafts = [
        draft("Marta", "", "", phone=phone),
        draft("Marta", "", "", phone=phone),
        draft("Jan", "", "", phone=phone),
        draft("Ines", "", ""),
        draft("Ines", "", ""),
        draft("Marta", "", "marta@example.org", phone=phone, sms=Choice.YES),
    ]

    assert merged(register, pack, key, tmp_path, drafts).duplicates == 1


def test_decision_is_mended_when_it_was_wrong(register, pack, key, tmp_path):
    drafts = [draft("A", email="a@example.org")] * 3 + [draft("B", email="b@example.org")]
    merged(register, pack, key, tmp_path, drafts)
    before = opened(register)
    ids = list(before)
    with register.transaction() as connection:
        for record_id, other in itertools.pairwise([*ids, ids[0]]):
            is_this = signature_table.c.record_id == record_id
            change = signature_table.update().where(is_this).values(duplicate_of=other)
            connection.execute(change)

    find_duplicates(register)

    assert opened(register) == before


def test_more_changes_than_fit_at_once_are_all_made(register, pack, key, tmp_path, monkeypatch):
    monkeypatch.setattr("desktop_app.register.duplicates.CHANGES_AT_ONCE", 2)
    drafts = [draft(email="a@example.org")] * 7

    assert merged(register, pack, key, tmp_path, drafts).people == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a@Example.org", "A@example.ORG"),
        ("ａ@example.org", "a@example.org"),
        ("straße@example.org", "STRASSE@example.org"),
    ],
)
def test_addresses_that_are_one(one: str, other: str):
    assert canonical_email(one) == canonical_email(other)


@pytest.mark.parametrize("other", ["a.b@example.org", "ab+x@example.org", "ab@example.com"])
def test_addresses_that_may_be_two(other: str):
    assert canonical_email("ab@example.org") != canonical_email(other)


def test_names_and_numbers_have_one_form():
    assert canonical_name(" Ana  Maria", "López ") == canonical_name("ana", "maria LO\u0301PEZ")
    assert canonical_phone("+49 151-234 (5)") == "+491512345"


@given(given_name=st.text(), family_name=st.text())
def test_canonical_name_is_its_own_canonical_form(given_name: str, family_name: str):
    once = canonical_name(given_name, family_name)

    assert canonical_name(once, "") == once


@given(key=st.binary(min_size=32, max_size=32), text=st.text())
def test_index_is_hmac(key: bytes, text: str):
    import hmac

    message = f"open-doors\0{text}".encode()
    assert Blind(key).index("open-doors", text) == hmac.digest(key, message, "sha256")[:16]
