"""Makes real things for tests: keys, packs, signatures, journals, batches. No fakes."""

import os
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from desktop_app.app.home import Home, resources_folder
from desktop_app.app.installed import install
from desktop_app.batches.batch import BatchRun, batch_bytes, signed_links, vouched_batch_bytes
from desktop_app.campaign.pack import ConsentId, Pack
from desktop_app.campaign.publish import publish
from desktop_app.campaign.reading import read_pack
from desktop_app.journal.copying import voucher_of
from desktop_app.journal.store import Journal, open_journal
from desktop_app.sealing.key_files import note_sheet_proved
from desktop_app.sealing.keys import CampaignKey, create_key_file, derive_key, unlock_key_file
from desktop_app.sealing.passphrase import Hardness
from desktop_app.sealing.record import SuiteId
from desktop_app.signature.consent import Choice
from desktop_app.signature.draft import Circumstances, Draft, complete
from desktop_app.signature.signature import Signature

NOON = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
PASSPHRASE = "six words that nobody will guess"
QUICK = Hardness(memory_kib=64, iterations=1, lanes=1)
OPEN_DOORS = resources_folder() / "campaigns" / "open-doors"


def clock_at(instant: datetime = NOON) -> Callable[[], datetime]:
    """Give a clock that stands still."""
    return lambda: instant


def made_key(suite: SuiteId = SuiteId.X25519) -> CampaignKey:
    """Derive a key from a fresh seed."""
    return derive_key(os.urandom(32), suite)


def key_file(
    path: Path,
    passphrase: str = PASSPHRASE,
    suite: SuiteId = SuiteId.X25519,
    *,
    is_proved: bool = True,
) -> CampaignKey:
    """Write a key file that opens quickly, its recovery sheet proved."""
    key = create_key_file(path, passphrase, suite=suite, randomness=os.urandom, hardness=QUICK)
    if is_proved:
        note_sheet_proved(path, key, NOON.date())
    return key


def prove_sheet(path: Path, passphrase: str = PASSPHRASE) -> None:
    """Note in a key file that its recovery sheet was proved."""
    note_sheet_proved(path, unlock_key_file(path, passphrase), NOON.date())


def published(key: CampaignKey, out: Path, folder: Path = OPEN_DOORS) -> Pack:
    """Publish a campaign to an .inkpack."""
    return publish(
        folder,
        recipients=(key.recipient,),
        coordinator_key=key.coordinator_key,
        sign=key.coordinator.sign,
        out=out,
    )


@cache
def open_doors() -> Pack:
    """Read the first campaign, without keys."""
    return read_pack(OPEN_DOORS)


IDEA_SETTINGS = """
format  = 1
id      = "where-you-live"
version = "2026-11-23"
kind    = "idea"
languages        = ["en"]
default_language = "en"
opens_on  = 2026-01-01
closes_on = 2027-12-31
delete_by = 2028-06-30

[controller]
name    = "Our Association"
contact = "privacy@example.org"

[ask]
idea        = "required"
given_name  = "off"
family_name = "off"
email       = "optional"
country     = "off"

[[consents]]
id   = "sign"
kind = "to_sign"

[[consents]]
id   = "answer"
kind = "choice"

[[deliveries]]
id      = "team"
to      = "Our Association"
needs   = ["sign"]
columns = ["idea", "email", "language", "signed_on"]
"""
IDEA_TEXT = """+++
title = "What matters where you live?"
lead  = "Tell us."

[consents.sign]
statement = "We may read this."

[consents.answer]
statement = "May we answer you?"
+++
We read every idea.
"""


def idea_folder(folder: Path) -> Path:
    """Write the smallest campaign of ideas: a text, an e-mail if one likes, no name."""
    for name, text in {
        "campaign.toml": IDEA_SETTINGS,
        "text/en.md": IDEA_TEXT,
        "pages/privacy.en.md": "# Privacy\n\nWe keep it to ourselves.\n",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def device_home(folder: Path, inkpack: Path) -> Home:
    """Make a home with a campaign installed."""
    home = Home(folder=folder)
    install(home, inkpack)
    return home


def draft(
    given_name: str = "Marta",
    family_name: str = "Schmidt",
    email: str = "marta.schmidt@example.org",
    *,
    country: str = "DE",
    phone: str = "",
    share: Choice = Choice.YES,
    updates: Choice = Choice.NO,
    sms: Choice = Choice.NO,
) -> Draft:
    """Make a complete draft for open-doors."""
    return Draft(
        given_name=given_name,
        family_name=family_name,
        email=email,
        country=country,
        phone=phone,
        choices={
            ConsentId("share_with_starter"): share,
            ConsentId("email_updates"): updates,
            ConsentId("sms"): sms,
        },
    )


def signature(
    given: Draft | None = None,
    *,
    pack: Pack | None = None,
    language: str = "en",
    signed_at: datetime = NOON,
) -> Signature:
    """Make a signature."""
    circumstances = Circumstances(language=language, signed_at=signed_at, place="Berlin", shift="1")
    made = complete(pack or open_doors(), given or draft(), circumstances, os.urandom)
    assert isinstance(made, Signature), made
    return made


def journal_with(folder: Path, pack: Pack, signatures: Iterable[Signature]) -> Journal:
    """Open a journal and keep some signatures in it."""
    journal = open_journal(folder, clock=clock_at(), randomness=os.urandom)
    for made in signatures:
        journal.keep(made, pack)
    return journal


def batch_of(journal: Journal, pack: Pack, first: int, last: int) -> tuple[BatchRun, bytes]:
    """Write a run of a journal as the bytes of a batch."""
    run = run_of(journal, pack, first, last)
    links = signed_links(pack.id, run.device, run.first, run.last, run.links)
    data = batch_bytes(
        run,
        checkpoint_signature=journal.sign_checkpoint(run.checkpoint),
        links_signature=journal.sign(links),
    )
    return run, data


def vouched_batch_of(journal: Journal, pack: Pack, first: int, last: int) -> tuple[BatchRun, bytes]:
    """Write a run of a journal as the bytes of a batch without the device's key."""
    run = run_of(journal, pack, first, last)
    stored = journal.records(pack.id, first, last)
    return run, vouched_batch_bytes(run, [voucher_of(journal, pack.id, one) for one in stored])


def run_of(journal: Journal, pack: Pack, first: int, last: int) -> BatchRun:
    """Gather a run of a journal."""
    records = journal.records(pack.id, first, last)
    return BatchRun(
        device=journal.device,
        device_key=journal.device_public_key,
        campaign=pack.id,
        first=first,
        records=tuple(stored.record for stored in records),
        chains=tuple(stored.chain for stored in records),
    )


def own_words(folder: Path) -> None:
    """Give a new campaign words of its own wherever it asks for them."""
    for path in (*folder.rglob("*.md"), folder / "campaign.toml"):
        text = path.read_text(encoding="utf-8").replace('"my-campaign"', '"ours"')
        path.write_text(re.sub(r"\[\[(?!\w+\]\]\n).*?\]\]", "our words", text), encoding="utf-8")
