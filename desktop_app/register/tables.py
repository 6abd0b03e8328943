"""The tables of the register, the same in every kind of database.

`record` keeps what came, byte for byte; its columns beside `header` and `sealed` are an index of
the header. `signature` holds what was opened, encrypted anew under the register's own key, beside
blind indexes (see `blind.py`). Nothing in any table is readable but what a header tells in the
clear: campaign, device, number, hour.
"""

from sqlalchemy import (
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

TABLES_VERSION = 3

metadata = MetaData()

register_table = Table(
    "register",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("locked_key", LargeBinary, nullable=False),
    Column("created_at", Text, nullable=False),
)

device_table = Table(
    "device",
    metadata,
    Column("id", Text, primary_key=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("is_accepted", Integer, nullable=False),
    Column("first_met_at", Text, nullable=False),
)

# The ledger: only batches of which nothing is left to take in.
batch_table = Table(
    "batch",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size_bytes", Integer, nullable=False),
    Column("campaign", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("merged_at", Text, nullable=False),
)

record_table = Table(
    "record",
    metadata,
    Column("id", Text, primary_key=True),
    Column("campaign", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("header", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    UniqueConstraint("campaign", "device", "seq"),
)

# How many records a device has vouched for in any batch, also in one whose records are damaged.
vouched_table = Table(
    "vouched",
    metadata,
    Column("campaign", Text, primary_key=True),
    Column("device", Text, primary_key=True),
    Column("count", Integer, nullable=False),
)

# `hour`, `device`, `seq` give the order in which signatures count: no finer than the clear header.
signature_table = Table(
    "signature",
    metadata,
    Column("record_id", Text, primary_key=True),
    Column("campaign", Text, nullable=False),
    Column("hour", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("opened", LargeBinary, nullable=False),
    Column("email_index", LargeBinary),
    Column("phone_index", LargeBinary),
    Column("name_index", LargeBinary, nullable=False),
    Column("name_country_index", LargeBinary, nullable=False),
    Column("code_index", LargeBinary, nullable=False),
    Column("duplicate_of", Text),
    Index("signature_by_code", "campaign", "code_index"),
)

# What devices took back: `undone_id` is the record that an undo record names, whether it is here or
# not. It is empty while nobody has opened the undo: it came when the register was of version 1.
undo_table = Table(
    "undo",
    metadata,
    Column("record_id", Text, primary_key=True),
    Column("campaign", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("undone_id", Text),
    Index("undo_by_campaign", "campaign", "undone_id"),
)

# Where a shift was closed on a device; `opened` is the closing, locked as signatures are. It is empty
# while nobody has opened it: it came when the register was of version 1 or 2.
closing_table = Table(
    "closing",
    metadata,
    Column("record_id", Text, primary_key=True),
    Column("campaign", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("opened", LargeBinary),
    Index("closing_by_device", "campaign", "device"),
)

# Closing slips that were ever compared with this register: `device` and `head` as short as on a slip.
slip_table = Table(
    "slip",
    metadata,
    Column("campaign", Text, primary_key=True),
    Column("device", Text, primary_key=True),
    Column("count", Integer, primary_key=True),
    Column("head", Text, primary_key=True),
    Column("closed_at", Text, nullable=False),
    Column("noted_at", Text, nullable=False),
)

# Campaigns whose duplicates are still to be found anew: a merge that was killed leaves them here.
unsettled_table = Table(
    "unsettled",
    metadata,
    Column("campaign", Text, primary_key=True),
)

pack_table = Table(
    "pack",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("campaign", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("file_sha256", Text, nullable=False),
    Column("file", LargeBinary, nullable=False),
)

delivery_table = Table(
    "delivery",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("campaign", Text, nullable=False),
    Column("profile", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("row_count", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("made_at", Text, nullable=False),
)
