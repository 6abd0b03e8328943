"""The layouts as data: each file is right, has its whole alphabet, and any name can be written."""

import shutil
from pathlib import Path

import pytest

from desktop_app.qt.keyboard.keyboards import prefix_of, read_keyboards, switch_label
from desktop_app.qt.keyboard.layout import (
    BrokenLayout,
    Layout,
    Script,
    read_domains,
    read_layout,
    read_variants,
)
from tests.kiosk.keyboard.hands import FOLDER, LANGUAGES

ZWNJ = "\u200c"
"""Shapes Persian words; an Arabic keyboard has no place for it."""
A_TO_Z = "abcdefghijklmnopqrstuvwxyz"
RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
# Main exemplar characters of CLDR 47, without digraphs and combinations. Babel does not carry them.
ALPHABETS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ",
    "az": "abcçdeəfgğhxıijkqlmnoöprsştuüvyzw",
    "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя’",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "cs": A_TO_Z + "áčďéěíňóřšťúůýž",
    "da": A_TO_Z + "æøåé",
    "de": A_TO_Z + "äöüß",
    "el": "αάβγδεέζηήθιίϊΐκλμνξοόπρσςτυύϋΰφχψωώ",
    "en": A_TO_Z,
    "es": A_TO_Z + "áéíñóúü",
    "et": A_TO_Z + "äöõüšž",
    "fa": "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئآأؤءة\u200c",
    "fi": A_TO_Z + "åäöšž",
    "fr": A_TO_Z + "àâæçéèêëîïôœùûüÿ",
    "ga": A_TO_Z + "áéíóú",
    "he": "אבגדהוזחטיכךלמםנןסעפףצץקרשת",
    "hr": A_TO_Z + "čćđšž",
    "hu": A_TO_Z + "áéíóöőúüű",
    "hy": "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
    "it": A_TO_Z + "àèéìòù",
    "ka": "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "kk": RUSSIAN + "әғқңөұүһі",
    "lt": A_TO_Z + "ąčęėįšųūž",
    "lv": A_TO_Z + "āčēģīķļņšūž",
    "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџшѐѝ",
    "mt": A_TO_Z + "ċġħżàèìòù",
    "nb": A_TO_Z + "æøåéèòóô",
    "nl": A_TO_Z + "áäéëíïóöúüè",
    "pl": A_TO_Z + "ąćęłńóśźż",
    "pt": A_TO_Z + "áàâãçéêíóôõú",
    "ro": A_TO_Z + "ăâîșț",
    "ru": RUSSIAN,
    "sk": A_TO_Z + "áäčďéíĺľňóôŕšťúýž",
    "sl": A_TO_Z + "čšžćđ",
    "sq": A_TO_Z + "çë",
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "sr-Latn": A_TO_Z + "čćđšž",
    "sv": A_TO_Z + "åäöé",
    "tr": A_TO_Z + "çğıöşüâîû",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’",
}
VARIANTS = read_variants(FOLDER)


def reachable(layout: Layout) -> set[str]:
    keys = set(layout.keys)
    return keys | {variant for key in keys for variant in VARIANTS.of(key, layout)}


def capitals(layout: Layout) -> set[str]:
    keys = "".join((*layout.rows, layout.signs))
    held = {v for key in keys for v in VARIANTS.of(key, layout, is_shifted=True)}
    return {layout.capital(key) for key in keys} | held


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_language_of_the_list_has_a_layout() -> None:
    assert set(LANGUAGES) == set(ALPHABETS)


def test_layout_has_its_whole_alphabet(language: str) -> None:
    layout = read_layout(FOLDER / f"{language}.toml")

    assert set(ALPHABETS[language]) - reachable(layout) == set()


def test_layout_has_the_capitals_of_its_alphabet(language: str) -> None:
    layout = read_layout(FOLDER / f"{language}.toml")
    if not layout.has_case:
        return
    own = {"ß": "ẞ", "և": "Եվ", "ΐ": "", "ΰ": ""}
    turkish = {"i": "İ", "ı": "I"} if language in ("tr", "az") else {}
    wanted = {(own | turkish).get(letter, letter.upper()) for letter in ALPHABETS[language]}

    assert wanted - {""} - capitals(layout) == set()


