"""What PySide offers and we do without: other names for Qt's functions (`__feature__`)."""

import importlib


def do_without() -> None:
    """Keep PySide from reading the source of each module to come, to see whether it wants them.

    That is a tenth of the time until a graph is drawn. Where PySide has changed, it reads on.
    """
    try:
        feature = importlib.import_module("PySide6.support.feature")
    except ImportError:
        return
    if hasattr(feature, "_mod_uses_pyside"):
        vars(feature)["_mod_uses_pyside"] = _is_wanted


def _is_wanted(_module: object) -> bool:
    return False
