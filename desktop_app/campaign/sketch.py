"""Makes a pack of what is there so far, right or not, to be looked at: never to be signed.

What is wrong or missing is left out, or stands as an ellipsis.
"""

import tomllib
from collections.abc import Mapping

import msgspec

from desktop_app.campaign.check import SETTINGS_FILE
from desktop_app.campaign.countries import country_codes
from desktop_app.campaign.lenient import so_far
from desktop_app.campaign.pack import (
    PAGE_NAMES,
    CampaignSettings,
    CampaignText,
    CampaignWords,
    ConsentWords,
    CountryChips,
    Pack,
    PackHash,
)
from desktop_app.campaign.picture import picture_mistake
from desktop_app.campaign.text import split_front_matter


def sketched(files: Mapping[str, bytes]) -> Pack:
    """Make a pack without keys that can be shown; its hash is none."""
    settings = so_far(_table(files, SETTINGS_FILE), CampaignSettings)
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
    languages = tuple(dict.fromkeys(settings.languages)) or ("en",)
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
    words = so_far(_table(files, path), CampaignWords)
    missing = so_far({}, ConsentWords)
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
