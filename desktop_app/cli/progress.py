"""Shows on a terminal how far long work is; elsewhere it says nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Show = Callable[[int, int | None], None]
"""Takes how much is done, and of how much; None for not known."""


@contextmanager
def progress_bar(title: str) -> Iterator[Show]:
    """Draw a bar on a terminal's standard error while the work goes on."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(title, total=None)

        def show(done: int, total: int | None) -> None:
            bar.update(task, completed=done, total=total)

        yield show
