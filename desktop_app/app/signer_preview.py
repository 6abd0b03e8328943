"""Draws the kiosk's own pages for a campaign that is being made: what is previewed is what is signed.

Console and kiosk know nothing of each other: the console says what it wants to see, and gets a picture.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from desktop_app.campaign.pack import Pack
from desktop_app.console.given_campaigns import PreviewLook, SignerPage
from desktop_app.kiosk import scenes
from desktop_app.kiosk.flow import Rules
from desktop_app.kiosk.pages.dividing import lay_out_choices
from desktop_app.kiosk.pages.page import Page, Setting
from desktop_app.kiosk.states import Form, Petition, Sight, Stage, State, Thanks
from desktop_app.kiosk.steps import Part, Step, StepKind, steps
from desktop_app.language import Catalogues
from desktop_app.qt.theme import Theme, fitting_px_per_mm
from desktop_app.qt.widgets.top_bar import BarLook, TopBar
from desktop_app.signature.draft import new_draft
from desktop_app.signature.undo import RecordId

EXAMPLE_CODE = "7F3AK9QWXE"
"""A code as it looks; nobody ever got it."""


def drawn(look: PreviewLook, signing: Catalogues) -> QPixmap:
    """Draw a whole screen of the kiosk, on the screen's thread.

    Args:
        look: which page of which pack, on which glass.
        signing: the words of the signer's screens.
    """
    language = shown_language(look, signing)
    words = signing.words(language)
    theme = Theme(
        px_per_mm=fitting_px_per_mm(look.glass),
        is_portrait=look.is_standing,
        campaign_accent=look.pack.settings.look.accent,
        families=look.families,
    )
    screen = QWidget()
    screen.setObjectName("window")
    screen.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    screen.setStyleSheet(f"QWidget#window {{ background: {theme.palette.paper}; }}")
    directions = Qt.LayoutDirection
    is_mirrored = words.is_right_to_left
    screen.setLayoutDirection(directions.RightToLeft if is_mirrored else directions.LeftToRight)
    screen.resize(look.glass)
    width, height = look.glass.width(), look.glass.height()
    bar = TopBar(BarLook(languages=look.pack.settings.languages), theme, words)
    bar.setParent(screen)
    bar.show_chosen(language, is_in_form=look.page is SignerPage.CHOICES)
    top = bar.height_for(width)
    bar.setGeometry(0, 0, width, top)
    setting = Setting(
        pack=look.pack,
        language=language,
        words=words,
        country_words=words,
        theme=theme,
        size=QSize(width, height - top),
        pretence=None,
    )
    page = _page(setting, look)
    page.setParent(screen)
    page.setGeometry(0, top, width, height - top)
    picture = screen.grab()
    screen.deleteLater()
    return picture


def shown_language(look: PreviewLook, signing: Catalogues) -> str:
    """Choose the language that a signer would see: what the screens do not speak is not shown."""
    is_there = look.language in look.pack.settings.languages
    is_shown = is_there and look.language in signing.languages()
    default = look.pack.settings.default_language
    if is_shown:
        return look.language
    return default if default in signing.languages() else next(iter(look.pack.texts))


def _page(setting: Setting, look: PreviewLook) -> Page:
    parts = lay_out_choices(setting) if look.page is SignerPage.CHOICES else ()
    rules = Rules(pack=setting.pack, lay_out=lambda _: parts)
    state = State(
        stage=_stage(setting.pack, look.page, parts),
        sight=Sight(language=setting.language),
        kept_count=0,
    )
    page = scenes.new_page(state, setting, rules, lambda _: None)
    scenes.show(page, state, rules)
    return page


def _stage(pack: Pack, page: SignerPage, parts: tuple[Part, ...]) -> Stage:
    match page:
        case SignerPage.PETITION:
            return Petition()
        case SignerPage.CHOICES:
            draft = new_draft(pack)
            asked = steps(pack, draft, parts)
            return Form(draft=draft, step=_choices_among(asked)) if asked else Petition()
        case SignerPage.THANKS:
            return Thanks(
                campaign=pack.id,
                withdrawal_code=EXAMPLE_CODE,
                record_id=RecordId(""),
                kept_count=1,
                left_s=pack.settings.kiosk.thanks_s,
            )


def _choices_among(asked: tuple[Step, ...]) -> Step:
    return next((step for step in asked if step.kind is StepKind.CHOICES), asked[-1])
