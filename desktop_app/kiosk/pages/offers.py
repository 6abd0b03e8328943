"""More ways to act on the thank-you page: other petitions, and the question what matters."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.campaign.pack import CampaignId, CampaignKind, Pack
from desktop_app.kiosk.pages.page import MIDDLE, Setting
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.text import Text

MOST = 3
TIGHT_GAP_MM = 0.8


class Offers(QWidget):
    """A line each: the title of a campaign, and a button beside it."""

    chosen = Signal(str)

    def __init__(self, setting: Setting, campaigns: tuple[CampaignId, ...]) -> None:
        """Offer some of the campaigns that are on this device, petitions first."""
        super().__init__()
        self._setting = setting
        theme, words = setting.theme, setting.words
        offered = [pack for pack in setting.others if pack.id in campaigns]
        offered.sort(key=lambda pack: pack.settings.kind is CampaignKind.IDEA)
        # NOTE: Small heading on the thank-you page.
        self._heading = Text(words.say("Other petitions on this device"), theme, is_bold=True)
        has_petitions = any(pack.settings.kind is CampaignKind.PETITION for pack in offered)
        if not has_petitions:
            self._heading.hide()
        self._texts = [self._heading]
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.px(Size.SMALL_GAP))
        self._rows.addWidget(self._heading)
        for pack in offered[:MOST]:
            self._rows.addLayout(self._row(pack))

    def tighten(self) -> None:
        """Leave smaller gaps, and do without the heading."""
        self._rows.setSpacing(self._setting.theme.px(TIGHT_GAP_MM))
        self._heading.hide()

    def set_scale(self, scale: float) -> None:
        """Make the titles smaller."""
        for text in self._texts:
            text.set_scale(scale)

    def _row(self, pack: Pack) -> QHBoxLayout:
        theme, words = self._setting.theme, self._setting.words
        title = Text(pack.text(self._setting.language).words.title, theme, Type.LEAD)
        self._texts.append(title)
        if pack.settings.kind is CampaignKind.IDEA:
            # NOTE: Button beside the question "What matters where you live?".
            label = words.say("Tell us")
        else:
            # NOTE: Button beside the title of another petition.
            label = words.say("Sign this one too")
        button = Action(label, theme)
        button.setObjectName(f"another_{pack.id}")
        button.setAccessibleDescription(title.text())
        button.clicked.connect(lambda: self.chosen.emit(pack.id))
        row = QHBoxLayout()
        row.setSpacing(theme.px(Size.GAP))
        row.addWidget(title, 1, MIDDLE)
        row.addWidget(button, 0, MIDDLE)
        return row
