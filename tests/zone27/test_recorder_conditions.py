"""Condition of `threading`: its lock, its waits, its notifications."""

from __future__ import absolute_import

import pytest
from recorder_harness import IS_2, Runner

# A condition of its own lock, of a given one, of a class of the script's.
MADE = [
    ("threading.Condition()", "rlock"),
    ("threading.Condition(threading.Lock())", "lock"),
    ("threading.Condition(lock=threading.RLock())", "rlock"),
    ("Own()", "lock"),
]
CLASS = """
import threading
class Own(%s):
    def __init__(self):
        super(Own, self).__init__(threading.Lock())
        self.name = "own"
    def notify(self, *args):
        print("notify", args)
        return super(Own, self).notify(*args)
condition = %s
"""


@pytest.fixture
def runner(tmpdir):
    return Runner(str(tmpdir))


def _made(text):
    return CLASS % ("threading._Condition" if IS_2 else "threading.Condition", text)


@pytest.mark.parametrize("made, lock", MADE)
def test_a_condition_has_a_lock_with_a_key(runner, made, lock):
    run = runner.both(_made(made) + "with condition: condition.notify()\ncondition.acquire()\ncondition.release()\n")
    assert run.told() == [
        "make 1 %s thread " % lock, "make 2 condition thread %d.1" % run.main,
        "acquire-call 1 ", "acquire 1 1", "notify 2 1", "release 1",
        "acquire-call 1 ", "acquire 1 1", "release 1",
    ]  # fmt: skip


@pytest.mark.parametrize("made, lock", MADE)
def test_waiting_and_notifying(runner, made, lock):
    source = """
def work():
    with condition:
        state.append("work")
        condition.notify()
        while len(state) < 2: condition.wait()
        state.append("end")
        condition.notify_all()
state = []
thread = threading.Thread(target=work)
with condition:
    thread.start()
    while not state: condition.wait()
    state.append("main")
    condition.notify()
    while len(state) < 3: condition.wait(60)
thread.join()
print(state)
"""
    run = runner.both(_made(made) + source, speed=2)
    events = sorted([event for event in run.events if event.args[:1] in (("%d.1" % run.main,), ("%d.2" % run.main,))],
                    key=lambda event: event.clock)  # fmt: skip
    kinds = [event.kind for event in events if event.kind in ("cond-wait-call", "cond-wait", "notify")]
    assert kinds == ["cond-wait-call", "notify", "cond-wait-call", "cond-wait", "notify", "cond-wait-call", "cond-wait",
                     "notify", "cond-wait"]  # fmt: skip
    assert [event.args[1] for event in events if event.kind == "cond-wait-call"] == ["", "", "60"]
    assert [event.args[1] for event in events if event.kind == "notify"] == ["1", "1", ""]
    assert set(event.args[1] for event in events if event.kind == "cond-wait") == {"1"}
    assert [event.kind for event in events].count("acquire") == [event.kind for event in events].count("release") == 2


@pytest.mark.parametrize("made, lock", MADE)
def test_a_wait_that_times_out_says_so(runner, made, lock):
    run = runner.record(_made(made) + "with condition: print(condition.wait(40) or False)\n", speed=100)
    assert run.out == b"False\n"
    assert run.told()[4:6] == ["cond-wait-call 2 40", "cond-wait 2 0"]
    assert run.of("cond-wait")[0].clock - run.of("cond-wait-call")[0].clock < 20


def test_one_of_two_is_notified_in_time(runner):
    source = """
        import threading
        condition, waiting = threading.Condition(), []
        def work(timeout):
            with condition:
                waiting.append(1)
                condition.notify_all()
                condition.wait(timeout)
        late = threading.Thread(target=work, args=(2,))
        late.start()
        late.join()
        early = threading.Thread(target=work, args=(600,))
        with condition:
            early.start()
            while len(waiting) < 2: condition.wait()
            condition.notify()
        early.join()
        """
    run = runner.record(source, speed=10)
    answers = dict((event.thread, event.args[1]) for event in run.of("cond-wait-call", "cond-wait"))
    assert sorted(answers.values()) in (["0", "1", "1"], ["1", "1"])  # a thread's identity may come again
    assert [args[1] for args in run.args("cond-wait")].count("0") == 1


