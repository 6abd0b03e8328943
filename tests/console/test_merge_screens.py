"""The pages of merging are whole, heard and reached, in long words and mirrored, at Normal and Large."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from desktop_app.console.given import Look
from tests.console.merge_screens import shows
from tests.console.merging_desk import CoordinatorsDesk, OpenMerger
from tests.kiosk.faults import faults_of
from tests.kiosk.hearing import faults_heard

LYING, STANDING, BOOK = QSize(1280, 800), QSize(800, 1280), QSize(1024, 768)


def is_meant(fault: str) -> bool:
    """Tell whether a fault is only that a column goes on beneath what is seen, or has headings."""
    meant = ("leaves the window", "overlaps", "ScrollBar", "qt_scroll", "is a heading")
    return any(words in fault for words in meant)


@pytest.mark.parametrize(
    ("language", "size", "is_large"),
    [
        ("en", LYING, False),
        ("de", BOOK, True),
        ("de", STANDING, False),
        ("ar", LYING, True),
        ("ar", STANDING, True),
    ],
)
def test_nothing_is_cut_off_and_all_is_heard(
    desk: CoordinatorsDesk, merger_at: OpenMerger, language: str, size: QSize, is_large: bool
) -> None:
    merger = merger_at(desk, look=Look(language=language, is_large=is_large), size=size)
    merger.window._timer.stop()
    found = []
    for name, show in shows(merger.desk):
        show()
        QApplication.processEvents()
        found += [f"{name}: {fault}" for fault in faults_of(merger.window)]
        found += [f"{name}: {fault}" for fault in faults_heard(merger.window)]
        page = merger.window.page
        assert page is not None
        assert page.minimumSizeHint().width() <= page.width(), name
    assert "\n".join(fault for fault in found if not is_meant(fault)) == ""
