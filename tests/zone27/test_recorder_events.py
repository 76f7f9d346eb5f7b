"""Event and Barrier of `threading`; how all such objects fare in signal handlers, in forks and at the interpreter's end."""

from __future__ import absolute_import

import pytest
from recorder_harness import IS_2, Runner


@pytest.fixture
def runner(tmpdir):
    return Runner(str(tmpdir))


def test_setting_clearing_waiting_and_asking(runner):
    source = """
        import threading
        event = threading.Event()
        print(event.is_set(), event.wait(0), event.set(), event.is_set(), event.wait(), event.wait(timeout=5))
        print(event.clear(), event.is_set())
        """
    assert runner.both(source).told() == [
        "make 1 event thread ", "ask 1 is_set 0", "flag-wait-call 1 0", "flag-wait 1 0", "set 1", "ask 1 is_set 1",
        "flag-wait-call 1 ", "flag-wait 1 1", "flag-wait-call 1 5", "flag-wait 1 1", "clear 1", "ask 1 is_set 0",
    ]  # fmt: skip


def test_a_timeout_is_told_as_written_and_shortened(runner):
    run = runner.record("import threading\nprint(threading.Event().wait(30))\n", speed=100)
    assert run.out == b"False\n"
    assert run.told()[1:] == ["flag-wait-call 1 30", "flag-wait 1 0"]
    assert 0.29 < run.of("flag-wait")[0].clock - run.of("flag-wait-call")[0].clock < 20


def test_a_set_comes_before_the_wait_that_it_ends(runner):
    source = """
        import threading
        events = [threading.Event() for _ in range(20)]
        def work():
            for event in events[::2]: event.wait(); events[events.index(event) + 1].set()
        thread = threading.Thread(target=work)
        thread.start()
        for event in events[::2]: event.set(); events[events.index(event) + 1].wait()
        thread.join()
        """
    run = runner.both(source)
    steps = sorted(run.of("set", "flag-wait"), key=lambda event: event.clock)
    set_ = set()
    for event in steps:
        assert event.kind == "set" or event.args[0] in set_
        set_.add(event.args[0])
    assert len(steps) == 40


def test_the_older_name_is_told_once(runner):
    source = "import threading\nevent = threading.Event()\nprint(event.isSet())\n"
    assert runner.both(source, "-Wall").told()[1:] == ["ask 1 is_set 0"]


@pytest.mark.parametrize("use", ["wait('x', 'y')", "wait(-1)", "set(1)", "name", "__class__.__name__", "wait.__name__",
                                 "set.__doc__", "__class__.wait.__module__"])  # fmt: skip
def test_a_script_finds_an_event_as_it_is(runner, use):
    source = """
        import threading
        event = threading.Event()
        try: print(event.%s)
        except Exception as error: print(type(error), error)
        """
    runner.both(source % use, speed=3)


def test_a_class_of_the_script_s(runner):
    source = """
        import threading
        class Own(%s):
            def __init__(self, name):
                super(Own, self).__init__()
                self.name = name
            def set(self):
                print("set", self.name)
                super(Own, self).set()
            def __setattr__(self, name, value):
                print("attribute", name)
                object.__setattr__(self, name, value)
        own = Own("it")
        own.set()
        print(own.is_set(), own.wait(), isinstance(own, Own))
        """
    run = runner.both(source % ("threading._Event" if IS_2 else "threading.Event"))
    assert run.told()[1:] == ["set 1", "ask 1 is_set 1", "flag-wait-call 1 ", "flag-wait 1 1"]


def test_events_of_the_standard_library_are_silent(runner):
    source = """
        import threading
        timer = threading.Timer(0.001, int)
        timer.start()
        timer.join()
        print(timer.finished.is_set())
        """
    assert runner.both(source).told() == []


def test_what_a_library_does_for_the_script_is_told(runner):
    source = """
        import atexit, functools, threading
        event, lock = threading.Event(), threading.Lock()
        atexit.register(event.set)
        threading.Thread(target=lock.acquire).start()
        list(map(lambda call: call(), [functools.partial(event.wait, 0)]))
        """
    told = runner.both(source).told()
    assert sorted(told[2:]) == ["acquire 2 1", "acquire-call 2 ", "flag-wait 1 0", "flag-wait-call 1 0", "set 1"]
    assert told[-1] == "set 1"


def test_a_signal_handler_may_use_what_it_interrupted(runner):
    source = """
        import os, signal, threading
        lock, event, semaphore = threading.RLock(), threading.Event(), threading.Semaphore(0)
        def handler(*args):
            with lock: event.set()
            semaphore.release()
        signal.signal(signal.SIGUSR1, handler)
        with lock: os.kill(os.getpid(), signal.SIGUSR1)
        print(event.wait(), semaphore.acquire())
        """
    told = runner.both(source).told()
    assert "set 2" in told and "release 3" in told and told[-1] == "acquire 3 1"


