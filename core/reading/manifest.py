"""The `[tool.lineage-explorer]` table of a project's pyproject.toml."""

import difflib
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, cast

from core.model.problem import Problem, ProblemKind
from core.model.project import Json

_FILE = "pyproject.toml"
_TABLE = "[tool.lineage-explorer]"
_KEYS = ("targets", "config", "inputs", "python")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a project says about itself.

    `file` is the pyproject.toml that was read, None when there is none or it has no such table.
    `targets` are as written, relative to the folder of `file`; `python` is absolute.
    """

    file: Path | None = None
    targets: tuple[str, ...] = ()
    config: Mapping[str, Json] = field(default_factory=dict[str, Json])
    inputs: Mapping[str, Json] = field(default_factory=dict[str, Json])
    python: Path | None = None
    problems: tuple[Problem, ...] = ()


def read_manifest(folder: Path) -> Manifest:
    """Read the nearest pyproject.toml in `folder` or above. What is wrong becomes problems."""
    file = nearest_pyproject(folder)
    if file is None:
        return Manifest()
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        return _unreadable(file, error.strerror or str(error))
    except UnicodeDecodeError:
        return _unreadable(file, "it is not UTF-8 text")
    except tomllib.TOMLDecodeError as error:
        return _unreadable(file, str(error))
    tool = document.get("tool")
    table = cast("dict[str, Any]", tool).get("lineage-explorer") if isinstance(tool, dict) else None
    if table is None:
        return Manifest()
    return _Table(file, table).manifest()


def nearest_pyproject(folder: Path) -> Path | None:
    """Return the first pyproject.toml in `folder` or above."""
    above = (place / _FILE for place in (folder, *folder.parents))
    return next((file for file in above if os.path.isfile(file)), None)


class _Table:
    """One table being read; collects what is wrong with it."""

    def __init__(self, file: Path, raw: object) -> None:
        self._file = file
        self._problems: list[Problem] = []
        self._raw = self._table(_TABLE, raw)

    def manifest(self) -> Manifest:
        for key in self._raw.keys() - set(_KEYS):
            close = difflib.get_close_matches(key, _KEYS, 1)
            hint = f"Did you mean `{close[0]}`?" if close else f"It knows {', '.join(_KEYS)}."
            self._complain(f"`{key}` is not a setting of {_TABLE}. {hint}")
        return Manifest(
            file=self._file,
            targets=self._take("targets", (), self._texts),
            config=self._take("config", {}, self._values),
            inputs=self._take("inputs", {}, self._values),
            python=self._take("python", None, self._path),
            problems=tuple(self._problems),
        )

    def _take(self, key: str, default: Any, read: Callable[[str, object], Any]) -> Any:
        return read(key, self._raw[key]) if key in self._raw else default

    def _texts(self, key: str, raw: object) -> tuple[str, ...]:
        items = [raw] if isinstance(raw, str) else raw
        if isinstance(items, list):
            texts = cast("list[object]", items)
            if all(isinstance(text, str) for text in texts):
                return tuple(map(str, texts))
        self._complain(f'`{key}` in {_TABLE} must be a list of texts, such as ["flows/report.py"].')
        return ()

    def _table(self, title: str, raw: object) -> dict[str, Any]:
        if isinstance(raw, dict):
            return cast("dict[str, Any]", raw)
        self._complain(f"{title} must be a table of names and values.")
        return {}

    def _values(self, key: str, raw: object) -> dict[str, Json]:
        table = self._table(f"`{key}` in {_TABLE}", raw)
        return {name: _json(value) for name, value in table.items()}

    def _path(self, key: str, raw: object) -> Path | None:
        if isinstance(raw, str) and raw:
            return self._file.parent / Path(raw).expanduser()
        self._complain(f"`{key}` in {_TABLE} must be the path of an interpreter, in quotes.")
        return None

    def _complain(self, message: str) -> None:
        self._problems.append(Problem(ProblemKind.TARGET, f"{self._file}: {message}", self._file))


def _json(value: Any) -> Json:
    """Return a TOML value as JSON; dates and times become text in ISO format."""
    if isinstance(value, dict):
        table = cast("dict[str, Any]", value)
        return {key: _json(inner) for key, inner in table.items()}
    if isinstance(value, list):
        return [_json(inner) for inner in cast("list[Any]", value)]
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return value


def _unreadable(file: Path, why: str) -> Manifest:
    message = f"{file} cannot be read: {why}. Mend it, or name the targets on the command line."
    return Manifest(problems=(Problem(ProblemKind.TARGET, message, file),))
