"""A delivery takes the place of nothing but an older delivery, and of that only when it is whole."""

import os
from datetime import datetime
from pathlib import Path

import pytest

from desktop_app.deliveries.delivery import DeliveryKind, deliver
from desktop_app.deliveries.manifest import is_manifest, manifest_path
from desktop_app.deliveries.placing import check_place
from desktop_app.deliveries.problems import CannotWriteDelivery, DeliveryExists
from desktop_app.problems import Problem
from desktop_app.register.packs import store_pack
from desktop_app.register.store import Register
from tests.deliveries.test_delivery import PRESS, delivered, keep, to
from tests.making import NOON, clock_at, signature


@pytest.fixture
def ready(register, pack, inkpack, key, tmp_path) -> Register:
    keep(tmp_path / "kept", register, pack, key, [signature()])
    store_pack(register, inkpack, key)
    return register


def everything_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("kind", DeliveryKind)
def test_file_that_no_delivery_wrote_is_never_replaced(ready, tmp_path, kind):
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / "campaign.key").write_bytes(b"a key")
    (desk / "other.csv").write_bytes(b"")
    manifest_path(desk / "new.csv").write_bytes(b"of somebody else")
    manifest_path(desk / "campaign.key").write_bytes(b"[" * 100_000)
    before = everything_in(desk)

    for name in ("campaign.key", "new.csv"):
        with pytest.raises(DeliveryExists) as caught:
            delivered(ready, to(desk / name, "addressees", kind))
        assert name in str(caught.value.facts["path"])

    assert everything_in(desk) == before
    assert len(list(desk.iterdir())) == 4
    delivered(ready, to(desk / "other.csv", "addressees", kind))
    assert is_manifest(manifest_path(desk / "other.csv"))


def test_register_itself_is_never_replaced(ready, tmp_path):
    with pytest.raises(DeliveryExists):
        delivered(ready, to(tmp_path / "register.sqlite", "petition_starter"))

    assert delivered(ready, to(tmp_path / "out.csv", "petition_starter")).rows == 1


def test_older_delivery_is_replaced_and_nothing_lies_beside(ready, tmp_path):
    out = tmp_path / "desk" / "out.csv"
    delivered(ready, to(out, "petition_starter"))
    first = everything_in(out.parent)

    delivered(ready, to(out, "mailing_list"))

    assert everything_in(out.parent).keys() == first.keys()
    assert everything_in(out.parent)["out.csv"] != first["out.csv"]
    assert len(list(out.parent.iterdir())) == 2
    if os.name != "nt":
        assert {path.stat().st_mode & 0o777 for path in out.parent.iterdir()} == {0o600}


@pytest.mark.parametrize("out", [".", "/", "", "..", "nowhere/.."])
def test_name_that_no_file_can_have_is_told(ready, out):
    with pytest.raises(CannotWriteDelivery):
        delivered(ready, to(Path(out), "petition_starter"))


def test_folder_in_the_place_of_file_or_manifest_is_told(tmp_path):
    (tmp_path / "out.csv").mkdir()
    manifest_path(tmp_path / "other.csv").mkdir()

    for name in ("out.csv", "other.csv"):
        with pytest.raises(CannotWriteDelivery):
            check_place(tmp_path / name)


def test_name_that_is_too_long_is_told(ready, tmp_path):
    out = tmp_path / "desk" / ("x" * 250)

    with pytest.raises(CannotWriteDelivery) as caught:
        delivered(ready, to(out, "petition_starter"))

    assert caught.value.facts["path"] == str(out)
    assert not out.parent.exists() or list(out.parent.iterdir()) == []


@pytest.mark.parametrize("kind", DeliveryKind)
def test_older_delivery_comes_back_when_the_manifest_fails(ready, tmp_path, kind):
    out = tmp_path / "desk" / "out"
    delivered(ready, to(out, "petition_starter"))
    before = everything_in(out.parent)

    def clock() -> datetime:  # is asked when the place was checked already
        manifest_path(out).unlink()
        manifest_path(out).mkdir()
        return NOON

    with pytest.raises(CannotWriteDelivery) as caught:
        deliver(ready, to(out, "addressees", kind), clock=clock, press=PRESS)

    assert caught.value.facts["path"] == str(out)
    assert everything_in(out.parent) == {"out": before["out"]}
    assert len(list(out.parent.iterdir())) == 2


@pytest.mark.parametrize("when", ["insert", "commit"])
def test_older_delivery_comes_back_when_the_log_fails(ready, tmp_path, when):
    out = tmp_path / "desk" / "out.csv"
    delivered(ready, to(out, "petition_starter"))
    before = everything_in(out.parent)
    with ready.transaction() as connection:
        connection.exec_driver_sql("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
        connection.exec_driver_sql(
            "CREATE TABLE child (id REFERENCES parent DEFERRABLE INITIALLY DEFERRED)"
        )
        fails_at = {
            "insert": "SELECT RAISE(FAIL, 'no')",
            "commit": "INSERT INTO child VALUES (7)",
        }
        connection.exec_driver_sql(
            f"CREATE TRIGGER refuse AFTER INSERT ON delivery BEGIN {fails_at[when]}; END"
        )

    with pytest.raises(Exception, match=r"no|FOREIGN KEY"):
        deliver(ready, to(out, "addressees"), clock=clock_at(), press=PRESS)

    assert everything_in(out.parent) == before
    assert len(list(out.parent.iterdir())) == 2


def test_first_delivery_leaves_nothing_when_the_log_fails(ready, tmp_path):
    with ready.transaction() as connection:
        connection.exec_driver_sql("DROP TABLE delivery")

    with pytest.raises(Problem):
        delivered(ready, to(tmp_path / "desk" / "out.csv", "petition_starter"))

    assert list((tmp_path / "desk").iterdir()) == []


def test_disk_that_refuses_the_pdf_is_told_under_its_own_name(ready, tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    out = tmp_path / "desk" / "out.pdf"

    with pytest.raises(Problem) as caught:
        delivered(ready, to(out, "addressees", DeliveryKind.PDF))

    assert caught.value.facts["path"] == str(out)
    assert list(out.parent.iterdir()) == []
