"""Reads a pack from a folder or an .inkpack, or says everything that is wrong with it."""

from pathlib import Path

from desktop_app.campaign.check import CheckedPack, check_files
from desktop_app.campaign.files import read_files
from desktop_app.campaign.pack import Pack
from desktop_app.campaign.shape import Finding
from desktop_app.problems import Problem


class PackRefused(Problem):
    """The pack breaks rules; `findings` has them all, and the code is that of the first."""

    code = "pack.refused"

    def __init__(self, path: Path, findings: tuple[Finding, ...]) -> None:
        """Keep the findings for whoever shows them."""
        super().__init__(path=str(path), count=len(findings))
        self.findings = findings


def check_pack(path: Path) -> CheckedPack:
    """Check a pack and list all that is wrong.

    Raises:
        PackUnreadable, NotAPack, PackTooLarge, PackUnsafe: it cannot even be looked at.
    """
    return check_files(read_files(path))


def read_pack(path: Path) -> Pack:
    """Read a pack that is right in everything.

    Raises:
        PackRefused: it breaks rules; and what `check_pack` raises.
    """
    return _right(path, check_pack(path))


def read_installed_pack(path: Path) -> Pack:
    """Read a pack that `read_pack` let in before; quicker, and any change is still found.

    Raises:
        PackRefused: it is not what was installed; and what `check_pack` raises.
    """
    return _right(path, check_files(read_files(path), is_checked_before=True))


def _right(path: Path, checked: CheckedPack) -> Pack:
    if checked.pack is None:
        raise PackRefused(path, checked.findings)
    return checked.pack
