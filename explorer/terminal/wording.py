"""What the commands print for people: aligned lines of plain text."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from core.model.absence import absence
from core.model.case import Case, Ending, Piece
from core.model.graph import Graph, Node, NodeId
from core.model.preview import ImageView, OpaqueView, Preview, TablePage, TextView, TreePage
from core.model.problem import Problem
from core.model.run import CheckResult, Failure, NodeRun, Run, RunStatus, Status
from core.model.tracing import Confidence, Symptom, Trace, line

_WIDEST_CELL = 32
_SURE = {
    Confidence.VERIFIED: "verified",
    Confidence.INTRODUCED: "introduced here",
    Confidence.INPUT: "came in here",
    Confidence.UNKNOWN: "not sure",
}
_WIDEST_TEXT = 72
_HINT = {
    None: "A single thing can be looked for by --symptom.",
    Symptom.SHIFTED: "Name one by --baseline, such as good.",
}


def graph_text(graph: Graph, problems: Sequence[Problem]) -> str:
    """Return the nodes by module, the problems, and the counts."""
    groups: dict[str, list[Node]] = {}
    for node in sorted(graph.nodes.values(), key=lambda node: not node.module):
        groups.setdefault(node.module or "inputs", []).append(node)
    lines: list[str] = []
    for title, nodes in groups.items():
        lines += [title, *aligned([_graph_row(node) for node in nodes], "  "), ""]
    if problems:
        lines += ["problems", *(line for each in problems for line in _problem_lines(each)), ""]
    counts = (
        _count(len(graph.nodes), "node"),
        _count(len(graph.edges), "edge"),
        _count(len(problems), "problem"),
    )
    return "\n".join([*lines, ", ".join(counts)])


def run_text(run: Run) -> str:
    """Return the nodes of a run with their times, its checks, and how it ended."""
    rows = [_run_row(node, part) for node, part in run.nodes.items()]
    lines = aligned(rows, "  ")
    lines += [_check_line(check) for check in run.checks if not check.passed]
    return "\n".join([*lines, "", _verdict(run)])


def failure_text(failure: Failure) -> str:
    """Return the exception, the user's lines that led to it, and what the node received."""
    where = f"`{failure.node}` failed: " if failure.node and failure.type else ""
    what = f"{failure.type}: {failure.message}" if failure.type else failure.message
    lines = [where + what]
    for frame in failure.frames:
        lines.append(f"  {frame.file}:{frame.line} in {frame.function}")
        if frame.text:
            lines.append(f"    {frame.text}")
    if failure.arguments:
        lines.append("  it received")
        lines += aligned([(name, text) for name, text in failure.arguments.items()], "    ")
    return "\n".join(lines)


def printed_text(node: NodeId, *streams: str) -> str:
    """Return what a node printed, under its name; empty when it printed nothing."""
    lines = [line for text in streams for line in text.splitlines()]
    if not lines:
        return ""
    return "\n".join([f"{node} printed", *(f"  | {line}" for line in lines)]) + "\n"


def value_text(preview: Preview, width: int) -> str:
    """Return a value under its node's name; tables with the columns that `width` has room for."""
    size = " x ".join(f"{length:,}" for length in preview.shape)
    title = " ".join(filter(None, (preview.node, preview.type_name, size)))
    note = f"  ({preview.note})\n" if preview.note else ""
    page = preview.content
    body = _table_text(page, width) if isinstance(page, TablePage) else preview_text(preview)
    return f"{title}\n{note}{body}"


def preview_text(preview: Preview) -> str:
    """Return what can be shown of a value as text; of a table its size alone."""
    content = preview.content
    match content:
        case TablePage():
            return f"{content.row_count:,} x {content.column_count:,}"
        case TreePage():
            rows = [(entry.key, entry.type_name, entry.text) for entry in content.entries]
            more = content.total - len(rows)
            return "\n".join(
                [*aligned(rows, "  "), *([f"  and {more:,} more"] if more > 0 else [])]
            )
        case TextView():
            return content.text + (" ..." if content.is_cut else "")
        case ImageView():
            return f"a picture of {content.width} x {content.height} pixels"
        case OpaqueView():
            facts = aligned(list(content.facts), "  ")
            return "\n".join([content.text, *facts] if content.text else facts)


