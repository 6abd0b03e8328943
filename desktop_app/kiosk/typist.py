"""How the signer types: what is remembered from page to page, and forgotten with them."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the first screen has no keyboard
    from desktop_app.qt.keyboard.layout import Layout


@dataclass(kw_only=True)
class Typist:
    """What a signer has chosen for typing. It is in memory only, and made anew for the next one."""

    has_hardware: bool = False
    """Whether they use a hardware keyboard."""
    latin: "Layout | None" = None
    """The Latin layout chosen last: addresses are written on it."""
    _language: str = ""
    _by_page: dict[str, "Layout"] = field(default_factory=dict)

    def choose(self, layout: "Layout", page: str, language: str, *, is_latin: bool) -> None:
        """Remember the layout of a page's keyboard."""
        self._follow(language)
        self._by_page[page] = layout
        if is_latin:
            self.latin = layout

    def layout_on(self, page: str, language: str) -> "Layout | None":
        """Give the layout chosen on a page, if one was; another language begins with its own."""
        self._follow(language)
        return self._by_page.get(page)

    def _follow(self, language: str) -> None:
        if language != self._language:
            self._language, self.latin = language, None
            self._by_page.clear()
