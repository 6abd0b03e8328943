"""Under the e-mail field: one button that puts the likely domain in the place of a mistyped one.

It comes when a person wants to go on, never while they type: nothing flickers, and no key moves under
a hand. It never stops anybody twice: who presses Next again has the address that they typed.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop_app.language import Words
from desktop_app.qt.theme import Theme
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.text import ISOLATED

if TYPE_CHECKING:  # it is read with the keyboards, after the first screen
    from desktop_app.signature.typos import KnownDomains


class DomainOffer(QWidget):
    """Offers a domain, or nothing; then it takes no room."""

    taken = Signal(str)
    """The domain that was offered."""

    def __init__(self, theme: Theme, words: Words, known: "KnownDomains", country: str) -> None:
        """Begin with nothing to offer.

        Args:
            theme: how it is drawn.
            words: the signer's.
            known: what is known of mail domains.
            country: whose usual domains are the likelier ones (ISO 3166-1 alpha-2); may be empty.
        """
        super().__init__()
        self._theme, self._words = theme, words
        self._known, self._country = known, country
        self._button: Action | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addStretch(1)
        self.hide()

    @property
    def sentence(self) -> str:
        """What it asks."""
        return "" if self._button is None else self._button.accessibleName()

    def offer_for(self, field: QLineEdit) -> bool:
        """Offer the domain that was probably meant; tell whether it was not offered before."""
        from desktop_app.signature.typos import likely_domain

        domain = likely_domain(field.text(), self._known, country=self._country)
        if domain is None or self._button is not None:
            return False
        # NOTE: A button under the e-mail field: offers the right spelling of a mail provider, such
        # as gmail.com. One tap takes it.
        sentence = self._words.say("Did you mean %(domain)s?")
        button = Action(sentence % {"domain": ISOLATED % domain}, self._theme)
        button.setObjectName("offered_domain")
        button.setAccessibleName(sentence % {"domain": domain})
        button.clicked.connect(lambda: self.taken.emit(domain))
        self._button = button
        self._row.insertWidget(0, button, 0, Qt.AlignmentFlag.AlignTop)
        self.setTabOrder(field, button)
        self.show()
        return True

    def withdraw(self) -> None:
        """Offer nothing: something else was typed."""
        if self._button is None:
            return
        self._row.removeWidget(self._button)
        self._button.hide()
        self._button.deleteLater()
        self._button = None
        self.hide()
