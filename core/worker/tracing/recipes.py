"""What the text of a function says its columns are made of.

Names only, as in Namaki et al., "Vamsa: automated provenance tracking in data science scripts",
arXiv 2001.01861: evidence beside the data, never alone.
"""

import ast
import textwrap
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_NAMING = frozenset({"assign", "agg", "aggregate", "with_columns", "select", "DataFrame"})
"""Methods whose keywords name columns."""
_NAMED = frozenset({"alias", "rename", "to_frame"})
"""Methods whose one text names the column that they are called on."""
_MOST_STEPS = 20

_Words = Mapping[str, frozenset[str]]


class Recipe(NamedTuple):
    """Words that stand where a function makes its `columns`, and where it returns.

    A word is the name of a parameter or a text, which may be the name of a column. `texts` are
    all that stand anywhere.
    """

    parameters: tuple[str, ...]
    columns: _Words
    returned: frozenset[str]
    texts: frozenset[str]

    def words(self, column: str, *, is_whole: bool) -> frozenset[str]:
        """Return what a column is made of; itself, where the text does not name it.

        `is_whole` says that the function returns that one column.
        """
        if is_whole and column not in self.columns:
            return self.returned
        found, pending = set[str](), [column]
        while pending:
            for word in self.columns.get(pending.pop(), frozenset()) - found:
                found.add(word)
                pending.append(word)
        return frozenset(found) or frozenset({column})


def recipe(text: str) -> Recipe | None:
    """Return what a function's text says; None when it cannot be read."""
    try:
        body = ast.parse(textwrap.dedent(text)).body
    except (SyntaxError, ValueError, RecursionError):
        return None
    function = body[0] if body else None
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    reader = _Reader(function)
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return Recipe(
        tuple(argument.arg for argument in every),
        {name: frozenset(words) for name, words in reader.columns.items()},
        frozenset(reader.returned),
        frozenset(reader.texts),
    )


class _Reader:
    """Collects words from the statements of one function."""

    def __init__(self, function: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.columns: dict[str, set[str]] = {}
        self.returned: set[str] = set()
        self.texts: set[str] = set()
        self._locals: dict[str, set[str]] = {}
        nodes = [node for part in function.body for node in ast.walk(part)]
        nodes.sort(key=lambda node: getattr(node, "lineno", 0))
        for node in nodes:
            self._read_binding(node)
        for node in nodes:
            self._read_columns(node)
            self.texts.update(_texts(node))
            if isinstance(node, ast.Return) and node.value:
                self.returned |= set(self._words(node.value))

    def _read_binding(self, node: ast.AST) -> None:
        match node:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    for name in ast.walk(target):
                        if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store):
                            self._locals.setdefault(name.id, set()).update(self._words(value))
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                self._locals.setdefault(name, set()).update(self._words(value))
            case ast.AugAssign(target=ast.Name(id=name), value=value):
                self._locals.setdefault(name, set()).update(self._words(value))
            case _:
                pass

    def _read_columns(self, node: ast.AST) -> None:
        match node:
            case (
                ast.Assign(targets=[ast.Subscript(slice=place)], value=value)
                | ast.AugAssign(target=ast.Subscript(slice=place), value=value)
            ):
                for name in _texts(place):
                    self._add(name, value)
            case ast.Dict(keys=keys, values=values):
                for key, value in zip(keys, values, strict=True):
                    if isinstance(key, ast.Constant) and isinstance(key.value, str):
                        self._read_entry(key.value, value)
            case ast.Call(func=called):
                self._read_call(node, called)
            case _:
                pass

    def _read_entry(self, key: str, value: ast.expr) -> None:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            # {"old": "new"} renames
            self.columns.setdefault(value.value, set()).add(key)
        else:
            self._add(key, value)

    def _read_call(self, node: ast.Call, called: ast.expr) -> None:
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if name in _NAMING:
            for keyword in node.keywords:
                if keyword.arg:
                    self._add(keyword.arg, keyword.value)
        if isinstance(called, ast.Attribute):
            texts = [t for argument in node.args[:1] for t in _texts(argument)]
            if name not in _NAMED or len(texts) != 1:
                texts = [t for k in node.keywords if k.arg == "name" for t in _texts(k.value)]
            for text in texts[:1]:
                self._add(text, called.value)

    def _add(self, column: str, value: ast.expr) -> None:
        self.columns.setdefault(column, set()).update(self._words(value))

    def _words(self, value: ast.expr) -> Iterator[str]:
        """Yield names of parameters and texts, with what the names of values stand for."""
        pending: list[ast.AST] = [value]
        while pending:
            node = pending.pop()
            match node:
                case ast.Subscript(slice=place) if texts := _texts(place):
                    yield from texts  # of all that is in the frame only these
                    if isinstance(node.value, ast.Name | ast.Call):
                        yield from self._root(node.value)
                case ast.Constant(value=str() as text):
                    yield text
                case ast.Name(id=name):
                    yield name
                    yield from tuple(self._locals.get(name, ()))
                case ast.Attribute(value=inner, attr=name):
                    yield name
                    pending.append(inner)
                case _:
                    pending.extend(ast.iter_child_nodes(node))

    def _root(self, value: ast.expr) -> Iterator[str]:
        """Yield the name of the frame that columns are taken of, where it is a parameter."""
        if isinstance(value, ast.Name) and value.id not in self._locals:
            yield value.id


def _texts(place: ast.AST) -> list[str]:
    """Return the texts of `"a"`, `["a", "b"]` or `("a", "b")`; none of anything else."""
    parts = place.elts if isinstance(place, ast.List | ast.Tuple) else [place]
    texts = [p.value for p in parts if isinstance(p, ast.Constant) and isinstance(p.value, str)]
    return texts if len(texts) == len(parts) else []
