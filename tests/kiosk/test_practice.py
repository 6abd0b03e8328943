"""Practice on the screen: the real pages, and on each of them that nothing counts."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from desktop_app.campaign.pack import Pack
from desktop_app.kiosk.pages.bars import Banner
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.visitor import Visitor
from tests.kiosk.conftest import OpenWindow
from tests.kiosk.screens import screens
from tests.kiosk.signing import signs_whole_form

SAID = "Practice: signatures given now are erased and do not count"


@pytest.fixture
def stall(stall: Stall) -> Stall:
    return replace(stall, is_practice=True)


def test_every_screen_says_that_nothing_counts(
    stall: Stall, open_window: OpenWindow, other_packs: tuple[Pack, ...]
) -> None:
    window = open_window(stall, is_begun=False)
    window._take_others(other_packs)
    names = []
    for name in screens(window):
        (banner,) = [one for one in window.findChildren(Banner) if one.isVisible()]
        assert [label.text() for label in banner.findChildren(QLabel)] == [SAID], name
        assert banner.geometry().top() == 0
        names.append(name)

    assert {"petition", "name", "thanks", "menu-locked", "volunteer-nearly_full"} <= set(names)


def test_thanks_do_not_say_that_anything_is_kept(
    stall: Stall, open_window: OpenWindow, pack: Pack
) -> None:
    window = open_window(stall)
    signs_whole_form(Visitor(window), pack)

    said = " ".join(label.text() for label in window.page.findChildren(QLabel))

    assert SAID in said
    assert "safe" not in said


def test_close_is_there_for_everybody(stall: Stall, open_window: OpenWindow) -> None:
    window = open_window(stall)
    window._may_close = False
    window.close()
    assert window.isVisible()

    window = open_window(stall)
    Visitor(window).taps("close")
    assert not window.isVisible()


def test_practice_in_a_demonstration_is_practice(stall: Stall, open_window: OpenWindow) -> None:
    window = open_window(replace(stall, is_demonstration=True))

    assert [label.text() for label in window._bars.banner.findChildren(QLabel)] == [SAID]
