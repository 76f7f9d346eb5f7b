"""Sleeps and clocks: shortened together, recorded with what the script meant and saw."""

from __future__ import absolute_import

import sys
import time

import pytest
from recorder_harness import IS_2, START_METHODS, Runner


@pytest.fixture
def runner(tmpdir):
    return Runner(str(tmpdir))


def test_a_sleep_is_recorded_as_written_and_really_shortened(runner):
    run = runner.record("import time\ntime.sleep(2)\ntime.sleep(0.1)\ntime.sleep(0)\n", speed=50)
    assert run.args("sleep") == [("2",), ("0.1",), ("0",)]
    begin, end = run.of("sleep")[0].clock, run.of("slept")[0].clock
    assert 0.039 < end - begin < 1


def test_without_speed_a_sleep_is_real(runner):
    run = runner.record("import time\ntime.sleep(0.05)\n")
    assert run.of("slept")[0].clock - run.of("sleep")[0].clock > 0.049


def test_a_sleep_of_the_standard_library_is_not_the_script_s(runner):
    source = """
        import multiprocessing.pool, sched, time
        pool = multiprocessing.pool.ThreadPool(1)
        pool.apply(int)
        pool.close()
        pool.join()
        """
    assert runner.record(source, speed=10).of("sleep") == []


def test_a_sleep_handed_to_a_pool_is_the_script_s(runner):
    source = """
        import multiprocessing.pool, threading, time
        pool = multiprocessing.pool.ThreadPool(1)
        pool.apply(time.sleep, (0.5,))
        pool.map(time.sleep, [0.25, 0.25])
        pool.close()
        pool.join()
        """
    assert runner.record(source, speed=10).args("sleep") == [("0.5",), ("0.25",), ("0.25",)]


def test_clocks_run_as_much_faster(runner):
    source = """
        import time
        clocks = [getattr(time, name) for name in ("time", "monotonic", "perf_counter") if hasattr(time, name)]
        begin = [clock() for clock in clocks]
        time.sleep(10)
        print([9.9 < clock() - old < 60 for clock, old in zip(clocks, begin)])
        """
    run = runner.record(source, speed=100)
    assert run.out.strip() in (b"[True]", b"[True, True, True]")
    assert len(run.texts("clock")) == run.out.count(b"True") * 2


def test_the_script_s_clock_can_be_put_forward(runner):
    source = "import time\nprint(int(time.time()), int(time.mktime(time.localtime())))\n"
    run = runner.record(source, clock=100000)
    for text in run.out.strip(b"()\n").replace(b",", b"").split():
        assert 99000 < int(text) - time.time() < 101000


def test_the_clock_begins_where_the_runner_says(runner):
    epoch = time.time() - 5
    run = runner.record("import time\nprint(int(time.time()))\n", speed=100, epoch=repr(epoch))
    assert 499 < int(run.out) - epoch < 5000


@pytest.mark.parametrize("method", START_METHODS)
def test_a_child_s_clock_goes_on_from_its_parent_s(runner, method):
    source = """
        import multiprocessing, time
        def work(queue, then):
            queue.put(time.time() - then)
        if __name__ == "__main__":
            queue = multiprocessing.Queue()
            time.sleep(20)
            child = multiprocessing.Process(target=work, args=(queue, time.time()))
            child.start()
            print(0 < queue.get() < 1000)
            child.join()
        """
    assert runner.record(source, speed=50, start_method=method).out == b"True\n"


@pytest.mark.parametrize("call", [
    "time.ctime()", "time.ctime(time.time())", "time.strftime('%H:%M:%S')", "time.asctime()",
    "time.strftime('%c', time.localtime())", "time.asctime(time.gmtime())",
    "datetime.datetime.now()", "datetime.datetime.now().isoformat()", "datetime.datetime.utcnow()",
    "datetime.datetime.now().strftime('%H:%M')", "datetime.datetime.now().time().isoformat()",
    "datetime.datetime.fromtimestamp(time.time())", "datetime.date.today()", "datetime.datetime.today().ctime()",
])  # fmt: skip
def test_texts_of_the_time_are_known(runner, call):
    run = runner.record("import datetime, time, sys\nsys.stdout.write(str(%s))\n" % call, speed=20)
    assert run.out.decode() in run.texts("time")


