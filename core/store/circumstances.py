"""What a run is made with, as it is kept: enough to run it again."""

import hashlib
import json
from collections.abc import Mapping

from core.model.given import Given, GivenFile, GivenText
from core.model.graph import NodeId
from core.model.history import Circumstances
from core.model.project import Project
from core.store.revision import commit_of, is_dirty

_LONGEST = 100_000
"""Characters of a value handed in that are kept."""


def circumstances(
    project: Project | None,
    inputs: Mapping[NodeId, Given],
    overrides: Mapping[NodeId, Given],
    python: str = "",
    packages: Mapping[str, str] | None = None,
    command: str = "",
) -> Circumstances:
    """Return what a run that begins now is made with; reads git's files. Any thread.

    `python` and `packages` are the versions in the interpreter, `command` the terminal's.
    """
    config = dict(project.config) if project else {}
    files = [module.file for module in project.modules if module.file] if project else []
    whole = {node: _text(value) for node, value in (*inputs.items(), *overrides.items())}
    return Circumstances(
        inputs={node: _kept(whole[node]) for node in inputs},
        overrides={node: _kept(whole[node]) for node in overrides},
        config=json.dumps(config, sort_keys=True) if config else "",
        python=python,
        packages=packages or {},
        commit=commit_of(project.root) if project else "",
        is_dirty=is_dirty(project.root, files) if project else None,
        command=command,
        cut=tuple(node for node, text in whole.items() if len(text) > _LONGEST),
    )


def _text(value: Given) -> str:
    """Return a value as one would type it on the command line."""
    if isinstance(value, GivenText):
        return value.text
    if isinstance(value, GivenFile):
        return str(value.path)
    said = value.value
    return said if isinstance(said, str) and not _is_json(said) else json.dumps(said)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _kept(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"(not kept: {len(text):,} characters, sha256 {digest})"
