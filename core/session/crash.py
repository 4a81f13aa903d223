"""Where a crash happened, from what Python's fault handler wrote before the process was gone."""

import re
from pathlib import Path

from core.model.run import Frame
from core.worker import codec

_FRAME = re.compile(r'^  File "(.+)", line (\d+) in (.+)$', re.MULTILINE)
_CURRENT = re.compile(r"^Current thread .*:$", re.MULTILINE)
_WORKER = str(Path(codec.__file__).parent)
_INSTALLED = ("site-packages", "dist-packages")
_LIBRARY = re.compile(r"[\\/]lib[\\/]python3\.\d+[\\/]")


def crash_frames(last_words: str) -> tuple[Frame, ...]:
    """Return the user's own frames of the thread that crashed, outermost first.

    The fault handler writes them the other way round, with those of libraries and of the worker.
    """
    threads = _CURRENT.split(last_words)
    if len(threads) == 1:
        return ()
    current = threads[-1].strip("\n").partition("\n\n")[0]
    frames = [
        Frame(Path(file), int(line), function)
        for file, line, function in _FRAME.findall(current)
        if _is_the_users(file)
    ]
    return tuple(reversed(frames))


def _is_the_users(file: str) -> bool:
    is_installed = any(name in Path(file).parts for name in _INSTALLED)
    is_standard = file.startswith("<") or _LIBRARY.search(file) is not None
    return not (is_installed or is_standard or file.startswith(_WORKER))
