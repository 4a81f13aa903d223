"""One worker process, from its start to its end."""

import json
import os
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO

from core.model.run import OutputSpan
from core.session import family, system
from core.session.channel import Received, VersionError, receive
from core.session.exit import Doing, Exit
from core.session.memory import MemoryWatch, readable
from core.session.runfolder import RunFolder, clean_up
from core.worker import codec
from core.worker.messages import Event, Execute, Refused, Request, RunEnded

INTERRUPT_AFTER = 0.5
"""Seconds that a run asked to end may go on before it is interrupted."""
KILL_AFTER = 2.0
"""Seconds that a run asked to end may go on before its worker is killed."""

_ENTRY = Path(codec.__file__).parent
_DRAIN_SECONDS = 5.0
_CLOSE_SECONDS = 20.0
"""A process that hangs in the system cannot even be killed; the program closes without it."""
_HELLO_SECONDS = 60.0
"""An interpreter on a cold network disk may take long; one that is none may take for ever."""


class Worker:
    """A running worker. Make it on the main thread: it dies with the thread that made it.

    `on_event` and `on_exit` are called on threads of the worker's own, in order and never two at
    once; `on_exit` comes last and exactly once, also when the interpreter cannot be started.
    """

    def __init__(
        self,
        interpreter: Path,
        working_folder: Path,
        on_event: Callable[[Event, bytes], None],
        on_exit: Callable[[Exit], None],
    ) -> None:
        self._on_event = on_event
        self._on_exit = on_exit
        self._telling = threading.Lock()
        self._has_ended = False
        self._doing = Doing()
        self._cause = ""
        self._was_asked = False
        self._interpreter = interpreter
        self._has_spoken = threading.Event()
        self._outgoing: SimpleQueue[Request | None] = SimpleQueue()
        self._folder = RunFolder()
        self._process = self._start(working_folder)
        self._memory = MemoryWatch(self._process.pid, self._starve) if self._process else None
        self._waiter = threading.Thread(target=self._wait, name="worker end", daemon=True)
        self._waiter.start()
        threading.Thread(target=clean_up, name="clean up", daemon=True).start()

    @property
    def pid(self) -> int | None:
        """The number of the process, None when it could not be started."""
        return self._process.pid if self._process else None

    def send(self, request: Request) -> None:
        """Hand over a request; from any thread, without waiting. After the end it is dropped."""
        self._doing.asked(request)
        if isinstance(request, Execute) and request.limits.memory and self._memory:
            self._memory.begin(request.limits.memory)
        self._outgoing.put(request)

    def interrupt(self) -> None:
        """Raise KeyboardInterrupt in the user code that runs; it may swallow it."""
        if self._process:
            with suppress(ProcessLookupError):
                system.interrupt(self._process)

    def kill(self) -> None:
        """End the worker and all its descendants, without waiting; `on_exit` tells when done."""
        self._was_asked = True
        self._put_down()

    def _put_down(self) -> None:
        if self._process and self._process.returncode is None:
            pid = self._process.pid
            threading.Thread(target=family.end_family, args=(pid,), daemon=True).start()

    def close(self) -> None:
        """Kill the worker, wait for `on_exit` to be over, and delete what it printed."""
        self.kill()
        if threading.current_thread() is not self._waiter:
            self._waiter.join(_CLOSE_SECONDS)
        self._folder.remove()

    def output(self, span: OutputSpan, most: int | None = None) -> tuple[str, str]:
        """Return what a node wrote to stdout and stderr; also after the end, until `close`.

        Of a long text only the last `most` bytes are read.
        """
        return self._folder.output(span, most)

    def _start(self, folder: Path) -> "subprocess.Popen[bytes] | None":
        environment = system.worker_environment(os.environ, self._interpreter)
        options = json.dumps({"spool": str(self._folder.path)})
        try:
            with self._folder.boot_log.open("wb") as log:
                return system.start(
                    [str(self._interpreter), str(_ENTRY), options],
                    folder,
                    environment | {family.MARK: self._folder.name},
                    log,
                )
        except OSError as error:
            what = f"The interpreter {self._interpreter}"
            if not folder.is_dir():
                what = f"A worker in {folder}"
            self._cause = f"{what} could not be started: {error.strerror}."
            return None

    def _wait(self) -> None:
        if self._process:
            self._follow(self._process)
        with self._telling:
            self._has_ended = True
        self._on_exit(self._exit())

    def _follow(self, process: "subprocess.Popen[bytes]") -> None:
        """Serve the pipes until the process is gone; a child of it may hold them open."""
        reader = threading.Thread(target=self._read, args=(process.stdout,), daemon=True)
        writer = threading.Thread(target=self._write, args=(process.stdin,), daemon=True)
        reader.start()
        writer.start()
        self._folder.note(process.pid)
        if not self._has_spoken.wait(_HELLO_SECONDS):
            self._give_up("said nothing")
        process.wait()
        if self._memory:
            self._memory.end()
        family.end_orphans(self._folder.name, process.pid)
        self._outgoing.put(None)
        reader.join(_DRAIN_SECONDS)
        writer.join(_DRAIN_SECONDS)

    def _write(self, stream: BinaryIO) -> None:
        with suppress(OSError):
            while (request := self._outgoing.get()) is not None:
                stream.write(codec.pack(request))
                stream.flush()
        with suppress(OSError):
            stream.close()

    def _read(self, stream: BinaryIO) -> None:
        with stream:
            while (received := self._receive(stream)) is not None:
                if isinstance(received.event, RunEnded | Refused) and self._memory:
                    self._memory.end()
                self._has_spoken.set()
                with self._telling:
                    if not self._has_ended:
                        self._on_event(received.event, received.body)
        self._has_spoken.set()

    def _receive(self, stream: BinaryIO) -> Received | None:
        try:
            received = receive(stream)
            if received:
                self._doing.told(received.event)
            return received
        except VersionError as error:
            self._cause = (
                f"The worker speaks {error}: parts of two releases of Lineage Explorer are mixed. "
                "Install it afresh."
            )
            self._put_down()
            return None
        except ValueError as error:
            self._give_up(f"said what is no message of ours ({error})")
            return None

    def _give_up(self, why: str) -> None:
        if self._doing.is_up:
            hint = "Code that changes Python's own modules can cause that."
        else:
            hint = f"Is {self._interpreter} a Python interpreter?"
        self._cause = f"The worker was stopped because it {why}. {hint}"
        self._put_down()

    def _starve(self, taken: int, limit: int) -> None:
        node, _ = self._doing.at_the_end(self._folder.sign())
        who = f"`{node}`" if node else "it"
        self._cause = (
            f"The worker was stopped because {who} took {readable(taken)} of memory; "
            f"{readable(limit)} were allowed. Let it read less at once, or allow more in Settings."
        )
        self._put_down()

    def _exit(self) -> Exit:
        code = self._process.returncode if self._process else None
        node, moment = self._doing.at_the_end(self._folder.sign())
        return Exit(
            code=code,
            signal=system.crash_name(code or 0),
            node=node,
            moment=moment,
            last_words=self._folder.last_words(),
            cause=self._cause,
            was_asked=self._was_asked,
            was_ready=self._doing.is_up,
        )
