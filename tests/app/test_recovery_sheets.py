"""The sheets as pages: one page, embedded fonts, a QR code that holds what it should, no passphrase."""

import os
from datetime import date
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import segno

from desktop_app.app.papers import paper_catalogues
from desktop_app.app.recovery_sheets import (
    CannotWriteSheet,
    SheetExists,
    write_sheet,
    write_split_sheets,
)
from desktop_app.deliveries.pdf.output import Output
from desktop_app.sealing.fingerprint import fingerprint
from desktop_app.sealing.record import SuiteId
from desktop_app.sealing.recovery import recovery_line
from tests.making import made_key

TODAY = date(2026, 11, 25)
SCALE = 4


def modules_on(path: Path, text: str, left_mm: float = 20) -> list[list[bool]]:
    """Look at the middle of each module where the QR code stands."""
    document = pypdfium2.PdfDocument(path)
    try:
        image = document[0].render(scale=SCALE).to_pil().convert("L")
    finally:
        document.close()
    count = len(segno.make_qr(text, error="m").matrix)
    module = 46 / 25.4 * 72 * SCALE / count
    left = left_mm / 25.4 * 72 * SCALE
    edge = [int(left + module * (n + 0.5)) for n in range(7)]
    rows = range(image.height // 3, image.height)
    top = next(y for y in rows if all(image.getpixel((x, y)) < 128 for x in edge))
    return [
        [
            image.getpixel((int(left + module * (x + 0.5)), int(top + module * (y + 0.5)))) < 128
            for x in range(count)
        ]
        for y in range(count)
    ]


@pytest.mark.parametrize("suite", list(SuiteId))
def test_the_qr_code_on_the_page_holds_the_line(tmp_path: Path, suite: SuiteId) -> None:
    key = made_key(suite)
    write_sheet(key, tmp_path / "s.pdf", today=TODAY)
    line = recovery_line(key.seed, suite)
    expected = [[bool(module) for module in row] for row in segno.make_qr(line, error="m").matrix]
    assert modules_on(tmp_path / "s.pdf", line) == expected


def test_a_sheet_that_is_read_from_the_right_has_its_code_there_and_not_mirrored(
    tmp_path: Path,
) -> None:
    key = made_key()
    write_sheet(key, tmp_path / "s.pdf", today=TODAY, words=paper_catalogues().words("ar"))
    line = recovery_line(key.seed, key.suite)
    expected = [[bool(module) for module in row] for row in segno.make_qr(line, error="m").matrix]
    assert modules_on(tmp_path / "s.pdf", line, left_mm=210 - 20 - 46) == expected


def test_one_page_of_embedded_fonts_that_says_what_it_is(tmp_path: Path) -> None:
    key = made_key()
    write_sheet(key, tmp_path / "s.pdf", today=TODAY)
    sheets = write_split_sheets(key, tmp_path / "split", today=TODAY)
    words = fingerprint(key.coordinator_key, key.recipient.public_key)
    for path in (tmp_path / "s.pdf", *sheets):
        with pikepdf.open(path) as document:
            assert len(document.pages) == 1
            for font in document.pages[0].Resources.Font.values():
                assert "/FontFile" in str(font.DescendantFonts[0].FontDescriptor.keys())
        read = pypdfium2.PdfDocument(path)
        text = read[0].get_textpage().get_text_range()
        read.close()
        for said in ("Recovery sheet", words, "2026-11-25", "No photo", "No passphrase is needed"):
            assert said in text.replace("\r\n", " "), said
        assert "Passphrase:" not in text
        if os.name != "nt":
            assert path.stat().st_mode & 0o077 == 0


def test_no_line_of_text_overlaps_another(tmp_path: Path) -> None:
    key = made_key()
    for path in write_split_sheets(key, tmp_path, today=TODAY):
        document = pypdfium2.PdfDocument(path)
        page = document[0].get_textpage()
        boxes = sorted(
            (page.get_rect(n) for n in range(page.count_rects())), key=lambda box: (box[0], -box[3])
        )
        document.close()
        for (left, bottom, right, _), (other_left, _, _, other_top) in pairwise(boxes):
            if left == other_left:
                assert other_top <= bottom + 1
            assert right <= 210 / 25.4 * 72 - 15 / 25.4 * 72


def test_nothing_is_left_of_a_sheet_that_could_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = made_key()
    (tmp_path / "there.pdf").write_bytes(b"another key's sheet")
    with pytest.raises(SheetExists):
        write_sheet(key, tmp_path / "there.pdf", today=TODAY)
    assert (tmp_path / "there.pdf").read_bytes() == b"another key's sheet"
    with pytest.raises(CannotWriteSheet):
        write_sheet(key, tmp_path, today=TODAY)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Output, "finish", full)
    with pytest.raises(CannotWriteSheet):
        write_sheet(key, tmp_path / "s.pdf", today=TODAY)
    assert [path.name for path in tmp_path.iterdir()] == ["there.pdf"]
