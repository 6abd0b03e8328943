"""A key file is overwritten before its name goes."""

import os
from pathlib import Path

import pytest

from desktop_app.sealing.destroying import CannotDestroyKey, destroy_key_file


def test_bytes_are_overwritten_before_the_name_goes(tmp_path: Path) -> None:
    key = tmp_path / "k"
    key.write_bytes(b"secret" * 100)
    os.link(key, tmp_path / "same")  # by which the bytes can still be looked at

    assert destroy_key_file(key, os.urandom)

    assert not key.exists()
    assert (tmp_path / "same").stat().st_size == 600
    assert b"secret" not in (tmp_path / "same").read_bytes()


def test_link_goes_with_what_it_leads_to_and_with_a_broken_off_change(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"secret")
    (tmp_path / "real.part").write_bytes(b"secret, too")
    link.symlink_to(real)

    assert destroy_key_file(link, os.urandom)

    assert list(tmp_path.iterdir()) == []


def test_file_that_cannot_be_removed_holds_nothing_but_chance(tmp_path, monkeypatch) -> None:
    key = tmp_path / "k"
    key.write_bytes(b"secret" * 100)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuse)  # a folder that allows no removing

    assert not destroy_key_file(key, os.urandom)
    assert b"secret" not in key.read_bytes()


@pytest.mark.parametrize("name", ["missing", "folder"])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()

    with pytest.raises(CannotDestroyKey):
        destroy_key_file(tmp_path / name, os.urandom)


def test_disk_that_lies_about_writing_is_noticed(tmp_path: Path) -> None:
    key = tmp_path / "k"
    key.write_bytes(b"secret")

    with pytest.raises(CannotDestroyKey):
        destroy_key_file(key, lambda count: b"x" * (count - 1))
    assert key.exists()