def test_apostrophes_and_hyphen_are_at_hand(language: str) -> None:
    assert {"'", "’", "-"} <= reachable(read_layout(FOLDER / f"{language}.toml"))


def test_a_name_of_any_language_can_be_written_on_any_layout_of_its_script(language: str) -> None:
    layout = read_layout(FOLDER / f"{language}.toml")
    others = [read_layout(FOLDER / f"{other}.toml") for other in LANGUAGES]
    wanted = {
        letter
        for name, other in zip(LANGUAGES, others, strict=True)
        if other.script is layout.script
        for letter in ALPHABETS[name].replace(ZWNJ, "")
    }

    assert wanted - reachable(layout) == set()


def test_a_key_has_its_letter_once_and_never_itself_as_variant(language: str) -> None:
    layout = read_layout(FOLDER / f"{language}.toml")

    for key in layout.keys:
        for is_shifted in (False, True):
            variants = VARIANTS.of(key, layout, is_shifted=is_shifted)
            assert len(set(variants)) == len(variants)
            assert key not in variants


def test_turkish_letters_keep_their_dots_in_capitals() -> None:
    turkish = read_layout(FOLDER / "tr.toml")

    assert turkish.capital("i") == "İ"
    assert turkish.capital("ı") == "I"


# -- broken files -----------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "keyboards"
    shutil.copytree(FOLDER, copy)
    return copy


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("qwertyuiop", "qwertyuiopqwerty", "length"),
        ("qwertyuiop", "qwertyuioq", "two keys"),
        ("zxcvbnm", "zxcvbnmäöüß", "last row"),
        ('script = "Latin"', 'script = "Klingon"', "Klingon"),
        ('script = "Latin"', 'script = "Latin"\nrow = []', "row"),
        ("rows = [", "rows = ", "en.toml"),
        ("]\n", ']\n[variants]\n"й" = "и"\n', "no key"),
    ],
)
def test_broken_layout_is_refused_by_name(folder: Path, old: str, new: str, said: str) -> None:
    path = folder / "en.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    with pytest.raises(BrokenLayout, match=said):
        read_layout(path)


def test_variants_without_a_script_are_refused(folder: Path) -> None:
    (folder / "variants.toml").write_text('[signs]\n"-" = "–"\n[Latin]\n', encoding="utf-8")

    with pytest.raises(BrokenLayout, match="Cyrillic"):
        read_variants(folder)


# -- a campaign's keyboards -------------------------------------------------------------------------


def test_own_layout_comes_first_and_every_other_once() -> None:
    keyboards = read_keyboards(FOLDER, ("de", "pt", "pt-BR", "fr", "ru"))

    names = ["Français", "Deutsch", "Português", "Русский"]
    assert [one.name for one in keyboards.for_language("fr")] == names
    assert [one.name for one in keyboards.for_language("zh")] == [
        "Deutsch",
        "Português",
        "Français",
        "Русский",
    ]


def test_addresses_are_written_in_latin_in_a_campaign_without_a_latin_language() -> None:
    keyboards = read_keyboards(FOLDER, ("ar", "ru"))

    assert keyboards.for_language("ar")[-1].script is Script.LATIN


def test_language_without_layout_is_left_out_and_a_region_finds_its_language() -> None:
    keyboards = read_keyboards(FOLDER, ("pt-BR", "zh", "sr-Latn"))

    assert set(keyboards.by_language) == {"pt-BR", "sr-Latn"}


def test_switch_key_names_languages_where_letters_alone_would_not_tell() -> None:
    layouts = read_keyboards(FOLDER, ("uk", "ru", "de")).for_language("uk")

    assert [switch_label(one, layouts) for one in layouts] == ["Укр", "Рус", "ABC"]


def test_domains_are_the_countrys_or_else_the_usual_ones() -> None:
    domains = read_domains(FOLDER)

    assert domains.of("DE")[:3] == ("gmail.com", "gmx.de", "web.de")
    assert domains.of("PL")[1] == "wp.pl"
    assert domains.of("ZW") == domains.default


def test_prefix_is_the_countrys() -> None:
    assert (prefix_of("DE"), prefix_of("RU"), prefix_of("XX")) == ("+49", "+7", "")
