"""In which language the coordinator's papers are written: sheets, certificates, reports."""

from desktop_app.app.home import Home, locale_folder
from desktop_app.app.settings import read_settings
from desktop_app.language import CONSOLE_DOMAIN, SOURCE_LANGUAGE, Catalogues, Words


def paper_catalogues() -> Catalogues:
    """Give the catalogues that have the words of papers: those of the console."""
    return Catalogues(locale_folder(), domain=CONSOLE_DOMAIN)


def english() -> Words:
    """Give the words of papers that commands write."""
    return paper_catalogues().words(SOURCE_LANGUAGE)


def paper_words(home: Home, system_language: str) -> Words:
    """Give the words of papers that the console writes: in the language that it shows now.

    Args:
        system_language: what the system speaks (BCP 47), where none was chosen.

    Raises:
        SettingsFromNewerVersion.
    """
    return paper_catalogues().words(read_settings(home).language or system_language)
