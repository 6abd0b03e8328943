"""The console's window: a bar on top, the navigation, and the page of the place that is shown."""

import time
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop_app.console.coordinator.place_names import AT_THE_DESK, TO_THE_DESK, TO_THE_STALL
from desktop_app.console.desk import Desk
from desktop_app.console.desks import desks_for
from desktop_app.console.given import PLAIN_ACCENT, CampaignShown, ConsoleEnd, Given, Look
from desktop_app.console.header import Header
from desktop_app.console.navigation import Navigation, OtherGroup
from desktop_app.console.pages.look_page import LookPage
from desktop_app.console.pages.notice_page import NoticePage, fault_page, problem_page, waiting_page
from desktop_app.console.pages.page import Page
from desktop_app.console.places import AT_THE_STALL, Place
from desktop_app.console.setting import Setting
from desktop_app.language import SOURCE_LANGUAGE, Words
from desktop_app.problems import Problem
from desktop_app.qt.reading_order import put_in_reading_order
from desktop_app.qt.shell import Shell
from desktop_app.qt.spoken import announce
from desktop_app.qt.tasks import Lane
from desktop_app.qt.theme import TextSize, Theme, fitting_px_per_mm

TICK_MS = 500


class ConsoleWindow(Shell):
    """One window for all places. It closes once nothing is being written any more."""

    ended = Signal(ConsoleEnd)
    """It has closed, in this way."""

    def __init__(self, given: Given, lane: Lane, families: tuple[str, ...]) -> None:
        """Begin at the first place of the navigation; nothing is read before `begin`."""
        super().__init__()
        self.setWindowTitle("Inkstand")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._given = given
        self._lane = lane
        self._families = families
        self._look = given.look
        self._campaign: CampaignShown | None = None
        self._desks = desks_for(given, lane)
        self._place = next(iter(self._desks), Place.LOOK)
        self._came_from = self._place
        self._notice: Problem | str | None = None
        self._theme = Theme(px_per_mm=1.0)
        self._header: Header | None = None
        self._navigation: Navigation | None = None
        self._page: Page | None = None
        self._end = ConsoleEnd.CLOSED
        self._is_closing = False
        self._has_ended = False
        self._ticked_at = time.monotonic()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        for place, desk in self._desks.items():
            self._listen(place, desk)

    # -- what others may know and do --

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self._page

    @property
    def place(self) -> Place:
        """The place that is shown."""
        return self._place

    @property
    def look(self) -> Look:
        """The language, size and light that are shown."""
        return self._look

    def desk(self, place: Place) -> Desk:
        """Give the desk of a place."""
        return self._desks[place]

    def begin(self) -> None:
        """Read the campaign and start the clock; called once the first page is there."""
        self._read_campaign()
        self._come()
        self._timer.start(TICK_MS)

    def go(self, place: Place) -> None:
        """Show another place."""
        if self._is_closing or (place is self._place and self._notice is None):
            return
        if self._place is not Place.LOOK:
            self._came_from = self._place
        self._notice = None
        self._place = place
        self._renew()
        self._come()

    def meet_problem(self, problem: Problem) -> None:
        """Say a problem that no page had a place for."""
        self._notice = problem
        self._renew_page()

    def meet_bug(self, place: str) -> None:
        """Say that the program itself failed, and where; desks begin anew."""
        for desk in self._desks.values():
            desk.give_up()
        self._notice = place
        self._renew_page()

    def add_families(self, families: tuple[str, ...]) -> None:
        """Use more fonts, from the next place on."""
        self._families = tuple(dict.fromkeys((*self._families, *families)))

    def end(self) -> None:
        """Stop the clock and all work for good, after a running write."""
        self._has_ended = True
        self._timer.stop()
        for desk in self._desks.values():
            desk.end()

    # -- desks --

    def _listen(self, place: Place, desk: Desk) -> None:
        desk.setParent(self)
        desk.changed.connect(lambda: self._show(place))
        desk.page_outdated.connect(lambda: self._renew_page_of(place))
        desk.light_chosen.connect(lambda light: self._choose(replace(self._look, light=light)))
        desk.place_asked.connect(self.go)
        desk.end_asked.connect(self._end_as)
        desk.campaign_changed.connect(self._read_campaign)

    def _show(self, place: Place) -> None:
        """Show a desk's new state, if its page is on screen."""
        if place is not self._place or self._notice is not None or self._page is None:
            return
        if self._is_closing:
            return
        self._desks[place].show(self._page)
        if QAccessible.isActive():
            put_in_reading_order(self._page)

    def _renew_page_of(self, place: Place) -> None:
        """Draw another page for a place, if it is on screen."""
        if place is self._place and self._notice is None and not self._is_closing:
            self._renew_page()

    def _come(self) -> None:
        self._ticked_at = time.monotonic()
        desk = self._desks.get(self._place)
        if desk is not None:
            desk.come()

    def _tick(self) -> None:
        desk = self._desks.get(self._place)
        now = time.monotonic()
        if desk is None or desk.TICK_S is None or now - self._ticked_at < desk.TICK_S:
            return
        self._ticked_at = now
        desk.tick()

    def _read_campaign(self) -> None:
        self._lane.run(
            self._given.read_campaign, on_done=self._take_campaign, on_problem=self._pass_over
        )

    def _take_campaign(self, campaign: CampaignShown | None) -> None:
        if not self._has_ended and campaign != self._campaign:
            self._campaign = campaign
            self._renew()

    def _pass_over(self, problem: Problem) -> None:
        """Leave the title out where the pack cannot be read: the place that needs it says why."""

    # -- look --

    def _choose(self, look: Look) -> None:
        """Take another look at once, and remember it."""
        self._look = look
        self._renew()
        self._lane.run(
            lambda: self._given.keep_look(look),
            on_done=lambda _: None,
            on_problem=self._pass_over,  # it holds until the window closes; nobody needs more
        )

    def _language(self) -> str:
        spoken = self._given.catalogues.languages()
        wanted = (self._look.language, self._given.system_language)
        return next((one for one in wanted if one in spoken), SOURCE_LANGUAGE)

    def _words(self) -> Words:
        return self._given.catalogues.words(self._language())

    def _new_theme(self) -> Theme:
        return Theme(
            px_per_mm=fitting_px_per_mm(self.size()),
            is_portrait=self.height() > self.width(),
            text_size=TextSize.LARGE if self._look.is_large else TextSize.NORMAL,
            light=self._look.light,
            campaign_accent=self._campaign.accent if self._campaign else PLAIN_ACCENT,
            families=self._families,
        )

    # -- drawing --

    def _renew(self) -> None:
        """Draw all anew: another place, look, size or campaign."""
        if self._has_ended:
            return
        focus: QWidget | None = self.focusWidget()
        held = "" if focus is None else focus.objectName()
        words = self._words()
        direction = Qt.LayoutDirection
        self.setLayoutDirection(
            direction.RightToLeft if words.is_right_to_left else direction.LeftToRight
        )
        self._theme = self._new_theme()
        self.setStyleSheet(f"QWidget#window {{ background: {self._theme.palette.paper}; }}")
        title = self._campaign.title(words.language) if self._campaign else ""
        header = Header(title, self._theme, words)
        header.look_asked.connect(lambda: self.go(Place.LOOK))
        header.text_size_toggled.connect(
            lambda is_large: self._choose(replace(self._look, is_large=is_large))
        )
        navigation = self._new_navigation(words)
        navigation.place_chosen.connect(self.go)
        gone = [self._header, self._navigation]
        self._header, self._navigation = header, navigation
        self._place_bars(header, navigation)
        _drop(gone)
        self._renew_page(held)

    def _new_navigation(self, words: Words) -> Navigation:
        """Offer the places of the volunteer or those of the coordinator, and the way to the others."""
        stall = tuple(place for place in AT_THE_STALL if place in self._desks)
        desk = tuple(place for place in AT_THE_DESK if place in self._desks)
        here = self._came_from if self._place is Place.LOOK else self._place
        if here in desk:
            back = OtherGroup(name=TO_THE_STALL, first=next(iter(self._desks)))
            return Navigation(desk, self._theme, words, back if stall else None)
        there = OtherGroup(name=TO_THE_DESK, first=desk[0]) if desk else None
        return Navigation(stall, self._theme, words, there)

    def _place_bars(self, header: Header, navigation: Navigation) -> None:
        for bar in (header, navigation):
            bar.setParent(self)
        navigation.show_chosen(self._place)
        top = header.height_for(self.width())
        header.setGeometry(0, 0, self.width(), top)
        if self._theme.is_portrait:
            navigation.setGeometry(0, top, self.width(), navigation.height_for(self.width()))
        else:
            across = navigation.width()
            left = self.width() - across if words_run_left(self) else 0
            navigation.setGeometry(left, top, across, self.height() - top)
        header.show()
        navigation.show()

    def _page_place(self) -> tuple[int, int, int, int]:
        """Give left, top, width and height of the page."""
        assert self._navigation is not None
        around = self._navigation.geometry()
        if self._theme.is_portrait:
            top = around.bottom() + 1
            return 0, top, self.width(), self.height() - top
        left = 0 if words_run_left(self) else around.width()
        return left, around.top(), self.width() - around.width(), around.height()

    def _renew_page(self, held: str = "") -> None:
        if self._navigation is None:
            return
        left, top, width, height = self._page_place()
        page = self._new_page(self._setting(QSize(width, height)))
        gone, self._page = self._page, page
        page.setParent(self)
        page.setGeometry(left, top, width, height)
        page.place_chosen.connect(self.go)
        page.show()
        _drop([gone])
        if QAccessible.isActive():
            put_in_reading_order(self)
        self._give_focus(page, held)
        announce(page, page.spoken_first())

    def _new_page(self, setting: Setting) -> Page:
        if self._is_closing:
            return waiting_page(setting)
        if self._notice is not None:
            return self._new_notice(setting, self._notice)
        if self._place is Place.LOOK:
            return self._new_look_page(setting)
        return self._desks[self._place].new_page(setting)

    def _new_notice(self, setting: Setting, notice: Problem | str) -> NoticePage:
        if isinstance(notice, Problem):
            page = problem_page(setting, setting.sentences(notice))
        else:
            page = fault_page(setting, notice)
        page.left.connect(self._leave_notice)
        return page

    def _leave_notice(self) -> None:
        self._notice = None
        self._renew_page()
        self._come()

    def _new_look_page(self, setting: Setting) -> LookPage:
        page = LookPage(setting, self._look)
        page.language_chosen.connect(
            lambda language: self._choose(replace(self._look, language=language))
        )
        page.light_chosen.connect(lambda light: self._choose(replace(self._look, light=light)))
        page.finished.connect(lambda: self.go(self._came_from))
        return page

    def _setting(self, size: QSize) -> Setting:
        return Setting(
            words=self._words(),
            theme=self._theme,
            size=size,
            say_problem=self._given.say_problem,
            languages=tuple(sorted(self._given.catalogues.languages())),
            zone=self._given.zone,
        )

    def _give_focus(self, page: Page, held: str) -> None:
        """Lead back to what had the focus, if it is there again, else to where the page begins."""
        known = self.findChild(QWidget, held) if held else None
        if known is page or (known is not None and known.isHidden()):
            known = None  # a page that had the focus itself had nothing to lead to
        widget = known or page.first_focus() or page
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- Qt --

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw everything anew in the new size."""
        super().resizeEvent(event)
        self._renew()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close once the lane is done with what runs and what is given back."""
        if self._has_ended:
            event.accept()
            return
        event.ignore()
        self._end_as(ConsoleEnd.CLOSED)

    def _end_as(self, end: ConsoleEnd) -> None:
        if self._is_closing:
            return
        self._end = end
        self._is_closing = True
        self._timer.stop()
        for desk in self._desks.values():
            desk.end()
        self._renew_page()
        self._lane.run(lambda: None, on_done=lambda _: self._close(), on_problem=self._pass_over)

    def _close(self) -> None:
        self._has_ended = True
        self.close()
        self.ended.emit(self._end)


def words_run_left(window: QWidget) -> bool:
    """Tell whether all is mirrored."""
    return window.layoutDirection() is Qt.LayoutDirection.RightToLeft


def _drop(widgets: "list[Header | Navigation | None] | list[Page | None]") -> None:
    for widget in widgets:
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
