"""Between which layouts the switch key goes: by taps through the scripts, by name to any of them."""

from desktop_app.qt.keyboard.keyboards import switch_label
from desktop_app.qt.keyboard.layout import Layout, Script


class Switching:
    """The layouts of one keyboard, and which of them is shown."""

    def __init__(self, layouts: tuple[Layout, ...], number: int = 0) -> None:
        """Begin with one of them.

        Args:
            layouts: all that may be chosen; the first stands for its script until another is.
            number: which one is shown at first.
        """
        self.layouts = layouts
        self.number = number
        self._stops = _stops_among(layouts)
        self.choose(number)

    @property
    def shown(self) -> Layout:
        """The layout whose letters are there."""
        return self.layouts[self.number]

    @property
    def names(self) -> tuple[str, ...]:
        """What the layouts are called, in their own languages; none where nothing can be chosen."""
        return tuple(one.name for one in self.layouts) if len(self.layouts) > 1 else ()

    def label_after(self, number: int) -> str:
        """Say what stands on the switch key while a layout is shown; nothing if there is no other."""
        if len(self.layouts) == 1:
            return ""
        following = self.layouts[self._after(number)]
        return switch_label(following, tuple(self.layouts[stop] for stop in self._stops))

    def go_on(self) -> None:
        """Show the next script's layout, or the next layout where all have one script."""
        self.number = self._after(self.number)

    def choose(self, number: int) -> None:
        """Show a layout; among those that taps lead through it takes the place of its script's."""
        self.number = number
        if number not in self._stops:
            script = self.shown.script
            self._stops = tuple(
                number if self.layouts[stop].script is script else stop for stop in self._stops
            )

    def _after(self, number: int) -> int:
        """Give what a tap leads to; what is no stop itself goes where its script's stop does."""
        scripts = [self.layouts[stop].script for stop in self._stops]
        is_stop = number in self._stops
        at = self._stops.index(number) if is_stop else scripts.index(self.layouts[number].script)
        return self._stops[(at + 1) % len(self._stops)]


def _stops_among(layouts: tuple[Layout, ...]) -> tuple[int, ...]:
    """Choose what taps lead through.

    Of Latin layouts one is enough: the others' letters lie under a long press.
    """
    latin = [number for number, one in enumerate(layouts) if one.script is Script.LATIN]
    stops = [number for number in range(len(layouts)) if number not in latin[1:]]
    return tuple(stops if len(stops) > 1 else range(len(layouts)))
