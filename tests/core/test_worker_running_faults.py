"""Whatever a node does, the worker says what it was, goes on, and keeps what it has."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.worker.messages import Beat, Noticed
from tests.core.surroundings import needs
from tests.core.worker_rig import Rig, write
from tests.core.worker_runs import Ran, finish, run, seen, start

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals, forks")

BAD = """
    import asyncio, ctypes, getpass, io, logging, os, signal, subprocess, sys, threading, time
    import warnings

    def before() -> dict:
        return {"kept": 1}

    def bad(before: dict) -> object:
%s

    def after(bad: object) -> str:
        return "after ran"
    """


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    rig = Rig(cwd=tmp_path_factory.mktemp("project"))
    yield rig
    rig.close()


def ran_with(rig: Rig, folder: Path, body: str) -> Ran:
    """Run a flow whose middle node has this body."""
    load_with(rig, folder, body)
    return run(rig, "after", force=True)


def load_with(rig: Rig, folder: Path, body: str) -> None:
    lines = "\n".join(f"        {line}" for line in body.splitlines())
    write(folder, {"flow.py": BAD % lines})
    rig.load(folder, "flow")


FAILURES = {
    "raise ValueError('bad \\udce9 ' + 'x' * 10000)": ("ValueError", "bad \\udce9 xxx"),
    "sys.exit('bye')": ("SystemExit", "The code called sys.exit('bye')"),
    "exit()": ("SystemExit", "The code called sys.exit();"),
    "raise GeneratorExit": ("GeneratorExit", ""),
    "raise MemoryError": ("MemoryError", "There is not enough memory."),
    "def f(n): return f(n + 1)\nreturn f(0)": ("RecursionError", "maximum recursion depth"),
    "import nowhere_at_all": ("ModuleNotFoundError", "No module named 'nowhere_at_all'"),
    "exec('a =')": ("SyntaxError", "invalid syntax"),
    "raise asyncio.CancelledError": ("CancelledError", ""),
    "return input('your name? ')": ("EOFError", "input() was called (your name? )"),
    "return getpass.getpass()": ("EOFError", "getpass() was called, but there is no keyboard"),
    "breakpoint()": ("EOFError", "breakpoint() was called, but there is no console"),
}


@pytest.mark.parametrize("body", FAILURES)
def test_a_failure_is_told_and_the_rest_is_kept(rig: Rig, tmp_path: Path, body: str) -> None:
    ran = ran_with(rig, tmp_path, body)

    kind, message = FAILURES[body]
    assert ran.status == "failed"
    assert ran.nodes == {"before": "done", "bad": "failed"}
    assert (ran.failure.node, ran.failure.type) == ("bad", kind)
    assert ran.failure.message.startswith(message)
    assert len(ran.failure.message) <= 4000
    assert any(frame.function == "bad" for frame in ran.failure.frames)
    assert seen(rig, "before").tree


def test_what_asks_a_person_is_noticed(rig: Rig, tmp_path: Path) -> None:
    ran = ran_with(rig, tmp_path, "return input()")

    assert any("no keyboard here" in notice for notice in ran.notices)


@pytest.mark.parametrize("method", ["__str__", "__repr__"])
def test_an_exception_that_cannot_be_told_is_told_by_type(
    rig: Rig, tmp_path: Path, method: str
) -> None:
    body = f"class E(Exception):\n    def {method}(self): raise TypeError('nope')\nraise E('x')"

    ran = ran_with(rig, tmp_path, body)

    assert ran.failure.type == "E"
    assert ran.failure.frames[-1].text == "raise E('x')"


def test_arguments_that_cannot_be_told_are_told_by_type(rig: Rig, tmp_path: Path) -> None:
    source = """
        import time
        class Odd:
            def __repr__(self): time.sleep(1000)
            __len__ = __str__ = __repr__
        def odd() -> Odd: return Odd()
        def text() -> str: return "a\\nb" * 1000
        def bad(odd: Odd, text: str) -> int: raise ValueError("mine")
        """
    write(tmp_path, {"odd.py": source})
    rig.load(tmp_path, "odd")

    failure = run(rig, "bad").failure

    assert failure.message == "mine"
    assert failure.arguments["odd"] == "Odd"
    assert failure.arguments["text"].startswith("str 'a\\nba\\nb")
    assert len(failure.arguments["text"]) < 80


def test_raising_keyboard_interrupt_is_cancelling(rig: Rig, tmp_path: Path) -> None:
    ran = ran_with(rig, tmp_path, "raise KeyboardInterrupt")

    assert ran.status == "cancelled"
    assert ran.nodes["bad"] == "cancelled"


LOOPS = {
    "python": "while True: pass",
    "sleep": "time.sleep(1000)",
    "lock": "lock = threading.Lock()\nlock.acquire()\nlock.acquire()",
    "regex": "import re\nre.match(r'(a+)+$', 'a' * 40 + 'b')",
    "child": "subprocess.run([sys.executable, '-c', 'import time; time.sleep(1000)'])",
    "async": "asyncio.run(asyncio.sleep(1000))",
    "polars": "import polars\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()",
}


@pytest.mark.parametrize(
    "what", [w if w != "polars" else pytest.param(w, marks=needs(w)) for w in LOOPS]
)
def test_an_interrupt_reaches_code_that_does_not_end(rig: Rig, tmp_path: Path, what: str) -> None:
    load_with(rig, tmp_path, f"print('in {what}')\n{LOOPS[what]}")
    start(rig, "after", force=True)
    until_printed(rig, f"in {what}")

    os.kill(rig.process.pid, signal.SIGINT)

    ran = finish(rig)
    assert ran.status == "cancelled"
    assert ran.nodes["bad"] == "cancelled"
    assert seen(rig, "before").tree


def test_an_interrupt_that_user_code_turns_into_an_error_is_cancelling(
    rig: Rig, tmp_path: Path
) -> None:
    body = """
