"""Import the user's modules: under which name, from which text, and past which broken functions."""
# pyright: basic

import __future__

import ast
import importlib
import importlib.abc
import importlib.util
import linecache
import os
import re
import sys
import types
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from importlib.machinery import ModuleSpec as ImportSpec
from importlib.machinery import PathFinder, SourceFileLoader
from pathlib import Path

from .messages import ModuleSpec
from .project import ProjectFiles
from .syntax import first_line

Definition = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class BrokenDefinition:
    """A function at the top of a module whose `def` statement itself raised at `line`."""

    module: str
    file: str
    definition: Definition
    line: int
    error: Exception


class Importer(importlib.abc.MetaPathFinder):
    """Imports the modules of a project, afresh each time `begin` was called.

    It also stands in `sys.meta_path`, so that modules that import each other are loaded from the
    text on disk as well, never from an outdated .pyc. Made before any module of the user's is
    imported: what is there by then is never imported again.
    """

    def __init__(self) -> None:
        self.files = ProjectFiles(())
        self.broken: list[BrokenDefinition] = []
        self._original_modules = frozenset(sys.modules)
        self._original_path = tuple(sys.path)
        self._asked_names: dict[str, str] = {}
        sys.meta_path.insert(sys.meta_path.index(PathFinder), self)

    def begin(self, files: ProjectFiles, import_paths: Iterable[str]) -> None:
        """Forget every module of the project, old and new, and look in `import_paths` first."""
        for name in self.project_modules() | self._project_modules(files):
            del sys.modules[name]
        self.files = files
        self.broken.clear()
        self._asked_names.clear()
        first = list(import_paths)
        sys.path[:] = first + [entry for entry in self._original_path if entry not in first]
        importlib.invalidate_caches()
        for file in [file for file in linecache.cache if files.holds(file)]:
            del linecache.cache[file]

    def import_module(self, wanted: ModuleSpec) -> types.ModuleType:
        """Import one module, running the user's code; whatever that raises comes out.

        It gets its real name when that leads to its file, so that relative imports and pickles
        work. Where something else has the name (the standard library, a file of the same name in
        another folder), it gets a private one.
        """
        if wanted.file is None or _leads_to(wanted.name, wanted.file):
            return importlib.import_module(wanted.name)
        top = _top_folder(wanted.name, wanted.file)
        if top is None or "." not in wanted.name:
            return self._import_file(wanted.name, wanted.file)
        return self._import_from_package(wanted.name, top)

    def asked_name(self, module: str) -> str:
        """Return the name by which the explorer knows a loaded module."""
        top, dot, rest = module.partition(".")
        return self._asked_names.get(top, top) + dot + rest

    def project_modules(self) -> frozenset[str]:
        """Return the names of all loaded modules that are the project's own."""
        return self._project_modules(self.files)

    def find_spec(
        self, fullname: str, path: object = None, target: object = None
    ) -> ImportSpec | None:
        """Take modules of the project, leave all others to the finders behind."""
        spec = PathFinder.find_spec(fullname, path, target)  # type: ignore[arg-type]
        if (
            spec is None
            or type(spec.loader) is not SourceFileLoader
            or not self.files.holds(str(spec.origin))
        ):
            return None
        spec.loader = _ProjectLoader(fullname, str(spec.origin), self.broken)
        return spec

    def _project_modules(self, files: ProjectFiles) -> frozenset[str]:
        return frozenset(
            name
            for name, module in list(sys.modules.items())
            if name not in self._original_modules and _is_written_in(module, files)
        )

    def _import_file(self, name: str, file: str) -> types.ModuleType:
        private = self._private_name(name, file)
        if private in sys.modules:
            return sys.modules[private]
        loader = _ProjectLoader(private, file, self.broken)
        spec = importlib.util.spec_from_file_location(private, file, loader=loader)
        return _executed(spec)

    def _import_from_package(self, name: str, top: str) -> types.ModuleType:
        """Load the package at the folder `top` under a private name, and the module from it."""
        private = self._private_name(name.partition(".")[0], top)
        if private not in sys.modules:
            init = os.path.join(top, "__init__.py")
            if os.path.isfile(init):
                loader = _ProjectLoader(private, init, self.broken)
                _executed(
                    importlib.util.spec_from_file_location(
                        private, init, loader=loader, submodule_search_locations=[top]
                    )
                )
            else:
                sys.modules[private] = package = types.ModuleType(private)
                package.__path__ = [top]
        return importlib.import_module(private + "." + name.partition(".")[2])

    def _private_name(self, name: str, path: str) -> str:
        digest = sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:8]
        private = re.sub(r"\W", "_", name) + "_" + digest
        self._asked_names[private] = name
        return private


