"""Why a function could not become a node, or a node not a part of the graph, in a sentence."""
# pyright: basic

import inspect
import os
import re
from collections.abc import Sequence
from types import FunctionType
from typing import Any

from hamilton import node

from .complaints import detail, said, where_text
from .messages import ProblemRecord
from .sources import unwrapped
from .typenames import type_text

_MISSING_CONFIG = re.compile(
    r"(?:configurations are required by .+?: |Config items: )([\[{].+?[\]}])"
)


def written_name(function: FunctionType) -> str:
    """Return the name in the function's `def`; Hamilton changes `__name__` for some."""
    return function.__qualname__.rpartition(".")[2]


def node_name(function: str) -> str:
    """Return the name of the node that a function of this name most likely makes."""
    return function.rpartition("__")[0] or function


def parameters_of(function: FunctionType) -> dict[str, bool]:
    """Return a function's parameters, and whether each is optional."""
    found = inspect.signature(function).parameters.values()
    return {p.name: p.default is not inspect.Parameter.empty for p in found}


def place_of(function: FunctionType) -> tuple[str | None, int]:
    """Return the file and the first line of a function as it is written.

    (None, 0) for one that was made from a text.
    """
    code = unwrapped(function).__code__
    is_file = os.path.isabs(code.co_filename)
    return (code.co_filename, code.co_firstlineno) if is_file else (None, 0)


def _where(function: FunctionType | None) -> tuple[str, str | None, int]:
    """Return a function's place as the beginning of a sentence, its file and its line."""
    file, line = place_of(function) if function else (None, 0)
    return f"{where_text(file, line)}: " if file else "", file, line


def of_function(error: Exception, function: FunctionType, name: str) -> ProblemRecord:
    """Return why Hamilton could make no nodes of a function; `name` is the node that stands in."""
    where, file, line = _where(function)
    kind, reason = _reason(error, function)
    message = f"{where}`{written_name(function)}` {reason}"
    return ProblemRecord(
        kind, message, file, line, name, written_name(function), detail=detail(error)
    )


def of_duplicate(name: str, first: FunctionType, second: FunctionType) -> ProblemRecord:
    """Return that two functions make a node of one name."""
    where, file, line = _where(second)
    other_file, other_line = place_of(first)
    other = f" in {where_text(other_file, other_line)}" if other_file else ""
    message = (
        f"{where}`{written_name(second)}` makes a node `{name}`, but "
        f"`{written_name(first)}`{other} makes one too. Rename one of them; the first is shown."
    )
    return ProblemRecord("duplicate", message, file, line, name, written_name(second))


def of_edge(error: Exception, reader: node.Node, source: node.Node, wanted: Any) -> ProblemRecord:
    """Return that a node reads another one as a type that it does not have."""
    function = (reader.originating_functions or (None,))[0]
    where, file, line = _where(function)
    has = "others read it as" if source.user_defined else f"`{source.name}` is"
    message = (
        f"{where}`{reader.name}` reads `{source.name}` as {type_text(wanted)}, but {has} "
        f"{type_text(source.type)}. Make the two types agree."
    )
    name = written_name(function) if function else ""
    return ProblemRecord(
        "type-mismatch", message, file, line, reader.name, name, detail=detail(error)
    )


def of_absence(made: node.Node, maker: FunctionType, reason: str) -> ProblemRecord:
    """Return that a node cannot run without something that could not be imported."""
    where, file, line = _where(maker)
    message = f"{where}`{made.name}` cannot run: {reason}"
    return ProblemRecord("import", message, file, line, made.name, written_name(maker))


def of_cycle(cycle: Sequence[node.Node]) -> ProblemRecord:
    """Return that nodes need each other; `cycle` has each node before the one that reads it."""
    function = (cycle[0].originating_functions or (None,))[0]
    where, file, line = _where(function)
    if len(cycle) == 1:
        problem = f"`{cycle[0].name}` reads itself, so it can never be computed"
    else:
        path = " → ".join(f"`{made.name}`" for made in (*cycle, cycle[0]))
        problem = f"{path} is a cycle, so none of these nodes can be computed"
    message = f"{where}{problem}. Remove or rename one of the parameters."
    name = written_name(function) if function else ""
    return ProblemRecord("cycle", message, file, line, cycle[0].name, name)


def _reason(error: Exception, function: FunctionType) -> tuple[str, str]:
    """Return the kind of problem, and what to say of the function."""
    if isinstance(error, NameError):
        unknown = re.search(r"name '(.+?)' is not defined", str(error))
        if unknown:
            return "annotation", (
                f"uses the type `{unknown[1]}`, which its module does not have. Import or define "
                "it there; imports below `if TYPE_CHECKING:` do not count."
            )
    if "type hint" in str(error) and (missing := _without_type(function)):
        return "annotation", (
            f"has no type for {missing}. Annotate it, or begin the function's name with `_` "
            "when it is no node."
        )
    if missing := _MISSING_CONFIG.search(str(error)):
        keys = ", ".join(f"`{key}`" for key in re.findall(r"'([^']+)'", missing[1]))
        return "decorator", f"needs the configuration {keys}. Give it with --config."
    return "decorator", f"cannot be made a node: {said(error.__cause__ or error)}."


def _without_type(function: FunctionType) -> str:
    signature = inspect.signature(function)
    empty = inspect.Parameter.empty
    missing = [f"`{p.name}`" for p in signature.parameters.values() if p.annotation is empty]
    if signature.return_annotation is inspect.Signature.empty:
        missing.append("what it returns")
    return " and ".join(filter(None, (", ".join(missing[:-1]), *missing[-1:])))
