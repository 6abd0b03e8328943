"""Destroying an event's key: only once nothing is open any more, noted in the log and certified."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from desktop_app.app.acknowledging import is_acknowledged, own_chains
from desktop_app.app.certificates import write_certificate
from desktop_app.app.home import Home
from desktop_app.app.reading_journals import journals_to_read
from desktop_app.batches.reading import read_batch
from desktop_app.problems import Problem
from desktop_app.register.activity import Deed, note
from desktop_app.register.certificate import Statement
from desktop_app.register.certifying import BETWEEN, destruction_statement
from desktop_app.register.chains import Chain, stored_count
from desktop_app.register.open_ends import (
    KeyInRegister,
    Open,
    OpenEnd,
    chains_to_acknowledge,
    in_order,
    key_in_register,
    missing_in,
    open_ends,
)
from desktop_app.register.sources import find_sources
from desktop_app.register.store import Register
from desktop_app.sealing.destroying import destroy_key_file
from desktop_app.sealing.fingerprint import fingerprint, same_words
from desktop_app.sealing.keys import CampaignKey
from desktop_app.signature.signature import Clock


class KeyNotInRegister(Problem):
    """The register has nothing to do with this key, so it cannot tell whether it is still needed."""

    code: ClassVar[str] = "key.not_in_register"


class KeyNotConfirmed(Problem):
    """The four words that were typed are not those of the key."""

    code: ClassVar[str] = "key.not_confirmed"


class DestroyedButNotNoted(Problem):
    """The key is destroyed and certified, and the register's log did not take it."""

    code: ClassVar[str] = "key.destroyed_not_noted"


@dataclass(frozen=True, kw_only=True)
class Survey:
    """What a key is still needed for; `ends` is empty where nothing is."""

    found: KeyInRegister
    ends: tuple[OpenEnd, ...]


@dataclass(frozen=True, kw_only=True)
class Destroyed:
    """A key that is destroyed. `is_removed` is False where its file, overwritten, is still there."""

    statement: Statement
    is_removed: bool


def survey(
    register: Register, key: CampaignKey, *, home: Home, batches: Sequence[Path] = ()
) -> Survey:
    """Look for everything that is still open: in the register, this home, and batches that are named.

    Raises:
        KeyNotInRegister. NothingFound: no batch at a path. What opening a journal and a transaction
        raise.
    """
    found = key_in_register(register, key)
    if not found.campaigns:
        raise KeyNotInRegister
    ends = [
        *open_ends(register, found),
        *_not_acknowledged(register, key, found, home),
        *_not_handed_over(register, found, home),
        *_not_merged(register, found, batches),
    ]
    return Survey(found=found, ends=in_order(ends))


def check_confirmed(typed: str, words: str) -> None:
    """See that somebody typed the four words of a key: it is gone for ever afterwards.

    Raises:
        KeyNotConfirmed.
    """
    if not same_words(typed, words):
        raise KeyNotConfirmed


def destroy_key(
    register: Register,
    path: Path,
    key: CampaignKey,
    found: KeyInRegister,
    *,
    out: Path,
    clock: Clock,
) -> Destroyed:
    """Destroy a key of which `survey` found nothing open; the certificate is the last that it signs.

    The log's entry is committed only if the file was overwritten, and the certificate is taken away
    again if it was not.

    Args:
        register: in whose log it is noted.
        path: the key's file.
        key: unlocked from that file.
        found: what `survey` found.
        out: the certificate to write.
        clock: for the certificate.

    Raises:
        CannotDestroyKey, CannotWriteDelivery; what a transaction raises: the key is whole.
        DestroyedButNotNoted.
    """
    is_destroyed = is_removed = False
    try:
        with register.transaction() as connection:
            noted = note(
                connection,
                register.activity_key,
                register.now(),
                Deed.KEY_DESTROYED,
                campaigns=BETWEEN.join(found.campaigns),
                fingerprint=fingerprint(key.coordinator_key, key.recipient.public_key),
                **found.counts,
            )
            statement = destruction_statement(
                found.packs,
                found.counts,
                noted,
                key,
                campaigns=found.campaigns,
                has_other_recipients=found.has_other_recipients,
                done_at=clock(),
            )
            write_certificate(statement, key, out)
            try:
                is_removed = destroy_key_file(path, os.urandom)
            except BaseException:
                out.unlink(missing_ok=True)
                raise
            is_destroyed = True
    except Problem as problem:
        if is_destroyed:
            raise DestroyedButNotNoted(path=str(out)) from problem
        raise
    return Destroyed(statement=statement, is_removed=is_removed)


def _not_acknowledged(
    register: Register, key: CampaignKey, found: KeyInRegister, home: Home
) -> Iterator[OpenEnd]:
    counts = chains_to_acknowledge(register, found, key)
    for chain in own_chains(register, key, counts):
        count = counts[chain]
        if not is_acknowledged(home, key, chain, count):
            yield OpenEnd(
                kind=Open.NOT_ACKNOWLEDGED,
                campaign=chain.campaign,
                device=chain.device,
                count=count,
            )


def _not_handed_over(register: Register, found: KeyInRegister, home: Home) -> Iterator[OpenEnd]:
    """Look into this computer's own journal, and those that were restored here."""
    with journals_to_read(home) as journals:
        counts = [
            (Chain(campaign=campaign, device=journal.device), count)
            for journal in journals.counted
            for campaign, count in journal.record_counts().items()
            if campaign in found.campaigns
        ]
    for chain, count in counts:
        with register.transaction() as connection:
            stored = stored_count(connection, chain)
        if stored < count:
            yield OpenEnd(
                kind=Open.NOT_MERGED,
                campaign=chain.campaign,
                device=chain.device,
                count=count - stored,
            )


def _not_merged(
    register: Register, found: KeyInRegister, paths: Sequence[Path]
) -> Iterator[OpenEnd]:
    """Look into batches that are named; one that cannot be read may hold anything."""
    for path in find_sources(paths).batches if paths else ():
        try:
            batch = read_batch(path)
        except Problem as problem:
            yield OpenEnd(kind=Open.NOT_MERGED, name=f"{path.name}: {problem.code}")
            continue
        if batch.campaign not in found.campaigns:
            continue
        chain = Chain(campaign=batch.campaign, device=batch.device)
        headers = {each.header.seq: each.record.header_bytes for each in batch.records}
        missing = missing_in(register, chain, headers)
        if missing:
            yield OpenEnd(
                kind=Open.NOT_MERGED,
                campaign=chain.campaign,
                device=chain.device,
                first=missing[0],
                last=missing[-1],
                count=len(missing),
                name=path.name,
            )
