"""The lines of a function that often bring a symptom in."""

import ast
import textwrap
from collections.abc import Iterator, Mapping

from core.model.graph import Graph, NodeId
from core.model.tracing import Excerpt, Symptom, Trace
from core.reading.source import read_source

_MOST = 8
_BEFORE = 2
"""Lines that are shown before the first telling one."""
_JOINS = frozenset({"merge", "join", "concat", "align", "combine_first"})
_CALLS = {
    Symptom.NULLS: _JOINS
    | {"map", "get", "where", "mask", "reindex", "shift", "diff", "rolling", "pct_change"}
    | {"to_numeric", "to_datetime", "replace", "replace_strict", "cut", "pivot", "unstack", "log"},
    Symptom.INFINITE: frozenset({"log", "div", "truediv", "divide", "pct_change", "exp"}),
    Symptom.ROWS_LOST: _JOINS
    | {"query", "dropna", "drop_nulls", "drop_duplicates", "unique", "head", "tail", "isin"}
    | {"filter", "sample", "groupby", "group_by", "nlargest", "between"},
    Symptom.ROWS_GAINED: _JOINS | {"explode", "repeat", "append", "stack", "melt"},
    Symptom.DUPLICATE_ROWS: _JOINS | {"explode", "repeat", "append"},
    Symptom.DUPLICATE_INDEX: _JOINS | {"explode", "append", "set_index"},
    Symptom.TYPE_CHANGED: frozenset({"astype", "cast", "apply", "map", "to_period", "round"}),
    Symptom.CONSTANT: frozenset({"fillna", "clip", "ffill", "Series", "first", "mean", "max"}),
    Symptom.UNSEEN_CATEGORY: frozenset({"map", "replace", "fillna", "where", "cut"}),
}
_DIVIDING = (Symptom.INFINITE, Symptom.NULLS)
_SCALING = (Symptom.OUT_OF_RANGE, Symptom.OUTLIERS, Symptom.NEGATIVE, Symptom.SHIFTED)


def excerpt(graph: Graph, node: NodeId, symptom: Symptom) -> Excerpt | None:
    """Return lines of a node's function, around those that tell most; None without a text."""
    made = graph.nodes.get(node)
    if made is None or made.source is None:
        return None
    span = made.source
    lines = read_source(span.file).text.splitlines()[span.first_line - 1 : span.last_line]
    return excerpt_of("\n".join(lines), span.first_line, symptom)


def excerpts(graph: Graph, trace: Trace) -> Mapping[NodeId, Excerpt]:
    """Return lines of the functions of a trace's suspects, where there is a text."""
    found = ((s.node, excerpt(graph, s.node, s.symptom)) for s in trace.suspects)
    return {node: lines for node, lines in found if lines is not None}


def excerpt_of(text: str, first_line: int, symptom: Symptom) -> Excerpt | None:
    """Return lines of the body of a function whose text begins at a line of its file."""
    plain = textwrap.dedent(text)
    try:
        function = ast.parse(plain).body[0]
    except (SyntaxError, ValueError, IndexError):
        return None
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    body = function.body[1:] if ast.get_docstring(function) else function.body
    if not body:
        return None
    lines = plain.splitlines()
    found = sorted({line for part in body for line in _telling(part, symptom)})
    first, last = body[0].lineno, len(lines)
    if last - first >= _MOST and found:
        first = max(first, min(found[0] - _BEFORE, last - _MOST + 1))
    shown = textwrap.dedent("\n".join(lines[first - 1 : first - 1 + _MOST])).splitlines()
    telling = frozenset(line - first for line in found if 0 <= line - first < len(shown))
    return Excerpt(tuple(shown), first_line + first - 1, telling)


def _telling(part: ast.AST, symptom: Symptom) -> Iterator[int]:
    calls = _CALLS.get(symptom, frozenset[str]())
    for node in ast.walk(part):
        match node:
            case ast.Call(func=ast.Attribute(attr=name) as called) if name in calls:
                yield called.end_lineno or called.lineno
            case ast.BinOp(op=ast.Div()) if symptom in _DIVIDING:
                yield node.lineno
            case ast.BinOp(op=ast.Mult() | ast.Div() | ast.Sub()) if symptom in _SCALING:
                yield node.lineno
            case ast.Subscript(slice=ast.Compare() | ast.BinOp() | ast.UnaryOp()):
                if symptom is Symptom.ROWS_LOST:
                    yield node.lineno
            case _:
                pass
