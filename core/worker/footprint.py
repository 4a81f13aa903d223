"""What user code leaves changed in the process, and putting it back."""
# pyright: basic

import _signal  # pyright: ignore[reportMissingImports]
import contextlib
import gc
import logging
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable
from signal import SIGINT
from typing import Any

from .texts import listed


class Footprint:
    """Compares the process with how it was left, and restores what nodes must not change.

    What importing a module changes (warning filters, log handlers, added variables and paths)
    stays: the next import would not do it again. Main thread only.
    """

    def __init__(self) -> None:
        self._getcwd, self._chdir = os.getcwd, os.chdir
        self._environment = os.environ
        self.take()

    def take(self) -> None:
        """Remember the process as it is now."""
        self._folder = self._current_folder()
        # comparing what `os.environ` wraps costs a tenth of comparing its texts
        self._variables = dict(self._environment._data)  # pyright: ignore[reportAttributeAccessIssue]
        self._paths = list(sys.path)
        self._filters = list(warnings.filters)
        self._logging = _logging()
        self._interrupt = _handler(SIGINT)
        self._interpreter = _interpreter()
        self._modules = len(sys.modules)
        self._threads = threading.active_count()

    def settle(self, who: str) -> str:
        """Put back what changed since `take`; return a sentence about it, "" when nothing did.

        `who` is the sentence's subject: who may have changed it.
        """
        if self._is_unchanged():
            return ""
        if len(sys.modules) != self._modules:
            self._accept_imports()
        differences = self._differences()
        for _, put_back in differences:
            with contextlib.suppress(OSError, ValueError, RecursionError):
                put_back()
        changed = listed([name for name, _ in differences])
        notes = (f"{who} changed {changed}; put back." if changed else "", self._left_running(who))
        self.take()
        return " ".join(filter(None, notes))

    def _is_unchanged(self) -> bool:
        return (
            os.environ is self._environment
            and self._environment._data == self._variables  # pyright: ignore[reportAttributeAccessIssue]
            and sys.path == self._paths
            and warnings.filters == self._filters
            and _logging() == self._logging
            and _handler(SIGINT) is self._interrupt
            and _interpreter() == self._interpreter
            and len(sys.modules) == self._modules
            and threading.active_count() == self._threads
            and self._current_folder() == self._folder
        )

    def _differences(self) -> list[tuple[str, Callable[[], object]]]:
        variables = self._environment._data  # pyright: ignore[reportAttributeAccessIssue]
        is_environment = os.environ is self._environment and variables == self._variables
        candidates: tuple[tuple[str, bool, Callable[[], object]], ...] = (
            ("the working folder", self._current_folder() == self._folder, self._restore_folder),
            ("the environment", is_environment, self._restore_environment),
            ("sys.path", sys.path == self._paths, self._restore_paths),
            ("the warning filters", warnings.filters == self._filters, self._restore_filters),
            ("the logging set-up", _logging() == self._logging, self._restore_logging),
            (
                "what an interrupt does",
                _handler(SIGINT) is self._interrupt,
                lambda: signal.signal(SIGINT, self._interrupt),
            ),
            (
                "the interpreter's settings",
                _interpreter() == self._interpreter,
                lambda: _set_interpreter(*self._interpreter),
            ),
        )
        return [(name, put_back) for name, is_same, put_back in candidates if not is_same]

    def _accept_imports(self) -> None:
        self._filters = list(warnings.filters)
        self._logging = _logging()
        if set(self._paths) <= set(sys.path):
            self._paths = list(sys.path)
        self._variables = {**self._environment._data, **self._variables}  # pyright: ignore[reportAttributeAccessIssue]

    def _current_folder(self) -> str | None:
        try:
            return self._getcwd()
        except OSError:  # removed
            return None

    def _restore_folder(self) -> None:
        if self._folder is not None:
            self._chdir(self._folder)

    def _restore_environment(self) -> None:
        os.environ = self._environment  # noqa: B003
        decode = self._environment.decodevalue  # pyright: ignore[reportAttributeAccessIssue]
        before = {decode(name): decode(value) for name, value in self._variables.items()}
        for name in set(os.environ) - set(before):
            del os.environ[name]
        os.environ.update(before)

    def _restore_paths(self) -> None:
        sys.path[:] = self._paths

    def _restore_filters(self) -> None:
        warnings.resetwarnings()
        warnings.filters.extend(self._filters)  # pyright: ignore[reportAttributeAccessIssue]

    def _restore_logging(self) -> None:
        level, disabled, handlers = self._logging
        logging.root.setLevel(level)
        logging.disable(disabled)
        logging.root.handlers[:] = handlers

    def _left_running(self, who: str) -> str:
        left = threading.active_count() - self._threads
        newest = threading.enumerate()[-left:] if left > 0 else []
        names = [thread.name for thread in newest if not thread.daemon]
        return f"{who} left running: {', '.join(names)}." if names else ""


# what `signal.getsignal` wraps: naming the handler takes 20 times as long
_handler = _signal.getsignal


def _logging() -> tuple[int, int, list[logging.Handler]]:
    root = logging.root
    return root.level, root.manager.disable, root.handlers.copy()


def _interpreter() -> tuple[float, int, bool, Any]:
    return sys.getswitchinterval(), sys.getrecursionlimit(), gc.isenabled(), sys.gettrace()


def _set_interpreter(
    switch_interval: float, recursion_limit: int, collects: bool, trace: Any
) -> None:
    sys.setswitchinterval(switch_interval)
    sys.setrecursionlimit(recursion_limit)
    (gc.enable if collects else gc.disable)()
    sys.settrace(trace)
