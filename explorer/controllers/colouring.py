"""What the colours of cards tell, and which classes of nodes stand out."""

from PySide6.QtCore import QObject

from core.picture import ColourBy
from core.picture.colouring import tag_keys
from explorer.settings import SettingsStore
from explorer.state import Store


class ColouringController(QObject):
    """Keeps the choice of colours for good, and what stands out for now."""

    def __init__(self, store: Store, settings: SettingsStore) -> None:
        super().__init__()
        self._store = store
        self._settings = settings

    @property
    def by(self) -> ColourBy:
        """What the colours tell."""
        known = {by.value: by for by in ColourBy}
        by = known.get(self._settings.settings.colour_by, ColourBy.STATUS)
        is_vain = by is ColourBy.DIFFERENCE and self._store.state.comparison is None
        return ColourBy.STATUS if is_vain else by

    @property
    def tag(self) -> str:
        """The key of the tags that give colours: the chosen one, else the one that most have."""
        keys = tag_keys(self._store.state.graph)
        chosen = self._settings.settings.colour_tag
        return chosen if chosen in keys or not keys else keys[0]

    def colour_by(self, by: ColourBy, tag: str = "") -> None:
        """Let the colours tell something else, with the legend that says what."""
        self._store.update(lit=frozenset())
        kept = tag or self._settings.settings.colour_tag
        self._settings.update(colour_by=by.value, colour_tag=kept, is_legend_folded=False)

    def light(self, title: str, is_added: bool = False) -> None:
        """Let the nodes of a class stand out, alone or beside others; again, and they do not."""
        before, alone = self._store.state.lit, frozenset((title,))
        lit = before ^ alone if is_added else alone if before != alone else frozenset[str]()
        self._store.update(lit=lit, is_slowest_lit=False)

    def toggle_slowest(self) -> None:
        """Let the path stand out that the last run took longest for; again, and it does not."""
        is_lit = not self._store.state.is_slowest_lit
        self._store.update(is_slowest_lit=is_lit, lit=frozenset())

    def clear(self) -> None:
        """Let nothing stand out."""
        self._store.update(is_slowest_lit=False, lit=frozenset())

    def fold_legend(self, is_folded: bool) -> None:
        """Fold the legend up, or open it."""
        self._settings.update(is_legend_folded=is_folded)

    def toggle_minimap(self) -> None:
        """Show or hide the small picture of the whole."""
        self._settings.update(has_minimap=not self._settings.settings.has_minimap)
