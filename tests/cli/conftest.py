import pytest

from tests.making import QUICK


@pytest.fixture(autouse=True)
def quick_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let new keys and registers open quickly: half a second each, hundreds of times, is minutes.

    How hard locks really are is looked at in `tests/sealing` and by `tests/whole`.
    """
    for module in ("desktop_app.sealing.keys", "desktop_app.register.store"):
        monkeypatch.setattr(f"{module}.Hardness", lambda: QUICK)
