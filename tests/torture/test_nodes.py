"""Whatever a node does: a clear word about it, what was computed is kept, the next run works."""

import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.model.run import RunStatus, Status
from tests.torture.flows import LOADING, RUNNING, VALUES, flow
from tests.torture.rig import AFTER, BAD, BEFORE, Rig, descendants, until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals, forks")

LINE = 4
"""Lines before the function of the bad node."""

FAILURES = {
    "badstr": ("E", "(Its message could not be made: TypeError.)", 3),
    "getpass": ("EOFError", "getpass() was called, but there is no keyboard here.", 2),
    "input": ("EOFError", "input() was called (your name? ), but there is no keyboard", 1),
    "pdb": ("EOFError", "breakpoint() was called, but there is no console here.", 1),
    "set_trace": ("BdbQuit", "A debugger was started, but there is no console here.", 3),
    "tk": ("TclError", "A node cannot open windows: there is no screen here", 2),
    "raise": ("ValueError", "bad value \\udce9 and xxx", 1),
    "recurse": ("RecursionError", "maximum recursion depth exceeded", 2),
    "array": ("np._ArrayMemoryError", "Unable to allocate 74.5 GiB", 1),
    "sysexit": ("SystemExit", "The code called sys.exit('bye'); a node cannot end", 2),
}
"""How a run ends: type, beginning of the message, line of the bad node's own code."""

DEATHS = {
    "abort": ("was killed by SIGABRT while `bad` was running", 2),
    "cstack": ("was killed by SIGSEGV while `bad` was running", 3),
    "segv": ("was killed by SIGSEGV while `bad` was running", 3),
    "osexit": ("ended with code 9 while `bad` was running", 0),
    "monkey": ("Code that changes Python's own modules can cause that", 0),
    "memory": ("stopped because `bad` took 1.", 0),
    "pool_memory": ("1.0 GB were allowed. Let it read less at once", 0),
}
"""What is said when the worker dies, and the line that the fault handler saw."""

WORKS = {
    "asyncio": "",
    "child": "It left running: lingering.",
    "cprint": "",
    "fork": "",
    "forkwait": "",
    "gc": "It changed the interpreter's settings; put back.",
    "mp": "",
    "mpspawn": "",
    "network": "",
    "plt": "",
    "plt_tk": "",
    "print1g": "",
    "state": "It changed the working folder, the environment, sys.path, the warning filters",
    "stdout": "It replaced or closed the standard streams; they work again.",
}
"""What is said of a node that ends well."""

PRINTED = {
    "cprint": "from C\nfrom a child process\nraw fd write\nfrom python\n",
    "forkwait": "child\n",
}


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    rig = Rig(tmp_path_factory.mktemp("torture"))
    yield rig
    rig.close()
    until(lambda: not descendants())
    assert not list(Path(tempfile.gettempdir()).glob(f"lineage-explorer-{os.getpid()}-*"))


def assert_all_is_well(rig: Rig) -> None:
    """A run works, without a restart where the worker lives."""
    rig.load("fine", flow("return 1"))
    assert rig.run().status is RunStatus.OK
    assert rig.look(AFTER)


@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_names_node_cause_and_line(rig: Rig, name: str) -> None:
    rig.load(f"r_{name}", flow(RUNNING[name]))
    worker = rig.dialogue

    run = rig.run()

    kind, message, line = FAILURES[name]
    assert run.status is RunStatus.FAILED
    assert run.failure and (run.failure.node, run.failure.type) == (BAD, kind)
    assert run.failure.message.startswith(message)
    assert [frame.line for frame in run.failure.frames if frame.function == "bad"] == [LINE + line]
    assert run.nodes[AFTER].status is Status.SKIPPED
    assert rig.look(BEFORE).shape == (1000, 2)
    assert_all_is_well(rig)
    assert rig.dialogue is worker


@pytest.mark.parametrize("name", WORKS)
def test_what_a_node_may_do_works(rig: Rig, name: str) -> None:
    rig.load(f"r_{name}", flow(RUNNING[name]))
    worker = rig.dialogue

    run = rig.run()

    assert run.status is RunStatus.OK, run.failure
    assert run.nodes[BAD].message.startswith(WORKS[name])
    assert rig.printed(run).endswith(PRINTED.get(name, ""))
    assert_all_is_well(rig)
    assert rig.dialogue is worker


@pytest.mark.parametrize("name", ["plt", "plt_tk"])
def test_a_plot_is_a_picture(rig: Rig, name: str) -> None:
    body = RUNNING[name].replace("return 1", "return None")
    rig.load(f"p_{name}", flow(body))
    rig.run()

    assert rig.look(BAD).kind == "image"


