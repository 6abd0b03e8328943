"""The packs of the campaigns in the register: what was asked, and who may receive what."""

import hashlib
import io
import zipfile
from pathlib import Path

from sqlalchemy import select

from desktop_app.campaign.check import check_files
from desktop_app.campaign.files import BROKEN_ZIP, MAX_PACK_BYTES, PackFiles, PackUnreadable
from desktop_app.campaign.pack import Pack
from desktop_app.campaign.reading import read_pack
from desktop_app.problems import Problem
from desktop_app.register.problems import ForeignPack, RegisterDamaged
from desktop_app.register.result import UnreadableFile
from desktop_app.register.store import Register
from desktop_app.register.tables import pack_table
from desktop_app.sealing.keys import CampaignKey


def store_pack(register: Register, path: Path, key: CampaignKey) -> Pack:
    """Keep a pack that this key has signed. Doing so again is harmless.

    Raises:
        ForeignPack: another key signed it, or none. PackUnreadable, PackRefused, and what else
        `read_pack` raises; RegisterFull, RegisterReadOnly and what else a transaction raises.
    """
    pack = read_pack(path)
    if pack.coordinator_key != key.coordinator_key:
        raise ForeignPack(path=path.name)
    file = _bytes(path)
    table = pack_table
    with register.transaction() as connection:
        stored = connection.execute(select(table.c.hash).where(table.c.hash == pack.hash)).first()
        if stored is None:
            connection.execute(
                table.insert().values(
                    hash=pack.hash,
                    campaign=pack.id,
                    version=pack.settings.version,
                    file_sha256=hashlib.sha256(file).hexdigest(),
                    file=file,
                )
            )
    return pack


def store_packs(
    register: Register, paths: tuple[Path, ...], key: CampaignKey
) -> tuple[UnreadableFile, ...]:
    """Keep the packs that lie beside batches; lists those that were left aside, and why."""
    with register.transaction() as connection:
        known = set(connection.execute(select(pack_table.c.file_sha256)).scalars())
    left_aside = []
    for path in paths:
        try:
            if hashlib.sha256(_bytes(path)).hexdigest() not in known:
                store_pack(register, path, key)
        except Problem as problem:
            if problem.code.startswith("register."):
                raise
            left_aside.append(UnreadableFile(name=path.name, code=problem.code))
    return tuple(left_aside)


def newest_pack(register: Register, campaign: str) -> Pack | None:
    """Give the newest version of a campaign's pack; None if the register has none.

    Raises:
        RegisterDamaged: the stored file is no longer a pack.
    """
    table = pack_table
    versions = select(table.c.version, table.c.hash).where(table.c.campaign == campaign)
    with register.transaction() as connection:
        found = sorted((_order(row.version), row.hash) for row in connection.execute(versions))
        if not found:
            return None
        query = select(table.c.file).where(table.c.hash == found[-1][1])
        file: bytes = connection.execute(query).scalar_one()
    return _read(file)


def _order(version: str) -> tuple[str, int]:
    """Order `2026-11-23.9` before `2026-11-23.10`."""
    day, _, number = version.partition(".")
    return day, int(number or 0)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_PACK_BYTES)
    except OSError as error:
        raise PackUnreadable(path=path.name) from error


def _read(file: bytes) -> Pack:
    """Read a stored pack; it was within the limits when it came."""
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except BROKEN_ZIP as error:
        raise RegisterDamaged(reason="a stored pack") from error
    checked = check_files(PackFiles(untrusted=members, is_inkpack=True))
    if checked.pack is None:
        raise RegisterDamaged(reason="a stored pack")
    return checked.pack
