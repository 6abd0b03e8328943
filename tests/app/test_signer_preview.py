"""The preview is the kiosk's own page, for whatever a pack in work holds."""

import shutil
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop_app.app.home import fonts_folder, locale_folder
from desktop_app.app.signer_preview import drawn
from desktop_app.campaign.files import read_files
from desktop_app.campaign.in_work import PackInWork
from desktop_app.campaign.pack import Pack
from desktop_app.campaign.sketch import sketched
from desktop_app.console.coordinator.changes import setting
from desktop_app.console.given_campaigns import GLASS, PreviewLook, SignerPage
from desktop_app.language import Catalogues, own_name
from desktop_app.problems import Problem
from desktop_app.qt.application import application
from desktop_app.qt.fonts import load_fonts
from tests.campaign.test_check import BROKEN
from tests.making import OPEN_DOORS

CAMPAIGNS = ("open-doors", "save-sareh-and-elham", "start-a-campaign")
EVERY_LOOK = tuple(product(SignerPage, (False, True)))


@pytest.fixture
def draw(qapp: QApplication) -> Callable[..., QImage]:
    application()
    signing = Catalogues(locale_folder())
    families = load_fonts(fonts_folder(), [own_name(one) for one in signing.languages()])

    def do(pack: Pack, page: SignerPage, language: str = "en", *, is_standing: bool) -> QImage:
        look = PreviewLook(
            pack=pack, language=language, page=page, is_standing=is_standing, families=families
        )
        return drawn(look, signing).toImage()

    return do


def in_work(name: str = "open-doors") -> PackInWork:
    return PackInWork(read_files(OPEN_DOORS.parent / name).content())


@pytest.mark.parametrize("name", CAMPAIGNS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_page_is_drawn_at_the_tablets_size(
    draw: Callable[..., QImage], name: str, language: str
) -> None:
    pack = sketched(in_work(name).files())
    seen = set()
    for page, is_standing in EVERY_LOOK:
        picture = draw(pack, page, language, is_standing=is_standing)
        assert picture.size() == (GLASS.transposed() if is_standing else GLASS)
        seen.add(picture.cacheKey())
    assert len(seen) == len(EVERY_LOOK)


def test_other_words_give_another_picture(draw: Callable[..., QImage]) -> None:
    pack = in_work()
    before = draw(sketched(pack.files()), SignerPage.PETITION, is_standing=False)
    again = draw(sketched(pack.files()), SignerPage.PETITION, is_standing=False)
    assert again == before
    pack.put(setting("look", "accent"), "#003300")
    after = draw(sketched(pack.files()), SignerPage.PETITION, is_standing=False)
    assert after != before


def test_a_language_that_the_screens_lack_is_shown_as_the_kiosk_shows_it(
    draw: Callable[..., QImage],
) -> None:
    pack = in_work()
    pack.put(setting("languages"), ["en", "ku"])
    seen = sketched(pack.files())
    for page, is_standing in EVERY_LOOK:
        draw(seen, page, "ku", is_standing=is_standing)
    pack.put(setting("languages"), ["ku"])
    pack.put(setting("default_language"), "ku")
    for page, is_standing in EVERY_LOOK:
        draw(sketched(pack.files()), page, "ku", is_standing=is_standing)


def test_words_far_too_long_are_drawn(draw: Callable[..., QImage]) -> None:
    pack = in_work()
    for key in ("title", "lead"):
        pack.put(setting(key).__class__(file="text/en.md", keys=(key,)), "many words " * 400)
    draw(sketched(pack.files()), SignerPage.PETITION, is_standing=False)


@pytest.mark.parametrize(
    ("change", "code", "where"), BROKEN, ids=[f"{c}-{w}" for _, c, w in BROKEN]
)
def test_whatever_is_wrong_can_be_looked_at(
    draw: Callable[..., QImage],
    tmp_path: Path,
    change: Callable[[Path], None],
    code: str,
    where: str,
) -> None:
    folder = Path(shutil.copytree(OPEN_DOORS, tmp_path / "pack"))
    change(folder)
    try:
        files = read_files(folder).content()
    except Problem:
        return  # the disk's, not the pack's: nothing is opened then
    pack = sketched(files)
    for page, is_standing in EVERY_LOOK:
        draw(pack, page, is_standing=is_standing)
    assert sketched({}).texts


def test_nothing_at_all_can_be_looked_at(draw: Callable[..., QImage]) -> None:
    for page, is_standing in EVERY_LOOK:
        draw(sketched({}), page, is_standing=is_standing)
