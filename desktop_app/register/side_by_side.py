"""Two signatures side by side, opened for somebody who decides whether they are one person's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from desktop_app.register.decisions import Pair, pair_of
from desktop_app.register.finding import Found, find_people_of
from desktop_app.register.likeness import Reason
from desktop_app.register.proposals import (
    PairKind,
    ProposedPair,
    kind_of,
    proposed_pairs,
)
from desktop_app.register.store import Register
from desktop_app.signature.consent import Choice


@dataclass(frozen=True, kw_only=True)
class ConsentSides:
    """What both answered to a consent, and what would hold if they are one person."""

    consent: str
    answers: tuple[Choice, Choice]
    together: Choice


@dataclass(frozen=True, kw_only=True)
class SideBySide:
    """Two signatures; the one that was given first comes first. Personal: hidden in `repr`."""

    pair: Pair
    campaign: str
    sides: tuple[Found, Found] = field(repr=False)
    consents: tuple[ConsentSides, ...] = field(repr=False)
    reasons: tuple[Reason, ...] = ()
    proposed: ProposedPair | None = None

    @property
    def kind(self) -> PairKind:
        """What speaks for one person."""
        return kind_of(reason.value for reason in self.reasons)


def next_pairs(
    register: Register,
    campaign: str,
    *,
    limit: int,
    kind: PairKind | None = None,
    after: ProposedPair | None = None,
) -> tuple[SideBySide, ...]:
    """Open the likeliest pairs that nobody has decided about, behind one that was given before.

    Raises:
        What a transaction raises.
    """
    with register.transaction() as connection:
        pairs = proposed_pairs(connection, campaign, limit=limit, kind=kind, after=after)
    return _opened(register, pairs)


def look_at(register: Register, one: str, other: str) -> SideBySide | None:
    """Open any two signatures; None if one of them is not here (any more).

    Raises:
        What a transaction raises.
    """
    people = find_people_of(register, (one, other))
    by_id = {each.record_id: each for each in people}
    if one == other or one not in by_id or other not in by_id:
        return None
    return _beside(pair_of(one, other), by_id, people)


def _opened(register: Register, pairs: Sequence[ProposedPair]) -> tuple[SideBySide, ...]:
    ids = {record_id for each in pairs for record_id in each.pair}
    people = find_people_of(register, tuple(sorted(ids))) if ids else ()
    by_id = {each.record_id: each for each in people}
    groups: dict[str, list[Found]] = {}
    for each in people:
        groups.setdefault(each.first_id, []).append(each)
    found: list[SideBySide] = []
    for proposed in pairs:
        if all(record_id in by_id for record_id in proposed.pair):  # else erased in between
            firsts = {by_id[record_id].first_id for record_id in proposed.pair}
            members = [each for first in sorted(firsts) for each in groups[first]]
            found.append(_beside(proposed.pair, by_id, members, proposed))
    return tuple(found)


def _beside(
    pair: Pair,
    by_id: dict[str, Found],
    people: Iterable[Found],
    proposed: ProposedPair | None = None,
) -> SideBySide:
    first, other = sorted((by_id[record_id] for record_id in pair), key=_order)
    known = {reason.value: reason for reason in Reason}
    reasons = proposed.reasons if proposed is not None else ()
    return SideBySide(
        pair=pair,
        campaign=first.campaign,
        sides=(first, other),
        consents=_consents(first, other, sorted(people, key=_order)),
        reasons=tuple(known[each] for each in reasons if each in known),
        proposed=proposed,
    )


def _order(found: Found) -> tuple[str, str, int]:
    """Give the order in which signatures count."""
    return (found.hour, found.device, found.seq)


def _consents(first: Found, other: Found, people: list[Found]) -> tuple[ConsentSides, ...]:
    """Give the answers to all consents that either of them met, and the narrowest of all.

    Args:
        people: all signatures that would be one person's, the one that would count first.
    """
    met = [
        each.id
        for side in (first, other)
        if side.signature is not None
        for each in side.signature.consents
    ]
    return tuple(
        ConsentSides(
            consent=consent,
            answers=(_answer(first, consent), _answer(other, consent)),
            together=_narrowest([_answer(each, consent) for each in people]),
        )
        for consent in dict.fromkeys(met)
    )


def _answer(found: Found, consent: str) -> Choice:
    """Give an answer as deliveries take it: withdrawn later is No, and so is what cannot be read."""
    if found.signature is None or consent in found.refused:
        return Choice.NO
    return found.signature.choice(consent)


def _narrowest(answers: Sequence[Choice]) -> Choice:
    """Give what holds for one person: a Yes of the first, unless anyone says No."""
    if Choice.NO in answers:
        return Choice.NO
    return answers[0] if answers else Choice.NOT_ASKED
