"""A case in words."""

from core.model.case import Assertion, Case, Demand, Ending, Shrinking, suggested

HELP = (
    "Find the smallest input that still goes wrong: choose Smallest case beside a failure in the "
    "Run panel, or beside a suspect in the Trace panel."
)
OF_A_FILE = "the result is what a file has…"
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
    if case.symptom is None:
        return f"The smallest input that makes `{case.node}` fail"
    where = f" in `{case.column}`" if case.column and case.column != case.node else ""
    return f"The smallest input for which `{case.node}` shows {case.symptom.value}{where}"


def figures(case: Case) -> str:
    """Return how small it is and what that took."""
    rows = f"{case.rows:,} of {case.rows_before:,} rows left"
    took = f"{case.calls:,} calls of the function in {case.seconds:.1f} s"
    return f"{rows}, after {took}. {_ENDINGS[case.ending]}".rstrip()


def progress(now: Shrinking) -> str:
    """Return how far the search has come."""
    if not now.calls:
        return f"Looking for the smallest input of `{now.node}`…"
    return (
        f"Looking for the smallest input of `{now.node}`: {now.rows:,} of {now.rows_before:,} rows "
        f"left after {now.calls:,} calls, {now.seconds:.0f} s"
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


def demand(one: Assertion) -> str:
    """Return what an assertion says."""
    if one.demand is Demand.ROWS:
        return f"there are {one.count:,} rows"
    where = f" in {one.column}" if one.column else ""
    return f"{_DEMANDS[one.demand]}{where}"
