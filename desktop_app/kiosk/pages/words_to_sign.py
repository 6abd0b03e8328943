"""What signing means, said beside the button that signs, and the way to the privacy page."""

from PySide6.QtCore import Signal

from desktop_app.kiosk.pages.page import Setting
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import Text


class WordsToSign(Text):
    """The statements that signing gives."""

    def __init__(self, setting: Setting) -> None:
        """Say them in the signer's language."""
        consents = setting.pack.text(setting.language).words.consents
        statements = [consents[consent.id].statement for consent in setting.pack.consents_to_sign]
        super().__init__(" ".join(statements), setting.theme)
        self.setObjectName("words_to_sign")


class PrivacyLink(Action):
    """Underlined words that lead to the privacy page."""

    pressed_for = Signal(str)

    def __init__(self, setting: Setting) -> None:
        """Offer the page if the pack has one."""
        super().__init__(setting.words.say("Privacy"), setting.theme, Kind.LINK)
        self.setObjectName("read_privacy")
        self.clicked.connect(lambda: self.pressed_for.emit("privacy"))
        if setting.pack.page("privacy", setting.language) is None:
            self.hide()
