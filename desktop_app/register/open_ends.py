"""What is still open while a campaign's key exists, and would be lost for ever with it.

A device that is revoked from a number on closes what is open from there: whoever revokes it says that
the rest does not count. There is no other way round.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from sqlalchemy import Connection, func, select

from desktop_app.register.certifying import chains_of
from desktop_app.register.chains import Chain, is_sealed_to, stored_count
from desktop_app.register.closings import read_closings
from desktop_app.register.devices import read_devices
from desktop_app.register.gaps import find_gaps
from desktop_app.register.retention import readable_pack
from desktop_app.register.revoking import Revocations, read_revocations
from desktop_app.register.rows import as_bytes
from desktop_app.register.slips import AGREES, ReadSlips, compare_slips
from desktop_app.register.store import Register
from desktop_app.register.tables import (
    aside_table,
    closing_table,
    pack_table,
    record_table,
    signature_table,
    undo_table,
)
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.record import RecordDamaged, key_id, take_apart

NOBODY_LEFT = 1
"""Revoked from here on, nothing of a device is trusted."""


class Open(Enum):
    """Why a key is still needed."""

    WAITING_DEVICE = "waiting_device"
    GAP = "gap"
    NOT_CLOSED = "not_closed"
    SLIP_DIFFERS = "slip_differs"
    KEPT_ASIDE = "kept_aside"
    """Records of a merge that was taken back; `first` is its number."""
    NOT_OPENED = "not_opened"
    """Records that came when the register was of an older version."""
    NOT_ACKNOWLEDGED = "not_acknowledged"
    NOT_MERGED = "not_merged"
    """Records in a batch that was looked at, or in this computer's own journal."""


@dataclass(frozen=True, kw_only=True)
class OpenEnd:
    """One thing that is open. `words` are the device's; `first` and `last` numbers of its records."""

    kind: Open
    campaign: str = ""
    device: str = ""
    words: str = ""
    first: int = 0
    last: int = 0
    count: int = 0
    name: str = ""
    """Of the file, or the state of the slip."""


@dataclass(frozen=True, kw_only=True)
class KeyInRegister:
    """The campaigns of a key, and how much of them is here."""

    campaigns: tuple[str, ...]
    packs: dict[str, str]
    """Hash of the newest pack, by campaign."""
    counts: dict[str, int]
    has_other_recipients: bool
    """Whether others can open what is sealed, or that is not known."""
    chains: tuple[Chain, ...]


def key_in_register(register: Register, key: CampaignKey) -> KeyInRegister:
    """Find what a register has to do with a key; no campaign if nothing."""
    with register.transaction() as connection:
        there: set[str] = set()
        for table in (record_table, aside_table, pack_table):
            there.update(connection.execute(select(table.c.campaign).distinct()).scalars())
    packs = {campaign: readable_pack(register, campaign) for campaign in sorted(there)}
    signed = {
        c for c, pack in packs.items() if pack and pack.coordinator_key == key.coordinator_key
    }
    with register.transaction() as connection:
        campaigns = tuple(
            campaign
            for campaign in packs
            if campaign in signed or _is_sealed_to(connection, campaign, key)
        )
        signature = signature_table.c.campaign
        chains = chains_of(connection, campaigns)
        return KeyInRegister(
            campaigns=campaigns,
            packs={c: pack.hash for c in campaigns if (pack := packs[c]) is not None},
            counts={
                "records": sum(stored_count(connection, chain) for chain in chains),
                "signatures": int(
                    connection.execute(
                        select(func.count()).where(signature.in_(campaigns))
                    ).scalar_one()
                ),
                "devices": len({chain.device for chain in chains}),
            },
            has_other_recipients=any(
                pack is None or len(pack.recipients) > 1 for pack in (packs[c] for c in campaigns)
            ),
            chains=chains,
        )


def open_ends(register: Register, found: KeyInRegister) -> tuple[OpenEnd, ...]:
    """List what the register itself knows to be open.

    Raises:
        RegisterDamaged. What a transaction raises.
    """
    with register.transaction() as connection:
        devices = read_devices(connection)
        revocations = read_revocations(connection)
        ends = [
            *_waiting(connection, found, revocations),
            *_gaps(connection, found),
            *_not_closed(connection, register, found, revocations),
            *_slips(connection, found),
            *_aside(connection, found, revocations),
            *_not_opened(connection, found),
        ]
    return tuple(_with_words(end, devices.words(end.device)) for end in ends)


