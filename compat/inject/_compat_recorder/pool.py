"""`multiprocessing.Pool` and `ThreadPool`, on the owner's side; the workers' side is in `worker`.

Run by: the import of `multiprocessing.pool`.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules and what `multiprocessing.pool` has imported; see `sitecustomize`.

The pool's own functions are static and get its queues, not the pool: so its number is noted on each queue and on
the cache of its jobs when the pool is made.
"""

from __future__ import absolute_import

import sys

from . import hold, hooks, job, notes, place, process, real, settings, worker
from .trace import event

_getframe = sys._getframe


class _Pool(object):
    """What is noted of a pool: its number, what it has under way, and whether it is announced or held."""

    def __init__(self, number):
        self.number = number
        self.pid = real.getpid()
        self.handed = self.received = 0
        self.is_announced = self.is_held = False


def patch_pool(module):
    """Watch pools, their threads, their results, and the function that every worker runs."""
    for kind in (module.Pool, module.ThreadPool):
        hooks.patch(kind, "_setup_queues", _make_setup)
    hooks.patch(module.Pool, "_repopulate_pool", _make_repopulate)
    hooks.patch(module.Pool, "_handle_tasks", lambda original: _make_role(original, "feed"))
    hooks.patch(module.Pool, "_handle_results", lambda original: _make_role(original, "result"))
    hooks.patch(module.Pool, "_handle_workers", lambda original: _make_role(original, "workers"))
    hooks.patch(module.Pool, "close", lambda original: _make_told(original, "close", None))
    hooks.patch(module.Pool, "join", lambda original: _make_told(original, "join-call", "join"))
    hooks.patch(module.Pool, "terminate", _make_terminate)
    hooks.patch(module.Pool, "_terminate_pool", _make_finalizer)
    worker.patch_worker(module, find)
    process.start_watchers["pool"] = _make_watcher(module)
    job.patch_jobs(module, find)


def find(*things):
    """Return what is noted of the pool that one of these belongs to, or None."""
    for thing in things:
        found = notes.get(thing)
        if isinstance(found, _Pool) and found.pid == real.getpid():
            return found
    return None


def _make_setup(original):
    def _setup_queues(self):
        original(self)
        try:
            note = _Pool(job.next_number("pool"))
            for thing in (self, self._inqueue, self._outqueue):
                notes.put(thing, note)
            self._quick_put = _make_put(self._quick_put, note)
            self._quick_get = _make_get(self._quick_get, note)
        except Exception:
            pass

    return _setup_queues


def _make_repopulate(original):
    def _repopulate_pool(self):
        try:
            note = find(self)
            if not note.is_announced:
                note.is_announced = True
                if type(self._cache) is dict:  # no job is in it yet, and no thread has it
                    self._cache = notes.Cache(self._cache)
                notes.put(self._cache, note)
                kind = "thread-pool" if isinstance(self, sys.modules[original.__module__].ThreadPool) else "pool"
                event("pool", note.number, kind, self._processes, settings.describe(self._maxtasksperchild))
        except Exception:
            pass
        return original(self)

    return _repopulate_pool


def _make_put(original, note):
    def put(task):
        if task is not None:
            note.handed += 1
            event("hand", note.number, task[0], job.text_of_index(task[1]))
        return original(task)

    return put


def _make_get(original, note):
    def get():
        task = original()
        if task is not None:
            note.received += 1
        return task

    return get


def _make_role(original, role):
    """Have a thread of the pool's say what it is before it begins."""

    def handle(*args, **kwargs):
        note = find(*args)
        if note is not None:
            event("thread-role", role, note.number)
        return original(*args, **kwargs)

    return handle


def _make_watcher(module):
    def watch(target, arguments, name):
        if target is module.worker:
            note = find(arguments[0])
            if note is not None:
                event("worker-start", note.number, name)

    return watch


def _make_told(original, before, after):
    """Wrap a method of a pool between two events."""

    def told(self):
        note = find(self)
        if note is not None:
            event(before, note.number)
        result = original(self)
        if note is not None and after:
            event(after, note.number)
        return result

    return told


def _make_terminate(original):
    def terminate(self):
        note = find(self)
        if note is not None:
            event("terminate-call", note.number)
            _hold(note, self._cache)
        result = original(self)
        if note is not None:
            event("terminate", note.number)
        return result

    return terminate


def _make_finalizer(original):
    """The same for a pool that nobody terminates: the garbage collector or the interpreter's exit does."""

    def _terminate_pool(cls, *args):
        note = find(*args)
        is_told = note is not None and place.caller_name(1)[1] != "terminate" and not _is_within_terminate()
        if is_told:
            event("terminate-call", note.number)
            _hold(note, args[-1])
        result = original(cls, *args)
        if is_told:
            event("terminate", note.number)
        return result

    return _terminate_pool


def _is_within_terminate():
    """Say whether `Pool.terminate` is what calls the finalizer (through `Finalize`)."""
    frame = _getframe(2)
    for _ in range(4):
        if frame is None:
            return False
        if frame.f_code.co_name == "terminate" and place.kind_of(frame.f_code.co_filename) == place.RECORDER:
            return True
        frame = frame.f_back
    return False


def _hold(note, cache):
    """Hold back what ends this pool's workers, once, while there is work under way."""
    if not note.is_held and (cache or note.handed > note.received):
        note.is_held = True
        hold.wait()
