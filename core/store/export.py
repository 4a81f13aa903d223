"""The files of a project as they were at a git revision, written to a folder.

Nothing that the repository's own configuration names is run: objects are read as they are, without
filters, hooks, attributes, lazy fetches and watchers.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO

from core.model.project import ModuleRef, Project
from core.store.revision import top_of

_QUIET = (
    *("--no-optional-locks", "--no-replace-objects", "--no-pager"),
    *("-c", "core.fsmonitor=", "-c", f"core.hooksPath={os.devnull}"),
    *("-c", "protocol.allow=never", "-c", "core.alternateRefsCommand="),
)
_FILES = ("100644", "100755", "100664")
_LARGEST = 1 << 30
_SECONDS = 60.0


class NoRevision(Exception):  # noqa: N818
    """There is no such revision, or it cannot be read; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class _Entry:
    blob: str
    size: int
    path: PurePosixPath


def export(project: Project, revision: str, folder: Path) -> Project:
    """Write the files of a revision below `folder`; return the project as it was then.

    Symbolic links and submodules are left out.

    Raises:
        NoRevision: there is no git, no such revision, or the project was not there then.
    """
    top = top_of(project.root)
    if top is None:
        raise NoRevision(f"{project.root} is not in a git repository.")
    commit = _asked(
        top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    )
    if not commit:
        raise NoRevision(f"There is no git revision `{revision}` in {top}.")
    entries = tuple(_entries(_asked(top, "ls-tree", "-r", "-z", "-l", "--full-tree", commit)))
    if sum(entry.size for entry in entries) > _LARGEST:
        raise NoRevision(f"The files of {revision} are too large to be written out (1 GB at most).")
    _write(top, entries, folder)
    moved = _moved(project, top.resolve(), folder)
    for module in moved.modules:
        if module.file and not module.file.exists():
            raise NoRevision(f"The module {module.name} was not there at {revision}.")
    return moved


def _entries(listed: str) -> Iterator[_Entry]:
    for line in filter(None, listed.split("\0")):
        facts, _, name = line.partition("\t")
        mode, kind, blob, size = facts.split()
        path = PurePosixPath(name)
        is_inside = not path.is_absolute() and not {"..", ".git"}.intersection(path.parts)
        if kind == "blob" and mode in _FILES and is_inside:
            yield _Entry(blob, int(size), path)


def _write(top: Path, entries: tuple[_Entry, ...], folder: Path) -> None:
    with subprocess.Popen(
        [_git(), *_QUIET, "cat-file", "--batch"],
        cwd=top,
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as git:
        assert git.stdin and git.stdout
        for entry in entries:
            git.stdin.write(f"{entry.blob}\n".encode())
            git.stdin.flush()
            file = folder / entry.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(_object(git.stdout, entry))
        git.stdin.close()


def _object(stream: IO[bytes], entry: _Entry) -> bytes:
    head = stream.readline().split()
    if len(head) != 3 or head[1] != b"blob":
        raise NoRevision(f"{entry.path} is not in this copy of the repository.")
    data = stream.read(int(head[2]))
    stream.read(1)
    return data


def _moved(project: Project, top: Path, folder: Path) -> Project:
    def moved(path: Path) -> Path:
        real = path.resolve()
        return folder / real.relative_to(top) if real.is_relative_to(top) else path

    return replace(
        project,
        root=moved(project.root),
        modules=tuple(
            ModuleRef(module.name, moved(module.file) if module.file else None)
            for module in project.modules
        ),
        import_paths=tuple(map(moved, project.import_paths)),
    )


def _asked(top: Path, *words: str) -> str:
    try:
        done = subprocess.run(
            [_git(), *_QUIET, *words],
            cwd=top,
            env=_environment(),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NoRevision("Git does not answer.") from None
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode and said:
        raise NoRevision(f"Git cannot read {top}: {said.splitlines()[0]}")
    return done.stdout.decode("utf-8", "surrogateescape").strip("\n")


def _git() -> str:
    """Return the program, by a whole path: none that lies in the project."""
    found = shutil.which("git")
    if not found or not Path(found).is_absolute():
        raise NoRevision("The program git is not there, so revisions cannot be read.")
    return found


def _environment() -> dict[str, str]:
    """Return ours, without what would make git read or run anything else."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "LC_ALL": "C",
    }
