"""The sections of the form about people: who answers, who receives what."""

from collections.abc import Iterator

from desktop_app.campaign.in_work import PackInWork
from desktop_app.campaign.pack import ASKED_FIELDS
from desktop_app.campaign.rules import COLUMNS_ALWAYS_THERE
from desktop_app.console.coordinator import changes
from desktop_app.console.coordinator.changes import setting
from desktop_app.console.coordinator.entries import Act, Entry, EntryKind, Group, Option
from desktop_app.console.coordinator.questions import presence_of
from desktop_app.console.coordinator.rows import Subject, acts_on, numbered
from desktop_app.language import Words


def people_groups(subject: Subject) -> Iterator[Group]:
    """Give who answers for the data, to whom it goes, who runs it, who started it."""
    pack, words, say = subject.pack, subject.words, subject.words.say
    yield Group(
        title=say("Who answers for the data"),
        entries=(
            Entry(spot=setting("controller", "name"), label=say("Organisation")),
            Entry(spot=setting("controller", "contact"), label=say("How to reach it")),
            Entry(
                spot=setting("controller", "withdraw_at"),
                label=say("Address where signatures can be taken back, if there is one"),
            ),
        ),
    )
    bodies = pack.length(setting("addressees"))
    for number in range(bodies):
        spot = setting("addressees", number)
        yield Group(
            title=numbered(words, say("Addressee"), number, bodies),
            entries=(
                Entry(spot=spot.below("body"), label=say("Body, such as a parliament")),
                Entry(
                    spot=spot.below("names"),
                    label=say("Its people, one a line"),
                    kind=EntryKind.LINES,
                ),
            ),
            acts=acts_on(spot, say("Addressee"), words),
        )
    yield Group(
        title="",
        acts=(
            Act(
                name="add addressees",
                label=say("Add an addressee"),
                change=changes.adding(setting("addressees"), {"body": "", "names": []}),
            ),
        ),
    )
    yield from _runners(pack, words)
    yield Group(
        title=say("Who started it"),
        entries=(Entry(spot=setting("started_by", "name"), label=say("Name, if it is told")),),
    )


def _runners(pack: PackInWork, words: Words) -> Iterator[Group]:
    say = words.say
    count = pack.length(setting("run_by"))
    for number in range(count):
        spot = setting("run_by", number)
        yield Group(
            title=numbered(words, say("Run by"), number, count),
            entries=(
                Entry(spot=spot.below("name"), label=say("Name")),
                Entry(spot=spot.below("url"), label=say("Web address")),
            ),
            acts=acts_on(spot, say("Run by"), words),
        )
    yield Group(
        title="",
        acts=(
            Act(
                name="add run_by",
                label=say("Add a group that runs it"),
                change=changes.adding(setting("run_by"), {"name": ""}),
            ),
        ),
    )


def delivery_groups(subject: Subject) -> Iterator[Group]:
    """Give who receives what of those who agreed to what."""
    pack, words, say = subject.pack, subject.words, subject.words.say
    count = pack.length(setting("deliveries"))
    consents = tuple(Option(value=one, label=one) for one in pack.ids("consents") if one)
    columns = tuple(Option(value=one, label=one) for one in columns_of(pack))
    for number in range(count):
        spot = setting("deliveries", number)
        yield Group(
            title=numbered(words, say("Delivery"), number, count),
            entries=(
                Entry(spot=spot.below("to"), label=say("Who receives it")),
                Entry(spot=spot.below("id"), label=say("Id, for commands")),
                Entry(
                    spot=spot.below("needs"),
                    label=say("Only of those who said Yes to"),
                    kind=EntryKind.SOME_OF,
                    options=consents,
                ),
                Entry(
                    spot=spot.below("columns"),
                    label=say("What goes out, and nothing else"),
                    kind=EntryKind.SOME_OF,
                    options=columns,
                ),
            ),
            acts=acts_on(spot, say("Delivery"), words),
        )
    add = changes.adding_delivery(say("Who receives it"))
    yield Group(
        title="", acts=(Act(name="add deliveries", label=say("Add a delivery"), change=add),)
    )


def columns_of(pack: PackInWork) -> tuple[str, ...]:
    """List the columns that can be delivered: what is asked, and what is always there."""
    asked = [name for name in ASKED_FIELDS if presence_of(pack, name) != "off"]
    return (*asked, *COLUMNS_ALWAYS_THERE)
