"""Workers of a pool: what each does, item by item.

Run by: `pool`, at the import of `multiprocessing.pool`, and `executor`.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules and what those have imported; see `sitecustomize`.

The worker function gets stand-ins for its two queues.  A task that it gets has begun, a result that it puts has
ended; so no frame of ours stands between it and the script's function, except for the elements of a chunk.
"""

from __future__ import absolute_import

import sys

from . import hooks, process, real, turn
from .trace import event

_IS_2 = sys.version_info[0] == 2
# A chunk is given to one of these.
_CHUNKS = ("mapstar", "starmapstar")


class Queue(object):
    """Stands for a queue of a worker's; `get` or `put` is ours, the rest the queue's own."""

    def __init__(self, queue, **methods):
        self.__dict__.update(methods)
        self.__dict__["_queue"] = queue

    def __getattr__(self, name):
        return getattr(self._queue, name)


class Element(object):
    """Calls a function on the elements of one chunk, one after the other, and records each."""

    def __init__(self, function, job, index, count):
        self.function, self.job, self.index, self.count = function, job, index, count
        self.position = 0

    def __call__(self, *args):
        position = self.position
        self.position += 1
        event("item-begin", self.job, self.index, position, self.count)
        try:
            if self.function is None and _IS_2:  # `map(None, xs)` of 2.7 gives the elements themselves
                value = args[0]
            else:
                value = self.function(*args)
        except BaseException:
            event("item-end", self.job, self.index, position, "error", name_of_error())
            raise
        event("item-end", self.job, self.index, position, "ok", "")
        return value


class Items(object):
    """The item that a worker has in hand: begun, ended, or none."""

    def __init__(self):
        self.current = None
        self.is_ready = False

    def ready(self):
        """The worker asks for its first task: its initializer is done."""
        if not self.is_ready:
            self.is_ready = True
            event("worker-ready")

    def begin(self, job, index=""):
        self.current = (job, index)
        event("item-begin", job, index, 0, 1)

    def end(self, answer, error=""):
        if self.current is not None:
            job, index = self.current
            self.current = None
            event("item-end", job, index, 0, answer, error)


def name_of_error():
    """Return the name of the exception being handled."""
    return getattr(sys.exc_info()[0], "__name__", "")


def name_of_result(error):
    """Return the name of an exception that a worker hands over, wrapped (3.x) or bare (2.7)."""
    return type(
        getattr(error, "exc", error) if type(error).__name__.endswith("ExceptionWithTraceback") else error
    ).__name__


def patch_worker(module, find):
    """Replace the worker function of pools; it is still pickled by its name."""
    hooks.patch(module, "worker", lambda original: _make_worker(original, module, find))


def begin(number):
    """Record that a worker begins, and its name: a thread of the pool with this number, or else this process."""
    if number is not None:
        event("value", "worker-name", sys.modules["threading"].current_thread().name)
        event("worker-begin", number, "", real.getpid())
    else:
        current = process.current()
        event("value", "worker-name", current.name)
        event("worker-begin", "", process.dotted(current), current._parent_pid or "")


def run(items, original, args, kwargs):
    """Run a worker's own function to its end, and record how it left."""
    try:
        result = original(*args, **kwargs)
    except BaseException:
        items.end("error", name_of_error())
        event("worker-end")
        raise
    event("worker-end")
    return result


def _make_worker(original, module, find):
    chunks = tuple(getattr(module, name) for name in _CHUNKS if hasattr(module, name))

    def worker(inqueue, outqueue, *args, **kwargs):
        items = Items()
        try:
            note = find(inqueue)
            begin(None if note is None else note.number)
            source = Queue(inqueue, get=_make_get(inqueue.get, items, chunks, note is not None))
            target = Queue(outqueue, put=_make_put(outqueue.put, items))
        except Exception:
            source, target = inqueue, outqueue
        return run(items, original, (source, target) + args, kwargs)

    return worker


def _make_get(original, items, chunks, is_thread):
    def get():
        items.ready()
        task = original()
        if task is None:
            return task
        try:
            if is_thread:  # items share what they touch, so the order of their begins matters too
                turn.wait(task[0] + (task[1] or 0))
            return _begin_task(task, items, chunks)
        except Exception:
            return task

    return get


def _begin_task(task, items, chunks):
    """Record that a task begins; a chunk's elements record themselves."""
    job, index, function, args, kwargs = task
    index = "" if index is None else index
    items.task = (job, index)
    if function not in chunks:
        items.begin(job, index)
        return task
    called, elements = args[0]
    element = Element(called, job, index, len(elements))
    return job, task[1], function, ((element, elements),) + tuple(args[1:]), kwargs


def _make_put(original, items):
    def put(result):
        try:
            is_good, value = result[2]
            items.end("ok" if is_good else "error", "" if is_good else name_of_result(value))
            turn.wait(result[0] + (result[1] or 0))
        except Exception:
            pass
        return original(result)

    return put
