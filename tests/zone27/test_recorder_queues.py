"""The queues of `queue` (`Queue` on 2.7): what is put and taken, by number, in whatever order they give it back."""

from __future__ import absolute_import

import sys

import pytest
from recorder_harness import Runner

IMPORT = """
try: import queue
except ImportError: import Queue as queue
import threading
"""


@pytest.fixture
def runner(tmpdir):
    return Runner(str(tmpdir))


def _both(runner, source, **settings):
    return runner.both(IMPORT + source, **settings)


def _passed(run):
    """Return what was put and taken, as text."""
    return [text for text in run.told() if text.split()[0] in ("put", "take")]


def test_putting_taking_and_asking(runner):
    source = """
q = queue.Queue()
q.put("a")
q.put_nowait("b")
print(q.qsize(), q.empty(), q.full(), q.get(), q.get(timeout=5), q.empty())
"""
    assert _both(runner, source).told() == [
        "make 1 queue thread fifo 0", "put 1 1", "put 1 2", "ask 1 qsize 2", "ask 1 empty 0", "ask 1 full 0",
        "take-call 1 ", "take 1 1", "take-call 1 5", "take 1 2", "ask 1 empty 1",
    ]  # fmt: skip


def test_a_queue_with_a_bound_tells_who_wants_to_put(runner):
    source = """
q = queue.Queue(maxsize=1)
q.put("a")
for call in (lambda: q.put_nowait("b"), lambda: q.put("c", False), lambda: q.put("d", True, 4), lambda: q.put("e", timeout=2)):
    try: call()
    except queue.Full: print("full")
print(q.get())
q.put("f", False)
"""
    run = runner.record(IMPORT + source, speed=100)
    assert run.out == b"full\n" * 4 + b"a\n"
    assert run.told() == [
        "make 1 queue thread fifo 1", "put-call 1 ", "put 1 1", "put-call 1 0", "put 1 full", "put-call 1 0", "put 1 full",
        "put-call 1 4", "put 1 full", "put-call 1 2", "put 1 full", "take-call 1 ", "take 1 1", "put-call 1 0", "put 1 2",
    ]  # fmt: skip
    assert run.of("put")[-2].clock - run.of("put")[0].clock < 4


def test_nothing_to_take(runner):
    source = """
q = queue.Queue()
for call in (q.get_nowait, lambda: q.get(False), lambda: q.get(block=True, timeout=30)):
    try: call()
    except queue.Empty: print("empty")
"""
    run = runner.record(IMPORT + source, speed=100)
    assert run.out == b"empty\n" * 3
    assert run.told()[1:] == [
        "take-call 1 0", "take 1 empty", "take-call 1 0", "take 1 empty", "take-call 1 30", "take 1 empty",
    ]  # fmt: skip


def test_tasks(runner):
    source = """
q = queue.Queue()
q.put(None)
def work():
    q.get()
    q.task_done()
thread = threading.Thread(target=work)
thread.start()
q.join()
thread.join()
try: q.task_done()
except ValueError as error: print(error)
"""
    run = _both(runner, source)
    events = sorted(run.of("task-done", "tasks-join-call", "tasks-join"), key=lambda event: event.clock)
    assert sorted(event.kind for event in events) == ["task-done", "tasks-join", "tasks-join-call"]
    assert events[-1].kind == "tasks-join"


