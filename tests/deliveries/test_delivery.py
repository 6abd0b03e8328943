import csv
import hashlib
import json
import shutil
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from desktop_app.campaign.pack import Pack
from desktop_app.deliveries.delivery import Delivered, DeliveryKind, Order, Press, deliver
from desktop_app.deliveries.manifest import manifest_path
from desktop_app.deliveries.problems import (
    CannotWriteDelivery,
    NoPack,
    NoSuchCampaign,
    NoSuchProfile,
    NothingToDeliver,
    SeveralCampaigns,
)
from desktop_app.deliveries.profile import signed_on
from desktop_app.language import Catalogues
from desktop_app.register.merge import merge
from desktop_app.register.packs import store_pack
from desktop_app.register.store import Register
from desktop_app.register.tables import delivery_table
from desktop_app.sealing.keys import CampaignKey
from desktop_app.signature.consent import Choice
from desktop_app.signature.signature import PaperLine, Signature
from tests.examples import examples
from tests.making import OPEN_DOORS, clock_at, draft, published, signature
from tests.register.given import device, register_at, write_batch

FONTS = OPEN_DOORS.parent.parent / "fonts"
PRESS = Press(catalogues=Catalogues(Path("no catalogues")), fonts_folder=FONTS)
LEFT_NOBODY = {"duplicate": 0, "no_consent": 0, "unreadable": 0, "taken_back": 0, "revoked": 0}


def keep(
    folder: Path, register: Register, pack: Pack, key: CampaignKey, signatures: list[Signature]
) -> None:
    with device(folder / "device", pack, signatures) as journal:
        batch = write_batch(folder / "b", journal, pack, 1, len(signatures))
    merge(register, [batch], key, accept_devices="all")


def to(out: Path, profile: str, kind: DeliveryKind = DeliveryKind.CSV, campaign=None) -> Order:
    return Order(profile_id=profile, campaign=campaign, kind=kind, out=out)


def delivered(register: Register, order: Order, press: Press = PRESS) -> Delivered:
    return deliver(register, order, clock=clock_at(), press=press)


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_delivery_with_manifest_and_log(register, pack, inkpack, key, tmp_path):
    keep(
        tmp_path,
        register,
        pack,
        key,
        [signature(), signature(), signature(draft("No", share=Choice.NO))],
    )
    store_pack(register, inkpack, key)
    out = tmp_path / "deep" / "starter.csv"

    done = delivered(register, to(out, "petition_starter"))

    assert table(out) == [["given_name", "family_name", "country"], ["Marta", "Schmidt", "DE"]]
    assert done.rows == 1
    assert done.left_out == {
        "duplicate": 1,
        "no_consent": 1,
        "unreadable": 0,
        "taken_back": 0,
        "revoked": 0,
    }
    assert done.sha256 == hashlib.sha256(out.read_bytes()).hexdigest()
    manifest = json.loads(manifest_path(out).read_text())
    assert manifest["sha256"] == done.sha256
    assert (manifest["rows"], manifest["left_out"]) == (1, done.left_out)
    assert (manifest["to"], manifest["pack"]) == ("Coming Out LGBT group", pack.hash)
    with register.transaction() as connection:
        logged = connection.execute(select(delivery_table)).one()
    assert (logged.profile, logged.row_count, logged.sha256) == (
        *("petition_starter", 1),
        done.sha256,
    )


CHOICES = st.sampled_from(list(Choice))
SIGNERS = st.lists(
    st.tuples(st.sampled_from(["Ana", "Ben", "Cem", "Dan"]), CHOICES, CHOICES, CHOICES),
    min_size=1,
    max_size=9,
)


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(signers=SIGNERS)
def test_no_delivery_holds_a_field_or_a_person_beyond_its_profile(
    signers, pack, inkpack, key, tmp_path_factory
):
    folder = tmp_path_factory.mktemp("any")
    signatures = [
        signature(
            draft(
                *(name, f"family-{n}", f"{name}@example.org"),
                share=share,
                updates=updates,
                sms=sms,
                phone=f"+49151234567{n:02}" if sms is Choice.YES else "",
            )
        )
        for n, (name, share, updates, sms) in enumerate(signers)
    ]
    same_family = [msgspec.structs.replace(each, family_name="Same") for each in signatures]
    with register_at(folder / "r.sqlite") as register:
        keep(folder, register, pack, key, same_family)
        store_pack(register, inkpack, key)
        for profile in pack.settings.deliveries:
            done = delivered(register, to(folder / "out.csv", profile.id))
            expected = sorted(oracle(same_family, profile))

            header, *rows = table(folder / "out.csv")
            assert tuple(header) == profile.columns
            assert sorted(map(tuple, rows)) == expected
            assert done.rows + sum(done.left_out.values()) == len(signers)
            content = (folder / "out.csv").read_text("utf-8")
            for field in {"email", "phone"} - set(profile.columns):
                assert not any(
                    getattr(each, field) in content for each in same_family if getattr(each, field)
                )


