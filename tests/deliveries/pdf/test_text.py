"""Text on pages: fonts, widths, cutting, and taking it out again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.deliveries.pdf.bidi import Direction
from desktop_app.deliveries.pdf.document import About, writing
from desktop_app.deliveries.pdf.text import Style, TextLayer

ABOUT = About(title="Test", author="", language="en", made_on=date(2026, 11, 23))
STYLE = Style(size_pt=10)
QUICK = Style(size_pt=10, is_kerned=False)

EXACT = [
    "Anna Müller-Lüdenscheidt",
    "Nguyễn Thị Hồng Nhung",
    "Đặng Văn Lâm",
    "Ольга Кузнецова",
    "Щукина Їжак",
    "Γιώργος Παπαδόπουλος",
    "Łukasz Şahin Ærø ĳ ffi",
    "გიორგი ბერიძე",
    "Արմեն Սարգսյան",
    "कृष्णा श्रीवास्तव",
    "தமிழ்ச்செல்வி",
    "สมชาย ใจดี",
    "王小明",
    "髙橋 さくら",
    "𠮷田 太郎",
    "김민준",
    "አማርኛ ተስፋዬ",
    "👍🏽 thumbs",
]


@pytest.fixture
def layer(fonts):
    return TextLayer(fonts)


def drawn(path, lines, fonts, style):
    with writing(path, ABOUT, fonts) as document:
        for number, line in enumerate(lines):
            document.text.draw(document.canvas, line, (50, 800 - 25 * number), style)
        document.end_page()


@pytest.mark.parametrize("style", [STYLE, QUICK, Style(size_pt=10, is_bold=True)])
def test_names_come_out_as_they_went_in(tmp_path, fonts, text_of, style):
    drawn(tmp_path / "t.pdf", EXACT, fonts, style)
    assert text_of(tmp_path / "t.pdf")[0].split("\r\n") == EXACT


def test_words_from_the_right_come_out_whole(tmp_path, fonts, text_of):
    names = ["محمد الحسيني", "فاطمة الزهراء", "גלית כהן", "علي لام"]
    drawn(tmp_path / "t.pdf", names, fonts, STYLE)
    text = text_of(tmp_path / "t.pdf")[0]
    assert [word for name in names for word in name.split() if word not in text] == []


def test_a_name_is_not_rewritten_as_a_ligature_of_taste(tmp_path, fonts, text_of):
    drawn(tmp_path / "t.pdf", ["محمد"], fonts, STYLE)
    assert text_of(tmp_path / "t.pdf")[0].strip() == "محمد"


def test_decomposed_vietnamese_comes_out_composed(tmp_path, fonts, text_of):
    drawn(tmp_path / "t.pdf", ["Nguye\u0302\u0303n"], fonts, QUICK)
    assert text_of(tmp_path / "t.pdf")[0].strip() == "Nguyễn"


@pytest.mark.parametrize("name", ["W" * 80, "م" * 200, "王" * 90, "क्ष" * 80, "👩‍👩‍👧" * 40])
def test_a_long_name_is_cut_to_its_width(layer, name):
    line = layer.fitted(name, QUICK, 100)
    assert 70 < line.width_pt <= 100


def test_a_name_a_little_too_long_is_made_smaller_and_kept_whole(layer):
    name = "Anna Müller-Lüdenscheidt"
    width_pt = layer.width_pt(name, QUICK)
    line = layer.fitted(name, QUICK, width_pt * 0.9)
    assert line.width_pt <= width_pt * 0.9
    assert line.runs[0][1] == layer.line(name, QUICK).runs[0][1]
    assert line.runs[0][0] != layer.line(name, QUICK).runs[0][0]


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "\u0301\u0301alone", "\u202e", "\u200d", "\ufe0f", "\U000e0041"]
)
def test_odd_text_is_drawn_without_fuss(layer, text):
    for style in (STYLE, QUICK):
        assert layer.line(text, style).width_pt >= 0


@given(st.text(max_size=30))
def test_any_text_can_be_drawn(fonts, text):
    layer = TextLayer(fonts)
    for style in (STYLE, QUICK, Style(size_pt=10, direction=Direction.RIGHT_TO_LEFT)):
        assert layer.fitted(text, style, 60).width_pt <= 60


def test_what_no_font_has_is_counted(layer):
    layer.line("a\ue000b\ue000\ue001", STYLE)
    assert layer.missing_characters == {"\ue000", "\ue001"}


def test_the_cache_does_not_grow_without_end(layer, monkeypatch):
    monkeypatch.setattr("desktop_app.deliveries.pdf.text._MOST_CACHED_LINES", 10)
    for number in range(100):
        layer.line(str(number), QUICK)
    assert len(layer._lines) <= 10


def test_the_quick_way_and_the_shaped_way_agree(layer):
    for name in ("Ольга", "Nguyễn", "Γιώργος", "Zoë 12"):
        quick, shaped = layer.line(name, QUICK), layer.line(name, STYLE)
        assert quick.width_pt == pytest.approx(shaped.width_pt, rel=0.03)  # kerning


def test_a_line_keeps_the_direction_of_its_paragraph(layer):
    style = Style(size_pt=10, direction=Direction.RIGHT_TO_LEFT)
    first = layer.line("LGBTQ حقوق", style).runs[0][0]
    latin, arabic = layer.line("L", style).runs[0][0], layer.line("ح", style).runs[0][0]
    assert first == arabic != latin


def test_japanese_and_chinese_write_the_same_character_differently(layer):
    japanese = layer.line("直", Style(size_pt=10, language="ja")).runs
    chinese = layer.line("直", Style(size_pt=10, language="zh-Hans")).runs
    assert japanese != chinese
