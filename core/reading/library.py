"""The modules of a project, found by name and read as far as they are needed."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from core.model.problem import Problem
from core.reading.module import Module
from core.reading.shelf import Shelf, Volume

_INSTALLED = {"site-packages", "dist-packages"}


class Library:
    """Finds and reads modules below the import paths; each file is read once.

    Installed packages are left alone, but for those that the asked-for modules are part of:
    `own` has the dotted names of these.
    """

    def __init__(
        self, import_paths: Iterable[Path], own: Iterable[str] = (), shelf: Shelf | None = None
    ) -> None:
        self._roots = tuple(import_paths)
        self._own = {name.partition(".")[0] for name in own}
        self._shelf = shelf or Shelf()
        self._volumes: dict[Path, Volume] = {}
        self._places: dict[tuple[Path, str], Path | None] = {}

    def module(self, name: str, file: Path) -> Module:
        """Return the module in a file, empty when the file cannot be read."""
        if file not in self._volumes:
            self._volumes[file] = self._shelf.volume(name, file)
        return self._volumes[file].module

    @property
    def volumes(self) -> list[Volume]:
        """All files that were read, in the order in which they were."""
        return list(self._volumes.values())

    @property
    def problems(self) -> dict[Path, Problem]:
        """Why Python would refuse a file that was read, by file."""
        return {file: v.problem for file, v in self._volumes.items() if v.problem}

    def is_own(self, file: Path) -> bool:
        """Whether a file is the project's, not that of an installed package."""
        if _INSTALLED.isdisjoint(file.parts):
            return True
        parts = (file.relative_to(r).parts for r in self._roots if file.is_relative_to(r))
        return any(own[0].removesuffix(".py") in self._own for own in parts if own)

    def find(self, dotted: str, level: int = 0, importer: Module | None = None) -> Module | None:
        """Return the module that `importer` means by a name with `level` dots before it.

        None when it is not one of the project's.
        """
        if level:
            return self._relative(dotted, level, importer) if importer else None
        top = dotted.partition(".")[0]
        if top == "hamilton" and not dotted.startswith("hamilton.contrib"):
            return None
        for root in self._roots:
            file = self._file(root, dotted)
            if file and self.is_own(file):
                return self.module(dotted, file)
        if importer and top not in sys.stdlib_module_names:
            file = self._file(importer.file.parent, dotted)
            return self.module(dotted, file) if file and self.is_own(file) else None
        return None

    def below(self, package: Module, name: str) -> Module | None:
        """Return the module or package `name` in a package."""
        if not package.is_package:
            return None
        file = self._file(package.file.parent, name)
        return self.module(f"{package.name}.{name}", file) if file else None

    def _relative(self, dotted: str, level: int, importer: Module) -> Module | None:
        folder, package = importer.file.parent, importer.package
        for _ in range(level - 1):
            folder, package = folder.parent, package.rpartition(".")[0]
        file = self._file(folder, dotted)
        if file is None:
            return None
        return self.module(".".join(filter(None, (package, dotted))), file)

    def _file(self, root: Path, dotted: str) -> Path | None:
        key = (root, dotted)
        if key not in self._places:
            self._places[key] = _file_of(root.joinpath(*dotted.split(".")) if dotted else root)
        return self._places[key]


def _file_of(place: Path) -> Path | None:
    for file in (place / "__init__.py", place.with_name(f"{place.name}.py")):
        if os.path.isfile(file):
            return file
    return None
