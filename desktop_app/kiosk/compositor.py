"""The Wayland compositor that shows the kiosk: which one it is, and what it lets people do. No Qt."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from desktop_app.kiosk.peer import PROC, Process, listener_of, process
from desktop_app.kiosk.values import Value

CAGE, WESTON = "cage", "weston"
KIOSK_SHELL = "kiosk-shell"


class Compositor(Value, frozen=True, kw_only=True):
    """What is known of a compositor, from its process and the settings it was started with."""

    name: str
    shell: str
    """Weston's shell; empty for others."""
    idle_s: str
    """After how many seconds Weston switches the screen off, as it was told; empty if it was not."""
    locks_terminals: bool
    """Whether Ctrl+Alt+F1 and the like lead nowhere."""
    environment: Mapping[str, str] | None
    may_record: bool = False
    """Whether a key makes pictures or films of the screen: of what people type."""


def compositor_at(environment: Mapping[str, str], proc: Path = PROC) -> Compositor | None:
    """Find the compositor that listens where an environment says; None if that is not clear."""
    number = listener_of(_socket_of(environment))
    running = process(number, proc) if number is not None else None
    return compositor_of(running) if running is not None else None


def _socket_of(environment: Mapping[str, str]) -> str:
    """Find the socket as Wayland's own library does: a path, or a name in the session's folder."""
    name = environment.get("WAYLAND_DISPLAY") or "wayland-0"
    return str(Path(environment.get("XDG_RUNTIME_DIR", "/nonexistent")) / name)


def compositor_of(running: Process) -> Compositor:
    """Read what a compositor's process was told."""
    if running.name == WESTON:
        return _weston(running)
    return Compositor(
        name=running.name,
        shell="",
        idle_s="",
        locks_terminals=running.name == CAGE and not _has_flag(running.arguments, "s"),
        environment=running.environment,
    )


def is_kiosk_shell(compositor: Compositor) -> bool:
    """Tell whether it shows one program alone, with no way to another."""
    return compositor.name == CAGE or (
        compositor.name == WESTON and compositor.shell.startswith(KIOSK_SHELL)
    )


def never_blanks(compositor: Compositor) -> bool:
    """Tell whether it never switches the screen off: cage has no clock for that."""
    return compositor.name == CAGE or (compositor.name == WESTON and compositor.idle_s == "0")


def _has_flag(arguments: tuple[str, ...], flag: str) -> bool:
    """Look for a flag of one letter, alone or among others; after `--` comes the program's."""
    for argument in arguments[1:]:
        if argument == "--" or not argument.startswith("-"):
            return False
        if flag in argument[1:]:
            return True
    return False


# ---- Weston ---------------------------------------------------------------------------------------


def _weston(running: Process) -> Compositor:
    """Read Weston's settings: what stands on its command line counts more than its file.

    In each of its shells Super+R films the screen and Super+S takes a picture, into the folder that
    Weston was started in. No setting turns that off; a folder that takes no files does.
    """
    arguments, environment = running.arguments, running.environment
    settings = _settings(arguments, environment or {})
    shell = _option(arguments, "--shell=") or settings.get("core.shell", "")
    loaded = {name.removesuffix(".so") for name in running.loaded if name.endswith("-shell.so")}
    if loaded and loaded != {shell.removesuffix(".so")}:
        shell = ""  # what really runs is another
    return Compositor(
        name=WESTON,
        shell=shell,
        idle_s=_idle(arguments) or settings.get("core.idle-time", ""),
        locks_terminals=settings.get("keyboard.vt-switching") == "false",
        environment=environment,
        may_record=running.can_write_here or bool((environment or {}).get("XDG_PICTURES_DIR")),
    )


def _option(arguments: tuple[str, ...], start: str) -> str:
    return next((one.removeprefix(start) for one in arguments if one.startswith(start)), "")


def _idle(arguments: tuple[str, ...]) -> str:
    for argument, after in zip(arguments, (*arguments[1:], ""), strict=True):
        if argument == "-i":
            return after
        if argument.startswith("-i"):
            return argument[2:]
    return _option(arguments, "--idle-time=")


def _settings(arguments: tuple[str, ...], environment: Mapping[str, str]) -> Mapping[str, str]:
    """Read `section.key` to value; the first one counts, as in Weston."""
    if "--no-config" in arguments:
        return {}
    for path in _places(arguments, environment):
        try:
            return _read_settings(path.read_text(encoding="utf-8", errors="replace"))
        except OSError:
            continue
    return {}


def _places(arguments: tuple[str, ...], environment: Mapping[str, str]) -> Iterator[Path]:
    """Say where Weston looks for its settings, the first place first.

    Source: weston.ini(5).
    """
    named = _option(arguments, "--config=") or _after(arguments, "-c")
    if named:
        yield Path(named)
        return
    home = Path(environment.get("HOME", "/nonexistent"))
    yield Path(environment.get("XDG_CONFIG_HOME") or home / ".config") / "weston.ini"
    for folder in (environment.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(":"):
        yield Path(folder) / "weston" / "weston.ini"


def _after(arguments: tuple[str, ...], flag: str) -> str:
    return arguments[arguments.index(flag) + 1] if flag in arguments[:-1] else ""


def _read_settings(text: str) -> Mapping[str, str]:
    section, found = "", dict[str, str]()
    for line in map(str.strip, text.splitlines()):
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found.setdefault(f"{section}.{key.strip()}", value.strip())
    return found
