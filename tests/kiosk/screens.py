"""Every screen that the kiosk can show, one after another, in the words of one language.

Tests of layout, contrast and pictures walk through these. What is shown is reached by events, as
in the kiosk, or where a disk, a clock or a plug would have to help, by the state that they lead to.
"""

import dataclasses
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from msgspec import structs
from PySide6.QtWidgets import QApplication

from desktop_app.campaign.pack import (
    CampaignKind,
    CampaignText,
    ConsentId,
    Pack,
    Presence,
)
from desktop_app.kiosk import states as st
from desktop_app.kiosk import volunteer_states as vs
from desktop_app.kiosk.lockdown import Lockdown, Reason
from desktop_app.kiosk.steps import Step, StepKind
from desktop_app.kiosk.storage_states import SecondCopy, Storage
from desktop_app.kiosk.window import KioskWindow
from desktop_app.language import own_name
from desktop_app.signature.consent import Choice
from desktop_app.signature.strokes import Strokes
from tests.kiosk.stalls import kept

READING = ("text", "privacy", "terms", "faq", "contact")
UNSPOKEN = "be"
"""A language of packs into which the interface is not translated."""

RIGHT = {
    "given_name": "Marta",
    "family_name": "Schmidt",
    "email": "marta@example.org",
    "phone": "+491701234567",
    "postcode": "10115",
    "idea": "A safe place to meet.",
}
WRONG = {
    "given_name": ("", "M" * 90),
    "email": ("marta@example", "", "marta", "ma rta@example.org", "a@@b.c", f"{'m' * 280}@a.org"),
    "phone": ("", "170", "+49 1"),
    "postcode": ("", "1" * 30),
    "idea": ("", "x" * 700),
}
"""What is refused, the sentence about it that pictures show first."""
FIELDS = {
    StepKind.IDEA: "idea",
    StepKind.NAME: "given_name",
    StepKind.EMAIL: "email",
    StepKind.PHONE: "phone",
    StepKind.POSTCODE: "postcode",
}
SHOWN_ANSWERED = (StepKind.CHOICES, StepKind.DRAWING)
DRAWN = Strokes(
    lines=(
        tuple(
            (700 + 19 * n + int(60 * math.sin(n / 2.1)), 900 - int(330 * math.sin(n / 3.7)))
            for n in range(120)
        ),
        ((900, 1330), (3200, 1210)),
    ),
)
"""Something like a signature."""

AT_PIN = {
    "empty": vs.AtPin(wait_s=0.0),
    "typed": vs.AtPin(wait_s=0.0, typed="7" * 12),
    "checking": vs.AtPin(wait_s=0.0, typed="7" * 6, is_checking=True),
    "wait": vs.AtPin(wait_s=600.0, is_wrong=True),
    "problem": vs.AtPin(wait_s=0.0, code="pin.from_newer_version"),
}

AWAY = SecondCopy(is_there=False, waiting_count=12345)
CALM = Storage(free_bytes=98_765_432_100, second_copy=SecondCopy(is_there=True, waiting_count=0))
TROUBLED = Storage(free_bytes=123_456_789, second_copy=AWAY)
CONCERNED = {
    "low": Storage(free_bytes=400_000_000),
    "copyless": Storage(second_copy=AWAY),
    "troubled": TROUBLED,
}


@dataclass(frozen=True, kw_only=True)
class Walk:
    """How thoroughly to walk: with each sentence about wrong input, or with one a page."""

    is_thorough: bool = False


def happen(window: KioskWindow, *events: st.Event) -> None:
    """Let things happen in a window, and let it show them."""
    for event in events:
        window.happen(event)
    QApplication.processEvents()


def put(window: KioskWindow, **changes: object) -> None:
    """Put a window into a state that only a disk, a clock or a plug could lead to."""
    window._state = structs.replace(window.state, **changes)
    window._show()
    QApplication.processEvents()


def screens(window: KioskWindow, walk: Walk | None = None) -> Iterator[str]:
    """Walk through every screen; yields the name of each while it is shown."""
    walk = walk or Walk()
    window._do = lambda commands: None  # no disk answers: its answers are part of the walk
    window._timer.stop()  # no time goes by, and nobody looks how locked this window really is
    happen(window, st.JournalOpened(kept_count=0))
    yield "petition"
    yield from concerned(window)
    yield from reading(window)
    happen(window, st.SigningBegun())
    yield from form(window, walk, "")
    yield from after(window, walk)
    yield from calls(window)
    if UNSPOKEN in window._rules.languages_of(window.state):
        yield from unspoken(window)


def reading(window: KioskWindow) -> Iterator[str]:
    """Each reading page; of the whole text also the last page."""
    for page in READING:
        happen(window, st.ReadingAsked(page=page))
        yield f"read-{page}"
        if page == "text":
            window.page._turn(+99)
            QApplication.processEvents()
            yield f"read-{page}-end"
        happen(window, st.ReadingLeft())


