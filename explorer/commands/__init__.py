"""Everything that a person can do, declared once: menus, tool bar, keys and palette follow."""

from explorer.commands.command import Command
from explorer.commands.means import Means, Surface
from explorer.commands.table import COMMANDS

__all__ = ["COMMANDS", "Command", "Means", "Surface"]
