"""Faults put into the healthy dataflows: written edits, and corruptions drawn by a seed.

A corruption changes what one function returns: some rows of one column, or some rows as a whole.
All were written before any rule of the tracing was tuned.
"""

import ast
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.triage.edits import EDITS

FLOWS = ("shop", "sensors", "ledger")
FOLDER = Path(__file__).parent / "flows"
_SEED = 20_240_611
_DRAWN = 48
"""Corruptions a dataflow: more than are kept, for many do not reach the end."""

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
_NUMERIC = ("out-of-range", "negative", "infinite")


@dataclass(frozen=True)
class Fault:
    """A dataflow with one function gone wrong: `text` is the whole module's."""

    name: str
    flow: str
    function: str
    kind: str
    text: str

    @property
    def is_kept_apart(self) -> bool:
        """Whether rules may not be tuned on it: one in three."""
        return hashlib.sha256(self.name.encode()).digest()[0] % 3 == 0


def healthy(flow: str) -> str:
    """Return the text of a dataflow without faults."""
    return (FOLDER / f"{flow}.py").read_text("utf-8")


def faults() -> Iterator[Fault]:
    """Yield all faults, the same every time."""
    yield from _edited()
    for flow in FLOWS:
        yield from _corrupted(flow)


def _edited() -> Iterator[Fault]:
    for number, edit in enumerate(EDITS):
        text = healthy(edit.flow)
        function = _functions(text)[edit.function]
        lines = text.splitlines(keepends=True)
        before = "".join(lines[function.lineno - 1 : function.end_lineno])
        assert before.count(edit.old) == 1, f"{edit.function}: `{edit.old}` is not there once"
        after = before.replace(edit.old, edit.new)
        whole = text.replace(before, after)
        name = f"{edit.flow}-{edit.function}-{edit.kind}-{number}"
        yield Fault(name, edit.flow, edit.function, edit.kind, whole)


def _corrupted(flow: str) -> Iterator[Fault]:
    random = np.random.default_rng((_SEED, FLOWS.index(flow)))
    text = healthy(flow)
    functions = {
        name: function
        for name, function in _functions(text).items()
        if ast.unparse(function.returns or ast.Constant("")) in ("pd.DataFrame", "pd.Series")
    }
    wishes = [(name, kind) for name in functions for kind in (*_PLACES, *_ROWS)]
    random.shuffle(wishes)
    for name, kind in wishes[:_DRAWN]:
        whole = _with_corruption(text, functions[name], kind, int(random.integers(1_000)))
        yield Fault(f"{flow}-{name}-{kind}-drawn", flow, name, kind, whole)


def _functions(text: str) -> dict[str, ast.FunctionDef]:
    tree = ast.parse(text)
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def _with_corruption(text: str, function: ast.FunctionDef, kind: str, seed: int) -> str:
    last = function.body[-1]
    assert isinstance(last, ast.Return)
    assert last.value
    assert last.end_lineno
    lines = text.splitlines(keepends=True)
    expression = ast.unparse(last.value)
    body = _PLACES.get(kind) or _ROWS[kind]
    fits = "number" if kind in _NUMERIC else "object" if kind == "unseen-category" else None
    lines[last.lineno - 1 : last.end_lineno] = [f"    return _finished({expression})\n"]
    if kind in _PLACES:
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
        f"    chosen = pd.Series(random.random(len(value)) < 0.12, index=value.index)\n{work}"
    )
