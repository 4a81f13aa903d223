"""One project's runs in one file of SQLite's."""

import os
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

import psutil

from core.model.graph import NodeId
from core.model.history import Circumstances, KeptValues, PastOutcome, PastRun
from core.model.record import Record
from core.model.run import NodeRun, RunStatus
from core.store.pruning import Limits, to_prune
from core.store.texts import packed, text_of, unpacked, value_of
from core.store.valuefiles import ValueFiles

_RUN = (
    "id, started, targets, status, seconds, node_count, failed, message, is_good, note, "
    "circumstances, kept, owner"
)
_PUT = """
    INSERT INTO nodes (run, node, {0}) VALUES (?, ?, ?)
    ON CONFLICT (run, node) DO UPDATE SET {0} = excluded.{0}
"""

_MOST_SOURCES = 20_000


class RunStore:
    """Reads and writes runs; to be used in the thread that made it.

    What a call has written is there when it returns, also if the process is killed the next
    moment. Several programs may have the same file open. Calls raise `sqlite3.Error` when the
    file cannot be used any more. `values` are beside it.
    """

    def __init__(self, connection: sqlite3.Connection, values: ValueFiles) -> None:
        self._connection = connection
        self.values = values
        self._owner = _owner(os.getpid())

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def begin(self, started: float, targets: Iterable[NodeId], circumstances: Circumstances) -> int:
        """Add a run that is under way; return its number."""
        cursor = self._write(
            "INSERT INTO runs (owner, started, targets, circumstances, status) VALUES (?,?,?,?,?)",
            (
                *(self._owner, started, text_of(tuple(targets)), text_of(circumstances)),
                RunStatus.RUNNING.value,
            ),
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def add_nodes(self, run: int, nodes: Mapping[NodeId, NodeRun]) -> None:
        """Add or replace how some nodes of a run ended."""
        self._put(run, "outcome", [(node, text_of(part)) for node, part in nodes.items()])

    def add_records(self, run: int, records: Iterable[Record]) -> None:
        """Add or replace records of nodes of a run."""
        rows = [(record.node, packed(record)) for record in records]
        self._put(run, "record", rows, sum(len(data) for _, data in rows))

    def add_sources(self, texts: Mapping[str, str]) -> None:
        """Keep the texts of functions by fingerprint, so that they can be told when they change.

        Those that are there stay; the oldest go when there are too many.
        """
        with self._transaction():
            self._connection.executemany(
                "INSERT OR IGNORE INTO sources (code, text) VALUES (?, ?)", texts.items()
            )
            self._connection.execute(
                "DELETE FROM sources WHERE number <= (SELECT max(number) FROM sources) - ?",
                (_MOST_SOURCES,),
            )

    def sources(self, codes: Iterable[str]) -> Mapping[str, str]:
        """Return the texts of functions by fingerprint, as far as they are kept."""
        query = "SELECT text FROM sources WHERE code=?"
        rows = ((code, self._connection.execute(query, (code,)).fetchone()) for code in codes)
        return {code: row[0] for code, row in rows if row}

    def end(self, past: PastRun) -> None:
        """Note how a run ended: status, seconds, failed node and message."""
        self._write(
            "UPDATE runs SET status=?, seconds=?, failed=?, message=? WHERE id=?",
            (past.status.value, past.seconds, past.failed, past.message, past.id),
        )

    def mark_good(self, run: int, *, is_good: bool) -> None:
        """Pin a run as good, or no longer: then its values go."""
        if is_good:
            self._write("UPDATE runs SET is_good=1 WHERE id=?", (run,))
        else:
            self._write("UPDATE runs SET is_good=0, kept=NULL WHERE id=?", (run,))
            self.values.remove(run)

    def note_kept(self, run: int, kept: KeptValues) -> None:
        """Note which values of a good run are there; of one no longer good they go."""
        done = self._write("UPDATE runs SET kept=? WHERE id=? AND is_good=1", (text_of(kept), run))
        if not done.rowcount:
            self.values.remove(run)

    def kept_size(self) -> int:
        """Return how many bytes the values of good runs take."""
        rows = self._connection.execute("SELECT kept FROM runs WHERE kept IS NOT NULL")
        return sum(value_of(KeptValues, text).size for (text,) in rows)

    def annotate(self, run: int, note: str) -> None:
        """Replace the note of a run."""
        self._write("UPDATE runs SET note=? WHERE id=?", (note, run))

    def delete(self, *runs: int) -> None:
        """Forget runs and all that came out of them."""
        with self._transaction():
            self._connection.executemany("DELETE FROM runs WHERE id=?", [(run,) for run in runs])
        for run in runs:
            self.values.remove(run)

    def prune(self, limits: Limits | None = None) -> int:
        """Delete the oldest runs beyond the limits, but none that is good; return how many.

        Values go that belong to no good run.
        """
        query = "SELECT id, size, is_good FROM runs ORDER BY started DESC"
        rows = self._connection.execute(query).fetchall()
        runs = to_prune(rows, limits or Limits())
        if runs:
            self.delete(*runs)
        self.values.sweep([run for run, _, is_good in rows if is_good])
        return len(runs)

    def runs(self, count: int = 200) -> tuple[PastRun, ...]:
        """Return the newest runs, newest first; one whose program is gone counts as died."""
        rows = self._connection.execute(
            f"SELECT {_RUN} FROM runs ORDER BY started DESC, id DESC LIMIT ?",  # noqa: S608
            (count,),
        )
        alive = {self._owner: True}
        return tuple(_past(row, alive) for row in rows)

    def run(self, id: int) -> PastRun | None:
        """Return a run, None when there is none of that number."""
        query = f"SELECT {_RUN} FROM runs WHERE id=?"  # noqa: S608
        row = self._connection.execute(query, (id,)).fetchone()
        return _past(row, {self._owner: True}) if row else None

    def outcome(self, id: int) -> PastOutcome | None:
        """Return all that is kept of a run, None when there is none of that number."""
        past = self.run(id)
        if past is None:
            return None
        nodes: dict[NodeId, NodeRun] = {}
        records: dict[NodeId, Record] = {}
        rows = self._connection.execute(
            "SELECT node, outcome, record FROM nodes WHERE run=?", (id,)
        )
        for node, outcome, record in rows:
            if outcome is not None:
                nodes[NodeId(node)] = value_of(NodeRun, outcome)
            if record is not None:
                records[NodeId(node)] = unpacked(Record, record)
        return PastOutcome(past, nodes, records)

    def _put(self, run: int, what: str, rows: list[tuple[NodeId, Any]], size: int = 0) -> None:
        count = "(SELECT count(*) FROM nodes WHERE run=?1)"
        with self._transaction():
            there = self._connection.execute("SELECT 1 FROM runs WHERE id=?", (run,)).fetchone()
            if not there:  # deleted meanwhile, by another window
                return
            self._connection.executemany(_PUT.format(what), [(run, *row) for row in rows])
            self._connection.execute(
                f"UPDATE runs SET node_count={count}, size=size+?2 WHERE id=?1",  # noqa: S608
                (run, size),
            )

    def _write(self, statement: str, values: tuple[Any, ...]) -> sqlite3.Cursor:
        return self._connection.execute(statement, values)

    def _transaction(self) -> "_Transaction":
        return _Transaction(self._connection)


class _Transaction:
    """All of what is written in it, or nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._connection.execute("ROLLBACK" if kind else "COMMIT")


def _past(row: tuple[Any, ...], alive: dict[str, bool]) -> PastRun:
    id, started, targets, status, seconds, count, failed, message, good, note, made, *rest = row
    kept, owner = rest
    status = RunStatus(status)
    if status is RunStatus.RUNNING and not _is_alive(owner, alive):
        status = RunStatus.DIED
    return PastRun(
        id,
        started,
        value_of(tuple[NodeId, ...], targets),
        status,
        seconds,
        count,
        NodeId(failed) if failed is not None else None,
        message,
        is_good=bool(good),
        note=note,
        circumstances=value_of(Circumstances, made),
        kept=value_of(KeptValues, kept) if kept is not None else None,
    )


def _is_alive(owner: str, known: dict[str, bool]) -> bool:
    if owner not in known:
        pid = owner.partition(":")[0]
        known[owner] = pid.isdecimal() and _owner(int(pid)) == owner
    return known[owner]


def _owner(pid: int) -> str:
    """Return what names a process, and no later one of the same number."""
    try:
        return f"{pid}:{psutil.Process(pid).create_time():.0f}"
    except psutil.Error:
        return ""
