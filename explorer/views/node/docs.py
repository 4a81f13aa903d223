"""A node in words, as rich text: what it is for, what it reads, who reads it."""

from html import escape

from core.model.graph import Graph, Node, NodeId, Parameter
from core.model.run import NodeRun
from explorer.theme import Theme

_INTERNAL = "hamilton."


def document(graph: Graph, node: Node, result: NodeRun | None, theme: Theme) -> str:
    """Return the documentation of a node as HTML; links have the form `node:NAME`."""
    parts = [
        _doc(node),
        _facts(node, result, theme),
        _section("Reads", [_parameter(graph, p, theme) for p in node.parameters], theme),
        _section("Read by", [_link(child) for child in graph.children[node.id]], theme),
    ]
    body = "".join(parts)
    return f"<div style='color:{theme.text}; line-height:140%'>{body}</div>"


def _doc(node: Node) -> str:
    paragraphs = node.doc.strip().split("\n\n")
    if not node.doc.strip():
        return ""
    return "".join(f"<p>{_lines(paragraph)}</p>" for paragraph in paragraphs)


def _lines(paragraph: str) -> str:
    """Keep the lines of lists and sections, join those of running text."""
    lines = [line.strip() for line in paragraph.splitlines()]
    keeps = any(line.startswith((":", "-", "*")) or line.endswith(":") for line in lines)
    return ("<br>" if keeps else " ").join(map(escape, lines))


def _facts(node: Node, result: NodeRun | None, theme: Theme) -> str:
    tags = [
        f"{escape(name)}&nbsp;=&nbsp;{escape(text)}"
        for name, text in node.tags.items()
        if name != "module" and not name.startswith(_INTERNAL)
    ]
    rows = [
        ("Type", escape(node.type_name)),
        ("Kind", node.kind.value),
        ("Function", escape(f"{node.module}.{node.function}" if node.function else "")),
        ("Tags", ", ".join(tags)),
        ("Checks", _link(node.checked) if node.checked else ""),
        ("Last run", escape(_last_run(result))),
        ("Note", "Writes outside the dataflow." if node.has_side_effects else ""),
        ("", "Read from the source; some of it is not sure." if node.approximate else ""),
    ]
    cells = "".join(
        f"<tr><td style='color:{theme.text_muted}; padding-right:14px'>{name}</td>"
        f"<td>{text}</td></tr>"
        for name, text in rows
        if text
    )
    return f"<table cellspacing='0' cellpadding='2'>{cells}</table>"


def _last_run(result: NodeRun | None) -> str:
    if result is None:
        return ""
    seconds = "" if result.seconds is None else f" in {result.seconds:.3g} s"
    summary = f": {result.summary}" if result.summary else ""
    return f"{result.status.value}{seconds}{summary}"


def _section(title: str, lines: list[str], theme: Theme) -> str:
    if not lines:
        return ""
    listed = "<br>".join(lines)
    return (
        f"<p style='color:{theme.text_muted}'>{title}</p><p style='margin-left:10px'>{listed}</p>"
    )


def _parameter(graph: Graph, parameter: Parameter, theme: Theme) -> str:
    faint = f"<span style='color:{theme.text_muted}'>"
    default = f" = {escape(parameter.default)}" if parameter.default is not None else ""
    source = graph.nodes.get(parameter.source)
    maker = (
        f"  from {escape(source.module)}" if source and source.module else "  given from outside"
    )
    typed = f": {escape(parameter.type_name)}" if parameter.type_name else ""
    return f"{_link(parameter.source)}{faint}{typed}{default}{maker}</span>"


def _link(node: NodeId) -> str:
    return f"<a href='node:{escape(node, quote=True)}'>{escape(node)}</a>"
