"""What the page of the log may show."""

from dataclasses import dataclass, field

from desktop_app.console.coordinator.new_passphrase import NewPassphrase
from desktop_app.console.coordinator.unlocking import Locked
from desktop_app.problems import Problem
from desktop_app.register.activity import Log


@dataclass(frozen=True, kw_only=True)
class ReadingLog:
    """The log; None until it was read."""

    log: Log | None = None
    is_changed: bool = False
    """Whether the register has just got another passphrase."""
    problem: Problem | None = None


@dataclass(frozen=True, kw_only=True)
class AskingOld:
    """The passphrase that holds until now is asked for, before another one is taken."""

    locked: Locked = field(default_factory=Locked)


@dataclass(frozen=True, kw_only=True)
class TakingNew(NewPassphrase):
    """Another passphrase is taken."""

    old: str = field(repr=False)


LogState = ReadingLog | AskingOld | TakingNew
