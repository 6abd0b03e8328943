"""What a device remembers between starts: campaign, place, shift, light, language, second copy, where key files lie.

`settings.json` in the home, written whole or not at all. Nothing in it is about a signer. A file that
cannot be read costs no signature: the settings begin anew, and the damaged file is kept beside it.
"""

from contextlib import suppress
from pathlib import Path
from typing import ClassVar

import msgspec

from desktop_app.app.home import Home
from desktop_app.problems import UNREADABLE, Problem
from desktop_app.qt.colours import Light

SETTINGS_VERSION = 1
MAX_SETTINGS_BYTES = 64 * 1024


class SettingsFromNewerVersion(Problem):
    """A newer Inkstand wrote the settings; they are kept as they are."""

    code: ClassVar[str] = "settings.from_newer_version"


class Settings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was chosen on this device."""

    version: int = SETTINGS_VERSION
    campaign: str = ""
    place: str = ""
    shift: str = ""
    light: Light = Light.OUTDOOR
    language: str = ""
    """Of the console; empty for the system's."""
    is_large: bool = False
    """Whether the console's type is large."""
    second_copy: str = ""
    """The folder that the second copy is written into; empty for none."""
    practised: tuple[str, ...] = ()
    """Hashes of the packs with which a test signature was written and proved here."""
    key_files: tuple[str, ...] = ()
    """Where a coordinator's key files lie, the one used last first: paths, and nothing of what is in them."""
    register: str = ""
    """Where the coordinator's register is, never with a password; empty for the home's own."""
    screen_was_locked: bool | None = None
    """What the kiosk found when it last looked whether people can leave; None if it never did."""


def read_settings(home: Home) -> Settings:
    """Read the settings; the defaults where there are none.

    Raises:
        SettingsFromNewerVersion.
    """
    try:
        with _file(home).open("rb") as file:
            untrusted_data = file.read(MAX_SETTINGS_BYTES + 1)
    except OSError:
        return Settings()
    try:
        settings = msgspec.json.decode(untrusted_data, type=Settings)
    except UNREADABLE:
        with suppress(OSError):
            _file(home).replace(_file(home).with_name("settings.damaged.json"))
        return Settings()
    if settings.version > SETTINGS_VERSION:
        raise SettingsFromNewerVersion(path=_file(home).name)
    return settings


def write_settings(home: Home, settings: Settings) -> None:
    """Write the settings: a temporary file, then a rename.

    Raises:
        HomeReadOnly.
    """
    temporary = _file(home).with_suffix(".part")
    with home.writing():
        temporary.write_bytes(msgspec.json.format(msgspec.json.encode(settings)) + b"\n")
        temporary.replace(_file(home))


def change_settings(home: Home, **changes: object) -> Settings:
    """Change some of the settings and write them.

    Raises:
        HomeReadOnly, SettingsFromNewerVersion.
    """
    settings = msgspec.structs.replace(read_settings(home), **changes)
    write_settings(home, settings)
    return settings


def _file(home: Home) -> Path:
    return home.folder / "settings.json"
