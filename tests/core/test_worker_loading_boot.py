"""How a worker starts, what it answers at once, and how it ends."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.worker.messages import (
    PROTOCOL,
    Beat,
    Load,
    Loaded,
    ModuleSpec,
    Ping,
    Pong,
    Stacks,
    StacksTaken,
)
from tests.core.worker_rig import PYTHON, Rig, write


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    rig = Rig(cwd=tmp_path_factory.mktemp("project"))
    yield rig
    rig.close()


def test_hello_tells_who_is_there(rig: Rig) -> None:
    hello = rig.hello

    assert hello.protocol == PROTOCOL
    assert hello.pid == rig.process.pid
    assert hello.executable == PYTHON
    if sys.executable == PYTHON:
        assert hello.python == ".".join(map(str, sys.version_info[:3]))
    assert hello.hamilton in (
        hello.packages.get("apache-hamilton"),
        hello.packages.get("sf-hamilton"),
    )
    assert "pandas" in hello.packages
    assert not hello.problems


def test_hello_does_not_wait_for_hamilton(tmp_path: Path) -> None:
    never_ends = "import time\nprint('importing')\ntime.sleep(1000)\n"
    write(tmp_path, {"hamilton/__init__.py": never_ends})

    rig = Rig(cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)})

    assert rig.hello.pid == rig.process.pid
    _until(lambda: "importing" in rig.stdout)
    rig.close()


def test_a_ping_is_answered_while_a_module_is_being_imported(rig: Rig, tmp_path: Path) -> None:
    write(tmp_path, {"slow.py": "import time\ntime.sleep(1)\ndef a() -> int: return 1\n"})
    load, ping = rig.ticket(), rig.ticket()
    rig.send(_load(load, tmp_path, "slow"))

    rig.send(Ping(ping))

    assert rig.next(Pong).ticket == ping
    assert not any(isinstance(event, Loaded) for event, _ in rig.pending)
    rig.until(Loaded)


def test_stacks_show_where_user_code_is(rig: Rig, tmp_path: Path) -> None:
    write(tmp_path, {"stuck.py": "import time\nprint('in')\ntime.sleep(1)\n"})
    rig.send(_load(rig.ticket(), tmp_path, "stuck"))
    _until(lambda: "in" in rig.stdout)

    rig.send(Stacks(rig.ticket()))

    stacks = rig.next(StacksTaken).stacks
    assert "time.sleep(1)" in stacks["MainThread"]
    assert "lineage-io" in stacks
    rig.until(Loaded)


def test_it_beats_and_names_what_runs(rig: Rig, tmp_path: Path) -> None:
    write(tmp_path, {"slow2.py": "import time\ntime.sleep(1.2)\n"})

    rig.load(tmp_path, "slow2")

    beats = [beat for beat in rig.beats if beat.node == "importing slow2"]
    assert len(beats) >= 2
    assert beats[0].seconds < beats[-1].seconds
    assert sys.platform != "linux" or beats[0].memory > 10 << 20
    assert all(isinstance(beat, Beat) for beat in rig.beats)


def test_user_code_finds_a_plain_interpreter(rig: Rig, tmp_path: Path) -> None:
    source = """
        import os, sys
        print("argv", sys.argv)
        print("main", vars(sys.modules["__main__"]).get("__file__"))
        print("ours on path", [p for p in sys.path if p.endswith("core/worker")])
        print("first on path", sys.path[0])
        print("ours by name", [n for n in ("serve", "codec", "messages") if n in sys.modules])
        print("backend", os.environ["MPLBACKEND"])
        print("stdin", repr(sys.stdin.read()))
        os.write(1, b"raw\\n")
        os.system("echo child")
        """
    write(tmp_path, {"plain.py": source})

    rig.load(tmp_path, "plain")

    said = rig.stdout.splitlines()
    assert "argv ['']" in said
    assert "main None" in said
    assert "ours on path []" in said
    assert f"first on path {tmp_path}" in said
    assert "ours by name []" in said
    assert "backend Agg" in said
    assert "stdin ''" in said
    assert said[-2:] == ["raw", "child"]


def test_processes_that_user_code_spawns_and_forks_work(rig: Rig, tmp_path: Path) -> None:
    source = """
        import multiprocessing
        from doubling import double
        for method in ("spawn", "fork"):
            with multiprocessing.get_context(method).Pool(1) as pool:
                print(method, pool.map(double, [1, 2]))
        """
    write(tmp_path, {"pools.py": source, "doubling.py": "def double(x): return 2 * x\n"})

    _, loaded = rig.load(tmp_path, "pools")

    assert not loaded.problems
    assert rig.stdout.splitlines()[-2:] == ["spawn [2, 4]", "fork [2, 4]"]


def test_a_fork_that_runs_on_does_not_speak_for_the_worker(rig: Rig, tmp_path: Path) -> None:
    write(tmp_path, {"twin.py": "import os\npid = os.fork()\ndef a() -> int: return 1\n"})

    nodes, loaded = rig.load(tmp_path, "twin")
    rig.send(Ping(rig.ticket()))
    rig.next(Pong)

    assert list(nodes) == ["a"]
    assert not loaded.problems
    assert not rig.pending


def test_what_is_printed_never_reaches_the_protocol(rig: Rig, tmp_path: Path) -> None:
    source = """
        import os, sys
        os.closerange(0, 100)
        print("LXP1 lost")
        os.write(1, b"LXP1")
        """
    write(tmp_path, {"noisy.py": source})

    _, loaded = rig.load(tmp_path, "noisy")

    assert [problem.kind for problem in loaded.problems] == ["import"]
    rig.send(Ping(rig.ticket()))
    rig.next(Pong)


def test_nothing_is_written_into_the_project(rig: Rig, tmp_path: Path) -> None:
    write(tmp_path, {"pkg/__init__.py": "", "pkg/flow.py": "def a() -> int: return 1\n"})

    rig.load(tmp_path, "pkg.flow")

    assert sorted(p.name for p in tmp_path.rglob("*")) == ["__init__.py", "flow.py", "pkg"]


@pytest.mark.parametrize("data", [b"", b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"])
def test_it_ends_when_the_explorer_is_gone_or_talks_nonsense(tmp_path: Path, data: bytes) -> None:
    rig = Rig(cwd=tmp_path)
    assert rig.process.stdin

    if data:
        rig.send_raw(data)
    else:
        rig.process.stdin.close()

    assert rig.wait() == 0
    rig.close()


def test_it_ends_with_the_explorer_while_user_code_loops(tmp_path: Path) -> None:
    write(tmp_path, {"loop.py": "print('in')\nwhile True: pass\n"})
    rig = Rig(cwd=tmp_path)
    rig.send(_load(1, tmp_path, "loop"))
    _until(lambda: "in" in rig.stdout)

    assert rig.process.stdin
    rig.process.stdin.close()

    assert rig.wait() == 0
    rig.close()


def test_an_import_that_is_interrupted_ends_alone(rig: Rig, tmp_path: Path) -> None:
    files = {
        "endless.py": "print('round')\nwhile True: pass\n",
        "good.py": "def a() -> int: return 1\n",
    }
    write(tmp_path, files)
    rig.send(_load(rig.ticket(), tmp_path, "endless", "good"))
    _until(lambda: "round" in rig.stdout)

    os.kill(rig.hello.pid, 2)

    loaded = rig.next(Loaded)
    assert loaded.modules == ("good",)
    assert "was stopped at endless.py, line 2" in loaded.problems[0].message


def _load(ticket: int, folder: Path, *modules: str) -> Load:
    specs = tuple(ModuleSpec(name, str(folder / f"{name}.py")) for name in modules)
    return Load(ticket, str(folder), (str(folder),), specs)


def _until(is_true: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.01)
