"""All desks of the console: one for each place that it was given the work of."""

from desktop_app.console.closing import ClosingDesk
from desktop_app.console.coordinator.campaigns import CampaignsDesk
from desktop_app.console.coordinator.duplicates import DuplicatesDesk
from desktop_app.console.coordinator.keys import KeysDesk
from desktop_app.console.coordinator.log import LogDesk
from desktop_app.console.coordinator.merging import MergeDesk
from desktop_app.console.coordinator.people_desk import PeopleDesk
from desktop_app.console.coordinator.retention import RetentionDesk
from desktop_app.console.coordinator.session import RegisterSession
from desktop_app.console.coordinator.statistics import StatisticsDesk
from desktop_app.console.desk import Desk
from desktop_app.console.given import Given
from desktop_app.console.given_register import RegisterGiven
from desktop_app.console.given_stall import StallGiven
from desktop_app.console.handing_over import HandOverDesk
from desktop_app.console.places import Place
from desktop_app.console.setup import SetupDesk
from desktop_app.console.stall import StallDesk
from desktop_app.console.today import TodayDesk
from desktop_app.console.typing import Typing
from desktop_app.qt.tasks import Lane


def desks_for(given: Given, lane: Lane) -> dict[Place, Desk]:
    """Make the desks, in the order of the navigation."""
    desks: dict[Place, Desk] = {}
    if given.stall is not None:
        desks |= stall_desks(given, given.stall, lane)
    if given.today is not None:
        desks[Place.TODAY] = TodayDesk(given, given.today, lane)
    if given.closing is not None:
        desks[Place.CLOSE_SHIFT] = ClosingDesk(given.closing, lane)
    if given.hand_over is not None:
        desks[Place.HAND_OVER] = HandOverDesk(given.hand_over, lane)
    if given.campaigns is not None:
        desks[Place.CAMPAIGNS] = CampaignsDesk(given.campaigns, lane)
    if given.keys is not None:
        desks[Place.KEYS] = KeysDesk(given.keys, lane)
    if given.register is not None:
        desks |= register_desks(given, given.register, lane)
    return desks


def register_desks(given: Given, register_given: RegisterGiven, lane: Lane) -> dict[Place, Desk]:
    """Make the desks of the register, which share one session."""
    session = RegisterSession(register_given, lane)
    desks: dict[Place, Desk] = {Place.LOG: LogDesk(register_given, session, lane)}
    if given.merging is not None:
        desks[Place.MERGE] = MergeDesk(session, given.merging, lane)
    if given.inquiry is not None:
        desks[Place.PEOPLE] = PeopleDesk(given.inquiry, session, lane)
    if given.duplicates is not None:
        desks[Place.DUPLICATES] = DuplicatesDesk(given.duplicates, session, lane)
    if given.statistics is not None:
        desks[Place.STATISTICS] = StatisticsDesk(given.statistics, session, lane)
    if given.retention is not None:
        desks[Place.RETENTION] = RetentionDesk(given.retention, session, lane)
    return desks


def stall_desks(given: Given, stall_given: StallGiven, lane: Lane) -> dict[Place, Desk]:
    """Make the desks that set a stall up; at the first start setting up comes first."""
    typing = Typing(stall_given.keyboards_folder, tuple(sorted(given.catalogues.languages())))
    setup = SetupDesk(stall_given, lane, typing)
    stall = StallDesk(stall_given, lane)
    stall.step_asked.connect(lambda step: setup.begin_alone(step, stall.state.stall))
    desks: dict[Place, Desk] = {Place.WELCOME: setup, Place.STALL: stall}
    return desks if stall_given.is_first_start else dict(reversed(desks.items()))
