"""Near duplicates: which pairs are shown, what deciding about them does, and that all can be undone."""

from pathlib import Path

import msgspec
import pytest

from desktop_app.campaign.pack import Pack
from desktop_app.register.activity import read_log
from desktop_app.register.deciding import decide, undo_decision
from desktop_app.register.decisions import decisions_that_hold, pair_of
from desktop_app.register.duplicates import find_duplicates
from desktop_app.register.finding import find_by_name
from desktop_app.register.likeness import Reason, likeness, traits_of
from desktop_app.register.loose import loose_email, loose_name
from desktop_app.register.merge import merge
from desktop_app.register.merges import take_back_merge
from desktop_app.register.near import find_near
from desktop_app.register.people import open_people
from desktop_app.register.problems import CampaignUnknown, NoSuchDecision, NoSuchPair
from desktop_app.register.proposals import count_proposed, proposed_pairs
from desktop_app.register.store import Register
from desktop_app.signature.consent import Choice
from tests.making import draft, signature
from tests.register.given import as_version_3, device, opened, register_at, write_batch

MARTA = ("Marta", "Müller", "marta.mueller@example.org")


def person(given, family, email, *, country="DE", phone="", share=Choice.YES):
    sms = Choice.YES if phone else Choice.NO
    whole = draft(
        given, family, email or "a@example.org", country=country, phone=phone, sms=sms, share=share
    )
    return msgspec.structs.replace(signature(whole), email=email)


def alike(one, other, *, namesakes=2):
    found = likeness(traits_of("1" * 32, one), traits_of("2" * 32, other), namesakes)
    return None if found is None else set(found.reasons)


def merged_with(register: Register, pack: Pack, key, folder: Path, *signatures) -> None:
    with device(folder / "d", pack, signatures) as journal:
        write_batch(folder / "b", journal, pack, 1, len(signatures))
    merge(register, [folder / "b"], key, accept_devices="all")


def found(register: Register, pack: Pack) -> list[set[str]]:
    """The given names of each pair that is shown, the likeliest first."""
    *_, last = find_near(register, pack.id)
    with register.transaction() as connection:
        pairs = proposed_pairs(connection, pack.id)
    assert last.pair_count >= len(pairs)
    names = {each.record_id: each.signature for each in find_by_name(register, "m")}
    return [{names[each].email for each in pair.pair} for pair in pairs]


# ---- what is alike --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marta Müller", "MÜLLER, Marta"),
        ("Marta Müller", "Marta Mueller"),
        ("Zoë Strauß", "Zoe Strauss"),
        ("Łukasz Żak", "lukasz zak"),
        ("Анна Королёва", "анна королева"),
        ("José-María López", "Jose Maria Lopez"),
    ],
)
def test_spellings_of_one_name_have_one_loose_form(one, other):
    assert loose_name(one) == loose_name(other) != ""


def test_loose_address_is_what_misspellings_share():
    assert loose_email("Marta.Mueller+kiosk@gmail.com") == loose_email("martamueller@gmial.com")
    assert loose_email("ana@example.org") == "", "too short to say anything"
    assert loose_email("") == loose_email("no address") == ""


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (("Marta", "Mueller", "marta.muller@example.org"), Reason.EMAIL_TYPO),
        (("Marta", "Müller", "marta.mueller@exmaple.org"), Reason.EMAIL_TYPO),
        (("Marta", "Müller", "martamueller+x@example.org"), Reason.SAME_MAILBOX),
        (("Matra", "Müller", "marta.mueller@example.org"), Reason.SAME_EMAIL),
        (("Марта", "Мюллер", "marta.mueller@example.org"), Reason.SAME_EMAIL),
        (("Marta", "", "marta.mueller@example.org"), Reason.SAME_EMAIL),
        (("Marta", "Müller", ""), Reason.SAME_COUNTRY),
        (("Marta", "Müller", "something.else@example.com"), Reason.SAME_COUNTRY),
    ],
)
def test_pairs_that_somebody_should_look_at(other, reason):
    assert reason in alike(person(*MARTA), person(*other))