# How a queue is made, its order as told, what is put, the numbers in the order in which they are taken.
ORDERS = [
    ("queue.Queue()", "fifo", "[None, 5, None, None, 5]", "1 2 3 4 5"),
    ("queue.LifoQueue(7)", "lifo", "[None, 5, None, None, 5]", "5 4 3 2 1"),
    ("queue.PriorityQueue()", "priority", "[3, 1000, 1, (), 2][:3]", "3 1 2"),
    ("queue.PriorityQueue()", "priority", "[(2, 'b'), (1, 'a'), (3, 'c')]", "2 1 3"),
    ("queue.PriorityQueue()", "priority", "[7, 7, 7]", "1 2 3"),
    ("Plain()", "fifo", "[None, 5, None]", "1 2 3"),
    ("Largest()", "priority", "[1, 3, 2]", "2 3 1"),
    ("Middle()", "priority", "['a', 'b', 'c']", "2 1 3"),
    ("Last()", "priority", "[None, 5, None]", "3 2 1"),
    ("Once()", "priority", "['a', 'b', 'a']", "1 2"),
    ("Both()", "lifo", "[1, 2, 3]", "3 2 1"),
]
CLASSES = """
class Plain(queue.Queue): pass
class Both(Plain, queue.LifoQueue): pass
class Largest(queue.PriorityQueue):
    def _put(self, item): queue.PriorityQueue._put(self, (-item, item))
    def _get(self): return queue.PriorityQueue._get(self)[1]
class Middle(queue.Queue):
    def _get(self):
        self.queue.rotate(-(len(self.queue) // 2))
        return self.queue.popleft()
class Last(queue.Queue):
    def _get(self): return self.queue.pop()
class Once(queue.Queue):
    def _put(self, item):
        if item not in self.queue: queue.Queue._put(self, item)
"""


@pytest.mark.parametrize("made, order, items, taken", ORDERS)
def test_items_are_known_again(runner, made, order, items, taken):
    source = "q = %s\nfor item in %s: q.put(item)\nwhile not q.empty(): print(q.get())\n" % (made, items)
    if "Both" in made:
        source = "for kind in Both.__bases__: print(kind.__name__)\n" + source
    run = _both(runner, CLASSES + source)
    bound = "7" if "7)" in made else "0"
    order = order if "Both" not in made or sys.version_info[0] > 2 else "fifo"  # an old class looks deep first
    taken = taken if order != "fifo" or "Both" not in made else "1 2 3"
    assert run.told()[0] == "make 1 queue thread %s %s" % (order, bound)
    assert [text.split()[2] for text in _passed(run) if text.startswith("take")] == taken.split()


def test_a_queue_that_puts_back_what_it_gives(runner):
    source = """
class Round(queue.Queue):
    def _get(self):
        item = queue.Queue._get(self)
        self._put(item)
        return item
q = Round()
for item in "ab": q.put(item)
print([q.get() for _ in range(5)])
"""
    told = _passed(_both(runner, source))
    takes = [int(text.split()[2]) for text in told if text.startswith("take")]
    puts = ["ab"[number % 2] for number in range(7)]
    assert "".join(puts[number - 1] for number in takes) == "ababa"
    assert all(told.index("put 1 %d" % number) < told.index("take 1 %d" % number) for number in takes)


def test_what_a_class_does_for_itself_is_told(runner):
    source = """
class Many(queue.Queue):
    def put_all(self, items):
        with self.mutex:
            for item in items: self._put(item)
            self.not_empty.notify()
    def peek(self):
        with self.mutex: return self.queue[0]
q = Many()
q.put_all("ab")
q.queue.append("c")
print(q.peek(), q.get(), q.get(), q.get())
"""
    assert _passed(_both(runner, source)) == ["put 1 1", "put 1 2", "take 1 1", "take 1 2", "take 1 ?"]


def test_an_item_that_cannot_be_compared_is_not_put(runner):
    source = """
class Never(object):
    def __lt__(self, other): raise ValueError("never")
q = queue.PriorityQueue()
q.put(Never())
try: q.put(Never())
except ValueError as error: print(error)
q.get()
"""
    assert _passed(_both(runner, source)) == ["put 1 1", "take 1 1"]


@pytest.mark.parametrize("use", ["put()", "put(1, 2, 3, 4)", "get(nothing=1)", "put(1, timeout=-1)", "get(timeout=-1)",
                                 "get(timeout='x')", "name", "put.__name__", "__class__.__name__", "_put.__name__",
                                 "__init__('x', 'y')", "__class__.__mro__"])  # fmt: skip
