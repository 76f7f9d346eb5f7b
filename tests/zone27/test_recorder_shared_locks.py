"""multiprocessing's Lock, RLock, Semaphore, BoundedSemaphore, Condition, Event, Barrier: what is recorded, and where."""

from __future__ import absolute_import

import os

import pytest
from recorder_harness import IS_2, START_METHODS, Runner
from shared_harness import child_of, clock_of, keys_of, of_key, same_as_bare


@pytest.fixture
def runner(tmpdir):
    return Runner(str(tmpdir))


@pytest.fixture(params=START_METHODS)
def method(request):
    return request.param


def test_locks_are_made_acquired_and_released(runner, method):
    source = """
        import multiprocessing
        def work(lock, rlock, semaphore, bounded):
            with lock: pass
            with rlock:
                rlock.acquire()
                rlock.release()
            print(semaphore.acquire(False), semaphore.acquire(block=False), semaphore.get_value())
            bounded.acquire()
        if __name__ == "__main__":
            things = (multiprocessing.Lock(), multiprocessing.RLock(), multiprocessing.Semaphore(1),
                      multiprocessing.BoundedSemaphore(value=2))
            things[0].acquire()
            child = multiprocessing.Process(target=work, args=things)
            child.start()
            things[0].release()
            child.join()
            print(things[3].get_value())
        """
    run = same_as_bare(runner, method, source)
    makes = [args[1:] for args in run.args("make")]
    assert makes == [("lock", "process", ""), ("rlock", "process", ""), ("semaphore", "process", "1"),
                     ("bounded-semaphore", "process", "2")]  # fmt: skip
    lock, rlock, semaphore, bounded = [args[0] for args in run.args("make")]
    child = child_of(run)
    once = [("acquire-call", ""), ("acquire", "1"), ("release",)]
    assert of_key(run, lock, run.main) == of_key(run, lock, child) == once
    assert of_key(run, lock).index(("release",)) < of_key(run, lock).index(("acquire", "1"), 2)
    assert of_key(run, rlock) == once[:2] + once[:2] + 2 * once[2:]
    tried = [("acquire-call", "0"), ("acquire", "1"), ("acquire-call", "0"), ("acquire", "0")]
    assert of_key(run, semaphore) == tried + [("ask", "get_value", "0")]
    assert of_key(run, bounded, run.main) == [("ask", "get_value", "1")]


def test_timeouts_are_told_and_shortened(runner, method):
    source = """
        import multiprocessing
        if __name__ == "__main__":
            lock, condition, event = multiprocessing.Lock(), multiprocessing.Condition(), multiprocessing.Event()
            lock.acquire()
            print(lock.acquire(True, 1000), lock.acquire(timeout=2000.5))
            with condition: condition.wait(3000)
            print(event.wait(4000))
        """
    run = runner.record(source, start_method=method, speed=100000)
    assert run.out.decode().split() == ["(False,", "False)", "False"] if IS_2 else ["False", "False", "False"]
    lock = keys_of(run, "lock")[0]
    assert of_key(run, lock)[2:] == [("acquire-call", "1000"), ("acquire", "0"), ("acquire-call", "2000.5"),
                                     ("acquire", "0")]  # fmt: skip
    told = run.args("cond-wait-call", "cond-wait") + run.args("flag-wait-call", "flag-wait")
    assert [args[1] for args in told] == ["3000", "0", "4000", "0"]


@pytest.mark.parametrize("failure", [
    "multiprocessing.Lock().release()", "multiprocessing.RLock().release()",
    "multiprocessing.BoundedSemaphore(1).release()", "multiprocessing.Condition().wait(1)",
    "multiprocessing.Condition().notify()", "multiprocessing.Lock().acquire(True, 'no')",
    "multiprocessing.Lock().acquire(1, 2, 3)", "multiprocessing.Semaphore(-1)",
])  # fmt: skip
def test_what_fails_fails_as_without_us_and_is_not_recorded(runner, failure):
    source = "import multiprocessing\nif __name__ == '__main__':\n    %s\n" % failure
    run = same_as_bare(runner, "fork", source, status=1)
    assert run.args("release", "acquire", "cond-wait-call", "notify") == []


