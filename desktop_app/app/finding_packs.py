"""Finds campaigns' files that a volunteer could install: on sticks, among the downloads, in a folder."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from desktop_app.app.drives import Drive, removable_drives
from desktop_app.app.home import Home, downloads_folder
from desktop_app.app.installed import pack_file
from desktop_app.campaign.pack import Pack
from desktop_app.campaign.reading import read_pack
from desktop_app.console.given_stall import FoundPack, PacksFound
from desktop_app.problems import Problem
from desktop_app.sealing.fingerprint import four_words

SUFFIX = ".inkpack"
MOST_FILES = 40
"""So many are looked at in one place; who has more names the file."""
MOST_ENTRIES = 5000


def find_packs(
    home: Home,
    folders: Iterable[Path] = (),
    *,
    drives: Callable[[], tuple[Drive, ...]] = removable_drives,
    downloads: Callable[[], Path] = downloads_folder,
) -> PacksFound:
    """Look on every stick, among the downloads and in the folders that are named; newest first.

    A pack that lies in several places is found once, on a stick before all.
    """
    places = [(drive.path, drive.name) for drive in drives()]
    places += [(folder, folder.name or str(folder)) for folder in (downloads(), *folders)]
    found: dict[str, FoundPack] = {}
    refused: list[tuple[str, str]] = []
    for folder, name in places:
        for file in _files_in(folder):
            try:
                pack = look_at_pack(home, file, place=name)
            except Problem as problem:
                refused.append((file.name, problem.code))
            else:
                if pack is not None:
                    found.setdefault(pack.pack_hash, pack)
    newest = sorted(found.values(), key=lambda pack: _changed(pack.file), reverse=True)
    return PacksFound(packs=tuple(newest), refused=tuple(refused))


def look_at_pack(home: Home, file: Path, *, place: str = "") -> FoundPack | None:
    """Read a pack without installing it; None for one that was never published: it has no key.

    Raises:
        what reading a pack raises.
    """
    pack: Pack = read_pack(file)
    if not pack.recipients:
        return None
    return FoundPack(
        file=file,
        place=place or file.parent.name,
        campaign=pack.id,
        pack_hash=pack.hash,
        titles={language: text.words.title for language, text in pack.texts.items()},
        default_language=pack.settings.default_language,
        four_words=four_words(pack),
        closes_on=pack.settings.closes_on,
        is_installed=pack_file(home, pack.id, pack.hash) is not None,
    )


def _files_in(folder: Path) -> Iterator[Path]:
    """List the packs in a folder and in the folders right in it; links are not followed."""
    files = [path for path in _entries(folder) if path.suffix.lower() == SUFFIX]
    for inner in _entries(folder):
        if inner.is_dir() and not inner.is_symlink() and not inner.name.startswith("."):
            files += [path for path in _entries(inner) if path.suffix.lower() == SUFFIX]
    whole = (path for path in files if path.is_file() and not path.name.startswith("."))
    yield from sorted(whole, key=_changed, reverse=True)[:MOST_FILES]


def _entries(folder: Path) -> list[Path]:
    """List a folder; nothing of one that is not there, is pulled, or may not be read."""
    entries: list[Path] = []
    try:
        for entry in folder.iterdir():
            entries.append(entry)
            if len(entries) >= MOST_ENTRIES:
                break
    except OSError:
        pass
    return entries


def _changed(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0
