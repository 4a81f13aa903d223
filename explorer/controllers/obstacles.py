"""What a person should be told at once of what was read or loaded, as banners. Pure."""

from collections.abc import Iterable

from core.model.problem import Problem, ProblemKind
from core.reading import Reading
from explorer.controllers.offers import CHOOSE_INTERPRETER, OPEN, RESTART
from explorer.state import Banner


def unread(problems: Iterable[Problem]) -> Banner | None:
    """Return why a file has no graph, where that is so."""
    for problem in problems:
        if problem.kind is ProblemKind.TARGET:
            return Banner("error", problem.message, (OPEN,))
    return None


def outdated(reading: Reading) -> Banner | None:
    """Return what keeps the text of the project from being shown as it is now."""
    return Banner("warning", reading.outdated[0].message) if reading.outdated else None


def obstacle(problems: Iterable[Problem], *, is_again: bool = False) -> Banner | None:
    """Return what keeps most of the dataflow from running, when something does.

    `is_again` says that the worker has loaded it before: some modules cannot be imported twice
    in one process.
    """
    known = {problem.kind: problem for problem in reversed(tuple(problems))}
    if problem := known.get(ProblemKind.ENVIRONMENT):
        return Banner("error", problem.message, (CHOOSE_INTERPRETER,))
    if problem := known.get(ProblemKind.SYNTAX):
        return Banner("error", problem.message)
    if problem := known.get(ProblemKind.IMPORT):
        return Banner("error", problem.message, (RESTART,) if is_again else ())
    return None
