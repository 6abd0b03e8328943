"""Campaigns in work: folders in the home that are edited, and versions that were published of them."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import ClassVar

from desktop_app.app.beginning import beginning, id_from
from desktop_app.app.home import Home
from desktop_app.app.installed import pack_file
from desktop_app.campaign.check import check_files
from desktop_app.campaign.files import (
    MAX_FILE_BYTES,
    PackFiles,
    PackTooLarge,
    PackUnreadable,
    read_files,
)
from desktop_app.campaign.in_work import PackInWork
from desktop_app.campaign.pack import Pack
from desktop_app.campaign.prompts import FIRST_ID
from desktop_app.campaign.reading import read_installed_pack, read_pack
from desktop_app.campaign.sketch import sketched
from desktop_app.campaign.writing import CannotWriteFolder, write_folder
from desktop_app.console.given_campaigns import (
    AllCampaigns,
    CampaignInWork,
    PublishedVersion,
)
from desktop_app.problems import Problem
from desktop_app.sealing.fingerprint import four_words

ASIDE = ".aside"
"""Where campaigns are that were set aside; packs leave out what begins with a dot."""


class VersionTaken(Problem):
    """Another pack of this campaign was published under the same version."""

    code: ClassVar[str] = "campaign.version_taken"


def all_campaigns(home: Home) -> AllCampaigns:
    """List what is in work and what was published or installed, the newest first."""
    in_work = sorted(_in_work(home), key=lambda one: one.changed_at, reverse=True)
    versions = sorted(_versions(home), key=lambda one: one.at, reverse=True)
    return AllCampaigns(in_work=tuple(in_work), versions=tuple(versions))


# ---- in work ---------------------------------------------------------------------------------------


def begin(home: Home, today: date) -> str:
    """Begin a campaign with the example; gives the name of its folder.

    Raises:
        CannotWriteFolder.
    """
    return _put_down(home, FIRST_ID, beginning(FIRST_ID, today).files())


def take_in(home: Home, source: Path) -> str:
    """Begin with a copy of a pack, a folder or an .inkpack; gives the name of its folder.

    Raises:
        CannotWriteFolder, and what reading the files of a pack raises.
    """
    pack = PackInWork(read_files(source).content())
    if not pack.files():
        raise PackUnreadable(path=str(source))
    name = sketched(pack.files()).settings.id
    return _put_down(home, id_from(name), pack.files())


def open_in_work(home: Home, name: str) -> dict[str, bytes]:
    """Read the files of a campaign in work.

    Raises:
        what reading the files of a pack raises.
    """
    return read_files(_folder(home, name)).content()


def save(home: Home, name: str, files: Mapping[str, bytes], before: Mapping[str, bytes]) -> None:
    """Write what has changed.

    Raises:
        CannotWriteFolder.
    """
    write_folder(_folder(home, name), files, before)


def set_aside(home: Home, name: str) -> None:
    """Take a campaign off the list; its folder is kept beside the others.

    Raises:
        CannotWriteFolder.
    """
    _move(_folder(home, name), _free(home.campaigns_in_work / ASIDE / name))


def bring_back(home: Home, name: str) -> None:
    """Put the campaign back that was set aside last under this name.

    Raises:
        CannotWriteFolder.
    """
    aside = home.campaigns_in_work / ASIDE
    found = [path for path in _folders(aside) if path.name == name or _is_copy(path.name, name)]
    if found:
        newest = max(found, key=lambda path: (len(path.name), path.name))
        _move(newest, _free(_folder(home, name)))


def read_picture(file: Path) -> bytes:
    """Read a picture; the check says whether it is one.

    Raises:
        PackUnreadable. PackTooLarge: a pack with it could not be opened again.
    """
    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise PackUnreadable(path=str(file)) from error
    if len(data) > MAX_FILE_BYTES:
        raise PackTooLarge(file=file.name)
    return data


def _in_work(home: Home) -> Iterator[CampaignInWork]:
    for folder in _folders(home.campaigns_in_work):
        with suppress(OSError):  # it went away meanwhile
            yield _told(folder)


def _told(folder: Path) -> CampaignInWork:
    try:
        files = read_files(folder)
    except Problem:  # opening it says why
        changed_at = datetime.fromtimestamp(folder.stat().st_mtime, UTC)
        return CampaignInWork(
            name=folder.name, title=folder.name, changed_at=changed_at, problem_count=1
        )
    findings = check_files(PackFiles(untrusted=files.content(), is_inkpack=False)).findings
    seen = sketched(files.content())
    paths = [folder, *(folder / name for name in files.untrusted)]
    newest = max(path.stat().st_mtime for path in paths)
    return CampaignInWork(
        name=folder.name,
        title=seen.texts[seen.settings.default_language].words.title,
        changed_at=datetime.fromtimestamp(newest, UTC),
        problem_count=len(findings),
    )


def _folder(home: Home, name: str) -> Path:
    return home.campaigns_in_work / name


def _folders(parent: Path) -> list[Path]:
    if not parent.is_dir():
        return []
    return [p for p in sorted(parent.iterdir()) if p.is_dir() and not p.name.startswith(".")]


def _put_down(home: Home, name: str, files: Mapping[str, bytes]) -> str:
    folder = _free(_folder(home, name))
    write_folder(folder, files)
    return folder.name


def _free(path: Path) -> Path:
    """Give the path, or one with a number where something is there already."""
    number = 1
    candidate = path
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{path.name}-{number}")
    return candidate


def _is_copy(name: str, of: str) -> bool:
    return name.removeprefix(f"{of}-").isdigit()


def _move(source: Path, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        source.rename(target)
    except OSError as error:
        raise CannotWriteFolder(path=str(target)) from error


# ---- published -------------------------------------------------------------------------------------


def check_version_is_free(home: Home, folder: Path) -> None:
    """See that a version names one pack only: devices choose the newest by it.

    Raises:
        VersionTaken, and what reading a pack raises.
    """
    pack = read_pack(folder)
    for known in _read_all(home.published):
        is_same = (known[0].id, known[0].settings.version) == (pack.id, pack.settings.version)
        if is_same and not _says_the_same(known[0], pack):
            raise VersionTaken(campaign=pack.id, version=pack.settings.version)


def _says_the_same(one: Pack, other: Pack) -> bool:
    return (one.settings, one.texts, one.pages, one.image) == (
        other.settings,
        other.texts,
        other.pages,
        other.image,
    )


def keep_published(home: Home, pack: Pack, file: Path) -> PublishedVersion:
    """Keep a copy of what was published, so that its version is known here.

    Raises:
        HomeReadOnly.
    """
    target = home.published / pack.id / f"{pack.hash}.inkpack"
    with home.writing():
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        try:
            part.write_bytes(file.read_bytes())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    return _version(home, pack, target)


def packs_here(home: Home) -> Iterator[tuple[Pack, Path]]:
    """Read each pack that was published or is installed here once, with its file; damaged ones are left out."""
    seen = set()
    for folder in (home.published, home.campaigns):
        for pack, file in _read_all(folder):
            if pack.hash not in seen:
                seen.add(pack.hash)
                yield pack, file


def _versions(home: Home) -> Iterator[PublishedVersion]:
    return (_version(home, pack, file) for pack, file in packs_here(home))


def _read_all(parent: Path) -> Iterator[tuple[Pack, Path]]:
    for folder in _folders(parent):
        for file in sorted(folder.glob("*.inkpack")):
            with suppress(Problem, OSError):
                yield read_installed_pack(file), file


def _version(home: Home, pack: Pack, file: Path) -> PublishedVersion:
    return PublishedVersion(
        campaign=pack.id,
        title=pack.text("").words.title,
        version=pack.settings.version,
        four_words=four_words(pack),
        languages=pack.settings.languages,
        at=datetime.fromtimestamp(file.stat().st_mtime, UTC),
        file=file,
        is_installed=pack_file(home, pack.id, pack.hash) is not None,
    )
