"""`trace`, with a real worker behind it."""

import json
from pathlib import Path

import pytest

from explorer.entry import main

EXAMPLES = Path(__file__).parents[2] / "resources" / "examples"
BROKEN = EXAMPLES / "roastery_morning_after"
GIVEN = (
    *("--config", "rate_source=daily", "--input", "top_n=10", "--input", "currency=EUR"),
    *("--to", "sales"),
)


def _trace(*words: str, folder: Path = BROKEN) -> int:
    return main(["trace", *map(str, sorted(folder.glob("*.py"))), *GIVEN, *words])


def test_the_guilty_function_comes_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert _trace() == 0
    said = capsys.readouterr().out
    assert said.startswith("1. tier_discount  (nulls, introduced here)  sales.py:39\n")
    assert "They are the rows where tier is platinum." in said
    assert said.endswith("way down: tier_discount -> net_eur -> sales\n")


def test_a_report_in_words_leads_to_the_odd_table_upstream(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert _trace("--to", "morning_report") == 0
    said = capsys.readouterr().out
    assert said.startswith("1. tier_discount  (nulls, introduced here)  sales.py:39\n")
    assert said.endswith("tier_discount -> net_eur -> sales -> summary -> morning_report\n")


def test_a_suspect_is_verified_where_it_shows(capsys: pytest.CaptureFixture[str]) -> None:
    assert _trace("--to", "morning_report", "--verify", "--json") == 0
    (first,) = json.loads(capsys.readouterr().out)["suspects"]
    assert first["confidence"] == "verified"
    assert first["verified"]["ran"] == ["tier_discount", "net_eur", "margin_eur", "sales"]


def test_a_healthy_dataflow_is_said_to_be_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert _trace("--to", "morning_report", folder=EXAMPLES / "roastery") == 0
    assert capsys.readouterr().out.startswith("Nothing odd was found in morning_report")


def test_a_symptom_that_is_not_there_is_not_traced(capsys: pytest.CaptureFixture[str]) -> None:
    assert _trace("--symptom", "duplicate-rows") == 0
    assert capsys.readouterr().out == "No row is there twice in sales.\n"


def test_programs_get_evidence_source_and_examples(capsys: pytest.CaptureFixture[str]) -> None:
    rows = "country == 'Austria'"
    assert _trace("--symptom", "nulls", "--column", "net_eur", "--rows", rows, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    first = found["suspects"][0]
    assert (first["node"], first["confidence"]) == ("tier_discount", "introduced")
    assert 0 < first["evidence"]["bad"] < 2_881
    assert first["evidence"]["before"] == [
        {"node": "tier", "column": "tier", "bad": 0, "rows": 12_400}
    ]
    assert first["source"]["file"] == str(BROKEN / "sales.py")
    assert first["examples"][0] == {"tier_discount": None, "tier": "platinum"}
    assert [(hop["node"], hop["parent"]) for hop in found["path"]][:1] == [("sales", "net_eur")]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--rows", "nowhere > 1"), "`nowhere > 1` does not pick rows"),
        (("--symptom", "unseen-category"), "Say which: a column, and the rows"),
    ],
)
def test_what_makes_no_sense_is_said_in_a_sentence(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _trace(*words) == 2
    assert said in capsys.readouterr().err


def test_suspects_are_verified_when_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert _trace("--symptom", "nulls", "--column", "net_eur", "--verify", "--json") == 0
    (first, *_) = json.loads(capsys.readouterr().out)["suspects"]
    assert first["confidence"] == "verified"
    assert first["verified"]["ran"] == ["tier_discount", "net_eur", "margin_eur", "sales"]
    assert "`sales` has 0 nulls instead of 2,881." in first["verified"]["said"][-1]
