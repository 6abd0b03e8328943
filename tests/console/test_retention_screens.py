"""The pages of retention: nothing cut off, everything heard, in every size of type and glass."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.app.console_register import register_given
from desktop_app.app.console_retention import retention_given
from desktop_app.app.erasing_campaigns import EraseNotConfirmed
from desktop_app.app.home import Home
from desktop_app.console.coordinator.retention import RetentionDesk
from desktop_app.console.coordinator.retention_states import (
    AskingDestroy,
    AskingErase,
    ChoosingKey,
    KeyNeeded,
    ListingRetention,
    RefusedCertificate,
    RetentionState,
    ShowingCertificate,
    Shown,
)
from desktop_app.console.given import Given, Look
from desktop_app.console.given_keys import KnownKey
from desktop_app.console.given_retention import Certificate, EraseStep, KeptCampaign, Surveyed
from desktop_app.console.places import Place
from desktop_app.register.certificate import (
    CERTIFICATE_FORMAT,
    CERTIFICATE_VERSION,
    CertificateNotSigned,
    Certified,
    DeliveryMade,
    Statement,
    Unproved,
)
from desktop_app.register.open_ends import KeyInRegister, Open, OpenEnd
from desktop_app.register.retention import Due, Kept
from desktop_app.sealing.keys import derive_key
from desktop_app.sealing.passphrase import WrongPassphrase
from desktop_app.sealing.record import SuiteId
from tests.console.conftest import OpenConsole
from tests.console.registers import empty_home, unlocks
from tests.console.turning import shown_badly
from tests.console.volunteer import Volunteer
from tests.kiosk.hearing import faults_heard

LYING, STANDING, OLD_LAPTOP = QSize(1280, 800), QSize(800, 1280), QSize(1024, 768)
DOCS = Path("/home/somebody/Documents")
WORDS = "stoneware stoneware stoneware stoneware"
KEY = derive_key(bytes(32), SuiteId.X25519)


def kept(name: str, due: Due, title: str) -> KeptCampaign:
    return KeptCampaign(
        kept=Kept(
            campaign=name,
            due=due,
            delete_by=None if due is Due.UNKNOWN else date(2028, 6, 30),
            signature_count=12345,
            sealed_count=12400,
            delivery_count=3,
            tombstone_count=2,
            erased_at=datetime(2026, 11, 25, tzinfo=UTC) if due is Due.ERASED else None,
        ),
        titles={"": title},
        unproved=tuple(Unproved),
    )


CAMPAIGNS = (
    kept("open-doors", Due.PAST, "Keep the door open for trans people from Russia"),
    kept("save-sareh", Due.SOON, "Protect those who defend LGBTQ+ rights in Iran"),
    kept("later", Due.LATER, "A clean river"),
    kept("unknown", Due.UNKNOWN, "unknown"),
    kept("gone", Due.ERASED, "Long ago"),
)
STATEMENT = Statement(
    format=CERTIFICATE_FORMAT,
    version=CERTIFICATE_VERSION,
    certified=Certified.CAMPAIGN_ERASED,
    done_at=datetime(2026, 11, 25, 12, tzinfo=UTC),
    made_at=datetime(2026, 11, 25, 12, tzinfo=UTC),
    campaigns=("open-doors",),
    packs={"open-doors": "ab" * 32},
    counts={"records": 12400, "signatures": 12345, "sealed": 12400, "devices": 5},
    log_entry=41,
    log_mac="cd" * 32,
    coordinator_key=KEY.coordinator_key,
    public_key=KEY.recipient.public_key,
    is_own_key=True,
    deliveries=(
        DeliveryMade(
            campaign="open-doors",
            profile="petition_starter",
            kind="csv",
            row_count=12000,
            made_at="2026-11-25T12:00:00+00:00",
            sha256="ef" * 32,
        ),
    ),
    unproved=tuple(Unproved),
)
ENDS = tuple(
    OpenEnd(
        kind=kind,
        campaign="open-doors",
        device="0123456789abcdef",
        words=WORDS,
        first=501,
        last=1000,
        count=500,
        name="open-doors/501-1000.inkbatch",
    )
    for kind in Open
)
SURVEYED = Surveyed(
    file=DOCS / "campaign.key",
    key=KEY,
    found=KeyInRegister(
        campaigns=("open-doors", "save-sareh"),
        packs={},
        counts={"records": 12400, "signatures": 12345, "devices": 5},
        has_other_recipients=False,
        chains=(),
    ),
    ends=ENDS,
)
KEYS = (
    KnownKey(path=DOCS / "campaign.key", four_words=WORDS, suite=1),
    KnownKey(path=DOCS / "other.key", four_words="rocky tanning frantic stiffen", suite=1),
)


def states() -> Iterator[RetentionState]:
    yield ListingRetention(campaigns=())
    yield ListingRetention(campaigns=CAMPAIGNS)
    asking = AskingErase(campaign=CAMPAIGNS[0], out=DOCS / "erased-open-doors.inkcert")
    yield asking
    yield replace(
        asking,
        campaign=CAMPAIGNS[1],
        key_file=DOCS / "campaign.key",
        problem=EraseNotConfirmed(campaign="save-sareh"),
    )
    for step in EraseStep:
        yield replace(asking, key_file=DOCS / "campaign.key", step=step)
    yield replace(asking, campaign=CAMPAIGNS[4])
    yield ChoosingKey()
    yield ChoosingKey(
        keys=KEYS, key_file=KEYS[0].path, batches=Path("/media/STICK"), problem=WrongPassphrase()
    )
    yield KeyNeeded(surveyed=SURVEYED)
    yield AskingDestroy(surveyed=SURVEYED, out=DOCS / "destroyed-campaign.inkcert")
    signed = DOCS / "erased-open-doors.inkcert"
    certificate = Certificate(statement=STATEMENT, signed=signed, page=signed.with_suffix(".pdf"))
    for why in Shown:
        yield ShowingCertificate(
            certificate=replace(certificate, is_key_file_left=True),
            why=why,
            written=DOCS / "a.pdf",
        )
    yield RefusedCertificate(problem=CertificateNotSigned(path="came.inkcert"))


def look_given(folder: Path) -> dict[str, object]:
    home = Home(folder=folder)
    return {"register": register_given(home), "retention": retention_given(home)}


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("size", [LYING, STANDING, OLD_LAPTOP], ids=["lying", "standing", "old"])
@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_nothing_is_cut_off_and_all_is_heard(
    open_console: OpenConsole,
    given: Given,
    qtbot: QtBot,
    tmp_path: Path,
    language: str,
    size: QSize,
    *,
    is_large: bool,
) -> None:
    work = look_given(empty_home(tmp_path).folder)
    look = Look(language=language, is_large=is_large)
    window = open_console(replace(given, look=look, **work), size=size)  # type: ignore[arg-type]
    window._timer.stop()
    keeper = Volunteer(window, qtbot)
    window.go(Place.RETENTION)
    unlocks(keeper)
    desk = window.desk(Place.RETENTION)
    assert isinstance(desk, RetentionDesk)
    keeper.waits_until(lambda: keeper.sees("nothing") and window._campaign is not None)
    found = []
    for state in states():
        desk._turn_to(state)
        QApplication.processEvents()
        QApplication.processEvents()
        faults = [*shown_badly(window), *faults_heard(window)]
        stage = type(state).__name__
        found += [f"{stage}: {fault}" for fault in faults if not is_of_the_bar(fault)]
    assert "\n".join(found) == ""


def is_of_the_bar(fault: str) -> bool:
    """Tell whether a fault is in what Qt puts around a column that turns: nobody hears it."""
    return "qt_scrollarea" in fault or "ScrollBar" in fault
