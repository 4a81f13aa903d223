"""Where the files that come with the program are: examples, fonts, icons."""

from pathlib import Path


def resources() -> Path:
    """Return the folder of bundled files, in a checkout and in an installed wheel alike."""
    installed = Path(__file__).parent / "resources"
    return installed if installed.is_dir() else Path(__file__).parent.parent / "resources"