@pytest.mark.parametrize(
    "other",
    [
        ("Jan", "Müller", "marta.mueller@example.org"),  # a household shares an address
        ("Hanna", "Müller", "hanna.mueller@example.org"),
        ("Marta", "Schmidt", "marta.schmidt@example.org"),
        ("Mark", "Müller", "mark.mueller@example.org"),
        ("Марта", "Мюллер", "marta.muller@example.org"),  # neither name nor address is the same
        ("Марта", "", "marta.mueller@example.org"),
        ("Martha", "Müller", "marta.mueller@another.example"),  # so are many called elsewhere
    ],
)
def test_two_people_are_not_shown(other):
    assert alike(person(*MARTA), person(*other)) is None


def test_same_phone_shows_like_names_and_leaves_couples_alone():
    phone = "+4915123456789"
    one = person("Marta", "Müller", "", phone=phone)

    assert Reason.SAME_PHONE in alike(one, person("Martha", "Müller", "x@y.org", phone=phone))
    assert alike(one, person("Jan", "Müller", "", phone=phone)) is None


def test_a_name_alone_says_nothing_where_many_have_it():
    one, other = person(*MARTA), person("Marta", "Müller", "other@example.com")

    assert alike(one, other, namesakes=4) is None
    assert alike(one, other, namesakes=3) is not None
    abroad = person("Marta", "Müller", "other@example.com", country="AT")
    assert alike(one, abroad) is None


def test_ideas_with_different_texts_are_never_one():
    one = msgspec.structs.replace(person(*MARTA), idea="More trees")
    other = msgspec.structs.replace(person(*MARTA), idea="More benches")

    assert alike(one, other) is None


# ---- what is found --------------------------------------------------------------------------------


def test_pairs_are_found_the_likeliest_first(register, pack, key, tmp_path):
    merged_with(
        register,
        pack,
        key,
        tmp_path,
        person(*MARTA),
        person("Marta", "Müller", "elsewhere@example.com"),
        person("Marta", "Mueller", "marta.mueler@example.org"),
        person("Mira", "Novak", "mira@example.org"),
    )

    pairs = found(register, pack)

    assert pairs[0] == {"marta.mueller@example.org", "marta.mueler@example.org"}
    assert len(pairs) == 3
    assert find_duplicates(register).duplicates == 0, "nothing is decided by finding"


def test_of_namesakes_the_rarer_names_come_first(register, pack, key, tmp_path):
    names = [("Maria", "Schmidt"), ("Maria", "Weber"), ("Mona", "Schmidt"), ("Mona", "Weber")]
    twice = [*names, ("Marek", "Quitz")]
    crowd = [
        person(given, family, f"{given}.{family}@{provider}.example")
        for given, family in twice
        for provider in ("long-enough", "another-one")
    ]
    merged_with(register, pack, key, tmp_path, *crowd)

    pairs = found(register, pack)

    assert len(pairs) == 5
    assert pairs[0] == {"Marek.Quitz@long-enough.example", "Marek.Quitz@another-one.example"}


def test_many_namesakes_are_compared_with_their_neighbours(register, pack, key, tmp_path):
    crowd = [person("Maria", "Muster", f"maria{n:02}@domain{n:02}.example") for n in range(60)]
    twin = person("Maria", "Muster", "maria31@domain31.exmaple")
    merged_with(register, pack, key, tmp_path, *crowd, twin)

    pairs = found(register, pack)

    assert {"maria31@domain31.example", "maria31@domain31.exmaple"} in pairs


def test_search_can_be_stopped_and_leaves_the_pairs_of_before(register, pack, key, tmp_path):
    merged_with(register, pack, key, tmp_path, person(*MARTA), person("Marta", "Müller", ""))
    before = found(register, pack)
    steps = find_near(register, pack.id)
    next(steps)
    steps.close()

    with register.transaction() as connection:
        assert count_proposed(connection, pack.id) == len(before) == 1


def test_unknown_campaign_is_told(register):
    with pytest.raises(CampaignUnknown):
        list(find_near(register, "nowhere"))


