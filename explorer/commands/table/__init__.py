"""The commands, a module a menu."""

from explorer.commands.table.colours import COLOUR_COMMANDS
from explorer.commands.table.file import FILE_COMMANDS
from explorer.commands.table.graph import GRAPH_COMMANDS
from explorer.commands.table.help import HELP_COMMANDS
from explorer.commands.table.marked import MARKED_COMMANDS
from explorer.commands.table.node import NODE_COMMANDS
from explorer.commands.table.run import RUN_COMMANDS
from explorer.commands.table.view import VIEW_COMMANDS

__all__ = ["COMMANDS"]

COMMANDS = (
    *FILE_COMMANDS,
    *RUN_COMMANDS,
    *NODE_COMMANDS,
    *MARKED_COMMANDS,
    *GRAPH_COMMANDS,
    *VIEW_COMMANDS,
    *COLOUR_COMMANDS,
    *HELP_COMMANDS,
)
