"""Threads that the script starts: begin, end, join, answers, failures, timers."""

from __future__ import absolute_import

import sys

import pytest
from recorder_harness import IS_2, Runner

HEAD = """
import multiprocessing.dummy, os, sys, threading, time
def say(text): sys.stdout.write(text + "\\n")
"""


@pytest.fixture
def runner(tmpdir):
    return Runner(str(tmpdir))


@pytest.fixture
def record(runner):
    """Run a body recorded and bare; both must print and end the same."""

    def run(body, **settings):
        recorded, bare = runner.record(HEAD + body, **settings), runner.bare(HEAD + body)
        assert (recorded.status, recorded.out) == (bare.status, bare.out)
        return recorded

    return run


def in_thread(run, number):
    """Return the events of a thread, by the number that it was started with."""
    begun = [event for event in run.of("thread-begin") if event.args == (str(number),)][0]
    return [event for event in run.events if (event.pid, event.thread) == (begun.pid, begun.thread)]


@pytest.mark.parametrize("make", [
    "threading.Thread(target=say, args=('hello',), name='kid')",
    "type('T', (threading.Thread,), {'run': lambda self: say('hello')})(name='kid')",
    "multiprocessing.dummy.Process(target=say, args=('hello',), name='kid')",
])  # fmt: skip
def test_a_thread_begins_and_ends(record, make):
    run = record("t = %s\nt.start()\nt.join()\nsay(str(t.is_alive()))" % make)
    assert run.args("thread-start") == [("1", "kid", "0")]
    mine = [event.kind for event in in_thread(run, 1)]
    assert mine[0] == "thread-begin" and mine[-1] == "thread-end" and "write" in mine
    assert run.args("thread-join-call") == [("1", "")] and run.args("thread-join") == [("1", "1")]
    assert run.args("ask") == [("t1", "is_alive", "0")] and run.args("unfollowed") == []


def test_the_end_of_a_thread_is_told_before_anyone_can_know(record):
    run = record("for n in range(20):\n    t = threading.Thread(target=int)\n    t.start()\n    t.join()")
    for number in range(1, 21):
        joined = [event.clock for event in run.of("thread-join") if event.args[0] == str(number)][0]
        ended = [event.clock for event in run.of("thread-end") if event.args[0] == str(number)][0]
        assert ended <= joined


def test_the_process_waits_for_its_threads_before_its_handlers(record):
    run = record("""
import atexit
atexit.register(say, "handler")
gate = threading.Event()
def work():
    gate.wait()
    say("work")
t = threading.Thread(target=work)
t.start()
say("last line")
gate.set()
""")
    kinds = [event.kind if event.kind != "write" else event.args[1].strip() for event in run.events]
    wanted = ["main-end", "threads-joined", "handler"]
    assert [kind for kind in kinds if kind in wanted] == wanted
    assert kinds.index("work") < kinds.index("threads-joined")


def test_a_join_that_gives_up_is_shortened_and_says_so(record):
    run = record(
        """
gate = threading.Event()
t = threading.Thread(target=gate.wait)
t.daemon = True
t.start()
t.join(0.5)
gate.set()
t.join(500)
""",
        speed=2,
    )
    assert run.args("thread-start") == [("1", "Thread-1" + (" (wait)" if sys.version_info >= (3, 10) else ""), "1")]
    assert run.args("thread-join-call") == [("1", "0.5"), ("1", "500")]
    assert run.args("thread-join") == [("1", "0"), ("1", "1")]


def test_a_timer_sleeps_and_goes_off(record):
    run = record("t = threading.Timer(0.3, say, ['ding'])\nt.start()\nt.join()", speed=10)
    mine = [event.kind for event in in_thread(run, 1)]
    assert mine.index("sleep") < mine.index("slept") < mine.index("write")
    assert ("0.3",) in run.args("sleep") and run.out == b"ding\n"


def test_a_timer_that_is_stopped_says_so(record):
    run = record("t = threading.Timer(3000, say, ['ding'])\nt.start()\nt.cancel()\nt.join()\nsay('over')")
    assert run.out == b"over\n" and run.args("timer-cancel") == [("t1",)]
    assert len(run.of("timer-stopped")) == 1 and run.of("slept") == []


def test_a_failing_thread_says_so(record):
    run = record("""
def fail(): raise ValueError("bad")
t = threading.Thread(target=fail)
t.start()
t.join()
""")
    assert run.args("uncaught") == [("ValueError", "bad")]
    kinds = [event.kind for event in in_thread(run, 1)]
    assert kinds.index("uncaught") < kinds.index("write") < kinds.index("uncaught-end") < kinds.index("thread-end")
    assert b"in fail" in run.err and b"ValueError: bad" in run.err and b"_recorder" not in run.err


def test_a_thread_that_leaves_by_exit_is_silent(record):
    run = record("t = threading.Thread(target=sys.exit)\nt.start()\nt.join()")
    assert run.err == b"" and run.of("uncaught") == []


@pytest.mark.parametrize("module", ["thread"] if IS_2 else ["_thread"])
def test_a_thread_without_an_object(record, module):
    run = record("""
import %s as low
gate = low.allocate_lock()
gate.acquire()
def work(text, end=""):
    say(text + end)
    gate.release()
low.start_new_thread(work, ("a",), {"end": "b"})
gate.acquire()
""" % module)  # fmt: skip
    assert run.out == b"ab\n" and run.args("thread-start") == [("1", "", "1")]
    assert [event.kind for event in in_thread(run, 1)][0] == "thread-begin"


def test_threads_of_a_pool_are_not_the_scripts(record):
    run = record("""
from multiprocessing.pool import ThreadPool
pool = ThreadPool(2)
say(str(pool.map(abs, [-1])))
pool.close()
pool.join()
""")
    assert run.of("thread-start", "thread-begin") == []


def test_a_forked_child_does_not_end_its_parents_threads(record):
    run = record("""
import multiprocessing
gate = threading.Event()
t = threading.Thread(target=gate.wait)
t.start()
child = multiprocessing.get_context("fork").Process(target=int) if sys.version_info[0] > 2 else multiprocessing.Process(target=int)
child.start()
child.join()
gate.set()
""")
    assert len(run.of("thread-end")) == 1 and run.of("thread-end")[0].pid == run.main


def test_turned_threads_run_late_and_start_does_not_wait(runner):
    body = """
seen = []
threads = [threading.Thread(target=seen.append, args=(n,)) for n in range(3)]
for t in threads: t.start()
for t in threads: t.join()
say(str(seen))
"""
    assert runner.record(HEAD + body, turn=0.1).out == b"[2, 1, 0]\n"
    assert runner.record(HEAD + body, turn=-0.1).out == b"[0, 1, 2]\n"
