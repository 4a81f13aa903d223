"""What the names of a project stand for, across its modules."""

import ast
import builtins
import typing
from abc import ABC, abstractmethod

from core.reading.hamilton import EXPORTED
from core.reading.library import Library
from core.reading.module import Binding, FunctionTree, Gone, Imported, Module
from core.reading.values import UNKNOWN, Class, Function, Package, Symbol, Unclear, Value

_BUILTINS = frozenset(dir(builtins))
_STARS: dict[str, frozenset[str]] = {
    "hamilton.function_modifiers": EXPORTED,
    "hamilton.htypes": frozenset({"Collect", "Parallelizable", "column"}),
    "typing": frozenset(vars(typing)),
}


class Names(ABC):
    """Follows names through assignments and imports, as text. Runs nothing."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[Binding, Value] = {}

    @abstractmethod
    def worked_out(self, made: ast.expr | ast.For, name: str, module: Module, before: int) -> Value:
        """Return what an expression, or a loop, gives a name. Raises `Unclear`."""

    def named(self, name: str, module: Module, before: int | None = None) -> Value:
        """Return what a name stands for at the end of a module, or before a binding.

        Raises:
            Unclear: the text does not tell, or nothing has the name.
        """
        binding = module.binding(name, before)
        found = self._bound(binding, module) if binding else self._from_stars(name, module)
        if found is UNKNOWN and binding is None and name in _BUILTINS:
            return Symbol(f"builtins.{name}")
        if found is UNKNOWN and self.is_guess(name, module):
            return Symbol(f"hamilton.function_modifiers.{name}")
        if found is UNKNOWN:
            raise Unclear
        return found

    def is_guess(self, name: str, module: Module) -> bool:
        """Whether a name is only guessed to be Hamilton's: what binds it could not be read."""
        return name in EXPORTED and module.binding(name) is None and self._has_gaps(name, module)

    def member(self, module: Module, name: str) -> Value:
        """Return an attribute of a module: a name in it, or a module below it.

        Raises:
            Unclear: the text does not tell, or there is none.
        """
        if module.binding(name) is None and (below := self._library.below(module, name)):
            return Package(below)
        binding = module.binding(name)
        found = self._bound(binding, module) if binding else self._from_stars(name, module)
        if found is UNKNOWN:
            raise Unclear
        return found

    def brought(self, module: Module) -> dict[str, Binding]:
        """Return what star imports from the project bring into a module, by name."""
        names: dict[str, Binding] = {}
        seen = {module}
        pending = list(module.stars)
        while pending:
            star = pending.pop(0)
            exporter = self._library.find(star.module, star.level, module)
            if exporter and exporter not in seen:
                seen.add(exporter)
                pending += exporter.stars
                names |= {n: exporter.names[n] for n in _exported(exporter) if n not in names}
        return names

    def _has_gaps(self, name: str, module: Module) -> bool:
        """Whether a module may have names that cannot be read: damage, star imports from afar."""
        if self._from_stars(name, module) is not UNKNOWN:
            return False
        return bool(module.damages) or any(
            star.module not in _STARS and not self._library.find(star.module, star.level, module)
            for star in module.stars
        )

    def _bound(self, binding: Binding, module: Module) -> Value:
        if binding not in self._known:
            self._known[binding] = UNKNOWN  # a name that leads back to itself stays unknown
            try:
                self._known[binding] = self._told(binding, module)
            except Unclear:
                return UNKNOWN
        return self._known[binding]

    def _told(self, binding: Binding, module: Module) -> Value:
        made = binding.made
        if isinstance(made, FunctionTree):
            return Function(module, made, binding.order, binding.is_certain)
        if isinstance(made, ast.ClassDef):
            return Class(module, made, binding.order)
        if isinstance(made, Imported):
            return self._imported(made, module)
        if isinstance(made, Gone):
            raise Unclear
        return self.worked_out(made, binding.name, module, binding.order)

    def _imported(self, imported: Imported, importer: Module) -> Value:
        name = imported.attribute
        found = self._library.find(imported.module, imported.level, importer)
        if not name:
            return Package(found) if found else Symbol(imported.module)
        if found:
            below = self._library.below(found, name) if found is importer else None
            return Package(below) if below else self.member(found, name)
        dotted = f"{imported.module}.{name}" if imported.module else name
        below = self._library.find(dotted, imported.level, importer)
        return Package(below) if below else Symbol("." * imported.level + dotted)

    def _from_stars(self, name: str, module: Module, seen: tuple[Module, ...] = ()) -> Value:
        """Return what a star import brings under a name; `UNKNOWN` when none does."""
        for star in reversed(module.stars):
            exporter = self._library.find(star.module, star.level, module)
            if exporter is None:
                if name in _STARS.get(star.module, ()):
                    return Symbol(f"{star.module}.{name}")
            elif exporter not in seen and not name.startswith("_"):
                binding = exporter.binding(name)
                inner = (*seen, module)
                found = (
                    self._bound(binding, exporter)
                    if binding
                    else self._from_stars(name, exporter, inner)
                )
                if found is not UNKNOWN:
                    return found
        return UNKNOWN


def _exported(module: Module) -> list[str]:
    """Return the names of a module that a star import brings."""
    listed = module.binding("__all__")
    if listed and isinstance(listed.made, ast.List | ast.Tuple):
        elements = [e.value for e in listed.made.elts if isinstance(e, ast.Constant)]
        return [name for name in elements if isinstance(name, str) and name in module.names]
    return [name for name in module.names if not name.startswith("_")]
