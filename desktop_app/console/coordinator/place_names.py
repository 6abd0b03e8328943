"""What the coordinator's places are called, and how one comes to them."""

from desktop_app.console.places import Place
from desktop_app.language import mark

AT_THE_DESK = (Place.CAMPAIGNS, Place.STATISTICS, Place.KEYS)
"""The coordinator's places, in the order in which they are needed."""

DESK_NAMES = {
    Place.CAMPAIGNS: mark("Campaigns"),
    Place.STATISTICS: mark("Statistics"),
    Place.KEYS: mark("Keys"),
}
TO_THE_DESK = mark("Coordinator")
TO_THE_STALL = mark("Volunteer")
"""Buttons that lead from one group of places to the other."""
