"""The first section of the form: id, version, languages, days, look."""

from collections.abc import Iterator

from desktop_app.campaign.in_work import PackInWork, languages_of
from desktop_app.console.coordinator import changes
from desktop_app.console.coordinator.changes import setting
from desktop_app.console.coordinator.entries import Act, Entry, EntryKind, Group, Option
from desktop_app.console.coordinator.rows import Subject
from desktop_app.language import Words, own_name


def basic_groups(subject: Subject) -> Iterator[Group]:
    """Give what a campaign is called, where it is signed, and until when."""
    pack, words, say = subject.pack, subject.words, subject.words.say
    yield Group(
        title=say("Campaign"),
        entries=(
            Entry(
                spot=setting("id"),
                label=say("Id, the same in all versions"),
                hint=say("Small letters, digits and hyphens. It never changes again."),
            ),
            Entry(
                spot=setting("kind"),
                label=say("What people give"),
                kind=EntryKind.ONE_OF,
                unsaid="petition",
                options=(
                    Option(value="petition", label=say("Their name to a petition")),
                    Option(value="idea", label=say("An idea of their own")),
                ),
            ),
            Entry(
                spot=setting("version"),
                label=say("Version"),
                hint=say("A day, such as 2026-11-25; a second version of that day ends in .2"),
            ),
        ),
        acts=(
            Act(
                name="todays_version",
                label=say("Next version"),
                change=changes.next_version(subject.today),
            ),
        ),
    )
    yield _languages(pack, words)
    yield Group(
        title=say("Days"),
        hint=say("Written as 2026-11-25."),
        entries=tuple(
            Entry(spot=setting(key), label=label, kind=EntryKind.DAY, is_short=True)
            for key, label in (
                ("opens_on", say("Opens")),
                ("closes_on", say("Closes")),
                ("delete_by", say("All erased by")),
            )
        ),
    )
    yield _look(pack, words)
    yield Group(
        title=say("After signing"),
        entries=(
            Entry(
                spot=setting("more_actions"),
                label=say("Ids of other campaigns to offer, one a line"),
                kind=EntryKind.LINES,
            ),
        ),
    )


def _languages(pack: PackInWork, words: Words) -> Group:
    languages = languages_of(pack)
    return Group(
        title=words.say("Languages"),
        asks_language=True,
        entries=(
            Entry(
                spot=setting("default_language"),
                label=words.say("Shown first"),
                kind=EntryKind.ONE_OF,
                options=tuple(Option(value=one, label=own_name(one)) for one in languages),
            ),
        ),
        acts=tuple(
            Act(
                name=f"remove_language {one}",
                label=words.say("Take %(language)s out") % {"language": own_name(one)},
                change=changes.removing_language(one),
                removes=True,
            )
            for one in languages
            if len(languages) > 1
        ),
    )


def _look(pack: PackInWork, words: Words) -> Group:
    image = pack.words(setting("look", "image"))
    remove = Act(
        name="remove_picture",
        label=words.say("Take the picture out"),
        change=changes.without_picture,
        removes=True,
    )
    return Group(
        title=words.say("Look"),
        entries=(
            Entry(
                spot=setting("look", "accent"),
                label=words.say("Colour"),
                hint=words.say("Dark enough for white words on it, such as #4a1d9e"),
            ),
            Entry(
                spot=setting("look", "image"),
                label=words.say("Picture"),
                kind=EntryKind.PICTURE,
                hint=words.say("PNG or JPEG, up to 2 MB"),
            ),
        ),
        acts=(remove,) if image else (),
    )
