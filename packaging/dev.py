"""What a developer does with a checkout: set it up, run the app, check, test, measure, renew the lock.

Standard library only, and nothing newer than Python 3.7 before the version has been looked at, so
that an old Python says what is missing instead of a syntax error.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
IS_WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if IS_WINDOWS else "bin/python")
STAMP = VENV / "inkstand-setup.txt"
BYTECODE = VENV / "bytecode"
UNFINISHED = "unfinished"  # what the stamp says while packages are being installed

APP_LOCK = ROOT / "packaging" / "requirements.lock"
TEST_LOCK = ROOT / "packaging" / "requirements-test.lock"

OLDEST_PYTHON = (3, 11)

# What Qt loads from the system, by the name of the library and of Debian's package:
# to draw at all, and to show a window under X11 (and Xwayland).
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# Programs that tests read PDFs with, and that make real sessions for the kiosk.
TEST_PROGRAMS = {
    "pdftotext": "poppler-utils",
    "Xvfb": "xvfb",
    "weston": "weston",
    "xdotool": "xdotool",
    "dbus-daemon": "dbus-daemon",
}
# What tests need beside programs on the path: a PostgreSQL to start; the bus of screen readers, and
# Debian's own Python with its bindings, which no package index has.
TEST_FILES = {
    "usr/lib/postgresql/*/bin/initdb": "postgresql",
    "usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "usr/lib/python3/dist-packages/gi/__init__.py": "python3-gi",
    "usr/lib/*/girepository-1.0/Atspi-2.0.typelib": "gir1.2-atspi-2.0",
}


class SetupError(Exception):
    """Something that the developer has to put right; the text says what."""


def main(arguments: Sequence[str]) -> int:
    """Carry out one command; what it does not know itself goes on to the tool it starts."""
    if sys.version_info < OLDEST_PYTHON:
        say(explain_old_python())
        return 1
    if not arguments or arguments[0] not in COMMANDS:
        say(usage())
        return 0 if arguments[:1] in (["help"], ["-h"], ["--help"]) else 2
    command, _ = COMMANDS[arguments[0]]
    try:
        return command(arguments[1:])
    except SetupError as error:
        say(f"Stopped: {error}")
        return 1
    except KeyboardInterrupt:
        return 130


def usage() -> str:
    """The commands, one a line."""
    lines = [f"    {name:<9}{purpose}" for name, (_, purpose) in COMMANDS.items()]
    return "\n".join(["usage: dev.py COMMAND [what the command passes on]", "", *lines])


# ---- the commands ---------------------------------------------------------------------------------


def setup(_: Sequence[str] = ()) -> int:
    """Make sure that .venv holds exactly what the lock says; do nothing when it does."""
    provide_system_packages(missing_libraries())
    wanted = fingerprint()
    found = read_stamp()
    if found == wanted and PYTHON.exists():
        return 0
    started_at = time.monotonic()
    if found == UNFINISHED or not venv_works():
        make_venv()
    STAMP.write_text(UNFINISHED, encoding="utf-8")
    say("Installing packages (the first time some 130 MB, which may take a few minutes) ...")
    install("--require-hashes", "-r", str(TEST_LOCK))
    install("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    try_qt()
    write_stamp(wanted)
    say(f"Ready, after {time.monotonic() - started_at:.0f} s.")
    return 0


def run(arguments: Sequence[str]) -> int:
    """Open the kiosk with a demonstration campaign; without a screen, go through it unseen.

    `run console` opens the console of the same demonstration.
    """
    setup()
    return start([PYTHON, "-m", "desktop_app.app.demonstration", *arguments], folder=Path.cwd())


def check(arguments: Sequence[str]) -> int:
    """Look at the source, the types, the rooms' borders, and run the tests that need no screen.

    Properties are tried less often than in `test`, the slow tests not at all.
    """
    setup()
    chosen = ["-m", "not slow and not screen", "--hypothesis-profile", "check"]
    return run_parts([*chosen, "-n", "auto", "--maxprocesses", "4", *arguments])


def test(arguments: Sequence[str]) -> int:
    """Run everything; pytest comes last, so that its summary is the last line."""
    setup()
    provide_system_packages(missing_programs())
    return run_parts(["-n", "auto", "--maxprocesses", "4", *arguments])


def lint(_: Sequence[str] = ()) -> int:
    """Look at the source and the types, one after the other, and name what failed."""
    failed = []
    for name, command in LINTERS.items():
        say(f"-- {name}")
        if start([PYTHON, "-m", *command]) != 0:
            failed.append(name)
    if failed:
        say(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


def bench(arguments: Sequence[str]) -> int:
    """Measure what DESIGN promises."""
    setup()
    return start([PYTHON, "-m", "tests.benchmarks", *arguments])


def monkey(arguments: Sequence[str]) -> int:
    """Let ten monkeys loose on the kiosk, 20 000 events each; takes a quarter of an hour."""
    setup()
    return start([PYTHON, "-m", "tests.kiosk.monkey", *arguments])


def faults(arguments: Sequence[str]) -> int:
    """Kill, cut the power, fill the disk, flip bits, let months pass: the long forms, an hour."""
    setup()
    return start([PYTHON, "-m", "tests.faults", *arguments])


def pictures(arguments: Sequence[str]) -> int:
    """Compare every screen with its approved picture, or approve those of now and the README's."""
    setup()
    signers = start([PYTHON, "-m", "tests.kiosk.approving", *arguments])
    return start([PYTHON, "-m", "tests.console.pictures", *arguments]) or signers


