"""Traces of rows that became more."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from core.worker.tracing.findings import Suspect
from core.worker.tracing.flow import Flow
from core.worker.tracing.walk import follow

SALES: Any = pd.DataFrame(
    {
        "sale": range(480),
        "town": [f"T{i % 12:02d}" for i in range(480)],
        "coin": ["crown", "crown", "crown", "penny"] * 120,
        "paid": [10.0 + i % 17 for i in range(480)],
    }
)


def test_groups_made_too_fine_are_doubted_where_they_are_made() -> None:
    towns = SALES.groupby(["town", "coin"], as_index=False)["paid"].sum()
    values = {"sales": SALES, "towns": towns, "report": towns.assign(double=towns["paid"] * 2)}
    parents = {"sales": (), "towns": ("sales",), "report": ("towns",)}

    found = suspects(parents, values, "report", None, "rows-gained")

    assert (found[0].node, found[0].kind) == ("towns", "unknown")


def test_a_key_that_repeats_is_not_blamed_for_rows_that_a_join_to_it_would_not_make() -> None:
    notes = pd.DataFrame({"town": [f"T{i % 10:02d}" for i in range(12)], "note": range(12)})
    joined = SALES.assign(note=1)
    again = pd.concat([joined, joined.iloc[:100]], ignore_index=True)
    parents = {"sales": (), "notes": (), "joined": ("sales", "notes")}
    values = {"sales": SALES, "notes": notes, "joined": again}

    found = suspects(parents, values, "joined", None, "rows-gained")

    assert [one.node for one in found] == ["joined"]


def suspects(
    parents: Mapping[str, tuple[str, ...]],
    values: Mapping[str, Any],
    node: str,
    column: str | None,
    symptom: str,
) -> tuple[Suspect, ...]:
    return follow(Flow(parents, values.get), node, column, symptom).suspects