def test_a_condition_is_waited_for_and_notified(runner, method):
    source = """
        import multiprocessing
        def work(condition, done):
            condition.acquire()
            done.release()
            condition.wait()
            condition.release()
            done.release()
        if __name__ == "__main__":
            lock = multiprocessing.Lock()
            given, own, done = multiprocessing.Condition(lock), multiprocessing.Condition(), multiprocessing.Semaphore(0)
            for condition, notify in ((given, given.notify), (own, own.notify_all)):
                child = multiprocessing.Process(target=work, args=(condition, done))
                child.start()
                done.acquire()
                with condition:
                    notify()
                done.acquire()
                child.join()
        """
    run = same_as_bare(runner, method, source)
    lock, inner = keys_of(run, "lock") + keys_of(run, "rlock")
    made = [args for args in run.args("make") if args[1] == "condition"]
    assert [args[3] for args in made] == [lock, inner]
    told = [of_key(run, args[0]) for args in made]
    assert told == [[("cond-wait-call", ""), ("notify", count), ("cond-wait", "1")] for count in ("1", "")]
    for key in (lock, inner):  # what `wait` does with it is not told
        assert [kind[0] for kind in of_key(run, key)] == ["acquire-call", "acquire"] * 2 + ["release"] * 2


@pytest.mark.skipif(IS_2, reason="2.7 has neither wait_for nor Barrier")
def test_wait_for_is_its_waits(runner, method):
    source = """
        import multiprocessing
        def work(condition, value, woken):
            for number in range(2):
                with condition:
                    value.value += 1
                    condition.notify() if number else condition.notify_all()
                woken.acquire()
        def ready():
            if value.value == 1: woken.release()
            return value.value == 2
        if __name__ == "__main__":
            condition, value = multiprocessing.Condition(), multiprocessing.Value("i", 0)
            woken = multiprocessing.Semaphore(0)
            with condition:
                multiprocessing.Process(target=work, args=(condition, value, woken)).start()
                print(condition.wait_for(ready, 1000), condition.wait_for(lambda: False, 0.05))
            woken.release()
        """
    run = runner.record(source, start_method=method, speed=10)
    assert run.out == b"True False\n" and run.err == b""
    calls = [args[1] for args in run.args("cond-wait-call")]
    assert calls[0] == "1000" and calls[-1] == "0.05" and len(calls) == 3
    assert 900 < float(calls[1]) < 1000
    assert [args[1] for args in run.args("cond-wait")] == ["1", "1", "0"]


def test_an_event_is_set_and_cleared(runner, method):
    source = """
        import multiprocessing
        def work(event): print(event.wait())
        if __name__ == "__main__":
            event = multiprocessing.Event()
            print(event.is_set())
            child = multiprocessing.Process(target=work, args=(event,))
            child.start()
            event.set()
            child.join()
            event.clear()
            print(event.wait(0), event.is_set())
        """
    run = same_as_bare(runner, method, source)
    key = keys_of(run, "event")[0]
    assert [args[1] for args in run.args("make")] == ["event"]
    assert of_key(run, key, run.main) == [("ask", "is_set", "0"), ("set",), ("clear",), ("flag-wait-call", "0"),
                                          ("flag-wait", "0"), ("ask", "is_set", "0")]  # fmt: skip
    assert of_key(run, key, child_of(run)) == [("flag-wait-call", ""), ("flag-wait", "1")]
    assert run.args("acquire", "release", "cond-wait") == []


@pytest.mark.skipif(IS_2, reason="2.7 has no Barrier")
def test_a_barrier_is_reached(runner, method):
    source = """
        import threading, multiprocessing
        def work(barrier): barrier.wait()
        if __name__ == "__main__":
            barrier = multiprocessing.Barrier(2, timeout=500)
            child = multiprocessing.Process(target=work, args=(barrier,))
            child.start()
            barrier.wait(1000)
            child.join()
            try: barrier.wait(0.001)
            except threading.BrokenBarrierError: print("broken")
        """
    run = same_as_bare(runner, method, source)
    assert [args[1:] for args in run.args("make")] == [("barrier", "process", "2")]
    key = keys_of(run, "barrier")[0]
    assert sorted(of_key(run, key)[:4]) == [("barrier", "0"), ("barrier", "1"), ("barrier-call", "1000"),
                                            ("barrier-call", "500")]  # fmt: skip
    assert of_key(run, key)[4:] == [("barrier-call", "0.001"), ("barrier", "broken")]


def test_a_child_that_is_killed_keeps_its_lock(runner, method):
    source = """
        import os, signal, multiprocessing
        def work(lock):
            lock.acquire()
            os.kill(os.getpid(), signal.SIGKILL)
        if __name__ == "__main__":
            lock = multiprocessing.Lock()
            child = multiprocessing.Process(target=work, args=(lock,))
            child.start()
            child.join()
            print(child.exitcode, lock.acquire(True, 0.01), lock.acquire(False))
        """
    run = same_as_bare(runner, method, source)
    key = keys_of(run, "lock")[0]
    assert of_key(run, key, child_of(run)) == [("acquire-call", ""), ("acquire", "1")]
    assert of_key(run, key, run.main) == [("acquire-call", "0.01"), ("acquire", "0"), ("acquire-call", "0"),
                                          ("acquire", "0")]  # fmt: skip


