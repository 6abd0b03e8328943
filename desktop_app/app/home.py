"""Where files live: the home of a device or a coordinator, and the resources of the program."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from desktop_app.problems import Problem

HOME_VARIABLE = "INKSTAND_HOME"
APP_NAME = "inkstand"


class HomeInUse(Problem):
    """Another Inkstand works in this home."""

    code: ClassVar[str] = "home.in_use"


class HomeReadOnly(Problem):
    """The home, or the disk it is on, takes no writing."""

    code: ClassVar[str] = "home.read_only"


class ResourcesMissing(Problem):
    """The installation lacks files that came with it."""

    code: ClassVar[str] = "program.resources_missing"


@dataclass(frozen=True, kw_only=True)
class Home:
    """A folder with everything that one device or one coordinator keeps."""

    folder: Path

    @property
    def campaigns(self) -> Path:
        """Installed packs: `ID/HASH.inkpack`."""
        return self.folder / "campaigns"

    @property
    def campaigns_in_work(self) -> Path:
        """The coordinator's campaigns that are being made: a pack's folder each."""
        return self.folder / "campaigns-in-work"

    @property
    def published(self) -> Path:
        """Packs that were published here: `ID/HASH.inkpack`, copies of what went out."""
        return self.folder / "published"

    @property
    def register(self) -> Path:
        """The coordinator's register, unless another is named."""
        return self.folder / "register.sqlite"

    @property
    def pin(self) -> Path:
        """The volunteer's PIN, hashed; none is set while this is missing."""
        return self.folder / "pin.json"

    @property
    def restored(self) -> Path:
        """Journals of other devices, rebuilt from their second copies: `DEVICE/journal.sqlite`."""
        return self.folder / "restored"

    @property
    def acknowledgements(self) -> Path:
        """What a coordinator has confirmed, to be carried to the devices."""
        return self.folder / "acknowledgements"

    @property
    def practice(self) -> Path:
        """Where a test signature is written, proved and erased; nothing in it ever counts."""
        return self.folder / "practice"

    @property
    def is_demonstration(self) -> bool:
        """Tell whether this home was made to try things out, with a key that lies about."""
        return self._demonstration_mark.is_file()

    @property
    def _demonstration_mark(self) -> Path:
        return self.folder / "DEMONSTRATION.txt"

    def mark_demonstration(self) -> None:
        """Mark this home as one for trying things out, for ever."""
        with self.writing():
            self._demonstration_mark.write_text(
                "Signatures in this folder are not real. Anyone can open them.\n", encoding="utf-8"
            )

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Make the folder where it is missing, and turn a refusing disk into a problem.

        Raises:
            HomeReadOnly.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            yield
        except OSError as error:
            raise HomeReadOnly(folder=str(self.folder)) from error

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other Inkstand from writing in this home.

        Raises:
            HomeInUse, HomeReadOnly.
        """
        from filelock import FileLock, Timeout

        lock = FileLock(self.folder / "home.lock")
        with self.writing():
            if not os.access(self.folder, os.W_OK):
                raise PermissionError(self.folder)
            try:
                lock.acquire(timeout=0)
            except Timeout as error:  # an OSError too, but nothing refuses to be written
                raise HomeInUse(folder=str(self.folder)) from error
        try:
            yield
        finally:
            lock.release()


def home_at(folder: Path | None) -> Home:
    """Choose the home: the named folder, else `INKSTAND_HOME`, else the platform's data folder."""
    if folder is not None:
        return Home(folder=folder.absolute())
    named = os.environ.get(HOME_VARIABLE)
    return Home(folder=Path(named).absolute() if named else _data_folder(APP_NAME))


def demonstration_home() -> Home:
    """Give the home in which `dev.py run` lets people try things out."""
    return Home(folder=_data_folder(f"{APP_NAME}-demonstration"))


def resources_folder() -> Path:
    """Find what came with the program: inside the package, or beside it in a checkout.

    Raises:
        ResourcesMissing.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "resources", package.parent / "resources"):
        if folder.is_dir():
            return folder
    raise ResourcesMissing(folder=str(package))


def downloads_folder() -> Path:
    """Find where the system puts what was downloaded; it need not be there."""
    import platformdirs

    return Path(platformdirs.user_downloads_dir())


def documents_folder() -> Path:
    """Find where the system puts what people made themselves; it need not be there."""
    import platformdirs

    return Path(platformdirs.user_documents_dir())


def fonts_folder() -> Path:
    """Find the fonts that screens and PDFs share."""
    return resources_folder() / "fonts"


def locale_folder() -> Path:
    """Find the catalogues of the interface."""
    return resources_folder() / "locale"


def _data_folder(name: str) -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir(name, appauthor=False))
