"""Campaigns on this device: packs that were installed into the home."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from desktop_app.app.home import Home
from desktop_app.campaign.pack import CampaignId, Pack
from desktop_app.campaign.reading import read_installed_pack, read_pack
from desktop_app.problems import Problem


class NoKeyInPack(Problem):
    """The pack was not published: there is no key to seal to."""

    code: ClassVar[str] = "campaign.no_key"


class OtherCoordinator(Problem):
    """A pack of this id is installed, and somebody else signed that one."""

    code: ClassVar[str] = "campaign.other_coordinator"


class NotInstalled(Problem):
    """This campaign is not on this device."""

    code: ClassVar[str] = "campaign.not_installed"


class WhichCampaign(Problem):
    """Several campaigns are there, and none was named."""

    code: ClassVar[str] = "campaign.which"


@dataclass(frozen=True, kw_only=True)
class Installed:
    """A pack on this device, and the file it came from."""

    pack: Pack
    file: Path


def install(home: Home, source: Path) -> Installed:
    """Install a published pack; what is installed already stays beside it.

    Raises:
        NoKeyInPack, OtherCoordinator, and what `read_pack` raises.
    """
    pack = read_pack(source)
    if not pack.recipients:
        raise NoKeyInPack(path=str(source))
    for known in _versions(home, pack.id, may_be_broken=True):
        if known.pack.coordinator_key != pack.coordinator_key:
            raise OtherCoordinator(campaign=pack.id)
    target = home.campaigns / pack.id / f"{pack.hash}.inkpack"
    with home.writing():
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_suffix(".part")
        try:
            temporary.write_bytes(source.read_bytes())
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    return Installed(pack=read_pack(target), file=target)


def installed_campaigns(home: Home) -> list[Installed]:
    """List the newest version of each campaign on this device."""
    if not home.campaigns.is_dir():
        return []
    ids = sorted(folder.name for folder in home.campaigns.iterdir() if folder.is_dir())
    newest = (_newest(home, CampaignId(campaign)) for campaign in ids)
    return [found for found in newest if found is not None]


def find_campaign(home: Home, campaign: str | None) -> Installed:
    """Find the campaign of this id, or the only one there is.

    Raises:
        NotInstalled, WhichCampaign.
    """
    if campaign is not None:
        found = _newest(home, CampaignId(campaign))
        if found is None:
            raise NotInstalled(campaign=campaign)
        return found
    campaigns = installed_campaigns(home)
    if not campaigns:
        raise NotInstalled(campaign="")
    if len(campaigns) > 1:
        raise WhichCampaign(campaigns=", ".join(c.pack.id for c in campaigns))
    return campaigns[0]


def pack_file(home: Home, campaign: str, pack_hash: str) -> Path | None:
    """Find the file of one version of a pack."""
    path = home.campaigns / campaign / f"{pack_hash}.inkpack"
    return path if path.is_file() else None


def _newest(home: Home, campaign: CampaignId) -> Installed | None:
    """Choose the highest version; of two with the same version, the later file."""
    versions = _versions(home, campaign)
    return max(versions, key=_version_key, default=None)


def _version_key(installed: Installed) -> tuple[str, int, float]:
    day, _, revision = installed.pack.settings.version.partition(".")
    return day, int(revision or 0), installed.file.stat().st_mtime


def _versions(home: Home, campaign: CampaignId, *, may_be_broken: bool = False) -> list[Installed]:
    """Read all versions of a campaign; a damaged file counts only when there is no other."""
    folder = home.campaigns / campaign
    found: list[Installed] = []
    problem: Problem | None = None
    for path in sorted(folder.glob("*.inkpack")) if folder.is_dir() else ():
        try:
            found.append(Installed(pack=read_installed_pack(path), file=path))
        except Problem as error:
            problem = error
    if problem is not None and not found and not may_be_broken:
        raise problem
    return found
