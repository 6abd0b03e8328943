"""A draft: what a signer has typed and chosen so far. In memory only, never on disk."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from desktop_app.campaign.pack import ASKED_FIELDS, ConsentId, OnlyWith, Pack, Presence
from desktop_app.signature.consent import Choice, consent_given
from desktop_app.signature.fields import (
    Wrong,
    read_country,
    read_email,
    read_idea,
    read_name,
    read_phone,
    read_postcode,
)
from desktop_app.signature.signature import (
    SIGNATURE_VERSION,
    PaperLine,
    Randomness,
    Signature,
    new_withdrawal_code,
)
from desktop_app.signature.strokes import NO_STROKES, Strokes, encoded

DRAWN = "drawn_signature"
NO_CHOICES: Mapping[ConsentId, Choice] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What was typed, as it was typed, and the choices made so far. Personal: hidden in `repr`."""

    given_name: str = field(default="", repr=False)
    family_name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    country: str = field(default="", repr=False)
    postcode: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    idea: str = field(default="", repr=False)
    choices: Mapping[ConsentId, Choice] = field(default_factory=lambda: NO_CHOICES, repr=False)
    strokes: Strokes = field(default=NO_STROKES, repr=False)

    def choosing(self, consent_id: ConsentId, choice: Choice) -> "Draft":
        """Give the draft with one choice made or changed."""
        return replace(self, choices=MappingProxyType({**self.choices, consent_id: choice}))

    def chosen(self, consent_id: ConsentId) -> Choice | None:
        """Give a choice, or None while it is not made."""
        return self.choices.get(consent_id)


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """When, where and in which language a signature is given.

    `was_quick` says that it came faster than hands can type; it counts all the same.
    """

    language: str
    signed_at: datetime
    place: str = ""
    shift: str = ""
    paper: PaperLine | None = None
    was_quick: bool = False


def new_draft(pack: Pack) -> Draft:
    """Begin with nothing but the country that the campaign presets."""
    preset = pack.settings.country.preset if pack.asks("country") else None
    return Draft(country=preset or "")


def is_asked(pack: Pack, draft: Draft, field_name: str) -> bool:
    """Tell whether a field is asked, given the choices so far."""
    presence: Presence | OnlyWith = getattr(pack.settings.ask, field_name)
    if isinstance(presence, OnlyWith):
        return draft.chosen(ConsentId(presence.only_with)) is Choice.YES
    return presence is not Presence.OFF


def is_required(pack: Pack, field_name: str) -> bool:
    """Tell whether a field must be given once it is asked."""
    presence = getattr(pack.settings.ask, field_name)
    return isinstance(presence, OnlyWith) or presence is Presence.REQUIRED


def read_field(pack: Pack, draft: Draft, field_name: str) -> str | Wrong:
    """Read one field of a draft by its rule; the value cleaned, or what is wrong with it."""
    if not is_asked(pack, draft, field_name):
        return ""
    value = _read(draft, field_name)
    if value == "" and is_required(pack, field_name):
        return Wrong(field=field_name, code=f"{_family(field_name)}.empty")
    return value


def read_strokes(pack: Pack, draft: Draft) -> bytes | Wrong:
    """Give the bytes of what was drawn, or say that it is missing or too long."""
    if not is_asked(pack, draft, DRAWN):
        return b""
    if not draft.strokes and is_required(pack, DRAWN):
        return Wrong(field=DRAWN, code=f"{DRAWN}.empty")
    return encoded(draft.strokes)


def wrong_fields(pack: Pack, draft: Draft, field_names: tuple[str, ...]) -> tuple[Wrong, ...]:
    """List what is wrong with some fields of a draft, a drawn signature among them."""
    values = (
        read_strokes(pack, draft) if name == DRAWN else read_field(pack, draft, name)
        for name in field_names
    )
    return tuple(value for value in values if isinstance(value, Wrong))


def missing_choices(pack: Pack, draft: Draft) -> tuple[ConsentId, ...]:
    """List the choices that are still to be made."""
    return tuple(
        ConsentId(consent.id)
        for consent in pack.choices
        if draft.chosen(ConsentId(consent.id)) is None
    )


def complete(
    pack: Pack, draft: Draft, circumstances: Circumstances, randomness: Randomness
) -> Signature | tuple[Wrong, ...]:
    """Turn a draft into a signature, or say all that is still wrong with it.

    A choice that was not made counts as not asked here: the kiosk does not let it come to that,
    and on paper an empty box means just that. What was drawn on paper stays there.
    """
    fields = {name: read_field(pack, draft, name) for name in ASKED_FIELDS}
    drawn = b"" if circumstances.paper else read_strokes(pack, draft)
    wrong = tuple(value for value in (*fields.values(), drawn) if isinstance(value, Wrong))
    if wrong or isinstance(drawn, Wrong):
        return wrong
    given = {name: str(value) for name, value in fields.items()}
    return Signature(
        v=SIGNATURE_VERSION,
        **given,
        consents=tuple(
            consent_given(pack, consent_id, choice, circumstances.language)
            for consent_id, choice in _answers(pack, draft)
        ),
        language=pack.text(circumstances.language).language,
        place=circumstances.place,
        shift=circumstances.shift,
        signed_at=circumstances.signed_at,
        withdrawal_code=new_withdrawal_code(randomness),
        paper=circumstances.paper,
        drawn=drawn,
        was_quick=circumstances.was_quick,
    )


def _answers(pack: Pack, draft: Draft) -> list[tuple[ConsentId, Choice]]:
    given = [(ConsentId(consent.id), Choice.YES) for consent in pack.consents_to_sign]
    chosen = [
        (ConsentId(consent.id), draft.chosen(ConsentId(consent.id)) or Choice.NOT_ASKED)
        for consent in pack.choices
    ]
    return given + chosen


def _read(draft: Draft, field_name: str) -> str | Wrong:
    text: str = getattr(draft, field_name)
    match field_name:
        case "email":
            return read_email(text)
        case "phone":
            return read_phone(text, country=draft.country)
        case "country":
            return read_country(text)
        case "postcode":
            return read_postcode(text)
        case "idea":
            return read_idea(text)
        case _:
            return read_name(text, field=field_name)


def _family(field_name: str) -> str:
    return "name" if field_name.endswith("_name") else field_name