def oracle(signatures: list[Signature], profile) -> list[tuple[str, ...]]:
    """Who may be in a delivery, by the plainest code that says so."""
    groups: dict[str, list[Signature]] = {}
    for each in signatures:
        groups.setdefault(each.given_name, []).append(each)
    return [
        tuple(getattr(group[0], column) for column in profile.columns)
        for group in groups.values()
        if all(
            group[0].choice(need) is Choice.YES
            and all(each.choice(need) is not Choice.NO for each in group)
            for need in profile.needs
        )
    ]


def test_order_of_rows_tells_nothing_of_the_order_of_signing(
    register, pack, inkpack, key, tmp_path
):
    names = [f"N{n:02}" for n in range(40)]
    keep(tmp_path, register, pack, key, [signature(draft(name)) for name in names])
    store_pack(register, inkpack, key)

    delivered(register, to(tmp_path / "1.csv", "petition_starter"))
    delivered(register, to(tmp_path / "2.csv", "petition_starter"))

    told = [row[0] for row in table(tmp_path / "1.csv")[1:]]
    assert sorted(told) == names
    assert told not in (names, names[::-1])
    assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "2.csv").read_bytes()


def test_day_of_signing_is_that_on_paper_or_in_utc(register, key, tmp_path):
    inkpack = changed_pack(
        tmp_path, key, '["given_name", "family_name", "country"]', '["signed_on", "language"]'
    )
    pack = store_pack(register, inkpack, key)
    line = PaperLine(sheet="A", row=1, signed_on=date(2026, 5, 1))
    keep(
        tmp_path,
        register,
        pack,
        key,
        [
            signature(draft("A")),
            msgspec.structs.replace(signature(draft("B")), paper=line),
        ],
    )

    delivered(register, to(tmp_path / "out.csv", "petition_starter"))

    assert sorted(table(tmp_path / "out.csv")[1:]) == [["2026-05-01", "en"], ["2026-11-23", "en"]]


def changed_pack(
    tmp_path: Path, key: CampaignKey, old: str, new: str, *, version: str = "2026-11-23"
) -> Path:
    folder = tmp_path / "changed"
    shutil.copytree(OPEN_DOORS, folder)
    settings_file = folder / "campaign.toml"
    text = settings_file.read_text("utf-8")
    assert old in text
    text = text.replace(old, new).replace('version = "2026-11-23"', f'version = "{version}"')
    settings_file.write_text(text, "utf-8")
    published(key, tmp_path / "changed.inkpack", folder)
    return tmp_path / "changed.inkpack"


def test_instant_that_no_clock_has_shown_is_no_crash():
    impossible = datetime.min.replace(tzinfo=timezone(timedelta(hours=14)))

    assert signed_on(signature(signed_at=impossible)) == ""


def test_two_campaigns_must_be_told_apart(register, pack, inkpack, key, tmp_path):
    store_pack(register, inkpack, key)
    other = store_pack(register, changed_pack(tmp_path, key, '"open-doors"', '"other"'), key)
    for each in (pack, other):
        keep(tmp_path / each.id, register, each, key, [signature(draft(each.id))])

    with pytest.raises(SeveralCampaigns) as caught:
        delivered(register, to(tmp_path / "out.csv", "petition_starter"))
    assert caught.value.facts["there"] == "open-doors, other"
    delivered(register, to(tmp_path / "out.csv", "petition_starter", campaign="other"))

    assert table(tmp_path / "out.csv")[1:] == [["other", "Schmidt", "DE"]]


def test_what_cannot_be_delivered_is_told(register, pack, inkpack, key, tmp_path):
    out = tmp_path / "out.csv"
    with pytest.raises(NothingToDeliver):
        delivered(register, to(out, "petition_starter"))
    keep(tmp_path, register, pack, key, [signature()])
    with pytest.raises(NoPack):
        delivered(register, to(out, "petition_starter"))
    store_pack(register, inkpack, key)
    with pytest.raises(NoSuchCampaign):
        delivered(register, to(out, "petition_starter", campaign="nowhere"))
    with pytest.raises(NoSuchProfile) as caught:
        delivered(register, to(out, "everybody"))

    assert caught.value.facts["there"] == "petition_starter, addressees, mailing_list, sms_list"
    assert not out.exists()


def test_row_that_the_disk_has_damaged_is_left_out_and_counted(
    register, pack, inkpack, key, tmp_path
):
    keep(tmp_path, register, pack, key, [signature(draft("Ana")), signature(draft("Ben"))])
    store_pack(register, inkpack, key)
    with register.transaction() as connection:
        connection.exec_driver_sql("UPDATE signature SET opened = x'00ff' WHERE seq = 1")

    done = delivered(register, to(tmp_path / "out.csv", "petition_starter"))

    assert done.left_out == {**LEFT_NOBODY, "unreadable": 1}
    assert [row[0] for row in table(tmp_path / "out.csv")[1:]] == ["Ben"]


