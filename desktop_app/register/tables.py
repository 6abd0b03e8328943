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
    UniqueConstraint,
)
from sqlalchemy import Text as PlainText
from sqlalchemy.dialects.postgresql import TEXT

TABLES_VERSION = 4

Text = PlainText().with_variant(TEXT(collation="C"), "postgresql")
"""Ordered by its bytes in every kind of database: what counts follows the order of texts."""

metadata = MetaData()

register_table = Table(
    "register",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("locked_key", LargeBinary, nullable=False),
    Column("created_at", Text, nullable=False),
)

# One row a merge. `ended_at` is empty while it runs and for ever if it was broken off; merging the
# same again completes what it left. The counts are those of its result.
merge_table = Table(
    "merge",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("began_at", Text, nullable=False),
    Column("ended_at", Text),
    Column("taken_back_at", Text),
    Column("new_count", Integer),
    Column("known_count", Integer),
    Column("damaged_count", Integer),
)

# `accepted_in` is the merge that let the device in; empty for one that was accepted before version 4,
# or by hand.
device_table = Table(
    "device",
    metadata,
    Column("id", Text, primary_key=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("is_accepted", Integer, nullable=False),
    Column("first_met_at", Text, nullable=False),
    Column("accepted_in", Integer),
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
    Column("merge_id", Integer),
    Index("batch_by_merge", "merge_id"),
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
    Column("merge_id", Integer),
    UniqueConstraint("campaign", "device", "seq"),
    Index("record_by_merge", "merge_id"),
)

# Records of merges that were taken back: sealed as they came. Their devices may have erased them since,
# because they were confirmed, so this may be the only place where they are.
aside_table = Table(
    "aside",
    metadata,
    Column("id", Text, primary_key=True),
    Column("campaign", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("header", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("merge_id", Integer, nullable=False),
    Index("aside_by_merge", "merge_id"),
)

# How many records a device has vouched for in any batch of a merge, also in one whose records are
# damaged. Merges before version 4 are merge 0.
vouched_table = Table(
    "vouched",
    metadata,
    Column("campaign", Text, primary_key=True),
    Column("device", Text, primary_key=True),
    Column("merge_id", Integer, primary_key=True),
    Column("count", Integer, nullable=False),
)

# From this number on nothing of a device counts in a campaign: it was stolen, say.
revocation_table = Table(
    "revocation",
    metadata,
    Column("campaign", Text, primary_key=True),
    Column("device", Text, primary_key=True),
    Column("from_seq", Integer, nullable=False),
    Column("revoked_at", Text, nullable=False),
)

# `hour`, `device`, `seq` give the order in which signatures count: no finer than the clear header.
# A signature counts if both `duplicate_of` and `away` are empty (`standing.py`). The loose indexes
# are those by which near duplicates are found (`near.py`); None in both for what came before version 4
# and was not looked through since.
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
    Column("away", Text),
    Column("loose_name_index", LargeBinary),
    Column("loose_email_index", LargeBinary),
    Index("signature_by_code", "campaign", "code_index"),
    Index("signature_by_email", "email_index"),
)
Index(
    "signature_by_first",
    signature_table.c.duplicate_of,
    sqlite_where=signature_table.c.duplicate_of.is_not(None),
    postgresql_where=signature_table.c.duplicate_of.is_not(None),
)
Index(
    "signature_by_away",
    signature_table.c.campaign,
    signature_table.c.away,
    sqlite_where=signature_table.c.away.is_not(None),
    postgresql_where=signature_table.c.away.is_not(None),
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
    Column("merge_id", Integer),
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

# Who was in a delivery: the 16 bytes of each record's id, sorted, one after the other.
delivered_table = Table(
    "delivered",
    metadata,
    Column("delivery_id", Integer, primary_key=True),
    Column("record_ids", LargeBinary, nullable=False),
)

# What a coordinator decided about two signatures: one person, or two. The latest that was not undone
# holds. `first_id` is the smaller of the two ids.
decision_table = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("campaign", Text, nullable=False),
    Column("first_id", Text, nullable=False),
    Column("other_id", Text, nullable=False),
    Column("is_same", Integer, nullable=False),
    Column("decided_at", Text, nullable=False),
    Column("undone_at", Text),
    Index("decision_by_pair", "campaign", "first_id", "other_id"),
)

# Two signatures that may be one person's, to be looked at; `reasons` are the names of rules, and the
# higher the score the likelier. Found anew by each pass (`near.py`).
near_pair_table = Table(
    "near_pair",
    metadata,
    Column("first_id", Text, primary_key=True),
    Column("other_id", Text, primary_key=True),
    Column("campaign", Text, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("score", Integer, nullable=False),
    Index("near_pair_by_score", "campaign", "score"),
)

# What somebody may want to look at; nothing is left out because of it.
flag_table = Table(
    "flag",
    metadata,
    Column("record_id", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("campaign", Text, nullable=False),
)

# Consents that a person withdrew later: they are No for every delivery from then on.
refusal_table = Table(
    "refusal",
    metadata,
    Column("record_id", Text, primary_key=True),
    Column("consent", Text, primary_key=True),
    Column("campaign", Text, nullable=False),
    Column("refused_at", Text, nullable=False),
)

# What must not come back: HMACs under the register's key of a record's id, or of a person
# (`tombstones.py`). A person's holds for signatures given until that hour.
tombstone_table = Table(
    "tombstone",
    metadata,
    Column("blind", LargeBinary, primary_key=True),
    Column("campaign", Text, nullable=False),
    Column("until_hour", Text),
    Column("made_at", Text, nullable=False),
)

# One row a withdrawal: `consent` is empty where all was erased. Nothing in it tells of whom.
withdrawal_table = Table(
    "withdrawal",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("campaign", Text, nullable=False),
    Column("consent", Text),
    Column("signature_count", Integer, nullable=False),
    Column("withdrawn_at", Text, nullable=False),
)

# Who received a person's data before the withdrawal, and is to be told.
to_inform_table = Table(
    "to_inform",
    metadata,
    Column("withdrawal_id", Integer, primary_key=True),
    Column("delivery_id", Integer, primary_key=True),
    Column("informed_at", Text),
)

# The activity log, chained: `mac` is over the row and the one before, under the register's key.
activity_table = Table(
    "activity",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("mac", LargeBinary, nullable=False),
)
