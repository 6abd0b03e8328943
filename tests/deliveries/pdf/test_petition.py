"""The petition for the addressees, as they will open it."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from desktop_app.deliveries.pdf import cover
from desktop_app.deliveries.pdf.output import CannotWritePdf

NAMES = [
    "Anna Müller", "Nguyễn Thị Hồng", "Ольга Кузнецова", "Γιώργος", "محمد الحسيني", "גלית כהן",
    "გიორგი", "Արմեն", "कृष्णा", "สมชาย", "王小明", "김민준", "👍🏽",
]  # fmt: skip


def rows(count: int) -> Iterator[tuple[str, str]]:
    for number in range(count):
        yield NAMES[number % len(NAMES)], "Österreich"


def test_every_page_says_which_of_how_many_it_is(tmp_path, write, text_of):
    written = write(tmp_path / "p.pdf", rows(200), row_count=200, body=("Text.",))
    pages = text_of(tmp_path / "p.pdf")
    assert written.page_count == len(pages) == 1 + 1 + 5
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page


def test_every_table_page_has_the_headings(tmp_path, write, text_of):
    write(tmp_path / "p.pdf", rows(100), row_count=100)
    for page in text_of(tmp_path / "p.pdf")[1:]:
        assert "Name" in page
        assert "Country" in page


def test_the_cover_says_all_it_was_given(tmp_path, write, text_of):
    write(tmp_path / "p.pdf", rows(2), row_count=2, signed_online=4210)
    cover = " ".join(text_of(tmp_path / "p.pdf")[0].split())
    for words in (
        "Open the doors", "National Assembly", "Maria Example, Åsa Öberg", "still turned away",
        "We, the signers, ask", "2. to ban conversion therapies.", "Love needs no permission.",
        "2 signatures", "4,210 more signatures were given online", "Austria 2", "Rainbow Initiative",
        "Alex Muster", "November 23, 2026", "9f86d081884c7d65",
    ):  # fmt: skip
        assert words in cover


def test_every_font_is_embedded_and_says_its_text(tmp_path, write):
    write(tmp_path / "p.pdf", rows(20), row_count=20)
    with pikepdf.open(tmp_path / "p.pdf") as file:
        assert file.check_pdf_syntax() == []
        fonts = [value for page in file.pages for value in page.resources["/Font"].values()]
        assert len(fonts) > 8
        for font in fonts:
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
            assert "/ToUnicode" in font


def test_pages_name_no_font_that_the_file_does_not_hold(tmp_path, write):
    write(tmp_path / "p.pdf", rows(20), row_count=20)
    with pikepdf.open(tmp_path / "p.pdf") as file:
        for page in file.pages:
            held = set(page.resources["/Font"].keys())
            used = {
                str(operands[0])
                for operands, operator in pikepdf.parse_content_stream(page)
                if str(operator) == "Tf"
            }
            assert used <= held


def test_language_title_author_and_bookmarks_are_there(tmp_path, write):
    write(tmp_path / "p.pdf", rows(100), row_count=100, body=("Text.",), language="de")
    with pikepdf.open(tmp_path / "p.pdf") as file:
        assert str(file.Root.Lang) == "de"
        assert str(file.docinfo["/Title"]) == "Open the doors"
        assert str(file.docinfo["/Author"]) == "Rainbow Initiative"
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
        with file.open_outline() as outline:
            assert [item.title for item in outline.root] == [
                "Petition",
                "The whole text",
                "Signatures",
            ]
            assert [item.title for item in outline.root[2].children] == ["1–42", "43–84", "85–100"]


def test_the_same_petition_gives_the_same_bytes(tmp_path, write):
    for name in ("a.pdf", "b.pdf"):
        write(tmp_path / name, rows(50), row_count=50)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_no_rows_give_a_cover_alone(tmp_path, write, text_of):
    written = write(tmp_path / "p.pdf", [], row_count=0, signature_count=0, by_country=())
    assert written.page_count == 1
    assert "0 signatures" in text_of(tmp_path / "p.pdf")[0]
    assert "Page 1 of 1" in text_of(tmp_path / "p.pdf")[0]


def boxes(path: Path, page_number: int) -> list[tuple[str, float, float, float]]:
    """List the letters of a page with left, right and lower edge."""
    with pypdfium2.PdfDocument(path) as document:
        page = document[page_number]
        text_page = page.get_textpage()
        found = []
        for index in range(text_page.count_chars()):
            left, bottom, right, _ = text_page.get_charbox(index)
            found.append((text_page.get_text_range(index, 1), left, right, bottom))
        text_page.close()
        page.close()
        return found


def test_a_long_name_stays_in_its_column(tmp_path, write):
    long_rows = [("W" * 80, "X" * 80), ("W" * 30, "X")]
    write(tmp_path / "p.pdf", long_rows, row_count=2)
    letters = boxes(tmp_path / "p.pdf", 1)
    name_ends = max(right for letter, _, right, _ in letters if letter == "W")
    country_starts = min(left for letter, left, _, _ in letters if letter == "X")
    country_ends = max(right for letter, _, right, _ in letters if letter == "X")
    assert name_ends < country_starts
    assert country_ends < 595 - 39


def test_an_override_in_a_name_does_not_reorder_the_row(tmp_path, write, text_of):
    hostile = [("\u202eevil\u202d name\u2067", "Austria"), ("\nnew\x00line", "Chad")]
    write(tmp_path / "p.pdf", hostile, row_count=2)
    page = text_of(tmp_path / "p.pdf")[1]
    assert "1 evil name Austria" in page
    assert "2 newline Chad" in page


def test_an_arabic_petition_is_mirrored(tmp_path, write):
    write(
        tmp_path / "p.pdf",
        [("محمد", "Xyz")],
        row_count=1,
        language="ar",
        title="افتحوا الأبواب",
    )
    letters = boxes(tmp_path / "p.pdf", 1)
    number = next(left for letter, left, _, _ in letters if letter == "1")
    name = next(left for letter, left, _, _ in letters if letter == "م")
    country = next(left for letter, left, _, _ in letters if letter == "X")
    assert country < name < number
    with pikepdf.open(tmp_path / "p.pdf") as file:
        assert str(file.Root.ViewerPreferences.Direction) == "/R2L"


def test_characters_without_a_font_are_counted(tmp_path, write):
    written = write(tmp_path / "p.pdf", [("a\ue000", "\ue001"), ("\ue000", "b")], row_count=2)
    assert written.missing_glyph_count == 2


@pytest.mark.parametrize("promised", [1, 42, 99, 101, 200])
def test_a_false_row_count_leaves_no_file(tmp_path, write, promised):
    (tmp_path / "p.pdf").write_text("what stood there before")
    with pytest.raises(ValueError, match="promised"):
        write(tmp_path / "p.pdf", rows(100), row_count=promised)
    assert (tmp_path / "p.pdf").read_text() == "what stood there before"
    assert list(tmp_path.iterdir()) == [tmp_path / "p.pdf"]


def test_rows_that_fail_half_way_leave_no_file(tmp_path, write):
    def failing() -> Iterator[tuple[str, str]]:
        yield from rows(500)
        raise OSError("the register went away")

    with pytest.raises(OSError, match="went away"):
        write(tmp_path / "p.pdf", failing(), row_count=1000)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_a_problem(tmp_path, write):
    with pytest.raises(CannotWritePdf) as problem:
        write(tmp_path / "gone" / "p.pdf", rows(1), row_count=1)
    assert problem.value.facts == {"path": str(tmp_path / "gone" / "p.pdf")}


def test_a_full_disk_is_a_problem_and_leaves_no_file(tmp_path, write, monkeypatch):
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CannotWritePdf):
        write(tmp_path / "p.pdf", rows(50), row_count=50)
    assert list(tmp_path.iterdir()) == []


def test_memory_does_not_grow_with_the_pages(tmp_path, write):
    def peak_bytes(count: int) -> int:
        tracemalloc.start()
        write(tmp_path / f"{count}.pdf", rows(count), row_count=count)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    small = peak_bytes(500)
    large = peak_bytes(5_000)
    more_pages = (5_000 - 500) // 42
    assert (large - small) / more_pages < 2_500, "a page's operators alone are 8 kB"


def test_a_cover_too_long_for_a_page_goes_on(tmp_path, write, text_of):
    demands = tuple(f"demand {number} " + "and more of it " * 12 for number in range(30))
    written = write(tmp_path / "p.pdf", [], row_count=0, demands=demands)
    text = " ".join(text_of(tmp_path / "p.pdf"))
    assert written.page_count > 1
    assert all(f"demand {number} " in text for number in range(30))


def test_fewer_countries_are_named_if_that_saves_a_page(tmp_path, write, text_of):
    by_country = tuple((f"Land {number}", 100 - number) for number in range(20))
    demands = tuple(f"demand {number}" for number in range(7))
    written = write(tmp_path / "p.pdf", [], row_count=0, demands=demands, by_country=by_country)
    text = " ".join(text_of(tmp_path / "p.pdf")[0].split())
    assert written.page_count == 1
    assert "Land 0 100" in text
    assert "Other countries" in text


def test_a_cover_that_nearly_fits_is_set_tighter(tmp_path, write, text_of, monkeypatch):
    by_country = tuple((f"Land {number}", 100 - number) for number in range(20))

    def texts(count: int) -> list[str]:
        out = tmp_path / "p.pdf"
        demands = ("Pass the laws that are needed.",) * count
        write(out, [], row_count=0, demands=demands, by_country=by_country)
        return text_of(out)

    with monkeypatch.context() as loose:
        loose.setattr(cover, "_TIGHTNESSES", (1.0,))
        count = next(count for count in range(5, 30) if len(texts(count)) > 1)
    (page,) = texts(count)

    assert "SHA-256" in page
    assert "Other countries" in page
