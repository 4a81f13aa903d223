"""The text of a test, put together."""
# pyright: basic

import re
import textwrap
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from ..messages import AssertRecord
from ..plan import Wiring
from ..shrinking import Case
from ..shrinking.parts import length
from .asserting import Subject, asserted, equality
from .calls import call, folders
from .layout import WIDTH, laid_out
from .literals import quoted
from .values import UnwritableError, Values, imports_of

_NAMES = {
    "no-exception": "does_not_raise",
    "no-nulls": "has_no_nulls",
    "not-negative": "is_not_negative",
    "finite": "is_finite",
    "unique-rows": "has_no_row_twice",
    "unique-index": "has_no_label_twice",
    "rows": "has_the_right_number_of_rows",
    "equals": "is_as_expected",
}


class Draft(NamedTuple):
    """A test, and what goes into files beside it."""

    text: str
    files: Mapping[str, bytes]


def drafted(
    wiring: Wiring,
    case: Case,
    asserts: Iterable[AssertRecord],
    folder: str,
    stem: str,
    read: Callable[[AssertRecord], Any],
) -> Draft:
    """Return a test that calls a node on a case; it will stand in `folder` as `stem`.py.

    `read` gives the value that an assertion is handed.

    Raises:
        UnwritableError: a value cannot be written down, or there is nothing to compare with.
    """
    wanted, values = list(asserts), Values(stem)
    arguments = {name: values.written(name, value) for name, value in case.arguments.items()}
    called = call(wiring, case.nodes, arguments, values)
    subject = Subject(case.result, wiring.nodes[case.node].type)
    checks: list[str] = []
    for one in wanted:
        if one.kind == "equals":
            checks += equality(_expected(case, one, read), values)
        else:
            count = one.count if one.count >= 0 else _counted(case)
            checks += asserted(one.kind, one.column, count, subject)
    lines = [*called.lines, "", *checks] if checks else called.lines
    if not checks:
        last = lines[-1].removeprefix("result = ")
        lines[-1] = last.removesuffix(f"[{quoted(case.node)}]")
    body = "\n".join(part for line in lines for part in laid_out(line, 4))
    name = "_and_".join(_NAMES.get(one.kind, one.kind) for one in wanted) or "does_not_raise"
    test = f"def test_{_plain(case.node)}_{name}():\n{body}"
    text = "\n".join([*_head(case, body, called.imports, called.modules, folder), "", "", test, ""])
    return Draft(text, values.files)


def _counted(case: Case) -> int:
    rows = length(case.result)
    if rows is None:
        raise UnwritableError(f"`{case.node}` gives no rows here that could be counted.")
    return rows


def _expected(case: Case, one: AssertRecord, read: Callable[[AssertRecord], Any]) -> Any:
    if one.given is not None:
        return read(one)
    if case.raised:
        raise UnwritableError(
            f"`{case.node}` raises here, so there is no value to compare with. Give one."
        )
    return case.result


def _head(
    case: Case, body: str, imports: list[str], modules: tuple[str, ...], folder: str
) -> list[str]:
    """Return everything above the test."""
    places = folders(modules, folder)
    needed = [line for line in imports if line == "import asyncio"]
    libraries = imports_of(body)
    plain = [line for line in libraries if " as " not in line]
    others = [line for line in libraries if " as " in line]
    others += ["import polars.testing"] if "polars.testing." in body else []
    others += ["import pytest"] if "pytest." in body else []
    own = [line for line in imports if line not in needed]
    hamilton = [line for line in own if line.startswith("from hamilton")]
    own = [line for line in own if line not in hamilton]
    lines = [f'"""{_said(case)}"""', "", *sorted([*needed, *plain, "import sys"])]
    lines += ["from pathlib import Path", ""]
    lines += [*others, *hamilton, ""] if hamilton or others else []
    lines += ["HERE = Path(__file__).resolve().parent"]
    lines += [f"sys.path.insert(0, str({_folder(place)}))" for place in places]
    return [*lines, "", *(f"{line}  # noqa: E402" for line in own)]


def _folder(place: str) -> str:
    """Return a folder, relative to that of the test, as an expression."""
    steps = place.split("/")
    if place == ".":
        return "HERE"
    if set(steps) == {".."}:
        return "HERE.parent" if len(steps) == 1 else f"HERE.parents[{len(steps) - 1}]"
    return f"HERE / {quoted(place)}"


def _said(case: Case) -> str:
    """Return what the test is about, as a line of text."""
    where = f" in `{case.column}`" if case.column and case.column != case.node else ""
    if case.raised:
        text = f"`{case.node}` raised {case.raised}."
    elif case.symptom:
        text = f"`{case.node}` showed {case.symptom}{where} for this input."
    else:
        text = f"`{case.node}` on a sample of what went into it."
    text = text.replace("\\", "\\\\").replace('"', "'")
    return textwrap.shorten(text, WIDTH - 6, placeholder=" ...")


def _plain(name: str) -> str:
    return re.sub(r"\W", "_", name)
