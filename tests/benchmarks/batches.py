"""Writes batches as a device does, but without a commit to the disk for each signature."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop_app.batches.batch import MAX_RECORDS, BatchRun, batch_bytes, batch_name, signed_links
from desktop_app.batches.writing import write_whole
from desktop_app.journal.store import batch_runs
from desktop_app.sealing.chain import CHAIN_START, chain_hash, device_id, sign_checkpoint
from desktop_app.sealing.keys import derive_key
from desktop_app.sealing.record import Header, Kind, Record, Source, SuiteId
from desktop_app.sealing.seal import seal
from desktop_app.signature.signature import signature_bytes
from tests.making import draft, open_doors, signature

SAME_IN = 33
"""One signature in so many is another one of somebody before."""
SYLLABLES = [
    "ka",
    "lo",
    "mi",
    "ren",
    "ta",
    "vo",
    "shu",
    "be",
    "dar",
    "ni",
    "po",
    "gal",
    "es",
    "hun",
    "ri",
    "mo",
    "ya",
    "ket",
    "su",
    "li",
]


def name_of(person: int) -> tuple[str, str]:
    """Give a name that few share: 400 given names, 8 000 family names."""
    mixed = person * 2_654_435_761 % 3_200_000
    letters = []
    for _ in range(5):
        mixed, syllable = divmod(mixed, len(SYLLABLES))
        letters.append(SYLLABLES[syllable])
    return "".join(letters[:2]).capitalize(), "".join(letters[2:]).capitalize()


def email_of(person: int) -> str:
    """Give an address of one's own."""
    return f"{'.'.join(name_of(person)).lower()}{person % 97}.{person}@example.org"


def write_batches(folder: Path, seed: bytes, start: int, count: int) -> None:
    """Write one device's batches: `count` signatures of people with numbers from `start` on.

    Args:
        seed: of the campaign's key, to which they are sealed.
    """
    recipient = derive_key(seed, SuiteId.X25519).recipient
    device_key = Ed25519PrivateKey.generate()
    public = device_key.public_key().public_bytes_raw()
    device, campaign, head = device_id(public), "open-doors", CHAIN_START
    pack = open_doors().hash
    for first, last in batch_runs(1, count, MAX_RECORDS):
        records: list[Record] = []
        chains: list[bytes] = []
        for seq in range(first, last + 1):
            number = start + seq
            person = number // 2 if number % SAME_IN == 0 else number
            given_name, family_name = name_of(person)
            given = draft(given_name, family_name, email_of(person))
            header = Header(
                v=1,
                id=os.urandom(16).hex(),
                device=device,
                seq=seq,
                previous=head.hex(),
                campaign=campaign,
                pack=pack,
                kind=Kind.SIGNATURE,
                source=Source.KIOSK,
                hour="2026-11-23T12",
                suite=0,
                sealed_sha256="",
            )
            record = seal(signature_bytes(signature(given)), header, (recipient,), os.urandom)
            head = chain_hash(head, record.header_bytes)
            records.append(record)
            chains.append(head)
        run = BatchRun(
            device=device,
            device_key=public,
            campaign=campaign,
            first=first,
            records=tuple(records),
            chains=tuple(chains),
        )
        links = signed_links(campaign, device, first, last, run.links)
        data = batch_bytes(
            run,
            checkpoint_signature=sign_checkpoint(run.checkpoint, device_key),
            links_signature=device_key.sign(links),
        )
        write_whole(folder, batch_name(run, data), data)
