"""What need not be typed again for another petition, and what must be asked anew."""

from dataclasses import replace

from msgspec import structs

from desktop_app.campaign.pack import ConsentId, OnlyWith, Pack, Presence
from desktop_app.signature.carrying import carried, known_fields, same_choices
from desktop_app.signature.consent import Choice
from desktop_app.signature.strokes import NO_STROKES, Strokes
from tests.making import draft, open_doors

SHARE, UPDATES, SMS = (ConsentId(name) for name in ("share_with_starter", "email_updates", "sms"))


def asking(**ask: object) -> Pack:
    pack = open_doors()
    settings = structs.replace(pack.settings, ask=structs.replace(pack.settings.ask, **ask))
    return replace(pack, settings=settings)


def saying(statement: str, language: str = "en") -> Pack:
    """Open-doors with another statement about sharing, in one language."""
    pack = open_doors()
    text = pack.texts[language]
    consents = {**text.words.consents}
    consents[SHARE] = structs.replace(consents[SHARE], statement=statement)
    words = structs.replace(text.words, consents=consents)
    return replace(pack, texts={**pack.texts, language: replace(text, words=words)})


def test_choices_under_the_same_words_are_carried() -> None:
    assert same_choices(open_doors(), open_doors(), "de") == (SHARE, UPDATES, SMS)
    begun = carried(draft(share=Choice.YES), open_doors(), open_doors(), "en")
    assert begun.chosen(SHARE) is Choice.YES
    assert begun.chosen(UPDATES) is Choice.NO


def test_a_choice_under_other_words_is_asked_anew_only_in_that_language() -> None:
    other = saying("May we give your whole name to everybody?")

    assert same_choices(open_doors(), other, "en") == (UPDATES, SMS)
    assert same_choices(open_doors(), other, "de") == (SHARE, UPDATES, SMS)
    assert carried(draft(), open_doors(), other, "en").chosen(SHARE) is None


def test_a_choice_for_the_sake_of_others_is_asked_anew_though_the_words_are_the_same() -> None:
    pack = open_doors()
    deliveries = tuple(
        structs.replace(profile, to="Another group") if SHARE in profile.needs else profile
        for profile in pack.settings.deliveries
    )
    other = replace(pack, settings=structs.replace(pack.settings, deliveries=deliveries))

    assert same_choices(pack, other, "en") == (UPDATES, SMS)


def test_a_choice_that_lets_more_out_is_asked_anew() -> None:
    pack = open_doors()
    deliveries = tuple(
        structs.replace(profile, columns=(*profile.columns, "email"))
        for profile in pack.settings.deliveries
    )
    other = replace(pack, settings=structs.replace(pack.settings, deliveries=deliveries))

    assert SHARE not in same_choices(pack, other, "en")


def test_details_beneath_a_statement_are_its_words_too() -> None:
    pack = open_doors()
    text = pack.texts["en"]
    changed = structs.replace(text.words.consents[SMS], details="Every day.")
    words = structs.replace(text.words, consents={**text.words.consents, SMS: changed})
    other = replace(pack, texts={**pack.texts, "en": replace(text, words=words)})

    assert same_choices(pack, other, "en") == (SHARE, UPDATES)


def test_only_what_the_other_petition_asks_is_carried() -> None:
    other = asking(family_name=Presence.OFF, email=Presence.OFF)

    begun = carried(draft(), open_doors(), other, "en")

    assert begun.given_name == "Marta"
    assert (begun.family_name, begun.email) == ("", "")


def test_fields_that_were_asked_and_are_right_are_known() -> None:
    assert known_fields(draft(), open_doors(), open_doors()) == {
        "given_name", "family_name", "email", "country",
    }  # fmt: skip


def test_a_field_that_was_left_out_and_is_required_now_is_asked() -> None:
    mononym = draft(family_name="")
    other = asking(family_name=Presence.REQUIRED)

    assert "family_name" in known_fields(mononym, open_doors(), open_doors())
    assert "family_name" not in known_fields(mononym, open_doors(), other)


def test_a_field_that_was_never_asked_is_asked_even_if_it_may_stay_empty() -> None:
    other = asking(postcode=Presence.OPTIONAL)

    assert "postcode" not in known_fields(draft(), open_doors(), other)


def test_a_phone_is_known_only_if_it_was_given() -> None:
    other = asking(phone=OnlyWith(only_with="sms"))
    with_phone = draft(phone="+491701234567", sms=Choice.YES)

    assert "phone" in known_fields(with_phone, open_doors(), other)
    assert "phone" not in known_fields(draft(), open_doors(), other)


def test_a_drawing_is_not_carried() -> None:
    drawn = replace(draft(), strokes=Strokes(height=1000, lines=(((0, 0), (9, 9)),)))

    assert carried(drawn, open_doors(), open_doors(), "en").strokes == NO_STROKES


def test_the_preset_country_stands_where_none_was_chosen() -> None:
    nowhere = draft(country="")

    assert carried(nowhere, open_doors(), open_doors(), "en").country == "DE"
