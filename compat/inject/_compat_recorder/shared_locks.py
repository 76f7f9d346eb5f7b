"""multiprocessing's Lock, RLock, Semaphore and BoundedSemaphore: made, acquired, released, asked.

Run by: the import of `multiprocessing.synchronize`, and the families of what is made of locks.  Versions: 2.7 and 3.6
or later.  May not import: anything but builtin modules and what that module has imported; see `sitecustomize`.

A lock has a semaphore written in C do all; that of a lock which the script made is replaced by a stand-in, and every
other lock stays as it is.  What a function that is told as a whole does with a lock (`Condition.wait`, the `value` of a
Value) is not told.
"""

from __future__ import absolute_import

import sys

from . import hooks, objects, shared, unfollowed
from .arrival import arrivals
from .trace import event

_KINDS = (("Lock", "lock"), ("RLock", "rlock"), ("Semaphore", "semaphore"), ("BoundedSemaphore", "bounded-semaphore"))
_WHATS = frozenset([what for _, what in _KINDS])
_RECURSIVE = 0
# Codes of functions that are told as a whole, and of those that merely pass a call on.
inner = set()
passing = set()


class _Semaphore(object):
    """Stands for the semaphore of a lock; what is not told here is the semaphore's own."""

    __slots__ = ("_recorder_is_lock", "_recorder_key", "_recorder_kit", "_recorder_plain")

    def __init__(self, plain, key, is_lock, kit):
        self._recorder_plain, self._recorder_key = plain, key
        self._recorder_is_lock, self._recorder_kit = is_lock, kit

    @property
    def __class__(self):
        return type(self._recorder_plain)

    def __getattr__(self, name):
        return getattr(self._recorder_plain, name)

    def __repr__(self):
        return repr(self._recorder_plain)

    def __reduce_ex__(self, protocol):
        return self._recorder_plain.__reduce_ex__(protocol)

    def acquire(self, *args, **kwargs):
        return self._recorder_kit.acquire(self, self._recorder_plain.acquire, args, kwargs)

    def release(self):
        return self._recorder_kit.release(self)

    def __enter__(self):
        return self._recorder_kit.acquire(self, self._recorder_plain.__enter__, (), {})

    def __exit__(self, *args):
        return self._recorder_kit.release(self)


class _Kit(object):
    """What stand-ins do, and all that they need for it when the interpreter has emptied the modules."""

    def __init__(self):
        self.event, self.getframe, self.split = event, sys._getframe, objects.split
        self.wait, self.take = arrivals.wait_for_lock, arrivals.take
        self.inner, self.passing, self.recursive = inner, passing, _RECURSIVE

    def is_inner(self):
        """Say whether what calls the stand-in's method is told as a whole."""
        frame = self.getframe(2).f_back
        while frame is not None and frame.f_code in self.passing:
            frame = frame.f_back
        return frame is not None and frame.f_code in self.inner

    def acquire(self, semaphore, method, args, kwargs):
        """Acquire; if a signal handler raises before the caller has it, nothing was acquired."""
        if self.is_inner():
            return method(*args, **kwargs)
        told, args, kwargs = self.split(args, kwargs, name="block")
        key, is_lock, got = semaphore._recorder_key, semaphore._recorder_is_lock, False
        if is_lock:
            self.wait()
        self.event("acquire-call", key, told)
        try:
            got = method(*args, **kwargs)
            self.event("acquire", key, int(got))
        except BaseException:
            if got:
                semaphore._recorder_plain.release()
            raise
        if got and is_lock:
            self.take()
        return got

    def release(self, semaphore):
        """Release; one that fails is none.  Another process may be quicker than the question: better told late then."""
        plain, key = semaphore._recorder_plain, semaphore._recorder_key
        if self.is_inner():
            return plain.release()
        may = self.may_release(plain)
        try:
            if may:
                self.event("release", key)
        finally:
            plain.release()
        if not may:
            self.event("release", key)
        if semaphore._recorder_is_lock:
            self.take(-1)

    def may_release(self, plain):
        try:
            return plain._is_mine() if plain.kind == self.recursive else plain._get_value() < plain.maxvalue
        except NotImplementedError:  # some systems do not tell the value
            return True


_kit = _Kit()


def patch_synchronize(module):
    """Watch the locks that the script makes, and those that come out of a pickle."""
    for name, what in _KINDS:
        hooks.patch(getattr(module, name), "__init__", lambda original, what=what: _make_init(original, what))
    hooks.patch(module.SemLock, "__setstate__", _make_setstate)
    hooks.patch(module.SemLock, "locked", objects.asked("locked"))
    hooks.patch(module.Semaphore, "get_value", objects.asked("get_value"))
    for kind in (module.SemLock, module.Condition):
        add_passing(kind)
    inner.add(vars(module.Condition)["wait"].__code__)


def add_passing(kind):
    """Let the `with` of a class pass on to its lock."""
    for name in ("__enter__", "__exit__"):
        if name in vars(kind):
            passing.add(vars(kind)[name].__code__)


def _watch(lock, what, key):
    lock._semlock = _Semaphore(lock._semlock, key, what in ("lock", "rlock"), _kit)
    lock._make_methods()


def announce(lock, what, detail=""):
    """Give a key to a lock that the script has made, itself or by making something that has it; returns the key."""
    key = shared.announce_by(lock, what, detail)
    _watch(lock, what, key)
    return key


def key_of_inner(lock, holder):
    """Return the key of the lock of something that the script made; one that was made for it gets its key now."""
    key = objects.key_of(lock)
    if key is None and hasattr(lock, "_semlock"):
        key = announce(lock, "rlock" if lock._semlock.kind == _RECURSIVE else "lock")
    elif key is None:  # one of a Manager's, or of the script's own
        unfollowed.tell("multiprocessing.%s(lock)" % holder)
    return key or ""


def _make_init(original, what):
    def __init__(self, *args, **kwargs):
        original(self, *args, **kwargs)
        if shared.is_made_by_script():
            try:
                value = args[0] if args else kwargs.get("value", 1)
                announce(self, what, value if "semaphore" in what else "")
            except Exception:
                pass

    return __init__


def _make_setstate(original):
    def __setstate__(self, state):
        original(self, state)
        what, key = shared.find(shared.name_of(self))
        if key is not None:
            shared.attributes(self)[shared.NOTE] = key
            if what in _WHATS:
                _watch(self, what, key)

    return __setstate__
