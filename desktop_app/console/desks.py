"""All desks of the console: one for each place that it was given the work of."""

from desktop_app.console.closing import ClosingDesk
from desktop_app.console.desk import Desk
from desktop_app.console.given import Given
from desktop_app.console.handing_over import HandOverDesk
from desktop_app.console.places import Place
from desktop_app.console.today import TodayDesk
from desktop_app.qt.tasks import Lane


def desks_for(given: Given, lane: Lane) -> dict[Place, Desk]:
    """Make the desks, in the order of the navigation."""
    desks: dict[Place, Desk] = {}
    if given.today is not None:
        desks[Place.TODAY] = TodayDesk(given, given.today, lane)
    if given.closing is not None:
        desks[Place.CLOSE_SHIFT] = ClosingDesk(given.closing, lane)
    if given.hand_over is not None:
        desks[Place.HAND_OVER] = HandOverDesk(given.hand_over, lane)
    return desks
