"""SQLite's files on a watched disk: each write, sync and removal is told, and may be made to fail."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import apsw

from tests.faults.dbapi import sqlite_over
from tests.faults.disk import Disk, Write
from tests.faults.refusals import TooLittleRoom, sqlite_error

NAME = "inkstand-faults"
NEW_JOURNALS = apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_SUPER_JOURNAL | apsw.SQLITE_OPEN_WAL

Refuse = Callable[[str, Path, int], None]
"""Is asked before each call, by its name, with the file and how many bytes it will grow by."""


def nothing_refused(call: str, path: Path, growth_bytes: int) -> None:
    """Let everything go through."""


@contextmanager
def watched(disk: Disk, refuse: Refuse = nothing_refused) -> Iterator[None]:
    """Let SQLite and Python's own calls tell a disk what they do to its files."""
    with ExitStack() as stack:
        files = _Files(disk, refuse)
        stack.callback(files.unregister)
        stack.enter_context(sqlite_over(NAME))
        for name, watching in _watching_calls(disk).items():
            stack.enter_context(patch.object(os, name, watching))
        yield


class _Files(apsw.VFS):
    """The system's own files, watched."""

    def __init__(self, disk: Disk, refuse: Refuse) -> None:
        self.disk = disk
        self.refuse = refuse
        super().__init__(NAME, "")

    def xOpen(self, name: Any, flags: list[int]) -> Any:
        path = Path(name.filename() if isinstance(name, apsw.URIFilename) else name or "")
        if not path.is_relative_to(self.disk.root):  # another disk, or a nameless file for sorting
            return apsw.VFSFile("", name, flags)
        self.refuse("xOpen", path, 0)
        return _Watched(self, name, path, flags)

    def xDelete(self, name: str, is_folder_synced: bool) -> None:
        path = Path(name)
        if not path.is_relative_to(self.disk.root):
            super().xDelete(name, is_folder_synced)
            return
        self.disk.event()
        self.refuse("xDelete", path, 0)
        super().xDelete(name, False)
        self.disk.renamed(path, None)
        self.disk.event()
        if is_folder_synced:
            self.disk.sync(path.parent)
            self.disk.event()


class _Watched(apsw.VFSFile):
    def __init__(self, files: _Files, name: Any, path: Path, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self._files = files
        self._disk = files.disk
        self._path = path
        # as SQLite's os_unix.c does: a new journal's first sync brings its name to the disk, too
        self._is_name_to_sync = bool(flags[0] & apsw.SQLITE_OPEN_CREATE and flags[0] & NEW_JOURNALS)
        self._disk.hold(path)

    def xRead(self, size_bytes: int, place: int) -> bytes:
        self._files.refuse("xRead", self._path, 0)
        return super().xRead(size_bytes, place)

    def xWrite(self, data: bytes, place: int) -> None:
        growth_bytes = max(0, place + len(data) - self.xFileSize())
        try:
            self._files.refuse("xWrite", self._path, growth_bytes)
        except TooLittleRoom as little:
            self._write(bytes(data)[: len(data) - growth_bytes + little.room_bytes], place)
            raise sqlite_error(apsw.SQLITE_FULL) from little
        self._write(bytes(data), place)
        self._disk.event()

    def xTruncate(self, size_bytes: int) -> None:
        self._files.refuse("xTruncate", self._path, 0)
        super().xTruncate(size_bytes)
        self._disk.wrote(self._path, Write(place=size_bytes, cuts_off=True))
        self._disk.event()

    def xSync(self, flags: int) -> None:
        self._disk.event()
        self._files.refuse("xSync", self._path, 0)
        self._disk.sync(self._path)
        self._disk.event()
        if self._is_name_to_sync:
            self._disk.sync(self._path.parent)
            self._is_name_to_sync = False
            self._disk.event()

    def xClose(self) -> None:
        super().xClose()
        self._disk.let_go(self._path)

    def _write(self, data: bytes, place: int) -> None:
        if data:
            super().xWrite(data, place)
            self._disk.wrote(self._path, Write(place=place, data=data))


def _watching_calls(disk: Disk) -> dict[str, Callable[..., Any]]:
    """Give Python's calls that change names or bring files to the disk, with the disk told."""
    fsync, replace, unlink = os.fsync, os.replace, os.unlink

    def watched_fsync(descriptor: int) -> None:
        path = _path_of(descriptor, disk.root)
        if path is None:
            fsync(descriptor)
            return
        disk.event()
        disk.sync(path)
        disk.event()

    def watched_replace(source: Any, target: Any, **more: Any) -> None:
        disk.event()
        replace(source, target, **more)
        if Path(source).is_relative_to(disk.root):
            disk.renamed(Path(source), Path(target))
        disk.event()

    def watched_unlink(path: Any, **more: Any) -> None:
        disk.event()
        unlink(path, **more)
        disk.event()

    return {
        "fsync": watched_fsync,
        "replace": watched_replace,
        "rename": watched_replace,
        "unlink": watched_unlink,
        "remove": watched_unlink,
    }


def _path_of(descriptor: int, root: Path) -> Path | None:
    wanted = os.fstat(descriptor)
    for path in (root, *root.rglob("*")):
        if os.path.samestat(path.stat(), wanted):
            return path
    return None