def test_duplicate_that_cannot_be_read_counts_as_a_no(register, pack, inkpack, key, tmp_path):
    keep(tmp_path, register, pack, key, [signature(), signature()])
    store_pack(register, inkpack, key)
    with register.transaction() as connection:
        connection.exec_driver_sql("UPDATE signature SET opened = x'00ff' WHERE seq = 2")

    done = delivered(register, to(tmp_path / "out.csv", "petition_starter"))

    assert (done.rows, done.left_out["no_consent"]) == (0, 1)


@pytest.mark.parametrize(
    "edit",
    [
        "opened = 'text'",
        "opened = CAST(x'ff00' AS TEXT)",
        "opened = 7",
        "opened = x''",
        "record_id = x'ff'",
    ],
)
def test_edited_row_of_any_type_is_left_out_and_counted(
    register, pack, inkpack, key, tmp_path, edit
):
    keep(tmp_path, register, pack, key, [signature(draft("Ana")), signature(draft("Ben"))])
    store_pack(register, inkpack, key)
    with register.transaction() as connection:
        connection.exec_driver_sql(f"UPDATE signature SET {edit} WHERE seq = 1")

    done = delivered(register, to(tmp_path / "out.csv", "petition_starter"))

    assert (done.rows, done.left_out["unreadable"]) == (1, 1)


def test_no_stays_no_when_a_new_pack_makes_the_consent_part_of_signing(
    register, pack, inkpack, key, tmp_path
):
    keep(tmp_path, register, pack, key, [signature(), signature(draft("No", share=Choice.NO))])
    store_pack(register, inkpack, key)
    newer = changed_pack(
        tmp_path,
        key,
        'id   = "share_with_starter"\nkind = "choice"',
        'id   = "share_with_starter"\nkind = "to_sign"',
        version="2026-11-24",
    )
    assert "share_with_starter" in [c.id for c in store_pack(register, newer, key).consents_to_sign]

    done = delivered(register, to(tmp_path / "out.csv", "petition_starter"))

    assert table(tmp_path / "out.csv")[1:] == [["Marta", "Schmidt", "DE"]]
    assert done.left_out["no_consent"] == 1


def test_row_moved_under_another_id_does_not_open(register, pack, inkpack, key, tmp_path):
    keep(tmp_path, register, pack, key, [signature(draft("Ana")), signature(draft("Ben"))])
    store_pack(register, inkpack, key)
    with register.transaction() as connection:
        connection.exec_driver_sql(
            "UPDATE signature SET opened = (SELECT opened FROM signature WHERE seq = 2)"
        )

    done = delivered(register, to(tmp_path / "out.csv", "petition_starter"))

    assert (done.rows, done.left_out["unreadable"]) == (1, 1)


def test_delivery_without_manifest_is_taken_back(register, pack, inkpack, key, tmp_path):
    keep(tmp_path, register, pack, key, [signature()])
    store_pack(register, inkpack, key)
    out = tmp_path / "out.csv"
    manifest_path(out).mkdir()

    with pytest.raises(CannotWriteDelivery):
        delivered(register, to(out, "petition_starter"))

    assert not out.exists()
    with register.transaction() as connection:
        assert connection.execute(select(delivery_table)).all() == []


def test_pdf_holds_the_names_and_nothing_that_the_profile_does_not_tell(
    register, pack, inkpack, key, tmp_path
):
    pypdfium2 = pytest.importorskip("pypdfium2")
    keep(
        tmp_path,
        register,
        pack,
        key,
        [
            signature(draft("Marta")),
            signature(draft("Jan", country="FR")),
            signature(draft("Nein", share=Choice.NO)),
        ],
    )
    store_pack(register, inkpack, key)

    done = delivered(register, to(tmp_path / "out.pdf", "addressees", DeliveryKind.PDF))

    assert (done.rows, done.left_out["no_consent"]) == (2, 1)
    document = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    pages = [document[n] for n in range(len(document))]
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    document.close()
    for told in ("Marta", "Jan", "France", "First name", pack.text("en").words.title[:12]):
        assert told in text
    for kept in ("Nein", "marta.schmidt", "example.org/"):
        assert kept not in text


def test_pdf_on_a_disk_that_refuses_is_told(register, pack, inkpack, key, tmp_path):
    keep(tmp_path, register, pack, key, [signature()])
    store_pack(register, inkpack, key)
    (tmp_path / "out.pdf").mkdir()

    with pytest.raises(CannotWriteDelivery):
        delivered(register, to(tmp_path / "out.pdf", "addressees", DeliveryKind.PDF))
