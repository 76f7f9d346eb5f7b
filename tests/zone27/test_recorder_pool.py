"""Pools: every job from its submission to its result, on every start method and in threads."""

from __future__ import absolute_import

import os

import pytest
from recorder_harness import IS_2, START_METHODS, Runner

HEAD = """
from __future__ import print_function
import multiprocessing, multiprocessing.pool, os, sys, time
def work(x):
    print("item", x)
    if x == "bad": raise ValueError(x)
    return x
def add(a, b): return a + b
def start(x): print("init", x)
def told(x): print("told", x)
def main(pool):
"""
TAIL = """
if __name__ == "__main__":
    main(%s)
"""
PROCESSES = "multiprocessing.Pool(2)"
THREADS = "multiprocessing.pool.ThreadPool(2)"


@pytest.fixture
def runner(tmpdir):
    return Runner(str(tmpdir))


@pytest.fixture(params=START_METHODS + ["thread"])
def record(request, runner):
    """Record a body that is given a pool of two; returns the run."""

    def run(body, pool=None, **settings):
        if pool is None:
            pool = THREADS if request.param == "thread" else PROCESSES
        lines = "\n".join(
            "    " + line.strip(" ") if not line.startswith("  ") else "    " + line
            for line in body.strip("\n").split("\n")
        )
        if request.param != "thread":
            settings["start_method"] = request.param
        return runner.record(HEAD + lines + TAIL % pool, **settings)

    run.method = request.param
    return run


def _index(number):
    """Return the index of the one task of `apply_async`."""
    return "" if IS_2 else str(number)


END = "\npool.close()\npool.join()\n"


def test_a_job_goes_its_way(record):
    run = record("print(pool.apply_async(work, (5,), callback=told).get(60))" + END)
    assert run.err == b"" and run.status == 0
    flavour = "thread-pool" if record.method == "thread" else "pool"
    assert run.args("pool") == [("1", flavour, "2", "")]
    assert run.args("submit") == [("1", "0", "apply_async", "", "", "")]
    assert run.args("hand") == [("1", "0", _index(0))]
    assert run.args("item-begin") == [("0", _index(0), "0", "1")]
    assert run.args("item-end") == [("0", _index(0), "0", "ok", "")]
    assert run.args("result") == [("0", _index(0), "ok")]
    assert run.args("callback-begin") == run.args("callback-end") == [("0", "ok")]
    assert run.args("get-call") == [("0", "60")] and run.args("get") == [("0", "ok")]
    assert run.args("close") == run.args("join-call") == run.args("join") == [("1",)]
    assert sorted(args for args in run.args("thread-role")) == [("feed", "1"), ("result", "1"), ("workers", "1")]


def test_events_stand_in_the_order_in_which_they_happen(record):
    run = record("pool.apply_async(work, (5,), callback=told).get()" + END)
    worker = [event for event in run.events if event.kind == "item-begin"][0]
    mine = [event for event in run.events if (event.pid, event.thread) == (worker.pid, worker.thread)]
    kinds = [event.kind for event in mine if event.kind not in ("flush", "process", "exit-begin", "exit-end")]
    kinds = kinds[kinds.index("worker-begin") :]
    assert kinds[:5] == ["worker-begin", "worker-ready", "item-begin", "write", "write"] or IS_2
    assert kinds.index("item-begin") < kinds.index("write") < kinds.index("item-end") < kinds.index("worker-end")
    owner = run.kinds()
    order = ["pool", "worker-start", "submit", "get-call", "get", "close", "join-call", "join", "main-end"]
    assert [kind for kind in owner if kind in order and kind != "worker-start"] == [
        kind for kind in order if kind != "worker-start"
    ]
    steps = ["submit", "hand", "result", "callback-begin", "callback-end", "get"]
    assert [kind for kind in owner if kind in steps] == steps


def test_workers_tell_their_names(record):
    run = record("pool.map(work, [1, 2, 3])" + END)
    assert len(set(run.texts("worker-name"))) == 2
    start = (
        "Thread-"
        if record.method == "thread"
        else ("PoolWorker-", "ForkPoolWorker-", "SpawnPoolWorker-", "ForkServerPoolWorker-")
    )
    assert all(name.startswith(start) for name in run.texts("worker-name"))


def test_workers_are_known_to_their_owner(record):
    run = record("pool.map(work, [1, 2, 3])" + END)
    started, begun = run.args("worker-start"), run.args("worker-begin")
    assert len(started) == len(begun) == 2
    if record.method == "thread":
        assert started == [("1", ""), ("1", "")]
        assert begun == [("1", "", str(run.main))] * 2
    else:
        assert started == [("1", "1"), ("1", "2")]
        assert sorted(begun) == [("", "1", str(run.main)), ("", "2", str(run.main))]


