"""The texts of functions with what they use."""

from pathlib import Path

from core.model.graph import Graph, Node, NodeId, SourceSpan
from core.reading import function_texts
from tests.core.worker_rig import write

MODULE = """
    import pandas as pd

    BASE = {"gold": 0.1}
    RATES = {**BASE, "tin": 0.0}
    OTHER = 3


    def _rate(tier):
        return RATES[tier]


    def discount(tier: pd.Series) -> pd.Series:
        return tier.map(_rate)
"""


def test_what_a_function_uses_of_its_file_stands_before_it(tmp_path: Path) -> None:
    file = write(tmp_path, {"flow.py": MODULE}) / "flow.py"
    span = SourceSpan(file, 12, 13)
    id = NodeId("discount")

    texts = function_texts(Graph({id: Node(id, source=span, code="1")}))

    parts = [line for line in texts["1"].splitlines() if line]
    assert [line.split()[0] for line in parts] == [
        "BASE",
        "RATES",
        "def",
        "return",
        "def",
        "return",
    ]


def test_files_that_are_damaged_or_gone_are_left_out(tmp_path: Path) -> None:
    file = write(tmp_path, {"flow.py": "def broken(:\n    pass\n"}) / "flow.py"
    nodes = {
        NodeId(name): Node(NodeId(name), source=SourceSpan(path, 1, 2), code=name)
        for name, path in (("broken", file), ("gone", tmp_path / "gone.py"))
    }

    assert dict(function_texts(Graph(nodes))) == {"broken": "def broken(:\n    pass\n"}
