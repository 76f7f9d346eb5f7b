"""multiprocessing's Condition, Event and Barrier: made, waited for, notified, set, cleared, asked.

Run by: the import of `multiprocessing.synchronize`.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules and what that module has imported; see `sitecustomize`.

Each is known by a semaphore of its own, which carries the key.  Acquiring and releasing a Condition is its lock's; what
`wait` and `notify` refuse, because the lock is not held, is not recorded.  `wait_for` is the waits it makes: the first
is told what the script said, each later one what is left of that.  A Barrier waits by what it has from `threading`.
"""

from __future__ import absolute_import

import sys

from . import hooks, objects, real, settings, shared, shared_locks
from .trace import event

_IS_2 = sys.version_info[0] == 2


def patch_synchronize(module):
    """Watch conditions, events and barriers."""
    condition = module.Condition
    outer = getattr(vars(condition).get("wait_for"), "__code__", None)
    all_code = vars(condition)["notify_all"].__code__
    hooks.patch(condition, "__init__", _make_condition)
    hooks.patch(condition, "wait", lambda original: _make_wait(original, outer))
    hooks.patch(condition, "wait_for", _make_wait_for)
    hooks.patch(condition, "notify", lambda original: _make_notify(original, 1, all_code))
    hooks.patch(condition, "notify_all", lambda original: _make_notify(original, None, None))
    hooks.patch(module.Event, "__init__", _make_event)
    for name in ("set", "clear"):
        hooks.patch(module.Event, name, objects.before(name, _key_of_event))
    hooks.patch(module.Event, "wait", _make_flag_wait)
    hooks.patch(module.Event, "is_set", objects.asked("is_set", _key_of_event))
    if hasattr(module, "Barrier"):
        hooks.patch(module.Barrier, "__init__", _make_barrier)
        hooks.patch(module.Barrier, "__setstate__", _make_barrier_again)


def _key_of_condition(condition, note_of=shared.note_of):
    return note_of(getattr(condition, "_wait_semaphore", None))


def _key_of_event(flag, note_of=shared.note_of):
    return note_of(getattr(flag, "_flag", None))


def _make_condition(original):
    def __init__(self, *args, **kwargs):
        original(self, *args, **kwargs)
        if shared.is_made_by_script():
            try:
                key = shared_locks.key_of_inner(self._lock, "Condition")
                self._make_methods()
                shared.announce_by(self._wait_semaphore, "condition", key)
                if _IS_2:
                    _remember(self._wait_semaphore)
            except Exception:
                pass

    return __init__


# By thread: whether it got the semaphore that it last waited for; 2.7's `wait` does not say.
_got = {}


def _remember(semaphore):
    plain, got, ident = semaphore.acquire, _got, real.get_ident

    def acquire(*args):
        answer = got[ident()] = plain(*args)
        return answer

    semaphore.acquire = acquire


def _make_wait(original, outer):
    tell, find, getframe, ident = event, _key_of_condition, sys._getframe, real.get_ident
    shorten, describe, speed, results = objects.shorten, settings.describe, settings.speed, _got if _IS_2 else None

    def wait(self, timeout=None):
        key = find(self)
        if key is None or not self._lock._semlock._is_mine():
            return original(self, timeout)
        told, frame = timeout, getframe(1)
        if frame.f_code is not outer:
            timeout = shorten(timeout)
        elif timeout is not None:
            told = getattr(frame.f_locals["timeout"], "__dict__", {}).pop("told", timeout * speed)
        tell("cond-wait-call", key, describe(told))
        got = original(self, timeout)
        tell("cond-wait", key, int(bool(got if results is None else results.pop(ident(), True))))
        return got

    return wait


def _make_wait_for(original):
    find, shorten, timeout_kind = _key_of_condition, objects.shorten, objects.Timeout

    def wait_for(self, predicate, timeout=None):
        if find(self) is not None and isinstance(timeout, (int, float)):
            told, timeout = timeout, timeout_kind(shorten(timeout))
            timeout.told = told
        return original(self, predicate, timeout)

    return wait_for


def _make_notify(original, count, caller):
    """`notify` and `notify_all`, which calls the former from 3.7 on."""
    tell, find, getframe = event, _key_of_condition, sys._getframe

    def notify(self, *args, **kwargs):
        key = find(self)
        if key is not None and self._lock._semlock._is_mine() and getframe(1).f_code is not caller:
            tell("notify", key, "" if count is None else args[0] if args else kwargs.get("n", count))
        return original(self, *args, **kwargs)

    return notify


def _make_event(original):
    def __init__(self, *args, **kwargs):
        original(self, *args, **kwargs)
        if shared.is_made_by_script():
            try:
                shared.announce_by(self._flag, "event")
            except Exception:
                pass

    return __init__


def _make_flag_wait(original):
    tell, find, shorten, describe = event, _key_of_event, objects.shorten, settings.describe

    def wait(self, timeout=None):
        key = find(self)
        if key is None:
            return original(self, timeout)
        tell("flag-wait-call", key, describe(timeout))
        is_set = original(self, shorten(timeout))
        tell("flag-wait", key, int(bool(is_set)))
        return is_set

    return wait


def _make_barrier(original):
    def __init__(self, parties, *args, **kwargs):
        original(self, parties, *args, **kwargs)
        if shared.is_made_by_script():
            try:
                key = shared.announce_by(self._cond._woken_count, "barrier", parties)
                shared.attributes(self)[shared.NOTE] = key
            except Exception:
                pass

    return __init__


def _make_barrier_again(original):
    """A barrier that comes out of a pickle (or is being made, and has no key yet)."""

    def __setstate__(self, state):
        original(self, state)
        key = shared.note_of(self._cond._woken_count)
        if key is not None:
            shared.attributes(self)[shared.NOTE] = key

    return __setstate__
