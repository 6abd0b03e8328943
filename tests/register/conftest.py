import shutil
import tempfile
from pathlib import Path

import pytest

from desktop_app.campaign.pack import Pack
from desktop_app.register.store import Register
from desktop_app.sealing.keys import CampaignKey
from tests.making import made_key, published
from tests.register.given import Database, device, people, register_at, write_batch
from tests.register.postgresql import cluster

RUNS = [(1, 9), (1, 4), (5, 9), (3, 7), (2, 2), (9, 9)]


@pytest.fixture(scope="session")
def key() -> CampaignKey:
    return made_key()


@pytest.fixture(scope="session")
def pack(key: CampaignKey, tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return published(key, tmp_path_factory.mktemp("pack") / "open-doors.inkpack")


@pytest.fixture(scope="session")
def postgresql():
    """A PostgreSQL of our own. Its socket's path must be short, so it is not below pytest's folder."""
    folder = Path(tempfile.mkdtemp(prefix="inkstand-"))
    try:
        with cluster(folder) as sockets:
            yield sockets
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)],
    autouse=True,
)
def database(request: pytest.FixtureRequest):
    """Run every test over both kinds of database, but those that look at files."""
    if request.param == "postgresql":
        Database.sockets = request.getfixturevalue("postgresql")
    yield request.param
    Database.sockets = None
    Database.urls.clear()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out the other kind of database where a test looks at one of them."""
    items[:] = [
        item
        for item in items
        if not (item.get_closest_marker("sqlite") and "[postgresql" in item.name)
        and not (item.get_closest_marker("postgresql") and "[sqlite" in item.name)
    ]


@pytest.fixture
def register(database, tmp_path: Path):
    with register_at(tmp_path / "register.sqlite") as register:
        yield register


@pytest.fixture
def register_path(register: Register, tmp_path: Path) -> Path:
    return tmp_path / "register.sqlite"


@pytest.fixture(scope="session")
def drop(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """Two devices that share two people, each with overlapping batches, the first with all."""
    folder = tmp_path_factory.mktemp("drop")
    batches = {}
    for name in ("Ana", "Ben"):
        signatures = [*people(7, name), *people(2, "Same")]
        with device(folder / name, pack, signatures) as journal:
            batches[name] = [write_batch(folder / "batches", journal, pack, *run) for run in RUNS]
    return batches
