"""Options that several commands share, and what every command is given."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from desktop_app.app.home import Home


@dataclass(frozen=True, kw_only=True)
class Session:
    """What the command line was told before the command."""

    home: Home


AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
CampaignOption = Annotated[
    str | None, typer.Option("--campaign", help="The campaign's id, if there are several.")
]
RegisterOption = Annotated[
    str | None, typer.Option("--register", help="Another register than that of the home.")
]
PassphraseFile = Annotated[
    Path | None,
    typer.Option("--passphrase-file", help="Read the passphrase from this file's first line."),
]


def session_of(context: typer.Context) -> Session:
    """Give what was said before the command."""
    session = context.obj
    assert isinstance(session, Session)
    return session