def aligned(rows: Sequence[Sequence[str]], indent: str, right: Iterable[int] = ()) -> list[str]:
    """Return rows as lines whose columns line up; the columns `right` end in line."""
    flush = frozenset(right)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        (
            indent
            + "  ".join(
                cell.rjust(width) if place in flush else cell.ljust(width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
        ).rstrip()
        for row in rows
    ]


def shortened(text: str, width: int) -> str:
    """Return the first line of `text`, cut to `width` characters."""
    line = text.strip().partition("\n")[0].expandtabs(1)
    return line if len(line) <= width else line[: width - 3] + "..."


def _graph_row(node: Node) -> tuple[str, str, str, str]:
    reads = ", ".join(parameter.source for parameter in node.parameters)
    arrow = f"<- {reads}" if reads else ""
    kind = f"{node.kind.value}?" if node.approximate else node.kind.value
    return (node.id, kind, node.type_name, shortened(arrow, _WIDEST_TEXT))


def _problem_lines(problem: Problem) -> list[str]:
    """Return the sentence, and below it the place in a form that editors and terminals open."""
    message = f"  {problem.message}"
    if not problem.file:
        return [message]
    return [message, f"    {problem.file}" + (f":{problem.line}" if problem.line else "")]


def _run_row(node: str, part: NodeRun) -> tuple[str, str, str, str]:
    is_timed = part.seconds is not None and part.status not in (Status.GIVEN, Status.REUSED)
    seconds = f"{part.seconds:.2f} s" if is_timed else ""
    words = " - ".join(filter(None, (part.summary, part.message)))
    return (part.status.value, seconds, node, shortened(words, _WIDEST_TEXT))


def _check_line(check: CheckResult) -> str:
    return f"  {check.importance}: `{check.node}` did not pass {check.check}. {check.message}"


def _verdict(run: Run) -> str:
    words = {
        RunStatus.OK: "ok",
        RunStatus.FAILED: "failed",
        RunStatus.CANCELLED: "cancelled",
        RunStatus.DIED: "the worker died",
        RunStatus.RUNNING: "running",
    }
    seconds = "" if run.seconds is None else f" in {run.seconds:.2f} s"
    counts = ", ".join(f"{count} {status.value}" for status, count in run.counts.items())
    if run.status is RunStatus.OK or not counts:
        counts = f"{run.ended} of {_count(len(run.nodes), 'node')}"
    return f"{words[run.status]}{seconds}: {counts}"


def _table_text(page: TablePage, width: int) -> str:
    header = (page.index_name, *(column.name for column in page.columns))
    dtypes = ("", *(column.dtype for column in page.columns))
    body = [
        (label, *("" if cell is None else cell for cell in cells))
        for label, cells in zip(page.index, page.cells, strict=True)
    ]
    rows = [[shortened(cell, _WIDEST_CELL) for cell in row] for row in (header, dtypes, *body)]
    shown = _fitting(rows, width)
    numbers = [place + 1 for place, column in enumerate(page.columns) if column.is_numeric]
    lines = aligned([row[: shown + 1] for row in rows], "  ", numbers)
    hidden = ((page.row_count - len(body), "row"), (page.column_count - shown, "column"))
    lines += [f"  and {_count(count, f'more {what}')}" for count, what in hidden if count > 0]
    return "\n".join(lines)


def _fitting(rows: list[list[str]], width: int) -> int:
    """Return how many columns after the first fit into `width` characters; at least one."""
    edges = list(accumulate(2 + max(map(len, column)) for column in zip(*rows, strict=True)))
    return max(min(1, len(edges) - 1), sum(edge <= width for edge in edges) - 1)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def trace_text(found: Trace, graph: Graph) -> str:
    """Return where something bad began, for people."""
    if not found.suspects:
        hint = _HINT.get(found.symptom, "")
        return f"{absence(found)} {hint}".rstrip().replace("`", "")
    lines = [f"{found.node}: {len(found.suspects)} suspects" if len(found.suspects) > 1 else ""]
    for place, suspect in enumerate(found.suspects, 1):
        source = graph.nodes[suspect.node].source if suspect.node in graph.nodes else None
        where = f"  {source.file.name}:{source.first_line}" if source else ""
        sure = _SURE[suspect.confidence]
        lines.append(f"{place}. {suspect.node}  ({suspect.symptom.value}, {sure}){where}")
        lines.append(f"   {suspect.reason.replace('`', '')}")
        lines += [f"   {_example(example)}" for example in suspect.examples[:2]]
        said = suspect.verdict.said if suspect.verdict else ()
        lines += [f"   {sentence.replace('`', '')}" for sentence in said]
    way = line(found)
    if len(way) > 1:
        lines.append(f"way down: {' -> '.join(way)}")
    return "\n".join(filter(None, lines))


def _example(example: Mapping[str, str | None]) -> str:
    parts = [f"{name}={'null' if text is None else text}" for name, text in example.items()]
    return "e.g. " + ", ".join(parts[:6])


def case_text(case: Case) -> str:
    """Return the smallest case, for people."""
    what = case.raised or (case.symptom.value if case.symptom else "")
    where = f" in {case.column}" if case.column and not case.raised else ""
    calls = f"{_count(case.calls, 'call')}, {case.seconds:.1f} s"
    rows = f"{case.rows:,} of {_count(case.rows_before, 'row')} left"
    if not case.rows_before:
        rows = "nothing can be left out"
    head = f"{case.node}: {what}{where}"
    if case.item:
        head = f"{head}, at {case.item}"
    if case.ancestor:
        rows = f"{rows} of {case.ancestor}, {_count(case.nodes, 'node')} run each time"
    lines = [head, f"{rows} ({calls}){_ENDINGS[case.ending]}", ""]
    for piece in (*case.pieces, *([case.result] if case.result else [])):
        lines += _piece_lines(piece, is_result=piece is case.result)
    return "\n".join([*lines, *(said.replace("`", "") for said in case.common)]).rstrip()


_ENDINGS = {
    Ending.MINIMAL: "",
    Ending.BUDGET: "; time or calls are used up, so it can perhaps be smaller",
    Ending.STOPPED: "; stopped, so it can perhaps be smaller",
}


def _piece_lines(piece: Piece, is_result: bool) -> list[str]:
    size = " x ".join(f"{length:,}" for length in piece.shape)
    before = " x ".join(f"{length:,}" for length in piece.shape_before)
    was = f"  (of {before})" if before and before != size else ""
    title = " ".join(filter(None, ("->" if is_result else "", piece.name, piece.type_name, size)))
    if not piece.columns:
        return [f"{title}  {piece.text}", ""]
    if piece.is_large_and_whole:
        return [f"{title}  (kept whole)", ""]
    header = ("", *piece.columns)
    body = [
        (label, *("null" if cell is None else cell for cell in cells))
        for label, cells in zip(piece.index, piece.cells, strict=True)
    ]
    rows = [[shortened(cell, _WIDEST_CELL) for cell in row] for row in (header, *body)]
    more = piece.shape[0] - len(body)
    rest = [f"  ... and {_count(more, 'more row')}"] if more > 0 else []
    return [f"{title}{was}", *aligned(rows, "  "), *rest, ""]