def form(window: KioskWindow, walk: Walk, prefix: str) -> Iterator[str]:
    """Every page of the form: empty, with complaints, and as it is left."""
    seen: list[str] = []
    for _ in range(30):
        stage = window.state.stage
        assert isinstance(stage, st.Form)
        name = prefix + stage.step.kind.value
        seen.append(name)
        name += f"-{seen.count(name)}" if stage.step.kind is StepKind.CHOICES else ""
        yield name
        yield from complaints(window, walk, name)
        fill(window)
        if stage.step.kind in SHOWN_ANSWERED or walk.is_thorough:
            yield f"{name}-answered"
        if stage.step.kind is StepKind.EMAIL and not prefix:
            yield from still_there(window)
        if window.page.main_button.objectName() == "sign":
            return
        happen(window, st.NextPressed())
    raise AssertionError("the form has no end")


def complaints(window: KioskWindow, walk: Walk, name: str) -> Iterator[str]:
    """What the page says when it is refused, and the list of countries."""
    step = window.state.stage.step
    if step.kind in FIELDS:
        yield from wrong_fields(window, walk, name)
    elif step.part.consents or step.kind is StepKind.DRAWING:
        before = window.state.stage
        happen(window, st.NextPressed(), st.SignPressed())
        if not is_refused(window, step):
            put(window, stage=before)  # what may stay empty is not refused
        else:
            yield f"{name}-complaint"
    if step.kind is StepKind.EMAIL:
        yield from offer(window, name)
    if step.part.has_country and not step.part.shows_petition:
        yield from countries(window)


def is_refused(window: KioskWindow, step: Step) -> bool:
    """Tell whether the page is still there."""
    stage = window.state.stage
    return isinstance(stage, st.Form) and stage.step == step


def wrong_fields(window: KioskWindow, walk: Walk, name: str) -> Iterator[str]:
    """What the page says about what was typed."""
    before = window.state.stage
    field = FIELDS[before.step.kind]
    wrong = WRONG[field] if walk.is_thorough else WRONG[field][:1]
    for number, text in enumerate(wrong, start=1):
        happen(window, st.FieldTyped(name=field, text=text), st.NextPressed(), st.SignPressed())
        if not is_refused(window, before.step):
            put(window, stage=before)  # what may stay empty is not refused
            continue
        yield f"{name}-complaint" + (f"-{number}" if number > 1 else "")


def offer(window: KioskWindow, name: str) -> Iterator[str]:
    """A domain that looks mistyped is asked about, once."""
    happen(window, st.FieldTyped(name="email", text="marta@gmial"))
    window.page.go_on()
    QApplication.processEvents()
    yield f"{name}-offer"
    window.page.go_on()
    QApplication.processEvents()
    yield f"{name}-offer-complaint"


def countries(window: KioskWindow) -> Iterator[str]:
    """The list of all countries, whole and with nothing found."""
    happen(window, st.CountryListAsked())
    yield "countries"
    happen(window, st.CountrySought(text="qqq"))
    yield "countries-none"
    happen(window, st.CountryListLeft())


def fill(window: KioskWindow) -> None:
    """Give everything that the page of the form asks."""
    stage = window.state.stage
    pack = window._rules.pack_of(window.state.campaign)
    if stage.step.kind is StepKind.CHOICES:
        for consent in pack.choices:
            if consent.id in stage.step.part.consents:
                answer = st.Answered(consent_id=ConsentId(consent.id), choice=Choice.YES)
                happen(window, answer)
        names = ("postcode",) if pack.asks("postcode") and stage.step.part.has_country else ()
    elif stage.step.kind is StepKind.NAME:
        names = ("given_name", "family_name")
    elif stage.step.kind is StepKind.DRAWING:
        happen(window, st.Drawn(strokes=DRAWN))
        return
    else:
        names = (FIELDS[stage.step.kind],) if stage.step.kind in FIELDS else ()
    happen(window, *(st.FieldTyped(name=name, text=RIGHT[name]) for name in names))


def still_there(window: KioskWindow) -> Iterator[str]:
    """Nobody has touched the glass for a while."""
    happen(window, st.Ticked(seconds=window._rules.quiet_s))
    yield "still-there"
    happen(window, st.MoreTimeAsked())


