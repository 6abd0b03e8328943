"""What the coordinator's places are called, and how one comes to them."""

from desktop_app.console.places import Place
from desktop_app.language import mark

AT_THE_DESK = (
    Place.CAMPAIGNS,
    Place.MERGE,
    Place.PEOPLE,
    Place.DUPLICATES,
    Place.STATISTICS,
    Place.RETENTION,
    Place.KEYS,
    Place.LOG,
)
"""The coordinator's places, in the order in which they are needed."""

DESK_NAMES = {
    Place.CAMPAIGNS: mark("Campaigns"),
    # NOTE: Button that leads to the page where hand-overs of devices are merged into one list.
    Place.MERGE: mark("Merge"),
    Place.PEOPLE: mark("People"),
    Place.DUPLICATES: mark("Duplicates"),
    Place.STATISTICS: mark("Statistics"),
    # NOTE: Button that leads to the page that says what must be erased by when.
    Place.RETENTION: mark("Retention"),
    Place.KEYS: mark("Keys"),
    # NOTE: Button that leads to the list of what was done with the register.
    Place.LOG: mark("Log"),
}
TO_THE_DESK = mark("Coordinator")
TO_THE_STALL = mark("Volunteer")
"""Buttons that lead from one group of places to the other."""
