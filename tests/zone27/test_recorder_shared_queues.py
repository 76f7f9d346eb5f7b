"""multiprocessing's Queue, JoinableQueue and SimpleQueue: what is recorded, and where."""

from __future__ import absolute_import

import pytest
from recorder_harness import IS_2, START_METHODS, Runner
from shared_harness import child_of, clock_of, keys_of, of_key, same_as_bare

_SIMPLE = "multiprocessing.queues.SimpleQueue()" if IS_2 else "multiprocessing.SimpleQueue()"


@pytest.fixture
def runner(tmpdir):
    return Runner(str(tmpdir))


@pytest.fixture(params=START_METHODS)
def method(request):
    return request.param


def test_an_item_is_put_fed_and_taken(runner, method):
    source = """
        import multiprocessing
        def work(queue):
            for item in range(3): queue.put(item)
        if __name__ == "__main__":
            queue = multiprocessing.Queue()
            child = multiprocessing.Process(target=work, args=(queue,))
            child.start()
            print([queue.get() for _ in range(3)])
            child.join()
            queue.put("own")
            print(queue.get(timeout=50))
        """
    run = same_as_bare(runner, method, source)
    assert [args[1:] for args in run.args("make")] == [("queue", "process", "process 0")]
    key, child = keys_of(run, "queue")[0], child_of(run)
    numbers = ["%d.%d" % (child, number) for number in (1, 2, 3)] + ["%d.1" % run.main]
    for kind in ("put", "feed"):
        assert sorted(run.args(kind)) == sorted([(key, number) for number in numbers])
    assert run.args("take") == [(key, "?")] * 4
    assert [args[1] for args in run.args("take-call")] == ["", "", "", "50"]
    for first, then in (("put", "feed"), ("feed", "take")):
        firsts, thens = [sorted(run.of(kind), key=clock_of) for kind in (first, then)]
        assert all(firsts[at].clock <= thens[at].clock for at in range(4))


@pytest.mark.parametrize("queue", ["multiprocessing.Queue()", "multiprocessing.JoinableQueue(3)", _SIMPLE])
def test_the_nth_message_taken_is_the_nth_fed(runner, queue):
    source = """
        import multiprocessing, multiprocessing.queues
        def produce(queue, name):
            for number in range(20): queue.put("%%s%%d" %% (name, number))
        def consume(queue, end):
            end.send([queue.get() for _ in range(30)])
        if __name__ == "__main__":
            queue, ends = %s, [multiprocessing.Pipe() for _ in range(2)]
            targets = [(produce, (queue, name)) for name in "abc"] + [(consume, (queue, end)) for _, end in ends]
            children = [multiprocessing.Process(target=target, args=args) for target, args in targets]
            for child in children: child.start()
            for end, _ in ends: print(" ".join(end.recv()))
            for child in children: child.join()
        """
    run = runner.record(source % queue, start_method=START_METHODS[-1])
    assert (run.status, run.err) == (0, b"")
    identities = dict((event.pid, int(event.args[0])) for event in run.of("process-begin"))
    key, got = keys_of(run, "queue")[0], [iter(line.split()) for line in run.out.decode().splitlines()]
    item = {}
    for name, identity in (("a", 1), ("b", 2), ("c", 3)):
        numbers = [event.args[1] for event in run.of("put") if identities[event.pid] == identity]
        item.update((number, "%s%d" % (name, at)) for at, number in enumerate(numbers))
    fed = [event.args[1] for event in sorted(run.of("put" if queue == _SIMPLE else "feed"), key=clock_of)]
    takes = sorted([event for event in run.of("take") if event.args[0] == key], key=clock_of)
    assert [item[number] for number in fed] == [next(got[identities[event.pid] - 4]) for event in takes]


