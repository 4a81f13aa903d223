"""A hash per function over its code and all the project's code that it reaches by name.

Works on source text alone: nothing is imported or run. Comments, docstrings, positions and
decorators that only describe (`tag`, `tag_outputs`) do not count. Helpers, constants, classes,
default values and statements at the top of a module do, also through imports between modules of
the project; of other packages the version counts. Not seen: what is reached by `getattr` or
`globals()`, and files that are read while a module is imported.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from .references import Chain
from .syntax import STATEMENTS, Imported, ModuleSyntax
from .syntax import parse as parse_module


@dataclass(frozen=True)
class CodeHash:
    """What a function's behaviour hangs on.

    `parts` has the own hash of everything it covers, by dotted name: "features.clean", the
    version for "pandas", "features.(statements)" for what runs when the module is imported.
    """

    parts: dict[str, str]

    @cached_property
    def digest(self) -> str:
        """The hash over all parts: equal means same behaviour."""
        return digest(f"{name}={own}" for name, own in sorted(self.parts.items()))


@dataclass(frozen=True, eq=False)
class Module:
    """A file of the project."""

    file: Path
    syntax: ModuleSyntax


_Definition = tuple[Module, str]


@dataclass(eq=False)
class _Links:
    """What one definition refers to: other ones, and packages that are not the project's."""

    definitions: dict[_Definition, None] = field(default_factory=dict[_Definition, None])
    packages: set[str] = field(default_factory=set[str])


class CodeBase:
    """The source of a project, read and parsed as far as it is needed.

    `read` returns the text of a file, None when there is none; `is_own` tells the project's
    files from installed ones; `version` is that of an installed package by the name of its
    top-level module, "" when it does not count. `syntax_of` parses a text.
    """

    def __init__(
        self,
        import_paths: Iterable[Path],
        read: Callable[[Path], str | None],
        is_own: Callable[[Path], bool],
        version: Callable[[str], str],
        syntax_of: Callable[[str], ModuleSyntax | None] = parse_module,
    ) -> None:
        self._sources = _Sources(tuple(dict.fromkeys(import_paths)), read, is_own, syntax_of)
        self._version = version
        self._links: dict[_Definition, _Links] = {}
        self._meanings: dict[tuple[Module, Chain], _Links] = {}

    def hash_of(self, file: Path, name: str) -> CodeHash | None:
        """Return the hash of what is defined as `name` at the top of `file`; None if nothing is."""
        module = self._sources.parsed(file)
        if module is None or name not in module.syntax.definitions:
            return None
        parts: dict[str, str] = {}
        reached: set[_Definition] = set()
        pending: list[_Definition] = [(module, name)]
        while pending:
            definition = pending.pop()
            if definition not in reached:
                reached.add(definition)
                links = self._links_of(definition)
                pending.extend(links.definitions)
                parts.update((package, self._version(package)) for package in links.packages)
        for other, its_name in reached:
            parts[f"{self._sources.dotted(other.file)}.{its_name}"] = other.syntax.own_hash(
                its_name
            )
        return CodeHash({name: own for name, own in parts.items() if own})

    def definition_at(self, file: Path, line: int) -> str | None:
        """Return the name of the definition at the top of `file` that contains a line."""
        module = self._sources.parsed(file)
        return module.syntax.definition_at(line) if module else None

    def last_line(self, file: Path, first_line: int) -> int | None:
        """Return the last line of the function that begins (with decorators) at `first_line`."""
        module = self._sources.parsed(file)
        return module.syntax.last_line(first_line) if module else None

    def _links_of(self, definition: _Definition) -> _Links:
        links = self._links.get(definition)
        if links is None:
            module, name = definition
            links = self._links[definition] = _Links()
            for chain in module.syntax.references(name):
                meaning = self._meaning_of(module, chain)
                links.definitions.update(meaning.definitions)
                links.packages.update(meaning.packages)
            if STATEMENTS in module.syntax.definitions:
                links.definitions[module, STATEMENTS] = None
        return links

    def _meaning_of(self, module: Module, chain: Chain) -> _Links:
        if (module, chain) not in self._meanings:
            links = self._meanings[module, chain] = _Links()
            _Follower(self._sources, links).follow(module, chain)
        return self._meanings[module, chain]


