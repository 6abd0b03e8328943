"""Opens batch files on all cores: the only file that starts processes.

Opening is nearly all of a merge, and Python opens on one core only. Each opener is a process of its
own that is told the keys through a pipe, takes paths, and gives values; it knows no database and ends
with the merge. Answers come in the order of the paths, so that a merge does not depend on who was
quicker. An opener that dies, for want of memory say, is done without.
"""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import cycle
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import msgspec

from desktop_app.register.blind import Blinds
from desktop_app.register.keys import Locker, derive_keys
from desktop_app.register.opening import ClosedFile, OpenedBatch, OpenedFile, Tools, open_file
from desktop_app.sealing.keys import derive_key
from desktop_app.sealing.record import SuiteId
from desktop_app.signature.signature import Randomness

FILES_AHEAD = 3
"""How many files each opener has before it: enough to be never idle, few enough for the memory."""
FEWEST_FILES = 8
"""For fewer, starting a process costs more than it saves."""


if TYPE_CHECKING:
    Pipe = Connection[bytes, bytes]


class Secrets(msgspec.Struct, frozen=True, kw_only=True):
    """What an opener is told first; never on a disk, hidden in `repr`."""

    seed: bytes
    suite: int
    register_secret: bytes
    accepted: list[str] | None

    def __repr__(self) -> str:
        """Say that it is one."""
        return "Secrets(…)"

    def tools(self, randomness: Randomness) -> Tools:
        """Derive the keys."""
        keys = derive_keys(self.register_secret)
        return Tools(
            key=derive_key(self.seed, SuiteId(self.suite)),
            blinds=Blinds(keys),
            locker=Locker(keys, randomness),
            accepted=None if self.accepted is None else frozenset(self.accepted),
        )


_decoder: "msgspec.msgpack.Decoder[OpenedFile]" = msgspec.msgpack.Decoder(OpenedBatch | ClosedFile)


class HereOpener:
    """Opens in this process."""

    def __init__(self, tools: Tools) -> None:
        """Take the keys."""
        self._tools = tools

    def open(self, paths: Iterable[Path]) -> Iterator[OpenedFile]:
        """Give what is in each file."""
        for path in paths:
            yield open_file(path, self._tools)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        pass


class ProcessOpeners:
    """Opens in as many processes as there are cores, and in this one where those fail."""

    def __init__(self, secrets: Secrets, randomness: Randomness, count: int) -> None:
        """Start them. `randomness` must be a function that can be found by its name."""
        self._here = secrets.tools(randomness)
        self._processes: list[multiprocessing.process.BaseProcess] = []
        self._pipes: list[Pipe] = []
        start = multiprocessing.get_context("spawn")
        told = msgspec.msgpack.encode(secrets)
        try:
            for _ in range(count):
                ours, theirs = start.Pipe()
                process = start.Process(target=_work, args=(theirs, randomness), daemon=True)
                process.start()
                theirs.close()
                ours.send_bytes(told)
                self._processes.append(process)
                self._pipes.append(ours)
        except BaseException:
            self.close()
            raise

    def open(self, paths: Iterable[Path]) -> Iterator[OpenedFile]:
        """Give what is in each file, in the order of the paths."""
        ahead: deque[tuple[Path, Pipe | None]] = deque()
        for path, pipe in zip(paths, cycle(self._pipes), strict=False):
            ahead.append((path, pipe if _sent(pipe, path) else None))
            if len(ahead) == FILES_AHEAD * len(self._pipes):
                yield self._taken(*ahead.popleft())
        while ahead:
            yield self._taken(*ahead.popleft())

    def close(self) -> None:
        """End them at once; what they were opening is nobody's."""
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.join()
            process.close()
        for pipe in self._pipes:
            pipe.close()
        self._processes.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _taken(self, path: Path, pipe: "Pipe | None") -> OpenedFile:
        if pipe is not None:
            try:
                return _decoder.decode(pipe.recv_bytes())
            except (EOFError, OSError):  # it is gone
                pass
        return open_file(path, self._here)


def openers(
    secrets: Secrets, randomness: Randomness, *, file_count: int, processes: int | None
) -> HereOpener | ProcessOpeners:
    """Choose how to open so many files. `processes` None is one a core, where that is worth it."""
    if processes is None:
        processes = (os.cpu_count() or 1) if file_count >= FEWEST_FILES else 1
    if processes <= 1:
        return HereOpener(secrets.tools(randomness))
    return ProcessOpeners(secrets, randomness, processes)


def _sent(pipe: "Pipe", path: Path) -> bool:
    try:
        pipe.send_bytes(os.fsencode(path))
    except OSError:
        return False
    return True


def _work(pipe: "Pipe", randomness: Randomness) -> None:
    """Live as an opener: until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the merge's, which ends us
    try:
        tools = msgspec.msgpack.decode(pipe.recv_bytes(), type=Secrets).tools(randomness)
        while True:
            path = Path(os.fsdecode(pipe.recv_bytes()))
            pipe.send_bytes(msgspec.msgpack.encode(open_file(path, tools)))
    except (EOFError, OSError):
        return
