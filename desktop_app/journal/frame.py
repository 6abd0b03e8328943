"""One frame of a second copy: its bytes, and how frames are found again in bytes that are damaged.

A frame is a head and a payload. The head: 8 bytes `MARKER`, 4 bytes length of the payload (big
endian), 32 bytes SHA-256 of length and payload. The payload is MessagePack, an array that begins
with the kind of the frame:

    ["opening", format, version, device, device key]
    ["record", device key, campaign, number, header, sealed, chain hash, voucher]

`voucher` is the device's signature of the checkpoint at that record (`sealing/chain.py`), so each
frame is vouched for by itself; that is why each carries the device's public key. An erased record
has an empty sealed part. A reader trusts no length: where a frame is not whole, the next marker
begins the next one.
"""

import hashlib
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import msgspec

from desktop_app.problems import UNREADABLE, Problem
from desktop_app.sealing.chain import Checkpoint, chain_hash, device_id, is_checkpoint_signed
from desktop_app.sealing.record import check_sealed, read_header

MIRROR_FORMAT = "inkstand-mirror"
MIRROR_VERSION = 1
MARKER = b"\xf5INKREC\n"  # 0xf5 is in no UTF-8 text
MAX_PAYLOAD_BYTES = 1024 * 1024
CHUNK_BYTES = 256 * 1024
_HEAD = struct.Struct(">8sI32s")
_LENGTH = struct.Struct(">I")
_NUMBER_AND_CAMPAIGN = re.compile(
    rb'"seq":(\d{1,10}),"previous":"[0-9a-f]{64}","campaign":"([a-z0-9-]{1,100})"'
)


class Opening(msgspec.Struct, frozen=True, kw_only=True, array_like=True, tag="opening"):
    """The first frame: whose second copy this is."""

    format: str
    version: int
    device: str
    device_key: bytes


class Frame(msgspec.Struct, frozen=True, kw_only=True, array_like=True, tag="record"):
    """A record with all that proves it."""

    device_key: bytes
    campaign: str
    seq: int
    header: bytes
    sealed: bytes
    chain: bytes
    voucher: bytes


@dataclass(frozen=True, kw_only=True)
class WholeFrame:
    """A frame that was found whole."""

    place: int
    size_bytes: int
    content: Opening | Frame


@dataclass(frozen=True, kw_only=True)
class BrokenPlace:
    """Bytes that are no whole frame.

    `campaign` and `seq` are what can still be read of the record, empty and 0 where nothing can.
    `unproved` is what it may have been; `mended` tells whether a device vouches for it.
    `is_tail` marks the end of the file: the last write did not come to its end.
    """

    place: int
    size_bytes: int
    campaign: str = ""
    seq: int = 0
    unproved: Frame | None = None
    is_tail: bool = False


_decoder = msgspec.msgpack.Decoder(Opening | Frame)


def opening_bytes(device_key: bytes) -> bytes:
    """Write the first frame of a device's second copy; always the same bytes."""
    return frame_bytes(
        Opening(
            format=MIRROR_FORMAT,
            version=MIRROR_VERSION,
            device=device_id(device_key),
            device_key=device_key,
        )
    )


def frame_bytes(content: Opening | Frame) -> bytes:
    """Write a frame."""
    payload = msgspec.msgpack.encode(content)
    return _HEAD.pack(MARKER, len(payload), _checksum(payload)) + payload


def is_vouched(frame: Frame) -> bool:
    """Tell whether the device vouches for a frame: header, sealed part, chain and voucher agree."""
    try:
        header = read_header(frame.header)
        if frame.sealed:
            check_sealed(header, frame.sealed)
        chain = chain_hash(bytes.fromhex(header.previous), frame.header)
    except (Problem, ValueError):
        return False
    checkpoint = Checkpoint(
        campaign=frame.campaign,
        device=device_id(frame.device_key),
        count=frame.seq,
        head=chain.hex(),
    )
    named = (header.device, header.campaign, header.seq)
    return (
        chain == frame.chain
        and named == (checkpoint.device, frame.campaign, frame.seq)
        and is_checkpoint_signed(checkpoint, frame.voucher, frame.device_key)
    )


