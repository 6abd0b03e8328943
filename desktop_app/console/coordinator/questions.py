"""The section of the form about what a signer is asked, and how long the kiosk waits."""

from collections.abc import Iterator

from desktop_app.campaign.in_work import PackInWork, Value
from desktop_app.campaign.pack import ASKED_FIELDS, Ask
from desktop_app.console.coordinator.changes import setting
from desktop_app.console.coordinator.entries import Entry, EntryKind, Group, Option
from desktop_app.console.coordinator.rows import Subject
from desktop_app.language import Words

DRAWN = "drawn_signature"
UNSAID = Ask()


def question_groups(subject: Subject) -> Iterator[Group]:
    """Give the fields, the countries, the counter and the pauses."""
    pack, words, say = subject.pack, subject.words, subject.words.say
    yield Group(
        title=say("What a signer is asked"),
        entries=tuple(_asked(pack, name, words) for name in (*ASKED_FIELDS, DRAWN)),
    )
    hint = say("Two letters of ISO 3166 each, such as DE, FR, ES")
    yield Group(
        title=say("Countries"),
        entries=(
            Entry(spot=setting("country", "preset"), label=say("Chosen at the start, if one is")),
            Entry(
                spot=setting("country", "offered"),
                label=say("Offered as one tap"),
                kind=EntryKind.CODES,
                hint=hint,
            ),
        ),
    )
    yield Group(
        title=say("Counter"),
        entries=(
            Entry(
                spot=setting("counter", "signed_online"),
                label=say("Signed elsewhere"),
                kind=EntryKind.NUMBER,
                is_short=True,
            ),
            Entry(
                spot=setting("counter", "as_of"),
                label=say("As of"),
                kind=EntryKind.DAY,
                is_short=True,
            ),
            Entry(
                spot=setting("counter", "goal"),
                label=say("Goal"),
                kind=EntryKind.NUMBER,
                is_short=True,
            ),
        ),
    )
    yield Group(
        title=say("How long the kiosk waits, in seconds"),
        hint=say("Empty is 45, 20 and 20; each may be up to ten times as long."),
        entries=tuple(
            Entry(spot=setting("kiosk", key), label=label, kind=EntryKind.NUMBER, is_short=True)
            for key, label in (
                ("quiet_s", say("Untouched")),
                ("countdown_s", say("Still there?")),
                ("thanks_s", say("Thanks")),
            )
        ),
    )


def presence_of(pack: PackInWork, name: str) -> Value:
    """Tell how a field is asked; what the pack leaves unsaid has a default."""
    said = pack.value(setting("ask", name))
    return _unsaid(name) if said is None else said


def _unsaid(name: str) -> str:
    return str(getattr(UNSAID, name).value)


def _asked(pack: PackInWork, name: str, words: Words) -> Entry:
    options = [
        Option(value="required", label=words.say("Required")),
        Option(value="optional", label=words.say("Optional")),
        Option(value="off", label=words.say("Not asked")),
    ]
    if name == "phone":
        # NOTE: %(id)s is the id of a choice, such as sms.
        label = words.say("After Yes to %(id)s")
        kinds = zip(pack.ids("consents"), range(pack.length(setting("consents"))), strict=True)
        options[2:2] = [
            Option(value={"only_with": consent}, label=label % {"id": consent})
            for consent, number in kinds
            if consent and pack.words(setting("consents", number, "kind")) == "choice"
        ]
    return Entry(
        spot=setting("ask", name),
        label=field_names(words)[name],
        kind=EntryKind.ONE_OF,
        options=tuple(options),
        unsaid=_unsaid(name),
    )


def field_names(words: Words) -> dict[str, str]:
    """Name what can be asked."""
    return {
        "given_name": words.say("First name"),
        "family_name": words.say("Last name"),
        "email": words.say("E-mail"),
        "country": words.say("Country"),
        "postcode": words.say("Postcode"),
        "phone": words.say("Phone"),
        "idea": words.say("An idea, as text"),
        DRAWN: words.say("A drawn signature"),
    }
