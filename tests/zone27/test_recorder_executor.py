"""Executors of `concurrent.futures`: threads and processes."""

from __future__ import absolute_import

import sys

import pytest
from recorder_harness import IS_2, START_METHODS, Runner

pytestmark = pytest.mark.skipif(IS_2, reason="2.7 has no concurrent.futures")

HEAD = """
import concurrent.futures, os, sys, threading, time
from concurrent.futures import ThreadPoolExecutor, ProcessPoolExecutor
def work(x):
    print("item", x)
    if x == "bad": raise ValueError(x)
    return x
def pass_gate(number): open("gate%d" % number).close()
def start(x): print("init", x)
def told(future): print("told", future.exception() or future.result())
def main(kind):
"""
TAIL = """
if __name__ == "__main__":
    main(%s)
"""


@pytest.fixture
def runner(tmpdir):
    return Runner(str(tmpdir))


@pytest.fixture(params=START_METHODS + ["thread"])
def record(request, runner):
    """Record a body with `kind` being the executor's class; returns the run."""
    kind = "ThreadPoolExecutor" if request.param == "thread" else "ProcessPoolExecutor"

    def run(body, **settings):
        if request.param != "thread":
            settings["start_method"] = request.param
        lines = "\n".join("    " + line for line in body.strip("\n").split("\n"))
        return runner.record(HEAD + lines + TAIL % kind, **settings)

    run.is_thread = request.param == "thread"
    return run


def test_a_future_goes_its_way(record):
    run = record("""
with kind(2) as executor:
    future = executor.submit(work, 5)
    print(future.result(timeout=60), future.done(), future.running(), future.cancelled())
""")
    assert run.err == b"" and run.status == 0
    item = "f1" if record.is_thread else "w0"
    flavour = "thread-executor" if record.is_thread else "process-executor"
    assert run.args("pool") == [("1", flavour, "2", "")]
    assert run.args("submit") == [("1", "f1", "submit", "", "", "")]
    assert run.args("item-begin") == [(item, "", "0", "1")]
    assert run.args("item-end") == [(item, "", "0", "ok", "")]
    assert run.args("result") == [("f1", "", "ok")]
    assert run.args("get-call") == [("f1", "60")] and run.args("get") == [("f1", "ok")]
    assert run.args("ask") == [("f1", "done", "1"), ("f1", "running", "0"), ("f1", "cancelled", "0")]
    assert run.args("shutdown-call") == [("1", "1", "0")] and run.args("shutdown") == [("1",)]
    assert run.args("hand") == ([] if record.is_thread else [("1", "f1", "")])
    assert run.args("thread-role") == ([] if record.is_thread else [("manager", "1")])


def test_workers_are_known_to_their_owner(record):
    run = record("with kind(1) as executor: executor.submit(work, 5)")
    identity = "" if record.is_thread else "1"
    assert run.args("worker-start") == [("1", identity)]
    assert run.args("worker-begin") == [("1" if record.is_thread else "", identity, str(run.main))]
    begun = run.of("worker-begin")[0]
    kinds = [event.kind for event in run.events if (event.pid, event.thread) == (begun.pid, begun.thread)]
    kinds = [kind for kind in kinds if kind.startswith(("worker", "item"))]
    assert kinds == ["worker-begin", "worker-ready", "item-begin", "item-end", "worker-end"]


def test_workers_tell_their_names(record):
    names = record("with kind(1) as executor: executor.submit(work, 5)").texts("worker-name")
    assert len(names) == 1
    assert names[0].endswith("ThreadPoolExecutor-0_0" if record.is_thread else "Process-1")


def test_failures_and_callbacks(record):
    run = record("""
with kind(1) as executor:
    future = executor.submit(work, "bad")
    future.add_done_callback(told)
    print(repr(future.exception()))
    future.add_done_callback(told)
""")
    assert run.args("item-end")[0][3:] == ("error", "ValueError")
    assert run.args("result") == [("f1", "", "error")]
    assert sorted(run.args("callback-begin")) == sorted(run.args("callback-end")) == [("f1", "1"), ("f1", "2")]
    later = [event for event in run.of("callback-begin") if event.args[1] == "2"][0]
    assert (later.pid, later.thread) == [(event.pid, event.thread) for event in run.of("main-begin")][0]


def test_map_in_chunks(record):
    run = record("""
with kind(2) as executor:
    print(list(executor.map(work, range(5), chunksize=2)))
    try: print(list(executor.map(work, ["bad", 1])))
    except ValueError as error: print("failed", error)
""")
    assert "[0, 1, 2, 3, 4]" in run.said_by_main() and "failed bad" in run.said_by_main()
    if record.is_thread:
        assert len([args for args in run.args("submit")]) == 7
    else:
        assert [args[5] for args in run.args("submit")] == ["2", "2", "1", "1", "1"]
        assert sorted(args for args in run.args("item-begin") if args[0] == "w0") == [
            ("w0", "", "0", "2"),
            ("w0", "", "1", "2"),
        ]
    assert ("f1", "ok") in run.args("get")


