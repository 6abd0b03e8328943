"""Practice: proved like any signature, in nothing that counts, and gone afterwards, also after a kill."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.app import practising
from desktop_app.app.handover import plan
from desktop_app.app.home import Home, HomeInUse
from desktop_app.app.practising import PRACTICE_NAME, PracticeFailed, practice, practise
from desktop_app.app.second_copy import choose, open_chosen
from desktop_app.app.settings import change_settings, read_settings
from desktop_app.app.stall import stall_for
from desktop_app.campaign.pack import Pack
from desktop_app.journal.problems import JournalDamaged
from desktop_app.journal.store import JOURNAL_FILE, open_journal, read_journal
from desktop_app.problems import Problem
from tests.making import clock_at, device_home, made_key, published, signature

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def inkpack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("practice") / "open-doors.inkpack"
    published(made_key(), path)
    return path


@pytest.fixture
def home(tmp_path: Path, inkpack: Path) -> Home:
    return device_home(tmp_path / "home", inkpack)


@pytest.fixture
def pack(home: Home) -> Pack:
    from desktop_app.app.installed import find_campaign

    return find_campaign(home, None).pack


def practises(home: Home, pack: Pack) -> None:
    practise(home, pack, clock=clock_at(), randomness=os.urandom)


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Everything in a folder but what practice may leave: the note of it, and the lock."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in ("settings.json", "home.lock")
    }


# ---- nothing of it counts -------------------------------------------------------------------------


def test_practice_is_in_no_journal_count_batch_or_second_copy(
    home: Home, pack: Pack, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with open_journal(home.folder, clock=clock_at(), randomness=os.urandom) as journal:
        journal.keep(signature(), pack)
        choose(home, journal, stick)
    before, on_stick = bytes_of(home.folder), bytes_of(stick)

    practises(home, pack)

    assert bytes_of(home.folder) == before
    assert bytes_of(stick) == on_stick
    with open_journal(home.folder, clock=clock_at(), randomness=os.urandom) as journal:
        assert journal.counts() == {pack.id: 1}
        assert journal.hand_overs() == ()
        assert sum(run.record_count for run in plan([journal]).runs) == 1
        mirror = open_chosen(home, journal, list)
        assert mirror is not None
        assert mirror.record_count() == 0
    assert read_settings(home).practised == (pack.hash,)


def test_device_that_never_signed_has_no_journal_afterwards(home: Home, pack: Pack) -> None:
    practises(home, pack)

    assert read_journal(home.folder, clock=clock_at(), randomness=os.urandom) is None
    assert not home.practice.exists()


def test_made_up_name_is_nowhere_afterwards(home: Home, pack: Pack) -> None:
    practises(home, pack)

    assert all(PRACTICE_NAME.encode() not in data for data in bytes_of(home.folder).values())


def test_other_settings_outlast_it(home: Home, pack: Pack) -> None:
    change_settings(home, place="Köln", practised=("0" * 64,))

    practises(home, pack)

    assert read_settings(home).place == "Köln"
    assert read_settings(home).practised == ("0" * 64, pack.hash)


# ---- what is not whole is not noted ---------------------------------------------------------------

Spoil = Callable[[Home], None]


def flip_a_bit(home: Home) -> None:
    path = home.practice / JOURNAL_FILE
    data = bytearray(path.read_bytes())
    place = data.rindex(b'"sealed_sha256"')
    data[place + 20] ^= 1
    path.write_bytes(data)


def empty(home: Home) -> None:
    (home.practice / JOURNAL_FILE).unlink()


@pytest.mark.parametrize(
    ("spoil", "raised"), [(flip_a_bit, JournalDamaged), (empty, PracticeFailed)]
)
def test_damage_on_the_way_is_told_not_noted_and_erased(
    home: Home,
    pack: Pack,
    spoil: Spoil,
    raised: type[Problem],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The disk that spoils what it was given is made up."""
    prove = practising._proved

    def spoiled(at: Home, *more: object) -> int:
        spoil(at)
        return prove(at, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(practising, "_proved", spoiled)
    with pytest.raises(raised):
        practises(home, pack)

    assert read_settings(home).practised == ()
    assert not home.practice.exists()


def test_batch_that_comes_back_otherwise_is_told(
    home: Home, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that gives back other bytes than it took is made up."""
    from desktop_app.app import handover

    really_write = handover.write_batches

    def write(*arguments: object, **named: object) -> object:
        for written in really_write(*arguments, **named):  # type: ignore[arg-type]
            data = bytearray(written.path.read_bytes())
            data[len(data) // 2] ^= 1
            written.path.write_bytes(data)
            yield written

    monkeypatch.setattr(handover, "write_batches", write)
    with pytest.raises(PracticeFailed):
        practises(home, pack)

    assert read_settings(home).practised == ()
    assert not home.practice.exists()


# ---- in the kiosk ---------------------------------------------------------------------------------


def test_kiosk_in_practice_writes_elsewhere_and_copies_nothing(home: Home, pack: Pack) -> None:
    change_settings(home, second_copy=str(home.folder / "stick"))
    stall = stall_for(home, pack)
    assert stall.second_copy is not None

    with practice(home, stall) as given:
        assert given.is_practice
        assert given.second_copy is None
        keeper = given.open_journal()
        keeper.keep(signature(), pack)
        keeper.close()
        assert (home.practice / JOURNAL_FILE).is_file()

    assert not home.practice.exists()
    assert not (home.folder / JOURNAL_FILE).exists()
    assert read_settings(home).practised == (pack.hash,)


def test_practice_in_which_nobody_signed_proves_nothing(home: Home, pack: Pack) -> None:
    with practice(home, stall_for(home, pack)) as given:
        given.open_journal().close()

    assert read_settings(home).practised == ()
    assert not home.practice.exists()


def test_failure_is_told_where_the_console_goes_on(home: Home, pack: Pack) -> None:
    told: list[Problem] = []
    with practice(home, stall_for(home, pack), told.append) as given:
        keeper = given.open_journal()
        keeper.keep(signature(), pack)
        keeper.close()
        flip_a_bit(home)

    assert [problem.code for problem in told] == ["journal.damaged"]
    assert read_settings(home).practised == ()
    assert not home.practice.exists()


# ---- interrupted ----------------------------------------------------------------------------------

KILLED = """
import os, signal, sys
from pathlib import Path
from desktop_app.app.clock import now, randomness
from desktop_app.app import practising
from desktop_app.app.home import Home
from desktop_app.app.installed import find_campaign

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

practising._proved = die
home = Home(folder=Path(sys.argv[1]))
practising.practise(home, find_campaign(home, None).pack, clock=now, randomness=randomness)
"""


def test_practice_that_was_killed_is_swept_by_the_next_one(home: Home, pack: Pack) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(home.folder)], check=False, cwd=ROOT, timeout=60
    )
    assert killed.returncode < 0
    assert (home.practice / JOURNAL_FILE).is_file()
    assert read_settings(home).practised == ()

    practises(home, pack)
    assert not home.practice.exists()
    assert read_settings(home).practised == (pack.hash,)


def test_kiosk_in_earnest_sweeps_what_a_killed_practice_left(home: Home, pack: Pack) -> None:
    from desktop_app.cli.device import _in_earnest

    home.practice.mkdir()
    (home.practice / JOURNAL_FILE).write_bytes(b"left by a kill")

    with _in_earnest(home, stall_for(home, pack)) as given:
        assert given.pretence is None
        assert not home.practice.exists()


def test_link_in_its_place_is_taken_away_and_not_followed(
    home: Home, pack: Pack, tmp_path: Path
) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "letter.txt").write_text("keep me")
    home.practice.symlink_to(precious, target_is_directory=True)

    practises(home, pack)

    assert not home.practice.is_symlink()
    assert (precious / "letter.txt").read_text() == "keep me"
    assert [path.name for path in precious.iterdir()] == ["letter.txt"]


def test_nobody_practises_while_another_works_in_the_home(home: Home, pack: Pack) -> None:
    home.practice.mkdir()
    with home.alone(), pytest.raises(HomeInUse):
        practises(home, pack)

    assert home.practice.is_dir(), "it may be the other's"


# ---- by command -----------------------------------------------------------------------------------


def test_command_tells_what_was_proved(
    home: Home, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    from desktop_app.cli.main import run

    assert run(["--home", str(home.folder), "practise", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)

    assert told == {"campaign": "open-doors", "pack": pack.hash, "proved": 1}
    assert run(["--home", str(home.folder), "practise"]) == 0
    assert "erased again" in capsys.readouterr().out


def test_command_without_a_campaign_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from desktop_app.cli.main import run

    assert run(["--home", str(tmp_path / "new"), "practise"]) == 1
    assert "[campaign.not_installed]" in capsys.readouterr().err
