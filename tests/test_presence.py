"""Presence: what a killer may take away, and what it cannot."""

from __future__ import annotations

import pytest
from traces import JOIN, KILL, make_run, show_order, submit

RESULT = "result> result 0 0 ok\nget-call 0 ''\nget 0 ok"

CASES = {
    "without a killer all is certain": (make_run(submit(0), "item 0 0: print a"), ["a"]),
    "a pool that is terminated": (
        make_run(submit(0, 1) + f"\n{KILL}\nprint z", "item 0 0: print a", "item 1 0: print b"),
        ["a?<z", "b?<z"],
    ),
    "what was waited for is certain": (
        make_run(submit(0, 1) + f"\n{RESULT}\n{KILL}\nprint z", "item 0 0: print a", "item 1 0: print b"),
        ["a<z", "b?<z"],
    ),
    "after join all is": (
        make_run(submit(0, 1) + f"\n{JOIN}\n{KILL}\nprint z", "item 0 0: print a", "item 1 0: print b"),
        ["a<z", "b<z"],
    ),
    "what has begun and not ended is cut": (
        make_run(submit(0) + f"\n{KILL}", "cut 0 0: print a; sleep 9"),
        ["a?", "cut main/pool1/job0"],
    ),
    "what has not begun is cut": (make_run(submit(0, 1) + f"\n{KILL}", "item 0 0: print a"), ["a?", "cut main/pool1/job1"]),
    "items of a map that have not begun": (
        make_run(submit(0, method="map_async", chunks="3") + f"\n{KILL}", "item 0 0: print a"),
        ["a?", "cut main/pool1/job0/item1", "cut main/pool1/job0/item2"],
    ),
    "items of an imap that were handed over": (
        make_run(
            submit(0, method="imap") + f"\nfeed> thread-role feed 1\nfeed> hand 1 0 0\nfeed> hand 1 0 1\n{KILL}", "item 0 0: print a"
        ),
        ["a?", "cut main/pool1/job0/item1"],
    ),
    "the items after one that failed never were": (
        make_run(
            submit(0, method="map_async", chunks="1") + "\nresult> result 0 0 error\nget-call 0 ''\nget 0 error\nprint x",
            "fail 0 0.0/3: print a",
        ),
        ["a<x"],
    ),
    "a worker's own part, and a callback": (
        make_run(
            submit(0) + f"\nresult> thread-role result 1\nresult> result 0 0 ok\nresult> callback 0: print c\n{KILL}",
            "print i\nitem 0 0: print a",
        ),
        ["a?<c?", "i?"],
    ),
    "on a pipe a line is lost that a terminated worker still held": (
        make_run(submit(0) + f"\n{RESULT}\n{KILL}\nprint z", "item 0 0: print a", facts="stdout=pipe"),
        ["a?<z"],
    ),
    "but not what a callback left in the buffer of its own process": (
        make_run(
            submit(0)
            + f"\nresult> thread-role result 1\nresult> result 0 0 ok\nresult> callback 0: print c\n{JOIN}\n{KILL}\nprint z",
            "item 0 0: print a",
            facts="stdout=pipe",
        ),
        ["a<z", "c<z"],
    ),
    "so is the rest of a line on a terminal": (
        make_run(submit(0) + f"\n{RESULT}\n{KILL}", "item 0 0: print a; write stdout b"),
        ["a<b?"],
    ),
    "another pool is not hit": (
        "main 3.13\nmake 1 pool 1\nmake 2 thread-pool 1\nsubmit 1 0 apply_async '' '' ''\nterminate-call 2\nterminate 2\nquit\n"
        "worker 1.1\nworker-ready\nitem 0 0: print a\ndone",
        ["a"],
    ),
    "an executor's second worker is made only if the first is busy": (
        "main 3.13\nmake 1 process-executor 2\nsubmit 1 f1 submit '' '' ''\nquit\n"
        "worker 1.1\nprint i\nworker-ready\ndone\nworker 1.2\nprint j\nworker-ready\ndone",
        ["i", "j?"],
    ),
    "until 3.8 all processes are made at once": (
        "main 3.8\nmake 1 process-executor 2\nsubmit 1 f1 submit '' '' ''\nquit\n"
        "worker 1.1\nprint i\nworker-ready\ndone\nworker 1.2\nprint j\nworker-ready\ndone",
        ["i", "j"],
    ),
    "a map that raises cancels what has not begun": (
        make_run(
            submit("f1", "f2", "f3", method="submit")
            + "\nman> result f1 '' error\nget-call f1 ''\nget f1 error\ncancel f3 1\nprint x",
            "fail w0 -: print a\nitem w1 -: print b",
            pool="process-executor 1",
        ),
        ["a<b?", "a<x", "cut main/pool1/job2"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_presence(name: str) -> None:
    text, expected = CASES[name]
    shown = [row for row in show_order(text) if not row.startswith(("begin of", "ready of", "["))]
    assert shown == expected
