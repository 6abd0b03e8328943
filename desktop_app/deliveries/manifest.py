"""The manifest beside a delivery: what it is, for whom, and its hash. Nothing of a person."""

from pathlib import Path

import msgspec

from desktop_app.deliveries.whole_file import whole_file

MANIFEST_FORMAT = "inkstand-delivery"
MANIFEST_VERSION = 1


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


def write_manifest(out: Path, manifest: DeliveryManifest) -> Path:
    """Write the manifest beside the delivery's file.

    Raises:
        CannotWriteDelivery: the disk refuses.
    """
    path = manifest_path(out)
    with whole_file(path) as file:
        file.write(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
    return path
