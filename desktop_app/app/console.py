"""Sets up the console for a home: fills all that its pages are given."""

from datetime import tzinfo

from desktop_app.app.campaign_shown import chosen_campaign
from desktop_app.app.clock import now
from desktop_app.app.console_campaigns import campaigns_given
from desktop_app.app.console_closing import closing_given
from desktop_app.app.console_handover import hand_over_given
from desktop_app.app.console_inquiry import inquiry_given
from desktop_app.app.console_keys import keys_given
from desktop_app.app.console_merging import merging_given
from desktop_app.app.console_register import register_given
from desktop_app.app.console_retention import retention_given
from desktop_app.app.console_stall import stall_given
from desktop_app.app.console_statistics import campaigns_here, statistics_given
from desktop_app.app.console_today import today_given
from desktop_app.app.home import Home, fonts_folder, locale_folder
from desktop_app.app.papers import paper_words
from desktop_app.app.settings import change_settings, read_settings
from desktop_app.app.surroundings import Surroundings
from desktop_app.app.words import said_for
from desktop_app.console.given import Given, Look, Sentences
from desktop_app.console.given_duplicates import DuplicatesGiven
from desktop_app.language import CONSOLE_DOMAIN, SOURCE_LANGUAGE, Catalogues, Words
from desktop_app.problems import Problem


def given_for(home: Home, zone: tzinfo | None = None) -> Given:
    """Gather what the console is given. Nothing is read yet but the settings.

    Args:
        home: the home of this device.
        zone: where the device is; None for the system's time zone.

    Raises:
        SettingsFromNewerVersion, ResourcesMissing.
    """
    settings = read_settings(home)

    def words() -> Words:
        return paper_words(home, system_language())

    return Given(
        catalogues=Catalogues(locale_folder(), domain=CONSOLE_DOMAIN),
        fonts_folder=fonts_folder(),
        look=Look(language=settings.language, is_large=settings.is_large, light=settings.light),
        system_language=system_language(),
        keep_look=lambda look: keep_look(home, look),
        read_campaign=lambda: chosen_campaign(home),
        say_problem=sentences_for,
        clock=now,
        zone=zone,
        stall=stall_given(home, Surroundings(zone=zone)),
        today=today_given(home, zone),
        closing=closing_given(home),
        hand_over=hand_over_given(home),
        campaigns=campaigns_given(home),
        keys=keys_given(home, words),
        retention=retention_given(home, words),
        register=register_given(home),
        merging=merging_given(home),
        inquiry=inquiry_given(),
        duplicates=DuplicatesGiven(campaigns=campaigns_here, clock=now, zone=zone),
        statistics=statistics_given(zone),
    )


def system_language() -> str:
    """Give the language that the system speaks (BCP 47, without a region)."""
    from PySide6.QtCore import QLocale

    return QLocale.system().bcp47Name().partition("-")[0] or SOURCE_LANGUAGE


def keep_look(home: Home, look: Look) -> None:
    """Remember what was chosen for the eyes.

    Raises:
        HomeReadOnly, SettingsFromNewerVersion.
    """
    change_settings(home, language=look.language, is_large=look.is_large, light=look.light)


def sentences_for(problem: Problem, words: Words) -> Sentences:
    """Say a problem in the console's language."""
    said = said_for(problem, words)
    return Sentences(happened=said.happened, safe=said.safe, do=said.do, code=problem.code)
