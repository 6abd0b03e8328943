"""The standard persona signs by touch alone: taps, keys and seconds are counted, and may not grow.

Persona: 6 and 8 letters of name, an address of 25 characters at gmail.com, the country preset, No to
every choice. What counts comes from Qt's events, not from what this script means to do.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

import msgspec
import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QPointingDevice
from PySide6.QtWidgets import QApplication

from desktop_app.campaign.pack import Pack, Presence
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.states import Petition
from desktop_app.kiosk.visitor import Visitor
from desktop_app.kiosk.window import KioskWindow
from tests.kiosk.conftest import OpenWindow
from tests.kiosk.fingers import Counter, Finger, new_touch_device
from tests.kiosk.keystroke_model import Effort
from tests.kiosk.stalls import MemoryKeeper, asking

GLASS = QSize(800, 500)
"""A 10.1 inch tablet in few pixels: Qt's unseen screen takes no touches beyond."""
GIVEN, FAMILY = "Marika", "Bergmann"
LOCAL, DOMAIN = "marika.bergmann", "@gmail.com"
OFF = Presence.OFF

Sitting = Callable[[Pack], tuple[KioskWindow, Finger, Counter]]


@pytest.fixture(scope="session")
def glass_device(qapp: QApplication) -> QPointingDevice:
    return new_touch_device()


@pytest.fixture
def sits_down(
    qapp: QApplication, stall: Stall, open_window: OpenWindow, glass_device: QPointingDevice
) -> Iterator[Sitting]:
    """Open the kiosk for a pack, with a finger before it and a counter behind."""
    counters: list[Counter] = []

    def sit(pack: Pack) -> tuple[KioskWindow, Finger, Counter]:
        window = open_window(replace(stall, pack=pack), size=GLASS)
        Visitor(window).waits_until(lambda: window.state.kept_count is not None)
        counters.append(Counter(window))
        qapp.installEventFilter(counters[-1])
        return window, Finger(window, glass_device), counters[-1]

    yield sit
    for counter in counters:
        qapp.removeEventFilter(counter)


def with_choices(pack: Pack, count: int) -> Pack:
    """The pack with fewer choices."""
    choices = pack.choices[:count]
    consents = tuple(c for c in pack.settings.consents if c not in pack.choices or c in choices)
    less = asking(pack, phone=OFF) if count < len(pack.choices) else pack
    return replace(less, settings=msgspec.structs.replace(less.settings, consents=consents))


def words_to_read(pack: Pack, language: str) -> int:
    """Count the words of the questions that must be answered, as they stand on the screen."""
    consents = pack.text(language).words.consents
    return sum(len(consents[consent.id].statement.split()) for consent in pack.choices)


def gives_name_and_address(finger: Finger) -> None:
    finger.types(GIVEN)
    finger.goes_on()
    finger.types(FAMILY)
    finger.goes_on()
    finger.types(LOCAL)
    finger.taps_key(DOMAIN)


def answers_and_signs(finger: Finger, window: KioskWindow, pack: Pack) -> None:
    for consent in pack.choices:
        finger.taps(f"no_{consent.id}")
    finger.taps("sign")
    Visitor(window).waits_for_thanks()


def signs(sits_down: Sitting, pack: Pack) -> Effort:
    window, finger, counter = sits_down(pack)
    finger.taps("sign")
    gives_name_and_address(finger)
    answers_and_signs(finger, window, pack)
    return counter.effort(words_to_read(pack, "en"))


def test_persona_signs_in_six_taps_and_thirty_one_keys(
    sits_down: Sitting, pack: Pack, keeper: MemoryKeeper
) -> None:
    effort = signs(sits_down, pack)

    assert effort.taps <= 6, effort
    assert effort.keys <= 31, effort
    assert effort.flicks == 0, effort
    assert effort.seconds <= 37, effort
    (signature,) = keeper.kept
    assert (signature.given_name, signature.family_name) == (GIVEN, FAMILY)
    assert signature.email == LOCAL + DOMAIN
    assert len(signature.email) == 25
    assert signature.country == "DE"


def test_two_choices_are_one_tap_less(sits_down: Sitting, pack: Pack) -> None:
    effort = signs(sits_down, with_choices(pack, 2))

    assert effort.taps <= 5, effort
    assert effort.keys <= 31, effort
    assert effort.flicks == 0, effort
    assert effort.seconds <= 36, effort


@pytest.mark.parametrize("language", ["fr", "de"])
def test_other_language_and_country_are_two_taps_more(
    sits_down: Sitting, pack: Pack, keeper: MemoryKeeper, language: str
) -> None:
    window, finger, counter = sits_down(pack)
    finger.taps(f"language_{language}")
    finger.taps("sign")
    gives_name_and_address(finger)
    finger.taps("country_FR")
    answers_and_signs(finger, window, pack)
    effort = counter.effort(words_to_read(pack, language))

    assert effort.taps <= 8, effort
    assert effort.keys <= 31, effort
    assert effort.flicks == 0, effort
    assert (keeper.kept[0].country, keeper.kept[0].language) == ("FR", language)


def test_name_alone_takes_less_than_twenty_two_seconds(
    sits_down: Sitting, pack: Pack, keeper: MemoryKeeper
) -> None:
    small = asking(with_choices(pack, 1), email=OFF, country=OFF)
    window, finger, counter = sits_down(small)
    finger.taps("sign")
    finger.types(GIVEN)
    finger.goes_on()
    finger.types(FAMILY)
    finger.goes_on()
    answers_and_signs(finger, window, small)
    effort = counter.effort(words_to_read(small, "en"))

    assert effort.taps <= 3, effort
    assert effort.keys <= 16, effort
    assert effort.flicks == 0, effort
    assert effort.seconds <= 22, effort
    assert keeper.kept[0].email == ""


def test_way_back_from_the_thanks_is_one_tap(sits_down: Sitting, pack: Pack) -> None:
    window, finger, counter = sits_down(pack)
    finger.taps("sign")
    gives_name_and_address(finger)
    answers_and_signs(finger, window, pack)
    before = counter.taps
    finger.taps("next_person")

    assert counter.taps == before + 1
    assert isinstance(window.state.stage, Petition)


def test_counter_counts_what_it_is_for(sits_down: Sitting, pack: Pack) -> None:
    window, finger, counter = sits_down(pack)
    finger.touches(window, QPoint(100, 400), QPoint(100, 100))
    assert (counter.taps, counter.keys, counter.flicks) == (1, 0, 1)
    finger.taps("sign")
    finger.types("Ab")
    assert (counter.taps, counter.keys, counter.flicks) == (2, 2, 1)
    finger.types("B")  # takes shift
    assert (counter.taps, counter.keys) == (2, 4)
    assert counter.preparations == 2
