"""What each call through a proxy is: an access, or a step of a queue, a lock, a condition, an event, a barrier.

Run by: `proxies`, for every call.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules; see `sitecustomize`.

A function here is given the proxy's note (kind, key, detail), the method's name, its arguments and `ask`, which calls.
What can fail, or is done at a moment that only the server knows, is recorded when it has been done.
"""

from __future__ import absolute_import

import sys

from . import objects, settings, unfollowed
from .arrival import arrivals
from .trace import event

# Methods that only read; each other one of a list, a dictionary, a namespace, a value or an array writes.
_READS = frozenset([
    "__add__", "__contains__", "__eq__", "__getattribute__", "__getitem__", "__getslice__", "__iter__", "__len__",
    "__mul__", "__ne__", "__repr__", "__reversed__", "__rmul__", "__str__", "#GETVALUE", "copy", "count", "get",
    "has_key", "index", "items", "iteritems", "iterkeys", "itervalues", "keys", "values",
])  # fmt: skip
# Methods whose first argument names the part that they read or write.
_ITEM = frozenset(["__getitem__", "__setitem__", "__delitem__"])
_PARTIAL = {
    "dict": _ITEM | frozenset(["__contains__", "get", "has_key", "pop", "setdefault"]),
    "list": frozenset(["__getitem__", "__setitem__"]),
    "array": frozenset(["__getitem__", "__setitem__"]),
    "namespace": frozenset(["__getattribute__", "__setattr__", "__delattr__"]),
}
_TEXTS = (str, type(""))
# The code of the function that makes several waits on a condition of one.
outer = []
_describe, _getframe = settings.describe, sys._getframe


def shorten(timeout):
    """Return a timeout as it is really waited; a plain number, for it goes to the server."""
    waited = objects.shorten(timeout)
    return timeout if waited is timeout else float(waited)


def _split(args, kwargs, forever, name):
    return objects.split(args, kwargs, forever, name, shorten=shorten)


def _timeout_of(args, kwargs):
    """Return the timeout of a call that has no other argument, as told, and the arguments as waited."""
    timeout = args[0] if args else kwargs.get("timeout")
    return timeout, (shorten(timeout),), {}


def lock_of(key, detail):
    """Return the key of a condition's lock: that which it was given, or that of one of its own."""
    return detail or key + ".lock"


# things that hold data -----------------------------------------------------------------------------------------------


def _access(note, method, args, kwargs, ask):
    """Read or write; of a part of it alone where the call names one."""
    is_read = method in _READS
    if not is_read:
        arrivals.wait()
    try:
        return ask(args, kwargs)
    finally:
        part = _show(args[0]) if args and method in _PARTIAL.get(note[0], ()) else ""
        event("access", note[1], ("r " if is_read else "w ") + part if part else "r" if is_read else "w")


def _show(key):
    """Return a key of a dictionary or an index as text; nothing if its text might not be the same wherever it is equal."""
    if type(key) is tuple:
        parts = [_show(part) for part in key]
        return "(%s)" % ", ".join(parts) if all(parts) else ""
    if type(key) is int:
        return "%d" % key if key >= 0 else ""
    return repr(key).lstrip("u") if type(key) in _TEXTS else ""


def _call(note, method, args, kwargs, ask):
    """A method of a class of the script's own: nobody knows what it does."""
    arrivals.wait()
    number = objects.new_key()
    event("remote", number)
    try:
        return ask(args, kwargs, number)[0]
    finally:
        event("access", note[1], "w")


# queues ----------------------------------------------------------------------------------------------------------------


def _put(note, method, args, kwargs, ask):
    key, size = note[1], note[2].partition(" ")[2]
    told, rest = "0", args[1:]
    if method == "put":
        told, rest, kwargs = _split(rest, kwargs, None, "block")
    arrivals.wait()
    if size != "0":
        event("put-call", key, told)
    try:
        answer, number = ask(args[:1] + tuple(rest), kwargs, "")
    except Exception as error:
        if type(error).__name__ == "Full":
            event("put", key, "full")
        raise
    event("put", key, number)
    return answer


def _get(note, method, args, kwargs, ask):
    told = "0"
    if method == "get":
        told, args, kwargs = _split(args, kwargs, None, "block")
    event("take-call", note[1], told)
    try:
        answer, number = ask(args, kwargs, "")
    except Exception as error:
        if type(error).__name__ == "Empty":
            event("take", note[1], "empty")
        raise
    event("take", note[1], number)
    return answer


