"""The campaigns that come with the program: right, whole in every language, and of one mind."""

import re
from pathlib import Path

import pytest
from babel.dates import format_date

from desktop_app.app.home import Home, resources_folder
from desktop_app.app.installed import install
from desktop_app.campaign.pack import (
    PAGE_NAMES,
    CampaignKind,
    ConsentKind,
    Pack,
    Presence,
)
from desktop_app.campaign.reading import check_pack, read_pack
from desktop_app.campaign.text import BlockKind, blocks
from tests.making import made_key, published

FOLDERS = sorted(p for p in (resources_folder() / "campaigns").iterdir() if p.is_dir())
PACKS = {folder.name: read_pack(folder) for folder in FOLDERS}
PETITIONS = ("open-doors", "save-sareh-and-elham")
IDEA = "start-a-campaign"
LANGUAGES = ("en", "de", "fr", "es", "ru", "ar")
CARRIED = ("share_with_starter", "email_updates", "sms")
SCRIPTS = {"ru": r"[а-яё]", "ar": r"[\u0621-\u064a]"}
SMALL_WORDS = {
    "en": {"the", "and", "you", "your", "what", "that", "to", "is", "of", "it", "my", "for"},
    "de": {"und", "der", "die", "das", "was", "du", "wir", "uns", "sich", "nicht", "ist", "mit"},
    "fr": {"les", "et", "vous", "une", "des", "pour", "ce", "qui", "nous", "votre", "le", "est"},
    "es": {"los", "y", "una", "por", "para", "su", "qué", "el", "con", "del", "mi", "donde"},
}

every_pack = pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
every_language = pytest.mark.parametrize("language", LANGUAGES)


def all_texts(pack: Pack, language: str) -> dict[str, str]:
    """All that a signer reads of a pack in one language, by the place where it stands."""
    text = pack.texts[language]
    words = text.words
    lines = [words.title, words.lead, words.demands_intro, *words.demands, words.closing or ""]
    consents = [f"{c.statement} {c.details or ''}" for c in words.consents.values()]
    pages = {n: pack.pages[n, language] for n in PAGE_NAMES if (n, language) in pack.pages}
    return {"words": " ".join(lines), "consents": " ".join(consents), "body": text.body, **pages}


def test_there_are_two_petitions_and_a_place_for_ideas() -> None:
    assert set(PACKS) == {*PETITIONS, IDEA}
    assert {name for name, pack in PACKS.items() if pack.id != name} == set()
    kinds = {name: pack.settings.kind for name, pack in PACKS.items()}
    assert kinds == dict.fromkeys(PETITIONS, CampaignKind.PETITION) | {IDEA: CampaignKind.IDEA}


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
def test_each_is_right_can_be_published_and_installed(folder: Path, tmp_path: Path) -> None:
    assert check_pack(folder).findings == ()
    key = made_key()
    made = published(key, tmp_path / "made.inkpack", folder)
    installed = install(Home(folder=tmp_path / "home"), tmp_path / "made.inkpack").pack
    assert (installed.id, installed.hash) == (folder.name, made.hash)
    assert installed.recipients == (key.recipient,)


@every_pack
def test_no_page_is_shown_in_another_language_than_the_signers(pack: Pack) -> None:
    assert pack.settings.languages == LANGUAGES
    there = {name for name, _ in pack.pages}
    assert {(n, p.language) for n in there for ln in LANGUAGES if (p := pack.page(n, ln))} == {
        (name, language) for name in there for language in LANGUAGES
    }
    assert there == (set(PAGE_NAMES) if pack.id in PETITIONS else {"privacy", "contact"})


@every_pack
@every_language
def test_each_text_is_in_the_language_that_it_says(pack: Pack, language: str) -> None:
    for place, text in all_texts(pack, language).items():
        if language in SCRIPTS:
            letters = re.findall(r"[^\W\d_]", text)
            own = re.findall(SCRIPTS[language], text, re.IGNORECASE)
            assert len(own) > 0.6 * len(letters), place
        else:
            spoken = re.findall(r"\w+", text.lower())
            found = {ln: sum(word in small for word in spoken) for ln, small in SMALL_WORDS.items()}
            assert found.pop(language) > max(found.values()), place


