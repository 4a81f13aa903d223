"""The fence around user code: interrupts, captured output, process state put back."""
# pyright: basic

import builtins
import getpass
import mmap
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, NoReturn

from .footprint import Footprint
from .messages import Noticed, OutputRecord
from .spool import Spool

__all__ = ["Cancelled", "Spool", "Userland", "Visit"]

_OURS = os.path.dirname(__file__)
_SIGN_SIZE = 4096


class Cancelled(BaseException):
    """The run was asked to end; user code that catches `Exception` does not stop it."""


class Userland:
    """Where user code runs, on the main thread: one visit at a time.

    `label` names what runs now, None between visits; any thread may read it. The same name
    stands in the file `running` of the spool's folder, for whoever outlives this process. An
    interrupt (SIGINT) raises KeyboardInterrupt in user code, never in ours, and sets
    `is_interrupted`. `notify` is told what a person should know.
    """

    def __init__(self, spool: Spool) -> None:
        self.spool = spool
        self.label: str | None = None
        self.is_interrupted = False
        self.notify: Callable[[Noticed], None] = _ignore
        self._is_inside = False
        self._began = 0.0
        self._now, self._getpid, self._exit = time.monotonic, os.getpid, os._exit
        self._pid = os.getpid()
        self._sign = _Sign(spool.folder / "running")
        signal.signal(signal.SIGINT, self._on_interrupt)
        self._siginterrupt = getattr(signal, "siginterrupt", None)
        self._refuse_questions()
        self._footprint = Footprint()

    @property
    def seconds(self) -> float:
        """How long the visit under way has taken, 0 between visits."""
        return self._now() - self._began if self.label is not None else 0.0

    def begin(self) -> None:
        """Start a run: take the process as it is for the state that nodes must leave behind."""
        self.is_interrupted = False
        self.spool.begin()
        self._footprint.take()
        self._wake_on_interrupt()

    def running(self, label: str) -> "Visit":
        """Return a context in which user code may run; what it changes in the process stays."""
        return Visit(self, label)

    def enter(self, label: str) -> None:
        """Begin a visit; `leave` must follow."""
        self._sign.show(label)
        self._began = self._now()
        self.label = label
        self._is_inside = True

    def leave(self) -> float:
        """End a visit; return its seconds. Ends a process that user code has forked."""
        self._is_inside = False
        self.label = None
        if self._getpid() != self._pid:
            self._exit(0)
        self._sign.clear()
        return self._now() - self._began

    def settle(self, who: str = "It") -> str:
        """Put back what was changed in the process; return a sentence about it, or "".

        `who` is the sentence's subject. To be called after each visit, or after several short
        ones: it takes some microseconds.
        """
        note = self._footprint.settle(who)
        self._wake_on_interrupt()
        return note

    def printed(self) -> tuple[OutputRecord | None, str]:
        """Return what was printed since the last call, and a sentence if the streams suffered."""
        output, was_meddled_with = self.spool.collect()
        note = "It replaced or closed the standard streams; they work again."
        return output, note if was_meddled_with else ""

    def _wake_on_interrupt(self) -> None:
        # polars installs a handler that lets blocked calls go on after an interrupt
        if self._siginterrupt:
            self._siginterrupt(signal.SIGINT, True)

    def _on_interrupt(self, number: int, frame: FrameType | None) -> None:
        self.is_interrupted = True
        is_ours = frame is not None and frame.f_code.co_filename.startswith(_OURS)
        if self._is_inside and not is_ours:
            raise KeyboardInterrupt

    def _refuse_questions(self) -> None:
        instead = "Make it an input of the dataflow."
        builtins.input = self._refusal("input()", "keyboard", instead)
        getpass.getpass = self._refusal("getpass()", "keyboard", instead)
        sys.breakpointhook = self._refusal("breakpoint()", "console", "Take it out.")

    def _refusal(self, what: str, missing: str, instead: str) -> Callable[..., NoReturn]:
        def refuse(prompt: object = "", *_: Any, **__: Any) -> NoReturn:
            asked = f" ({prompt:.200})" if type(prompt) is str and prompt else ""
            message = f"{what} was called{asked}, but there is no {missing} here. {instead}"
            self.notify(Noticed(self.label, message))
            raise EOFError(message)

        return refuse


class Visit:
    """A stay in user code. Afterwards `seconds` and `output` tell how long and what it printed."""

    def __init__(self, userland: Userland, label: str) -> None:
        self.seconds = 0.0
        self.output: OutputRecord | None = None
        self._userland = userland
        self._label = label

    def __enter__(self) -> "Visit":
        self._userland.enter(self._label)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.seconds = self._userland.leave()
        self.output, _ = self._userland.spool.collect()


class _Sign:
    """A name in a file that stays readable when the process dies: UTF-8, ended by a zero byte."""

    def __init__(self, path: Path) -> None:
        path.write_bytes(bytes(_SIGN_SIZE))
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), _SIGN_SIZE)

    def show(self, name: str) -> None:
        text = name.encode("utf-8", "backslashreplace")[: _SIGN_SIZE - 1] + b"\0"
        self._map[: len(text)] = text

    def clear(self) -> None:
        self._map[0] = 0


def _ignore(*_: object) -> None:
    pass
