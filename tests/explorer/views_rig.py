"""Values that the panels are shown in tests: a small dataflow, its source, a run that failed."""

import textwrap
from pathlib import Path

from core.model.graph import Graph, Node, NodeId, NodeKind, Parameter, SourceSpan
from core.model.preview import Column, TablePage, Window
from core.model.problem import Problem, ProblemKind
from core.model.run import CheckResult, Failure, Frame, NodeRun, Run, RunStatus, Status

SHOP = Path("shop") / "sales.py"
NET_SOURCE = textwrap.dedent(
    '''
    @tag(owner="finance")
    @check_output(range=(0, 1000))
    def net(orders: pd.DataFrame, rate: float = 0.9) -> pd.Series:
        """What is left.

        Args:
            orders: one row an order,
                as exported
            rate: euros for a dollar

        See `orders` for more.
        """
        # all of it
        share = 1 @ 2
        return orders["gross"] * rate  # in euros
    '''
).lstrip()
NET_LINE = 40
"""Number of the first line of `NET_SOURCE` in its file."""


def node(name: str, *parents: str, kind: NodeKind = NodeKind.FUNCTION, module: str = "") -> Node:
    """Return a node that reads others."""
    reads = tuple(Parameter(NodeId(parent), "float") for parent in parents)
    return Node(NodeId(name), kind, "float", module, name if module else "", parameters=reads)


def shop() -> Graph:
    """Return a dataflow of six nodes in two modules and one input."""
    net = Node(
        NodeId("net"),
        type_name="pd.Series",
        module="sales",
        function="net",
        doc="What is left.\n\nArgs:\n    orders: one row an order,\n        as exported\n"
        "    rate: euros\n\nSee `orders` for more.",
        tags={"owner": "finance", "hamilton.internal": "x"},
        source=SourceSpan(SHOP, NET_LINE, NET_LINE + 14),
        parameters=(
            Parameter(NodeId("orders"), "pd.DataFrame"),
            Parameter(NodeId("rate"), "float", optional=True, default="0.9"),
        ),
    )
    nodes = (
        node("rate", kind=NodeKind.INPUT),
        node("orders", kind=NodeKind.LOADER, module="loading"),
        net,
        node("net_check", "net", kind=NodeKind.CHECK, module="sales"),
        node("total", "net", module="sales"),
        node("report", "total", module="sales"),
    )
    return Graph({each.id: each for each in nodes})


def crowd(count: int) -> Graph:
    """Return a dataflow of many nodes, fifty in a module."""
    nodes = (node(f"metric_{i}_of_shop", module=f"pack.module_{i // 50}") for i in range(count))
    return Graph({each.id: each for each in nodes})


def failed_run() -> Run:
    """Return a run in which `net` failed, with one check of each verdict."""
    parts = {
        "rate": NodeRun(Status.GIVEN, 0.0, "0.9"),
        "orders": NodeRun(Status.REUSED, 0.0, "DataFrame 12,480 x 7", 12480),
        "net": NodeRun(Status.FAILED, 0.25, message="KeyError: 'gross'"),
        "total": NodeRun(Status.SKIPPED),
        "report": NodeRun(Status.SKIPPED),
    }
    failure = Failure(
        NodeId("net"),
        "KeyError",
        "'gross'",
        (Frame(SHOP, NET_LINE + 14, "net", 'return orders["gross"] * rate'),),
        {"orders": "DataFrame 12,480 x 7"},
        "Traceback (most recent call last): ...",
    )
    checks = (
        CheckResult(NodeId("rate"), NodeId("rate_check"), True, "fail", "All is well"),
        CheckResult(NodeId("orders"), NodeId("o"), False, "warn", "Too large", ("17", "31"), 9),
        CheckResult(NodeId("total"), NodeId("t"), False, "fail", "Not a number"),
    )
    nodes = {NodeId(name): part for name, part in parts.items()}
    targets = (NodeId("report"),)
    return Run(7, targets, nodes, RunStatus.FAILED, 1_700_000_000.0, 0.31, failure, checks)


def problems() -> tuple[Problem, ...]:
    """Return two problems: one of a node, one with a detail."""
    return (
        Problem(ProblemKind.ANNOTATION, "`net` has no type.", SHOP, 40, NodeId("net"), "net"),
        Problem(ProblemKind.IMPORT, "No module `x`.", SHOP, 1, detail="Traceback\n  line 1"),
    )


def table_page(row: int = 0, *, rows: int = 1000, columns: int = 4) -> TablePage:
    """Return the tile of a table that begins at a row; every tenth number is null."""
    heads = tuple(
        Column(f"c{i}", "float64" if i else "str", 0.1 if i else 0.0, bool(i))
        for i in range(columns)
    )
    here = range(row, min(row + 200, rows))
    cells = tuple(
        tuple(None if i and r % 10 == 0 else f"{r}:{i}" for i in range(columns)) for r in here
    )
    index = tuple(f"k{r}" for r in here)
    return TablePage(Window(row, 200, 0, 50), rows, columns, heads, index, cells, "key")