class _ProjectLoader(SourceFileLoader):
    """Loads a module from its text, and goes on behind functions that cannot be defined."""

    def __init__(self, fullname: str, path: str, broken: list[BrokenDefinition]) -> None:
        super().__init__(fullname, path)
        self._broken = broken
        self._text = ""
        self._futures = 0

    def get_code(self, fullname: str) -> types.CodeType:
        """Compile the file, and remember its text for tracebacks as long as it is loaded."""
        data = self.get_data(self.path)
        code = self.source_to_code(data, self.path)
        self._text = importlib.util.decode_source(data)
        self._futures = code.co_flags & __future__.annotations.compiler_flag
        lines = self._text.splitlines(keepends=True)
        linecache.cache[self.path] = (len(data), None, lines, self.path)
        return code

    def exec_module(self, module: types.ModuleType) -> None:
        """Run the module; a function at its top whose decorator or header raises is left out."""
        try:
            super().exec_module(module)
        except Exception as error:
            self._go_on(module, error)

    def _go_on(self, module: types.ModuleType, error: Exception) -> None:
        statements = ast.parse(self._text).body
        while True:
            line = _line_of(error, self.path)
            at = _definition_at(statements, line)
            if at is None:
                raise error
            broken = BrokenDefinition(module.__name__, self.path, statements[at], line, error)  # type: ignore[arg-type]
            self._broken.append(broken)
            statements = statements[at + 1 :]
            rest = ast.Module(body=statements, type_ignores=[])
            code = compile(rest, self.path, "exec", self._futures, dont_inherit=True)
            try:
                exec(code, vars(module))  # noqa: S102 - the rest of the module
            except Exception as another:
                error = another
            else:
                return


def text_of(file: Path) -> str | None:
    """Return the text that a module was loaded from, else what its file has; None if nothing."""
    loaded = linecache.cache.get(str(file))
    if loaded and len(loaded) == 4:
        return "".join(loaded[2])
    try:
        return importlib.util.decode_source(file.read_bytes())
    except (OSError, SyntaxError, UnicodeDecodeError):
        return None


def _definition_at(statements: list[ast.stmt], line: int) -> int | None:
    for index, statement in enumerate(statements):
        if isinstance(statement, Definition) and (
            first_line(statement) <= line <= (statement.end_lineno or 0)
        ):
            return index
    return None


def _line_of(error: BaseException, file: str) -> int:
    """Return the line at the top of `file` that was running when `error` was raised."""
    traceback = error.__traceback__
    while traceback:
        code = traceback.tb_frame.f_code
        if code.co_filename == file and code.co_name == "<module>":
            return traceback.tb_lineno
        traceback = traceback.tb_next
    return 0


def _executed(spec: ImportSpec | None) -> types.ModuleType:
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(spec.name, None)
        raise
    return sys.modules[spec.name]


def _is_written_in(module: object, files: ProjectFiles) -> bool:
    if not isinstance(module, types.ModuleType):
        return False
    file = vars(module).get("__file__")
    if isinstance(file, str):
        return file.endswith(".py") and files.holds(file)
    folders = vars(module).get("__path__") or ()
    return any(isinstance(folder, str) and files.holds(folder) for folder in folders)


def _leads_to(name: str, file: str) -> bool:
    """Whether importing `name` would load `file`. Imports nothing."""
    top, _, rest = name.partition(".")
    place = _top_folder(name, file) if rest or file.endswith("__init__.py") else file
    if place is None or top in sys.stdlib_module_names:
        return False
    return any(os.path.realpath(found) == os.path.realpath(place) for found in _places(top))


def _places(top: str) -> list[str]:
    """Return the folders of a top-level package, or the file of a top-level module."""
    module = sys.modules.get(top)
    if module is not None:
        return list(getattr(module, "__path__", None) or [getattr(module, "__file__", None) or ""])
    spec = importlib.util.find_spec(top)
    if spec is None:
        return []
    return list(spec.submodule_search_locations or [spec.origin or ""])


def _top_folder(name: str, file: str) -> str | None:
    """Return the folder of the top package of module `name`; None when `file` lies elsewhere."""
    path = Path(file)
    path = path.parent if path.name == "__init__.py" else path.with_suffix("")
    parts = name.split(".")
    if list(path.parts[-len(parts) :]) != parts:
        return None
    return str(path.parents[len(parts) - 2]) if len(parts) > 1 else str(path)