@pytest.mark.parametrize("kind", ["Queue", "PriorityQueue"])
def test_a_script_finds_a_queue_as_it_is(runner, kind, use):
    source = "q = queue.%s(1)\ntry: print(q.%s)\nexcept Exception as error: print(type(error).__name__)\n"
    _both(runner, source % (kind, use), speed=3)


def test_a_queue_is_copied_and_pickled_by_its_own_rules(runner):
    source = """
import pickle
class Kept(queue.Queue, object):
    def __getstate__(self):
        return dict((name, value) for name, value in vars(self).items() if type(value).__module__ == "__builtin__"
                    or type(value).__module__ in ("builtins", "collections"))
    def __setstate__(self, state):
        self.__init__()
        self.__dict__.update(state)
q = Kept()
q.put(7)
print(pickle.loads(pickle.dumps(q, 2)).get())
"""
    assert _passed(_both(runner, source)) == ["put 1 1", "take 1 1"]


def test_queues_of_the_standard_library_are_silent(runner):
    source = """
import multiprocessing.pool
if __name__ == "__main__":
    pool = multiprocessing.pool.ThreadPool(2)
    print(pool.map(len, ["a", "bb"]))
    pool.close()
    pool.join()
"""
    assert _both(runner, source).told() == []


@pytest.mark.parametrize("bound", [0, 2])
def test_a_put_comes_before_its_take(runner, bound):
    source = """
q, taken = queue.Queue(%d), []
def send(name):
    for number in range(30): q.put((name, number))
def receive():
    while True:
        item = q.get()
        if item is None: return
        taken.append(item)
senders = [threading.Thread(target=send, args=(name,)) for name in "ab"]
receivers = [threading.Thread(target=receive) for _ in range(2)]
for thread in senders + receivers: thread.start()
for thread in senders: thread.join()
for _ in receivers: q.put(None)
for thread in receivers: thread.join()
print(len(taken), q.empty())
"""
    run = _both(runner, source % bound)
    events = sorted(run.of("put", "take"), key=lambda event: event.clock)
    for kind in ("put", "take"):
        assert [event.args[1] for event in events if event.kind == kind] == [str(number) for number in range(1, 63)]
    held = 0
    for event in events:
        held += 1 if event.kind == "put" else -1
        assert held >= 0 and (not bound or held <= bound)


def test_a_forked_child_has_a_queue_of_its_own(runner):
    source = """
import os, sys
q = queue.Queue()
q.put("a")
if os.fork() == 0:
    q.put("b")
    print(q.get(), q.get())
    sys.stdout.flush()
    os._exit(0)
os.wait()
print(q.get(), q.empty())
"""
    run = _both(runner, source)
    (child,) = set(event.pid for event in run.of("put")) - set([run.main])
    assert run.told(child) == ["put 1 2", "take-call 1 ", "take 1 1", "take-call 1 ", "take 1 2"]
    assert _passed(run) == ["put 1 1", "take 1 1"]


def test_a_turned_run_lets_later_threads_first(runner):
    source = """
q = queue.Queue()
threads = [threading.Thread(target=q.put, args=(name,)) for name in "abc"]
for thread in threads: thread.start()
for thread in threads: thread.join()
print("".join([q.get() for _ in threads]))
"""
    assert runner.record(IMPORT + source, turn="0.05").out == b"cba\n"
    assert runner.record(IMPORT + source, turn="-0.05").out == b"abc\n"


@pytest.mark.skipif(sys.version_info < (3, 13), reason="shutdown is new in 3.13")
def test_shutting_down_is_not_followed(runner):
    source = "q = queue.Queue()\nq.shutdown()\ntry: q.put(1)\nexcept queue.ShutDown: print('down')\n"
    assert ("queue.Queue.shutdown",) in _both(runner, source).args("unfollowed")
