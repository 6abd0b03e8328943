"""The kiosk in a real kiosk session: a hostile signer gets nowhere, and signs in the end."""

import os
import sys
import time
from pathlib import Path

import pytest

from desktop_app.app.clock import now, randomness
from desktop_app.app.home import Home
from desktop_app.journal.store import read_journal
from desktop_app.kiosk.pin_file import Hardness, new_pin, write_pin
from tests.making import device_home, made_key, published
from tests.whole.real_session import Session, real_session

pytestmark = [
    pytest.mark.slow,
    pytest.mark.screen,
    pytest.mark.skipif(sys.platform != "linux", reason="kiosk sessions of this kind are Linux's"),
]

PIN = "740183"
QUICK = Hardness(memory_kib=64, iterations=1, lanes=1)
WAYS_OUT = (
    "alt+F4",
    "alt+Tab",
    "alt+shift+Tab",
    "super+d",
    "super+Tab",
    "super+r",
    "super+r",
    "super+s",
    "ctrl+alt+Delete",
    "ctrl+alt+BackSpace",
    "ctrl+alt+F1",
    "ctrl+q",
    "ctrl+w",
    "ctrl+shift+Escape",
    "Escape",
    "F1",
    "F11",
    "shift+F10",
    "Menu",
    "Print",
    "XF86HomePage",
    "XF86Back",
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    published(made_key(), tmp_path / "open-doors.inkpack")
    home = device_home(tmp_path / "home", tmp_path / "open-doors.inkpack")
    write_pin(home.pin, new_pin(PIN, os.urandom, QUICK))
    return home


def test_nobody_gets_out_of_a_real_session_and_the_signature_is_kept(
    home: Home, tmp_path: Path
) -> None:
    begun = time.monotonic()
    with real_session(tmp_path, "--home", str(home.folder), "kiosk") as session:
        session.waits_for_page("PetitionPage")
        session.waits_for(lambda: "Locked" in session.said, "Locked")
        assert not [line for line in session.said if "Supervised" in line]
        begins_to_sign(session)
        tries_every_way_out(session)
        signs_to_the_end(session)
        leaves_by_the_corner(session)
        assert session.kiosk.wait(timeout=20) == 0
    assert (tmp_path / "kiosk.log").read_text(encoding="utf-8") == ""
    journal = read_journal(home.folder, clock=now, randomness=randomness)
    assert journal is not None
    with journal:
        assert journal.counts() == {"open-doors": 1}
    films = [path.name for path in tmp_path.rglob("*") if path.suffix in (".wcap", ".png")]
    assert not films
    assert time.monotonic() - begun < 60


def begins_to_sign(session: Session) -> None:
    session.taps("sign")
    session.waits_for_page("TypingPage")
    session.types("Ann")


def tries_every_way_out(session: Session) -> None:
    """Press what leads out elsewhere; after each, the screen shows the same, to the last pixel.

    A letter that is typed and taken back tells that what was pressed before has been dealt with.
    """
    session.waits_for(lambda: "next" in session.places, "Next")
    before = session.waits_for_stillness()
    assert looks_like_the_kiosk(session)
    for keys in (*WAYS_OUT, "click 2", "click 3", "click 8"):
        session.does(*(keys.split() if " " in keys else ("key", keys)))
        session.types("a")
        session.does("key", "BackSpace")
        session.waits_for(lambda: session.typed_count == 3, f"the letter back after {keys}")
        session.waits_for_picture(before, keys)
        assert session.kiosk.poll() is None
        assert session.page == "TypingPage"


def looks_like_the_kiosk(session: Session) -> bool:
    """Whether the big button is on the glass in the campaign's colour."""
    red, green, blue = session.colour_at("next", left=120)
    return red < 0x60 and green < 0x40 and blue > 0x50


def signs_to_the_end(session: Session) -> None:
    session.types("a")
    session.taps("next")
    session.waits_for(lambda: "email" in session.places, "e-mail")
    session.typed_count = 0
    session.types("anna@example.org")
    session.does("key", "Return")
    session.waits_for_page("ChoicesPage")
    for choice in ("share_with_starter", "email_updates", "sms"):
        session.taps(f"no_{choice}")
    session.taps("sign")
    session.waits_for_page("ThanksPage")


def leaves_by_the_corner(session: Session) -> None:
    """Hold the corner for as long as it takes, type the PIN, and leave."""
    x, y = session.places["corner"]
    session.does("mousemove", str(x), str(y), "mousedown", "1")
    session.waits_for_page("PinPage")
    session.does("mouseup", "1")
    session.does("type", "--delay", "8", PIN)
    session.does("key", "Return")
    session.waits_for_page("VolunteerMenuPage")
    session.taps("leave_kiosk")
