"""Saves what is whole of a journal that SQLite or its proof calls damaged. The file is only read.

Everything is found in the raw bytes (`carving.py`), so no damage to the database around a record hides
it. A record is whole if its sealed part is the one of its header, and its chain hash stands in the file
once more: beside it, in the next header, or in the checkpoint. For whole records the device's own key
vouches one by one; it stands in the file twice. Where it is lost, the checkpoint's signature vouches
for the last record, and each record for the one before it.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import RawIOBase
from pathlib import Path
from typing import ClassVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop_app.campaign.pack import CampaignId
from desktop_app.journal.carving import Carved, carve
from desktop_app.journal.frame import Frame
from desktop_app.journal.numbers import Numbers
from desktop_app.journal.problems import sqlite_problems
from desktop_app.problems import Problem
from desktop_app.sealing.chain import (
    Checkpoint,
    chain_hash,
    device_id,
    is_checkpoint_signed,
    sign_checkpoint,
)

KEY_BYTES = 32
HASH_BYTES = 32
VOUCHER_BYTES = 64
BLOCK_BYTES = 4096

Place = tuple[str, int]
"""A campaign and a number."""


class NothingToSalvage(Problem):
    """In the journal's file no record and no device's key can be found."""

    code: ClassVar[str] = "restore.nothing_found"


@dataclass(frozen=True, kw_only=True)
class FoundKey:
    """The device's key as it was found; `private` is None where it is lost."""

    public: bytes
    private: Ed25519PrivateKey | None


@dataclass(kw_only=True)
class Salvage:
    """What can be saved of a damaged journal.

    `numbers` are the whole records of each campaign, `lost` the runs of those that are not: between
    1 and the last of which anything is known.
    """

    device_key: bytes
    numbers: dict[str, Numbers] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    _files: Sequence[bytes]
    _key: FoundKey
    _ends: dict[str, int] = field(default_factory=dict)
    _claims: dict[Place, set[bytes]] = field(default_factory=dict)

    @property
    def device(self) -> str:
        """The device's id."""
        return device_id(self.device_key)

    def campaigns(self) -> list[tuple[CampaignId, Numbers]]:
        """Give the whole records of each campaign."""
        return [(CampaignId(campaign), numbers) for campaign, numbers in self.numbers.items()]

    def lost(self) -> dict[str, list[tuple[int, int]]]:
        """Give the runs of numbers whose records are damaged."""
        return {
            campaign: runs
            for campaign, last in sorted(self.known.items())
            if (runs := _lost(self.numbers.get(campaign, Numbers()), last))
        }

    def frames(self) -> Iterator[Frame]:
        """Give every whole record once, as it would stand in a second copy."""
        given: dict[str, Numbers] = {}
        for carved in _all(self._files, self.device):
            place = carved.header.campaign, carved.header.seq
            numbers = given.setdefault(place[0], Numbers())
            if place[1] not in numbers and self._is_whole(carved):
                numbers.add(place[1])
                yield self._frame(carved)

    def look_through(self) -> None:
        """Find out what the file claims of each record, and which are whole."""
        for carved in _all(self._files, self.device):
            campaign, seq = carved.header.campaign, carved.header.seq
            self._claims.setdefault((campaign, seq), set()).add(carved.chain)
            previous = _hash(carved.header.previous)
            self._claims.setdefault((campaign, seq - 1), set()).add(previous)
            self._ends[campaign] = max(self._ends.get(campaign, 0), seq)
        for frame in self.frames():
            self.numbers.setdefault(frame.campaign, Numbers()).add(frame.seq)
        for campaign in self.numbers:  # a flipped letter in a header makes no campaign
            self.known[campaign] = max(self.known.get(campaign, 0), self._ends[campaign])

    def _is_whole(self, carved: Carved) -> bool:
        reckoned = _reckoned(carved)
        claims = self._claims[carved.header.campaign, carved.header.seq]
        return carved.sealed is not None and (
            reckoned in claims or any(file.find(reckoned) >= 0 for file in self._files)
        )

    def _frame(self, carved: Carved) -> Frame:
        assert carved.sealed is not None
        header, chain = carved.header, _reckoned(carved)
        checkpoint = Checkpoint(
            campaign=header.campaign, device=self.device, count=header.seq, head=chain.hex()
        )
        return Frame(
            device_key=self.device_key,
            campaign=header.campaign,
            seq=header.seq,
            header=carved.header_bytes,
            sealed=carved.sealed,
            chain=chain,
            voucher=self._voucher(checkpoint, chain),
        )

    def _voucher(self, checkpoint: Checkpoint, chain: bytes) -> bytes:
        if self._key.private is not None:
            return sign_checkpoint(checkpoint, self._key.private)
        if checkpoint.count == self._ends[checkpoint.campaign]:
            return _signature_in(self._files, checkpoint, chain, self.device_key)
        return b""


