"""The worker process seen from our side: a real one, through its whole life."""

import os
import queue
import signal
import sys
import tempfile
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import psutil
import pytest

from core.model.given import GivenFile, GivenJson
from core.model.graph import NodeId
from core.model.project import ModuleRef, Project
from core.model.run import OutputSpan
from core.session import Exit, Received, Tickets, Worker, records, requests
from core.session.runfolder import RunFolder, clean_up
from core.worker.messages import (
    Event,
    Hello,
    Loaded,
    NodeEnded,
    NodeStarted,
    Ping,
    Pong,
    RunEnded,
)

PATIENCE = 60
Kind = TypeVar("Kind")


class Life:
    """One worker and all that it says."""

    def __init__(self, interpreter: str | Path = sys.executable, folder: Path = Path("/")) -> None:
        self.said: queue.SimpleQueue[Received | Exit] = queue.SimpleQueue()
        self.tickets = Tickets()
        self.worker = Worker(Path(interpreter), folder, self._hear, self.said.put)

    def _hear(self, event: Event, body: bytes) -> None:
        self.said.put(Received(event, body))

    def next(self, kind: type[Kind]) -> Kind:
        """Return the next event of a kind, or the exit; whatever comes before is dropped."""
        deadline = time.monotonic() + PATIENCE
        while True:
            item = self.said.get(timeout=max(0.0, deadline - time.monotonic()))
            found = item.event if isinstance(item, Received) else item
            if isinstance(found, kind):
                return found
            assert not isinstance(found, Exit), found

    def load(self, file: Path) -> Loaded:
        project = Project(
            file.parent, (ModuleRef(file.stem, file),), (file.parent,), Path(sys.executable)
        )
        self.worker.send(requests.load(self.tickets.next(), project))
        return self.next(Loaded)

    def run(self, node: str) -> None:
        wanted = requests.execute(self.tickets.next(), [NodeId(node)], {}, {})
        self.worker.send(wanted)


Start = Callable[..., Life]


@pytest.fixture
def start() -> Iterator[Start]:
    lives: list[Life] = []

    def begin(*arguments: object) -> Life:
        lives.append(Life(*arguments))  # pyright: ignore[reportArgumentType]
        return lives[-1]

    yield begin
    for life in lives:
        life.worker.close()


def write(folder: Path, source: str) -> Path:
    file = folder / "flow.py"
    file.write_text(textwrap.dedent(source))
    return file


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    pause = threading.Event()
    while not is_so():
        assert time.monotonic() < deadline, "waited in vain"
        pause.wait(0.01)


def test_a_worker_says_hello_answers_and_is_gone_after_close(start: Start) -> None:
    life = start()

    hello = life.next(Hello)
    life.worker.send(Ping(5))
    pong = life.next(Pong)
    life.worker.close()
    exit = life.next(Exit)

    assert hello.pid == life.worker.pid
    assert pong.ticket == 5
    assert exit.was_asked
    assert not psutil.pid_exists(hello.pid)


def test_an_interpreter_that_is_not_there_is_an_exit(start: Start, tmp_path: Path) -> None:
    life = start(tmp_path / "nowhere" / "python")

    exit = life.next(Exit)

    assert exit.code is None
    assert not exit.was_ready
    assert "nowhere/python could not be started: No such file or directory." in exit.sentence


def test_a_folder_that_is_not_there_is_an_exit(start: Start, tmp_path: Path) -> None:
    life = start(sys.executable, tmp_path / "gone")

    exit = life.next(Exit)

    assert f"A worker in {tmp_path / 'gone'} could not be started" in exit.sentence


def test_a_program_that_only_fails_says_so_in_its_last_words(start: Start, tmp_path: Path) -> None:
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\necho cannot find my libraries >&2\nexit 3\n")
    program.chmod(0o755)
    life = start(program)

    exit = life.next(Exit)

    assert exit.sentence == (
        "The worker ended with code 3 before it was ready. It said: cannot find my libraries"
    )


def test_a_program_that_talks_nonsense_is_stopped(start: Start, tmp_path: Path) -> None:
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\necho I am not the interpreter that you look for\nsleep 600\n")
    program.chmod(0o755)
    life = start(program)

    exit = life.next(Exit)

    assert "said what is no message of ours" in exit.sentence
    assert f"Is {program} a Python interpreter?" in exit.sentence