def after(window: KioskWindow, walk: Walk) -> Iterator[str]:
    """From the sealing on: the thanks, another petition, an idea, and taking it back."""
    before = window.state
    draft = dataclasses.replace(before.stage.draft)
    own = window._rules.pack.id
    others = window._rules.others
    put(window, stage=st.Saving(number=1))
    yield "saving"
    happen(window, kept(number=1))
    yield "thanks"
    happen(window, st.TakeBackPressed())
    yield "thanks-taking-back"
    taken = st.TakenBack(campaign=own, record_id=window.state.stage.record_id, kept_count=0)
    happen(window, taken)
    yield "thanks-taken-back"
    for other in others:
        visit = st.Visit(campaign=own, draft=draft, signed=(own,))
        put(window, stage=st.Saving(number=2, visit=visit), campaign=None, asked_count=2)
        happen(window, kept(number=2))
        if other is others[0]:
            yield "thanks-offers"
        happen(window, st.AnotherChosen(campaign=other.id))
        kind = other.settings.kind.value
        yield from form(window, walk, "another-" if kind == "petition" else "write-")
        put(window, stage=st.Saving(number=3))
        happen(window, kept(number=3, campaign=other.id))
        yield f"thanks-for-{kind}"
    sight = window.state.sight
    happen(window, st.NextPersonCame(), st.LanguageChosen(language=sight.language))
    if window.state.sight.is_large != sight.is_large:
        happen(window, st.TextSizeToggled())


def calls(window: KioskWindow) -> Iterator[str]:
    """Whatever needs the volunteer, and what volunteers see."""
    put(window, stage=st.VolunteerNeeded(code="journal.disk_full"))
    yield "volunteer-disk_full"
    for code in ("storage.nearly_full", "journal.damaged", "kiosk.pace"):
        put(window, stage=st.Petition())
        put(window, stage=st.VolunteerNeeded(code=code))
        yield f"volunteer-{code.partition('.')[2]}"
    window._rules = replace(window._rules, has_pin=True)
    put(window, stage=st.Petition())
    put(window, stage=st.VolunteerNeeded(code="kiosk.pace"))
    yield "volunteer-pace-pin"
    put(window, has_new_keyboard=True)
    yield "volunteer-keyboard"
    put(window, stage=st.Petition(), has_new_keyboard=False)
    yield from behind_the_corner(window)


def behind_the_corner(window: KioskWindow) -> Iterator[str]:
    """The number pad, each with what it may have to say, and the volunteer's page."""
    for name, cover in AT_PIN.items():
        put(window, cover=cover)
        yield f"pin-{name}"
    put(window, cover=vs.VolunteerMenu(), kept_count=12345, lockdown=Lockdown(reasons=()))
    put(window, storage=CALM)
    yield "menu-locked"
    put(window, lockdown=Lockdown(reasons=tuple(Reason)), storage=TROUBLED)
    yield "menu-supervised"
    put(window, stage=st.VolunteerNeeded(code="journal.disk_full"))
    yield "menu-failed"
    put(window, cover=None, kept_count=0, stage=st.Petition(), storage=Storage())


def concerned(window: KioskWindow) -> Iterator[str]:
    """The resting petition with a line for volunteers."""
    for name, storage in CONCERNED.items():
        put(window, storage=storage)
        yield f"petition-{name}"
    put(window, storage=Storage())


def unspoken(window: KioskWindow) -> Iterator[str]:
    """A language that the interface does not speak: an excuse in the bar."""
    language = window.state.sight.language
    happen(window, st.LanguageChosen(language=UNSPOKEN))
    yield "unspoken"
    happen(window, st.SigningBegun())
    yield "unspoken-name"
    happen(window, st.StartedAgain(), st.LanguageChosen(language=language))


# ---- packs in any language ------------------------------------------------------------------------

DONORS = {"fa": "ar", "he": "ar", **dict.fromkeys(("bg", "el", "hy", "ka", "sr", "uk"), "ru")}
"""Whose texts stand in for those of a language that the first campaign does not speak."""
MORE_LANGUAGES = ("en", "es", "fr", "ru", UNSPOKEN)


def in_language(pack: Pack, language: str) -> Pack:
    """Give a pack whose first language is this one, with texts as long as real ones.

    A petition also asks what the first campaign does not.
    """
    has_own = language in pack.texts
    donor = language if has_own else DONORS.get(language, "de")
    languages = (language, *(one for one in MORE_LANGUAGES if one != language))
    ask = pack.settings.ask
    if pack.settings.kind is CampaignKind.PETITION:
        ask = structs.replace(ask, postcode=Presence.REQUIRED, drawn_signature=Presence.REQUIRED)
    settings = structs.replace(
        pack.settings, languages=languages, default_language=language, ask=ask
    )
    texts = {one: told(pack, donor if one == language else one, one) for one in languages}
    pages = dict(pack.pages)
    for (name, one), body in pack.pages.items():
        if one == "en":
            pages[name, language] = pack.pages.get((name, donor), body)
    return replace(pack, settings=settings, texts=texts, pages=pages)


def told(pack: Pack, donor: str, language: str) -> CampaignText:
    """Give the text of a donor as that of another language, which its title names."""
    text = pack.text(donor)
    if donor == language and language in pack.texts:
        return text
    title = text.words.title.rpartition(" ")[0] + " " + own_name(language)
    words = structs.replace(text.words, title=title)
    return replace(text, language=language, words=words)
