"""An undo: a person took a signature back just after giving it. Sealed like a signature.

The bytes are MessagePack of a map whose first entry is `v`; a reader ignores entries that it does
not know. Which signature is meant stands inside the seal only: the header tells no more than that
one was taken back.
"""

import re
from datetime import datetime
from typing import ClassVar, NewType

import msgspec

from desktop_app.problems import UNREADABLE, Problem

UNDO_VERSION = 1
RECORD_ID_FORM = re.compile(r"[0-9a-f]{32}")

RecordId = NewType("RecordId", str)
"""The id in a record's header: 32 hex digits at random."""


class UndoUnreadable(Problem):
    """The opened bytes are no undo of a version that this program knows."""

    code: ClassVar[str] = "undo.unreadable"


class Undo(msgspec.Struct, frozen=True, kw_only=True):
    """Which record is taken back, and when."""

    v: int
    record_id: RecordId
    undone_at: datetime


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Undo)


def undo_bytes(undo: Undo) -> bytes:
    """Encode an undo for sealing."""
    return _encoder.encode(undo)


def read_undo(untrusted_bytes: bytes) -> Undo:
    """Decode an undo after opening.

    Raises:
        UndoUnreadable: other bytes, a version from the future, or no id of a record.
    """
    try:
        undo = _decoder.decode(untrusted_bytes)
    except UNREADABLE as error:
        raise UndoUnreadable from error
    if undo.v != UNDO_VERSION or RECORD_ID_FORM.fullmatch(undo.record_id) is None:
        raise UndoUnreadable
    return undo
