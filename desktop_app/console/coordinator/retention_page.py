"""The list of what must be erased by when, and the page of a certificate."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.console.coordinator.column_page import DropPage
from desktop_app.console.coordinator.form_page import FormPage
from desktop_app.console.coordinator.keys_words import isolated, written
from desktop_app.console.coordinator.retention_states import (
    ListingRetention,
    RefusedCertificate,
    ShowingCertificate,
    Shown,
)
from desktop_app.console.coordinator.retention_words import due_words, kept_words
from desktop_app.console.given_retention import KeptCampaign
from desktop_app.console.pages.page import Page, RowsCard
from desktop_app.console.pages.telling import telling
from desktop_app.console.setting import Setting
from desktop_app.deliveries.coordinator.certificate import certificate_page
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.wrapping import WrappingLayout
from desktop_app.register.certificate import CERTIFICATE_SUFFIX
from desktop_app.register.retention import Due

CERTIFICATE_FILES = f"Inkstand (*{CERTIFICATE_SUFFIX})"
PDF_FILES = "PDF (*.pdf)"


class RetentionPage(DropPage):
    """Shows each campaign with its day, the most urgent first. A certificate may be dropped on it."""

    erase_pressed = Signal(str)
    """With the id of a campaign, also of one whose certificate is to be written again."""
    destroy_pressed = Signal()
    certificate_named = Signal(Path)

    def __init__(self, setting: Setting, state: ListingRetention) -> None:
        """Draw the list."""
        super().__init__(setting, setting.words.say("Retention"))
        words = self.words
        self.paths_dropped.connect(lambda paths: self.certificate_named.emit(paths[0]))
        self._shown: tuple[KeptCampaign, ...] | None = None
        self._cards: list[QWidget] = []
        read = self.button(words.say("Verify a certificate …"), Kind.BIG, name="verify")
        read.clicked.connect(lambda: ask_certificate(self, self.certificate_named.emit))
        self._destroy = self.button(words.say("Destroy a key …"), Kind.BIG, name="destroy")
        self._destroy.clicked.connect(self.destroy_pressed)
        self._read = read
        self.column.rows.addStretch(1)
        self.main_rows(read, self._destroy)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the most urgent campaign."""
        found: QWidget | None = self.column.findChild(Action)
        return found or self._read

    def show_state(self, state: ListingRetention) -> None:
        """Show what is there."""
        self._destroy.setVisible(bool(state.campaigns))
        self.complain(state.problem)
        if state.campaigns is not None and state.campaigns != self._shown:
            self._shown = state.campaigns
            self._fill(state.campaigns)

    def _fill(self, campaigns: tuple[KeptCampaign, ...]) -> None:
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = [self._card(each) for each in campaigns] or [self._nothing()]
        for place, card in enumerate(self._cards, start=1):  # beneath the place for problems
            self.column.rows.insertWidget(place, card)

    def _nothing(self) -> QWidget:
        nothing = self.words.say(
            "The register holds no campaign. Once devices are merged, this page says what must be erased"
            " by when. A certificate can be verified at any time: choose its file, or drop it here."
        )
        return self.text(nothing, name="nothing")

    def _card(self, campaign: KeptCampaign) -> QWidget:
        words, kept = self.words, campaign.kept
        title = campaign.title(words.language)
        card = RowsCard(self.theme, f"{title} {kept.campaign}")
        name = kept.campaign
        card.rows.addWidget(
            self.text(isolated(title), Type.LEAD, name=f"title_{name}", is_bold=True)
        )
        is_urgent = kept.due in (Due.PAST, Due.SOON)
        card.rows.addWidget(
            self.text(due_words(words, kept), Type.LEAD, name=f"due_{name}", is_bold=is_urgent)
        )
        if kept.due is not Due.ERASED:
            told = kept_words(words, kept)
            card.rows.addWidget(self.text(told, Type.READING, name=f"kept_{name}"))
            label = words.say("Erase …")
        else:
            label = words.say("Write the certificate again …")
        button = self.button(label, Kind.QUIET, name=f"erase_{name}")
        button.setAccessibleName(f"{label} {title}")
        button.clicked.connect(telling(self.erase_pressed, name))
        row = WrappingLayout(self.theme.px(Size.SMALL_GAP), self.theme.px(Size.SMALL_GAP))
        row.addWidget(button)
        card.rows.addLayout(row)
        return card


