"""Answers what is asked about values of good runs: keep them, put others beside them."""
# pyright: basic

from collections.abc import Mapping
from typing import Any

from .failures import message_of
from .goodvalues import GoodValues
from .kinds import type_name
from .messages import CompareRows, Event, Keep, Refused
from .plan import Wiring
from .rowwise import IncomparableError, compared
from .texts import one_line
from .userland import Userland
from .values import Held


def answer(
    request: Keep | CompareRows, held: Mapping[str, Held], wiring: Wiring, userland: Userland
) -> Event:
    """Return the answer to a request. Main thread."""
    if isinstance(request, Keep):
        return GoodValues(request.folder).keep(request, held, wiring, userland)
    try:
        values = [
            _value(request.node, folder, held, userland)
            for folder in (request.before, request.after)
        ]
        with userland.running(f"comparing `{request.node}`"):
            return compared(request, *values)
    except IncomparableError as error:
        return Refused(request.ticket, str(error))
    except KeyboardInterrupt:
        return Refused(request.ticket, "Stopped before the rows were compared.")
    except Exception as error:  # cells may be anything
        said = one_line(f"{type_name(error)}: {message_of(error)}", 200)
        return Refused(request.ticket, f"The rows cannot be compared ({said}).")


def _value(node: str, folder: str, held: Mapping[str, Held], userland: Userland) -> Any:
    """Return the value of a node that was kept in a folder, or that is held."""
    if folder:
        try:
            return GoodValues(folder).take(node, userland)
        except LookupError as error:
            text = f"The value of `{node}` was not kept, or cannot be read here any more."
            raise IncomparableError(text) from error
    mine = held.get(node)
    if mine is None or not mine.is_kept:
        raise IncomparableError(f"`{node}` has no value here. Run it, then compare.")
    return mine.shown
