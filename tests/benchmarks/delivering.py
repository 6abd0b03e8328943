"""Deliveries: CSV against the bare csv module, PDF against writing the same streams by hand."""

import csv
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from desktop_app.app.demo_people import NAMES
from desktop_app.app.home import fonts_folder, locale_folder
from desktop_app.app.rehearsal import bare_cover
from desktop_app.deliveries.csv_file import write_csv
from desktop_app.deliveries.pdf.fonts import Fonts
from desktop_app.deliveries.pdf.petition import write_petition
from desktop_app.language import Catalogues
from tests.benchmarks.measure import Measure, best_of, seconds

CSV_ROWS = 1_000_000
PDF_ROWS = 100_000
COLUMNS = ("given_name", "family_name", "country")


def measure_delivering() -> list[Measure]:
    """Write a million rows of CSV and a hundred thousand of PDF."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = best_of(2, lambda: write_csv(folder / "a.csv", COLUMNS, _rows(CSV_ROWS)))
        bare = best_of(2, lambda: _bare_csv(folder / "b.csv"))
        pdf = seconds(lambda: _pdf(folder / "a.pdf"))
        size = (folder / "a.pdf").stat().st_size
        by_hand = seconds(lambda: _same_streams(folder / "a.pdf", folder / "b.bin"))
    return [
        Measure(
            what=f"CSV, {CSV_ROWS:,} rows, against csv.writer",
            measured=f"{ours / bare:.2f} × ({ours:.1f} s)",
            budget="≤ 1.3 ×",
        ),
        Measure(
            what=f"PDF, {PDF_ROWS:,} rows in 25 scripts",
            measured=f"{pdf:.1f} s, {size / 1e6:.1f} MB; {pdf / by_hand:.1f} × compressing and"
            f" writing the same streams ({by_hand:.1f} s)",
            budget="≤ 1.3 × by hand",
        ),
    ]


def _rows(count: int) -> Iterator[tuple[str, ...]]:
    people = [(given, family, country) for given, family, _, country, _ in NAMES]
    for number in range(count):
        yield people[number % len(people)]


def _bare_csv(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(_rows(CSV_ROWS))


def _pdf(path: Path) -> None:
    write_petition(
        path,
        cover=bare_cover(PDF_ROWS),
        columns=("First name", "Last name", "Country"),
        rows=_rows(PDF_ROWS),
        row_count=PDF_ROWS,
        fonts=Fonts.load(fonts_folder()),
        words=Catalogues(locale_folder()).words("en"),
    )


def _same_streams(pdf: Path, out: Path) -> None:
    """Compress and write the page streams of the PDF anew: the least that any writer must do."""
    import pikepdf

    with pikepdf.open(pdf) as document:
        streams = [page.Contents.read_bytes() for page in document.pages]
    start = [zlib.compress(stream, 6) for stream in streams]
    out.write_bytes(b"".join(start))
