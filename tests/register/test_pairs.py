"""Pairs side by side, those that are open, and what was decided already."""

from pathlib import Path

import msgspec
import pytest

from desktop_app.register.deciding import decide, undo_decision
from desktop_app.register.duplicates import find_duplicates
from desktop_app.register.finding import find_by_name
from desktop_app.register.likeness import Reason
from desktop_app.register.merge import merge
from desktop_app.register.near import find_near
from desktop_app.register.past import Decider, PastList, count_decided, past_part
from desktop_app.register.proposals import PairKind, count_by_kind, still_open
from desktop_app.register.side_by_side import SideBySide, look_at, next_pairs
from desktop_app.register.store import Register
from desktop_app.register.withdrawals import erase
from desktop_app.signature.consent import Choice
from tests.making import draft, signature
from tests.register.given import device, write_batch


def person(given, family, email, *, share=Choice.YES, postcode="", updates=Choice.NO):
    whole = draft(given, family, email or "a@example.org", share=share, updates=updates)
    return msgspec.structs.replace(signature(whole), email=email, postcode=postcode)


def merged_with(register: Register, pack, key, folder: Path, *signatures) -> list[str]:
    with device(folder / "d", pack, signatures) as journal:
        write_batch(folder / "b", journal, pack, 1, len(signatures))
    merge(register, [folder / "b"], key, accept_devices="all")
    by_seq = sorted(find_by_name(register, "m"), key=lambda each: each.seq)
    return [each.record_id for each in by_seq]


def count_pairs(register: Register, campaign: str) -> dict[PairKind, int]:
    with register.transaction() as connection:
        return dict(count_by_kind(connection, campaign))


@pytest.fixture
def crowd(register, pack, key, tmp_path) -> list[str]:
    """Marta in three spellings and once more exactly, and two pairs of namesakes; pairs are found."""
    ids = merged_with(
        register,
        pack,
        key,
        tmp_path,
        person("Marta", "Müller", "marta.mueller@example.org", updates=Choice.YES),
        person("Marta", "Mueller", "marta.mueler@example.org", share=Choice.NO),
        person("Marta", "Müller", "marta.mueller@example.org", share=Choice.YES),
        person("Marta", "Muller", "martamueller@example.org"),
        person("Mira", "Novak", "mira@example.org", postcode="10115"),
        person("Mira", "Novak", "novak@example.com", postcode="10115"),
        person("Milan", "Rus", "milan@example.org"),
        person("Milan", "Rus", "rus@example.com"),
    )
    list(find_near(register, pack.id))
    return ids


def emails(found: SideBySide) -> list[str]:
    return [side.signature.email for side in found.sides if side.signature is not None]


def test_likely_pairs_come_first_and_each_kind_is_counted(register, pack, crowd):
    pairs = next_pairs(register, pack.id, limit=100)

    kinds = [each.kind for each in pairs]
    assert kinds == sorted(kinds, key=list(PairKind).index)
    counted = count_pairs(register, pack.id)
    assert counted == {kind: kinds.count(kind) for kind in PairKind}
    assert counted[PairKind.POSTCODE] == counted[PairKind.NAME] == 1
    assert list(counted) == list(PairKind)


def test_one_kind_alone_can_be_looked_at(register, pack, crowd):
    (found,) = next_pairs(register, pack.id, limit=100, kind=PairKind.NAME)

    assert emails(found) == ["milan@example.org", "rus@example.com"]
    assert Reason.SAME_NAME in found.reasons


def test_pairs_are_given_part_by_part_and_none_twice(register, pack, crowd):
    every = next_pairs(register, pack.id, limit=100)
    found: list[SideBySide] = []
    after = None
    while part := next_pairs(register, pack.id, limit=2, after=after):
        found += part
        after = part[-1].proposed

    assert [each.pair for each in found] == [each.pair for each in every]


def test_going_on_behind_a_pair_that_was_decided_misses_nothing(register, pack, crowd):
    every = [each.pair for each in next_pairs(register, pack.id, limit=100)]
    (first,) = next_pairs(register, pack.id, limit=1)
    decide(register, *first.pair, is_same=False)

    rest = next_pairs(register, pack.id, limit=100, after=first.proposed)

    assert [each.pair for each in rest] == every[1:]


def test_the_earlier_one_stands_first_and_the_narrowest_answer_is_told(register, pack, crowd):
    found = look_at(register, crowd[1], crowd[0])
    assert found is not None

    assert [side.record_id for side in found.sides] == crowd[:2]
    answers = {each.consent: (each.answers, each.together) for each in found.consents}
    assert answers["share_with_starter"] == ((Choice.YES, Choice.NO), Choice.NO)
    assert answers["email_updates"] == ((Choice.YES, Choice.NO), Choice.NO)


def test_a_no_of_a_third_signature_of_the_same_person_is_told_too(register, pack, crowd):
    decide(register, crowd[0], crowd[1], is_same=True)

    found = look_at(register, crowd[0], crowd[3])

    assert found is not None
    share = next(each for each in found.consents if each.consent == "share_with_starter")
    assert share.answers == (Choice.YES, Choice.YES)
    assert share.together is Choice.NO