def words(languages: Sequence[str] = ()) -> int:
    """Bring the catalogues of all languages, and of further ones that are named, up to date."""
    setup()
    return start([PYTHON, str(ROOT / "packaging" / "words.py"), *languages])


def lock(_: Sequence[str] = ()) -> int:
    """Choose the newest versions that pyproject.toml allows, for every platform, with hashes.

    pip-compile resolves for the machine it runs on; uv resolves for all of them at once and adds
    markers (colorama only on Windows, say). uv is needed here alone and so is not in the lock.
    """
    with tempfile.TemporaryDirectory() as folder:
        tools = Path(folder) / "tools"
        say("Fetching the resolver ...")
        must([base_python(), "-m", "venv", tools], "Could not make a virtual environment.")
        tools_python = tools / PYTHON.relative_to(VENV)
        must([tools_python, "-m", "pip", "install", "--quiet", "uv"], "Could not install uv.")
        build_needs = Path(folder) / "build.in"
        build_needs.write_text("\n".join(project()["build-system"]["requires"]), encoding="utf-8")
        # The app's lock follows the larger one, so that what was tested is what is delivered.
        for target, more in (
            (TEST_LOCK, ["--extra", "test"]),
            (APP_LOCK, ["--extra", "postgresql", "-c", str(TEST_LOCK)]),
        ):
            say(f"Resolving {target.name} ...")
            target.write_text(resolve(tools_python, build_needs, more), encoding="utf-8")
    return 0


def resolve(tools_python: Path, build_needs: Path, more: Sequence[str]) -> str:
    """Resolve the project for all platforms; returns the text of a lock."""
    oldest = ".".join(map(str, OLDEST_PYTHON))
    answer = build_needs.with_suffix(".lock")
    options = ["--universal", "--generate-hashes", "--no-header", "--no-annotate", "--upgrade"]
    options += ["--python-version", oldest, "--output-file", str(answer), *more]
    options += ["pyproject.toml", str(build_needs)]
    must([tools_python, "-m", "uv", "pip", "compile", *options], "Could not resolve.")
    # No index addresses: where packages come from is for whoever installs to say.
    lines = answer.read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if not line.startswith(("-", "#"))]
    head = "# Written by `dev.py lock`, for every platform. Do not edit."
    return "\n".join([head, *lines]) + "\n"