class CertificatePage(FormPage):
    """Shows what a certificate says, what it proves, and what it does not."""

    page_named = Signal(Path)
    """Its PDF is to be written again."""
    left = Signal()

    def __init__(self, setting: Setting, state: ShowingCertificate) -> None:
        """Draw it, with what was done just now on top."""
        certificate = state.certificate
        words = setting.words
        page = certificate_page(certificate.statement, words)
        super().__init__(setting, page.title)
        self._signed = certificate.signed
        for number, said in enumerate(self._told(state)):
            self.add_words(said, Type.LEAD, name=f"told_{number}", is_bold=True)
        files = tuple(file for file in (certificate.signed, certificate.page) if file is not None)
        if state.why is not Shown.READ:
            self.add_words(written(words, files), name="written")
        self._again = self.add_words("", name="written_again", is_bold=True)
        self.add_words(page.lead, name="lead")
        for number, (label, value) in enumerate((*page.facts, *page.proof[:1])):
            self.add_words(f"{label}: {isolated(value)}", name=f"fact_{number}")
        *lists, _how_by_command = page.lists
        for heading, lines in lists:
            self.add_words(heading, Type.LEAD, name=f"list_{heading}", is_bold=True)
            for number, line in enumerate(lines):
                self.add_words(f"– {line}", name=f"line_{heading}_{number}")
        self.column.rows.addStretch(1)
        self._back = self.button(words.say("Back"), Kind.BIG, name="back")
        self._back.clicked.connect(self.left)
        write = self.button(words.say("Write it as PDF …"), Kind.BIG, name="write_page")
        write.clicked.connect(self._name_page)
        self.main_row(write, self._back)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead back."""
        return self._back

    def show_state(self, state: ShowingCertificate) -> None:
        """Show that its PDF was written, or why it was not."""
        said = written(self.words, () if state.written is None else (state.written,))
        self._again.say(said)
        self._again.setVisible(bool(said))
        if said:
            self.say_aloud(said)
            self.bring_into_sight(self._again)
        self.complain(state.problem)

    def _told(self, state: ShowingCertificate) -> tuple[str, ...]:
        words, statement = self.words, state.certificate.statement
        if state.why is Shown.ERASED:
            return (words.say("The campaign is erased from the register."),)
        if state.why is Shown.DESTROYED:
            said = [
                words.say(
                    "The key is destroyed. Burn every recovery sheet: it would bring it back."
                )
            ]
            if state.certificate.is_key_file_left:
                said.append(
                    words.say(
                        "Its file could not be removed. It holds nothing but chance: delete it."
                    )
                )
            return tuple(said)
        compare = words.say(
            "This certificate is as it was signed, by the key %(words)s. Compare these four words with"
            " those that the coordinator tells you by another way."
        )
        return (compare % {"words": isolated(statement.words)},)

    def _name_page(self) -> None:
        title = self.words.say("Write it as PDF …")
        proposed = self._signed.with_suffix(".pdf")
        chosen, _ = QFileDialog.getSaveFileName(self, title, str(proposed), PDF_FILES)
        if chosen:
            self.page_named.emit(Path(chosen).with_suffix(".pdf"))


class RefusedPage(FormPage):
    """Says why a file proves nothing."""

    certificate_named = Signal(Path)
    left = Signal()

    def __init__(self, setting: Setting, state: RefusedCertificate) -> None:
        """Draw it."""
        super().__init__(setting, setting.words.say("Certificate"))
        self.column.rows.addStretch(1)
        back = self.button(self.words.say("Back"), Kind.BIG, name="back")
        back.clicked.connect(self.left)
        self._other = self.button(self.words.say("Another file …"), Kind.MAIN, name="verify")
        self._other.clicked.connect(lambda: ask_certificate(self, self.certificate_named.emit))
        self.main_row(back, self._other)
        self.complain(state.problem)

    def first_focus(self) -> QWidget | None:
        """Lead to another file."""
        return self._other


def ask_certificate(page: Page, tell: Callable[[Path], object]) -> None:
    """Ask which certificate is to be verified."""
    title = page.words.say("Verify a certificate …")
    chosen, _ = QFileDialog.getOpenFileName(page, title, "", CERTIFICATE_FILES)
    if chosen:
        tell(Path(chosen))
