"""What records tell of a run: where nulls began."""

from collections.abc import Mapping

import pytest

from core.model.graph import NodeId
from core.model.record import ColumnProfile, Record, ValueKind
from core.model.run import NewNulls, NodeRun, Status
from core.session import enriched

RUN = NodeRun(Status.DONE, 0.1, "")


def table(name: str, rows: int, nulls: Mapping[str, int], *inputs: str) -> Record:
    columns = tuple(
        ColumnProfile(column, "float64", nulls=count) for column, count in nulls.items()
    )
    went_in = dict.fromkeys(map(NodeId, inputs), "")
    shape = (rows, len(nulls))
    return Record(NodeId(name), "DataFrame", ValueKind.TABLE, shape, columns, inputs=went_in)


def series(name: str, rows: int, nulls: int, *inputs: str) -> Record:
    columns = (ColumnProfile("value", "float64", nulls=nulls),)
    went_in = dict.fromkeys(map(NodeId, inputs), "")
    return Record(NodeId(name), "Series", ValueKind.COLUMN, (rows,), columns, inputs=went_in)


def begun(record: Record, *above: Record) -> NewNulls | None:
    return enriched(RUN, record, {one.node: one for one in above}).new_nulls


ORDERS = table("orders", 100, {"price": 0, "coupon": 80})


@pytest.mark.parametrize(
    ("made", "new"),
    [
        (table("net", 100, {"price": 5, "coupon": 80}, "orders"), NewNulls("price", 0.05)),
        (table("net", 100, {"price": 0, "coupon": 80}, "orders"), None),
        (series("price", 100, 7, "orders"), NewNulls("", 0.07)),
        (series("coupon", 100, 80, "orders"), None),
        # under another name it may be any column
        (series("discount", 100, 80, "orders"), None),
        (series("discount", 100, 95, "orders"), NewNulls("", 0.95)),
        # doubled rows double their nulls
        (table("doubled", 200, {"price": 0, "coupon": 160}, "orders"), None),
        (table("empty", 0, {"price": 0}, "orders"), None),
    ],
)
def test_nulls_begin_where_there_are_more_than_came_along(
    made: Record, new: NewNulls | None
) -> None:
    assert begun(made, ORDERS) == new


def test_the_column_with_most_new_nulls_is_told() -> None:
    made = table("net", 100, {"price": 5, "rate": 90}, "orders")

    assert begun(made, ORDERS) == NewNulls("rate", 0.9)


def test_nothing_is_told_where_it_is_not_known_what_went_in() -> None:
    made = table("net", 100, {"price": 5}, "orders", "rates")

    assert begun(made, ORDERS) is None
    assert begun(table("loaded", 100, {"price": 5}, "path"), table("path", 0, {})) is None