COMMANDS: dict[str, tuple[Callable[[Sequence[str]], int], str]] = {
    "setup": (setup, "make .venv with everything that is locked; does nothing when it is there"),
    "run": (
        run,
        "set up, then open the kiosk with a demonstration campaign; run console: the console",
    ),
    "check": (check, "the fast checks, under a minute: before each commit"),
    "test": (test, "all checks and all tests: what CI runs"),
    "lint": (lint, "only what looks at the source and the types"),
    "bench": (bench, "measure, and print ratios"),
    "monkey": (monkey, "let ten monkeys loose on the kiosk"),
    "faults": (faults, "kills, power cuts, full disks, flipped bits, 90 days: the long forms"),
    "pictures": (
        pictures,
        "compare every screen with its approved picture; --approve to renew them",
    ),
    "words": (words, "renew the translators' catalogues from what the source says"),
    "lock": (lock, "renew the locked versions from what pyproject.toml allows"),
}


# ---- checks ---------------------------------------------------------------------------------------


LINTERS = {
    "ruff check": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "mypy": ["mypy"],
}


def run_parts(pytest_arguments: Sequence[str]) -> int:
    """Run every part even if one fails, and name those that failed; 0 if none did.

    What looks at the source runs beside the tests, and is told after them where it finds something.
    """
    say(f"-- {', '.join(LINTERS)} and pytest")
    with tempfile.TemporaryFile("w+", encoding="utf-8") as told:
        beside = subprocess.Popen(
            [str(PYTHON), __file__, "lint"], cwd=ROOT, stdout=told, stderr=subprocess.STDOUT
        )
        try:
            is_tested = start([PYTHON, "-m", "pytest", *pytest_arguments]) == 0
        finally:
            is_clean = beside.wait() == 0
        if not is_clean:
            told.seek(0)
            say(told.read())
    return 0 if is_tested and is_clean else 1


def start(command: Sequence[str | Path], folder: Path = ROOT) -> int:
    """Start a program with its output on ours and wait for its exit code."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    if "pytest" in command or "tests.benchmarks" in command:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    if "pytest" in command:  # its processes, and those that tests start, compile no module twice
        environment.setdefault("PYTHONPYCACHEPREFIX", str(BYTECODE))
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
    parts = [str(part) for part in command]
    with subprocess.Popen(parts, cwd=folder, env=environment) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:  # Ctrl+C reached the program as well: it ends in its own time
            process.wait()
            raise


# ---- the virtual environment ----------------------------------------------------------------------


def project() -> dict[str, dict[str, Any]]:
    """Read pyproject.toml."""
    import tomllib

    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def fingerprint() -> str:
    """Everything that .venv depends on, as one hash; changes of tool settings do not count."""
    settings = project()
    relevant = (
        settings["project"],
        settings["build-system"],
        settings["tool"]["hatch"],
        TEST_LOCK.read_bytes(),
        sys.version_info[:2],
        platform.machine(),
        str(ROOT),
    )
    return hashlib.sha256(repr(relevant).encode()).hexdigest()


def read_stamp() -> str:
    """Say what the last setup left: a fingerprint, UNFINISHED if it was killed, else nothing."""
    try:
        return STAMP.read_text(encoding="utf-8")
    except OSError:
        return ""


def write_stamp(text: str) -> None:
    """Note a finished setup; in one step, so that a half-written stamp cannot be."""
    unfinished_stamp = STAMP.with_suffix(".part")
    unfinished_stamp.write_text(text, encoding="utf-8")
    unfinished_stamp.replace(STAMP)


def base_python() -> str:
    """Find the Python outside of any virtual environment: .venv cannot be made with its own."""
    return str(getattr(sys, "_base_executable", sys.executable))


def venv_works() -> bool:
    """Whether .venv has a pip and the Python that runs this."""
    question = "import sys, pip; print(sys.version_info[:2])"
    try:
        answer = quiet([PYTHON, "-c", question])
    except OSError:
        return False
    return answer.returncode == 0 and answer.stdout.strip() == str(sys.version_info[:2])


def make_venv() -> None:
    """Make an empty .venv in place of whatever stands there."""
    say(f"Making .venv with Python {platform.python_version()} ...")
    if not venv_module_is_whole():
        major, minor = sys.version_info[:2]
        provide_system_packages([f"python{major}.{minor}-venv"])
    must([base_python(), "-m", "venv", "--clear", VENV], "Python could not make .venv.")


def venv_module_is_whole() -> bool:
    """Debian leaves ensurepip out of its Python unless one more package is there."""
    return quiet([base_python(), "-c", "import venv, ensurepip"]).returncode == 0


def install(*arguments: str) -> None:
    """Install with .venv's pip, from wherever the user's own pip settings say."""
    pip_install = ["-m", "pip", "install", "--disable-pip-version-check"]
    answer = quiet([PYTHON, *pip_install, *arguments])
    if answer.returncode != 0:
        STAMP.unlink()  # pip stopped in order: next time goes on from here
        say(answer.stdout)
        raise SetupError("pip could not install; its own words stand above.")


def try_qt() -> None:
    """Load Qt once, because a missing system library shows only then."""
    answer = quiet([PYTHON, "-c", "import PySide6.QtWidgets"])
    if answer.returncode != 0:
        STAMP.unlink()
        say(answer.stdout)
        raise SetupError("Qt does not start; the system library it misses is named above.")


# ---- the system -----------------------------------------------------------------------------------


def missing_libraries() -> list[str]:
    """Debian's names of the packages that Qt misses; nothing on other systems than Linux."""
    ldconfig = shutil.which("ldconfig", path=os.environ.get("PATH", "") + ":/sbin:/usr/sbin")
    if not sys.platform.startswith("linux") or ldconfig is None:
        return []
    known = {
        line.split()[0] for line in quiet([ldconfig, "-p"]).stdout.splitlines() if "=>" in line
    }
    return [package for library, package in QT_LIBRARIES.items() if library not in known]


