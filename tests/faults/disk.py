"""A disk that remembers what is only in memory yet: what a power cut may leave of a folder.

The folder itself is what programs see. Beside it the disk keeps what is *durable*: names and contents
apart, as file systems do. A write is durable once its file was synced, a name once its folder was.
Until then a power cut may let it survive or not, a write also in part, torn at 512 bytes.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from random import Random

SECTOR_BYTES = 512


class Survival(Enum):
    """What survives a cut of all that was not synced."""

    NOTHING = auto()
    EVERYTHING = auto()
    HALF = auto()
    TORN = auto()


@dataclass(frozen=True, kw_only=True)
class Write:
    """Some bytes at a place; with `cuts_off` nothing stays behind them."""

    place: int
    data: bytes = b""
    cuts_off: bool = False

    def apply(self, content: bytearray) -> None:
        """Carry it out."""
        if self.place > len(content):
            content.extend(bytes(self.place - len(content)))
        content[self.place : self.place + len(self.data)] = self.data
        if self.cuts_off:
            del content[self.place + len(self.data) :]

    def torn(self, chance: Random) -> Iterator["Write"]:
        """Give the sectors of it that survive."""
        if self.cuts_off:
            yield self
            return
        for start in range(0, len(self.data), SECTOR_BYTES):
            if chance.random() < 0.5:
                yield Write(place=self.place + start, data=self.data[start : start + SECTOR_BYTES])


@dataclass(kw_only=True)
class _File:
    seen: bytearray = field(default_factory=bytearray)
    durable: bytearray = field(default_factory=bytearray)
    pending: list[Write] = field(default_factory=list)

    def take(self, write: Write) -> None:
        write.apply(self.seen)
        self.pending.append(write)

    def sync(self) -> None:
        self.durable = bytearray(self.seen)
        self.pending.clear()

    def after_cut(self, survival: Survival, chance: Random) -> bytes:
        content = bytearray(self.durable)
        for write in self.pending:
            for part in _surviving(write, survival, chance):
                part.apply(content)
        return bytes(content)


Name = str
"""A path from the root of the disk on."""
_Names = dict[Name, _File | None]
"""What stands under each name; None is a folder."""


@dataclass(frozen=True, kw_only=True)
class _Renaming:
    """Names that come and go in one step, in the folders that must be synced for it."""

    gone: Name | None
    come: Name | None
    what: _File | None

    def apply(self, names: _Names) -> None:
        if self.gone is not None:
            names.pop(self.gone, None)
        if self.come is not None:
            names[self.come] = self.what

    def is_in(self, folder: Name) -> bool:
        return folder in (_parent(self.gone), _parent(self.come))


class Disk:
    """Watches a folder. `on_event` is called wherever a power cut could come."""

    def __init__(self, root: Path, on_event: Callable[[], None] = lambda: None) -> None:
        """Begin with what is there, all of it durable."""
        self.root = root.resolve()
        self.on_event = on_event
        self._names: _Names = {}
        self._durable_names: _Names = {}
        self._pending: list[_Renaming] = []
        self._held: set[Name] = set()
        self._notice()
        self.sync_all()

    def sync_all(self) -> None:
        """Let everything be durable, as after a quiet minute."""
        self._notice()
        for file in self._files():
            file.sync()
        self._durable_names = dict(self._names)
        self._pending.clear()

    def event(self) -> None:
        """Notice what programs have done by themselves; here the power may be cut."""
        self._notice()
        self.on_event()

    def hold(self, path: Path) -> None:
        """From now on every write to a file is told by `wrote`; it need not be looked at."""
        self._notice()
        self._held.add(self._name(path))

    def let_go(self, path: Path) -> None:
        """Look at a file again."""
        self._held.discard(self._name(path))

    def wrote(self, path: Path, write: Write) -> None:
        """Take in a write."""
        self._file(path).take(write)

    def sync(self, path: Path) -> None:
        """Make a file's content, or a folder's names, durable."""
        self._notice()
        if path.is_dir():
            self._sync_folder(self._name(path))
        else:
            self._file(path).sync()

    def renamed(self, source: Path | None, target: Path | None) -> None:
        """Take in that a name has gone, come, or become another."""
        gone = self._name(source) if source else None
        come = self._name(target) if target else None
        what = self._names.get(gone or "")
        self._take(_Renaming(gone=gone, come=come, what=what))

    def used_bytes(self) -> int:
        """Add up all files."""
        self._notice()
        return sum(len(file.seen) for file in self._files())

    def after_cut(self, survival: Survival, chance: Random) -> dict[Name, bytes]:
        """Give what a power cut leaves now. File systems keep the order of changes to names."""
        names = dict(self._durable_names)
        for change in self._pending[: _survivors(len(self._pending), survival, chance)]:
            change.apply(names)
        return {
            name: file.after_cut(survival, chance)
            for name, file in names.items()
            if file is not None and _has_folders(name, names)
        }

    def _sync_folder(self, folder: Name) -> None:
        for change in [change for change in self._pending if change.is_in(folder)]:
            change.apply(self._durable_names)
            self._pending.remove(change)

    def _take(self, change: _Renaming) -> None:
        change.apply(self._names)
        self._pending.append(change)

    def _notice(self) -> None:
        there = set()
        for path in _walk(self.root):
            name = self._name(path)
            there.add(name)
            if name not in self._names:
                self._take(_Renaming(gone=None, come=name, what=None if path.is_dir() else _File()))
            file = self._names[name]
            if file is not None and name not in self._held:
                _catch_up(file, path)
        for name in sorted(self._names.keys() - there, reverse=True):
            self._take(_Renaming(gone=name, come=None, what=None))

    def _files(self) -> Iterator[_File]:
        return (file for file in self._names.values() if file is not None)

    def _file(self, path: Path) -> _File:
        file = self._names[self._name(path)]
        assert file is not None, path
        return file

    def _name(self, path: Path) -> Name:
        return path.relative_to(self.root).as_posix()


def write_out(files: dict[Name, bytes], folder: Path) -> None:
    """Lay files out in an empty folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _catch_up(file: _File, path: Path) -> None:
    """Take in what was written to a file that nobody holds."""
    now = path.read_bytes()
    if now == file.seen:
        return
    if now.startswith(bytes(file.seen)):
        file.take(Write(place=len(file.seen), data=now[len(file.seen) :]))
        return
    pairs = enumerate(zip(now, file.seen, strict=False))
    same = next((place for place, (a, b) in pairs if a != b), min(len(now), len(file.seen)))
    file.take(Write(place=same, data=now[same:], cuts_off=len(now) < len(file.seen)))


def _walk(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            path = Path(entry.path)
            yield path
            if entry.is_dir():
                yield from _walk(path)


def _has_folders(name: Name, names: _Names) -> bool:
    parent = _parent(name)
    return parent == "." or (parent in names and _has_folders(parent or ".", names))


def _parent(name: Name | None) -> Name | None:
    return None if name is None else Path(name).parent.as_posix()


def _survivors(count: int, survival: Survival, chance: Random) -> int:
    match survival:
        case Survival.NOTHING:
            return 0
        case Survival.EVERYTHING:
            return count
        case _:
            return chance.randint(0, count)


def _surviving(write: Write, survival: Survival, chance: Random) -> Iterator[Write]:
    match survival:
        case Survival.NOTHING:
            return
        case Survival.EVERYTHING:
            yield write
        case Survival.HALF:
            if chance.random() < 0.5:
                yield write
        case Survival.TORN:
            yield from write.torn(chance)
