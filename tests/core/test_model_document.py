"""A graph as JSON: written, read again, and texts that are no graph."""

import json
from pathlib import Path

import pytest

from core.model.document import BadDocumentError, graph_document, read_document
from core.model.graph import Graph, Node, NodeId, NodeKind, Parameter, SourceSpan
from core.model.problem import Problem, ProblemKind
from core.model.project import ModuleRef, Project
from core.reading import read

A, B = NodeId("a"), NodeId("b")
PROBLEMS = (
    Problem(ProblemKind.CYCLE, "They go round.", Path("/flow/x.py"), 3, B),
    Problem(ProblemKind.TARGET, "Nothing is there."),
)


def a_graph() -> Graph:
    source = SourceSpan(Path("/flow/x.py"), 3, 9)
    nodes = (
        Node(A, NodeKind.INPUT, "int"),
        Node(
            B,
            NodeKind.FUNCTION,
            "pd.DataFrame",
            "flow.x",
            doc="Adds.\n\nÄ “b”.",
            tags={"owner": "me"},
            source=source,
            parameters=(Parameter(A),),
            approximate=True,
        ),
    )
    return Graph({node.id: node for node in nodes})


def lines(*texts: str) -> str:
    return "\n".join(texts)


def test_what_is_written_is_read_again() -> None:
    graph = a_graph()

    text = json.dumps(graph_document(graph, PROBLEMS), indent=2)
    document = read_document(text)

    assert document.graph == graph
    assert list(document.graph.nodes) == [A, B]
    assert document.problems == PROBLEMS


def test_of_a_node_only_the_name_must_be_there() -> None:
    document = read_document('{"nodes": [{"name": "a"}, {"name": "b"}], "edges": [["a", "b"]]}')

    assert document.graph.parents == {"a": (), "b": ("a",)}


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "is not JSON"),
        ('{"nodes": [],\n"edges": [}', 2, "is not JSON: expecting value at line 2"),
        ("[" * 100_000, 0, "nested too deeply"),
        ("[1, 2]", 0, 'no "nodes" and "edges"'),
        ('{"cells": [], "nbformat": 4}', 0, "lineage-explorer graph TARGET --json"),
        ('{"edges": [],\n"nodes": 3}', 2, '"nodes" in line 2 is not a list'),
        (
            lines('{"nodes": [', '{"name": "a"},', '{"name": "a"}],', '"edges": []}'),
            3,
            "node 2, in line 3, has the name `a` of another",
        ),
        (lines('{"nodes": [{"name": "a"}, ', '{"id": 1}], "edges": []}'), 2, "has no name"),
        (
            lines('{"nodes": [{"name": "a",', '"kind": "teapot"}], "edges": []}'),
            1,
            "node 1, in line 1, is not written as a node is",
        ),
        ('{"nodes": [{"name": "a", "doc": 3}], "edges": []}', 1, "is not written as a node"),
        (
            '{"nodes": [{"name": "a", "source": {"file": "x.py"}}], "edges": []}',
            1,
            "is not written as a node is",
        ),
        (
            lines('{"nodes": [{"name": "a"}],', ' "edges": [["a", "a"],', ' ["a", "x"]]}'),
            3,
            "edge 2, in line 3, names `x`, which is no node",
        ),
        ('{"nodes": [{"name": "a"}], "edges": ["aa"]}', 1, "is not a pair of names"),
        ('{"nodes": [{"name": "a"}], "edges": [["a", ["a"]]]}', 1, "is not a pair of names"),
        (
            '{"nodes": [], "edges": [], "problems": [{"kind": "x", "message": ""}]}',
            1,
            "problem 1, in line 1, is not written as a problem is",
        ),
    ],
)
def test_what_is_no_graph_is_told_with_its_line(text: str, line: int, says: str) -> None:
    with pytest.raises(BadDocumentError) as told:
        read_document(text)

    assert says in str(told.value)
    assert told.value.line == line


def test_a_file_that_cannot_be_read_is_a_problem_of_the_project(tmp_path: Path) -> None:
    for name, content, says in (
        ("gone.json", None, "could not be read: No such file"),
        ("bytes.json", b"\xff\xfe\x00", "is not text in UTF-8"),
        ("broken.json", b'{"nodes": [\n', "is not JSON: expecting value at line 2"),
    ):
        file = tmp_path / name
        if content is not None:
            file.write_bytes(content)
        project = Project(tmp_path, (), (), Path(), document=file)

        reading = read(project)

        assert not reading.graph.nodes
        [problem] = reading.problems
        assert problem.kind is ProblemKind.TARGET and problem.file == file
        assert problem.message.startswith(str(file)) and says in problem.message


def test_a_graph_in_a_file_is_named_after_it_and_something_to_open() -> None:
    project = Project(Path("/flow"), (), (), Path(), document=Path("/flow/graph.json"))

    assert project.title == "graph.json" and not project.is_empty
    assert Project(Path("/flow"), (), (), Path()).is_empty
    assert not Project(Path("/flow"), (ModuleRef("x"),), (), Path()).is_empty
