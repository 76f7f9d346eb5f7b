"""Managers as the reading side sees them: whose a served call is, what is in order, what races, when things happen."""

from __future__ import annotations

import pytest
from traces import make_trace, show_order, show_strands, show_times

from compat.channels import find_channels
from compat.happens_before import find_order
from compat.program import read_program
from compat.rounds import split_rounds

START = """
    main 3.13
    manager-start 1
    process-start 1 Ours-1 0
    manager-started 1
"""


def run(main: str, server: str = "", children: tuple[str, ...] = (), before: str = "") -> str:
    """A run with a manager (process 1): what main does once it has started, what its server serves, two or more children."""
    starts = "\n".join(f"process-start {number} Child 0" for number in range(2, len(children) + 2))
    joins = "\n".join(f"process-join-call {n} ''\nprocess-join {n} 1" for n in range(2, len(children) + 2))
    text = (
        START
        + main.replace("START", starts).replace("JOIN", joins)
        + "\nmanager-end-call 1\nmanager-end 1\nprint over\nquit\n"
    )
    text += f"child 1\n{before}\nmanager-ready\n{server}\nprocess-end 0\n"
    for number, child in enumerate(children, 2):
        text += f"child {number}\n{child}\nprocess-end 0\n"
    return text


SERVED = run(
    "print a\nremote object1\nnew object1 '' process\nSTART\nremote 1000.2\nprint b\nJOIN",
    "c1> serve-begin object1\nc1> print made\nc1> serve-end\n"
    "c2> serve-begin 1000.2\nc2> print m1\nc3> serve-begin 1002.1\nc3> print n\nc2> print m2\nc2> serve-end\nc3> serve-end",
    ("remote 1002.1\nprint c",),
)
RACES = {
    "two writers": ("access list1 w", "access list1 w", ["main/list1"]),
    "two readers": ("access list1 r", "access list1 r", []),
    "of two parts": ("access list1 'w 1'", "access list1 'w 2'", []),
    "of one part": ("access list1 'w 1'", "access list1 'r 1'", ["main/list1"]),
    "of a part and of all": ("access list1 'w 1'", "access list1 r", ["main/list1"]),
    "under a lock": (
        "acquire lock1 1\naccess list1 w\nrelease lock1",
        "acquire lock1 1\naccess list1 w\nrelease lock1",
        [],
    ),
}


def test_a_call_is_served_as_a_part_of_its_caller() -> None:
    assert show_strands(SERVED) == [
        "main: 'a\\n' 'b\\n' 'over\\n'",
        "main/call1: 'made\\n'",
        "main/call2: 'm1\\n' 'm2\\n'",
        "main/process1: 'c\\n'",
        "main/process1/call1: 'n\\n'",
    ]
    order = show_order(SERVED)
    assert order == ["a<made", "b<over", "c<over", "m1<m2", "m2<b", "made<m1", "made<n", "n<c"]


def test_a_call_that_does_nothing_of_its_own_is_no_strand() -> None:
    program = read_program(make_trace(run("remote 1000.1\nprint a", "c1> serve-begin 1000.1\nc1> serve-end")))
    assert not [strand for strand in program.strands.values() if strand.kind == "served"]


def test_a_manager_is_a_child_of_its_own_kind_and_what_it_imports_comes_first() -> None:
    text = run("print a", "print at-end", before="print imported")
    assert show_order(text) == ["a<at-end", "at-end<over", "imported<a"]
    assert "main/manager1: 'imported\\n' 'at-end\\n'" in show_strands(text)


def test_times_of_what_is_served() -> None:
    text = run(
        "print a\nremote 1000.1\nprint b\nsleep 1",
        "c1> serve-begin 1000.1\nc1> sleep 2\nc1> print m\nc1> serve-end\nprint at-end",
        before="sleep 3",
    )
    assert show_times(text) == ["3 a", "5 b", "5 m", "6 at-end", "6 over"]


@pytest.mark.parametrize("name", RACES)
def test_data_races_of_parts(name: str) -> None:
    first, second, expected = RACES[name]
    text = run("new list1 '' process\nnew lock1 '' process\nSTART\nJOIN", "", (first, second))
    program = read_program(make_trace(text))
    order = find_order(program, split_rounds(program, {}))
    assert [race.thing for race in order.data_races] == expected
    writes = (first + second).count(" w") + (first + second).count("'w")
    assert order.free_writes == (["main/list1"] if writes > 1 else [])


def test_writes_in_order_are_not_free() -> None:
    text = run("new list1 '' process\naccess list1 w\nSTART\nJOIN\naccess list1 w", "", ("access list1 w",))
    program = read_program(make_trace(text))
    assert find_order(program, split_rounds(program, {})).free_writes == []


def test_messages_are_paired_by_the_numbers_that_the_server_gave() -> None:
    text = run(
        "new queue1 'fifo 0' process\nSTART\ntake-call queue1 ''\ntake queue1 1\ntake-call queue1 ''\ntake queue1 3\nJOIN",
        "",
        ("put queue1 2\nput queue1 3", "put queue1 1\ntake-call queue1 ''\ntake queue1 2\ntake queue1 empty"),
    )
    (channel,) = find_channels(read_program(make_trace(text)))
    assert [step.args[1] for _, step in channel.sent] == ["1", "2", "3"]
    assert [(who.name, sent.args[1]) for who, _, sent in channel.takes if sent is not None] == [
        ("main", "1"),
        ("main/process2", "2"),
        ("main", "3"),
    ]
    assert sum(sent is None for _, _, sent in channel.takes) == 1


def test_a_put_is_over_when_it_returns() -> None:
    text = run(
        "new queue1 'fifo 0' process\nSTART\ntake-call queue1 ''\ntake queue1 1\nprint got-a\n"
        "take-call queue1 ''\ntake queue1 2\nprint got-b\nJOIN\n",
        "",
        ("print a\nput queue1 1", "print b\nput queue1 2"),
    )
    order = show_order(text)
    assert "a<got-a" in order and "b<got-b" in order
