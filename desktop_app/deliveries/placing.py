"""Puts a delivery and its manifest in their places together, or leaves everything as it was."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.deliveries.manifest import is_manifest, manifest_path
from desktop_app.deliveries.pdf.output import CannotWritePdf
from desktop_app.deliveries.problems import CannotWriteDelivery, DeliveryExists

FOLDER_PREFIX = "unfinished-delivery-"


def check_place(out: Path) -> None:
    """Refuse to write over anything but an older delivery.

    An older delivery is a file with a manifest of ours beside it. An empty file holds nothing.

    Raises:
        DeliveryExists: another file is there. CannotWriteDelivery: no file can be there.
    """
    if out.name in ("", ".."):
        raise CannotWriteDelivery(path=str(out), reason="it is a folder")
    manifest = manifest_path(out)
    try:
        for path in (out, manifest):
            if path.is_dir():
                raise CannotWriteDelivery(path=str(path), reason="it is a folder")
            if _holds_something(path) and not is_manifest(manifest):
                raise DeliveryExists(path=str(path))
    except OSError as error:
        raise CannotWriteDelivery(path=str(out), reason=type(error).__name__) from error


@dataclass(frozen=True, kw_only=True)
class Placing:
    """Where to write the delivery and its manifest until both are whole."""

    out: Path
    folder: Path
    _placed: list[Path] = field(default_factory=list)

    @property
    def delivery(self) -> Path:
        """Where the delivery is written."""
        return self.folder / "delivery"

    @property
    def manifest(self) -> Path:
        """Where its manifest is written."""
        return self.folder / "manifest"

    def place(self) -> None:
        """Give both their names; what had them before steps aside until all is done.

        Raises:
            CannotWriteDelivery: the disk refuses.
        """
        try:
            for path, fresh in self._places():
                if path.is_file():
                    path.replace(_aside(fresh))
                self._placed.append(path)
                fresh.replace(path)
        except OSError as error:
            raise CannotWriteDelivery(path=str(self.out), reason=type(error).__name__) from error

    def put_back(self) -> None:
        """Leave under both names what was there before."""
        for path, fresh in self._places():
            with suppress(OSError):
                if path in self._placed and not fresh.exists():
                    path.unlink()
            with suppress(OSError):
                if _aside(fresh).is_file():
                    _aside(fresh).replace(path)

    def clear_away(self, *, is_done: bool) -> None:
        """Remove the folder; a file that could not be put back stays in it."""
        if is_done or not any(_aside(fresh).is_file() for _, fresh in self._places()):
            shutil.rmtree(self.folder, ignore_errors=True)

    def _places(self) -> tuple[tuple[Path, Path], ...]:
        return (self.out, self.delivery), (manifest_path(self.out), self.manifest)


@contextmanager
def placing(out: Path) -> Iterator[Placing]:
    """Give a folder beside `out` in which only its owner may read; it goes at the end.

    If anything fails, also after `place`, what was there before is there again.

    Raises:
        CannotWriteDelivery: the disk refuses.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=FOLDER_PREFIX, dir=out.parent))
    except OSError as error:
        raise CannotWriteDelivery(path=str(out), reason=type(error).__name__) from error
    going = Placing(out=out, folder=folder)
    try:
        yield going
    except BaseException as error:
        going.put_back()
        going.clear_away(is_done=False)
        if isinstance(error, CannotWriteDelivery | CannotWritePdf):
            error.facts["path"] = str(out)
        raise
    going.clear_away(is_done=True)


def _aside(fresh: Path) -> Path:
    return fresh.with_suffix(".before")


def _holds_something(path: Path) -> bool:
    return path.exists() and (not path.is_file() or path.stat().st_size > 0)
