"""Read a project: the one thing the rest of the program wants of this package."""

import gc
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.model.graph import Graph, NodeId
from core.model.problem import Problem, ProblemKind
from core.model.project import Json, ModuleRef, Project
from core.reading.annotations import Annotations
from core.reading.assembly import Assembly, Made, cycles_in
from core.reading.code import Codes
from core.reading.evaluation import Evaluator
from core.reading.expansion import Expander
from core.reading.library import Library
from core.reading.members import functions_in, private_lambdas_in
from core.reading.module import FunctionTree, Module
from core.reading.parsing import Damage, python_version
from core.reading.shelf import Shelf
from core.reading.signatures import first_line, where
from core.reading.values import Function
from core.reading.written import read_written


@dataclass(frozen=True, slots=True)
class Reading:
    """What the text of a project says. Nodes that it does not tell for sure are `approximate`.

    `parts` has what the code of each node covers, where that was asked for and is known (see
    `CodeHash`); `files` are all that were read for it. `outdated` are the problems of files that
    do not parse any more, for which an earlier text stands in: they are among `problems` too.
    """

    graph: Graph
    problems: tuple[Problem, ...] = ()
    parts: Mapping[NodeId, Mapping[str, str]] = field(
        default_factory=dict[NodeId, Mapping[str, str]]
    )
    files: frozenset[Path] = frozenset()
    outdated: tuple[Problem, ...] = ()


def read(project: Project, with_code: bool = False, shelf: Shelf | None = None) -> Reading:
    """Read the graph of a project from its source text, or from the file it was written to.

    Runs and imports nothing; never raises.

    With `with_code`, nodes have hashes of their code too, which takes three times as long;
    without, `code` is empty. What is on the `shelf` from an earlier reading is not parsed again.
    May be called on any thread.
    """
    if project.document:
        with _collecting_later():
            return Reading(*read_written(project.document))
    return read_modules(project.modules, project.import_paths, project.config, with_code, shelf)


def read_modules(
    modules: Sequence[ModuleRef],
    import_paths: Iterable[Path],
    config: Mapping[str, Json] | None = None,
    with_code: bool = False,
    shelf: Shelf | None = None,
) -> Reading:
    """Read the graph of some modules. What they import below `import_paths` is followed."""
    paths, shelf = tuple(import_paths), shelf or Shelf()
    shelf.begin()
    library = Library(paths, [module.name for module in modules], shelf)
    codes = Codes(paths, library.is_own, shelf) if with_code else None
    with _collecting_later():
        reading = _read(modules, library, config or {}, codes)
    outdated = tuple(_outdated(shelf))
    problems = (*outdated, *reading.problems)
    return replace(reading, problems=problems, files=shelf.files, outdated=outdated)


def _read(
    modules: Sequence[ModuleRef],
    library: Library,
    config: Mapping[str, Json],
    codes: Codes | None,
) -> Reading:
    found: list[Module] = []
    missing: list[Problem] = []
    for wanted in modules:
        module = _module(wanted, library)
        if module:
            found.append(module)
        else:
            missing.append(_not_found(wanted.name))
    is_complete = not (missing or library.problems or any(map(_has_hidden_names, found)))
    assembly = Assembly(config, is_complete, codes)
    expander = _expanded(found, library, assembly, config)
    graph = assembly.graph({module.name: at for at, module in enumerate(found)})
    problems = (
        *missing,
        *_refusals(library),
        *expander.problems,
        *assembly.problems,
        *cycles_in(graph),
    )
    parts = {NodeId(node): found for node, found in codes.parts.items()} if codes else {}
    return Reading(graph, tuple(dict.fromkeys(problems)), parts)


@contextmanager
def _collecting_later() -> Generator[None]:
    """Put off the search for garbage: in a syntax tree it takes longer than to build the tree."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _module(wanted: ModuleRef, library: Library) -> Module | None:
    if wanted.file is None:
        return library.find(wanted.name)
    return library.module(wanted.name, wanted.file)


def _has_hidden_names(module: Module) -> bool:
    return module.is_open or any(damage.hides for damage in module.damages)


def _expanded(
    modules: Iterable[Module], library: Library, assembly: Assembly, config: Mapping[str, Json]
) -> Expander:
    """Make nodes of all functions; those that a package shows again are taken once."""
    evaluator = Evaluator(library)
    expander = Expander(evaluator, Annotations(evaluator))
    seen: set[FunctionTree] = set()
    for module in modules:
        for function in sorted(functions_in(module, evaluator), key=_line):
            if function.tree not in seen:
                seen.add(function.tree)
                assembly.add(Made(function, expander.drafts(function, config)))
        for function in private_lambdas_in(module):
            expander.plain(function, function.tree.name)
    return expander


def _line(function: Function) -> int:
    return first_line(function.tree)


def _refusals(library: Library) -> Iterable[Problem]:
    """Yield why Python would not take the files that were read."""
    yield from library.problems.values()
    for volume in library.volumes:
        for damage in volume.module.damages:
            yield _damaged(volume.module, damage)


def _outdated(shelf: Shelf) -> Iterable[Problem]:
    """Yield why earlier texts stand in for files."""
    for file, damages in shelf.outdated.items():
        for damage in damages:
            message = (
                f"{where(file, damage.line)}: {damage.reason}. "
                "The graph is of the last version that could be read."
            )
            yield Problem(ProblemKind.SYNTAX, message, file, damage.line)


def _damaged(module: Module, damage: Damage) -> Problem:
    message = (
        f"{where(module.file, damage.line)} is not valid Python: {damage.reason}. Correct it; "
        "what else the file says is shown."
    )
    detail = f"Read as {python_version()}, lines {damage.first_line} to {damage.last_line}."
    return Problem(ProblemKind.SYNTAX, message, module.file, damage.line, detail=detail)


def _not_found(name: str) -> Problem:
    message = (
        f"The module `{name}` is not below the project's folder, so it cannot be shown before it "
        "is loaded. Load the dataflow, or open the module's file."
    )
    return Problem(ProblemKind.IMPORT, message)
