"""The texts of functions, as they stand in their files now."""

from collections.abc import Mapping
from pathlib import Path

from core.model.graph import Graph
from core.reading.source import read_source


def function_texts(graph: Graph) -> Mapping[str, str]:
    """Return the text of each node's function by the fingerprint of its code. Any thread.

    Nodes without a fingerprint, and files that cannot be read, are left out.
    """
    files: dict[Path, list[str]] = {}
    texts: dict[str, str] = {}
    for node in graph.nodes.values():
        span = node.source
        if not node.code or span is None:
            continue
        if span.file not in files:
            files[span.file] = read_source(span.file).text.splitlines(keepends=True)
        if text := "".join(files[span.file][span.first_line - 1 : span.last_line]):
            texts[node.code] = text
    return texts
