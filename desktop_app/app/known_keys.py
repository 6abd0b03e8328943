"""Where the coordinator's key files lie, and what they say without a passphrase."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from desktop_app.app.campaigns_in_work import packs_here
from desktop_app.app.home import Home
from desktop_app.app.settings import change_settings, read_settings
from desktop_app.campaign.pack import Pack
from desktop_app.console.given_keys import KnownKey
from desktop_app.problems import Problem
from desktop_app.sealing.fingerprint import fingerprint
from desktop_app.sealing.keys import KeyFile, read_key_file

MOST_KNOWN = 50
NEW_FILE = "campaign.key"


def known_keys(home: Home) -> tuple[KnownKey, ...]:
    """Look at all key files that are remembered; of one that cannot be read its problem is told.

    Raises:
        SettingsFromNewerVersion.
    """
    files = [Path(file) for file in read_settings(home).key_files]
    packs = [pack for pack, _ in packs_here(home)] if files else []
    return tuple(_known(file, packs) for file in files)


def last_key(home: Home) -> KnownKey | None:
    """Give the key file that was used last and can be read now.

    Raises:
        SettingsFromNewerVersion.
    """
    return next((key for key in known_keys(home) if key.problem is None), None)


def look_at_key(home: Home, file: Path) -> KnownKey:
    """Read a key file without opening it.

    Raises:
        KeyUnreadable, KeyFromNewerVersion.
    """
    return _told(file.absolute(), read_key_file(file), [pack for pack, _ in packs_here(home)])


def remember_key(home: Home, file: Path) -> None:
    """Remember where a key file lies, as the one that was used last.

    Raises:
        HomeReadOnly, SettingsFromNewerVersion.
    """
    this = str(file.absolute())
    others = [each for each in read_settings(home).key_files if each != this]
    change_settings(home, key_files=(this, *others)[:MOST_KNOWN])


def take_off(home: Home, file: Path) -> None:
    """Remember a key file no more; the file stays where it is.

    Raises:
        HomeReadOnly, SettingsFromNewerVersion.
    """
    left = tuple(each for each in read_settings(home).key_files if each != str(file))
    change_settings(home, key_files=left)


def new_key_file(folder: Path) -> Path:
    """Propose a name in a folder that no file has yet."""
    file, number = folder / NEW_FILE, 1
    while file.exists():
        number += 1
        file = folder / f"{Path(NEW_FILE).stem}-{number}{Path(NEW_FILE).suffix}"
    return file


def _known(file: Path, packs: Sequence[Pack]) -> KnownKey:
    try:
        return _told(file, read_key_file(file), packs)
    except Problem as problem:  # its stick may be at home
        return KnownKey(path=file, problem=problem)


def _told(file: Path, found: KeyFile, packs: Sequence[Pack]) -> KnownKey:
    return KnownKey(
        path=file,
        four_words=fingerprint(found.coordinator_key, found.public_key),
        suite=found.suite,
        proved_on=_day(found.sheet_proved_on),
        campaigns=tuple(
            dict.fromkeys(pack.text("").words.title for pack in packs if _is_sealed_to(pack, found))
        ),
    )


def _is_sealed_to(pack: Pack, key: KeyFile) -> bool:
    return any(each.public_key == key.public_key for each in pack.recipients)


def _day(untrusted_day: str) -> date | None:
    try:
        return date.fromisoformat(untrusted_day)
    except ValueError:
        return None
