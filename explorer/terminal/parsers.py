"""The words of each command, as its help says them."""

import argparse
import sys
from pathlib import Path
from typing import Any, NoReturn

from core.model.case import Demand
from core.model.tracing import Symptom

_NAME = "lineage-explorer"


class Parser(argparse.ArgumentParser):
    """Says in one line what is wrong, and where help is."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and end the process."""
        sentence = f"{_NAME}: {message}. Try `{self.prog} --help`."
        self.exit(2, f"{sentence}\n")


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib import metadata  # 30 ms that nothing else here needs

        try:
            version = metadata.version(_NAME)
        except metadata.PackageNotFoundError:
            version = "(not installed)"
        sys.stdout.write(f"{_NAME} {version}\n")
        parser.exit()


def window_parser() -> Parser:
    """Return what reads the words of the window: the command without a name of its own."""
    parser = _parser(
        "",
        "See, run and debug dataflows written as plain Python functions with Apache Hamilton.",
        """
commands:
  demo                   open the bundled example
  graph TARGET...        print the graph (see `lineage-explorer graph --help`)
  run TARGET... --to N   compute nodes and print their values (see `lineage-explorer run --help`)
  trace TARGET... --to N find where something bad in a value began
  shrink TARGET... --to N find the smallest input that still goes wrong; write a test of it
  compare RUN RUN        put two runs beside each other
  runs TARGET...         list the runs that are kept; pin one as good
  checks TARGET...       suggest checks from good runs

examples:
  lineage-explorer flows/loading.py flows/report.py
  lineage-explorer my_package.features --config region=EU --node total_sales
  lineage-explorer             open what [tool.lineage-explorer] in pyproject.toml names
  lineage-explorer ./graph     open a folder that is called like a command
""",
    )
    _add_inputs(parser)
    parser.add_argument("--node", metavar="NAME", help="select this node at start")
    parser.add_argument("--run", action="store_true", help="run to that node, or the last, at once")
    parser.add_argument(
        "--screenshot", metavar="FILE", type=Path, help="draw the window to FILE (.png) and leave"
    )
    parser.add_argument(
        "--timings", action="store_true", help="print when window, graph and worker were there"
    )
    return parser


def graph_parser() -> Parser:
    """Return what reads the words of `graph`."""
    parser = _parser(
        " graph",
        "Print the graph of a dataflow: its nodes, who reads whom, and what is wrong with it.",
        """
examples:
  lineage-explorer graph flows/ --static
  lineage-explorer graph flows/report.py --trust --config region=EU --json | jq '.edges'
  lineage-explorer graph flows/ --static --select '+report and not kind:check'

Without --static the modules are imported, which runs their code: the folder has to be trusted,
by --trust or in the window. It exits with 0 when there is a graph to print, also one with
problems; with 1 when loading it ended the worker; with 2 when it was used wrongly.
""",
    )
    parser.add_argument(
        "--static",
        action="store_true",
        help="read the graph from the text of the modules; runs nothing, needs no trust",
    )
    _add_json(parser)
    return parser


def run_parser() -> Parser:
    """Return what reads the words of `run`."""
    parser = _parser(
        " run",
        "Compute nodes, and only what they need; print what came out.",
        """
examples:
  lineage-explorer run flows/ --to monthly_sales
  lineage-explorer run flows/ --to report --input currency=EUR --override orders=sample.csv
  lineage-explorer run flows/ --to report --json | jq '.values.report.rows'
  lineage-explorer run flows/ --select 'module:flows.clean and tag:owner=ann'

It exits with 0 when all went well, with 1 when the dataflow failed, was cancelled or ended its
worker, and with 2 when it was used wrongly. Ctrl+C cancels; what was computed is still printed.
The run goes to the history of the project (see `lineage-explorer runs --help`).
""",
    )
    parser.add_argument(
        "--to",
        metavar="NODE",
        action="append",
        default=[],
        help="compute this node (repeat it for several)",
    )
    _add_inputs(parser)
    _add_overrides(parser)
    parser.add_argument(
        "--rows", metavar="N", type=_count, default=10, help="rows to print of a table (10)"
    )
    parser.add_argument("--force", action="store_true", help="compute everything afresh")
    parser.add_argument("--verbose", action="store_true", help="print what each node printed")
    parser.add_argument(
        "--pin",
        action="store_true",
        help="when all went well, pin the run as good and keep its values, to compare with later",
    )
    _add_store(parser)
    _add_json(parser)
    return parser


