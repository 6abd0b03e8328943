"""Sets a device up: installs a campaign that was compared, notes place and shift, sets a PIN."""

from pathlib import Path
from typing import ClassVar

from desktop_app.app.clock import now, randomness
from desktop_app.app.home import Home
from desktop_app.app.installed import Installed, find_campaign, install
from desktop_app.app.places import clean_place
from desktop_app.app.settings import Settings, change_settings
from desktop_app.console.given_stall import FoundPack
from desktop_app.kiosk.pin_file import check_choice, new_pin, write_pin
from desktop_app.problems import Problem


class PackChanged(Problem):
    """Another pack lies under the name of the one that was compared."""

    code: ClassVar[str] = "setup.pack_changed"


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


def choose_second_copy(home: Home, folder: Path | None) -> None:
    """Keep a second copy in a folder from now on, and bring it up to date; None for none.

    Raises:
        HomeInUse, HomeReadOnly, what opening the journal raises, and what the second copy raises.
    """
    from desktop_app.app.second_copy import catch_up, choose, choose_none
    from desktop_app.journal.store import open_journal

    if folder is None:
        choose_none(home)
        return
    with (
        home.alone(),
        open_journal(home.folder, clock=now, randomness=randomness) as journal,
    ):
        for _ in catch_up(journal, choose(home, journal, folder)):
            pass
