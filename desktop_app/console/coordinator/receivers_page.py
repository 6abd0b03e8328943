"""The page of those who are still to be told that people have withdrawn."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.console.coordinator.back_page import BackPage
from desktop_app.console.coordinator.inquiry_states import Informing
from desktop_app.console.coordinator.story_words import isolated, title_in
from desktop_app.console.pages.page import RowsCard
from desktop_app.console.pages.telling import telling
from desktop_app.console.setting import Setting
from desktop_app.deliveries.reply import receiver
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.text import Text
from desktop_app.register.withdrawals import ToInform

Key = tuple[int, int]
"""Withdrawal and delivery."""


class ReceiversPage(BackPage):
    """One card a withdrawal and delivery, the oldest first, each with a button that notes it as told."""

    told = Signal(int, int)
    not_told = Signal(int, int)

    def __init__(self, setting: Setting, state: Informing) -> None:
        """Draw the list once it is read."""
        super().__init__(setting, setting.words.say("Who is to be told"))
        self._problem = self.text("", Type.READING, name="problem", is_bold=True)
        self._told = self.text("", Type.READING, name="told")
        for label in (self._problem, self._told):
            self.rows.addWidget(label)
        self.add_column(self.title.text())
        self.main_row(self.back)
        self._buttons: dict[Key, Action] = {}
        self._undo: dict[Key, Action] = {}
        self._notes: dict[Key, Text] = {}
        self._shown: tuple[ToInform, ...] | None = None
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the first that is to be told."""
        return next(iter(self._buttons.values()), self.back)

    def show_state(self, state: object) -> None:
        """Show who is to be told, and who was told just now."""
        assert isinstance(state, Informing)
        self.show_problem(self._problem, state.problem)
        self._told.say(self._sentence(state))
        if state.receivers is not None and state.receivers != self._shown:
            self._shown = state.receivers
            self._fill(state.receivers, state)
        for key, button in self._buttons.items():
            is_told = key in state.told
            button.setVisible(not is_told)
            self._notes[key].setVisible(is_told)
            self._undo[key].setVisible(is_told)

    def _sentence(self, state: Informing) -> str:
        words = self.words
        if state.receivers is None:
            return words.say("Reading …")
        if not state.receivers:
            return words.say(
                "Nobody is to be told. When somebody withdraws who was in a delivery, its receivers"
                " stand here."
            )
        return words.say(
            "These had received data of people who have withdrawn since. Tell them, then note it"
            " here. Who it was stands in the message with which they withdrew."
        )

    def _fill(self, receivers: tuple[ToInform, ...], state: Informing) -> None:
        self._buttons.clear()
        self._undo.clear()
        self._notes.clear()
        self.fill_column([self._card(each, state) for each in receivers])

    def _card(self, each: ToInform, state: Informing) -> QWidget:
        words, here = self.words, self.setting.here
        key = (each.withdrawal_id, each.delivery_id)
        name = f"{key[0]}_{key[1]}"
        pack = state.packs.get(each.campaign)
        to = isolated(receiver(pack, each.profile))
        card = RowsCard(self.theme, to)
        told = QVBoxLayout()
        told.addWidget(self.text(to, name=f"receiver_{name}", is_bold=True))
        day = words.day(here(each.withdrawn_at).date())
        if each.consent is None:
            # NOTE: A person's signatures were erased. %(day)s is a day.
            said = words.say("Erased on %(day)s") % {"day": day}
        else:
            facts = {"consent": isolated(each.consent), "day": day}
            # NOTE: %(consent)s is the id of a consent.
            said = words.say("The consent %(consent)s was taken back on %(day)s") % facts
        told.addWidget(self.text(said, Type.READING, name=f"what_{name}"))
        got = words.say("Received %(kind)s of %(title)s on %(day)s") % {
            "kind": each.kind.upper(),
            "title": isolated(title_in(pack, each.campaign, words)),
            "day": words.day_and_time(here(each.delivered_at)),
        }
        told.addWidget(self.text(got, Type.READING, name=f"got_{name}"))
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(Size.SMALL_GAP))
        row.addLayout(told, 1)
        self._buttons[key] = self.quiet(
            words.say("They were told"), f"told_{name}", f"{to}, {said}"
        )
        self._buttons[key].clicked.connect(telling(self.told, *key))
        # NOTE: Stands beside receivers who were told of a withdrawal.
        self._notes[key] = self.text(words.say("Told"), Type.READING, name=f"is_told_{name}")
        self._undo[key] = self.quiet(words.say("Undo this"), f"not_told_{name}", f"{to}, {said}")
        self._undo[key].clicked.connect(telling(self.not_told, *key))
        for widget in (self._buttons[key], self._notes[key], self._undo[key]):
            row.addWidget(widget)
        card.rows.addLayout(row)
        return card
