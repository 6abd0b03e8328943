import os
import shutil
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop_app.campaign.files import MAX_PACK_BYTES
from desktop_app.campaign.pack import Pack
from desktop_app.register.merge import merge
from desktop_app.register.packs import newest_pack, store_pack, store_packs
from desktop_app.register.problems import ForeignPack, RegisterDamaged, SamePackVersion
from desktop_app.register.store import Register
from desktop_app.register.tables import pack_table
from desktop_app.sealing.keys import CampaignKey
from tests.making import OPEN_DOORS, made_key, published
from tests.register.given import device, people, write_batch


def test_packs_beside_batches_are_kept_and_foreign_ones_left_aside(register, key, pack, tmp_path):
    with device(tmp_path / "d", pack, people(1)) as journal:
        batch = write_batch(tmp_path / "b", journal, pack, 1, 1)
    beside = tmp_path / "b" / "open-doors"
    published(key, beside / f"{pack.hash}.inkpack")
    published(made_key(), beside / "foreign.inkpack")
    (beside / "broken.inkpack").write_bytes(b"no zip")

    result = merge(register, [batch], key, accept_devices="all")

    assert [(left.name, left.code) for left in result.packs_left_aside] == [
        ("broken.inkpack", "pack.not_a_pack"),
        ("foreign.inkpack", "merge.foreign_pack"),
    ]
    kept = newest_pack(register, "open-doors")
    assert kept is not None
    assert kept.hash == pack.hash
    assert kept.settings == pack.settings


def test_newest_pack_is_the_highest_version(register, key, tmp_path):
    for version in ("2026-11-23.9", "2026-11-23.10", "2026-11-23"):
        store_pack(register, version_of(tmp_path, key, version), key)

    newest = newest_pack(register, "open-doors")

    assert newest is not None
    assert newest.settings.version == "2026-11-23.10"
    assert newest_pack(register, "unknown") is None


def test_pack_of_another_key_is_not_stored(register, key, tmp_path):
    published(made_key(), tmp_path / "foreign.inkpack")

    with pytest.raises(ForeignPack):
        store_pack(register, tmp_path / "foreign.inkpack", key)


def version_of(tmp_path: Path, key: CampaignKey, version: str, more: str = "") -> Path:
    folder = tmp_path / f"{version}{more}"
    shutil.copytree(OPEN_DOORS, folder)
    settings_file = folder / "campaign.toml"
    text = settings_file.read_text("utf-8").replace('"2026-11-23"', f'"{version}"', 1)
    settings_file.write_text(f"{text}\n# {more}\n", "utf-8")
    inkpack = tmp_path / f"{version}{more}.inkpack"
    published(key, inkpack, folder)
    return inkpack


def zipped_again(inkpack: Path, out: Path) -> Path:
    """Do as `unzip` and `zip -r` do: with entries for folders, in another order."""
    with zipfile.ZipFile(inkpack) as there, zipfile.ZipFile(out, "w") as made:
        made.writestr("text/", b"")
        for name in reversed(there.namelist()):
            made.writestr(name, there.read(name))
    return out


def stored_files(register: Register) -> list[bytes]:
    with register.transaction() as connection:
        return list(connection.execute(select(pack_table.c.file)).scalars())


@pytest.fixture
def inkpack(key: CampaignKey, pack: Pack, tmp_path: Path) -> Path:
    published(key, tmp_path / "good.inkpack")
    return tmp_path / "good.inkpack"


def test_pack_that_was_zipped_again_serves_as_well(register, key, pack, inkpack, tmp_path):
    again = zipped_again(inkpack, tmp_path / "again.inkpack")

    assert store_packs(register, (again,), key) == ()

    newest = newest_pack(register, pack.id)
    assert newest is not None
    assert newest.hash == pack.hash
    kept = stored_files(register)
    assert store_packs(register, (inkpack, again), key) == ()
    assert stored_files(register) == kept, "what is kept does not depend on the file that came"


def test_junk_before_a_pack_is_not_kept_and_too_much_of_it_is_left_aside(
    register, key, pack, inkpack, tmp_path
):
    data = inkpack.read_bytes()
    (tmp_path / "junk.inkpack").write_bytes(os.urandom(1000) + data)
    (tmp_path / "large.inkpack").write_bytes(bytes(MAX_PACK_BYTES) + data)

    left = store_packs(register, (tmp_path / "large.inkpack", tmp_path / "junk.inkpack"), key)

    assert [(each.name, each.code) for each in left] == [("large.inkpack", "pack.too_large")]
    assert newest_pack(register, pack.id) is not None
    assert [len(file) <= len(data) for file in stored_files(register)] == [True]


@pytest.mark.sqlite
@pytest.mark.parametrize("broken", ["x'00'", "'text'", "7", "substr(file, 1, 500)"])
def test_stored_pack_that_no_longer_reads_is_mended_by_a_good_one(
    register, key, pack, inkpack, broken
):
    store_pack(register, inkpack, key)
    with register.transaction() as connection:
        connection.exec_driver_sql(f"UPDATE pack SET file = {broken}")
    with pytest.raises(RegisterDamaged):
        newest_pack(register, pack.id)

    assert store_packs(register, (inkpack,), key) == ()

    assert newest_pack(register, pack.id) is not None


@pytest.mark.sqlite
@pytest.mark.parametrize("version", ["'newest'", "x'00'"])
def test_stored_version_that_is_none_is_told(register, key, pack, inkpack, version):
    store_pack(register, inkpack, key)
    with register.transaction() as connection:
        connection.exec_driver_sql(f"UPDATE pack SET version = {version}")

    with pytest.raises(RegisterDamaged):
        newest_pack(register, pack.id)


@pytest.mark.parametrize("same", ["2026-11-24.1", "2026-11-24.01"])
def test_another_pack_of_the_same_version_is_left_aside(register, key, tmp_path, same):
    first = version_of(tmp_path, key, "2026-11-24.1", "first")
    second = version_of(tmp_path, key, same, "second")
    kept = store_pack(register, first, key)

    left = store_packs(register, (first, second, first), key)

    assert [(each.name, each.code) for each in left] == [(second.name, "merge.same_version")]
    newest = newest_pack(register, kept.id)
    assert newest is not None
    assert newest.hash == kept.hash
    with pytest.raises(SamePackVersion):
        store_pack(register, second, key)
