"""The foot of a page that asks by touch: what signing means, the way to privacy, and the button."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.kiosk.pages.page import FormPage
from desktop_app.kiosk.pages.words_to_sign import PrivacyLink, WordsToSign
from desktop_app.qt.theme import Size

MAIN_BUTTON_WIDTH_MM = 60.0


def add_foot(page: FormPage, above: Sequence[QWidget] = ()) -> PrivacyLink:
    """Set words, and what is above them, beside SIGN, or on a narrow page above it.

    Gives the link to the privacy page.
    """
    theme, has_words = page.theme, page.step.part.has_words_to_sign
    is_stacked = theme.is_large or theme.is_portrait
    words = QVBoxLayout()
    words.setSpacing(theme.px(0.8))
    words.addStretch(1)
    for widget in above:
        words.addWidget(widget)
    if has_words:
        words.addWidget(WordsToSign(page.setting))
    ends = QVBoxLayout()
    ends.setSpacing(0)
    ends.addStretch(1)
    link = PrivacyLink(page.setting)
    if has_words and not is_stacked:
        ends.addWidget(link, 0, Qt.AlignmentFlag.AlignRight)
    ends.addLayout(page.main_place)
    foot = QHBoxLayout()
    foot.setSpacing(theme.px(4.0))
    if is_stacked:
        page.rows.addLayout(words)
        page.rows.addSpacing(theme.px(Size.SMALL_GAP))
        foot.addWidget(link, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addStretch(1)
        foot.addLayout(ends, 2)
    else:
        width = theme.px(MAIN_BUTTON_WIDTH_MM)
        foot.addLayout(words, page.setting.inner_width - width)
        foot.addLayout(ends, width)
    page.rows.addLayout(foot)
    page.set_last_row(foot)
    return link
