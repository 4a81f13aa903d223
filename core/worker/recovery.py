"""Go on with a module after a statement at its top has raised, where that can be told apart."""
# pyright: basic

import ast
import importlib.util
import sys
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from .absent import Absent, UnavailableError, absent
from .syntax import first_line, statements_of

Definition = ast.FunctionDef | ast.AsyncFunctionDef
Import = ast.Import | ast.ImportFrom
_Binding = ast.Assign | ast.AnnAssign | ast.ClassDef


@dataclass(frozen=True)
class BrokenDefinition:
    """A function at the top of a module whose `def` statement itself raised at `line`."""

    module: str
    file: str
    definition: Definition
    line: int
    error: Exception


@dataclass(frozen=True)
class FailedImport:
    """An `import` at the top of a module that raised; stand-ins have its names."""

    file: str
    line: int
    error: Exception


@dataclass
class Damage:
    """What was left out of the modules of a project.

    `reason` says why an import in a file failed, as the end of a sentence.
    """

    reason: Callable[[Exception, str], str]
    definitions: list[BrokenDefinition] = field(default_factory=list)
    imports: list[FailedImport] = field(default_factory=list)
    _absent: dict[str, Absent] = field(default_factory=dict)

    def absent(self, dotted: str, error: Exception, file: str) -> Absent:
        """Return the stand-in for a module or something in it, the same for the same name."""
        top, *attributes = dotted.split(".")
        if top not in self._absent:
            self._absent[top] = absent(top, self.reason(error, file))
        found = self._absent[top]
        for attribute in attributes:
            found = found.part(attribute)
        return found


class Recovery:
    """Runs what is left of a module behind statements that raise.

    Three kinds can be got over: a function whose decorators or header raise is left out; names
    that cannot be imported (with `past_imports`), and names made from those, get stand-ins.
    """

    def __init__(
        self, module: types.ModuleType, path: str, damage: Damage, past_imports: bool
    ) -> None:
        self._module = module
        self._names = vars(module)
        self._path = path
        self._damage = damage
        self._past_imports = past_imports

    def run(self, text: str, futures: int, error: Exception) -> None:
        """Go on behind the statement that raised `error`.

        `futures` are the compiler flags of the module's `from __future__` imports.

        Raises:
            Exception: what the user's code raised, where there is no getting over it.
        """
        statements = statements_of(text)
        while True:
            at = self._index_of(statements, error)
            if at is None or not self._gets_over(statements[at], error):
                raise error
            statements = statements[at + 1 :]
            caught = self._execute(statements, futures)
            if caught is None:
                return
            error = caught

    def _execute(self, statements: list[ast.stmt], futures: int = 0) -> Exception | None:
        tree = ast.Module(body=statements, type_ignores=[])
        code = compile(tree, self._path, "exec", futures, dont_inherit=True)
        try:
            exec(code, self._names)  # noqa: S102 - the rest of the user's module
        except Exception as error:
            return error
        return None

    def _index_of(self, statements: list[ast.stmt], error: Exception) -> int | None:
        line = self._line_of(error)
        for index, statement in enumerate(statements):
            if first_line(statement) <= line <= (statement.end_lineno or 0):
                return index
        return None

    def _line_of(self, error: Exception) -> int:
        """Return the line at the top of the module that was running when `error` was raised."""
        traceback = error.__traceback__
        while traceback:
            code = traceback.tb_frame.f_code
            if code.co_filename == self._path and code.co_name == "<module>":
                return traceback.tb_lineno
            traceback = traceback.tb_next
        return 0

    def _gets_over(self, statement: ast.stmt, error: Exception) -> bool:
        if isinstance(statement, Definition):
            line = self._line_of(error)
            name = self._module.__name__
            broken = BrokenDefinition(name, self._path, statement, line, error)
            self._damage.definitions.append(broken)
            if isinstance(error, UnavailableError):
                self._names[statement.name] = self._absent(statement.name, error)
            return True
        if self._past_imports and (imports := _imports_in(statement)):
            return all(self._import(one, error) for one in imports)
        if isinstance(error, UnavailableError) and isinstance(statement, _Binding):
            for name in _bound_by(statement):
                self._names[name] = self._absent(name, error)
            return True
        return False

    def _import(self, statement: Import, error: Exception) -> bool:
        """Do an import that has raised `error`, or one behind it, as far as it can be done."""
        line = self._line_of(error)
        if (statement.end_lineno or 0) < line:
            return True
        caught = error if statement.lineno <= line else self._execute([statement])
        if caught is None:
            return True
        if any(alias.name == "*" for alias in statement.names):
            return False
        self._damage.imports.append(FailedImport(self._path, statement.lineno, caught))
        for alias in statement.names:
            self._bind(statement, alias, caught)
        return True

    def _bind(self, statement: Import, alias: ast.alias, error: Exception) -> None:
        """Give a name what it would have been given, or a stand-in."""
        if isinstance(statement, ast.ImportFrom):
            source = self._absolute(statement)
            module = sys.modules.get(source)
            missing = self._absent(f"{source}.{alias.name}", error)
            self._names[alias.asname or alias.name] = getattr(module, alias.name, missing)
        elif alias.asname:
            missing = self._absent(alias.name, error)
            self._names[alias.asname] = sys.modules.get(alias.name, missing)
        else:
            top = alias.name.partition(".")[0]
            self._names[top] = sys.modules.get(top, self._absent(top, error))

    def _absent(self, dotted: str, error: Exception) -> Absent:
        return self._damage.absent(dotted, error, self._path)

    def _absolute(self, statement: ast.ImportFrom) -> str:
        package, name = self._names.get("__package__"), statement.module or "."
        if not statement.level or not package:
            return name
        return importlib.util.resolve_name(
            "." * statement.level + (statement.module or ""), package
        )


def _imports_in(statement: ast.stmt) -> list[Import]:
    """Return an import, or those that a `with` block consists of."""
    if isinstance(statement, Import):
        return [statement]
    block = statement.body if isinstance(statement, ast.With) else []
    body = [inner for inner in block if not isinstance(inner, ast.Pass)]
    imports = [inner for inner in body if isinstance(inner, Import)]
    return imports if len(imports) == len(body) else []


def _bound_by(statement: _Binding) -> Iterator[str]:
    if isinstance(statement, ast.ClassDef):
        yield statement.name
        return
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    for target in targets:
        yield from (node.id for node in ast.walk(target) if isinstance(node, ast.Name))
