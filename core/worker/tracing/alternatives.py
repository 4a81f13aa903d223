"""Nodes that may be guilty as well, where few stand out: whoever looks should see them, too."""
# pyright: basic

from collections.abc import Iterator
from itertools import chain

from .findings import Finding, Hop, Suspect
from .flow import Flow
from .relations import is_handed_on
from .symptoms import BY_COLUMN, BY_TABLE, SAID

_ENOUGH = 3
"""Suspects below which others are named."""
_LESS = 0.3
_MOST_STEPS = 60
_GRADED = ("out-of-range", "outliers")
_SMALL = 0.1
"""The share of a column's figures that are small ones."""
_WIDE = 30.0

_Place = tuple[str, str]


def with_alternatives(flow: Flow, symptom: str, found: Finding) -> Finding:
    """Return a finding with up to three suspects; those that are added are less than sure."""
    suspects = list(found.suspects)
    if not suspects or symptom == "rows-lost" or _is_plain(flow, suspects[0], symptom):
        return found
    share = _LESS * suspects[0].share
    for suspect in _further(flow, suspects, found.hops, symptom):
        if len(suspects) >= _ENOUGH:
            break
        is_handed_in = not flow.parents[suspect.node] and suspect.of < 2
        if not is_handed_in and suspect.node not in {known.node for known in suspects}:
            suspects.append(suspect._replace(share=share))
    if suspects[0].kind == "unknown" and symptom in _GRADED:
        # no row told where to go: what lies apart by itself says more than the way here
        suspects.sort(key=lambda one: -_jump(flow, one.node, one.column))
        suspects = [one._replace(share=min(one.share, share)) for one in suspects]
    return found._replace(suspects=tuple(suspects))


def _further(
    flow: Flow, suspects: list[Suspect], hops: tuple[Hop, ...], symptom: str
) -> Iterator[Suspect]:
    first = suspects[0]
    if first.kind in ("lacking", "entry"):
        return _made_of(flow, (suspects[1].node, suspects[1].column), symptom)
    if flow.is_source(first.node):
        return _on_the_way(flow, first, hops, symptom)
    made = _made_of(flow, (first.node, first.column), symptom)
    if symptom in _GRADED:
        return _by_jumps(flow, made)
    if symptom != "nulls":
        return made
    joined = [p for p, (its, _) in flow.aligned(first.node).items() if first.column in its.names]
    text = f"`{first.node}` takes its `{first.column}` from here. It looks well."
    taken = (
        _suspect(flow, *_maker(flow, (parent, first.column)), symptom, text) for parent in joined
    )
    unmet, keys = _unmet(flow, first, symptom), _keys(flow, first, symptom)
    return chain(unmet, taken, keys, made) if joined else chain(made, unmet, keys)


def _is_plain(flow: Flow, first: Suspect, symptom: str) -> bool:
    """Whether it shows that all was well before: then nobody else needs a look."""
    if first.kind != "introduced" or flow.is_source(first.node):
        return False
    if symptom in BY_COLUMN or symptom in BY_TABLE:
        return True
    aligned = flow.aligned(first.node).values()
    is_in_rows = all(alignment.how in ("exact", "by position") for _, alignment in aligned)
    return symptom == "nulls" and is_in_rows


def _on_the_way(
    flow: Flow, first: Suspect, hops: tuple[Hop, ...], symptom: str
) -> Iterator[Suspect]:
    """Yield the nodes that made something of what came in, from there down."""
    below: dict[_Place, list[Hop]] = {}
    for hop in hops:
        below.setdefault((hop.parent, hop.parent_column), []).append(hop)
    pending = [(first.node, first.column)]
    passed = set(pending)
    while pending:
        for hop in below.get(pending.pop(0), ()):
            place = hop.node, hop.column
            if place not in passed:
                passed.add(place)
                pending.append(place)
                if not hop.column or hop.column != hop.parent_column or not _is_copy(flow, hop):
                    yield _suspect(flow, *place, symptom, _through(symptom, hop.column))


def _through(symptom: str, column: str) -> str:
    what = f"what is {SAID[symptom]}" if symptom in SAID else "what came in"
    of = f" It makes its `{column}` of that." if column else ""
    return f"It lets {what} pass.{of}"


def _unmet(flow: Flow, first: Suspect, symptom: str) -> Iterator[Suspect]:
    """Yield tables in which rows found nothing."""
    aligned = flow.aligned(first.node)
    for parent, (its, alignment) in aligned.items():
        if first.bad_at is None or its.is_mapping or alignment.how not in ("by key", "exact"):
            continue
        unmet = alignment.places(its.np, its.np.flatnonzero(first.bad_at)) < 0
        if unmet.any():
            text = f"{int(unmet.sum()):,} of the rows of `{first.node}` find nothing in it."
            yield _suspect(flow, parent, "", symptom, text)


