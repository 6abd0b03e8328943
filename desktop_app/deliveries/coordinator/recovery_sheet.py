"""What a recovery sheet says: the words, a QR code, and how to keep it. Paper opens everything."""

from dataclasses import dataclass, field
from datetime import date

from desktop_app.language import Words


@dataclass(frozen=True, kw_only=True)
class KeyOnPaper:
    """What is public about the key that a sheet brings back.

    Attributes:
        four_words: by which people compare keys.
        suite: as `Suite 1`; the words alone do not tell it.
        made_on: the day of the sheet.
    """

    four_words: str
    suite: int
    made_on: date


@dataclass(frozen=True, kw_only=True)
class RecoverySheet:
    """One page, as it is to be read.

    Attributes:
        words: numbered in this order.
        qr_text: the same for a camera.
        facts: a label and what stands beside it.
        advice: a heading and a paragraph.
    """

    title: str
    warning: str
    words: tuple[str, ...] = field(repr=False)
    words_heading: str
    qr_text: str = field(repr=False)
    qr_caption: str
    facts: tuple[tuple[str, str], ...]
    advice: tuple[tuple[str, str], ...]
    footer: str
    made_on: date
    language: str
    is_right_to_left: bool


def whole_sheet(
    on_paper: KeyOnPaper, words: tuple[str, ...], qr_text: str, say: Words
) -> RecoverySheet:
    """Word the sheet that brings the key back alone."""
    return RecoverySheet(
        title=say.say("Recovery sheet"),
        warning=say.say(
            "Whoever holds this sheet can open every signature of the campaign. No passphrase is needed."
        ),
        words=words,
        words_heading=say.say("The 24 words, in this order"),
        qr_text=qr_text,
        qr_caption=say.say("The same, to be scanned without a network"),
        facts=_facts(on_paper, say),
        advice=(
            (
                say.say("What it is for"),
                say.say(
                    "If the key file or its passphrase is lost, this sheet makes the very same key again. In "
                    "Inkstand: Coordinator, Keys, Bring back from a sheet. By command: inkstand key recover "
                    "NEW-FILE. Compare the four words. Without key and sheet the signatures are lost; nobody "
                    "can help."
                ),
            ),
            (
                say.say("Where to keep it"),
                say.say(
                    "In a sealed envelope, in a safe or with a notary, apart from the computer with the "
                    "key. A second one in another house. Destroy it once the campaign is deleted."
                ),
            ),
            *_never(say),
        ),
        footer=_footer(on_paper, say),
        made_on=on_paper.made_on,
        language=say.language,
        is_right_to_left=say.is_right_to_left,
    )


def split_sheet(
    on_paper: KeyOnPaper, words: tuple[str, ...], qr_text: str, number: int, say: Words
) -> RecoverySheet:
    """Word one of three sheets of which any two bring the key back.

    Args:
        on_paper: the key.
        words: of this sheet; the first two are those of the set.
        qr_text: the same for a camera.
        number: 1 to 3.
        say: the language.
    """
    return RecoverySheet(
        title=say.say("Recovery sheet %(number)s of 3") % {"number": number},
        warning=say.say(
            "Alone this sheet opens nothing. Any two of the three open every signature of the campaign. "
            "No passphrase is needed."
        ),
        words=words,
        words_heading=say.say("The 33 words, in this order"),
        qr_text=qr_text,
        qr_caption=say.say("The same, to be scanned without a network"),
        facts=(*_facts(on_paper, say), (say.say("Set of sheets"), " ".join(words[:2]))),
        advice=(
            (
                say.say("What it is for"),
                say.say(
                    "If the key file or its passphrase is lost, two of the three sheets make the very same "
                    "key again. In Inkstand: Coordinator, Keys, Bring back from a sheet. By command: inkstand "
                    "key recover --shares NEW-FILE. Compare the four words. Sheets fit only if their set is "
                    "the same."
                ),
            ),
            (
                say.say("Where to keep it"),
                say.say(
                    "Give each sheet to another person, in another house, in a sealed envelope. Never keep "
                    "two together. Destroy all three once the campaign is deleted."
                ),
            ),
            *_never(say),
        ),
        footer=_footer(on_paper, say),
        made_on=on_paper.made_on,
        language=say.language,
        is_right_to_left=say.is_right_to_left,
    )


def _facts(on_paper: KeyOnPaper, say: Words) -> tuple[tuple[str, str], ...]:
    return (
        (say.say("Four words of the key"), on_paper.four_words),
        (say.say("Suite"), str(on_paper.suite)),
        (say.say("Made on"), on_paper.made_on.isoformat()),
    )


def _never(say: Words) -> tuple[tuple[str, str], ...]:
    return (
        (
            say.say("Never"),
            say.say(
                "No photo, no scan, no copy on a computer, in a mail or in a cloud. No copy left in a "
                "printer. Do not write the passphrase on it."
            ),
        ),
    )


def _footer(on_paper: KeyOnPaper, say: Words) -> str:
    return say.say("Inkstand · campaign key %(four_words)s") % {"four_words": on_paper.four_words}
