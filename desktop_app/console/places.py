"""The places of the console between which its navigation leads, and what they are called."""

from enum import Enum

from desktop_app.language import mark


class Place(Enum):
    """A page of the console; its value names its button in the navigation, for tests."""

    WELCOME = "welcome"
    """The first start, before there is a campaign: reached by itself, not by the navigation."""
    STALL = "stall"
    TODAY = "today"
    CLOSE_SHIFT = "close_shift"
    HAND_OVER = "hand_over"
    CAMPAIGNS = "campaigns"
    """Campaigns are made and published: the coordinator's."""
    MERGE = "merge"
    """What devices handed over is brought together: the coordinator's."""
    PEOPLE = "people"
    """Everybody in the register: the coordinator's."""
    DUPLICATES = "duplicates"
    """Signatures of the same person, side by side: the coordinator's."""
    STATISTICS = "statistics"
    """A campaign in numbers: the coordinator's."""
    KEYS = "keys"
    """Keys, recovery sheets and their proof: the coordinator's."""
    RETENTION = "retention"
    """What must be erased by when: the coordinator's."""
    LOG = "log"
    """What was done with the register: the coordinator's."""
    LOOK = "look"
    """Language, size of type and light: reached by the button on top."""


AT_THE_STALL = (Place.STALL, Place.TODAY, Place.CLOSE_SHIFT, Place.HAND_OVER)
"""The volunteer's places, in the order of a day. The coordinator's are in `coordinator/place_names.py`."""

PLACE_NAMES = {
    # NOTE: Button that leads to the page where the stall is set up. The stall on the street.
    Place.STALL: mark("Stall"),
    # NOTE: Button that leads to the page with the numbers of today.
    Place.TODAY: mark("Today"),
    # NOTE: Button that leads to the page, and there the button, that ends a volunteer's shift.
    Place.CLOSE_SHIFT: mark("Close the shift"),
    # NOTE: Button that leads to the page where signatures are written to a USB stick.
    Place.HAND_OVER: mark("Hand over"),
}
