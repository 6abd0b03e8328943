"""The folder tree is the architecture, and these tests keep it so.

The borders between rooms stand as sentences in `pyproject.toml`; each is a test here, by its name.
"""

import ast
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import grimp
import pytest
from importlinter import Contract, ContractCheck, fields, output
from importlinter.api import read_configuration
from importlinter.contracts.acyclic_siblings import AcyclicSiblingsContract
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.protected import ProtectedContract

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "desktop_app"
SETTINGS = str(ROOT / "pyproject.toml")

MOST_LINES = 400

# Words of the whole house rather than a room.
KNOWN_TO_ALL = ("desktop_app.problems", "desktop_app.language")

THREAD_STARTERS = frozenset(
    {"Thread", "Timer", "ThreadPoolExecutor", "ProcessPoolExecutor", "_thread"}
    | {"QThread", "QThreadPool", "QRunnable", "QtConcurrent", "start_new_thread", "to_thread"}
)
PROCESS_STARTERS = frozenset({"multiprocessing", "get_context"})
PLACE_FINDERS = frozenset({"platformdirs", "QStandardPaths", "expanduser", "gettempdir"})


class KnowsOnly(Contract):
    """A room imports from these other rooms and no more.

    import-linter's own contracts list what is forbidden; a room written next year would be on no
    such list. This one lists what is allowed.
    """

    type_name = "knows_only"
    room: str = fields.StringField()
    knows: list[str] = fields.ListField(subfield=fields.StringField())

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:
        """Collect the imports that cross a border where there is no door."""
        allowed = (self.room, *self.knows, *KNOWN_TO_ALL)
        crossings = [
            f"{importer} imports {imported}"
            for importer in sorted(modules_in(graph, self.room))
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if imported.startswith("desktop_app.") and not is_in_one_of(imported, allowed)
        ]
        return ContractCheck(kept=not crossings, metadata={"crossings": crossings})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print one crossing a line."""
        for crossing in check.metadata["crossings"]:
            output.print_error(crossing, bold=False)


def modules_in(graph: grimp.ImportGraph, room: str) -> set[str]:
    return {name for name in graph.modules if is_in_one_of(name, (room,))}


def is_in_one_of(module: str, rooms: tuple[str, ...]) -> bool:
    return any(module == room or module.startswith(f"{room}.") for room in rooms)


# ---- the borders between rooms --------------------------------------------------------------------


STOCK_CONTRACTS = (ForbiddenContract, ProtectedContract, AcyclicSiblingsContract)
CONTRACTS = {"knows_only": KnowsOnly} | {kind.type_name: kind for kind in STOCK_CONTRACTS}

SESSION, RULES = read_configuration(SETTINGS).values()


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    return grimp.build_graph("desktop_app", include_external_packages=True, cache_dir=None)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["name"])
def test_rule(rule, imports: grimp.ImportGraph, capsys: pytest.CaptureFixture[str]) -> None:
    contract = CONTRACTS[rule["type"]](rule["name"], SESSION, rule)

    check = contract.check(deepcopy(imports), verbose=False)

    if not check.kept:
        contract.render_broken_contract(check)
        pytest.fail(f"{rule['name']}:\n{capsys.readouterr().out}", pytrace=False)


def test_import_of_a_foreign_room_is_noticed() -> None:
    graph = grimp.ImportGraph()
    graph.add_import(importer="desktop_app.signature.draft", imported="desktop_app.campaign.pack")
    graph.add_import(importer="desktop_app.signature.draft", imported="desktop_app.problems")
    graph.add_import(importer="desktop_app.signature.draft", imported="msgspec")
    options = {"room": "desktop_app.signature", "knows": ["desktop_app.campaign"]}
    rule = KnowsOnly("signature knows only campaign", {}, options)
    assert rule.check(graph, verbose=False).kept

    graph.add_import(importer="desktop_app.signature.draft", imported="desktop_app.sealing.open")

    assert not rule.check(graph, verbose=False).kept


# ---- inside the rooms -----------------------------------------------------------------------------


def source_files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def inside(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", source_files(), ids=inside)
def test_file_is_short_enough_to_be_one_thought(path: Path) -> None:
    line_count = len(path.read_text(encoding="utf-8").splitlines())

    assert line_count <= MOST_LINES, f"{inside(path)} has {line_count} lines: split it by thought"


def test_only_qt_tasks_starts_threads() -> None:
    assert users_of(THREAD_STARTERS) <= {"qt/tasks.py"}


def test_only_the_openers_of_records_are_processes_of_their_own() -> None:
    assert users_of(PROCESS_STARTERS) <= {"register/openers.py"}


def test_only_app_home_knows_where_files_live() -> None:
    assert users_of(PLACE_FINDERS) <= {"app/home.py"}


def users_of(names: frozenset[str]) -> set[str]:
    """The files of the package that mention one of these names in code."""
    return {inside(path) for path in source_files() if not names.isdisjoint(names_used_in(path))}


def names_used_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                yield name
            case ast.Import(names=aliases):
                yield from (alias.name.partition(".")[0] for alias in aliases)
            case ast.ImportFrom(module=module, names=aliases):
                yield (module or "").partition(".")[0]
                yield from (alias.name for alias in aliases)
