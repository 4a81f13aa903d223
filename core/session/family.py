"""A worker and all processes that came from it, also those that wanted to get away."""

from collections.abc import Iterable

import psutil

from core.session import system

MARK = "LINEAGE_EXPLORER_RUN"
"""A variable in the environment of a worker, and so of all it starts: the name of its run."""

_Gone = (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess)


def end_family(pid: int) -> None:
    """Kill a process and its descendants, those with a session of their own included."""
    try:
        process = psutil.Process(pid)
        family = [*process.children(recursive=True), process]
    except psutil.NoSuchProcess:
        return
    _kill(family)


def end_orphans(run: str, session: int) -> None:
    """Kill what a worker that has ended left behind.

    Its descendants have lost it as their ancestor. They are known by the mark that they
    inherited, or by the session that it led.
    """
    _kill(process for process in psutil.process_iter() if _belongs(process, run, session))


def birth_of(pid: int) -> float | None:
    """Return when a process was made, in seconds since the epoch; None when there is none."""
    try:
        return psutil.Process(pid).create_time()
    except _Gone:
        return None


def _belongs(process: psutil.Process, run: str, session: int) -> bool:
    if system.is_in_session(process.pid, session):
        return True
    try:
        return process.environ().get(MARK) == run
    except (*_Gone, OSError):
        return False


def _kill(processes: Iterable[psutil.Process]) -> None:
    for process in processes:
        try:
            process.kill()
        except _Gone:
            continue
