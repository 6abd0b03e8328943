"""Sets a device up: installs a campaign that was compared, notes place and shift, sets a PIN."""

import os
from pathlib import Path
from typing import ClassVar

from desktop_app.app.clock import randomness
from desktop_app.app.finding_packs import FoundPack
from desktop_app.app.home import Home
from desktop_app.app.installed import Installed, find_campaign, install
from desktop_app.app.places import clean_place
from desktop_app.app.settings import Settings, change_settings
from desktop_app.kiosk.pin_file import check_choice, new_pin, write_pin
from desktop_app.problems import Problem


class PackChanged(Problem):
    """Another pack lies under the name of the one that was compared."""

    code: ClassVar[str] = "setup.pack_changed"


class NoFolder(Problem):
    """The folder for the second copy is not there, or takes no writing."""

    code: ClassVar[str] = "setup.no_folder"


def take_pack(home: Home, found: FoundPack) -> Installed:
    """Install the very pack whose four words were compared, and let it be the one signed here.

    Raises:
        PackChanged: nothing was installed. And what `install` raises.
    """
    with home.alone():
        before = set(home.campaigns.glob("*/*.inkpack"))
        installed = install(home, found.file)
        if installed.pack.hash != found.pack_hash:
            if installed.file not in before:
                installed.file.unlink()
            raise PackChanged(path=found.file.name)
        change_settings(home, campaign=found.campaign)
    return installed


def choose_campaign(home: Home, campaign: str) -> Settings:
    """Choose which of several campaigns is signed here.

    Raises:
        NotInstalled, HomeReadOnly, SettingsFromNewerVersion.
    """
    return change_settings(home, campaign=find_campaign(home, campaign).pack.id)


def set_place(home: Home, place: str, shift: str) -> Settings:
    """Note where the stall is and which shift this is; they go into signatures.

    Raises:
        HomeReadOnly, SettingsFromNewerVersion.
    """
    return change_settings(home, place=clean_place(place), shift=clean_place(shift))


def set_pin(home: Home, digits: str) -> None:
    """Set the volunteer's PIN.

    Raises:
        PinTooShort, PinTooLong, PinNotDigits, PinTooEasy, PinCannotWrite, HomeInUse, HomeReadOnly.
    """
    check_choice(digits)
    with home.alone():
        write_pin(home.pin, new_pin(digits, randomness))


def choose_second_copy(home: Home, folder: Path | None) -> Settings:
    """Choose where the second copy is written to; None for nowhere.

    Raises:
        NoFolder, HomeReadOnly, SettingsFromNewerVersion.
    """
    if folder is None:
        return change_settings(home, second_copy="")
    whole = folder.absolute()
    if not whole.is_dir() or not os.access(whole, os.W_OK):
        raise NoFolder(path=str(folder))
    return change_settings(home, second_copy=str(whole))
