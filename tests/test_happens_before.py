"""The rules of order: what each makes an order of, and that nothing else becomes one."""

from __future__ import annotations

import pytest
from traces import JOIN, KILL, make_run, make_trace, show_order, submit

from compat.order import Order
from compat.program import read_program

ONE = "pool 1"
TWO_ITEMS = ("item 0 0: print a", "item 1 0: print b")
RESULTS = "result> result 0 0 ok\nresult> result 1 0 ok"

CASES = {
    "program order": (make_run("print x\nprint y"), ["x<y"]),
    "start: a submission before its item, not the item before what follows": (
        make_run("print x\n" + submit(0) + "\nprint y", "item 0 0: print a"),
        ["x<a", "x<y"],
    ),
    "items of one worker of two are not ordered": (
        make_run(submit(0, 1) + "\n" + JOIN + "\nprint z", "item 0 0: print a\nitem 1 0: print b"),
        ["a<z", "b<z"],
    ),
    "join waits for items and for workers' own part": (
        make_run(submit(0) + "\n" + JOIN + "\nprint z", "item 0 0: print a\nprint bye"),
        ["a<z", "bye<z"],
    ),
    "get waits for its job alone": (
        make_run(submit(0, 1) + f"\n{RESULTS}\nget-call 0 ''\nget 0 ok\nprint x", *TWO_ITEMS),
        ["a<x", "b"],
    ),
    "a get that timed out waits for nothing": (
        make_run(submit(0) + "\nget-call 0 1\nget 0 timeout\nprint x\nresult> result 0 0 ok", "item 0 0: print a"),
        ["a", "x"],
    ),
    "wait": (
        make_run(submit(0) + "\nresult> result 0 0 ok\nwait-call 0 ''\nwait 0 ready\nprint x", "item 0 0: print a"),
        ["a<x"],
    ),
    "wait that came in time, which nobody knows": (
        make_run(submit(0) + "\nresult> result 0 0 ok\nwait-call 0 9\nwait 0 ready\nprint x", "item 0 0: print a"),
        ["a", "x"],
    ),
    "wait that timed out": (
        make_run(submit(0) + "\nwait-call 0 9\nwait 0 timeout\nprint x\nresult> result 0 0 ok", "item 0 0: print a"),
        ["a", "x"],
    ),
    "map waits for all its chunks; items of a chunk are in order": (
        make_run(
            submit(0, method="map_async", chunks="2") + "\nget-call 0 ''\nget 0 ok\nprint x",
            "item 0 0.0/2: print a\nitem 0 0.1/2: print b",
            "item 0 1.0/2: print c\nitem 0 1.1/2: print d",
        ),
        ["a<b", "b<x", "c<d", "d<x"],
    ),
    "on 2.7 a map is ready at its first failed chunk": (
        make_run(
            submit(0, method="map_async", chunks="2")
            + "\nresult> result 0 0 error\nget-call 0 ''\nget 0 error\nprint x",
            "fail 0 0.0/2: print a",
            "item 0 1.0/2: print c\nitem 0 1.1/2: print d",
            version="2.7.18",
        ),
        ["a<x", "c<d"],
    ),
    "on 2.7 a map with two failed chunks is ready at either": (
        make_run(
            submit(0, method="map_async", chunks="2")
            + "\nresult> result 0 0 error\nget-call 0 ''\nget 0 error\nprint x",
            "fail 0 0.0/2: print a",
            "fail 0 1.0/2: print c",
            version="2.7.18",
        ),
        ["a", "c", "x", "ready of job0>=1:result of job0/item0 result of job0/item1"],
    ),
    "on 3.x a failing map waits for all": (
        make_run(
            submit(0, method="map_async", chunks="2") + "\nget-call 0 ''\nget 0 error\nprint x",
            "fail 0 0.0/2: print a",
            "item 0 1.0/1: print c",
        ),
        ["a<x", "c<x"],
    ),
    "imap delivers in order": (
        make_run(
            submit(0, method="imap") + "\nnext-call 0 ''\nnext 0 ok\nprint x\nnext-call 0 ''\nnext 0 ok\nprint y",
            "item 0 1: print b",
            "item 0 0: print a",
        ),
        ["a<x", "b<y", "x<y"],
    ),
    "next that timed out waits for nothing, the end for all": (
        make_run(
            submit(0, method="imap") + "\nnext-call 0 1\nnext 0 timeout\nprint x\nnext-call 0 ''\nnext 0 stop\nprint y",
            "item 0 1: print b",
            "item 0 0: print a",
        ),
        ["a<y", "b<y", "x<y"],
    ),
    "feed: what the iterable prints comes before its item, its end before the end of the loop": (
        make_run(
            submit(0, method="imap")
            + "\nfeed> thread-role feed 1\nfeed> print g0\nfeed> hand 1 0 0\nfeed> print g1\nfeed> hand 1 0 1\nfeed> print g2"
            + "\nnext-call 0 ''\nnext 0 ok\nprint x\nnext-call 0 ''\nnext 0 ok\nnext-call 0 ''\nnext 0 stop\nprint y",
            "item 0 0: print a",
            "item 0 1: print b",
        ),
        ["a<x", "b<y", "g0<a", "g0<g1", "g1<b", "g1<g2", "g2<y", "x<y"],
    ),
    "feed: what a later iterable prints is not the end of the earlier": (
        make_run(
            submit(0, method="imap")
            + "\nfeed> thread-role feed 1\nfeed> hand 1 0 0\n"
            + submit(1, method="imap")
            + "\nfeed> print h\nfeed> hand 1 1 0\nnext-call 0 ''\nnext 0 ok\nnext-call 0 ''\nnext 0 stop\nprint y",
            "item 0 0: print a",
            "item 1 0: print b",
        ),
        ["a<y", "h<b"],
    ),
    "callback: result, callback, ready; one at a time": (
        make_run(
            submit(0, 1)
            + "\nresult> thread-role result 1\nresult> result 0 0 ok\nresult> callback 0: print p; print q"
            + "\nresult> result 1 0 ok\nresult> callback 1: print r; print s\nget-call 1 ''\nget 1 ok\nprint x",
            *TWO_ITEMS,
        ),
        ["a<p", "b<r", "p<q", "r<s", "s<x", "[p q|r s]"],
    ),
    "capacity of one is a chain, callbacks included": (
        make_run(
            submit(0, 1)
            + "\nresult> thread-role result 1\nresult> result 0 0 ok\nresult> callback 0: print p"
            + "\nresult> result 1 0 ok\nresult> callback 1: print q",
            "item 0 0: print a\nitem 1 0: print b",
            pool=ONE,
        ),
        ["a<b", "a<p", "b<q", "p<q", "[p|q]"],
    ),
    "capacity of two": (
        make_run(submit(0, 1, 2), "item 0 0: print a\nitem 2 0: print c", "item 1 0: print b"),
        ["a", "b", "c", "begin of job2>=1:end of job0 end of job1"],
    ),
    "capacity: a chunk is one task": (
        make_run(
            submit(0, method="map_async", chunks="3"),
            "item 0 0.0/2: print a\nitem 0 0.1/2: print b\nitem 0 2: print e",
            "item 0 1.0/2: print c\nitem 0 1.1/2: print d",
        ),
        ["a<b", "c<d", "e", "begin of job0/item2>=1:end of job0/item0 end of job0/item1"],
    ),
    "worker: its own part before the items where it is the only one": (
        "main 3.13\nmake 1 pool 1\nsubmit 1 0 apply_async '' '' ''\nquit\n"
        "worker 1.1\nprint init\nworker-ready\nitem 0 0: print a\ndone",
        ["init<a"],
    ),
    "worker: else not, though some worker's comes first": (
        "main 3.13\nprint m\nmake 1 pool 2\nsubmit 1 0 apply_async '' '' ''\nquit\n"
        "worker 1.1\nprint i\nworker-ready\nitem 0 0: print a\ndone\nworker 1.2\nprint j\nworker-ready\ndone",
        ["m<a", "m<i", "m<j"],
    ),
    "two pools know nothing of each other": (
        "main 3.13\nmake 1 pool 1\nmake 2 thread-pool 1\nsubmit 1 0 apply_async '' '' ''\nsubmit 2 1 apply_async '' '' ''\n"
        "t> worker-begin 2 '' 1000\nt> worker-ready\nt> item 1 0: print b\n"
        "close 2\njoin-call 2\njoin 2\nprint x\nquit\nworker 1.1\nworker-ready\nitem 0 0: print a\ndone",
        ["b<x", "a"],
    ),
    "two submitters of one pool: first in, first out for each": (
        make_run(
            submit(0, 1)
            + "\nresult> thread-role result 1\nresult> result 0 0 ok\n"
            + "result> callback-begin 0 ok\nresult> submit 1 2 apply_async '' '' ''\nresult> callback-end 0 ok",
            "item 0 0: print a\nitem 1 0: print b\nitem 2 0: print c",
            pool=ONE,
        ),
        ["a<b", "a<c"],
    ),
    "terminate returns after what its victims still print": (
        make_run(submit(0) + f"\n{KILL}\nprint z", "item 0 0: print a"),
        ["a?<z"],
    ),
    "threads go on after terminate, and join waits for them": (
        make_run(
            submit(0)
            + f"\nt> worker-begin 1 '' 1000\nt> worker-ready\nt> item 0 0: print a\n{KILL}\nprint y\njoin-call 1\njoin 1\nprint z",
            pool="thread-pool 1",
        ),
        ["a?<z", "y<z"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_rule(name: str) -> None:
    text, expected = CASES[name]
    assert show_order(text) == expected


ROUNDS = make_run(
    submit(0, method="imap_unordered")
    + "\nresult> result 0 1 ok\nresult> result 0 0 ok"
    + "\nnext-call 0 ''\nnext 0 ok\nprint x\nnext-call 0 ''\nnext 0 ok\nprint y\nnext-call 0 ''\nnext 0 stop\nprint z",
    "item 0 0: print a",
    "item 0 1: print b",
)
CALLBACKS = make_run(
    submit(0, 1)
    + "\nresult> thread-role result 1\nresult> result 1 0 ok\nresult> callback 1: print p"
    + "\nresult> result 0 0 ok\nresult> callback 0: print q\nget-call 1 ''\nget 1 ok\nprint x",
    *TWO_ITEMS,
)
LOOPS = {
    "bound to the message": (ROUNDS, {"job0": "message"}, ["a<y", "b<x", "x<z", "y<z", "[x|y]"]),
    "bound to the round": (ROUNDS, {"job0": "round"}, ["a<y", "b<y", "x<y", "y<z", "ROUND"]),
    "callbacks bound to the message": (CALLBACKS, {"callbacks": "message"}, ["a<q", "b<p", "p<x", "[p|q]"]),
    "callbacks bound to the round": (
        CALLBACKS,
        {"callbacks": "round"},
        ["a<q", "b<q", "b<x", "p<q", "p<x", "ROUND", "[p|q]"],
    ),
}


@pytest.mark.parametrize("name", LOOPS)
def test_rounds(name: str) -> None:
    text, binding, expected = LOOPS[name]
    (channel,) = binding
    either = f"{channel}/round0#first>=1:result of job0 result of job1"
    if channel == "job0":
        either = f"{channel}/round0#first>=1:result of job0/item0 result of job0/item1"
    assert show_order(text, **binding) == [either if row == "ROUND" else row for row in expected]


POLL = "ask 0 ready 0 @5\nsleep 1\nask 0 ready 0 @5\nsleep 1\nask 0 ready 1 @5\nprint x"
RACE = "the answer of ready() (script.py:5) rests on a race"
ANSWERS = {
    "a silent loop": (POLL, ["a<x"]),
    "a loop that speaks": (
        POLL.replace("sleep 1\nask 0 ready 0 @5\n", "sleep 1\nask 0 ready 0 @5\nprint w\n"),
        ["a<x", "w<x", RACE, RACE, RACE],
    ),
    "an answer that decides": ("ask 0 ready 1 @5\nprint x", ["a<x", RACE]),
    "the other answer": ("ask 0 ready 0 @5\nprint x", ["a", "x", RACE]),
    "an answer that is known": ("get-call 0 ''\nget 0 ok\nask 0 ready 1 @5\nprint x", ["a<x"]),
    "successful says the same": ("ask 0 successful 0 @5\nprint x", ["a<x", RACE.replace("ready", "successful")]),
    "running says nothing": ("ask 0 running 1 @5\nprint x", ["a", "x"]),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answers(name: str) -> None:
    main, expected = ANSWERS[name]
    assert show_order(make_run(submit(0) + "\n" + main + "\nresult> result 0 0 ok", "item 0 0: print a")) == expected


# executors -----------------------------------------------------------------------------------------------------------

FUTURES = submit("f1", "f2", method="submit")
PROCESSES = "process-executor 2"
WORK = ("item w0 -: print a", "item w1 -: print b")
MANAGER = "man> thread-role manager 1"
SHUTDOWN = "shutdown-call 1 1 0\nshutdown 1\nprint z"

EXECUTORS = {
    "shutdown waits for all": (make_run(f"{FUTURES}\n{SHUTDOWN}", *WORK, pool=PROCESSES), ["a<z", "b<z"]),
    "unless it shall not": (
        make_run(f"{FUTURES}\n{SHUTDOWN.replace('1 1 0', '1 0 0')}", *WORK, pool=PROCESSES),
        ["a", "b", "z"],
    ),
    "a callback after ready, before shutdown returns": (
        make_run(
            f"{FUTURES}\n{MANAGER}\nman> result f1 '' ok\nman> callback f1 1: print c\nget-call f1 ''\nget f1 ok\nprint x\n{SHUTDOWN}",
            *WORK,
            pool=PROCESSES,
        ),
        ["a<c", "a<x", "b<z", "c<z", "x<z"],
    ),
    "a callback added to a future that may be unfinished": (
        make_run(f"{FUTURES}\nman> result f1 '' ok\nprint w\ncallback f1 1: print c\nprint x", *WORK, pool=PROCESSES),
        ["a<c", "w<c", "w<x", "b"],
    ),
    "a callback added to a finished future is a part of what adds it": (
        make_run(
            f"{FUTURES}\nman> result f1 '' ok\nget-call f1 ''\nget f1 ok\ncallback f1 1: print c\nprint x",
            *WORK,
            pool=PROCESSES,
        ),
        ["a<c", "c<x", "b"],
    ),
    "wait for all": (
        make_run(f"{FUTURES}\nawait-call ALL_COMPLETED '' f1,f2\nawait f1,f2 ''\nprint x", *WORK, pool=PROCESSES),
        ["a<x", "b<x"],
    ),
    "wait for one": (
        make_run(f"{FUTURES}\nawait-call FIRST_COMPLETED '' f1,f2 @5\nawait f1 f2 @5\nprint x", *WORK, pool=PROCESSES),
        [
            "a",
            "b",
            "x",
            "main#5:await>=1:ready of job0 ready of job1",
            "which futures wait() found done (script.py:5) rests on a race",
        ],
    ),
    "as_completed": (
        make_run(
            f"{FUTURES}\nman> result f2 '' ok\nman> result f1 '' ok\nreceive-call 1 f1,f2\nreceive 1 f2\nprint x\n"
            "receive-call 1 f1,f2\nreceive 1 f1\nprint y\nreceive-call 1 f1,f2\nreceive 1 stop\nprint z",
            *WORK,
            pool=PROCESSES,
        ),
        ["a<y", "b<x", "x<z", "y<z", "[x|y]"],
    ),
    "elements of a chunk": (
        make_run(FUTURES.splitlines()[0], "item w0 .0/2: print a\nitem w0 .1/2: print b", pool=PROCESSES),
        ["a<b"],
    ),
    "a thread executor runs the callback on its worker, and what is next may come before it": (
        make_run(
            f"{FUTURES}\nt> worker-begin 1 '' 1000\nt> worker-ready\nt> item f1 -: print a\nt> result f1 '' ok\n"
            f"t> callback f1 1: print c\nt> item f2 -: print b\nt> result f2 '' ok\n{SHUTDOWN}",
            pool="thread-executor 1",
        ),
        ["a<b", "a<c", "b<z", "c<z"],
    ),
    "a job that was cancelled": (
        make_run(
            f"{FUTURES}\nman> result f1 '' ok\nprint w\ncancel f2 1 @5\nprint x\n{SHUTDOWN}",
            WORK[0],
            pool="process-executor 1",
        ),
        ["a<z", "w<x", "x<z", "cut main/pool1/job1", "the answer of cancel() (script.py:5) rests on a race"],
    ),
    "shutdown that cancels": (
        make_run(f"{FUTURES}\n{SHUTDOWN.replace('1 1 0', '1 1 1')}", *WORK, pool=PROCESSES),
        ["a?<z", "b?<z"],
    ),
}


@pytest.mark.parametrize("name", EXECUTORS)
def test_executors(name: str) -> None:
    text, expected = EXECUTORS[name]
    assert show_order(text) == expected


def test_rules_that_contradict_each_other_end_in_no_answer() -> None:
    order = Order()
    program = read_program(make_trace(make_run("print x\nprint y")))
    order.add_strand(program.main)
    order.chain_strand(program.main)
    order.current = "join"
    order.edge(order.last(program.main), order.first(program.main))
    order.break_cycles()
    assert len(order.races) == 1
    assert "contradicts the others: this order cannot be told" in order.races[0]
