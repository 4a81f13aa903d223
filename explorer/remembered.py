"""The input values that were last used for a project."""

from collections.abc import Mapping
from pathlib import Path

from core.model.given import Given, GivenFile, GivenJson, GivenText
from core.model.graph import NodeId
from core.model.project import Json
from explorer.userfolder import UserFolder

_NAME = "inputs"
_PROJECTS = 100


class RememberedInputs:
    """Values by node, kept per project root; the oldest of a hundred projects is forgotten."""

    def __init__(self, folder: UserFolder) -> None:
        self._folder = folder

    def recall(self, root: Path) -> dict[NodeId, Given]:
        """Return what was last used, empty when nothing was."""
        raw = self._folder.read(_NAME).get(str(root.resolve()))
        if not isinstance(raw, dict):
            return {}
        read = {NodeId(node): _given(value) for node, value in raw.items()}
        return {node: given for node, given in read.items() if given is not None}

    def remember(self, root: Path, values: Mapping[NodeId, Given]) -> None:
        """Keep these values, and those of other nodes used before."""
        key = str(root.resolve())
        kept = self._folder.read(_NAME)
        before = kept.pop(key, None)
        merged = before if isinstance(before, dict) else {}
        merged |= {str(node): _plain(given) for node, given in values.items()}
        newest = list(kept.items())[1 - _PROJECTS :]
        self._folder.write(_NAME, {**dict(newest), key: merged})


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