print("in turned")
try:
    time.sleep(1000)
except BaseException:
    raise ValueError("no")
"""
    load_with(rig, tmp_path, body)
    start(rig, "after", force=True)
    until_printed(rig, "in turned")

    os.kill(rig.process.pid, signal.SIGINT)

    assert finish(rig).status == "cancelled"


def test_state_that_a_node_changes_is_put_back(rig: Rig, tmp_path: Path) -> None:
    state = (
        "(os.getcwd(), dict(os.environ), list(sys.path), list(warnings.filters), "
        "logging.root.level, logging.root.manager.disable, signal.getsignal(signal.SIGINT))"
    )
    source = f"""
        import logging, os, signal, sys, warnings
        def first() -> tuple: return {state}
        def bad(first: tuple) -> int:
            os.chdir("/")
            os.environ.clear()
            os.environ["NEW"] = "1"
            warnings.simplefilter("ignore")
            logging.basicConfig(level=1, force=True)
            logging.disable(50)
            sys.path.clear()
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            return 1
        def then(bad: int, first: tuple) -> bool: return first == {state}
        """
    write(tmp_path, {"state.py": source})
    rig.load(tmp_path, "state")

    ran = run(rig, "then")

    assert ran.summaries["then"] == "bool True"
    assert ran.messages["bad"] == (
        "It changed the working folder, the environment, sys.path, the warning filters, "
        "the logging set-up and what an interrupt does; put back."
    )
    assert ran.messages["then"] == ""


def test_what_an_import_inside_a_node_sets_up_stays(rig: Rig, tmp_path: Path) -> None:
    source = """
        import os
        def sets() -> int:
            import setting_up
            return 1
        def reads(sets: int) -> str: return os.environ.get("SET_UP", "")
        """
    setting = "import os, warnings\nos.environ['SET_UP'] = 'yes'\nwarnings.simplefilter('once')\n"
    write(tmp_path, {"imports.py": source, "setting_up.py": setting})
    rig.load(tmp_path, "imports")

    ran = run(rig, "reads")

    assert ran.messages["sets"] == ""
    assert seen(rig, "reads").text == "yes"


def test_quick_nodes_are_cleaned_up_after_too(rig: Rig, tmp_path: Path) -> None:
    lines = [f"def q{i}(q{i - 1}: int) -> int: return q{i - 1} + 1\n" for i in range(1, 801)]
    lines[600] = "import os\ndef q601(q600: int) -> int:\n    os.chdir('/')\n    return 601\n"
    lines.append("import time\ndef rest(q800: int) -> str:\n    time.sleep(0.01)\n")
    lines.append("    return os.getcwd()\n")
    write(tmp_path, {"quick.py": "".join(lines)})
    rig.load(tmp_path, "quick")

    ran = run(rig, "rest", inputs={"q0": 0})
    again = run(rig, "rest", inputs={"q0": 0}, force=True)

    told = [*ran.notices, *ran.messages.values()]
    assert sum("the working folder" in message for message in told) == 1
    assert again.status == "ok"


def test_streams_that_a_node_ruins_work_again(rig: Rig, tmp_path: Path) -> None:
    body = """
