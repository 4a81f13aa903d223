"""What the user opened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True, slots=True)
class ModuleRef:
    """A module of the dataflow: its file and the dotted name it is imported by.

    `file` is absolute; None when only the interpreter of the project can find the module (a
    dotted name given by the user that is not below the project's root).
    """

    name: str
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """A set of Hamilton modules, where they are imported from, and what runs them.

    `root` is the folder that trust is asked for, and the working directory of the worker;
    `import_paths` go to the front of the worker's `sys.path`, in order. With a `document`, the
    file that a graph was written to, there are no modules: it is looked at, and nothing runs.
    """

    root: Path
    modules: tuple[ModuleRef, ...]
    import_paths: tuple[Path, ...]
    interpreter: Path
    config: Mapping[str, Json] = field(default_factory=dict[str, Json])
    inputs: Mapping[str, Json] = field(default_factory=dict[str, Json])
    document: Path | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to open."""
        return not self.modules and self.document is None

    @property
    def title(self) -> str:
        """A short name for the window's title and the list of recent projects."""
        if self.document:
            return self.document.name
        names = [module.name for module in self.modules]
        return names[0] if len(names) == 1 else self.root.name
