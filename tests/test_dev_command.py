"""The developer's command and the locks it installs from."""

import ast
import importlib.util
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
DEV = ROOT / "packaging" / "dev.py"
LOCKS = sorted((ROOT / "packaging").glob("*.lock"))


@pytest.fixture
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev_command", DEV)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def installer(dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The command on an empty folder, with the programs it would start noted instead.

    A fake, because the real thing installs for half a minute; CI does that before these tests.
    """
    started: list[list[str]] = []

    def note(command: list[object]) -> subprocess.CompletedProcess[str]:
        started.append([str(part) for part in command])
        return subprocess.CompletedProcess(started[-1], 0, stdout=str(sys.version_info[:2]))

    (tmp_path / "python").touch()
    monkeypatch.setattr(dev, "STAMP", tmp_path / "stamp.txt")
    monkeypatch.setattr(dev, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(dev, "quiet", note)
    monkeypatch.setattr(dev, "missing_libraries", list)
    return started


def test_old_python_can_at_least_read_the_command() -> None:
    ast.parse(DEV.read_text(encoding="utf-8"), feature_version=(3, 7))


def test_old_python_is_told_what_is_needed(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "OLDEST_PYTHON", (3, 99))

    assert dev.main(["setup"]) == 1
    assert "needs Python 3.99 or newer" in capsys.readouterr().out


def test_second_setup_starts_nothing(dev: ModuleType, installer: list[list[str]]) -> None:
    dev.setup()
    installer.clear()

    assert dev.setup() == 0
    assert installer == []


def test_venv_is_made_anew_when_setup_was_killed(
    dev: ModuleType, installer: list[list[str]]
) -> None:
    dev.STAMP.write_text(dev.UNFINISHED, encoding="utf-8")

    dev.setup()

    assert any("--clear" in command for command in installer)


def test_installs_only_what_the_lock_has_hashes_for(
    dev: ModuleType, installer: list[list[str]]
) -> None:
    dev.setup()

    installs = [command for command in installer if "install" in command]
    assert len(installs) == 2
    assert all("--require-hashes" in command or "--no-deps" in command for command in installs)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_names_no_place_to_fetch_from(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")

    assert "://" not in text
    assert "\n-" not in text


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_locked_package_has_hashes(lock: Path) -> None:
    entries = lock.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()[1:]

    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_locks_agree_and_hold_what_the_project_asks_for() -> None:
    app, tests = (
        versions_in(ROOT / "packaging" / f"requirements{end}.lock") for end in ("", "-test")
    )
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for_app = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    for_tests = project["project"]["optional-dependencies"]["test"]

    assert app.items() <= tests.items()
    assert [need for need in for_app if not is_met(need, app)] == []
    assert [need for need in for_tests if not is_met(need, tests)] == []


def versions_in(lock: Path) -> dict[str, str]:
    entries = (
        line.split()[0] for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line
    )
    return dict(entry.split("==") for entry in entries)


def is_met(need: str, versions: dict[str, str]) -> bool:
    requirement = Requirement(need)
    version = versions.get(canonicalize_name(requirement.name))
    return version is not None and requirement.specifier.contains(version)


def test_what_tests_need_is_known_by_program_or_by_file(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(dev, "TEST_PROGRAMS", {"no-such-program": "one", "sh": "two"})
    monkeypatch.setattr(dev, "TEST_FILES", {"no/such/*/file": "three", "*": "four"})

    assert dev.missing_programs() == ["one", "three"]


@pytest.mark.parametrize(("linters", "tests", "code"), [(0, 0, 0), (1, 0, 1), (0, 1, 1), (1, 1, 1)])
def test_what_linters_find_is_told_after_the_tests_beside_which_they_ran(
    dev: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    linters: int,
    tests: int,
    code: int,
) -> None:
    (tmp_path / "dev.py").write_text(f"print('found a comma'); raise SystemExit({linters})")
    monkeypatch.setattr(dev, "__file__", str(tmp_path / "dev.py"))
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))

    def run_tests(_: list[object]) -> int:
        dev.say("tested")
        return tests

    monkeypatch.setattr(dev, "start", run_tests)

    assert dev.run_parts([]) == code
    _, *told = capsys.readouterr().out.split("\n")
    assert [line for line in told if line] == ["tested", *["found a comma"] * linters]


def test_check_leaves_out_what_is_slow_and_test_leaves_out_nothing(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(dev, "setup", lambda: 0)
    monkeypatch.setattr(dev, "missing_programs", list)

    def note(arguments: list[str]) -> int:
        asked.append(arguments)
        return 0

    monkeypatch.setattr(dev, "run_parts", note)

    assert (dev.check(["-x"]), dev.test(["-x"])) == (0, 0)
    quick, whole = asked
    assert {"-m", "not slow and not screen", "--hypothesis-profile", "check", "-x"} <= set(quick)
    assert not {"-m", "--hypothesis-profile"} & set(whole)
