"""Looks through a state of the kiosk: everything that it holds, however deep, and whose it is."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

import msgspec

from desktop_app.kiosk import states as st
from desktop_app.kiosk.flow import form_of
from desktop_app.signature.draft import Draft
from desktop_app.signature.strokes import Strokes

MARKED_FIELDS = ("given_name", "family_name", "email", "idea")


def everything_in(value: object) -> Iterator[object]:
    """Give a value and all that it holds: fields of structs and data classes, items, keys."""
    yield value
    for part in _parts(value):
        yield from everything_in(part)


def drafts_in(value: object) -> list[Draft]:
    """Find every draft."""
    return [one for one in everything_in(value) if isinstance(one, Draft)]


def strokes_in(value: object) -> list[Strokes]:
    """Find everything that was drawn."""
    return [one for one in everything_in(value) if isinstance(one, Strokes) and one]


def texts_in(value: object) -> list[str]:
    """Find every text."""
    return [one for one in everything_in(value) if isinstance(one, str)]


def is_nobody_there(state: st.State) -> bool:
    """Whether what is shown is for whoever comes."""
    match state.stage:
        case st.Petition() | st.Reading(back_to=st.Petition()) | st.VolunteerNeeded():
            return True
        case _:
            return False


def thanks_in(stage: st.Stage) -> list[st.Thanks]:
    """The thanks that are shown, and those from which a form was opened."""
    form = form_of(stage)
    came_from = form.came_from if form else None
    return [one for one in (stage, came_from) if isinstance(one, st.Thanks)]


def typed_in(draft: Draft) -> list[str]:
    """What was typed, field by field."""
    return [getattr(draft, name) for name in (*MARKED_FIELDS, "country", "postcode", "phone")]


def belongs_to(draft: Draft, mark: str) -> bool:
    """Whether all that was typed freely carries a mark."""
    texts = [getattr(draft, name) for name in MARKED_FIELDS]
    return all(not text or text.startswith(mark) for text in texts)


def _parts(value: object) -> list[object]:
    if isinstance(value, msgspec.Struct):
        return [getattr(value, name) for name in value.__struct_fields__]
    if is_dataclass(value) and not isinstance(value, type):
        return [getattr(value, field.name) for field in fields(value)]
    if isinstance(value, Mapping):
        return [*value.keys(), *value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        return list(value)
    return []
