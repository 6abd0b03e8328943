"""Journals as earlier versions left them: their own tables, filled from a journal of today."""

import sqlite3
from pathlib import Path

VERSION_1 = """
CREATE TABLE device (
    id TEXT NOT NULL, public_key BLOB NOT NULL, private_key BLOB NOT NULL, PRIMARY KEY (id)
);
CREATE TABLE record (
    campaign TEXT NOT NULL, seq INTEGER NOT NULL, header BLOB NOT NULL, sealed BLOB NOT NULL,
    chain BLOB NOT NULL, PRIMARY KEY (campaign, seq)
);
CREATE TABLE checkpoint (
    campaign TEXT NOT NULL, count INTEGER NOT NULL, head BLOB NOT NULL, signature BLOB NOT NULL,
    PRIMARY KEY (campaign)
);
CREATE TABLE handed_over (
    campaign TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, sha256 TEXT NOT NULL,
    handed_over_at TEXT NOT NULL, PRIMARY KEY (campaign, first)
);
"""
VERSION_2 = f"""{VERSION_1}
CREATE TABLE undone (
    campaign TEXT NOT NULL, seq INTEGER NOT NULL, record_id TEXT NOT NULL,
    PRIMARY KEY (campaign, seq), UNIQUE (campaign, record_id)
);
"""
SCHEMAS = {1: VERSION_1, 2: VERSION_2}


def write_as_version(version: int, journal_file: Path, target: Path) -> None:
    """Write what a journal holds into a file with the tables of an earlier version."""
    target.unlink(missing_ok=True)
    old = sqlite3.connect(target)
    old.executescript(f"PRAGMA journal_mode=TRUNCATE; {SCHEMAS[version]}")
    old.execute("ATTACH ? AS today", [str(journal_file)])
    tables = old.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in tables:
        columns = ", ".join(row[1] for row in old.execute(f"PRAGMA main.table_info({table})"))
        old.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM today.{table}")
    old.commit()
    old.execute(f"PRAGMA user_version={version}")
    old.close()
