"""A node in words, as rich text: what it is for, what it reads, who reads it."""

from html import escape

from core.model.graph import Graph, Node, NodeId, NodeKind, Parameter
from core.picture.words import KIND_WORDS
from explorer.theme import Theme
from explorer.views.node.prose import prose
from explorer.views.style import CODE_FAMILY

_INTERNAL = "hamilton."


def document(graph: Graph, node: Node, theme: Theme) -> str:
    """Return the documentation of a node as HTML; links have the form `node:NAME`."""
    parts = [
        prose(node.doc) or f"<p style='color:{theme.text_faint}'>No docstring.</p>",
        _tags(node, theme),
        _section("Reads", [_parameter(graph, p, theme) for p in node.parameters], theme),
        _section("Read by", [_reader(graph, n, theme) for n in graph.children[node.id]], theme),
        _section("About", _facts(node, theme), theme),
    ]
    return f"<body style='color:{theme.text}'>{''.join(parts)}</body>"


def _tags(node: Node, theme: Theme) -> str:
    shown = {k: v for k, v in node.tags.items() if k != "module" and not k.startswith(_INTERNAL)}
    style = f"background-color:{theme.hover}; color:{theme.text_muted}; font-size:12px"
    chips = [
        f"<span style='{style}'>&nbsp;{escape(name)}:&nbsp;"
        f"<span style='color:{theme.text}'>{escape(text)}</span>&nbsp;</span>"
        for name, text in shown.items()
    ]
    return f"<p>{' &nbsp;'.join(chips)}</p>" if chips else ""


def _section(title: str, rows: list[tuple[str, ...]], theme: Theme) -> str:
    if not rows:
        return ""
    cells = "".join(
        "<tr>" + "".join(f"<td style='padding:2px 18px 2px 0'>{c}</td>" for c in row) + "</tr>"
        for row in rows
    )
    head = (
        f"<p style='color:{theme.text_muted}; font-size:11px; font-weight:600; "
        f"margin-top:16px; margin-bottom:3px'>{title}</p>"
    )
    return f"{head}<table cellspacing='0' cellpadding='0'>{cells}</table>"


def _parameter(graph: Graph, parameter: Parameter, theme: Theme) -> tuple[str, ...]:
    source = graph.nodes.get(parameter.source)
    typed = _code(parameter.type_name, theme)
    if parameter.default is not None:
        typed += _code(f" = {parameter.default}", theme)
    optional = " optional" if parameter.optional and parameter.default is None else ""
    name = _link(parameter.source, theme) if source else escape(parameter.source)
    return name, typed + _muted(optional, theme), _muted(_home(source), theme)


def _reader(graph: Graph, node: NodeId, theme: Theme) -> tuple[str, ...]:
    reader = graph.nodes[node]
    return _link(node, theme), _code(reader.type_name, theme), _muted(_home(reader), theme)


def _home(node: Node | None) -> str:
    if node is None:
        return "not in this dataflow"
    return node.module or "given from outside"


def _facts(node: Node, theme: Theme) -> list[tuple[str, ...]]:
    function = f"{node.module}.{node.function}" if node.function else ""
    rows = [
        ("Type", _code(node.type_name, theme)),
        ("Kind", "" if node.kind is NodeKind.FUNCTION else KIND_WORDS[node.kind]),
        ("Function", _code(function, theme)),
        ("Checks", _link(node.checked, theme) if node.checked else ""),
        ("Effects", "It writes outside of the dataflow." if node.has_side_effects else ""),
        ("Certainty", "Read from the source; some of it may differ." if node.approximate else ""),
    ]
    return [(_muted(name, theme), text) for name, text in rows if text]


def _muted(text: str, theme: Theme) -> str:
    return f"<span style='color:{theme.text_muted}'>{escape(text)}</span>"


def _code(text: str, theme: Theme) -> str:
    if not text:
        return ""
    style = f'font-family:"{CODE_FAMILY}"; font-size:12px; color:{theme.text_muted}'
    return f"<span style='{style}'>{escape(text)}</span>"


def _link(node: NodeId, theme: Theme) -> str:
    style = f"color:{theme.accent}; text-decoration:none"
    return f"<a href='node:{escape(node, quote=True)}' style='{style}'>{escape(node)}</a>"
