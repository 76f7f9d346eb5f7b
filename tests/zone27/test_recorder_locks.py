"""Lock and RLock of `threading`: what is recorded, and that a script finds them as they are."""

from __future__ import absolute_import

import pytest
from recorder_harness import IS_2, Runner

KINDS = ["Lock", "RLock"]


@pytest.fixture
def runner(tmpdir):
    return Runner(str(tmpdir))


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


def test_making_acquiring_and_releasing(runner, kind):
    source = """
        import threading
        lock = threading.%s()
        with lock: print("in")
        print(lock.acquire(), lock.acquire(False))
        lock.release()
        """
    again = "acquire 1 %d" % (kind == "RLock")
    assert runner.both(source % kind).told() == [
        "make 1 %s thread " % kind.lower(), "acquire-call 1 ", "acquire 1 1", "release 1",
        "acquire-call 1 ", "acquire 1 1", "acquire-call 1 0", again, "release 1",
    ]  # fmt: skip


def test_other_names_of_the_methods(runner):
    source = """
        import threading
        lock = threading.Lock()
        print(lock.locked(), lock.acquire_lock(), lock.locked_lock(), lock.release_lock(), lock.locked())
        """
    assert runner.both(source).told()[1:] == [
        "ask 1 locked 0", "acquire-call 1 ", "acquire 1 1", "ask 1 locked 1", "release 1", "ask 1 locked 0",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["allocate_lock", "allocate"])
def test_a_lock_made_without_threading(runner, name):
    source = """
        try: import _thread as thread
        except ImportError: import thread
        make = thread.%s
        lock = make()
        with lock: print(lock.locked(), type(lock), isinstance(lock, thread.LockType), make.__name__)
        import threading
        condition = threading.Condition(lock)
        with condition: print(condition.wait(0) or 0, threading.Lock is thread.allocate_lock)
        """
    told = runner.both(source % name).told()
    assert told[:5] == ["make 1 lock thread ", "acquire-call 1 ", "acquire 1 1", "ask 1 locked 1", "release 1"]
    assert [text.split()[0] for text in told[6:]] == [
        "acquire-call",
        "acquire",
        "cond-wait-call",
        "cond-wait",
        "release",
    ]


@pytest.mark.skipif(IS_2, reason="2.7 has no timeouts of locks")
@pytest.mark.parametrize("arguments", ["timeout=30", "True, 30", "blocking=1, timeout=30"])
def test_a_timeout_is_told_as_written_and_shortened(runner, kind, arguments):
    source = """
        import threading
        lock = threading.%s()
        def work(): print(lock.acquire(%s))
        with lock:
            thread = threading.Thread(target=work)
            thread.start()
            thread.join()
        """
    run = runner.record(source % (kind, arguments), speed=1000)
    assert run.out == b"False\n"
    begin, end = [event for event in run.of("acquire-call", "acquire") if event.args[1] in ("30", "0")]
    assert 0.029 < end.clock - begin.clock < 20


WRONG = ["release()", "acquire(False, 1)", "acquire(True, -2)", "acquire('a', 'b')", "acquire(1, 2, 3)",
         "acquire(nothing=1)", "acquire(timeout=1e30)", "acquire(True, 'x')", "name", "__exit__(None, None, None)",
         "__reduce_ex__(2)", "__reduce_ex__(1)"]  # fmt: skip


@pytest.mark.parametrize("use", WRONG)
def test_wrong_use_fails_as_it_does(runner, kind, use):
    source = """
        import threading
        lock = threading.%s()
        try: lock.%s
        except Exception as error: print(type(error), error)
        """
    assert "release 1" not in runner.both(source % (kind, use), speed=3).told()


def test_an_uncaught_failure_shows_no_frame_of_ours(runner, kind):
    run = runner.both("import threading\nlock = threading.%s()\nlock.release()\n" % kind)
    assert run.status == 1


def test_the_section_ends_with_an_exception(runner, kind):
    source = """
        import threading
        lock = threading.%s()
        try:
            with lock: raise ValueError("it")
        except ValueError as error: print(error)
        print(lock.acquire(False))
        """
    assert runner.both(source % kind).told()[1:] == [
        "acquire-call 1 ", "acquire 1 1", "release 1", "acquire-call 1 0", "acquire 1 1",
    ]  # fmt: skip


def test_a_release_comes_before_the_acquire_that_it_made_possible(runner, kind):
    source = """
        import threading
        lock = threading.%s()
        count = [0]
        def work():
            for _ in range(50):
                with lock: count[0] += 1
        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        print(count)
        """
    run = runner.both(source % kind)
    events = sorted(run.of("acquire", "release"), key=lambda event: event.clock)
    assert [event.kind for event in events] == ["acquire", "release"] * 150
    assert [event.thread for event in events[::2]] == [event.thread for event in events[1::2]]


