"""Why a node failed, as far as it can be said without trusting what was raised."""
# pyright: basic

import linecache
import os
import traceback
from collections.abc import Container, Mapping
from types import FrameType, TracebackType
from typing import Any

import hamilton

from .describing import brief
from .kinds import type_name
from .messages import FailureRecord, FrameRecord
from .texts import clip, plural

_OURS = os.path.dirname(__file__) + os.sep
_HAMILTON = os.path.dirname(hamilton.__file__) + os.sep
_MESSAGE_LIMIT = 4000
_TRACEBACK_LIMIT = 60_000
_LINE_LIMIT = 300
_FRAMES = 30
"""At each end, of a deep recursion."""
_ARGUMENTS = 50


def failure_of(
    error: BaseException,
    node: str,
    arguments: Mapping[str, Any],
    modules: Container[str],
    item: str = "",
) -> FailureRecord:
    """Return what happened in a node that was given `arguments`.

    `modules` are those of the user's own; `item` says at which item it happened, for nodes that
    run once per item. Runs code of the exception (its `__str__`); whatever that does, a record
    is returned.
    """
    try:
        message = message_of(error)
        text = "".join(traceback.format_exception(type(error), error, _without_ours(error)))
    except BaseException as another:
        message = f"(Its message could not be made: {type_name(another)}.)"
        text = "".join(traceback.format_tb(error.__traceback__)) + type_name(error)
    if item:
        message = f"At {item}: {message}"
    return FailureRecord(
        node=node,
        type=type_name(error),
        message=clip(message, _MESSAGE_LIMIT),
        frames=_frames(error.__traceback__, modules),
        arguments={name: _said(value) for name, value in list(arguments.items())[:_ARGUMENTS]},
        traceback=_middle_cut(clip(text, 1 << 24), _TRACEBACK_LIMIT),
    )


def first_line(failure: FailureRecord) -> str:
    """Return the exception's type and the first line of its message."""
    line = failure.message.strip().partition("\n")[0]
    return clip(f"{failure.type}: {line}" if line else failure.type, _LINE_LIMIT)


def message_of(error: BaseException) -> str:
    """Return what an exception says, or what it means where it says little."""
    if isinstance(error, SystemExit):
        code = "" if error.code is None else f"{error.code!r:.200}"
        return f"The code called sys.exit({code}); a node cannot end the program."
    if isinstance(error, MemoryError) and not error.args:
        return "There is not enough memory."
    if type(error).__name__ == "BdbQuit":
        return "A debugger was started, but there is no console here. Take it out."
    if type(error).__name__ == "TclError" and "display" in str(error):
        return f"A node cannot open windows: there is no screen here ({error})."
    if (
        type(error).__name__ == "DataValidationError"
        and error.args
        and isinstance(error.args[0], list)
    ):
        return "\n".join(str(part).strip() for part in error.args[0])
    return str(error)


def _said(value: Any) -> str:
    try:
        return brief(value)
    except Exception:
        return type_name(value)


def _frames(trace: TracebackType | None, modules: Container[str]) -> tuple[FrameRecord, ...]:
    """Return the frames in the user's own modules, else all but Hamilton's and ours, else all."""
    every = list(traceback.walk_tb(trace))
    own = [(f, line) for f, line in every if f.f_globals.get("__name__", "") in modules]
    others = [(f, line) for f, line in every if not _is_machinery(f)]
    chosen = own or others or every
    if len(chosen) > 2 * _FRAMES:
        chosen = chosen[:_FRAMES] + chosen[-_FRAMES:]
    return tuple(_frame(frame, line) for frame, line in chosen)


def _frame(frame: FrameType, line: int) -> FrameRecord:
    code = frame.f_code
    text = linecache.getline(code.co_filename, line, frame.f_globals).strip()
    return FrameRecord(code.co_filename, line or 0, code.co_name, clip(text, _LINE_LIMIT))


def _is_machinery(frame: FrameType) -> bool:
    return frame.f_code.co_filename.startswith((_OURS, _HAMILTON, "<frozen "))


def _without_ours(error: BaseException) -> TracebackType | None:
    trace = error.__traceback__
    while trace and trace.tb_frame.f_code.co_filename.startswith(_OURS):
        trace = trace.tb_next
    return trace


def _middle_cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    half = limit // 2
    left_out = plural(len(text) - 2 * half, "character")
    return f"{text[:half]}\n... {left_out} left out ...\n{text[-half:]}"
