"""Statistics for the coordinator: the pack of a campaign, and the report as PDF."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from desktop_app.app.home import fonts_folder
from desktop_app.app.papers import paper_catalogues
from desktop_app.language import SOURCE_LANGUAGE, Words
from desktop_app.problems import Problem

if TYPE_CHECKING:
    from desktop_app.deliveries.coordinator.statistics_report import Report


class ReportExists(Problem):
    """There is a file under the report's name."""

    code: ClassVar[str] = "statistics.file_exists"


class LanguageUnknown(Problem):
    """The program has no words in this language."""

    code: ClassVar[str] = "statistics.language_unknown"


def words_in(language: str | None) -> Words:
    """Give the words of a language, or English.

    Raises:
        LanguageUnknown.
    """
    catalogues = paper_catalogues()
    there = catalogues.languages()
    if language is not None and language not in there:
        raise LanguageUnknown(language=language, there=", ".join(sorted(there)))
    return catalogues.words(language or SOURCE_LANGUAGE)


def check_report_place(out: Path) -> None:
    """Refuse to write a report over anything.

    Raises:
        ReportExists, CannotWritePdf.
    """
    from desktop_app.deliveries.pdf.output import CannotWritePdf

    try:
        if out.name in ("", "..") or out.is_dir():
            raise CannotWritePdf(path=str(out))
        if out.exists():
            raise ReportExists(path=str(out))
    except OSError as error:
        raise CannotWritePdf(path=str(out)) from error


def write_report_file(out: Path, report: "Report", words: Words) -> int:
    """Write a report as PDF, never over anything; gives the number of its pages.

    Raises:
        ReportExists, CannotWritePdf, FontMissing.
    """
    from desktop_app.deliveries.pdf.fonts import Fonts
    from desktop_app.deliveries.pdf.output import CannotWritePdf
    from desktop_app.deliveries.pdf.report import write_report

    check_report_place(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWritePdf(path=str(out)) from error
    return write_report(out, report, Fonts.load(fonts_folder()), words).page_count


def local(instant: datetime) -> datetime:
    """Give an instant in the zone of this computer, in which hours are counted."""
    return instant.astimezone()
