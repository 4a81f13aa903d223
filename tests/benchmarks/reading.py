"""Reading without running: how fast, and how exact on modules of other people."""

import ast
import gc
import importlib.util
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from core.model.project import ModuleRef
from core.reading import read_modules
from tests.benchmarks.figure import Figure, at_least
from tests.core.reading_truth import driver_shapes

FUNCTIONS = 3000
ROUNDS = 7
HEADER = "import pandas as pd\nfrom hamilton.function_modifiers import tag\n"
FUNCTION = '''
@tag(owner="shop")
def f_{number}(f_{before}: pd.Series, factor: int = 1) -> pd.Series:
    """Work out one column from another."""
    scaled = f_{before} * 2 + factor
    return scaled.rolling(3).mean()
'''


def measure() -> list[Figure]:
    """Return functions read a second, and the shares that are exact where the driver builds."""
    return [_speed(), *_exactness()]


def _speed() -> Figure:
    text = HEADER + "".join(
        FUNCTION.format(number=number, before=max(number - 1, 0)) for number in range(1, FUNCTIONS)
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "flow.py")
        file.write_text(text, "utf-8")
        modules = [ModuleRef("flow", file)]
        best = min(_seconds(lambda: read_modules(modules, [file.parent])) for _ in range(ROUNDS))
    parsed = min(_seconds(lambda: ast.parse(text)) for _ in range(ROUNDS))
    name = "functions read a second (peer: ast.parse alone)"
    return at_least(name, FUNCTIONS / best, "1/s", asked=5000, peer=FUNCTIONS / parsed)


def _seconds(work: Callable[[], object]) -> float:
    """Return the processor time of some work: others may share the machine."""
    gc.collect()
    started = time.process_time()
    work()
    return time.process_time() - started


def _exactness() -> list[Figure]:
    site = _site()
    files = sorted((site / "hamilton" / "contrib").rglob("*.py"))
    names = [
        ".".join(file.relative_to(site).with_suffix("").parts).removesuffix(".__init__")
        for file in files
    ]
    nodes = edges = right_nodes = right_edges = silent = 0
    truths = driver_shapes([(site, (name,), {}) for name in names])
    for file, name, truth in zip(files, names, truths, strict=True):
        if "nodes" not in truth:
            continue
        graph = read_modules([ModuleRef(name, file)], [site]).graph
        expected = {(reader, s) for reader, (_, found) in truth["nodes"].items() for s in found}
        read = {(str(edge.target), str(edge.source)) for edge in graph.edges}
        nodes += len(truth["nodes"])
        edges += len(expected)
        right_nodes += len(truth["nodes"].keys() & graph.nodes.keys())
        right_edges += len(expected & read)
        sure = {str(node.id) for node in graph.nodes.values() if not node.approximate}
        silent += len(sure - truth["nodes"].keys())
        silent += sum(reader in sure for reader, _ in read - expected)
    return [
        at_least("nodes exact, contrib modules", 100 * right_nodes / nodes, "%", asked=99),
        at_least("edges exact, contrib modules", 100 * right_edges / edges, "%", asked=99),
        at_least("nodes and edges not wrong unmarked", 100 - 100 * silent / nodes, "%", asked=100),
    ]


def _site() -> Path:
    found = importlib.util.find_spec("hamilton")
    assert found
    assert found.origin
    return Path(found.origin).parent.parent
