"""Which git commit a folder is at, found by reading files: no program of the project's runs."""

import hashlib
import re
import struct
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_REF = "ref: "
_LARGEST = 1 << 20
_LARGEST_INDEX = 64 << 20
_LINKS = 5
_ENTRY = struct.Struct(">40x20sH")
_HEAD = struct.Struct(">4sII")
_NAME_MASK, _IS_EXTENDED = 0xFFF, 0x4000


def commit_of(folder: Path) -> str:
    """Return the commit that is checked out around `folder`, "" when there is none."""
    with suppress(OSError, UnicodeDecodeError):
        if top := top_of(folder):
            return _commit(_git_folder(top / ".git"))
    return ""


def top_of(folder: Path) -> Path | None:
    """Return the folder of the work tree around `folder`, None where there is none."""
    return next((above for above in (folder, *folder.parents) if (above / ".git").exists()), None)


def is_dirty(folder: Path, files: Iterable[Path]) -> bool | None:
    """Return whether some files differ from what git has of them; None when that is not known.

    What was added with `git add` and not committed is not told from what was.
    """
    with suppress(OSError, UnicodeDecodeError, struct.error, ValueError):
        if top := top_of(folder):
            known = _index(_git_folder(top / ".git") / "index")
            return any(not _is_same(file, known.get(_name(file, top))) for file in files)
    return None


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


def _index(path: Path) -> dict[str, bytes]:
    """Return git's hashes of files by their names, from an index of version 2 or 3.

    Raises:
        ValueError: it is of another version.
    """
    with path.open("rb") as file:
        data = file.read(_LARGEST_INDEX)
    sign, version, count = _HEAD.unpack_from(data)
    if sign != b"DIRC" or version not in (2, 3):
        raise ValueError(f"an index of version {version}")
    found: dict[str, bytes] = {}
    at = _HEAD.size
    for _ in range(count):
        blob, flags = _ENTRY.unpack_from(data, at)
        start = at + _ENTRY.size + (2 if flags & _IS_EXTENDED else 0)
        end = data.index(b"\0", start)
        found[data[start:end].decode("utf-8", "surrogateescape")] = blob
        at += (end - at) // 8 * 8 + 8  # each entry is filled up with one to eight zeros
    return found


def _name(file: Path, top: Path) -> str:
    return file.resolve().relative_to(top.resolve()).as_posix()


def _is_same(file: Path, blob: bytes | None) -> bool:
    """Whether git's hash is that of a file, with line ends as they are or as git keeps them."""
    text = file.read_bytes()
    return blob in (_blob(text), _blob(text.replace(b"\r\n", b"\n")))


def _blob(text: bytes) -> bytes:
    return hashlib.sha1(b"blob %d\0%b" % (len(text), text), usedforsecurity=False).digest()


def _read(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(_LARGEST).decode()
