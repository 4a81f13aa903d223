"""From the words of the command line to options. Knows no Qt."""

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from typing import NoReturn

from core.model.project import Json
from core.model.tracing import Symptom
from explorer.options import WindowOptions
from explorer.terminal.options import (
    ChecksOptions,
    CompareOptions,
    GraphOptions,
    Options,
    ProjectOptions,
    RunOptions,
    RunsOptions,
    ShrinkOptions,
    TerminalOptions,
    TraceOptions,
)
from explorer.terminal.parsers import (
    checks_parser,
    compare_parser,
    graph_parser,
    run_parser,
    runs_parser,
    shrink_parser,
    trace_parser,
    window_parser,
)


def parse(arguments: Sequence[str], started: float = 0.0) -> Options:
    """Return what the arguments ask for. `started` is when the process began.

    Raises:
        SystemExit: help or the version was asked for (0), or they make no sense (2).
    """
    words = list(arguments)
    read = _READERS.get(words[0]) if words else None
    if read:
        return read(words[1:])
    return _window(window_parser().parse_intermixed_args(words), started)


def as_json(text: str) -> Json:
    """Return what `text` says in JSON, or the text itself where it is none."""
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        return text


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _window(found: argparse.Namespace, started: float) -> WindowOptions:
    is_demo = found.targets == ["demo"]
    return WindowOptions(
        targets=() if is_demo else tuple(found.targets),
        config=_values(found.config),
        inputs=_values(found.inputs),
        python=found.python,
        node=found.node,
        select=found.select,
        screenshot=found.screenshot,
        has_timings=found.timings,
        is_trusted=found.trust,
        is_demo=is_demo,
        started=started,
        has_run=found.run,
    )


def _graph(words: list[str]) -> GraphOptions:
    found = graph_parser().parse_intermixed_args(words)
    return GraphOptions(_project(found), found.select, found.static)


def _run(words: list[str]) -> RunOptions:
    parser = run_parser()
    found = parser.parse_intermixed_args(words)
    if not found.to and not found.select:
        parser.error("say what to compute: --to NODE, or --select TEXT")
    return RunOptions(
        project=_project(found),
        to=tuple(dict.fromkeys(found.to)),
        inputs=dict(found.inputs),
        overrides=dict(found.overrides),
        rows=found.rows,
        is_forced=found.force,
        is_verbose=found.verbose,
        select=found.select,
        is_kept=not found.no_store,
        is_good=found.pin,
    )


def _trace(words: list[str]) -> TraceOptions:
    found = trace_parser().parse_intermixed_args(words)
    run, symptom = _run_to_one(found), _symptom(found)
    what = (found.column, symptom, found.rows, found.baseline)
    return TraceOptions(run, *what, is_verifying=found.verify)


def _compare(words: list[str]) -> CompareOptions:
    parser = compare_parser()
    found = parser.parse_intermixed_args(words)
    if len(found.targets) < 2:
        parser.error("name two runs: numbers, `last`, `good`, `now` or git revisions")
    before, after, *found.targets = found.targets
    run = RunOptions(
        project=_project(found),
        to=tuple(dict.fromkeys(found.to)),
        inputs=dict(found.inputs),
        overrides=dict(found.overrides),
        rows=found.rows,
        is_forced=False,
        is_verbose=False,
        select=found.select,
        is_kept=not found.no_store,
    )
    return CompareOptions(run, before, after, tuple(dict.fromkeys(found.nodes)))


def _runs(words: list[str]) -> RunsOptions:
    found = runs_parser().parse_intermixed_args(words)
    return RunsOptions(
        _project(found), found.count, found.pin, found.unpin, found.delete, found.note
    )


def _checks(words: list[str]) -> ChecksOptions:
    found = checks_parser().parse_intermixed_args(words)
    return ChecksOptions(_project(found), tuple(found.nodes))


def _shrink(words: list[str]) -> ShrinkOptions:
    parser = shrink_parser()
    found = parser.parse_intermixed_args(words)
    if found.sample and not found.test:
        parser.error("say where the test goes: --test FILE")
    return ShrinkOptions(
        _run_to_one(found),
        found.column,
        _symptom(found),
        found.seconds,
        found.test,
        tuple(found.asserts),
        found.sample,
        found.ancestor,
        found.value,
    )


def _run_to_one(found: argparse.Namespace) -> RunOptions:
    return RunOptions(
        project=_project(found),
        to=(found.to,),
        inputs=dict(found.inputs),
        overrides=dict(found.overrides),
        rows=0,
        is_forced=False,
        is_verbose=False,
        is_kept=not found.no_store,
    )


def _symptom(found: argparse.Namespace) -> Symptom | None:
    return Symptom(found.symptom) if found.symptom else None


def _project(found: argparse.Namespace) -> ProjectOptions:
    return ProjectOptions(
        targets=tuple(found.targets),
        config=_values(found.config),
        python=found.python,
        is_trusted=found.trust,
        is_json=found.json,
    )


def _values(pairs: list[tuple[str, str]]) -> dict[str, Json]:
    return {name: as_json(text) for name, text in pairs}


_READERS: Mapping[str, Callable[[list[str]], TerminalOptions]] = {
    "graph": _graph,
    "run": _run,
    "trace": _trace,
    "shrink": _shrink,
    "compare": _compare,
    "runs": _runs,
    "checks": _checks,
}
