"""The checklist: every finding by the thing itself where it can be made, by a fake answer elsewhere."""

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from desktop_app.app import device_checks, store_checks
from desktop_app.app.checklist import Checklist
from desktop_app.app.home import Home
from desktop_app.app.practising import practise
from desktop_app.app.settings import change_settings
from desktop_app.app.setup import choose_second_copy, set_pin
from desktop_app.app.surroundings import Battery, Surroundings, screen_platform, swaps_to_disk
from desktop_app.campaign.pack import CampaignId, Pack
from desktop_app.console.checks import Fact, finding, gravest
from desktop_app.console.found import Found, Subject, Verdict
from desktop_app.journal.store import JOURNAL_FILE, open_journal
from desktop_app.journal.stored import ClockJump
from desktop_app.kiosk.session import Session
from desktop_app.language import Catalogues
from desktop_app.sealing.fingerprint import four_words
from desktop_app.signature.signature import Signature
from tests.making import device_home, draft, made_key, published, signature

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
ENGLISH = Catalogues(Path("nowhere")).words("en")
GB = 1_000_000_000


def made_home(folder: Path) -> tuple[Home, Pack]:
    pack = published(made_key(), folder / "open-doors.inkpack")
    return device_home(folder / "home", folder / "open-doors.inkpack"), pack


def signature_of(pack: Pack, name: str) -> Signature:
    return signature(draft(name), pack=pack)


def around(**changes) -> Surroundings:
    calm = Surroundings(
        clock=lambda: NOON,
        zone=timezone(timedelta(hours=1)),
        battery=lambda: Battery(percent=78, is_plugged=False),
        free_bytes=lambda _: 20 * GB,
        swaps_to_disk=lambda: False,
        session=lambda: Session(keeps_people=True, never_blanks=True),
    )
    return replace(calm, **changes)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return made_home(tmp_path)[0]


def look(home: Home, **changes) -> dict[Subject, Found]:
    return {each.subject: each.found for each in Checklist(home, around(**changes))()}


def said(home: Home, subject: Subject, **changes) -> str:
    findings = {each.subject: each for each in Checklist(home, around(**changes))()}
    return findings[subject].said(ENGLISH)


def test_a_new_device_says_what_is_to_be_done_and_stops_only_for_the_campaign(
    tmp_path: Path,
) -> None:
    findings = Checklist(Home(folder=tmp_path / "new"), around())()

    assert [each.subject.value for each in findings if each.verdict is Verdict.STOP] == ["campaign"]
    assert all(bool(each.do(ENGLISH)) == (each.verdict is not Verdict.GOOD) for each in findings)
    assert gravest(findings) is Verdict.STOP
    assert not (tmp_path / "new").exists()


def test_a_device_that_is_set_up_has_nothing_but_good_points_and_the_missing_copy(
    tmp_path: Path,
) -> None:
    home, pack = made_home(tmp_path)
    set_pin(home, "482915")
    practise(home, pack, clock=lambda: NOON, randomness=os.urandom)

    findings = Checklist(home, around())()

    assert [each.found for each in findings if each.verdict is not Verdict.GOOD] == [
        Found.COPY_NONE
    ]
    assert [each.subject for each in findings] == [s for s in Subject if s is not Subject.RETENTION]


# ---- the campaign -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "found"),
    [
        (datetime(2026, 11, 24, 22, 59, tzinfo=UTC), Found.CAMPAIGN_OPEN),
        (datetime(2028, 1, 1, 1, tzinfo=UTC), Found.CAMPAIGN_ENDED),
        (datetime(2000, 1, 1, tzinfo=UTC), Found.CAMPAIGN_DAY_UNSURE),
    ],
)
def test_a_campaign_stops_on_a_day_outside_it_only_if_the_clock_can_be_right(
    home: Home, moment: datetime, found: Found
) -> None:
    assert look(home, clock=lambda: moment)[Subject.CAMPAIGN] is found


def test_the_four_words_are_shown(tmp_path: Path) -> None:
    home, pack = made_home(tmp_path)

    assert four_words(pack) in said(home, Subject.CAMPAIGN)


def test_a_damaged_pack_is_said_to_be_damaged(home: Home) -> None:
    (file,) = home.campaigns.glob("*/*.inkpack")
    file.write_bytes(file.read_bytes()[:-100])

    assert look(home)[Subject.CAMPAIGN] is Found.CAMPAIGN_UNREADABLE


