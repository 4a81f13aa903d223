"""Answers looks at values on a thread of its own, which code of a value cannot block for long."""
# pyright: basic

import ctypes
import queue
import threading
import time
from collections.abc import Mapping
from typing import Any

from .kinds import type_name
from .looking import look
from .looks import Look
from .messages import Event, Peek, Peeked, Refused
from .outbox import Send
from .pictures import is_picture
from .texts import one_line
from .trees import NowhereError, at
from .values import Gone, Held

PATIENCE = 2.0
"""Seconds after which a look is tried again without running code of the value's own."""
PATIENCE_FOR_PICTURES = 20.0
_ERROR_LIMIT = 300
_CHANGED = "Changed in place by a later node; shown as it is now."
_TIMID = f"Some of it is shown by type only: its own code did not return within {PATIENCE:g} s."


class _GaveUp(BaseException):
    """Raised in a thread that is left behind; ends loops that are written in Python."""


class Peeking:
    """Looks at what is held, one request after the other; made on any thread.

    `look_after` is to be called now and then from a thread that never runs code of values.
    """

    def __init__(self, send: Send, held: Mapping[str, Held]) -> None:
        self._send = send
        self._held = held
        self._now = time.monotonic
        self._requests: queue.SimpleQueue[Peek] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._busy_with: Peek | None = None
        self._deadline = 0.0
        self._thread = self._started(None)

    def ask(self, request: Peek) -> None:
        """Queue a request; it is answered with `Peeked` or `Refused`. Any thread."""
        self._requests.put(request)

    def look_after(self) -> None:
        """Replace the thread when it does not come back, and see that there is an answer."""
        with self._lock:
            request = self._busy_with
            if request is None or self._now() < self._deadline:
                return
            held = self._held.get(request.node)
            is_hopeless = held is None or held.is_timid
            if held:
                held.is_timid = True
            stuck = self._thread
            self._busy_with = None
            self._thread = self._started(None if is_hopeless else request)
        _interrupt(stuck)
        if is_hopeless:
            text = "Not shown: looking at it does not come to an end."
            name = type_name(held.shown) if held else ""
            self._send(Peeked(request.ticket, request.node, "opaque", name, text=text), b"")

    def _started(self, first: Peek | None) -> threading.Thread:
        thread = threading.Thread(target=self._work, args=(first,), name="lineage-query")
        thread.daemon = True
        thread.start()
        return thread

    def _work(self, first: Peek | None) -> None:
        request = first or self._requests.get()
        while True:
            with self._lock:
                self._busy_with, self._deadline = request, self._now() + PATIENCE
                me = threading.current_thread()
            try:
                answer, body = self._answer(request)
            except _GaveUp:
                return
            with self._lock:
                if self._thread is not me:
                    return
                self._busy_with = None
            self._send(answer, body)
            request = self._requests.get()

    def _answer(self, request: Peek) -> tuple[Event, bytes]:
        held = self._held.get(request.node)
        if held is None:
            text = f"`{request.node}` has no value here. Run it to see one."
            return Refused(request.ticket, text), b""
        try:
            value = at(held.shown, request.path)
        except NowhereError:
            text = f"There is nothing at this place in `{request.node}` any more."
            return Refused(request.ticket, text), b""
        if is_picture(value):
            self._deadline = self._now() + PATIENCE_FOR_PICTURES
        found = _look(value, request, held)
        name = value.type_name if isinstance(value, Gone) else type_name(value)
        return _peeked(request, name, found, _note(held)), found.png


def _look(value: Any, request: Peek, held: Held) -> Look:
    try:
        return look(value, request, held.nulls, is_timid=held.is_timid)
    except Exception as error:
        lines = str(error).strip().splitlines() or [""]
        said = one_line(f"{type_name(error)}: {lines[0]}", _ERROR_LIMIT)
        return Look("opaque", text=f"It cannot be shown ({said}).")


def _note(held: Held) -> str:
    try:
        changed = "" if held.is_intact else _CHANGED
    except Exception:  # a node is changing it this moment
        changed = _CHANGED
    return " ".join(filter(None, (changed, _TIMID if held.is_timid else "")))


def _peeked(request: Peek, name: str, found: Look, note: str) -> Peeked:
    return Peeked(
        request.ticket,
        request.node,
        found.kind,
        name,
        shape=found.shape,
        table=found.table,
        tree=found.tree,
        text=found.text,
        is_cut=found.is_cut,
        facts=found.facts,
        note=note,
    )


def _interrupt(thread: threading.Thread) -> None:
    """Have Python raise in a thread, as soon as that executes Python code again."""
    if thread.ident is not None:
        ident, error = ctypes.c_ulong(thread.ident), ctypes.py_object(_GaveUp)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ident, error)
