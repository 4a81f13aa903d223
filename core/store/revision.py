"""Which git commit a folder is at, found by reading files: no program of the project's runs."""

import re
from contextlib import suppress
from pathlib import Path

_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_REF = "ref: "
_LARGEST = 1 << 20
_LINKS = 5


def commit_of(folder: Path) -> str:
    """Return the commit that is checked out around `folder`, "" when there is none."""
    with suppress(OSError, UnicodeDecodeError):
        for above in (folder, *folder.parents):
            if (above / ".git").exists():
                return _commit(_git_folder(above / ".git"))
    return ""


def _git_folder(entry: Path) -> Path:
    """Return the folder of git's own files; in a work tree `.git` is a file that names it."""
    if entry.is_dir():
        return entry
    said = _read(entry).partition("gitdir:")[2].strip()
    return (entry.parent / said).resolve()


def _commit(git: Path) -> str:
    common = git
    with suppress(OSError):
        common = (git / _read(git / "commondir").strip()).resolve()
    said = _read(git / "HEAD").strip()
    for _ in range(_LINKS):
        if not said.startswith(_REF):
            return said if _HASH.fullmatch(said) else ""
        said = _reference(said.removeprefix(_REF).strip(), git, common)
    return ""


def _reference(name: str, git: Path, common: Path) -> str:
    if ".." in Path(name).parts or Path(name).is_absolute():
        return ""
    for folder in (git, common):
        with suppress(OSError):
            return _read(folder / name).strip()
    with suppress(OSError):
        for line in _read(common / "packed-refs").splitlines():
            commit, _, found = line.partition(" ")
            if found == name:
                return commit
    return ""


def _read(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(_LARGEST).decode()