def test_every_element_of_a_chunk_is_an_item(record):
    run = record("print(pool.map(work, range(5), chunksize=2))" + END)
    assert run.args("submit") == [("1", "0", "map_async", "3", "2", "5")]
    expected = [
        ("0", str(chunk), str(sub), str(count)) for chunk, count in ((0, 2), (1, 2), (2, 1)) for sub in range(count)
    ]
    assert sorted(run.args("item-begin")) == expected
    assert sorted(run.args("hand")) == [("1", "0", "0"), ("1", "0", "1"), ("1", "0", "2")]
    assert sorted(run.args("result")) == [("0", "0", "ok"), ("0", "1", "ok"), ("0", "2", "ok")]
    assert run.args("get") == [("0", "ok")]
    assert "[0, 1, 2, 3, 4]" in run.said_by_main()


def test_a_failing_element_ends_its_chunk(record):
    run = record(
        """
try: pool.map(work, [1, "bad", 3, 4], chunksize=4)
except ValueError as error: print("failed", error)
"""
        + END
    )
    assert run.args("item-begin") == [("0", "0", "0", "4"), ("0", "0", "1", "4")]
    assert run.args("item-end") == [("0", "0", "0", "ok", ""), ("0", "0", "1", "error", "ValueError")]
    assert run.args("result") == [("0", "0", "error")] and run.args("get") == [("0", "error")]
    assert "failed bad" in run.said_by_main()


def test_a_failing_item_says_so(record):
    run = record(
        """
result = pool.apply_async(work, ("bad",))
result.wait()
print(result.ready(), result.successful())
"""
        + END
    )
    assert run.args("item-end") == [("0", _index(0), "0", "error", "ValueError")]
    assert run.args("wait-call") == [("0", "")] and run.args("wait") == [("0", "ready")]
    assert run.args("ask") == [("0", "ready", "1"), ("0", "successful", "0")]


def test_timeouts_are_shortened_and_told(record):
    run = record(
        """
late = pool.apply_async(time.sleep, (200,))
try: late.get(10)
except multiprocessing.TimeoutError: print("late")
late.wait(5)
late.get()
"""
        + END,
        speed=500,
    )
    assert run.args("get-call") == [("0", "10"), ("0", "")]
    assert run.args("get") == [("0", "timeout"), ("0", "ok")]
    assert run.args("wait-call") == [("0", "5")] and run.args("wait") == [("0", "timeout")]
    assert run.args("sleep") == [("200",)]


@pytest.mark.parametrize("method", ["imap", "imap_unordered"])
def test_iterators_are_followed(record, method):
    run = record(
        """
def numbers():
    for number in range(3):
        print("feed", number)
        yield number
print(sorted(pool.%s(work, numbers())))
print(sorted(pool.%s(work, range(5), 2)))
"""
        % (method, method)
        + END
    )
    assert run.args("submit") == [("1", "0", method, "", "1", ""), ("1", "1", method, "", "2", "")]
    assert [args for args in run.args("next") if args[0] == "0"] == [("0", "ok")] * 3 + [("0", "stop")]
    assert sorted(args for args in run.args("item-begin") if args[0] == "0") == [
        ("0", "0", "0", "1"),
        ("0", "1", "0", "1"),
        ("0", "2", "0", "1"),
    ]
    assert len([args for args in run.args("item-begin") if args[0] == "1"]) == 5
    feed = [event.thread for event in run.of("thread-role") if event.args[0] == "feed"]
    fed = [event.thread for event in run.of("write") if event.args[1].startswith("feed")]
    assert fed and set(fed) == set(feed)


def test_next_tells_errors_and_timeouts(record):
    run = record(
        """
results = pool.imap(work, ["bad", 1])
try: next(results)
except ValueError: print("bad")
print(next(results))
late = pool.imap(time.sleep, [100])
try: late.next(5)
except multiprocessing.TimeoutError: print("late")
late.next()
"""
        + END,
        speed=500,
    )
    assert run.args("next") == [("0", "error"), ("0", "ok"), ("1", "timeout"), ("1", "ok")]
    assert run.args("next-call")[2] == ("1", "5")


@pytest.mark.skipif(IS_2, reason="2.7 has none of it")
def test_starmap_and_error_callbacks(record):
    run = record(
        """
print(pool.starmap(add, [(1, 2), (3, 4)]), pool.starmap_async(add, [(5, 6)]).get())
pool.apply_async(work, ("bad",), error_callback=told).wait()
with pool: pass
"""
        + "\npool.join()"
    )
    assert "[3, 7] [11]" in run.said_by_main()
    assert [args[2] for args in run.args("submit")] == ["map_async", "map_async", "apply_async"]
    assert run.args("callback-begin") == [("2", "error")]
    assert run.args("terminate-call") == run.args("terminate") == [("1",)]


@pytest.mark.skipif(not IS_2, reason="only 2.7 takes None for a function")
def test_map_of_none(record):
    run = record("print(pool.map(None, [1, 2]))" + END)
    assert "[1, 2]" in run.said_by_main()
    assert len(run.of("item-begin")) == len(run.of("item-end")) == 2


def test_an_empty_map(record):
    run = record("print(pool.map(work, []))" + END)
    assert run.args("submit") == [("1", "0", "map_async", "0", "0", "0")]
    assert run.args("get") == [("0", "ok")] and run.of("item-begin") == []


