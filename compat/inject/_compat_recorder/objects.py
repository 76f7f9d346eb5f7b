"""Objects by which threads and processes wait for each other: their keys, their making, and what their hooks share.

Run by: the families of locks, conditions, semaphores, events, barriers and queues.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules; see `sitecustomize`.

An object that the script makes carries its key; one of the standard library's own has none and is left alone.  All that
an object carries is plain values, so a copy or a pickle of it is none the worse.  A hook keeps in itself what it needs,
for a `__del__` may use an event when the interpreter has emptied the modules.
"""

from __future__ import absolute_import

from . import job, notes, place, real, settings
from .trace import event

# Not the note of `notes`: a queue of a pool has both.
NOTE = "_recorder_key"
# The longest timeout that the interpreter takes; what it refuses must be refused.
_MOST = getattr(real.threads, "TIMEOUT_MAX", 1e9)


class Timeout(float):
    """A timeout as it is really waited; it knows what the script said."""


def key_of(thing):
    """Return the key of an object that the script made, or None."""
    return getattr(thing, "_recorder_key", None)


def is_script():
    """Say whether the script calls the hook that asks; nothing is the script's once the modules are emptied."""
    try:
        return place.is_script(3)
    except Exception:
        return False


def new_key():
    """Return a key for an object that is made in this process."""
    return "%d.%d" % (real.getpid(), job.next_number("object"))


def announce(thing, what, detail=""):
    """Give a key to an object that the script has made, and record its making."""
    try:
        key = new_key()
        notes.attributes(thing)[NOTE] = key
        event("make", key, what, "thread", detail)
    except Exception:
        pass


def shorten(timeout, shortened=settings.shorten, speed=settings.speed, most=_MOST, kind=Timeout):
    """Return a timeout of the script as it is really waited; one that will be refused stays as it is."""
    try:
        if speed == 1 or timeout is None or not 0 < timeout <= most:
            return timeout
        result = kind(shortened(timeout))
        result.told = timeout
        return result
    except (TypeError, ValueError):
        return timeout


def split(args, kwargs, forever=None, name="blocking", describe=settings.describe, shorten=shorten):
    """Return the timeout as told and the arguments as waited of an `acquire(blocking, timeout)` or the like."""
    blocking = args[0] if args else kwargs.get(name, True)
    timeout = args[1] if len(args) > 1 else kwargs.get("timeout", forever)
    if not blocking:
        return "0", args, kwargs
    if timeout is None or timeout == forever:
        return "", args, kwargs
    if len(args) > 1:
        args = (args[0], shorten(timeout)) + args[2:]
    else:
        kwargs = dict(kwargs, timeout=shorten(timeout))
    return describe(timeout), args, kwargs


def before(kind, find=key_of):
    """Return the maker of a hook that records one event just before the call."""
    tell = event

    def make(original):
        def told(self, *args, **kwargs):
            key = find(self)
            if key is not None:
                tell(kind, key)
            return original(self, *args, **kwargs)

        return told

    return make


def asked(name, find=key_of):
    """Return the maker of a hook for a method that answers at once."""
    tell = event

    def make(original):
        def ask(self, *args, **kwargs):
            answer = original(self, *args, **kwargs)
            key = find(self)
            if key is not None:
                tell("ask", key, name, int(answer) if isinstance(answer, bool) else answer)
            return answer

        return ask

    return make
