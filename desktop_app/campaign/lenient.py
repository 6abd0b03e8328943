"""Reads what is there so far of a table that may be wrong: without what does not fit, never refusing."""

import types
from datetime import date
from typing import Annotated, TypeVar, Union, cast, get_args, get_origin

import msgspec

from desktop_app.campaign.pack import (
    PACK_FORMAT,
    Addressee,
    CampaignSettings,
    CampaignWords,
    Consent,
    ConsentKind,
    ConsentWords,
    Controller,
    DeliveryProfile,
    Organisation,
    Starter,
)

PartT = TypeVar("PartT", bound=msgspec.Struct)
MISSING_WORDS = "…"
_DAY = date(2000, 1, 1)
_NOTHING = object()
SETTINGS_SO_FAR = CampaignSettings(
    format=PACK_FORMAT,
    id="sketch",
    version="2000-01-01",
    languages=("en",),
    default_language="en",
    opens_on=_DAY,
    closes_on=_DAY,
    delete_by=_DAY,
    controller=Controller(name=MISSING_WORDS, contact=MISSING_WORDS),
    consents=(Consent(id="sign", kind=ConsentKind.TO_SIGN),),
)
INSTEAD: dict[type, msgspec.Struct] = {
    CampaignSettings: SETTINGS_SO_FAR,
    CampaignWords: CampaignWords(title=MISSING_WORDS, lead=MISSING_WORDS, consents={}),
    ConsentWords: ConsentWords(statement=MISSING_WORDS),
    Controller: SETTINGS_SO_FAR.controller,
    Starter: Starter(name=MISSING_WORDS),
    Organisation: Organisation(name=MISSING_WORDS),
    Addressee: Addressee(body=MISSING_WORDS),
    Consent: Consent(id="unnamed", kind=ConsentKind.CHOICE),
    DeliveryProfile: DeliveryProfile(id="unnamed", to=MISSING_WORDS, needs=(), columns=()),
}
"""Values for what must be there and is not."""


def so_far(table: dict[str, object], part: type[PartT]) -> PartT:
    """Make a value of type `part`; what must be there and is not stands as an ellipsis or a stopgap.

    Args:
        table: TOML as it was read.
        part: `CampaignSettings`, `CampaignWords`, or a part of these that has a stopgap.
    """
    return cast(PartT, _part(table, part))


def _as_far(value: object, expected: object) -> object:
    """Turn a value into what is expected, without what does not fit; `_NOTHING` if nothing does."""
    bare = get_args(expected)[0] if get_origin(expected) is Annotated else expected
    origin, arguments = get_origin(bare), get_args(bare)
    if origin in (Union, types.UnionType):
        return next(
            (one for a in arguments if (one := _as_far(value, a)) is not _NOTHING), _NOTHING
        )
    if origin is tuple:
        items = [_as_far(item, arguments[0]) for item in value] if isinstance(value, list) else []
        return tuple(item for item in items if item is not _NOTHING)
    if origin is dict:
        pairs = value.items() if isinstance(value, dict) else ()
        done = {key: _as_far(item, arguments[1]) for key, item in pairs}
        return {key: item for key, item in done.items() if item is not _NOTHING}
    if isinstance(bare, type) and issubclass(bare, msgspec.Struct):
        return _part(value, bare) if isinstance(value, dict) else _NOTHING
    return _leaf(value, expected, bare)


def _part(table: dict[str, object], part: type[msgspec.Struct]) -> object:
    instead = INSTEAD.get(part)
    values: dict[str, object] = {}
    for field in msgspec.structs.fields(part):
        value = _as_far(table[field.name], field.type) if field.name in table else _NOTHING
        if value is not _NOTHING:
            values[field.name] = value
        elif field.required and instead is not None:
            values[field.name] = getattr(instead, field.name)
    return part(**values) if instead is not None or not _lacks(part, values) else _NOTHING


def _lacks(part: type[msgspec.Struct], values: dict[str, object]) -> bool:
    return any(f.required and f.name not in values for f in msgspec.structs.fields(part))


def _leaf(value: object, expected: object, bare: object) -> object:
    try:
        return cast(object, msgspec.convert(value, expected))
    except msgspec.ValidationError:
        is_plain_text = bare is str and not _has_pattern(expected)
        if is_plain_text and isinstance(value, str) and value.strip():
            return value  # too long, say: it is to be seen how far
        return _NOTHING


def _has_pattern(expected: object) -> bool:
    return any(
        isinstance(note, msgspec.Meta) and note.pattern is not None
        for note in get_args(expected)[1:]
    )
