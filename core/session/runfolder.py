"""A private folder for each worker: what it prints, and who it belongs to."""

import json
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from core.model.run import OutputSpan
from core.session import family, system

_PREFIX = "lineage-explorer-"
_NOTE = "processes.json"
_SAME_BIRTH = 60.0
"""Seconds by which two births of one process may differ: clocks are set; numbers return later."""


class RunFolder:
    """The folder of one worker, in the system's folder for temporary files.

    The worker writes what user code prints to `stdout.log` and `stderr.log`, what goes wrong
    before that to `boot.log`, and what it is at to `running`.
    """

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
        self.boot_log = self.path / "boot.log"

    @property
    def name(self) -> str:
        """What no other run is called."""
        return self.path.name

    def note(self, worker: int) -> None:
        """Write down whose folder this is, for the next start to clean up after a crash."""
        pids = {"explorer": os.getpid(), "worker": worker}
        births = {who: [pid, family.birth_of(pid)] for who, pid in pids.items()}
        (self.path / _NOTE).write_text(json.dumps(births))

    def output(self, span: OutputSpan, most: int | None = None) -> tuple[str, str]:
        """Return what was printed to stdout and stderr within a span; of each the last bytes."""
        return (
            _part(self.path / "stdout.log", *span.stdout, most),
            _part(self.path / "stderr.log", *span.stderr, most),
        )

    def sign(self) -> str:
        """Return what the worker was at when it ended: a node, or some words; mostly nothing."""
        file = self.path / "running"
        return file.read_bytes().split(b"\0")[0].decode("utf-8", "replace") if file.exists() else ""

    def last_words(self, size: int = 8192) -> str:
        """Return the last bytes that the worker wrote to stderr, before and after it was up."""
        files = (self.boot_log, self.path / "stderr.log")
        tails = (_part(file, max(0, _size(file) - size), _size(file)) for file in files)
        return "\n".join(tail.strip("\n") for tail in tails if tail.strip())

    def remove(self) -> None:
        """Delete the folder; what still holds a file in it keeps that file."""
        shutil.rmtree(self.path, ignore_errors=True)


def clean_up() -> None:
    """End the workers and delete the folders that explorers left which died without a word."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        with suppress(OSError):
            if system.is_ours(folder) and not _is_used(folder):
                _clear(folder)


def _is_used(folder: Path) -> bool:
    """Whether the explorer that made a folder is there; before its note, by the folder's name."""
    pid = folder.name.removeprefix(_PREFIX).partition("-")[0]
    if not pid.isdigit():
        return True
    noted = _noted(folder, "explorer")
    return _is_alive(noted) if noted else family.birth_of(int(pid)) is not None


def _clear(folder: Path) -> None:
    worker = _noted(folder, "worker")
    if worker:
        if _is_alive(worker):
            family.end_family(worker[0])
        family.end_orphans(folder.name, worker[0])
    shutil.rmtree(folder, ignore_errors=True)


def _noted(folder: Path, who: str) -> tuple[int, float] | None:
    try:
        pid, birth = json.loads((folder / _NOTE).read_text())[who]
        return int(pid), float(birth)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_alive(noted: tuple[int, float]) -> bool:
    birth = family.birth_of(noted[0])
    return birth is not None and abs(birth - noted[1]) < _SAME_BIRTH


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _part(file: Path, start: int, end: int, most: int | None = None) -> str:
    if end <= start or not file.exists():
        return ""
    if most is not None:
        start = max(start, end - most)
    with file.open("rb") as stream:
        stream.seek(start)
        return stream.read(end - start).decode("utf-8", "replace")
