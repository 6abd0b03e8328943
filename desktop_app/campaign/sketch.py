"""Makes a pack of what is there so far, right or not, to be looked at: never to be signed.

What is wrong or missing is left out, or stands as an ellipsis.
"""

import tomllib
import types
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Union, cast, get_args, get_origin

import msgspec

from desktop_app.campaign.check import SETTINGS_FILE
from desktop_app.campaign.countries import country_codes
from desktop_app.campaign.pack import (
    PACK_FORMAT,
    PAGE_NAMES,
    Addressee,
    CampaignSettings,
    CampaignText,
    CampaignWords,
    Consent,
    ConsentKind,
    ConsentWords,
    Controller,
    CountryChips,
    DeliveryProfile,
    Organisation,
    Pack,
    PackHash,
    Starter,
)
from desktop_app.campaign.picture import picture_mistake
from desktop_app.campaign.text import split_front_matter

MISSING_WORDS = "…"
_DAY = date(2000, 1, 1)
_NOTHING = object()
_SETTINGS = CampaignSettings(
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
_INSTEAD: dict[type, msgspec.Struct] = {
    CampaignSettings: _SETTINGS,
    CampaignWords: CampaignWords(title=MISSING_WORDS, lead=MISSING_WORDS, consents={}),
    ConsentWords: ConsentWords(statement=MISSING_WORDS),
    Controller: _SETTINGS.controller,
    Starter: Starter(name=MISSING_WORDS),
    Organisation: Organisation(name=MISSING_WORDS),
    Addressee: Addressee(body=MISSING_WORDS),
    Consent: Consent(id="unnamed", kind=ConsentKind.CHOICE),
    DeliveryProfile: DeliveryProfile(id="unnamed", to=MISSING_WORDS, needs=(), columns=()),
}
"""Values for what must be there and is not."""


def sketched(files: Mapping[str, bytes]) -> Pack:
    """Make a pack without keys that can be shown; its hash is none."""
    settings = cast(CampaignSettings, _as_far(_table(files, SETTINGS_FILE), CampaignSettings))
    settings = _showable(settings)
    texts = {language: _text(files, settings, language) for language in settings.languages}
    image = files.get(settings.look.image or "")
    return Pack(
        settings=settings,
        texts=texts,
        pages={
            (name, language): files[f"pages/{name}.{language}.md"].decode("utf-8", "replace")
            for name in PAGE_NAMES
            for language in settings.languages
            if f"pages/{name}.{language}.md" in files
        },
        image=image if image is not None and picture_mistake(image) is None else None,
        hash=PackHash(""),
        recipients=(),
        coordinator_key=None,
    )


def _showable(settings: CampaignSettings) -> CampaignSettings:
    languages = tuple(dict.fromkeys(settings.languages)) or _SETTINGS.languages
    default = settings.default_language
    known = country_codes()
    preset = settings.country.preset
    return msgspec.structs.replace(
        settings,
        languages=languages,
        default_language=default if default in languages else languages[0],
        consents=tuple({consent.id: consent for consent in settings.consents}.values()),
        country=CountryChips(
            preset=preset if preset in known else None,
            offered=tuple(code for code in settings.country.offered if code in known),
        ),
    )


def _text(files: Mapping[str, bytes], settings: CampaignSettings, language: str) -> CampaignText:
    path = f"text/{language}.md"
    words = cast(CampaignWords, _as_far(_table(files, path), CampaignWords))
    missing = cast(ConsentWords, _INSTEAD[ConsentWords])
    consents = {
        consent.id: words.consents.get(consent.id, missing) for consent in settings.consents
    }
    halves = split_front_matter(files.get(path, b"").decode("utf-8", "replace"))
    return CampaignText(
        language=language,
        words=msgspec.structs.replace(words, consents=consents),
        body=halves[1] if halves else "",
    )


def _table(files: Mapping[str, bytes], path: str) -> dict[str, object]:
    text = files.get(path, b"").decode("utf-8", "replace")
    if path != SETTINGS_FILE:
        halves = split_front_matter(text)
        text = halves[0] if halves else ""
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


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
    instead = _INSTEAD.get(part)
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
