"""multiprocessing's Queue, JoinableQueue and SimpleQueue: made, put, fed, taken, tasks done, joined, asked.

Run by: the import of `multiprocessing.queues`.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules and what that module has imported; see `sitecustomize`.

A queue is known by its read lock, which carries the key.  `put` is recorded where the item enters the buffer, `feed`
and `take` where the queue's own pipe is written and read, inside the write lock and the read lock: by the roles of its
two connections.  A message bears no number through the pipe, whose bytes are what they would be.
"""

from __future__ import absolute_import

import sys

from . import hooks, objects, pipes, settings, shared
from .arrival import arrivals
from .trace import event

_IS_2 = sys.version_info[0] == 2


class _Feeder(pipes.Role):
    """The writing end of a queue that has a buffer: what left the buffer last is written."""

    buffer = None

    def send(self):
        self.event("feed", self.key, self.buffer.current)


class _Putter(pipes.Role):
    """The writing end of a SimpleQueue."""

    new_message = staticmethod(shared.new_message)

    def send(self):
        self.event("put", self.key, self.new_message())


class _Taker(pipes.Role):
    """The reading end of a queue."""

    def got(self):
        self.event("take", self.key, "?")


def patch_queues(module):
    """Watch the queues that the script makes."""
    queue, joinable, simple = module.Queue, module.JoinableQueue, module.SimpleQueue
    buffer = _make_buffer(module.collections.deque, module._sentinel)
    reset = "_reset" if "_reset" in vars(queue) else "_after_fork"
    for kind, what in ((queue, "process"), (joinable, "joinable")):
        hooks.patch(kind, "__init__", lambda original, what=what: _make_init(original, what, reset))
        hooks.patch(kind, "put", lambda original: _make_put(original, module.Full))
    hooks.patch(queue, reset, lambda original: _make_reset(original, buffer))
    hooks.patch(queue, "get", lambda original: _make_get(original, module.Empty))
    hooks.patch(joinable, "task_done", _make_task_done)
    hooks.patch(joinable, "join", _make_join)
    for name in ("qsize", "empty", "full"):
        hooks.patch(queue, name, objects.asked(name, _key_of))
    hooks.patch(simple, "empty", objects.asked("empty", _key_of))
    again = "_make_methods" if _IS_2 else "__setstate__"
    hooks.patch(simple, again, _make_simple_again)
    hooks.patch(simple, "__init__", _make_simple_init)
    hooks.patch(simple, "put", _make_simple_put)
    hooks.patch(simple, "get", _make_simple_get)


def _key_of(queue, note_of=shared.note_of):
    return note_of(getattr(queue, "_rlock", None))


def _make_buffer(deque, sentinel):
    """Return the class of a queue's buffer: a `deque` whose items have numbers, between its two ends."""

    class Buffer(deque):
        def __init__(self, key):
            deque.__init__(self)
            self.key, self.event, self.new_message = key, event, shared.new_message
            self.current = ""

        def append(self, item):
            number = ""
            if item is not sentinel:
                number = self.new_message()
                self.event("put", self.key, number)
            deque.append(self, (number, item))

        def popleft(self):
            self.current, item = deque.popleft(self)
            return item

    return Buffer


def _make_init(original, what, reset):
    def __init__(self, *args, **kwargs):
        original(self, *args, **kwargs)
        if shared.is_made_by_script():
            try:
                shared.announce_by(self._rlock, "queue", "%s %s" % (what, settings.describe(_bound(self))))
                getattr(self, reset)()
            except Exception:
                pass

    return __init__


def _bound(queue):
    """Return how many items a queue takes, 0 if there is no limit but the system's."""
    return 0 if queue._maxsize == queue._sem._semlock.SEM_VALUE_MAX else queue._maxsize


def _make_reset(original, make_buffer):
    """What makes the buffer: at the making, out of a pickle, in a forked child."""

    def _reset(self, *args, **kwargs):
        key = _key_of(self)
        if key is None:
            return original(self, *args, **kwargs)
        feeder = _Feeder(key)
        self._reader = pipes.give(self._reader, _Taker(key))
        self._writer = pipes.give(self._writer, feeder)
        original(self, *args, **kwargs)
        self._buffer = feeder.buffer = make_buffer(key)

    return _reset


def _make_put(original, full):
    tell, find, bound, wait = event, _key_of, _bound, arrivals.wait
    shorten, describe = objects.shorten, settings.describe

    def put(self, obj, block=True, timeout=None):
        key = find(self)
        if key is None:
            return original(self, obj, block, timeout)
        wait()
        if bound(self):
            tell("put-call", key, describe(timeout) if block else "0")
        try:
            return original(self, obj, block, shorten(timeout))
        except full:
            tell("put", key, "full")
            raise

    return put


def _make_get(original, empty):
    tell, find, shorten, describe = event, _key_of, objects.shorten, settings.describe

    def get(self, block=True, timeout=None):
        key = find(self)
        if key is None:
            return original(self, block, timeout)
        tell("take-call", key, describe(timeout) if block else "0")
        try:
            return original(self, block, shorten(timeout))
        except empty:
            tell("take", key, "empty")
            raise

    return get


def _make_task_done(original):
    tell, find = event, _key_of

    def task_done(self):
        """One that fails is none; one that another process made possible meanwhile is told late."""
        key = find(self)
        may = key is not None and not self._unfinished_tasks._semlock._is_zero()
        if may:
            tell("task-done", key)
        original(self)
        if key is not None and not may:
            tell("task-done", key)

    return task_done


def _make_join(original):
    tell, find = event, _key_of

    def join(self):
        key = find(self)
        if key is None:
            return original(self)
        tell("tasks-join-call", key)
        original(self)
        tell("tasks-join", key)

    return join


def _equip_simple(queue):
    key = _key_of(queue)
    if key is not None:
        queue._reader = pipes.give(queue._reader, _Taker(key))
        queue._writer = pipes.give(queue._writer, _Putter(key))
    return key


def _make_simple_init(original):
    def __init__(self, *args, **kwargs):
        original(self, *args, **kwargs)
        if shared.is_made_by_script():
            try:
                shared.announce_by(self._rlock, "queue", "simple 0")
                if _IS_2:
                    self._make_methods()
                else:
                    _equip_simple(self)
            except Exception:
                pass

    return __init__


def _make_simple_again(original):
    """A queue that comes out of a pickle; on 2.7 what makes its methods, which are functions that it has for itself."""

    def again(self, *args):
        if not _IS_2:
            original(self, *args)
            _equip_simple(self)
            return
        key = _equip_simple(self)
        original(self)
        if key is not None:
            self.put, self.get = _delayed(self.put), _asked(self.get, key)

    return again


def _make_simple_put(original):
    find, wait = _key_of, arrivals.wait

    def put(self, obj):
        if find(self) is not None:
            wait()
        return original(self, obj)

    return put


def _make_simple_get(original):
    tell, find = event, _key_of

    def get(self):
        key = find(self)
        if key is not None:
            tell("take-call", key, "")
        return original(self)

    return get


def _delayed(original):
    wait = arrivals.wait

    def put(obj):
        wait()
        return original(obj)

    return hooks.imitate(put, original)


def _asked(original, key):
    tell = event

    def get():
        tell("take-call", key, "")
        return original()

    return hooks.imitate(get, original)
