"""The device's own key: kept twice, and missing where a journal was restored from a second copy."""

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, RowMapping, select

from desktop_app.journal.checks import checked, is_whole
from desktop_app.journal.problems import (
    STUMBLES,
    JournalDamaged,
    JournalRestored,
    must_be_damage,
)
from desktop_app.journal.tables import (
    CHECKS_SINCE_VERSION,
    AnyTable,
    device_again_table,
    device_table,
    tables_version,
)
from desktop_app.sealing.chain import device_id
from desktop_app.signature.signature import Randomness

PRIVATE_BYTES = 32
NO_KEY = b""


@dataclass(frozen=True, kw_only=True)
class DeviceKey:
    """The key by which a device vouches for its records."""

    public_key: bytes
    private: Ed25519PrivateKey | None

    @property
    def device(self) -> str:
        """The device's id, derived from its public key."""
        return device_id(self.public_key)

    def sign(self, data: bytes) -> bytes:
        """Sign bytes.

        Raises:
            JournalRestored: a restored journal cannot vouch for anything new.
        """
        return self.own().sign(data)

    def own(self) -> Ed25519PrivateKey:
        """Give the private key.

        Raises:
            JournalRestored: there is none.
        """
        if self.private is None:
            raise JournalRestored
        return self.private


def make_device_key(connection: Connection, randomness: Randomness) -> None:
    """Draw the device's key and write it into both of its places."""
    private = Ed25519PrivateKey.from_private_bytes(randomness(PRIVATE_BYTES))
    put_device_key(connection, private.public_key().public_bytes_raw(), private.private_bytes_raw())


def put_device_key(connection: Connection, public_key: bytes, private_key: bytes = NO_KEY) -> None:
    """Write a device's key into both of its places; without the private one if that is lost."""
    row = {"id": device_id(public_key), "public_key": public_key, "private_key": private_key}
    connection.execute(device_table.insert().values(row))
    copy_device_key(connection)


def copy_device_key(connection: Connection) -> None:
    """Write the device's key into its second place."""
    row = connection.execute(select(device_table)).mappings().one()
    again = checked(device_again_table, **row)
    connection.execute(device_again_table.insert().values(again))


def read_device_key(connection: Connection) -> DeviceKey:
    """Read the key from whichever place is whole.

    Raises:
        JournalDamaged: neither is.
    """
    first, again = key_rows(connection)
    for row in (first, again):
        if row is not None and is_key(row):
            return DeviceKey(public_key=row["public_key"], private=_private(row["private_key"]))
    for row in (first, again):  # to read and to be known by, the public key is enough
        if row is not None and _is_named_by_its_key(row):
            return DeviceKey(public_key=row["public_key"], private=None)
    raise JournalDamaged(reason="device key")


def key_rows(connection: Connection) -> tuple[RowMapping | None, RowMapping | None]:
    """Read both places of the key; None for one that is empty or, the second, damaged."""
    first = _row_of(connection, device_table)
    if tables_version(connection) < CHECKS_SINCE_VERSION:
        return first, None
    again = _row_of(connection, device_again_table)
    if again is not None and not is_whole(device_again_table, again):
        again = None
    return first, again


def is_key(row: RowMapping) -> bool:
    """Tell whether id, public and private key of a row belong together."""
    private_key = row["private_key"]
    if not _is_named_by_its_key(row) or not isinstance(private_key, bytes):
        return False
    if private_key == NO_KEY:
        return True
    private = _private(private_key)
    return private is not None and private.public_key().public_bytes_raw() == row["public_key"]


def _row_of(connection: Connection, table: AnyTable) -> RowMapping | None:
    try:
        return connection.execute(select(table)).mappings().first()
    except STUMBLES as error:
        must_be_damage(error)
        return None


def _is_named_by_its_key(row: RowMapping) -> bool:
    public_key = row["public_key"]
    return isinstance(public_key, bytes) and device_id(public_key) == row["id"]


def _private(private_key: bytes) -> Ed25519PrivateKey | None:
    if len(private_key) != PRIVATE_BYTES:
        return None
    return Ed25519PrivateKey.from_private_bytes(private_key)
