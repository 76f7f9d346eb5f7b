"""Threads: start, begin, end, join, answers; the end of the script's own code; exceptions that end a thread.

Run by: the import of `threading` and of 2.7's `thread`.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules; see `sitecustomize`.

Recorded are the threads that the script starts, itself or through `multiprocessing.dummy`; those of pools and queues
are told by their own families.  A thread's number is noted on its object when it is started.
"""

from __future__ import absolute_import

import sys

from . import hold, hooks, identity, job, notes, place, settings, stdio, turn
from .begin import name_exception
from .process import announce_thread, is_child
from .trace import event, writer

_IS_2 = sys.version_info[0] == 2
_getframe = sys._getframe
_DUMMY = ("multiprocessing/dummy/__init__.py", "start")
# `is_alive` as it was before it was replaced.
_alive = []
# By the identity of a thread that fails: what it told on stderr is under way.
_failing = set()


def patch_threading(module):
    """Watch threads and the interpreter's wait for them, which comes before every exit handler."""
    thread = module.Thread
    _alive[:] = [vars(thread).get("is_alive") or thread.isAlive]
    hooks.patch(module, "_shutdown", lambda original: _make_shutdown(original, module))
    hooks.patch(thread, "start", _make_start)
    hooks.patch(thread, "join", _make_join)
    for name in ("_bootstrap_inner", "_Thread__bootstrap_inner"):
        hooks.patch(thread, name, _make_bootstrap)
    hooks.patch(thread, "_Thread__stop", _make_stop)
    for name in ("is_alive", "isAlive"):
        hooks.patch(thread, name, _make_ask)
    for name in ("active_count", "activeCount"):
        hooks.patch(module, name, _make_count)
    timer = getattr(module, "_Timer", None) or module.Timer
    hooks.patch(timer, "run", _make_timer)
    hooks.patch(timer, "cancel", _make_cancel)
    if hasattr(module, "excepthook"):
        hooks.patch_builtin(module, "excepthook", _make_hook)
    else:
        stdio.before_error.append(_tell_failure)
    for name in ("get_ident", "get_native_id"):
        hooks.patch_builtin(module, name, lambda original: identity.make_origin(original, "thread"))
    for name in ("ident", "native_id"):
        if isinstance(vars(thread).get(name), property):
            setattr(thread, name, identity.make_property(vars(thread)[name], "thread"))


def patch_thread(module):
    """Watch the threads that are started without an object."""
    hooks.patch_builtin(module, "get_ident", lambda original: identity.make_origin(original, "thread"))
    for name in ("start_new_thread", "start_new"):
        hooks.patch_builtin(module, name, _make_new)


def _make_shutdown(original, module):
    def _shutdown(*args, **kwargs):
        is_told = False
        try:
            is_told = writer.has_begun()
            if is_told and not is_child():
                event("main-end")
        except Exception:
            pass
        result = original(*args, **kwargs)
        if is_told:
            event("threads-joined")
            try:
                hold.wait(_has_daemons(module))
            except Exception:
                pass
        return result

    return _shutdown


def _has_daemons(module):
    """Say whether a thread of the script's is alive that the end of the process will end."""
    return any(number_of(thread) for thread in list(module._active.values()))


def number_of(thread):
    """Return the number of a thread that the script started, or nothing."""
    number = notes.get(thread)
    return number if isinstance(number, int) else 0


def _is_script_start():
    """Say whether the script starts this thread, itself or through `multiprocessing.dummy`."""
    if place.is_script(3):
        return True
    frame = _getframe(2)
    return place.caller_name(3) == _DUMMY and place.calling(frame.f_back) == place.SCRIPT


def _make_start(original):
    def start(self):
        announce_thread(self)
        try:
            if not number_of(self) and _is_script_start():
                number = job.next_number("thread")
                notes.put(self, number)
                event("thread-start", number, self.name, int(bool(self.daemon)))
        except Exception:
            pass
        return original(self)

    return start


