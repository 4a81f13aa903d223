"""All that differs from one operating system to another."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

_WINDOWS_CRASHES = {
    0xC0000005: "an access violation",
    0xC00000FD: "a stack overflow",
    0xC0000409: "an abort",
    0xC000013A: "Ctrl+C",
}


def python_of(environment: Path) -> Path:
    """Return where the interpreter of a virtual or conda environment lies."""
    if sys.platform != "win32":
        return environment / "bin" / "python"
    scripts = environment / "Scripts" / "python.exe"
    return scripts if scripts.exists() else environment / "python.exe"


def start(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], errors: IO[bytes]
) -> "subprocess.Popen[bytes]":
    """Start a process in a session of its own, so that the terminal's Ctrl+C does not reach it.

    stdin and stdout are pipes; stderr goes to the file `errors`.

    Raises:
        OSError: there is no such program, or no such folder.
    """
    if sys.platform != "win32":
        flags, is_leader = 0, True
    else:
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        is_leader = False
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        cwd=folder,
        env=environment,
        creationflags=flags,
        start_new_session=is_leader,
    )


def interrupt(process: "subprocess.Popen[bytes]") -> None:
    """Raise KeyboardInterrupt in a Python process, as far as it listens.

    Windows has no SIGINT for a process group of its own; Ctrl+Break reaches it.
    """
    process.send_signal(signal.CTRL_BREAK_EVENT if sys.platform == "win32" else signal.SIGINT)


def is_in_session(pid: int, session: int) -> bool:
    """Whether a process belongs to the session that process `session` led. Windows has none."""
    if sys.platform == "win32":
        return False
    try:
        return os.getsid(pid) == session
    except OSError:
        return False


def is_ours(folder: Path) -> bool:
    """Whether the user who runs this owns a folder (no link to one)."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    return sys.platform == "win32" or folder.stat().st_uid == os.getuid()


def crash_name(code: int) -> str:
    """Return what killed a process that ended with `code`; empty when it ended by itself."""
    if sys.platform == "win32":
        return _WINDOWS_CRASHES.get(code & 0xFFFFFFFF, "")
    if code >= 0:
        return ""
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def worker_environment(ours: Mapping[str, str], interpreter: Path) -> dict[str, str]:
    """Return the environment for a worker: `ours` without what was meant for our own process."""
    kept = {name: value for name, value in ours.items() if not _is_our_own(name)}
    libraries = _library_path(ours)
    if libraries:
        kept["LD_LIBRARY_PATH"] = libraries
    if sys.platform == "win32":
        conda = interpreter.parent / "Library" / "bin"
        kept["PATH"] = os.pathsep.join((str(interpreter.parent), str(conda), kept.get("PATH", "")))
    return kept | {
        "MPLBACKEND": "Agg",
        "QT_QPA_PLATFORM": "offscreen",
        "HAMILTON_TELEMETRY_ENABLED": "false",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONIOENCODING": "utf-8",
    }


_OUR_OWN = {
    "PYTHONPATH",
    "PYTHONHOME",
    "PYTHONSTARTUP",
    "PYTHONINSPECT",
    "PYTHONWARNINGS",
    "PYTHONEXECUTABLE",
    "__PYVENV_LAUNCHER__",
    "LD_LIBRARY_PATH",
    "LD_LIBRARY_PATH_ORIG",
    # there is no screen for user code: its windows would hang the run
    "DISPLAY",
    "WAYLAND_DISPLAY",
}


def _is_our_own(name: str) -> bool:
    return name in _OUR_OWN or name.startswith("QT_")


def _library_path(ours: Mapping[str, str]) -> str:
    """Return LD_LIBRARY_PATH as it was before a bundle of ours put its own folders into it."""
    if "LD_LIBRARY_PATH_ORIG" in ours:
        return ours["LD_LIBRARY_PATH_ORIG"]
    bundles = [Path(folder) for folder in (sys.prefix, ours.get("APPDIR", "")) if folder]
    entries = ours.get("LD_LIBRARY_PATH", "").split(os.pathsep)
    foreign = [e for e in entries if not any(Path(e).is_relative_to(b) for b in bundles)]
    return os.pathsep.join(foreign)
