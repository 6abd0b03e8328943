"""The drill: before anybody signs, a test record is sealed to a pack's keys and opened again."""

from collections.abc import Callable
from typing import ClassVar

from desktop_app.campaign.pack import Pack
from desktop_app.problems import Problem
from desktop_app.sealing.chain import CHAIN_START, device_id
from desktop_app.sealing.keys import CampaignKey, derive_key
from desktop_app.sealing.open import SealedToAnotherKey, open_record
from desktop_app.sealing.record import RECORD_VERSION, Header, Kind, Record, RecordDamaged, Source
from desktop_app.sealing.recovery import read_recovery, recovery_line, recovery_words
from desktop_app.sealing.seal import first_bucket_bytes, seal

TEST_BYTES = 64
RECORD_ID_BYTES = 16


class DrillFailed(Problem):
    """What is sealed to the pack's keys does not open with this key: nobody may sign yet."""

    code: ClassVar[str] = "key.drill_failed"


def drill(key: CampaignKey, pack: Pack, randomness: Callable[[int], bytes]) -> None:
    """Seal a test record as a device with this pack would, and open it three times.

    With the key as its file and passphrase gave it, with the one that its 24 words bring back, and
    with the one that the line of its QR code brings back. The record is kept nowhere.

    Args:
        key: just unlocked, from the file and with the passphrase that are to be proved.
        pack: as it was read back from the file that devices will get.
        randomness: gives the record and what is in it.

    Raises:
        DrillFailed: with what did not open it.
    """
    plain = randomness(TEST_BYTES)
    header = Header(
        v=RECORD_VERSION,
        id=randomness(RECORD_ID_BYTES).hex(),
        device=device_id(key.coordinator_key),
        seq=1,
        previous=CHAIN_START.hex(),
        campaign=pack.id,
        pack=pack.hash,
        kind=Kind.SIGNATURE,
        source=Source.KIOSK,
        hour="2000-01-01T00",
        suite=0,
        sealed_sha256="",
    )
    bucket = first_bucket_bytes(pack)
    record = seal(plain, header, pack.recipients, randomness, first_bucket_bytes=bucket)
    words = " ".join(recovery_words(key.seed))
    for way, opened_by in (
        ("the key file", key),
        ("the 24 words", _from_paper(words, key)),
        ("the QR code", _from_paper(recovery_line(key.seed, key.suite), key)),
    ):
        if not _opens(record, opened_by, plain):
            raise DrillFailed(way=way)


def _from_paper(text: str, key: CampaignKey) -> CampaignKey:
    recovered = read_recovery(text)
    return derive_key(recovered.seed, recovered.suite or key.suite)


def _opens(record: Record, key: CampaignKey, plain: bytes) -> bool:
    try:
        return open_record(record, key) == plain
    except (SealedToAnotherKey, RecordDamaged):
        return False
