"""From the statements of a module to what its names stand for."""

import ast
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from core.reading.module import Binding, FunctionTree, Gone, Imported, Made, Module
from core.reading.parsing import Parsed

_MOST_NAMES = 5
_DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom


def scan(name: str, file: Path, parsed: Parsed) -> Module:
    """Return the module that the statements make."""
    scanner = _Scanner()
    with suppress(RecursionError):  # conditions nested hundreds deep: keep what came before
        scanner.take_all(parsed.statements)
    return Module(
        name,
        file,
        scanner.names,
        tuple(scanner.functions),
        tuple(scanner.stars),
        scanner.is_open,
        parsed.damages,
        frozenset(parsed.salvaged),
    )


class _Scanner:
    """Goes through statements in their order, as an interpreter would."""

    def __init__(self) -> None:
        self.names: dict[str, Binding] = {}
        self.functions: list[Binding] = []
        self.stars: list[Imported] = []
        self.is_open = False
        self._order = 0
        self._is_certain = True

    def take_all(self, statements: Iterable[ast.stmt]) -> None:
        for statement in statements:
            if isinstance(statement, FunctionTree):
                self.functions.append(self._bind(statement.name, statement))
            elif isinstance(statement, ast.Assign):
                for target in statement.targets:
                    self._assign(target, statement.value)
            else:
                self._take(statement)

    def _take(self, statement: ast.stmt) -> None:
        match statement:
            case ast.Import() | ast.ImportFrom():
                self._import(statement)
            case ast.ClassDef():
                self._bind(statement.name, statement)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                self._assign(target, value)
            case ast.AugAssign():
                self._augment(statement)
            case ast.Expr(value=ast.Call() as call):
                self._mutate(call)
            case ast.Delete():
                for target in statement.targets:
                    self._delete(target)
            case _:
                self._take_block(statement)

    def _take_block(self, statement: ast.stmt) -> None:
        match statement:
            case ast.If():
                self._if(statement)
            case ast.Try() | ast.TryStar():
                self._try(statement)
            case ast.With():
                for item in statement.items:
                    self._untold(item.optional_vars)
                self.take_all(statement.body)
            case ast.For():
                self._loop(statement, statement)
            case ast.While():
                self._loop(statement, Gone.UNTOLD)
            case ast.Match():
                self._perhaps(*(case.body for case in statement.cases))
            case _:
                pass

    # ----------------------------------------------------------------- names

    def _bind(self, name: str, made: Made, order: int | None = None) -> Binding:
        previous = self.names.get(name)
        order = self._order if order is None else order
        binding = Binding(name, made, order, self._is_certain, previous)
        self._order += 1
        self.names[name] = binding
        return binding

    def _import(self, statement: ast.Import | ast.ImportFrom) -> None:
        for alias in statement.names:
            if isinstance(statement, ast.Import):
                module = alias.name if alias.asname else alias.name.partition(".")[0]
                self._bind(alias.asname or module, Imported(module))
            elif alias.name == "*":
                self.stars.append(Imported(statement.module or "", statement.level))
            else:
                imported = Imported(statement.module or "", statement.level, alias.name)
                self._bind(alias.asname or alias.name, imported)

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        match target:
            case ast.Name():
                self._bind(target.id, value)
            case ast.Tuple(elts=targets) | ast.List(elts=targets):
                for i, inner in enumerate(targets):
                    self._assign(inner, _item(value, i, targets))
            case ast.Subscript(value=ast.Name(id=name), slice=key):
                whole = ast.Name(name, ast.Load())
                self._bind(name, ast.Dict([None, key], [whole, value]))
            case ast.Subscript(value=ast.Call(func=ast.Name(id="globals" | "vars" | "locals"))):
                self.is_open = True
            case _:
                self._untold(target)

    def _augment(self, statement: ast.AugAssign) -> None:
        if isinstance(statement.target, ast.Name):
            before = ast.Name(statement.target.id, ast.Load())
            self._bind(statement.target.id, ast.BinOp(before, statement.op, statement.value))
        else:
            self._untold(statement.target)

    def _mutate(self, call: ast.Call) -> None:
        """Take a call like `COLUMNS.append("age")` for the assignment that it amounts to."""
        self.is_open = self.is_open or _makes_names(call)
        if not isinstance(call.func, ast.Attribute) or not isinstance(call.func.value, ast.Name):
            return
        name = call.func.value.id
        binding = self.names.get(name)
        if binding is None or not isinstance(binding.made, ast.expr):
            return
        self._bind(name, _mutated(ast.Name(name, ast.Load()), call.func.attr, call))

    def _delete(self, target: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self._bind(target.id, Gone.DELETED)
        else:
            self._untold(target)

    def _untold(self, target: ast.AST | None) -> None:
        """Note that the names in a target change in a way that the text does not tell."""
        for node in ast.walk(target) if target else ():
            if isinstance(node, ast.Name):
                binding = self.names.get(node.id)
                if isinstance(node.ctx, ast.Store) or (binding and _is_value(binding.made)):
                    self._bind(node.id, Gone.UNTOLD)

    # ----------------------------------------------------------------- blocks

    def _if(self, statement: ast.If) -> None:
        decided = self._decided(statement.test)
        if decided is None and _is_for_types(statement.test):
            self.take_all(s for s in statement.body if isinstance(s, ast.Import | ast.ImportFrom))
            self.take_all(statement.orelse)
        elif decided is None:
            self._perhaps(statement.orelse, statement.body)
        else:
            self.take_all(statement.body if decided else statement.orelse)

    def _try(self, statement: ast.Try | ast.TryStar) -> None:
        """Take the body last of all: most often it is what happens."""
        if statement.handlers:
            handlers = [handler.body for handler in statement.handlers]
            self._perhaps(*handlers, [*statement.body, *statement.orelse])
        else:
            self.take_all([*statement.body, *statement.orelse])
        self.take_all(statement.finalbody)

    def _perhaps(self, *bodies: Sequence[ast.stmt]) -> None:
        was_certain, self._is_certain = self._is_certain, False
        for body in bodies:
            self.take_all(body)
        self._is_certain = was_certain

    def _loop(self, loop: ast.For | ast.While, made: Made) -> None:
        """Take definitions in a loop as they are, and all that it assigns as made by it."""
        order = self._order
        body = [*loop.body, *loop.orelse]
        self._perhaps([s for s in body if isinstance(s, _DEFINITIONS)])
        self.is_open = self.is_open or any(map(_changes_globals, ast.walk(loop)))
        for name in dict.fromkeys(_changed_by(loop)):
            if name not in self.names or self.names[name].order < order:
                self._bind(name, made, order)

    def _decided(self, test: ast.expr, depth: int = 0) -> bool | None:
        """Return what a condition comes to where the text alone tells it."""
        match test:
            case ast.Constant(value=value):
                return bool(value)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                inner = self._decided(operand, depth)
                return None if inner is None else not inner
            case ast.Name(id=name):
                binding = self.names.get(name)
                is_told = binding is not None and binding.is_certain and depth < _MOST_NAMES
                made = binding.made if binding and is_told else None
                return self._decided(made, depth + 1) if isinstance(made, ast.expr) else None
            case ast.Compare():
                return _compared(test)
            case _:
                return None


def _compared(test: ast.Compare) -> bool | None:
    """Return what `__name__ == "__main__"` or a question for Python's version comes to."""
    if isinstance(test.left, ast.Name) and test.left.id == "__name__":
        return isinstance(test.ops[0], ast.NotEq)
    if _is_version(test.left) and len(test.ops) == 1:
        return isinstance(test.ops[0], ast.Gt | ast.GtE)
    return None


def _changes_globals(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and (
        _makes_names(node) or getattr(node.func, "id", "") == "globals"
    )


def _makes_names(call: ast.Call) -> bool:
    """Whether a call at the top of a module is one of those that make names."""
    match call.func:
        case ast.Name(id="exec" | "setattr"):
            return True
        case ast.Attribute(value=ast.Call(func=ast.Name(id="globals" | "vars"))):
            return True
        case _:
            return False


def _changed_by(loop: ast.For | ast.While) -> Iterator[str]:
    for node in ast.walk(loop):
        match node:
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store()):
                yield name
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name)))):
                yield name
            case _:
                pass


