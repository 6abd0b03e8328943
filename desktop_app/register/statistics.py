"""Counts a campaign: by hour, day, place, shift, language, country, device and source; choices; pace.

One walk through the opened signatures, some thousands a transaction, so that it shows progress, can
be stopped anywhere, and others have their turn between. Nothing of a person is kept, only counts.
"""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from types import MappingProxyType

from sqlalchemy import Connection, func, select

from desktop_app.problems import Problem
from desktop_app.register.devices import read_devices
from desktop_app.register.duplicates import check_campaign, settle_duplicates
from desktop_app.register.people import NO_REFUSALS, People, Refusals
from desktop_app.register.rows import as_bytes
from desktop_app.register.standing import Away
from desktop_app.register.store import Register
from desktop_app.register.tables import record_table, signature_table, withdrawal_table
from desktop_app.register.tallies import Counts, Pace, PaceTally, Tally
from desktop_app.signature.consent import Choice
from desktop_app.signature.reading import read_signature
from desktop_app.signature.signature import Signature

ROWS_AT_ONCE = 5_000
MOST_CONSENTS = 200


@dataclass(frozen=True, kw_only=True)
class CountingProgress:
    """How far the walk is."""

    done: int
    total: int


@dataclass(frozen=True, kw_only=True)
class Totals:
    """What became of the signatures in the register.

    `signatures` is the sum of `people`, `duplicates`, `taken_back` and `revoked`.

    Attributes:
        people: who count, each once.
        duplicates: of somebody who has signed before.
        taken_back: on the device, right after signing.
        revoked: written by a device that was not trusted any more.
        unreadable: of `people`, those whose row is damaged; they are in no other count.
        erased: signatures that people had erased. They are in no other count.
        consents_withdrawn: how often a consent was withdrawn later.
    """

    signatures: int = 0
    people: int = 0
    duplicates: int = 0
    taken_back: int = 0
    revoked: int = 0
    unreadable: int = 0
    erased: int = 0
    consents_withdrawn: int = 0


@dataclass(frozen=True, kw_only=True)
class Answers:
    """How people answered a consent. A No of any of their signatures, or later, is a No."""

    yes: int
    no: int
    not_asked: int


@dataclass(frozen=True, kw_only=True)
class Statistics:
    """A campaign in numbers. All but `totals` and `pace` count people who count and can be read.

    Attributes:
        hours: signed on a device, by day and hour where the stall was.
        untimed: signed on a device whose clock said something impossible.
        paper_days: on paper, by the day noted beside the name; None where none was.
        places: where devices stood; empty where none was noted.
        shifts: by place and shift.
        devices: by id, also for what was copied from paper there.
        device_words: the four words of each device.
        choices: by consent.
    """

    campaign: str
    totals: Totals
    hours: Counts[tuple[date, int]]
    untimed: int
    paper_days: Counts[date]
    paper_undated: int
    places: Counts[str]
    shifts: Counts[tuple[str, str]]
    languages: Counts[str]
    countries: Counts[str]
    devices: Counts[str]
    device_words: Mapping[str, str]
    kiosk_count: int
    paper_count: int
    sheets: Counts[str]
    choices: Mapping[str, Answers]
    pace: Pace


def gather_statistics(
    register: Register, campaign: str, zone: tzinfo | None
) -> Generator[CountingProgress | Statistics, None, None]:
    """Count a campaign; gives progress now and then, and the statistics last.

    Args:
        register: unlocked.
        campaign: its id.
        zone: where the stalls stood; None for the zone of this computer.

    Raises:
        CampaignUnknown; and what a transaction of the register raises.
    """
    with register.transaction() as connection:
        settle_duplicates(connection)
        check_campaign(connection, campaign)
        gathering = _Gathering(
            register=register,
            campaign=campaign,
            zone=zone,
            refusals=People(connection, register, campaign).refusals(),
        )
        chains = _chains(connection, campaign)
    total, done = sum(chains.values()), 0
    yield CountingProgress(done=0, total=total)
    for device in chains:
        for count in gathering.walk(device):
            done += count
            yield CountingProgress(done=min(done, total), total=total)
    with register.transaction() as connection:
        yield _result(connection, gathering)


