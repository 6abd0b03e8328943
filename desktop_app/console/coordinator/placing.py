"""Leads from what is wrong with a pack to where it is mended: a section, a language, a field."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from desktop_app.campaign.check import SETTINGS_FILE
from desktop_app.campaign.files import MANIFEST, MANIFEST_SIGNATURE
from desktop_app.campaign.in_work import languages_of
from desktop_app.campaign.shape import Finding
from desktop_app.campaign.spot import Spot, counted, spot_of
from desktop_app.console.coordinator import changes
from desktop_app.console.coordinator.entries import Act, Entry, EntryKind
from desktop_app.console.coordinator.rows import Subject
from desktop_app.console.coordinator.sections import IN_LANGUAGES, Section, groups_of, sections_of
from desktop_app.language import Words, own_name

HOME_OF_KEYS = {
    "addressees": (Section.PEOPLE, "add addressees"),
    "run_by": (Section.PEOPLE, "add run_by"),
    "consents": (Section.CHOICES, "add consents"),
    "deliveries": (Section.DELIVERIES, "add deliveries"),
    "languages": (Section.BASICS, "add_language"),
    "controller": (Section.PEOPLE, ""),
    "ask": (Section.QUESTIONS, ""),
    "demands": (Section.WORDS, "add demands"),
}
"""Where a whole list or table is at home, and the button that begins it."""
ABOUT_THE_PICTURE = frozenset(
    {"pack.missing_image", "pack.image_unreadable", "pack.image_too_large"}
)
CAN_GO = frozenset({"pack.unknown_key", "pack.unknown_file"})
FileMap = dict[str, tuple[Section, str, Entry]]


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """One thing to mend, as the form says it, and the way to it."""

    finding: Finding
    sentence: str
    label: str
    """What the field is called, or where the mistake is if no field shows it."""
    section: Section
    language: str = ""
    target: str = ""
    """The name of the widget that has the value, or of the button that begins it."""
    entry_name: str = ""
    """The entry beneath which it is said; empty if there is none."""
    mend: Act | None = None
    """What can be done at once where no field shows it."""

    @property
    def line(self) -> str:
        """Say it in one line."""
        return f"{self.label}: {self.sentence}"


def mistakes_of(
    findings: Iterable[Finding], subject: Subject, say_finding: Callable[[Finding, Words], str]
) -> tuple[Mistake, ...]:
    """Place all findings, in the order of the form, each once."""
    entries = _entries(subject)
    ids = {name: subject.pack.ids(name) for name in ("consents", "deliveries")}
    placed = []
    for finding in findings:
        spot = spot_of(finding.where)
        if spot.file == SETTINGS_FILE:
            spot = counted(spot, ids)
        if finding.code in ABOUT_THE_PICTURE:
            spot = changes.setting("look", "image")
        placed.append(_mistake(finding, spot, subject, entries, say_finding))
    order = list(Section)
    placed.sort(key=lambda mistake: (order.index(mistake.section), mistake.language))
    return tuple(dict.fromkeys(placed))


def _entries(subject: Subject) -> FileMap:
    found: FileMap = {}
    for section, language in _leaves(subject):
        there = Subject(
            pack=subject.pack, language=language, words=subject.words, today=subject.today
        )
        for group in groups_of(section, there):
            for entry in group.entries:
                found[str(entry.spot)] = (section, language, entry)
    return found


def _leaves(subject: Subject) -> Iterator[tuple[Section, str]]:
    for section in sections_of(subject.pack):
        if section in IN_LANGUAGES:
            for language in languages_of(subject.pack):
                yield section, language
        else:
            yield section, subject.language


def _mistake(
    finding: Finding,
    spot: Spot,
    subject: Subject,
    entries: FileMap,
    say_finding: Callable[[Finding, Words], str],
) -> Mistake:
    section, language, entry = _place(spot, subject, entries)
    sentence = _sentence(finding, entry, subject.words) or say_finding(finding, subject.words)
    mend = _mend(finding, spot, subject.words)
    if entry is not None and mend is None:
        label = entry.label
        if entry.language and len(languages_of(subject.pack)) > 1:
            label = f"{label} ({own_name(entry.language)})"
        return Mistake(
            finding=finding,
            sentence=sentence,
            label=label,
            section=section,
            language=language,
            target=entry.name,
            entry_name=entry.name,
        )
    key = str(spot.keys[0]) if spot.keys else ""
    return Mistake(
        finding=finding,
        sentence=sentence,
        label=finding.where,
        section=section,
        language=language,
        target=HOME_OF_KEYS.get(key, (section, ""))[1] or _beginning(spot),
        mend=mend,
    )


def _place(spot: Spot, subject: Subject, entries: FileMap) -> tuple[Section, str, Entry | None]:
    found = next((entries[str(one)] for one in _upwards(spot) if str(one) in entries), None)
    if found is not None:
        return found
    below = next(
        (entries[name] for name in entries if spot.keys and name.startswith(f"{spot}")), None
    )
    if below is not None and spot.file != SETTINGS_FILE:
        return below[0], below[1], None
    key = str(spot.keys[0]) if spot.keys else ""
    section = HOME_OF_KEYS.get(key, (_section_of_file(spot), ""))[0]
    return section, _language_of(spot, subject), None


def _upwards(spot: Spot) -> Iterator[Spot]:
    yield spot
    while spot.keys:
        spot = spot.above
        if spot.keys:
            yield spot


def _section_of_file(spot: Spot) -> Section:
    file = spot.file
    if file == SETTINGS_FILE and not spot.keys:
        return Section.FILES
    if file.startswith("text/"):
        return Section.WORDS
    return Section.PAGES if file.startswith("pages/") else Section.BASICS


def _language_of(spot: Spot, subject: Subject) -> str:
    """Read the language from a file's name, if it is one of the pack's."""
    if not spot.file.startswith(("text/", "pages/")):
        return subject.language
    named = spot.file.removesuffix(".md").replace("/", ".").rpartition(".")[2]
    return named if named in languages_of(subject.pack) else subject.language


def _beginning(spot: Spot) -> str:
    if spot.file.startswith("text/") or spot == Spot(file=SETTINGS_FILE):
        return f"begin {spot.file}"
    return f"add {spot.file}" if spot.file.startswith("pages/") else ""


def _mend(finding: Finding, spot: Spot, words: Words) -> Act | None:
    """Offer to do at once what no field can: nobody needs what no rule knows."""
    label, name = words.say("Take it out"), f"mend {finding.where}"
    if finding.code == "pack.unknown_file" or spot.file in (MANIFEST, MANIFEST_SIGNATURE):
        change = changes.removing_file(spot.file)
        return Act(name=name, label=label, change=change, removes=True)
    if finding.code in CAN_GO and spot.keys:
        return Act(name=name, label=label, change=changes.taking_out(spot), removes=True)
    if spot.keys == ("format",) and finding.code != "pack.from_newer_version":
        return Act(name=name, label=words.say("Mend it"), change=changes.format_now)
    return None


def _sentence(finding: Finding, entry: Entry | None, words: Words) -> str:
    """Say it for somebody who fills in a form and has not seen the file."""
    if finding.code in ("pack.missing_key", "pack.missing_words") and entry is not None:
        return words.say("Fill this in.")
    if finding.code == "pack.prompt_left" and finding.where.endswith(": id"):
        return words.say("Give this campaign an id of its own.")
    if finding.code == "pack.prompt_left":
        return words.say("Put your own words where [[ ]] asks for them.")
    if finding.code == "pack.wrong_value" and entry is not None:
        return _what_is_wanted(entry, words)
    return ""


def _what_is_wanted(entry: Entry, words: Words) -> str:
    match entry.kind:
        case EntryKind.DAY:
            return words.say("Write a day as 2026-11-25.")
        case EntryKind.NUMBER:
            return words.say("Write a whole number that is allowed here.")
        case EntryKind.ONE_OF:
            return words.say("Choose one of these.")
        case EntryKind.PARAGRAPH:
            return words.say("Write some words, up to 2000 letters.")
        case _:
            return entry.hint or words.say("Write some words, up to 300 letters.")