def test_a_demonstration_is_no_campaign_to_collect_for(home: Home) -> None:
    home.mark_demonstration()

    assert look(home)[Subject.CAMPAIGN] is Found.CAMPAIGN_DEMONSTRATION


def test_practice_counts_for_these_very_words_alone(tmp_path: Path) -> None:
    home, pack = made_home(tmp_path)
    change_settings(home, practised=("0" * 64,))
    assert look(home)[Subject.PRACTICE] is Found.PRACTICE_MISSING

    practise(home, pack, clock=lambda: NOON, randomness=os.urandom)

    assert look(home)[Subject.PRACTICE] is Found.PRACTICE_DONE
    assert not home.practice.exists()
    assert not (home.folder / JOURNAL_FILE).exists()


# ---- the journal ------------------------------------------------------------------------------------


def test_the_journal_is_proved_and_its_signatures_are_counted(tmp_path: Path) -> None:
    home, pack = made_home(tmp_path)
    with open_journal(home.folder, clock=lambda: NOON, randomness=os.urandom) as journal:
        for name in ("Ana", "Bo"):
            journal.keep(signature_of(pack, name), pack)

    assert said(home, Subject.JOURNAL) == "2 on this device, all whole"


def test_a_damaged_journal_stops(tmp_path: Path) -> None:
    home, pack = made_home(tmp_path)
    with open_journal(home.folder, clock=lambda: NOON, randomness=os.urandom) as journal:
        journal.keep(signature_of(pack, "Ana"), pack)
    file = home.folder / JOURNAL_FILE
    data = file.read_bytes()
    place = data.rindex(b'"seq":1')
    file.write_bytes(data[:place] + b'"seq":2' + data[place + 7 :])

    checklist = Checklist(home, around())
    assert checklist()[1].found is Found.JOURNAL_DAMAGED

    file.write_bytes(data)  # whoever mends it is believed at the next look
    assert checklist()[1].found is Found.JOURNAL_WHOLE


def test_the_journal_is_proved_anew_only_when_its_file_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, pack = made_home(tmp_path)
    proofs: list[Path] = []
    real = store_checks.look_at_journal

    def counted(home: Home, clock, today: date):
        proofs.append(home.folder)
        return real(home, clock, today)

    monkeypatch.setattr("desktop_app.app.checklist.look_at_journal", counted)  # counts, no more
    checklist = Checklist(home, around())
    with open_journal(home.folder, clock=lambda: NOON, randomness=os.urandom) as journal:
        checklist()
        checklist()
        assert len(proofs) == 1
        journal.keep(signature_of(pack, "Ana"), pack)
    checklist()

    assert len(proofs) == 2


# ---- room, battery, clock ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("free", "found"),
    [
        (500_000_000, Found.ROOM_ENOUGH),
        (499_999_999, Found.ROOM_LITTLE),
        (200_000_000, Found.ROOM_LITTLE),
        (199_999_999, Found.ROOM_NONE),
        (0, Found.ROOM_NONE),
        (None, Found.ROOM_UNKNOWN),
    ],
)
def test_room_is_enough_little_or_none(home: Home, free: int | None, found: Found) -> None:
    assert look(home, free_bytes=lambda _: free)[Subject.ROOM] is found


@pytest.mark.parametrize(
    ("battery", "found", "verdict"),
    [
        (None, Found.BATTERY_MAINS, Verdict.GOOD),
        (Battery(percent=3, is_plugged=True), Found.BATTERY_CHARGING, Verdict.GOOD),
        (Battery(percent=41, is_plugged=False), Found.BATTERY_GOOD, Verdict.GOOD),
        (Battery(percent=40, is_plugged=False), Found.BATTERY_LOW, Verdict.LOOK),
        (Battery(percent=16, is_plugged=False), Found.BATTERY_LOW, Verdict.LOOK),
        (Battery(percent=15, is_plugged=False), Found.BATTERY_EMPTY, Verdict.STOP),
    ],
)
def test_the_battery_is_judged_by_what_is_left(
    battery: Battery | None, found: Found, verdict: Verdict
) -> None:
    judged = device_checks.look_at_battery(battery)

    assert (judged.found, judged.verdict) == (found, verdict)


def test_the_clock_is_asked_about_as_it_stands_where_the_device_is(home: Home) -> None:
    asked = said(home, Subject.CLOCK)

    assert asked == "Is it 13:00 on Wednesday, November 25, 2026? (UTC+1)"