def test_a_key_goes_wherever_the_lock_goes(runner, method):
    source = """
        import multiprocessing
        class Child(multiprocessing.Process):
            def __init__(self, *things):
                super(Child, self).__init__()
                self.things = things
            def run(self):
                lock, condition, event, queue = self.things
                with lock, condition:
                    event.set()
                    queue.put(1)
        def prepare(lock):
            global kept
            kept = lock
        def work(number):
            with kept: return number
        def again(*things):
            child = Child(*things)
            child.start()
            child.join()
        if __name__ == "__main__":
            lock, condition, event = multiprocessing.Lock(), multiprocessing.Condition(), multiprocessing.Event()
            queue = multiprocessing.Queue()
            child = multiprocessing.Process(target=again, args=(lock, condition, event, queue))
            child.start()
            child.join()
            queue.get()
            pool = multiprocessing.Pool(1, prepare, (lock,))
            print(pool.map(work, range(2)))
            pool.close()
            pool.join()
        """
    run = same_as_bare(runner, method, source)
    lock = keys_of(run, "lock")[0]
    assert of_key(run, lock) == 3 * [("acquire-call", ""), ("acquire", "1"), ("release",)]
    assert len(set(event.pid for event in run.of("acquire") if event.args[0] == lock)) == 2
    assert of_key(run, keys_of(run, "event")[0]) == [("set",)]
    assert len(run.args("feed")) == len(run.args("take")) == 1
    assert len(run.of("make")) == 5


def test_a_lock_is_inherited_by_name_under_fork(runner):
    source = """
        import multiprocessing
        class Mine(type(multiprocessing.Lock())):
            def twice(self): return [self.acquire(False), self.acquire(False)]
        lock = Mine(%s)
        def work(): print(lock.twice())
        child = multiprocessing.Process(target=work)
        child.start()
        child.join()
        """ % ("" if IS_2 else "ctx=multiprocessing.get_context('fork')")
    run = same_as_bare(runner, "fork", source)
    tried = [("acquire-call", "0"), ("acquire", "1"), ("acquire-call", "0"), ("acquire", "0")]
    assert of_key(run, keys_of(run, "lock")[-1], child_of(run)) == tried


def test_a_lock_that_is_taken_by_the_library_for_the_script_is_told(runner):
    source = """
        import threading, multiprocessing
        if __name__ == "__main__":
            lock = multiprocessing.Lock()
            thread = threading.Thread(target=lock.acquire)
            thread.start()
            thread.join()
        """
    run = same_as_bare(runner, "fork", source)
    assert of_key(run, keys_of(run, "lock")[0]) == [("acquire-call", ""), ("acquire", "1")]


def test_locks_of_the_library_are_silent(runner, method):
    source = """
        import sys, multiprocessing
        def work(number): return number
        if __name__ == "__main__":
            pool = multiprocessing.Pool(2)
            print(pool.map(work, range(5)), list(pool.imap(work, range(3))))
            pool.close()
            pool.join()
            if sys.version_info[0] > 2:
                from concurrent.futures import ProcessPoolExecutor
                with ProcessPoolExecutor(2) as executor:
                    print(list(executor.map(work, range(3))))
        """
    run = runner.record(source, start_method=method)
    assert run.status == 0 and run.err == b""
    assert run.args("make", "acquire", "release", "put", "feed", "take-call", "take", "send", "recv", "access") == []
    assert [name for name in os.listdir(run.folder) if name.startswith("key-")] == []


def test_arrivals_are_turned_round(runner, method):
    source = """
        import multiprocessing
        def work(lock, ready, gate):
            ready.release()
            gate.acquire()
            with lock: pass
        if __name__ == "__main__":
            lock, ready, gate = multiprocessing.Lock(), multiprocessing.Semaphore(0), multiprocessing.Semaphore(0)
            children = [multiprocessing.Process(target=work, args=(lock, ready, gate)) for _ in range(2)]
            for child in children: child.start()
            for child in children: ready.acquire()
            for child in children: gate.release()
            for child in children: child.join()
        """
    for turn, order in ((0.1, ["2", "1"]), (-0.1, ["1", "2"])):
        run = runner.record(source, start_method=method, turn=turn)
        numbers = dict((event.pid, event.args[0]) for event in run.of("process-begin"))
        lock = keys_of(run, "lock")[0]
        taken = sorted([event for event in run.of("acquire") if event.args[0] == lock], key=clock_of)
        assert [numbers[event.pid] for event in taken] == order
