"""Makes the statements of certificates from what the register's log says, so that they can be made again."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from sqlalchemy import Connection, func, select

from desktop_app.problems import Problem
from desktop_app.register.activity import Deed, Noted, read_log
from desktop_app.register.certificate import (
    CERTIFICATE_FORMAT,
    CERTIFICATE_VERSION,
    MAX_LISTED,
    Certified,
    DeliveryMade,
    Statement,
    Unproved,
    to_second,
)
from desktop_app.register.chains import Chain, is_sealed_to
from desktop_app.register.erasing import ErasedCampaign
from desktop_app.register.problems import RegisterDamaged
from desktop_app.register.retention import readable_pack
from desktop_app.register.store import LockedRegister, Register
from desktop_app.register.tables import delivery_table, record_table
from desktop_app.sealing.keys import CampaignKey

BETWEEN = " "
"""Between the ids of campaigns in an entry of the log; an id has no space."""


class NotTheCampaignsKey(Problem):
    """The key is not that of the campaign, which still has one."""

    code: ClassVar[str] = "certificate.other_key"


def check_key(register: Register, campaign: str, key: CampaignKey) -> None:
    """Refuse to certify with a foreign key, unless the campaign's own is destroyed, or nothing tells it.

    Raises:
        NotTheCampaignsKey: nothing was changed.
    """
    if is_own_key(register, campaign, key):
        return
    with register.transaction() as connection:
        is_destroyed = campaign in destroyed_campaigns(connection, register)
        is_known = _has_sealed(connection, campaign)
    if is_destroyed or not (is_known or readable_pack(register, campaign) is not None):
        return
    raise NotTheCampaignsKey(campaign=campaign)


def is_own_key(register: Register, campaign: str, key: CampaignKey) -> bool:
    """Tell whether a key signed the campaign's pack or, where there is none, opens its records."""
    pack = readable_pack(register, campaign)
    if pack is not None:
        return pack.coordinator_key == key.coordinator_key
    with register.transaction() as connection:
        return any(
            is_sealed_to(connection, chain, key) for chain in chains_of(connection, [campaign])
        )


def _has_sealed(connection: Connection, campaign: str) -> bool:
    record = record_table
    query = select(record.c.seq).where(
        record.c.campaign == campaign, func.length(record.c.sealed) > 0
    )
    return connection.execute(query.limit(1)).first() is not None


def chains_of(connection: Connection, campaigns: Sequence[str]) -> tuple[Chain, ...]:
    """List the devices of which a campaign has records."""
    record = record_table
    query = (
        select(record.c.campaign, record.c.device)
        .where(record.c.campaign.in_(campaigns))
        .distinct()
        .order_by(record.c.campaign, record.c.device)
    )
    return tuple(Chain(campaign=row[0], device=row[1]) for row in connection.execute(query))


def destroyed_campaigns(connection: Connection, register: Register) -> frozenset[str]:
    """Name the campaigns of which the log tells that their key was destroyed.

    Raises:
        RegisterDamaged: somebody has written in the log.
    """
    log = read_log(connection, register.activity_key)
    if log.broken_at is not None:
        raise RegisterDamaged(reason="its log")
    return frozenset(
        campaign
        for entry in log.entries
        if entry.deed == Deed.KEY_DESTROYED.value
        for campaign in str(entry.facts.get("campaigns", "")).split(BETWEEN)
    )


def erasure_statement(
    register: Register, erased: ErasedCampaign, key: CampaignKey, made_at: datetime
) -> Statement:
    """State that a campaign was erased."""
    campaign = erased.campaign
    own = is_own_key(register, campaign, key)
    unproved = unproved_by_erasing(register, campaign)
    with register.transaction() as connection:
        deliveries = _deliveries(connection, [campaign])
    return Statement(
        format=CERTIFICATE_FORMAT,
        version=CERTIFICATE_VERSION,
        certified=Certified.CAMPAIGN_ERASED,
        done_at=to_second(erased.erased_at),
        made_at=to_second(made_at),
        campaigns=(campaign,),
        packs={campaign: erased.pack_hash} if erased.pack_hash else {},
        counts=erased.counts,
        log_entry=erased.noted.seq,
        log_mac=erased.noted.mac.hex(),
        coordinator_key=key.coordinator_key,
        public_key=key.recipient.public_key,
        is_own_key=own,
        deliveries=deliveries,
        unproved=unproved,
    )


def unproved_by_erasing(register: LockedRegister, campaign: str) -> tuple[Unproved, ...]:
    """Tell what erasing a campaign does not prove; the same before and after."""
    with register.transaction() as connection:
        has_deliveries = bool(_deliveries(connection, [campaign]))
        is_server = connection.dialect.name != "sqlite"
    unproved = [Unproved.BATCHES_ELSEWHERE, Unproved.DEVICES_NOT_ERASED]
    unproved += [Unproved.DELIVERIES_ELSEWHERE] if has_deliveries else []
    unproved += [Unproved.BACKUPS, Unproved.BLOCKS_OF_THE_DISK]
    unproved += [Unproved.SERVERS_OWN_LOG] if is_server else []
    return tuple(unproved)


def destruction_statement(
    packs: dict[str, str],
    counts: dict[str, int],
    noted: Noted,
    key: CampaignKey,
    *,
    campaigns: Sequence[str],
    has_other_recipients: bool,
    done_at: datetime,
) -> Statement:
    """State that a key was destroyed: signed with that key, as the last thing that it ever signs."""
    unproved = [Unproved.SHEETS_ON_PAPER, Unproved.BACKUPS, Unproved.BLOCKS_OF_THE_DISK]
    unproved += [Unproved.OTHER_RECIPIENTS] if has_other_recipients else []
    return Statement(
        format=CERTIFICATE_FORMAT,
        version=CERTIFICATE_VERSION,
        certified=Certified.KEY_DESTROYED,
        done_at=to_second(done_at),
        made_at=to_second(done_at),
        campaigns=tuple(campaigns),
        packs=packs,
        counts=counts,
        log_entry=noted.seq,
        log_mac=noted.mac.hex(),
        coordinator_key=key.coordinator_key,
        public_key=key.recipient.public_key,
        is_own_key=True,
        deliveries=(),
        unproved=tuple(unproved),
    )


def _deliveries(connection: Connection, campaigns: Sequence[str]) -> tuple[DeliveryMade, ...]:
    table = delivery_table
    query = (
        select(table)
        .where(table.c.campaign.in_(campaigns))
        .order_by(table.c.id.desc())
        .limit(MAX_LISTED)
    )
    return tuple(
        DeliveryMade(
            campaign=row.campaign,
            profile=row.profile,
            kind=row.kind,
            row_count=row.row_count,
            made_at=row.made_at,
            sha256=row.sha256,
        )
        for row in connection.execute(query)
    )
