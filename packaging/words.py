"""Brings the catalogues up to date with what is said to people.

`inkstand.po` holds what the signer's screens and the PDFs say, `console.po` what the console says
beyond that.

Messages are the plain texts given to `say`, `count` and `mark`. Babel's own extraction takes every
text anywhere within such a call, and labels on the screen have a `say` of their own.
"""

import ast
import gettext
import io
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "resources" / "locale"
ENGLISH_ONLY = ("app/command_words.py", "app/device_words.py")
"""Words for problems that only commands meet."""
PAPERS = "deliveries/coordinator/"
"""What coordinators read on paper; begins with this."""
TEXT_COUNTS = {"say": 1, "count": 2, "mark": 1}
NOTE = "# NOTE:"
MOST_EXAMPLES = 4
PLURALS = {
    "lv": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 :"
    " n%10==0 || (n%100>=11 && n%100<=19) ? 2 : 1);",
    "mt": "nplurals=4; plural=(n==1 ? 0 : n==0 || n==2 || (n%100>=3 && n%100<=10) ? 1 :"
    " (n%100>=11 && n%100<=19) ? 2 : 3);",
}
"""Where Babel's table of plural forms disagrees with CLDR."""


@dataclass(frozen=True, kw_only=True)
class Domain:
    """A catalogue: its file, the sources that speak with it, and whose words it need not repeat."""

    file: str
    readers: str
    sources: tuple[str, ...]
    without: tuple[str, ...] = ()
    falls_back_on: "Domain | None" = None


SIGNERS = Domain(
    file="inkstand.po",
    readers="What signers and addressees read",
    sources=("qt/**/*.py", "kiosk/**/*.py", "deliveries/**/*.py"),
    without=(PAPERS,),
)
CONSOLE = Domain(
    file="console.po",
    readers="What volunteers and coordinators read",
    sources=("console/**/*.py", "app/said.py", "app/*_words.py", f"{PAPERS}*.py"),
    without=ENGLISH_ONLY,
    falls_back_on=SIGNERS,
)
DOMAINS = (SIGNERS, CONSOLE)

Found = tuple[tuple[str, ...], str]
"""A message, with its plural if it has one, and the note to its translators."""


def main(arguments: Sequence[str]) -> int:
    """Renew all catalogues, and begin those of further languages that are named."""
    for domain in DOMAINS:
        known = {path.parent.name for path in LOCALES.glob(f"*/{domain.file}")}
        template = gathered(domain)
        for language in sorted(known.union(arguments)):
            path = LOCALES / language / domain.file
            catalogue = renewed(path, language, template)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(written(catalogue, domain), encoding="utf-8", newline="\n")
            empty = sum(not all(forms(message.string)) for message in catalogue if message.id)
            count = len(catalogue)
            print(f"{domain.file} {language}: {count} messages, {empty} to translate", flush=True)
    return 0


def gathered(domain: Domain) -> Catalog:
    """Gather the messages of a domain, in the order of its sources, files and lines."""
    known = gathered(domain.falls_back_on) if domain.falls_back_on else Catalog()
    template = Catalog()
    for path in source_files(domain):
        place = path.relative_to(ROOT).as_posix()
        for texts, note in messages(path.read_text(encoding="utf-8")):
            if texts[0] in known:
                continue
            template.add(
                texts if len(texts) > 1 else texts[0],
                locations=[(place, 0)],
                auto_comments=[note] if note else [],
            )
    return template


def source_files(domain: Domain) -> Iterator[Path]:
    """Find the modules that speak with a domain."""
    package = ROOT / "desktop_app"
    for source in domain.sources:
        for path in sorted(package.glob(source)):
            if not path.relative_to(package).as_posix().startswith(domain.without):
                yield path


def messages(source: str) -> Iterator[Found]:
    """Find the messages of a module."""
    tree = ast.parse(source)
    yield from _messages_in(tree, tree, source.splitlines())


