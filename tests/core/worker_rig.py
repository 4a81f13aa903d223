"""A real worker process for tests: requests in, events out."""

import contextlib
import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast

from core.worker import codec
from core.worker.messages import (
    Beat,
    Event,
    Hello,
    Load,
    Loaded,
    ModuleSpec,
    NodeRecord,
    NodesFound,
    Request,
)

WORKER = Path(__file__).parents[2] / "core" / "worker"
PYTHON = os.environ.get("LINEAGE_TEST_PYTHON", sys.executable)
"""The interpreter that workers run in, which need not be the tests' own."""
Wanted = TypeVar("Wanted")


class Rig:
    """Starts a worker and talks to it. `hello` is its first event; beats are left out.

    Events wait in `pending` until `next` or `until` takes them; `body` holds the bytes that came
    with the one taken last. `stdout` and `stderr` are what user code printed so far.

    A worker whose threads are interrupted cannot be measured: Python's tracing gets stuck.
    """

    def __init__(
        self,
        interpreter: str | Path = PYTHON,
        cwd: str | Path | None = None,
        env: Mapping[str, str] | None = None,
        is_measured: bool = True,
        worker: Path = WORKER,
        **options: Any,
    ) -> None:
        self.spool = Path(tempfile.mkdtemp(prefix="worker-rig-"))
        self._boot = (self.spool / "boot.log").open("wb")
        self.process = subprocess.Popen(
            [interpreter, worker, json.dumps({"spool": str(self.spool), **options})],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._boot,
            cwd=cwd,
            env=_environment(is_measured) | dict(env or {}),
        )
        self.pending: list[tuple[Event, bytes]] = []
        self.beats: list[Beat] = []
        self.body = b""
        self._ticket = 0
        self._arrived: queue.SimpleQueue[tuple[Event, bytes] | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.hello = self.next(Hello)

    def ticket(self) -> int:
        """Return a number that no request has had."""
        self._ticket += 1
        return self._ticket

    def send(self, request: Request) -> None:
        """Send a request, whatever the worker is doing."""
        self.send_raw(codec.pack(request))

    def send_raw(self, data: bytes) -> None:
        """Write bytes to the worker as they are."""
        assert self.process.stdin
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def next(self, kind: type[Wanted], timeout: float = 30) -> Wanted:
        """Take the oldest event of `kind`, waiting for one; all others stay pending."""
        deadline = time.monotonic() + timeout
        at = 0
        while True:
            while at < len(self.pending):
                if isinstance(self.pending[at][0], kind):
                    event, self.body = self.pending.pop(at)
                    return cast("Wanted", event)
                at += 1
            self._wait(deadline, kind)

    def until(self, kind: type[Any], timeout: float = 30) -> list[Event]:
        """Take all events up to the first one of `kind`, which is the last one returned."""
        deadline = time.monotonic() + timeout
        at = 0
        while True:
            while at < len(self.pending):
                at += 1
                if isinstance(self.pending[at - 1][0], kind):
                    taken, self.pending = self.pending[:at], self.pending[at:]
                    return [event for event, _ in taken]
            self._wait(deadline, kind)

    def load(
        self,
        folder: str | Path,
        *modules: str | ModuleSpec,
        config: Mapping[str, Any] | None = None,
        import_paths: tuple[str | Path, ...] | None = None,
        timeout: float = 60,
    ) -> tuple[dict[str, NodeRecord], Loaded]:
        """Load modules, by name or as specs, from `folder`, and wait for the graph.

        A module is looked for below `folder` by its dotted name; a name that is not there is left
        for the interpreter to find.
        """
        paths = (folder,) if import_paths is None else import_paths
        request = Load(
            self.ticket(),
            str(folder),
            tuple(map(str, paths)),
            tuple(_spec(Path(folder), module) for module in modules),
            dict(config or {}),
        )
        self.send(request)
        events = self.until(Loaded, timeout)
        nodes = [n for event in events if isinstance(event, NodesFound) for n in event.nodes]
        return {node.id: node for node in nodes}, cast("Loaded", events[-1])

    def wait(self, timeout: float = 30) -> int:
        """Wait for the process to end and return its exit code."""
        return self.process.wait(timeout)

    @property
    def stdout(self) -> str:
        """What user code has written to file descriptor 1."""
        return _text(self.spool / "stdout.log")

    @property
    def stderr(self) -> str:
        """What user code has written to file descriptor 2."""
        return _text(self.spool / "stderr.log")

    def close(self) -> None:
        """End the worker, by its closed pipe where it listens, and remove its files."""
        assert self.process.stdin
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
        self._reader.join(10)
        assert self.process.stdout
        self.process.stdout.close()
        self._boot.close()
        shutil.rmtree(self.spool, ignore_errors=True)

    def _wait(self, deadline: float, kind: type[Any]) -> None:
        try:
            arrived = self._arrived.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise AssertionError(f"no {kind.__name__} came; {self._last_words()}") from None
        if arrived is None:
            self._arrived.put(None)
            raise AssertionError(f"the worker ended before {kind.__name__}; {self._last_words()}")
        if isinstance(arrived[0], Beat):
            self.beats.append(arrived[0])
        else:
            self.pending.append(arrived)

    def _last_words(self) -> str:
        waiting = [type(event).__name__ for event, _ in self.pending]
        words = _text(self.spool / "boot.log") + self.stderr
        return f"pending: {waiting}; it said:\n{words[-4000:]}"

    def _read(self) -> None:
        assert self.process.stdout
        for event, body in _frames(cast("BinaryIO", self.process.stdout)):
            self._arrived.put((event, body))
        self._arrived.put(None)


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files below a folder, their text dedented, and return the folder."""
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
    return folder


def _frames(stream: BinaryIO) -> Iterator[tuple[Event, bytes]]:
    while len(head := stream.read(codec.HEAD.size)) == codec.HEAD.size:
        header, body = codec.unpack_head(head)
        yield cast("Event", codec.unpack(stream.read(header))), stream.read(body)


def _environment(is_measured: bool) -> dict[str, str]:
    strange = ("PYTHON", "QT_") if is_measured else ("PYTHON", "QT_", "COVERAGE_")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(strange)}
    ours = {"PYTHONDONTWRITEBYTECODE": "1", "MPLBACKEND": "Agg"}
    return kept | ours | {"HAMILTON_TELEMETRY_ENABLED": "false"}


def _spec(folder: Path, module: str | ModuleSpec) -> ModuleSpec:
    if isinstance(module, ModuleSpec):
        return module
    path = folder.joinpath(*module.split("."))
    for file in (path.with_name(path.name + ".py"), path / "__init__.py"):
        if file.is_file():
            return ModuleSpec(module, str(file))
    return ModuleSpec(module)


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""
