"""What banners offer to do: ids of commands, with the words on the button."""

CHOOSE_INTERPRETER = ("project.choose_interpreter", "Choose interpreter…")
OPEN = ("project.open_file", "Open…")
PLACE = ("project.reload", "Place it now")
RESTART = ("worker.restart", "Restart")
SETTINGS = ("window.settings", "Settings…")
TRUST = ("project.ask_trust", "Trust this folder…")