def test_nobody_is_shown_who_is_not_here_or_beside_themselves(register, crowd):
    assert look_at(register, crowd[0], "0" * 32) is None
    assert look_at(register, crowd[0], crowd[0]) is None


def test_nothing_personal_is_in_a_repr(register, pack, crowd):
    (pair, *_) = next_pairs(register, pack.id, limit=1)
    lines = past_part(register, pack.id, PastList.DUPLICATES, 0, 10)

    assert "arta" not in repr(pair)
    assert "arta" not in repr(lines) + repr(lines.lines)


def test_pairs_that_other_decisions_have_settled_are_not_shown(register, pack, crowd):
    marta = {crowd[0], crowd[1], crowd[3]}
    of_marta = [
        each.pair for each in next_pairs(register, pack.id, limit=9) if set(each.pair) <= marta
    ]
    assert len(of_marta) == 3
    for pair in of_marta[:2]:
        decide(register, *pair, is_same=True)

    with register.transaction() as connection:
        assert still_open(connection, of_marta) == frozenset()
    assert not [each for each in next_pairs(register, pack.id, limit=9) if set(each.pair) <= marta]


@pytest.mark.parametrize("is_same", [True, False])
def test_undoing_opens_the_pair_again_also_after_another_search(register, pack, crowd, is_same):
    before = [each.pair for each in next_pairs(register, pack.id, limit=100)]
    decision = decide(register, *before[0], is_same=is_same)
    list(find_near(register, pack.id))
    assert before[0] not in [each.pair for each in next_pairs(register, pack.id, limit=100)]

    undo_decision(register, decision.id)

    assert [each.pair for each in next_pairs(register, pack.id, limit=100)] == before


def test_pairs_of_someone_who_was_erased_are_gone(register, pack, crowd):
    count = sum(count_pairs(register, pack.id).values())
    erase(register, (crowd[6],))

    assert sum(count_pairs(register, pack.id).values()) == count - 1
    assert look_at(register, crowd[6], crowd[7]) is None


# ---- what is decided already ------------------------------------------------------------------------


def test_what_the_rule_decided_is_listed_beside_its_equal(register, pack, crowd):
    part = past_part(register, pack.id, PastList.DUPLICATES, 0, 10)

    (line,) = part.lines
    assert part.count == 1
    assert set(line.pair) == {crowd[0], crowd[2]}
    assert (line.is_same, line.decider, line.decision) == (True, Decider.RULE, None)
    assert [side.record_id for side in line.sides if side] == [crowd[0], crowd[2]]


def test_what_the_rule_decided_can_be_parted_and_that_undone(register, pack, crowd):
    people = find_duplicates(register).people
    (line,) = past_part(register, pack.id, PastList.DUPLICATES, 0, 10).lines
    decision = decide(register, *line.pair, is_same=False)

    assert past_part(register, pack.id, PastList.DUPLICATES, 0, 10).count == 0
    assert find_duplicates(register).people == people + 1
    undo_decision(register, decision.id)
    assert past_part(register, pack.id, PastList.DUPLICATES, 0, 10).lines == (line,)


def test_duplicates_tell_who_made_them_so(register, pack, crowd):
    first, spelling, exact, other = crowd[:4]
    decided = decide(register, first, other, is_same=True)
    decide(register, spelling, exact, is_same=True)

    lines = past_part(register, pack.id, PastList.DUPLICATES, 0, 10).lines

    by_later = {line.sides[1].record_id: line for line in lines if line.sides[1]}
    assert by_later[exact].decider is Decider.RULE
    assert (by_later[other].decider, by_later[other].decision) == (Decider.PERSON, decided.id)
    assert by_later[spelling].decider is Decider.OTHERS


def test_decisions_are_listed_the_latest_first_with_what_became_of_them(register, pack, crowd):
    overtaken = decide(register, crowd[6], crowd[7], is_same=True)
    holding = decide(register, crowd[7], crowd[6], is_same=False)
    undone = decide(register, crowd[4], crowd[5], is_same=True)
    undo_decision(register, undone.id)

    part = past_part(register, pack.id, PastList.DECISIONS, 0, 10)

    assert [line.decision for line in part.lines] == [undone.id, holding.id, overtaken.id]
    assert [line.holds for line in part.lines] == [False, True, False]
    assert part.lines[0].undone_at is not None
    assert part.lines[2].is_overtaken
    with register.transaction() as connection:
        assert count_decided(connection, pack.id, "2026") == 2
        assert count_decided(connection, pack.id, "2999") == 0


def test_lists_are_read_in_parts(register, pack, crowd):
    for pair in next_pairs(register, pack.id, limit=4):
        decide(register, *pair.pair, is_same=False)
    whole = past_part(register, pack.id, PastList.DECISIONS, 0, 10)
    parts = [past_part(register, pack.id, PastList.DECISIONS, at, 2) for at in (0, 2, 4)]

    assert tuple(line for part in parts for line in part.lines) == whole.lines
    assert {part.count for part in parts} == {4}


def test_a_decision_about_someone_who_was_erased_leaves_no_trace(register, pack, crowd):
    decide(register, crowd[6], crowd[7], is_same=True)
    erase(register, (crowd[7],))

    assert past_part(register, pack.id, PastList.DECISIONS, 0, 10).lines == ()
