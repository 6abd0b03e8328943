"""The kiosk's window: holds the state, shows its page, and does what the flow commands."""

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop_app.campaign.pack import CampaignId, Pack
from desktop_app.kiosk import scenes
from desktop_app.kiosk.clipboard import wipe_clipboard
from desktop_app.kiosk.desk import Desk
from desktop_app.kiosk.flow import Rules, beginning, happened
from desktop_app.kiosk.focus import Held, give_focus, held_focus
from desktop_app.kiosk.gate import Gate
from desktop_app.kiosk.pages.bars import Banner, Bars
from desktop_app.kiosk.pages.page import Page, Setting
from desktop_app.kiosk.sentences import unspoken
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.states import (
    BugMet,
    Command,
    Event,
    Forget,
    GlassChanged,
    HardwareKeyPressed,
    Keep,
    LanguageChosen,
    OpenJournal,
    Sight,
    StartedAgain,
    State,
    TakeBack,
    TextSizeToggled,
    Ticked,
    Touched,
)
from desktop_app.kiosk.steps import Part, Sheet
from desktop_app.kiosk.typist import Typist
from desktop_app.kiosk.vault import Vault
from desktop_app.language import Words, locale_of
from desktop_app.qt.reading_order import put_in_reading_order
from desktop_app.qt.shell import Shell
from desktop_app.qt.spoken import announce
from desktop_app.qt.tasks import Lane
from desktop_app.qt.theme import TextSize, Theme, fitting_px_per_mm
from desktop_app.qt.widgets.top_bar import BarLook, TopBar

if TYPE_CHECKING:  # the first screen has no keyboard
    from desktop_app.qt.keyboard.keyboards import Keyboards

TICK_MS = 500
BUG = "kiosk.bug"


