"""The set of fonts."""

import shutil

import pytest

from desktop_app.deliveries.pdf.fonts import FAMILIES, FontMissing, Fonts


def test_a_missing_folder_names_the_first_font_and_the_folder(tmp_path):
    with pytest.raises(FontMissing) as problem:
        Fonts.load(tmp_path / "nowhere")
    assert problem.value.code == "pdf.font_missing"
    assert problem.value.facts == {
        "font": "NotoSans-Regular.ttf",
        "folder": str(tmp_path / "nowhere"),
    }


def test_a_single_missing_font_is_named(tmp_path):
    for family in FAMILIES:
        for is_bold in (False, True):
            (tmp_path / family.file_name(is_bold=is_bold)).touch()
    (tmp_path / "NotoSansThai-Bold.ttf").unlink()
    with pytest.raises(FontMissing) as problem:
        Fonts.load(tmp_path)
    assert problem.value.facts["font"] == "NotoSansThai-Bold.ttf"


def test_a_font_that_goes_away_after_loading_is_named(tmp_path, fonts):
    for family in FAMILIES:
        for is_bold in (False, True):
            (tmp_path / family.file_name(is_bold=is_bold)).touch()
    loaded = Fonts.load(tmp_path)
    shutil.rmtree(tmp_path)
    with pytest.raises(FontMissing):
        loaded.base(is_bold=False)


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("a", "NotoSans-Bold"),
        ("Ж", "NotoSans-Bold"),
        ("م", "NotoSansArabic-Bold"),
        ("漢", "NotoSansCJK-Core-Regular"),
        ("👍", "NotoEmoji-Regular"),
        ("🏽", "NotoEmoji-Regular"),
    ],
)
def test_each_character_finds_its_font(fonts, character, name):
    assert fonts.face_for(character, True).name == name


def test_no_font_is_made_up_for_what_none_has(fonts):
    assert fonts.face_for("\ue000", False) is None


def test_every_script_of_a_family_is_in_its_font(fonts):
    samples = {"Geor": "გ", "Ethi": "አ", "Tibt": "བ", "Cher": "Ꮳ", "Thaa": "ދ", "Hang": "한"}
    for script, character in samples.items():
        face = fonts.face_for(character, False)
        family = next(family for family in FAMILIES if script in family.scripts)
        assert face is not None
        assert face.name.startswith(family.stem)
