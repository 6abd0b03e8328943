"""What there is to know of the register while it is locked."""

from dataclasses import dataclass

from desktop_app.console.coordinator.new_passphrase import NewPassphrase
from desktop_app.problems import Problem


@dataclass(frozen=True, kw_only=True)
class Locked:
    """The register is locked: its passphrase is asked for, or there is none yet."""

    is_there: bool | None = None
    """None until it was looked for."""
    is_busy: bool = False
    """Whether a passphrase is being tried."""
    new: NewPassphrase | None = None
    """For a register that is made now; None where there is one."""
    problem: Problem | None = None
