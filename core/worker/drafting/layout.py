"""Long lines of Python broken at their brackets, as formatters do it."""

from collections.abc import Iterator

WIDTH = 88
_OPENING, _CLOSING, _QUOTES = "([{", ")]}", "'\""


def laid_out(line: str, indent: int = 0) -> list[str]:
    """Return a line as it is where it is short enough, else with each item on one of its own.

    `indent` is in spaces. No text in the line may go over its end.
    """
    pad = " " * indent
    found = _largest(line) if indent + len(line) > WIDTH else None
    if found is None:
        return [(pad + line).rstrip()]
    start, end = found
    items = _items(line[start + 1 : end])
    body: list[str] = []
    for item in items:
        *above, last = laid_out(item, indent + 4)
        is_hugged = bool(above) and len(items) == 1
        body += [*above, last if is_hugged else f"{last},"]
    # what follows the bracket is short: nothing there is broken
    return [pad + line[: start + 1], *body, pad + line[end:]]


def _largest(line: str) -> tuple[int, int] | None:
    """Return where the longest bracket that has something in it opens and closes."""
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for place, sign in _signs(line):
        if sign in _OPENING:
            opened.append(place)
        elif sign in _CLOSING:
            start = opened.pop()
            if not opened and place - start > 1:
                found.append((start, place))
    return max(found, key=lambda pair: pair[1] - pair[0], default=None)


def _items(inside: str) -> list[str]:
    """Return what stands between commas that are in no bracket."""
    cuts: list[int] = []
    depth = 0
    for place, sign in _signs(inside):
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if sign == "," and not depth:
            cuts.append(place)
    ends = zip([-1, *cuts], [*cuts, len(inside)], strict=True)
    return [item for start, end in ends if (item := inside[start + 1 : end].strip())]


def _signs(text: str) -> Iterator[tuple[int, str]]:
    """Yield brackets and commas that stand in no string, and where."""
    quote, is_escaped = "", False
    for place, sign in enumerate(text):
        if quote:
            if is_escaped:
                is_escaped = False
            elif sign == "\\":
                is_escaped = True
            elif sign == quote:
                quote = ""
        elif sign in _QUOTES:
            quote = sign
        elif sign in _OPENING or sign in _CLOSING or sign == ",":
            yield place, sign
