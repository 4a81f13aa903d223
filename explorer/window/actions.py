"""The commands as Qt actions: in menus, in the tool bar, under their keys."""

from collections.abc import Callable, Iterable

from PySide6.QtGui import QAction, QActionGroup, QIcon, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar

from explorer.commands import Command
from explorer.settings import Settings
from explorer.state import State

Icons = Callable[[str], QIcon]


class Actions:
    """One action a command, by its id."""

    def __init__(
        self, commands: Iterable[Command], window: QMainWindow, act: Callable[[Command], None]
    ) -> None:
        self.commands = tuple(commands)
        self.by_id = {command.id: _action(command, window, act) for command in self.commands}
        choices: dict[str, QActionGroup] = {}
        for command in self.commands:
            if command.checked and not command.is_switch:
                group = choices.setdefault(command.menu, QActionGroup(window))
                group.addAction(self.by_id[command.id])

    def trigger(self, id: str) -> None:
        """Do a command, if it can be used now."""
        self.by_id[id].trigger()

    def fill_menus(self, window: QMainWindow) -> dict[str, QMenu]:
        """Add a menu for each group of commands; return them by title.

        A title of two parts, as "&Node/Trace &only", is that of a menu inside another.
        """
        menus: dict[str, QMenu] = {}
        for command in self.commands:
            outer, _, inner = command.menu.partition("/")
            if outer not in menus:
                menus[outer] = window.menuBar().addMenu(outer)
            if command.menu not in menus:
                menus[command.menu] = menus[outer].addMenu(inner)
            if command.starts_group:
                menus[command.menu].addSeparator()
            menus[command.menu].addAction(self.by_id[command.id])
        return menus

    def fill(self, menu: QMenu, prefix: str) -> None:
        """Add the commands whose ids begin so to a menu."""
        for command in self.commands:
            if command.id.startswith(prefix):
                if command.starts_group:
                    menu.addSeparator()
                menu.addAction(self.by_id[command.id])

    def fill_tool_bar(self, bar: QToolBar) -> None:
        """Add the commands that stand in the tool bar, the menus' groups apart."""
        last = ""
        for command in self.commands:
            if command.is_in_tool_bar:
                if last and last != command.menu:
                    bar.addSeparator()
                last = command.menu
                bar.addAction(self.by_id[command.id])

    def key_groups(self) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """Return the commands that have keys: menus, each with pairs of name and keys."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for command in self.commands:
            if command.keys:
                title = command.menu.replace("&", "")
                groups.setdefault(title, []).append((command.name, command.keys[0]))
        return tuple((title, tuple(pairs)) for title, pairs in groups.items())

    def show_icons(self, icons: Icons) -> None:
        """Wear icons that fit the theme."""
        for command in self.commands:
            if command.icon:
                self.by_id[command.id].setIcon(icons(command.icon))

    def show_state(self, state: State) -> None:
        """Offer what can be done now."""
        for command in self.commands:
            self.by_id[command.id].setEnabled(command.enabled(state))

    def show_settings(self, settings: Settings) -> None:
        """Check what is chosen."""
        for command in self.commands:
            if command.checked:
                self.by_id[command.id].setChecked(command.checked(settings))


def shown_key(command: Command) -> str:
    """Return the first shortcut of a command as people read it, "" when it has none."""
    key = QKeySequence(command.keys[0]) if command.keys else QKeySequence()
    return key.toString(QKeySequence.SequenceFormat.NativeText)


def _action(command: Command, window: QMainWindow, act: Callable[[Command], None]) -> QAction:
    action = QAction(command.title, window)
    action.setObjectName(command.id)
    action.setShortcuts([QKeySequence(key) for key in command.keys])
    action.setCheckable(command.checked is not None)
    key = shown_key(command)
    tip = command.hint or command.name
    action.setToolTip(f"{tip} ({key})" if key else tip)
    action.triggered.connect(lambda: act(command))
    window.addAction(action)
    return action
