"""One person's story with values that fill its page."""

from datetime import timedelta

from desktop_app.register.finding import Found, WentTo
from desktop_app.register.story import Answer, SignatureTold, Story
from desktop_app.sealing.record import Source
from tests.making import NOON, draft, open_doors, signature


def told_person() -> Story:
    """Give somebody who signed once, and was in one delivery."""
    pack = open_doors()
    given = signature(draft("Marta", "Schmidt", "marta.schmidt@example.org"))
    found = Found(
        record_id="1" * 32,
        campaign=pack.id,
        hour="2026-11-23T12",
        device="d",
        seq=17,
        first_id="1" * 32,
        away=None,
        signature=given,
    )
    words = pack.text("en").words.consents
    answers = tuple(
        Answer(
            id=each.id, choice=each.choice, statement=words[each.id].statement, withdrawn_at=None
        )
        for each in given.consents
    )
    told = SignatureTold(
        found=found,
        device_words="amber quilt harbor melon",
        source=Source.KIOSK,
        version=pack.settings.version,
        answers=answers,
        flags=(),
    )
    delivery = WentTo(
        id=3,
        campaign=pack.id,
        profile="petition_starter",
        kind="csv",
        made_at=NOON + timedelta(days=1),
        sha256="0" * 64,
    )
    return Story(
        campaign=pack.id,
        pack=pack,
        signatures=(told,),
        went_to=(delivery,),
        decided=(),
        pair_count=0,
        others=(),
    )
