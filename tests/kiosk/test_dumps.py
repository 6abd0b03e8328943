"""A crash writes nothing of what people typed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

LOOK = """
import ctypes, faulthandler, json, resource, sys
resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
from desktop_app.kiosk.dumps import turn_dumps_off
def look():
    core = list(resource.getrlimit(resource.RLIMIT_CORE))
    is_dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) if sys.platform == "linux" else 0
    return {"core": core, "is_dumpable": is_dumpable, "writes_traces": faulthandler.is_enabled()}
before = look()
turn_dumps_off()
print(json.dumps([before, look()]))
"""

CRASH = """
import os
from desktop_app.kiosk.dumps import turn_dumps_off
turn_dumps_off()
typed = "Zyxqua"
os.abort()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps dumps elsewhere")
def test_dumps_are_off_in_a_real_process() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", LOOK],
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    before, after = json.loads(done.stdout)

    assert before["writes_traces"]
    assert after == {"core": [0, 0], "is_dumpable": 0, "writes_traces": False}


def test_crash_leaves_no_file_and_says_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", CRASH],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )

    assert done.returncode != 0
    assert done.stderr == b""
    assert not list(tmp_path.iterdir())
