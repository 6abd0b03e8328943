"""The packs of the campaigns in the register: what was asked, and who may receive what.

A pack is kept as a zip of its checked files, made anew: what else lay in the file that came (other
zips, junk before the start) is not kept.

A pack is believed if the key that merges has signed it, or if it lists that key as a recipient and
somebody accepted its coordinator by the pack's four words. That settles who the campaign's
coordinator is: later versions are believed without words, and a third one's pack never.
"""

import hashlib
import re
from pathlib import Path

from sqlalchemy import Connection, select

from desktop_app.campaign.check import check_files
from desktop_app.campaign.files import (
    MAX_PACK_BYTES,
    PackTooLarge,
    PackUnreadable,
    read_inkpack_bytes,
)
from desktop_app.campaign.pack import Pack
from desktop_app.campaign.publish import zipped
from desktop_app.campaign.reading import PackRefused
from desktop_app.problems import Problem
from desktop_app.register.problems import (
    CoordinatorNotAccepted,
    ForeignPack,
    RegisterDamaged,
    SamePackVersion,
)
from desktop_app.register.result import UnreadableFile
from desktop_app.register.rows import as_bytes
from desktop_app.register.store import LockedRegister, Register
from desktop_app.register.tables import pack_table
from desktop_app.sealing.fingerprint import four_words, same_words
from desktop_app.sealing.keys import CampaignKey

VERSION = re.compile(r"([0-9-]{1,10})(?:\.([0-9]{1,9}))?")


def store_pack(
    register: Register, path: Path, key: CampaignKey, *, accepted_words: str | None = None
) -> Pack:
    """Keep a pack that is believed; doing so again mends it if the disk has damaged it.

    Args:
        register: where.
        path: the .inkpack.
        key: the key that merges.
        accepted_words: the four words of a pack whose coordinator was accepted.

    Raises:
        ForeignPack: another key signed it, or none. CoordinatorNotAccepted: it lists this key, and
        its coordinator was not accepted yet. SamePackVersion: another one of this version
        is there. PackUnreadable, PackRefused, and what else `read_pack` raises; RegisterFull,
        RegisterReadOnly and what else a transaction raises.
    """
    return _store(register, path, _bytes(path), key, accepted_words)


def store_packs(
    register: Register,
    paths: tuple[Path, ...],
    key: CampaignKey,
    *,
    accepted_words: str | None = None,
) -> tuple[UnreadableFile, ...]:
    """Keep the packs that lie beside batches; lists those that were left aside, and why."""
    left_aside = []
    for path in paths:
        try:
            untrusted_data = _bytes(path)
            if not _is_stored(register, untrusted_data):
                _store(register, path, untrusted_data, key, accepted_words)
        except Problem as problem:
            if problem.code.startswith("register."):
                raise
            words = str(problem.facts.get("words", ""))
            left_aside.append(UnreadableFile(name=path.name, code=problem.code, words=words))
    return tuple(left_aside)


def newest_pack(register: LockedRegister, campaign: str) -> Pack | None:
    """Give the newest version of a campaign's pack; None if the register has none.

    Raises:
        RegisterDamaged: the stored file is no longer that pack.
    """
    table = pack_table
    with register.transaction() as connection:
        found = _versions(connection, campaign)
        if not found:
            return None
        newest = found[-1][1]
        query = select(as_bytes(table.c.file)).where(table.c.hash == newest)
        file = connection.execute(query).scalar_one()
    pack = _read(file)
    if pack.hash != newest or pack.id != campaign:
        raise RegisterDamaged(reason="a stored pack")
    return pack


def known_pack(register: LockedRegister, campaign: str) -> Pack | None:
    """Give the newest pack of a campaign; None also where it is damaged: only names are lost by that."""
    try:
        return newest_pack(register, campaign)
    except Problem:
        return None


def pack_by_hash(register: LockedRegister, pack_hash: str) -> Pack | None:
    """Give the version of a pack under whose words somebody signed; None if it is not here, whole."""
    table = pack_table
    with register.transaction() as connection:
        query = select(as_bytes(table.c.file)).where(table.c.hash == pack_hash)
        file = connection.execute(query).scalar_one_or_none()
    if file is None:
        return None
    try:
        pack = _read(file)
    except RegisterDamaged:
        return None
    return pack if pack.hash == pack_hash else None


