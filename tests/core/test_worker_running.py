"""A real worker runs what is asked for, reuses what it can, and says what it will not do."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.worker.messages import Cancel, NodeEnded, NodesEnded, NodeStarted, Refused, RunStarted
from tests.core.worker_rig import Rig, write
from tests.core.worker_runs import finish, peek, run, seen, start

FLOW = """
    import time
    from pathlib import Path

    def doubled(count: int) -> int:
        print("doubling")
        return 2 * count

    def tripled(count: int, by: int = 3) -> int:
        return by * count

    def both(doubled: int, tripled: int) -> dict:
        return {"doubled": doubled, "tripled": tripled}

    def broken(doubled: int) -> int:
        rows = [doubled]
        return rows[1]

    def below(broken: int) -> int:
        return broken

    def sleepy(folder: str) -> int:
        Path(folder, "asleep").touch()
        time.sleep(60)
        return 1

    def after_sleep(sleepy: int) -> int:
        return sleepy
    """


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    rig = Rig(cwd=tmp_path_factory.mktemp("project"))
    yield rig
    rig.close()


@pytest.fixture
def flow(rig: Rig, tmp_path: Path) -> Rig:
    write(tmp_path, {"flow.py": FLOW})
    rig.load(tmp_path, "flow")
    rig.pending.clear()
    return rig


def test_a_run_computes_only_what_its_targets_need(flow: Rig) -> None:
    ran = run(flow, "both", inputs={"count": 4}, force=True)

    assert ran.status == "ok"
    assert ran.plan.waiting == ("doubled", "tripled", "both")
    assert ran.plan.given == ("count",)
    assert ran.nodes == {"count": "given", "doubled": "done", "tripled": "done", "both": "done"}
    assert ran.summaries == {
        "count": "int 4",
        "doubled": "int 8",
        "tripled": "int 12",
        "both": "dict 2",
    }


def test_each_node_is_told_before_it_begins(flow: Rig) -> None:
    ran = run(flow, "both", inputs={"count": 4}, force=True)

    told = [event for event in ran.events if isinstance(event, NodeStarted | NodeEnded)]
    assert [event.node for event in told[1:]] == [
        *("doubled", "doubled", "tripled", "tripled", "both", "both")
    ]


def test_what_a_node_prints_is_attributed_to_it(flow: Rig) -> None:
    ran = run(flow, "both", inputs={"count": 4}, force=True)

    output = ran.outputs["doubled"]
    printed = (flow.spool / "stdout.log").read_bytes()[output.stdout_from : output.stdout_to]
    assert printed == b"doubling\n"
    assert "tripled" not in ran.outputs


def test_nothing_is_computed_twice(flow: Rig) -> None:
    run(flow, "both", inputs={"count": 5})

    again = run(flow, "both", inputs={"count": 5})

    assert again.plan.waiting == ()
    assert again.named("reused") == ["doubled", "tripled", "both"]
    assert again.summaries["both"] == "dict 2"


def test_another_input_computes_what_depends_on_it(flow: Rig) -> None:
    run(flow, "both", inputs={"count": 5, "by": 3})

    again = run(flow, "both", inputs={"count": 5, "by": 4})

    assert again.named("reused") == ["doubled"]
    assert again.named("done") == ["tripled", "both"]


def test_an_input_that_is_given_at_its_default_is_another_input(flow: Rig) -> None:
    run(flow, "tripled", inputs={"count": 5})

    again = run(flow, "tripled", inputs={"count": 5, "by": 3})

    assert again.named("done") == ["tripled"]


def test_force_computes_all_anew(flow: Rig) -> None:
    run(flow, "both", inputs={"count": 5})

    again = run(flow, "both", inputs={"count": 5}, force=True)

    assert again.named("done") == ["doubled", "tripled", "both"]


def test_an_override_cuts_off_what_feeds_it(flow: Rig) -> None:
    ran = run(flow, "both", inputs={"count": 1}, overrides={"doubled": 100})

    assert ran.nodes["doubled"] == "given"
    entries = seen(flow, "both").tree
    assert entries
    assert [entry.text for entry in entries.entries] == ["100", "3"]


def test_an_override_leaves_what_it_replaces_when_it_goes(flow: Rig) -> None:
    run(flow, "both", inputs={"count": 1}, overrides={"doubled": 100})

    ran = run(flow, "both", inputs={"count": 1})

    assert ran.named("done") == ["doubled", "both"]


def test_an_input_may_come_as_an_override_and_the_reverse(flow: Rig) -> None:
    ran = run(flow, "both", inputs={"doubled": 7}, overrides={"count": 1})

    assert ran.status == "ok"
    assert ran.named("given") == ["doubled", "count"]


def test_all_missing_inputs_are_named_with_their_types(rig: Rig, tmp_path: Path) -> None:
    source = """
        def left(size: int) -> int: return size
        def right(size: int, label: str, note: str = "") -> str: return label
        def join(left: int, right: str) -> str: return right
        """
    write(tmp_path, {"missing.py": source})
    rig.load(tmp_path, "missing")

    ran = run(rig, "join")

    assert ran.status == "refused"
    assert ran.errors == {
        "size": "`size` (int) is needed by `left`, `right`: give it a value.",
        "label": "`label` (str) is needed by `right`: give it a value.",
    }


def test_unknown_names_are_refused_with_similar_ones(flow: Rig) -> None:
    ran = run(flow, "bot", inputs={"cuont": 1}, overrides={"qqqqq": 1})

    assert ran.errors == {
        "bot": "There is no node `bot`. Did you mean `both`?",
        "cuont": "There is no node `cuont`. Did you mean `count`?",
        "qqqqq": "There is no node `qqqqq`.",
    }


def test_a_value_that_is_given_twice_is_refused(flow: Rig) -> None:
    ran = run(flow, "both", inputs={"count": 1}, overrides={"count": 2})

    assert "given twice" in ran.errors["count"]


def test_no_target_is_refused(flow: Rig) -> None:
    assert run(flow).message == "Name at least one node to run to."


def test_an_input_can_be_a_target(flow: Rig) -> None:
    ran = run(flow, "count", inputs={"count": 3})
    without = run(flow, "count")

    assert ran.nodes == {"count": "given"}
    assert seen(flow, "count").text == "3"
    assert without.errors == {"count": "`count` is an input (int): give it a value."}


def test_the_configuration_feeds_inputs(rig: Rig, tmp_path: Path) -> None:
    write(tmp_path, {"fed.py": "def a(region: str) -> str: return region\n"})
    rig.load(tmp_path, "fed", config={"region": "north"})

    ran = run(rig, "a")
    clash = run(rig, "a", inputs={"region": "south"})

    assert ran.nodes == {"region": "given", "a": "done"}
    assert seen(rig, "a").text == "north"
    assert "set by the configuration" in clash.errors["region"]


def test_a_configuration_of_the_wrong_type_is_refused(rig: Rig, tmp_path: Path) -> None:
    write(tmp_path, {"fed2.py": "def a(size: int) -> int: return size\n"})
    rig.load(tmp_path, "fed2", config={"size": "large"})

    ran = run(rig, "a")

    assert ran.errors == {"size": "The configuration says `large`, not int."}


def test_a_failing_node_keeps_the_results_of_others(flow: Rig) -> None:
    ran = run(flow, "below", inputs={"count": 4})

    assert ran.status == "failed"
    assert ran.nodes["doubled"] == "done"
    assert ran.nodes["broken"] == "failed"
    assert "below" not in ran.nodes
    assert ran.messages["broken"] == "IndexError: list index out of range"
    assert seen(flow, "doubled").text == "8"
    assert run(flow, "doubled", inputs={"count": 4}).named("reused") == ["doubled"]


def test_a_failure_names_the_line_and_the_arguments(flow: Rig, tmp_path: Path) -> None:
    failure = run(flow, "broken", inputs={"count": 4}).failure

    assert (failure.node, failure.type) == ("broken", "IndexError")
    assert failure.message == "list index out of range"
    assert failure.arguments == {"doubled": "int 8"}
    (frame,) = failure.frames
    assert (frame.file, frame.function) == (str(tmp_path / "flow.py"), "broken")
    assert frame.text == "return rows[1]"
    assert failure.traceback.startswith("Traceback (most recent call last):\n  File")
    assert "core/worker" not in failure.traceback


def test_only_frames_of_ones_own_are_shown(rig: Rig, tmp_path: Path) -> None:
    source = """
        import json
        from helping import parsed
        def a() -> dict: return parsed("{")
        def b() -> dict: return json.loads(7)
        """
    helping = "import json\ndef parsed(text):\n    return json.loads(text)\n"
    write(tmp_path, {"framed.py": source, "helping.py": helping})
    rig.load(tmp_path, "framed")

    failure = run(rig, "a").failure

    assert [frame.function for frame in failure.frames] == ["a", "parsed"]
    assert "json/decoder.py" in failure.traceback


def test_a_cycle_is_refused_by_name(rig: Rig, tmp_path: Path) -> None:
    source = "def a(b: int) -> int: return b\ndef b(a: int) -> int: return a\n"
    write(tmp_path, {"round.py": source + "def c(b: int) -> int: return b\n"})
    rig.load(tmp_path, "round")

    ran = run(rig, "c")

    assert ran.status == "refused"
    assert "`a`" in ran.message or "`b`" in ran.message


def test_a_broken_node_is_refused_but_may_be_given(rig: Rig, tmp_path: Path) -> None:
    source = "def a(x) -> int: return x\ndef b(a: int) -> int: return a + 1\n"
    write(tmp_path, {"half.py": source})
    nodes, _ = rig.load(tmp_path, "half")

    assert "a" in nodes
    refused = run(rig, "b")
    assert "`a` cannot run" in refused.message


def test_a_cancelled_run_ends_before_its_next_node(rig: Rig, tmp_path: Path) -> None:
    source = """
        import time
        from pathlib import Path
        def first(folder: str) -> str:
            Path(folder, "begun").touch()
            while not Path(folder, "go").exists():
                time.sleep(0.01)
            return folder
        def second(first: str) -> int: return 1
        """
    write(tmp_path, {"slow.py": source})
    rig.load(tmp_path, "slow")
    ticket = start(rig, "second", inputs={"folder": str(tmp_path)})
    _until((tmp_path / "begun").exists)

    rig.send(Cancel(ticket))
    (tmp_path / "go").touch()

    ran = finish(rig)
    assert ran.status == "cancelled"
    assert ran.nodes == {"folder": "given", "first": "done"}
    assert run(rig, "second", inputs={"folder": str(tmp_path)}).named("reused") == ["first"]


def test_a_run_that_is_cancelled_before_it_begins_computes_nothing(flow: Rig) -> None:
    ticket = flow.ticket() + 1  # the one that `start` takes

    flow.send(Cancel(ticket))
    start(flow, "both", inputs={"count": 4}, force=True)

    ran = finish(flow)
    assert ran.status == "cancelled"
    assert ran.named("done") == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupt_ends_the_node_that_runs(flow: Rig, tmp_path: Path) -> None:
    start(flow, "after_sleep", inputs={"folder": str(tmp_path)})
    _until((tmp_path / "asleep").exists)

    os.kill(flow.process.pid, signal.SIGINT)

    ran = finish(flow)
    assert ran.status == "cancelled"
    assert ran.nodes["sleepy"] == "cancelled"
    assert "after_sleep" not in ran.nodes
    assert not any(getattr(event, "failure", None) for event in ran.events)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupt_between_runs_does_no_harm(flow: Rig) -> None:
    os.kill(flow.process.pid, signal.SIGINT)

    assert run(flow, "both", inputs={"count": 4}).status == "ok"


def test_a_thousand_quick_nodes_are_told_in_bundles(rig: Rig, tmp_path: Path) -> None:
    lines = [f"def n{i}(n{i - 1}: int) -> int: return n{i - 1} + 1\n" for i in range(1, 3001)]
    write(tmp_path, {"chain.py": "".join(lines)})
    rig.load(tmp_path, "chain")

    ran = run(rig, "n3000", inputs={"n0": 0})

    bundles = [event for event in ran.events if isinstance(event, NodesEnded)]
    assert ran.status == "ok"
    assert len(ran.named("done")) == 3000
    assert ran.summaries["n3000"] == "int 3000"
    assert sum(len(bundle.nodes) for bundle in bundles) > 1000
    assert len(ran.events) < 2000


def test_a_quick_node_that_prints_or_fails_is_told_alone(rig: Rig, tmp_path: Path) -> None:
    lines = [f"def m{i}(m{i - 1}: int) -> int: return m{i - 1} + 1\n" for i in range(1, 1001)]
    lines[499] = "def m500(m499: int) -> int:\n    print('here')\n    return 500\n"
    lines.append("def bad(m1000: int) -> int: return 1 // 0\n")
    write(tmp_path, {"chain2.py": "".join(lines)})
    rig.load(tmp_path, "chain2")

    ran = run(rig, "bad", inputs={"m0": 0})

    assert ran.outputs.keys() == {"m500"}
    assert ran.messages["bad"] == "ZeroDivisionError: integer division or modulo by zero"
    assert list(ran.nodes)[1:] == [f"m{i}" for i in range(1, 1001)] + ["bad"]


def test_the_node_that_runs_stands_in_a_file_that_outlives_the_worker(tmp_path: Path) -> None:
    lines = [f"def k{i}(k{i - 1}: int) -> int: return k{i - 1} + 1\n" for i in range(1, 501)]
    lines.append("import os\ndef end(k500: int) -> int: os._exit(3)\n")
    write(tmp_path, {"chain3.py": "".join(lines)})
    rig = Rig(cwd=tmp_path)
    rig.load(tmp_path, "chain3")

    start(rig, "end", inputs={"k0": 0})

    assert rig.wait() == 3
    assert (rig.spool / "running").read_bytes().startswith(b"end\0")
    rig.close()


def test_a_reload_keeps_what_is_unchanged(rig: Rig, tmp_path: Path) -> None:
    source = """
        class Mine:
            pass
        def a(x: int) -> int: return x
        def b(a: int) -> int: return a + 1
        def c(b: int) -> int: return b + 1
        def mine() -> Mine: return Mine()
        def listed() -> list: return [1, {"in": [Mine()]}]
        """
    write(tmp_path, {"kept.py": source})
    rig.load(tmp_path, "kept")
    run(rig, "c", "mine", "listed", inputs={"x": 1})

    write(tmp_path, {"kept.py": source.replace("a + 1", "a + 10")})
    _, loaded = rig.load(tmp_path, "kept")

    assert loaded.held == ("a", "x")
    assert loaded.outdated == ("b", "c")
    assert seen(rig, "c").text == "3"
    write(tmp_path, {"kept.py": source})
    assert rig.load(tmp_path, "kept")[1].held == ("a", "b", "c", "x")
    write(tmp_path, {"kept.py": source.replace("a + 1", "a + 10")})
    rig.load(tmp_path, "kept")
    ran = run(rig, "c", inputs={"x": 1})
    assert ran.named("reused") == ["a"]
    assert seen(rig, "c").text == "12"
    assert isinstance(peek(rig, "mine"), Refused)


def test_a_reload_that_changes_nothing_keeps_all(rig: Rig, tmp_path: Path) -> None:
    source = "def a(x: int) -> int: return x\ndef b(a: int) -> int: return a + 1\n"
    write(tmp_path, {"same.py": source})
    rig.load(tmp_path, "same", config={"x": 2})
    run(rig, "b")

    write(tmp_path, {"same.py": f'"""Now with words."""\n{source}'})
    _, loaded = rig.load(tmp_path, "same", config={"x": 2})
    _, other = rig.load(tmp_path, "same", config={"x": 3})

    assert set(loaded.held) == {"a", "b", "x"}
    assert other.held == ()


def test_savers_run_only_when_asked_for_and_then_always(rig: Rig, tmp_path: Path) -> None:
    source = """
        from hamilton.function_modifiers import save_to, value
        @save_to.json(path=value("kept.json"), output_name_="saved")
        def made() -> dict: return {"a": 1}
        def other(made: dict) -> int: return len(made)
        """
    write(tmp_path, {"saving.py": source})
    rig.load(tmp_path, "saving")
    file = tmp_path / "kept.json"

    run(rig, "other")
    was_written_unasked = file.exists()
    run(rig, "saved")
    file.unlink()
    again = run(rig, "saved")

    assert not was_written_unasked
    assert again.named("done") == ["saved"]
    assert file.read_text() == '{"a": 1}'


def test_async_nodes_are_awaited_in_one_loop(rig: Rig, tmp_path: Path) -> None:
    source = """
        import asyncio
        async def loop() -> object: return asyncio.get_running_loop()
        async def same(loop: object) -> bool: return asyncio.get_running_loop() is loop
        async def late(x: int) -> int:
            await asyncio.sleep(0.01)
            return x + 1
        def plain(late: int) -> int: return late * 10
        async def left() -> int:
            asyncio.get_running_loop().create_task(asyncio.sleep(1000))
            return 1
        """
    write(tmp_path, {"later.py": source})
    rig.load(tmp_path, "later")

    ran = run(rig, "same", "plain", "left", inputs={"x": 1})

    assert ran.status == "ok"
    assert ran.summaries["same"] == "bool True"
    assert ran.summaries["plain"] == "int 20"


BLOCKS = """
    from hamilton.htypes import Collect, Parallelizable
    def items(n: int) -> Parallelizable[int]:
        yield from range(n)
    def squared(items: int, offset: int = 0) -> int:
        print(items)
        if items == 7:
            raise ValueError("seven")
        return items**2 + offset
    def doubled(squared: int) -> int:
        return 2 * squared
    def total(doubled: Collect[int], n: int) -> int:
        return sum(doubled) + n
    def after(total: int) -> int:
        return total + 1
    """


def test_a_block_runs_once_per_item(rig: Rig, tmp_path: Path) -> None:
    write(tmp_path, {"blocks.py": BLOCKS})
    rig.load(tmp_path, "blocks")

    ran = run(rig, "after", inputs={"n": 4})

    assert ran.status == "ok"
    assert [ran.summaries[n] for n in ("items", "squared", "doubled")] == ["4 items"] * 3
    assert ran.summaries["after"] == f"int {2 * (0 + 1 + 4 + 9) + 4 + 1}"
    output = ran.outputs["squared"]
    assert output.stdout_to - output.stdout_from == len("0\n1\n2\n3\n")
    assert run(rig, "after", inputs={"n": 4}).named("done") == []


def test_a_node_inside_a_block_shows_the_values_of_all_items(rig: Rig, tmp_path: Path) -> None:
    write(tmp_path, {"blocks2.py": BLOCKS})
    rig.load(tmp_path, "blocks2")

    ran = run(rig, "squared", inputs={"n": 3, "offset": 10})

    tree = seen(rig, "squared").tree
    assert "total" not in ran.nodes
    assert tree
    assert [entry.text for entry in tree.entries] == ["10", "11", "14"]


def test_a_block_without_items_collects_nothing(rig: Rig, tmp_path: Path) -> None:
    write(tmp_path, {"blocks3.py": BLOCKS})
    rig.load(tmp_path, "blocks3")

    assert run(rig, "total", inputs={"n": 0}).summaries["total"] == "int 0"


def test_a_failure_inside_a_block_names_the_item(rig: Rig, tmp_path: Path) -> None:
    write(tmp_path, {"blocks4.py": BLOCKS})
    rig.load(tmp_path, "blocks4")

    ran = run(rig, "after", inputs={"n": 9})

    assert ran.messages["squared"] == "ValueError: At item 8 of 9: seven"
    assert ran.failure.arguments == {"items": "int 7"}


def test_items_are_given_to_the_node_that_expands(rig: Rig, tmp_path: Path) -> None:
    write(tmp_path, {"blocks5.py": BLOCKS})
    rig.load(tmp_path, "blocks5")

    ran = run(rig, "total", inputs={"n": 0}, overrides={"items": [5, 6]})
    inside = run(rig, "total", inputs={"n": 0}, overrides={"squared": 1})

    assert ran.summaries["total"] == f"int {2 * (25 + 36)}"
    assert "once per item of `items`" in inside.errors["squared"]


def test_mixing_the_items_of_two_blocks_is_refused(rig: Rig, tmp_path: Path) -> None:
    source = """
        from hamilton.htypes import Collect, Parallelizable
        def ones() -> Parallelizable[int]: yield 1
        def twos() -> Parallelizable[int]: yield 2
        def mixed(ones: int, twos: int) -> int: return ones + twos
        def total(mixed: Collect[int]) -> int: return sum(mixed)
        """
    write(tmp_path, {"mixed.py": source})
    rig.load(tmp_path, "mixed")

    assert "per item of `ones` and `twos`" in run(rig, "total").errors["mixed"]


def test_the_plan_comes_first_and_all_nodes_before_the_end(flow: Rig) -> None:
    ran = run(flow, "both", inputs={"count": 4}, force=True)

    assert isinstance(ran.events[0], RunStarted)
    assert sum(isinstance(event, NodeEnded) for event in ran.events) == 4


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)
