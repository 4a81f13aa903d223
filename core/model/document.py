"""A graph and its problems as JSON: how they are written to a file, and read from one."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, cast

from core.model.graph import Graph, Node, NodeId, NodeKind, Parameter, SourceSpan
from core.model.problem import Problem, ProblemKind

_Raw: TypeAlias = dict[str, Any]

_KINDS = {kind.value: kind for kind in NodeKind}
_PROBLEMS = {kind.value: kind for kind in ProblemKind}
_NO_TAGS: dict[str, str] = {}
_HOW = "Write one with `lineage-explorer graph TARGET --json`."


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says. Edges stand in it, arguments do not: how they are read is not known."""

    graph: Graph
    problems: tuple[Problem, ...] = ()


class BadDocumentError(ValueError):
    """A text that is no graph; the message says what is wrong with it, as an end of a sentence.

    `line` is where, 1-based; 0 when it is no matter of one line.
    """

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.line = line


def graph_document(graph: Graph, problems: tuple[Problem, ...]) -> _Raw:
    """Return nodes, edges and problems, to be written as JSON."""
    return {
        "nodes": [_plain_node(node) for node in graph.nodes.values()],
        "edges": [[edge.source, edge.target] for edge in graph.edges],
        "problems": [_plain_problem(problem) for problem in problems],
    }


def read_document(text: str) -> Document:
    """Read what `graph_document` made. Of a node only the name must be there.

    Takes some 10 microseconds a node.

    Raises:
        BadDocumentError: the text is not JSON, or no graph.
    """
    try:
        raw: object = json.loads(text)
    except json.JSONDecodeError as error:
        reason = f"is not JSON: {error.msg[:1].lower()}{error.msg[1:]} at line {error.lineno}"
        raise BadDocumentError(reason, error.lineno) from error
    except RecursionError as error:
        raise BadDocumentError("is not a graph: it is nested too deeply") from error
    if not isinstance(raw, dict) or "nodes" not in raw or "edges" not in raw:
        raise BadDocumentError(f'is JSON, but not a graph: it has no "nodes" and "edges". {_HOW}')
    document = cast("_Raw", raw)
    entries = [_entries(document, key, text) for key in ("nodes", "edges", "problems")]
    nodes = _nodes(entries[0], entries[1], text)
    problems = tuple(_problem(entry, at, text) for at, entry in enumerate(entries[2]))
    return Document(Graph(nodes), problems)


def _plain_node(node: Node) -> _Raw:
    source = node.source
    document: _Raw = {
        "name": node.id,
        "type": node.type_name,
        "module": node.module,
        "kind": node.kind.value,
        "doc": node.doc,
        "tags": dict(node.tags),
        "source": source
        and {
            "file": str(source.file),
            "first_line": source.first_line,
            "last_line": source.last_line,
        },
    }
    return document | {"approximate": True} if node.approximate else document


def _plain_problem(problem: Problem) -> _Raw:
    return {
        "kind": problem.kind.value,
        "message": problem.message,
        "file": str(problem.file) if problem.file else None,
        "line": problem.line or None,
        "node": problem.node or problem.function or None,
    }


def _read_by(edges: list[Any], names: list[NodeId], text: str) -> Mapping[str, list[Parameter]]:
    """What each node reads, in the order of the edges."""
    made = {name: Parameter(name) for name in names}
    read: defaultdict[str, list[Parameter]] = defaultdict(list)
    try:
        for source, target in edges:
            read[target].append(made[source])
        is_right = read.keys() <= made.keys() and all(type(edge) is list for edge in edges)
    except (KeyError, TypeError, ValueError):
        is_right = False
    if not is_right:
        raise _wrong_edge(edges, made, text)
    return read


def _wrong_edge(edges: list[Any], nodes: Mapping[NodeId, Any], text: str) -> BadDocumentError:
    for at, edge in enumerate(edges):
        match edge:
            case [str(source), str(target)]:
                for name in (source, target):
                    if name not in nodes:
                        return _wrong("edges", at, text, f"names `{name}`, which is no node")
            case _:
                return _wrong("edges", at, text, "is not a pair of names")
    raise AssertionError("all edges are right")


def _names(entries: list[Any], text: str) -> list[NodeId]:
    try:
        names: list[NodeId] = [entry["name"] for entry in entries]
        is_right = len(set(names)) == len(names) and set(map(type, names)) <= {str}
    except (KeyError, TypeError):
        names, is_right = [], False
    if not is_right:
        raise _wrong_name(entries, text)
    return names


