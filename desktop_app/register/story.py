"""One person's whole story: their signatures, under which words they agreed, and where they went.

Everything that the register knows of a person, gathered for a coordinator whom they ask.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, func, or_, select

from desktop_app.campaign.pack import ConsentId, ConsentKind, Pack
from desktop_app.problems import Problem
from desktop_app.register.decisions import Pair, decisions_that_hold
from desktop_app.register.devices import Devices, read_devices
from desktop_app.register.finding import (
    Found,
    Person,
    WentTo,
    deliveries_with,
    find_by_email,
    find_by_ids,
    find_by_phone,
)
from desktop_app.register.flags import FlagKind
from desktop_app.register.packs import known_pack, pack_by_hash
from desktop_app.register.problems import ChangedMeanwhile, NoSuchSignature
from desktop_app.register.rows import as_bytes
from desktop_app.register.store import Register
from desktop_app.register.tables import (
    flag_table,
    near_pair_table,
    record_table,
    refusal_table,
)
from desktop_app.register.whole import whole_people, whole_person
from desktop_app.sealing.record import Header, Source, read_header
from desktop_app.signature.consent import Choice, ConsentGiven, words_sha256
from desktop_app.signature.signature import Signature


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A consent as a signer answered it.

    `statement` are the exact words that stood there, proved by their hash; None where no pack with
    these words is here. `withdrawn_at` is when it was taken back later.
    """

    id: str
    choice: Choice
    statement: str | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class SignatureTold:
    """One signature with what is known about it. Personal: hidden in `repr`.

    `source` is None where the header cannot be read, `version` where its pack is not here.
    """

    found: Found = field(repr=False)
    device_words: str
    source: Source | None
    version: str | None
    answers: tuple[Answer, ...]
    flags: tuple[FlagKind, ...]

    @property
    def counts(self) -> bool:
        """Tell whether it is the one that counts for its person."""
        return self.found.away is None and self.found.first_id == self.found.record_id


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What somebody decided about one of the signatures and another one, which may be gone."""

    other: Found | None = field(repr=False)
    is_same: bool
    decided_at: datetime


@dataclass(frozen=True, kw_only=True)
class Story:
    """All that is known of one person in one campaign. Personal: hidden in `repr`."""

    campaign: str
    pack: Pack | None = field(repr=False)
    """The newest one; None where it is not here."""
    signatures: tuple[SignatureTold, ...]
    """The one that counts first, then by hour."""
    went_to: tuple[WentTo, ...]
    decided: tuple[Decided, ...]
    pair_count: int
    """Pairs with somebody else that may be one person; nobody has decided about them."""
    others: tuple[Person, ...] = field(repr=False)
    """Who else has an e-mail address or a phone number of theirs, in all campaigns."""

    @property
    def person(self) -> Person:
        """Their signatures as they were found."""
        return tuple(each.found for each in self.signatures)

    @property
    def first(self) -> Signature | None:
        """The signature that speaks for the person; None where none can be read."""
        readable = (each.found.signature for each in self.signatures)
        return next((each for each in readable if each is not None), None)

    def holds(self, consent_id: str) -> bool:
        """Tell whether deliveries may go by a Yes: of the one that counts, and no other says No.

        As `people.Person.says_yes`: when unsure the narrowest consent wins.
        """
        counting = self.signatures[0]
        standing = [told for told in self.signatures if told.found.away is None]
        if not counting.counts or any(told.found.signature is None for told in standing):
            return False
        answers = {each.id: each for each in counting.answers}
        is_yes = consent_id in answers and answers[consent_id].choice is Choice.YES
        return is_yes and not any(
            each.id == consent_id and (each.choice is Choice.NO or each.withdrawn_at is not None)
            for told in standing
            for each in told.answers
        )

    def may_be_withdrawn(self) -> tuple[Answer, ...]:
        """List the consents with a Yes that was not taken back; what makes it a signature stays."""
        needed: set[str] = set()
        if self.pack is not None:
            consents = self.pack.settings.consents
            needed = {each.id for each in consents if each.kind is ConsentKind.TO_SIGN}
        found: dict[str, Answer] = {}
        for told in self.signatures:
            for answer in told.answers:
                is_open = answer.choice is Choice.YES and answer.withdrawn_at is None
                if is_open and answer.id not in needed:
                    found.setdefault(answer.id, answer)
        return tuple(found.values())


def tell_story(register: Register, record_id: str) -> Story:
    """Gather all about the person of a signature.

    Raises:
        NoSuchSignature: it is not in the register (any more). RegisterDamaged; and what a
        transaction raises.
    """
    person = whole_person(register, record_id)
    if not person:
        raise NoSuchSignature(count=1)
    campaign = person[0].campaign
    ids = tuple(each.record_id for each in person)
    with register.transaction() as connection:
        known = _Known(
            devices=read_devices(connection),
            headers=_headers(connection, ids),
            flags=_flags(connection, ids),
            withdrawn=_withdrawn(connection, ids),
        )
        pair_count = _count_pairs(connection, ids)
        decisions = [
            each for each in decisions_that_hold(connection, campaign) if set(each.pair) & set(ids)
        ]
    hashes = {header.pack for header in known.headers.values()}
    packs = {each: pack_by_hash(register, each) for each in hashes}
    told = [_tell(each, known, packs) for each in person]
    found = {
        each.record_id: each
        for each in find_by_ids(register, tuple({one for two in decisions for one in two.pair}))
    }
    return Story(
        campaign=campaign,
        pack=known_pack(register, campaign),
        signatures=tuple(sorted(told, key=_order)),
        went_to=deliveries_with(register, ids),
        decided=tuple(
            Decided(
                other=found.get(_other(each.pair, ids)),
                is_same=each.is_same,
                decided_at=each.decided_at,
            )
            for each in decisions
        ),
        pair_count=pair_count,
        others=_others(register, person),
    )


def check_unchanged(register: Register, person: Sequence[Found]) -> None:
    """Refuse where a person has other signatures by now than those that were shown.

    Raises:
        ChangedMeanwhile; and what a transaction raises.
    """
    now = whole_person(register, person[0].record_id)
    if {each.record_id for each in now} != {each.record_id for each in person}:
        raise ChangedMeanwhile


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What stands beside signatures, by their ids."""

    devices: Devices
    headers: Mapping[str, Header]
    flags: Mapping[str, tuple[FlagKind, ...]]
    withdrawn: Mapping[tuple[str, str], datetime]


