"""Which devices the coordinator trusts: one that was never met waits until its words are known."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, func, select

from desktop_app.register.problems import NoSuchDevice, RegisterDamaged
from desktop_app.register.rows import as_bytes
from desktop_app.register.sources import claimed_device
from desktop_app.register.tables import device_table, record_table, revocation_table
from desktop_app.sealing.chain import device_id
from desktop_app.sealing.fingerprint import fingerprint, same_words

ACCEPT_ALL = "all"


@dataclass(kw_only=True)
class Devices:
    """The devices of a register and, during a merge, those that it meets."""

    keys: dict[str, bytes] = field(default_factory=dict)
    accepted: set[str] = field(default_factory=set)
    accepts_all: bool = False
    merge_id: int | None = None
    """The merge that is going on, to which acceptances belong."""

    def is_accepted(self, device: str) -> bool:
        """Tell whether a device's records may go into the register."""
        return self.accepts_all or device in self.accepted

    def words(self, device: str) -> str:
        """Give the four words of a device, or nothing if its key is not known."""
        key = self.keys.get(device)
        return fingerprint(key) if key is not None else ""

    def note(self, connection: Connection, device: str, public_key: bytes, now: str) -> None:
        """Write down a device that was met, and whether it is accepted."""
        table = device_table
        is_accepted = int(self.is_accepted(device))
        query = select(table.c.is_accepted).where(table.c.id == device)
        stored = connection.execute(query).scalar_one_or_none()
        if stored is None:
            row = {"id": device, "public_key": public_key, "first_met_at": now}
            accepted_in = self.merge_id if is_accepted else None
            values = {"is_accepted": is_accepted, "accepted_in": accepted_in, **row}
            connection.execute(table.insert().values(**values))
        elif is_accepted and stored != 1:
            note_accepted(connection, [device], self.merge_id)
        self.keys[device] = public_key
        if is_accepted:
            self.accepted.add(device)


def read_devices(connection: Connection) -> Devices:
    """Read the devices that the register has met.

    Raises:
        RegisterDamaged: a key is not that of its device.
    """
    table = device_table
    query = select(table.c.id, as_bytes(table.c.public_key), table.c.is_accepted)
    devices = Devices()
    for device, public_key, is_accepted in connection.execute(query):
        if device_id(public_key) != device:
            raise RegisterDamaged(reason="the key of a device")
        devices.keys[device] = public_key
        if is_accepted == 1:
            devices.accepted.add(device)
    return devices


@dataclass(frozen=True, kw_only=True)
class KnownDevice:
    """A device that the register has met.

    `revoked_from` gives, by campaign, the first number that is not trusted any more.
    """

    id: str
    words: str
    is_accepted: bool
    first_met_at: str
    record_count: int
    revoked_from: dict[str, int]


def known_devices(connection: Connection) -> tuple[KnownDevice, ...]:
    """List all devices that the register has met, the first met first."""
    table, record, revocation = device_table, record_table, revocation_table
    count = select(record.c.device, func.count()).group_by(record.c.device)
    counts = {row[0]: int(row[1]) for row in connection.execute(count)}
    revoked: dict[str, dict[str, int]] = {}
    query = select(revocation.c.device, revocation.c.campaign, revocation.c.from_seq)
    for device, campaign, from_seq in connection.execute(query):
        revoked.setdefault(device, {})[campaign] = from_seq
    devices = read_devices(connection)
    listed = select(table.c.id, table.c.first_met_at).order_by(table.c.first_met_at, table.c.id)
    return tuple(
        KnownDevice(
            id=device,
            words=devices.words(device),
            is_accepted=device in devices.accepted,
            first_met_at=first_met_at,
            record_count=counts.get(device, 0),
            revoked_from=revoked.get(device, {}),
        )
        for device, first_met_at in connection.execute(listed)
    )


def device_named(connection: Connection, words: str) -> KnownDevice:
    """Find a device that the register has met by its four words, or by its id.

    Raises:
        NoSuchDevice.
    """
    known = known_devices(connection)
    for device in known:
        if device.id == words.strip() or same_words(words, device.words):
            return device
    raise NoSuchDevice(count=len(known))


def accept_named(devices: Devices, words: str, batches: Iterable[Path]) -> set[str]:
    """Accept the device that has these four words, among those known and those of these batches.

    Returns the ids that were accepted.

    Raises:
        NoSuchDevice: none has them.
    """
    claimed = {found for path in batches if (found := claimed_device(path)) is not None}
    candidates = devices.keys | dict(claimed)
    named = {each for each, key in candidates.items() if same_words(words, fingerprint(key))}
    if not named:
        raise NoSuchDevice(count=len(candidates))
    devices.accepted |= named
    return named


def note_accepted(connection: Connection, ids: Iterable[str], merge_id: int | None) -> None:
    """Write down that devices are accepted, by a merge or by hand."""
    table = device_table
    connection.execute(
        table.update()
        .where(table.c.id.in_(sorted(ids)), table.c.is_accepted != 1)
        .values(is_accepted=1, accepted_in=merge_id)
    )
