"""Flags what somebody may want to look at: names that are jokes, and shares that cannot be.

A flag leaves nothing out and takes nothing away; a person may be called like that. That a signature
came faster than hands can type was flagged by the device itself, as it came (`intake.py`).
"""

from collections import Counter
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from sqlalchemy import Connection, delete, func, select

from desktop_app.problems import Problem
from desktop_app.register.duplicates import check_campaign
from desktop_app.register.intake import QUICK_FLAG
from desktop_app.register.loose import NOT_LETTERS, loose_name, plain
from desktop_app.register.rows import as_bytes
from desktop_app.register.standing import is_counted
from desktop_app.register.store import Register
from desktop_app.register.tables import flag_table, signature_table
from desktop_app.signature.reading import read_signature
from desktop_app.signature.signature import Signature

ROWS_AT_ONCE = 1000
FEWEST_OF_DEVICE = 30
"""A device with fewer signatures has no shares to speak of."""
LARGE_SHARE = 0.5
TIMES_ELSEWHERE = 10.0


class FlagKind(Enum):
    """Why a signature is flagged; the values stand in the register."""

    QUICK = QUICK_FLAG
    """Given faster than hands can type."""
    JOKE = "joke"
    """The name is a well-known joke, rude, or a row of keys."""


@dataclass(frozen=True, kw_only=True)
class NamesToLookAt:
    """Names and words that are seldom a signer's own, in their loose forms."""

    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    def has(self, signature: Signature) -> bool:
        """Tell whether a signature's name is one of them, or has one of the words in it."""
        name = f"{signature.given_name} {signature.family_name}"
        if loose_name(name) in self.names:
            return True
        words = [word for word in NOT_LETTERS.split(plain(name)) if word]
        return any(word in self.words for word in words)


@dataclass(frozen=True, kw_only=True)
class OddShare:
    """A country that is more than half of what one device took, and rare on all others.

    `elsewhere` is its share (0 to 1) among the signatures of all other devices.
    """

    device: str
    country: str
    count: int
    share: float
    elsewhere: float


@dataclass(frozen=True, kw_only=True)
class FlagProgress:
    """How many signatures were looked at, of how many."""

    done: int
    count: int


@dataclass(frozen=True, kw_only=True)
class Flags:
    """What was found in a campaign."""

    by_kind: Mapping[FlagKind, int]
    odd_shares: tuple[OddShare, ...]


@dataclass(kw_only=True)
class _Looked:
    """What is gathered while the signatures are walked through."""

    jokes: list[str] = field(default_factory=list)
    countries: Counter[tuple[str, str]] = field(default_factory=Counter)


def names_to_look_at(names: list[str], words: list[str]) -> NamesToLookAt:
    """Bring lists into the forms in which names are compared."""
    return NamesToLookAt(
        names=frozenset(loose_name(name) for name in names),
        words=frozenset(plain(word) for word in words),
    )


def find_flags(
    register: Register, campaign: str, look_at: NamesToLookAt
) -> Generator[FlagProgress | Flags, None, None]:
    """Flag the signatures of a campaign anew, step by step; the last step gives what was found.

    Raises:
        CampaignUnknown; and what a transaction raises.
    """
    table = signature_table
    is_of_campaign = table.c.campaign == campaign
    with register.transaction() as connection:
        check_campaign(connection, campaign)
        query = select(func.count()).where(is_of_campaign, is_counted())
        count = int(connection.execute(query).scalar_one())
    looked, done, last = _Looked(), 0, ""
    while True:
        query_of_rows = (
            select(table.c.record_id, table.c.device, as_bytes(table.c.opened))
            .where(is_of_campaign, is_counted(), table.c.record_id > last)
            .order_by(table.c.record_id)
            .limit(ROWS_AT_ONCE)
        )
        with register.transaction() as connection:
            rows = connection.execute(query_of_rows).all()
        for record_id, device, opened in rows:
            _look(looked, register, record_id, device, opened, look_at)
        done += len(rows)
        yield FlagProgress(done=done, count=count)
        if len(rows) < ROWS_AT_ONCE:
            break
        last = rows[-1][0]
    with register.transaction() as connection:
        _store(connection, campaign, looked.jokes)
        by_kind = count_flags(connection, campaign)
    yield Flags(by_kind=by_kind, odd_shares=odd_shares(looked.countries))


def count_flags(connection: Connection, campaign: str) -> dict[FlagKind, int]:
    """Count the flagged signatures of a campaign, of those that count."""
    flag, table = flag_table, signature_table
    query = (
        select(flag.c.kind, func.count())
        .join(table, table.c.record_id == flag.c.record_id)
        .where(flag.c.campaign == campaign, is_counted())
        .group_by(flag.c.kind)
    )
    found = {row[0]: int(row[1]) for row in connection.execute(query)}
    return {kind: found.get(kind.value, 0) for kind in FlagKind}


def odd_shares(countries: Mapping[tuple[str, str], int]) -> tuple[OddShare, ...]:
    """Find the devices most of whose signatures are from one country that others hardly have.

    Args:
        countries: how many signatures each device has from each country; those without one are
            passed over.
    """
    countries = {key: number for key, number in countries.items() if key[1]}
    of_device: Counter[str] = Counter()
    of_country: Counter[str] = Counter()
    for (device, country), number in countries.items():
        of_device[device] += number
        of_country[country] += number
    total = of_device.total()
    found = []
    for (device, country), number in sorted(countries.items()):
        others = total - of_device[device]
        if of_device[device] < FEWEST_OF_DEVICE or others < FEWEST_OF_DEVICE:
            continue
        share = number / of_device[device]
        elsewhere = (of_country[country] - number) / others
        if share > LARGE_SHARE and share > TIMES_ELSEWHERE * elsewhere:
            found.append(
                OddShare(
                    device=device,
                    country=country,
                    count=number,
                    share=share,
                    elsewhere=elsewhere,
                )
            )
    return tuple(found)


def _look(
    looked: _Looked,
    register: Register,
    record_id: str,
    device: str,
    opened: bytes,
    look_at: NamesToLookAt,
) -> None:
    try:
        signature = read_signature(register.locker.unlock(record_id, opened))
    except Problem:
        return
    looked.countries[device, signature.country.upper()] += 1
    if look_at.has(signature):
        looked.jokes.append(record_id)


def _store(connection: Connection, campaign: str, jokes: list[str]) -> None:
    table = flag_table
    kind = FlagKind.JOKE.value
    connection.execute(delete(table).where(table.c.campaign == campaign, table.c.kind == kind))
    if jokes:
        rows = [{"record_id": each, "kind": kind, "campaign": campaign} for each in jokes]
        connection.execute(table.insert(), rows)