def mended(unproved: Frame, device_key: bytes) -> Frame | None:
    """Set right what of a damaged frame follows from its header; None if header or sealed part is damaged.

    The voucher is empty where it is not the device's: then the next record has to vouch.
    """
    try:
        header = read_header(unproved.header)
        if unproved.sealed:
            check_sealed(header, unproved.sealed)
        chain = chain_hash(bytes.fromhex(header.previous), unproved.header)
    except (Problem, ValueError):
        return None
    frame = Frame(
        device_key=device_key,
        campaign=header.campaign,
        seq=header.seq,
        header=unproved.header,
        sealed=unproved.sealed,
        chain=chain,
        voucher=unproved.voucher,
    )
    return frame if is_vouched(frame) else msgspec.structs.replace(frame, voucher=b"")


def find_frames(file: BinaryIO) -> Iterator[WholeFrame | BrokenPlace]:
    """Read frame after frame from the beginning of a file, in memory of a few frames.

    What is broken is told by its place, and reading goes on at the next marker.
    """
    window = _Window(file)
    while window.need(1):
        found = _whole_at(window) or _broken_at(window)
        yield found
        window.drop(found.size_bytes)


class _Window:
    """The bytes of a file from where the reader is, fetched as far as they are needed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._is_ended = False
        self.place = 0
        self.data = bytearray()

    def need(self, size_bytes: int) -> bool:
        """Fetch so many bytes; tells whether there are so many."""
        while len(self.data) < size_bytes and not self._is_ended:
            chunk = self._file.read(CHUNK_BYTES)
            self.data += chunk
            self._is_ended = not chunk
        return len(self.data) >= size_bytes

    def drop(self, size_bytes: int) -> None:
        """Go on behind so many bytes."""
        del self.data[:size_bytes]
        self.place += size_bytes


def _whole_at(window: _Window) -> WholeFrame | None:
    if not window.need(_HEAD.size):
        return None
    marker, length, checksum = _HEAD.unpack_from(window.data)
    if marker != MARKER or length > MAX_PAYLOAD_BYTES or not window.need(_HEAD.size + length):
        return None
    payload = bytes(window.data[_HEAD.size : _HEAD.size + length])
    if _checksum(payload) != checksum:
        return None
    content = _content(payload)
    if content is None:
        return None
    return WholeFrame(place=window.place, size_bytes=_HEAD.size + length, content=content)


def _broken_at(window: _Window) -> BrokenPlace:
    """Go to the next marker, or to the end; and tell what is in between as far as it can be read.

    More than a frame's length without a marker is told in pieces, so that memory stays small.
    """
    most = _HEAD.size + MAX_PAYLOAD_BYTES
    start = 1
    while (position := window.data.find(MARKER, start)) < 0 and len(window.data) < most:
        start = max(1, len(window.data) - len(MARKER) + 1)
        if not window.need(len(window.data) + 1):
            return _told(window, len(window.data), is_tail=True)
    return _told(window, position if position > 0 else most - len(MARKER), is_tail=False)


def _told(window: _Window, size_bytes: int, *, is_tail: bool) -> BrokenPlace:
    raw = bytes(window.data[:size_bytes])
    named = _NUMBER_AND_CAMPAIGN.search(raw)
    content = _content(raw[_HEAD.size :])
    return BrokenPlace(
        place=window.place,
        size_bytes=size_bytes,
        campaign=named.group(2).decode() if named else "",
        seq=int(named.group(1)) if named else 0,
        unproved=content if isinstance(content, Frame) else None,
        is_tail=is_tail and _is_cut(raw),
    )


def _is_cut(raw: bytes) -> bool:
    """Tell whether bytes are the beginning of a frame that ends too early, or zeros of a power cut."""
    if not any(raw):
        return True
    if raw[: len(MARKER)] != MARKER[: len(raw)]:
        return False
    return len(raw) < _HEAD.size or _HEAD.size + _HEAD.unpack_from(raw)[1] > len(raw)


def _content(untrusted_payload: bytes) -> Opening | Frame | None:
    try:
        content: Opening | Frame = _decoder.decode(untrusted_payload)
    except UNREADABLE:
        return None
    return content


def _checksum(payload: bytes) -> bytes:
    return hashlib.sha256(_LENGTH.pack(len(payload)) + payload).digest()
