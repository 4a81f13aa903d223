"""There is no screen: what asks for a window draws pictures instead, or is told so."""
# pyright: basic

import importlib.util
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

_CHOOSERS = {"matplotlib": "use", "matplotlib.pyplot": "switch_backend"}
"""By module, the function that chooses what figures are drawn on."""
_DRAWN_IN_FILES = frozenset(("agg", "cairo", "pdf", "pgf", "ps", "svg", "template"))


def draw_without_screen() -> None:
    """Have matplotlib draw pictures, also where code asks it for windows."""
    sys.meta_path.insert(0, _Finder())


class _Finder:
    """Lets others find matplotlib, and changes it when it has been imported."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name not in _CHOOSERS or self not in sys.meta_path:
            return None
        at = sys.meta_path.index(self)
        sys.meta_path.pop(at)  # the others are asked without us
        try:
            spec = importlib.util.find_spec(name)
        finally:
            sys.meta_path.insert(at, self)
        if spec and spec.loader:
            _change_when_loaded(spec.loader, _CHOOSERS[name])
        return spec


def _change_when_loaded(loader: Any, chooser: str) -> None:
    execute = loader.exec_module

    def exec_module(module: ModuleType) -> None:
        execute(module)
        setattr(module, chooser, _on_pictures(getattr(module, chooser)))

    loader.exec_module = exec_module


def _on_pictures(choose: Callable[..., Any]) -> Callable[..., Any]:
    def chosen(backend: Any, *arguments: Any, **options: Any) -> Any:
        is_fine = isinstance(backend, str) and backend.lower() in _DRAWN_IN_FILES
        return choose(backend if is_fine else "agg", *arguments, **options)

    return chosen
