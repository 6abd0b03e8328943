"""Divides the choices of a campaign into pages, by measuring what has room."""

from collections.abc import Iterator

from msgspec.structs import replace

from desktop_app.kiosk.pages.choices_page import ChoicesPage
from desktop_app.kiosk.pages.drawing_page import has_room_with_pad
from desktop_app.kiosk.pages.page import Progress, Setting
from desktop_app.kiosk.pages.typing_page import TypingPage
from desktop_app.kiosk.steps import Again, Part, Step, StepKind, one_part
from desktop_app.qt.widgets.text import needed_height
from desktop_app.signature.draft import DRAWN


def lay_out_choices(setting: Setting, again: Again | None = None) -> tuple[Part, ...]:
    """Divide the choices into as few pages as have room for them, complaints included."""
    parts: list[Part] = []
    has_pad = setting.pack.asks(DRAWN)
    for item in _items(setting, again):
        may_join = parts and not (has_pad and item.has_words_to_sign)  # words go with the pad
        joined = _joined(parts[-1], item) if may_join else None
        if joined is not None and _fits(setting, joined):
            parts[-1] = joined
        else:
            parts.append(item)
    if parts and parts[-1].has_words_to_sign:
        has_room = has_room_with_pad(setting) if has_pad else _has_room_with_phone(setting)
        parts[-1] = replace(parts[-1], has_room_elsewhere=has_room)
    return tuple(parts)


def _has_room_with_phone(setting: Setting) -> bool:
    if not setting.pack.asks("phone"):
        return False
    step = Step(kind=StepKind.PHONE, part=Part(has_words_to_sign=True))
    page = TypingPage(setting, step, ("phone",))
    page.show_progress(Progress(number=9, total=9))
    page.show_last(is_last=True)
    page.show_phone_complaint()
    needed = needed_height(page.rows, setting.size.width())
    page.deleteLater()
    return needed <= setting.size.height()


def _items(setting: Setting, again: Again | None) -> Iterator[Part]:
    for whole in one_part(setting.pack, again):
        if whole.shows_petition:
            yield Part(shows_petition=True)
        if whole.has_country:
            yield Part(has_country=True)
        for consent in whole.consents:
            yield Part(consents=(consent,))
        if whole.has_words_to_sign:
            yield Part(has_words_to_sign=True)


def _joined(part: Part, item: Part) -> Part:
    return Part(
        shows_petition=part.shows_petition,
        has_country=part.has_country or item.has_country,
        consents=part.consents + item.consents,
        has_words_to_sign=part.has_words_to_sign or item.has_words_to_sign,
    )


def _fits(setting: Setting, part: Part) -> bool:
    page = ChoicesPage(setting, Step(kind=StepKind.CHOICES, part=part), country="")
    page.show_progress(Progress(number=9, total=9))
    page.show_last(is_last=True)
    page.show_all_complaints()
    needed = needed_height(page.rows, setting.size.width())
    page.deleteLater()
    return needed <= setting.size.height()