def _make_bootstrap(original):
    is_2 = _IS_2  # kept here: main may end, and empty the modules, while a thread returns

    def _bootstrap_inner(self):
        number = number_of(self)
        if not number:
            return original(self)
        event("thread-begin", number)
        if settings.turn:
            _delay_run(self, number)
        try:
            return original(self)
        finally:
            if not is_2:
                _end(number)

    return _bootstrap_inner


def _delay_run(thread, number):
    """Have a turned run's thread wait when it runs: before that whoever starts it waits for it."""
    plain = thread.run

    def run():
        del thread.run
        turn.wait(number)
        return plain()

    thread.run = run


def _make_stop(original):
    """2.7 tells whoever joins from within the thread: its end must be recorded before."""

    def stop(self):
        if number_of(self) and self._Thread__ident == writer.ident():  # not what a fork has stopped
            _end(number_of(self))
        return original(self)

    return stop


def _end(number):
    if writer.ident() in _failing:
        _failing.discard(writer.ident())
        event("uncaught-end")
    event("thread-end", number)


def _make_new(original):
    def start_new_thread(function, args, *kwargs):
        if not callable(function) or not isinstance(args, tuple) or not place.is_script():
            return original(function, args, *kwargs)
        number = job.next_number("thread")

        def run(*args, **kwargs):
            event("thread-begin", number)
            turn.wait(number)
            try:
                return function(*args, **kwargs)
            finally:
                event("thread-end", number)

        event("thread-start", number, "", 1)
        return original(hooks.imitate(run, function), args, *kwargs)

    return start_new_thread


def _make_join(original):
    def join(self, timeout=None, *other):
        number = number_of(self)
        if not number or not place.is_script():
            return original(self, timeout, *other)
        event("thread-join-call", number, settings.describe(timeout))
        result = original(self, settings.shorten(timeout), *other)
        event("thread-join", number, int(not _alive[0](self)))
        return result

    return join


def _make_ask(original):
    def is_alive(self):
        number = number_of(self)
        is_told = number and place.is_script()
        if is_told:
            turn.ask()
        answer = original(self)
        if is_told:
            event("ask", "t%d" % number, "is_alive", int(bool(answer)))
        return answer

    return is_alive


def _make_count(original):
    def active_count():
        answer = original()
        if place.is_script():
            event("ask", "threads", "active_count", answer)
        return answer

    return active_count


def _make_timer(original):
    """A timer sleeps, as it were, and then calls; one that was cancelled only sleeps."""

    def run(self):
        if not number_of(self):
            return original(self)
        interval = self.interval
        event("sleep", settings.describe(interval))
        self.finished.wait(settings.shorten(interval))
        event("slept" if not self.finished.is_set() else "timer-stopped")
        self.interval = 0
        try:
            return original(self)
        finally:
            self.interval = interval

    return run


def _make_cancel(original):
    def cancel(self):
        if number_of(self) and place.is_script():
            event("timer-cancel", "t%d" % number_of(self))
        return original(self)

    return cancel


def _make_hook(original):
    def excepthook(args):
        kind, value = args[0], args[1]
        if kind is SystemExit:
            return original(args)
        try:
            event("uncaught", *name_exception(kind, value))
            _cut(value, args[2])
        except Exception:
            pass
        original(args)
        event("uncaught-end")

    return excepthook


def _cut(value, trail):
    from . import tracebacks

    tracebacks.cut(value, trail)


def _tell_failure(text):
    """Record an exception that ends a thread when the interpreter (before 3.8) begins to say so on stderr."""
    if text.startswith("Exception in thread " if isinstance(text, str) else b"Exception in thread "):
        kind, value = sys.exc_info()[:2]
        if kind is not None and place.caller_name()[0] == "threading.py":
            _failing.add(writer.ident())
            event("uncaught", *name_exception(kind, value))