def _chains(connection: Connection, campaign: str) -> dict[str, int]:
    """Count the records of each device: a walk over an index, which the headers bear out."""
    table = record_table
    query = (
        select(table.c.device, func.count())
        .where(table.c.campaign == campaign)
        .group_by(table.c.device)
    )
    return {str(device): int(count) for device, count in connection.execute(query)}


@dataclass(kw_only=True)
class _Gathering:
    """What was counted so far."""

    register: Register
    campaign: str
    zone: tzinfo | None
    refusals: dict[bytes, Refusals]
    signatures: int = 0
    people: int = 0
    duplicates: int = 0
    unreadable: int = 0
    away: dict[Away, int] = field(default_factory=lambda: dict.fromkeys(Away, 0))
    hours: Tally[tuple[date, int]] = field(default_factory=Tally)
    untimed: int = 0
    paper_days: Tally[date] = field(default_factory=Tally)
    paper_undated: int = 0
    places: Tally[str] = field(default_factory=Tally)
    shifts: Tally[tuple[str, str]] = field(default_factory=Tally)
    languages: Tally[str] = field(default_factory=Tally)
    countries: Tally[str] = field(default_factory=Tally)
    devices: Tally[str] = field(default_factory=Tally)
    kiosk_count: int = 0
    paper_count: int = 0
    sheets: Tally[str] = field(default_factory=Tally)
    yes: Tally[str] = field(default_factory=lambda: Tally(MOST_CONSENTS))
    no: Tally[str] = field(default_factory=lambda: Tally(MOST_CONSENTS))
    pace: PaceTally = field(default_factory=PaceTally)

    def walk(self, device: str) -> Iterator[int]:
        """Count the signatures of a device in their order; gives how many after each part."""
        record, signature = record_table, signature_table
        query = (
            select(
                record.c.seq,
                as_bytes(signature.c.record_id),
                as_bytes(signature.c.opened),
                signature.c.duplicate_of,
                signature.c.away,
            )
            .join(signature, signature.c.record_id == record.c.id)
            .where(record.c.campaign == self.campaign, record.c.device == device)
            .order_by(record.c.seq)
            .limit(ROWS_AT_ONCE)
        )
        last: tuple[int, datetime] | None = None
        after = -1
        while True:
            with self.register.transaction() as connection:
                rows = connection.execute(query.where(record.c.seq > after)).all()
            for seq, record_id, opened, duplicate_of, away in rows:
                found = self._open(record_id, opened)
                counts = self._note_standing(duplicate_of, away, is_read=found is not None)
                last = self._note_pace(found, seq, last)
                if counts and found is not None:
                    self._add(found, device, self.refusals.get(record_id, NO_REFUSALS))
            yield len(rows)
            if len(rows) < ROWS_AT_ONCE:
                return
            after = rows[-1][0]

    def _open(self, record_id: bytes, opened: bytes) -> Signature | None:
        try:
            plain = self.register.locker.unlock(record_id.decode(errors="replace"), opened)
            return read_signature(plain)
        except Problem:
            return None

    def _note_standing(self, duplicate_of: str | None, away: str | None, *, is_read: bool) -> bool:
        """Count a row by what it stands for; tells whether it counts as a person."""
        self.signatures += 1
        if away is not None:
            reason = Away.REVOKED if away == Away.REVOKED.value else Away.TAKEN_BACK
            self.away[reason] += 1
        elif duplicate_of is not None:
            self.duplicates += 1
        else:
            self.people += 1
            self.unreadable += not is_read
            return True
        return False

    def _note_pace(
        self, signature: Signature | None, seq: int, last: tuple[int, datetime] | None
    ) -> tuple[int, datetime] | None:
        """Count the time since the record just before, if both are signatures given here."""
        if signature is None or signature.paper is not None:
            return None
        self.pace.kiosk_count += 1
        self.pace.quick_count += signature.was_quick
        if last is not None and last[0] == seq - 1:
            self.pace.add_gap((signature.signed_at - last[1]).total_seconds())
        return seq, signature.signed_at

    def _add(self, signature: Signature, device: str, refusals: Refusals) -> None:
        self.languages.add(signature.language)
        self.countries.add(signature.country)
        self.devices.add(device)
        self._add_choices(signature, refusals)
        paper = signature.paper
        if paper is None:
            self.kiosk_count += 1
            self.places.add(signature.place)
            self.shifts.add((signature.place, signature.shift))
            self._add_hour(signature.signed_at)
            return
        self.paper_count += 1
        self.sheets.add(paper.sheet)
        if paper.signed_on is None:
            self.paper_undated += 1
        else:
            self.paper_days.add(paper.signed_on)

    def _add_hour(self, signed_at: datetime) -> None:
        try:
            here = signed_at.astimezone(self.zone)
        except (OverflowError, ValueError, OSError):  # the first or last day of the calendar
            self.untimed += 1
        else:
            self.hours.add((here.date(), here.hour))

    def _add_choices(self, signature: Signature, refusals: Refusals) -> None:
        """Count each consent as a delivery would see it: when unsure the narrowest wins."""
        refused = set(refusals.consents)
        for consent_id in {consent.id for consent in signature.consents}:  # none counts twice
            choice = signature.choice(consent_id)
            if choice is Choice.YES and not refusals.refuses(consent_id):
                self.yes.add(consent_id)
            elif choice is not Choice.NOT_ASKED:
                refused.add(consent_id)
        for consent_id in refused:
            self.no.add(consent_id)

    def choices(self) -> dict[str, Answers]:
        """Give the answers by consent, in the order of their ids."""
        yes, no = self.yes.in_order().by, self.no.in_order().by
        read = self.people - self.unreadable
        found = {}
        for each in sorted({*yes, *no}):
            said_yes, said_no = yes.get(each, 0), no.get(each, 0)
            found[each] = Answers(yes=said_yes, no=said_no, not_asked=read - said_yes - said_no)
        return found


