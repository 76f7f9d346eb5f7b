"""Whatever order one run of a program shows, every other run of it keeps: no scheduler breaks a guarantee.

The programs are random, the runs are made by `small_programs` under random schedules; a run that ends in a deadlock is none.
"""

from __future__ import annotations

from itertools import permutations
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from small_programs import Operation, Reading, Run, Source, find_break

QUEUES = ("queue1", "queue2", "queue3", "queue4")
#: What any strand may do: each of them is one or more operations.
ANYWHERE: list[list[Operation]] = [
    [("print", "x")],
    *([("acquire", lock), ("print", "in"), ("release", lock)] for lock in ("lock1", "lock2", "rlock1", "semaphore1", "semaphore2")),
    *([(kind, thing)] for kind in ("acquire", "release") for thing in ("semaphore0", "semaphore1", "semaphore2", "lock1")),
    [("acquire", "lock2"), ("notify", "condition1"), ("print", "told"), ("release", "lock2")],
    [("acquire", "lock2"), ("rest", "condition1"), ("print", "woken"), ("release", "lock2")],
    *([(kind, "event1")] for kind in ("set", "clear", "wait")),
    [("meet", "barrier2")],
    *([("put", queue)] for queue in QUEUES),
]  # fmt: skip
FEW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)


@st.composite
def straight_programs(draw: st.DrawFn) -> Source:
    """Strands that do this and that, with one receiver for each queue; main starts them all, and joins some."""
    names = ["a", "b", "c"][: draw(st.integers(1, 3))]
    receiver = {queue: draw(st.sampled_from(["main", *names])) for queue in QUEUES}
    source: dict[str, list[Operation]] = {}
    for name in ("main", *names):
        takes = [[("take", queue)] for queue in QUEUES if receiver[queue] == name]
        pieces = draw(st.lists(st.sampled_from(ANYWHERE + takes), max_size=4))
        source[name] = [operation for piece in pieces for operation in piece]
    source["main"] = [("start", name) for name in names] + source["main"]
    source["main"] += [("join", name) for name in names if draw(st.booleans())] + [("print", "end")]
    return source


@st.composite
def loops(draw: st.DrawFn) -> Source:
    """Senders, and one receiver or several alike, each of which goes round so often that all is received."""
    queue, other = draw(st.permutations(QUEUES))[:2]
    sends = draw(st.lists(st.integers(1, 2), min_size=1, max_size=3))
    workers = draw(st.integers(1, 3))
    rounds = -(-sum(sends) // workers)
    around: list[list[Operation]] = [
        [("print", "x")],
        [("acquire", "lock1"), ("print", "in"), ("release", "lock1")],
        [("done", queue)],
        [("put", other)],
    ]
    body = [
        ("receive", queue),
        *(
            operation
            for piece in draw(st.lists(st.sampled_from(around), max_size=3, unique_by=str))
            for operation in piece
        ),
    ]
    source: dict[str, list[Operation]] = {"main": []}
    for name, count in zip(("a", "b", "c"), sends, strict=False):
        before = draw(st.lists(st.sampled_from(around[:2]), max_size=1))
        source[name] = [
            *(operation for piece in before for operation in piece),
            *[("put", queue)] * count,
            ("print", "sent"),
        ]
    source |= {f"w{number + 1}": body * rounds for number in range(workers)}
    children = draw(st.permutations(list(source)[1:]))
    source["main"] = [("start", name) for name in children] + [("put", queue)] * (rounds * workers - sum(sends))
    source["main"] += [("drain", queue), ("print", "drained")] * (("done", queue) in body)
    source["main"] += [("join", name) for name in children if draw(st.booleans())] + [("print", "end")]
    return source  # fmt: skip


def breaks_of(source: Source, has_processes: bool, seed: int, binding: dict[str, str]) -> list[str]:
    """What of the order that one run gives another breaks."""
    traces = [Run(source, Random(seed + number), has_processes).trace for number in range(4)]
    readings = [Reading(trace, dict(binding)) for trace in traces if trace is not None]
    assume(len(readings) > 1)
    assert not [race for reading in readings for race in reading.order.races if "contradicts" in race]
    return [broken for pair in permutations(readings, 2) if (broken := find_break(*pair)) is not None]


@pytest.mark.parametrize("has_processes", [False, True], ids=["threads", "processes"])
@FEW
@given(straight_programs(), st.integers(0, 2**32))
def test_no_run_breaks_the_order_of_another(has_processes: bool, source: Source, seed: int) -> None:
    by_round = {f"main/{queue}": "round" for queue in QUEUES}
    assert breaks_of(source, has_processes, seed, by_round) == []


@pytest.mark.parametrize("has_processes", [False, True], ids=["threads", "processes"])
@FEW
@given(loops(), st.integers(0, 2**32))
def test_no_run_breaks_the_order_of_rounds_of_another(has_processes: bool, source: Source, seed: int) -> None:
    assert breaks_of(source, has_processes, seed, {}) == []


def test_a_run_that_breaks_an_order_is_seen() -> None:
    trace = Run({"main": [("start", "a"), ("join", "a"), ("print", "x")], "a": [("print", "y")]}, Random(1)).trace
    assert trace is not None
    reading, other = Reading(trace, {}), Reading(trace, {})
    assert find_break(reading, other) is None
    other.clocks["main#0"] = other.clocks["main/thread1#0"] - 0.25
    assert find_break(reading, other) == "main#16:thread-join < main#0 by program order"
