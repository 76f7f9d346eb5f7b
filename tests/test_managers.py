"""Managers as the reading side sees them: whose a served call is, what is in order, what races, when things happen."""

from __future__ import annotations

import pytest
from traces import make_trace, show_order, show_strands, show_times

from compat.channels import find_channels
from compat.program import read_program
from compat.rounds import split_rounds
from compat.happens_before import find_order

START = """
    main 3.13
    manager-start 1
    process-start 1 Ours-1 0
    manager-started 1
"""
SERVER = """
    child 1 1000
    manager-ready
"""


def run(main: str, server: str = "", children: tuple[str, ...] = (), before: str = "") -> str:
    """A run with a manager (process 1): what main does once it has started, what its server serves, two or more children."""
    starts = "\n".join(f"process-start {number} Child 0" for number in range(2, len(children) + 2))
    joins = "\n".join(f"process-join-call {n} ''\nprocess-join {n} 1" for n in range(2, len(children) + 2))
    text = START + main.replace("START", starts).replace("JOIN", joins) + "\nmanager-end-call 1\nmanager-end 1\nprint over\nquit\n"
    text += f"child 1 1000\n{before}\nmanager-ready\n{server}\nprocess-end 0\n"
    for number, child in enumerate(children, 2):
        text += f"child {number} 1000\n{child}\nprocess-end 0\n"
    return text


SERVED = run(
    "print a\nremote 1000.1\nmake 1000.1 object process ''\nSTART\nremote 1000.2\nprint b\nJOIN",
    "c1> serve-begin 1000.1\nc1> print made\nc1> serve-end\n"
    "c2> serve-begin 1000.2\nc2> print m1\nc3> serve-begin 1002.1\nc3> print n\nc2> print m2\nc2> serve-end\nc3> serve-end",
    ("remote 1002.1\nprint c",),
)
RACES = {
    "two writers": ("access 1000.1 w", "access 1000.1 w", ["main/list1"]),
    "two readers": ("access 1000.1 r", "access 1000.1 r", []),
    "of two parts": ("access 1000.1 'w 1'", "access 1000.1 'w 2'", []),
    "of one part": ("access 1000.1 'w 1'", "access 1000.1 'r 1'", ["main/list1"]),
    "of a part and of all": ("access 1000.1 'w 1'", "access 1000.1 r", ["main/list1"]),
    "under a lock": (
        "acquire 1000.2 1\naccess 1000.1 w\nrelease 1000.2",
        "acquire 1000.2 1\naccess 1000.1 w\nrelease 1000.2",
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
    text = run("make 1000.1 list process ''\nmake 1000.2 lock process ''\nSTART\nJOIN", "", (first, second))
    program = read_program(make_trace(text))
    order = find_order(program, split_rounds(program, {}))
    assert [race.thing for race in order.data_races] == expected
    writes = (first + second).count(" w") + (first + second).count("'w")
    assert order.free_writes == (["main/list1"] if writes > 1 else [])


def test_writes_in_order_are_not_free() -> None:
    text = run("make 1000.1 list process ''\naccess 1000.1 w\nSTART\nJOIN\naccess 1000.1 w", "", ("access 1000.1 w",))
    program = read_program(make_trace(text))
    assert find_order(program, split_rounds(program, {})).free_writes == []


def test_messages_are_paired_by_the_numbers_that_the_server_gave() -> None:
    text = run(
        "make 1000.1 queue process 'fifo 0'\nSTART\ntake-call 1000.1 ''\ntake 1000.1 1\ntake-call 1000.1 ''\ntake 1000.1 3\nJOIN",
        "",
        ("put 1000.1 2\nput 1000.1 3", "put 1000.1 1\ntake-call 1000.1 ''\ntake 1000.1 2\ntake 1000.1 empty"),
    )
    (channel,) = find_channels(read_program(make_trace(text)))
    assert [step.args[1] for _, step in channel.sent] == ["1", "2", "3"]
    assert [(who.name, sent and sent.args[1]) for who, _, sent in channel.takes] == [
        ("main", "1"),
        ("main/process2", "2"),
        ("main", "3"),
        ("main/process2", None),
    ]


def test_a_put_is_over_when_it_returns() -> None:
    text = run(
        "make 1000.1 queue process 'fifo 0'\nSTART\ntake-call 1000.1 ''\ntake 1000.1 1\nprint got-a\n"
        "take-call 1000.1 ''\ntake 1000.1 2\nprint got-b\nJOIN\n",
        "",
        ("print a\nput 1000.1 1", "print b\nput 1000.1 2"),
    )
    order = show_order(text)
    assert "a<got-a" in order and "b<got-b" in order
