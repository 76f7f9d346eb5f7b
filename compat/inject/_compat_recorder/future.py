"""Futures of `concurrent.futures`: results, callbacks, and the calls that wait for them.

Run by: the import of `concurrent.futures._base`.  Versions: 3.6 or later (2.7 has no such module).
May not import: anything but builtin modules; see `sitecustomize`.

A future that an executor makes carries a note (`executor` puts it there); any other future is left alone.
"""

from __future__ import absolute_import

import sys

from . import hooks, job, place, settings, turn, unfollowed, worker
from .trace import event

_getframe = sys._getframe
_OVER = ("FINISHED", "CANCELLED", "CANCELLED_AND_NOTIFIED")


class Note(object):
    """What is noted of a future: its job's number, its executor's, and what it has been through."""

    def __init__(self, number, pool, is_thread):
        self.number, self.pool, self.is_thread = number, pool, is_thread
        self.name = "f%d" % number
        self.items = worker.Items()
        self.callbacks = 0


def note_of(future):
    """Return the note of a future of an executor, or None."""
    return getattr(future, "_recorder_note", None)


def name_of(future):
    """Return the number of a future's job as the trace writes it, or nothing."""
    note = note_of(future)
    return "" if note is None else note.name


def patch_base(module):
    """Watch futures and the functions that wait for several."""
    future = module.Future
    hooks.patch(future, "set_running_or_notify_cancel", _make_running)
    hooks.patch(future, "set_result", lambda original: _make_finish(original, "ok"))
    hooks.patch(future, "set_exception", lambda original: _make_finish(original, "error"))
    hooks.patch(future, "add_done_callback", _make_add)
    hooks.patch(future, "cancel", _make_cancel)
    for name in ("done", "running", "cancelled"):
        hooks.patch(future, name, _make_ask)
    for name in ("result", "exception"):
        hooks.patch(future, name, lambda original: _make_get(original, module.TimeoutError))
    hooks.patch(module, "as_completed", lambda original: _make_completed(original, module.TimeoutError))
    hooks.patch(module, "wait", _make_wait)
    hooks.patch(module.Executor, "map", make_map)


def _make_running(original):
    def set_running_or_notify_cancel(self):
        answer = original(self)
        note = note_of(self)
        if answer and note is not None:
            if note.is_thread:
                turn.wait(note.number)
                note.items.begin(note.name)
            else:
                event("hand", note.pool, note.name, "")
        return answer

    return set_running_or_notify_cancel


def _make_finish(original, answer):
    def finish(self, value):
        note = note_of(self)
        if note is not None:
            if note.is_thread and note.items.current is not None:
                note.items.end(answer, "" if answer == "ok" else type(value).__name__)
                turn.wait(note.number)
            event("result", note.name, "", answer)
        return original(self, value)

    return finish


def _make_add(original):
    def add_done_callback(self, fn):
        note = note_of(self)
        if note is None or not place.is_script() or not callable(fn):
            return original(self, fn)
        note.callbacks += 1
        event("callback-add", note.name, note.callbacks)
        return original(self, job.make_callback(fn, note.name, note.callbacks))

    return add_done_callback


def _make_cancel(original):
    def cancel(self):
        answer = original(self)
        if note_of(self) is not None and (answer or place.is_script()):
            event("cancel", name_of(self), int(answer))
        return answer

    return cancel


def _make_ask(original):
    name = original.__name__

    def ask(self):
        answer = original(self)
        if note_of(self) is not None and place.is_script():
            event("ask", name_of(self), name, int(bool(answer)))
        return answer

    return ask


def _make_get(original, timeout_error):
    def get(self, timeout=None):
        if note_of(self) is None or place.caller_name() == ("concurrent/futures/_base.py", "wait"):
            return original(self, timeout)
        told, waited = job.seen_timeout(timeout)
        if timeout is not None and not place.is_script():
            told = _timeout_of_map(timeout)
        event("get-call", name_of(self), settings.describe(told))
        try:
            value = original(self, waited)
        except BaseException as error:
            if self._state in _OVER:
                event("get", name_of(self), "error")
            elif isinstance(error, timeout_error):
                event("get", name_of(self), "timeout")
            raise
        event("get", name_of(self), "ok")
        return value

    return get


class _Timeout(float):
    """The timeout of a `map` as it is really waited; it knows what the script said."""


def _timeout_of_map(timeout):
    """Return what the script said where a `map` waits for what remains of that, else what is given."""
    frame = _getframe(2)
    for _ in range(2):
        given = frame.f_locals.get("timeout") if frame is not None else None
        if isinstance(given, _Timeout):
            return given.told
        frame = frame.f_back if frame is not None else None
    return timeout


def _names(futures):
    return ",".join([name for name in map(name_of, futures) if name])


def _make_completed(original, timeout_error):
    def as_completed(fs, timeout=None):
        """Yield what the original yields, which is not begun before the first is asked for."""
        futures = list(fs)
        channel = job.next_number("channel")
        names = _names(futures)
        if timeout is not None:
            unfollowed.tell("concurrent.futures.as_completed(timeout)")
        inner = original(futures, settings.shorten(timeout))
        del futures, fs
        while True:
            event("receive-call", channel, names)
            try:
                found = [next(inner)]
            except StopIteration:
                event("receive", channel, "stop")
                return
            except timeout_error:
                event("receive", channel, "timeout")
                raise
            event("receive", channel, name_of(found[0]))
            yield found.pop()

    return as_completed


def _make_wait(original):
    def wait(fs, timeout=None, return_when="ALL_COMPLETED"):
        futures = list(fs)
        told, waited = job.seen_timeout(timeout)
        event("await-call", return_when, settings.describe(told), _names(futures))
        answer = original(futures, waited, return_when)
        event("await", _names(answer[0]), _names(answer[1]))
        return answer

    return wait


def _shortened(timeout):
    try:
        shortened = _Timeout(settings.shorten(timeout))
    except (TypeError, ValueError):  # not a number: `map` itself says so
        return timeout
    shortened.told = timeout
    return shortened


def make_map(original):
    """Shorten the timeout of an executor's `map`; each element's submission and result record themselves."""

    def map(self, fn, *iterables, **options):
        if options.get("timeout") is not None and place.is_script():
            options["timeout"] = _shortened(options["timeout"])
        return original(self, fn, *iterables, **options)

    return map