def coordinator_of(register: Register, campaign: str) -> bytes | None:
    """Give the key whose packs of a campaign are believed; None if there is no whole one here."""
    try:
        pack = newest_pack(register, campaign)
    except RegisterDamaged:
        return None
    return None if pack is None else pack.coordinator_key


def _store(
    register: Register,
    path: Path,
    untrusted_data: bytes,
    key: CampaignKey,
    accepted_words: str | None,
) -> Pack:
    files = read_inkpack_bytes(untrusted_data, path.name)
    checked = check_files(files)
    pack = checked.pack
    if pack is None:
        raise PackRefused(path, checked.findings)
    _check_coordinator(register, path, pack, key, accepted_words)
    file = zipped(files.untrusted)
    if len(file) > MAX_PACK_BYTES:
        raise PackTooLarge(file=path.name)
    with register.transaction() as connection:
        _put(connection, pack, file, path.name)
    return pack


def _check_coordinator(
    register: Register, path: Path, pack: Pack, key: CampaignKey, accepted_words: str | None
) -> None:
    """Refuse a pack of a coordinator who is not this key, and whom nobody accepted."""
    if pack.coordinator_key == key.coordinator_key:
        return
    known = coordinator_of(register, pack.id)
    if known == pack.coordinator_key:
        return
    if known is not None or key.recipient not in pack.recipients:
        raise ForeignPack(path=path.name)
    words = four_words(pack)
    if accepted_words is None or not same_words(accepted_words, words):
        raise CoordinatorNotAccepted(path=path.name, words=words)


def _put(connection: Connection, pack: Pack, file: bytes, name: str) -> None:
    table, version = pack_table, pack.settings.version
    there = _versions(connection, pack.id)
    if any(order == _order(version) and other != pack.hash for order, other in there):
        raise SamePackVersion(path=name, version=version)
    row = {"file_sha256": hashlib.sha256(file).hexdigest(), "file": file}
    row |= {"campaign": pack.id, "version": version}
    is_this = table.c.hash == pack.hash
    stored = connection.execute(select(as_bytes(table.c.file)).where(is_this)).scalar_one_or_none()
    if stored is None:
        connection.execute(table.insert().values(hash=pack.hash, **row))
    elif stored != file:
        connection.execute(table.update().where(is_this).values(**row))


def _is_stored(register: Register, data: bytes) -> bool:
    """Tell whether just these bytes are in the register, so that they were checked before."""
    table = pack_table
    is_this = table.c.file_sha256 == hashlib.sha256(data).hexdigest()
    with register.transaction() as connection:
        found = connection.execute(select(as_bytes(table.c.file)).where(is_this)).scalars().all()
    return data in found


def _versions(connection: Connection, campaign: str) -> list[tuple[tuple[str, int], str]]:
    """List the order of each version and its pack's hash, the newest last."""
    table = pack_table
    query = select(table.c.version, table.c.hash).where(table.c.campaign == campaign)
    return sorted((_order(version), pack_hash) for version, pack_hash in connection.execute(query))


def _order(version: str | bytes) -> tuple[str, int]:
    """Order `2026-11-23.9` before `2026-11-23.10`."""
    match = VERSION.fullmatch(version) if isinstance(version, str) else None
    if match is None:
        raise RegisterDamaged(reason="the version of a stored pack")
    return match[1], int(match[2] or 0)


def _bytes(path: Path) -> bytes:
    """Read a regular file, and just enough to see that it is too large."""
    if not path.is_file():
        raise PackUnreadable(path=path.name)
    try:
        with path.open("rb") as file:
            return file.read(MAX_PACK_BYTES + 1)
    except OSError as error:
        raise PackUnreadable(path=path.name) from error


def _read(file: bytes) -> Pack:
    """Read a stored pack by the same reader that let it in."""
    try:
        checked = check_files(read_inkpack_bytes(file))
    except Problem as problem:
        raise RegisterDamaged(reason="a stored pack") from problem
    if checked.pack is None:
        raise RegisterDamaged(reason="a stored pack")
    return checked.pack
