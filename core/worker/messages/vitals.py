"""The worker itself: whether it is there, and what it notices."""

from dataclasses import dataclass, field

from .graphs import ProblemRecord


@dataclass(frozen=True)
class Ping:
    """Ask for a `Pong`; answered on a thread of its own, also mid-run."""

    ticket: int


@dataclass(frozen=True)
class Stacks:
    """Ask where every thread is; answered on a thread of its own. Answer: `StacksTaken`."""

    ticket: int


@dataclass(frozen=True)
class Hello:
    """First event of a worker, before any user code. `packages` maps names to versions.

    `hamilton` is empty when it is not installed. `problems` say what is missing, each with the
    command that mends it.
    """

    protocol: int
    pid: int
    python: str
    executable: str
    hamilton: str = ""
    packages: dict[str, str] = field(default_factory=dict[str, str])
    problems: tuple[ProblemRecord, ...] = ()


@dataclass(frozen=True)
class Pong:
    """Answer to `Ping`."""

    ticket: int


@dataclass(frozen=True)
class StacksTaken:
    """Answer to `Stacks`: the last lines of each thread's stack, by thread name."""

    ticket: int
    stacks: dict[str, str]


@dataclass(frozen=True)
class Beat:
    """A sign of life, twice a second. `memory` is the resident size in bytes, 0 when unknown."""

    node: str | None
    seconds: float
    memory: int


@dataclass(frozen=True)
class Noticed:
    """Something a person should know that is no failure: output capped, input asked for."""

    node: str | None
    message: str
