"""From what a person names to a project: settings, targets and interpreter together."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.model.problem import Problem
from core.model.project import Json, Project
from core.reading.manifest import Manifest, read_manifest
from core.reading.targets import resolve
from core.session.interpreter import Interpreter, find_interpreter


@dataclass(frozen=True, slots=True)
class Opening:
    """A project to open, and what is wrong with how it was named.

    `is_named` tells that a person named its targets; otherwise its own settings did, and may not
    run anything unasked. `settings` is the pyproject.toml whose settings count, None without.
    """

    project: Project
    interpreter: Interpreter
    is_named: bool
    settings: Path | None = None
    problems: tuple[Problem, ...] = ()


def prepare(
    targets: Sequence[str],
    folder: Path,
    config: Mapping[str, Json],
    inputs: Mapping[str, Json],
    python: Path | None = None,
) -> Opening:
    """Work out the project that `targets` mean to someone who stands in `folder`.

    The settings of the nearest pyproject.toml fill in: its targets where none are named, or just
    the folder that it lies in; its `config` and `inputs` below those given, its interpreter where
    none is given. One file of JSON is a graph that was written to it. Reads files only. A project
    that is empty comes back where there is nothing to open.
    """
    if document := _document(targets, folder):
        nobody = Interpreter(Path(), "a graph in a file is not run")
        return Opening(
            Project(document.parent, (), (), nobody.path, document=document), nobody, True
        )
    manifest = read_manifest(_settings_start(targets, folder))
    named = () if _is_whole(targets, folder, manifest) else targets
    place = manifest.file.parent if manifest.file and not named else folder
    found = resolve(named or manifest.targets, place)
    start = next((ref.file.parent for ref in found.modules if ref.file), found.root)
    interpreter = find_interpreter(start, python or manifest.python)
    project = Project(
        root=found.root,
        modules=found.modules,
        import_paths=found.import_paths,
        interpreter=interpreter.path,
        config={**manifest.config, **config},
        inputs={**manifest.inputs, **inputs},
    )
    problems = (*manifest.problems, *found.problems)
    return Opening(project, interpreter, bool(targets), manifest.file, problems)


def _document(targets: Sequence[str], folder: Path) -> Path | None:
    """Return the file of a graph, where that is the one target."""
    if len(targets) != 1 or not targets[0].endswith(".json"):
        return None
    file = Path(os.path.abspath(folder / os.path.expanduser(targets[0])))
    return file if file.is_file() else None


def _is_whole(targets: Sequence[str], folder: Path, manifest: Manifest) -> bool:
    """Tell whether the one target is the folder of settings that say which targets are meant."""
    if len(targets) != 1 or not manifest.file or not manifest.targets:
        return False
    return (folder / targets[0]).resolve() == manifest.file.parent.resolve()


def _settings_start(targets: Sequence[str], folder: Path) -> Path:
    """Return where to look for settings: beside what was named, where that is a path."""
    for target in targets:
        path = (folder / Path(target)).absolute()
        if path.is_dir():
            return path
        if path.is_file():
            return path.parent
    return folder