sys.stdout = io.StringIO()
print("swallowed")
os.dup2(os.open("/dev/null", 1), 1)
sys.stderr.close()
"""
    ruined = ran_with(rig, tmp_path, body)
    closed = ran_with(rig, tmp_path, "os.closerange(0, 100)")

    ran = ran_with(rig, tmp_path, "print('heard')\nos.write(2, b'raw')\nos.system('echo child')")

    assert "streams" in ruined.messages["bad"]
    assert "streams" in closed.messages["bad"]
    assert rig.stdout.endswith("heard\nchild\n")
    assert rig.stderr.endswith("raw")
    assert ran.messages["bad"] == ""


def test_threads_and_children_that_stay_are_told(rig: Rig, tmp_path: Path) -> None:
    body = """
event = threading.Event()
thread = threading.Thread(target=event.wait, args=(5,), name="lingering")
thread.start()
"""
    ran = ran_with(rig, tmp_path, body)

    assert ran.messages["bad"] == "It left running: lingering."
    assert ran.messages["after"] == ""


def test_a_fork_that_falls_through_ends_there(rig: Rig, tmp_path: Path) -> None:
    ran = ran_with(rig, tmp_path, "return os.fork()")

    assert ran.status == "ok"
    assert not any(event for event, _ in rig.pending if not isinstance(event, Beat | Noticed))


def test_output_is_kept_up_to_a_limit(rig: Rig, tmp_path: Path) -> None:
    body = "line = 'x' * 999 + chr(10)\nfor _ in range(200_000): sys.stdout.write(line)"
    before = (rig.spool / "stdout.log").stat().st_size

    ran = ran_with(rig, tmp_path, body)
    then = ran_with(rig, tmp_path, "print('heard again')")

    kept = (rig.spool / "stdout.log").stat().st_size - before
    assert ran.status == "ok"
    assert any("64 MiB were printed to stdout" in notice for notice in ran.notices)
    assert 64 << 20 < kept < 190 << 20
    assert then.outputs.keys() == {"bad"}
    assert rig.stdout.endswith("heard again\n")


@pytest.mark.parametrize(
    ("body", "code"),
    [("os._exit(9)", 9), ("import ctypes\nprint('last words')\nctypes.string_at(0)", -11)],
)
def test_when_a_node_kills_the_worker_its_name_and_words_survive(
    tmp_path: Path, body: str, code: int
) -> None:
    rig = Rig(cwd=tmp_path)
    load_with(rig, tmp_path, body)

    start(rig, "after")

    assert rig.wait() == code
    assert (rig.spool / "running").read_bytes().startswith(b"bad\0")
    if code < 0:
        assert rig.stdout == "last words\n"
        assert "in bad" in rig.stderr
    rig.close()


def until_printed(rig: Rig, text: str) -> None:
    deadline = time.monotonic() + 20
    while text not in rig.stdout:
        assert time.monotonic() < deadline
        time.sleep(0.02)
