"""One person's story in words: lines of a label and a value, as the pages show them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from desktop_app.campaign.pack import Pack
from desktop_app.console.coordinator.questions import field_names
from desktop_app.console.setting import Setting
from desktop_app.deliveries.reply import receiver
from desktop_app.language import Words, mark
from desktop_app.register.finding import Found, WentTo
from desktop_app.register.flags import FlagKind
from desktop_app.register.standing import Away
from desktop_app.register.story import Answer, Decided, SignatureTold, Story
from desktop_app.sealing.record import Source
from desktop_app.signature.consent import Choice
from desktop_app.signature.signature import Signature, shown_code

Line = tuple[str, str]
"""A label and a value."""

CHOICES = {
    # NOTE: Answer to a consent.
    Choice.YES: mark("Yes"),
    # NOTE: Answer to a consent.
    Choice.NO: mark("No"),
    Choice.NOT_ASKED: mark("Not asked"),
}
FLAGS = {
    # NOTE: Why somebody may want to look at a signature.
    FlagKind.QUICK: mark("given faster than hands can type"),
    # NOTE: Why somebody may want to look at a signature.
    FlagKind.JOKE: mark("the name may be a joke"),
}
AWAY = {
    # NOTE: Whether a signature counts, as a short heading.
    Away.TAKEN_BACK.value: mark("Taken back at the tablet: it counts no more"),
    # NOTE: Whether a signature counts, as a short heading.
    Away.REVOKED.value: mark("Its device is not trusted any more: it does not count"),
}


def isolated(text: str) -> str:
    """Keep a name of another direction from disturbing what stands around it."""
    return f"\u2068{text}\u2069"


def full_name(signature: Signature) -> str:
    """Give the name as it was written; for an idea without one nothing."""
    return " ".join(part for part in (signature.given_name, signature.family_name) if part)


def name_of(person: Sequence[Found], words: Words) -> str:
    """Say who it is: name, e-mail, country, as far as they were given and can be read."""
    in_order = sorted(person, key=lambda each: each.first_id != each.record_id)
    signature = next((each.signature for each in in_order if each.signature is not None), None)
    if signature is None:
        return words.say("A signature that cannot be read")
    country = words.country(signature.country) if signature.country else ""
    parts = [full_name(signature), signature.email or signature.phone, country]
    return ", ".join(isolated(part) for part in parts if part) or words.say("Without a name")


def title_in(pack: Pack | None, campaign: str, words: Words) -> str:
    """Give the title of a campaign, or its id where its pack is not here."""
    return campaign if pack is None else pack.text(words.language).words.title


def signed_line(found: Found, setting: Setting) -> str:
    """Say in one line when and where a signature was given, and whether it counts."""
    place = found.signature.place if found.signature is not None else ""
    parts = [signed_at(found, setting), isolated(place) if place else "", standing(found, setting)]
    return " · ".join(part for part in parts if part)


def signed_at(found: Found, setting: Setting) -> str:
    """Say when a signature was given; where it cannot be read, the hour of its header."""
    if found.signature is not None:
        at = found.signature.signed_at
    else:
        at = datetime.fromisoformat(f"{found.hour}:00").replace(tzinfo=UTC)
    return setting.words.day_and_time(setting.here(at))


def standing(found: Found, setting: Setting) -> str:
    """Say whether a signature counts."""
    say = setting.words.say
    if found.away is not None:
        return say(AWAY.get(found.away, AWAY[Away.REVOKED.value]))
    if found.first_id == found.record_id:
        # NOTE: Whether a signature counts, as a short heading.
        return say("This one counts")
    # NOTE: Whether a signature counts, as a short heading. Several signatures are one person's.
    return say("A duplicate: the first one counts")


def lines_of(told: SignatureTold, setting: Setting) -> Iterator[Line]:
    """Tell a signature line by line, all that was given and how."""
    words, say, signature = setting.words, setting.words.say, told.found.signature
    # NOTE: Label. When somebody signed.
    yield say("Signed at"), signed_at(told.found, setting)
    if signature is not None and signature.place:
        # NOTE: Label. Where somebody signed: the stall and the shift of the volunteers.
        yield say("Place and shift"), _joined(signature.place, signature.shift)
    number = words.number(told.found.seq)
    device = say("%(device)s, number %(number)s") % {
        "device": isolated(told.device_words or told.found.device),
        "number": number,
    }
    yield say("Device"), device
    # NOTE: Label. What follows is: on a tablet, or on paper.
    yield say("How it was signed"), _source(told, setting)
    if signature is None:
        return
    yield say("Language"), words.language_name(signature.language)
    # NOTE: Label. Which version of the campaign's words was signed.
    # NOTE: The version of the words that was signed is not in the register.
    yield say("Version of the text"), told.version or say("not in this register")
    yield from _fields(signature, words)
    if told.flags:
        # NOTE: Label. Why somebody may want to look at a signature.
        yield say("To look at"), "; ".join(say(FLAGS[flag]) for flag in told.flags)


def consent_named(answer: Answer) -> str:
    """Name a consent by its id, which a coordinator knows, and the words that stood there."""
    named = isolated(answer.id)
    return f"{named} · {isolated(answer.statement)}" if answer.statement else named


def answer_line(answer: Answer, setting: Setting) -> Line:
    """Give the words of a consent, and what was answered, and taken back."""
    words = setting.words
    said = words.say(CHOICES[answer.choice])
    if answer.withdrawn_at is not None:
        # NOTE: %(answer)s is Yes, No or Not asked; %(day)s the day on which a consent was taken back.
        said = words.say("%(answer)s, taken back on %(day)s") % {
            "answer": said,
            "day": words.day(setting.here(answer.withdrawn_at).date()),
        }
    return consent_named(answer), said


def delivery_line(each: WentTo, pack: Pack | None, setting: Setting) -> str:
    """Say to whom a delivery went, when, and as which kind of file."""
    day = setting.words.day_and_time(setting.here(each.made_at))
    return f"{isolated(receiver(pack, each.profile))} · {day} · {each.kind.upper()}"


def decision_line(decided: Decided, setting: Setting) -> str:
    """Say what somebody decided about one of the signatures and another."""
    words = setting.words
    other = words.say("a signature that is not here any more")
    if decided.other is not None:
        other = name_of((decided.other,), words)
    facts = {"day": words.day(setting.here(decided.decided_at).date()), "other": other}
    if decided.is_same:
        # NOTE: %(other)s is a name with an e-mail address.
        return words.say("Decided on %(day)s: one person with %(other)s.") % facts
    # NOTE: %(other)s is a name with an e-mail address.
    return words.say("Decided on %(day)s: somebody else than %(other)s.") % facts


def what_holds(story: Story, setting: Setting) -> tuple[Line, ...]:
    """Say for each consent what deliveries go by; nothing where that is what the only one says."""
    words = setting.words
    is_plain = len(story.signatures) == 1 and not any(
        answer.withdrawn_at for answer in story.signatures[0].answers
    )
    if is_plain:
        return ()
    ids = dict.fromkeys(answer.id for told in story.signatures for answer in told.answers)
    return tuple(
        (isolated(each), words.say(CHOICES[Choice.YES if story.holds(each) else Choice.NO]))
        for each in ids
    )


def _joined(place: str, shift: str) -> str:
    return ", ".join(isolated(part) for part in (place, shift) if part)


def _source(told: SignatureTold, setting: Setting) -> str:
    say = setting.words.say
    paper = told.found.signature.paper if told.found.signature is not None else None
    if paper is not None:
        said = say("On paper: sheet %(sheet)s, row %(row)s") % {
            "sheet": isolated(paper.sheet),
            "row": setting.words.number(paper.row),
        }
        return f"{said}, {setting.words.day(paper.signed_on)}" if paper.signed_on else said
    if told.source is None:
        # NOTE: It is not known whether somebody signed on a tablet or on paper.
        return say("not known")
    return say("On paper") if told.source is Source.PAPER else say("On a tablet")


def _fields(signature: Signature, words: Words) -> Iterator[Line]:
    """Give what was asked and answered."""
    names = field_names(words)
    country = words.country(signature.country) if signature.country else ""
    values = {
        "given_name": signature.given_name,
        "family_name": signature.family_name,
        "email": signature.email,
        "country": country,
        "postcode": signature.postcode,
        "phone": signature.phone,
        "idea": signature.idea,
        # NOTE: A drawn signature was given; it is not shown.
        "drawn_signature": words.say("given") if signature.drawn else "",
    }
    for name, value in values.items():
        if value:
            yield names[name], isolated(value)
    yield words.say("Withdrawal code"), isolated(shown_code(signature.withdrawal_code))