def trace_parser() -> Parser:
    """Return what reads the words of `trace`."""
    parser = _parser(
        " trace",
        "Compute a node, and find where something bad in its value began.",
        """
examples:
  lineage-explorer trace flows/ --to report
  lineage-explorer trace flows/ --to report --column revenue --symptom nulls
  lineage-explorer trace flows/ --to report --symptom negative --rows "country == 'AT'" --json
  lineage-explorer trace flows/ --to report --symptom nulls --verify

Suspects are nodes that introduced what is wrong: their value shows it, and nothing that went in
does. Swapped labels, and changes of unit within the usual range, cannot be seen. It exits with 0
when the node was computed, with 1 when that failed, with 2 when it was used wrongly.
""",
    )
    _add_symptom(parser)
    parser.add_argument(
        "--rows", metavar="EXPR", default="", help="only these rows: an expression over columns"
    )
    parser.add_argument(
        "--verify",
        action="store_true",
        help="run each suspect and what is below it again, on copies, to see whether it is right; "
        "nothing that writes runs",
    )
    parser.add_argument(
        "--baseline",
        metavar="RUN",
        default="",
        help="a good run to compare with, and to verify by where its values are kept: a number, "
        "`last`, `good` or a git revision",
    )
    _add_store(parser)
    _add_inputs(parser)
    _add_overrides(parser)
    _add_json(parser)
    return parser


def compare_parser() -> Parser:
    """Return what reads the words of `compare`."""
    parser = _parser(
        " compare",
        "Put two runs beside each other: which nodes differ, why, and where that began.",
        """
RUN is a number, `last`, `good` (the newest one that is pinned as good), `now` (the code as it is)
or a git revision.

examples:
  lineage-explorer compare good last flows/
  lineage-explorer compare good now flows/ --json | jq '.nodes[] | select(.is_first)'
  lineage-explorer compare v1.2 now flows/ --to report --input currency=EUR
  lineage-explorer compare good now flows/ --node report

For `now` and revisions the dataflow is run, with what the other run was given and what --to and
--input say; a revision in a folder of its own, with the files that git has of it. Rows can be told
of values that were kept (`run --pin`), and of `now` and revisions. It exits with 0, with 1 when
such a run failed, with 2 when it was used wrongly.
""",
    )
    parser.usage = "%(prog)s RUN RUN [TARGET ...] [options]"
    parser.add_argument(
        "--to", metavar="NODE", action="append", default=[], help="what to compute (repeatable)"
    )
    parser.add_argument(
        "--node",
        metavar="NODE",
        dest="nodes",
        action="append",
        default=[],
        help="tell which rows of this node were added, removed or changed (repeatable)",
    )
    parser.add_argument(
        "--rows", metavar="N", type=_count, default=5, help="rows to print of each sort (5)"
    )
    _add_store(parser)
    _add_inputs(parser)
    _add_overrides(parser)
    _add_json(parser)
    return parser


def runs_parser() -> Parser:
    """Return what reads the words of `runs`."""
    parser = _parser(
        " runs",
        "List the runs of a dataflow that are kept, of the window and of the terminal.",
        """
RUN is a number, `last`, or `good` (the newest one that is pinned as good).

examples:
  lineage-explorer runs flows/
  lineage-explorer runs flows/ --pin last --json
  lineage-explorer runs flows/ --unpin 12

Nothing runs. A run that is pinned as good is kept for good; which of its values are kept is decided
when it is pinned, while its worker still has them: in the window, or by `run --pin`. It exits with
0, with 2 when it was used wrongly.
""",
    )
    parser.add_argument("--pin", metavar="RUN", default="", help="pin this run as good")
    parser.add_argument("--unpin", metavar="RUN", default="", help="let it be good no longer")
    parser.add_argument("--delete", metavar="RUN", default="", help="forget this run")
    parser.add_argument(
        "--note", metavar="RUN=TEXT", type=_pair, default=("", ""), help="say something of a run"
    )
    parser.add_argument(
        "--count", metavar="N", type=_count, default=20, help="how many to list (20)"
    )
    _add_json(parser)
    return parser


def checks_parser() -> Parser:
    """Return what reads the words of `checks`."""
    parser = _parser(
        " checks",
        "Suggest checks for the code, which hold in all runs that are pinned as good.",
        """
examples:
  lineage-explorer checks flows/ --node net_revenue
""",
    )
    parser.add_argument(
        "--node",
        metavar="NODE",
        dest="nodes",
        action="append",
        default=[],
        help="only for this node (repeatable)",
    )
    _add_json(parser)
    return parser


