"""What a manager's server has made for its clients: of what kind it is, and what else a client must know of it.

Run by: `managers`, in the server.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules and what `multiprocessing.managers` has imported; see `sitecustomize`.

The things are those of one process's threads.  What the server's own threads do with them stays silent here, for each
call is recorded by who makes it; so a thing that the script itself made loses its key in the server, where it can.
"""

from __future__ import absolute_import

import sys

from . import notes, objects, real, thread_conditions, thread_queues, unfollowed

_IS_2 = sys.version_info[0] == 2
_KINDS = {
    ("queue", "Queue"): "queue", ("Queue", "Queue"): "queue",
    ("_thread", "lock"): "lock", ("thread", "lock"): "lock",
    ("_thread", "RLock"): "rlock", ("threading", "_RLock"): "rlock",
    ("threading", "BoundedSemaphore"): "bounded-semaphore", ("threading", "_BoundedSemaphore"): "bounded-semaphore",
    ("threading", "Semaphore"): "semaphore", ("threading", "_Semaphore"): "semaphore",
    ("threading", "Condition"): "condition", ("threading", "_Condition"): "condition",
    ("threading", "Event"): "event", ("threading", "_Event"): "event",
    ("threading", "Barrier"): "barrier",
    ("multiprocessing.managers", "Namespace"): "namespace",
    ("multiprocessing.managers", "Value"): "value",
    ("array", "array"): "array",
    ("builtins", "list"): "list", ("__builtin__", "list"): "list",
    ("builtins", "dict"): "dict", ("__builtin__", "dict"): "dict",
    ("multiprocessing.pool", "Pool"): "pool", ("multiprocessing.pool", "ApplyResult"): "pool",
    ("multiprocessing.pool", "IMapIterator"): "pool",
}  # fmt: skip
# Kinds that keep their key as an attribute, which can be taken away.
_FORGETFUL = frozenset(["queue", "event", "barrier", "semaphore", "bounded-semaphore"])


def what_is(thing):
    """Return the kind of a thing as the trace tells it; None for what is not followed and for plain iterators."""
    what = _find_kind(thing.__class__)
    if what == "pool":
        unfollowed.tell("multiprocessing.managers.Pool")
        return None
    # A lock's stand-in has no dictionary; a class of the script's may answer any name.
    has_key = objects.key_of(thing) if what in ("lock", "rlock") else notes.attributes(thing).get(objects.NOTE)
    if has_key is not None:
        if what not in _FORGETFUL:
            unfollowed.tell("multiprocessing.managers.register")
            return None
        del notes.attributes(thing)[objects.NOTE]
    return what


def _find_kind(kind):
    for one in getattr(kind, "__mro__", None) or thread_queues.ancestors(kind):
        what = _KINDS.get((one.__module__, one.__name__))
        if what is not None:
            return what
    is_plain = kind.__module__ in ("builtins", "__builtin__") and kind.__name__ != "generator"
    return None if is_plain and (hasattr(kind, "__next__") or hasattr(kind, "next")) else "object"


def watch(thing, what, key_of_lock):
    """Prepare a thing for its clients' questions; return the detail of its making."""
    if what == "queue":
        return thread_queues.watch(thing, thing.maxsize, sys.modules["Queue" if _IS_2 else "queue"], {})
    attributes = notes.attributes(thing)
    if what == "condition":
        if _IS_2:
            attributes["_Condition__waiters"] = thread_conditions.Waiters()
        return key_of_lock(attributes["_Condition__lock" if _IS_2 else "_lock"]) or ""
    if what == "barrier":
        return thing.parties
    return attributes["_Semaphore__value" if _IS_2 else "_value"] if "semaphore" in what else ""


def told_last(thing):
    """Return what this thread's last call on a thing did that its result does not tell: a message's number, `1` or `0`."""
    attributes = notes.attributes(thing)
    told = thread_queues.told_by(thing)
    if told is not None:
        return told.pop(real.get_ident(), "")
    waiters = attributes.get("_Condition__waiters")
    return int(not waiters.take_late()) if waiters is not None else ""
