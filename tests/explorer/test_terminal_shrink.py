"""`shrink`, with a real worker behind it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from explorer.entry import main
from tests.explorer.rig import write

FLOW = """
    import pandas as pd


    def prices() -> pd.DataFrame:
        return pd.DataFrame({"price": ["1.5", "2,5", "3.5"], "shop": "a"})


    def parsed(prices: pd.DataFrame) -> pd.DataFrame:
        return prices.assign(price=prices["price"].astype(float))


    def below(parsed: pd.DataFrame) -> int:
        return len(parsed)
"""


@pytest.fixture
def flow(tmp_path: Path) -> Path:
    return write(tmp_path, "shop.py", FLOW)


def test_the_smallest_case_is_printed_and_a_test_of_it_written(
    flow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    test = flow.parent / "test_parsed.py"
    assert main(["shrink", str(flow), "--to", "parsed", "--test", str(test)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("parsed: ValueError: could not convert string to float: '2,5'\n1 of 3 ")
    assert "prices pd.DataFrame 1 x 1  (of 3 x 2)\n     price\n  1  2,5\n" in said
    assert said.endswith(f"wrote {test}\n")

    words = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(test))
    assert subprocess.run(words, capture_output=True, check=False).returncode == 1

    assert main(["shrink", str(flow), "--to", "parsed", "--test", str(test)]) == 2
    assert "is there already" in capsys.readouterr().err


def test_a_test_of_a_sample_is_of_what_comes_out_now(
    flow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    test = flow.parent / "test_counted.py"
    flow.write_text(
        flow.read_text() + "\n\ndef counted(prices: pd.DataFrame) -> int:\n    return len(prices)\n"
    )
    words = ("shrink", str(flow), "--to", "counted", "--sample", "2", "--test", str(test))
    assert main([*words]) == 0
    assert capsys.readouterr().out == f"wrote {test}\n"
    assert test.read_text().endswith("    expected = 2\n    assert result == expected\n")


def test_a_test_from_an_ancestor_on_runs_all_that_lies_between(
    flow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    test = flow.parent / "test_below.py"
    flow.write_text(flow.read_text().replace("len(parsed)", "int(parsed['price'][99])"))
    flow.write_text(flow.read_text().replace("2,5", "2.5"))
    words = ("shrink", str(flow), "--to", "below", "--from", "prices", "--test", str(test))
    assert main([*words]) == 0
    assert "1 of 3 rows left of prices, 2 nodes run each time" in capsys.readouterr().out

    assert "overrides={" in test.read_text()
    words = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(test))
    assert subprocess.run(words, capture_output=True, check=False).returncode == 1
    flow.write_text(flow.read_text().replace("[99]", ".iloc[0]"))
    assert subprocess.run(words, capture_output=True, check=False).returncode == 0


def test_programs_get_the_inputs_that_are_left(
    flow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["shrink", str(flow), "--to", "parsed", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["inputs"]["prices"]["rows"] == [["2,5"]]
    assert (found["rows"], found["rows_before"], found["ending"]) == (1, 3, "minimal")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--to", "below"), 1, ""),
        (("--to", "prices"), 2, "`prices` does not raise when it is called again"),
        (("--to", "parsed", "--from", "below"), 2, "`below` does not lead to `parsed`"),
    ],
)
def test_what_cannot_be_shrunk_is_said(
    flow: Path, words: tuple[str, ...], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["shrink", str(flow), *words]) == code
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--assert", "perfect"), "'perfect' is none of no-exception, no-nulls"),
        (("--assert", "rows=many"), "'many' is not a number of rows"),
        (("--seconds", "never"), "'never' is not a number of seconds"),
    ],
)
def test_options_that_make_no_sense_are_refused(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["shrink", "shop.py", "--to", "parsed", *words])
    assert left.value.code == 2
    assert said in capsys.readouterr().err
