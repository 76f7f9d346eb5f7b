"""SimpleQueue of `queue`: written in C, without a mutex; an item carries its number."""

from __future__ import absolute_import

import sys

import pytest
from recorder_harness import Runner

pytestmark = pytest.mark.skipif(sys.version_info < (3, 7), reason="SimpleQueue is new in 3.7")


@pytest.fixture
def runner(tmpdir):
    return Runner(str(tmpdir))


def test_putting_taking_and_asking(runner):
    source = """
        import queue
        q = queue.SimpleQueue()
        q.put(None)
        q.put(None, False, 3)
        q.put_nowait(item="c")
        print(q.qsize(), q.get(), q.get(True, 5), q.get_nowait(), q.empty())
        """
    assert runner.both(source).told() == [
        "make 1 queue thread simple 0", "put 1 1", "put 1 2", "put 1 3", "ask 1 qsize 3", "take-call 1 ", "take 1 1",
        "take-call 1 5", "take 1 2", "take-call 1 0", "take 1 3", "ask 1 empty 1",
    ]  # fmt: skip


def test_nothing_to_take(runner):
    source = """
        import queue
        q = queue.SimpleQueue()
        for call in (q.get_nowait, lambda: q.get(block=False), lambda: q.get(timeout=30)):
            try: call()
            except queue.Empty: print("empty")
        """
    run = runner.record(source, speed=100)
    assert run.out == b"empty\n" * 3
    assert run.told()[1:] == [
        "take-call 1 0", "take 1 empty", "take-call 1 0", "take 1 empty", "take-call 1 30", "take 1 empty",
    ]  # fmt: skip
    assert run.of("take")[-1].clock - run.of("take-call")[-1].clock < 20


@pytest.mark.parametrize("use", [
    "q.put()", "q.put(1, 2, 3, 4)", "q.get(nothing=1)", "q.get(timeout=-1)", "q.get('x', 'y')", "pickle.dumps(q)",
    "copy.copy(q)", "q.name", "repr(q).split(' at ')[0]", "type(q)", "type(q) == queue.SimpleQueue", "q.put.__name__",
    "isinstance(q, queue.SimpleQueue), isinstance(q, type(q))", "sorted(dir(q))", "weakref.ref(q)() is q",
    "queue.SimpleQueue(1)", "queue.SimpleQueue.put(q, 3), queue.SimpleQueue.get(q)", "hasattr(q, '__dict__')", "q.__doc__",
])  # fmt: skip
def test_a_script_finds_it_as_it_is(runner, use):
    source = """
        import copy, pickle, queue, weakref
        q = queue.SimpleQueue()
        try: print(%s)
        except Exception as error: print(type(error), error)
        """
    runner.both(source % use, speed=3)


def test_a_class_of_the_script_s(runner):
    source = """
        import queue
        class Own(queue.SimpleQueue):
            def __init__(self, name):
                self.name = name
            def put(self, item):
                print("put", item)
                super().put((self.name, item))
        own = Own("it")
        own.put(1)
        print(own.get(), own.name, isinstance(own, queue.SimpleQueue), issubclass(Own, queue.SimpleQueue))
        """
    assert runner.both(source).told() == ["make 1 queue thread simple 0", "put 1 1", "take-call 1 ", "take 1 1"]


def test_a_put_comes_before_its_take(runner):
    source = """
        import queue, threading
        q, taken = queue.SimpleQueue(), []
        def send():
            for number in range(40): q.put(None)
        def receive():
            for number in range(40): taken.append(q.get())
        threads = [threading.Thread(target=work) for work in (send, send, receive, receive)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        print(len(taken), q.empty())
        """
    run = runner.both(source)
    seen = set()
    for event in sorted(run.of("put", "take"), key=lambda event: event.clock):
        assert event.kind == "put" or event.args[1] in seen
        seen.add(event.args[1])
    assert len(run.of("put")) == len(set(run.args("take"))) == len(seen) == 80


def test_it_may_be_used_by_what_interrupts_it(runner):
    source = """
        import os, queue, signal, weakref
        q = queue.SimpleQueue()
        class Item: pass
        weakref.finalize(Item(), q.put, "final")
        signal.signal(signal.SIGUSR1, lambda *args: q.put("signal"))
        os.kill(os.getpid(), signal.SIGUSR1)
        print(q.get(), q.get())
        """
    told = runner.both(source).told()
    assert told[1:] == ["put 1 1", "put 1 2", "take-call 1 ", "take 1 1", "take-call 1 ", "take 1 2"]


def test_those_of_the_standard_library_are_silent(runner):
    source = """
        import concurrent.futures
        with concurrent.futures.ThreadPoolExecutor(2) as executor: print(list(executor.map(len, ["a", "bb"])))
        """
    assert runner.both(source).told() == []
