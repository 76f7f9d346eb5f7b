"""Processes and threads that a script starts itself: their strands, orders, presence and scripted times."""

from __future__ import annotations

import pytest
from traces import make_run, make_trace, show_order, show_strands, show_times

from compat.program import read_program

CHILD = "child 1\nprint a\nover"
FORKED = "forked 1\nprint a\ndie 0"
TWO_FORKS = "forked 1\nprint a\ndie 0\nforked 2\nprint b\ndie 0"

STRANDS = {
    "processes and threads are named by who started them, in their order": (
        "main 3.13\nstarts p1\nstarts t1\nstarts p2\nleave\nthread 1: print t\nchild 2\nprint b\nover\nchild 1\nprint a\nover",
        ["main/process1: 'a\\n'", "main/process2: 'b\\n'", "main/thread1: 't\\n'"],
    ),
    "a child of a child, and a thread of a child": (
        "main 3.13\nstarts p1\nleave\nchild 1\nstarts p1.1\nstarts t1\nthread 1: print t\nover\nchild 1.1\nprint b\nover",
        ["main/process1/process1: 'b\\n'", "main/process1/thread1: 't\\n'"],
    ),
    "a thread that a thread started": (
        "main 3.13\nstarts t1\nthread 1: starts t2; print a\nthread 2: print b\nleave",
        ["main/thread1: 'a\\n'", "main/thread1/thread1: 'b\\n'"],
    ),
    "a thread with the identity of one that has ended": (
        "main 3.13\nstarts t1\nx> thread-begin 1\nx> print a\nx> thread-end 1\nstarts t2\nx> thread-begin 2\nx> print b\nx> thread-end 2",
        ["main/thread1: 'a\\n'", "main/thread2: 'b\\n'"],
    ),
    "a thread that begins although nobody started it": (
        "main 3.13\nx> thread-begin 7\nx> print a\nx> thread-end 7",
        ["main/other-thread1: 'a\\n'"],
    ),
    "a child that begins although nobody started it": (
        "main 3.13\nleave\nchild 5\nprint a\nover",
        ["process5: 'a\\n'"],
    ),
    "a forked child has the text that was not flushed, too": (
        "main 3.13\nwrite stdout 'half '\nforks 1\nprint rest\nleave\nforked 1\nprint other\ndie 0",
        ["main: 'half rest\\n'", "main/fork1: 'half other\\n'"],
    ),
    "what it has and never completes is lost when it leaves at once": (
        "main 3.13\nwrite stdout 'half '\nforks 1\nprint rest\nleave\nforked 1\ndie 0",
        ["main: 'half rest\\n'"],
    ),
    "but leaves it where it ends as others do": (
        "main 3.13\nwrite stdout 'half '\nforks 1\nprint rest\nleave\nforked 1\nmain-end",
        ["main: 'half rest\\n'", "main/fork1: 'half '"],
    ),
    "nothing is copied that was flushed": (
        "main 3.13\nwrite stdout 'half '\nflush stdout\nforks 1\nprint rest\nleave\nforked 1\nprint other\nmain-end",
        ["main: 'half ' 'rest\\n'", "main/fork1: 'other\\n'"],
    ),
    "on a pipe whole lines are copied": (
        "main 3.13 stdout=pipe\nprint one\nforks 1\nprint two\nflush stdout\nleave\nforked 1 1000\nflush stdout\nmain-end",
        ["main: 'one\\n' 'two\\n'", "main/fork1: 'one\\n'"],
    ),
    "a process that leaves at once loses what it holds": (
        "main 3.13\nstarts p1\nleave\nchild 1\nprint a\nwrite stdout half\ndie 3",
        ["main/process1: 'a\\n'"],
    ),
    "what a program writes elsewhere is nobody's": (
        "main 3.13\nspawn-call 1\nspawn 1 1001 other inherit\nleave\nmain 3.13\nprint hidden\nerror seen\nleave",
        ["main/program1: 'seen\\n'"],
    ),
    "a program that takes over a process goes on with its strand": (
        "main 3.13\nforks 1\nleave\nforked 1\nprint a\nexec\nmain 3.13 pid=1001\nprint b\nleave",
        ["main/fork1: 'a\\n' 'b\\n'"],
    ),
    "a child of a worker": (
        make_run("", "starts p1.1.1\nprint i") + "child 1.1.1\nprint a\nover",
        ["main/pool1/worker1: 'i\\n'", "main/pool1/worker1/process1: 'a\\n'"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STRANDS)
def test_strands(name: str) -> None:
    text, expected = STRANDS[name]
    assert show_strands(text) == expected


ORDERS = {
    "start": (f"main 3.13\nprint x\nstarts p1\nprint y\nleave\n{CHILD}", ["x<a", "x<y"]),
    "start of a thread": ("main 3.13\nprint x\nstarts t1\nprint y\nleave\nthread 1: print a", ["x<a", "x<y"]),
    "join": (f"main 3.13\nstarts p1\nprint x\njoins p1\nprint y\nleave\n{CHILD}", ["a<y", "x<y"]),
    "a join that need not have waited is no edge": (
        f"main 3.13\nstarts p1\njoins p1 5\nprint y\nleave\n{CHILD}",
        ["a", "y"],
    ),
    "a join in vain": (f"main 3.13\nstarts p1\nmisses p1 5\nprint y\nleave\n{CHILD}", ["a", "y"]),
    "join of a thread": ("main 3.13\nstarts t1\njoins t1\nprint y\nleave\nthread 1: print a", ["a<y"]),
    "a thread joins another": (
        "main 3.13\nstarts t1\nstarts t2\nleave\nthread 1: print a\nthread 2: joins t1; print b",
        ["a<b"],
    ),
    "join of a process waits for its threads": (
        "main 3.13\nstarts p1\njoins p1\nprint y\nleave\nchild 1\nstarts t1\nprint a\nthread 1: print t\nover",
        ["a<y", "t<y"],
    ),
    "exit waits for children, then prints": (
        f"main 3.13\nstarts p1\nstarts t1\nthread 1: print t\nmain-end\nthreads-joined\nprint x\nexit-begin\nexit-end\nprint y\n{CHILD}",
        ["a<y", "t<x", "x<y"],
    ),
    "waitpid": (
        f"main 3.13\nforks 1\nreap-call 1001 0\nreap 1001 0\nprint y\nleave\n{FORKED}",
        ["a<y"],
    ),
    "waitpid of one of two": (
        f"main 3.13\nforks 1\nforks 2\nreap-call 1002 0\nreap 1002 0\nprint y\nleave\n{TWO_FORKS}",
        ["b<y", "a"],
    ),
    "wait for any of two, whichever it was": (
        f"main 3.13\nforks 1\nforks 2\nreap-call '' ''\nreap 1002 0\nprint y\nleave\n{TWO_FORKS}",
        ["a", "b", "y", "main#4:reap>=1:main/fork1#last main/fork2#last"],
    ),
    "wait for both": (
        f"main 3.13\nforks 1\nforks 2\nreap-call '' ''\nreap 1002 0\nreap-call '' ''\nreap 1001 0\nprint y\nleave\n{TWO_FORKS}",
        ["a<y", "b<y", "main#4:reap>=1:main/fork1#last main/fork2#last"],
    ),
    "wait for any can only mean one that was forked before": (
        f"main 3.13\nforks 1\nreap-call '' ''\nreap 1001 0\nprint x\nforks 2\nreap-call '' ''\nreap 1002 0\nprint y\nleave\n{TWO_FORKS}",
        ["a<x", "b<y", "x<b"],
    ),
    "a wait that does not wait": (
        f"main 3.13\nforks 1\nreap-call '' 1\nreap 1001 0 @4\nprint y\nleave\n{FORKED}",
        ["a", "y", "the answer of a wait that does not wait (script.py:4) rests on a race"],
    ),
    "a forked child outlives its parent": (f"main 3.13\nforks 1\nprint y\nleave\n{FORKED}", ["a", "y"]),
    "Popen.wait": (
        "main 3.13\nspawn-call 1\nspawn 1 1001 inherit inherit\nspawn-wait-call 1 ''\nspawn-wait 1 0\nprint y\nleave\nmain 3.13\nprint a\nleave",
        ["a<y"],
    ),
    "Popen.wait that gives up raises, so one that comes back is sure": (
        "main 3.13\nspawn-call 1\nspawn 1 1001 inherit inherit\nspawn-wait-call 1 5\nspawn-wait 1 0\nprint y\nleave\nmain 3.13\nprint a\nleave",
        ["a<y"],
    ),
    "is_alive that says it is over": (
        f"main 3.13\nstarts p1\njoins p1\nask p1 is_alive 0\nprint y\nleave\n{CHILD}",
        ["a<y"],
    ),
    "is_alive that nothing decides": (
        f"main 3.13\nstarts p1\nask p1 is_alive 1 @3\nprint y\nleave\n{CHILD}",
        ["a", "y", "the answer of is_alive() (script.py:3) rests on a race"],
    ),
    "a thread that never began": ("main 3.13\nstarts t1\nprint y\nleave", ["y", "cut main/thread1"]),
    "a process that was killed before its first event": (
        "main 3.13\nstarts p1\nkill-call p1 terminate\nkill p1\njoins p1\nprint y\nleave",
        ["y", "cut main/process1"],
    ),
    "a process that joins what it did not start": ("main 3.13\njoins p9\nprint y\nleave", ["y"]),
}


@pytest.mark.parametrize("name", ORDERS)
def test_order(name: str) -> None:
    text, expected = ORDERS[name]
    assert show_order(text) == expected


PRESENCE = {
    "a child that is terminated": (
        f"main 3.13\nstarts p1\nkill-call p1 terminate\nkill p1\njoins p1\nprint y\nleave\n{CHILD}",
        ["a?<y"],
    ),
    "after its join nothing can end it": (
        f"main 3.13\nstarts p1\njoins p1\nkill-call p1 terminate\nkill p1\nprint y\nleave\n{CHILD}",
        ["a<y"],
    ),
    "what it told before is certain": (
        "main 3.13\nnew queue1 'simple 0' process\nstarts p1\nclock 2\ntakes queue1\nkill-call p1 terminate\nkill p1\njoins p1\nprint y\nleave\n"
        "child 1\nprint a\nclock 1\nput queue1 1001.1\nprint b\nover",
        ["a<b?", "b?<y"],
    ),
    "a killed process and its threads": (
        "main 3.13\nstarts p1\nkill-call p1 terminate\nkill p1\nleave\nchild 1\nstarts t1\nprint a\nthread 1: print t\nover",
        ["a?", "t?"],
    ),
    "a daemon is ended when its parent exits": (
        f"main 3.13\nstarts p1 daemon\nprint y\nleave\n{CHILD}",
        ["a?", "y"],
    ),
    "a daemon that was joined is not": (
        f"main 3.13\nstarts p1 daemon\njoins p1\nprint y\nleave\n{CHILD}",
        ["a<y"],
    ),
    "a daemon goes on where its parent leaves at once": (
        f"main 3.13\nstarts p1 daemon\nprint y\ndie 0\n{CHILD}",
        ["a", "y"],
    ),
    "a daemon of a child ends with the child, not with main": (
        "main 3.13\nstarts p1\nprint x\nleave\nchild 1\nstarts p1.1 daemon\nprint a\nover\nchild 1.1\nprint b\nover",
        ["a", "b?", "x"],
    ),
    "a daemonic thread ends with its process": (
        "main 3.13\nstarts t1 daemon\nprint y\nthread 1: print a\nleave",
        ["a?", "y"],
    ),
    "a thread that is waited for does not": ("main 3.13\nstarts t1\nprint y\nthread 1: print a\nleave", ["a", "y"]),
    "a child of 2.7 ends with its threads running": (
        "main 2.7.18\nstarts p1\nleave\nchild 1\nstarts t1\nprint a\nthread 1: print t\nexit-begin\nexit-end\nprocess-end 0",
        ["a", "t?"],
    ),
    "so does one that leaves at once": (
        "main 3.13\nstarts p1\nleave\nchild 1\nstarts t1\nprint a\nthread 1: print t\ndie 0",
        ["a", "t?"],
    ),
    "what a thread told is certain": (
        "main 3.13\nnew queue1 'fifo 0'\nstarts t1 daemon\nthread 1: print a; put queue1 1; print b\ntakes queue1 1\nprint y\nleave",
        ["a<b?", "a<y"],
    ),
    "a timer that may be cancelled first": (
        "main 3.13\nstarts t1\nthread 1: sleep 1; print a\nprint x\ntimer-cancel t1\nprint y\nleave",
        ["x<y", "a?"],
    ),
    "a timer that was joined first is not": (
        "main 3.13\nstarts t1\nthread 1: sleep 1; print a\njoins t1\ntimer-cancel t1\nprint y\nleave",
        ["a<y"],
    ),
    "one of two workers, who may have had either message": (
        "main 3.13\nnew queue1 'simple 0' process\nstarts p1\nstarts p2\nput queue1 1000.1\nput queue1 1000.2\n"
        "kill-call p1 terminate\nkill p1\njoins p1\nprint x\njoins p2\nprint y\nleave\n"
        "child 1\nclock 2\ntakes queue1\nprint a\nover\nchild 2\nclock 1\ntakes queue1\nprint b\nover",
        [
            "a?<y",
            "b?<y",
            "x<y",
            "main/queue1#0/received#first>=1:main/process1#first main/process2#first",
            "main/queue1#1/received#first>=1:main/process1#first main/process2#first",
        ],
    ),
    "daemonic threads that share a queue": (
        "main 3.13\nnew queue1 'fifo 0'\nstarts t1 daemon\nstarts t2 daemon\nput queue1 1\nput queue1 2\n"
        "thread 1: takes queue1 1; print a\nthread 2: takes queue1 2; print b\nprint y\nleave",
        [
            "a?",
            "b?",
            "y",
            "main/queue1#0/received#first>=1:main/thread1#first main/thread2#first",
            "main/queue1#1/received#first>=1:main/thread1#first main/thread2#first",
        ],
    ),
    "os.kill": (
        f"main 3.13\nforks 1\nos-kill 1001 15\nreap-call 1001 0\nreap 1001 15\nprint y\nleave\n{FORKED}",
        ["a?<y"],
    ),
    "os.kill with a signal that ends nothing": (
        f"main 3.13\nforks 1\nos-kill 1001 0\nprint y\nleave\n{FORKED}",
        ["a", "y"],
    ),
    "a process that kills itself": (
        "main 3.13\nforks 1\nleave\nforked 1\nprint a\nos-kill 1001 9",
        ["a"],
    ),
    "a kill of a process that nobody knows": (f"main 3.13\nforks 1\nos-kill 77 9\nprint y\nleave\n{FORKED}", ["a", "y"]),
}  # fmt: skip


@pytest.mark.parametrize("name", PRESENCE)
def test_presence(name: str) -> None:
    text, expected = PRESENCE[name]
    assert show_order(text) == expected


TIMES = {
    "processes and threads begin when they are started": (
        "main 3.13\nsleep 1\nstarts p1\nstarts t1\nthread 1: sleep 0.5; print t\nsleep 4\nprint x\nleave\nchild 1\nsleep 2\nprint a\nover",
        ["1.5 t", "3 a", "5 x"],
    ),
    "join takes the later of the two": (
        "main 3.13\nstarts p1\njoins p1\nprint x\nleave\nchild 1\nsleep 2\nprint a\nover",
        ["2 a", "2 x"],
    ),
    "a join in vain takes its timeout": (
        "main 3.13\nstarts p1\nmisses p1 1\nprint x\njoins p1\nprint y\nleave\nchild 1\nsleep 2\nprint a\nover",
        ["1 x", "2 a", "2 y"],
    ),
    "a join in vain that should not have been": (
        "main 3.13\nstarts p1\nmisses p1 3 @5\nprint x\nleave\nchild 1\nsleep 2\nprint a\nover",
        ["2 a", "3 x", "script.py:5: process-join gave up although by scripted time it came back"],
    ),
    "a join that should have been in vain": (
        "main 3.13\nstarts p1\njoins p1 1 @5\nprint x\nleave\nchild 1\nsleep 2\nprint a\nover",
        ["2 a", "2 x", "script.py:5: process-join came back although by scripted time it gave up"],
    ),
    "the end of main waits for threads, then for children": (
        "main 3.13\nstarts p1\nstarts t1\nthread 1: sleep 1; print t\nmain-end\nthreads-joined\nprint x\nexit-begin\nexit-end\nprint y\nchild 1\nsleep 2\nprint a\nover",
        ["1 t", "1 x", "2 a", "2 y"],
    ),
    "what a kill cuts off": (
        "main 3.13\nstarts p1\nsleep 1\nkill-call p1 terminate\nkill p1\njoins p1\nprint x\nleave\nchild 1\nprint a\nsleep 2\nprint b\nover",
        ["0 a", "1 x", "? b!"],
    ),
    "a daemon is ended at its parent's exit": (
        "main 3.13\nstarts p1 daemon\nsleep 1\nprint x\nleave\nchild 1\nprint a\nsleep 2\nprint b\nover",
        ["0 a", "1 x", "? b!"],
    ),
    "a daemonic thread, at its process's end": (
        "main 3.13\nstarts t1 daemon\nthread 1: print a; sleep 2; print b\nsleep 1\nprint x\nleave",
        ["0 a", "1 x", "? b!"],
    ),
    "a timer that was cancelled is over": (
        "main 3.13\nstarts t1\nx> thread-begin 1\nx> sleep 5\nx> timer-stopped\nx> thread-end 1\nsleep 1\ntimer-cancel t1\njoins t1\nprint x\nleave",
        ["1 x"],
    ),
    "one that went off before is not changed by it": (
        "main 3.13\nstarts t1\nthread 1: sleep 1; print a; sleep 3; print b\nsleep 2\ntimer-cancel t1\njoins t1\nprint x\nleave",
        ["1 a", "4 b", "4 x"],
    ),
    "wait for any takes the first by scripted time": (
        "main 3.13\nforks 1\nforks 2\nreap-call '' ''\nreap 1002 0\nprint x\nreap-call '' ''\nreap 1001 0\nprint y\nleave\n"
        "forked 1\nsleep 1\ndie 0\nforked 2\nsleep 2\ndie 0",
        ["1 x", "2 y"],
    ),
    "an answer that scripted time does not give": (
        "main 3.13\nstarts p1\nsleep 1\nask p1 is_alive 0 @5\nprint x\nleave\nchild 1\nsleep 2\nprint a\nover",
        ["1 x", "2 a", "script.py:5: ask is_alive was answered otherwise than scripted time says"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TIMES)
def test_time(name: str) -> None:
    text, expected = TIMES[name]
    assert show_times(text) == expected


def test_a_process_of_a_worker_is_a_process() -> None:
    text = make_run("", "starts p1.1.1") + "child 1.1.1\nprint a\nover"
    program = read_program(make_trace(text))
    assert {name: strand.kind for name, strand in program.strands.items()} == {
        "main": "main",
        "main/pool1/worker1": "worker",
        "main/pool1/worker1/process1": "process",
    }
