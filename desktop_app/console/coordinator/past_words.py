"""What is said of something that was decided, and of undoing it."""

from datetime import datetime

from desktop_app.console.coordinator.look_back import is_undone_by_parting
from desktop_app.console.setting import Setting
from desktop_app.language import Words
from desktop_app.register.past import Decider, Past


def said_decision(line: Past, setting: Setting) -> str:
    """Say in a sentence what was decided, by whom and when, and whether it holds."""
    words = setting.words
    if line.decider is Decider.RULE:
        return words.say(
            "One person by the rule: the same name, with the same e-mail or, without one, the same"
            " phone. The first signature counts."
        )
    if line.decider is Decider.OTHERS:
        return words.say(
            "One person, because of decisions about other signatures of the same person. To part"
            " them, undo one of those."
        )
    said = (
        words.say("Decided by hand: the same person. The first signature counts.")
        if line.is_same
        else words.say("Decided by hand: different people. Each signature counts by itself.")
    )
    return " ".join(part for part in (said, said_standing(line, setting)) if part)


def said_standing(line: Past, setting: Setting) -> str:
    """Say what became of a decision; empty where it holds."""
    words = setting.words
    if line.undone_at is not None:
        when = words.day_and_time(setting.here(line.undone_at))
        return words.say("Undone on %(when)s.") % {"when": when}
    if line.is_overtaken:
        return words.say("A later decision about the same two holds.")
    return ""


def said_change(line: Past | None, words: Words) -> str:
    """Say what undoing a line is, on a button with its key."""
    if line is not None and is_undone_by_parting(line):
        # NOTE: Button; the letter in brackets is the key that does the same: keep it.
        return words.say("Different people (K)")
    if line is not None and line.undone_at is not None:
        # NOTE: Button; the letter in brackets is the key that does the same: keep it.
        return words.say("Decide so again (U)")
    # NOTE: Button; the letter in brackets is the key that does the same: keep it.
    # NOTE: Button; the letter in brackets is the key that does the same: keep it.
    return words.say("Undo (U)")


def said_outcome(line: Past, words: Words) -> str:
    """Say in two words what was decided, for a column."""
    return words.say("same person") if line.is_same else words.say("different people")


def said_decider(line: Past, setting: Setting) -> str:
    """Say who decided, or when and what became of it, for a column."""
    words = setting.words
    if line.decider is Decider.RULE:
        # NOTE: In a column, who decided: the rule that finds exact duplicates.
        return words.say("the rule")
    if line.decider is Decider.OTHERS:
        # NOTE: In a column, who decided: decisions about other signatures of the same person.
        return words.say("other decisions")
    if line.undone_at is not None:
        # NOTE: In a column: a decision was undone.
        return words.say("undone")
    if line.is_overtaken:
        # NOTE: In a column: a later decision about the same two holds.
        return words.say("decided anew")
    if line.decided_at is not None:
        return short_time(line.decided_at, setting)
    # NOTE: In a column: somebody decided so, not the rule.
    return words.say("a person")


def short_time(instant: datetime, setting: Setting) -> str:
    """Write a day and time in few letters."""
    here, words = setting.here(instant), setting.words
    return f"{words.short_day(here.date())}, {words.time(here)}"
