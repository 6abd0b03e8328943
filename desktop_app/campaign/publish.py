"""Publishes a pack: the folder becomes one signed .inkpack that carries the public keys."""

import io
import os
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from desktop_app.campaign.files import MANIFEST, MANIFEST_SIGNATURE, read_files
from desktop_app.campaign.manifest import write_manifest
from desktop_app.campaign.pack import Pack, Recipient
from desktop_app.campaign.reading import read_pack
from desktop_app.problems import Problem

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # no clock: the same pack gives the same file


class CannotWritePack(Problem):
    """The disk does not take the .inkpack."""

    code = "pack.cannot_write"


class PackOutTaken(Problem):
    """There is another file under the name that the pack shall have."""

    code = "pack.out_taken"


def publish(
    folder: Path,
    *,
    recipients: tuple[Recipient, ...],
    coordinator_key: bytes,
    sign: Callable[[bytes], bytes],
    out: Path,
    drill: Callable[[Pack], None] | None = None,
) -> Pack:
    """Write the .inkpack of a checked folder and read it back.

    Args:
        folder: the pack as its author wrote it.
        recipients: the public keys to which signatures are sealed (1 to 3).
        coordinator_key: the Ed25519 public key to whose private half `sign` belongs.
        sign: signs the manifest's bytes.
        out: the file to write; an older one is replaced only by a whole new one.
        drill: tries the pack, as it was read back, before it gets its name; what it raises stops.

    Raises:
        PackRefused: the pack breaks rules. PackOutTaken: `out` is something else already.
        CannotWritePack: the disk refuses.
    """
    _check_out(out)
    read_pack(folder)
    content = read_files(folder).content()
    manifest = write_manifest(content, recipients, coordinator_key)
    members = {**content, MANIFEST: manifest, MANIFEST_SIGNATURE: sign(manifest)}
    temporary = out.with_name(f"{out.name}.part")
    try:
        _write_zip(temporary, members)
        pack = read_pack(temporary)
        if drill is not None:
            drill(pack)
        temporary.replace(out)
    except OSError as error:
        raise CannotWritePack(path=str(out)) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return pack


def _check_out(out: Path) -> None:
    """Refuse to write over anything that is not an older pack: a key, say."""
    try:
        is_free = not out.exists() or (out.is_file() and out.stat().st_size == 0)
        if out.name == "" or not (is_free or zipfile.is_zipfile(out)):
            raise PackOutTaken(path=str(out))
    except OSError as error:
        raise CannotWritePack(path=str(out)) from error


def zipped(members: dict[str, bytes]) -> bytes:
    """Zip files in one form only: sorted, and without a clock."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(members):
            entry = zipfile.ZipInfo(name, ZIP_EPOCH)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, members[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _write_zip(path: Path, members: dict[str, bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(zipped(members))
        file.flush()
        os.fsync(file.fileno())
