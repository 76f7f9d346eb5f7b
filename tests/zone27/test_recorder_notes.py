"""Pools and executors one after another: each event names the one it belongs to, and none lives longer."""

from __future__ import absolute_import

import pytest
from recorder_harness import IS_2, START_METHODS, Runner

COUNT = 12


@pytest.fixture
def runner(tmpdir):
    return Runner(str(tmpdir))


def _check(run, names, first=0):
    """Every pool's events carry its number, in the order in which the pools were made."""
    assert (run.status, run.err) == (0, b"")
    expected = [str(number + 1) for number in range(COUNT)]
    for name in names:
        found = [args[first if name == "thread-role" else 0] for args in run.args(name)]
        assert sorted(set(found), key=int) == expected and found == sorted(found, key=int), name


@pytest.mark.parametrize("kind", START_METHODS[:2] + ["thread"])
@pytest.mark.parametrize("between", ["del pool, result", "del pool, result; gc.collect()", "pass", "held.append(pool)"])
def test_pools_one_after_another(runner, kind, between):
    source = """
        import gc, multiprocessing, multiprocessing.pool
        def work(x): return x
        def main():
            held = []
            for number in range(%d):
                pool = %s(1)
                result = pool.apply_async(work, (number,))
                assert result.get() == number
                assert pool.map(work, [1, 2]) == [1, 2]
                assert list(pool.imap(work, [1, 2])) == [1, 2]
                pool.close()
                pool.join()
                %s
        if __name__ == "__main__":
            main()
        """
    name = "multiprocessing.pool.ThreadPool" if kind == "thread" else "multiprocessing.Pool"
    settings = {} if kind == "thread" else {"start_method": kind}
    run = runner.record(source % (COUNT, name, between), **settings)
    _check(run, ["pool", "submit", "hand", "close", "join-call", "join", "worker-start"])
    for role in ("feed", "result", "workers"):
        assert sorted(int(args[1]) for args in run.args("thread-role") if args[0] == role) == list(range(1, COUNT + 1))
    if kind == "thread":
        assert sorted(int(args[0]) for args in run.args("worker-begin")) == list(range(1, COUNT + 1))


@pytest.mark.skipif(IS_2, reason="2.7 has no concurrent.futures")
@pytest.mark.parametrize("kind", ["ThreadPoolExecutor", "ProcessPoolExecutor"])
@pytest.mark.parametrize("between", ["del pool", "del pool; gc.collect()", "pass", "held.append(pool)"])
def test_executors_one_after_another(runner, kind, between):
    source = """
        import concurrent.futures, gc
        def work(x): return x
        def main():
            held = []
            for number in range(%d):
                pool = concurrent.futures.%s(1)
                assert pool.submit(work, number).result() == number
                pool.shutdown()
                %s
        if __name__ == "__main__":
            main()
        """
    run = runner.record(source % (COUNT, kind, between), start_method="fork")
    names = ["pool", "submit", "shutdown-call", "shutdown", "worker-start"]
    if kind == "ProcessPoolExecutor":
        assert [args[1] for args in run.args("thread-role")] == [str(number + 1) for number in range(COUNT)]
        names.append("hand")
    else:
        names.append("worker-begin")
    _check(run, names)


@pytest.mark.skipif(IS_2, reason="2.7 has no concurrent.futures")
def test_an_executor_that_is_gone_is_still_known_to_its_worker(runner):
    source = """
        import concurrent.futures, time
        concurrent.futures.ThreadPoolExecutor(1).submit(time.sleep, 0.01)
        """
    run = runner.record(source)
    assert run.args("worker-start") == [("1", "")]
    assert [args[0] for args in run.args("worker-begin")] == ["1"]


@pytest.mark.parametrize("kind", ["multiprocessing.Pool", "multiprocessing.pool.ThreadPool"])
def test_pools_live_as_long_as_without_us(runner, kind):
    source = """
        from __future__ import print_function
        import gc, multiprocessing, multiprocessing.pool, threading, warnings, weakref
        warnings.simplefilter("always")
        def work(x): return x
        def main():
            pool = %s(1)
            pool.map(work, [1, 2])
            things = [weakref.ref(pool), weakref.ref(pool._inqueue)]
            del pool
            if things[0]() is None:  # its threads end in their own time, and hold its queue until then
                for thread in threading.enumerate():
                    if thread is not threading.current_thread(): thread.join(60)
            print([thing() is None for thing in things])
            gc.collect()
            print([thing() is None for thing in things])
        if __name__ == "__main__":
            main()
        """
    recorded, bare = runner.record(source % kind, start_method="fork"), runner.bare(source % kind)
    assert (recorded.out, recorded.status) == (bare.out, bare.status)
    assert (b"ResourceWarning" in recorded.err) == (b"ResourceWarning" in bare.err)
