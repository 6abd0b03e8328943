"""The sections of the form with the words of one language: the petition, the choices, the pages."""

from collections.abc import Iterator

from desktop_app.campaign.pack import PAGE_NAMES
from desktop_app.campaign.prompts import prompt
from desktop_app.console.coordinator import changes
from desktop_app.console.coordinator.changes import page_spot, setting, word
from desktop_app.console.coordinator.entries import Act, Change, Entry, EntryKind, Group, Option
from desktop_app.console.coordinator.rows import Subject, acts_on, numbered
from desktop_app.language import Words, own_name


def word_groups(subject: Subject) -> Iterator[Group]:
    """Give the words of the petition."""
    pack, language, say = subject.pack, subject.language, subject.words.say
    if not pack.has_table(f"text/{language}.md"):
        yield from _missing_text(subject)
        return

    def entry(key: str, label: str, kind: EntryKind = EntryKind.PARAGRAPH) -> Entry:
        return Entry(spot=word(language, key), label=label, kind=kind, language=language)

    yield Group(
        title=say("Petition"),
        entries=(
            entry("title", say("Title")),
            entry("lead", say("Why it matters, in two or three sentences")),
            entry("demands_intro", say("Before the demands"), EntryKind.LINE),
        ),
    )
    demands = word(language, "demands")
    count = pack.length(demands)
    for number in range(count):
        spot = demands.below(number)
        title = numbered(subject.words, say("Demand"), number, count)
        yield Group(
            title="",
            entries=(Entry(spot=spot, label=title, kind=EntryKind.PARAGRAPH, language=language),),
            acts=acts_on(spot, say("Demand"), subject.words),
        )
    add = changes.adding(demands, prompt(say("One thing that they can do")))
    yield Group(title="", acts=(Act(name="add demands", label=say("Add a demand"), change=add),))
    picture = [entry("image_description", say("What the picture shows"), EntryKind.LINE)]
    has_picture = bool(pack.words(setting("look", "image")))
    body = Entry(
        spot=word(language),
        label=say("The whole text"),
        kind=EntryKind.LONG,
        language=language,
        hint=say("An empty line before a paragraph, # before a heading, - before a list item"),
    )
    yield Group(
        title=say("Read more"),
        entries=(entry("closing", say("Last words")), *(picture if has_picture else ()), body),
    )


def choice_groups(subject: Subject) -> Iterator[Group]:
    """Give what signers agree to, with its words in one language."""
    pack, language, words = subject.pack, subject.language, subject.words
    say = words.say
    count = pack.length(setting("consents"))
    has_words = pack.has_table(f"text/{language}.md")
    for number, consent in enumerate(pack.ids("consents")):
        spot = setting("consents", number)
        wording = _wording(language, consent, words) if consent and has_words else ()
        yield Group(
            title=numbered(words, say("Consent"), number, count),
            entries=(
                Entry(
                    spot=spot.below("kind"),
                    label=say("How it is given"),
                    kind=EntryKind.ONE_OF,
                    options=(
                        Option(value="to_sign", label=say("By signing")),
                        Option(value="choice", label=say("Yes or No")),
                    ),
                ),
                *wording,
                Entry(spot=spot.below("id"), label=say("Id, for deliveries and commands")),
            ),
            acts=acts_on(
                spot, say("Consent"), words, taking_out=changes.taking_out_consent(number)
            ),
        )
    add = changes.adding_choice(say("A question that Yes or No answers"))
    yield Group(title="", acts=(Act(name="add consents", label=say("Add a choice"), change=add),))


def _wording(language: str, consent: str, words: Words) -> tuple[Entry, ...]:
    spot = word(language, "consents", consent)
    return (
        Entry(
            spot=spot.below("statement"),
            label=words.say("The exact words"),
            kind=EntryKind.PARAGRAPH,
            language=language,
        ),
        Entry(
            spot=spot.below("details"),
            label=words.say("Details, if there are some"),
            kind=EntryKind.PARAGRAPH,
            language=language,
        ),
    )


def page_groups(subject: Subject) -> Iterator[Group]:
    """Give the reading pages; one that a language lacks is shown in the default language."""
    pack, language, say = subject.pack, subject.language, subject.words.say
    titles = {
        "privacy": say("Privacy"),
        "terms": say("Terms"),
        "faq": say("Questions"),
        "contact": say("Contact"),
    }
    default = pack.words(setting("default_language"))
    for name in PAGE_NAMES:
        spot, title = page_spot(name, language), titles[name]
        if spot.file in pack.files():
            entry = Entry(spot=spot, label=title, kind=EntryKind.LONG, language=language)
            remove = Act(
                name=f"remove {spot}",
                label=say("Take out"),
                change=changes.removing_file(spot.file),
                spoken=f"{say('Take out')}: {title}",
                removes=True,
            )
            yield Group(title="", entries=(entry,), acts=(remove,))
            continue
        is_there = language != default and page_spot(name, default).file in pack.files()
        hint = say("Shown in %(language)s so far.") if is_there else say("Not there.")
        label = say("Write it")
        add = Act(
            name=f"add {spot}",
            label=label,
            change=_beginning(subject, name),
            spoken=f"{label}: {title}",
        )
        shown = hint % {"language": own_name(default)} if is_there else hint
        yield Group(title=title, hint=shown, acts=(add,))


def _beginning(subject: Subject, name: str) -> Change:
    """Begin a page with the words of the default language, to be translated, or with a prompt."""
    spot = page_spot(name, subject.language)
    source = page_spot(name, subject.pack.words(setting("default_language")))
    first = subject.pack.words(source) or subject.words.say("What stands on this page")
    return lambda pack: pack.put(spot, prompt(first))


def _missing_text(subject: Subject) -> Iterator[Group]:
    """Offer to begin a text that is not there; one that cannot be read is mended as a file."""
    file = f"text/{subject.language}.md"
    if file in subject.pack.files():
        yield Group(title=file, hint=subject.words.say("Mend this text under Files first."))
        return
    begin = Act(
        name=f"begin {file}",
        label=subject.words.say("Begin this text"),
        change=changes.adding_language(subject.language),
    )
    yield Group(title="", acts=(begin,), hint=subject.words.say("There are no words yet."))