def renewed(path: Path, language: str, template: Catalog) -> Catalog:
    """Give the template the translations that are there; what is new stays empty, never guessed."""
    old = _empty(language)
    if path.is_file():
        with path.open("rb") as file:
            old = read_po(file, locale=_locale(language), ignore_obsolete=True, abort_invalid=True)
    new = _empty(language)
    for message in template:
        if message.id:
            before = old.get(message.id)
            is_known = before is not None and before.id == message.id
            new.add(
                message.id,
                string=before.string if before and is_known else None,
                locations=message.locations,
                flags=before.flags if before and is_known else (),
                auto_comments=message.auto_comments,
                user_comments=before.user_comments if before and is_known else (),
            )
    return new


def _empty(language: str) -> Catalog:
    """Begin a catalogue with the plural forms that its language has."""
    catalogue = Catalog(locale=_locale(language))
    if language in PLURALS:
        catalogue.mime_headers = [("Plural-Forms", PLURALS[language])]
    return catalogue


def written(catalogue: Catalog, domain: Domain = SIGNERS) -> str:
    """Write a catalogue so that nothing differs but words: no dates, and files without lines."""
    body = io.BytesIO()
    write_po(body, catalogue, width=0, omit_header=True, include_lineno=False)
    assert catalogue.locale is not None
    tag = str(catalogue.locale).replace("_", "-")
    head = [
        f"# {domain.readers}, in {catalogue.locale.english_name}.",
        "# `dev.py words` keeps it in step with the source; only msgstr lines are written by hand.",
        *(f"# msgstr[{form}] is for {numbers}" for form, numbers in _examples(catalogue)),
        'msgid ""',
        'msgstr ""',
        f'"Language: {tag}\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
        f'"Plural-Forms: {catalogue.plural_forms}\\n"',
    ]
    return "\n".join(head) + "\n\n" + body.getvalue().decode().strip() + "\n"


def forms(string: str | Sequence[str] | None) -> tuple[str, ...]:
    """List the forms of a translation: one, or as many plurals as the language has."""
    if string is None or isinstance(string, str):
        return (string or "",)
    return tuple(string)


def _messages_in(node: ast.AST, statement: ast.AST, lines: list[str]) -> Iterator[Found]:
    texts = _texts(node) if isinstance(node, ast.Call) else ()
    if texts:
        yield texts, _note(node, lines) or _note(statement, lines)
    for child in ast.iter_child_nodes(node):
        yield from _messages_in(child, child if isinstance(child, ast.stmt) else statement, lines)


def _texts(call: ast.Call) -> tuple[str, ...]:
    """Give the plain texts of a call by one of the names; nothing of any other call."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    wanted = call.args[: TEXT_COUNTS.get(name, 0)]
    values = [arg.value for arg in wanted if isinstance(arg, ast.Constant)]
    texts = tuple(value for value in values if isinstance(value, str) and value)
    return texts if len(texts) == TEXT_COUNTS.get(name) else ()


def _note(node: ast.AST, lines: list[str]) -> str:
    """Read the note in the comment right above a node."""
    number = getattr(node, "lineno", 1) - 1
    comment: list[str] = []
    while number > 0 and lines[number - 1].strip().startswith("#"):
        number -= 1
        comment.insert(0, lines[number].strip())
        if comment[0].startswith(NOTE):
            rest = (line.removeprefix("#").strip() for line in comment[1:])
            return " ".join([comment[0].removeprefix(NOTE).strip(), *rest])
    return ""


def _examples(catalogue: Catalog) -> Iterator[tuple[int, str]]:
    """Give the first numbers of each plural form, because languages do not agree on their order."""
    form_of = gettext.c2py(catalogue.plural_expr)
    for form in range(catalogue.num_plurals):
        numbers = [str(number) for number in range(200) if form_of(number) == form]
        more = ["…"] if len(numbers) > MOST_EXAMPLES else []
        yield form, ", ".join(numbers[:MOST_EXAMPLES] + more)


def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
