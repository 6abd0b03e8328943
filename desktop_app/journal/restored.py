"""A journal without a device: rebuilt from a second copy, or from what was whole in a damaged journal.

The tables are those of every journal. The device's private key is not there, so nothing can be added;
what the device signed at each record stands in `voucher`. Numbers may be missing: every record is
vouched for by itself. It is counted, handed over, and notes what was.
"""

from pathlib import Path

from sqlalchemy import Connection, Engine, func, select

from desktop_app.campaign.pack import CampaignId
from desktop_app.journal.ballast import Ballast
from desktop_app.journal.damage import Damage, Part, most_telling
from desktop_app.journal.engine import open_engine
from desktop_app.journal.journal import Journal
from desktop_app.journal.numbers import Numbers
from desktop_app.journal.problems import (
    JournalDamaged,
    JournalFull,
    JournalReadOnly,
    sqlite_problems,
)
from desktop_app.journal.proof import examine
from desktop_app.journal.steps import found_version
from desktop_app.journal.store import JOURNAL_FILE
from desktop_app.journal.tables import AnyTable, record_table, voucher_table
from desktop_app.journal.writing import Senses
from desktop_app.signature.signature import Clock, Randomness

PERMITTED = frozenset({Part.MISSING, Part.UNDONE})
"""What the proof of a device's own journal calls damage, and here is not."""


class RestoredJournal(Journal):
    """A restored journal, open."""

    def numbers(self) -> dict[CampaignId, Numbers]:
        """Give which numbers are there."""
        return self._read(read_numbers)

    def missing_counts(self) -> dict[CampaignId, int]:
        """Count the numbers before the last of each campaign that are not there."""
        return {
            campaign: numbers.last() - numbers.count()
            for campaign, numbers in self.numbers().items()
        }

    def counts(self) -> dict[CampaignId, int]:
        """Count the signatures of each campaign that are there; those taken back do not count."""
        missing = self.missing_counts()
        return {
            campaign: count - missing.get(campaign, 0)
            for campaign, count in super().counts().items()
        }

    def not_handed_over(self) -> dict[CampaignId, int]:
        """Count the records of each campaign that are there and that no batch holds yet."""
        return {
            campaign: sum(
                last - max(first, until + 1) + 1
                for until in [self.handed_over_until(campaign)]
                for first, last in numbers.runs()
                if last > until
            )
            for campaign, numbers in self.numbers().items()
        }

    def vouchers(self, campaign: CampaignId, first: int, last: int) -> dict[int, bytes]:
        """Give what the device signed at each record of a run; empty where that was lost."""
        table = voucher_table
        query = select(table.c.seq, table.c.signature).where(
            table.c.campaign == campaign, table.c.seq.between(first, last)
        )
        return self._read(lambda c: {row.seq: row.signature for row in c.execute(query)})


def read_restored(
    folder: Path, *, clock: Clock, randomness: Randomness, may_note: bool = False
) -> RestoredJournal | None:
    """Open a restored journal, to count it and hand it over; None where there is none.

    With `may_note` it is opened to note what was handed over, if the disk takes any writing.

    Raises:
        JournalDamaged, JournalFromNewerVersion, JournalUnreadable.
    """
    path = folder / JOURNAL_FILE
    with sqlite_problems():
        if not path.is_file():
            return None
    senses = Senses(clock=clock, randomness=randomness)
    ballast = Ballast(folder=folder, size_bytes=0) if may_note else None
    try:
        engine, damages = _opened(path, is_read_only=not may_note)
    except (JournalReadOnly, JournalFull):  # or a killed note is still to be rolled back
        engine, damages = _opened(path, is_read_only=may_note)
    return RestoredJournal(engine, senses, ballast=ballast, damages=damages)


def in_memory(engine: Engine, *, clock: Clock, randomness: Randomness) -> RestoredJournal:
    """Open a restored journal that was built in memory."""
    senses = Senses(clock=clock, randomness=randomness)
    return RestoredJournal(engine, senses, damages=prove_restored(engine))


def prove_restored(engine: Engine) -> tuple[Damage, ...]:
    """Prove a restored journal; gives damaged notes, which keep nobody from the records.

    Raises:
        JournalDamaged: not every record that was put into it is whole.
    """
    damages = tuple(each for each in examine(engine) if each.part not in PERMITTED)
    real = tuple(each for each in damages if not each.is_note)
    if real:
        raise most_telling(real).problem()
    with engine.begin() as connection:
        if _count(connection, record_table) != _count(connection, voucher_table):
            raise Damage(part=Part.MISSING).problem()
    return damages


def read_numbers(connection: Connection) -> dict[CampaignId, Numbers]:
    """Read which numbers are there."""
    table = record_table
    query = select(table.c.campaign, table.c.seq).order_by(table.c.campaign, table.c.seq)
    found: dict[CampaignId, Numbers] = {}
    for campaign, seq in connection.execute(query):
        found.setdefault(CampaignId(campaign), Numbers()).add(seq)
    return found


def _opened(path: Path, *, is_read_only: bool) -> tuple[Engine, tuple[Damage, ...]]:
    with sqlite_problems():
        engine = open_engine(path, is_read_only=is_read_only)
        try:
            if found_version(engine) == 0:
                raise JournalDamaged(reason="empty")
            return engine, prove_restored(engine)
        except BaseException:
            engine.dispose()
            raise


def _count(connection: Connection, table: AnyTable) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
