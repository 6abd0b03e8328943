"""The sections of the form about a pack: which entries they have, in the order in which one thinks."""

from collections.abc import Callable, Iterator
from enum import Enum

from desktop_app.campaign.check import SETTINGS_FILE
from desktop_app.campaign.in_work import PackInWork, languages_of
from desktop_app.campaign.spot import Spot
from desktop_app.console.coordinator import changes
from desktop_app.console.coordinator.basics import basic_groups
from desktop_app.console.coordinator.entries import Act, Entry, EntryKind, Group
from desktop_app.console.coordinator.people import delivery_groups, people_groups
from desktop_app.console.coordinator.questions import question_groups
from desktop_app.console.coordinator.rows import Subject
from desktop_app.console.coordinator.wordings import choice_groups, page_groups, word_groups
from desktop_app.language import Words


class Section(Enum):
    """A part of the form; its value names its tab, for tests."""

    BASICS = "basics"
    WORDS = "words"
    PEOPLE = "people"
    QUESTIONS = "questions"
    CHOICES = "choices"
    PAGES = "pages"
    DELIVERIES = "deliveries"
    FILES = "files"
    """Files that cannot be read as what they should be; there only if there are some."""


IN_LANGUAGES = frozenset({Section.WORDS, Section.CHOICES, Section.PAGES})
"""Where the words of one language stand: that whose tab is open."""


def section_titles(words: Words) -> dict[Section, str]:
    """Name the tabs."""
    return {
        Section.BASICS: words.say("Basics"),
        Section.WORDS: words.say("Words"),
        Section.PEOPLE: words.say("People"),
        Section.QUESTIONS: words.say("Questions"),
        Section.CHOICES: words.say("Choices"),
        Section.PAGES: words.say("Pages"),
        Section.DELIVERIES: words.say("Deliveries"),
        Section.FILES: words.say("Files"),
    }


def sections_of(pack: PackInWork) -> tuple[Section, ...]:
    """List the sections that a pack needs."""
    return tuple(one for one in Section if one is not Section.FILES or broken_files(pack))


def groups_of(section: Section, subject: Subject) -> tuple[Group, ...]:
    """Give what stands in a section, for one language where it has words."""
    make: dict[Section, Callable[[Subject], Iterator[Group]]] = {
        Section.BASICS: basic_groups,
        Section.WORDS: word_groups,
        Section.PEOPLE: people_groups,
        Section.QUESTIONS: question_groups,
        Section.CHOICES: choice_groups,
        Section.PAGES: page_groups,
        Section.DELIVERIES: delivery_groups,
        Section.FILES: _files,
    }
    return tuple(make[section](subject))


def broken_files(pack: PackInWork) -> tuple[str, ...]:
    """Name the files that no form can show: they are mended as text."""
    wanted = [SETTINGS_FILE, *(f"text/{language}.md" for language in languages_of(pack))]
    broken = [file for file in wanted if not pack.has_table(file) and file in pack.files()]
    missing = [SETTINGS_FILE] if SETTINGS_FILE not in pack.files() else []
    return (*missing, *broken)


def _files(subject: Subject) -> Iterator[Group]:
    for file in broken_files(subject.pack):
        if file not in subject.pack.files():
            begin = Act(
                name=f"begin {file}",
                label=subject.words.say("Begin this file"),
                change=changes.begin_settings,
            )
            yield Group(title=file, acts=(begin,))
            continue
        yield Group(
            title=file,
            hint=subject.words.say("The form cannot read this file. Mend it here as text."),
            entries=(
                Entry(
                    spot=Spot(file=file),
                    label=subject.words.say("The whole file"),
                    kind=EntryKind.LONG,
                ),
            ),
        )
