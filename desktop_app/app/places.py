"""The names of places and shifts, as they may stand in a signature."""

from desktop_app.signature.fields import cleaned

PLACE_MAX_CHARACTERS = 80


def clean_place(text: str) -> str:
    """Make the name of a place or shift fit to be sealed: the register refuses what is unclean."""
    return cleaned(text)[:PLACE_MAX_CHARACTERS].strip()
