"""The README's pictures: the first campaign as signers see it, at the size of the glass."""

from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from desktop_app.campaign.pack import ConsentId, Presence
from desktop_app.kiosk import states as st
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.colours import Light
from desktop_app.signature.consent import Choice
from tests.kiosk.opening import opened
from tests.kiosk.pictures import LYING, begin, campaigns, stall_of
from tests.kiosk.screens import AT_PIN, DRAWN, happen, put
from tests.kiosk.sheet import COLOURS, whole_picture_of
from tests.kiosk.stalls import ROOT, asking, kept

FOLDER = ROOT / "resources" / "pictures"


def take_readme_pictures() -> list[str]:
    """Write all of them; gives their names."""
    own, *others = campaigns()
    names = []
    for light, language, shown in (
        (Light.OUTDOOR, "en", _signing),
        (Light.OUTDOOR, "ar", _petition),
        (Light.INDOOR, "de", _petition),
    ):
        stall = stall_of(asking(own, drawn_signature=Presence.OPTIONAL), light)
        with opened(stall, LYING) as window:
            begin(window, tuple(others), is_large=False)
            happen(window, st.JournalOpened(kept_count=72), st.LanguageChosen(language=language))
            for name in shown(window):
                suffix = {"ar": "-arabic", "de": "-indoors"}.get(language, "")
                _save(window, FOLDER / f"{name}{suffix}.png")
                names.append(name + suffix)
    return names


def _petition(_window: KioskWindow) -> Iterator[str]:
    yield "petition"


def _signing(window: KioskWindow) -> Iterator[str]:
    yield "petition"
    happen(window, st.SigningBegun(), st.FieldTyped(name="given_name", text="Marta"))
    happen(window, st.FieldTyped(name="family_name", text="Schmidt"))
    yield "name"
    happen(window, st.NextPressed(), st.FieldTyped(name="email", text="marta.schmidt@gmail.com"))
    happen(window, st.NextPressed())
    choices = zip(window._rules.pack.choices, (Choice.YES, Choice.YES, Choice.NO), strict=True)
    for consent, choice in choices:
        happen(window, st.Answered(consent_id=ConsentId(consent.id), choice=choice))
    yield "choices"
    happen(window, st.NextPressed(), st.Drawn(strokes=DRAWN))
    yield "drawing"
    visit = st.Visit(
        campaign=window._rules.pack.id,
        draft=window.state.stage.draft,
        signed=(window._rules.pack.id,),
    )
    put(window, stage=st.Saving(number=1, visit=visit))
    happen(window, kept(number=1, kept_count=73))
    yield "thanks"
    put(window, stage=st.Petition(), cover=AT_PIN["typed"])
    yield "pin"


def _save(window: KioskWindow, path: Path) -> None:
    rounded = whole_picture_of(window).quantize(4 * COLOURS, dither=Image.Dither.NONE)
    rounded.save(path, "PNG", optimize=True)
