"""A campaign sealed to several keys: each opens it alone, and its pack is believed by four words."""

import shutil
from pathlib import Path

import pytest

from desktop_app.app.acknowledging import write_acknowledgements
from desktop_app.app.home import Home
from desktop_app.campaign.pack import Pack
from desktop_app.campaign.publish import publish
from desktop_app.register.merge import merge
from desktop_app.register.packs import coordinator_of, newest_pack, store_pack, store_packs
from desktop_app.register.problems import (
    AllSealedToAnotherKey,
    CoordinatorNotAccepted,
    ForeignPack,
)
from desktop_app.sealing.fingerprint import four_words
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.record import SuiteId
from tests.making import OPEN_DOORS, clock_at, made_key
from tests.register.given import device, people, register_at, write_batch


def shared(folder: Path, *keys: CampaignKey, name: str = "x", source: Path = OPEN_DOORS) -> Pack:
    """Publish with the first key, sealed to all."""
    folder.mkdir(exist_ok=True)
    return publish(
        source,
        recipients=tuple(key.recipient for key in keys),
        coordinator_key=keys[0].coordinator_key,
        sign=keys[0].coordinator.sign,
        out=folder / f"{name}.inkpack",
    )


def newer(folder: Path) -> Path:
    """Copy the campaign with a higher version."""
    made = folder / "newer"
    shutil.copytree(OPEN_DOORS, made)
    settings = made / "campaign.toml"
    text = settings.read_text("utf-8").replace('"2026-11-23"', '"2026-11-24"', 1)
    settings.write_text(text, "utf-8")
    return made


@pytest.mark.parametrize("suite", list(SuiteId))
def test_each_recipient_alone_opens_all_records(tmp_path: Path, database, suite: SuiteId) -> None:
    keys = [made_key(suite) for _ in range(3)]
    pack = shared(tmp_path / "b", *keys)
    with device(tmp_path / "d", pack, people(4)) as journal:
        write_batch(tmp_path / "b", journal, pack, 1, 4)
    for number, key in enumerate(keys):
        with register_at(tmp_path / f"{number}.sqlite") as register:
            result = merge(
                register,
                [tmp_path / "b"],
                key,
                accept_devices="all",
                accept_coordinator=None if number == 0 else four_words(pack),
            )
            assert (result.new, result.damaged, result.packs_left_aside) == (4, 0, ())
            kept = newest_pack(register, pack.id)
            assert kept is not None
            assert kept.hash == pack.hash
    with (
        register_at(tmp_path / "stranger.sqlite") as register,
        pytest.raises(AllSealedToAnotherKey),
    ):
        merge(register, [tmp_path / "b"], made_key(suite), accept_devices="all")


def test_the_pack_waits_until_its_four_words_are_given(register, tmp_path: Path) -> None:
    first, second = made_key(), made_key()
    pack = shared(tmp_path / "b", first, second)
    with device(tmp_path / "d", pack, people(2)) as journal:
        write_batch(tmp_path / "b", journal, pack, 1, 2)
    for words in (None, "one two three four"):
        result = merge(
            register,
            [tmp_path / "b"],
            second,
            accept_devices="all",
            accept_coordinator=words,
        )
        (left,) = result.packs_left_aside
        assert (left.code, left.words) == ("merge.coordinator_waits", four_words(pack))
        assert newest_pack(register, pack.id) is None
    typed = four_words(pack).upper().replace(" ", "-")
    result = merge(register, [tmp_path / "b"], second, accept_coordinator=typed)
    assert (result.packs_left_aside, result.known) == ((), 2)
    assert coordinator_of(register, pack.id) == first.coordinator_key


def test_later_versions_of_an_accepted_coordinator_need_no_words(register, tmp_path: Path) -> None:
    first, second, third = made_key(), made_key(), made_key()
    pack = shared(tmp_path, first, second)
    store_pack(register, tmp_path / "x.inkpack", second, accepted_words=four_words(pack))
    later = shared(tmp_path, first, second, name="later", source=newer(tmp_path))
    store_pack(register, tmp_path / "later.inkpack", second)
    kept = newest_pack(register, pack.id)
    assert kept is not None
    assert kept.hash == later.hash

    rival = shared(tmp_path, third, second, name="rival")
    with pytest.raises(ForeignPack):
        store_pack(register, tmp_path / "rival.inkpack", second, accepted_words=four_words(rival))


def test_a_pack_that_does_not_list_the_key_is_never_believed(register, tmp_path: Path) -> None:
    first, second, stranger = made_key(), made_key(), made_key()
    pack = shared(tmp_path, first, second)
    with pytest.raises(ForeignPack):
        store_pack(register, tmp_path / "x.inkpack", stranger, accepted_words=four_words(pack))
    with pytest.raises(CoordinatorNotAccepted):
        store_pack(register, tmp_path / "x.inkpack", second)
    (left,) = store_packs(register, (tmp_path / "x.inkpack",), stranger)
    assert (left.code, left.words) == ("merge.foreign_pack", "")


def test_beside_own_packs_no_other_coordinator_is_believed(register, tmp_path: Path) -> None:
    own, other = made_key(), made_key()
    shared(tmp_path, own, other, name="own")
    store_pack(register, tmp_path / "own.inkpack", own)
    theirs = shared(tmp_path, other, own, name="theirs", source=newer(tmp_path))
    with pytest.raises(ForeignPack):
        store_pack(register, tmp_path / "theirs.inkpack", own, accepted_words=four_words(theirs))


def test_only_the_coordinator_tells_devices_what_they_may_erase(register, tmp_path: Path) -> None:
    first, second = made_key(), made_key()
    pack = shared(tmp_path / "b", first, second)
    with device(tmp_path / "d", pack, people(2)) as journal:
        write_batch(tmp_path / "b", journal, pack, 1, 2)
    words = four_words(pack)
    home = Home(folder=tmp_path / "home")
    result = merge(
        register, [tmp_path / "b"], second, accept_devices="all", accept_coordinator=words
    )
    told = write_acknowledgements(
        register, second, result.chains, home=home, to=tmp_path / "stick", clock=clock_at()
    )
    assert (told.file_count, told.record_count) == (0, 0)
    assert not list(tmp_path.rglob("*.inkack"))
    with register_at(tmp_path / "first.sqlite") as desk:
        result = merge(desk, [tmp_path / "b"], first, accept_devices="all")
        told = write_acknowledgements(
            desk, first, result.chains, home=home, to=tmp_path / "stick", clock=clock_at()
        )
        assert told.record_count == 2
