"""Devices that are not trusted any more, from a number on: stolen, lost, or in wrong hands.

What such a device wrote before counts as ever. What it wrote from that number on is left in its
batches, and does not count where it is in the register already. Taking the revocation away brings
all of it back; what was left in batches comes with the next merge.
"""

from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, func, select, update

from desktop_app.register.activity import Deed, note
from desktop_app.register.chains import Chain
from desktop_app.register.duplicates import settle_duplicates
from desktop_app.register.problems import NoSuchDevice
from desktop_app.register.store import Register
from desktop_app.register.tables import device_table, revocation_table, signature_table
from desktop_app.register.undone import note_unsettled

NEVER = 2**31 - 1


@dataclass(frozen=True, kw_only=True)
class Revocations:
    """All revocations of a register."""

    by_chain: dict[Chain, int] = field(default_factory=dict)

    def from_seq(self, campaign: str, device: str) -> int:
        """Give the first number of a device that is not trusted; one beyond all for a trusted one."""
        return self.by_chain.get(Chain(campaign=campaign, device=device), NEVER)


def read_revocations(connection: Connection) -> Revocations:
    """Read all revocations."""
    table = revocation_table
    query = select(table.c.campaign, table.c.device, table.c.from_seq)
    return Revocations(
        by_chain={
            Chain(campaign=row[0], device=row[1]): row[2] for row in connection.execute(query)
        }
    )


def revoke(register: Register, chain: Chain, from_seq: int) -> int:
    """Trust a device no more from a number on; gives how many signatures in the register that hits.

    Args:
        from_seq: the first record that is not trusted, 1 for all of the device.

    Raises:
        NoSuchDevice: the register has not met it. What a transaction raises.
    """
    table, signature = revocation_table, signature_table
    is_this = (table.c.campaign == chain.campaign) & (table.c.device == chain.device)
    with register.transaction() as connection:
        _check_met(connection, chain.device)
        values = {"from_seq": from_seq, "revoked_at": register.now()}
        changed = connection.execute(update(table).where(is_this).values(**values))
        if not changed.rowcount:
            row = {"campaign": chain.campaign, "device": chain.device, **values}
            connection.execute(table.insert().values(**row))
        hit = select(func.count()).where(
            signature.c.campaign == chain.campaign,
            signature.c.device == chain.device,
            signature.c.seq >= from_seq,
        )
        count = int(connection.execute(hit).scalar_one())
        _settle(connection, chain.campaign)
        note(
            connection,
            register.activity_key,
            register.now(),
            Deed.DEVICE_REVOKED,
            campaign=chain.campaign,
            device=chain.device,
            from_seq=from_seq,
            signatures=count,
        )
    return count


def restore(register: Register, chain: Chain) -> None:
    """Trust a device again; doing so to one that is trusted changes nothing.

    Raises:
        what a transaction raises.
    """
    table = revocation_table
    is_this = (table.c.campaign == chain.campaign) & (table.c.device == chain.device)
    with register.transaction() as connection:
        if connection.execute(delete(table).where(is_this)).rowcount:
            _settle(connection, chain.campaign)
            note(
                connection,
                register.activity_key,
                register.now(),
                Deed.DEVICE_RESTORED,
                campaign=chain.campaign,
                device=chain.device,
            )


def _settle(connection: Connection, campaign: str) -> None:
    note_unsettled(connection, campaign)
    settle_duplicates(connection)


def _check_met(connection: Connection, device: str) -> None:
    table = device_table
    if connection.execute(select(table.c.id).where(table.c.id == device)).first() is None:
        count = connection.execute(select(func.count()).select_from(table)).scalar_one()
        raise NoSuchDevice(count=int(count))
