"""Fills what the console's pages for setting a stall up are given."""

from pathlib import Path

from desktop_app.app import setup
from desktop_app.app.checklist import Checklist
from desktop_app.app.chosen import chosen_campaign
from desktop_app.app.console_handover import sticks
from desktop_app.app.finding_packs import find_packs, look_at_pack
from desktop_app.app.home import Home, resources_folder
from desktop_app.app.installed import NoKeyInPack, installed_campaigns
from desktop_app.app.settings import read_settings
from desktop_app.app.surroundings import Surroundings
from desktop_app.console.given_stall import Choice, FoundPack, StallGiven, StallSet
from desktop_app.kiosk.pin_file import check_choice
from desktop_app.problems import Problem


def stall_given(home: Home, around: Surroundings | None = None) -> StallGiven:
    """Gather what Stall and the first start are given; nothing but a folder is looked at yet."""
    return StallGiven(
        check=Checklist(home, around),
        read=lambda: read_stall(home),
        claim=lambda: claim(home),
        find_packs=lambda: find_packs(home),
        look_at_file=lambda file: look_at_file(home, file),
        take_pack=lambda found: setup.take_pack(home, found),
        choose_campaign=lambda campaign: setup.choose_campaign(home, campaign),
        set_place=lambda place, shift: setup.set_place(home, place, shift),
        check_pin=check_choice,
        set_pin=lambda digits: setup.set_pin(home, digits),
        find_sticks=sticks,
        choose_copy=lambda folder: setup.choose_second_copy(home, folder),
        keyboards_folder=resources_folder() / "keyboards",
        is_first_start=not any(home.campaigns.glob("*/*.inkpack")),
    )


def read_stall(home: Home) -> StallSet:
    """Read how the stall is set up; a campaign that cannot be read is told by the checklist.

    Raises:
        SettingsFromNewerVersion.
    """
    settings = read_settings(home)
    try:
        chosen = chosen_campaign(home)
        campaigns = installed_campaigns(home)
    except Problem:
        chosen, campaigns = None, []
    return StallSet(
        campaign=chosen.pack.id if chosen is not None else None,
        campaigns=tuple(
            Choice(
                campaign=each.pack.id,
                titles={tag: text.words.title for tag, text in each.pack.texts.items()},
                default_language=each.pack.settings.default_language,
            )
            for each in campaigns
        ),
        place=settings.place,
        shift=settings.shift,
        second_copy=Path(settings.second_copy) if settings.second_copy else None,
        has_pin=home.pin.is_file(),
    )


def look_at_file(home: Home, file: Path) -> FoundPack:
    """Read the pack that a volunteer has named.

    Raises:
        NoKeyInPack, and what reading a pack raises.
    """
    found = look_at_pack(home, file)
    if found is None:
        raise NoKeyInPack(path=file.name)
    return found


def claim(home: Home) -> None:
    """See that nobody else works in a home.

    Raises:
        HomeInUse, HomeReadOnly.
    """
    with home.alone():
        pass
