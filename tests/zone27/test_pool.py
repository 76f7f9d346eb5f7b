"""``compat.Pool``, ``compat.ThreadPool`` and ``compat.closing``, the same on every interpreter.

Written for 2.7. Nothing here sleeps: what has to be waited for is a result, a
pool's end or a lock.
"""

import errno
import multiprocessing
import multiprocessing.pool
import os
import signal
import sys
import threading

import pytest

import compat

# Workers import this module to find the functions; its folder is on pytest's
# path, and spawn hands that path on.
START_METHODS = getattr(multiprocessing, "get_all_start_methods", lambda: ["fork"])()
KINDS = ["thread"] + START_METHODS


def add(left, right):
    return left + right


def square(number):
    return number * number


def fail(number):
    raise KeyError(number)


def fail_at_three(number):
    if number == 3:
        raise KeyError(number)
    return number


@pytest.fixture(params=KINDS)
def make_pool(request):
    """A function that makes a pool of the kind; it is terminated and joined at the end."""
    made = []

    def make(size=2):
        if request.param == "thread":
            pool = compat.ThreadPool(size)
        elif hasattr(multiprocessing, "get_context"):
            pool = compat.Pool(size, context=multiprocessing.get_context(request.param))
        else:
            pool = compat.Pool(size)
        made.append(pool)
        return pool

    yield make
    for pool in made:
        pool.terminate()
        pool.join()


def test_is_the_standard_librarys_class():
    for ours, theirs in [
        (compat.Pool, multiprocessing.pool.Pool),
        (compat.ThreadPool, multiprocessing.pool.ThreadPool),
    ]:
        assert issubclass(ours, theirs)
        assert (ours is theirs) == (sys.version_info[0] > 2)


def test_starmap(make_pool):
    with make_pool() as pool:
        assert pool.starmap(add, [(1, 2), (3, 4), (5, 6)]) == [3, 7, 11]
        assert pool.starmap(add, [(i, i) for i in range(7)], chunksize=3) == [2 * i for i in range(7)]
        assert pool.starmap(add, []) == []


def test_starmap_async_calls_back(make_pool):
    got, errors = [], []
    with compat.closing(make_pool()) as pool:
        pool.starmap_async(add, [(1, 2), (3, 4)], callback=got.append, error_callback=errors.append)
    assert got == [[3, 7]]
    assert errors == []


def test_leaving_the_block_ends_the_pool(make_pool):
    with make_pool() as pool:
        assert pool.apply(square, (3,)) == 9
    pool.join()
    with pytest.raises((AssertionError, ValueError)):
        pool.apply_async(square, (3,))


@pytest.mark.skipif((3,) < sys.version_info < (3, 8), reason="entering was not checked before 3.8")
def test_entering_a_closed_pool_is_an_error(make_pool):
    pool = make_pool()
    pool.close()
    with pytest.raises(ValueError, match="Pool not running"):
        pool.__enter__()


def test_the_block_does_not_swallow_an_exception(make_pool):
    with pytest.raises(ZeroDivisionError):
        with make_pool():
            raise ZeroDivisionError


def test_error_callback_comes_before_ready(make_pool):
    log = []
    with compat.closing(make_pool()) as pool:
        result = pool.apply_async(fail, (5,), callback=log.append, error_callback=log.append)
        with pytest.raises(KeyError):
            result.get()
        assert [type(entry) for entry in log] == [KeyError]
        assert log[0].args == (5,)


def test_error_callback_is_not_called_without_an_error(make_pool):
    got, errors = [], []
    with compat.closing(make_pool()) as pool:
        pool.apply_async(add, (1,), {"right": 2}, callback=got.append, error_callback=errors.append)
    assert (got, errors) == ([3], [])


def test_error_callback_of_a_map_is_called_once(make_pool):
    got, errors = [], []
    with compat.closing(make_pool()) as pool:
        result = pool.map_async(fail_at_three, range(8), 2, got.append, errors.append)
    assert not result.successful()
    assert got == []
    assert [error.args for error in errors] == [(3,)]


def test_error_callback_of_a_map_of_nothing(make_pool):
    got, errors = [], []
    with compat.closing(make_pool()) as pool:
        result = pool.map_async(fail, [], None, got.append, errors.append)
        assert result.get() == []
    assert errors == []


def test_no_error_is_missed_however_soon_it_comes(make_pool):
    errors = []
    with compat.closing(make_pool()) as pool:
        for number in range(200):
            pool.apply_async(fail, (number,), error_callback=errors.append)
    assert sorted(error.args[0] for error in errors) == list(range(200))


def test_threads_submit_side_by_side(make_pool):
    got, errors = [], []
    pool = make_pool()

    def submit():
        for number in range(50):
            pool.apply_async(fail, (number,), error_callback=errors.append)
            pool.apply_async(square, (number,), callback=got.append)

    threads = [threading.Thread(target=submit) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pool.close()
    pool.join()
    assert (len(got), len(errors)) == (150, 150)


def test_closing_waits_for_what_is_under_way(make_pool):
    results = []
    with compat.closing(make_pool()) as pool:
        for number in range(20):
            pool.apply_async(square, (number,), callback=results.append)
    assert sorted(results) == [number * number for number in range(20)]


def test_closing_accepts_a_pool_that_was_closed_already(make_pool):
    with compat.closing(make_pool()) as pool:
        result = pool.apply_async(square, (4,))
        pool.close()
    assert result.get() == 16


def test_closing_terminates_on_an_exception():
    with pytest.raises(ZeroDivisionError):
        with compat.closing(compat.Pool(1)) as pool:
            worker = pool.apply(os.getpid)
            pool.apply_async(signal.pause)
            raise ZeroDivisionError
    with pytest.raises(OSError) as caught:
        os.kill(worker, 0)
    assert caught.value.errno == errno.ESRCH
