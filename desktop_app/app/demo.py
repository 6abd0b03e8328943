"""The demo: made-up people sign in the real kiosk, then the whole way to CSV and PDF."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from desktop_app.app.clock import now, randomness, steady
from desktop_app.app.demo_people import made_up_people
from desktop_app.app.demonstration import (
    CAMPAIGN,
    CAMPAIGNS,
    KEY_FILE,
    PASSPHRASE,
    has_screen,
    install_demonstrations,
    pack_file,
)
from desktop_app.app.home import Home, fonts_folder, locale_folder
from desktop_app.problems import Problem

DEVICE_FOLDER = "device"
COORDINATOR_FOLDER = "coordinator"
CSV_FILE = "petition_starter.csv"
PDF_FILE = "addressees.pdf"


class DemoFolderTaken(Problem):
    """The folder holds something that is not an earlier demo."""

    code: ClassVar[str] = "demo.folder_taken"


class CannotWriteDemo(Problem):
    """The disk does not take the demo."""

    code: ClassVar[str] = "demo.cannot_write"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the demo made."""

    signatures: int
    pictures: tuple[Path, ...]
    csv_path: Path
    csv_rows: int
    pdf_path: Path
    pdf_rows: int


def run_demo(out: Path, *, signature_count: int, say: Callable[[str], None]) -> Shown:
    """Go the whole way in a folder, which an earlier demo may have left there.

    Raises:
        DemoFolderTaken, CannotWriteDemo, and what the rooms on the way raise.
    """
    home = Home(folder=out / DEVICE_FOLDER)
    try:
        _make_room(out)
        home.mark_demonstration()
        install_demonstrations(
            home, CAMPAIGNS, key_folder=out / COORDINATOR_FOLDER, pack_folder=out
        )
    except OSError as error:
        raise CannotWriteDemo(path=str(out)) from error
    say(f"{signature_count} made-up people sign …")
    pictures = _let_people_sign(home, out / "pictures", signature_count, say)
    say("Handing over, merging, delivering …")
    return _deliver(home, out, signature_count, pictures)


def _make_room(out: Path) -> None:
    """Take away what an earlier demo left; what anybody else put there is never touched."""
    folders = [out / name for name in (DEVICE_FOLDER, COORDINATOR_FOLDER, "batches", "pictures")]
    files = [*(pack_file(out, campaign) for campaign in CAMPAIGNS), out / CSV_FILE, out / PDF_FILE]
    files += [path.with_name(f"{path.name}.manifest.json") for path in files]
    if any(path.exists() for path in (*folders, *files)):
        if not Home(folder=out / DEVICE_FOLDER).is_demonstration:
            raise DemoFolderTaken(path=str(out))
        for path in files:
            path.unlink(missing_ok=True)
        for path in folders:
            shutil.rmtree(path, ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)


def _let_people_sign(
    home: Home, pictures: Path, count: int, say: Callable[[str], None]
) -> tuple[Path, ...]:
    if not has_screen():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop_app.app.demo_tour import Tour
    from desktop_app.app.installed import find_campaign
    from desktop_app.app.stall import stall_for

    pack = find_campaign(home, CAMPAIGN).pack
    with (
        home.alone(),
        Tour(stall_for(home, pack, place="Demo", is_pace_watched=False), pictures) as tour,
    ):
        for number, person in enumerate(made_up_people(count), start=1):
            tour.lets_sign(person)
            if number % 10 == 0:
                say(f"  {number} of {count}")
        return tuple(tour.pictures)


def _deliver(home: Home, out: Path, count: int, pictures: tuple[Path, ...]) -> Shown:
    from desktop_app.app.handover import write_batches
    from desktop_app.deliveries.delivery import DeliveryKind, Order, Press, deliver
    from desktop_app.journal.store import open_journal
    from desktop_app.language import Catalogues
    from desktop_app.register.merge import merge
    from desktop_app.register.store import open_or_create_register
    from desktop_app.sealing.keys import unlock_key_file

    with (
        home.alone(),
        open_journal(home.folder, clock=now, randomness=randomness, steady=steady) as journal,
    ):
        list(write_batches([journal], home, out / "batches"))
    coordinator = Home(folder=out / COORDINATOR_FOLDER)
    key = unlock_key_file(coordinator.folder / KEY_FILE, PASSPHRASE)
    press = Press(catalogues=Catalogues(locale_folder()), fonts_folder=fonts_folder())
    with (
        coordinator.alone(),
        open_or_create_register(
            coordinator.register, PASSPHRASE, clock=now, randomness=randomness
        ) as register,
    ):
        merge(register, [out / "batches"], key, accept_devices="all")

        def delivered(profile: str, kind: DeliveryKind, file: str) -> tuple[Path, int]:
            order = Order(profile_id=profile, campaign=CAMPAIGN, kind=kind, out=out / file)
            made = deliver(register, order, clock=now, press=press)
            return made.path, made.rows

        csv_path, csv_rows = delivered("petition_starter", DeliveryKind.CSV, CSV_FILE)
        pdf_path, pdf_rows = delivered("addressees", DeliveryKind.PDF, PDF_FILE)
    return Shown(
        signatures=count,
        pictures=pictures,
        csv_path=csv_path,
        csv_rows=csv_rows,
        pdf_path=pdf_path,
        pdf_rows=pdf_rows,
    )
