"""What data races and semaphores add to a verdict, and why the runs of a side do not show it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_orders import parse_order
from traces import make_trace

from compat.compare import compare
from compat.doubt import add_doubts
from compat.event import Outcome
from compat.judge import judge
from compat.leaning import lean
from compat.pomset import DataRace, Exclusion, Pomset, Reason
from compat.side import Side, build_side

THREE = "a1<a2 b1<b2 c1<c2"


def bounded(order: str, limit: int) -> Pomset:
    """An order of which at most so many pairs of outputs may be under way at once (0: any number)."""
    pomset = parse_order(order)
    at = {node.name: number for number, node in enumerate(pomset.nodes)}
    sections = tuple(frozenset((at[f"{name}1"], at[f"{name}2"])) for name in "abc")
    group = Exclusion(sections, Reason("lock"), limit)
    if limit == 0:
        return pomset
    return replace(pomset, exclusions=(group,)) if limit == 1 else replace(pomset, bounds=(group,))


BOUNDS = {
    "two and two": ((THREE, 2), (THREE, 2), "equivalent"),
    "two and three": ((THREE, 2), (THREE, 0), "looser"),
    "three and two": ((THREE, 0), (THREE, 2), "stricter"),
    "two and one": ((THREE, 2), (THREE, 1), "stricter"),
    "two, and an order in which no more meet": ((THREE + " a2<b1", 2), (THREE + " a2<b1", 0), "equivalent"),
    "two, and an order in which three begin one after the other": (
        (THREE + " a1<b1<c1", 2),
        (THREE + " a1<b1<c1", 0),
        "looser",
    ),
    "two, and an order that is looser itself": ((THREE + " a2<b1", 2), (THREE, 0), "looser"),
    "two, and an order that is stricter itself": ((THREE, 2), (THREE + " a1<b1", 0), "different"),
    "another text": ((THREE, 2), (THREE.replace("c2", "d c2"), 2), "different"),
}


@pytest.mark.parametrize("name", BOUNDS)
def test_bounds(name: str) -> None:
    old, new, expected = BOUNDS[name]
    a, b = bounded(*old), bounded(*new)
    assert lean(compare(a, b), a, b).word == expected


RACES = {
    "neither": (0, 0, "equivalent"),
    "both": (1, 1, "equivalent"),
    "only the port": (0, 1, "looser"),
    "only the original": (1, 0, "stricter"),
}


def racing(number: int) -> Pomset:
    return replace(parse_order("a b"), data_races=(DataRace("main/value1", 0, 1),) * number)


@pytest.mark.parametrize("name", RACES)
def test_data_races(name: str) -> None:
    old, new, expected = RACES[name]
    verdict = lean(compare(racing(old), racing(new)), racing(old), racing(new))
    assert verdict.word == expected
    assert (verdict.counterexample is None) == (expected == "equivalent")


# through `judge`: texts that have to be brought together first -----------------------------------------------------------


def side_of(*texts: str) -> Side:
    return build_side([make_trace(text) for text in texts])


def counting(line: str, body: str = "access value1 w", clock: str = "12.6") -> str:
    return (
        "main 3.13\nnew lock1 '' process\nnew value1 lock1 process\nstarts t1\nstarts t2\n"
        f"thread 1: {body}\nthread 2: {body}\nvalue clock 10.5\nsleep 2\nvalue clock {clock}\nprint {line}\nleave"
    )


SAFE = "locks lock1; access value1 w; release lock1"
JUDGED = {
    "a lock in both": ((counting("x", SAFE),), (counting("x", SAFE),), (), "equivalent", False),
    "a port that lost it": ((counting("x", SAFE),), (counting("x"),), (), "looser", False),
    "one that took another time": (
        (counting("took 2 s", SAFE),),
        (counting("took 3 s", clock="13.6"),),
        (),
        "looser",
        False,
    ),
    "one that writes numbers otherwise": ((counting("1L", SAFE),), (counting("1"),), ("long-suffix",), "looser", False),
    "and is accepted where no race is new": (
        (counting("1L"),),
        (counting("1"),),
        ("long-suffix",),
        "different",
        True,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", JUDGED)
def test_races_count_where_texts_were_brought_together(name: str) -> None:
    old, new, accept, word, accepted = JUDGED[name]
    judged = judge(side_of(*old, *old), side_of(*new, *new), accept)
    assert (judged.verdict.word, judged.accepted) == (word, accepted)


# doubts --------------------------------------------------------------------------------------------------------------

PLAIN = make_trace("main 3.13\nprint x\nleave")
FORKED = "main 3.13\nwrite stdout 'half '\nforks 1\nprint rest\nleave\nforked 1\nprint other\nmain-end"
DOUBTS = {
    "none": ([replace(PLAIN, raw=b"x\n")], []),
    "text that nobody was seen to write": ([replace(PLAIN, raw=b"x\nsurprise")], ["it prints text that was not seen being written"]),
    "text that is not seen where nothing is recorded": ([replace(PLAIN, raw=b"surprise", world={"recorder": "off"})], []),
    "text that was written and is lost": ([replace(PLAIN, raw=b"")], []),
    "text that a fork copied": ([replace(make_trace(FORKED), raw=b"half rest\nhalf other\n")], []),
    "more of it than the fork copied": (
        [replace(make_trace(FORKED), raw=b"half rest\nhalf other\nhalf ")],
        ["it prints text that was not seen being written"],
    ),
    "a run that was cut short": (
        [replace(PLAIN, raw=b"x\n", outcome=Outcome("limit", 60))],
        ["it had not ended after 60 s; --limit SECONDS gives it longer"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DOUBTS)
def test_doubts(name: str) -> None:
    traces, expected = DOUBTS[name]
    assert add_doubts(build_side(traces), traces).open_ended == expected


def test_runs_that_end_differently_rest_on_a_race() -> None:
    traces = [PLAIN, replace(PLAIN, outcome=Outcome("exit", 1))]
    side = add_doubts(build_side(traces), traces)
    assert (side.open_ended, side.rests) == ([], ["its runs end differently: exit 0, exit 1"])
    assert [form.outcomes for form in side.forms] == [{"exit 0"}, {"exit 1"}]