@pytest.mark.sqlite
def test_signatures_of_an_older_register_are_found_too(tmp_path, pack, key):
    path = tmp_path / "old.sqlite"
    with register_at(path) as register:
        merged_with(register, pack, key, tmp_path, person(*MARTA), person("Marta", "Müller", ""))
    as_version_3(path)

    with register_at(path) as register:
        assert len(found(register, pack)) == 1


# ---- what is decided ------------------------------------------------------------------------------


@pytest.fixture
def three(register, pack, key, tmp_path):
    """Two spellings of Marta, an exact duplicate of the first, and somebody else; gives their ids."""
    merged_with(
        register,
        pack,
        key,
        tmp_path,
        person(*MARTA),
        person("Marta", "Mueller", "marta.mueler@example.org", share=Choice.NO),
        person(*MARTA),
        person("Mira", "Novak", "mira@example.org"),
    )
    by_seq = sorted(find_by_name(register, "m"), key=lambda each: each.seq)
    return [each.record_id for each in by_seq]


def first_of(register: Register) -> dict[str, str | None]:
    return {record_id: row[-1] for record_id, row in opened(register).items()}


def test_one_person_counts_once_and_the_narrowest_consent_wins(register, pack, three):
    first, spelling, twin, _ = three
    decide(register, spelling, twin, is_same=True)

    assert [first_of(register)[each] for each in (first, spelling, twin)] == [None, first, first]
    assert find_duplicates(register).people == 2
    with open_people(register, pack.id) as people:
        says = {each.signature.given_name: each.says_yes("share_with_starter") for each in people}
    assert says == {"Marta": False, "Mira": True}


def test_two_people_stay_two_though_the_rules_say_one(register, three):
    first, _, twin, _ = three
    assert first_of(register)[twin] == first

    decide(register, first, twin, is_same=False)

    assert first_of(register)[twin] is None
    assert find_duplicates(register).people == 4


def test_decision_takes_the_pair_out_of_what_is_shown_for_good(register, pack, three):
    list(find_near(register, pack.id))
    with register.transaction() as connection:
        (proposed,) = proposed_pairs(connection, pack.id)
    decide(register, *proposed.pair, is_same=False)
    list(find_near(register, pack.id))

    with register.transaction() as connection:
        assert proposed_pairs(connection, pack.id) == ()
        (held,) = decisions_that_hold(connection, pack.id)
    assert (held.pair, held.is_same) == (proposed.pair, False)


def test_undone_decision_leaves_all_as_it_was_and_shows_the_pair_again(register, pack, three):
    before = first_of(register)
    decision = decide(register, three[0], three[1], is_same=True)
    assert first_of(register) != before

    assert undo_decision(register, decision.id) == pair_of(three[0], three[1])

    assert first_of(register) == before
    list(find_near(register, pack.id))
    with register.transaction() as connection:
        assert count_proposed(connection, pack.id) == 1
        log = read_log(connection, register.activity_key)
    assert [each.deed for each in log.entries][-2:] == ["decided", "decision_undone"]
    for number in (decision.id, 99):
        with pytest.raises(NoSuchDecision):
            undo_decision(register, number)


def test_the_latest_decision_about_a_pair_holds_and_the_one_before_after_undoing(register, three):
    decide(register, three[0], three[3], is_same=True)
    later = decide(register, three[3], three[0], is_same=False)
    assert first_of(register)[three[3]] is None

    undo_decision(register, later.id)

    assert first_of(register)[three[3]] == three[0]


def test_decisions_hold_in_every_later_merge_and_wait_for_what_is_taken_back(
    register, pack, key, three, tmp_path
):
    decide(register, three[0], three[3], is_same=True)
    before = first_of(register)
    take_back_merge(register, 1)
    assert first_of(register) == {}

    merge(register, [tmp_path / "b"], key, accept_devices="all")

    assert first_of(register) == before


def test_only_two_signatures_of_one_campaign_can_be_decided_about(register, three):
    for one, other in ((three[0], three[0]), (three[0], "0" * 32), ("", "x")):
        with pytest.raises(NoSuchPair):
            decide(register, one, other, is_same=True)
