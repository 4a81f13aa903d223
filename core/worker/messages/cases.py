"""The smallest case of something wrong, and a test that is made of it."""

from dataclasses import dataclass

from .runs import Given


@dataclass(frozen=True)
class Shrink:
    """Find the smallest part of what goes into a node that still shows what is wrong with it.

    Without a symptom the node has to raise; `value` is the category, where one was not to be. Only
    its function is called, on copies, at most `calls` times and for about `seconds`; with an
    `ancestor` all that lies between, and what is made smaller is the ancestor's value. `Shrinking`
    tells how it goes. Answer: `Shrunk`, also when it was cancelled on the way, or `Refused` with a
    sentence.
    """

    ticket: int
    node: str
    symptom: str = ""
    column: str | None = None
    seconds: float = 20.0
    calls: int = 400
    ancestor: str = ""
    value: str = ""


@dataclass(frozen=True)
class Shrinking:
    """How far shrinking has come: `rows` of `rows_before` are left after so many calls."""

    ticket: int
    node: str
    rows: int
    rows_before: int
    calls: int
    seconds: float


@dataclass(frozen=True)
class PieceRecord:
    """What is left of one argument, or what came out; see `core.model.case.Piece`."""

    name: str
    type_name: str
    shape: tuple[int, ...] = ()
    shape_before: tuple[int, ...] = ()
    text: str = ""
    columns: tuple[str, ...] = ()
    index: tuple[str, ...] = ()
    cells: tuple[tuple[str | None, ...], ...] = ()


@dataclass(frozen=True)
class Shrunk:
    """The smallest case; see `core.model.case.Case`. `ending` is minimal, budget or stopped."""

    ticket: int
    node: str
    symptom: str
    column: str | None
    pieces: tuple[PieceRecord, ...]
    result: PieceRecord | None
    raised: str
    calls: int
    seconds: float
    rows: int
    rows_before: int
    ending: str
    common: tuple[str, ...] = ()
    ancestor: str = ""
    nodes: int = 1
    item: str = ""
    value: str = ""


@dataclass(frozen=True)
class AssertRecord:
    """What a test is to find; see `core.model.case.Assertion`."""

    kind: str
    column: str | None = None
    count: int = 0
    given: Given | None = None


@dataclass(frozen=True)
class DraftTest:
    """Write a pytest file that calls a node's function; nothing is put on the disk.

    On the smallest case that was found last, or else on up to `rows` rows of what is held, of
    `ancestor` if there is one. It will stand in `folder` as `stem`.py. Answer: `Drafted`, or
    `Refused` with a sentence.
    """

    ticket: int
    node: str
    folder: str
    stem: str
    asserts: tuple[AssertRecord, ...]
    is_shrunk: bool = True
    rows: int = 5
    ancestor: str = ""


@dataclass(frozen=True)
class FileRecord:
    """A data file that goes beside a test: its name, and its part of the body."""

    name: str
    size: int


@dataclass(frozen=True)
class Drafted:
    """A test as text. The frame's body holds the data files, one after the other."""

    ticket: int
    text: str
    files: tuple[FileRecord, ...] = ()
