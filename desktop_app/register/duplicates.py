"""Finds people who signed twice, by blind indexes alone: no key is needed, nothing is deleted.

Two signatures of a campaign are one person's if e-mail and name are the same, or, where neither
gave an e-mail, phone and name. One address with two names stays two people, because households
share addresses. Without e-mail and phone nothing is ever taken for a duplicate. Two ideas are one only
if also their text is the same: one person may have many, and most come without a name.

The first counts, by hour, device and number: a function of what is in the register and not of the
order in which it came. A signature that was taken back is nobody's duplicate and has none, so the
next one counts in its place.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, bindparam, case, func, select

from desktop_app.register.decisions import settle_decisions
from desktop_app.register.problems import CampaignUnknown, RegisterDamaged
from desktop_app.register.standing import ALL, Away, count_away, settle_away
from desktop_app.register.store import LockedRegister
from desktop_app.register.tables import signature_table, unsettled_table

CHANGES_AT_ONCE = 20_000


@dataclass(frozen=True, kw_only=True)
class Duplicates:
    """How many signatures there are, how many people they count for, and the difference.

    Those that were taken back are in none of the three, but in `taken_back`; those that a revoked
    device wrote in `revoked`.
    """

    signatures: int
    people: int
    duplicates: int
    taken_back: int = 0
    revoked: int = 0


def find_duplicates(register: LockedRegister, campaign: str | None = None) -> Duplicates:
    """Decide anew what is a duplicate, in one campaign or in all, and count.

    Raises:
        CampaignUnknown: the register has no signature of the campaign that was named.
        RegisterFull, RegisterReadOnly, RegisterInUse, RegisterDamaged, RegisterUnreadable.
    """
    with register.transaction() as connection:
        there = campaigns_signed(connection)
        if campaign is not None:
            check_campaign(connection, campaign)
        for each in there if campaign is None else [campaign]:
            settle_campaign(connection, each)
        return _count(connection, campaign)


def check_campaign(connection: Connection, campaign: str) -> None:
    """Refuse a campaign of which the register has no signature.

    Raises:
        CampaignUnknown.
    """
    there = campaigns_signed(connection)
    if campaign not in there:
        raise CampaignUnknown(campaign=campaign, there=", ".join(there) or "–")


def settle_duplicates(connection: Connection) -> None:
    """Decide anew for the campaigns that have new signatures; nothing to do for the others."""
    unsettled = connection.execute(select(unsettled_table.c.campaign)).scalars().all()
    for campaign in unsettled:
        settle_campaign(connection, campaign)


def campaigns_signed(connection: Connection) -> list[str]:
    """List the campaigns of which the register has signatures.

    Raises:
        RegisterDamaged: what stands there is no name.
    """
    column = signature_table.c.campaign
    found: list[str] = []
    query = select(func.min(column))
    following = connection.execute(query).scalar_one()
    while following is not None:  # one look into the index a campaign, not a walk over all rows
        if not isinstance(following, str):
            raise RegisterDamaged(reason="the name of a campaign")
        found.append(following)
        following = connection.execute(query.where(column > following)).scalar_one()
    return found


def settle_campaign(
    connection: Connection, campaign: str, among: ColumnElement[bool] = ALL
) -> None:
    """Decide anew who counts in a campaign, and whose duplicate the others are.

    Args:
        among: only these rows of the signature table are looked at. Whoever has an address in common
            with one of them must be among them, and all about whom a decision holds.
    """
    settle_away(connection, campaign, among)
    update = (
        signature_table.update()
        .where(signature_table.c.record_id == bindparam("changed_id"))
        .values(duplicate_of=bindparam("first_id"))
    )
    is_more = True
    while is_more:
        changes = _changes(connection, campaign, among)
        if changes:
            connection.execute(update, changes)
        is_more = len(changes) == CHANGES_AT_ONCE
    settle_decisions(connection, campaign)
    connection.execute(unsettled_table.delete().where(unsettled_table.c.campaign == campaign))


def _changes(
    connection: Connection, campaign: str, among: ColumnElement[bool]
) -> list[dict[str, str | None]]:
    """List the rows of which `duplicate_of` is not what it should be."""
    table = signature_table
    address = func.coalesce(table.c.email_index, table.c.phone_index)  # under different keys
    is_of_campaign = and_(table.c.campaign == campaign, among)
    stands = table.c.away.is_(None)
    groups = (  # first the few groups of more than one: to rank every row takes four times as long
        select(address.label("address"), table.c.name_index)
        .where(is_of_campaign, address.is_not(None))
        .group_by(address, table.c.name_index)
        .having(func.count() > 1)
        .subquery()
    )
    is_in_group = (
        (groups.c.address == address) & (groups.c.name_index == table.c.name_index) & stands
    )
    first = func.first_value(table.c.record_id).over(
        partition_by=(
            groups.c.address,
            groups.c.name_index,
            # a row that is in no group any more stands alone
            case((groups.c.address.is_(None), table.c.record_id), else_=""),
        ),
        order_by=(table.c.hour, table.c.device, table.c.seq),
    )
    decided = (
        select(table.c.record_id, table.c.duplicate_of, first.label("first_id"))
        .select_from(table.join(groups, is_in_group, isouter=True))
        .where(is_of_campaign, groups.c.address.is_not(None) | table.c.duplicate_of.is_not(None))
        .subquery()
    )
    is_wrong = func.coalesce(decided.c.duplicate_of, decided.c.record_id) != decided.c.first_id
    query = select(decided.c.record_id, decided.c.first_id).where(is_wrong).limit(CHANGES_AT_ONCE)
    return [
        {"changed_id": record_id, "first_id": None if record_id == first_id else first_id}
        for record_id, first_id in connection.execute(query)
    ]


def _count(connection: Connection, campaign: str | None) -> Duplicates:
    table = signature_table
    query = select(func.count(), func.count(table.c.duplicate_of)).select_from(table)
    if campaign is not None:
        query = query.where(table.c.campaign == campaign)
    every, duplicates = connection.execute(query).one()
    away = count_away(connection, campaign)
    signatures = every - sum(away.values())
    return Duplicates(
        signatures=signatures,
        people=signatures - duplicates,
        duplicates=duplicates,
        taken_back=away[Away.TAKEN_BACK],
        revoked=away[Away.REVOKED],
    )
