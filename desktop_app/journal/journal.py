"""The journal: records are appended, one transaction each, and never changed."""

from collections.abc import Callable, Sequence
from datetime import datetime
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection, Engine

from desktop_app.campaign.pack import CampaignId, Pack
from desktop_app.journal.ballast import Ballast
from desktop_app.journal.clock import ClockWatch, read_jumps, read_last_at
from desktop_app.journal.closing import close_campaign, closed_without_record, read_last_closed
from desktop_app.journal.counting_past_damage import (
    record_counts_past_damage,
    signature_counts_past_damage,
)
from desktop_app.journal.counts import record_counts, signature_counts, signatures_by_hour
from desktop_app.journal.damage import Damage, most_telling
from desktop_app.journal.device_key import read_device_key
from desktop_app.journal.handed_over import (
    erase_sealed,
    note_acknowledged,
    note_hand_over,
    read_acknowledged,
    read_hand_overs,
    read_handed_over_until,
    read_runs,
)
from desktop_app.journal.kept import Closed, KeptRecord
from desktop_app.journal.problems import (
    JournalFull,
    JournalReadOnly,
    JournalRestored,
    JournalUnreadable,
    sqlite_problems,
)
from desktop_app.journal.reading import read_records, source_of
from desktop_app.journal.runs import Run, size_of
from desktop_app.journal.stored import ClockJump, HandedOver, StoredRecord
from desktop_app.journal.tables import erased_table
from desktop_app.journal.undone import is_undone, note_undone
from desktop_app.journal.writing import Senses, Writing
from desktop_app.sealing.chain import Checkpoint, sign_checkpoint
from desktop_app.sealing.record import Header, Kind, Source
from desktop_app.signature.signature import Signature, signature_bytes
from desktop_app.signature.undo import UNDO_VERSION, RecordId, Undo, undo_bytes

Answer = TypeVar("Answer")


