"""The reply to who has withdrawn: whole in every language, and it says no more than was done."""

from datetime import date

import pytest

from desktop_app.app.home import locale_folder
from desktop_app.deliveries.reply import ReplyFacts, reply_text
from desktop_app.language import SPOKEN, Catalogues

DAY = date(2026, 11, 25)
ERASED = ReplyFacts(campaign_title="Ein Titel", withdrawn_on=DAY, consent_statement=None)
CONSENT = ReplyFacts(
    campaign_title="Ein Titel",
    withdrawn_on=DAY,
    consent_statement="May we write to you?",
    given_name="Zoë",
    receivers=["All Out", "The Commission"],
    controller="Coming Out",
)


def replied(facts: ReplyFacts, language: str) -> str:
    return reply_text(facts, Catalogues(locale_folder()).words(language))


@pytest.mark.parametrize("language", sorted(SPOKEN))
def test_reply_is_whole_in_every_language(language):
    erased, consent = replied(ERASED, language), replied(CONSENT, language)

    assert "Ein Titel" in erased
    assert "2026" in erased or language in {"ar", "fa"}
    for part in ("Zoë", "May we write to you?", "– All Out", "– The Commission", "Coming Out"):
        assert part in consent
    assert "%(" not in erased + consent
    if language != "en":
        for facts in (ERASED, CONSENT):
            english = set(replied(facts, "en").split("\n\n"))
            same = english & set(replied(facts, language).split("\n\n"))
            assert {text.strip() for text in same} <= {"May we write to you?", "Coming Out"}


def test_reply_without_a_name_or_receivers_says_so():
    assert replied(ERASED, "en").startswith("Hello,\n\nOn November 25, 2026 we erased")
    assert "Nobody had received it from us." in replied(ERASED, "en")


def test_reply_about_one_consent_says_that_the_signature_counts():
    reply = replied(CONSENT, "en")

    assert "you no longer agree to this:\n\n    May we write to you?" in reply
    assert "Your signature itself still counts." in reply
    assert "erased" not in reply


def test_name_is_not_in_repr():
    assert "Zoë" not in repr(CONSENT)
