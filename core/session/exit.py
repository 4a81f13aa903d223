"""How a worker ended, as a value."""

from dataclasses import dataclass

from core.model.graph import NodeId
from core.worker.messages import (
    CheckEnded,
    Event,
    Hello,
    Load,
    Loaded,
    NodeEnded,
    NodesEnded,
    NodesFound,
    NodeStarted,
    Recalled,
    Request,
    RunEnded,
    RunStarted,
)


@dataclass(frozen=True, slots=True)
class Exit:
    """The end of a worker.

    `code` is the exit code, None when it never started; `signal` names what killed it. `node` is
    the node that was running; `moment` says for any end when it came ("while `bad` was running").
    `last_words` is what it last wrote to stderr. `cause` is set where we know better than the
    code tells. `was_asked` says that we ended it, `was_ready` that it had
    said hello: an interpreter that cannot run a worker never does.
    """

    code: int | None
    signal: str = ""
    node: NodeId | None = None
    moment: str = ""
    last_words: str = ""
    cause: str = ""
    was_asked: bool = False
    was_ready: bool = True

    @property
    def sentence(self) -> str:
        """What a person should read about it."""
        if self.cause:
            return self.cause
        how = "was stopped" if self.was_asked else self._how()
        when = f" {self.moment}" if self.moment else ""
        return f"The worker {how}{when}.{self._hint()}"

    def _how(self) -> str:
        return f"was killed by {self.signal}" if self.signal else f"ended with code {self.code}"

    def _hint(self) -> str:
        if self.was_asked:
            return ""
        if self.signal == "SIGKILL":
            return " Often that means that the memory ran out."
        if not self.was_ready and self.last_words:
            return f" It said: {self.last_words.splitlines()[-1].strip()}"
        return ""


_MOST_NODES = 1_000_000
"""So many nodes may be named in the answers to one request."""


class Doing:
    """What a worker is at, told from what passes to and fro."""

    def __init__(self) -> None:
        self.is_up = False
        self._named = 0
        self._node: NodeId | None = None
        self._is_loading = False

    def asked(self, request: Request) -> None:
        """Note what the worker was asked for."""
        self._is_loading = self._is_loading or isinstance(request, Load)
        self._named = 0

    def told(self, event: Event) -> None:
        """Note what the worker said.

        Raises:
            ValueError: it talks without end.
        """
        self._count(event)
        if isinstance(event, Hello):
            self.is_up = True
        elif isinstance(event, Loaded):
            self._is_loading = False
        elif isinstance(event, NodeStarted):
            self._node = NodeId(event.node)
        elif isinstance(event, NodeEnded | NodesEnded | RunEnded):
            self._node = None

    def _count(self, event: Event) -> None:
        if isinstance(event, NodesFound | NodesEnded | Recalled):
            self._named += len(event.nodes)
        elif isinstance(event, RunStarted):
            self._named += len(event.waiting) + len(event.reused) + len(event.given)
        elif isinstance(event, NodeEnded | NodeStarted | CheckEnded):
            self._named += 1
        if self._named > _MOST_NODES:
            raise ValueError(f"more than {_MOST_NODES:,} nodes")

    def at_the_end(self, sign: str) -> tuple[NodeId | None, str]:
        """Return the node that ran and what a sentence says of the moment, empty when it rested.

        `sign` is what the worker itself left behind: a node, or what it did in a few words. It is
        newer than what it had the time to say.
        """
        if not self.is_up:
            return None, "before it was ready"
        if " " in sign:
            return None, f"while {sign}"
        node = NodeId(sign) if sign else self._node
        if node is not None:
            return node, f"while `{node}` was running"
        return None, "while loading the modules" if self._is_loading else ""
