"""What happens to a key file after it was made: another passphrase, a proved sheet, a recovered key.

A key file is never changed in place. The new one is written beside it as `NAME.part`, brought to the
disk, opened again, and only then takes the old one's name: at every moment one whole file is there.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec

from desktop_app.sealing.keys import (
    CampaignKey,
    CannotWriteKey,
    KeyFile,
    locked_key_file,
    read_key_file,
    unlock_key_file,
    write_new_key_file,
)
from desktop_app.sealing.passphrase import Hardness
from desktop_app.sealing.sheet_proof import is_sheet_proved, proof_mark


def change_passphrase(
    path: Path,
    key: CampaignKey,
    passphrase: str,
    *,
    randomness: Callable[[int], bytes],
    hardness: Hardness | None = None,
) -> None:
    """Lock a key's file with another passphrase; the old one opens it no more.

    Args:
        path: the key's file.
        key: just unlocked from that file.
        passphrase: the new one.
        randomness: gives salt and nonce.
        hardness: how hard each guess is made; else that of new files.

    Raises:
        PassphraseTooShort, KeyUnreadable, CannotWriteKey: the old file is still there, and whole.
    """
    before = read_key_file(path)
    locked = locked_key_file(key, passphrase, randomness=randomness, hardness=hardness)
    proved_on = before.sheet_proved_on if is_sheet_proved(before, key) else ""
    with_proof = _with_proof(locked, key, proved_on)

    def check(part: Path) -> None:
        if unlock_key_file(part, passphrase).seed != key.seed:
            raise CannotWriteKey(path=str(path))

    _replace(path, with_proof, check)


def note_sheet_proved(path: Path, key: CampaignKey, proved_on: date) -> None:
    """Note in a key's file that its recovery sheet was proved.

    Raises:
        KeyUnreadable, CannotWriteKey: the old file is still there, and whole.
    """
    file = _with_proof(read_key_file(path), key, proved_on.isoformat())

    def check(part: Path) -> None:
        if read_key_file(part) != file:
            raise CannotWriteKey(path=str(path))

    _replace(path, file, check)


def write_recovered(
    path: Path,
    key: CampaignKey,
    passphrase: str,
    *,
    proved_on: date,
    randomness: Callable[[int], bytes],
    hardness: Hardness | None = None,
) -> None:
    """Write a new file for a key that came back from paper, whose sheet is proved by that.

    Raises:
        PassphraseTooShort, KeyExists, CannotWriteKey.
    """
    locked = locked_key_file(key, passphrase, randomness=randomness, hardness=hardness)
    write_new_key_file(path, _with_proof(locked, key, proved_on.isoformat()))


def _with_proof(file: KeyFile, key: CampaignKey, proved_on: str) -> KeyFile:
    mark = proof_mark(key, proved_on) if proved_on else b""
    return msgspec.structs.replace(file, sheet_proved_on=proved_on, sheet_proof=mark)


def _replace(path: Path, file: KeyFile, check: Callable[[Path], None]) -> None:
    """Let a checked new file take the name; a link stays a link."""
    try:
        target = path.resolve(strict=True)
        part = target.with_name(f"{target.name}.part")
        part.unlink(missing_ok=True)  # of a change that was broken off
    except OSError as error:
        raise CannotWriteKey(path=str(path)) from error
    try:
        write_new_key_file(part, file)
        check(part)
        part.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise CannotWriteKey(path=str(path)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Bring the new name to the disk; Windows cannot, and some sticks' drivers will not."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
