"""The name a file is imported by, and the folders that `sys.path` needs for it."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+(\.*[\w.]*)[ \t]+import\b|import[ \t]+([\w., \t]+))", re.M
)


@dataclass(frozen=True, slots=True)
class Place:
    """A file, the dotted name it is imported by, and the folders that this needs."""

    file: Path
    name: str
    import_paths: tuple[Path, ...]

    def below(self, base: Path) -> "Place":
        """Return the same file named from `base`, where its path can be such a name."""
        name = _dotted(self.file, base)
        return Place(self.file, name, (*self.import_paths, base)) if name else self


def place_of(file: Path, root: Path, base: Path | None = None) -> Place:
    """Find out how `file`, of the project at `root`, is imported.

    `base` is the folder its name is to be counted from, where that is known. Otherwise a file in a
    package is named from above the package; one that imports its neighbours relatively, or by a
    path that leads through folders above it, is in a package without `__init__.py` and named
    accordingly; any other file is imported by its own name from its own folder, like a script.
    """
    base = base or _named_base(file) or _relative_base(file, root) or _above_package(file)
    return Place(file, _dotted(file, base) or file.stem, (base,))


def _above_package(file: Path) -> Path:
    folder = file.parent
    while os.path.isfile(folder / "__init__.py"):
        folder = folder.parent
    return folder


def _named_base(file: Path) -> Path | None:
    """Return the folder that absolute imports of neighbours are counted from, where there are."""
    for name in _imports(file):
        first, _, rest = name.partition(".")
        for folder in file.parents if first and rest else ():
            if folder.name == first and _leads_somewhere(folder.joinpath(*rest.split("."))):
                return folder.parent
    return None


def _relative_base(file: Path, root: Path) -> Path | None:
    """Return a folder high enough for the relative imports of a file outside any package."""
    dots = max((len(name) - len(name.lstrip(".")) for name in _imports(file)), default=0)
    if not dots or os.path.isfile(file.parent / "__init__.py"):
        return None
    if _dotted(file, root).count(".") >= dots:
        return root
    return file.parents[min(dots, len(file.parents) - 1)]


def _leads_somewhere(path: Path) -> bool:
    return os.path.isdir(path) or os.path.isfile(path.with_name(path.name + ".py"))


def _imports(file: Path) -> list[str]:
    """Return what a file imports, in its own words; a regular expression stands broken files."""
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    names: list[str] = []
    for source, listed in _IMPORT.findall(text):
        names.extend([source] if source else re.split(r"[,\s]+", listed))
    return names


def _dotted(file: Path, base: Path) -> str:
    """Return the dotted name of `file` counted from `base`; empty where there is none."""
    if not file.is_relative_to(base):
        return ""
    parts = list(file.relative_to(base).with_suffix("").parts)
    if parts[-1] == "__init__":
        parts.pop()
    return ".".join(parts) if parts and all(part.isidentifier() for part in parts) else ""
