"""Pools with today's API on 2.7 and 3.x, for scripts that have to run on both.

Part of the 2.7 zone. On 3.x the classes are the standard library's own. On 2.7
they are subclasses that add what came later: the ``with`` statement, ``starmap``
and ``starmap_async``, ``error_callback``. ``closing`` is the same on both.
"""

import contextlib
import multiprocessing.pool
import threading

import six

__all__ = ["Pool", "ThreadPool", "closing"]


@contextlib.contextmanager
def closing(pool):
    """Wait for the pool's work at the end of the block; on an exception terminate it.

    ``with Pool() as pool`` terminates in both cases and so loses what is still
    under way. Either way no worker is left when this block has been left.
    """
    finished = False
    try:
        yield pool
        pool.close()
        pool.join()
        finished = True
    finally:
        # Not "except": on 2.7 an exception need not be a BaseException.
        if not finished:
            pool.terminate()
            pool.join()


class _Star(object):
    """``func`` with its arguments in one sequence; a closure would not pickle."""

    def __init__(self, func):
        self.func = func

    def __call__(self, args):
        return self.func(*args)


class _Gate(object):
    """A pool's task queue that can hold back what one thread puts into it.

    2.7's ``apply_async`` makes the result and submits the task in one go, and the
    result may be there before its caller has it. An ``error_callback`` has to be
    in place earlier than that. Other threads submit meanwhile as ever.
    """

    def __init__(self, queue):
        self._queue = queue
        self._local = threading.local()

    def put(self, item):
        """Submit a task, or keep it while this thread holds its tasks back."""
        held = getattr(self._local, "held", None)
        if held is None:
            self._queue.put(item)
        else:
            held.append(item)

    @contextlib.contextmanager
    def holding(self):
        """Keep what this thread puts until the end of the block."""
        self._local.held = held = []
        try:
            yield
        finally:
            self._local.held = None
            for item in held:
                self._queue.put(item)


def _call_on_error(result, error_callback):
    """Have ``error_callback`` called with the exception before the result is ready."""
    settle = result._set

    def settle_and_tell(index, outcome):
        success, value = outcome
        if not success:
            error_callback(value)
        settle(index, outcome)

    result._set = settle_and_tell


class _TodaysMethods(object):
    """What 2.7's pools lack; stands before one of them in a class statement."""

    def __init__(self, *args, **kwargs):
        super(_TodaysMethods, self).__init__(*args, **kwargs)
        self._taskqueue = _Gate(self._taskqueue)

    def __enter__(self):
        if self._state != multiprocessing.pool.RUN:
            raise ValueError("Pool not running")
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self.terminate()

    def apply_async(self, func, args=(), kwds=None, callback=None, error_callback=None):
        """Call ``func`` in a worker; one of the callbacks gets what it returned or raised."""
        submit = super(_TodaysMethods, self).apply_async
        if error_callback is None:
            return submit(func, args, kwds or {}, callback)
        with self._taskqueue.holding():
            result = submit(func, args, kwds or {}, callback)
            _call_on_error(result, error_callback)
        return result

    def map_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        """Call ``func`` on each element; ``error_callback`` gets the first exception."""
        submit = super(_TodaysMethods, self).map_async
        if error_callback is None:
            return submit(func, iterable, chunksize, callback)
        with self._taskqueue.holding():
            result = submit(func, iterable, chunksize, callback)
            _call_on_error(result, error_callback)
        return result

    def starmap(self, func, iterable, chunksize=None):
        """``map`` for a function of several arguments: each element is a sequence of them."""
        return self.map(_Star(func), iterable, chunksize)

    def starmap_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        """``map_async`` for a function of several arguments."""
        return self.map_async(_Star(func), iterable, chunksize, callback, error_callback)


if six.PY2:

    class Pool(_TodaysMethods, multiprocessing.pool.Pool):
        """A pool of processes: 2.7's, with today's methods."""

    class ThreadPool(_TodaysMethods, multiprocessing.pool.ThreadPool):
        """A pool of threads: 2.7's, with today's methods."""

else:
    from multiprocessing.pool import Pool, ThreadPool
