"""From a bad value to where it began."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Trace:
    """Find where `symptom` of `column` of `node` began, over the values that are held.

    Without a column all that show the symptom are followed; without a symptom all symptoms are
    looked for. `rows` is an expression over the columns of a frame, in the words of pandas: only
    rows where it holds are followed; or else only those at `places`, counted from 0, or those that
    the node `check` did not pass for. Answer: `Traced`, or `Refused` with a sentence.
    """

    ticket: int
    node: str
    symptom: str = ""
    column: str | None = None
    rows: str = ""
    places: tuple[int, ...] = ()
    check: str = ""


@dataclass(frozen=True)
class HopRecord:
    """A step on the way up; see `core.model.tracing.Hop`."""

    node: str
    column: str
    parent: str
    parent_column: str
    how: str
    share: float


@dataclass(frozen=True)
class BeforeRecord:
    """How bad a column of a parent was, before a suspect came."""

    parent: str
    column: str
    bad: int
    rows: int


@dataclass(frozen=True)
class FigureRecord:
    """How much of the symptom a node on the way shows; see `core.model.tracing.Figure`."""

    node: str
    column: str
    symptom: str
    bad: int
    rows: int


@dataclass(frozen=True)
class SuspectRecord:
    """A node that a symptom may come from; see `core.model.tracing.Suspect`."""

    node: str
    column: str
    symptom: str
    kind: str
    share: float
    bad: int
    rows: int
    reason: str
    before: tuple[BeforeRecord, ...] = ()
    examples: tuple[dict[str, str | None], ...] = ()


@dataclass(frozen=True)
class Traced:
    """What was found, the likeliest suspect first. `missing` are nodes without a value."""

    ticket: int
    node: str
    suspects: tuple[SuspectRecord, ...]
    path: tuple[HopRecord, ...]
    seconds: float
    missing: tuple[str, ...] = ()
    figures: tuple[FigureRecord, ...] = ()


@dataclass(frozen=True)
class Verify:
    """See whether a suspect of `asked` is where it began, by running nodes again.

    Nodes from the suspect down to the traced one run on copies of what is held; nothing held
    changes, and nothing with side effects runs. `good` is a folder with values of a good run, to
    run on and to put in place; "" where there are none. Answer: `Verified`, or `Refused` with a
    sentence.
    """

    ticket: int
    asked: Trace
    suspect: str
    good: str = ""


@dataclass(frozen=True)
class Verified:
    """What came of running nodes again; see `core.model.tracing.Verdict`.

    `outcome` is one of "verified", "not", "unknown".
    """

    ticket: int
    suspect: str
    outcome: str
    said: tuple[str, ...]
    ran: tuple[str, ...]
    seconds: float
