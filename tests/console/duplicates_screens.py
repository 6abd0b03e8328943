"""What the pages of duplicates show, stage by stage, with values that fill them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import msgspec
from PySide6.QtWidgets import QApplication

from desktop_app.console.coordinator.duplicates import DuplicatesDesk
from desktop_app.console.coordinator.duplicates_states import (
    DuplicatesState,
    Finding,
    LookingBack,
    LookingClosely,
    Overview,
    Reviewing,
)
from desktop_app.console.coordinator.look_back import LookBack
from desktop_app.console.coordinator.review import Review
from desktop_app.console.given_duplicates import CampaignPairs
from desktop_app.console.given_statistics import CampaignInRegister
from desktop_app.register.finding import Found
from desktop_app.register.likeness import Reason
from desktop_app.register.near import NearProgress
from desktop_app.register.past import Decider, Past, PastList
from desktop_app.register.problems import RegisterFull
from desktop_app.register.proposals import PairKind
from desktop_app.register.side_by_side import ConsentSides, SideBySide
from desktop_app.signature.consent import Choice
from desktop_app.signature.signature import PaperLine
from tests.making import NOON, draft, open_doors, signature

CAMPAIGN = CampaignInRegister(id="open-doors", pack=open_doors())
OTHER = CampaignInRegister(id="save-sareh-and-elham")
PAIRS = CampaignPairs(
    campaign=CAMPAIGN,
    left={PairKind.CONTACT: 83, PairKind.POSTCODE: 0, PairKind.NAME: 13_053},
    duplicate_count=4_112,
    decision_count=212,
    decided_today=12,
)
NONE_LEFT = replace(PAIRS, campaign=OTHER, left=dict.fromkeys(PairKind, 0), decision_count=0)


def found(number: int, **values: object) -> Found:
    whole = draft("Aleksandra", "Wiśniewska", "aleksandra.wisniewska@example.org")
    given = msgspec.structs.replace(signature(whole, language="pl"), **values)
    record_id = f"{number:032x}"
    return Found(
        record_id=record_id,
        campaign="open-doors",
        hour="2026-11-23T12",
        device="d",
        seq=number,
        first_id=record_id,
        away=None,
        signature=given,
    )


FIRST = found(1, phone="+49 1512 3456789", postcode="10115")
LATER = found(
    2,
    given_name="Ola",
    family_name="Wisniewska",
    email="aleksandra.wisniewska@example.ogr",
    phone="+49 1512 3456789",
    signed_at=NOON + timedelta(days=1, hours=3),
    place="Alexanderplatz",
    paper=PaperLine(sheet="B-7", row=12),
)
ARABIC = found(3, given_name="فاطمة", family_name="الزهراء", email="fatima@example.org")
DAMAGED = replace(found(4), signature=None, first_id=f"{1:032x}")


def beside(first: Found, later: Found, *reasons: Reason) -> SideBySide:
    answers = (
        ("share_with_starter", Choice.YES, Choice.NO, Choice.NO),
        ("email_updates", Choice.NO, Choice.NO, Choice.NO),
        ("sms", Choice.YES, Choice.NOT_ASKED, Choice.YES),
    )
    return SideBySide(
        pair=(first.record_id, later.record_id),
        campaign="open-doors",
        sides=(first, later),
        consents=tuple(
            ConsentSides(consent=consent, answers=(one, other), together=together)
            for consent, one, other, together in answers
        ),
        reasons=reasons,
    )


LIKELY = beside(
    FIRST, LATER, Reason.EMAIL_TYPO, Reason.SAME_PHONE, Reason.LIKE_NAME, Reason.SAME_COUNTRY
)
NAMESAKES = beside(FIRST, ARABIC, Reason.SAME_NAME, Reason.SAME_COUNTRY)
UNREADABLE = beside(FIRST, DAMAGED, Reason.SAME_NAME)
RULE = Past(
    pair=LIKELY.pair, campaign="open-doors", is_same=True, decider=Decider.RULE, sides=LIKELY.sides
)
PERSON = replace(RULE, decider=Decider.PERSON, decision=7, decided_at=NOON, is_same=False)
LINES = (
    PERSON,
    replace(PERSON, decision=6, undone_at=NOON, is_same=True),
    replace(PERSON, decision=5, is_overtaken=True),
    replace(PERSON, decision=4, sides=(FIRST, None)),
    replace(PERSON, decision=3, sides=(ARABIC, DAMAGED)),
)


def states() -> Iterator[tuple[str, DuplicatesState]]:
    yield "nothing", Overview(campaigns=())
    yield "overview", Overview(campaigns=(PAIRS,), chosen="open-doors")
    several = Overview(campaigns=(PAIRS, NONE_LEFT), chosen=OTHER.id, was_searched=True)
    yield "several", replace(several, problem=RegisterFull())
    yield "none", Overview(campaigns=(NONE_LEFT,), chosen=OTHER.id)
    progress = NearProgress(groups_done=2_000, group_count=51_233, pair_count=143)
    yield "finding", Finding(campaign=CAMPAIGN, progress=progress)
    reviewing = Reviewing(
        campaign=CAMPAIGN, queue=(LIKELY, NAMESAKES), left_count=83, decided_today=12, undoable=1
    )
    yield "pair", reviewing
    yield "pair-problem", replace(reviewing, at=1, problem=RegisterFull())
    yield "pair-damaged", replace(reviewing, queue=(UNREADABLE,))
    yield "done", replace(reviewing, queue=(), is_read_to_end=True, left_count=0)
    back = LookingBack(campaign=CAMPAIGN, which=PastList.DECISIONS, count=212, parts={0: LINES})
    yield "decisions", back
    yield "undone", replace(back, chosen=1, problem=RegisterFull())
    yield "duplicates", replace(back, which=PastList.DUPLICATES, parts={0: (RULE, RULE)})
    yield "no-decisions", replace(back, count=0, parts={})
    yield "closely", LookingClosely(back=back, line=RULE, beside=LIKELY)
    yield "gone", LookingClosely(back=back, line=LINES[3], problem=RegisterFull())


def show(desk: DuplicatesDesk, state: DuplicatesState) -> None:
    """Put the desk into a state in which nothing is read any more."""
    if isinstance(state, Reviewing):
        desk._review = Review(replace(state, is_read_to_end=True), _no_run, lambda _: None)
    if isinstance(state, LookingBack | LookingClosely):
        back = state if isinstance(state, LookingBack) else state.back
        desk._look_back = LookBack(back, _no_run, lambda _: None)
    desk._turn_to(state)
    QApplication.processEvents()


def _no_run(*_: object, **__: object) -> None:
    """Let nothing come from the register."""
