"""A finding of the checklist of a stall, with its facts and its words. No Qt.

`app/checklist.py` finds; the Stall page and `inkstand checklist` show.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from desktop_app.console.check_words import SAYINGS, SUBJECT_NAMES
from desktop_app.console.found import Found, Subject, Verdict
from desktop_app.language import Words

Fact = str | int | date | datetime
TIME, TODAY = "time", "today"
"""Facts that are said in their own way: the time of day alone, and a day with its weekday."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was found, with the facts that its sentences need."""

    found: Found
    facts: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def subject(self) -> Subject:
        """What was looked at."""
        return SAYINGS[self.found].subject

    @property
    def verdict(self) -> Verdict:
        """How grave it is."""
        return SAYINGS[self.found].verdict

    def said(self, words: Words) -> str:
        """Say how things stand."""
        return _fill(words.say(SAYINGS[self.found].said), self.facts, words)

    def do(self, words: Words) -> str:
        """Say what to do; empty where all is good."""
        template = SAYINGS[self.found].do
        return _fill(words.say(template), self.facts, words) if template else ""


def finding(found: Found, **facts: Fact) -> Finding:
    """Make a finding."""
    return Finding(found=found, facts=MappingProxyType(facts))


def gravest(findings: Sequence[Finding]) -> Verdict:
    """Give the gravest verdict of all."""
    grades = list(Verdict)
    return max((each.verdict for each in findings), key=grades.index, default=Verdict.GOOD)


def subject_name(subject: Subject, words: Words) -> str:
    """Name what is looked at."""
    return words.say(SUBJECT_NAMES[subject])


def _fill(template: str, facts: Mapping[str, Fact], words: Words) -> str:
    said = {name: _in_words(name, fact, words) for name, fact in facts.items()}
    return template % said if "%" in template else template


def _in_words(name: str, fact: Fact, words: Words) -> str:
    match fact:
        case datetime():
            return words.time(fact) if name == TIME else words.day_and_time(fact)
        case date() if name == TODAY:
            return words.weekday(fact)
        case date():
            return words.day(fact)
        case int():
            return words.number(fact)
        case str():
            return fact
