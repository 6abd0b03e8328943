"""Typing on the glass: what the console's fields share, on a device that may have no keyboard."""

from pathlib import Path

from desktop_app.qt.keyboard.keyboards import Keyboards, keyboards_that_read


class Typing:
    """The layouts, read when a field first needs them; and whether a hardware keyboard was used.

    Once one was used, no keyboard comes up by itself any more; a touch of a field brings it back.
    """

    def __init__(self, folder: Path, languages: tuple[str, ...]) -> None:
        """Know where the layouts lie, and which languages are spoken here."""
        self._folder = folder
        self._languages = languages
        self._keyboards: tuple[Keyboards | None] | None = None
        self.has_hardware = False

    def keyboards(self) -> Keyboards | None:
        """Give the layouts; None if none can be read."""
        if self._keyboards is None:
            self._keyboards = (keyboards_that_read(self._folder, self._languages),)
        return self._keyboards[0]
