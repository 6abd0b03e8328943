"""Where chance begins: a new seed each day of the tests, printed when something fails, and settable."""

import os

SEED_VARIABLE = "INKSTAND_FAULTS_SEED"


def first_seed() -> int:
    """Give the seed from `INKSTAND_FAULTS_SEED`, else a new one."""
    named = os.environ.get(SEED_VARIABLE)
    return int(named) if named else int.from_bytes(os.urandom(3))
