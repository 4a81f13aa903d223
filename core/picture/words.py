"""The words on cards, in tips and for screen readers."""

import re
from html import escape

from core.grouping import GroupBy
from core.model.graph import Node, NodeId, NodeKind
from core.model.run import NodeRun, Status
from core.viewing import Closed, Tally

KIND_WORDS = {
    NodeKind.FUNCTION: "function",
    NodeKind.INPUT: "input",
    NodeKind.CONFIG: "configuration",
    NodeKind.CHECK: "data-quality check",
    NodeKind.LOADER: "data loader",
    NodeKind.SAVER: "data saver",
    NodeKind.EXPAND: "one run for each item",
    NodeKind.COLLECT: "collects the items",
}
STATUS_WORDS = {
    Status.IDLE: "not run yet",
    Status.WAITING: "waiting",
    Status.RUNNING: "running",
    Status.DONE: "done",
    Status.REUSED: "reused, nothing upstream changed",
    Status.GIVEN: "given",
    Status.FAILED: "failed",
    Status.SKIPPED: "not run: something upstream failed",
    Status.CANCELLED: "stopped",
}
SMALL_TALLY = "all done · 0.0 s"
"""As long as what is said of the runs of a common group."""
GROUP_WORDS = {
    GroupBy.PACKAGE: "package",
    GroupBy.MODULE: "module",
    GroupBy.NAMESPACE: "namespace",
    GroupBy.FUNCTION: "function that makes several nodes",
    GroupBy.TAG: "nodes with one tag",
}
_IN_SHORT = {Status.RUNNING: "running", Status.SKIPPED: "not run", Status.CANCELLED: "stopped"}
_MOST_FAILED = 5
_MOST_LOST = -0.9
"""Where more is lost, mostly to be summed up, the number of rows before says more."""
_MINUS, _FOLD = "\u2212", "\u00d7"
_DOTTED = re.compile(r"\b(?:\w+\.)+(\w+)")
_TIMES = re.compile(r"(?<=\d) x (?=\d)")
_TYPE_BEFORE_NUMBER = re.compile(r"^[A-Za-z_][\w.]* (?=\d)")


def short_type(type_name: str) -> str:
    """Return a type without the modules it lives in: `pandas.Series` is `Series`."""
    return _DOTTED.sub(r"\1", type_name)


def duration(seconds: float) -> str:
    """Return a wall time in one or two units: 12 ms, 0.4 s, 38 s, 2 min 5 s, 1 h 12 min."""
    if seconds < 0.001:
        return "<1 ms"
    if seconds < 0.0995:
        return f"{seconds * 1000:.0f} ms"
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    if seconds < 59.5:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    return f"{minutes // 60} h {minutes % 60} min"


def percent(share: float) -> str:
    """Return a share: `3 %`, `0.6 %`, `<0.1 %`; neither 0 nor 100 where there is a rest."""
    if share < 0.001:
        return "<0.1 %"
    if share < 0.0995:
        return f"{share:.1%}".replace(".0%", "%").replace("%", " %")
    return ">99 %" if 0.995 <= share < 1 else f"{share:.0%}".replace("%", " %")


def last_run(run: NodeRun) -> str:
    """Return what a card says of its node's last run: `12,480 x 7 · -3 % · 0.4 s`."""
    match run.status:
        case Status.DONE:
            said = (_size(run), _change(run), _nulls(run), _took(run))
        case Status.REUSED:
            said = (_size(run), _change(run), _nulls(run), "reused")
        case Status.GIVEN:
            said = (_size(run) or "given", _nulls(run))
        case Status.FAILED:
            said = (first_line(run.message) or "failed",)
        case other:
            said = (_IN_SHORT.get(other, ""),)
    return " · ".join(filter(None, said))


def rows_flow(run: NodeRun) -> tuple[str, ...]:
    """Return what became of rows on the way into a node, the fullest first: -3 % of 12,480 rows.

    Empty where all came through.
    """
    short = _change(run)
    if not short or run.rows is None or run.change is None:
        return ()
    if run.change <= -1:
        return ("no rows are left", short)
    before = f"{round(run.rows / (run.change + 1)):,} rows"
    return (f"{short} rows" if short.startswith("from") else f"{short} of {before}", short)


def nulls_flow(run: NodeRun) -> tuple[str, ...]:
    """Return where nulls began in a node, the fullest first; empty where they did not."""
    if run.new_nulls is None:
        return ()
    short = f"{percent(run.new_nulls.share)} null"
    return (f"{run.new_nulls.column} {short}".lstrip(), short)