def _other(pair: Pair, ids: Sequence[str]) -> str:
    """Name the one of a pair that is not among these; of two that are, the second."""
    return next((one for one in pair if one not in ids), pair[1])


def _order(told: SignatureTold) -> tuple[bool, str, str, int]:
    return (not told.counts, told.found.hour, told.found.device, told.found.seq)


def _tell(found: Found, known: _Known, packs: Mapping[str, Pack | None]) -> SignatureTold:
    header = known.headers.get(found.record_id)
    pack = packs.get(header.pack) if header is not None else None
    consents = found.signature.consents if found.signature is not None else ()
    return SignatureTold(
        found=found,
        device_words=known.devices.words(found.device),
        source=header.source if header is not None else None,
        version=pack.settings.version if pack is not None else None,
        answers=tuple(
            Answer(
                id=each.id,
                choice=each.choice,
                statement=_statement(pack, each),
                withdrawn_at=known.withdrawn.get((found.record_id, each.id)),
            )
            for each in consents
        ),
        flags=known.flags.get(found.record_id, ()),
    )


def _statement(pack: Pack | None, given: ConsentGiven) -> str | None:
    """Give the words that stood there, if this pack has them and their hash says so."""
    if pack is None:
        return None
    try:
        words = pack.text(given.language).words.consents[given.id]
        is_proved = words_sha256(pack, ConsentId(given.id), given.language) == given.words_sha256
    except KeyError:
        return None
    return words.statement if is_proved else None


def _others(register: Register, person: Person) -> tuple[Person, ...]:
    signatures = [each.signature for each in person if each.signature is not None]
    found: dict[str, Found] = {}
    for email in sorted({each.email for each in signatures if each.email}):
        found |= {each.record_id: each for each in find_by_email(register, email)}
    for phone in sorted({each.phone for each in signatures if each.phone}):
        found |= {each.record_id: each for each in find_by_phone(register, phone)}
    for each in person:
        found.pop(each.record_id, None)
    return whole_people(register, tuple(found.values()))


def _headers(connection: Connection, ids: Sequence[str]) -> dict[str, Header]:
    table = record_table
    query = select(table.c.id, as_bytes(table.c.header)).where(table.c.id.in_(ids))
    found = {}
    for record_id, untrusted_header in connection.execute(query):
        try:
            found[record_id] = read_header(untrusted_header)
        except Problem:
            continue
    return found


def _flags(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[FlagKind, ...]]:
    table = flag_table
    query = select(table.c.record_id, table.c.kind).where(table.c.record_id.in_(ids))
    kinds = {kind.value: kind for kind in FlagKind}
    found: dict[str, tuple[FlagKind, ...]] = {}
    for record_id, name in connection.execute(query.order_by(table.c.record_id, table.c.kind)):
        if name in kinds:
            found[record_id] = (*found.get(record_id, ()), kinds[name])
    return found


def _withdrawn(connection: Connection, ids: Sequence[str]) -> dict[tuple[str, str], datetime]:
    table = refusal_table
    query = select(table.c.record_id, table.c.consent, table.c.refused_at)
    rows = connection.execute(query.where(table.c.record_id.in_(ids)))
    return {(row[0], row[1]): datetime.fromisoformat(row[2]) for row in rows}


def _count_pairs(connection: Connection, ids: Sequence[str]) -> int:
    table = near_pair_table
    is_theirs = or_(table.c.first_id.in_(ids), table.c.other_id.in_(ids))
    is_within = table.c.first_id.in_(ids) & table.c.other_id.in_(ids)
    query = select(func.count()).select_from(table).where(is_theirs, ~is_within)
    return int(connection.execute(query).scalar_one())