def test_datetime_runs_with_the_other_clocks(runner):
    source = """
        import datetime, time
        begin, then = datetime.datetime.now(), time.time()
        time.sleep(100)
        passed = (datetime.datetime.now() - begin).total_seconds()
        print(abs(passed - (time.time() - then)) < 30, passed > 99)
        """
    assert runner.record(source, speed=1000).out.split() in ([b"True", b"True"], [b"(True,", b"True)"])


def test_datetime_stays_the_class_that_it_is(runner):
    source = """
        import datetime, pickle, copy
        now = datetime.datetime.now()
        class Mine(datetime.datetime): pass
        print(type(now) is datetime.datetime, isinstance(now, datetime.date), pickle.loads(pickle.dumps(now)) == now)
        print(type(Mine.now()) is Mine, copy.copy(now) == now, (now - now).total_seconds(), Mine.__mro__[1])
        print(datetime.datetime(2020, 1, 2).isoformat(), datetime.datetime(2020, 1, 2).strftime("%Y-%m-%d"))
        """
    assert runner.record(source).out == runner.bare(source).out


def test_functions_stay_what_they_look_like(runner):
    source = """
        import os, pickle, time
        class Holder(object):
            clock = time.time
            pid = os.getpid
        print(time.sleep, os.getpid, id, time.time.__name__, time.sleep.__doc__)
        print(Holder().clock() > 0, Holder().pid() == os.getpid())
        for function in (time.sleep, time.time, os.getpid, id):
            for protocol in range(3):
                print(pickle.loads(pickle.dumps(function, protocol)) is function)
        """
    assert runner.record(source).out == runner.bare(source).out


@pytest.mark.parametrize("call", ["sleep(-1)", "sleep('x')", "sleep()", "sleep(1, 2)", "strftime()", "ctime('x')",
                                  "localtime('x')", "time(1)"])  # fmt: skip
def test_wrong_calls_fail_as_they_do(runner, call):
    source = (
        "import sys, time\ntry: time.%s\nexcept Exception as error: sys.stdout.write(type(error).__name__)\n" % call
    )
    assert runner.record(source, speed=3).out == runner.bare(source).out


def test_identities_are_known(runner):
    source = """
        import os, sys, threading
        thing = object()
        sys.stdout.write("%d %d %d %d" % (os.getpid(), os.getppid(), id(thing), id(thing)))
        sys.stdout.write(" %d" % threading.current_thread().ident)
        """
    run = runner.record(source)
    pid, parent, first, second, ident = run.out.decode().split()
    assert run.texts("pid") == [pid] and run.texts("ppid") == [parent]
    assert run.texts("id") == [first] == [second]
    assert run.texts("thread") == [ident]


def test_the_number_of_processors_can_be_fixed(runner):
    source = """
        import multiprocessing, os
        counts = [multiprocessing.cpu_count()]
        counts += [getattr(os, name)() for name in ("cpu_count", "process_cpu_count") if hasattr(os, name)]
        print(set(counts) == set([7]))
        pool = multiprocessing.Pool()
        pool.close()
        pool.join()
        """
    run = runner.record(source, cpus=7)
    assert run.out == b"True\n"
    assert run.args("pool") == [("1", "pool", "7", "")]
    assert (
        runner.record("import multiprocessing\nprint(multiprocessing.cpu_count())").out
        == runner.bare("import multiprocessing\nprint(multiprocessing.cpu_count())").out
    )


@pytest.mark.skipif(IS_2, reason="2.7 has no such warning")
def test_warnings_are_shown_where_they_were(runner):
    source = "import datetime\ndatetime.datetime.utcnow()\n"
    recorded, bare = runner.record(source), runner.bare(source)
    assert recorded.err == bare.err


def test_this_interpreter_is_the_one_recorded(runner):
    run = runner.record("print(1)")
    assert "version=%d.%d.%d" % sys.version_info[:3] in run.events[0].args
