"""Every screen of the console looks as it was approved; `tests/kiosk/test_pictures.py` says more."""

import sys

import pytest
from PySide6.QtWidgets import QApplication

from tests.console.pictures import APPROVED, SUBJECTS, ConsoleSubject, drawn
from tests.kiosk.approving import differences
from tests.kiosk.sheet import read

MOST_BYTES = 1_300_000


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.name)
def test_every_screen_looks_as_approved(qapp: QApplication, subject: ConsoleSubject) -> None:
    pictures = drawn(subject)
    if not sys.platform.startswith("linux"):  # letters have other edges there
        assert list(read(subject.path, subject.picture_size).pictures) == list(pictures)
        return

    assert differences(subject, pictures) == []


def test_approved_pictures_are_small_and_each_belongs_to_a_test() -> None:
    files = sorted(APPROVED.iterdir())

    assert sum(file.stat().st_size for file in files) <= MOST_BYTES
    assert [file.name for file in files] == sorted(subject.path.name for subject in SUBJECTS)
