"""The closing slip: what a device had written when its shift was closed, short enough to copy by hand.

The witness outside the device. Whoever has the slip can tell later that records were cut off the
end, that another history was handed over, or that a device never came.

Grammar, of the text without its dashes (`D` is one of Crockford's base 32, upper case):

    slip     = head device minute count campaign version check
    head     = 16 D     the first 80 bits of the chain hash after the last record
    device   =  8 D     the first 40 bits of the device's id
    minute   =  5 D     minutes in UTC since 2026-01-01T00:00; a clock before that gives 0
    count    =  5 D     how many records the device has for this campaign; as good as endless
    campaign =  1… D    the id as a number to the base 38: - is 1, 0 to 9 are 2 to 11, a to z 12 to 37
    version  =  1 D     0 to 7: version 1, whichever of them lets `check` be a D; others: newer
    check    =  1 D     ISO/IEC 7064, MOD 37-2, over all of the text before it

Printed in groups of four with dashes:

    248H-248H-248H-248H-PXES-EM0N-0EE9-G001-3Q3X-FAY1-SASW-M1G

(open-doors, device b75d975015…, 1 143 records, 25 November 2026 at 17:52 UTC.)

Why no wrong slip is taken for a right one: MOD 37-2 notices every single wrong character and every
swap of two neighbours, and of other mistakes all but one in 37; a slip that passes by chance names
another device or another head and is found to differ. `version` has eight values of which at most
five lead to a check character that could be mistaken (I, L, O, U or *), so these are never printed.

Which collisions are possible: two devices of one campaign share 40 bits by chance once in two
million campaigns of 1 000 devices, and then differ in their heads. To cut or change what a slip
stands for, one must find other records with the same 80 bits of head, 2^80 tries. A device that
lies *before* it is closed can prepare two histories with 2^40 tries, but such a device need not: it
can leave a signature out right away. No slip can tell that signers are real.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from desktop_app.problems import Problem

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECK_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"
CAMPAIGN_ALPHABET = "-0123456789abcdefghijklmnopqrstuvwxyz"
CAMPAIGN_FORM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MISREAD = str.maketrans("OIL", "011")
BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212.·:_\ufeff\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")
"""What people and programs put between the letters; also marks of direction, which nobody sees."""

HEAD_BYTES = 10
HEAD_LETTERS = 16
DEVICE_HEX_DIGITS = 10
DEVICE_LETTERS = 8
MINUTE_LETTERS = 5
COUNT_LETTERS = 5
FIXED_LETTERS = HEAD_LETTERS + DEVICE_LETTERS + MINUTE_LETTERS + COUNT_LETTERS
VERSION_LETTERS = ALPHABET[:8]
MAX_CAMPAIGN_CHARACTERS = 64
MAX_SLIP_CHARACTERS = 1024
MAX_SHOWN_CHARACTERS = 160
GROUP_LETTERS = 4
GROUPS_A_LINE = 4
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
MAX_NUMBER = 32**COUNT_LETTERS - 1


class SlipMistyped(Problem):
    """The check character does not fit: a character of the slip is wrong, missing or doubled."""

    code: ClassVar[str] = "slip.mistyped"


class SlipUnreadable(Problem):
    """The text is no closing slip: too short, too long, or with characters that no slip has."""

    code: ClassVar[str] = "slip.unreadable"


class SlipFromNewerVersion(Problem):
    """A newer Inkstand printed the slip."""

    code: ClassVar[str] = "slip.from_newer_version"


@dataclass(frozen=True, kw_only=True)
class ClosingSlip:
    """What a device had for a campaign when its shift was closed.

    On a device `device` and `head` are whole; read from a text they are the first 10 hex digits and
    the first 10 bytes. `closed_at` is to the minute then.
    """

    campaign: str
    device: str
    count: int
    head: bytes
    closed_at: datetime

    def is_of(self, device: str) -> bool:
        """Tell whether a device has the id, or the beginning of an id, that the slip names."""
        return device.startswith(self.device[:DEVICE_HEX_DIGITS])

    def has_head(self, head: bytes) -> bool:
        """Tell whether a chain hash is the one that the slip names."""
        return head[:HEAD_BYTES] == self.head[:HEAD_BYTES]


def slip_text(slip: ClosingSlip) -> str:
    """Write a slip as text: groups of four letters with dashes between.

    Raises:
        ValueError: no device has such a campaign, id or count.
    """
    letters = _letters(slip)
    return "-".join(
        letters[start : start + GROUP_LETTERS] for start in range(0, len(letters), GROUP_LETTERS)
    )


def slip_lines(text: str) -> tuple[str, ...]:
    """Cut a slip's text into the lines of a tally sheet: four groups each."""
    groups = text.split("-")
    return tuple(
        " ".join(groups[start : start + GROUPS_A_LINE])
        for start in range(0, len(groups), GROUPS_A_LINE)
    )