@pytest.mark.parametrize("name", DEATHS)
def test_a_death_names_node_and_cause_and_a_restart_works(rig: Rig, name: str) -> None:
    rig.load(f"d_{name}", flow(RUNNING[name]))

    run = rig.run()

    sentence, line = DEATHS[name]
    assert run.status is RunStatus.DIED
    assert run.failure and run.failure.node == BAD
    assert sentence in run.failure.message
    lines = [frame.line for frame in run.failure.frames if frame.function in ("bad", "f")]
    assert (LINE + line in lines) if line else not lines
    assert run.nodes[BEFORE].status is Status.DONE
    assert_all_is_well(rig)


@pytest.mark.parametrize("name", ["loop", "sleep", "regex"])
def test_what_does_not_end_is_interrupted(rig: Rig, name: str) -> None:
    rig.load(f"c_{name}", flow(RUNNING[name]))
    worker = rig.dialogue

    run = rig.run_and_cancel()

    assert run.status is RunStatus.CANCELLED
    assert run.nodes[BAD].status is Status.CANCELLED
    assert rig.look(BEFORE).shape == (1000, 2)
    assert rig.dialogue is worker


@pytest.mark.parametrize(("name", "twice"), [("loop_bare", True), ("c_call", False)])
def test_what_does_not_listen_is_ended_with_all_its_processes(
    rig: Rig, name: str, twice: bool
) -> None:
    children = "\n".join(RUNNING["child"].splitlines()[:-1])
    rig.load(f"k_{name}", flow(f"{children}\n{RUNNING[name]}"))

    run = rig.run_and_cancel(twice=twice)

    assert run.status is RunStatus.CANCELLED
    until(lambda: not descendants())
    assert_all_is_well(rig)


LOADS = {
    "cycle": ("`a` → `b` → `a` is a cycle", 1),
    "clash": ("`g` reads `f` as str, but `f` is int", 3),
    "exit": ("ends the program while it is imported (sys.exit)", 2),
    "indent": ("is not valid Python: expected an indented block", 2),
    "missing": ("the package `no_such_package_xyz` is not installed", 1),
    "noannot": ("`f` has no type for `x` and what it returns", 1),
    "raising": ("RuntimeError: db is down: \\udcff surrogate", 1),
    "syntax": ("is not valid Python: invalid syntax", 1),
}
"""What is said of a module that does not load whole, and the line in its own part."""


@pytest.mark.parametrize("name", LOADS)
def test_what_is_wrong_with_a_module_is_said_with_its_place(rig: Rig, name: str) -> None:
    worker, whole = rig.dialogue, flow("return 1")

    loading = rig.load(f"l_{name}", whole + LOADING[name])

    message, line = LOADS[name]
    (problem,) = loading.problems
    assert message in problem.message
    assert problem.file == rig.folder / f"l_{name}.py"
    assert problem.line == len(whole.splitlines()) + line
    assert rig.dialogue is worker


@pytest.mark.parametrize("name", ["main", "printing"])
def test_what_a_module_may_do_it_does(rig: Rig, name: str) -> None:
    loading = rig.load(f"l_{name}", flow("return 1") + LOADING[name])

    assert not loading.problems
    assert "f" in loading.graph.nodes


@pytest.mark.parametrize(("name", "said"), [("osexit", "code 7"), ("segv", "SIGSEGV")])
def test_an_import_that_kills_is_named(rig: Rig, name: str, said: str) -> None:
    loading = rig.load(f"l_{name}", flow("return 1") + LOADING[name])

    assert loading.exit
    assert f"{said} while importing l_{name}" in loading.exit.sentence
    assert_all_is_well(rig)


def test_an_import_that_does_not_end_can_be_stopped(rig: Rig) -> None:
    assert_all_is_well(rig)
    threading.Timer(1.0, rig.dialogue.cancel).start()

    loading = rig.load("l_sleep", flow("return 1") + LOADING["sleep"])

    assert loading.was_cancelled
    assert loading.problems
    assert_all_is_well(rig)


def test_a_module_in_latin_1_that_says_utf_8_is_told(rig: Rig, tmp_path: Path) -> None:
    text = "# -*- coding: utf-8 -*-\nx = '\udce9\udcff'\ndef f(a: int) -> int:\n    return a\n"

    loading = rig.load("l_latin", text)

    assert any("utf-8" in problem.message for problem in loading.problems)


@pytest.mark.parametrize("name", VALUES)
def test_any_value_can_be_looked_at(rig: Rig, name: str) -> None:
    rig.load(f"v_{name}", flow(VALUES[name]))
    worker = rig.dialogue

    run = rig.run()
    seen = rig.look(BAD)

    assert run.status is RunStatus.OK
    assert seen.node == BAD
    assert rig.look(BEFORE).shape == (1000, 2)
    assert rig.dialogue is worker