def _result(connection: Connection, gathering: _Gathering) -> Statistics:
    known = read_devices(connection)
    devices = gathering.devices.most_first()
    return Statistics(
        campaign=gathering.campaign,
        totals=_totals(connection, gathering),
        hours=gathering.hours.in_order(),
        untimed=gathering.untimed,
        paper_days=gathering.paper_days.in_order(),
        paper_undated=gathering.paper_undated,
        places=gathering.places.most_first(),
        shifts=gathering.shifts.most_first(),
        languages=gathering.languages.most_first(),
        countries=gathering.countries.most_first(),
        devices=devices,
        device_words=MappingProxyType({each: known.words(each) for each in devices.by}),
        kiosk_count=gathering.kiosk_count,
        paper_count=gathering.paper_count,
        sheets=gathering.sheets.most_first(),
        choices=MappingProxyType(gathering.choices()),
        pace=gathering.pace.pace(),
    )


def _totals(connection: Connection, gathering: _Gathering) -> Totals:
    table = withdrawal_table
    is_of_all = table.c.consent.is_(None)
    query = select(is_of_all, func.sum(table.c.signature_count), func.count()).where(
        table.c.campaign == gathering.campaign
    )
    erased = withdrawn = 0
    for of_all, signature_count, row_count in connection.execute(query.group_by(is_of_all)):
        if of_all:
            erased = int(signature_count or 0)
        else:
            withdrawn = int(row_count)
    return Totals(
        signatures=gathering.signatures,
        people=gathering.people,
        duplicates=gathering.duplicates,
        taken_back=gathering.away[Away.TAKEN_BACK],
        revoked=gathering.away[Away.REVOKED],
        unreadable=gathering.unreadable,
        erased=erased,
        consents_withdrawn=withdrawn,
    )
