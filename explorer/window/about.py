"""What this program is, in a few words."""

import platform

from PySide6.QtCore import qVersion


def own_version() -> str:
    """Return the version of the program, "unknown" when it is not installed."""
    from importlib import metadata  # 15 ms that no start needs

    try:
        return metadata.version("lineage-explorer")
    except metadata.PackageNotFoundError:
        return "unknown"


def about() -> str:
    """Return a few lines of rich text."""
    return (
        f"<h3>Lineage Explorer {own_version()}</h3>"
        "<p>See, run and debug dataflows written as plain Python functions "
        "with Apache Hamilton.</p>"
        f"<p>Python {platform.python_version()}, Qt {qVersion()}. Apache License 2.0.</p>"
    )
