"""The pages of the form: which ones there are for a campaign, and what each of them asks."""

from collections.abc import Callable
from enum import Enum

import msgspec
from msgspec.structs import replace

from desktop_app.campaign.pack import CampaignId, ConsentId, Pack
from desktop_app.signature.draft import DRAWN, Draft, is_asked


class StepKind(Enum):
    """What a page of the form is about."""

    IDEA = "idea"
    NAME = "name"
    EMAIL = "email"
    POSTCODE = "postcode"
    CHOICES = "choices"
    PHONE = "phone"
    DRAWING = "drawing"


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What one page of choices holds. At Normal there is one such page, at Large there are more."""

    shows_petition: bool = False
    """Whether it begins with what is asked, for somebody who has just signed another petition."""
    has_country: bool = False
    consents: tuple[ConsentId, ...] = ()
    has_words_to_sign: bool = False
    has_room_elsewhere: bool = False
    """Whether its words to sign would also have room on the page with the pad, or if there is none
    on that of the phone, when that page comes last."""

    @property
    def is_words_alone(self) -> bool:
        """Tell whether nothing is asked on it: only what signing means is said."""
        return self == Part(has_words_to_sign=True, has_room_elsewhere=self.has_room_elsewhere)


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One page of the form."""

    kind: StepKind
    part: Part = Part()


class Again(msgspec.Struct, frozen=True, kw_only=True):
    """What a person who signs another petition too is not asked again."""

    fields: frozenset[str] = frozenset()
    consents: tuple[ConsentId, ...] = ()
    """Choices that are made already, under the very same words."""


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """For what the choices are divided into pages."""

    campaign: CampaignId
    language: str
    is_large: bool
    again: Again | None = None


LayOut = Callable[[Sheet], tuple[Part, ...]]
"""Divides the choices of a campaign into pages."""

FIELDS = {
    StepKind.IDEA: ("idea",),
    StepKind.NAME: ("given_name", "family_name"),
    StepKind.EMAIL: ("email",),
    StepKind.POSTCODE: ("postcode",),
    StepKind.CHOICES: ("country",),
    StepKind.PHONE: ("phone",),
    StepKind.DRAWING: (DRAWN,),
}


def steps(
    pack: Pack, draft: Draft, parts: tuple[Part, ...], again: Again | None = None
) -> tuple[Step, ...]:
    """List the pages of the form in their order, given the choices made so far.

    The phone page is there only after Yes to its consent; the pad comes after all else that is
    asked. What signing means is said last, beside the button that signs: on the page with the pad
    or the phone if it has room for the words. What a person has typed for another petition just
    now is not asked again; then the petition itself comes first.
    """
    known = again.fields if again else frozenset()
    typing = [
        Step(kind=kind)
        for kind in (StepKind.IDEA, StepKind.NAME, StepKind.EMAIL, StepKind.POSTCODE)
        if any(is_asked(pack, draft, name) and name not in known for name in FIELDS[kind])
    ]
    if typing and parts and parts[0].shows_petition:
        typing.insert(0, Step(kind=StepKind.CHOICES, part=Part(shows_petition=True)))
        rest = replace(parts[0], shows_petition=False)
        parts = parts[1:] if rest == Part() else (rest, *parts[1:])
    asked = typing + [Step(kind=StepKind.CHOICES, part=part) for part in parts]
    has_phone = is_asked(pack, draft, "phone") and "phone" not in known
    if is_asked(pack, draft, DRAWN):
        asked = _with_pad(asked, has_phone=has_phone)
    elif has_phone:
        asked = _with_phone(asked)
    return tuple(asked)


def _with_phone(asked: list[Step]) -> list[Step]:
    last = asked[-1].part if asked else Part()
    if last.has_words_to_sign and last.has_room_elsewhere:
        phone = Step(kind=StepKind.PHONE, part=Part(has_words_to_sign=True))
        return [*(asked[:-1] if last.is_words_alone else asked), phone]
    phone = Step(kind=StepKind.PHONE)
    return [*asked[:-1], phone, asked[-1]] if last.is_words_alone else [*asked, phone]


def _with_pad(asked: list[Step], *, has_phone: bool) -> list[Step]:
    """Take the words from the last page of choices: the pad says them, or a page after it."""
    last = asked[-1].part if asked else Part()
    phone = [Step(kind=StepKind.PHONE)] * has_phone
    if not last.has_words_to_sign:
        return [*asked, *phone, Step(kind=StepKind.DRAWING)]
    rest = replace(last, has_words_to_sign=False, has_room_elsewhere=False)
    before = asked[:-1] if last.is_words_alone else [*asked[:-1], replace(asked[-1], part=rest)]
    words = Part(has_words_to_sign=True)
    if last.has_room_elsewhere:
        return [*before, *phone, Step(kind=StepKind.DRAWING, part=words)]
    alone = Step(kind=StepKind.CHOICES, part=words)
    return [*before, *phone, Step(kind=StepKind.DRAWING), alone]


def fields_of(pack: Pack, draft: Draft, step: Step) -> tuple[str, ...]:
    """Name the fields that a page asks."""
    if step.kind is StepKind.CHOICES and not step.part.has_country:
        return ()
    return tuple(name for name in FIELDS[step.kind] if is_asked(pack, draft, name))


def same_step(now: tuple[Step, ...], before: Step) -> Step:
    """Find the page that goes on where another left off, when the choices are divided anew."""
    if before.kind is StepKind.CHOICES and before.part.is_words_alone:
        return now[-1]
    alike = [step for step in now if step.kind is before.kind]
    wanted = _items(before.part)
    for step in alike:
        if not wanted or wanted & _items(step.part):
            return step
    return alike[0] if alike else now[-1]


def one_part(pack: Pack, again: Again | None = None) -> tuple[Part, ...]:
    """Put all choices on one page; none if nothing is asked and nothing is to be said."""
    known = again or Again()
    asked = (ConsentId(consent.id) for consent in pack.choices)
    part = Part(
        shows_petition=again is not None,
        has_country=pack.asks("country") and "country" not in known.fields,
        consents=tuple(consent for consent in asked if consent not in known.consents),
        has_words_to_sign=bool(pack.consents_to_sign),
    )
    return () if part == Part() else (part,)


def a_part_each(pack: Pack, again: Again | None = None) -> tuple[Part, ...]:
    """Put each choice on a page of its own."""
    parts: list[Part] = []
    for whole in one_part(pack, again):
        parts += [Part(shows_petition=True)] * whole.shows_petition
        parts += [Part(has_country=True)] * whole.has_country
        parts += [Part(consents=(consent,)) for consent in whole.consents]
        parts += [Part(has_words_to_sign=True)] * whole.has_words_to_sign
    return tuple(parts)


def _items(part: Part) -> frozenset[str]:
    """Name what is on a part; the first of it counts most, so only that is kept."""
    if part.shows_petition:
        return frozenset({"petition"})
    if part.has_country:
        return frozenset({"country"} | {f"consent {name}" for name in part.consents})
    if part.consents:
        return frozenset(f"consent {name}" for name in part.consents)
    return frozenset({"words"} if part.has_words_to_sign else ())
