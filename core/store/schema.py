"""The tables of a store, and how those of earlier versions become those of today."""

import sqlite3

VERSION = 3
"""The version of the tables that this program writes; kept in the file as `user_version`."""

_STEPS = (
    """
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        owner TEXT NOT NULL,
        started REAL NOT NULL,
        targets TEXT NOT NULL,
        circumstances TEXT NOT NULL,
        status TEXT NOT NULL,
        seconds REAL,
        node_count INTEGER NOT NULL DEFAULT 0,
        failed TEXT,
        message TEXT NOT NULL DEFAULT '',
        is_good INTEGER NOT NULL DEFAULT 0,
        note TEXT NOT NULL DEFAULT '',
        size INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE nodes (
        run INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
        node TEXT NOT NULL,
        outcome TEXT,
        record BLOB,
        PRIMARY KEY (run, node)
    ) WITHOUT ROWID;
    CREATE INDEX runs_by_time ON runs(started);
    """,
    """
    CREATE TABLE sources (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        code TEXT NOT NULL UNIQUE,
        text TEXT NOT NULL
    );
    """,
    """
    ALTER TABLE runs ADD COLUMN kept TEXT;
    """,
)
"""What makes each version from the one before; the first from an empty file."""


class NewerError(Exception):
    """The file was written by a later version of this program."""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables up to date, a version at a time, each whole or not at all.

    Raises:
        NewerError: the tables are of a later version; nothing was changed.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise NewerError
        for step in _STEPS[version:]:
            for statement in filter(str.strip, step.split(";")):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
