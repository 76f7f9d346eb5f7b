"""`threading.Condition`: made, waited for, notified; acquiring and releasing is its lock's.

Run by: the import of `threading`.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules; see `sitecustomize`.

What `wait` and `notify` refuse, because the lock is not held, is not recorded.  `wait_for` is the waits it makes: the
first is told what the script said, each later one what is left of that.
"""

from __future__ import absolute_import

import sys

from . import hooks, notes, objects, real, settings, thread_locks, unfollowed
from .trace import event

_IS_2 = sys.version_info[0] == 2


class Waiters(list):
    """The list of those who wait for a Condition of 2.7: who takes himself out has timed out, and `wait` does not say."""

    def __init__(self):
        list.__init__(self)
        self.late = set()
        self.getframe, self.ident = sys._getframe, real.get_ident

    def remove(self, waiter):
        if self.getframe(1).f_code.co_name == "wait":
            self.late.add(self.ident())
        list.remove(self, waiter)

    def take_late(self):
        """Say whether this thread's wait has timed out; once."""
        ident = self.ident()
        is_late = ident in self.late
        self.late.discard(ident)
        return is_late


def patch_threading(module):
    """Watch conditions; a function makes them on 2.7."""
    condition = getattr(module, "_Condition", None) or module.Condition
    wait_for = vars(condition).get("wait_for")
    outer = getattr(wait_for, "__code__", None)
    notifying = set()  # threads in `notify_all`, which calls `notify`
    hooks.patch(condition, "__init__", _make_init)
    hooks.patch(condition, "wait", lambda original: _make_wait(original, outer))
    hooks.patch(condition, "wait_for", _make_wait_for)
    hooks.patch(condition, "notify", lambda original: _make_notify(original, notifying))
    hooks.patch_aliases(condition, "notify_all", lambda original: _make_notify_all(original, notifying))


def _make_init(original):
    def __init__(self, lock=None, *args, **kwargs):
        if not objects.is_script():
            return original(self, lock, *args, **kwargs)
        if lock is None:
            lock = thread_locks.make_inner()
        original(self, lock, *args, **kwargs)
        key = objects.key_of(lock)
        if key is None:
            unfollowed.tell("threading.Condition(lock)")
        if _IS_2:
            notes.attributes(self)["_Condition__waiters"] = Waiters()
        objects.announce(self, "condition", key or "")

    return __init__


def _make_wait(original, outer):
    tell, find, shorten, describe, getframe = event, objects.key_of, objects.shorten, settings.describe, sys._getframe
    speed, attributes, is_2 = settings.speed, notes.attributes, _IS_2

    def wait(self, timeout=None):
        key = find(self)
        if key is None or not self._is_owned():
            return original(self, timeout)
        told = waited = timeout
        if getframe(1).f_code is not outer:
            waited = shorten(timeout)
        elif timeout is not None:
            told = getattr(timeout, "told", None)
            if told is None:
                told = timeout if speed == 1 else timeout * speed
        tell("cond-wait-call", key, describe(told))
        got = original(self, waited)
        tell("cond-wait", key, int(not attributes(self)["_Condition__waiters"].take_late() if is_2 else bool(got)))
        return got

    return wait


def _make_wait_for(original):
    find, shorten = objects.key_of, objects.shorten

    def wait_for(self, predicate, timeout=None):
        return original(self, predicate, timeout if find(self) is None else shorten(timeout))

    return wait_for


def _make_notify(original, notifying):
    tell, find, ident = event, objects.key_of, real.get_ident

    def notify(self, n=1):
        key = find(self)
        if key is not None and ident() not in notifying and self._is_owned():
            tell("notify", key, n)
        return original(self, n)

    return notify


def _make_notify_all(original, notifying):
    tell, find, ident = event, objects.key_of, real.get_ident

    def notify_all(self):
        key = find(self)
        if key is None or not self._is_owned():
            return original(self)
        tell("notify", key, "")
        notifying.add(ident())
        try:
            return original(self)
        finally:
            notifying.discard(ident())

    return notify_all
