"""From a draft to a signature: what is asked, what is missing, what is kept."""

import hashlib
import itertools
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.campaign.pack import ConsentId, Presence
from desktop_app.campaign.reading import read_pack
from desktop_app.signature.consent import Choice, words_sha256
from desktop_app.signature.draft import Circumstances, Draft, complete, missing_choices, new_draft
from desktop_app.signature.fields import Wrong
from desktop_app.signature.reading import is_sane
from desktop_app.signature.signature import PaperLine, Signature, shown_code
from desktop_app.signature.strokes import Strokes, decoded
from tests.kiosk.stalls import asking
from tests.making import NOON, draft, idea_folder, open_doors, signature


def test_a_new_draft_has_nothing_but_the_preset_country() -> None:
    made = new_draft(open_doors())
    assert made == Draft(country="DE")
    assert [str(c) for c in missing_choices(open_doors(), made)] == [
        "share_with_starter",
        "email_updates",
        "sms",
    ]


def test_every_combination_of_choices_signs() -> None:
    answers = (Choice.YES, Choice.NO)
    for share, updates, sms in itertools.product(answers, answers, answers):
        made = signature(draft(share=share, updates=updates, sms=sms, phone="+4915123456789"))
        assert made.choice("share_with_starter") is share
        assert made.choice("email_updates") is updates
        assert made.choice("sms") is sms
        assert made.choice("sign") is Choice.YES


def test_a_phone_is_kept_only_after_yes_to_its_consent() -> None:
    assert signature(draft(phone="0151 23456789", sms=Choice.YES)).phone == "+4915123456789"
    assert signature(draft(phone="0151 23456789", sms=Choice.NO)).phone == ""


def test_all_that_is_wrong_is_said_at_once() -> None:
    wrong = complete(
        open_doors(),
        draft(given_name=" ", email="nobody", country="", sms=Choice.YES),
        Circumstances(language="en", signed_at=NOON),
        os.urandom,
    )
    assert wrong == (
        Wrong(field="given_name", code="name.empty"),
        Wrong(field="email", code="email.no_at"),
        Wrong(field="country", code="country.empty"),
        Wrong(field="phone", code="phone.empty"),
    )


def test_an_idea_is_kept_on_one_line_and_needs_no_name(tmp_path: Path) -> None:
    pack = read_pack(idea_folder(tmp_path))
    made = signature(Draft(idea=" More trees,\n\nplease\t! "), pack=pack)
    assert (made.idea, made.given_name, made.email) == ("More trees, please !", "", "")
    assert is_sane(made)


@pytest.mark.parametrize(
    ("idea", "code"),
    [("", "idea.empty"), (" \n\u200d", "idea.empty"), ("x" * 281, "idea.too_long")],
)
def test_an_idea_that_is_none_or_too_long(tmp_path: Path, idea: str, code: str) -> None:
    pack = read_pack(idea_folder(tmp_path))
    wrong = complete(
        pack, Draft(idea=idea), Circumstances(language="en", signed_at=NOON), os.urandom
    )
    assert wrong == (Wrong(field="idea", code=code),)


def test_a_petition_keeps_no_idea() -> None:
    assert signature(replace(draft(), idea="More trees")).idea == ""


STROKES = Strokes(lines=(((10, 700), (900, 20), (1800, 1100)), ((2000, 5),)))
AT_NOON = Circumstances(language="en", signed_at=NOON)


def test_what_was_drawn_is_kept_as_bytes_if_the_campaign_asks_for_it() -> None:
    for presence in (Presence.REQUIRED, Presence.OPTIONAL):
        pack = asking(open_doors(), drawn_signature=presence)
        made = signature(replace(draft(), strokes=STROKES), pack=pack)
        assert decoded(made.drawn) == STROKES
        assert is_sane(made)


def test_what_was_drawn_for_a_campaign_that_does_not_ask_is_not_kept() -> None:
    assert signature(replace(draft(), strokes=STROKES)).drawn == b""


def test_an_optional_drawing_may_be_left_out_and_a_required_one_not() -> None:
    optional = asking(open_doors(), drawn_signature=Presence.OPTIONAL)
    assert signature(pack=optional).drawn == b""
    required = asking(open_doors(), drawn_signature=Presence.REQUIRED)
    wrong = complete(required, draft(), AT_NOON, os.urandom)
    assert wrong == (Wrong(field="drawn_signature", code="drawn_signature.empty"),)


def test_a_drawing_that_is_too_long_is_said_and_not_cut_off() -> None:
    pack = asking(open_doors(), drawn_signature=Presence.OPTIONAL)
    dots = Strokes(lines=(((1, 1),), ((4000, 1500),)) * 1000)
    wrong = complete(pack, replace(draft(), strokes=dots), AT_NOON, os.urandom)
    assert wrong == (Wrong(field="drawn_signature", code="drawn_signature.too_long"),)


def test_what_was_drawn_on_paper_stays_on_paper() -> None:
    pack = asking(open_doors(), drawn_signature=Presence.REQUIRED)
    line = PaperLine(sheet="A-1", row=3)
    on_paper = Circumstances(language="en", signed_at=NOON, paper=line)
    made = complete(pack, draft(), on_paper, os.urandom)
    assert isinstance(made, Signature)
    assert made.drawn == b""


def test_what_came_too_quickly_is_flagged_inside() -> None:
    circumstances = Circumstances(language="en", signed_at=NOON, was_quick=True)
    made = complete(open_doors(), draft(), circumstances, os.urandom)
    assert isinstance(made, Signature)
    assert made.was_quick
    assert not signature().was_quick


def test_one_name_is_enough() -> None:
    assert signature(draft("Prince", "")).family_name == ""


def test_the_hash_is_of_the_exact_words_and_order_shown() -> None:
    pack = open_doors()
    words = pack.text("de").words.consents["sms"]
    order = ["sign", "share_with_starter", "email_updates", "sms"]
    shown = ["de", order, "sms", words.statement, words.details]
    expected = json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode()
    assert words_sha256(pack, ConsentId("sms"), "de") == hashlib.sha256(expected).digest()
    given = next(c for c in signature(language="de").consents if c.id == "sms")
    assert given.words_sha256 == hashlib.sha256(expected).digest()
    assert given.language == "de"


def test_a_language_that_the_pack_lacks_is_the_language_that_was_shown() -> None:
    made = signature(language="it")
    assert made.language == "en"
    assert {c.language for c in made.consents} == {"en"}


def test_nothing_personal_shows_in_repr() -> None:
    idea = replace(draft(), idea="Marta was here")
    drawing = replace(draft(), strokes=Strokes(lines=(((1234, 56),),)))
    for value in (draft(), signature(), idea, drawing):
        assert "Marta" not in repr(value)
        assert "1234" not in repr(value)
        assert "schmidt" not in repr(value).lower()


def test_codes_are_new_each_time_and_easy_to_read() -> None:
    codes = {signature().withdrawal_code for _ in range(50)}
    assert len(codes) == 50
    assert all(len(code) == 10 and not set(code) & set("ILOU") for code in codes)
    assert shown_code("7F3K9QXA2M") == "7F3K-9QXA-2M"


def test_a_signature_is_complete() -> None:
    made = signature()
    assert isinstance(made, Signature)
    assert (made.place, made.shift, made.signed_at) == ("Berlin", "1", NOON)
