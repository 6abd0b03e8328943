"""What can be damaged in a journal, named so that everything else can still be read."""

from dataclasses import dataclass
from enum import Enum

from desktop_app.journal.problems import JournalDamaged


class Part(Enum):
    """What of a journal is not what the device wrote."""

    FILE = "file"
    TABLES = "tables"
    DEVICE_KEY = "device key"
    HEADER = "header"
    SEALED = "sealed part"
    LINK = "chain"
    NUMBER = "number"
    MISSING = "missing"
    CHECKPOINT = "checkpoint"
    UNDONE = "note of an undo"
    CLOSING = "note of a closing"
    HANDED_OVER = "note of a hand-over"
    ACKNOWLEDGED = "note of an acknowledgement"
    ERASED = "note of erasing"
    CLOCK = "note of the clock"
    VOUCHER = "voucher"


OF_RECORDS = frozenset({Part.HEADER, Part.SEALED, Part.LINK, Part.NUMBER, Part.MISSING})
OF_THE_FILE = frozenset({Part.FILE, Part.TABLES})


@dataclass(frozen=True, kw_only=True)
class Damage:
    """One damage. `seq` is 0 where no record is meant."""

    part: Part
    campaign: str = ""
    seq: int = 0

    @property
    def is_note(self) -> bool:
        """Tell whether every record can still be read and proved without what is damaged."""
        return self.part not in OF_RECORDS and self.part not in OF_THE_FILE

    @property
    def reason(self) -> str:
        """Name the damage for those who look into it."""
        place = f" of record {self.seq}" if self.seq else ""
        return f"{self.part.value}{place}" + (f" in {self.campaign}" if self.campaign else "")

    def problem(self) -> JournalDamaged:
        """Give the problem that says so."""
        if not self.seq:
            return JournalDamaged(reason=self.reason)
        return JournalDamaged(reason=self.reason, campaign=self.campaign, number=self.seq)


def most_telling(damages: tuple[Damage, ...]) -> Damage:
    """Choose what to name where only one can be: a record, then what stands apart, then the file."""
    for parts in (OF_RECORDS, frozenset(Part) - OF_THE_FILE):
        for damage in damages:
            if damage.part in parts:
                return damage
    return damages[0]
