"""Compares all pictures with the approved ones, or approves those that are drawn now.

`python3 packaging/dev.py pictures` compares, with `--approve` it writes `tests/pictures` and the
README's pictures anew. What differs is put into `build/pictures`: what came, what was approved, and
in red where they differ.
"""

import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from tests import unseen_screen

if __name__ == "__main__":
    unseen_screen.prepare()  # before there is an application

from desktop_app.qt.application import application
from tests.console.readme_pictures import take_console_pictures
from tests.kiosk.pictures import APPROVED, SUBJECTS, drawn
from tests.kiosk.readme_pictures import take_readme_pictures
from tests.kiosk.sheet import Picture, read, side_by_side, written
from tests.kiosk.stalls import ROOT

DIFFERING = ROOT / "build" / "pictures"
HINT = "if that is right: python3 packaging/dev.py pictures --approve"


class Approvable(Protocol):
    """What a sheet of pictures is of: the kiosk's subjects, and the console's."""

    @property
    def name(self) -> str:
        """The name of its file, without its end."""
        ...

    @property
    def path(self) -> Path:
        """The file that holds what was approved."""
        ...

    @property
    def picture_size(self) -> tuple[int, int]:
        """The size of each picture."""
        ...


def differences(subject: Approvable, pictures: Mapping[str, Picture]) -> list[str]:
    """List how the pictures of a subject differ from the approved ones, and show it in a folder."""
    sheet = read(subject.path, subject.picture_size)
    folder = DIFFERING / subject.path.parent.parent.name / subject.name
    shutil.rmtree(folder, ignore_errors=True)  # of a run before
    found = []
    for name, picture in pictures.items():
        difference = sheet.difference(name, picture)
        if difference:
            folder.mkdir(parents=True, exist_ok=True)
            shown = side_by_side(sheet.pictures.get(name), picture)
            shown.save(folder / f"{name.replace(' ', '-')}.png")
            found.append(f"{subject.name}, {name}: {difference}")
    gone = [name for name in sheet.pictures if name not in pictures]
    found += [f"{subject.name}, {name}: is approved, but no screen any more" for name in gone]
    if found:
        found.append(f"see {folder}; {HINT}")
    return found


def approve(subject: Approvable, pictures: Mapping[str, Picture]) -> int:
    """Store the pictures of a subject as approved; gives their size in bytes."""
    subject.path.parent.mkdir(exist_ok=True)
    stored = written(pictures)
    subject.path.write_bytes(stored)
    return len(stored)


def main(arguments: Sequence[str]) -> int:
    """Compare or approve; 1 if something differs."""
    application()
    is_approving = "--approve" in arguments
    found: list[str] = []
    size = 0
    for subject in SUBJECTS:
        pictures = drawn(subject)
        if is_approving:
            size += approve(subject, pictures)
        else:
            found += differences(subject, pictures)
        print(f"{subject.name}: {len(pictures)} pictures", flush=True)
    if is_approving:
        names = take_readme_pictures() + take_console_pictures()
        print(f"Approved: {size / 1e6:.1f} MB in {APPROVED}; for the README {', '.join(names)}")
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
