"""Reads the list of names that somebody may want to look at."""

import tomllib

from desktop_app.app.home import resources_folder
from desktop_app.register.flags import NamesToLookAt, names_to_look_at

FILE = "names_to_look_at.toml"


def read_names_to_look_at() -> NamesToLookAt:
    """Read the names and words of all languages: people sign in any of them anywhere.

    Raises:
        ResourcesMissing.
    """
    text = (resources_folder() / FILE).read_text(encoding="utf-8")
    languages = tomllib.loads(text).values()
    return names_to_look_at(
        [name for language in languages for name in language["names"]],
        [word for language in languages for word in language["words"]],
    )
