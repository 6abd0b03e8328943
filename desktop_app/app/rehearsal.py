"""Goes the whole way once with made-up signatures, in a folder that is thrown away."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.app.handover import write_batches
from desktop_app.app.home import Home, fonts_folder, locale_folder, resources_folder
from desktop_app.app.installed import install
from desktop_app.batches.reading import read_batch
from desktop_app.campaign.pack import ConsentId, Pack
from desktop_app.campaign.publish import publish
from desktop_app.journal.store import open_journal
from desktop_app.language import Catalogues
from desktop_app.sealing.keys import derive_key
from desktop_app.sealing.open import open_record
from desktop_app.sealing.record import SuiteId
from desktop_app.signature.consent import Choice, consent_given
from desktop_app.signature.reading import read_signature
from desktop_app.signature.signature import (
    SIGNATURE_VERSION,
    Clock,
    Randomness,
    Signature,
    new_withdrawal_code,
)

if TYPE_CHECKING:
    from desktop_app.deliveries.pdf.petition import PetitionCover

REHEARSED_NAMES = ("Rehearsal", "Проба", "تجربة")
REHEARSED_ON = datetime(2026, 1, 1, tzinfo=UTC)


def rehearse(folder: Path, *, clock: Clock, randomness: Randomness) -> int:
    """Publish, install, keep, hand over, verify and open; gives how many came through."""
    key = derive_key(randomness(32), SuiteId.X25519)
    file = folder / "campaign.inkpack"
    publish(
        resources_folder() / "campaigns" / "open-doors",
        recipients=(key.recipient,),
        coordinator_key=key.coordinator_key,
        sign=key.coordinator.sign,
        out=file,
    )
    home = Home(folder=folder / "home")
    pack = install(home, file).pack
    with open_journal(home.folder, clock=clock, randomness=randomness) as journal:
        for name in REHEARSED_NAMES:
            journal.keep(_signature(pack, name, clock, randomness), pack)
        written = list(write_batches([journal], home, folder / "batches"))
    records = [proved.record for w in written for proved in read_batch(w.path).records]
    names = [read_signature(open_record(record, key)).given_name for record in records]
    if names != list(REHEARSED_NAMES):
        message = "what was opened is not what was sealed"
        raise RuntimeError(message)
    return len(names)


def rehearse_pdf(folder: Path) -> int:
    """Write a petition with a name in three scripts; gives its pages."""
    from desktop_app.deliveries.pdf.fonts import Fonts
    from desktop_app.deliveries.pdf.petition import write_petition

    written = write_petition(
        folder / "rehearsal.pdf",
        cover=bare_cover(len(REHEARSED_NAMES)),
        columns=("First name",),
        rows=[(name,) for name in REHEARSED_NAMES],
        row_count=len(REHEARSED_NAMES),
        fonts=Fonts.load(fonts_folder()),
        words=Catalogues(locale_folder()).words("en"),
    )
    return written.page_count


def bare_cover(signature_count: int) -> "PetitionCover":
    """Make a cover with nothing on it but a title and a count."""
    from desktop_app.deliveries.pdf.petition import PetitionCover

    return PetitionCover(
        language="en",
        title="Rehearsal",
        lead="",
        demands_intro="",
        demands=(),
        closing="",
        body=(),
        addressees=(),
        run_by=(),
        started_by="",
        signature_count=signature_count,
        signed_online=0,
        signed_online_as_of=None,
        by_country=(),
        prepared_on=REHEARSED_ON.date(),
        pack_sha256="",
    )


def rehearse_window() -> None:
    """Show the kiosk on a throw-away home until its journal is open, then close it."""
    import tempfile

    from desktop_app.app.demo_tour import Tour
    from desktop_app.app.demonstration import CAMPAIGN, prepare
    from desktop_app.app.installed import find_campaign
    from desktop_app.app.stall import stall_for

    with tempfile.TemporaryDirectory() as name:
        home = Home(folder=Path(name))
        prepare(home)
        pack = find_campaign(home, CAMPAIGN).pack
        with Tour(stall_for(home, pack, is_pace_watched=False), Path(name) / "pictures"):
            pass


def _signature(pack: Pack, name: str, clock: Clock, randomness: Randomness) -> Signature:
    language = pack.settings.default_language
    consents = pack.consents_to_sign
    return Signature(
        v=SIGNATURE_VERSION,
        given_name=name,
        consents=tuple(
            consent_given(pack, ConsentId(c.id), Choice.YES, language) for c in consents
        ),
        language=language,
        signed_at=clock(),
        withdrawal_code=new_withdrawal_code(randomness),
    )