def test_a_bound_and_what_does_not_wait(runner, method):
    source = """
        import multiprocessing
        try: import queue as queues
        except ImportError: import Queue as queues
        def attempt(call, *args):
            try: call(*args)
            except (queues.Full, queues.Empty) as error: print(type(error).__name__)
        if __name__ == "__main__":
            queue = multiprocessing.Queue(1)
            attempt(queue.get, True, 1000)
            attempt(queue.get, False)
            attempt(queue.get_nowait)
            queue.put(1)
            attempt(queue.put, 2, True, 2000)
            attempt(queue.put, 2, False)
            attempt(queue.put_nowait, 2)
            print(queue.full(), queue.qsize())
            queue.get()
            print(queue.empty())
        """
    run = runner.record(source, start_method=method, speed=100000)
    assert run.err == b"" and run.status == 0
    key = keys_of(run, "queue")[0]
    told = [event for event in of_key(run, key) if event[0] != "feed"]
    assert run.args("make")[0][3] == "process 1"
    assert told[:6] == [("take-call", "1000"), ("take", "empty"), ("take-call", "0"), ("take", "empty"),
                        ("take-call", "0"), ("take", "empty")]  # fmt: skip
    assert told[6:8] == [("put-call", ""), ("put", "%d.1" % run.main)]
    assert told[8:14] == [("put-call", "2000"), ("put", "full"), ("put-call", "0"), ("put", "full"),
                          ("put-call", "0"), ("put", "full")]  # fmt: skip
    assert told[14:] == [("ask", "full", "1"), ("ask", "qsize", "1"), ("take-call", ""), ("take", "?"),
                         ("ask", "empty", "1")]  # fmt: skip


def test_tasks_are_done_and_joined(runner, method):
    source = """
        import multiprocessing
        def work(queue):
            for _ in range(2):
                queue.get()
                queue.task_done()
            try: queue.task_done()
            except ValueError as error: print(error)
        if __name__ == "__main__":
            queue = multiprocessing.JoinableQueue(2)
            child = multiprocessing.Process(target=work, args=(queue,))
            for item in "ab": queue.put(item)
            child.start()
            queue.join()
            child.join()
        """
    run = same_as_bare(runner, method, source)
    assert [args[1:] for args in run.args("make")] == [("queue", "process", "joinable 2")]
    key = keys_of(run, "queue")[0]
    mine = [kind[0] for kind in of_key(run, key, run.main) if kind[0] != "feed"]
    assert mine == ["put-call", "put"] * 2 + ["tasks-join-call", "tasks-join"]
    assert of_key(run, key, child_of(run)) == 2 * [("take-call", ""), ("take", "?"), ("task-done",)]
    assert run.of("tasks-join")[0].clock > run.of("task-done")[1].clock


def test_a_simple_queue_puts_inside_its_lock(runner, method):
    source = """
        import multiprocessing, multiprocessing.queues
        def work(queue):
            queue.put("first")
            queue.put("second")
        if __name__ == "__main__":
            queue = %s
            child = multiprocessing.Process(target=work, args=(queue,))
            child.start()
            print(queue.get(), queue.get())
            child.join()
            print(queue.empty())
        """
    run = same_as_bare(runner, method, source % _SIMPLE)
    key, child = keys_of(run, "queue")[0], child_of(run)
    assert run.args("make")[0][1:] == ("queue", "process", "simple 0")
    assert of_key(run, key, child) == [("put", "%d.1" % child), ("put", "%d.2" % child)]
    assert of_key(run, key, run.main) == 2 * [("take-call", ""), ("take", "?")] + [("ask", "empty", "1")]


def test_what_cannot_be_pickled_is_put_and_not_fed(runner, method):
    source = """
        import multiprocessing
        class Bad(object):
            def __reduce__(self): raise ValueError("bad")
        if __name__ == "__main__":
            queue, end = multiprocessing.Queue(), multiprocessing.Pipe()[0]
            queue.put(Bad())
            queue.put("good")
            print(queue.get())
            try: end.send(Bad())
            except ValueError as error: print(error)
        """
    run = same_as_bare(runner, method, source)
    assert b"bad" in run.err
    key = keys_of(run, "queue")[0]
    assert [args[1] for args in run.args("put")] == ["%d.1" % run.main, "%d.2" % run.main]
    assert run.args("feed") == [(key, "%d.2" % run.main)]
    assert run.args("send") == []


def test_what_cannot_be_unpickled_was_taken(runner, method):
    source = """
        import multiprocessing
        def fail(): raise ValueError("bad")
        class Bad(object):
            def __reduce__(self): return fail, ()
        if __name__ == "__main__":
            queue = multiprocessing.Queue()
            queue.put(Bad())
            try: queue.get()
            except ValueError as error: print(error)
            queue.put(3)
            print(queue.get(), queue.qsize())
        """
    run = same_as_bare(runner, method, source)
    assert [args[1] for args in run.args("take")] == ["?", "?"]


_ENDS = ["", "queue.close()", "queue.close(); queue.join_thread()", "queue.cancel_join_thread()"]


