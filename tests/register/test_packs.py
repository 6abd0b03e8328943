import shutil

import pytest

from desktop_app.register.merge import merge
from desktop_app.register.packs import newest_pack, store_pack
from desktop_app.register.problems import (
    ForeignPack,
)
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
        folder = tmp_path / version
        shutil.copytree(OPEN_DOORS, folder)
        settings_file = folder / "campaign.toml"
        text = settings_file.read_text("utf-8").replace('"2026-11-23"', f'"{version}"', 1)
        settings_file.write_text(text, "utf-8")
        published(key, tmp_path / f"{version}.inkpack", folder)
        store_pack(register, tmp_path / f"{version}.inkpack", key)

    newest = newest_pack(register, "open-doors")

    assert newest is not None
    assert newest.settings.version == "2026-11-23.10"
    assert newest_pack(register, "unknown") is None


def test_pack_of_another_key_is_not_stored(register, key, tmp_path):
    published(made_key(), tmp_path / "foreign.inkpack")

    with pytest.raises(ForeignPack):
        store_pack(register, tmp_path / "foreign.inkpack", key)
