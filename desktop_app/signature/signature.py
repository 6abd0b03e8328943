"""A signature: the complete value that is sealed, and its bytes.

The bytes are MessagePack of a map whose first entry is `v`. A reader (`reading.py`) ignores entries
that it does not know; a value with a higher `v` is refused, because it may mean something else.
"""

from collections.abc import Callable
from datetime import date, datetime

import msgspec

from desktop_app.signature.consent import Choice, ConsentGiven

SIGNATURE_VERSION = 1
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_CHARACTERS = 10

Randomness = Callable[[int], bytes]
Clock = Callable[[], datetime]


class PaperLine(msgspec.Struct, frozen=True, kw_only=True):
    """Where a signature stood on paper."""

    sheet: str
    row: int
    signed_on: date | None = None


class Signature(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that a person gave, with the circumstances that prove it. Personal: hidden in `repr`.

    `idea` is what the person wrote for a campaign of ideas, `drawn` the encoded strokes of a drawn
    signature (`strokes.py`); `was_quick` flags one that came faster than hands can type.
    """

    v: int
    given_name: str
    family_name: str = ""
    email: str = ""
    country: str = ""
    postcode: str = ""
    phone: str = ""
    consents: tuple[ConsentGiven, ...]
    language: str
    place: str = ""
    shift: str = ""
    signed_at: datetime
    withdrawal_code: str
    paper: PaperLine | None = None
    idea: str = ""
    drawn: bytes = b""
    was_quick: bool = False

    def __repr__(self) -> str:
        """Say that it is one, and nothing of the person."""
        return "Signature(…)"

    def choice(self, consent_id: str) -> Choice:
        """Give the answer to a consent; one that the signer never met was not asked."""
        return next((c.choice for c in self.consents if c.id == consent_id), Choice.NOT_ASKED)


_encoder = msgspec.msgpack.Encoder()


def signature_bytes(signature: Signature) -> bytes:
    """Encode a signature for sealing."""
    return _encoder.encode(signature)


def new_withdrawal_code(randomness: Randomness) -> str:
    """Draw 10 characters of Crockford's base 32 (50 bits), which are easy to read and to say."""
    return "".join(CROCKFORD[byte % 32] for byte in randomness(CODE_CHARACTERS))


def shown_code(withdrawal_code: str) -> str:
    """Group a withdrawal code for the eye: 7F3K-9QXA-2M."""
    return "-".join(
        withdrawal_code[start : start + 4] for start in range(0, len(withdrawal_code), 4)
    )
