"""The file that knows the volunteer's PIN: its Argon2id hash, and how many tries were made. No Qt.

The PIN opens only the way out of the kiosk. It decrypts nothing, and must never: so few digits
are soon guessed by whoever has the file.
"""

import os
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import msgspec

from desktop_app.problems import UNREADABLE, Problem

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

MIN_DIGITS = 6
MAX_DIGITS = 12
FORMAT = 1
SALT_BYTES = 16
HASH_BYTES = 32
MAX_FILE_BYTES = 4096
MAX_MEMORY_KIB = 1024 * 1024
MAX_ITERATIONS = 64
MAX_LANES = 64
MAX_TRIES = 1_000_000_000

COMMON = frozenset({"112233", "123321", "142536", "147258", "159357", "159753", "789456", "147852"})
"""Paths over a number pad that lists of leaked PINs have near their top."""


class PinTooShort(Problem):
    """Fewer digits than a PIN must have."""

    code: ClassVar[str] = "pin.too_short"


class PinTooLong(Problem):
    """More digits than there is room for."""

    code: ClassVar[str] = "pin.too_long"


class PinNotDigits(Problem):
    """Something else than digits; the number pad has nothing else."""

    code: ClassVar[str] = "pin.not_digits"


class PinTooEasy(Problem):
    """A PIN that is among the first that people try."""

    code: ClassVar[str] = "pin.too_easy"


class PinDamaged(Problem):
    """The file is there and is no PIN. The way out stays shut."""

    code: ClassVar[str] = "pin.damaged"


class PinFromNewerVersion(Problem):
    """A newer version wrote the file."""

    code: ClassVar[str] = "pin.from_newer_version"


class PinCannotWrite(Problem):
    """The disk takes no note. Without counting a try there is none."""

    code: ClassVar[str] = "pin.cannot_write"


class Hardness(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How hard Argon2id makes each guess: RFC 9106's choice for little memory."""

    memory_kib: int = 64 * 1024
    iterations: int = 3
    lanes: int = 4


class StoredPin(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the file holds."""

    format: int
    hardness: Hardness
    salt: bytes
    hash: bytes
    try_count: int
    """Tries since the last right PIN, each counted before it was checked."""

    def __repr__(self) -> str:
        """Show no hash: its PIN is soon guessed."""
        return f"StoredPin(try_count={self.try_count}, …)"


def check_choice(digits: str) -> None:
    """Refuse a PIN that is none, or that people try first.

    Raises:
        PinTooShort, PinTooLong, PinNotDigits, PinTooEasy.
    """
    if not (digits.isascii() and digits.isdigit()):
        raise PinNotDigits(minimum=MIN_DIGITS)
    if len(digits) < MIN_DIGITS:
        raise PinTooShort(minimum=MIN_DIGITS)
    if len(digits) > MAX_DIGITS:
        raise PinTooLong(maximum=MAX_DIGITS)
    if _is_easy(digits):
        raise PinTooEasy


def _is_easy(digits: str) -> bool:
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(digits)}
    is_repeated = any(digits == (digits[:size] * len(digits))[: len(digits)] for size in (1, 2, 3))
    return len(steps) == 1 or is_repeated or len(set(digits)) < 3 or digits in COMMON


def new_pin(
    digits: str, randomness: Callable[[int], bytes], hardness: Hardness | None = None
) -> StoredPin:
    """Hash a PIN that `check_choice` has let pass."""
    hardness = hardness or Hardness()
    salt = randomness(SALT_BYTES)
    hashed = _argon2(hardness, salt).derive(digits.encode())
    return StoredPin(format=FORMAT, hardness=hardness, salt=salt, hash=hashed, try_count=0)


def is_right(stored: StoredPin, digits: str) -> bool:
    """Compare digits with the PIN; takes as long for wrong ones.

    Raises:
        PinDamaged: Argon2id cannot work with what the file says.
    """
    from cryptography.exceptions import InvalidKey

    try:
        _argon2(stored.hardness, stored.salt).verify(digits.encode(), stored.hash)
    except InvalidKey:
        return False
    except (ValueError, OverflowError, MemoryError) as error:
        raise PinDamaged from error
    return True


def read_pin(path: Path) -> StoredPin | None:
    """Read the file; None if no PIN was ever set here.

    Raises:
        PinDamaged, PinFromNewerVersion.
    """
    try:
        with path.open("rb") as file:
            untrusted_bytes = file.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PinDamaged from error
    if len(untrusted_bytes) > MAX_FILE_BYTES:
        raise PinDamaged
    _check_format(untrusted_bytes)
    try:
        stored = msgspec.json.decode(untrusted_bytes, type=StoredPin)
    except UNREADABLE as error:
        raise PinDamaged from error
    if not _is_sane(stored):
        raise PinDamaged
    return stored


class _AnyFormat(msgspec.Struct, frozen=True):
    format: int


def _check_format(untrusted_bytes: bytes) -> None:
    try:
        known = msgspec.json.decode(untrusted_bytes, type=_AnyFormat)
    except UNREADABLE as error:
        raise PinDamaged from error
    if known.format > FORMAT:
        raise PinFromNewerVersion


def _is_sane(stored: StoredPin) -> bool:
    hardness = stored.hardness
    return (
        stored.format == FORMAT
        and 8 * hardness.lanes <= hardness.memory_kib <= MAX_MEMORY_KIB
        and 1 <= hardness.iterations <= MAX_ITERATIONS
        and 1 <= hardness.lanes <= MAX_LANES
        and len(stored.salt) == SALT_BYTES
        and len(stored.hash) == HASH_BYTES
        and 0 <= stored.try_count <= MAX_TRIES
    )


def write_pin(path: Path, stored: StoredPin) -> None:
    """Replace the file in one step and wait until it is on disk; only its owner may read it.

    Raises:
        PinCannotWrite: nothing was changed.
    """
    fresh = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor, for its rights
            file.write(msgspec.json.encode(stored))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise PinCannotWrite(folder=str(path.parent)) from error


def remove_pin(path: Path) -> None:
    """Take the file away.

    Raises:
        PinCannotWrite: it is still there.
    """
    try:
        path.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except OSError as error:
        raise PinCannotWrite(folder=str(path.parent)) from error


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no way to, and needs none
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _argon2(hardness: Hardness, salt: bytes) -> "Argon2id":
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # the first screen needs none

    return Argon2id(
        salt=salt,
        length=HASH_BYTES,
        iterations=hardness.iterations,
        lanes=hardness.lanes,
        memory_cost=hardness.memory_kib,
    )
