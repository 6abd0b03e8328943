"""Files of every release open for ever: keys, packs, journals, batches, registers."""

import os
import shutil
from pathlib import Path

import pytest

from desktop_app.batches.reading import read_batch
from desktop_app.campaign.pack import ConsentId
from desktop_app.campaign.reading import read_pack
from desktop_app.journal.store import open_journal
from desktop_app.register.duplicates import find_duplicates
from desktop_app.register.merge import merge
from desktop_app.register.people import open_people
from desktop_app.register.store import open_or_create_register, open_register
from desktop_app.sealing.keys import unlock_key_file
from desktop_app.sealing.open import open_record
from desktop_app.signature.consent import words_sha256
from desktop_app.signature.reading import read_signature
from tests.making import PASSPHRASE, QUICK, clock_at
from tests.museum.make import NAMES

ROOMS = sorted(
    place for version in Path(__file__).parent.glob("[0-9]*") for place in version.glob("suite-?")
)


@pytest.fixture(params=ROOMS, ids=lambda place: f"{place.parent.name}-{place.name}")
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give a copy: nothing in the museum is ever written to."""
    original: Path = request.param
    shutil.copy(original.with_suffix(".key"), tmp_path / "campaign.key")
    return Path(shutil.copytree(original, tmp_path / original.name))


def test_there_is_something_in_the_museum() -> None:
    assert ROOMS


def test_key_pack_and_batches_of_old_open(place: Path) -> None:
    key = unlock_key_file(place.parent / "campaign.key", PASSPHRASE)
    pack = read_pack(place / "open-doors.inkpack")
    assert pack.recipients == (key.recipient,)
    assert pack.coordinator_key == key.coordinator_key
    (installed,) = (place / "device" / "campaigns" / "open-doors").glob("*.inkpack")
    assert installed.stem == pack.hash == read_pack(installed).hash
    (path,) = (place / "batches").rglob("*.inkbatch")
    batch = read_batch(path)
    assert batch.damages == ()
    signatures = [read_signature(open_record(p.record, key)) for p in batch.records]
    assert tuple(s.given_name for s in signatures) == NAMES
    for consent in signatures[0].consents:
        assert consent.words_sha256 == words_sha256(pack, ConsentId(consent.id), consent.language)


def test_a_journal_of_old_goes_on(place: Path) -> None:
    with open_journal(place / "device", clock=clock_at(), randomness=os.urandom) as journal:
        assert sum(journal.counts().values()) == len(NAMES)
        assert sum(journal.not_handed_over().values()) == 0


def test_a_register_of_old_opens_and_its_batches_are_known(place: Path) -> None:
    key = unlock_key_file(place.parent / "campaign.key", PASSPHRASE)
    with open_register(
        place / "register.sqlite", PASSPHRASE, clock=clock_at(), randomness=os.urandom
    ) as register:
        assert find_duplicates(register).people == len(NAMES)
        with open_people(register, "open-doors") as people:
            names = {person.signature.given_name for person in people if person is not None}
        assert names == set(NAMES)
        again = merge(register, [place / "batches"], key)
    assert (again.new, again.known) == (0, len(NAMES))


def test_batches_of_old_merge_into_a_new_register(place: Path, tmp_path: Path) -> None:
    key = unlock_key_file(place.parent / "campaign.key", PASSPHRASE)
    with open_or_create_register(
        tmp_path / "new.sqlite",
        PASSPHRASE,
        clock=clock_at(),
        randomness=os.urandom,
        hardness=QUICK,
    ) as register:
        merged = merge(register, [place / "batches"], key, accept_devices="all")
    assert merged.new == len(NAMES)
