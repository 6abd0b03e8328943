"""Looks at the device itself: battery, clock, screen, PIN, memory."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from desktop_app.app.home import Home
from desktop_app.app.settings import Settings
from desktop_app.app.surroundings import Battery, Surroundings
from desktop_app.console.checks import TIME, TODAY, Fact, Finding, finding
from desktop_app.console.found import Found
from desktop_app.journal.stored import ClockJump
from desktop_app.kiosk.pin_file import PinDamaged, PinFromNewerVersion, read_pin

LOW_PERCENT = 40
EMPTY_PERCENT = 15
A_DAY = timedelta(days=1)


def look_at_battery(battery: Battery | None) -> Finding:
    """Judge the battery: what is plugged in never stops anybody."""
    if battery is None:
        return finding(Found.BATTERY_MAINS)
    percent = battery.percent
    if battery.is_plugged:
        return finding(Found.BATTERY_CHARGING, percent=percent)
    if percent <= EMPTY_PERCENT:
        return finding(Found.BATTERY_EMPTY, percent=percent)
    found = Found.BATTERY_LOW if percent <= LOW_PERCENT else Found.BATTERY_GOOD
    return finding(found, percent=percent)


def look_at_clock(
    here: datetime,
    *,
    made_on: date | None,
    last_at: datetime | None,
    jump: ClockJump | None,
) -> Finding:
    """Judge the clock by what cannot be younger than now.

    Args:
        here: this moment, in the zone where the device is.
        made_on: the day of the campaign's file.
        last_at: the last signature on this device.
        jump: the last time that the clock was moved; one that is a day old was seen by now.
    """
    facts: dict[str, Fact] = {TIME: here, TODAY: here.date(), "zone": zone_name(here)}
    if made_on is not None and here.date() < made_on - A_DAY:
        return finding(Found.CLOCK_EARLY, **facts)
    if last_at is not None and here < last_at - timedelta(hours=1):
        return finding(Found.CLOCK_BEHIND, **facts)
    if jump is not None and abs(here - jump.after) < A_DAY:
        before, after = (at.astimezone(here.tzinfo) for at in (jump.before, jump.after))
        return finding(Found.CLOCK_JUMPED, **facts, before=before, after=after)
    return finding(Found.CLOCK_PLAUSIBLE, **facts)


def zone_name(here: datetime) -> str:
    """Name a time zone by its distance from Greenwich: abbreviations are no words."""
    offset = here.utcoffset() or timedelta()
    minutes = round(offset.total_seconds() / 60)
    sign = "−" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def look_at_pin(home: Home) -> Finding:
    """Tell whether a volunteer can leave the kiosk."""
    try:
        is_set = read_pin(home.pin) is not None
    except (PinDamaged, PinFromNewerVersion):
        return finding(Found.PIN_DAMAGED)
    return finding(Found.PIN_SET if is_set else Found.PIN_NONE)


def look_at_screen(around: Surroundings, settings: Settings, pin: Finding) -> Finding:
    """Tell whether people will be able to leave the kiosk: from the session, and from last time.

    Whether the window fills the screen and the screen stays awake only the running kiosk can prove;
    it says so itself, and what it found is remembered.
    """
    if not around.session().keeps_people:
        return finding(Found.SCREEN_SYSTEM)
    if pin.found is Found.PIN_NONE:
        return finding(Found.SCREEN_NO_PIN)
    if settings.screen_was_locked is False:
        return finding(Found.SCREEN_LAST_TIME)
    return finding(Found.SCREEN_LOCKED)


def look_at_swap(is_on: bool | None) -> Iterator[Finding]:
    """Tell whether typed text may reach the disk; nothing where the system does not say."""
    if is_on is not None:
        yield finding(Found.SWAP_ON if is_on else Found.SWAP_OFF)
