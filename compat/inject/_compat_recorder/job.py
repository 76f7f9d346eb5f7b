"""Jobs of a pool: submission, result, callbacks, and the calls that wait for them.

Run by: `pool`, at the import of `multiprocessing.pool`.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules and what `multiprocessing.pool` has imported; see `sitecustomize`.
"""

from __future__ import absolute_import

import sys

from . import hooks, place, real, settings
from .trace import event

_getframe = sys._getframe
_range = xrange if sys.version_info[0] == 2 else range  # noqa: F821
_counters = {}


def count():
    """Return an iterator of 1, 2, 3, ...; two threads never get the same, for it is written in C."""
    return iter(_range(1, sys.maxsize))


def next_number(name):
    """Return 1, 2, 3, ... for what this process numbers itself; a forked child begins again."""
    return next(_counters.setdefault((name, real.getpid()), count()))


def text_of_index(index):
    """Return a task's index as text; 2.7 gives the one task of `apply_async` none."""
    return "" if index is None else index


def patch_jobs(module, find):
    """Watch the three kinds of results and their iterators."""
    apply_result, map_result, iterator = module.ApplyResult, module.MapResult, module.IMapIterator
    hooks.patch(apply_result, "__init__", lambda original: _make_apply(original, map_result, find))
    hooks.patch(map_result, "__init__", lambda original: _make_map(original, find))
    hooks.patch(iterator, "__init__", lambda original: _make_iterator(original, module, find))
    for kind in (apply_result, map_result, iterator, module.IMapUnorderedIterator):
        hooks.patch(kind, "_set", _make_set)
    hooks.patch(apply_result, "get", lambda original: _make_get(original, module.TimeoutError))
    hooks.patch(apply_result, "wait", _make_wait)
    for name in ("ready", "successful"):
        hooks.patch(apply_result, name, _make_ask)
    hooks.patch(iterator, "next", lambda original: _make_next(original, module.TimeoutError))
    iterator.__next__ = iterator.next


def _number_of(owner, find):
    """Return the number of the pool that a result was made for (by the pool, or before 3.8 by its cache)."""
    note = find(owner)
    return "" if note is None else note.number


def _make_apply(original, map_result, find):
    def __init__(self, owner, *args, **kwargs):
        original(self, owner, *args, **kwargs)
        try:
            _wrap_callbacks(self)
            if not isinstance(self, map_result):
                event("submit", _number_of(owner, find), self._job, "apply_async", "", "", "")
                _tell_callbacks(self)
        except Exception:
            pass

    return __init__


def _make_map(original, find):
    def __init__(self, owner, chunksize, length, *args, **kwargs):
        original(self, owner, chunksize, length, *args, **kwargs)
        try:
            chunks = -(-length // chunksize) if chunksize > 0 else 0
            event("submit", _number_of(owner, find), self._job, "map_async", chunks, chunksize, length)
            _tell_callbacks(self)
        except Exception:
            pass

    return __init__


def _make_iterator(original, module, find):
    def __init__(self, owner):
        original(self, owner)
        try:
            method = "imap_unordered" if isinstance(self, module.IMapUnorderedIterator) else "imap"
            # The chunk size is known to the method that is making us, and to nobody else.
            chunksize = _getframe(1).f_locals.get("chunksize", 1)
            event("submit", _number_of(owner, find), self._job, method, "", chunksize, "")
        except Exception:
            pass

    return __init__


def _wrap_callbacks(result):
    """Have both callbacks of a result recorded; the pool calls them where it keeps them."""
    for name, answer in (("_callback", "ok"), ("_error_callback", "error")):
        callback = getattr(result, name, None)
        if callback is not None:
            setattr(result, name, make_callback(callback, result._job, answer))


def _tell_callbacks(result):
    """Record that a result has callbacks: one that never ran must be known too."""
    for name, answer in (("_callback", "ok"), ("_error_callback", "error")):
        if getattr(result, name, None) is not None:
            event("callback-add", result._job, answer)


def make_callback(callback, number, answer):
    """Return a callback that records its begin and its end, however it ends."""

    def told(value):
        event("callback-begin", number, answer)
        try:
            return callback(value)
        finally:
            event("callback-end", number, answer)

    return told


def _make_set(original):
    def _set(self, index, result):
        try:
            event("result", self._job, text_of_index(index), "ok" if result[0] else "error")
        except Exception:
            pass
        return original(self, index, result)

    return _set


def is_ready(result):
    """Say whether a result is there, without asking in the script's name."""
    ready = getattr(result, "_ready", None)
    return ready if ready is not None else result._event.is_set()


def seen_timeout(timeout):
    """Return (timeout as told, timeout as waited) for a call that the hook's caller makes.

    Those of the script are shortened; the standard library's own were, where the script gave them.
    """
    if timeout is None or not place.is_script(3):
        return timeout, timeout
    return timeout, settings.shorten(timeout)


def _make_get(original, timeout_error):
    def get(self, timeout=None):
        told, waited = seen_timeout(timeout)
        event("get-call", self._job, settings.describe(told))
        try:
            value = original(self, waited)
        except timeout_error:
            event("get", self._job, "error" if is_ready(self) else "timeout")
            raise
        except BaseException:
            if is_ready(self):
                event("get", self._job, "error")
            raise
        event("get", self._job, "ok")
        return value

    return get


def _make_wait(original):
    def wait(self, timeout=None):
        if place.caller_name() == ("multiprocessing/pool.py", "get"):
            return original(self, timeout)
        told, waited = seen_timeout(timeout)
        event("wait-call", self._job, settings.describe(told))
        result = original(self, waited)
        event("wait", self._job, "ready" if is_ready(self) else "timeout")
        return result

    return wait


def _make_ask(original):
    name = original.__name__

    def ask(self):
        is_told = place.is_script()
        try:
            answer = original(self)
        except Exception:
            if is_told:
                event("ask", self._job, name, "error")
            raise
        if is_told:
            event("ask", self._job, name, int(bool(answer)))
        return answer

    return ask


def _make_next(original, timeout_error):
    def next(self, timeout=None):
        told, waited = seen_timeout(timeout)
        event("next-call", self._job, settings.describe(told))
        before = len(self._items)
        try:
            value = original(self, waited)
        except StopIteration:
            event("next", self._job, "stop")
            raise
        except timeout_error:
            event("next", self._job, "error" if before else "timeout")
            raise
        except Exception:
            event("next", self._job, "error")
            raise
        event("next", self._job, "ok")
        return value

    return next
