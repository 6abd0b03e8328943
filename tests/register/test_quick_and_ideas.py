"""What a merge tells of signatures that came too quickly, and which ideas are one."""

import msgspec
import pytest

from desktop_app.register.duplicates import find_duplicates
from desktop_app.register.merge import merge
from desktop_app.signature.draft import Draft
from desktop_app.signature.signature import Signature
from tests.making import draft, idea_folder, journal_with, published, signature
from tests.register.given import opened, write_batch


def quick(name: str) -> Signature:
    return msgspec.structs.replace(signature(draft(name)), was_quick=True)


def test_quick_signatures_are_told_once_and_count_all_the_same(register, pack, key, tmp_path):
    people = [quick("Ana"), signature(draft("Ben")), quick("Cem")]
    with journal_with(tmp_path / "one", pack, people) as journal:
        batches = [write_batch(tmp_path / "b", journal, pack, 1, 3)]
    with journal_with(tmp_path / "two", pack, [signature(draft("Dan"))]) as journal:
        batches.append(write_batch(tmp_path / "b", journal, pack, 1, 1))

    first = merge(register, batches[:1], key)
    assert (first.waiting, first.quick) == (3, 0), "what waits is not opened"
    result = merge(register, batches, key, accept_devices="all")

    assert (result.new, result.quick) == (4, 2)
    assert sorted(device.quick for device in result.devices) == [0, 2]
    assert merge(register, batches, key).quick == 0
    assert find_duplicates(register).people == 4


TREES, CARS = "More trees", "Fewer cars"


@pytest.mark.parametrize(
    ("one", "other", "duplicates"),
    [
        (Draft(idea=TREES), Draft(idea=TREES), 0),
        (Draft(idea=TREES), Draft(idea=CARS), 0),
        (Draft(idea=TREES, email="a@b.de"), Draft(idea=CARS, email="a@b.de"), 0),
        (Draft(idea=TREES, email="a@b.de"), Draft(idea="more  TREES", email="A@b.de"), 1),
        (Draft(idea=TREES, email="a@b.de"), Draft(idea=TREES, email="c@d.de"), 0),
        (Draft(idea=TREES, email="a@b.de"), Draft(idea=TREES), 0),
    ],
)
def test_ideas_are_one_only_with_the_same_address_and_the_same_text(
    register, key, tmp_path, one: Draft, other: Draft, duplicates: int
):
    ideas = published(key, tmp_path / "i.inkpack", idea_folder(tmp_path / "i"))
    given = [signature(each, pack=ideas) for each in (one, other)]
    with journal_with(tmp_path / "d", ideas, given) as journal:
        batch = write_batch(tmp_path / "b", journal, ideas, 1, 2)

    assert merge(register, [batch], key, accept_devices="all").new == 2
    assert find_duplicates(register, ideas.id).duplicates == duplicates


def test_a_drawing_is_not_told_by_the_length_of_its_row(register, pack, key, tmp_path):
    from desktop_app.campaign.pack import Presence
    from tests.kiosk.stalls import asking

    drawing = asking(pack, drawn_signature=Presence.OPTIONAL)
    drawn = bytes([1, 213, 10, 1, 200, 1]) + bytes([2, 2]) * 200  # a line of 200 points
    people = [
        signature(draft("Ana")),
        msgspec.structs.replace(signature(draft("Ben")), drawn=drawn),
    ]
    with journal_with(tmp_path / "d", drawing, people) as journal:
        batch = write_batch(tmp_path / "b", journal, drawing, 1, 2)
    assert merge(register, [batch], key, accept_devices="all").new == 2

    with register.transaction() as connection:
        found = connection.exec_driver_sql("SELECT length(opened) FROM signature").scalars().all()
    assert len(set(found)) == 1
    assert min(found) > 8192
    assert any(drawn in row[0] for row in opened(register).values())