def test_initializers_belong_to_the_worker(record):
    pool = (THREADS if record.method == "thread" else PROCESSES)[:-1] + ", start, (1,))"
    run = record("pool.map(work, [1])" + END, pool)
    for worker in set((event.pid, event.thread) for event in run.of("worker-begin")):
        kinds = [event.kind for event in run.events if (event.pid, event.thread) == worker]
        kinds = kinds[kinds.index("worker-begin") :]
        assert kinds.index("write") < kinds.index("worker-ready")


def test_workers_that_are_replaced(record):
    if record.method == "thread":
        pytest.skip("threads are not replaced")
    run = record("for x in range(4): pool.apply(work, (x,))" + END, "multiprocessing.Pool(1, maxtasksperchild=2)")
    assert run.args("pool") == [("1", "pool", "1", "2")]
    assert len(run.of("worker-start")) >= 2
    assert [event.pid for event in run.of("item-begin")].count(run.of("item-begin")[0].pid) == 2


def test_a_function_of_the_standard_library_as_a_task(record):
    run = record("print(pool.apply(os.getpid) > 0, pool.map(abs, [-1]), pool.apply(id, (5,)) > 0)" + END)
    assert run.err == b"" and len(run.texts("pid")) == 1 and len(run.texts("id")) == 1


def test_two_pools_have_two_numbers(record):
    run = record(
        """
other = multiprocessing.pool.ThreadPool(1)
other.apply(int)
other.close()
other.join()
pool.apply(int)
"""
        + END
    )
    assert [args[0] for args in run.args("pool")] == ["1", "2"]
    assert [args[:2] for args in run.args("submit")] == [("2", "0"), ("1", "1")]
    assert run.args("join") == [("2",), ("1",)]


def test_a_killer_waits_for_the_runner(runner, tmpdir):
    source = (
        HEAD
        + """
    pool.apply_async(work, (1,))
    pool.terminate()
    pool.join()
    print("end")
"""
        + TAIL % PROCESSES
    )
    import subprocess

    folder = runner.traces()
    process = subprocess.Popen(
        runner.command(source), env=runner.environment(folder, hold=600), cwd=runner.folder,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip
    seen = []
    while not seen:  # until the killer says that it waits
        seen = _fields(folder, "hold")
    assert process.poll() is None
    while not _fields(folder, "item-end"):  # its victim goes on meanwhile
        pass
    open(os.path.join(folder, "release-%d-%s" % (process.pid, seen[0])), "w").close()
    assert process.communicate()[0].endswith(b"end\n")
    assert process.returncode == 0


def _fields(folder, kind):
    """Return the first arguments of the events of a kind that are there so far."""
    found = []
    for name in os.listdir(folder):
        with open(os.path.join(folder, name)) as stream:
            lines = [line.rstrip("\n").split("\t") for line in stream]
        found.extend(fields[4] if len(fields) > 4 else "" for fields in lines if fields[2] == kind)
    return found


@pytest.mark.parametrize("body, holds", [
    ("pool.apply(work, (1,)); pool.terminate()", 0), ("pool.close(); pool.join()", 0),
    ("pool.apply_async(time.sleep, (60,)); pool.terminate()", 1), ("pool.apply_async(time.sleep, (60,))", 1),
])  # fmt: skip
def test_a_killer_without_victims_does_not_wait(runner, body, holds):
    run = runner.record(HEAD + "    global kept; kept = pool; " + body + TAIL % PROCESSES, hold=0.2)
    assert len(run.of("hold")) == holds
    assert len(run.of("terminate-call")) == len(run.of("terminate")) == ("close" not in body or 1)
    assert run.status == 0


def test_results_can_be_turned_round(runner):
    body = "    print(list(pool.imap_unordered(work, range(8))))\n    pool.close(); pool.join()\n"
    run = runner.record(HEAD + body + TAIL % "multiprocessing.pool.ThreadPool(8)", turn=0.1)
    assert [args[1] for args in run.args("result")] == list("76543210")


def test_a_worker_that_is_killed_leaves_its_item_open(runner):
    source = (
        HEAD
        + """
    result = pool.apply_async(os.kill, (0, 0))
    result.get()
    victim = pool._pool[0]
    pool.apply_async(os._exit, (3,))
    victim.join()
    pool.terminate()
    pool.join()
"""
        + TAIL % "multiprocessing.Pool(1)"
    )
    run = runner.record(source)
    assert len(run.of("item-begin")) == 2 and len(run.of("item-end")) == 1


@pytest.mark.parametrize("turn, order", [(0.1, "76543210"), (-0.1, "01234567")])
def test_items_of_threads_begin_turned_round(runner, turn, order):
    body = "    seen = []; pool.map(seen.append, range(8), 1)\n    print(''.join(map(str, seen)))\n"
    run = runner.record(HEAD + body + TAIL % "multiprocessing.pool.ThreadPool(8)", turn=turn)
    assert run.out.decode().strip() == order
    assert [args[1] for args in run.args("item-begin")] == list(order)
