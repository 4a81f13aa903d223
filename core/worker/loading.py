"""From a request to a dataflow: import the modules, build the graph, describe every node."""
# pyright: basic

import contextlib
import logging
import os
import types
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from hamilton import node

from . import complaints, environment, importing
from .building import Builder, Built, StandIn
from .codehash import CodeBase
from .dataflow import Dataflow
from .importing import Importer
from .inventory import Inventory
from .messages import Load, ModuleSpec, ProblemRecord
from .project import ProjectFiles
from .recovery import BrokenDefinition
from .syntax import first_line
from .userland import Userland
from .verdicts import node_name, place_of


class Loader:
    """Loads a project, and loads it again when its files have changed. Main thread only."""

    def __init__(self, userland: Userland) -> None:
        self._userland = userland
        self._importer = Importer()

    def load(self, request: Load) -> Dataflow:
        """Import the modules afresh and build what can be built.

        What is wrong with the user's code comes out as problems of the dataflow.
        """
        with contextlib.suppress(OSError):
            os.chdir(request.root)
        importer, config = self._importer, request.config
        asked = [module.name for module in request.modules]
        importer.begin(_files_of(request), request.import_paths, asked)
        modules, problems = self._import_all(request.modules)
        # whatever the user's modules have set up: what Hamilton would log, we tell
        logging.getLogger("hamilton").setLevel(logging.CRITICAL + 1)
        built = self._build([module for _, module in modules], config)
        failed = importer.damage.imports
        problems += complaints.of_failed_imports(failed, importer.is_own)
        code = CodeBase(
            map(Path, request.import_paths),
            importing.text_of,
            lambda file: importer.is_own(str(file)),
            environment.version_of,
        )
        inventory = Inventory(code, config, importer.is_own, importer.shown_name, bool(failed))
        for made in _in_written_order(built, [module.__name__ for _, module in modules]):
            inventory.add(made, built.stand_ins.get(made.name))
        return Dataflow(
            nodes={record.id: built.nodes[record.id] for record in inventory.records},
            config=config,
            code=inventory.code,
            records=tuple(inventory.records),
            problems=_once([*problems, *built.problems, *inventory.problems]),
            modules=tuple(name for name, _ in modules),
            project_modules=importer.project_modules(),
            broken=inventory.broken | built.broken,
            checks=inventory.checks,
        )

    def _import_all(
        self, modules: Iterable[ModuleSpec]
    ) -> tuple[list[tuple[str, types.ModuleType]], list[ProblemRecord]]:
        imported: list[tuple[str, types.ModuleType]] = []
        problems: list[ProblemRecord] = []
        for wanted in modules:
            try:
                with self._userland.running(f"importing {wanted.name}"):
                    imported.append((wanted.name, self._importer.import_module(wanted)))
            except BaseException as error:  # sys.exit and an interrupt end one import, no more
                problems.append(complaints.of_import(error, wanted, self._importer.is_own))
        return imported, problems

    def _build(self, modules: Sequence[types.ModuleType], config: dict[str, Any]) -> Built:
        builder = Builder(config)
        names = {module.__name__ for module in modules}
        try:
            with self._userland.running("building the graph"):
                for module in modules:
                    builder.add_module(module)
                for broken in self._importer.damage.definitions:
                    if not complaints.is_consequence(broken):
                        builder.add_stand_in(_stand_in(broken), is_shown=broken.module in names)
                return builder.build()
        except KeyboardInterrupt:
            message = "Building the graph was stopped. Load again to repeat it."
            return Built(problems=[ProblemRecord("internal", message)])


def _once(problems: Iterable[ProblemRecord]) -> tuple[ProblemRecord, ...]:
    """Return the problems without those that say the same of the same place."""
    first: dict[tuple[str, str | None, int, str | None], ProblemRecord] = {}
    for problem in problems:
        key = problem.message, problem.file, problem.line, problem.node
        first.setdefault(key, problem)
    return tuple(first.values())


def _files_of(request: Load) -> ProjectFiles:
    folders = [os.path.dirname(module.file) for module in request.modules if module.file]
    return ProjectFiles([request.root, *request.import_paths, *folders])


def _in_written_order(built: Built, modules: Sequence[str]) -> list[node.Node]:
    """Return the nodes by module and line; inputs after them, by their first reader."""
    positions = {name: index for index, name in enumerate(modules)}

    def position(made: node.Node) -> tuple[int, int]:
        if stand_in := built.stand_ins.get(made.name):
            return positions.get(stand_in.module, len(modules)), stand_in.first_line
        if made.user_defined or not made.originating_functions:
            return len(modules) + 1, 0
        function = made.originating_functions[-1]
        return positions.get(function.__module__, len(modules)), place_of(function)[1]

    return sorted(built.nodes.values(), key=position)


def _stand_in(broken: BrokenDefinition) -> StandIn:
    definition = broken.definition
    name = node_name(definition.name)
    every = [*definition.args.posonlyargs, *definition.args.args]
    required = len(every) - len(definition.args.defaults)
    parameters = {argument.arg: index >= required for index, argument in enumerate(every)}
    for argument, default in zip(
        definition.args.kwonlyargs, definition.args.kw_defaults, strict=True
    ):
        parameters[argument.arg] = default is not None
    return StandIn(
        name,
        broken.module,
        definition.name,
        broken.file,
        first_line(definition),
        parameters,
        complaints.of_definition(broken, name),
    )
