"""What is wrong, as a value: shown where it belongs, never raised at a person."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from core.model.graph import NodeId


class ProblemKind(Enum):
    """What sort of thing is wrong. The values are the words of the command line's JSON."""

    SYNTAX = "syntax"
    IMPORT = "import"
    ANNOTATION = "annotation"
    DECORATOR = "decorator"
    DUPLICATE = "duplicate"
    TYPE_MISMATCH = "type-mismatch"
    CYCLE = "cycle"
    MISSING_INPUT = "missing-input"
    TARGET = "target"
    ENVIRONMENT = "environment"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, for a person to read.

    `message` is a whole sentence: what, where, and what to do next. `line` is 1-based, 0 when
    unknown. `node` is the node to mark, when there is one; a function that could not be made a
    node is marked by its own name. `detail` is longer text (a traceback) shown on demand.
    """

    kind: ProblemKind
    message: str
    file: Path | None = None
    line: int = 0
    node: NodeId | None = None
    function: str = ""
    detail: str = ""
