"""`threading.Lock` (`thread.allocate_lock`) and `RLock`: made, acquired, released, asked.

Run by: the recorder's start-up, and the import of `threading`.  Versions: 2.7 and 3.6 or later.
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
# By the kind of a lock: what hooks a function that makes some, and that function hooked.  By its class: the stand-ins'.
_makers, _calls, _stand_ins = {}, {}, {}
# The code of `_INNER`.
_inner = set()


class _Kit(object):
    """What the methods of a stand-in need, kept for the time when the interpreter has emptied the modules."""

    def __init__(self, owned):
        self.event, self.getframe, self.split = event, sys._getframe, objects.split
        self.wait, self.take = arrivals.wait_for_lock, arrivals.take
        self.owned = owned  # the method that says whether a release will succeed
        self.inner = _inner

    def acquire(self, key, method, args, kwargs, got):
        """Acquire; the answer is put into `got` as soon as it is there."""
        told, args, kwargs = self.split(args, kwargs, -1)
        self.wait()
        self.event("acquire-call", key, told)
        got.append(method(*args, **kwargs))
        self.event("acquire", key, int(bool(got[0])))
        if got[0]:
            self.take()
        return got[0]

    def before_release(self, lock, caller):
        """Tell that a lock is about to be released; return whether that must be told late, if it succeeds.

        A release that fails is none; but another thread may be quicker than our question whether it will.
        """
        if caller in self.inner:
            return False
        may = getattr(lock._recorder_plain, self.owned)()
        if may:
            self.event("release", lock._recorder_key)
        self.take(-1)
        return not may


class _Lock(object):
    """Stands for a lock; what is not told here is the lock's own."""

    __slots__ = ("__weakref__", "_recorder_key", "_recorder_plain")

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


def patch_thread(module):
    """Put stand-ins in the place of the locks that the script makes; before 3.13 `threading.Lock` is this function."""
    for name in ("allocate_lock", "allocate"):
        if hasattr(module, name):
            original = hooks.original_of(getattr(module, name))
            _make_stand_in(type(original()), "lock", "locked")
            hooks.patch_builtin(module, name, _makers["lock"])


def patch_threading(module):
    """Do the same for the classes of `threading`."""
    condition = getattr(module, "_Condition", None) or module.Condition
    _inner.update([vars(condition)[name].__code__ for name in _INNER])
    if isinstance(hooks.original_of(module.Lock), type):
        _patch_class(module, "Lock", "lock", "locked")
    else:  # another's `.pth` file may have imported the module before us
        thread = sys.modules.get("_thread") or sys.modules["thread"]
        module.Lock = thread.allocate_lock
    if hasattr(module, "_CRLock"):
        _patch_class(module, "_CRLock", "rlock", "_is_owned")
    else:
        _make_stand_in(type(module.RLock()), "rlock", "_is_owned")
        _calls["rlock"] = _makers["rlock"](module.RLock)
        hooks.patch(module, "RLock", _makers["rlock"])


def make_inner():
    """Return the lock of a Condition that the script has given none."""
    return _calls["rlock"]()


def _patch_class(module, name, what, owned):
    original = hooks.original_of(getattr(module, name))
    stand_in = _make_stand_in(original, what, owned)
    _calls[what] = _makers[what](original)
    stand_in._recorder_call = staticmethod(_calls[what])
    hooks.put_in_place(module, name, stand_in, original)


def _make_stand_in(plain, what, owned):
    """Return the class of stand-ins for locks of a class, and keep what makes a function's locks such."""
    if plain in _stand_ins:
        return _stand_ins[plain]

    def call(*args, **kwargs):  # not the class itself: `staticmethod` would leave annotations on it
        return plain(*args, **kwargs)

    def derive():  # from the real class, whose instances are not recorded
        unfollowed.tell("threading." + what)

    stand_in = hooks.stand_for_class(plain, call, derive, _namespace(plain, _Kit(owned)), _Lock)
    stand_in.__module__ = plain.__module__
    _stand_ins[plain] = stand_in
    _makers[what] = _maker(stand_in, what)
    return stand_in


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
    namespace = {"__slots__": (), "_recorder_kit": kit, "__doc__": vars(plain).get("__doc__")}
    for names, make in ((_ACQUIRES, _make_acquire), (_RELEASES, _make_release), (_ASKS, _make_ask)):
        for name in names:
            if hasattr(plain, name):
                original = getattr(plain, name)
                namespace[name] = hooks.Method(hooks.imitate(make(name), original), original)
    return namespace


def _make_acquire(name):
    def acquire(self, *args, **kwargs):
        kit, lock, got = self._recorder_kit, self._recorder_plain, []
        method = getattr(lock, name)
        if kit.getframe(1).f_code in kit.inner:
            return method(*args, **kwargs)
        try:
            return kit.acquire(self._recorder_key, method, args, kwargs, got)
        except BaseException:  # a signal handler's, as if it had come a moment sooner
            if got and got[0]:
                lock.release()
            raise

    return acquire


def _make_release(name):
    def release(self, *args, **kwargs):
        kit = self._recorder_kit
        try:
            is_late = kit.before_release(self, kit.getframe(1).f_code)
        finally:  # whatever a signal handler raises meanwhile
            getattr(self._recorder_plain, name)(*args, **kwargs)
        if is_late:
            kit.event("release", self._recorder_key)

    return release


def _make_ask(name):
    def locked(self):
        answer = getattr(self._recorder_plain, name)()
        self._recorder_kit.event("ask", self._recorder_key, "locked", int(answer))
        return answer

    return locked
