"""Begins a campaign: an example whose words are prompts, with an id and days that make sense."""

import re
import unicodedata
from datetime import date, timedelta

from desktop_app.app.home import resources_folder
from desktop_app.campaign.check import SETTINGS_FILE
from desktop_app.campaign.files import read_files
from desktop_app.campaign.in_work import PackInWork, Value
from desktop_app.campaign.prompts import FIRST_ID
from desktop_app.campaign.rules import NAMES_OF_DEVICES
from desktop_app.campaign.spot import Spot

OPEN_DAYS = 365
KEPT_DAYS = 180
MOST_ID_CHARACTERS = 64


def beginning(campaign: str, today: date) -> PackInWork:
    """Make the pack that a new campaign begins with. The check refuses it until it has its words.

    Args:
        campaign: its id.
        today: the day of its first version, from which people can sign.

    Raises:
        ResourcesMissing; PackUnreadable: the installation is not whole.
    """
    pack = PackInWork(read_files(resources_folder() / "campaign_template").content())
    closes_on = today + timedelta(days=OPEN_DAYS)
    values: dict[str, Value] = {
        "id": campaign,
        "version": today.isoformat(),
        "opens_on": today,
        "closes_on": closes_on,
        "delete_by": closes_on + timedelta(days=KEPT_DAYS),
    }
    for key, value in values.items():
        pack.put(Spot(file=SETTINGS_FILE, keys=(key,)), value)
    return pack


def id_from(name: str) -> str:
    """Make a campaign's id of a folder's name or a title; the first one if nothing is left of it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall("[a-z0-9]+", plain))[:MOST_ID_CHARACTERS].strip("-")
    return slug if slug and slug not in NAMES_OF_DEVICES else FIRST_ID