def test_waiting_for_several(record):
    run = record("""
with kind(2) as executor:
    futures = [executor.submit(work, x) for x in range(3)]
    print(sorted(future.result() for future in concurrent.futures.as_completed(futures)))
    print(len(concurrent.futures.wait(futures, return_when="FIRST_EXCEPTION").done))
    print(len(concurrent.futures.wait(futures, 5).not_done))
""")
    assert run.err == b""
    received = [args[1] for args in run.args("receive")]
    assert sorted(received[:-1]) == ["f1", "f2", "f3"] and received[-1] == "stop"
    assert set(run.args("receive-call")) == set([("1", "f1,f2,f3")])
    assert run.args("await-call") == [("FIRST_EXCEPTION", "", "f1,f2,f3"), ("ALL_COMPLETED", "5", "f1,f2,f3")]
    assert sorted(run.args("await")[1][0].split(",")) == ["f1", "f2", "f3"] and run.args("await")[1][1] == ""


def test_timeouts_are_shortened(record):
    run = record(
        """
with kind(1) as executor:
    future = executor.submit(time.sleep, 200)
    for call in (future.result, future.exception):
        try: call(5)
        except concurrent.futures.TimeoutError: print("late")
    print(len(concurrent.futures.wait([future], 5).not_done))
    try: list(concurrent.futures.as_completed([future], 5))
    except concurrent.futures.TimeoutError: print("late")
    try: list(executor.map(time.sleep, [100], timeout=5))
    except concurrent.futures.TimeoutError: print("late")
    print(future.result())
""",
        speed=200,
    )
    assert run.out.split() == [b"late", b"late", b"1", b"late", b"late", b"None"]
    assert run.args("get")[:2] == [("f1", "timeout"), ("f1", "timeout")]
    assert run.args("receive") == [("1", "timeout")]
    assert run.args("await") == [("", "f1")]


def test_cancelling(record):
    run = record("""
for number in range(4): os.mkfifo("gate%d" % number)
with kind(1) as executor:
    futures = [executor.submit(pass_gate, number) for number in range(5)]
    print(futures[-1].cancel(), futures[-1].cancelled())
    for number in range(4): open("gate%d" % number, "w").close()
    print(futures[0].result())
    print(futures[0].cancel())
""")
    assert run.out == b"True True\nNone\nFalse\n"
    assert run.args("cancel") == [("f5", "1"), ("f1", "0")]


@pytest.mark.skipif(sys.version_info < (3, 7), reason="3.6 has no initializer")
def test_initializers_belong_to_the_worker(record):
    run = record("with kind(1, initializer=start, initargs=(7,)) as executor: executor.submit(work, 1)")
    begun = run.of("worker-begin")[0]
    kinds = [event.kind for event in run.events if (event.pid, event.thread) == (begun.pid, begun.thread)]
    kinds = kinds[kinds.index("worker-begin") :]
    assert kinds.index("write") < kinds.index("worker-ready") < kinds.index("item-begin")


def test_results_can_be_turned_round(runner):
    body = """
    gate = threading.Barrier(4)
    def wait(x):
        gate.wait()
        return x
    with kind(4) as executor:
        print([f.result() for f in concurrent.futures.as_completed([executor.submit(wait, x) for x in range(4)])])
"""
    run = runner.record(HEAD + body + TAIL % "ThreadPoolExecutor", turn=0.1)
    assert [args[0] for args in run.args("result")] == ["f4", "f3", "f2", "f1"]


def test_a_worker_that_dies_breaks_the_executor_as_it_does(runner):
    body = """
    with kind(1) as executor:
        try: executor.submit(os._exit, 3).result()
        except Exception as error: print(type(error).__name__)
"""
    run = runner.record(HEAD + body + TAIL % "ProcessPoolExecutor", start_method="fork")
    assert run.out == b"BrokenProcessPool\n" and run.args("get") == [("f1", "error")]
    assert len(run.of("item-begin")) == 1 and run.of("item-end") == []


def test_futures_of_nobody_are_left_alone(runner):
    source = """
        import concurrent.futures
        future = concurrent.futures.Future()
        future.add_done_callback(lambda f: print("called"))
        future.set_running_or_notify_cancel()
        future.set_result(4)
        print(future.result(), future.done(), list(concurrent.futures.as_completed([future])) == [future])
        """
    run = runner.record(source)
    assert run.out == b"called\n4 True True\n"
    assert run.of("result", "get", "ask") == []


def test_items_of_threads_begin_turned_round(runner):
    body = """
    seen = []
    with kind(8) as executor:
        list(executor.map(seen.append, range(1, 8)))
    print(seen)
"""
    run = runner.record(HEAD + body + TAIL % "ThreadPoolExecutor", turn=0.1)
    assert run.out == b"[7, 6, 5, 4, 3, 2, 1]\n"
    assert [args[0] for args in run.args("item-begin")] == ["f%d" % number for number in range(7, 0, -1)]


def test_the_timeout_of_a_map_is_told_as_the_script_said_it(record):
    run = record("with kind(2) as executor: print(list(executor.map(work, [1, 2, 3], timeout=600)))", speed=10)
    assert run.args("get-call") == [("f%d" % number, "600") for number in (1, 2, 3)]
    assert "[1, 2, 3]" in run.said_by_main()


def test_as_completed_with_a_timeout_is_named(record):
    run = record("""
with kind(1) as executor:
    print(len(list(concurrent.futures.as_completed([executor.submit(work, 1)], timeout=60))))
""")
    assert run.args("unfollowed") == [("concurrent.futures.as_completed(timeout)",)]
