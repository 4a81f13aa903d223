"""A case in words."""

from core.model.case import Assertion, Case, Demand, Ending, Shrinking, suggested

HELP = (
    "Find the smallest input that still goes wrong: choose Smallest case beside a failure in the "
    "Run panel, or beside a suspect in the Trace panel.\n"
    "Make a test, in the menu Node, tests a sample of what goes well."
)
OF_A_FILE = "the result is what a file has…"
ALL = "all that goes into it"
_ENDINGS = {
    Ending.MINIMAL: "",
    Ending.BUDGET: "Time or calls are used up: perhaps it can be smaller.",
    Ending.STOPPED: "Stopped: perhaps it can be smaller.",
}
_DEMANDS = {
    Demand.NO_EXCEPTION: "it does not raise",
    Demand.NO_NULLS: "there are no nulls",
    Demand.NOT_NEGATIVE: "no number is negative",
    Demand.FINITE: "all numbers are finite",
    Demand.UNIQUE_ROWS: "no row is there twice",
    Demand.UNIQUE_INDEX: "no label is there twice",
    Demand.ROWS: "there are so many rows",
    Demand.EQUALS: "the result is what it is now",
}


def heading(case: Case) -> str:
    """Return what the case is of."""
    what = f"`{case.ancestor}`" if case.ancestor else "input"
    item = f", at {case.item}" if case.item else ""
    if case.symptom is None:
        return f"The smallest {what} that makes `{case.node}` fail{item}"
    where = f" in `{case.column}`" if case.column and case.column != case.node else ""
    symptom = f"{case.symptom.value} ({case.value})" if case.value else case.symptom.value
    return f"The smallest {what} for which `{case.node}` shows {symptom}{where}{item}"


def figures(case: Case) -> str:
    """Return how small it is and what that took."""
    rows = f"{case.rows:,} of {case.rows_before:,} rows left"
    if not case.rows_before:
        rows = "Nothing can be left out"
    tries = "1 try" if case.calls == 1 else f"{case.calls:,} tries"
    nodes = f" of {case.nodes:,} nodes" if case.nodes > 1 else ""
    return f"{rows}, after {tries}{nodes} in {case.seconds:.1f} s. {_ENDINGS[case.ending]}".rstrip()


def progress(now: Shrinking) -> str:
    """Return how far the search has come."""
    if now.is_sample:
        return f"Calling `{now.node}` with a sample, to write a test of it…"
    if not now.calls:
        return f"Looking for the smallest input of `{now.node}`…"
    return (
        f"Looking for the smallest input of `{now.node}`: {now.rows:,} of {now.rows_before:,} rows "
        f"left after {now.calls:,} tries, {now.seconds:.0f} s"
    )


def assertions(case: Case) -> tuple[Assertion, ...]:
    """Return what a test of the case may find, the likeliest first."""
    first = suggested(case)
    found = [first] if first else []
    rows = max((piece.shape[0] for piece in case.pieces if piece.shape), default=0)
    others = [Assertion(Demand.NO_EXCEPTION), Assertion(Demand.NO_NULLS, case.column)]
    others.append(Assertion(Demand.ROWS, count=rows))
    if case.result is not None:
        others.append(Assertion(Demand.EQUALS))
    return (*found, *(one for one in others if first is None or one.demand is not first.demand))


OF_A_SAMPLE = (
    Assertion(Demand.EQUALS),
    Assertion(Demand.ROWS, count=-1),
    Assertion(Demand.NO_NULLS),
    Assertion(Demand.NO_EXCEPTION),
    Assertion(Demand.NOT_NEGATIVE),
    Assertion(Demand.FINITE),
    Assertion(Demand.UNIQUE_ROWS),
)
"""What a test of a sample may find, the likeliest first."""


def demand(one: Assertion) -> str:
    """Return what an assertion says."""
    if one.demand is Demand.ROWS:
        if one.count < 0:
            return "there are as many rows as now"
        return "there is 1 row" if one.count == 1 else f"there are {one.count:,} rows"
    where = f" in {one.column}" if one.column else ""
    return f"{_DEMANDS[one.demand]}{where}"
