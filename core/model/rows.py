"""Two values of a node row by row."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row in both values, as texts by `RowComparison.columns`; None stands for a null.

    `before` or `after` is empty where the row is in one of them only. `differing` are the places
    of cells that differ. `label` is what names the row.
    """

    label: str
    before: tuple[str | None, ...] = ()
    after: tuple[str | None, ...] = ()
    differing: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class RowComparison:
    """Which rows of a later value are which of an earlier one, and what became of them.

    `matched_by` says by what ("`order_id`", "their position"); `note` is a sentence where that
    could not tell all. `same` rows have all cells as they were; `rounded` is the number of cells
    that differ by rounding alone, which counts as the same. `columns` are those of the examples:
    what rows were matched by first, then what changed most. `moved` has the columns with other
    cells and their numbers, most first. `only_before` and `only_after` are columns of one value.
    `changed`, `added` and `removed` are examples of so many (`..._count`) rows.
    """

    matched_by: str
    note: str
    rows_before: int
    rows_after: int
    same: int
    rounded: int
    columns: tuple[str, ...]
    moved: tuple[tuple[str, int], ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    changed_count: int
    added_count: int
    removed_count: int
    changed: tuple[RowChange, ...]
    added: tuple[RowChange, ...]
    removed: tuple[RowChange, ...]
    seconds: float = 0.0

    @property
    def said(self) -> str:
        """What became of the rows, in words."""
        counts = (
            (self.changed_count, "changed"),
            (self.added_count, "added"),
            (self.removed_count, "removed"),
            (self.same, "the same"),
        )
        parts = [f"{count:,} {word}" for count, word in counts if count]
        rows = f"{'row' if self.rows_after == 1 else 'rows'}"
        return f"{self.rows_before:,} → {self.rows_after:,} {rows}: {', '.join(parts) or 'none'}"


@dataclass(frozen=True, slots=True)
class RowsOfNode:
    """What is known of the rows of a node in two runs: a comparison, or a sentence why not.

    `count` is how many examples were asked for; with `is_waiting` the answer is still to come.
    """

    comparison: RowComparison | None = None
    why_not: str = ""
    count: int = 0
    is_waiting: bool = False
