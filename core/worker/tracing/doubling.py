"""Rows and labels that became more: followed by counts and copies."""
# pyright: basic

from collections import Counter

from .findings import Hop, Suspect
from .flow import Flow
from .tables import Table

_LESS = 0.9
_NEARLY = 0.02


class Doubling:
    """Where rows, or labels of rows, became more, and the way up to there."""

    def __init__(self, flow: Flow, node: str, symptom: str) -> None:
        self._flow = flow
        self._symptom = symptom
        self.suspects: list[Suspect] = []
        self.hops: list[Hop] = []
        pending, seen = [(node, 1.0)], {node}
        while pending:
            name, share = pending.pop(0)
            upward, kept = self._upward(name, share)
            for parent in upward:
                how = flow.alignment(name, parent).how
                self.hops.append(Hop(name, "", parent, "", how, 1.0))
                if parent not in seen:
                    seen.add(parent)
                    pending.append((parent, share * kept))
            if not upward:
                self._blame(name, share)

    def _upward(self, name: str, share: float) -> tuple[list[str], float]:
        """Return the parents that had it before, and how much trust is kept on the way."""
        aligned = self._flow.aligned(name)
        carried = [p for p, (its, _) in aligned.items() if _doubles(its, self._symptom)]
        table = self._flow.table(name)
        assert table is not None
        if carried or self._grown(name, table):
            return carried, 1.0
        as_long = self._as_long(name, table) if self._symptom == "rows-gained" else []
        if as_long:
            return as_long, 1.0
        if _doubles(table, self._symptom):
            return [], 1.0
        if self._symptom == "rows-gained" and aligned:
            self._doubt(name, table, share)
        longest = max((its.rows for its, _ in aligned.values()), default=0)
        return [p for p, (its, _) in aligned.items() if its.rows == longest > 1], _LESS

    def _as_long(self, name: str, table: Table) -> list[str]:
        """Return parents whose rows are the node's, where others have fewer."""
        aligned = self._flow.aligned(name)
        several = [its.rows for its, _ in aligned.values() if its.rows > 1]
        if len(set(several)) < 2:
            return []
        return [
            parent
            for parent, (its, alignment) in aligned.items()
            if alignment.how == "exact" and its.rows == table.rows == max(several)
        ]

    def _doubt(self, name: str, table: Table, share: float) -> None:
        """Name a node that makes rows of others: it may make too many, or leave out too few."""
        rows = {p: its.rows for p, (its, _) in self._flow.aligned(name).items() if its.rows > 1}
        parent = max(rows, key=lambda one: rows[one], default="")
        if not parent or rows[parent] == table.rows:
            return
        text = (
            f"It has {table.rows:,} rows, made of the {rows[parent]:,} of `{parent}`, and none of "
            "them twice: whether fewer were wanted cannot be told."
        )
        made = Suspect(name, "", self._symptom, "unknown", share, 0, table.rows, (), text)
        self.suspects.append(made)

    def _blame(self, name: str, share: float) -> None:
        table = self._flow.table(name)
        assert table is not None
        count = _doubles(table, self._symptom)
        source = self._repeating_key(name, table)
        if source:
            parent, key, times = source
            why = f"{times:,} rows have a `{key}` that others have: what is joined to it doubles."
            self.suspects.append(
                Suspect(parent, key, self._symptom, "introduced", share, times, times, (), why)
            )
            share *= _LESS
        more = max(count, self._grown(name, table))
        text = f"{more:,} of {table.rows:,} rows are there more than once."
        if self._symptom == "duplicate-index":
            text = f"{count:,} of {table.rows:,} rows have a label that another row has."
        self.suspects.append(
            Suspect(name, "", self._symptom, "introduced", share, count, table.rows, (), text)
        )

    def _grown(self, name: str, table: Table) -> int:
        """Return by how many rows a node's value is longer than its longest parent."""
        aligned = self._flow.aligned(name)
        longest = max((its.rows for its, _ in aligned.values()), default=table.rows)
        return max(0, table.rows - longest) if longest > 1 else 0

    def _repeating_key(self, name: str, table: Table) -> tuple[str, str, int] | None:
        """Return a parent whose key is nearly unique: what is joined to it doubles."""
        aligned = self._flow.aligned(name)
        for parent, (its, _) in aligned.items():
            if its.rows >= table.rows or len(its.names) < 2:
                continue
            others = {n for other in aligned if other != parent for n in aligned[other][0].names}
            shared = [n for n in its.names if n in others]
            if len(shared) > 1 and len(table.np.unique(its.hashes(shared))) == its.rows:
                continue  # all that it has in common tells its rows apart: too little was asked
            for key in its.names[:3]:
                values = its.array(key)
                if key not in table.names or values.dtype.kind not in "iuO":
                    continue
                distinct = len(set(values.tolist()))
                if its.rows > distinct > 0.6 * its.rows and self._makes(name, parent, key):
                    return parent, key, its.rows - distinct
        return None

    def _makes(self, name: str, parent: str, key: str) -> bool:
        """Whether joining to a parent by a key makes as many rows as the node has."""
        aligned = self._flow.aligned(name)
        table, its = self._flow.table(name), aligned[parent][0]
        assert table is not None
        times = Counter(its.array(key).tolist())
        others = [other for p, (other, _) in aligned.items() if p != parent and key in other.names]
        if not others:
            return len(aligned) > 1
        outcomes = [
            sum(max(1, times[value]) for value in other.array(key).tolist()) for other in others
        ]
        return any(abs(made - table.rows) <= _NEARLY * table.rows for made in outcomes)


def _doubles(table: Table, symptom: str) -> int:
    """Return how many rows are copies of others, or labels that others have."""
    if symptom == "duplicate-index":
        labels = table.labels
        return int(labels.duplicated().sum()) if hasattr(labels, "duplicated") else 0
    return table.duplicates
