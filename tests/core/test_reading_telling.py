"""Which lines of a suspect's function are shown, and which of them tell most."""

from core.model.tracing import Symptom
from core.reading.telling import excerpt_of

TEXT = '''@tag(owner="ann")
def placed(people: pd.DataFrame, zones: dict) -> pd.DataFrame:
    """Where people live."""
    known = people[people["town"] != ""]
    zone = (
        known["town"]
        .map(zones)
    )
    return known.assign(zone=zone)
'''


def test_the_line_that_looks_something_up_tells_of_nulls() -> None:
    found = excerpt_of(TEXT, 30, Symptom.NULLS)
    assert found
    assert found.first_line == 33
    assert [found.lines[place] for place in found.telling] == ["    .map(zones)"]


def test_the_line_that_filters_tells_of_lost_rows() -> None:
    found = excerpt_of(TEXT, 30, Symptom.ROWS_LOST)
    assert found
    assert found.telling == {0}


def test_of_a_long_function_the_lines_around_the_telling_one_are_shown() -> None:
    body = "".join(f"    x{i} = a + {i}\n" for i in range(30))
    found = excerpt_of(f"def f(a):\n{body}    return a.merge(b)\n", 1, Symptom.NULLS)
    assert found
    assert len(found.lines) == 8
    assert found.first_line == 25
    assert found.lines[-1] == "return a.merge(b)"
    assert found.telling == {7}


def test_what_cannot_be_read_has_no_lines() -> None:
    assert excerpt_of("def f(:", 1, Symptom.NULLS) is None
    assert excerpt_of("f = partial(g)", 1, Symptom.NULLS) is None
    assert excerpt_of('def f():\n    """Only words."""\n', 1, Symptom.NULLS) is None
