"""What the terminal runs is kept: `run`, `runs`, and rows beside those of a good run."""

import json
from pathlib import Path
from typing import Any

import pytest

from explorer.entry import main
from tests.core.worker_rig import write

FLOW = """
    import pandas as pd


    def orders(count: int) -> pd.DataFrame:
        ids = [f"o{number}" for number in range(count)]
        return pd.DataFrame({"id": ids, "tier": ["gold", "tin"] * (count // 2)})


    def discounts(orders: pd.DataFrame) -> pd.DataFrame:
        return orders.assign(discount=orders["tier"].map({"gold": 0.1, "tin": 0.0}))


    def label(word: str = "x") -> str:
        return word
"""
TO = ("--to", "discounts", "--input", "count=10")


@pytest.fixture
def flow(tmp_path: Path) -> Path:
    return write(tmp_path / "flow", {"shop.py": FLOW}) / "shop.py"


def break_it(flow: Path) -> None:
    flow.write_text(flow.read_text().replace('"tin": 0.0', '"tim": 0.0'))


def listed(flow: Path, capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["runs", str(flow), "--json", *words]) == 0
    return json.loads(capsys.readouterr().out)["runs"]


def test_runs_of_the_terminal_are_kept_unless_that_is_not_wanted(
    flow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(flow), *TO]) == 0
    assert main(["run", str(flow), "--to", "label", "--input", "word=a b"]) == 0
    assert main(["trace", str(flow), *TO, "--no-store"]) == 0
    assert main(["trace", str(flow), *TO]) == 0

    runs = listed(flow, capsys)

    said = [(run["command"], run["status"], run["targets"], run["inputs"]) for run in runs]
    assert said == [
        ("trace", "ok", ["discounts"], {"count": "10"}),
        ("run", "ok", ["label"], {"word": "a b"}),
        ("run", "ok", ["discounts"], {"count": "10"}),
    ]
    assert main(["compare", str(runs[2]["id"]), "last", str(flow)]) == 0
    assert "What both runs have came out the same." in capsys.readouterr().out


def test_runs_are_pinned_noted_and_forgotten_by_name(
    flow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        main(["run", str(flow), *TO])

    first = listed(flow, capsys, "--pin", "1", "--note", "last=the newest one")
    second = listed(flow, capsys, "--unpin", "good", "--delete", "2")

    assert [(run["id"], run["is_good"], run["note"]) for run in first] == [
        (2, False, "the newest one"),
        (1, True, ""),
    ]
    assert [(run["id"], run["is_good"]) for run in second] == [(1, False)]
    assert main(["runs", str(flow), "--pin", "nowhere"]) == 2
    assert "is no run that is kept" in capsys.readouterr().err


def test_rows_of_a_pinned_run_are_put_beside_the_code_as_it_is(
    flow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(flow), *TO, "--pin"]) == 0
    assert "Run 1 is pinned as good: 3 of 3 values kept." in capsys.readouterr().err
    break_it(flow)

    words = ("--node", "discounts", "--node", "orders", "--rows", "2", "--json")
    assert main(["compare", "good", "now", str(flow), *words]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]

    found = rows["discounts"]
    assert (found["matched_by"], found["changed"], found["same"]) == ("`id`", 5, 5)
    assert found["columns_changed"] == {"discount": 5}
    assert found["examples"]["changed"][0] == {
        "label": "1",
        "before": {"id": "o1", "discount": "0", "tier": "tin"},
        "after": {"id": "o1", "discount": None, "tier": "tin"},
        "differing": ["discount"],
    }
    assert len(found["examples"]["changed"]) == 2
    assert rows["orders"]["same"] == 10
    assert main(["compare", "good", "now", str(flow), "--node", "discounts"]) == 0
    assert "0 -> null" in capsys.readouterr().out


def test_values_that_were_not_kept_are_said_so(
    flow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["run", str(flow), *TO])
    main(["run", str(flow), *TO, "--pin"])

    assert main(["compare", "good", "1", str(flow), "--node", "orders"]) == 0
    assert "The values of run 1 were not kept" in capsys.readouterr().out
    assert main(["compare", "good", "1", str(flow), "--node", "nobody"]) == 2
    assert "Neither run has a node `nobody`" in capsys.readouterr().err


def test_a_run_that_failed_is_kept_and_not_pinned(
    flow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flow.write_text(flow.read_text().replace("orders.assign(", "orders.nothing("))

    assert main(["run", str(flow), *TO, "--pin"]) == 1

    assert "was not pinned as good" in capsys.readouterr().err
    (run,) = listed(flow, capsys)
    assert (run["status"], run["failed"], run["is_good"]) == ("failed", "discounts", False)


def test_a_suspect_is_verified_on_the_values_of_the_good_run(
    flow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["run", str(flow), *TO, "--pin"])
    capsys.readouterr()
    break_it(flow)

    words = ("--symptom", "nulls", "--baseline", "good", "--verify", "--json")
    assert main(["trace", str(flow), *TO, *words]) == 0
    first = json.loads(capsys.readouterr().out)["suspects"][0]

    assert (first["node"], first["confidence"]) == ("discounts", "verified")
    assert any("On what went into it in the good run" in one for one in first["verified"]["said"])


def test_an_input_too_long_to_be_kept_has_to_be_given_again(
    flow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    word = "y" * 200_000
    main(["run", str(flow), "--to", "label", "--input", f"word={word}"])
    capsys.readouterr()

    assert main(["compare", "last", "now", str(flow)]) == 2
    assert "`word` of run 1 was too long to be kept" in capsys.readouterr().err
    assert main(["compare", "last", "now", str(flow), "--input", f"word={word}"]) == 0
