"""What stands field beside field when two signatures are compared, in words."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from difflib import SequenceMatcher

from desktop_app.campaign.pack import Pack
from desktop_app.campaign.text import Span
from desktop_app.language import Words, mark
from desktop_app.register.finding import Found
from desktop_app.register.likeness import Reason
from desktop_app.register.proposals import PairKind
from desktop_app.register.side_by_side import ConsentSides, SideBySide
from desktop_app.signature.consent import Choice
from desktop_app.signature.signature import Signature

Here = Callable[[datetime], datetime]
"""Gives an instant as the clocks show it where the coordinator is."""
ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"
NOTHING = "–"
DAMAGED = "damaged"
CLOSE_MINUTES = 15
"""Who signs so soon again has often not seen that it was done."""
LONGEST_LABEL = 60
"""In characters: of the words of a consent the beginning says which one it is."""
LONGEST_COMPARED = 120
"""In letters: of longer texts nobody looks for the one that differs, and to find it takes long."""
ALIKE = 0.7
"""Values that have less in common differ as a whole."""
ALPHABETS = ("LATIN", "GREEK", "CYRILLIC")
"""In which single letters may be bold; in others they would lose their joints."""

REASONS = {
    # NOTE: Parts of a list: what agrees in two signatures.
    Reason.SAME_EMAIL: mark("same e-mail"),
    Reason.SAME_PHONE: mark("same phone"),
    Reason.EMAIL_TYPO: mark("e-mail almost the same"),
    Reason.SAME_MAILBOX: mark("same mailbox, written otherwise"),
    Reason.SAME_NAME: mark("same name"),
    Reason.LIKE_NAME: mark("name almost the same"),
    Reason.SAME_COUNTRY: mark("same country"),
    Reason.SAME_POSTCODE: mark("same postcode"),
}
"""Parts of a list: what agrees in two signatures."""
KINDS = {
    PairKind.CONTACT: mark("Name and e-mail or phone agree, or almost."),
    PairKind.POSTCODE: mark("Name, country and postcode agree."),
    PairKind.NAME: mark(
        "Only name and country agree. Most of these are two people of the same name."
    ),
}
CHOICES = {
    Choice.YES: mark("Yes"),
    Choice.NO: mark("No"),
    # NOTE: What stands in place of Yes or No where a question was not asked.
    Choice.NOT_ASKED: mark("not asked"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One field of both signatures. Personal: hidden in `repr`.

    `result` is what would hold if they are one person's, where that is not plain.
    """

    name: str
    label: str
    values: tuple[str, str] = field(repr=False)
    result: str = ""
    is_long: bool = False
    """Whether the label is a sentence: the words of a consent."""

    @property
    def is_same(self) -> bool:
        """Tell whether both say the same."""
        return self.values[0] == self.values[1]


def lines_of(beside: SideBySide, pack: Pack | None, words: Words, here: Here) -> tuple[Line, ...]:
    """Put two signatures field beside field; fields that neither has are left out."""
    first, other = (_fields(side, words, here) for side in beside.sides)
    names = {**first, **other}
    names = {DAMAGED: names[DAMAGED], **names} if DAMAGED in names else names
    fields = [
        Line(name=name, label=label, values=(_value(first, name), _value(other, name)))
        for name, (label, _) in names.items()
        if _value(first, name) != NOTHING or _value(other, name) != NOTHING
    ]
    consents = [_consent_line(each, pack, words) for each in beside.consents]
    return (*fields, *(line for line in consents if line is not None))


def agreement(beside: SideBySide, words: Words) -> str:
    """Say what speaks for one person."""
    if not beside.reasons:
        return ""
    reasons = [words.say(REASONS[reason]) for reason in beside.reasons]
    listed = ", ".join([*reasons, *_close_in_time(beside, words)])
    # NOTE: A list follows: same phone, same name, same country.
    return words.say("What agrees: %(list)s") % {"list": listed}


