"""The files of a pack as they came, from a folder or an .inkpack: untrusted, read within limits."""

import hashlib
import io
import lzma
import stat
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import ClassVar

from desktop_app.problems import Problem

MAX_FILES = 400
MAX_FILE_BYTES = 2 * 1024 * 1024
MAX_PACK_BYTES = 16 * 1024 * 1024
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,  # a compression that Python does not know
    RuntimeError,  # an encrypted member
    EOFError,
    ValueError,
)
MANIFEST = "manifest.json"
MANIFEST_SIGNATURE = "manifest.sig"


class PackUnreadable(Problem):
    """There is no pack at this path, or the disk does not give it."""

    code: ClassVar[str] = "pack.unreadable"


class NotAPack(Problem):
    """The file is no .inkpack: not a zip, or a broken one."""

    code: ClassVar[str] = "pack.not_a_pack"


class PackTooLarge(Problem):
    """The pack holds more, or larger, files than a device may be asked to read."""

    code: ClassVar[str] = "pack.too_large"


class PackUnsafe(Problem):
    """The pack holds a link or a path that leads outside it."""

    code: ClassVar[str] = "pack.unsafe_path"


@dataclass(frozen=True, kw_only=True)
class PackFiles:
    """The bytes of each file by its path with forward slashes."""

    untrusted: dict[str, bytes] = field(repr=False)
    is_inkpack: bool

    def content(self) -> dict[str, bytes]:
        """Give the files that the campaign's author wrote."""
        signed = (MANIFEST, MANIFEST_SIGNATURE)
        return {path: data for path, data in self.untrusted.items() if path not in signed}


def read_files(path: Path) -> PackFiles:
    """Read a pack folder or an .inkpack without trusting it.

    Raises:
        PackUnreadable, NotAPack, PackTooLarge, PackUnsafe.
    """
    try:
        if path.is_dir():  # raises, too, for a name that no system takes
            return PackFiles(untrusted=_read_folder(path), is_inkpack=False)
        return read_inkpack_bytes(_read_file(path), path.name)
    except OSError as error:
        raise PackUnreadable(path=str(path)) from error


def file_hashes(files: dict[str, bytes]) -> dict[str, str]:
    """Hash each file (SHA-256, hex), in the order of their paths."""
    return {path: hashlib.sha256(files[path]).hexdigest() for path in sorted(files)}


def _read_folder(folder: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    total = 0
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            raise PackUnsafe(file=name)
        if path.is_dir() or any(part.startswith(".") for part in PurePosixPath(name).parts):
            continue
        if not path.is_file():
            raise PackUnsafe(file=name)
        total += path.stat().st_size
        _check_limits(name, path.stat().st_size, total, len(found) + 1)
        found[name] = path.read_bytes()
    return found


def read_inkpack_bytes(untrusted_data: bytes, name: str = "") -> PackFiles:
    """Read the bytes of an .inkpack without trusting them; `name` is for the words only.

    Raises:
        NotAPack, PackTooLarge, PackUnsafe.
    """
    if len(untrusted_data) > MAX_PACK_BYTES:
        raise PackTooLarge(file=name)
    try:
        with zipfile.ZipFile(io.BytesIO(untrusted_data)) as archive:
            members = _read_members(archive)
    except BROKEN_ZIP as error:
        raise NotAPack(path=name) from error
    return PackFiles(untrusted=members, is_inkpack=True)


def _read_file(path: Path) -> bytes:
    """Read a regular file, and no more than a pack may hold."""
    if not path.is_file():
        raise PackUnreadable(path=str(path))
    with path.open("rb") as file:
        return file.read(MAX_PACK_BYTES + 1)


def _read_members(archive: zipfile.ZipFile) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    total = 0
    for member in archive.infolist():
        _check_path(member)
        if member.is_dir():
            continue
        if member.filename in found:
            raise PackUnsafe(file=member.filename)
        total += member.file_size
        _check_limits(member.filename, member.file_size, total, len(found) + 1)
        found[member.filename] = _read_member(archive, member)
    return found


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as file:
        data = file.read(MAX_FILE_BYTES + 1)  # the size in the directory may be a lie
    if len(data) > MAX_FILE_BYTES:
        raise PackTooLarge(file=member.filename)
    return data


def _check_path(member: zipfile.ZipInfo) -> None:
    name = member.filename
    parts = PurePosixPath(name).parts
    outside = name.startswith("/") or "\\" in name or ":" in name or ".." in parts
    if outside or stat.S_ISLNK(member.external_attr >> 16):
        raise PackUnsafe(file=name[:120])


def _check_limits(name: str, size_bytes: int, total_bytes: int, file_count: int) -> None:
    if size_bytes > MAX_FILE_BYTES or total_bytes > MAX_PACK_BYTES or file_count > MAX_FILES:
        raise PackTooLarge(file=name[:120])
