"""What the user last chose for each project: values of inputs, and the interpreter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from core.model.given import Given, GivenFile, GivenJson, GivenText
from core.model.graph import NodeId
from core.model.project import Json
from explorer.userfolder import UserFolder

_NAME = "projects"
_MOST = 100


@dataclass(frozen=True, slots=True)
class Choices:
    """`python` is None while the interpreter is left to be found."""

    inputs: Mapping[NodeId, Given] = field(default_factory=dict[NodeId, Given])
    python: Path | None = None


class RememberedChoices:
    """Choices by project root. The oldest of a hundred projects is forgotten."""

    def __init__(self, folder: UserFolder) -> None:
        self._folder = folder

    def recall(self, root: Path) -> Choices:
        """Return what was last chosen, empty when nothing was."""
        raw = self._folder.read(_NAME).get(str(root.resolve()))
        if not isinstance(raw, dict):
            return Choices()
        inputs, python = raw.get("inputs"), raw.get("python")
        given = inputs if isinstance(inputs, dict) else {}
        read = {NodeId(node): _given(value) for node, value in given.items()}
        return Choices(
            inputs={node: value for node, value in read.items() if value is not None},
            python=Path(python) if isinstance(python, str) else None,
        )

    def remember_inputs(
        self, root: Path, asked: Iterable[NodeId], values: Mapping[NodeId, Given]
    ) -> None:
        """Keep the values of the inputs that were `asked` for, beside those of others."""
        before, gone = self.recall(root), frozenset(asked)
        others = {node: value for node, value in before.inputs.items() if node not in gone}
        self._keep(root, Choices({**others, **values}, before.python))

    def remember_python(self, root: Path, python: Path | None) -> None:
        """Keep the interpreter."""
        self._keep(root, Choices(self.recall(root).inputs, python))

    def _keep(self, root: Path, choices: Choices) -> None:
        key = str(root.resolve())
        others = {k: value for k, value in self._folder.read(_NAME).items() if k != key}
        newest = dict(list(others.items())[1 - _MOST :])
        plain: Json = {
            "inputs": {str(node): _plain(given) for node, given in choices.inputs.items()},
            "python": str(choices.python) if choices.python else None,
        }
        self._folder.write(_NAME, {**newest, key: plain})


def _plain(given: Given) -> Json:
    match given:
        case GivenText(text):
            return {"text": text}
        case GivenJson(value):
            return {"json": value}
        case GivenFile(path):
            return {"file": str(path)}


def _given(raw: Json) -> Given | None:
    match raw:
        case {"text": str(text)}:
            return GivenText(text)
        case {"file": str(path)}:
            return GivenFile(Path(path))
        case {"json": value}:
            return GivenJson(value)
        case _:
            return None
