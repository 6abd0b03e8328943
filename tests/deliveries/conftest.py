from pathlib import Path

import pytest

from desktop_app.campaign.pack import Pack
from desktop_app.sealing.keys import CampaignKey
from tests.making import made_key, published
from tests.register.given import register_at


@pytest.fixture(scope="session")
def key() -> CampaignKey:
    return made_key()


@pytest.fixture(scope="session")
def inkpack(key: CampaignKey, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pack") / "open-doors.inkpack"
    published(key, path)
    return path


@pytest.fixture(scope="session")
def pack(inkpack: Path) -> Pack:
    from desktop_app.campaign.reading import read_pack

    return read_pack(inkpack)


@pytest.fixture
def register(tmp_path: Path):
    with register_at(tmp_path / "register.sqlite") as register:
        yield register
