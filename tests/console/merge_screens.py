"""Every screen of merging, with values that fill it: long names, several devices, all that can be wrong."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from desktop_app.console.coordinator.looking_back import LookingBack
from desktop_app.console.coordinator.merge_states import (
    AskingBack,
    AskingFrom,
    BringingBack,
    ChangingMerge,
    DevicesState,
    Gathering,
    LookingBackState,
    Merged,
    Merging,
    MetDevices,
    PastMerges,
)
from desktop_app.console.coordinator.merging import MergeDesk
from desktop_app.console.coordinator.trusting import Trusting
from desktop_app.console.given_keys import KnownKey
from desktop_app.console.given_merging import Confirmed
from desktop_app.console.stick import Stick
from desktop_app.register.bringing_back import BroughtBack
from desktop_app.register.chains import Chain
from desktop_app.register.devices import KnownDevice
from desktop_app.register.merges import PastMerge
from desktop_app.register.problems import NothingFound, RegisterFull
from desktop_app.register.result import (
    Break,
    Conflict,
    DamagedFile,
    Gap,
    MergeProgress,
    MergeResult,
    MetDevice,
    UnreadableFile,
)
from desktop_app.register.slips import ComparedSlip, SlipState
from desktop_app.sealing.passphrase import WrongPassphrase
from tests.console.conftest import NOW

ANA, BEN, CEM, DEA = (8 * start for start in ("9f3ac210", "4be07d91", "c15e83aa", "7d20fb46"))
WORDS = {
    ANA: "laundry serpent qualifier stove",
    BEN: "unclip marbling handwoven trapezoid",
    CEM: "playing astound footpath overlaid",
}
KEYS = (
    KnownKey(
        path=Path("/home/coordinator/keys/open-doors.key"),
        campaigns=("Keep the door open for trans people from Russia",),
    ),
    KnownKey(path=Path("/media/SAFE/save-sareh.key")),
)
NOTHING = Gathering(keys=())
GATHERED = Gathering(
    paths=(
        Path("/media/coordinator/PETITION/open-doors"),
        Path("/home/coordinator/Downloads/from the stall at the pride in Berlin, Saturday/0001"),
    ),
    sticks=(
        Stick(folder=Path("/media/PETITION"), name="PETITION", free_bytes=1, is_writable=True),
    ),
    keys=KEYS,
    key_file=KEYS[0].path,
    slips="7F3A 9KQ2 …",
    confirm_to=Path("/media/coordinator/PETITION"),
)


def met(device: str, **counts: object) -> MetDevice:
    """A device of a merge; what is not named is as usual."""
    usual: dict[str, object] = dict.fromkeys(
        [
            "found",
            "new",
            "known",
            "damaged",
            "waiting",
            "conflicts",
            "erased",
            "revoked",
            "quick",
            "clock_jumps",
        ],
        0,
    )
    usual |= {"words": WORDS.get(device, ""), "is_accepted": True, "is_closed": False}
    return MetDevice(id=device, **{**usual, "closed_at": None, **counts})  # type: ignore[arg-type]


RESULT = MergeResult(
    found=12_480,
    new=11_950,
    known=312,
    damaged=6,
    waiting=200,
    conflicts=4,
    erased=2,
    revoked=6,
    merge_id=7,
    quick=3,
    gaps=tuple(
        Gap(device=BEN, campaign="open-doors", first=n, last=n + n % 3) for n in range(40, 160, 6)
    ),
    breaks=(Break(device=BEN, campaign="open-doors", seq=318),),
    devices=(
        met(ANA, found=9_000, new=8_950, known=50, closed_at=NOW, clock_jumps=2, quick=3),
        met(BEN, found=3_274, new=3_000, known=262, damaged=2, conflicts=4, erased=2, revoked=4),
        met(CEM, found=200, waiting=200, is_accepted=False),
    ),
    damaged_files=(
        DamagedFile(name="000001-000500-9af3.inkbatch", code="record.damaged", count=2),
        DamagedFile(name="000501-001000-11c0.inkbatch", code="batch.altered", count=0),
    ),
    unreadable=(UnreadableFile(name="photo.jpg", code="batch.unreadable"),),
    conflict_list=(Conflict(name="000001-000500-9af3.inkbatch", device=BEN, seq=12),),
    packs_left_aside=(
        UnreadableFile(
            name="their-campaign.inkpack",
            code="merge.coordinator_waits",
            words="snowdrift ladle compacted anthem",
        ),
    ),
    slips=(
        ComparedSlip(
            state=SlipState.SIGNED_AFTER,
            campaign="open-doors",
            device=ANA,
            expected=8_990,
            found=8_990,
        ),
        ComparedSlip(
            state=SlipState.CUT_TAIL,
            campaign="open-doors",
            device=BEN,
            expected=3_300,
            found=3_274,
            missing=((3_275, 3_300),),
        ),
        ComparedSlip(
            state=SlipState.MISSING_DEVICE,
            campaign="open-doors",
            device=DEA[:8],
            expected=140,
            missing=((1, 140),),
        ),
        ComparedSlip(state=SlipState.MISTYPED, text="7F3A 9KQ2 1111", code="slip.mistyped"),
    ),
    without_slip=(Chain(campaign="open-doors", device=CEM),),
    chains=(Chain(campaign="open-doors", device=ANA),),
)
USUAL = replace(
    RESULT,
    found=12_474,
    new=12_212,
    known=262,
    damaged=0,
    conflicts=0,
    erased=0,
    revoked=0,
    quick=0,
    gaps=(),
    breaks=(),
    devices=(
        met(CEM, found=200, waiting=200, is_accepted=False),
        met(ANA, found=8_990, new=8_950, known=40, closed_at=NOW),
        met(BEN, found=3_284, new=3_062, known=222),
    ),
    damaged_files=(),
    unreadable=(),
    conflict_list=(),
    packs_left_aside=(),
    slips=tuple(slip for slip in RESULT.slips if slip.device in (ANA, BEN)),
    without_slip=(),
)
"""What a coordinator sees on most evenings."""
MERGED = Merged(
    gathered=GATHERED,
    result=RESULT,
    confirmed=Confirmed(device_count=2, record_count=12_262),
    confirmed_in=Path("/home/coordinator/.local/share/inkstand/acknowledgements"),
    words=WORDS,
)
PAST = PastMerge(
    id=7,
    began_at=NOW,
    ended_at=NOW + timedelta(minutes=1),
    taken_back_at=None,
    new_count=11_950,
    known_count=312,
    damaged_count=6,
    record_count=11_950,
    aside_count=0,
    devices=(ANA, BEN),
)
GONE = replace(PAST, id=6, taken_back_at=NOW, record_count=0, aside_count=4_000, devices=())
BROKEN = replace(PAST, id=5, ended_at=None, devices=(CEM,))


def known(device: str, **more: object) -> KnownDevice:
    """A device that the register has met."""
    usual: dict[str, object] = {
        "is_accepted": True,
        "first_met_at": NOW.isoformat(),
        "record_count": 9_000,
        "revoked_from": {},
    }
    return KnownDevice(id=device, words=WORDS[device], **{**usual, **more})  # type: ignore[arg-type]


DEVICES = (
    known(ANA),
    known(BEN, revoked_from={"open-doors": 318, "save-sareh-and-elham": 1}),
    known(CEM, is_accepted=False, record_count=0),
)
CAMPAIGNS = ("open-doors", "save-sareh-and-elham")


def merge_states() -> Iterator[Gathering | Merging | Merged]:
    """Give the states of a merge itself."""
    yield NOTHING
    yield GATHERED
    yield replace(GATHERED, open_key=KEYS[0].path, was_stopped=True)
    yield replace(GATHERED, problem=NothingFound(path="/media/coordinator/PETITION/pictures"))
    yield replace(GATHERED, problem=WrongPassphrase())
    progress = MergeProgress(files_done=812, file_count=2_000, record_count=405_000)
    yield Merging(gathered=GATHERED, progress=progress)
    yield Merging(gathered=GATHERED, progress=progress, is_stopping=True)
    yield MERGED
    yield replace(MERGED, problem=RegisterFull(reason="SQLITE_FULL"))


def past_states() -> Iterator[LookingBackState]:
    """Give those of past merges."""
    yield PastMerges(merges=())
    back = BroughtBack(new=3_990, erased=6, left=4)
    yield PastMerges(merges=(PAST, GONE, BROKEN), words=WORDS, brought_back=back)
    yield PastMerges(merges=(GONE,), taken_back=4_000)
    yield AskingBack(merge=PAST)
    yield BringingBack(merge=GONE, keys=KEYS, key_file=KEYS[1].path, problem=WrongPassphrase())
    yield ChangingMerge(is_back=False, done=3, all=5)
    yield ChangingMerge(is_back=True, done=3_000, all=4_000, is_stopping=True)


def devices_states() -> Iterator[DevicesState]:
    """Give those of devices."""
    yield MetDevices(devices=())
    yield MetDevices(devices=DEVICES, campaigns=CAMPAIGNS, revoked=12)
    yield MetDevices(devices=DEVICES[:1], was_restored=True)
    yield AskingFrom(device=DEVICES[1], campaigns=CAMPAIGNS)


def shows(desk: MergeDesk) -> Iterator[tuple[str, Callable[[], None]]]:
    """Give every screen by its name, and what shows it."""

    def own(state: Gathering | Merging | Merged) -> None:
        desk._beside = None
        desk._turn_to(state)

    def beside(part: LookingBack | Trusting, state: object) -> None:
        desk._beside = part
        part.state = state
        desk.page_outdated.emit()

    past = LookingBack(desk.run, desk._given)
    devices = Trusting(desk.run)
    for number, merging in enumerate(merge_states()):
        yield f"{number} {type(merging).__name__}", lambda state=merging: own(state)  # type: ignore[misc]
    for number, back in enumerate(past_states()):
        name = f"past {number} {type(back).__name__}"
        yield name, lambda state=back: beside(past, state)  # type: ignore[misc]
    for number, trusted in enumerate(devices_states()):
        name = f"devices {number} {type(trusted).__name__}"
        yield name, lambda state=trusted: beside(devices, state)  # type: ignore[misc]
