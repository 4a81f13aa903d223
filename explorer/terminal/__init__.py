"""The command line's own commands: the same work without a window."""
