"""What bad rows have in common, in the words of what went in."""
# pyright: basic

from collections.abc import Iterator, Sequence

from ..tracing.flow import Flow
from .commonality import common
from .parts import Selection, taken
from .probing import probed
from .search import Search
from .seeking import Quest
from .stretch import Stretch
from .trials import Trials

_ROW_BY_ROW = ("exact", "by key", "by position")


def of_symptom(flow: Flow, found: Stretch, sought: Quest) -> Iterator[str]:
    """Yield a sentence for each argument whose rows go with those of the value."""
    for name in found.arguments if sought.bad is not None else ():
        its = flow.table(name)
        if its is None:
            continue
        alignment = flow.alignment(found.node, name)
        if alignment.how in _ROW_BY_ROW:
            bad = alignment.to_parent(its.np, sought.bad)
            said = common(its, its.np.flatnonzero(bad), its.np.flatnonzero(~bad))
            if said:
                yield f"In `{name}`: {said}"


def of_raising(
    flow: Flow, found: Stretch, search: Search, sought: Quest, trials: Trials
) -> Iterator[str]:
    """Try groups of the rows of which some are left, all else as it was; yield sentences."""
    left = [part for part, kept in search.selection.items() if part.kind == "rows" and kept]
    tables = {n: its for part in left[:1] for n in part.arguments if (its := flow.table(n))}
    if not tables:
        return
    part, np = left[0], next(iter(tables.values())).np

    def raises(rows: Sequence[int]) -> bool:
        some: Selection = {part: rows}
        return sought.oracle.shows(trials.call(taken(found.arguments, some)), some)

    rows = probed(np.random.default_rng(0).permutation(part.count), raises)
    for name, its in tables.items():
        said = common(its, np.array(rows.bad, int), np.array(rows.good, int))
        if said:
            yield f"In `{name}`, as far as rows were tried: {said}"
