"""All merges, each of which can be taken back as a whole and brought back; and the questions before."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.console.coordinator.column_page import Cards, ColumnPage
from desktop_app.console.coordinator.gather_page import KeyChoice
from desktop_app.console.coordinator.merge_states import AskingBack, BringingBack, PastMerges
from desktop_app.console.coordinator.merged_rows import name_of
from desktop_app.console.pages.page import Page, RowsCard
from desktop_app.console.pages.telling import telling
from desktop_app.console.setting import Setting
from desktop_app.problems import Problem
from desktop_app.qt.theme import Type
from desktop_app.qt.widgets.face import Kind
from desktop_app.register.merges import PastMerge


class PastMergesPage(ColumnPage):
    """A card a merge, the newest first. Drawn anew when anything has changed."""

    back_asked = Signal(object)
    """A PastMerge is to be taken back, if that is meant."""
    bring_asked = Signal(object)
    finished = Signal()

    def __init__(self, setting: Setting, state: PastMerges) -> None:
        """Draw what is known of them."""
        super().__init__(setting, setting.words.say("Past merges"))
        words = self.words
        self._known = state.words
        for sentence in self._news(state):
            self.put(self.told(sentence, "news", is_bold=True))
        merges = state.merges or ()
        if state.merges == ():
            nothing = words.say("Nothing was merged yet. What is merged is listed here.")
            self.put(self.text(nothing, Type.LEAD, name="nothing"))
        makers = [partial(self._merge, merge) for merge in merges]
        self._cards = Cards(self.column, makers)
        self.column.rows.addStretch(1)
        self._done = self.button(words.say("Back"), Kind.MAIN, name="back")
        self._done.clicked.connect(self.finished)
        self.main_row(self._done)
        self.complain(state.problem)

    def first_focus(self) -> QWidget | None:
        """Lead on."""
        return self._done

    def spoken_first(self) -> str:
        """Say what has become of the last wish."""
        news = self.findChild(QWidget, "news")
        return news.accessibleName() if news is not None else ""

    def _news(self, state: PastMerges) -> list[str]:
        words, news = self.words, []
        if state.taken_back is not None:
            news.append(
                words.count(
                    "Taken back: %(number)s record. It is kept aside, and counts no more.",
                    "Taken back: %(number)s records. They are kept aside, and count no more.",
                    state.taken_back,
                )
            )
        if state.was_stopped:
            news.append(words.say("Stopped. Everything is as it was."))
        back = state.brought_back
        if back is None:
            return news
        said = words.count(
            "Brought back: %(number)s record.", "Brought back: %(number)s records.", back.new
        )
        news.append(said)
        if back.erased:
            told = words.say("Erased meanwhile, and so they stay: %(number)s")
            news.append(told % {"number": words.number(back.erased)})
        if back.left:
            told = words.say(
                "Still aside, because they contradict others or do not open: %(number)s"
            )
            news.append(told % {"number": words.number(back.left)})
        return news

    def _merge(self, merge: PastMerge) -> QWidget:
        words = self.words
        title = title_of(merge, self)
        card = RowsCard(self.theme, title)
        card.rows.addWidget(self.text(title, Type.LEAD, name=f"merge_{merge.id}", is_bold=True))
        for sentence in told_of(merge, self):
            card.rows.addWidget(self.told(sentence, f"merge_{merge.id}_told"))
        if merge.devices:
            # NOTE: %(names)s are the devices whose records came, each by four words.
            devices = words.say("Devices: %(names)s")
            names = ", ".join(name_of(device, self._known) for device in merge.devices)
            card.rows.addWidget(self.told(devices % {"names": names}, "devices"))
        buttons = []
        if merge.taken_back_at is None:
            said = words.say("Take back …")
            buttons.append((said, f"take_back_{merge.id}", telling(self.back_asked, merge)))
        if merge.aside_count:
            said = words.say("Bring back …")
            buttons.append((said, f"bring_back_{merge.id}", telling(self.bring_asked, merge)))
        for said, name, pressed in buttons:
            button = self.quiet(said, name, pressed)
            button.setAccessibleName(f"{said}: {title}")
            card.rows.addLayout(self.wrapped(button))
        return card


def title_of(merge: PastMerge, page: Page) -> str:
    """Name a merge by its number, which the commands know too, and by when it began."""
    at = page.words.day_and_time(page.setting.here(merge.began_at))
    # NOTE: %(number)s is the number of a merge in the list of merges.
    return page.words.say("Merge %(number)s · %(time)s") % {
        "number": merge.id,
        "time": f"\u2068{at}\u2069",
    }


def told_of(merge: PastMerge, page: Page) -> list[str]:
    """Say what came with a merge, and what has become of it."""
    words = page.words
    numbers = words.say(
        "New: %(new)s · Known: %(known)s · Damaged: %(damaged)s · Here now: %(here)s"
    )
    told = [
        numbers
        % {
            "new": words.number(merge.new_count),
            "known": words.number(merge.known_count),
            "damaged": words.number(merge.damaged_count),
            "here": words.number(merge.record_count),
        }
    ]
    if merge.taken_back_at is not None:
        template = words.say("Taken back on %(time)s; kept aside: %(number)s")
        at = words.day_and_time(page.setting.here(merge.taken_back_at))
        told.append(
            template % {"time": f"\u2068{at}\u2069", "number": words.number(merge.aside_count)}
        )
    elif merge.ended_at is None:
        told.append(words.say("It was broken off. Merge the same again, and it goes on."))
    return told


class TakeBackPage(ColumnPage):
    """Asks whether a merge is really to be taken back."""

    taken_back = Signal(object)
    kept = Signal()

    def __init__(self, setting: Setting, state: AskingBack) -> None:
        """Say what it would do."""
        super().__init__(setting, setting.words.say("Take this merge back?"))
        words, merge = self.words, state.merge
        title = title_of(merge, self)
        self.put(self.text(title, Type.QUESTION, name="merge", is_bold=True))
        for sentence in told_of(merge, self):
            self.put(self.text(sentence, name="told"))
        effect = words.say(
            "All that came with it counts no more, as if it had never been merged. It is kept aside,"
            " sealed: you can bring it back, or merge the same files again. Devices that this merge"
            " let in wait again."
        )
        self.put(self.text(effect, name="effect"))
        self.column.rows.addStretch(1)
        self._keep = self.button(words.say("Leave it as it is"), Kind.BIG, name="keep")
        self._keep.clicked.connect(self.kept)
        go = self.button(words.say("Take it back"), Kind.MAIN, name="take_back")
        go.clicked.connect(telling(self.taken_back, merge))
        self.main_row(self._keep, go)

    def first_focus(self) -> QWidget | None:
        """Lead to what changes nothing."""
        return self._keep


class BringBackPage(ColumnPage):
    """Asks for the key with which a merge is opened again."""

    key_chosen = Signal(Path)
    brought_back = Signal(str)
    """With the passphrase of the key."""
    left = Signal()

    def __init__(self, setting: Setting, state: BringingBack) -> None:
        """Say what it does, then ask."""
        super().__init__(setting, setting.words.say("Bring this merge back"))
        words, merge = self.words, state.merge
        self._state = state
        self._refused: Problem | None = None
        title = title_of(merge, self)
        self.put(self.text(title, Type.LEAD, name="merge", is_bold=True))
        for sentence in told_of(merge, self):
            self.put(self.told(sentence))
        effect = words.say(
            "What is kept aside is opened again with the campaign's key, and counts again. The files"
            " are not needed. Its devices are accepted again."
        )
        self.put(self.told(effect, "effect"))
        self._keys = KeyChoice(self, self.key_chosen)
        _, self._passphrase = self.labelled_field(
            words.say("Passphrase of the key"), "passphrase", is_secret=True
        )
        self._passphrase.returnPressed.connect(self._press)
        self.column.rows.addStretch(1)
        back = self.button(words.say("Back"), Kind.BIG, name="back")
        back.clicked.connect(self.left)
        self._go = self.button(words.say("Bring it back"), Kind.MAIN, name="bring_back")
        self._go.clicked.connect(self._press)
        self.main_row(back, self._go)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to what is missing."""
        return self._keys.first_focus() if self._state.key_file is None else self._passphrase

    def show_state(self, state: BringingBack) -> None:
        """Show the chosen key, and what went wrong."""
        self._state = state
        self._keys.show(state.keys or (), state.key_file)
        self._passphrase.setReadOnly(state.is_busy)
        self._go.setEnabled(state.key_file is not None and not state.is_busy)
        if state.problem is not None and state.problem is not self._refused:
            self._passphrase.clear()
            self._passphrase.setFocus()
        self._refused = state.problem
        self.complain(state.problem)

    def _press(self) -> None:
        if not self._go.isEnabled():
            return
        if self._passphrase.text():
            self.brought_back.emit(self._passphrase.text())
        else:
            self._passphrase.setFocus()
