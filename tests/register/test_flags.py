"""What is flagged, what is not, and that a flag takes nothing away."""

import msgspec
import pytest

from desktop_app.app.names_to_look_at import read_names_to_look_at
from desktop_app.language import SPOKEN
from desktop_app.register.duplicates import find_duplicates
from desktop_app.register.flags import (
    FlagKind,
    FlagProgress,
    find_flags,
    odd_shares,
)
from desktop_app.register.looking import find_what_to_look_at
from desktop_app.register.merge import merge
from desktop_app.register.problems import CampaignUnknown
from tests.making import draft, signature
from tests.register.given import device, write_batch


@pytest.fixture(scope="module")
def look_at():
    return read_names_to_look_at()


@pytest.mark.parametrize(
    ("given", "family"),
    [
        ("Mickey", "Mouse"),
        ("MOUSE", "mickey"),
        ("Max", "Mustermann"),
        ("Владимир", "Путин"),
        ("asdf", "jklö"),
        ("Kalle", "Anka"),
        ("Du", "Arschloch"),
        ("test", ""),
    ],
)
def test_jokes_are_flagged(look_at, given, family):
    assert look_at.has(signature(draft(given, family)))


@pytest.mark.parametrize(
    ("given", "family"),
    [
        ("Marta", "Schmidt"),
        ("Jean", "Dupont"),
        ("Jan", "Kowalski"),
        ("Mickey", "Rourke"),
        ("Dick", "Fuchs"),
        ("Johanna", "Testa"),
        ("Vladimir", "Ivanov"),
        ("Sukarno", ""),
        ("Anna", "Scheissle"),
        ("Abcarius", "Nonette"),
    ],
)
def test_names_that_people_have_are_not(look_at, given, family):
    assert not look_at.has(signature(draft(given, family)))


def test_list_speaks_most_languages_and_has_no_name_without_letters(look_at):
    import tomllib

    from desktop_app.app.home import resources_folder

    text = (resources_folder() / "names_to_look_at.toml").read_text("utf-8")
    languages = set(tomllib.loads(text))
    assert languages - {"any"} <= SPOKEN | {"nb", "be"}
    assert "" not in look_at.names | look_at.words
    assert len(look_at.names) > 80


def test_flags_are_found_counted_and_take_nothing_away(register, pack, key, tmp_path, look_at):
    signatures = [
        signature(draft(name, "X", f"{n}@example.org"))
        for n, name in enumerate(("Ana", "Test", "Ben"))
    ]
    signatures[2] = msgspec.structs.replace(signatures[2], was_quick=True)
    with device(tmp_path / "d", pack, signatures) as journal:
        write_batch(tmp_path / "b", journal, pack, 1, 3)
    merge(register, [tmp_path / "b"], key, accept_devices="all")

    for _ in range(2):  # doing it again changes nothing
        *progress, found = find_flags(register, pack.id, look_at)

    assert progress == [FlagProgress(done=3, count=3)]
    assert found.by_kind == {FlagKind.QUICK: 1, FlagKind.JOKE: 1}
    assert find_duplicates(register).people == 3
    with pytest.raises(CampaignUnknown):
        list(find_flags(register, "nowhere", look_at))


def test_device_with_a_country_that_others_hardly_have_is_named():
    countries = {("a", "DE"): 95, ("a", "VA"): 1, ("b", "VA"): 38, ("b", "DE"): 2, ("c", "DE"): 80}

    (odd,) = odd_shares(countries)

    assert (odd.device, odd.country, odd.count) == ("b", "VA", 38)
    assert odd.share == 0.95
    assert odd.elsewhere < 0.01


@pytest.mark.parametrize(
    "countries",
    [
        {},
        {("a", "DE"): 1000},
        {("a", "DE"): 100, ("b", "DE"): 90, ("b", "FR"): 10},
        {("a", "DE"): 100, ("b", "VA"): 20},
        {("a", "DE"): 60, ("a", "FR"): 40, ("b", "FR"): 60, ("b", "DE"): 40},
        {("a", "DE"): 100, ("b", ""): 100},
    ],
)
def test_usual_shares_are_not_named(countries):
    assert odd_shares(countries) == ()


def test_what_is_to_be_looked_at_comes_with_the_signatures(register, pack, key, tmp_path, look_at):
    jokes = [draft("Mickey", "Mouse", "mickey@example.org")]
    jokes += [draft(f"N{n}", "Vatican", f"n{n}@example.org", country="VA") for n in range(31)]
    jokes += [draft(f"D{n}", "Meyer", f"d{n}@example.org") for n in range(16)]
    plain = [draft(f"P{n}", "Meyer", f"p{n}@example.org") for n in range(31)]
    hasty = msgspec.structs.replace(signature(draft("Q", "Quick", "q@example.org")), was_quick=True)
    for name, drafts in (("odd", jokes), ("plain", plain)):
        given = [*map(signature, drafts), *([hasty] if name == "plain" else [])]
        with device(tmp_path / name, pack, given) as journal:
            write_batch(tmp_path / "b", journal, pack, 1, len(given))
    merge(register, [tmp_path / "b"], key, accept_devices="all")

    *steps, found = find_what_to_look_at(register, look_at)

    assert [(step.done, step.count) for step in steps] == [(80, 80)]
    quick, joke, share = found.groups
    assert [row.name for row in quick.rows] == ["Q Quick"]
    assert [row.name for row in joke.rows] == ["Mickey Mouse"]
    assert (share.share.country, len(share.rows), len(share.device_words.split())) == ("VA", 31, 4)
    assert {row.country for row in share.rows} == {"VA"}


def test_there_is_nothing_to_look_at_in_an_empty_register(register, look_at):
    (found,) = find_what_to_look_at(register, look_at)

    assert [group.rows for group in found.groups] == [(), ()]
