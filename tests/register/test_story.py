"""What a coordinator is told of one person: found by whatever they know, and all that is known of them."""

from pathlib import Path

import pytest
from sqlalchemy import update

from desktop_app.campaign.pack import Pack
from desktop_app.register.deciding import decide
from desktop_app.register.decisions import decisions_that_hold
from desktop_app.register.finding import FindProgress, Person, find_by_email, find_by_name
from desktop_app.register.flags import FlagKind, find_flags, names_to_look_at
from desktop_app.register.merge import merge
from desktop_app.register.problems import (
    ChangedMeanwhile,
    CodeIncomplete,
    NobodyFound,
    NoSuchSignature,
)
from desktop_app.register.store import Register
from desktop_app.register.story import Story, check_unchanged, tell_story
from desktop_app.register.tables import pack_table, record_table, signature_table
from desktop_app.register.whole import By, find_people
from desktop_app.register.withdrawals import erase, withdraw_consent
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.record import Source
from desktop_app.signature.consent import Choice
from tests.making import draft, published, signature
from tests.register.given import device, write_batch
from tests.register.test_undo import record_id
from tests.register.test_withdrawals import deliver

PHONE = "+4917012345678"
SIGNED = [
    draft("Zoë", "Ångström", "zoe@example.org", sms=Choice.YES, phone=PHONE),
    draft("ZOË", "ångström", "Zoe@Example.org", share=Choice.NO),
    draft("Jan", "Ångström", "zoe@example.org"),
    draft("Zoé", "Angstroem", "z.angstroem@example.org"),
]


@pytest.fixture
def merged(register: Register, pack: Pack, key: CampaignKey, tmp_path: Path) -> Register:
    published(key, tmp_path / "b" / "p.inkpack")
    with device(tmp_path / "d", pack, [signature(each) for each in SIGNED]) as journal:
        write_batch(tmp_path / "b", journal, pack, 1, len(SIGNED))
    merge(register, [tmp_path / "b"], key, accept_devices="all")
    return register


def found_by(register: Register, by: By, text: str) -> tuple[Person, ...]:
    *_, people = find_people(register, by, text)
    assert not isinstance(people, FindProgress)
    return people


def id_of(register: Register, given_name: str) -> str:
    return next(
        each.record_id
        for each in find_by_name(register, "a")
        if each.signature is not None and each.signature.given_name == given_name
    )


def story_of(register: Register, given_name: str) -> Story:
    return tell_story(register, id_of(register, given_name))


# ---- finding --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", [PHONE, "+49 170 1234 5678", "0049 (170) 12345678", "0170 12345678"]
)
def test_person_is_found_by_phone_with_its_prefix_or_without(merged: Register, typed: str) -> None:
    ((first, other),) = found_by(merged, By.PHONE, typed)
    assert {first.first_id, other.first_id} == {first.first_id}


@pytest.mark.parametrize("typed", ["", "+49 170 12345679", "nobody", "12"])
def test_phone_of_nobody_finds_nobody(merged: Register, typed: str) -> None:
    with pytest.raises(NobodyFound):
        found_by(merged, By.PHONE, typed)


def test_two_people_at_one_address_are_two(merged: Register) -> None:
    assert sorted(len(each) for each in found_by(merged, By.EMAIL, "zoe@example.org")) == [1, 2]


@pytest.mark.parametrize("typed", ["", "7F3K", "7F3K-9QXA-2M9", "Marta"])
def test_code_that_is_not_whole_is_told_from_one_of_nobody(merged: Register, typed: str) -> None:
    with pytest.raises(CodeIncomplete):
        found_by(merged, By.CODE, typed)
    with pytest.raises(NobodyFound):
        found_by(merged, By.CODE, "0000-0000-00")


def test_search_by_name_gives_the_person_whole_also_their_other_spellings(
    merged: Register, pack: Pack
) -> None:
    decide(merged, id_of(merged, "Zoë"), id_of(merged, "Zoé"), is_same=True)

    (person,) = found_by(merged, By.NAME, "angstroem")

    assert len(person) == 3


def test_search_by_name_goes_step_by_step(merged: Register) -> None:
    *steps, people = find_people(merged, By.NAME, "jan")

    assert steps == [FindProgress(done=4, count=4)]
    assert len(people) == 1  # type: ignore[arg-type]
    for nobody in ("", "  ", "Nobody"):
        with pytest.raises(NobodyFound):
            found_by(merged, By.NAME, nobody)


# ---- the story ------------------------------------------------------------------------------------


def test_story_begins_with_the_signature_that_counts(merged: Register, pack: Pack) -> None:
    story = story_of(merged, "ZOË")

    first, other = story.signatures
    assert (first.counts, other.counts) == (True, False)
    assert other.found.first_id == first.found.record_id
    assert first.source is Source.KIOSK
    assert first.version == pack.settings.version
    assert len(first.device_words.split()) == 4
    assert story.first is first.found.signature
    assert [each.signature.given_name for (each,) in story.others if each.signature] == ["Jan"]
    assert "Zoë" not in repr(story)


def test_answers_are_told_with_the_exact_words_that_stood_there(
    merged: Register, pack: Pack
) -> None:
    answers = {each.id: each for each in story_of(merged, "Zoë").signatures[0].answers}

    assert answers["sms"].choice is Choice.YES
    assert answers["sms"].statement == pack.text("en").words.consents["sms"].statement


def test_words_are_not_told_where_their_pack_is_not_here(merged: Register) -> None:
    with merged.transaction() as connection:
        connection.execute(pack_table.delete())

    story = story_of(merged, "Zoë")

    assert story.pack is None
    assert story.signatures[0].version is None
    assert {each.statement for each in story.signatures[0].answers} == {None}


