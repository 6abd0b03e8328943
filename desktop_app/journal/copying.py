"""Copies records to the second copy: each new one, and all that it lacks, by one and the same way."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar, Protocol, runtime_checkable

from desktop_app.campaign.pack import CampaignId
from desktop_app.journal.frame import Frame, frame_bytes
from desktop_app.journal.mirror import Head, Mirror, Standing, new_mirror, open_mirror
from desktop_app.journal.store import StoredRecord
from desktop_app.problems import Problem
from desktop_app.sealing.chain import Checkpoint

RECORDS_AT_ONCE = 200


class SecondCopyOfOtherHistory(Problem):
    """The second copy holds records of this device that its journal does not."""

    code: ClassVar[str] = "second_copy.other_history"


@runtime_checkable
class Copied(Protocol):
    """What is copied: a journal."""

    @property
    def device(self) -> str:
        """The device's id."""

    @property
    def device_public_key(self) -> bytes:
        """The key by which the device's vouchers are known."""

    def record_counts(self) -> dict[CampaignId, int]:
        """Count the records of each campaign."""

    def records(self, campaign: CampaignId, first: int, last: int) -> list[StoredRecord]:
        """Read a run of records."""

    def sign_checkpoint(self, checkpoint: Checkpoint) -> bytes:
        """Vouch for a count and head of this device."""


def open_copy(journal: Copied, folder: Path) -> Mirror:
    """Open a journal's second copy in a folder, to go on with it.

    Raises:
        SecondCopyOfOtherHistory: and nothing was written. And what `open_mirror` raises.
    """
    mirror = open_mirror(folder, journal.device_public_key)
    check_history(journal, mirror.heads())
    return mirror


def new_copy(journal: Copied, folder: Path) -> Mirror:
    """Make a journal's second copy in a folder, or go on with the one that is there.

    Raises:
        SecondCopyOfOtherHistory: and nothing was written. And what `new_mirror` raises.
    """
    mirror = new_mirror(folder, journal.device_public_key)
    check_history(journal, mirror.heads())
    return mirror


def check_history(journal: Copied, heads: Mapping[CampaignId, Head]) -> None:
    """See that the second copy tells nothing else than the journal, and no more.

    Raises:
        SecondCopyOfOtherHistory.
    """
    for campaign, head in heads.items():
        here = journal.records(campaign, head.seq, head.seq)
        if [stored.chain for stored in here] != [head.chain]:
            raise SecondCopyOfOtherHistory(campaign=campaign, count=head.seq)


def frames_after(
    journal: Copied, positions: Mapping[CampaignId, int], limit: int = RECORDS_AT_ONCE
) -> tuple[list[bytes], dict[CampaignId, int]]:
    """Give the frames of the records after some positions, and the positions after them.

    At most `limit` frames; none when nothing is missing.
    """
    frames: list[bytes] = []
    after = dict(positions)
    for campaign, count in sorted(journal.record_counts().items()):
        first = after.get(campaign, 0) + 1
        last = min(count, first + limit - len(frames) - 1)
        if first <= last:
            frames += frames_of(journal, campaign, first, last)
            after[campaign] = last
    return frames, after


def frames_of(journal: Copied, campaign: CampaignId, first: int, last: int) -> list[bytes]:
    """Give the frames of a run of records."""
    return [
        frame_bytes(
            Frame(
                device_key=journal.device_public_key,
                campaign=campaign,
                seq=stored.seq,
                header=stored.record.header_bytes,
                sealed=stored.record.sealed,
                chain=stored.chain,
                voucher=voucher_of(journal, campaign, stored),
            )
        )
        for stored in journal.records(campaign, first, last)
    ]


def voucher_of(journal: Copied, campaign: CampaignId, stored: StoredRecord) -> bytes:
    """Sign the checkpoint at a record, as the device did when it was kept: the same bytes."""
    return journal.sign_checkpoint(
        Checkpoint(
            campaign=campaign, device=journal.device, count=stored.seq, head=stored.chain.hex()
        )
    )


def copy_next(journal: Copied, mirror: Mirror, limit: int = RECORDS_AT_ONCE) -> int:
    """Copy some of what the second copy lacks; gives how many records, 0 when it lacks none.

    What was damaged in it is written again, too.

    Raises:
        SecondCopyAway, SecondCopyFull, SecondCopyReadOnly, and what reading the journal raises.
    """
    frames = next_frames(journal, mirror.standing(), limit)
    if frames:
        mirror.append(frames)
    return len(frames)


def next_frames(
    journal: Copied, standing: Standing, limit: int = RECORDS_AT_ONCE
) -> Sequence[bytes]:
    """Give the frames that come next: those of damaged ones first; none when nothing is lacking."""
    frames = _frames_again(journal, standing, limit)
    if frames:
        return frames
    positions = {campaign: head.seq for campaign, head in standing.heads.items()}
    return frames_after(journal, positions, limit)[0]


def missing_count(journal: Copied, mirror: Mirror) -> int:
    """Count the records that the second copy lacks."""
    return sum(journal.record_counts().values()) - mirror.record_count()


def _frames_again(journal: Copied, standing: Standing, limit: int) -> Sequence[bytes]:
    for campaign, runs in standing.missing.items():
        first, last = runs[0]
        return frames_of(journal, campaign, first, min(last, first + limit - 1))
    return []