def shrink_parser() -> Parser:
    """Return what reads the words of `shrink`."""
    parser = _parser(
        " shrink",
        "Compute a node, and find the smallest input of its function that still goes wrong.",
        """
examples:
  lineage-explorer shrink flows/ --to prices
  lineage-explorer shrink flows/ --to sales --symptom nulls --column net --json
  lineage-explorer shrink flows/ --to sales --from raw_orders
  lineage-explorer shrink flows/ --to prices --test tests/test_prices.py
  lineage-explorer shrink flows/ --to prices --test test_prices.py --assert equals=good.csv

Only the function of the node is called, on parts of what goes into it; with --from all that lies
below that node, on parts of its value. The test is plain pytest.
It exits with 0 when something was found, with 1 when the run did not get to the node, with 2 when
it was used wrongly.
""",
    )
    _add_symptom(parser)
    parser.add_argument(
        "--value",
        metavar="TEXT",
        default="",
        help="with --symptom unseen-category: the value that the column was not to have",
    )
    parser.add_argument(
        "--from",
        metavar="NODE",
        dest="ancestor",
        default="",
        help="make the value of this node upstream smaller, and run all that lies between",
    )
    parser.add_argument(
        "--seconds", metavar="S", type=_seconds, default=20.0, help="for how long to look (20)"
    )
    parser.add_argument("--test", metavar="FILE", type=Path, help="write a pytest file of it")
    parser.add_argument(
        "--assert",
        metavar="WHAT",
        dest="asserts",
        type=_demand,
        action="append",
        default=[],
        help="what the test finds: no-exception, no-nulls, not-negative, finite (each may have "
        "=COLUMN), unique-rows, unique-index, rows=N, equals (what comes out now), "
        "equals=FILE_OR_JSON (default: that what is wrong has gone)",
    )
    parser.add_argument(
        "--sample",
        metavar="N",
        type=_count,
        default=0,
        help="shrink nothing: test what comes out of N rows now, or what --assert says",
    )
    _add_store(parser)
    _add_inputs(parser)
    _add_overrides(parser)
    _add_json(parser)
    return parser


def _parser(command: str, description: str, epilog: str) -> Parser:
    parser = Parser(
        prog=_NAME + command,
        description=description,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "targets",
        metavar="TARGET",
        nargs="*",
        help="a .py file, a folder, a package or a dotted module name; several make one dataflow",
    )
    parser.add_argument(
        "--config",
        metavar="K=V",
        type=_pair,
        action="append",
        default=[],
        help="configure the dataflow (JSON where it parses, else text; repeatable)",
    )
    parser.add_argument(
        "--python",
        metavar="PATH",
        type=Path,
        help="the interpreter of the project, or its environment's folder (default: .venv or "
        "venv above the target, else the active environment, else our own)",
    )
    parser.add_argument(
        "--trust",
        action="store_true",
        help="trust the folder this once: let its code run",
    )
    parser.add_argument(
        "--select",
        metavar="TEXT",
        default="",
        help="the nodes to print, compute or show, as in the selection box: 'name', '+name', "
        "'2+name+1', 'tag:x', 'module:x', 'type:x', 'kind:x', 'and', 'or', 'not', '*'",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    return parser


def _add_inputs(parser: Parser) -> None:
    parser.add_argument(
        "--input",
        metavar="K=V",
        dest="inputs",
        type=_pair,
        action="append",
        default=[],
        help="give an input its value (JSON where it parses, else text; repeatable)",
    )


def _add_overrides(parser: Parser) -> None:
    parser.add_argument(
        "--override",
        metavar="NODE=VALUE",
        dest="overrides",
        type=_pair,
        action="append",
        default=[],
        help="use this instead of computing NODE: JSON, or a .csv, .parquet or .json file",
    )


def _add_symptom(parser: Parser) -> None:
    parser.add_argument("--to", metavar="NODE", required=True, help="the node with the bad value")
    parser.add_argument("--column", metavar="C", help="the column that is wrong (default: any)")
    parser.add_argument(
        "--symptom",
        metavar="NAME",
        choices=[symptom.value for symptom in Symptom],
        help="what is wrong: " + ", ".join(symptom.value for symptom in Symptom),
    )


def _add_store(parser: Parser) -> None:
    parser.add_argument(
        "--no-store", action="store_true", help="leave the run out of the history of the project"
    )


def _add_json(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON, for programs")


def _pair(text: str) -> tuple[str, str]:
    name, separator, value = text.partition("=")
    if not separator or not name:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of rows")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 86_400:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds")
    return seconds


def _demand(text: str) -> tuple[Demand, str]:
    name, _, rest = text.partition("=")
    known = {demand.value: demand for demand in Demand}
    if name not in known:
        raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(known)}")
    if known[name] is Demand.ROWS:
        _count(rest)
    return known[name], rest
