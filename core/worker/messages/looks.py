"""A look at a value that is held."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ColumnRecord:
    """A column of a table."""

    name: str
    dtype: str
    nulls: float | None = None
    is_numeric: bool = False


@dataclass(frozen=True)
class TableRecord:
    """A window of a table; see `core.model.preview.TablePage`."""

    row: int
    rows: int
    column: int
    row_count: int
    column_count: int
    columns: tuple[ColumnRecord, ...]
    index: tuple[str, ...]
    cells: tuple[tuple[str | None, ...], ...]
    index_name: str = ""


@dataclass(frozen=True)
class TreeEntryRecord:
    """One child of a container."""

    key: str
    type_name: str
    text: str
    child_count: int = 0


@dataclass(frozen=True)
class TreeRecord:
    """Children of a container; see `core.model.preview.TreePage`."""

    path: tuple[int, ...]
    first: int
    total: int
    entries: tuple[TreeEntryRecord, ...]


@dataclass(frozen=True)
class Peek:
    """Look at a held value. For tables the window counts, for trees `path` and `row`/`rows`.

    Answer: `Peeked`.
    """

    ticket: int
    node: str
    row: int = 0
    rows: int = 200
    column: int = 0
    columns: int = 50
    path: tuple[int, ...] = ()


@dataclass(frozen=True)
class Peeked:
    """A look at a value. `kind` is table, tree, text, image or opaque.

    For an image the frame's body is the PNG and `shape` its (width, height) in pixels.
    `text` is the text, or for opaque values what is said of them.
    """

    ticket: int
    node: str
    kind: str
    type_name: str
    shape: tuple[int, ...] = ()
    table: TableRecord | None = None
    tree: TreeRecord | None = None
    text: str = ""
    is_cut: bool = False
    facts: tuple[tuple[str, str], ...] = ()
    note: str = ""