@pytest.mark.parametrize(
    ("minutes", "name"), [(0, "UTC+0"), (-210, "UTC−3:30"), (345, "UTC+5:45"), (60, "UTC+1")]
)
def test_a_time_zone_is_named_by_its_distance(minutes: int, name: str) -> None:
    here = NOON.astimezone(timezone(timedelta(minutes=minutes)))

    assert device_checks.zone_name(here) == name


def test_a_clock_that_is_wrong_is_looked_at_and_stops_nobody() -> None:
    def judged(**changes):
        facts = {"made_on": None, "last_at": None, "jump": None, **changes}
        return device_checks.look_at_clock(NOON, **facts)

    assert judged().verdict is Verdict.GOOD
    assert judged(made_on=date(2026, 11, 26)).found is Found.CLOCK_PLAUSIBLE  # another zone's day
    assert judged(made_on=date(2026, 11, 27)).found is Found.CLOCK_EARLY
    assert judged(last_at=NOON + timedelta(minutes=59)).found is Found.CLOCK_PLAUSIBLE
    assert judged(last_at=NOON + timedelta(hours=2)).found is Found.CLOCK_BEHIND
    hour = timedelta(hours=1)
    jump = ClockJump(
        campaign=CampaignId("open-doors"), seq=3, before=NOON - 9 * hour, after=NOON - 2 * hour
    )
    jumped = judged(jump=jump)
    assert (jumped.found, jumped.verdict) == (Found.CLOCK_JUMPED, Verdict.LOOK)
    assert "No signature is lost" in jumped.do(ENGLISH)
    old = replace(jump, after=NOON - timedelta(days=2))
    assert judged(jump=old).found is Found.CLOCK_PLAUSIBLE


def test_a_clock_before_the_last_signature_is_noticed(tmp_path: Path) -> None:
    home, pack = made_home(tmp_path)
    with open_journal(home.folder, clock=lambda: NOON, randomness=os.urandom) as journal:
        journal.keep(signature_of(pack, "Ana"), pack)

    assert look(home)[Subject.CLOCK] is Found.CLOCK_PLAUSIBLE
    early = look(home, clock=lambda: NOON - timedelta(hours=5))
    assert early[Subject.CLOCK] is Found.CLOCK_BEHIND


# ---- erasing ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "found", "verdict"),
    [
        (-31, Found.RETENTION_LATER, Verdict.GOOD),
        (-30, Found.RETENTION_SOON, Verdict.LOOK),
        (0, Found.RETENTION_SOON, Verdict.LOOK),
        (1, Found.RETENTION_DUE, Verdict.LOOK),
    ],
)
def test_what_must_be_erased_is_said_in_time(
    tmp_path: Path, days: int, found: Found, verdict: Verdict
) -> None:
    home, pack = made_home(tmp_path)
    day = pack.settings.delete_by + timedelta(days=days)
    moment = datetime(day.year, day.month, day.day, 11, tzinfo=UTC)
    assert Subject.RETENTION not in look(home, clock=lambda: moment)
    with open_journal(home.folder, clock=lambda: NOON, randomness=os.urandom) as journal:
        journal.keep(signature_of(pack, "Ana"), pack)

    findings = {each.subject: each for each in Checklist(home, around(clock=lambda: moment))()}

    assert findings[Subject.RETENTION].found is found
    assert findings[Subject.RETENTION].verdict is verdict


# ---- second copy ------------------------------------------------------------------------------------


def test_the_second_copy_is_missed_away_or_on_the_wrong_disk(home: Home, tmp_path: Path) -> None:
    assert look(home)[Subject.SECOND_COPY] is Found.COPY_NONE

    (tmp_path / "stick").mkdir()
    choose_second_copy(home, tmp_path / "stick")
    assert look(home)[Subject.SECOND_COPY] is Found.COPY_SAME_DISK

    (tmp_path / "stick").rename(tmp_path / "pulled")
    assert look(home)[Subject.SECOND_COPY] is Found.COPY_AWAY
    assert "NOT PLUGGED IN: stick" in said(home, Subject.SECOND_COPY)


