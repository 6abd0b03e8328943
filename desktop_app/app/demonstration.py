"""What `dev.py run` opens: the kiosk in a demonstration home with all campaigns and a throw-away key.

Without a screen the demo runs instead and says where its pictures are.
"""

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from desktop_app.app.clock import now, randomness
from desktop_app.app.home import (
    HOME_VARIABLE,
    Home,
    demonstration_home,
    home_at,
    resources_folder,
)
from desktop_app.app.installed import install, installed_campaigns
from desktop_app.app.settings import change_settings, read_settings
from desktop_app.campaign.publish import publish
from desktop_app.sealing.key_files import note_sheet_proved
from desktop_app.sealing.keys import CampaignKey, create_key_file, unlock_key_file
from desktop_app.sealing.record import SuiteId

CONSOLE = "console"
CAMPAIGN = "open-doors"
CAMPAIGNS = (CAMPAIGN, "save-sareh-and-elham", "start-a-campaign")
"""The one that is shown, and those that its last screen offers."""
PASSPHRASE = "this key is for trying things out"  # noqa: S105  # it guards nothing, on purpose
KEY_FILE = "campaign.key"
PASSPHRASE_FILE = "passphrase.txt"  # noqa: S105  # a file name


def main(arguments: list[str]) -> int:
    """Open the kiosk in the demonstration home; extra arguments go to `inkstand kiosk`.

    With `console` as the first one the console is opened, which leads to the kiosk and back.
    """
    home = _home_to_try_in()
    if not has_screen():
        return _demo_without_screen(home)
    prepare(home)
    command = ["--home", str(home.folder), *_wanted(home, arguments)]
    code = subprocess.run([sys.executable, "-m", "desktop_app", *command], check=False).returncode
    if code < 0:  # Qt aborts when the screen that is named cannot be reached
        return _demo_without_screen(home)
    if code == 0:
        _tell("\n".join(next_steps(home)))
    return code


def _wanted(home: Home, arguments: list[str]) -> list[str]:
    """Give the command for the kiosk, or none for the console: then the campaign is set up first."""
    if arguments[:1] != [CONSOLE]:
        return ["kiosk", "--campaign", CAMPAIGN, *arguments]
    if not read_settings(home).campaign:
        change_settings(home, campaign=CAMPAIGN)
    return arguments[1:]


def _home_to_try_in() -> Home:
    """Take the home that `INKSTAND_HOME` names; a real one is left alone, with a room beside it."""
    named = os.environ.get(HOME_VARIABLE)
    if not named:
        return demonstration_home()
    home = home_at(Path(named))
    is_taken = home.folder.is_dir() and any(home.folder.iterdir()) and not home.is_demonstration
    return Home(folder=home.folder / "demonstration") if is_taken else home


def prepare(home: Home) -> None:
    """Make the demonstration home: a key with its passphrase beside it, the campaigns installed.

    What is installed already stays; a home of an earlier version gets what it lacks.
    """
    there = {installed.pack.id for installed in installed_campaigns(home)}
    missing = [campaign for campaign in CAMPAIGNS if campaign not in there]
    if missing:
        home.mark_demonstration()
        with home.writing():
            install_demonstrations(home, missing, key_folder=home.folder, pack_folder=home.folder)


def install_demonstrations(
    home: Home, campaigns: Iterable[str], *, key_folder: Path, pack_folder: Path
) -> None:
    """Publish campaigns that came with the program with one throw-away key, and install them.

    Raises:
        WrongPassphrase, and what publishing and installing raise.
    """
    key = throw_away_key(key_folder)
    for campaign in campaigns:
        source = resources_folder() / "campaigns" / campaign
        install_published(home, key, source, pack_file(pack_folder, campaign))


def pack_file(folder: Path, campaign: str) -> Path:
    """Name the file of a published campaign."""
    return folder / f"{campaign}.inkpack"


def show_pack(source: Path, arguments: list[str]) -> int:
    """Open the kiosk on a pack that is not installed, as a demonstration that leaves nothing.

    Its texts may not be published yet, so it gets a throw-away key. The kiosk is a process of its
    own; this one holds the key.

    Raises:
        PackRefused, and what else reading a pack raises.
    """
    with tempfile.TemporaryDirectory(prefix="inkstand-") as folder:
        home = Home(folder=Path(folder) / "home")
        home.mark_demonstration()
        key = throw_away_key(home.folder)
        install_published(home, key, source, home.folder / "shown.inkpack")
        command = ["--home", str(home.folder), "kiosk", *arguments]
        started = [sys.executable, "-m", "desktop_app", *command]
        return subprocess.run(started, check=False).returncode


def throw_away_key(folder: Path) -> CampaignKey:
    """Make a throw-away key with its passphrase beside it.

    A key that is there already is used again if it is one of these, and never replaced.

    Raises:
        WrongPassphrase: it is somebody's real key.
    """
    path = folder / KEY_FILE
    if path.exists():
        key = unlock_key_file(path, PASSPHRASE)
    else:
        key = create_key_file(path, PASSPHRASE, suite=SuiteId.X25519, randomness=randomness)
        note_sheet_proved(path, key, now().date())  # nobody would miss what it seals
    (folder / PASSPHRASE_FILE).write_text(PASSPHRASE + "\n", encoding="utf-8")
    return key


def install_published(home: Home, key: CampaignKey, source: Path, file: Path) -> None:
    """Publish a campaign's folder to a file with a key, and install that."""
    publish(
        source,
        recipients=(key.recipient,),
        coordinator_key=key.coordinator_key,
        sign=key.coordinator.sign,
        out=file,
    )
    install(home, file)


def next_steps(home: Home) -> list[str]:
    """Give the commands that turn what was just signed into a CSV and a PDF."""
    folder = home.folder
    device = ["--home", str(folder)]
    coordinator = ["--home", str(folder / "coordinator")]
    secret = ["--passphrase-file", str(folder / PASSPHRASE_FILE)]
    batches = str(folder / "batches")
    key = ["--key", str(folder / KEY_FILE)]
    csv_out, pdf_out = str(folder / "petition_starter.csv"), str(folder / "addressees.pdf")
    of = ["--campaign", CAMPAIGN, *secret]
    commands = [
        [*device, "batch", "--out", batches],
        [*coordinator, "merge", batches, *key, *secret, "--accept", "all"],
        [*coordinator, "duplicates"],
        [*coordinator, "deliver", "petition_starter", "--as", "csv", "--out", csv_out, *of],
        [*coordinator, "deliver", "addressees", "--as", "pdf", "--out", pdf_out, *of],
    ]
    return [
        "",
        "What was just signed rests sealed in this demonstration home.",
        "These commands bring it together and deliver it:",
        "",
        *(f"  {_shown(command)}" for command in commands),
    ]


def has_screen() -> bool:
    """Tell whether a window could be shown here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _demo_without_screen(home: Home) -> int:
    out = home.folder / "demo"
    _tell(f"There is no screen here, so made-up people sign without one. Look into {out}")
    command = [sys.executable, "-m", "desktop_app", "demo", "--out", str(out)]
    return subprocess.run(command, check=False).returncode


def _shown(arguments: list[str]) -> str:
    command = [_command_path(), *arguments]
    return subprocess.list2cmdline(command) if os.name == "nt" else shlex.join(command)


def _command_path() -> str:
    folder = Path(sys.executable).parent
    command = folder / ("inkstand.exe" if os.name == "nt" else "inkstand")
    return str(command) if command.is_file() else "inkstand"


def _tell(text: str) -> None:
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