@every_pack
def test_each_language_says_as_much_as_english(pack: Pack) -> None:
    """As many demands, paragraphs, list items and headings, and about as many letters."""
    shapes = {
        language: {
            place: [block.kind for block in blocks(text)] if place not in ("words", "consents")
            else len(pack.texts[language].words.demands)
            for place, text in all_texts(pack, language).items()
        }
        for language in LANGUAGES
    }  # fmt: skip
    assert [language for language in LANGUAGES if shapes[language] != shapes["en"]] == []
    for language in LANGUAGES:
        for place, text in all_texts(pack, language).items():
            english = all_texts(pack, "en")[place]
            assert 0.6 * len(english) < len(text) < 1.6 * len(english), (language, place)


@every_pack
@every_language
def test_each_page_has_a_heading_and_the_privacy_page_the_facts(pack: Pack, language: str) -> None:
    for (name, there), body in pack.pages.items():
        if there == language:
            assert blocks(body)[0].kind is BlockKind.HEADING, name
    privacy = pack.pages["privacy", language]
    settings = pack.settings
    assert settings.controller.name in privacy
    assert settings.controller.contact in privacy
    assert settings.controller.contact in pack.pages["contact", language]
    spoken = format_date(settings.delete_by, "d MMMM y", locale=language)
    last_day = {  # as people say it there
        "de": "30. Juni 2028",
        "es": "30 de junio de 2028",
        "ru": "30 июня 2028",
        "ar": "30 حزيران/يونيو 2028",
    }.get(language, spoken)
    assert last_day in privacy


def test_the_choices_of_both_petitions_are_the_same_word_for_word() -> None:
    """So "Sign this one too" need not ask them again; a single letter more and it must."""
    one, other = (PACKS[name] for name in PETITIONS)
    assert one.choices == other.choices
    assert tuple(choice.id for choice in one.choices) == CARRIED
    assert one.settings.ask == other.settings.ask
    for language in LANGUAGES:
        for consent_id in CARRIED:
            there = one.texts[language].words.consents[consent_id]
            assert other.texts[language].words.consents[consent_id] == there, language


def test_what_signing_itself_says_is_each_campaigns_own() -> None:
    for language in LANGUAGES:
        said = {pack.texts[language].words.consents["sign"].statement for pack in PACKS.values()}
        assert len(said) == len(PACKS), language


def test_each_names_the_two_others_as_more_to_do() -> None:
    for pack in PACKS.values():
        assert {pack.id, *pack.settings.more_actions} == set(PACKS)
    assert PACKS["open-doors"].settings.more_actions == ("save-sareh-and-elham", IDEA)
    assert PACKS["save-sareh-and-elham"].settings.more_actions == ("open-doors", IDEA)


def test_they_can_be_told_apart_by_colour() -> None:
    assert len({pack.settings.look.accent for pack in PACKS.values()}) == len(PACKS)


def test_the_second_petition_names_bodies_because_people_leave_their_offices() -> None:
    addressees = PACKS["save-sareh-and-elham"].settings.addressees
    assert len(addressees) >= 2
    assert [addressee.names for addressee in addressees if addressee.names] == []


def test_an_idea_asks_for_nothing_but_itself_and_goes_to_those_who_read_it() -> None:
    pack = PACKS[IDEA]
    ask = pack.settings.ask
    asked = {name: getattr(ask, name) for name in ask.__struct_fields__}
    assert {name: how for name, how in asked.items() if how is not Presence.OFF} == {
        "idea": Presence.REQUIRED,
        "email": Presence.OPTIONAL,
    }
    assert [(consent.id, consent.kind) for consent in pack.settings.consents] == [
        ("sign", ConsentKind.TO_SIGN)
    ]
    assert {(profile.to, profile.needs) for profile in pack.settings.deliveries} == {
        ("All Out", ("sign",))
    }
    assert [profile.columns for profile in pack.settings.deliveries if "email" in profile.columns]