@pytest.mark.parametrize("end", _ENDS)
def test_a_queue_may_be_left_full(runner, method, end):
    source = """
        import os, multiprocessing
        def work():
            global queue
            queue = multiprocessing.Queue()
            os.dup(queue._reader.fileno())  # `close` closes the reader, before 3.9 at once
            for item in range(3): queue.put(item)
            %s
            if queue._closed:
                try: queue.put(2)
                except (AssertionError, ValueError) as error: print("closed")
        if __name__ == "__main__":
            child = multiprocessing.Process(target=work)
            child.start()
            child.join()
            print(child.exitcode)
        """
    run = same_as_bare(runner, method, source % end)
    child = child_of(run)
    assert [args[1] for args in run.args("put")] == ["%d.%d" % (child, number) for number in (1, 2, 3)]
    if "cancel" not in end:  # that throws away what is not written yet
        assert run.args("feed") == run.args("put")


@pytest.mark.parametrize("failure", [
    "queue.get_nowait()", "queue.get(True, 0.001)", "queue.put(1); queue.put(2, timeout=0.001)", "queue.task_done()",
    "queue.put()", "queue.get(1, 2, 3)", "queue.no",
])  # fmt: skip
def test_what_fails_fails_as_without_us(runner, failure):
    same_as_bare(runner, "fork", "import multiprocessing\nqueue = multiprocessing.JoinableQueue(1)\n%s\n" % failure, 1)


def test_everything_is_inherited_by_name_under_fork(runner):
    source = """
        import multiprocessing
        queue, value, (mine, other) = multiprocessing.Queue(), multiprocessing.Value("i"), multiprocessing.Pipe()
        def work():
            queue.put(value.value)
            other.send(1)
        child = multiprocessing.Process(target=work)
        child.start()
        print(queue.get(), mine.recv())
        child.join()
        """
    run = same_as_bare(runner, "fork", source)
    child = child_of(run)
    told = [
        event.kind for event in run.events if event.pid == child and event.kind in ("put", "access", "send", "feed")
    ]
    assert sorted(told) == ["access", "feed", "put", "send"]
    assert of_key(run, keys_of(run, "queue")[0])[-1] == ("take", "?")


def test_a_class_of_the_script_s_is_recorded(runner, method):
    source = """
        import multiprocessing, multiprocessing.queues
        class Mine(multiprocessing.queues.Queue):
            def put(self, obj, *args, **kwargs):
                return super(Mine, self).put([obj], *args, **kwargs)
        def work(queue): queue.put(1)
        if __name__ == "__main__":
            queue = Mine(%s)
            child = multiprocessing.Process(target=work, args=(queue,))
            child.start()
            print(queue.get())
            child.join()
        """
    run = same_as_bare(runner, method, source % ("" if IS_2 else "ctx=multiprocessing.get_context()"))
    assert run.args("make")[0][1:] == ("queue", "process", "process 0")
    assert len(run.args("put")) == len(run.args("feed")) == len(run.args("take")) == 1


def test_puts_of_several_threads_have_their_own_numbers(runner, method):
    source = """
        import threading, multiprocessing
        def work(queue):
            for item in range(50): queue.put(item)
        if __name__ == "__main__":
            queue = multiprocessing.Queue()
            threads = [threading.Thread(target=work, args=(queue,)) for _ in range(4)]
            for thread in threads: thread.start()
            print(sum(queue.get() for _ in range(200)))
            for thread in threads: thread.join()
        """
    run = same_as_bare(runner, method, source)
    put, fed = [[args[1] for args in run.args(kind)] for kind in ("put", "feed")]
    assert len(set(put)) == 200 and sorted(put) == sorted(fed)


def test_puts_are_turned_round(runner, method):
    source = """
        import multiprocessing, multiprocessing.queues
        def work(queue, number, ready, gate):
            ready.release()
            gate.acquire()
            queue.put(number)
        if __name__ == "__main__":
            queue, ready, gate = %s, multiprocessing.Semaphore(0), multiprocessing.Semaphore(0)
            children = [multiprocessing.Process(target=work, args=(queue, number, ready, gate)) for number in (1, 2)]
            for child in children: child.start()
            for child in children: ready.acquire()
            for child in children: gate.release()
            print("%%d %%d" %% (queue.get(), queue.get()))
            for child in children: child.join()
        """
    for queue in ("multiprocessing.Queue()", _SIMPLE):
        assert runner.record(source % queue, start_method=method, turn=0.1).out == b"2 1\n"
        assert runner.record(source % queue, start_method=method, turn=-0.1).out == b"1 2\n"
