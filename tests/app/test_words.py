"""There are words for everything that can go wrong, and they fit their facts."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import desktop_app
from desktop_app.app.finding_words import FINDING_WORDS
from desktop_app.app.words import PROBLEM_WORDS, said_for, said_for_fault
from desktop_app.campaign.reading import PackRefused
from desktop_app.language import Catalogues, Words
from desktop_app.problems import Problem

ENGLISH: Words = Catalogues(Path("nowhere")).words("en")
PLACE_HOLDERS = re.compile(r"%\((\w+)\)s")


def all_modules() -> Iterator[str]:
    for module in pkgutil.walk_packages(desktop_app.__path__, "desktop_app."):
        if not module.name.endswith("__main__"):
            yield module.name


def all_problems(base: type[Problem] = Problem) -> Iterator[type[Problem]]:
    for problem in base.__subclasses__():
        yield problem
        yield from all_problems(problem)


def test_every_problem_has_words_and_every_word_a_problem() -> None:
    for name in all_modules():
        importlib.import_module(name)
    codes = {p.code for p in all_problems() if p.__module__.startswith("desktop_app.")}
    assert codes == set(PROBLEM_WORDS) - {"batch.altered", "batch.not_vouched"}
    assert all(re.fullmatch(r"[a-z_]+\.[a-z_]+", code) for code in codes)


def test_every_finding_has_words() -> None:
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (Path(desktop_app.__path__[0]) / "campaign").glob("*.py")
    )
    codes = set(re.findall(r'"(pack\.[a-z0-9_]+)"', source))
    assert codes - {"pack.refused", "pack.cannot_write", "pack.out_taken"} == set(FINDING_WORDS)


def test_words_fill_in_the_facts_and_nothing_is_left_open() -> None:
    for code, said in PROBLEM_WORDS.items():
        names = PLACE_HOLDERS.findall(said.happened + said.safe + said.do)
        problem = type("Made", (Problem,), {"code": code})(**dict.fromkeys(names, "X"))
        filled = said_for(problem, ENGLISH)
        text = f"{filled.happened} {filled.safe} {filled.do}"
        assert "%(" not in text
        assert filled.happened.endswith((".", "X"))
        assert filled.do


def test_raised_problems_carry_the_facts_that_their_words_need() -> None:
    """Reads every `raise Problem(...)` in the source and compares its facts with the words."""
    lacking = []
    for name in all_modules():
        module = importlib.import_module(name)
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Raise) or node.exc is None:
                continue
            given = {k.arg for k in node.exc.keywords} if isinstance(node.exc, ast.Call) else set()
            raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            problem = getattr(module, raised.id, None) if isinstance(raised, ast.Name) else None
            said = PROBLEM_WORDS.get(getattr(problem, "code", ""))
            if said is None or problem is PackRefused:  # it sets its own facts
                continue
            needed = set(PLACE_HOLDERS.findall(said.happened + said.safe + said.do))
            if not needed <= given:
                lacking.append((name, problem.code, needed - given))
    assert lacking == []


def test_a_fault_is_named_by_its_place() -> None:
    try:
        raise ValueError("secret")
    except ValueError as error:
        said = said_for_fault(error, ENGLISH)
    assert "ValueError at test_words.py:" in said.happened
    assert "secret" not in said.happened
