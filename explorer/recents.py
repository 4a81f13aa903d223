"""The projects that were opened last."""

from dataclasses import dataclass
from pathlib import Path

from core.model.project import Json
from explorer.userfolder import UserFolder

_NAME = "recents"
_MOST = 12


@dataclass(frozen=True, slots=True)
class Recent:
    """How a project was opened: `targets` as named, seen from `folder`."""

    title: str
    folder: Path
    targets: tuple[str, ...] = ()

    @property
    def is_there(self) -> bool:
        """Whether the folder still exists."""
        return self.folder.is_dir()


class Recents:
    """The newest come first; each project once."""

    def __init__(self, folder: UserFolder) -> None:
        self._folder = folder

    def all(self) -> tuple[Recent, ...]:
        """Return the projects opened last."""
        raw = self._folder.read(_NAME).get("projects")
        read = map(_recent, raw) if isinstance(raw, list) else ()
        return tuple(recent for recent in read if recent)

    def add(self, recent: Recent) -> None:
        """Put a project first."""
        others = [other for other in self.all() if _key(other) != _key(recent)]
        plain = [_plain(one) for one in (recent, *others)[:_MOST]]
        self._folder.write(_NAME, {"projects": plain})

    def clear(self) -> None:
        """Forget all."""
        self._folder.write(_NAME, {"projects": []})


def _key(recent: Recent) -> tuple[Path, tuple[str, ...]]:
    return recent.folder, recent.targets


def _plain(recent: Recent) -> Json:
    return {
        "title": recent.title,
        "folder": str(recent.folder),
        "targets": list(recent.targets),
    }


def _recent(raw: Json) -> Recent | None:
    match raw:
        case {"title": str(title), "folder": str(folder), "targets": list(targets)}:
            return Recent(title, Path(folder), tuple(map(str, targets)))
        case _:
            return None