@pytest.mark.skipif(IS_2, reason="2.7 has no wait_for")
def test_wait_for_is_its_waits(runner):
    source = """
        import threading
        condition, state = threading.Condition(), []
        def work():
            with condition: state.append(1); condition.notify()
            with condition: state.append(2); condition.notify()
        with condition:
            print(condition.wait_for(lambda: True))
            print(condition.wait_for(lambda: False, 3))
            print(condition.wait_for(lambda: False, timeout=0.5))
            thread = threading.Thread(target=work)
            thread.start()
            print(condition.wait_for(lambda: len(state) == 2))
        thread.join()
        """
    run = runner.record(source, speed=20)
    assert run.out == b"True\nFalse\nFalse\nTrue\n"
    waits = [text for text in run.told() if text.startswith("cond-wait")]
    assert waits[:4] == ["cond-wait-call 2 3", "cond-wait 2 0", "cond-wait-call 2 0.5", "cond-wait 2 0"]
    assert waits[4:] in (["cond-wait-call 2 ", "cond-wait 2 1"] * 2, ["cond-wait-call 2 ", "cond-wait 2 1"])


@pytest.mark.skipif(IS_2, reason="2.7 has no wait_for")
def test_a_later_wait_of_wait_for_is_told_what_is_left(runner):
    source = """
        import threading
        condition, state = threading.Condition(), []
        def work():
            with condition: state.append(1); condition.notify()
        with condition:
            threading.Thread(target=work).start()
            print(condition.wait_for(lambda: len(state) == 2, 10))
        """
    first, second = [float(args[1]) for args in runner.record(source, speed=20).args("cond-wait-call")]
    assert first == 10 and 0 < second < 10


@pytest.mark.parametrize("made, lock", MADE)
@pytest.mark.parametrize(
    "use", ["wait()", "wait(1)", "notify()", "notify_all()", "notifyAll()", "release()", "wait(1, 2)"]
)
def test_wrong_use_fails_as_it_does(runner, made, lock, use):
    source = """
try: condition.%s
except Exception as error: print(type(error), error)
print(condition.acquire(False), condition.release())
"""
    assert runner.both(_made(made) + source % use).told()[2:] == ["acquire-call 1 0", "acquire 1 1", "release 1"]


def test_the_older_name_is_told_once(runner):
    source = """
        import threading, warnings
        warnings.simplefilter("ignore")
        condition = threading.Condition()
        with condition: condition.notifyAll()
        """
    assert [text for text in runner.both(source).told() if "notify" in text] == ["notify 2 "]


def test_a_deprecation_is_told_of_the_script_s_line(runner):
    runner.both("import threading\ncondition = threading.Condition()\nwith condition: condition.notifyAll()\n", "-Wall")


def test_a_lock_of_the_script_s_own_class_is_named(runner):
    source = """
        import threading
        class Gate(object):
            def __init__(self): self.lock = threading.Lock()
            def acquire(self, *args): return self.lock.acquire(*args)
            def release(self): self.lock.release()
            def __enter__(self): return self.acquire()
            def __exit__(self, *details): self.release()
        condition = threading.Condition(Gate())
        with condition: print(condition.wait(0.01) or 0)
        """
    run = runner.both(source)
    assert ("threading.Condition(lock)",) in run.args("unfollowed")
    assert run.told()[:2] == ["make 1 lock thread ", "make 2 condition thread "]


def test_conditions_of_the_standard_library_are_silent(runner):
    source = """
        import threading
        try: import queue
        except ImportError: import Queue as queue
        held = [queue.Queue(), threading.Event(), threading.Semaphore()]
        held[1].set()
        held[2].release()
        """
    assert [text for text in runner.both(source).told() if " condition " in text or "notify" in text] == []