def salvage(path: Path, other_keys: Sequence[bytes] = ()) -> Salvage:
    """Look through a journal's file for everything that is whole.

    Args:
        path: the file; SQLite's rollback journal beside it is looked through, too.
        other_keys: public keys of which one may be the device's, where the file has lost it.

    Raises:
        NothingToSalvage, JournalUnreadable.
    """
    with sqlite_problems():
        files = [_bytes_of(each) for each in (path, _rollback(path)) if each.is_file()]
    key = _find_key(files, other_keys) if files else None
    if key is None:
        raise NothingToSalvage(path=path.name)
    found = Salvage(
        device_key=key.public, known=_promised(path, key.public), _files=files, _key=key
    )
    found.look_through()
    return found


def _promised(path: Path, device_key: bytes) -> dict[str, int]:
    """Ask SQLite how many records the device vouches for, if it can still tell."""
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error:
        return {}
    try:
        rows = connection.execute("SELECT campaign, count, head, signature FROM checkpoint")
        return {row[0]: row[1] for row in rows if _is_signed(row, device_key)}
    except (sqlite3.Error, UnicodeDecodeError):  # its complaint may quote what is no text
        return {}
    finally:
        connection.close()


def _is_signed(row: tuple[object, ...], device_key: bytes) -> bool:
    match row:
        case (str(campaign), int(count), bytes(head), bytes(signature)):
            checkpoint = Checkpoint(
                campaign=campaign, device=device_id(device_key), count=count, head=head.hex()
            )
            return is_checkpoint_signed(checkpoint, signature, device_key)
    return False


def _rollback(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def _bytes_of(path: Path) -> bytes:
    """Read a file; what the disk does not give any more is zeros.

    Not mapped into memory: a block that cannot be read would end the program.
    """
    try:
        return path.read_bytes()
    except OSError:
        blocks = bytearray()
        with path.open("rb", buffering=0) as file:
            for place in range(0, path.stat().st_size, BLOCK_BYTES):
                blocks += _block(file, place)
        return bytes(blocks)


def _block(file: RawIOBase, place: int) -> bytes:
    try:
        file.seek(place)
        block = file.read(BLOCK_BYTES) or b""
    except OSError:
        block = b""
    return block.ljust(BLOCK_BYTES, b"\x00")


def _all(files: Sequence[bytes], device: str) -> Iterator[Carved]:
    for file in files:
        for carved in carve(file, files[0]):
            if carved.header.device == device:
                yield carved


def _find_key(files: Sequence[bytes], other_keys: Sequence[bytes]) -> FoundKey | None:
    """Find the key that belongs to the device that the headers name, else any key."""
    named = Counter(carved.header.device for file in files for carved in carve(file, files[0]))
    devices = [device for device, _ in named.most_common()]
    found = [key for device in devices for key in _keys_of(files, device, other_keys)]
    return next((key for key in found if key.private), found[0] if found else None)


def _keys_of(
    files: Sequence[bytes], device: str, other_keys: Sequence[bytes]
) -> Iterator[FoundKey]:
    """Find a device's keys: public and private stand behind its id."""
    for file in files:
        name = device.encode()
        place = file.find(name)
        while place >= 0:
            place += len(name)
            public = file[place : place + KEY_BYTES]
            if device_id(public) == device:
                yield FoundKey(public=public, private=_private(file, place + KEY_BYTES, public))
            place = file.find(name, place)
    for public in other_keys:
        if device_id(public) == device:
            yield FoundKey(public=public, private=None)


def _private(file: bytes, place: int, public: bytes) -> Ed25519PrivateKey | None:
    seed = file[place : place + KEY_BYTES]
    if len(seed) != KEY_BYTES:
        return None
    private = Ed25519PrivateKey.from_private_bytes(seed)
    return private if private.public_key().public_bytes_raw() == public else None


def _signature_in(
    files: Sequence[bytes], checkpoint: Checkpoint, head: bytes, device_key: bytes
) -> bytes:
    """Find the signature of a checkpoint: it stands behind the head."""
    for file in files:
        place = file.find(head)
        while place >= 0:
            place += HASH_BYTES
            signature = file[place : place + VOUCHER_BYTES]
            if is_checkpoint_signed(checkpoint, signature, device_key):
                return signature
            place = file.find(head, place)
    return b""


def _reckoned(carved: Carved) -> bytes:
    return chain_hash(_hash(carved.header.previous), carved.header_bytes)


def _hash(text: str) -> bytes:
    """Read a hash in a header; empty for what is none."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def _lost(numbers: Numbers, last: int) -> list[tuple[int, int]]:
    runs = numbers.gaps()
    if numbers.last() < last:
        runs.append((numbers.last() + 1, last))
    return runs
