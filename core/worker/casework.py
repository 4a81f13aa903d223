"""Answers what is asked about small cases: find the smallest, write a test of one."""
# pyright: basic

from collections.abc import Callable, Mapping
from typing import Any

from . import given
from .calling import Caller
from .drafting import UnwritableError, drafted
from .literals import WrongValue
from .messages import AssertRecord, Drafted, DraftTest, Event, FileRecord, Shrink, Shrinking
from .plan import Refusal, Wiring
from .shrinking import Case, Shrinker, UnshrinkableError
from .userland import Userland
from .values import Held


class Casework:
    """Works on one node at a time, and knows the smallest case that was found last."""

    def __init__(self) -> None:
        self._case: Case | None = None

    def answer(
        self,
        request: Shrink | DraftTest,
        wiring: Wiring,
        held: Mapping[str, Held],
        userland: Userland,
        make_caller: Callable[[Mapping[str, str]], Caller],
        tell: Callable[[Shrinking], None],
    ) -> tuple[Event, bytes]:
        """Return the answer and its body. Main thread.

        Raises:
            Refusal: it cannot be done; says why.
            Cancelled: it was asked to end before there was an answer.
        """
        shrinker = Shrinker(wiring, held, userland, make_caller, tell)
        try:
            if isinstance(request, DraftTest):
                return self._drafted(request, shrinker, wiring)
            answer, self._case = shrinker.shrunk(request)
        except (UnshrinkableError, UnwritableError, WrongValue) as error:
            raise Refusal(str(error)) from error
        return answer, b""

    def _drafted(
        self, request: DraftTest, shrinker: Shrinker, wiring: Wiring
    ) -> tuple[Event, bytes]:
        case = self._case
        if not request.is_shrunk:
            asked = Shrink(request.ticket, request.node, ancestor=request.ancestor)
            case = shrinker.sampled(asked, request.rows)
        elif case is None or case.node != request.node:
            raise UnshrinkableError(
                f"There is no smallest case of `{request.node}` yet. Look for it first."
            )

        def read(one: AssertRecord) -> Any:
            assert one.given is not None
            return given.read(one.given, wiring.nodes[request.node].type)

        draft = drafted(wiring, case, request.asserts, request.folder, request.stem, read)
        files = tuple(FileRecord(name, len(data)) for name, data in draft.files.items())
        return Drafted(request.ticket, draft.text, files), b"".join(draft.files.values())
