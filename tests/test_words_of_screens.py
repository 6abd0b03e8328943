"""The catalogues say everything that the screens and PDFs say, whole, in every language."""

import gettext
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from desktop_app.language import (
    CONSOLE_DOMAIN,
    CONSOLE_SPOKEN,
    DOMAIN,
    SPOKEN,
    Catalogues,
    locale_of,
)

ROOT = Path(__file__).resolve().parent.parent
TOOL = ROOT / "packaging" / "words.py"
LOCALES = ROOT / "resources" / "locale"
SPOKEN_IN = {DOMAIN: SPOKEN, CONSOLE_DOMAIN: CONSOLE_SPOKEN}
FILES = [
    (language, domain)
    for domain, spoken in SPOKEN_IN.items()
    for language in sorted(spoken - {"en"})
]
PLACEHOLDER = re.compile(r"%\([a-z_]+\)s")
NUMBER = "%(number)s"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("words_tool", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def templates(tool: ModuleType) -> dict[str, Catalog]:
    """What the source says in each domain, by the name of its catalogues; gathered once."""
    return {domain.file: tool.gathered(domain) for domain in tool.DOMAINS}


@pytest.fixture(params=FILES, ids="-".join)
def path(request: pytest.FixtureRequest) -> Path:
    """The catalogue of a language in a domain."""
    return LOCALES.joinpath(*request.param)


@pytest.fixture
def language(path: Path) -> str:
    return path.parent.name


@pytest.fixture
def catalogue(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def both(message: Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The English forms and the translated ones."""
    string = message.string or ""
    english = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    return english, (string,) if isinstance(string, str) else tuple(string)


# ---- catalogues and source ------------------------------------------------------------------------


EU = [
    "bg",
    "cs",
    "da",
    "de",
    "el",
    "en",
    "es",
    "et",
    "fi",
    "fr",
    "ga",
    "hr",
    "hu",
    "it",
    "lt",
    "lv",
    "mt",
    "nl",
    "pl",
    "pt",
    "ro",
    "sk",
    "sl",
    "sv",
]
BESIDE_THE_EU = ["ru", "uk", "tr", "ar", "fa", "he", "ka", "hy", "sq", "sr"]


def test_all_official_languages_of_the_eu_and_ten_more_are_spoken() -> None:
    assert len(EU) == 24
    assert {*EU, *BESIDE_THE_EU} <= SPOKEN


@pytest.mark.parametrize("domain", SPOKEN_IN)
def test_what_is_said_to_be_spoken_has_a_catalogue(domain: str) -> None:
    assert Catalogues(LOCALES, domain=domain).languages() == SPOKEN_IN[domain]


def test_console_speaks_only_what_shared_widgets_speak() -> None:
    assert CONSOLE_SPOKEN <= SPOKEN


def test_catalogue_is_what_dev_words_would_write(
    tool: ModuleType,
    templates: dict[str, Catalog],
    path: Path,
    language: str,
    catalogue: Catalog,
) -> None:
    """Fails after a `say` was added, changed or dropped: run `dev.py words`, then translate."""
    domain = next(one for one in tool.DOMAINS if one.file == path.name)
    template = templates[path.name]
    wanted = [message.id for message in messages(template)]

    assert [message.id for message in messages(catalogue)] == wanted
    assert not catalogue.obsolete
    renewed = tool.written(tool.renewed(path, language, template), domain)
    assert path.read_text(encoding="utf-8") == renewed


def test_console_falls_back_on_the_words_of_shared_widgets() -> None:
    console = Catalogues(LOCALES, domain=CONSOLE_DOMAIN).words("de")

    assert console.say("Large text") == Catalogues(LOCALES).words("de").say("Large text")
    assert console.count("%(number)s signature", "%(number)s signatures", 2) == "2 Unterschriften"


COORDINATORS = (
    "desktop_app/console/coordinator/",
    "desktop_app/deliveries/coordinator/",
    "desktop_app/app/desk_words.py",
    "desktop_app/app/finding_words.py",
    "desktop_app/app/key_words.py",
    "desktop_app/app/register_words.py",
    "desktop_app/app/retention_words.py",
)
"""Coordinators may also work by commands; what they read begins with these."""


def test_volunteers_read_of_no_options_and_commands(tool: ModuleType) -> None:
    *_, console = (tool.gathered(domain) for domain in tool.DOMAINS)
    said = [
        text
        for message in messages(console)
        for text in both(message)[0]
        if not all(place.startswith(COORDINATORS) for place, _ in message.locations)
    ]

    named = [text for text in said if "--" in text or "“inkstand " in text]
    assert len(named) == 1  # saving what is whole of a damaged journal is for whoever helps
    assert "restore --salvage" in named[0]


def test_what_the_kiosk_says_is_not_translated_twice(tool: ModuleType) -> None:
    signers, console = (tool.gathered(domain) for domain in tool.DOMAINS)

    assert not [message.id for message in messages(console) if message.id in signers]


# ---- translations ---------------------------------------------------------------------------------


def test_nothing_is_missing_or_guessed(catalogue: Catalog) -> None:
    missing = [message.id for message in messages(catalogue) if not all(both(message)[1])]
    guessed = [message.id for message in messages(catalogue) if message.fuzzy]

    assert missing == []
    assert guessed == []


def test_plurals_have_as_many_forms_as_the_language(catalogue: Catalog) -> None:
    for message in messages(catalogue):
        assert len(both(message)[1]) == (catalogue.num_plurals if message.pluralizable else 1)


def test_plural_forms_follow_cldr(catalogue: Catalog, language: str) -> None:
    """Numbers that CLDR counts alike are counted alike; a language may need fewer forms than CLDR."""
    form_of, category_of = gettext.c2py(catalogue.plural_expr), locale_of(language).plural_form
    forms_by_category: dict[str, set[int]] = {}
    for number in range(1200):
        forms_by_category.setdefault(category_of(number), set()).add(form_of(number))

    assert {name: found for name, found in forms_by_category.items() if len(found) > 1} == {}


def test_placeholders_are_those_of_the_message(catalogue: Catalog) -> None:
    """Only a form that says its number in words, such as "two seconds", may leave it out."""
    for message in messages(catalogue):
        english, translated = both(message)
        wanted = sorted(PLACEHOLDER.findall(english[-1]))
        for number, form in enumerate(translated):
            found = sorted(PLACEHOLDER.findall(form))
            says_number_in_words = len(translated) == 6 and number < 3
            less = [one for one in wanted if one != NUMBER] if says_number_in_words else wanted
            assert found in (wanted, less), message.id
            assert form.replace("%%", "").count("%") == len(found), message.id


def test_space_around_is_that_of_the_message(catalogue: Catalog) -> None:
    for message in messages(catalogue):
        english, translated = both(message)
        for form in translated:
            assert len(form) - len(form.lstrip()) == len(english[0]) - len(english[0].lstrip())
            assert len(form) - len(form.rstrip()) == len(english[0]) - len(english[0].rstrip())


@pytest.mark.parametrize(
    ("spoken", "number", "said"),
    [
        ("ar", 0, "لا توقيعات"),
        ("ar", 1, "توقيع واحد"),
        ("ar", 2, "توقيعان"),
        ("ar", 3, "3 توقيعات"),
        ("ar", 11, "11 توقيعًا"),
        ("ar", 100, "100 توقيع"),
        ("ru", 1, "1 подпись"),
        ("ru", 2, "2 подписи"),
        ("ru", 5, "5 подписей"),
        ("ru", 11, "11 подписей"),
        ("ru", 21, "21 подпись"),
        ("fr", 0, "0 signature"),
        ("fr", 2, "2 signatures"),
        ("de", 0, "0 Unterschriften"),
        ("es", 1, "1 firma"),
        ("pl", 2, "2 podpisy"),
        ("pl", 5, "5 podpisów"),
        ("pl", 22, "22 podpisy"),
        ("cs", 3, "3 podpisy"),
        ("cs", 5, "5 podpisů"),
        ("uk", 3, "3 підписи"),
        ("uk", 11, "11 підписів"),
        ("lt", 1, "1 parašas"),
        ("lt", 2, "2 parašai"),
        ("lt", 10, "10 parašų"),
        ("lv", 10, "10 parakstu"),
        ("lv", 21, "21 paraksts"),
        ("sl", 1, "1 podpis"),
        ("sl", 2, "2 podpisa"),
        ("sl", 3, "3 podpisi"),
        ("sl", 5, "5 podpisov"),
        ("ro", 20, "20 de semnături"),
        ("ro", 2, "2 semnături"),
        ("hu", 5, "5 aláírás"),
        ("tr", 5, "5 imza"),
        ("ga", 2, "2 shíniú"),
        ("mt", 12, "12-il firma"),
        ("fi", 2, "2 allekirjoitusta"),
    ],
)
def test_numbers_are_counted_as_the_language_counts(spoken: str, number: int, said: str) -> None:
    words = Catalogues(LOCALES).words(spoken)

    assert words.count("%(number)s signature", "%(number)s signatures", number) == said


# ---- the tool -------------------------------------------------------------------------------------


def test_messages_are_found_with_their_notes(tool: ModuleType) -> None:
    source = """
def show(words, label, name):
    # NOTE: A greeting.
    # It stands alone.
    label.say(words.say("Good %(day)s") % {"day": "Monday"})
    label.say(", ".join(words.say(one) for one in name))
    return words.count("one", "many", 3), f"{words.say('(maybe)')} {name.count('x')}"
"""

    assert list(tool.messages(source)) == [
        (("Good %(day)s",), "A greeting. It stands alone."),
        (("one", "many"), ""),
        (("(maybe)",), ""),
    ]


def test_translations_are_kept_and_new_messages_stay_empty(
    tool: ModuleType, tmp_path: Path
) -> None:
    path = tmp_path / "inkstand.po"
    before = Catalog(locale="de")
    before.add("Kept", "Behalten", user_comments=["by Kim"])
    before.add("Dropped", "Verworfen")
    before.add(("day", "days"), ("Tag", "Tage"))
    path.write_text(tool.written(before), encoding="utf-8")
    template = Catalog()
    template.add("Kept")
    template.add("Kept!")
    template.add(("day", "many days"))

    renewed = tool.renewed(path, "de", template)

    assert {message.id: both(message)[1] for message in messages(renewed)} == {
        "Kept": ("Behalten",),
        "Kept!": ("",),
        ("day", "many days"): ("", ""),
    }
    assert renewed["Kept"].user_comments == ["by Kim"]


def test_catalogue_names_no_day_and_no_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert "-Date: " not in text
    assert not re.search(r"^#: .*\.py:\d", text, re.MULTILINE)