class _Sources:
    """Finds modules of the project among its files."""

    def __init__(
        self,
        roots: tuple[Path, ...],
        read: Callable[[Path], str | None],
        is_own: Callable[[Path], bool],
        syntax_of: Callable[[str], ModuleSyntax | None],
    ) -> None:
        self._roots = roots
        self._read = read
        self._is_own = is_own
        self._syntax_of = syntax_of
        self._modules: dict[Path, Module | None] = {}

    def parsed(self, file: Path) -> Module | None:
        """Return a file as a module; None when there is none, or it is not valid Python."""
        if file not in self._modules:
            text = self._read(file)
            syntax = self._syntax_of(text) if text is not None else None
            self._modules[file] = Module(file, syntax) if syntax else None
        return self._modules[file]

    def module_at(self, place: Path) -> Module | None:
        """Return the project's module or package at a path without suffix."""
        for file in (place.parent / f"{place.name}.py", place / "__init__.py"):
            if self._is_own(file) and (module := self.parsed(file)):
                return module
        return None

    def places(self, file: Path, imported: Imported) -> Iterator[Path]:
        """Yield the paths (without suffix) at which a module that `file` imports may lie."""
        parts = [part for part in imported.module.split(".") if part]
        if imported.level:
            above = file.parents
            yield above[min(imported.level, len(above)) - 1].joinpath(*parts)
            return
        for root in (*self._roots, file.parent):
            yield root.joinpath(*parts)

    def dotted(self, file: Path) -> str:
        """Return the name by which a file is most likely imported."""
        module = file.parent if file.stem == "__init__" else file.with_suffix("")
        for root in self._roots:
            if root in module.parents:
                return ".".join(module.relative_to(root).parts)
        return module.name


class _Follower:
    """Follows names, through imports, to the definitions they stand for."""

    def __init__(self, sources: _Sources, links: _Links) -> None:
        self._sources = sources
        self._links = links
        self._seen: set[tuple[Module, Chain]] = set()

    def follow(self, module: Module, chain: Chain) -> None:
        """Note what a name of a module, or a chain of attributes from it, stands for."""
        if (module, chain) in self._seen:
            return
        self._seen.add((module, chain))
        name, syntax = chain[0], module.syntax
        if name in syntax.definitions:
            self._links.definitions[module, name] = None
        if name in syntax.imports:
            imported = syntax.imports[name]
            self._follow_import(module, imported, (*imported.attribute, *chain[1:]))
        elif name not in syntax.definitions:
            for star in syntax.stars:
                for place in self._sources.places(module.file, star):
                    found = self._sources.module_at(place)
                    if found and found.syntax.defines(name):
                        self.follow(found, chain)

    def _follow_import(self, module: Module, imported: Imported, rest: Chain) -> None:
        for place in self._sources.places(module.file, imported):
            if self._follow_inside(place, rest):
                return
        if not imported.level:
            self._links.packages.add(imported.module.partition(".")[0])

    def _follow_inside(self, place: Path, rest: Chain) -> bool:
        """Note what the attributes `rest` of the module at `place` stand for; False if nothing."""
        module = self._sources.module_at(place)
        if module and rest and module.syntax.defines(rest[0]):
            self.follow(module, rest)
            return True
        if rest and self._follow_inside(place / rest[0], rest[1:]):
            return True
        if module:  # as a value, or for something that its text does not show
            self._links.definitions.update(
                ((module, name), None) for name in module.syntax.definitions
            )
        return module is not None


def digest(parts: Iterable[str]) -> str:
    """Return a short hash over texts, in their order."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