def _wrong_name(entries: list[Any], text: str) -> BadDocumentError:
    seen: set[str] = set()
    for at, entry in enumerate(entries):
        match entry:
            case {"name": str(name)} if name in seen:
                return _wrong("nodes", at, text, f"has the name `{name}` of another")
            case {"name": str(name)}:
                seen.add(name)
            case _:
                return _wrong("nodes", at, text, "has no name")
    raise AssertionError("all names are right")


def _nodes(entries: list[Any], edges: list[Any], text: str) -> dict[NodeId, Node]:
    names = _names(entries, text)
    read = _read_by(edges, names, text)
    files: dict[str, Path] = {}
    nodes: dict[NodeId, Node] = {}
    for at, (name, entry) in enumerate(zip(names, entries, strict=True)):
        try:
            nodes[name] = _node(name, entry, tuple(read.get(name, ())), files)
        except (KeyError, TypeError, AttributeError) as error:
            raise _wrong("nodes", at, text, "is not written as a node is") from error
    return nodes


def _node(
    name: NodeId, raw: _Raw, parameters: tuple[Parameter, ...], files: dict[str, Path]
) -> Node:
    type_name, module, doc = raw.get("type", ""), raw.get("module", ""), raw.get("doc", "")
    tags: dict[Any, Any] = raw.get("tags", _NO_TAGS)
    if {type(type_name), type(module), type(doc), *map(type, tags.values())} != {str}:
        raise TypeError("texts are wanted")
    return Node(
        id=name,
        kind=_KINDS[raw.get("kind", "function")],
        type_name=type_name,
        module=module,
        doc=doc,
        tags=tags or _NO_TAGS,
        source=_span(raw["source"], files) if raw.get("source") else None,
        parameters=parameters,
        approximate=raw.get("approximate") is True,
    )


def _span(raw: _Raw, files: dict[str, Path]) -> SourceSpan:
    file = _text(raw["file"])
    if file not in files:
        files[file] = Path(file)
    return SourceSpan(files[file], _line(raw["first_line"]), _line(raw["last_line"]))


def _problem(raw: _Raw, at: int, text: str) -> Problem:
    try:
        file, node = raw.get("file"), raw.get("node")
        return Problem(
            kind=_PROBLEMS[raw["kind"]],
            message=_text(raw["message"]),
            file=Path(_text(file)) if file else None,
            line=_line(raw.get("line") or 0),
            node=NodeId(_text(node)) if node else None,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise _wrong("problems", at, text, "is not written as a problem is") from error


def _text(raw: Any) -> str:
    if type(raw) is not str:
        raise TypeError
    return raw


def _line(raw: Any) -> int:
    if type(raw) is not int or raw < 0:
        raise TypeError
    return raw


def _entries(document: _Raw, key: str, text: str) -> list[Any]:
    entries: object = document.get(key, [])
    if not isinstance(entries, list):
        line = _line_of(text, text.find(f'"{key}"'))
        raise BadDocumentError(f'is not a graph: "{key}" in line {line} is not a list', line)
    return cast("list[Any]", entries)


def _wrong(key: str, at: int, text: str, reason: str) -> BadDocumentError:
    """Say which entry of a list is wrong, and in which line it begins."""
    line = _line_of(text, _start_of(text, key, at))
    return BadDocumentError(f"is not a graph: {key[:-1]} {at + 1}, in line {line}, {reason}", line)


def _start_of(text: str, key: str, at: int) -> int:
    """Find where an entry of one of the lists begins in the text, decoding all before it."""
    decoder = json.JSONDecoder()
    place = _after(text, "{", 0)
    while text[place] == '"':
        name, place = decoder.raw_decode(text, place)
        place = _after(text, ":", place)
        if name == key:
            break
        place = _after(text, ",", decoder.raw_decode(text, place)[1])
    place = _after(text, "[", place)
    for _ in range(at):
        place = _after(text, ",", decoder.raw_decode(text, place)[1])
    return place


def _after(text: str, sign: str, place: int) -> int:
    """Return where the next value begins behind a sign."""
    place = text.index(sign, place) + 1
    while text[place].isspace():
        place += 1
    return place


def _line_of(text: str, place: int) -> int:
    return text.count("\n", 0, max(place, 0)) + 1
