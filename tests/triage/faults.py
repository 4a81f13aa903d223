"""Faults put into the healthy dataflows: written edits, and corruptions drawn by a seed.

A corruption changes what one function returns: some rows of one column, or some rows as a whole.
There are three series. The first was written before any rule of the tracing was. The second was
written later, without a look at the rules, but they were tuned on it afterwards, too. So both are
spent: only the third, written without a look again, tells how well faults never seen are traced.
It is kept apart from tuning as a whole, and repeats no corruption of the other two.
"""

import ast
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tests.triage.edits import EDITS, Edit
from tests.triage.last_edits import LAST_EDITS
from tests.triage.later_edits import LATER_EDITS

OLD_FLOWS = ("shop", "sensors", "ledger")
NEW_FLOWS = ("labs", "metering")
FLOWS = (*OLD_FLOWS, *NEW_FLOWS)
FOLDER = Path(__file__).parent / "flows"

_PLACES = {
    "nulls": "part.mask(chosen)",
    "out-of-range": "part.where(~chosen, part * 1000)",
    "negative": "part.where(~chosen, -part)",
    "infinite": "part.astype(float).where(~chosen, float('inf'))",
    "type-changed": "part.astype(str)",
    "constant": "pd.Series([part.iloc[0]] * len(part), index=part.index)",
    "unseen-category": "part.where(~chosen, part.astype(str) + '_old')",
}
_ROWS = {
    "rows-lost": "value[~chosen]",
    "rows-gained": "pd.concat([value, value[chosen]])",
    "duplicate-rows": "pd.concat([value, value[chosen]])",
}
_LATER_PLACES = {
    **_PLACES,
    "outliers": "part.where(~chosen | (np.arange(len(part)) % 8 > 0), part * 40)",
}
_LATER_ROWS = {
    **_ROWS,
    "duplicate-index": "value.set_axis(value.index.where(~chosen, value.index[0]))",
}
# that a whole column is shifted, only a good run beside it can tell: there is no such fault
_BODIES = {**_LATER_PLACES, **_LATER_ROWS}
_NUMERIC = ("out-of-range", "negative", "infinite", "outliers")


class _Draw(NamedTuple):
    """How corruptions of a series are drawn; `shares` of the rows are hit."""

    series: int
    seed: int
    kinds: tuple[str, ...]
    shares: tuple[float, ...]
    ending: str


_FIRST = _Draw(1, 20_240_611, (*_PLACES, *_ROWS), (0.12,), "drawn")
_SECOND = _Draw(2, 20_261_125, (*_LATER_PLACES, *_LATER_ROWS), (0.03, 0.12, 0.4), "drawn-again")
_THIRD = _Draw(3, 20_261_126, (*_LATER_PLACES, *_LATER_ROWS), (0.05, 0.2, 0.6), "drawn-last")


@dataclass(frozen=True)
class Fault:
    """A dataflow with one function gone wrong: `text` is the whole module's."""

    name: str
    flow: str
    function: str
    kind: str
    text: str
    series: int
    """1, 2 or 3."""

    @property
    def is_kept_apart(self) -> bool:
        """Whether rules may not be tuned on it: the third series, for the others are spent."""
        return self.series == 3


def healthy(flow: str) -> str:
    """Return the text of a dataflow without faults."""
    return (FOLDER / f"{flow}.py").read_text("utf-8")


def faults() -> Iterator[Fault]:
    """Yield all faults, the same every time; more than show, for many do not reach the end."""
    for number, edit in enumerate(EDITS):
        yield _edited(edit, 1, f"{number}")
    first = [fault for flow in OLD_FLOWS for fault in _drawn(flow, _FIRST, 48)]
    yield from first
    for number, edit in enumerate(LATER_EDITS):
        yield _edited(edit, 2, f"later-{number}")
    counts = {flow: 24 if flow in OLD_FLOWS else 48 for flow in FLOWS}
    second = [fault for flow in FLOWS for fault in _drawn(flow, _SECOND, counts[flow])]
    yield from second
    for number, edit in enumerate(LAST_EDITS):
        yield _edited(edit, 3, f"last-{number}")
    spent = {(fault.flow, fault.function, fault.kind) for fault in (*first, *second)}
    for flow in FLOWS:
        yield from _drawn(flow, _THIRD, 24, spent)


def _edited(edit: Edit, series: int, ending: str) -> Fault:
    text = healthy(edit.flow)
    function = _functions(text)[edit.function]
    lines = text.splitlines(keepends=True)
    before = "".join(lines[function.lineno - 1 : function.end_lineno])
    assert before.count(edit.old) == 1, f"{edit.function}: `{edit.old}` is not there once"
    after = before.replace(edit.old, edit.new)
    name = f"{edit.flow}-{edit.function}-{edit.kind}-{ending}"
    whole = text.replace(before, after)
    return Fault(name, edit.flow, edit.function, edit.kind, whole, series)


def _drawn(
    flow: str, draw: _Draw, count: int, spent: Container[tuple[str, str, str]] = ()
) -> Iterator[Fault]:
    """Draw corruptions of a flow; none whose flow, function and kind are `spent`."""
    random = np.random.default_rng((draw.seed, FLOWS.index(flow)))
    text = healthy(flow)
    functions = {
        name: function
        for name, function in _functions(text).items()
        if ast.unparse(function.returns or ast.Constant("")) in ("pd.DataFrame", "pd.Series")
    }
    wishes = [(name, kind) for name in functions for kind in draw.kinds]
    random.shuffle(wishes)
    fresh = [(name, kind) for name, kind in wishes if (flow, name, kind) not in spent]
    for place, (name, kind) in enumerate(fresh[:count]):
        share = draw.shares[place % len(draw.shares)]
        seed = int(random.integers(1_000))
        whole = _with_corruption(text, functions[name], kind, seed, share)
        yield Fault(f"{flow}-{name}-{kind}-{draw.ending}", flow, name, kind, whole, draw.series)


def _functions(text: str) -> dict[str, ast.FunctionDef]:
    tree = ast.parse(text)
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def _with_corruption(
    text: str, function: ast.FunctionDef, kind: str, seed: int, share: float
) -> str:
    last = function.body[-1]
    assert isinstance(last, ast.Return)
    assert last.value
    assert last.end_lineno
    lines = text.splitlines(keepends=True)
    expression = ast.unparse(last.value)
    body = _BODIES[kind]
    fits = "number" if kind in _NUMERIC else "object" if kind == "unseen-category" else None
    lines[last.lineno - 1 : last.end_lineno] = [f"    return _finished({expression})\n"]
    if kind in _LATER_PLACES:
        work = (
            f"    columns = list(value.columns) if isinstance(value, pd.DataFrame) else [None]\n"
            f"    fitting = [c for c in columns if _fits(value if c is None else value[c])]\n"
            f"    if not fitting:\n        return value\n"
            f"    column = fitting[{seed} % len(fitting)]\n"
            f"    part = value if column is None else value[column]\n"
            f"    new = {body}\n"
            f"    return new if column is None else value.assign(**{{column: new}})\n"
        )
    else:
        work = f"    return {body}\n"
    return (
        "".join(lines) + f"\n\ndef _fits(part):\n"
        f"    is_number = part.dtype.kind in 'iuf'\n"
        f"    return {'is_number' if fits == 'number' else 'not is_number' if fits else 'True'}\n"
        f"\n\ndef _finished(value):\n"
        f"    random = np.random.default_rng({seed})\n"
        f"    chosen = pd.Series(random.random(len(value)) < {share}, index=value.index)\n{work}"
    )
