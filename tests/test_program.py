"""Strands: named by how they were made, each with what it put out."""

from __future__ import annotations

import pytest
from traces import JOIN, make_run, make_trace, show_order, show_strands, submit

from compat.program import read_program

CASES = {
    "an empty trace": ("", []),
    "main and its workers": (
        make_run("print x", "print i", "print j"),
        ["main: 'x\\n'", "main/pool1/worker1: 'i\\n'", "main/pool1/worker2: 'j\\n'"],
    ),
    "items are named by submission, whichever worker ran them": (
        make_run(submit(7, 8), "item 8 -: print b\nitem 7 -: print a"),
        ["main/pool1/job0: 'a\\n'", "main/pool1/job1: 'b\\n'"],
    ),
    "items of a map, by chunk": (
        make_run(submit(0, method="map_async", chunks="2"), "item 0 0.0/2: print a\nitem 0 0.1/2: print b\nitem 0 1: print c"),
        ["main/pool1/job0/item0.0: 'a\\n'", "main/pool1/job0/item0.1: 'b\\n'", "main/pool1/job0/item1: 'c\\n'"],
    ),
    "an item that was cut": (make_run(submit(0), "cut 0 0: print a"), ["main/pool1/job0*: 'a\\n'"]),
    "callbacks": (
        make_run(submit(0) + "\nresult> thread-role result 1\nresult> result 0 0 ok\nresult> callback 0: print c", "item 0 0: print a"),
        ["main/pool1/job0: 'a\\n'", "main/pool1/job0/callback: 'c\\n'"],
    ),
    "the feeding thread": (
        make_run(submit(0, method="imap") + "\nfeed> thread-role feed 1\nfeed> print g"),
        ["main/pool1/feed: 'g\\n'"],
    ),
    "a thread with the identity of one that has ended": (
        make_run("t> thread-role feed 1\nt> print g\npool 2 thread-pool 1 ''\nt> thread-role result 2\nt> print r\nt> worker-begin 2 '' 1000\nt> print w"),
        ["main/pool1/feed: 'g\\n'", "main/pool2/result: 'r\\n'", "main/pool2/worker1: 'w\\n'"],
    ),
    "a job of a callback": (
        make_run(
            submit(0)
            + "\nresult> thread-role result 1\nresult> callback-begin 0 ok\nresult> submit 1 1 apply_async '' '' ''\nresult> callback-end 0 ok",
            "item 0 0: print a\nitem 1 0: print b",
        ),
        ["main/pool1/job0: 'a\\n'", "main/pool1/job0/callback/pool1/job0: 'b\\n'"],
    ),
    "a thread of nobody's": (make_run("other> print t"), ["main/other-thread1: 't\\n'"]),
    "worker threads": (
        make_run(submit(0) + "\nt> worker-begin 1 '' 1000\nt> print i\nt> worker-ready\nt> item 0 0: print a", pool="thread-pool 1"),
        ["main/pool1/job0: 'a\\n'", "main/pool1/worker1: 'i\\n'"],
    ),
    "a traceback is one output": (
        make_run("uncaught ValueError bad\nerror Traceback\nerror ValueError: bad\nuncaught-end\nerror after"),
        ["main: '<traceback of ValueError: bad>\\n' 'after\\n'"],
    ),
    "a worker of an executor": (
        make_run(submit("f1", "f2", method="submit"), "item w1 -: print b", pool="process-executor 1"),
        ["main/pool1/job1: 'b\\n'"],
    ),
    "callbacks of a future, by their number": (
        make_run(
            submit("f1", method="submit") + "\nman> thread-role manager 1\nman> callback f1 2: print d\nman> callback f1 1: print c",
            pool="process-executor 1",
        ),
        ["main/pool1/job0/callback: 'c\\n'", "main/pool1/job0/callback2: 'd\\n'"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_strands(name: str) -> None:
    text, expected = CASES[name]
    assert show_strands(text) == expected


def test_what_was_drawn() -> None:
    program = read_program(
        make_trace(make_run(submit(7) + "\nvalue random 5", "item 7 -: value random 3; value random ab"))
    )
    assert program.draws == {"main": ["5"], "main/pool1/job0": ["3", "ab"]}
    assert not program.is_seeded
    assert read_program(make_trace(make_run("value seed ''"))).is_seeded


def test_who_is_who() -> None:
    program = read_program(
        make_trace(make_run("value clock 12.5\nvalue id 77\nunfollowed Queue\nunfollowed Queue", ""))
    )
    assert program.pids == {"1000": "main", "1001": "a pool worker"}
    assert program.values == [("clock", "12.5"), ("id", "77")]
    assert program.unfollowed == ["Queue"]


# where text leaves ----------------------------------------------------------------------------------------------------

TAIL = "item 0 0: write stdout a\nitem 1 0: write stdout b"

LEAVING = {
    "text without a newline stays in the worker's buffer, and is out when the worker is": (
        make_run(submit(0, 1) + f"\nresult> result 0 0 ok\nget-call 0 ''\nget 0 ok\nprint x\n{JOIN}\nprint y", TAIL),
        ["a<y", "b<y", "x<y"],
    ),
    "on a terminal a line leaves at once": (
        make_run(submit(0) + "\nresult> result 0 0 ok\nget-call 0 ''\nget 0 ok\nprint x", "item 0 0: print a"),
        ["a<x"],
    ),
    "on a pipe at the end of the process, or at the next flush": (
        make_run(
            submit(0) + f"\nresult> result 0 0 ok\nget-call 0 ''\nget 0 ok\nprint x\n{JOIN}\nprint y\nflush stdout",
            "item 0 0: print a; print b",
            facts="stdout=pipe",
        ),
        ["a<b", "b<x", "x<y"],
    ),
    "a flush lets it out": (
        make_run(
            submit(0) + f"\nresult> result 0 0 ok\nget-call 0 ''\nget 0 ok\nprint x\nflush stdout\n{JOIN}\nprint y\nflush stdout",
            "item 0 0: print a; flush stdout",
            facts="stdout=pipe",
        ),
        ["a<x", "x<y"],
    ),
    "what main holds is out before a worker is started": (
        "main 3.13 stdout=pipe\npool 1 pool 1 ''\nprint x\nworker-start 1 1.1\nprocess-start 1.1 W 1\nflush stdout\nquit\n"
        "worker 1.1 stdout=pipe\nprint i\nflush stdout\nworker-ready\ndone",
        ["x<i"],
    ),
    "stderr on a pipe: by lines from 3.9 on": (
        make_run(submit(0) + "\nresult> result 0 0 ok\nget-call 0 ''\nget 0 ok\nerror x", "item 0 0: error a", facts="stderr=pipe"),
        ["a<x"],
    ),
    "text of one process leaves in its order": (
        make_run(
            submit(0)
            + "\nresult> thread-role result 1\nresult> result 0 0 ok\nresult> callback 0: print c\nget-call 0 ''\nget 0 ok\nprint x",
            facts="stdout=pipe",
        ),
        ["c<x"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LEAVING)
def test_leaving(name: str) -> None:
    text, expected = LEAVING[name]
    assert show_order(text) == expected