def missing_in(register: Register, chain: Chain, headers: dict[int, bytes]) -> tuple[int, ...]:
    """Name the records of a batch, by number, that the register does not have just so."""
    record = record_table
    query = select(record.c.seq, as_bytes(record.c.header)).where(
        record.c.campaign == chain.campaign,
        record.c.device == chain.device,
        record.c.seq.between(min(headers, default=0), max(headers, default=0)),
    )
    with register.transaction() as connection:
        stored = {row[0]: row[1] for row in connection.execute(query)}
        revoked_from = read_revocations(connection).from_seq(chain.campaign, chain.device)
    return tuple(
        seq
        for seq, header in sorted(headers.items())
        if stored.get(seq) != header and seq < revoked_from
    )


def chains_to_acknowledge(
    register: Register, found: KeyInRegister, key: CampaignKey
) -> dict[Chain, int]:
    """Give how many records of each device are to be acknowledged with this key."""
    with register.transaction() as connection:
        return {
            chain: stored_count(connection, chain)
            for chain in found.chains
            if is_sealed_to(connection, chain, key)
        }


def _is_sealed_to(connection: Connection, campaign: str, key: CampaignKey) -> bool:
    if any(is_sealed_to(connection, chain, key) for chain in chains_of(connection, [campaign])):
        return True
    query = select(as_bytes(aside_table.c.sealed)).where(aside_table.c.campaign == campaign)
    sealed = connection.execute(query.limit(1)).scalar_one_or_none()
    try:
        return key_id(key.recipient.public_key) in take_apart(sealed or b"").sealed_keys
    except RecordDamaged:
        return False


def _waiting(
    connection: Connection, found: KeyInRegister, revocations: Revocations
) -> Iterator[OpenEnd]:
    """List devices that wait. For which campaign a waiting device signed nobody has looked yet."""
    devices = read_devices(connection)
    for device in sorted(devices.keys.keys() - devices.accepted):
        revoked = (revocations.from_seq(each, device) for each in found.campaigns)
        if any(from_seq > NOBODY_LEFT for from_seq in revoked):
            yield OpenEnd(kind=Open.WAITING_DEVICE, device=device)


def _gaps(connection: Connection, found: KeyInRegister) -> Iterator[OpenEnd]:
    for gap in find_gaps(connection):
        if gap.campaign in found.campaigns:
            yield OpenEnd(
                kind=Open.GAP,
                campaign=gap.campaign,
                device=gap.device,
                first=gap.first,
                last=gap.last,
                count=gap.last - gap.first + 1,
            )


def _not_closed(
    connection: Connection, register: Register, found: KeyInRegister, revocations: Revocations
) -> Iterator[OpenEnd]:
    for chain in found.chains:
        if chain in revocations.by_chain:
            continue  # who revokes a device does not wait for its closing
        if not read_closings(connection, register.locker, chain).is_closed:
            yield OpenEnd(kind=Open.NOT_CLOSED, campaign=chain.campaign, device=chain.device)


def _slips(connection: Connection, found: KeyInRegister) -> Iterator[OpenEnd]:
    for slip in compare_slips(connection, ReadSlips()):
        if slip.campaign in found.campaigns and slip.state not in AGREES:
            yield OpenEnd(
                kind=Open.SLIP_DIFFERS,
                campaign=slip.campaign,
                device=slip.device,
                count=slip.expected - slip.found,
                name=slip.state.value,
            )


def _aside(
    connection: Connection, found: KeyInRegister, revocations: Revocations
) -> Iterator[OpenEnd]:
    aside = aside_table
    query = (
        select(aside.c.merge_id, aside.c.campaign, aside.c.device, aside.c.seq)
        .where(aside.c.campaign.in_(found.campaigns))
        .order_by(aside.c.merge_id, aside.c.campaign)
    )
    counts: dict[tuple[int, str], int] = {}
    for merge_id, campaign, device, seq in connection.execute(query):
        if seq < revocations.from_seq(campaign, device):
            counts[merge_id, campaign] = counts.get((merge_id, campaign), 0) + 1
    for (merge_id, campaign), count in counts.items():
        yield OpenEnd(kind=Open.KEPT_ASIDE, campaign=campaign, first=merge_id, count=count)


def _not_opened(connection: Connection, found: KeyInRegister) -> Iterator[OpenEnd]:
    for column in (undo_table.c.undone_id, closing_table.c.opened):
        campaign = column.table.c.campaign
        query = (
            select(campaign, func.count())
            .where(column.is_(None), campaign.in_(found.campaigns))
            .group_by(campaign)
        )
        for name, count in connection.execute(query):
            yield OpenEnd(kind=Open.NOT_OPENED, campaign=name, count=count)


def _with_words(end: OpenEnd, words: str) -> OpenEnd:
    return replace(end, words=words)


def in_order(ends: Sequence[OpenEnd]) -> tuple[OpenEnd, ...]:
    """Sort by what is to be done first."""
    order = list(Open)
    return tuple(sorted(ends, key=lambda end: (order.index(end.kind), end.campaign, end.device)))
