"""Which folders may run their code on this machine."""

from pathlib import Path

from explorer.userfolder import UserFolder

_NAME = "trusted"


class TrustedFolders:
    """The folders whose code the user agreed to run, each with the interpreter it was for.

    Exactly the folder that was agreed to: neither those inside it nor those around it. Folders
    below `always` (the bundled examples) need no asking.
    """

    def __init__(self, folder: UserFolder, always: Path) -> None:
        self._folder = folder
        self._always = always.resolve()

    def trusts(self, root: Path, interpreter: Path) -> bool:
        """Whether the user agreed to run `root` with this very interpreter."""
        resolved = root.resolve()
        if resolved.is_relative_to(self._always):
            return True
        return self._folder.read(_NAME).get(str(resolved)) == str(interpreter)

    def trust(self, root: Path, interpreter: Path) -> None:
        """Note that the user agreed."""
        kept = self._folder.read(_NAME)
        self._folder.write(_NAME, {**kept, str(root.resolve()): str(interpreter)})

    def revoke(self, root: Path) -> None:
        """Forget that the user agreed; counts from the next time the folder is opened."""
        gone = str(root.resolve())
        kept = self._folder.read(_NAME)
        self._folder.write(_NAME, {key: value for key, value in kept.items() if key != gone})

    def folders(self) -> tuple[Path, ...]:
        """All folders that the user agreed to, in order of agreement."""
        return tuple(map(Path, self._folder.read(_NAME)))
