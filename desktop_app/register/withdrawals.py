"""Withdrawals: a person takes back one consent, or everything, weeks after signing.

Everything: the signature, its sealed part, its flags and decisions go; what stays of the record is its
clear header, without which the device's chain would have a hole, and a keyed mark by which the same
record is known when an old batch comes again (`tombstones.py`). One consent: the signature counts, and
no delivery that needs this consent holds it from now on.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from desktop_app.register.activity import Deed, note
from desktop_app.register.finding import WentTo, deliveries_with
from desktop_app.register.intake import ERASED
from desktop_app.register.problems import NoSuchDelivery, NoSuchSignature
from desktop_app.register.rows import as_bytes
from desktop_app.register.settling import settled_around
from desktop_app.register.store import Register
from desktop_app.register.tables import (
    decision_table,
    delivery_table,
    flag_table,
    near_pair_table,
    record_table,
    refusal_table,
    signature_table,
    to_inform_table,
    tombstone_table,
    withdrawal_table,
)
from desktop_app.register.tombstones import person_mark, record_mark


@dataclass(frozen=True, kw_only=True)
class Withdrawn:
    """What a withdrawal did. `to_inform` are the deliveries whose receivers are to be told.

    Source: GDPR Art. 19.
    """

    ids: tuple[int, ...]
    """The numbers of the withdrawals, one a campaign."""
    signature_count: int
    to_inform: tuple[WentTo, ...]


@dataclass(frozen=True, kw_only=True)
class ToInform:
    """A receiver who is to be told of a withdrawal, or was."""

    withdrawal_id: int
    withdrawn_at: datetime
    consent: str | None
    """The consent that was withdrawn; None where all was erased."""
    delivery_id: int
    campaign: str
    profile: str
    kind: str
    delivered_at: datetime
    informed_at: datetime | None


def withdraw_consent(register: Register, record_ids: Sequence[str], consent: str) -> Withdrawn:
    """Take one consent back in signatures of one person; doing so again changes nothing more.

    Raises:
        NoSuchSignature: one of them is not in the register; nothing was changed.
        What a transaction raises.
    """
    went_to = deliveries_with(register, tuple(record_ids))
    table = refusal_table
    with register.transaction() as connection:
        by_campaign = _by_campaign(connection, record_ids)
        numbers: list[int] = []
        for campaign, ids in by_campaign.items():
            known = set(
                connection.execute(
                    select(table.c.record_id).where(
                        table.c.record_id.in_(ids), table.c.consent == consent
                    )
                ).scalars()
            )
            new = [record_id for record_id in ids if record_id not in known]
            row = {"consent": consent, "campaign": campaign, "refused_at": register.now()}
            for record_id in new:
                connection.execute(table.insert().values(record_id=record_id, **row))
            if new:
                numbers.append(_note_withdrawal(connection, register, campaign, consent, len(new)))
        _note_to_inform(connection, numbers, went_to)
    return Withdrawn(
        ids=tuple(numbers),
        signature_count=sum(len(ids) for ids in by_campaign.values()),
        to_inform=went_to if numbers else (),
    )


def erase(register: Register, record_ids: Sequence[str]) -> Withdrawn:
    """Erase signatures of one person for good; when their batches come again, they stay erased.

    So do signatures of the same person, by the same address and name, that were given before now
    and have not come yet.

    Raises:
        NoSuchSignature: one of them is not in the register; nothing was changed.
        What a transaction raises.
    """
    went_to = deliveries_with(register, tuple(record_ids))
    with register.transaction() as connection:
        by_campaign = _by_campaign(connection, record_ids)
        numbers = []
        with settled_around(connection, record_ids):
            for campaign, ids in by_campaign.items():
                _mark(connection, register, campaign, ids)
                _erase_rows(connection, ids)
                numbers.append(_note_withdrawal(connection, register, campaign, None, len(ids)))
        _note_to_inform(connection, numbers, went_to)
    register.scrub()
    return Withdrawn(
        ids=tuple(numbers),
        signature_count=sum(len(ids) for ids in by_campaign.values()),
        to_inform=went_to,
    )


def list_to_inform(register: Register, *, only_open: bool = True) -> tuple[ToInform, ...]:
    """List who is to be told of withdrawals, the oldest first."""
    table, withdrawal, delivery = to_inform_table, withdrawal_table, delivery_table
    query = (
        select(
            table.c.withdrawal_id,
            withdrawal.c.withdrawn_at,
            withdrawal.c.consent,
            table.c.delivery_id,
            delivery.c.campaign,
            delivery.c.profile,
            delivery.c.kind,
            delivery.c.made_at,
            table.c.informed_at,
        )
        .join(withdrawal, withdrawal.c.id == table.c.withdrawal_id)
        .join(delivery, delivery.c.id == table.c.delivery_id)
        .order_by(table.c.withdrawal_id, table.c.delivery_id)
    )
    if only_open:
        query = query.where(table.c.informed_at.is_(None))
    with register.transaction() as connection:
        return tuple(
            ToInform(
                withdrawal_id=row[0],
                withdrawn_at=datetime.fromisoformat(row[1]),
                consent=row[2],
                delivery_id=row[3],
                campaign=row[4],
                profile=row[5],
                kind=row[6],
                delivered_at=datetime.fromisoformat(row[7]),
                informed_at=None if row[8] is None else datetime.fromisoformat(row[8]),
            )
            for row in connection.execute(query)
        )


def note_informed(
    register: Register, delivery_id: int, withdrawal_ids: Collection[int] | None = None
) -> int:
    """Write down that the receivers of a delivery were told of withdrawals: of all so far, or of some.

    Gives how many withdrawals those were.

    Raises:
        NoSuchDelivery: nobody is to be told about it. What a transaction raises.
    """
    changed = _set_informed(register, delivery_id, withdrawal_ids, is_told=True)
    if not changed:
        raise NoSuchDelivery(delivery=delivery_id)
    return changed


def note_not_informed(
    register: Register, delivery_id: int, withdrawal_ids: Collection[int] | None = None
) -> int:
    """Undo `note_informed`: the receivers are to be told after all.

    Raises:
        NoSuchDelivery: nobody was told about it. What a transaction raises.
    """
    changed = _set_informed(register, delivery_id, withdrawal_ids, is_told=False)
    if not changed:
        raise NoSuchDelivery(delivery=delivery_id)
    return changed


def _set_informed(
    register: Register,
    delivery_id: int,
    withdrawal_ids: Collection[int] | None,
    *,
    is_told: bool,
) -> int:
    table = to_inform_table
    is_open = table.c.informed_at.is_(None)
    is_meant = (table.c.delivery_id == delivery_id) & (is_open if is_told else ~is_open)
    if withdrawal_ids is not None:
        is_meant &= table.c.withdrawal_id.in_(withdrawal_ids)
    now = register.now()
    with register.transaction() as connection:
        changed = int(
            connection.execute(
                update(table).where(is_meant).values(informed_at=now if is_told else None)
            ).rowcount
        )
        if changed:
            deed = Deed.INFORMED if is_told else Deed.INFORMED_UNDONE
            facts = {"delivery": delivery_id, "withdrawals": changed}
            note(connection, register.activity_key, now, deed, **facts)
    return changed


def _by_campaign(connection: Connection, record_ids: Sequence[str]) -> dict[str, list[str]]:
    """Group signatures by campaign.

    Raises:
        NoSuchSignature.
    """
    table = signature_table
    query = select(table.c.record_id, table.c.campaign).where(table.c.record_id.in_(record_ids))
    found = {row[0]: row[1] for row in connection.execute(query)}
    if not found or len(found) != len(set(record_ids)):
        raise NoSuchSignature(count=len(set(record_ids)) - len(found))
    by_campaign: dict[str, list[str]] = {}
    for record_id, campaign in sorted(found.items()):
        by_campaign.setdefault(campaign, []).append(record_id)
    return by_campaign


def _mark(connection: Connection, register: Register, campaign: str, ids: list[str]) -> None:
    """Set up the marks of records and of their people."""
    table = signature_table
    now = register.now()
    marks: dict[bytes, str | None] = {
        record_mark(register, campaign, record_id): None for record_id in ids
    }
    query = select(
        as_bytes(table.c.email_index), as_bytes(table.c.phone_index), as_bytes(table.c.name_index)
    ).where(table.c.record_id.in_(ids))
    for email, phone, name in connection.execute(query):
        address = email or phone
        if address is not None:
            marks[person_mark(register, campaign, address, name)] = now[:13]
    tombstone = tombstone_table
    connection.execute(delete(tombstone).where(tombstone.c.blind.in_(list(marks))))
    connection.execute(
        tombstone.insert(),
        [
            {"blind": blind, "campaign": campaign, "until_hour": until, "made_at": now}
            for blind, until in marks.items()
        ],
    )


def _erase_rows(connection: Connection, ids: list[str]) -> None:
    for table in (signature_table, flag_table, refusal_table):
        connection.execute(delete(table).where(table.c.record_id.in_(ids)))
    for pair in (near_pair_table, decision_table):
        is_of_these = pair.c.first_id.in_(ids) | pair.c.other_id.in_(ids)
        connection.execute(delete(pair).where(is_of_these))
    record = record_table
    connection.execute(update(record).where(record.c.id.in_(ids)).values(sealed=ERASED))


def _note_withdrawal(
    connection: Connection, register: Register, campaign: str, consent: str | None, count: int
) -> int:
    table = withdrawal_table
    number = int(
        connection.execute(
            table.insert()
            .values(
                campaign=campaign,
                consent=consent,
                signature_count=count,
                withdrawn_at=register.now(),
            )
            .returning(table.c.id)
        ).scalar_one()
    )
    deed = Deed.ERASED if consent is None else Deed.CONSENT_WITHDRAWN
    facts = {} if consent is None else {"consent": consent}
    note(
        connection,
        register.activity_key,
        register.now(),
        deed,
        withdrawal=number,
        campaign=campaign,
        signatures=count,
        **facts,
    )
    return number


def _note_to_inform(
    connection: Connection, numbers: Sequence[int], went_to: Sequence[WentTo]
) -> None:
    """Remember who is to be told: once a delivery, under the first of the withdrawals."""
    if not numbers:
        return
    for each in went_to:
        connection.execute(
            to_inform_table.insert().values(withdrawal_id=numbers[0], delivery_id=each.id)
        )
