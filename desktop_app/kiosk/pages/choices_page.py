"""Screen 4: the country and the choices, and beside SIGN what signing means."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.campaign.pack import CampaignKind, ConsentId
from desktop_app.kiosk.pages.choice_row import ChoiceRow, Rule
from desktop_app.kiosk.pages.country_chips import MOST_ROWS_STANDING, CountryChips
from desktop_app.kiosk.pages.foot import add_foot
from desktop_app.kiosk.pages.labelled_field import Complaint
from desktop_app.kiosk.pages.page import FormPage, Progress, Setting
from desktop_app.kiosk.pages.petition_brief import PetitionBrief
from desktop_app.kiosk.pages.words_to_sign import WordsToSign
from desktop_app.kiosk.sentences import missing_choice, sentence_for
from desktop_app.kiosk.states import Form, State
from desktop_app.kiosk.steps import Part, Step
from desktop_app.qt.spoken import Spoken
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.text import Text, fit, plain_line

SMALLER = (0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.5)


class ChoicesPage(FormPage):
    """One part of the choices; at Normal usually all of them."""

    answered = Signal(str, object)
    country_chosen = Signal(str)
    countries_asked = Signal()
    reading_asked = Signal(str)

    def __init__(self, setting: Setting, step: Step, country: str) -> None:
        """Ask for a part of the choices; `country` is the one chosen so far."""
        super().__init__(setting, step)
        self.rows.setSpacing(0)
        self.has_dots = self.has_dots and not step.part.has_country  # the chips need the room
        self._shown_refusals = 0
        self._chips: CountryChips | None = None
        self._choice_complaint = Complaint(self.theme)
        self._choice_complaint.setObjectName("wrong_choices")
        self._country_complaint = Complaint(self.theme)
        self._country_complaint.setObjectName("wrong_country")
        part = step.part
        self._brief = self._add_brief() if part.shows_petition else None
        self._add_head(part, country)
        if part.consents:
            self.rows.addSpacing(self.theme.px(1.2))
            self.rows.addWidget(Rule(self.theme))
        self._rows = [self._choice_row(consent_id) for consent_id in part.consents]
        self.rows.addStretch(1)
        add_foot(self, (self._choice_complaint,)).pressed_for.connect(self.reading_asked)

    def show_state(self, state: State) -> None:
        """Show choices, country and what is missing; after a refused Next, lead to it."""
        form = state.stage
        if not isinstance(form, Form):
            return
        missing = [self._show_country(form)]
        is_missing = form.is_missing_shown and any(
            form.draft.chosen(row.consent_id) is None for row in self._rows
        )
        self._complain(is_missing=is_missing)
        for row in self._rows:
            choice = form.draft.chosen(row.consent_id)
            row.show_choice(choice, is_missing_shown=form.is_missing_shown)
            missing.append(row.first() if choice is None else None)
        first = next((widget for widget in missing if widget is not None), None)
        if form.refused_count > self._shown_refusals and first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            self.complain_aloud(first, first.accessibleDescription())
        self._shown_refusals = form.refused_count

    def show_all_complaints(self) -> None:
        """Show every sentence that could be needed, to measure whether there is room."""
        for row in self._rows:
            row.show_choice(None, is_missing_shown=True)
        self._complain(is_missing=bool(self._rows))
        if self._brief is not None:
            self._brief.make_least()

    def shrink_to_fit(self) -> None:
        """Make long words smaller where even one choice alone would not have room."""
        self.show_progress(Progress(number=9, total=9))
        self.show_last(is_last=True)
        self.show_all_complaints()
        texts = [row.text for row in self._rows] + self.findChildren(WordsToSign)
        if self._brief is not None:
            self._brief.show_all()
            fit(
                self,
                self.setting.size.width(),
                self.setting.size.height(),
                self._brief.giving_way(),
            )
            texts += self._brief.texts
        fit(
            self,
            self.setting.size.width(),
            self.setting.size.height(),
            [partial(_scale_all, texts, scale) for scale in SMALLER],
        )

    def _complain(self, *, is_missing: bool) -> None:
        """Say at the foot that choices are missing, where the rows have no room for a sentence."""
        is_said_here = is_missing and not (self.theme.is_large or self.theme.is_portrait)
        self._choice_complaint.say(missing_choice(self.words) if is_said_here else "")

    # -- top --

    def _add_brief(self) -> PetitionBrief:
        """Set what is signed above the choices, for somebody who comes from another petition."""
        brief = PetitionBrief(self.setting)
        brief.reading_asked.connect(self.reading_asked)
        row = self.heading(brief.title)
        self.rows.addLayout(row)
        self.rows.addSpacing(self.theme.px(Size.GAP))
        self.rows.addWidget(brief)
        self.rows.addSpacing(self.theme.px(Size.SMALL_GAP))
        return brief

    def _add_head(self, part: Part, country: str) -> None:
        if self._brief is not None and not part.has_country:
            return
        if part.has_country:
            self._add_country(country)
        elif part.is_words_alone:
            self.rows.addLayout(self.heading(self._title_of_words()))
        else:
            self.rows.addLayout(self.heading(self.words.say("Your choices")))
        self.rows.addWidget(self._country_complaint)

    def _title_of_words(self) -> str:
        if self.setting.pack.settings.kind is CampaignKind.IDEA:
            return self.words.say("Your idea")
        return self.words.say("Your signature")

    def _add_country(self, country: str) -> None:
        theme = self.theme
        question = self.words.say("Country")
        if theme.is_large or theme.is_portrait:
            self.rows.addLayout(self.heading(question))
            self.rows.addSpacing(theme.px(Size.GAP))
            width, row_count = self.setting.inner_width, MOST_ROWS_STANDING
            chips = CountryChips(self.setting, country, width, row_count=row_count)
            self.rows.addWidget(chips)
        else:
            title = plain_line(question, theme, Type.QUESTION, is_bold=True, spoken=Spoken.HEADING)
            title.setObjectName("question")
            self.entitle(question)
            width = self.setting.inner_width - title.sizeHint().width() - self.progress_width()
            chips = CountryChips(self.setting, country, width, row_count=1)
            row = QHBoxLayout()
            row.setSpacing(theme.px(Size.GAP))
            row.addWidget(title)
            row.addWidget(chips, 1, Qt.AlignmentFlag.AlignVCenter)
            row.addLayout(self.progress_row)
            self.rows.addLayout(row)
        chips.chosen.connect(self.country_chosen)
        chips.others_asked.connect(self.countries_asked)
        self._chips = chips

    # -- middle --

    def _choice_row(self, consent_id: ConsentId) -> ChoiceRow:
        consents = self.setting.pack.text(self.setting.language).words.consents
        row = ChoiceRow(self.setting, consent_id, consents[consent_id])
        row.answered.connect(self.answered)
        self.rows.addWidget(row)
        return row

    def _show_country(self, form: Form) -> QWidget | None:
        if self._chips is None:
            return None
        self._chips.show_chosen(form.draft.country)
        wrong = next((one for one in form.wrong if one.field == "country"), None)
        sentence = sentence_for(self.words, wrong) if wrong else ""
        self._country_complaint.say(sentence)
        self._chips.describe(sentence)
        return self._chips.first() if wrong else None


def _scale_all(texts: Sequence[Text], scale: float) -> None:
    for text in texts:
        text.set_scale(scale)