def test_a_copy_on_a_stick_is_complete_behind_away_or_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_checks, "on_one_disk", lambda *_: False)  # no test can mount a stick
    home, pack = made_home(tmp_path)
    checklist = Checklist(home, around())
    (tmp_path / "stick").mkdir()

    def seen() -> Found:
        return next(e.found for e in checklist() if e.subject is Subject.SECOND_COPY)

    choose_second_copy(home, tmp_path / "stick")
    assert seen() is Found.COPY_CURRENT
    with open_journal(home.folder, clock=lambda: NOON, randomness=os.urandom) as journal:
        journal.keep(signature_of(pack, "Ana"), pack)
    assert seen() is Found.COPY_BEHIND
    (tmp_path / "stick").rename(tmp_path / "pulled")
    assert seen() is Found.COPY_AWAY
    (tmp_path / "stick").mkdir()  # an empty mount point is no stick
    assert seen() is Found.COPY_AWAY
    (tmp_path / "stick").rmdir()
    (tmp_path / "pulled").rename(tmp_path / "stick")
    choose_second_copy(home, tmp_path / "stick")
    assert seen() is Found.COPY_CURRENT
    (mirror,) = tmp_path.glob("stick/*/*.inkmirror")
    mirror.write_bytes(b"something else")
    assert seen() is Found.COPY_UNUSABLE
    full = around(free_bytes=lambda folder: 1 if folder.name == "stick" else 20 * GB)
    assert {e.found for e in Checklist(home, full)()} >= {Found.COPY_FULL, Found.ROOM_ENOUGH}


# ---- screen, PIN, memory ----------------------------------------------------------------------------


def test_locked_is_said_only_where_the_session_and_the_pin_prove_it(home: Home) -> None:
    assert look(home)[Subject.SCREEN] is Found.SCREEN_NO_PIN
    set_pin(home, "482915")
    assert look(home)[Subject.SCREEN] is Found.SCREEN_LOCKED
    assert look(home, session=Session)[Subject.SCREEN] is Found.SCREEN_SYSTEM
    change_settings(home, screen_was_locked=False)
    assert look(home)[Subject.SCREEN] is Found.SCREEN_LAST_TIME


def test_a_damaged_pin_stops_because_nobody_could_leave(home: Home) -> None:
    home.pin.write_text("{")

    assert look(home)[Subject.PIN] is Found.PIN_DAMAGED
    assert finding(Found.PIN_DAMAGED).verdict is Verdict.STOP


def test_swap_is_safe_in_memory_or_encrypted(tmp_path: Path) -> None:
    swaps, sysfs = tmp_path / "swaps", tmp_path / "sys"
    head = "Filename Type Size Used Priority\n"
    (sysfs / "class" / "block" / "dm-3" / "dm").mkdir(parents=True)
    (sysfs / "class" / "block" / "dm-3" / "dm" / "uuid").write_text("CRYPT-PLAIN-swap\n")
    answers = {}
    for name in ("", "/dev/zram0", "/dev/dm-3", "/dev/sda5", "/swapfile"):
        swaps.write_text(head + (f"{name} partition 1 0 -2\n" if name else ""))
        answers[name] = swaps_to_disk(swaps, sysfs)

    assert answers == {
        "": False,
        "/dev/zram0": False,
        "/dev/dm-3": False,
        "/dev/sda5": True,
        "/swapfile": True,
    }
    assert swaps_to_disk(tmp_path / "not there", sysfs) is None


def test_what_a_system_does_not_tell_is_not_claimed(home: Home) -> None:
    assert Subject.SWAP not in look(home, swaps_to_disk=lambda: None)


def test_the_platform_is_the_one_that_qt_would_take() -> None:
    assert screen_platform({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}) == "wayland"
    assert screen_platform({"DISPLAY": ":0"}) == "xcb"
    assert screen_platform({"QT_QPA_PLATFORM": "offscreen:x=y", "DISPLAY": ":0"}) == "offscreen"
    assert screen_platform({}) == ""


def test_every_finding_is_said_with_all_its_facts() -> None:
    facts: dict[str, Fact] = {
        "words": "a b c d", "day": date(2026, 1, 2), "first": date(2026, 1, 2), "count": 3,
        "last": date(2026, 1, 3), "megabytes": 1, "percent": 2, "time": NOON, "name": "X",
        "today": NOON.date(), "zone": "UTC+0", "before": NOON, "after": NOON,
    }  # fmt: skip
    for found in Found:
        made = finding(found, **facts)
        assert "%(" not in made.said(ENGLISH) + made.do(ENGLISH)
        assert bool(made.do(ENGLISH)) == (made.verdict is not Verdict.GOOD)