def test_consent_that_was_withdrawn_is_told_with_its_day(merged: Register) -> None:
    before = {each.id for each in story_of(merged, "Zoë").may_be_withdrawn()}
    withdraw_consent(merged, [each.record_id for each in story_of(merged, "Zoë").person], "sms")

    story = story_of(merged, "Zoë")

    assert before == {"sms", "share_with_starter"}
    assert {each.id for each in story.may_be_withdrawn()} == {"share_with_starter"}
    (answer,) = [each for each in story.signatures[0].answers if each.id == "sms"]
    assert answer.withdrawn_at == merged_at(merged)


def merged_at(register: Register) -> object:
    from datetime import datetime

    return datetime.fromisoformat(register.now())


def test_deliveries_decisions_and_flags_are_told(merged: Register, pack: Pack) -> None:
    deliver(merged, pack)
    jan, zoe = id_of(merged, "Jan"), id_of(merged, "Zoë")
    decide(merged, jan, zoe, is_same=False)
    *_, _flags = find_flags(merged, pack.id, names_to_look_at(["Jan Ångström"], []))

    story = story_of(merged, "Jan")

    assert [each.profile for each in story.went_to] == ["petition_starter"]
    (decided,) = story.decided
    assert decided.other is not None
    assert (decided.other.record_id, decided.is_same) == (zoe, False)
    assert story.signatures[0].flags == (FlagKind.JOKE,)


def test_decision_about_an_erased_signature_goes_with_it(merged: Register, pack: Pack) -> None:
    jan, zoe = id_of(merged, "Jan"), id_of(merged, "Zoë")
    decide(merged, jan, zoe, is_same=False)
    erase(merged, [each.record_id for each in story_of(merged, "Zoë").person])

    assert story_of(merged, "Jan").decided == ()
    with merged.transaction() as connection:
        assert decisions_that_hold(connection, pack.id) == ()


def test_erased_person_has_no_story(merged: Register) -> None:
    zoe = id_of(merged, "Zoë")
    erase(merged, [zoe])

    with pytest.raises(NoSuchSignature):
        tell_story(merged, zoe)


def test_damaged_rows_are_told_as_far_as_they_go(merged: Register) -> None:
    jan = id_of(merged, "Jan")
    with merged.transaction() as connection:
        for table, column in ((signature_table, "opened"), (record_table, "header")):
            name = table.c.record_id if table is signature_table else table.c.id
            connection.execute(update(table).where(name == jan).values({column: b"nothing"}))

    story = tell_story(merged, jan)

    (told,) = story.signatures
    assert (told.found.signature, told.source, told.version, told.answers) == (None, None, None, ())
    assert story.first is None
    assert story.others == ()


def test_person_who_has_another_signature_by_now_is_not_the_one_that_was_shown(
    merged: Register, pack: Pack, key: CampaignKey, tmp_path: Path
) -> None:
    shown = story_of(merged, "Jan").person
    check_unchanged(merged, shown)
    with device(tmp_path / "e", pack, [signature(SIGNED[2])]) as journal:
        write_batch(tmp_path / "c", journal, pack, 1, 1)
    merge(merged, [tmp_path / "c"], key, accept_devices="all")

    with pytest.raises(ChangedMeanwhile):
        check_unchanged(merged, shown)
    erase(merged, [each.record_id for each in story_of(merged, "Jan").person])
    with pytest.raises(ChangedMeanwhile):
        check_unchanged(merged, shown)
    assert find_by_email(merged, "zoe@example.org")


# ---- whole, also what counts no more --------------------------------------------------------------


@pytest.fixture
def taken_back(register: Register, pack: Pack, key: CampaignKey, tmp_path: Path) -> Register:
    """Marta took her first signature back at the tablet, and signed again; Jan took back all he gave."""
    marta = draft("Marta", "Schmidt", "marta@example.org", share=Choice.NO)
    jan = draft("Jan", "Meyer", "jan@example.org", phone=PHONE, sms=Choice.YES)
    again = draft("marta", "schmidt", "MARTA@example.org")
    other = draft("Martin", "Schmidt", "marta@example.org")
    given = [signature(each) for each in (marta, jan, jan, again, other)]
    with device(tmp_path / "d", pack, given) as journal:
        for seq in (1, 2, 3):
            journal.undo(record_id(journal, pack, seq), pack)
        write_batch(tmp_path / "b", journal, pack, 1, 8)
    merge(register, [tmp_path / "b"], key, accept_devices="all")
    return register


def test_what_was_taken_back_at_the_tablet_is_still_this_persons(taken_back: Register) -> None:
    marta, martin = sorted(found_by(taken_back, By.EMAIL, "marta@example.org"), key=len)[::-1]

    assert [each.away for each in marta] in ([None, "taken_back"], ["taken_back", None])
    assert len(martin) == 1
    for each in marta:
        story = tell_story(taken_back, each.record_id)
        assert [told.counts for told in story.signatures] == [True, False]
        assert story.holds("share_with_starter"), "only what stands plays a part"
        assert len(story.others) == 1


def test_what_was_only_taken_back_is_one_person_too(taken_back: Register) -> None:
    (jan,) = found_by(taken_back, By.PHONE, PHONE)

    assert len(jan) == 2
    story = tell_story(taken_back, jan[0].record_id)
    assert not any(told.counts or story.holds("sms") for told in story.signatures)


def test_erasing_a_person_leaves_nothing_of_what_they_took_back(taken_back: Register) -> None:
    marta = max(found_by(taken_back, By.EMAIL, "marta@example.org"), key=len)
    check_unchanged(taken_back, marta)

    erase(taken_back, [each.record_id for each in marta])

    assert len(found_by(taken_back, By.NAME, "schmidt")) == 1
