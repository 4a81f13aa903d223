"""Generated dataflows as files of JSON, as `graph --json` writes them."""

import json
from pathlib import Path

from core.model.document import graph_document
from core.model.graph import Graph, Node, NodeId, Parameter, SourceSpan
from tests.benchmarks.dataflows import dataflow


def graph_of(count: int, seed: int = 7) -> Graph:
    """The graph of a generated dataflow."""
    flow = dataflow(count, seed)
    parents: list[list[int]] = [[] for _ in flow.names]
    for source, target in flow.edges.tolist():
        parents[target].append(source)
    nodes: dict[NodeId, Node] = {}
    for i, (name, type_name, module) in enumerate(
        zip(flow.names, flow.types, flow.modules.tolist(), strict=True)
    ):
        file = f"module_{module:02d}"
        nodes[NodeId(name)] = Node(
            NodeId(name),
            type_name=type_name,
            module=file,
            doc=f"Made of {len(parents[i])} others.",
            source=SourceSpan(Path(f"/flow/{file}.py"), 10, 12),
            parameters=tuple(Parameter(NodeId(flow.names[p])) for p in parents[i]),
        )
    return Graph(nodes)


def write_document(file: Path, count: int, seed: int = 7) -> Path:
    """Write the graph of a generated dataflow."""
    text = json.dumps(graph_document(graph_of(count, seed), ()), indent=2)
    file.write_text(text + "\n", "utf-8")
    return file