def _keys(flow: Flow, first: Suspect, symptom: str) -> Iterator[Suspect]:
    """Yield the nodes that made what rows are looked up by."""
    for parent, name in flow.keys(first.node):
        text = f"`{first.node}` looks something up by `{name}`, which comes from here."
        yield _suspect(flow, *_maker(flow, (parent, name)), symptom, text)


def _made_of(flow: Flow, start: _Place, symptom: str) -> Iterator[Suspect]:
    """Yield the nodes that made what a column was made of, the nearest first."""
    place = _maker(flow, start)
    pending, seen = [place], {place}
    while pending and len(seen) < _MOST_STEPS:
        node, column = pending.pop(0)
        for parent, name, _ in _ingredients(flow, node, column):
            maker = _maker(flow, (parent, name))
            if maker in seen:
                continue
            seen.add(maker)
            pending.append(maker)
            its = flow.table(parent)
            named = name if its is not None and len(its.names) > 1 else parent
            text = f"`{node}` is made of `{named}`, which comes from here. It looks well."
            yield _suspect(flow, *maker, symptom, text)


def _by_jumps(flow: Flow, made: Iterator[Suspect]) -> Iterator[Suspect]:
    """Yield those first whose figures lie apart while those that they are made of do not."""
    jumps = [(_jump(flow, one.node, one.column), one) for one in made]
    for jump, one in sorted(jumps, key=lambda pair: -pair[0]):
        text = "Its largest figures are far from its small ones, more than in what it is made of."
        yield one._replace(reason=text) if jump else one


def _jump(flow: Flow, node: str, column: str) -> float:
    """Return how much farther apart a column's figures lie than those it is made of; 0 if little.

    A rate or factor that is a hundred times the others shows so, where sums of it do not.
    """
    own = _width(flow, node, column)
    for parent, name, _ in _ingredients(flow, node, column):
        own /= _width(flow, parent, name)
    return own if own > _WIDE else 0.0


def _width(flow: Flow, node: str, column: str) -> float:
    """Return how many times a column's small figures its largest is; 1 for what has no numbers."""
    table = flow.table(node)
    numbers = table.numbers(column) if table is not None and column in table.names else None
    if table is None or numbers is None:
        return 1.0
    sizes = table.np.abs(numbers[table.np.isfinite(numbers) & (numbers != 0)])
    if not len(sizes):
        return 1.0
    return max(1.0, float(sizes.max() / table.np.quantile(sizes, _SMALL)))


def _maker(flow: Flow, place: _Place) -> _Place:
    """Return where a column was made that was only handed on since."""
    for _ in range(_MOST_STEPS):
        hop = next((hop for hop in _upward(flow, *place) if _is_copy(flow, hop)), None)
        if hop is None:
            break
        place = hop.parent, hop.parent_column
    return place


def _upward(flow: Flow, node: str, column: str) -> Iterator[Hop]:
    for parent, name, how in _ingredients(flow, node, column):
        its = flow.table(parent)
        is_same = name == column or column in (parent, node)
        if is_same and its is not None and not its.is_mapping:
            yield Hop(node, column, parent, name, how, 1.0)


def _ingredients(flow: Flow, node: str, column: str) -> Iterator[tuple[str, str, str]]:
    """Yield the columns of parents that a column is made of, by text, name, or all there are."""
    made = flow.made_of(node, column)
    aligned = flow.aligned(node)
    if not made:
        same = {p: (column,) for p, (its, _) in aligned.items() if column in its.names}
        made = same or {p: its.names[:1] for p, (its, _) in aligned.items()}
    found: list[tuple[bool, bool, str, str]] = []
    for parent, names in made.items():
        its, alignment = aligned[parent]
        for name in names if len(names) < len(its.names) else names[:1]:
            found.append((its.kind(name) == "O", name in alignment.key, parent, name))
    # numbers first, and what rows go by last
    for _, _, parent, name in sorted(found, key=lambda one: one[:2]):
        yield parent, name, aligned[parent][1].how


def _is_copy(flow: Flow, hop: Hop) -> bool:
    aligned = flow.aligned(hop.node).get(hop.parent)
    table = flow.table(hop.node)
    if aligned is None or table is None or table.is_mapping or hop.column not in table.names:
        return False
    return is_handed_on(table, hop.column, aligned[0], hop.parent_column, aligned[1])


def _suspect(flow: Flow, node: str, column: str, symptom: str, reason: str) -> Suspect:
    table = flow.table(node)
    rows = table.rows if table is not None else 0
    return Suspect(node, column, symptom, "unknown", 0.0, 0, rows, (), reason)