def test_what_is_sent_after_the_end_is_dropped(start: Start) -> None:
    life = start("/bin/false")
    life.next(Exit)

    life.worker.send(Ping(1))
    life.worker.interrupt()
    life.worker.kill()

    assert life.said.empty()


def test_our_own_environment_stays_with_us(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("QT_QPA_PLATFORM", "wayland")
    monkeypatch.setenv("LD_LIBRARY_PATH", f"{sys.prefix}/lib{os.pathsep}/opt/theirs")
    monkeypatch.setenv("THEIR_TOKEN", "kept")
    life = start()

    hello = life.next(Hello)
    seen = psutil.Process(hello.pid).environ()

    assert "PYTHONPATH" not in seen
    assert seen["QT_QPA_PLATFORM"] == "offscreen"
    assert seen["LD_LIBRARY_PATH"] == "/opt/theirs"
    assert seen["THEIR_TOKEN"] == "kept"
    assert seen["MPLBACKEND"] == "Agg"
    assert seen["HAMILTON_TELEMETRY_ENABLED"] == "false"


def test_the_environment_of_a_linked_interpreter_is_used(start: Start, tmp_path: Path) -> None:
    python = tmp_path / "env" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    (tmp_path / "env" / "pyvenv.cfg").write_text(f"home = {Path(sys.base_prefix) / 'bin'}\n")
    life = start(python)

    hello = life.next(Hello)

    assert hello.executable == str(python)
    assert hello.hamilton == ""
    assert "pip install" in hello.problems[0].message


def test_a_segfault_names_the_signal_the_node_and_the_line(start: Start, tmp_path: Path) -> None:
    file = write(
        tmp_path,
        """
        import ctypes
        def good() -> int:
            return 1
        def bad(good: int) -> int:
            print("about to fall", flush=True)
            return ctypes.string_at(0)
        """,
    )
    life = start(sys.executable, tmp_path)
    life.load(file)

    life.run("bad")
    exit = life.next(Exit)

    assert exit.sentence == "The worker was killed by SIGSEGV while `bad` was running."
    assert exit.node == "bad"
    assert 'flow.py", line 7 in bad' in exit.last_words
    assert not exit.was_asked


def test_a_worker_killed_from_outside_names_the_node_that_ran(start: Start, tmp_path: Path) -> None:
    file = write(tmp_path, "import time\ndef slow() -> int:\n    time.sleep(600)\n    return 1\n")
    life = start(sys.executable, tmp_path)
    life.load(file)
    life.run("slow")
    life.next(NodeStarted)

    assert life.worker.pid
    os.kill(life.worker.pid, signal.SIGKILL)
    exit = life.next(Exit)

    assert exit.sentence.startswith("The worker was killed by SIGKILL while `slow` was running.")
    assert life.said.empty()


def test_a_module_that_ends_the_process_is_told_as_the_import(start: Start, tmp_path: Path) -> None:
    file = write(tmp_path, "import os\nos._exit(3)\n")
    life = start(sys.executable, tmp_path)
    project = Project(tmp_path, (ModuleRef("flow", file),), (tmp_path,), Path(sys.executable))

    life.worker.send(requests.load(1, project))
    exit = life.next(Exit)

    assert exit.sentence == "The worker ended with code 3 while importing flow."


def test_interrupt_ends_a_loop_and_the_worker_lives_on(start: Start, tmp_path: Path) -> None:
    file = write(tmp_path, "def ever() -> int:\n    print('in', flush=True)\n    while 1: pass\n")
    life = start(sys.executable, tmp_path)
    life.load(file)
    life.run("ever")
    wait_until(lambda: "in" in life.worker.output(OutputSpan(stdout=(0, 9)))[0])

    life.worker.interrupt()
    end = life.next(RunEnded)
    life.worker.send(Ping(9))

    assert end.status == "cancelled"
    assert life.next(Pong).ticket == 9


def test_kill_leaves_no_descendant_behind(start: Start, tmp_path: Path) -> None:
    file = write(
        tmp_path,
        """
        import subprocess, sys
        def family() -> str:
            sleeper = [sys.executable, "-c", "import time; time.sleep(600)"]
            near = subprocess.Popen(sleeper)
            far = subprocess.Popen(sleeper, start_new_session=True)
            print(near.pid, far.pid, flush=True)
            near.wait()
            return "never"
        """,
    )
    life = start(sys.executable, tmp_path)
    life.load(file)
    life.run("family")
    life.next(NodeStarted)
    everything = OutputSpan(stdout=(0, 1000))
    wait_until(lambda: len(life.worker.output(everything)[0].split()) == 2)
    children = [int(pid) for pid in life.worker.output(everything)[0].split()]

    life.worker.kill()
    life.next(Exit)

    wait_until(lambda: not any(map(_is_running, children)))


def test_a_crash_leaves_no_descendant_behind(start: Start, tmp_path: Path) -> None:
    file = write(
        tmp_path,
        """
        import os, subprocess, sys
        def family() -> str:
            sleeper = [sys.executable, "-c", "import time; time.sleep(600)"]
            far = subprocess.Popen(sleeper, start_new_session=True)
            print(far.pid, flush=True)
            os._exit(1)
        """,
    )
    life = start(sys.executable, tmp_path)
    life.load(file)

    life.run("family")
    life.next(Exit)
    child = int(life.worker.output(OutputSpan(stdout=(0, 1000)))[0])

    wait_until(lambda: not _is_running(child))


def test_ten_megabytes_of_prints_belong_to_their_node(start: Start, tmp_path: Path) -> None:
    file = write(
        tmp_path,
        """
        def loud() -> int:
            for _ in range(10_000):
                print("x" * 1023)
            return 1
        def quiet(loud: int) -> int:
            print("done")
            return 2
        """,
    )
    life = start(sys.executable, tmp_path)
    life.load(file)

    life.run("quiet")
    loud, quiet = life.next(NodeEnded), life.next(NodeEnded)

    assert loud.output and quiet.output
    assert life.worker.output(records.output(loud.output))[0] == ("x" * 1023 + "\n") * 10_000
    assert life.worker.output(records.output(quiet.output)) == ("done\n", "")


def test_values_given_from_outside_arrive(start: Start, tmp_path: Path) -> None:
    file = write(tmp_path, "def twice(x: int, y: dict) -> int:\n    return 2 * x + y['a']\n")
    numbers = tmp_path / "y.json"
    numbers.write_text('{"a": 1}')
    life = start(sys.executable, tmp_path)
    life.load(file)

    inputs = {NodeId("x"): GivenJson(4), NodeId("y"): GivenFile(numbers)}
    life.worker.send(requests.execute(7, [NodeId("twice")], inputs, {}))
    end = life.next(RunEnded)
    life.worker.send(requests.peek(8, NodeId("twice")))

    assert end.status == "ok"


def test_the_folder_of_a_dead_explorer_is_cleaned_with_its_worker(tmp_path: Path) -> None:
    program = textwrap.dedent("""
        import os, sys, time
        from pathlib import Path
        from core.session import Worker
        worker = Worker(Path(sys.executable), Path("/"), lambda e, b: os._exit(9), print)
        time.sleep(60)
    """)
    pid = os.posix_spawn(
        sys.executable, [sys.executable, "-c", program], {**os.environ, "TMPDIR": str(tmp_path)}
    )
    os.waitpid(pid, 0)
    left = list(tmp_path.iterdir())

    before, tempfile.tempdir = tempfile.tempdir, str(tmp_path)
    try:
        clean_up()
    finally:
        tempfile.tempdir = before

    assert [folder.name.startswith(f"lineage-explorer-{pid}-") for folder in left] == [True]
    assert not list(tmp_path.iterdir())


def test_folders_of_the_living_and_of_others_are_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ours, noted = RunFolder(), RunFolder()
    noted.note(os.getpid())
    theirs = tmp_path / "lineage-explorer-notes-by-hand"
    theirs.mkdir()

    clean_up()

    assert set(tmp_path.iterdir()) == {ours.path, noted.path, theirs}


def _is_running(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
