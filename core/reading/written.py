"""Read a graph from the file that it was written to."""

from pathlib import Path

from core.model.document import BadDocumentError, read_document
from core.model.graph import Graph
from core.model.problem import Problem, ProblemKind

_Written = tuple[Graph, tuple[Problem, ...]]


def read_written(file: Path) -> _Written:
    """Return the graph in a file, with its problems; no nodes where the file has no graph."""
    try:
        document = read_document(file.read_text("utf-8"))
    except BadDocumentError as error:
        return _unread(f"{file} {error}.", file, error.line)
    except UnicodeDecodeError:
        return _unread(f"{file} is not a graph: it is not text in UTF-8.", file)
    except OSError as error:
        return _unread(f"{file} could not be read: {error.strerror}.", file)
    return document.graph, document.problems


def _unread(message: str, file: Path, line: int = 0) -> _Written:
    return Graph(), (Problem(ProblemKind.TARGET, message, file, line),)
