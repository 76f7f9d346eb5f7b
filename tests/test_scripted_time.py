"""Scripted time: what every method of a pool makes of sleeps and timeouts."""

from __future__ import annotations

import pytest
from traces import JOIN, KILL, make_run, show_times, submit

FIVE = ("item 0 0: sleep 2; print a\nitem 2 0: sleep 2; print c", "item 1 0: sleep 3; print b")
RESULT = "result> thread-role result 1"

CASES = {
    "sleeps add up exactly": (make_run("sleep 0.1\nsleep 0.1\nsleep 0.1\nprint x"), ["0.3 x"]),
    "a sleep that is no number": (make_run("sleep nan\nprint x"), ["0 x"]),
    "the worker that is free first gets the next task": (make_run(submit(0, 1, 2), *FIVE), ["2 a", "3 b", "4 c"]),
    "join waits for all": (make_run(submit(0, 1, 2) + f"\n{JOIN}\nprint x", *FIVE), ["2 a", "3 b", "4 c", "4 x"]),
    "get waits for its job": (make_run(submit(0, 1, 2) + "\nget-call 1 ''\nget 1 ok\nprint x", *FIVE), ["2 a", "3 b", "3 x", "4 c"]),
    "what comes later than its answer does not wait": (
        make_run(submit(0, 1, 2) + "\nsleep 9\nget-call 1 ''\nget 1 ok\nprint x", *FIVE),
        ["2 a", "3 b", "4 c", "9 x"],
    ),
    "a timeout is waited out": (
        make_run(submit(0, 1, 2) + "\nget-call 1 1.5\nget 1 timeout\nprint x", *FIVE),
        ["1.5 x", "2 a", "3 b", "4 c"],
    ),
    "wait with a timeout that came in time": (
        make_run(submit(0, 1, 2) + "\nwait-call 1 5\nwait 1 ready\nprint x", *FIVE),
        ["2 a", "3 b", "3 x", "4 c"],
    ),
    "a timeout that should not have been": (
        make_run(submit(0, 1, 2) + "\nget-call 1 4\nget 1 timeout @7\nprint x", *FIVE),
        ["2 a", "3 b", "4 c", "4 x", "script.py:7: get timed out although by scripted time it was ready"],
    ),
    "a timeout that should have been": (
        make_run(submit(0, 1, 2) + "\nget-call 1 1\nget 1 ok @7\nprint x", *FIVE),
        ["2 a", "3 b", "3 x", "4 c", "script.py:7: get was ready although by scripted time it timed out"],
    ),
    "a chunk is one task": (
        make_run(
            submit(0, method="map_async", chunks="2") + "\nget-call 0 ''\nget 0 ok\nprint x",
            "item 0 0.0/2: sleep 1; print a\nitem 0 0.1/2: sleep 1; print b",
            "item 0 1.0/2: sleep 2; print c\nitem 0 1.1/2: sleep 2; print d",
        ),
        ["1 a", "2 b", "2 c", "4 d", "4 x"],
    ),
    "on 2.7 a failed chunk ends the map, and join still waits": (
        make_run(
            submit(0, method="map_async", chunks="2") + f"\nresult> result 0 0 error\nget-call 0 ''\nget 0 error\nprint x\n{JOIN}\nprint y",
            "fail 0 0: sleep 1; print a",
            "item 0 1: sleep 2; print b",
            version="2.7.18",
        ),
        ["1 a", "1 x", "2 b", "2 y"],
    ),
    "the initializer comes first": (
        "main 3.13\nmake 1 pool 2\nsubmit 1 0 apply_async '' '' ''\nsleep 5\nprint x\nquit\n"
        "worker 1.1\nsleep 2\nprint i\nworker-ready\nitem 0 0: print a\ndone\nworker 1.2\nsleep 3\nprint j\nworker-ready\ndone",
        ["2 a", "2 i", "3 j", "5 x"],
    ),
    "a worker that has served its tasks is replaced": (
        "main 3.13\nmake 1 pool 1 1\nworker-start 1 1.2\n" + submit(0, 1) + "\nquit\n"
        "worker 1.1\nsleep 1\nworker-ready\nitem 0 0: sleep 1; print a\ndone\n"
        "worker 1.2\nsleep 1\nworker-ready\nitem 1 0: sleep 1; print b\ndone",
        ["2 a", "4 b"],
    ),
    "callbacks are served one at a time, and hold up ready": (
        make_run(
            submit(0, 1)
            + f"\n{RESULT}\nresult> result 0 0 ok\nresult> callback 0: sleep 3; print p"
            + "\nresult> result 1 0 ok\nresult> callback 1: print q\nget-call 1 ''\nget 1 ok\nprint x",
            "item 0 0: sleep 1; print a",
            "item 1 0: sleep 2; print b",
        ),
        ["1 a", "2 b", "4 p", "4 q", "4 x"],
    ),
    "an iterable that sleeps": (
        make_run(
            submit(0, method="imap")
            + "\nfeed> thread-role feed 1\nfeed> sleep 1\nfeed> hand 1 0 0\nfeed> sleep 1\nfeed> hand 1 0 1"
            + "\nnext-call 0 ''\nnext 0 ok\nprint x\nnext-call 0 ''\nnext 0 ok\nprint y\nnext-call 0 ''\nnext 0 stop\nprint z",
            "item 0 0: sleep 3; print a",
            "item 0 1: sleep 1; print b",
        ),
        ["3 b", "4 a", "4 x", "4 y", "4 z"],
    ),
    "a later iterable is consumed after its submission": (
        make_run(
            submit(0, method="imap")
            + "\nfeed> thread-role feed 1\nfeed> hand 1 0 0\nnext-call 0 ''\nnext 0 ok\n"
            + submit(1, method="imap")
            + "\nfeed> print g\nfeed> hand 1 1 0",
            "item 0 0: sleep 3\nitem 1 0: print b",
        ),
        ["3 b", "3 g"],
    ),
    "next with a timeout": (
        make_run(submit(0, method="imap") + "\nnext-call 0 1\nnext 0 timeout\nprint x\nnext-call 0 ''\nnext 0 ok\nprint y", "item 0 0: sleep 3; print a"),
        ["1 x", "3 a", "3 y"],
    ),
    "messages arrive by their times, not as recorded": (
        make_run(
            submit(0, method="imap_unordered")
            + "\nresult> result 0 1 ok\nresult> result 0 0 ok"
            + "\nnext-call 0 ''\nnext 0 ok\nprint y\nnext-call 0 ''\nnext 0 ok\nprint x\nnext-call 0 ''\nnext 0 stop\nprint z",
            "item 0 0: sleep 1; print a",
            "item 0 1: sleep 2; print b",
        ),
        ["1 a", "1 x", "2 b", "2 y", "2 z"],
    ),
    "a round that sleeps holds up the next": (
        make_run(
            submit(0, method="imap_unordered")
            + "\nresult> result 0 0 ok\nresult> result 0 1 ok"
            + "\nnext-call 0 ''\nnext 0 ok\nsleep 4\nprint x\nnext-call 0 ''\nnext 0 ok\nprint y\nnext-call 0 ''\nnext 0 stop",
            "item 0 0: sleep 1",
            "item 0 1: sleep 2",
        ),
        ["5 x", "5 y"],
    ),
    "a silent loop ends at its first tick after the answer": (
        make_run(submit(0) + "\nask 0 ready 0 @5\nsleep 2\nask 0 ready 1 @5\nprint x", "item 0 0: sleep 3; print a"),
        ["3 a", "4 x"],
    ),
    "however often it went round in the run": (
        make_run(
            submit(0) + "\n" + "ask 0 ready 0 @5\nsleep 2\n" * 7 + "ask 0 ready 1 @5\nprint x", "item 0 0: sleep 3; print a"
        ),
        ["3 a", "4 x"],
    ),
    "what a killer cuts off": (
        make_run(submit(0, 1) + f"\nsleep 2\n{KILL}\nprint x", "item 0 0: sleep 1; print a; sleep 2; print b", "item 1 0: sleep 3; print c"),
        ["1 a", "2 x", "3 b!", "3 c!"],
    ),
    "threads go on after it until main ends": (
        make_run(
            submit(0, 1)
            + "\nt> worker-begin 1 '' 1000\nt> worker-ready\nt> item 0 0: sleep 3; print a; sleep 9; print b\n"
            + f"sleep 1\n{KILL}\nsleep 5\nprint x",
            pool="thread-pool 1",
        ),
        ["3 a", "6 x", "12 b!"],
    ),
    "two pools do not hold each other up": (
        "main 3.13\nmake 1 pool 1\nmake 2 thread-pool 1\nsubmit 1 0 apply_async '' '' ''\nsubmit 2 1 apply_async '' '' ''\n"
        "t> worker-begin 2 '' 1000\nt> worker-ready\nt> item 1 0: sleep 2; print b\n"
        "close 2\njoin-call 2\njoin 2\nprint x\nquit\nworker 1.1\nworker-ready\nitem 0 0: sleep 3; print a\ndone",
        ["2 b", "2 x", "3 a"],
    ),
    "what main did although it never does": (
        make_run(submit(0) + "\nget-call 0 ''\nget 0 ok @7\nprint x", "cut 0 0: print a"),
        ["0 a", "? x", "script.py:7: get came although by scripted time it never does"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_time(name: str) -> None:
    text, expected = CASES[name]
    assert show_times(text) == expected


FUTURES = submit("f1", "f2", method="submit")
WORK = ("item w0 -: sleep 3; print a", "item w1 -: sleep 1; print b")
BOTH = "man> result f2 '' ok\nman> result f1 '' ok"

EXECUTORS = {
    "as_completed": (
        "receive-call 1 f1,f2\nreceive 1 f2\nprint x\nreceive-call 1 f1,f2\nreceive 1 f1\nprint y\nreceive-call 1 f1,f2\nreceive 1 stop\nprint z",
        ["1 b", "1 x", "3 a", "3 y", "3 z"],
    ),
    "wait for all": ("await-call ALL_COMPLETED '' f1,f2\nawait f1,f2 ''\nprint x", ["1 b", "3 a", "3 x"]),
    "wait for one": ("await-call FIRST_COMPLETED '' f1,f2\nawait f2 f1\nprint x", ["1 b", "1 x", "3 a"]),
    "wait for a failure": ("await-call FIRST_EXCEPTION '' f1,f2\nawait f1,f2 ''\nprint x", ["1 b", "3 a", "3 x"]),
    "wait for so long": ("await-call ALL_COMPLETED 2 f1,f2\nawait f2 f1\nprint x", ["1 b", "2 x", "3 a"]),
    "shutdown": ("shutdown-call 1 1 0\nshutdown 1\nprint x", ["1 b", "3 a", "3 x"]),
    "shutdown that does not wait": ("shutdown-call 1 0 0\nshutdown 1\nprint x", ["0 x", "1 b", "3 a"]),
    "a callback on a finished future": (
        "sleep 4\ncallback f1 1: sleep 1; print c\nprint x",
        ["1 b", "3 a", "5 c", "5 x"],
    ),
    "a callback on what is not finished by scripted time": (
        "callback f1 1: print c\nprint x",
        ["0 x", "1 b", "3 a", "3 c"],
    ),
}


@pytest.mark.parametrize("name", EXECUTORS)
def test_executor_time(name: str) -> None:
    main, expected = EXECUTORS[name]
    assert show_times(make_run(f"{FUTURES}\n{BOTH}\n{main}", *WORK, pool="process-executor 2")) == expected


def test_a_thread_executor_runs_callbacks_on_its_worker() -> None:
    text = (
        f"{FUTURES}\nt> worker-begin 1 '' 1000\nt> worker-ready\nt> item f1 -: sleep 1; print a\nt> result f1 '' ok\n"
        "t> callback f1 1: sleep 1; print c\nt> item f2 -: sleep 1; print b\nt> result f2 '' ok"
    )
    assert show_times(make_run(text, pool="thread-executor 1")) == ["1 a", "2 c", "3 b"]


def test_a_cancelled_job_is_over() -> None:
    text = f"{FUTURES}\nman> result f1 '' ok\ncancel f2 1\nshutdown-call 1 1 0\nshutdown 1\nprint x"
    assert show_times(make_run(text, WORK[0], pool="process-executor 1")) == ["3 a", "3 x"]


def test_no_usual_order_rests_on_a_free_sleep() -> None:
    text = make_run(submit(0, 1, 2) + f"\nprint m\n{JOIN}\nprint x", *FIVE)
    assert show_times(text, free=("main/pool1/job1",)) == ["0 m", "2 a", "? b", "? c", "? x"]
