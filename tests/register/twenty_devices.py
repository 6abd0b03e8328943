"""What comes home after some days at many stalls, and who truly signed: the material of big tests.

So many devices with so many signatures each, of which 4 % are of people who signed before, and 3 % of
people who only look like somebody who did. Shifts are closed, some people take their signature back,
and some batches are handed over twice.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from sqlalchemy import select

from desktop_app.campaign.pack import ConsentId, Pack
from desktop_app.register.near import find_near
from desktop_app.register.proposals import ProposedPair, proposed_pairs
from desktop_app.register.store import LockedRegister, Register
from desktop_app.register.tables import signature_table
from desktop_app.signature.consent import Choice
from desktop_app.signature.draft import Circumstances, Draft, complete
from desktop_app.signature.signature import Signature
from tests.register.crowd import Crowd, Person
from tests.register.likenesses import AGAIN, LOOK_ALIKE, Retyped
from tests.register.stalls import StallDevice

SIGNED_AGAIN = 0.04
LOOKS_ALIKE = 0.03
TAKEN_BACK = 0.005
SHIFTS = 3
NEW = "new"
SIGNED_AGAIN_BY = frozenset(way.__name__ for way in AGAIN)


@dataclass(kw_only=True)
class Truth:
    """Who gave each signature, by the id of its record, and how it was typed."""

    person_of: dict[str, int] = field(default_factory=dict)
    way_of: dict[str, str] = field(default_factory=dict)
    taken_back: set[str] = field(default_factory=set)
    slips: list[str] = field(default_factory=list)
    record_count: int = 0

    def way(self, *pieces: Iterable[str]) -> str:
        """Say how somebody signed who is in two pieces: who only looks alike and "new" come last."""
        ways = [self.way_of[record_id] for piece in pieces for record_id in piece]
        return min(ways, key=lambda way: (way == NEW, way not in SIGNED_AGAIN_BY))

    @property
    def standing(self) -> dict[int, set[str]]:
        """The signatures of each person that were not taken back."""
        found: dict[int, set[str]] = defaultdict(set)
        for record_id, person in self.person_of.items():
            if record_id not in self.taken_back:
                found[person].add(record_id)
        return found


@dataclass(frozen=True, kw_only=True)
class Found:
    """How well duplicates were found.

    `found_count` of `duplicate_count` second signatures are joined, by decisions and proposals, to
    another of the same person. `wrong_decisions` are signatures that do not count though nobody else
    gave that person's; `wrong_proposals` are pairs of two people that a coordinator has to look at.
    """

    signature_count: int
    duplicate_count: int
    found_count: int
    decided_count: int
    proposed_count: int
    wrong_decisions: int
    wrong_proposals: int
    missed: Mapping[str, int]
    wrong_ways: Mapping[str, int]

    @property
    def recall(self) -> float:
        return self.found_count / self.duplicate_count

    @property
    def wrong_decided_share(self) -> float:
        """Wrong decisions a signature."""
        return self.wrong_decisions / self.signature_count

    @property
    def wrong_proposed_share(self) -> float:
        """Wrong proposals a signature."""
        return self.wrong_proposals / self.signature_count


def make_stalls(
    folder: Path, pack: Pack, *, seed: int, device_count: int, each: int
) -> tuple[list[StallDevice], Truth]:
    """Let people sign at so many devices, and write all their batches."""
    chance = Random(seed)
    devices = [StallDevice(pack, chance) for _ in range(device_count)]
    truth = Truth()
    left = dict.fromkeys(range(device_count), each)
    for person, way in _people(chance, device_count * each):
        number = chance.choice([*left])
        _sign(devices[number], person, way, truth)
        left[number] -= 1
        if left[number] % -(-each // SHIFTS) == 0:
            devices[number].close()
            devices[number].wait(15 * 60)
        if not left[number]:
            del left[number]
    for device in devices:
        paths = device.write_all(folder)
        device.write(folder, max(1, device.count - 99))
        paths[0].with_name(f"copy of {paths[0].name}").write_bytes(paths[0].read_bytes())
        truth.slips.append(device.slip())
        truth.record_count += device.count
    return devices, truth


def proposals_of(register: Register, campaign: str) -> tuple[ProposedPair, ...]:
    """Find near duplicates, and give all pairs that are proposed."""
    for _ in find_near(register, campaign):
        pass
    with register.transaction() as connection:
        return proposed_pairs(connection, campaign, limit=10**9)


def is_by_name_alone(pair: ProposedPair) -> bool:
    """Tell whether nothing but name and country agrees: then nobody can say who is a namesake."""
    return not {"same_email", "email_typo", "same_mailbox", "same_phone"} & set(pair.reasons)


def measured(
    register: LockedRegister, truth: Truth, proposals: Iterable[tuple[str, str]] = ()
) -> Found:
    """Hold what a register has decided, and what it proposes, against the truth."""
    table = signature_table
    query = select(table.c.record_id, table.c.duplicate_of).where(table.c.duplicate_of.is_not(None))
    with register.transaction() as connection:
        decided = [(row[0], row[1]) for row in connection.execute(query)]
    proposed = list(proposals)
    person_of = truth.person_of
    wrong = [pair for pair in decided if person_of[pair[0]] != person_of[pair[1]]]
    wrongly_proposed = [pair for pair in proposed if person_of[pair[0]] != person_of[pair[1]]]
    joined = _Joined()
    for one, other in (*decided, *proposed):
        if person_of[one] == person_of[other]:
            joined.join(one, other)
    missed: Counter[str] = Counter()
    duplicate_count = 0
    for signatures in truth.standing.values():
        duplicate_count += len(signatures) - 1
        pieces: dict[str, list[str]] = defaultdict(list)
        for each in signatures:
            pieces[joined.root(each)].append(each)
        largest, *apart = sorted(pieces.values(), key=len, reverse=True)
        missed.update(truth.way(piece, largest) for piece in apart)
    return Found(
        signature_count=len(person_of) - len(truth.taken_back),
        duplicate_count=duplicate_count,
        found_count=duplicate_count - missed.total(),
        decided_count=len(decided),
        proposed_count=len(proposed),
        wrong_decisions=len(wrong),
        wrong_proposals=len(wrongly_proposed),
        missed=missed,
        wrong_ways=Counter(truth.way(pair) for pair in (*wrong, *wrongly_proposed)),
    )


def _people(chance: Random, count: int) -> Iterable[tuple[Person, str]]:
    """Give who signs, one after the other, and how."""
    crowd = Crowd(chance)
    there: list[Person] = [crowd.person()]
    yield there[0], NEW
    again = round(count * SIGNED_AGAIN)
    alike = round(count * LOOKS_ALIKE)
    turns = [AGAIN] * again + [LOOK_ALIKE] * alike + [None] * (count - 1 - again - alike)
    chance.shuffle(turns)
    for ways in turns:
        if ways is None:
            person = crowd.person()
            there.append(person)
            yield person, NEW
        else:
            other, way = _other(ways, crowd, there)
            if ways is LOOK_ALIKE:
                there.append(other)
            yield other, way


def _other(ways: Mapping[Retyped, int], crowd: Crowd, there: list[Person]) -> tuple[Person, str]:
    """Choose how, and then somebody to whom it can happen; among very few people, another way."""
    while True:
        way = crowd.chance.choices([*ways], weights=[*ways.values()])[0]
        for _ in range(200):
            other = way(crowd, crowd.chance.choice(there))
            if other is not None:
                return other, way.__name__


def _sign(device: StallDevice, person: Person, way: str, truth: Truth) -> None:
    now = device.wait(device.chance.random())
    record_id = device.sign(signature_of(person, device, now=now))
    truth.person_of[record_id] = person.number
    truth.way_of[record_id] = way
    if device.chance.random() < TAKEN_BACK:
        device.undo(record_id)
        truth.taken_back.add(record_id)


def signature_of(person: Person, device: StallDevice, *, now) -> Signature:
    """Fill in the page as this person does."""
    chance = device.chance
    draft = Draft(
        given_name=person.given_name,
        family_name=person.family_name,
        email=person.email,
        country=person.country,
        phone=person.phone,
        choices={
            ConsentId("share_with_starter"): chance.choice((Choice.YES, Choice.NO)),
            ConsentId("email_updates"): chance.choice((Choice.YES, Choice.NO)),
            ConsentId("sms"): Choice.YES if person.phone else Choice.NO,
        },
    )
    circumstances = Circumstances(
        language=person.language, signed_at=now, place="Heumarkt", shift="1"
    )
    made = complete(device.pack, draft, circumstances, chance.randbytes)
    assert isinstance(made, Signature), made
    return made


class _Joined:
    """Which signatures are joined, by way of others too."""

    def __init__(self) -> None:
        self._up: dict[str, str] = {}

    def root(self, one: str) -> str:
        while self._up.get(one, one) != one:
            one = self._up[one]
        return one

    def join(self, one: str, other: str) -> None:
        self._up[self.root(one)] = self.root(other)
