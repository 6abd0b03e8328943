"""What to say for each problem: what happened, what is safe, and what to do."""

from collections.abc import Mapping

from desktop_app.app.command_words import COMMAND_WORDS
from desktop_app.app.desk_words import DESK_WORDS
from desktop_app.app.device_words import DEVICE_WORDS
from desktop_app.app.finding_words import FINDING_WORDS
from desktop_app.app.handover_words import HANDOVER_WORDS
from desktop_app.app.key_words import KEY_WORDS
from desktop_app.app.pin_words import PIN_WORDS
from desktop_app.app.register_words import REGISTER_WORDS
from desktop_app.app.retention_words import RETENTION_WORDS
from desktop_app.app.said import ALL_SAFE, Said
from desktop_app.app.second_copy_words import SECOND_COPY_WORDS
from desktop_app.app.stall_words import STALL_WORDS
from desktop_app.app.volunteer_words import VOLUNTEER_WORDS
from desktop_app.campaign.shape import Finding
from desktop_app.language import Words, mark
from desktop_app.problems import Fact, Problem

FAULT = Said(
    happened=mark("Inkstand has a fault: %(kind)s at %(place)s."),
    safe=ALL_SAFE,
    do=mark("Please tell those who make Inkstand these words and what you did."),
)

PROBLEM_WORDS: Mapping[str, Said] = {
    **COMMAND_WORDS,
    **DESK_WORDS,
    **DEVICE_WORDS,
    **HANDOVER_WORDS,
    **KEY_WORDS,
    **PIN_WORDS,
    **REGISTER_WORDS,
    **RETENTION_WORDS,
    **SECOND_COPY_WORDS,
    **STALL_WORDS,
    **VOLUNTEER_WORDS,
}


def said_for(problem: Problem, words: Words) -> Said:
    """Give the sentences for a problem in a language, with its facts put in."""
    return _filled(PROBLEM_WORDS[problem.code], problem.facts, words)


def said_for_fault(error: BaseException, words: Words) -> Said:
    """Give the sentences for a fault of the program: where it is, and nothing of any data."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = "?"
    if trace is not None:
        name = trace.tb_frame.f_code.co_filename.replace("\\", "/").rpartition("/")[2]
        place = f"{name}:{trace.tb_lineno}"
    return _filled(FAULT, {"kind": type(error).__name__, "place": place}, words)


def said_for_finding(finding: Finding, words: Words) -> str:
    """Give one sentence for a mistake in a pack: what to do about it."""
    sentence = words.say(FINDING_WORDS[finding.code])
    return f"{sentence} ({finding.detail})" if finding.detail else sentence


def _filled(said: Said, facts: Mapping[str, Fact], words: Words) -> Said:
    return Said(
        happened=_fill(words.say(said.happened), facts),
        safe=_fill(words.say(said.safe), facts) if said.safe else "",
        do=_fill(words.say(said.do), facts),
    )


def _fill(template: str, facts: Mapping[str, Fact]) -> str:
    return template % facts if "%(" in template else template
