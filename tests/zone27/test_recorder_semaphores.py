"""Semaphore and BoundedSemaphore of `threading`."""

from __future__ import absolute_import

import sys

import pytest
from recorder_harness import IS_2, Runner

KINDS = [("Semaphore", "semaphore"), ("BoundedSemaphore", "bounded-semaphore")]


@pytest.fixture
def runner(tmpdir):
    return Runner(str(tmpdir))


@pytest.mark.parametrize("name, what", KINDS)
def test_making_acquiring_and_releasing(runner, name, what):
    source = """
        import threading
        semaphore = threading.%s(2)
        with semaphore:
            print(semaphore.acquire(), semaphore.acquire(False), semaphore.acquire(blocking=0))
        semaphore.release()
        print(threading.%s().acquire())
        """
    assert runner.both(source % (name, name)).told() == [
        "make 1 %s thread 2" % what, "acquire-call 1 ", "acquire 1 1", "acquire-call 1 ", "acquire 1 1",
        "acquire-call 1 0", "acquire 1 0", "acquire-call 1 0", "acquire 1 0", "release 1", "release 1",
        "make 2 %s thread 1" % what, "acquire-call 2 ", "acquire 2 1",
    ]  # fmt: skip


@pytest.mark.skipif(IS_2, reason="2.7 has no timeouts of semaphores")
@pytest.mark.parametrize("name, what", KINDS)
def test_a_timeout_is_told_as_written_and_shortened(runner, name, what):
    source = "import threading\nsemaphore = threading.%s(0)\nprint(semaphore.acquire(True, 20))\n"
    run = runner.record(source % name, speed=100)
    assert run.out == b"False\n"
    assert run.told()[1:] == ["acquire-call 1 20", "acquire 1 0"]
    assert 0.19 < run.of("acquire")[0].clock - run.of("acquire-call")[0].clock < 10


@pytest.mark.skipif(sys.version_info < (3, 9), reason="several releases at once are new in 3.9")
def test_several_releases_at_once_are_told_one_by_one(runner):
    source = "import threading\nsemaphore = threading.Semaphore(0)\nsemaphore.release(3)\nsemaphore.release(n=1)\n"
    assert runner.both(source).told()[1:] == ["release 1"] * 4


@pytest.mark.parametrize("name, what", KINDS)
@pytest.mark.parametrize("use", ["release(0)", "release('x')", "acquire(False, 1)", "acquire(1, 2, 3)", "acquire(nothing=1)",
                                 "name", "__init__(-1)", "_value"])  # fmt: skip
def test_wrong_use_fails_as_it_does(runner, name, what, use):
    source = """
        import threading
        semaphore = threading.%s(1)
        try: print(semaphore.%s)
        except Exception as error: print(type(error), error)
        """
    assert "release 1" not in runner.both(source % (name, use), speed=50).told()


def test_a_release_too_many_is_none(runner):
    source = """
        import threading
        semaphore = threading.BoundedSemaphore(1)
        try: semaphore.release()
        except ValueError as error: print(error)
        try:
            with semaphore: 1 / 0
        except ZeroDivisionError: print("left")
        """
    assert runner.both(source).told()[1:] == ["acquire-call 1 ", "acquire 1 1", "release 1"]


@pytest.mark.parametrize("name, what", KINDS)
def test_a_class_of_the_script_s(runner, name, what):
    source = """
        import threading
        class Own(type(threading.%s())):
            def __init__(self): super(Own, self).__init__(1)
            def acquire(self, *args):
                print("acquire", args)
                return super(Own, self).acquire(*args)
        own = Own()
        own.acquire(False)
        own.release()
        print(isinstance(own, Own), type(own).__mro__[1].__name__, sorted(vars(Own))[:3])
        """
    assert runner.both(source % name).told()[1:] == [
        "make 2 %s thread 1" % what, "acquire-call 2 0", "acquire 2 1", "release 2"
    ]  # fmt: skip


@pytest.mark.parametrize("name, what", KINDS)
def test_a_release_comes_before_the_acquire_that_it_made_possible(runner, name, what):
    source = """
        import threading
        semaphore = threading.%s(2)
        def work():
            for _ in range(20):
                with semaphore: pass
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        """
    run = runner.both(source % name)
    inside = 0
    for event in sorted(run.of("acquire", "release"), key=lambda event: event.clock):
        inside += 1 if event.kind == "acquire" else -1
        assert 0 <= inside <= 2
    assert len(run.of("acquire")) == 80
