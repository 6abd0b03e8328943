"""What was erased stays erased: keyed marks by which records and people are known when they come again.

A mark is an HMAC under the register's key: nobody without the passphrase can tell whose it is, or try
a guess. A record's mark holds for ever. A person's mark is made of the blind indexes of address and
name and holds for signatures that were given until the hour of the withdrawal: whoever signs again
later has changed their mind.
"""

from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from desktop_app.register.rows import as_bytes
from desktop_app.register.store import Register
from desktop_app.register.tables import tombstone_table

RECORD = "record"
PERSON = "person"
CAMPAIGN = "campaign"


@dataclass(frozen=True, kw_only=True)
class Tombstones:
    """The marks of a register, in memory while a merge goes on: few, because few withdraw."""

    register: Register
    records: frozenset[bytes] = frozenset()
    people: dict[bytes, str] = field(default_factory=dict)
    """The hour (UTC) until which each holds."""

    def is_erased(self, campaign: str, record_id: str) -> bool:
        """Tell whether a record was erased before."""
        if not self.records:
            return False
        return record_mark(self.register, campaign, record_id) in self.records

    def is_campaign_erased(self, campaign: str) -> bool:
        """Tell whether all of a campaign was erased, so that nothing of it may come again."""
        return bool(self.records) and campaign_mark(self.register, campaign) in self.records

    def is_withdrawn(self, campaign: str, hour: str, address: bytes | None, name: bytes) -> bool:
        """Tell whether a signature is one that its person has withdrawn before it came.

        Args:
            hour: of the signature, UTC, as in its header.
            address: the blind index of the e-mail, or of the phone where there is no e-mail.
            name: the blind index of the name.
        """
        if not self.people or address is None:
            return False
        until = self.people.get(person_mark(self.register, campaign, address, name))
        return until is not None and hour <= until


def read_tombstones(connection: Connection, register: Register) -> Tombstones:
    """Read all marks."""
    table = tombstone_table
    query = select(as_bytes(table.c.blind), table.c.until_hour)
    found = [(row[0], row[1]) for row in connection.execute(query)]
    return Tombstones(
        register=register,
        records=frozenset(blind for blind, until in found if until is None),
        people={blind: until for blind, until in found if until is not None},
    )


def record_mark(register: Register, campaign: str, record_id: str) -> bytes:
    """Make the mark of a record."""
    return register.tombstones.index(campaign, f"{RECORD}\0{record_id}")


def person_mark(register: Register, campaign: str, address: bytes, name: bytes) -> bytes:
    """Make the mark of a person, from the blind indexes of address and name."""
    return register.tombstones.index(campaign, f"{PERSON}\0{address.hex()}\0{name.hex()}")


def campaign_mark(register: Register, campaign: str) -> bytes:
    """Make the mark of a whole campaign."""
    return register.tombstones.index(campaign, CAMPAIGN)
