"""The tables of the journal.

Columns beside `header` and `sealed` are an index derived from the header's bytes, never the truth.
`user_version` is the version of these tables. Where nothing else proves what a row says, the row
ends in a check of its own (`checks.py`). Instants in clear are whole minutes since 1970, UTC: a finer
one, beside a witness or a camera, would tell who signed.
"""

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.sql.base import ReadOnlyColumnCollection

TABLES_VERSION = 3
UNDONE_SINCE_VERSION = 2
CHECKS_SINCE_VERSION = 3
CHECK_COLUMN = "row_sha256"

AnyTable = Table[ReadOnlyColumnCollection[str, Column[object]]]

metadata = MetaData()

device_table = Table(
    "device",
    metadata,
    Column("id", Text, primary_key=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("private_key", LargeBinary, nullable=False),
)
"""A journal that was rebuilt from a second copy has no private key: the column is empty."""

device_again_table = Table(
    "device_again",
    metadata,
    Column("id", Text, primary_key=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("private_key", LargeBinary, nullable=False),
    Column(CHECK_COLUMN, LargeBinary),
)
"""The same once more. A table has its own page, so no single damage costs the device its key."""

record_table = Table(
    "record",
    metadata,
    Column("campaign", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("header", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("chain", LargeBinary, nullable=False),
)

checkpoint_table = Table(
    "checkpoint",
    metadata,
    Column("campaign", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

handed_over_table = Table(
    "handed_over",
    metadata,
    Column("campaign", Text, primary_key=True),
    Column("first", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("handed_over_at", Text, nullable=False),
    Column(CHECK_COLUMN, LargeBinary),
)

# `seq` is the number of an undo record, `record_id` the signature that it takes back.
undone_table = Table(
    "undone",
    metadata,
    Column("campaign", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("record_id", Text, nullable=False),
    UniqueConstraint("campaign", "record_id"),
)

# `seq` is the number of a closing record.
closing_table = Table(
    "closing",
    metadata,
    Column("campaign", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("closed_at_minute", Integer, nullable=False),
    Column("signature_count", Integer, nullable=False),
    Column(CHECK_COLUMN, LargeBinary),
)

# One row: the minute in which the last record was written.
clock_table = Table(
    "clock",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("last_minute", Integer, nullable=False),
    Column(CHECK_COLUMN, LargeBinary),
)

# `seq` is the number of the first record after the jump.
clock_jump_table = Table(
    "clock_jump",
    metadata,
    Column("campaign", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("before_minute", Integer, nullable=False),
    Column("after_minute", Integer, nullable=False),
    Column(CHECK_COLUMN, LargeBinary),
)

# Runs that a coordinator has safely merged; they never overlap.
acknowledged_table = Table(
    "acknowledged",
    metadata,
    Column("campaign", Text, primary_key=True),
    Column("first", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
    Column("acknowledged_at_minute", Integer, nullable=False),
    Column(CHECK_COLUMN, LargeBinary),
)

# Runs whose sealed parts are empty now; they never overlap.
erased_table = Table(
    "erased",
    metadata,
    Column("campaign", Text, primary_key=True),
    Column("first", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
    Column(CHECK_COLUMN, LargeBinary),
)

# What the device signed at a record, kept in journals that were rebuilt and have no key to sign with.
voucher_table = Table(
    "voucher",
    metadata,
    Column("campaign", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("signature", LargeBinary, nullable=False),
    Column(CHECK_COLUMN, LargeBinary),
)

SINCE_VERSION_3 = (
    device_again_table,
    closing_table,
    clock_table,
    clock_jump_table,
    acknowledged_table,
    erased_table,
    voucher_table,
)


def tables_version(connection: Connection) -> int:
    """Give the version of the tables; 0 for a database in which nothing is yet."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def set_tables_version(connection: Connection) -> None:
    """Write down that the tables are those of this version; part of the transaction."""
    connection.exec_driver_sql(f"PRAGMA user_version={TABLES_VERSION}")
