"""Kills a process at a random moment of its work, and keeps what it had told until then.

The moment is counted in what the work tells and in parts of the time it takes to tell the next, not
in seconds, so that kills are spread over all of the work on a slow machine as on a quick one.
"""

import os
import select
import signal
import time
import traceback
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

Told = list[str]
Tell = Callable[[str], None]
Work = Callable[[Tell], None]

BEGUN = "begun"
DONE = "done"
FIRST_GUESS_S = 0.01
REACH = 1.3  # further than the next message, so that the moment just after it is met as well
SLOWER = 1.5  # than what was waited in vain
READ_BYTES = 1 << 16
FAILED = 3


class WorkFailed(AssertionError):
    """The work ended by itself with an error, which is no kill."""


@dataclass(kw_only=True)
class Pace:
    """How long the work takes from a message of each kind to the one after it."""

    _means_s: dict[str, float] = field(default_factory=lambda: defaultdict(lambda: FIRST_GUESS_S))

    def note(self, message: str, took_s: float) -> None:
        """Take in one more measurement; old ones fade."""
        kind = _kind(message)
        self._means_s[kind] += (took_s - self._means_s[kind]) / 4

    def is_slower(self, message: str, than_s: float) -> None:
        """Take in that the next message did not come within a time."""
        kind = _kind(message)
        self._means_s[kind] = max(self._means_s[kind], SLOWER * than_s)

    def until_next_s(self, message: str) -> float:
        """Tell how long it will take after a message until the next."""
        return self._means_s[_kind(message)]


@dataclass(frozen=True, kw_only=True)
class Killed:
    """What a killed process had told; `is_done` if it was through before the kill came."""

    told: Told
    is_done: bool


def let_work(work: Work, pace: Pace) -> None:
    """Let the work come to its end in a process of its own, to learn how long its parts take.

    Raises:
        WorkFailed: it ended with an error.
    """
    child, listener = _begin(work, pace)
    listener.hear_until(message_count=None)
    _end(child, listener)


def kill_at_random(work: Work, chance: Random, pace: Pace, *, most_messages: int) -> Killed:
    """Let a process of its own do some work, and kill it somewhere in it (SIGKILL).

    Only for a process without threads: the child is a fork of this one.

    Raises:
        WorkFailed: the work raised an error instead of being killed.
    """
    child, listener = _begin(work, pace)
    listener.hear_until(message_count=1 + chance.randrange(most_messages))
    listener.hear_for(chance.uniform(0, REACH) * pace.until_next_s(listener.last))
    os.kill(child, signal.SIGKILL)
    _end(child, listener)
    is_done = DONE in listener.told
    return Killed(told=[m for m in listener.told if m not in (BEGUN, DONE)], is_done=is_done)


def _begin(work: Work, pace: Pace) -> tuple[int, "_Listener"]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work_and_end(work, writing)
    os.close(writing)
    return child, _Listener(reading, pace)


def _end(child: int, listener: "_Listener") -> None:
    _, status = os.waitpid(child, 0)
    listener.hear_until(message_count=None)
    listener.close()
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == FAILED:
        raise WorkFailed("\n".join(listener.told))


def _work_and_end(work: Work, writing: int) -> None:
    def tell(message: str) -> None:
        os.write(writing, f"{message}\n".encode())  # one write: it is there whole or not at all

    code = 0
    try:
        tell(BEGUN)
        work(tell)
        tell(DONE)
    except BaseException:
        tell(traceback.format_exc())
        code = FAILED
    finally:
        os._exit(code)


class _Listener:
    """Hears the messages of a process through a pipe, and when they came."""

    def __init__(self, reading: int, pace: Pace) -> None:
        self._reading = reading
        self._pace = pace
        self._rest = b""
        self._heard_at_s = 0.0
        self._is_over = False
        self.told: Told = []

    @property
    def last(self) -> str:
        return self.told[-1] if self.told else BEGUN

    def hear_until(self, *, message_count: int | None) -> None:
        """Hear a number of messages, or all until the process has ended."""
        while not self._is_over and (message_count is None or len(self.told) < message_count):
            self._read()

    def hear_for(self, seconds: float) -> None:
        """Hear what comes within a time; if nothing does, the work is slower than it was thought."""
        heard_count = len(self.told)
        end_s = time.perf_counter() + seconds
        while not self._is_over and (left_s := end_s - time.perf_counter()) > 0:
            if select.select([self._reading], [], [], left_s)[0]:
                self._read()
        if len(self.told) == heard_count and seconds > self._pace.until_next_s(self.last):
            self._pace.is_slower(self.last, seconds)

    def close(self) -> None:
        os.close(self._reading)

    def _read(self) -> None:
        data = os.read(self._reading, READ_BYTES)
        self._is_over = not data
        *lines, self._rest = (self._rest + data).split(b"\n")
        now_s = time.perf_counter()
        for line in lines:
            if self.told:
                self._pace.note(self.last, now_s - self._heard_at_s)
            self._heard_at_s = now_s
            self.told.append(line.decode())


def _kind(message: str) -> str:
    return message.split(" ", 1)[0]
