"""The rules that hold between the settings of a campaign, each a small generator of findings."""

from collections.abc import Iterator

from desktop_app.campaign.countries import country_codes
from desktop_app.campaign.pack import (
    ASKED_FIELDS,
    PACK_FORMAT,
    CampaignKind,
    CampaignSettings,
    ConsentKind,
    DeliveryProfile,
    OnlyWith,
    Presence,
)
from desktop_app.campaign.shape import Finding
from desktop_app.language import SPOKEN

WHERE = "campaign.toml: "
COLUMNS_ALWAYS_THERE = ("language", "signed_on")
FIRMNESS = (Presence.OFF, Presence.OPTIONAL, Presence.REQUIRED)
MIN_ACCENT_CONTRAST = 7.0
NAMES_OF_DEVICES = {"con", "prn", "aux", "nul"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)
}
"""No folder on Windows and on many a stick can have these names, and an id is the name of folders."""


def settings_mistakes(settings: CampaignSettings) -> list[Finding]:
    """List every rule between settings that is broken."""
    rules = (
        _format,
        _id,
        _languages,
        _dates,
        _addressees,
        _names,
        _idea,
        _phone,
        _countries,
        _consents,
        _deliveries,
        _accent,
    )
    return [finding for rule in rules for finding in rule(settings)]


def _finding(code: str, key: str, detail: str = "") -> Finding:
    return Finding(code=code, where=f"{WHERE}{key}", detail=detail)


def _format(settings: CampaignSettings) -> Iterator[Finding]:
    if settings.format != PACK_FORMAT:
        yield _finding("pack.wrong_value", "format", f"Expected {PACK_FORMAT}")


def _id(settings: CampaignSettings) -> Iterator[Finding]:
    if settings.id in NAMES_OF_DEVICES:
        yield _finding("pack.id_reserved", "id")


def _languages(settings: CampaignSettings) -> Iterator[Finding]:
    if settings.default_language not in settings.languages:
        yield _finding("pack.default_language", "default_language")
    elif settings.default_language not in SPOKEN:
        yield _finding("pack.default_language_unspoken", "default_language")
    if len(set(settings.languages)) < len(settings.languages):
        yield _finding("pack.twice", "languages")


def _dates(settings: CampaignSettings) -> Iterator[Finding]:
    if settings.closes_on < settings.opens_on:
        yield _finding("pack.dates", "closes_on", "before opens_on")
    if settings.delete_by < settings.closes_on:
        yield _finding("pack.dates", "delete_by", "before closes_on")


def _addressees(settings: CampaignSettings) -> Iterator[Finding]:
    if settings.kind is CampaignKind.PETITION and not settings.addressees:
        yield _finding("pack.no_addressee", "addressees")


def _names(settings: CampaignSettings) -> Iterator[Finding]:
    given_name, family_name = settings.ask.given_name, settings.ask.family_name
    if settings.kind is CampaignKind.PETITION and given_name is not Presence.REQUIRED:
        yield _finding("pack.name_not_asked", "ask.given_name")
    elif FIRMNESS.index(family_name) > FIRMNESS.index(given_name):
        yield _finding("pack.family_name_alone", "ask.family_name")


def _idea(settings: CampaignSettings) -> Iterator[Finding]:
    if settings.kind is CampaignKind.IDEA and settings.ask.idea is not Presence.REQUIRED:
        yield _finding("pack.idea_not_asked", "ask.idea")
    if settings.kind is CampaignKind.PETITION and settings.ask.idea is not Presence.OFF:
        yield _finding("pack.idea_in_petition", "ask.idea")


def _phone(settings: CampaignSettings) -> Iterator[Finding]:
    for name in ("given_name", "family_name", "email", "country", "postcode"):
        if isinstance(getattr(settings.ask, name), OnlyWith):
            yield _finding("pack.wrong_value", f"ask.{name}")
    phone = settings.ask.phone
    if isinstance(phone, OnlyWith):
        choices = [c.id for c in settings.consents if c.kind is ConsentKind.CHOICE]
        if phone.only_with not in choices:
            yield _finding("pack.unknown_consent", "ask.phone.only_with")


def _countries(settings: CampaignSettings) -> Iterator[Finding]:
    known = country_codes()
    offered = settings.country.offered
    for number, code in enumerate(offered, start=1):
        if code not in known:
            yield _finding("pack.unknown_country", f"country.offered[{number}]")
    if len(set(offered)) < len(offered):
        yield _finding("pack.twice", "country.offered")
    preset = settings.country.preset
    if preset is not None and preset not in known:
        yield _finding("pack.unknown_country", "country.preset")


def _consents(settings: CampaignSettings) -> Iterator[Finding]:
    ids = [consent.id for consent in settings.consents]
    if len(set(ids)) < len(ids):
        yield _finding("pack.twice", "consents")
    columns = {*ASKED_FIELDS, *COLUMNS_ALWAYS_THERE}
    if settings.kind is CampaignKind.PETITION:
        columns.discard("idea")  # packs of 0.1.0 may have a consent of that name
    for consent_id in ids:
        if consent_id in columns:
            yield _finding("pack.reserved_name", f"consents.{consent_id}")
    if not any(consent.kind is ConsentKind.TO_SIGN for consent in settings.consents):
        yield _finding("pack.no_consent_to_sign", "consents")


def _deliveries(settings: CampaignSettings) -> Iterator[Finding]:
    ids = [profile.id for profile in settings.deliveries]
    if len(set(ids)) < len(ids):
        yield _finding("pack.twice", "deliveries")
    for profile in settings.deliveries:
        yield from _columns(settings, profile)
        yield from _needs(settings, profile)


def _columns(settings: CampaignSettings, profile: DeliveryProfile) -> Iterator[Finding]:
    key = f"deliveries.{profile.id}.columns"
    if not profile.columns:
        yield _finding("pack.no_columns", key)
    if len(set(profile.columns)) < len(profile.columns):
        yield _finding("pack.twice", key)
    asked = {n for n in ASKED_FIELDS if getattr(settings.ask, n) is not Presence.OFF}
    for column in profile.columns:
        if column not in asked | set(COLUMNS_ALWAYS_THERE):
            yield _finding("pack.unknown_column", key, column)


def _needs(settings: CampaignSettings, profile: DeliveryProfile) -> Iterator[Finding]:
    consents = {consent.id for consent in settings.consents}
    for consent_id in profile.needs:
        if consent_id not in consents:
            yield _finding("pack.unknown_consent", f"deliveries.{profile.id}.needs", consent_id)


def _accent(settings: CampaignSettings) -> Iterator[Finding]:
    contrast = contrast_with_white(settings.look.accent)
    if contrast < MIN_ACCENT_CONTRAST:
        yield _finding("pack.accent_too_light", "look.accent", f"{contrast:.1f}:1")


def contrast_with_white(colour: str) -> float:
    """Compute the contrast of a colour (`#rrggbb`) with white, 1 to 21. Source: WCAG 2.2."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)