@pytest.mark.parametrize("use", [
    "type(lock)", "repr(lock).split(' at ')[0]", "isinstance(lock, type(lock))", "type(lock) == type(make())",
    "sorted(set(dir(lock)))", "lock == lock, lock != make(), bool(lock), lock in {lock: 1}", "weakref.ref(lock)() is lock",
    "lock.__class__", "type(lock).__name__", "lock.__doc__", "type(lock).acquire", "type(type(lock)()).__name__",
    "setattr(lock, 'name', 'x')", "getattr(lock, 'name', 'none')", "hasattr(lock, '_is_owned'), hasattr(lock, 'locked')",
    "pickle.dumps(lock)", "copy.copy(lock).__class__", "copy.deepcopy([lock])", "callable(make)", "make.__name__",
    "type(type(lock).__name__, (type(lock),), {})().acquire()", "lock.__enter__()", "issubclass(type(lock), object)",
    "make(1).__class__", "threading.Condition(lock)._is_owned()",
])  # fmt: skip
def test_a_script_finds_a_lock_as_it_is(runner, kind, use):
    source = """
        import copy, pickle, threading, warnings, weakref
        warnings.simplefilter("ignore")
        make = threading.%s
        lock = make()
        try: print(%s)
        except Exception as error: print(type(error), error)
        """
    runner.both(source % (kind, use))


def test_a_lock_of_the_standard_library_is_silent(runner):
    source = """
        import logging, threading
        try: import queue
        except ImportError: import Queue as queue
        logging.getLogger("x").warning("said")
        mutex = queue.Queue().mutex
        with mutex: print(isinstance(mutex, type(threading.Lock())))
        """
    assert [text for text in runner.both(source).told() if "queue" not in text] == ["make 2 lock thread "]


def test_a_forked_child_holds_what_its_parent_held(runner, kind):
    source = """
        import os, sys, threading
        lock = threading.%s()
        lock.acquire()
        if os.fork() == 0:
            print(lock.acquire(False))
            lock.release()
            with lock: print("child")
            sys.stdout.flush()
            os._exit(0)
        os.wait()
        lock.release()
        """
    run = runner.both(source % kind)
    (child,) = set(event.pid for event in run.of("acquire")) - set([run.main])
    assert run.told()[1:] == ["acquire-call 1 ", "acquire 1 1", "release 1"]
    assert run.told(child)[-3:] == ["acquire-call 1 ", "acquire 1 1", "release 1"]
    assert len(set(event.args[0] for event in run.of("acquire"))) == 1


@pytest.mark.parametrize("moment", ["acquire-call", "acquire", "release"])
@pytest.mark.parametrize("use", ["with lock: pass", "lock.acquire(); lock.release()"])
def test_an_exception_of_a_signal_handler_leaves_no_lock_behind(runner, kind, moment, use):
    source = """
        import sys, threading
        lock = threading.%s()
        writer = sys.modules["_compat_recorder.trace"].writer
        plain = writer.write
        class Late(Exception): pass
        def interrupted(descriptor, line):
            writer.write = plain if b"\\t%s\\t" in line else interrupted
            plain(descriptor, line)
            if writer.write is plain: raise Late
        writer.write = interrupted
        try:
            %s
        except Late: print("late")
        thread = threading.Thread(target=lambda: print_(lock.acquire(False)))
        print_ = lambda answer: sys.stdout.write("%%d" %% answer)
        thread.start()
        thread.join()
        """
    run = runner.record(source % (kind, moment, use))
    assert (run.out, run.err) == (b"late\n1", b"")


def test_locks_made_at_once_have_keys_of_their_own(runner):
    source = """
        import sys, threading
        getattr(sys, "setswitchinterval", lambda seconds: sys.setcheckinterval(1))(1e-6)
        def work(): locks.extend([threading.Lock() for _ in range(200)])
        locks = []
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        print(len(locks))
        """
    run = runner.both(source)
    assert len(set(args[0] for args in run.args("make"))) == 800


def test_a_turned_run_lets_later_threads_first_to_a_lock(runner):
    source = """
        import threading
        lock, order = threading.Lock(), []
        def work(name):
            with lock:
                with other: order.append(name)
        other = threading.RLock()
        lock.acquire()
        threads = [threading.Thread(target=work, args=(name,)) for name in range(3)]
        for thread in threads: thread.start()
        lock.release()
        for thread in threads: thread.join()
        print(order)
        """
    assert runner.record(source, turn="0.05").out == b"[2, 1, 0]\n"
    assert runner.record(source, turn="-0.05").out == b"[0, 1, 2]\n"
