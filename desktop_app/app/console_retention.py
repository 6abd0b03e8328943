"""Fills what the console's page of retention is given."""

from collections.abc import Callable, Sequence
from pathlib import Path

from desktop_app.app.certificates import PDF_SUFFIX, check_place, read_from, write_page
from desktop_app.app.clock import now
from desktop_app.app.destroying import check_confirmed, destroy_key, survey
from desktop_app.app.erasing_campaigns import erase_in_steps, with_page
from desktop_app.app.home import Home, documents_folder
from desktop_app.app.known_keys import known_keys, take_off
from desktop_app.app.papers import english
from desktop_app.campaign.pack import Pack
from desktop_app.console.given_retention import (
    Certificate,
    KeptCampaign,
    RetentionGiven,
    Surveyed,
)
from desktop_app.language import Words
from desktop_app.register.certificate import CERTIFICATE_SUFFIX
from desktop_app.register.certifying import unproved_by_erasing
from desktop_app.register.retention import Kept, kept_campaigns, readable_pack
from desktop_app.register.store import Register
from desktop_app.sealing.fingerprint import fingerprint
from desktop_app.sealing.keys import unlock_key_file


def retention_given(home: Home, words: Callable[[], Words] = english) -> RetentionGiven:
    """Gather what erases campaigns, destroys keys and reads certificates; nothing is looked at yet.

    Args:
        words: gives the language of certificates, as it is when one is written.
    """
    outbox = documents_folder()
    return RetentionGiven(
        kept=kept_here,
        erase=lambda register, erasure: erase_in_steps(register, erasure, words()),
        known_keys=lambda: known_keys(home),
        survey=lambda register, file, secret, batches: look_around(
            home, register, file, secret, batches
        ),
        destroy=lambda register, surveyed, typed, out: destroy(
            register, surveyed, typed, out, words()
        ),
        forget_key=lambda file: take_off(home, file),
        read=lambda file: Certificate(statement=read_from(file), signed=file),
        write_page=lambda certificate, out: write_page(certificate.statement, out, words()),
        new_file=lambda stem: new_certificate_file(outbox, stem),
    )


def new_certificate_file(folder: Path, stem: str) -> Path:
    """Propose a name in a folder under which there is neither a certificate nor its page."""
    number = 1
    file = folder / f"{stem}{CERTIFICATE_SUFFIX}"
    while file.exists() or file.with_suffix(PDF_SUFFIX).exists():
        number += 1
        file = folder / f"{stem}-{number}{CERTIFICATE_SUFFIX}"
    return file


def kept_here(register: Register) -> tuple[KeptCampaign, ...]:
    """List what the register keeps of each campaign, the most urgent first."""
    return tuple(_kept(register, each) for each in kept_campaigns(register, now().date()))


def look_around(
    home: Home, register: Register, file: Path, passphrase: str, batches: Sequence[Path]
) -> Surveyed:
    """Open a key and look for everything that it is still needed for.

    Raises:
        what unlocking a key file and `survey` raise.
    """
    key = unlock_key_file(file, passphrase)
    found = survey(register, key, home=home, batches=batches)
    return Surveyed(file=file, key=key, found=found.found, ends=found.ends)


def destroy(
    register: Register, surveyed: Surveyed, typed: str, out: Path, words: Words
) -> Certificate:
    """Destroy a key of which nothing is open.

    Raises:
        KeyNotConfirmed; what `check_place` and `destroy_key` raise.
    """
    key = surveyed.key
    check_confirmed(typed, fingerprint(key.coordinator_key, key.recipient.public_key))
    signed, page = check_place(out)
    done = destroy_key(register, surveyed.file, key, surveyed.found, out=signed, clock=now)
    certificate = Certificate(
        statement=done.statement, signed=signed, is_key_file_left=not done.is_removed
    )
    return with_page(certificate, page, words)


def _kept(register: Register, kept: Kept) -> KeptCampaign:
    pack = readable_pack(register, kept.campaign)
    return KeptCampaign(
        kept=kept,
        titles=_titles(pack),
        key_words=key_words(pack),
        unproved=unproved_by_erasing(register, kept.campaign),
    )


def _titles(pack: Pack | None) -> dict[str, str]:
    if pack is None:
        return {}
    languages = ("", *pack.settings.languages)
    return {language: pack.text(language).words.title for language in languages}


def key_words(pack: Pack | None) -> tuple[str, ...]:
    """Give the four words of a pack's own key: which of its recipients that is the pack does not say."""
    if pack is None or pack.coordinator_key is None:
        return ()
    return tuple(fingerprint(pack.coordinator_key, each.public_key) for each in pack.recipients)
