"""Merging: records a second from reading to storing, and how cheap the second time is."""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from desktop_app.batches.batch import MAX_RECORDS, BatchRun, batch_bytes, batch_name, signed_links
from desktop_app.batches.writing import write_whole
from desktop_app.journal.store import batch_runs
from desktop_app.register.merge import merge
from desktop_app.register.store import open_or_create_register
from desktop_app.sealing.chain import CHAIN_START, chain_hash, device_id, sign_checkpoint
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.record import HPKE_SUITES, Header, Kind, Record, Source
from desktop_app.sealing.seal import public_key, seal
from desktop_app.signature.signature import signature_bytes
from tests.benchmarks.measure import Measure, percentile
from tests.making import PASSPHRASE, QUICK, clock_at, draft, made_key, open_doors, signature

RECORD_COUNT = 20_000
SECOND_RUNS = 5
BARE_OPENINGS = 5_000


def measure_merging() -> list[Measure]:
    """Merge 20 000 records of one device twice."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        key = made_key()
        _write_batches(folder / "batches", key)
        with open_or_create_register(
            folder / "register.sqlite",
            PASSPHRASE,
            clock=clock_at(),
            randomness=os.urandom,
            hardness=QUICK,
        ) as register:
            first = _timed(lambda: merge(register, [folder], key, accept_devices="all"))
            again = [_timed(lambda: merge(register, [folder], key)) for _ in range(SECOND_RUNS)]
        second = percentile(again, 0.5)
        bare = _bare_openings(key)
    return [
        Measure(
            what="merge (read, verify, open, store)",
            measured=f"{RECORD_COUNT / first:,.0f} records/s a core; {first / RECORD_COUNT / bare:.1f} ×"
            f" the bare HPKE opening ({1 / bare:,.0f}/s)",
            budget="≥ 10,000 records/s",
        ),
        Measure(
            what="second merge of the same, of the first",
            measured=f"{second / first:.2%}",
            budget="≤ 1 %",
        ),
    ]


def _bare_openings(key: CampaignKey) -> float:
    """Time HPKE alone, for a record key each; seconds of CPU for one."""
    suite, info = HPKE_SUITES[key.suite], b"x" * 400
    sealed = suite.encrypt(bytes(32), public_key(key.recipient), info)

    def open_all() -> None:
        for _ in range(BARE_OPENINGS):
            suite.decrypt(sealed, key.private_key, info)

    return _timed(open_all) / BARE_OPENINGS


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _write_batches(folder: Path, key: CampaignKey) -> None:
    """Write records as a device does, but without a disk commit for each."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    device_key = Ed25519PrivateKey.generate()
    public = device_key.public_key().public_bytes_raw()
    device, campaign, head = device_id(public), "open-doors", CHAIN_START
    for first, last in batch_runs(1, RECORD_COUNT, MAX_RECORDS):
        records: list[Record] = []
        chains: list[bytes] = []
        for seq in range(first, last + 1):
            given = draft(f"Marta {seq}", "Schmidt", f"marta{seq % 19_400}@example.org")
            header = Header(
                v=1,
                id=os.urandom(16).hex(),
                device=device,
                seq=seq,
                previous=head.hex(),
                campaign=campaign,
                pack=open_doors().hash,
                kind=Kind.SIGNATURE,
                source=Source.KIOSK,
                hour="2026-11-23T12",
                suite=0,
                sealed_sha256="",
            )
            plain = signature_bytes(signature(given))
            record = seal(plain, header, (key.recipient,), os.urandom)
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