def first_letters(text: str) -> str:
    """Give the group by which people tell slips apart: it is the beginning of the head."""
    return text.split("-", 1)[0]


def read_slip(untrusted_text: str) -> ClosingSlip:
    """Read a slip as people type, paste or scan it.

    Upper or lower case, with spaces, dashes, line breaks or none; O is read as 0, I and L as 1.

    Raises:
        SlipMistyped, SlipUnreadable, SlipFromNewerVersion.
    """
    if len(untrusted_text) > MAX_SLIP_CHARACTERS:
        raise SlipUnreadable(slip=_shown(untrusted_text))
    letters = BETWEEN.sub("", untrusted_text).upper().translate(MISREAD)
    if len(letters) < FIXED_LETTERS + 3 or not set(letters) <= set(CHECK_ALPHABET):
        raise SlipUnreadable(slip=_shown(untrusted_text))
    if not set(letters) <= set(ALPHABET) or check_character(letters[:-1]) != letters[-1]:
        raise SlipMistyped(slip=_shown(untrusted_text))
    if letters[-2] not in VERSION_LETTERS:
        raise SlipFromNewerVersion(slip=_shown(untrusted_text))
    slip = _taken_apart(letters)
    if slip is None or _letters(slip) != letters:  # zeros too many, or another version letter
        raise SlipMistyped(slip=_shown(untrusted_text))
    return slip


def check_character(text: str) -> str:
    """Compute the check character of a text of digits and letters.

    Source: ISO/IEC 7064, the pure system MOD 37-2.
    """
    check = 0
    for character in text:
        check = (check + CHECK_ALPHABET.index(character)) * 2 % 37
    return CHECK_ALPHABET[(1 - check) % 37]


def _letters(slip: ClosingSlip) -> str:
    minute = (slip.closed_at - BEGINNING) // timedelta(minutes=1)
    body = (
        _base_32(int.from_bytes(slip.head[:HEAD_BYTES], "big"), HEAD_LETTERS)
        + _base_32(int(slip.device[:DEVICE_HEX_DIGITS], 16), DEVICE_LETTERS)
        + _base_32(min(max(minute, 0), MAX_NUMBER), MINUTE_LETTERS)
        + _base_32(min(slip.count, MAX_NUMBER), COUNT_LETTERS)
        + _base_32(_campaign_number(slip.campaign), 1)
    )
    for version in VERSION_LETTERS:
        check = check_character(body + version)
        if check in ALPHABET:
            return body + version + check
    message = "eight versions have eight check characters, of which five at most are left out"
    raise AssertionError(message)


def _taken_apart(letters: str) -> ClosingSlip | None:
    rest = letters
    numbers = []
    for size in (HEAD_LETTERS, DEVICE_LETTERS, MINUTE_LETTERS, COUNT_LETTERS):
        numbers.append(_number(rest[:size]))
        rest = rest[size:]
    head, device, minute, count = numbers
    campaign = _campaign(_number(rest[:-2]))
    if campaign is None:
        return None
    return ClosingSlip(
        campaign=campaign,
        device=f"{device:0{DEVICE_HEX_DIGITS}x}",
        count=count,
        head=head.to_bytes(HEAD_BYTES, "big"),
        closed_at=BEGINNING + timedelta(minutes=minute),
    )


def _base_32(number: int, size: int) -> str:
    """Write a number with so many letters, or with as many more as it needs."""
    if number < 0:
        message = "a slip has no numbers below 0"
        raise ValueError(message)
    letters = ""
    while number or len(letters) < size:
        number, digit = divmod(number, 32)
        letters = ALPHABET[digit] + letters
    return letters


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 32 + ALPHABET.index(letter)
    return number


def _campaign_number(campaign: str) -> int:
    number = 0
    for character in campaign:
        number = number * 38 + CAMPAIGN_ALPHABET.index(character) + 1
    return number


def _campaign(number: int) -> str | None:
    """Read a campaign's id back; None if it is no id of a campaign."""
    campaign = ""
    while number:
        number, digit = divmod(number, 38)
        if digit == 0:
            return None
        campaign = CAMPAIGN_ALPHABET[digit - 1] + campaign
    is_id = CAMPAIGN_FORM.fullmatch(campaign) is not None
    return campaign if is_id and len(campaign) <= MAX_CAMPAIGN_CHARACTERS else None


def _shown(untrusted_text: str) -> str:
    """Show what was typed, so that it is found among several slips: one line, not too long."""
    line = " ".join(untrusted_text.split())
    return "".join(c for c in line if c.isprintable())[:MAX_SHOWN_CHARACTERS]