def nulls_begun(run: NodeRun | None) -> str:
    """Return where nulls began in a node as a sentence, empty where they did not."""
    if run is None or run.new_nulls is None:
        return ""
    where = f" in {run.new_nulls.column}" if run.new_nulls.column else ""
    return f"Nulls begin here{where}: {percent(run.new_nulls.share)} of the rows."


def members(closed: Closed) -> str:
    """Return how many nodes a closed group holds: `38 nodes`, or `3 of 38 nodes`."""
    shown, all = len(closed.nodes), len(closed.group.nodes)
    return counted(shown, "node") if shown == all else f"{shown:,} of {counted(all, 'node')}"


def counted(count: int, what: str) -> str:
    """Return a number of things: `1 node`, `3,000 nodes`."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def tallied(tally: Tally) -> str:
    """Return what the card of a closed group says of its nodes' last runs."""
    failed, left = tally.counts.get(Status.FAILED, 0), tally.counts.get(Status.SKIPPED, 0)
    if failed:
        return f"{failed:,} failed"
    if tally.done == tally.count:
        took = "" if tally.seconds is None else f" · {duration(tally.seconds)}"
        return f"all done{took}"
    if tally.done:
        return f"{tally.done:,} done"
    return f"{left:,} not run" if left else _IN_SHORT.get(tally.status, "")


def first_line(text: str) -> str:
    """Return the first line of a text, stripped; empty when there is none."""
    return text.strip().partition("\n")[0].strip()


def flow(parent: NodeId, run: NodeRun | None) -> str:
    """Return what came into a node from a parent: `From orders: 12,480 rows, 3 % null`."""
    if run is None or run.rows is None:
        return ""
    nulls = f", {_nulls(run)}" if run.nulls else ""
    return f"From {parent}: {counted(run.rows, 'row')}{nulls}"


def tip(node: Node, run: NodeRun | None, notes: tuple[str, ...]) -> str:
    """Return the tool tip of a card as rich text: name, type, doc's first line, last run."""
    about = escape(node.type_name or "no type")
    lines = [f"<b>{escape(node.id)}</b>", f"{about} · {KIND_WORDS[node.kind]}"]
    if doc := first_line(node.doc):
        lines.append(f"<i>{escape(doc)}</i>")
    if run is not None and run.status is not Status.IDLE:
        lines.append(escape(_told(run)))
    lines += [escape(note) for note in notes]
    return "<p style='white-space:pre-wrap'>" + "<br>".join(lines) + "</p>"


def group_tip(closed: Closed, run: NodeRun | None, failed: tuple[str, ...]) -> str:
    """Return the tool tip of a closed group; `failed` names the nodes in it that failed."""
    lines = [
        f"<b>{escape(closed.group.title)}</b>",
        f"{GROUP_WORDS[closed.group.by]} · {members(closed)}",
    ]
    if run is not None:
        lines.append(escape(", ".join(filter(None, (run.summary, _took(run))))))
    if failed:
        shown, rest = failed[:_MOST_FAILED], len(failed) - _MOST_FAILED
        more = f" and {rest:,} more" if rest > 0 else ""
        lines.append(escape(f"Failed: {', '.join(shown)}{more}"))
    lines.append("<i>Double-click opens it.</i>")
    return "<p style='white-space:pre-wrap'>" + "<br>".join(lines) + "</p>"


def sentence(node: Node, run: NodeRun | None) -> str:
    """Return a card as a screen reader says it."""
    status = STATUS_WORDS[run.status if run else Status.IDLE]
    parts = (node.id, KIND_WORDS[node.kind], short_type(node.type_name), status)
    return ", ".join(filter(None, parts))


def _size(run: NodeRun) -> str:
    return _TIMES.sub(" \u00d7 ", _TYPE_BEFORE_NUMBER.sub("", run.summary))


def _change(run: NodeRun) -> str:
    """Return what became of the rows on the way into a node: -3 %, 2.5-fold, from 12,480."""
    change = run.change
    if not change:
        return ""
    if run.rows and change <= _MOST_LOST:
        return f"from {run.rows / (change + 1):,.0f}"
    if change >= 1:
        return f"{_FOLD}{change + 1:.2g}" if change < 99 else f"{_FOLD}{change + 1:,.0f}"
    return f"{'+' if change > 0 else _MINUS}{percent(abs(change))}"


def _nulls(run: NodeRun) -> str:
    return f"{percent(run.nulls)} null" if run.nulls else ""


def _took(run: NodeRun) -> str:
    return "" if run.seconds is None else duration(run.seconds)


def _told(run: NodeRun) -> str:
    parts = (STATUS_WORDS[run.status].capitalize(), run.summary, _took(run))
    told = " · ".join(filter(None, parts))
    return f"{told}\n{run.message.strip()}" if run.message else told