def _join(note, method, args, kwargs, ask):
    event("tasks-join-call", note[1])
    answer = ask(args, kwargs)
    event("tasks-join", note[1])
    return answer


# locks and what is made of them ----------------------------------------------------------------------------------------


def _acquire(note, method, args, kwargs, ask):
    what, key, detail = note
    if what == "condition":
        key = lock_of(key, detail)
    told, args, kwargs = _split(args, kwargs, -1, "blocking")
    is_lock = "semaphore" not in what
    if is_lock:
        arrivals.wait_for_lock()
    event("acquire-call", key, told)
    got = ask(args, kwargs)
    event("acquire", key, int(bool(got)))
    if got and is_lock:
        arrivals.take()
    return got


def _release(note, method, args, kwargs, ask):
    what, key, detail = note
    answer = ask(args, kwargs)
    event("release", lock_of(key, detail) if what == "condition" else key)
    if "semaphore" not in what:
        arrivals.take(-1)
    return answer


def _cond_wait(note, method, args, kwargs, ask):
    told, shortened, _ = _timeout_of(args, kwargs)
    frame = _getframe(3)  # past `_callmethod` and the proxy's own method
    if frame.f_code in outer:
        if told is not None:
            told = vars(frame.f_locals["timeout"]).pop("told", told * settings.speed)
    else:
        args = shortened
    event("cond-wait-call", note[1], _describe(told))
    answer, got = ask(args, {}, "")
    event("cond-wait", note[1], int(bool(answer)) if got == "" else got)
    return answer


def make_wait_for(original):
    """`wait_for` is the waits that it makes: the first is told what the script said, each later one what is left."""

    def wait_for(self, predicate, timeout=None):
        if isinstance(timeout, (int, float)):
            told, timeout = timeout, objects.Timeout(shorten(timeout))
            timeout.told = told
        return original(self, predicate, timeout)

    return wait_for


def _notify(note, method, args, kwargs, ask):
    answer = ask(args, kwargs)
    event("notify", note[1], "" if method == "notify_all" else args[0] if args else 1)
    return answer


def _flag_wait(note, method, args, kwargs, ask):
    told, args, kwargs = _timeout_of(args, kwargs)
    event("flag-wait-call", note[1], _describe(told))
    is_set = ask(args, kwargs)
    event("flag-wait", note[1], int(bool(is_set)))
    return is_set


def _barrier(note, method, args, kwargs, ask):
    told, args, kwargs = _timeout_of(args, kwargs)
    event("barrier-call", note[1], _describe(told))
    try:
        index = ask(args, kwargs)
    except Exception:  # broken, or its action fails and breaks it
        event("barrier", note[1], "broken")
        raise
    event("barrier", note[1], index)
    return index


# simple ones -----------------------------------------------------------------------------------------------------------


def _tell(kind):
    """Return the function for a call that cannot fail: it is recorded just before."""

    def call(note, method, args, kwargs, ask):
        event(kind, note[1])
        return ask(args, kwargs)

    return call


def _done(note, method, args, kwargs, ask):
    answer = ask(args, kwargs)
    event("task-done", note[1])
    return answer


def _ask(note, method, args, kwargs, ask):
    answer = ask(args, kwargs)
    name = args[0] if method == "__getattribute__" else method
    event("ask", note[1], name, int(answer) if isinstance(answer, bool) else answer)
    return answer


def _pass(note, method, args, kwargs, ask):
    return ask(args, kwargs)


def _leave(note, method, args, kwargs, ask):
    unfollowed.tell("multiprocessing.managers.%s.%s" % (note[0], method))
    return ask(args, kwargs)


_LOCK = {"acquire": _acquire, "__enter__": _acquire, "release": _release, "__exit__": _release, "locked": _ask}
_KINDS = {
    "queue": {
        "put": _put, "put_nowait": _put, "get": _get, "get_nowait": _get, "task_done": _done, "join": _join,
        "qsize": _ask, "empty": _ask, "full": _ask,
    },
    "lock": _LOCK, "rlock": _LOCK, "semaphore": _LOCK, "bounded-semaphore": _LOCK,
    "condition": dict(_LOCK, wait=_cond_wait, notify=_notify, notify_all=_notify),
    "event": {"set": _tell("set"), "clear": _tell("clear"), "wait": _flag_wait, "is_set": _ask},
    "barrier": {"wait": _barrier, "__getattribute__": _ask},
}  # fmt: skip


def find(what, method):
    """Return the function for a method of a kind."""
    if what in _KINDS:
        return _KINDS[what].get(method) or (_pass if method in _READS else _leave)
    return _call if what == "object" else _access
