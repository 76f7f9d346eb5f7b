"""`threading.Lock` and `RLock`: made, acquired, released, asked.

Run by: the import of `threading`.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules; see `sitecustomize`.

Both are written in C (`RLock` is not on 2.7), so the script gets a stand-in: a lock of the same class, as far as a
script can ask, which has the real one do all.  What a Condition does with its lock inside `wait` and `notify` is told
by those; the lock stays silent then.
"""

from __future__ import absolute_import

import sys

from . import hooks, objects, unfollowed
from .arrival import arrivals
from .trace import event

# What a Condition does for itself, where its lock has no method of the name.
_INNER = ("_release_save", "_acquire_restore", "_is_owned")
# Methods of locks (not every kind has all of them) by what they do.
_ACQUIRES = ("acquire", "acquire_lock", "__enter__")
_RELEASES = ("release", "release_lock", "__exit__")
_ASKS = ("locked", "locked_lock")


class _Kit(object):
    """What the methods of a stand-in need, kept for the time when the interpreter has emptied the modules."""

    def __init__(self, owned):
        self.event, self.getframe, self.split = event, sys._getframe, objects.split
        self.wait, self.take = arrivals.wait_for_lock, arrivals.take
        self.owned = owned  # the method that says whether a release will succeed
        self.inner = set()

    def acquire(self, lock, method, args, kwargs):
        told, args, kwargs = self.split(args, kwargs, -1)
        self.wait()
        self.event("acquire-call", lock._recorder_note, told)
        got = method(*args, **kwargs)
        try:
            self.event("acquire", lock._recorder_note, int(bool(got)))
        except BaseException:  # a signal handler's, as if it had come a moment sooner
            if got:
                lock._recorder_plain.release()
            raise
        if got:
            self.take()
        return got

    def release(self, lock, method, args, kwargs):
        """Release; one that fails is none.  Another thread may be quicker than the question: better told late then."""
        may = getattr(lock._recorder_plain, self.owned)()
        try:
            if may:
                self.event("release", lock._recorder_note)
        finally:
            method(*args, **kwargs)
        if not may:
            self.event("release", lock._recorder_note)
        self.take(-1)


class _Lock(object):
    """Stands for a lock; what is not told here is the lock's own."""

    __slots__ = ("__weakref__", "_recorder_note", "_recorder_plain")

    @property
    def __class__(self):
        return type(self._recorder_plain)

    def __getattr__(self, name):
        return getattr(self._recorder_plain, name)

    def __setattr__(self, name, value):
        setattr(self._recorder_plain, name, value)

    def __delattr__(self, name):
        delattr(self._recorder_plain, name)

    def __dir__(self):
        return dir(self._recorder_plain)

    def __repr__(self):
        return repr(self._recorder_plain)

    def __reduce_ex__(self, protocol):
        return self._recorder_plain.__reduce_ex__(protocol)


def patch_threading(module):
    """Put stand-ins for locks in the place of those that the script makes."""
    condition = getattr(module, "_Condition", None) or module.Condition
    inner = [vars(condition)[name].__code__ for name in _INNER]
    reentrant = "_CRLock" if hasattr(module, "_CRLock") else "_RLock"
    for name, what, owned in (("Lock", "lock", "locked"), (reentrant, "rlock", "_is_owned")):
        kit = _Kit(owned)
        kit.inner.update(inner)
        _patch(module, name, what, kit)


def _patch(module, name, what, kit):
    original = hooks.original_of(getattr(module, name))
    is_class = isinstance(original, type)
    plain = original if is_class else type(original())

    def call(*args, **kwargs):  # not the class itself: `staticmethod` would leave annotations on it
        return plain(*args, **kwargs)

    def derive():  # from the real class, whose instances are not recorded
        unfollowed.tell("threading." + name.replace("_C", "").lstrip("_"))

    stand_in = hooks.stand_for_class(plain, call, derive, _namespace(plain, kit), _Lock)
    make = _maker(stand_in, what)
    if is_class:
        stand_in._recorder_call = staticmethod(make(original))
        hooks.put_in_place(module, name, stand_in, original)
    else:
        hooks.patch_builtin(module, name, make)
    stand_in.__module__ = plain.__module__


def _maker(stand_in, what):
    def make(original):
        def make_lock(*args, **kwargs):
            lock = original(*args, **kwargs)
            return _wrap(lock, stand_in, what) if objects.is_script() else lock

        return make_lock

    return make


def _wrap(lock, stand_in, what):
    try:
        wrapped, key = object.__new__(stand_in), objects.new_key()
        object.__setattr__(wrapped, "_recorder_plain", lock)
        object.__setattr__(wrapped, objects.NOTE, key)
        event("make", key, what, "thread", "")
        return wrapped
    except Exception:
        return lock


def _namespace(plain, kit):
    """Return the methods of a stand-in: those that the real lock has."""
    namespace = {"__slots__": (), "_recorder_kit": kit, "__doc__": plain.__doc__}
    for names, make in ((_ACQUIRES, _make_acquire), (_RELEASES, _make_release), (_ASKS, _make_ask)):
        for name in names:
            if hasattr(plain, name):
                namespace[name] = hooks.imitate(make(name), getattr(plain, name))
    return namespace


def _make_acquire(name):
    def acquire(self, *args, **kwargs):
        kit, method = self._recorder_kit, getattr(self._recorder_plain, name)
        if kit.getframe(1).f_code in kit.inner:
            return method(*args, **kwargs)
        return kit.acquire(self, method, args, kwargs)

    return acquire


def _make_release(name):
    def release(self, *args, **kwargs):
        kit, method = self._recorder_kit, getattr(self._recorder_plain, name)
        if kit.getframe(1).f_code in kit.inner:
            return method(*args, **kwargs)
        return kit.release(self, method, args, kwargs)

    return release


def _make_ask(name):
    def locked(self):
        answer = getattr(self._recorder_plain, name)()
        self._recorder_kit.event("ask", self._recorder_note, "locked", int(answer))
        return answer

    return locked
