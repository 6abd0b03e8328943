"""A closing: a shift came to its end, and the device says what it had by then. Sealed like a signature.

The bytes are MessagePack of a map whose first entry is `v`; a reader ignores entries that it does
not know. All instants are whole minutes.
"""

from datetime import datetime
from typing import ClassVar

import msgspec

from desktop_app.problems import UNREADABLE, Problem
from desktop_app.signature.fields import cleaned

CLOSING_VERSION = 1
MAX_WORDS_CHARACTERS = 200
MAX_JUMPS = 16
"""How many jumps of the clock a closing tells at most, the latest ones: it is to stay small."""
MAX_COUNT = 10**9


class ClosingUnreadable(Problem):
    """The opened bytes are no closing of a version that this program knows."""

    code: ClassVar[str] = "closing.unreadable"


class Jump(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """The device's clock jumped just before the record with this number."""

    seq: int
    before: datetime
    after: datetime


class Closing(msgspec.Struct, frozen=True, kw_only=True):
    """When, where and in which shift a campaign was closed, with how many signatures."""

    v: int
    closed_at: datetime
    place: str
    shift: str
    signature_count: int
    jumps: tuple[Jump, ...] = ()


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Closing)


def closing_bytes(closing: Closing) -> bytes:
    """Encode a closing for sealing."""
    return _encoder.encode(closing)


def read_closing(untrusted_bytes: bytes) -> Closing:
    """Decode a closing after opening.

    Raises:
        ClosingUnreadable: other bytes, a version from the future, or an entry out of its bounds.
    """
    try:
        closing = _decoder.decode(untrusted_bytes)
    except UNREADABLE as error:
        raise ClosingUnreadable from error
    if closing.v != CLOSING_VERSION or not _is_sane(closing):
        raise ClosingUnreadable
    return closing


def _is_sane(closing: Closing) -> bool:
    return (
        _is_aware(closing.closed_at)
        and _is_clean(closing.place)
        and _is_clean(closing.shift)
        and 0 <= closing.signature_count <= MAX_COUNT
        and len(closing.jumps) <= MAX_JUMPS
        and all(_is_sane_jump(jump) for jump in closing.jumps)
    )


def _is_sane_jump(jump: Jump) -> bool:
    return 1 <= jump.seq <= MAX_COUNT and _is_aware(jump.before) and _is_aware(jump.after)


def _is_aware(instant: datetime) -> bool:
    return instant.tzinfo is not None


def _is_clean(text: str) -> bool:
    return len(text) <= MAX_WORDS_CHARACTERS and cleaned(text) == text