class Journal:
    """One device's journal, open. One writer; used from one thread at a time.

    `damages` are notes that cannot be believed; every record is whole.
    """

    def __init__(
        self,
        engine: Engine,
        senses: Senses,
        *,
        ballast: Ballast | None = None,
        damages: tuple[Damage, ...] = (),
    ) -> None:
        """Take over an engine; without ballast the journal is only read."""
        self._engine = engine
        self._senses = senses
        self._ballast = ballast
        self.damages = damages
        self._watch = ClockWatch(began_at=senses.clock(), steady_s=senses.steady_s())
        self._key = self._read(read_device_key)

    @property
    def device(self) -> str:
        """The device's id, derived from its public key."""
        return self._key.device

    @property
    def device_public_key(self) -> bytes:
        """The key by which the device's checkpoints are known."""
        return self._key.public_key

    @property
    def has_key(self) -> bool:
        """Tell whether the device's key is here; a restored journal has none."""
        return self._key.private is not None

    def keep(self, signature: Signature, pack: Pack) -> KeptRecord:
        """Seal and commit a signature; gives its id and the campaign's count on this device.

        When this returns, the record is on disk. When it raises, nothing of it is.

        Raises:
            JournalFull, JournalReadOnly, JournalUnreadable, CannotSeal.
        """

        def kept(writing: Writing) -> KeptRecord:
            header = _append_signature(writing, signature, pack)
            count = signature_counts(writing.connection)[pack.id]
            return KeptRecord(count=count, record_id=RecordId(header.id))

        return self._append(kept)

    def keep_all(self, signatures: Sequence[Signature], pack: Pack) -> int:
        """Keep many signatures, all or none; returns the campaign's count."""

        def kept(writing: Writing) -> int:
            for signature in signatures:
                _append_signature(writing, signature, pack)
            return signature_counts(writing.connection).get(pack.id, 0)

        return self._append(kept)

    def undo(self, record_id: RecordId, pack: Pack) -> int:
        """Take a signature back by a record of its own; gives the campaign's count afterwards.

        Nothing is erased: the signature stays in the chain and travels, and the register lets it
        count no more. Taking it back again changes nothing.

        Raises:
            RecordUnknown: no signature of this campaign here has that id; and what `keep` raises.
        """

        def undone(writing: Writing) -> int:
            connection = writing.connection
            if not is_undone(connection, pack.id, record_id):
                source = source_of(connection, pack.id, record_id)
                place = writing.next_place(pack.id)
                undo = Undo(v=UNDO_VERSION, record_id=record_id, undone_at=place.now)
                writing.append(place, undo_bytes(undo), pack, Kind.UNDO, source)
                note_undone(connection, pack.id, place.seq, record_id)
            return signature_counts(connection)[pack.id]

        return self._append(undone)

    def close_shift(self, pack: Pack, *, place: str, shift: str) -> Closed:
        """Close a campaign's shift by a record of its own; gives what the closing slip says.

        If nothing came since the last closing, that one is given again. Where the disk takes no more,
        nothing is recorded, and the slip is as good.

        Raises:
            JournalInUse, CannotSeal; JournalDamaged: nobody may vouch for what is there.
        """
        if self.damages:
            raise most_telling(self.damages).problem()
        try:
            return self._append(lambda writing: close_campaign(writing, pack, place, shift))
        except (JournalFull, JournalReadOnly, JournalRestored, JournalUnreadable):
            now = self._senses.clock()
            return self._read(
                lambda connection: closed_without_record(connection, pack.id, self._key, now)
            )

    def last_closed(self, campaign: CampaignId) -> Closed | None:
        """Give what the last recorded closing of a campaign said."""
        return self._read(lambda connection: read_last_closed(connection, campaign, self.device))

    def count(self, campaign: CampaignId) -> int:
        """Count a campaign's signatures on this device (signatures, not people)."""
        return self.counts().get(campaign, 0)

    def counts(self) -> dict[CampaignId, int]:
        """Count the signatures of each campaign; those that were taken back do not count."""
        return self._read(signature_counts_past_damage if self.damages else signature_counts)

    def record_counts(self) -> dict[CampaignId, int]:
        """Count the records of each campaign: the number of the last one."""
        return self._read(record_counts_past_damage if self.damages else record_counts)

    def hours(self, since: datetime) -> dict[datetime, int]:
        """Count the signatures of all campaigns by UTC hour, from the hour of `since` on."""
        return self._read(lambda connection: signatures_by_hour(connection, since))

    def last_at(self) -> datetime | None:
        """Give the minute in which the last record was written; None if nobody noted it."""
        return self._read(read_last_at)

    def jumps(self) -> tuple[ClockJump, ...]:
        """Give the jumps of the device's clock, by campaign and number."""
        return self._read(read_jumps)

    def not_handed_over(self) -> dict[CampaignId, int]:
        """Count the records of each campaign that no batch holds yet.

        Records, not signatures: one that was taken back after its signature was handed over is
        still to travel. So this may be more than `counts`.
        """
        return {
            campaign: max(0, count - self.handed_over_until(campaign))
            for campaign, count in self.record_counts().items()
        }

    def handed_over_until(self, campaign: CampaignId) -> int:
        """Give the number of the last record that a batch holds."""
        return self._read(lambda connection: read_handed_over_until(connection, campaign))

    def hand_overs(self) -> tuple[HandedOver, ...]:
        """Give every hand-over that was noted, by campaign and number."""
        return self._read(read_hand_overs)

    def records(self, campaign: CampaignId, first: int, last: int) -> list[StoredRecord]:
        """Read a run of records, both ends included."""
        return self._read(lambda connection: read_records(connection, campaign, (first, last)))

    def note_handed_over(self, handed_over: HandedOver) -> None:
        """Remember that a batch holds a run of records. Doing so again is harmless."""
        now = self._senses.clock()
        self._write(lambda writing: note_hand_over(writing.connection, handed_over, now))

    def acknowledge(self, campaign: CampaignId, runs: Sequence[Run]) -> int:
        """Note which runs a coordinator has safely merged; gives how many records are new in it.

        Numbers that no record here has are not noted: what comes later was not merged.
        """
        now = self._senses.clock()

        def noted(writing: Writing) -> int:
            count = record_counts(writing.connection).get(campaign, 0)
            return note_acknowledged(
                writing.connection, campaign, runs, record_count=count, now=now
            )

        return self._write(noted)

    def acknowledged_runs(
        self, campaign: CampaignId, *, until: datetime | None = None
    ) -> tuple[Run, ...]:
        """Give the runs that a coordinator has safely merged, joined and in order.

        Args:
            campaign: the campaign's id.
            until: only what was noted by then on this device.
        """
        return self._read(lambda connection: read_acknowledged(connection, campaign, until))

    def erase(self, campaign: CampaignId, first: int, last: int, *, is_due: bool = False) -> int:
        """Erase the sealed parts of a run, all in one transaction; gives how many it were.

        Headers, counts, chain and checkpoint stay. Only what is acknowledged goes, unless the
        campaign's data is due for deletion.
        """

        def erased(writing: Writing) -> int:
            count = record_counts(writing.connection).get(campaign, 0)
            return erase_sealed(
                writing.connection, campaign, (first, last), is_due=is_due, record_count=count
            )

        return self._write(erased)

    def erased_runs(self, campaign: CampaignId) -> tuple[Run, ...]:
        """Give the runs whose sealed parts were erased, joined and in order."""
        return self._read(lambda connection: read_runs(connection, erased_table, campaign))

    def erased_count(self, campaign: CampaignId) -> int:
        """Count the records whose sealed parts were erased."""
        return size_of(self.erased_runs(campaign))

    def sign(self, data: bytes) -> bytes:
        """Sign bytes with the device's key.

        Raises:
            JournalRestored: there is none.
        """
        return self._key.sign(data)

    def sign_checkpoint(self, checkpoint: Checkpoint) -> bytes:
        """Vouch for a count and head of this device.

        Raises:
            JournalRestored: there is no key to do so.
        """
        return sign_checkpoint(checkpoint, self._key.own())

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _read(self, work: Callable[[Connection], Answer]) -> Answer:
        with sqlite_problems(), self._engine.begin() as connection:
            return work(connection)

    def _append(self, work: Callable[[Writing], Answer]) -> Answer:
        """Write what the device vouches for, which takes its key."""
        self._key.own()
        return self._write(work)

    def _write(self, work: Callable[[Writing], Answer]) -> Answer:
        """Do some work in one transaction; on a full disk once more, without the ballast."""
        if self._ballast is None:
            raise JournalReadOnly
        try:
            return self._write_once(work)
        except JournalFull:
            if not self._ballast.free():
                raise
        return self._write_once(work)

    def _write_once(self, work: Callable[[Writing], Answer]) -> Answer:
        with sqlite_problems(), self._engine.begin() as connection:
            writing = Writing(
                connection=connection, key=self._key, senses=self._senses, watch=self._watch
            )
            answer = work(writing)
        self._watch = writing.watch
        return answer


def _append_signature(writing: Writing, signature: Signature, pack: Pack) -> Header:
    source = Source.PAPER if signature.paper else Source.KIOSK
    place = writing.next_place(pack.id)
    return writing.append(place, signature_bytes(signature), pack, Kind.SIGNATURE, source)
