"""What the palette offers: commands, nodes, recent projects."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from core.model.graph import NodeId, NodeKind
from core.session import Interpreter
from explorer.commands import Means
from explorer.theme import Theme
from explorer.views.icons import icon, kind_icon
from explorer.views.palette import Palette, PaletteItem
from explorer.window.actions import Actions, shown_key
from explorer.window.appearance import Appearance


class Offers(QObject):
    """Opens the palette with things to choose from, and does what is chosen."""

    def __init__(
        self, palette: Palette, actions: Actions, means: Means, appearance: Appearance
    ) -> None:
        super().__init__(palette)
        self._palette = palette
        self._actions = actions
        self._means = means
        self._appearance = appearance
        self._choose: Callable[[str], None] = lambda _: None
        palette.chosen.connect(self._take)

    def show_commands(self) -> None:
        """Offer all commands; those that cannot be used now are faint."""
        items = tuple(
            PaletteItem(
                command.id,
                command.name,
                command.hint,
                shown_key(command),
                icon(command.icon, self._theme),
                self._actions.by_id[command.id].isEnabled(),
            )
            for command in self._actions.commands
        )
        self._open(items, "What do you want to do?", self._actions.trigger)

    def show_nodes(self, placeholder: str, go: Callable[[NodeId], None]) -> None:
        """Offer all nodes."""
        icons = {kind: kind_icon(kind, self._theme) for kind in NodeKind}
        items = tuple(
            PaletteItem(node.id, node.id, node.module, node.type_name, icons[node.kind])
            for node in self._means.store.state.graph.nodes.values()
        )
        self._open(items, placeholder, lambda id: go(NodeId(id)))

    def show_tags(self, choose: Callable[[str], None]) -> None:
        """Offer the keys of all tags, with how many values each has."""
        values: dict[str, set[str]] = {}
        for node in self._means.store.state.graph.nodes.values():
            for key, value in node.tags.items():
                values.setdefault(key, set()).add(value)
        items = tuple(
            PaletteItem(key, key, f"{len(some):,} value{'' if len(some) == 1 else 's'}")
            for key, some in sorted(values.items())
        )
        self._open(items, "Group by the values of a tag", choose)

    def show_interpreters(
        self, found: tuple[Interpreter, ...], choose: Callable[[Path | None], None]
    ) -> None:
        """Offer interpreters; None is chosen to look for another one."""
        now = self._means.store.state.project
        items = tuple(
            PaletteItem(
                str(one.path),
                str(one.path),
                one.origin,
                "in use" if now and one.path == now.interpreter else "",
            )
            for one in found
        )
        other = PaletteItem("", "Another one…", "Choose the program, or its environment's folder")
        self._open(
            (*items, other),
            "Which Python runs this dataflow?",
            lambda path: choose(Path(path) if path else None),
        )

    def show_recents(self) -> None:
        """Offer the projects opened last."""
        recents = self._means.memory.recents.all()
        items = tuple(
            PaletteItem(str(place), recent.title, str(recent.folder), is_enabled=recent.is_there)
            for place, recent in enumerate(recents)
        )
        self._open(
            items, "Open again", lambda id: self._means.project.open_recent(recents[int(id)])
        )

    def _take(self, id: str) -> None:
        self._choose(id)

    @property
    def _theme(self) -> Theme:
        return self._appearance.theme

    def _open(
        self, items: tuple[PaletteItem, ...], placeholder: str, choose: Callable[[str], None]
    ) -> None:
        self._choose = choose
        self._palette.open(items, placeholder)
