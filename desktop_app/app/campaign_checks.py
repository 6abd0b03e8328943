"""Looks at the campaign of a stall: is it there, is it open today, was it practised with?"""

from collections.abc import Iterator, Sequence
from datetime import date

from desktop_app.app.chosen import chosen_campaign
from desktop_app.app.home import Home
from desktop_app.app.installed import installed_campaigns
from desktop_app.app.retention import Due
from desktop_app.app.settings import Settings, SettingsFromNewerVersion
from desktop_app.campaign.pack import Pack
from desktop_app.console.checks import Finding, finding
from desktop_app.console.found import Found
from desktop_app.problems import Problem
from desktop_app.sealing.fingerprint import four_words


def find_pack(home: Home) -> tuple[Pack | None, Found | None]:
    """Find the pack that is signed here, or what is wrong with it.

    Raises:
        SettingsFromNewerVersion.
    """
    try:
        chosen = chosen_campaign(home)
    except SettingsFromNewerVersion:
        raise
    except Problem:
        return None, Found.CAMPAIGN_UNREADABLE
    if chosen is not None:
        return chosen.pack, None
    several = len(installed_campaigns(home)) > 1
    return None, Found.CAMPAIGN_NOT_CHOSEN if several else Found.CAMPAIGN_NONE


def look_at_campaign(home: Home, pack: Pack, *, today: date, is_clock_right: bool) -> Finding:
    """Tell whether a campaign is open today; a clock that is wrong cannot say, and stops nobody."""
    words = four_words(pack)
    first, last = pack.settings.opens_on, pack.settings.closes_on
    if home.is_demonstration:
        return finding(Found.CAMPAIGN_DEMONSTRATION, words=words)
    if first <= today <= last:
        return finding(Found.CAMPAIGN_OPEN, day=last, words=words)
    if not is_clock_right:
        return finding(Found.CAMPAIGN_DAY_UNSURE, first=first, last=last, words=words)
    if today < first:
        return finding(Found.CAMPAIGN_NOT_BEGUN, day=first, words=words)
    return finding(Found.CAMPAIGN_ENDED, day=last, words=words)


def look_at_retention(pack: Pack, due: Sequence[Due], *, has_records: bool) -> Iterator[Finding]:
    """Tell by when what is on this device must be erased; nothing where there is nothing."""
    if not due:
        if has_records:
            yield finding(Found.RETENTION_LATER, day=pack.settings.delete_by)
        return
    first = min(due, key=lambda each: each.delete_by)
    yield finding(
        Found.RETENTION_DUE if first.is_past else Found.RETENTION_SOON, day=first.delete_by
    )


def made_on(pack: Pack) -> date | None:
    """Give the day that a pack's version names; None for a version that names none."""
    try:
        return date.fromisoformat(pack.settings.version.partition(".")[0])
    except ValueError:
        return None


def look_at_practice(pack: Pack, settings: Settings) -> Finding:
    """Tell whether a test signature was written and proved here under these very words."""
    is_done = pack.hash in settings.practised
    return finding(Found.PRACTICE_DONE if is_done else Found.PRACTICE_MISSING)
