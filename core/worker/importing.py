"""Import the user's modules: under which name, from which text, and as far as they go."""
# pyright: basic

import __future__

import importlib
import importlib.abc
import importlib.util
import linecache
import os
import re
import sys
import types
from collections.abc import Iterable, Sequence
from hashlib import sha256
from importlib.machinery import ModuleSpec as ImportSpec
from importlib.machinery import PathFinder, SourceFileLoader
from pathlib import Path

from . import complaints
from .messages import ModuleSpec
from .project import ProjectFiles
from .recovery import Damage, Recovery


class Importer(importlib.abc.MetaPathFinder):
    """Imports the modules of a project, afresh each time `begin` was called.

    It also stands in `sys.meta_path`, so that modules that import each other are loaded from the
    text on disk as well, never from an outdated .pyc. Made before any module of the user's is
    imported: what is there by then is never imported again. `damage` is what had to be left out.
    """

    def __init__(self) -> None:
        self.damage = Damage(self._reason)
        self._files = ProjectFiles(())
        self._original_modules = frozenset(sys.modules)
        self._original_path = tuple(sys.path)
        self._asked: frozenset[str] = frozenset()
        self._loaded: dict[str, str] = {}
        self._shown_names: dict[str, str] = {}
        sys.meta_path.insert(sys.meta_path.index(PathFinder), self)

    def begin(self, files: ProjectFiles, import_paths: Iterable[str], asked: Iterable[str]) -> None:
        """Forget every module of the project, old and new, and look in `import_paths` first.

        `asked` names the modules that make the dataflow: they are imported as far as they go.
        """
        for name in {*self._names_of(self._files), *self._names_of(files), *self._loaded}:
            sys.modules.pop(name, None)
        for file in [file for file in linecache.cache if self.is_own(file) or files.holds(file)]:
            del linecache.cache[file]
        self.damage = Damage(self._reason)
        self._files = files
        self._asked = frozenset(asked)
        self._loaded.clear()
        self._shown_names.clear()
        first = list(import_paths)
        sys.path[:] = first + [entry for entry in self._original_path if entry not in first]
        importlib.invalidate_caches()

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

    def is_own(self, file: str) -> bool:
        """Whether a file is the user's, or was asked for."""
        return self._files.holds(file) or file in self._loaded.values()

    def shown_name(self, module: str) -> str:
        """Return the name by which the explorer knows a loaded module."""
        top, dot, rest = module.partition(".")
        return self._shown_names.get(top, top) + dot + rest

    def project_modules(self) -> frozenset[str]:
        """Return the names of all loaded modules that the next `begin` will forget."""
        return frozenset({*self._names_of(self._files), *self._loaded})

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,
        target: types.ModuleType | None = None,
    ) -> ImportSpec | None:
        """Take modules of the project, and leave all others to the finders behind."""
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is None or not spec.origin or type(spec.loader) is not SourceFileLoader:
            return None
        if fullname not in self._asked and not self._files.holds(spec.origin):
            return None
        spec.loader = self._loader(fullname, spec.origin)
        return spec

    def _reason(self, error: Exception, file: str) -> str:
        return complaints.reason(error, file, self.is_own)

    def _loader(self, name: str, file: str) -> "_ProjectLoader":
        is_asked = name in self._asked or self.shown_name(name) in self._asked
        self._loaded[name] = file
        return _ProjectLoader(name, file, self.damage, is_asked)

    def _names_of(self, files: ProjectFiles) -> set[str]:
        new = [(n, m) for n, m in list(sys.modules.items()) if n not in self._original_modules]
        return {name for name, module in new if _is_written_in(module, files)}

    def _import_file(self, name: str, file: str) -> types.ModuleType:
        private = self._private_name(name, file)
        if private in sys.modules:
            return sys.modules[private]
        loader = self._loader(private, file)
        return _executed(importlib.util.spec_from_file_location(private, file, loader=loader))

    def _import_from_package(self, name: str, top: str) -> types.ModuleType:
        """Load the package at the folder `top` under a private name, and the module from it."""
        private = self._private_name(name.partition(".")[0], top)
        if private not in sys.modules:
            init = os.path.join(top, "__init__.py")
            if os.path.isfile(init):
                loader = self._loader(private, init)
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
        self._shown_names[private] = name
        return private


class _ProjectLoader(SourceFileLoader):
    """Loads a module from its text; one that was asked for as far as it goes."""

    def __init__(self, fullname: str, path: str, damage: Damage, is_asked: bool) -> None:
        super().__init__(fullname, path)
        self._damage = damage
        self._is_asked = is_asked
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
        """Run the module; what its importers may want to catch is left to them."""
        try:
            super().exec_module(module)
        except Exception as error:
            if isinstance(error, ImportError) and not self._is_asked:
                raise
            recovery = Recovery(module, self.path, self._damage, past_imports=self._is_asked)
            recovery.run(self._text, self._futures, error)


def text_of(file: Path) -> str | None:
    """Return the text that a module was loaded from, else what its file has; None if nothing."""
    loaded = linecache.cache.get(str(file))
    if loaded and len(loaded) == 4:
        return "".join(loaded[2])
    try:
        return importlib.util.decode_source(file.read_bytes())
    except (OSError, SyntaxError, UnicodeDecodeError):
        return None


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
