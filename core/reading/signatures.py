"""What the header of a function says of the node it makes."""

import ast
import json
from collections.abc import Iterator
from dataclasses import replace
from inspect import cleandoc
from pathlib import Path

from core.model.graph import NodeId
from core.model.problem import Problem, ProblemKind
from core.reading.annotations import Annotations
from core.reading.draft import Draft, Role, Wire
from core.reading.evaluation import Evaluator
from core.reading.module import FunctionTree
from core.reading.typetext import Type
from core.reading.values import Function, Member, Unclear, Value, is_plain

_LONGEST_DEFAULT = 2000
_LONGEST_DOC = 8000


class Signatures:
    """Reads headers of functions, each once."""

    def __init__(self, evaluator: Evaluator, annotations: Annotations) -> None:
        self._evaluator = evaluator
        self._annotations = annotations
        self._drafts: dict[FunctionTree, Draft] = {}
        self._untyped: dict[FunctionTree, list[str]] = {}

    def draft(self, function: Function, name: str) -> Draft:
        """Return the node of a function as if it had no decorators."""
        tree = function.tree
        if tree not in self._drafts:
            self._drafts[tree] = self._read(function)
        draft = self._drafts[tree]
        return draft if draft.name == name else replace(draft, name=name)

    def problem(self, function: Function, name: str) -> Problem | None:
        """Return that annotations are missing in a header that was read, if they are."""
        tree = function.tree
        missing = self._untyped.get(tree)
        if not missing:
            return None
        listed = " and ".join(filter(None, (", ".join(missing[:-1]), missing[-1])))
        file, line = function.module.file, first_line(tree)
        message = (
            f"{where(file, line)}: `{tree.name}` has no type for {listed}. Annotate it, or begin "
            "the function's name with `_` when it is no node."
        )
        return Problem(
            ProblemKind.ANNOTATION, message, file, line, NodeId(node_name(name)), tree.name
        )

    def _read(self, function: Function) -> Draft:
        tree, module = function.tree, function.module
        kind = self._annotations.type_of(tree.returns, module)
        inputs: dict[str, Wire] = {}
        untyped: list[str] = []
        role = Role.EXPAND if _is(kind, "Parallelizable") else Role.STANDARD
        if _is(kind, "Collect"):
            role = Role.COLLECT
        for parameter, default in parameters_of(tree):
            wanted = self._annotations.type_of(parameter.annotation, module)
            if parameter.annotation is None:
                untyped.append(f"`{parameter.arg}`")
            elif _is(wanted, "Collect"):
                role = Role.COLLECT
            said = None if default is None else self._default(default, function)
            inputs[parameter.arg] = Wire(wanted, default is not None, said)
        if tree.returns is None:
            untyped.append("what it returns")
        if untyped:
            self._untyped[tree] = untyped
        tags = {"module": module.name}
        return Draft(tree.name, kind, inputs, _doc(tree), tags, function, role)

    def _default(self, tree: ast.expr, function: Function) -> str:
        if isinstance(tree, ast.Constant):
            return default_text(tree.value)
        try:
            value = self._evaluator.value(tree, function.module, function.order)
        except Unclear:
            return ast.unparse(tree)[:_LONGEST_DEFAULT]
        is_told = is_plain(value) or isinstance(value, Member)
        return default_text(value) if is_told else ast.unparse(tree)[:_LONGEST_DEFAULT]


def parameters_of(tree: FunctionTree) -> Iterator[tuple[ast.arg, ast.expr | None]]:
    """Yield the parameters of a function with their defaults, in the order of the signature."""
    spec = tree.args
    positional = [*spec.posonlyargs, *spec.args]
    without = len(positional) - len(spec.defaults)
    for at, parameter in enumerate(positional):
        yield parameter, spec.defaults[at - without] if at >= without else None
    if spec.vararg:
        yield spec.vararg, None
    yield from zip(spec.kwonlyargs, spec.kw_defaults, strict=True)
    if spec.kwarg:
        yield spec.kwarg, None


def default_text(value: Value) -> str:
    """Return a default value the way a person would type it."""
    if isinstance(value, Member):
        value = value.value
    if isinstance(value, bool | dict | list | tuple):
        try:
            return json.dumps(value)[:_LONGEST_DEFAULT]
        except (TypeError, ValueError):
            pass
    return str(value)[:_LONGEST_DEFAULT]  # pyright: ignore[reportUnknownArgumentType]


def first_line(tree: FunctionTree) -> int:
    """Return the line at which a function begins, its decorators included."""
    return tree.decorator_list[0].lineno if tree.decorator_list else tree.lineno


def node_name(function: str) -> str:
    """Return the name of the node that a function of this name most likely makes."""
    return function.rpartition("__")[0] or function


def where(file: Path, line: int) -> str:
    """Return a place as people write it."""
    return f"{file.name}, line {line}" if line else file.name


def _is(kind: Type, origin: str) -> bool:
    return kind.origin == origin and bool(kind.arguments)


def _doc(tree: FunctionTree) -> str:
    first = tree.body[0] if tree.body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        said = first.value.value
        if isinstance(said, str):
            return cleandoc(said)[:_LONGEST_DOC]
    return ""
