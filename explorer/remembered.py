"""What the user last chose for each project: values of inputs, interpreter, selections."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.model.given import Given, GivenFile, GivenJson, GivenText
from core.model.graph import NodeId
from core.model.project import Json
from explorer.userfolder import UserFolder

_NAME = "projects"
_MOST = 100
_MOST_SELECTIONS = 30


@dataclass(frozen=True, slots=True)
class Choices:
    """`python` is None while the interpreter is left to be found.

    `selections` are texts of the selection box, the newest first.
    """

    inputs: Mapping[NodeId, Given] = field(default_factory=dict[NodeId, Given])
    python: Path | None = None
    selections: tuple[str, ...] = ()


class RememberedChoices:
    """Choices by project root. The oldest of a hundred projects is forgotten."""

    def __init__(self, folder: UserFolder) -> None:
        self._folder = folder

    def recall(self, root: Path) -> Choices:
        """Return what was last chosen, empty when nothing was."""
        raw = self._folder.read(_NAME).get(str(root.resolve()))
        if not isinstance(raw, dict):
            return Choices()
        inputs, python, texts = raw.get("inputs"), raw.get("python"), raw.get("selections")
        given = inputs if isinstance(inputs, dict) else {}
        read = {NodeId(node): _given(value) for node, value in given.items()}
        return Choices(
            inputs={node: value for node, value in read.items() if value is not None},
            python=Path(python) if isinstance(python, str) else None,
            selections=_texts(texts),
        )

    def remember_inputs(
        self, root: Path, asked: Iterable[NodeId], values: Mapping[NodeId, Given]
    ) -> None:
        """Keep the values of the inputs that were `asked` for, beside those of others."""
        before, gone = self.recall(root), frozenset(asked)
        others = {node: value for node, value in before.inputs.items() if node not in gone}
        self._keep(root, replace(before, inputs={**others, **values}))

    def remember_python(self, root: Path, python: Path | None) -> None:
        """Keep the interpreter."""
        self._keep(root, replace(self.recall(root), python=python))

    def remember_selection(self, root: Path, text: str) -> None:
        """Keep a text of the selection box as the newest."""
        before = self.recall(root)
        texts = dict.fromkeys((text, *before.selections))
        self._keep(root, replace(before, selections=tuple(texts)[:_MOST_SELECTIONS]))

    def _keep(self, root: Path, choices: Choices) -> None:
        key = str(root.resolve())
        others = {k: value for k, value in self._folder.read(_NAME).items() if k != key}
        newest = dict(list(others.items())[1 - _MOST :])
        plain: Json = {
            "inputs": {str(node): _plain(given) for node, given in choices.inputs.items()},
            "python": str(choices.python) if choices.python else None,
            "selections": list(choices.selections),
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


def _texts(raw: Json) -> tuple[str, ...]:
    return tuple(text for text in raw if isinstance(text, str)) if isinstance(raw, list) else ()


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