def _close_in_time(beside: SideBySide, words: Words) -> Iterator[str]:
    """Say how far apart they signed, if that is so little that it tells something."""
    first, other = (side.signature for side in beside.sides)
    if first is None or other is None or first.paper is not None or other.paper is not None:
        return
    minutes = int(abs(other.signed_at - first.signed_at).total_seconds() // 60)
    if minutes == 0:
        # NOTE: Part of a list of what agrees: both signatures were given within a minute.
        yield words.say("signed in the same minute")
    elif minutes <= CLOSE_MINUTES:
        # NOTE: Part of a list of what agrees.
        yield words.count(
            "signed %(number)s minute apart", "signed %(number)s minutes apart", minutes
        )


def said_counts(left_count: int, decided_today: int, words: Words) -> str:
    """Say how many pairs are left, and how many somebody has decided about today."""
    # NOTE: Pairs of signatures that nobody has decided about yet.
    left = words.count("%(number)s pair left", "%(number)s pairs left", left_count)
    # NOTE: So many pairs were decided about today.
    today = words.count("%(number)s decided today", "%(number)s decided today", decided_today)
    return f"{left} · {today}"


def spoken_pair(beside: SideBySide, lines: tuple[Line, ...], words: Words) -> str:
    """Say a pair aloud: what agrees, then what differs with both values."""
    differing = [spoken_line(line, words) for line in lines if not line.is_same]
    return ". ".join(part for part in (agreement(beside, words), *differing) if part)


def spoken_line(line: Line, words: Words) -> str:
    """Say one field of both."""
    values = {"label": line.label, "first": line.values[0], "second": line.values[1]}
    if line.is_same:
        # NOTE: Spoken: the name of a field, such as Country, and what stands there in both signatures.
        said = words.say("%(label)s: both %(first)s") % values
    else:
        # NOTE: Spoken: the name of a field, and what stands there in the first and second signature.
        said = words.say("%(label)s: first %(first)s, second %(second)s") % values
    return f"{said}. {line.result}" if line.result else said


def marked(value: str, beside: str) -> tuple[Span, ...]:
    """Set a value with what differs from the one beside it in bold, kept apart by its direction."""
    if value == beside:
        return (Span(text=f"{ISOLATE}{value}{END_OF_ISOLATE}"),)
    matcher = SequenceMatcher(None, value, beside, autojunk=False)
    is_plain = max(len(value), len(beside)) <= LONGEST_COMPARED and _is_plain(value + beside)
    if not is_plain or matcher.ratio() < ALIKE:
        return (Span(text=f"{ISOLATE}{value}{END_OF_ISOLATE}", is_bold=True),)
    spans = [Span(text=ISOLATE)]
    for tag, start, end, _, _ in matcher.get_opcodes():
        if start < end:
            spans.append(Span(text=value[start:end], is_bold=tag != "equal"))
    return (*spans, Span(text=END_OF_ISOLATE))


def _is_plain(text: str) -> bool:
    return all(
        not letter.isalpha() or unicodedata.name(letter, "").startswith(ALPHABETS)
        for letter in text
    )


def _value(fields: dict[str, tuple[str, str]], name: str) -> str:
    return fields[name][1] or NOTHING if name in fields else NOTHING


def _fields(side: Found, words: Words, here: Here) -> dict[str, tuple[str, str]]:
    """Give the fields of a signature by their names: each with its label and its value."""
    signature = side.signature
    if signature is None:
        # NOTE: Title of a line, and what stands in it: this signature cannot be opened.
        return {DAMAGED: (words.say("This signature"), words.say("cannot be opened"))}
    return dict(_entries(signature, words, here))


def _entries(
    signature: Signature, words: Words, here: Here
) -> Iterator[tuple[str, tuple[str, str]]]:
    yield "given_name", (words.say("First name"), signature.given_name)
    yield "family_name", (words.say("Last name"), signature.family_name)
    yield "email", (words.say("E-mail"), signature.email)
    yield "phone", (words.say("Phone"), signature.phone)
    country = words.country(signature.country) if signature.country else ""
    yield "country", (words.say("Country"), country)
    yield "postcode", (words.say("Postcode"), signature.postcode)
    # NOTE: The text that somebody wrote for a campaign that collects ideas.
    yield "idea", (words.say("Idea"), signature.idea)
    # NOTE: Title of a line: when somebody signed.
    yield "signed_at", (words.say("Signed at"), words.day_and_time(here(signature.signed_at)))
    yield "place", (words.say("Place"), signature.place)
    language = words.language_name(signature.language) if signature.language else ""
    yield "language", (words.say("Language"), language)
    paper = signature.paper
    if paper is not None:
        values = {"sheet": paper.sheet, "row": words.number(paper.row)}
        where = words.say("sheet %(sheet)s, row %(row)s") % values
        yield "paper", (words.say("On paper"), where)


def _consent_line(sides: ConsentSides, pack: Pack | None, words: Words) -> Line | None:
    """Give the line of a consent; what everybody agrees to by signing is left out."""
    statement = _statement(sides.consent, pack, words)
    if statement is None:
        return None
    first, other = (words.say(CHOICES[answer]) for answer in sides.answers)
    is_plain = sides.answers[0] is sides.answers[1] is sides.together
    # NOTE: What holds for a consent if two signatures are one person's: As one person: No
    together = words.say("As one person: %(answer)s") % {
        "answer": words.say(CHOICES[sides.together])
    }
    return Line(
        name=f"consent_{sides.consent}",
        label=statement,
        values=(first, other),
        result="" if is_plain else together,
        is_long=True,
    )


def _statement(consent: str, pack: Pack | None, words: Words) -> str | None:
    """Give the words of a consent that is answered with Yes or No; without a pack its id."""
    if pack is None:
        return consent
    if consent not in {each.id for each in pack.choices}:
        known = {each.id for each in pack.settings.consents}
        return None if consent in known else consent
    texts = pack.text(words.language).words.consents
    return next(text.statement for known, text in texts.items() if known == consent)


def shortened(label: str) -> str:
    """Shorten the words of a consent to those that tell which one it is."""
    if len(label) <= LONGEST_LABEL:
        return label
    return f"{label[:LONGEST_LABEL].rsplit(' ', 1)[0].rstrip(' ,.;:')} …"