class KioskWindow(Shell):
    """One window for all signers. It refuses to close unless `may_close`."""

    def __init__(
        self, stall: Stall, lane: Lane, families: tuple[str, ...], *, may_close: bool
    ) -> None:
        """Begin with the petition; nothing is opened before `open_journal`."""
        super().__init__()
        self._stall = stall
        self._families = families
        self._may_close = may_close or stall.pretence is not None
        self._vault = Vault(stall, lane, self.happen, self._take_others)
        self._rules = Rules(
            pack=stall.pack,
            spoken=stall.catalogues.languages(),
            lay_out=self._lay_out,
            is_pace_watched=stall.is_pace_watched,
            has_pin=stall.pin is not None,
        )
        self._layouts: dict[tuple[object, ...], tuple[Part, ...]] = {}
        self._state, self._first_commands = beginning(self._rules)
        self._page: Page | None = None
        self._key: scenes.SceneKey | None = None
        self._bars: Bars | None = None
        self._theme = Theme(px_per_mm=1.0)
        self._gate = Gate(self)
        self._gate.touched.connect(lambda: self.happen(Touched()))
        self._gate.hardware_key_pressed.connect(self._put_keyboard_away)
        self._desk = Desk(stall, lane, self._gate, self, self.happen)
        self._desk.kiosk_left.connect(self._leave)
        self._keyboards: tuple[Keyboards | None] | None = None
        self._typist = Typist()
        self._has_ended = False
        self._ticked_at = time.monotonic()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(self.backgroundRole(), Qt.GlobalColor.white)
        self.setPalette(palette)

    # -- what others may know and do --

    @property
    def state(self) -> State:
        """The state that is shown."""
        return self._state

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self._page

    @property
    def gate(self) -> Gate:
        """The filter that whoever runs the application installs on it."""
        return self._gate

    @property
    def desk(self) -> Desk:
        """The volunteer's desk."""
        return self._desk

    def begin(self) -> None:
        """Open the journal and start the clock; called once the first screen is there."""
        self._ticked_at = time.monotonic()
        self._timer.start(TICK_MS)
        self._do(self._first_commands)
        QTimer.singleShot(0, self, scenes.get_ready)
        QTimer.singleShot(0, self, self._read_keyboards)

    def happen(self, event: Event) -> None:
        """Let something happen; after the end a late answer is nobody's any more."""
        if self._has_ended:
            return
        before = self._state
        self._state, commands = happened(before, event, self._rules)
        if not scenes.is_in_form(self._state):
            self._typist = Typist()  # the next signer types in their own way
        if self._state is not before:
            self._show()
        self._do(commands)

    def _put_keyboard_away(self) -> None:
        """Show no keyboard for the rest of this signer's visit: they have a hardware one."""
        if self._page is None or self._typist.has_hardware or not scenes.is_in_form(self._state):
            return
        self._typist.has_hardware = True
        self.happen(HardwareKeyPressed())
        self._page.put_keyboard_away()

    def _take_others(self, packs: tuple[Pack, ...]) -> None:
        """Offer these campaigns on the thank-you page, from the next signature on."""
        self._rules = replace(self._rules, others=packs)

    def add_families(self, families: tuple[str, ...]) -> None:
        """Use more fonts, from the next page on."""
        self._families = tuple(dict.fromkeys((*self._families, *families)))

    def meet_bug(self) -> None:
        """Go to the volunteer's page after the program itself failed."""
        self.happen(BugMet(code=BUG))

    def end(self) -> None:
        """Stop the clock and close the journal, after a running write."""
        self._has_ended = True
        self._timer.stop()
        self._desk.end()
        self._vault.close()

    # -- commands --

    def _do(self, commands: tuple[Command, ...]) -> None:
        for command in commands:
            match command:
                case OpenJournal():
                    self._vault.open()
                case Keep():
                    self._vault.keep(command)
                case TakeBack():
                    self._vault.take_back(command)
                case Forget():
                    wipe_clipboard()
                case _:
                    self._desk.do(command)

    def _leave(self) -> None:
        """Close for good: the volunteer has given the PIN."""
        self._may_close = True
        self.close()

    def _tick(self) -> None:
        now = time.monotonic()
        seconds, self._ticked_at = now - self._ticked_at, now
        self.happen(Ticked(seconds=seconds))
        self._vault.tick(seconds)
        self._desk.look()

    # -- showing --

    def _show(self) -> None:
        key = scenes.key_of(self._state, self._rules)
        if key != self._key:
            self._renew(key)
        if self._page is not None:
            scenes.show(self._page, self._state, self._rules)
            if QAccessible.isActive():
                put_in_reading_order(self._page)

    def _renew(self, key: scenes.SceneKey) -> None:
        """Put a new page in place of the old one, which is deleted with all that was typed."""
        is_same_scene = self._key is not None and (key.kind, key.what) == (
            self._key.kind,
            self._key.what,
        )
        is_bar_same = self._key is not None and key.bar == self._key.bar and self._bars is not None
        held = held_focus(self, self._page)
        if not is_same_scene and (is_bar_same or not held.is_above):
            held = Held()
        gone: list[QWidget | None] = [self._page]
        self._key = key
        if not is_bar_same:
            gone += self._bars.widgets if self._bars is not None else []
            self._bars = self._renewed_bars()
        assert self._bars is not None
        self._place(self._bars)
        page = scenes.new_page(self._state, self._setting(), self._rules, self.happen)
        page.setParent(self)
        page.setGeometry(0, self._bars.bottom, self.width(), self.height() - self._bars.bottom)
        scenes.show(page, self._state, self._rules)
        self._page = page
        page.show()
        give_focus(page, self._bars.bar, held)
        announce(page, page.spoken_first())
        for old in gone:
            if old is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()

    def _renewed_bars(self) -> Bars:
        language = self._rules.shown_language(self._state.sight)
        is_right_to_left = locale_of(language).text_direction == "rtl"
        direction = (
            Qt.LayoutDirection.RightToLeft if is_right_to_left else Qt.LayoutDirection.LeftToRight
        )
        self.setLayoutDirection(direction)
        self._theme = self._new_theme(is_large=self._state.sight.is_large)
        bars = self._new_bars(self._theme, self._words())
        if bars.banner is not None:
            bars.banner.closed.connect(self.close)
        bars.bar.language_chosen.connect(lambda name: self.happen(LanguageChosen(language=name)))
        bars.bar.text_size_toggled.connect(lambda _: self.happen(TextSizeToggled()))
        bars.bar.started_again.connect(lambda: self.happen(StartedAgain()))
        bars.put_into(self)
        if QAccessible.isActive():
            put_in_reading_order(bars.bar)
        return bars

    def _place(self, bars: Bars) -> None:
        language = self._state.sight.language
        bars.bar.show_chosen(language, is_in_form=scenes.may_start_again(self._state))
        bars.place(self.width())

    # -- settings --

    def _new_theme(self, *, is_large: bool) -> Theme:
        return Theme(
            px_per_mm=fitting_px_per_mm(self.size()),
            is_portrait=self.height() > self.width(),
            text_size=TextSize.LARGE if is_large else TextSize.NORMAL,
            light=self._stall.light,
            campaign_accent=self._rules.pack_of(self._state.campaign).settings.look.accent,
            families=self._families,
        )

    def _words(self, language: str | None = None) -> Words:
        """Give the interface's words in the language that is shown, or in another that it speaks."""
        shown = language or self._rules.shown_language(self._state.sight)
        return self._stall.catalogues.words(shown)

    def _bar_look(self, language: str) -> BarLook:
        """Tell what stands in the bar: languages, and the excuse for one that cannot be shown."""
        shown = self._rules.shown_language(Sight(language=language))
        excuse = unspoken(self._words(shown), language, shown) if shown != language else ""
        return BarLook(languages=self._rules.languages_of(self._state), excuse=excuse)

    def _setting(self) -> Setting:
        assert self._bars is not None
        size = QSize(self.width(), self.height() - self._bars.bottom)
        language = scenes.language_of(self._state, self._rules)
        setting = self._setting_for(language, self._theme, size, self._state.campaign)
        if not scenes.is_in_form(self._state):
            return setting
        keyboards = self._read_keyboards()
        return replace(
            setting,
            keyboards=None if self._typist.has_hardware else keyboards,
            typist=self._typist,
            known_domains=keyboards.known_domains if keyboards else None,
        )

    def _read_keyboards(self) -> "Keyboards | None":
        """Read the keyboards once; the first screen needs none."""
        from desktop_app.qt.keyboard.keyboards import keyboards_that_read

        if self._keyboards is None:
            languages = self._stall.pack.settings.languages
            self._keyboards = (keyboards_that_read(self._stall.keyboards_folder, languages),)
        return self._keyboards[0]

    def _setting_for(
        self, language: str, theme: Theme, size: QSize, campaign: CampaignId | None
    ) -> Setting:
        return Setting(
            pack=self._rules.pack_of(campaign),
            others=self._rules.others,
            language=language,
            words=self._words(language),
            country_words=self._stall.catalogues.words(language),
            theme=theme,
            size=size,
            pretence=self._stall.pretence,
        )

    def _lay_out(self, sheet: Sheet) -> tuple[Part, ...]:
        """Divide the choices by what has room on a page; measured once for each size."""
        from desktop_app.kiosk.pages.dividing import lay_out_choices

        key = (sheet, self._state.sight.language, self.size())
        if key not in self._layouts:
            theme = self._new_theme(is_large=sheet.is_large)
            top = self._bars_height(theme, sheet.language)
            size = QSize(self.width(), self.height() - top)
            setting = self._setting_for(sheet.language, theme, size, sheet.campaign)
            self._layouts[key] = lay_out_choices(setting, sheet.again)
        return self._layouts[key]

    def _new_bars(self, theme: Theme, words: Words) -> Bars:
        pretence = self._stall.pretence
        return Bars(
            banner=Banner(pretence, theme, words) if pretence is not None else None,
            bar=TopBar(self._bar_look(self._state.sight.language), theme, words),
        )

    def _bars_height(self, theme: Theme, language: str) -> int:
        """Measure what stands above a page of the form."""
        bars = self._new_bars(theme, self._words(language))
        height = bars.height_for(self.width())
        bars.delete()
        return height

    # -- Qt --

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw everything anew in the new size."""
        super().resizeEvent(event)
        self._key = None
        self._layouts.clear()
        self._state, _ = happened(self._state, GlassChanged(), self._rules)
        self._show()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay, unless closing is allowed."""
        if self._may_close:
            event.accept()
        else:
            event.ignore()