@pytest.mark.parametrize("owner", ["late", "sys.late"])
def test_objects_may_be_used_when_the_interpreter_has_emptied_the_modules(runner, owner):
    source = """
        import os, sys, threading
        try: import queue
        except ImportError: import Queue as queue
        class Late(object):
            def __init__(self):
                self.event, self.lock, self.rlock = threading.Event(), threading.Lock(), threading.RLock()
                self.semaphore, self.queue, self.condition = threading.Semaphore(), queue.Queue(), threading.Condition()
                self.write = os.write
            def __del__(self):
                self.write(1, b"begin ")
                self.event.set()
                self.event.wait()
                self.write(1, b"event ")
                with self.lock: self.write(1, b"lock ")
                with self.rlock: self.queue.put(None)
                self.write(1, b"queue ")
                with self.condition: self.condition.notify()
                self.semaphore.release()
                self.queue.get()
                self.write(1, b"end")
        %s = Late()
        """
    recorded, bare = runner.record(source % owner), runner.bare(source % owner)
    assert recorded.out == bare.out
    assert recorded.told().count("set 1") == 1
    assert recorded.told().count("take 5 1") == recorded.out.count(b"end")


def test_objects_may_be_used_in_garbage(runner):
    source = """
        import gc, threading
        class Knot(object):
            def __init__(self):
                self.event = threading.Event()
                self.event.knot = self.lock = threading.Lock()
                self.me = [self]
            def close(self):
                with self.lock: self.event.set()
        class Last(object):
            def __init__(self, knot): self.knot = knot
            def __del__(self): self.knot.close(); print("closed")
        last = Last(Knot())
        del last
        print(gc.collect() > 0)
        """
    assert [text.split()[0] for text in runner.both(source).told()[2:]] == [
        "acquire-call", "acquire", "set", "release",
    ]  # fmt: skip


def test_a_forked_child_s_copy_has_the_same_key(runner):
    source = """
        import os, threading
        event = threading.Event()
        if os.fork() == 0:
            event.set()
            own = threading.Event()
            own.clear()
            os._exit(0)
        os.wait()
        print(event.is_set())
        """
    run = runner.both(source)
    (child,) = set(event.pid for event in run.of("set"))
    assert run.told() == ["make 1 event thread ", "ask 1 is_set 0"]
    assert run.told(child) == ["set 1", "make 1 event thread ", "clear 1"]
    assert run.args("set") == [("%d.1" % run.main,)] and run.args("clear") == [("%d.1" % child,)]


@pytest.mark.skipif(IS_2, reason="2.7 has no Barrier")
class TestBarrier(object):
    def test_meeting(self, runner):
        source = """
            import threading
            barrier = threading.Barrier(2, timeout=50)
            def work(): barrier.wait()
            thread = threading.Thread(target=work)
            thread.start()
            print(barrier.wait(40) in (0, 1), barrier.parties)
            thread.join()
            print(barrier.n_waiting, barrier.broken)
            """
        told = runner.both(source, speed=2).told()
        assert told[0] == "make 1 barrier thread 2"
        assert sorted(told[1:3]) == ["barrier-call 1 40", "barrier-call 1 50"]
        assert sorted(told[3:5]) == ["barrier 1 0", "barrier 1 1"]
        assert told[5:] == ["ask 1 n_waiting 0", "ask 1 broken 0"]

    def test_nobody_comes(self, runner):
        source = """
            import threading
            barrier = threading.Barrier(2, timeout=20)
            for timeout in (None, 10):
                try: barrier.wait(timeout)
                except threading.BrokenBarrierError: print("broken", barrier.broken)
            """
        run = runner.record(source, speed=100)
        assert run.out == b"broken True\n" * 2
        assert [text for text in run.told() if "ask" not in text][1:] == [
            "barrier-call 1 20", "barrier 1 broken", "barrier-call 1 10", "barrier 1 broken",
        ]  # fmt: skip
        assert run.of("barrier")[0].clock - run.of("barrier-call")[0].clock < 10

    def test_a_failing_action_breaks_it(self, runner):
        source = """
            import threading
            try: threading.Barrier(1, action=lambda: 1 / 0).wait()
            except ZeroDivisionError: print("failed")
            print(threading.Barrier(1, int).wait())
            try: threading.Barrier(0)
            except ValueError: print("none")
            """
        told = [text for text in runner.both(source).told() if "0" not in text.split()[-1]]
        assert told[:3] == ["make 1 barrier thread 1", "barrier-call 1 ", "barrier 1 broken"]

    @pytest.mark.parametrize("name", ["abort", "reset"])
    def test_breaking_it_is_not_followed(self, runner, name):
        run = runner.both("import threading\nthreading.Barrier(2).%s()\n" % name)
        assert ("threading.Barrier." + name,) in run.args("unfollowed")
