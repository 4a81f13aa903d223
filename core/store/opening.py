"""Opening a store's file, whatever state it is in."""

import hashlib
import re
import sqlite3
import time
from contextlib import suppress
from pathlib import Path

from core.store.runstore import RunStore
from core.store.schema import NewerError, migrate
from core.store.valuefiles import ValueFiles

_BUSY_SECONDS = 10.0
"""How long another window may hold the file."""
_NOT_A_NAME = re.compile(r"[^A-Za-z0-9_.-]+")
_COMPANIONS = ("", "-wal", "-shm")


def database_name(root: Path) -> str:
    """Return the file name of a project's store: readable, and its own."""
    digest = hashlib.blake2b(str(root).encode(errors="surrogateescape"), digest_size=6)
    plain = _NOT_A_NAME.sub("_", root.name)[:40]
    return f"{plain}-{digest.hexdigest()}.sqlite"


def opened(path: Path) -> tuple[RunStore, str]:
    """Return the store at a path, made where there is none, and a sentence for the person.

    The sentence is empty when all is well. A damaged file is set aside and a new one begun;
    where none can be written, runs are kept until the program ends. Any one thread.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return RunStore(_connected(path), _values(path)), ""
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            aside = _set_aside(path)
            sentence = f"The history of runs was damaged. It was set aside as {aside}."
            return RunStore(_connected(path), _values(path)), f"{sentence} A new one was begun."
    except NewerError:
        why = "it was written by a later version of Lineage Explorer"
    except (OSError, sqlite3.Error) as error:
        why = getattr(error, "strerror", None) or str(error)
    sentence = f"Runs are kept only until the program ends: {path} cannot be used ({why})."
    return RunStore(_connected(":memory:"), ValueFiles(None)), sentence


def _values(path: Path) -> ValueFiles:
    return ValueFiles(_values_folder(path))


def _values_folder(path: Path) -> Path:
    return path.with_suffix(".values")


def _connected(path: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        migrate(connection)
        connection.execute("SELECT count(*) FROM runs").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _set_aside(path: Path) -> Path:
    aside = path.with_name(f"{path.stem}.damaged-{time.strftime('%Y%m%d-%H%M%S')}{path.suffix}")
    for end in _COMPANIONS:
        with suppress(FileNotFoundError):
            path.with_name(path.name + end).replace(aside.with_name(aside.name + end))
    with suppress(FileNotFoundError):
        _values_folder(path).replace(_values_folder(aside))
    return aside
