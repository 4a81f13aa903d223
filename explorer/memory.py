"""Everything that the program remembers of its user between sessions."""

from pathlib import Path

from explorer.recents import Recents
from explorer.remembered import RememberedChoices
from explorer.settings import SettingsStore
from explorer.trust import TrustedFolders
from explorer.userfolder import UserFolder


class Memory:
    """The files of one user folder, each behind its own words."""

    def __init__(self, folder: UserFolder, always_trusted: Path) -> None:
        self.folder = folder
        self.settings = SettingsStore(folder)
        self.trusted = TrustedFolders(folder, always_trusted)
        self.recents = Recents(folder)
        self.choices = RememberedChoices(folder)
