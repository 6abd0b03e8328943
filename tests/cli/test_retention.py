"""Retention by command: the list, erasing with a certificate, and what a certificate proves to others."""

import json
from pathlib import Path

import pypdfium2
import pytest

from desktop_app.app import certificates
from desktop_app.cli import retention
from desktop_app.register.certificate import PURPOSE, Vouched
from tests.cli.test_coordinator import Desk
from tests.making import clock_at, key_file

pytestmark = pytest.mark.slow


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    desk = Desk(tmp_path, capsys)
    desk.merge()
    return desk


def erased(desk: Desk, name: str = "erased", *more: object) -> dict:
    out = desk.folder / name
    words = ("--campaign", "open-doors", "--key", desk.key, "--certificate", out, "--yes")
    return desk.unlocked("retention", "erase", *words, *more)


def refused(desk: Desk, **changes: object) -> str:
    given = {"campaign": "open-doors", "key": desk.key, "certificate": desk.folder / "c"} | changes
    words = [part for name, value in given.items() for part in (f"--{name}", value)]
    return desk.refuses("retention", "erase", "--yes", *words)


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        assert len(document) == 1
        return " ".join(document[0].get_textpage().get_text_range().split())
    finally:
        document.close()


def test_list_tells_what_is_kept_and_needs_no_passphrase(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = str(desk.pack.settings.delete_by)
    monkeypatch.setattr(retention, "now", clock_at())
    (kept,) = desk.does("retention")["campaigns"]

    assert (kept["campaign"], kept["signatures"], kept["sealed"]) == ("open-doors", 4, 4)
    assert (kept["due"], kept["delete_by"], kept["erased_at"]) == ("later", day, None)
    code, out, _ = desk.says("retention")
    assert code == 0
    assert f"open-doors: to be erased by {day}; 4 signatures" in out


def test_without_a_register_the_list_says_so(tmp_path, capsys) -> None:
    from desktop_app.cli.main import run

    assert run(["--home", str(tmp_path / "h"), "retention"]) == 1
    assert "[register.missing]" in capsys.readouterr().err


def test_erasing_writes_a_certificate_that_anybody_can_verify(desk: Desk) -> None:
    done = erased(desk)

    assert done["counts"]["signatures"] == 4
    assert done["unproved"] == [
        "batches_elsewhere",
        "devices_not_erased",
        "backups",
        "blocks_of_the_disk",
    ]
    shown = desk.does("verify-certificate", done["certificate"])
    assert {name: done[name] for name in shown} == shown
    assert shown["fingerprint"] == desk.does("key", "show", desk.key)["fingerprint"]
    assert shown["packs"] == {"open-doors": desk.pack.hash}
    (kept,) = desk.does("retention")["campaigns"]
    assert (kept["due"], kept["signatures"], kept["sealed"]) == ("erased", 0, 0)
    log = desk.unlocked("register", "log")
    entry = next(each for each in log["entries"] if each["deed"] == "campaign_erased")
    assert entry["seq"] == shown["log_entry"]
    assert desk.merge()["erased"] == 4


def test_page_says_plainly_what_is_not_proved(desk: Desk) -> None:
    profile = desk.pack.settings.deliveries[0].id
    desk.unlocked("deliver", profile, "--as", "csv", "--out", desk.folder / "list.csv")

    done = erased(desk)

    text = text_of(Path(done["page"]))
    assert done["fingerprint"] in text
    assert done["log_mac"] in text
    assert desk.pack.hash in text
    assert "What this does not prove" in text
    assert "backup, snapshot" in text
    assert "must be asked" in text
    assert f"{profile} (csv), " in text
    code, out, _ = desk.says("verify-certificate", done["certificate"])
    assert code == 0
    assert "That no backup" in out


def test_page_holds_as_much_as_there_can_be(desk: Desk, tmp_path: Path) -> None:
    """The longest certificate is still one page, and nothing on it is lost at its lower end."""
    import msgspec

    from desktop_app.register.certificate import DeliveryMade, Unproved

    statement = certificates.read_from(Path(erased(desk)["certificate"]))
    made = DeliveryMade(
        campaign="open-doors",
        profile="p" * 40,
        kind="pdf",
        row_count=10**6,
        made_at="2026-11-25T10:00:00+00:00",
        sha256="f" * 64,
    )
    full = msgspec.structs.replace(
        statement,
        campaigns=tuple(f"campaign-{n}" for n in range(8)),
        packs={f"campaign-{n}": "a" * 64 for n in range(8)},
        deliveries=(made,) * 200,
        unproved=tuple(Unproved),
        is_own_key=False,
    )

    certificates.write_page(full, tmp_path / "full.pdf")

    text = text_of(tmp_path / "full.pdf")
    assert "and 195 more" in text
    assert statement.coordinator_key.hex() in text
    document = pypdfium2.PdfDocument(tmp_path / "full.pdf")
    page = document[0].get_textpage()
    last_at, _ = page.search(statement.coordinator_key.hex()).get_next()
    footer_at, _ = page.search("Inkstand ·").get_next()
    last_pt, footer_pt = page.get_charbox(last_at)[1], page.get_charbox(footer_at)[3]
    document.close()
    assert last_pt > footer_pt + 8


def test_certificate_can_be_written_again_from_the_log(desk: Desk) -> None:
    first = erased(desk)
    again = erased(desk, "again")

    for name in ("counts", "done_at", "log_entry", "log_mac", "packs"):
        assert again[name] == first[name]
    desk.does("verify-certificate", again["certificate"], "--pdf", desk.folder / "third.pdf")
    assert text_of(desk.folder / "third.pdf") == text_of(Path(again["page"]))


def test_nothing_is_erased_without_a_place_for_the_certificate(desk: Desk) -> None:
    (desk.folder / "c.pdf").write_bytes(b"something")
    (desk.folder / "file").write_bytes(b"something")

    assert "[certificate.exists]" in refused(desk)
    assert "[certificate.exists]" in refused(desk, certificate=desk.folder / "c.inkcert")
    assert "[certificate.cannot_write]" in refused(desk, certificate=desk.folder / "file" / "c")
    assert desk.does("duplicates")["signatures"] == 4


def test_nothing_is_erased_with_the_key_of_another_campaign(desk: Desk) -> None:
    key_file(desk.folder / "other.key")

    assert "[certificate.other_key]" in refused(desk, key=desk.folder / "other.key")
    assert "[register.no_campaign]" in refused(desk, campaign="nowhere")
    assert "[key.unreadable]" in refused(desk, key=desk.folder / "missing.key")
    assert desk.does("duplicates")["signatures"] == 4
    assert not (desk.folder / "c.inkcert").exists()


def test_nothing_is_erased_unasked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.cli.test_keys import Terminal

    words = ("--campaign", "open-doors", "--key", desk.key, "--certificate", desk.folder / "c")
    monkeypatch.setattr("sys.stdin", Terminal(""))
    monkeypatch.setattr("builtins.input", lambda _="": "n")
    assert "[erase.declined]" in desk.refuses("retention", "erase", *words)
    assert desk.does("duplicates")["signatures"] == 4
    monkeypatch.setattr("builtins.input", lambda _="": "y")
    assert desk.unlocked("retention", "erase", *words)["counts"]["signatures"] == 4


def test_nobody_there_is_nobody_who_agreed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    words = ("--campaign", "open-doors", "--key", desk.key, "--certificate", desk.folder / "c")
    assert "[erase.not_asked]" in desk.refuses("retention", "erase", *words)


# --- bad certificates


def test_every_changed_byte_of_a_certificate_is_noticed(desk: Desk, tmp_path: Path) -> None:
    from desktop_app.problems import Problem

    data = Path(erased(desk)["certificate"]).read_bytes()
    changed = tmp_path / "changed.inkcert"

    for index in range(len(data)):
        changed.write_bytes(data[:index] + bytes([data[index] ^ 1]) + data[index + 1 :])
        with pytest.raises(Problem) as problem:
            certificates.read_from(changed)
        assert problem.value.code.startswith("certificate.")


@pytest.mark.parametrize(
    "data",
    [b"", b"\n", b"{}\n{}\n", b"%PDF-1.7", b"\xff\xfe", b"[" * 100_000, b"x" * 300_000],
)
def test_what_is_no_certificate_is_said_to_be_none(desk: Desk, data: bytes) -> None:
    path = desk.folder / "x.inkcert"
    path.write_bytes(data)

    code, _, err = desk.says("verify-certificate", path)
    assert code == 1
    assert "[certificate.unreadable]" in err
    assert desk.says("verify-certificate", desk.folder)[0] == 1
    assert desk.says("verify-certificate", desk.folder / "missing")[0] == 1


def test_certificate_of_a_newer_version_is_told_from_a_damaged_one(desk: Desk) -> None:
    path = Path(erased(desk)["certificate"])
    path.write_bytes(path.read_bytes().replace(b'"version":1', b'"version":2', 1))

    _, _, err = desk.says("verify-certificate", path)
    assert "[certificate.from_newer_version]" in err


def test_certificate_that_another_key_signed_in_our_name_is_refused(desk: Desk) -> None:
    import msgspec

    from tests.making import made_key

    path = Path(erased(desk)["certificate"])
    line = path.read_bytes().split(b"\n")[0]
    signature = made_key().coordinator.sign(PURPOSE + line)
    path.write_bytes(line + b"\n" + msgspec.json.encode(Vouched(signature=signature)) + b"\n")

    _, _, err = desk.says("verify-certificate", path)
    assert "[certificate.not_signed]" in err


def test_signer_is_compared_when_the_four_words_are_given(desk: Desk) -> None:
    done = erased(desk)
    words = done["fingerprint"]

    assert desk.does("verify-certificate", done["certificate"], "--words", words.upper())
    code, _, err = desk.says("verify-certificate", done["certificate"], "--words", "a b c d")
    assert code == 1
    assert "[certificate.other_signer]" in err


def test_certificate_is_plain_json_lines(desk: Desk) -> None:
    first, second, rest = Path(erased(desk)["certificate"]).read_bytes().split(b"\n")

    assert json.loads(first)["format"] == "inkstand-certificate"
    assert set(json.loads(second)) == {"signature"}
    assert rest == b""
