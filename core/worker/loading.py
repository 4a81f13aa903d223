"""From a request to a dataflow: import the modules, build the graph, describe every node."""
# pyright: basic

import contextlib
import os
import types
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from hamilton import node

from . import complaints, environment, importing
from .building import Builder, Built, StandIn
from .codehash import CodeBase
from .dataflow import CheckSpec, Dataflow
from .fingerprints import Fingerprints
from .importing import BrokenDefinition, Importer
from .messages import Load, ModuleSpec, NodeRecord, ProblemRecord
from .project import ProjectFiles
from .records import Recorder, check_of
from .sources import origin
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
        importer = self._importer
        importer.begin(_files_of(request), request.import_paths)
        modules, problems = self._import_all(request.modules)
        built = self._build([module for _, module in modules], request.config)
        code = CodeBase(map(Path, request.import_paths), importing.text_of, environment.version_of)
        description = _Description(
            Recorder(request.config, code, importer.asked_name),
            Fingerprints(code, importer.files, request.config),
        )
        for made in _in_written_order(built, [module.__name__ for _, module in modules]):
            description.add(made, built.stand_ins.get(made.name))
        return Dataflow(
            nodes={record.id: built.nodes[record.id] for record in description.records},
            config=request.config,
            code=description.code,
            records=tuple(description.records),
            problems=tuple(dict.fromkeys([*problems, *built.problems, *description.problems])),
            modules=tuple(name for name, _ in modules),
            project_modules=importer.project_modules(),
            broken=built.broken,
            checks=description.checks,
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
                problems.append(complaints.of_import(error, wanted, self._importer.files))
        return imported, problems

    def _build(self, modules: Sequence[types.ModuleType], config: dict[str, Any]) -> Built:
        builder = Builder(config)
        names = {module.__name__ for module in modules}
        try:
            with self._userland.running("building the graph"):
                for module in modules:
                    builder.add_module(module)
                for broken in self._importer.broken:
                    builder.add_stand_in(_stand_in(broken), is_shown=broken.module in names)
                return builder.build()
        except KeyboardInterrupt:
            message = "Building the graph was stopped. Load again to repeat it."
            return Built(problems=[ProblemRecord("internal", message)])


class _Description:
    """All that is said of the nodes of one graph."""

    def __init__(self, recorder: Recorder, fingerprints: Fingerprints) -> None:
        self.records: list[NodeRecord] = []
        self.problems: list[ProblemRecord] = []
        self.code: dict[str, str] = {}
        self.checks: dict[str, CheckSpec] = {}
        self._recorder = recorder
        self._fingerprints = fingerprints

    def add(self, made: node.Node, stand_in: StandIn | None) -> None:
        """Describe a node; a type or a value of the user's that breaks it hides only itself."""
        try:
            record = self._record_of(made, stand_in)
        except Exception as error:
            message = f"The node `{made.name}` cannot be described: {complaints.said(error)}."
            detail = complaints.detail(error)
            self.problems.append(ProblemRecord("internal", message, node=made.name, detail=detail))
            record = NodeRecord(made.name, "function")
        self.records.append(record)

    def _record_of(self, made: node.Node, stand_in: StandIn | None) -> NodeRecord:
        if stand_in:
            return self._recorder.stand_in(stand_in)
        source = origin(made)
        fingerprint = self._fingerprints.of(made, source)
        if fingerprint:
            self.code[made.name] = fingerprint
        check = check_of(made, source.validator)
        if check:
            self.checks[made.name] = check
        return self._recorder.record(made, source, fingerprint, check.checked if check else None)


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
