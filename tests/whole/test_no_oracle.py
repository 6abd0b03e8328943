"""Signing twice looks the same as signing once: nobody can find out here whether somebody has signed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.kiosk.states import Ticked
from tests.kiosk.many import Signers, Work, delete_what_is_to_be_deleted, open_kiosk
from tests.kiosk.monkey.stand import set_up

pytestmark = pytest.mark.screen

CHOICES = ("share_with_starter", "email_updates", "sms")
PUBLIC = "count"
"""What differs from signature to signature: how many there are by now."""

EDGE_NOISE = 16
"""Levels of 255 by which the edges of letters differ between one painting and the next."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who signs."""

    given_name: str
    family_name: str
    email: str


MARTA = Person(given_name="Marta", family_name="Schmidt", email="marta@example.org")
JURI = Person(given_name="Juri", family_name="Berg", email="juri@example.net")


@pytest.fixture
def signers(qapp: QApplication, tmp_path: Path) -> Iterator[Signers]:
    """Open a kiosk whose codes are all the same: they are random, and would differ otherwise."""
    home, _ = set_up(tmp_path)
    with open_kiosk(home, codes=lambda count: bytes(range(count))) as opened:
        yield opened


def screens_of(signers: Signers, person: Person) -> list[QImage]:
    """Let somebody sign, and keep what was on the screen after each step."""
    visitor, window = signers.visitor, signers.window
    screens: list[QImage] = []

    def looks() -> None:
        delete_what_is_to_be_deleted()
        screens.append(covered(window))

    visitor.presses_sign()
    looks()
    visitor.gives_name(person.given_name, person.family_name)
    looks()
    visitor.types("email", person.email)
    looks()
    visitor.goes_on()
    looks()
    for choice in CHOICES:
        visitor.answers(choice, is_yes=False)
        looks()
    window.happen(Ticked(seconds=40.0))  # nobody types as quickly as a test
    visitor.signs()
    visitor.waits_for_thanks()
    looks()
    visitor.presses_next_person()
    return screens


def covered(window: QWidget) -> QImage:
    """Take a picture in which the public count is painted over."""
    image = window.grab().toImage()
    painter = QPainter(image)
    for widget in window.findChildren(QWidget, PUBLIC):
        corner = widget.mapTo(window, widget.rect().topLeft())
        painter.fillRect(corner.x(), corner.y(), widget.width(), widget.height(), 0)
    painter.end()
    return image


def test_second_signature_of_the_same_person_shows_the_same_screens(signers: Signers) -> None:
    work = Work()
    screens_of(signers, JURI)  # loads what the others find
    with work.counting():
        first = screens_of(signers, MARTA)
        first_cost = work.take()
        other = screens_of(signers, JURI)
        work.take()
        second = screens_of(signers, MARTA)
        second_cost = work.take()

    assert len(first) == len(second) == 8
    assert [
        n for n, (one, two) in enumerate(zip(first, second, strict=True)) if differ(one, two)
    ] == []
    assert second_cost[1] == first_cost[1]  # SQL statements
    assert differ(first[2], other[2])  # what is typed can be seen at all
    assert signers.window.state.kept_count == 4


def differ(one: QImage, other: QImage) -> bool:
    """Whether two pictures differ by more than Qt's edges of large letters do by themselves."""
    if one == other:
        return False
    pairs = zip(bytes(one.constBits()), bytes(other.constBits()), strict=True)
    return any(abs(before - after) > EDGE_NOISE for before, after in pairs)
