"""A small dataflow as text, written out for tests and given to Hamilton and to reading alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent

from core.model.graph import Graph
from core.model.project import Json, ModuleRef
from core.reading import Reading, read_modules

Shape = dict[str, tuple[str, list[str]]]
"""Nodes by name: kind, and the names of what they read, in argument order."""

HEADER = """\
from typing import Annotated, Any, Dict, List, Literal, Optional, Tuple, TypedDict

import pandas as pd
import polars as pl
from hamilton.function_modifiers import *
from hamilton.function_modifiers import ParameterizedExtract, apply_to, configuration
from hamilton.function_modifiers import group, source, step, value
"""


@dataclass(frozen=True)
class Case:
    """Files by name below a folder; `modules` are the ones that make the dataflow."""

    name: str
    files: Mapping[str, str]
    config: Mapping[str, Json] = field(default_factory=dict)
    modules: tuple[str, ...] = ("flow",)

    def write(self, folder: Path) -> Path:
        """Write the files below a folder of the case's own, and return that."""
        root = folder / self.name
        for name, text in self.files.items():
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        return root


def case(name: str, text: str, **config: Json) -> Case:
    """Return a case of one module, with Hamilton's names imported."""
    return Case(name, {"flow.py": HEADER + dedent(text)}, config)


def project(
    name: str, files: Mapping[str, str], modules: tuple[str, ...] = ("flow",), **config: Json
) -> Case:
    """Return a case of several files; those that use decorators import them by themselves."""
    return Case(name, {file: dedent(text) for file, text in files.items()}, config, modules)


def read_case(made: Case, root: Path) -> Reading:
    """Read a case that was written below `root`."""
    return read_modules([ref(root, name) for name in made.modules], [root], made.config)


def read_text(text: str, folder: Path, **config: Json) -> Reading:
    """Read one module, with Hamilton's names imported, that has the given text."""
    made = case("text", text, **config)
    return read_case(made, made.write(folder))


def ref(root: Path, name: str) -> ModuleRef:
    """Return the module of a name below a folder."""
    place = root.joinpath(*name.split("."))
    package = place / "__init__.py"
    return ModuleRef(name, package if package.exists() else place.with_name(f"{place.name}.py"))


def shape(graph: Graph) -> Shape:
    """Return what is compared of a graph."""
    return {
        str(node.id): (node.kind.value, [str(p.source) for p in node.parameters])
        for node in graph.nodes.values()
    }
