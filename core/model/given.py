"""A value that a person hands in: for an input, or in place of what a node would compute."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from core.model.project import Json


@dataclass(frozen=True, slots=True)
class GivenText:
    """Text as typed, to be read as the annotated type by the worker."""

    text: str


@dataclass(frozen=True, slots=True)
class GivenJson:
    """A JSON value, taken as it is (or read as the annotated type where that differs)."""

    value: Json


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A CSV, Parquet or JSON file, read by the worker. `path` is absolute."""

    path: Path


Given: TypeAlias = GivenText | GivenJson | GivenFile
