"""Answer the explorer's requests until it closes the pipe: the worker's composition root."""

import contextlib
import faulthandler
import json
import os
import queue
import sys
import threading
import time
import traceback
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from . import environment, screen, system
from .channel import Channel, ClosedError
from .messages import (
    Beat,
    Cancel,
    CompareRows,
    DraftTest,
    Event,
    Execute,
    Keep,
    Load,
    Loaded,
    NodesFound,
    Noticed,
    Peek,
    Ping,
    Pong,
    ProblemRecord,
    Recall,
    Refused,
    Request,
    Shrink,
    StacksTaken,
    Trace,
    Verify,
)
from .userland import Spool, Userland

if TYPE_CHECKING:
    from .loading import Loader
    from .running import Runner

_RunnersJob: TypeAlias = Execute | Recall | Trace | Verify | Shrink | DraftTest | Keep | CompareRows
_Job: TypeAlias = Load | _RunnersJob

NODES_IN_A_FRAME = 500
SECONDS_BETWEEN_BEATS = 0.5
STACK_DEPTH = 12


class Server:
    """Imports, builds and runs on the main thread, in the order asked for.

    Pings, cancels, stacks and peeks are taken on a thread of their own, also mid-run.
    """

    def __init__(self, channel: Channel, userland: Userland) -> None:
        self._channel = channel
        self._userland = userland
        userland.notify = channel.send
        self._loader: Loader | None = None
        self._runner: Runner | None = None
        self._jobs: queue.SimpleQueue[_Job] = queue.SimpleQueue()
        self._problems: tuple[ProblemRecord, ...] = ()
        self._pid = os.getpid()
        # user code may replace functions of `os` and `time`
        self._getpid, self._exit, self._sleep = os.getpid, os._exit, time.sleep

    def serve(self) -> None:
        """Say hello and answer requests; ends the process when the pipe closes."""
        hello = environment.survey()
        self._problems = hello.problems
        try:
            self._channel.send(hello)
            for name, act in (("io", self._listen), ("heartbeat", self._beat)):
                thread = threading.Thread(target=self._guard, args=(act,), name=f"lineage-{name}")
                thread.daemon = True
                thread.start()
            self._work()
        except ClosedError:
            self._exit(0)

    def _guard(self, act: Callable[[], None]) -> None:
        try:
            act()
        except ClosedError:
            self._exit(0)

    # the main thread

    def _work(self) -> None:
        self._import_hamilton()
        while True:
            job = self._jobs.get()
            try:
                self._do(job)
            except ClosedError:
                raise
            except BaseException as error:  # a bug of ours, or an interrupt that came late
                self._channel.send(_broken_off(job, error))
            if self._getpid() != self._pid:
                self._exit(0)  # user code has forked, and we are the twin

    def _import_hamilton(self) -> None:
        if not environment.can_build():
            return
        try:
            from .loading import Loader  # these two import Hamilton, which takes a second
            from .running import Runner
        except Exception as error:
            self._problems += (_unusable_hamilton(error),)
            return
        self._loader = Loader(self._userland)
        self._runner = Runner(self._channel.send, self._userland)

    def _do(self, job: _Job) -> None:
        if isinstance(job, Load):
            self._load(job)
        elif self._runner:
            _run(self._runner, job)
        else:
            self._channel.send(Refused(job.ticket, "Nothing can run without Hamilton."))

    def _load(self, request: Load) -> None:
        began = time.monotonic()
        if not self._loader or not self._runner:
            self._channel.send(Loaded(request.ticket, self._problems, (), 0.0))
            return
        flow = self._loader.load(request)
        for first in range(0, len(flow.records), NODES_IN_A_FRAME):
            nodes = flow.records[first : first + NODES_IN_A_FRAME]
            self._channel.send(NodesFound(request.ticket, nodes))
        held, outdated = self._runner.adopt(flow)
        problems = self._problems + flow.problems
        seconds = time.monotonic() - began
        self._channel.send(Loaded(request.ticket, problems, flow.modules, seconds, held, outdated))

    # the io thread

    def _listen(self) -> None:
        for request in self._channel.requests():
            if isinstance(request, _Job):
                self._jobs.put(request)
            elif answer := self._answer(request):
                self._channel.send(answer)

    def _answer(self, request: Request) -> Event | None:
        if isinstance(request, Ping):
            return Pong(request.ticket)
        if isinstance(request, Cancel):
            if self._runner:
                self._runner.cancel(request.ticket)
            return None
        if isinstance(request, Peek):
            if not self._runner:
                return Refused(request.ticket, "Nothing has been computed yet.")
            self._runner.peek(request)
            return None
        return StacksTaken(request.ticket, _stacks())

    # the heartbeat thread

    def _beat(self) -> None:
        land = self._userland
        while True:
            with contextlib.suppress(MemoryError):  # a node has taken it all; not for long
                if stream := land.spool.police():
                    message = f"More was written to {stream} than is kept of a run."
                    self._channel.send(Noticed(land.label, message))
                self._channel.send(Beat(land.label, land.seconds, system.memory()))
            self._sleep(SECONDS_BETWEEN_BEATS)


def _run(runner: "Runner", job: _RunnersJob) -> None:
    if isinstance(job, Recall):
        runner.recall(job)
    elif isinstance(job, Trace):
        runner.trace(job)
    elif isinstance(job, Verify):
        runner.verify(job)
    elif isinstance(job, (Shrink, DraftTest)):
        runner.work_on_case(job)
    elif isinstance(job, (Keep, CompareRows)):
        runner.put_beside(job)
    else:
        runner.execute(job)


def main(arguments: str) -> None:
    """Serve the explorer that started this process. `arguments` is a JSON object."""
    channel = Channel(*system.claim_stdio())
    options = json.loads(arguments)
    system.detach()
    _be_a_plain_python()
    spool = Spool(options["spool"])
    faulthandler.enable(file=2)
    Server(channel, Userland(spool)).serve()


def _be_a_plain_python() -> None:
    """Give user code what it would find in a fresh interpreter, and keep its folders clean."""
    sys.dont_write_bytecode = True
    sys.argv[:] = [""]
    os.environ["MPLBACKEND"] = "Agg"
    os.environ["HAMILTON_TELEMETRY_ENABLED"] = "false"
    screen.draw_without_screen()
    # multiprocessing runs the file of __main__ again in the processes that it spawns
    sys.modules["__main__"] = types.ModuleType("__main__")


def _broken_off(job: _Job, error: BaseException) -> Event:
    message = f"The worker could not finish this ({type(error).__name__}). Restart it."
    if not isinstance(job, Load):
        return Refused(job.ticket, message)
    detail = "".join(traceback.format_exception(error))
    return Loaded(job.ticket, (ProblemRecord("internal", message, detail=detail),), (), 0.0)


def _unusable_hamilton(error: Exception) -> ProblemRecord:
    mend = environment.pip_install("--upgrade", "apache-hamilton", "packaging")
    message = f"Hamilton is installed but cannot be imported ({error}). Install it afresh: {mend}"
    detail = "".join(traceback.format_exception(error))
    return ProblemRecord("environment", message, detail=detail)


def _stacks() -> dict[str, str]:
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    return {
        names.get(ident, str(ident)): "".join(traceback.format_stack(frame)[-STACK_DEPTH:])
        for ident, frame in sys._current_frames().items()  # pyright: ignore[reportPrivateUsage]
    }