def _item(value: ast.expr, position: int, targets: Sequence[ast.expr]) -> ast.expr:
    """Return the part of a value that is given to one of several targets."""
    if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(targets):
        return value.elts[position]
    return ast.Subscript(value, ast.Constant(position), ast.Load())


def _mutated(before: ast.Name, method: str, call: ast.Call) -> Made:
    match method, call.args:
        case "append", [item]:
            return ast.List([ast.Starred(before), item], ast.Load())
        case "add", [item]:
            return ast.Set([ast.Starred(before), item])
        case "extend", [items]:
            return ast.List([ast.Starred(before), ast.Starred(items)], ast.Load())
        case "update", [items] if not call.keywords:
            return ast.Dict([None, None], [before, items])
        case _:
            return Gone.UNTOLD


def _is_value(made: Made) -> bool:
    return isinstance(made, ast.expr)


def _is_for_types(test: ast.expr) -> bool:
    name = test.attr if isinstance(test, ast.Attribute) else getattr(test, "id", "")
    return name == "TYPE_CHECKING"


def _is_version(left: ast.expr) -> bool:
    return any(
        isinstance(node, ast.Attribute | ast.Name)
        and (node.attr if isinstance(node, ast.Attribute) else node.id) == "version_info"
        for node in ast.walk(left)
    )
