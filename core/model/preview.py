"""A bounded look at one value: what the data panel shows. Values themselves never travel."""

from dataclasses import dataclass
from typing import TypeAlias

from core.model.graph import NodeId


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `nulls` is the share of nulls (0 to 1), None when not known."""

    name: str
    dtype: str
    nulls: float | None = None
    is_numeric: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle of a table: what is asked for and what came."""

    row: int = 0
    rows: int = 200
    column: int = 0
    columns: int = 50


@dataclass(frozen=True, slots=True)
class TablePage:
    """A window of a frame, a series or an array.

    `cells` holds one tuple a row, in column order; None is a null. `index` holds one label a
    row. `columns` are those of the window; `column_count` and `row_count` those of the whole.
    """

    window: Window
    row_count: int
    column_count: int
    columns: tuple[Column, ...]
    index: tuple[str, ...]
    cells: tuple[tuple[str | None, ...], ...]
    index_name: str = ""


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """One child of a container. `position` is its place below its parent, from 0."""

    key: str
    type_name: str
    text: str
    child_count: int = 0


@dataclass(frozen=True, slots=True)
class TreePage:
    """Children `first` and on of the container at `path` (positions from the root)."""

    path: tuple[int, ...]
    first: int
    total: int
    entries: tuple[TreeEntry, ...]


@dataclass(frozen=True, slots=True)
class TextView:
    """A scalar, a text or a capped repr. `is_cut` says that there is more."""

    text: str
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class ImageView:
    """A figure or a picture as PNG bytes, with its size in pixels."""

    png: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class OpaqueView:
    """A value described but not shown: lazy frames, generators, anything that gave up.

    `facts` are pairs of a name and a text (schema columns, why it is not shown).
    """

    text: str
    facts: tuple[tuple[str, str], ...] = ()


Content: TypeAlias = TablePage | TreePage | TextView | ImageView | OpaqueView


@dataclass(frozen=True, slots=True)
class Preview:
    """A look at the value of `node`. `kind` is one of table, tree, text, image, opaque.

    `shape` is (rows, columns) for frames, (length,) for series and containers. `note` tells a
    person what to know about it ("changed in place by a later node; shown as it was").
    """

    node: NodeId
    kind: str
    type_name: str
    shape: tuple[int, ...]
    content: Content
    note: str = ""
