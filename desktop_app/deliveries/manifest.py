"""The manifest beside a delivery: what it is, for whom, and its hash. Nothing of a person."""

from pathlib import Path

import msgspec

from desktop_app.deliveries.whole_file import whole_file
from desktop_app.problems import UNREADABLE

MANIFEST_FORMAT = "inkstand-delivery"
MANIFEST_VERSION = 1
MAX_MANIFEST_BYTES = 1024 * 1024


class DeliveryManifest(msgspec.Struct, frozen=True, kw_only=True):
    """`OUT.manifest.json`, as JSON in this order."""

    format: str = MANIFEST_FORMAT
    version: int = MANIFEST_VERSION
    file: str
    kind: str
    sha256: str
    campaign: str
    pack: str
    profile: str
    to: str
    needs: tuple[str, ...]
    columns: tuple[str, ...]
    rows: int
    left_out: dict[str, int]
    guarded_cells: int
    made_at: str


def manifest_path(out: Path) -> Path:
    """Name the manifest of a delivery."""
    return out.with_name(f"{out.name}.manifest.json")


def is_manifest(path: Path) -> bool:
    """Tell whether a file is a manifest of ours, of this or an older version."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            untrusted_bytes = file.read(MAX_MANIFEST_BYTES + 1)
        manifest = msgspec.json.decode(untrusted_bytes, type=DeliveryManifest)
    except (OSError, *UNREADABLE):
        return False
    return manifest.format == MANIFEST_FORMAT and len(untrusted_bytes) <= MAX_MANIFEST_BYTES


def write_manifest(path: Path, manifest: DeliveryManifest) -> None:
    """Write a manifest.

    Raises:
        CannotWriteDelivery: the disk refuses.
    """
    with whole_file(path) as file:
        file.write(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
