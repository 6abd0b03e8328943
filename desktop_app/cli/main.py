"""The `inkstand` command: global options, exit codes, and the one place that catches problems."""

import sys
from gettext import NullTranslations
from pathlib import Path
from typing import Annotated, ClassVar

import typer

import desktop_app
from desktop_app.app.home import home_at
from desktop_app.cli import (
    campaign,
    checklist,
    closing,
    coordinator,
    copying,
    device,
    erasing,
    handing_over,
    installation,
    key,
    pin,
    practising,
    register,
    restoring,
    retention,
    setup,
    statistics,
    withdrawing,
)
from desktop_app.cli.options import Session
from desktop_app.cli.printing import show_fault, show_problem
from desktop_app.language import SOURCE_LANGUAGE, Words
from desktop_app.problems import Problem


class DiskRefused(Problem):
    """The system refused a path or a disk."""

    code: ClassVar[str] = "disk.refused"


class ArgumentUnreadable(Problem):
    """An argument is not UTF-8."""

    code: ClassVar[str] = "arguments.unreadable"


EXIT_DONE = 0
EXIT_PROBLEM = 1
EXIT_INTERRUPTED = 130

app = typer.Typer(
    name="inkstand",
    help="Collects petition signatures where there is no internet, and keeps them sealed.\n\n"
    "Without a command it opens the console: to set a stall up, and to start the kiosk.",
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
device.add_to(app)
copying.add_to(app)
closing.add_to(app)
handing_over.add_to(app)
erasing.add_to(app)
restoring.add_to(app)
pin.add_to(app)
checklist.add_to(app)
setup.add_to(app)
practising.add_to(app)
coordinator.add_to(app)
withdrawing.add_to(app)
retention.add_to(app)
statistics.add_to(app)
installation.add_to(app)
app.add_typer(campaign.app, name="campaign")
app.add_typer(key.app, name="key")
app.add_typer(register.app, name="register")


def run(arguments: list[str]) -> int:
    """Run one command.

    Returns:
        0 done, 1 a problem (said on standard error), 2 wrong usage.
    """
    _speak_utf8()
    words = Words(SOURCE_LANGUAGE, NullTranslations())  # needs no file, so it can always speak
    as_json = "--json" in arguments
    try:
        _check_text(arguments)
        app(arguments, prog_name="inkstand")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else EXIT_DONE
    except Problem as problem:
        show_problem(problem, words, as_json=as_json)
        return EXIT_PROBLEM
    except OSError as error:  # a path that no room met at its door, a full disk under the answer
        show_problem(
            DiskRefused(reason=error.strerror or type(error).__name__), words, as_json=as_json
        )
        return EXIT_PROBLEM
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        return EXIT_PROBLEM
    except Exception as error:  # noqa: BLE001  # the one place where a fault meets a person
        show_fault(error, words, as_json=as_json)
        return EXIT_PROBLEM
    return EXIT_DONE


@app.callback()
def _begin(
    context: typer.Context,
    home: Annotated[
        Path | None,
        typer.Option(help="The folder that keeps everything; else INKSTAND_HOME."),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and end.", is_eager=True)
    ] = False,
) -> None:
    if version:
        typer.echo(f"inkstand {desktop_app.__version__}")
        raise typer.Exit
    context.obj = Session(home=home_at(home))
    if context.invoked_subcommand is None:
        from desktop_app.app.opening import open_console

        raise typer.Exit(open_console(home_at(home)))


def _check_text(arguments: list[str]) -> None:
    """Refuse arguments that are no text: they could not be sealed, written or shown."""
    for number, argument in enumerate(arguments, start=1):
        if not argument.isprintable() and any("\ud800" <= c <= "\udfff" for c in argument):
            raise ArgumentUnreadable(number=number)


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
