"""A module as its text defines it: what each name at its top stands for, in order."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TypeAlias

from core.reading.parsing import Damage

FunctionTree: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Imported:
    """A module, or (with an `attribute`) something in it. `level` counts the leading dots."""

    module: str
    level: int = 0
    attribute: str = ""


class Gone(Enum):
    """What a name stands for that has no expression to look at."""

    UNTOLD = "untold"
    """It has a value, but the text does not say which."""
    DELETED = "deleted"


Made: TypeAlias = FunctionTree | ast.ClassDef | ast.expr | ast.For | Imported | Gone
"""What gives a name its meaning; a loop gives one to every name that it changes."""


@dataclass(frozen=True, slots=True, eq=False)
class Binding:
    """One time that a name at the top of a module is given a meaning.

    `order` counts the bindings of the module; `previous` is what the name meant before.
    `is_certain` is false below a condition that the text alone does not decide.
    """

    name: str
    made: Made
    order: int
    is_certain: bool = True
    previous: "Binding | None" = None


@dataclass(frozen=True, eq=False)
class Module:
    """A module that was read. `name` is its dotted name; `stars` are its star imports."""

    name: str
    file: Path
    names: Mapping[str, Binding] = field(default_factory=dict[str, Binding])
    functions: tuple[Binding, ...] = ()
    """Every function that is defined at the top, also those defined over by a later one."""
    stars: tuple[Imported, ...] = ()
    is_open: bool = False
    """Whether it makes names in ways that the text does not tell, as with `globals()`."""
    damages: tuple[Damage, ...] = ()
    salvaged: frozenset[ast.stmt] = frozenset()
    """Functions of which only the header could be read."""

    @property
    def is_package(self) -> bool:
        """Whether the file is that of a package, so that other modules lie below it."""
        return self.file.name == "__init__.py"

    @property
    def package(self) -> str:
        """The name that relative imports are counted from."""
        return self.name if self.is_package else self.name.rpartition(".")[0]

    def binding(self, name: str, before: int | None = None) -> Binding | None:
        """Return what `name` means at the end of the module, or before binding number `before`."""
        binding = self.names.get(name)
        while binding and before is not None and binding.order >= before:
            binding = binding.previous
        return None if binding is None or binding.made is Gone.DELETED else binding
