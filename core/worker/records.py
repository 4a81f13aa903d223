"""Nodes as Hamilton holds them -> records for the explorer."""
# pyright: basic

import inspect
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from hamilton import node
from hamilton.data_quality.base import DataValidator

from . import forms
from .building import StandIn
from .codehash import CodeBase
from .complaints import readable
from .dataflow import CheckSpec
from .messages import FormRecord, NodeRecord, ParameterRecord
from .sources import Origin, defaults_of
from .typenames import type_text
from .verdicts import place_of, written_name

DOC_LIMIT = 8000
TAG_LIMIT = 500
CHECKED = "hamilton.data_quality.contains_dq_results"
_KINDS = ((CHECKED, "check"), ("hamilton.data_saver", "saver"), ("hamilton.data_loader", "loader"))
_OPTIONAL = node.DependencyType.OPTIONAL


class Recorder:
    """Describes nodes. `shown_module` gives the name by which the explorer knows a module."""

    def __init__(
        self, config: dict[str, Any], code: CodeBase, shown_module: Callable[[str], str]
    ) -> None:
        self._config = config
        self._code = code
        self._shown_module = shown_module

    def record(
        self, made: node.Node, origin: Origin, fingerprint: str, checked: str | None = None
    ) -> NodeRecord:
        """Return the record of a node that Hamilton made; a check has looked at `checked`."""
        kind = self._kind(made)
        record = NodeRecord(
            made.name,
            kind,
            type_text(made.type),
            tags=self._tags(made),
            parameters=_parameters(made),
            code=fingerprint,
            form=self._form(made, kind),
            checked=checked,
            has_side_effects=kind == "saver",
        )
        maker = origin.maker
        if not maker:
            return record
        file, first_line = place_of(maker)
        return replace(
            record,
            module=self._shown_module(maker.__module__ or ""),
            function=written_name(maker),
            doc=readable(inspect.cleandoc(made.documentation or ""), DOC_LIMIT),
            file=file,
            first_line=first_line,
            last_line=self._last_line(file, first_line),
        )

    def stand_in(self, stand_in: StandIn) -> NodeRecord:
        """Return the record of a node that stands in for a function that is none."""
        return NodeRecord(
            stand_in.name,
            "function",
            module=self._shown_module(stand_in.module),
            function=stand_in.function,
            file=stand_in.file,
            first_line=stand_in.first_line,
            last_line=self._last_line(stand_in.file, stand_in.first_line),
            parameters=tuple(
                ParameterRecord(source, optional=optional)
                for source, optional in stand_in.parameters.items()
            ),
            form=FormRecord("json"),
        )

    def _last_line(self, file: str | None, first_line: int) -> int:
        return (file and self._code.last_line(Path(file), first_line)) or first_line

    def _kind(self, made: node.Node) -> str:
        if made.user_defined:
            return "config" if made.name in self._config else "input"
        for tag, kind in _KINDS:
            if made.tags.get(tag):
                return kind
        role = made.node_role.name.lower()
        return role if role in ("expand", "collect") else "function"

    def _tags(self, made: node.Node) -> dict[str, str]:
        tags = {name: _tag_text(value) for name, value in made.tags.items()}
        if "module" in tags:
            tags["module"] = self._shown_module(tags["module"])
        return tags

    def _form(self, made: node.Node, kind: str) -> FormRecord:
        if kind == "config":
            return forms.form(made.type, self._config[made.name])
        if kind == "input" and made.depended_on_by:
            defaults = [_default(reader, made.name) for reader in made.depended_on_by]
            if not any(default is forms.MISSING for default in defaults):
                return forms.form(made.type, defaults[0])
        return forms.form(made.type)


def check_of(made: node.Node, validator: DataValidator | None) -> CheckSpec | None:
    """Return what a node checks; None when it is no check.

    Hamilton's own tag names the checked node as it was called before a subdag put it under
    another name, so the node is found by its edges.
    """
    if not made.tags.get(CHECKED):
        return None
    raw = next(iter(made.input_types), "")
    checked = next(
        (
            reader.name
            for reader in made.depended_on_by
            if raw in reader.input_types and not reader.tags.get(CHECKED)
        ),
        made.name,
    )
    if validator is None:
        return CheckSpec(checked, raw, "warn", made.name)
    return CheckSpec(checked, raw, validator.importance.value, validator.name(), validator)


def _parameters(made: node.Node) -> tuple[ParameterRecord, ...]:
    found: list[ParameterRecord] = []
    for source, (kind, needed) in made.input_types.items():
        default = _default(made, source)
        text = None if default is forms.MISSING else forms.default_text(default)
        found.append(ParameterRecord(source, type_text(kind), needed is _OPTIONAL, text))
    return tuple(found)


def _default(reader: node.Node, source: str) -> Any:
    """Return the value a node takes when `source` is not given; MISSING when it needs one."""
    needed = reader.input_types.get(source, (None, None))[1]
    return defaults_of(reader).get(source) if needed is _OPTIONAL else forms.MISSING


def _tag_text(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    return readable(text, TAG_LIMIT)
