"""From what a person names (files, folders, packages, modules) to modules that can be imported.

Nothing is imported: the names follow from where files lie, from the `__init__.py` around them,
and, in packages without one, from how the files import each other.
"""

import difflib
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from core.model.problem import Problem, ProblemKind
from core.model.project import ModuleRef
from core.reading.dataflows import dataflow_files
from core.reading.places import Place, place_of

_ROOT_MARKS = ("pyproject.toml", ".git", "setup.cfg")
_MOST_MODULES = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """What the targets came to.

    `root` is the project's folder, `import_paths` what its modules need in front of `sys.path`,
    in order. A target that is missing or wrong is in `problems`; the others are still there.
    """

    root: Path
    modules: tuple[ModuleRef, ...]
    import_paths: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()


def resolve(targets: Sequence[str], folder: Path) -> Found:
    """Find the modules that `targets` name, as typed by someone who stands in `folder`.

    A target is a .py file, a folder or package (all dataflow modules in it), or a dotted module
    name, looked for below `folder` and else left to the interpreter.
    """
    search = _Search(Path(os.path.abspath(folder)))
    for target in targets:
        search.add(target)
    return search.found()


def root_of(folder: Path) -> Path:
    """Return the nearest folder at or above `folder` that looks like a project, else `folder`."""
    for place in (folder, *folder.parents):
        if any(os.path.exists(place / mark) for mark in _ROOT_MARKS):
            return place
    return folder


class _Search:
    """Gathers files and names target by target."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[Path, Path | None] = {}
        """Each file with the folder that a dotted name was looked for in."""
        self._names: dict[str, None] = {}
        self._starts: list[Path] = []
        self._problems: list[Problem] = []

    def add(self, target: str) -> None:
        path = Path(os.path.abspath(self._folder / os.path.expanduser(target)))
        if os.path.isdir(path):
            self._add_folder(path)
        elif os.path.isfile(path):
            self._add_file(path)
        elif _is_dotted(target):
            self._add_name(target)
        else:
            self._complain(_missing(target, path), path)

    def found(self) -> Found:
        root = self._root()
        places = _distinct([place_of(file, root, base) for file, base in self._files.items()], root)
        modules = [ModuleRef(place.name, place.file) for place in places]
        paths = [path for place in places for path in place.import_paths]
        if self._names:
            paths.append(self._folder)
        return Found(
            root,
            (*modules, *map(ModuleRef, self._names)),
            tuple(dict.fromkeys((*paths, root))),
            tuple(self._problems),
        )

    def _add_folder(self, folder: Path, base: Path | None = None) -> None:
        files = list(islice(dataflow_files(folder), _MOST_MODULES + 1))
        if len(files) > _MOST_MODULES:
            self._complain(
                f"{folder} has more than {_MOST_MODULES:,} dataflow modules. "
                "Name a folder further down.",
                folder,
            )
            return
        if not files:
            self._complain(
                f"{folder} has no dataflow module: no Python file in it has a public function "
                "with a return annotation. Name another folder, or a file.",
                folder,
            )
            return
        self._starts.append(_top_package(folder))
        self._files.update((file, base) for file in files if file not in self._files)

    def _add_file(self, file: Path, base: Path | None = None) -> None:
        if file.suffix == ".ipynb":
            self._complain(
                f"{file} is a notebook. Save its functions in a .py file and open that.", file
            )
        elif file.suffix != ".py":
            self._complain(f"{file} is not a Python file: its name should end in .py.", file)
        else:
            self._starts.append(_top_package(file.parent))
            self._files.setdefault(file, base)

    def _add_name(self, name: str) -> None:
        for base in (self._folder, self._folder / "src"):
            path = base.joinpath(*name.split("."))
            file = path.with_name(path.name + ".py")
            if os.path.isdir(path):
                return self._add_folder(path, base)
            if os.path.isfile(file):
                return self._add_file(file, base)
        self._starts.append(self._folder)
        self._names[name] = None
        return None

    def _root(self) -> Path:
        roots = list(dict.fromkeys(map(root_of, self._starts))) or [self._folder]
        if len(roots) == 1 or len({root.anchor for root in roots}) > 1:
            return roots[0]
        common = Path(os.path.commonpath(roots))
        return roots[0] if common == Path(common.anchor) else common

    def _complain(self, message: str, file: Path) -> None:
        self._problems.append(Problem(ProblemKind.TARGET, message, file))


def _top_package(folder: Path) -> Path:
    while (folder / "__init__.py").is_file() and (folder.parent / "__init__.py").is_file():
        folder = folder.parent
    return folder


def _is_dotted(target: str) -> bool:
    return not target.endswith((".py", ".ipynb")) and all(
        part.isidentifier() for part in target.split(".")
    )


def _missing(target: str, path: Path) -> str:
    names = sorted(file.name for file in path.parent.glob("*.py")) if path.parent.is_dir() else []
    close = difflib.get_close_matches(path.name, names, 1)
    hint = f"Did you mean {close[0]}?" if close else "Check the name and the current folder."
    return f"{target} does not exist (looked for {path}). {hint}"


def _distinct(places: list[Place], root: Path) -> list[Place]:
    """Give files whose names would be the same their names below the root."""
    counts = Counter(place.name for place in places)
    return [place if counts[place.name] == 1 else place.below(root) for place in places]
