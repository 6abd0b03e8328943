"""What holds for every test: an unseen screen, a home of its own, nothing left behind."""

import gc
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

import desktop_app  # noqa: F401 - remembers how Python imports, before Qt is there
from tests import unseen_screen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

unseen_screen.prepare()  # before there is an application

TESTS = Path(__file__).parent
FONTS = TESTS.parent / "resources" / "fonts"

# Rooms of tests that need Qt's screen; `dev.py check` leaves them out. A test elsewhere that needs it
# says so with `@pytest.mark.screen`, or simply asks for a fixture of pytest-qt.
SCREEN_FOLDERS = frozenset({"console", "kiosk", "qt"})
SCREEN_FIXTURES = frozenset({"qapp", "qtbot"})

hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.register_profile("check", deadline=None, max_examples=20)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need a screen."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if is_in_screen_folder(item.path) or SCREEN_FIXTURES.intersection(fixtures):
            item.add_marker(pytest.mark.screen)


def pytest_collection_finish() -> None:
    """Leave what is loaded by now out of Python's search for garbage: it stays to the end.

    Else each search walks through all modules and tests, which was a twelfth of the time.
    """
    gc.collect()
    gc.freeze()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Where tests that need a screen are left out, not even read the files that have no others."""
    is_left_out = "not screen" in config.option.markexpr and collection_path.suffix == ".py"
    return True if is_left_out and is_in_screen_folder(collection_path) else None


def is_in_screen_folder(path: Path) -> bool:
    """Whether a test lies in a room that draws; the kiosk's journey itself does not."""
    if not path.is_relative_to(TESTS) or path.name.startswith("test_flow"):
        return False
    return not SCREEN_FOLDERS.isdisjoint(path.relative_to(TESTS).parts)


@pytest.fixture(autouse=True, scope="session")
def home_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the tests a home of their own, so that none ever touches the developer's."""
    home = tmp_path_factory.mktemp("home")
    places = {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "roaming",
        "LOCALAPPDATA": home / "local",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_DATA_HOME": home / "data",
        "XDG_STATE_HOME": home / "state",
        "XDG_RUNTIME_DIR": home / "runtime",
    }
    (home / "runtime").mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as patch:
        for name, place in places.items():
            patch.setenv(name, str(place))
        patch.delenv("INKSTAND_HOME", raising=False)
        patch.delenv("LANGUAGE", raising=False)  # gettext would look here first
        yield home


@pytest.fixture(autouse=True, scope="session")
def light_ballast() -> Iterator[None]:
    """Let journals take on 64 KiB in the place of 8 MiB; tests open very many of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("desktop_app.journal.store.BALLAST_BYTES", 64 * 1024)
        yield


@pytest.fixture(scope="session")
def qapp(qapp: "QApplication") -> "QApplication":
    """Give the application with the fonts of `resources`: the machine's are not seen."""
    from desktop_app.qt.fonts import font_files, load_files

    load_files(font_files(FONTS))
    return qapp


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread running or a window open."""
    threads_before = set(threading.enumerate())
    windows_before = {id(window) for window in open_windows()}
    yield
    flush_deferred_deletes()
    new_threads = [t.name for t in threading.enumerate() if is_leftover(t, threads_before)]
    new_windows = [repr(w) for w in open_windows() if id(w) not in windows_before]
    assert not new_threads, f"threads left running: {new_threads}"
    assert not new_windows, f"windows left open: {new_windows}"


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Delete what pytest-qt has only asked Qt to delete.

    Else widgets pile up, and each style sheet set on the whole app gets slower: 9.1 s instead of
    1.7 s for 25 tests.
    """
    flush_deferred_deletes()


def is_leftover(thread: threading.Thread, before: set[threading.Thread]) -> bool:
    """Whether a test has left a thread; one that is just ending may take a second to."""
    if thread in before or isinstance(
        thread, threading._DummyThread
    ):  # Python's note of a foreign one
        return False
    thread.join(timeout=1.0)
    return thread.is_alive()


def open_windows() -> list[object]:
    """Windows that are on the (unseen) screen; none if Qt was never loaded."""
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    from PySide6.QtWidgets import QApplication

    if QApplication.instance() is None:
        return []
    return [window for window in QApplication.topLevelWidgets() if window.isVisible()]


def flush_deferred_deletes() -> None:
    """Carry out every deleteLater at once; nothing if Qt was never loaded."""
    if "PySide6.QtCore" not in sys.modules:
        return
    from PySide6.QtCore import QCoreApplication, QEvent

    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