def missing_programs() -> list[str]:
    """Debian's names of the packages that tests use and that are not there; only on Linux."""
    if not sys.platform.startswith("linux"):
        return []
    programs = [package for name, package in TEST_PROGRAMS.items() if shutil.which(name) is None]
    files = [package for name, package in TEST_FILES.items() if not any(Path("/").glob(name))]
    return programs + files


def provide_system_packages(packages: Sequence[str]) -> None:
    """Install Debian packages where that is allowed, else say what to type, and go on."""
    if not packages:
        return
    if shutil.which("apt-get") is None:
        say(f"This system may miss what Debian calls: {' '.join(packages)}")
        return
    install_them = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    rights = rights_for_apt()
    if rights is None:
        say("Please install what is missing, then come back:")
        say(f"    sudo {' '.join(install_them)}")
        return
    say(f"Installing {' '.join(packages)} ...")
    answer = quiet([*rights, *install_them])
    if answer.returncode != 0:  # most often the system's lists of packages are empty or old
        quiet([*rights, "apt-get", "update", "-q"])
        answer = quiet([*rights, *install_them])
    if answer.returncode != 0:
        say(answer.stdout)
        say("Could not install these; going on without.")


def rights_for_apt() -> list[str] | None:
    """What to put before apt-get so that it may install and asks nothing; None: it may not."""
    calm = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if sys.platform.startswith("linux") and os.geteuid() == 0:
        return calm
    if shutil.which("sudo") and quiet(["sudo", "-n", "true"]).returncode == 0:
        return ["sudo", "-n", *calm]
    return None


# ---- small things ---------------------------------------------------------------------------------


def say(text: str) -> None:
    """Tell the developer, at once and in order with what other programs print."""
    print(text, flush=True)


def quiet(command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run a program without showing what it prints; both its outputs are in `stdout`."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def must(command: Sequence[str | Path], complaint: str) -> str:
    """Run a program quietly; returns what it printed, or stops with it shown."""
    answer = quiet(command)
    if answer.returncode != 0:
        say(answer.stdout)
        raise SetupError(complaint)
    return answer.stdout


def explain_old_python() -> str:
    """Say which Python is needed and, if one is here, what to type."""
    needed, found = (
        ".".join(map(str, numbers[:2])) for numbers in (OLDEST_PYTHON, sys.version_info)
    )
    text = f"Inkstand needs Python {needed} or newer; this is {found}."
    for minor in range(20, OLDEST_PYTHON[1] - 1, -1):
        if shutil.which(f"python3.{minor}"):
            return text + f" Try: python3.{minor} {' '.join(sys.argv)}"
    return text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
