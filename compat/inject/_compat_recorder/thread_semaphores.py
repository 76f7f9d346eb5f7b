"""`threading.Semaphore` and `BoundedSemaphore`: made, acquired, released.

Run by: the import of `threading`.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules; see `sitecustomize`.
"""

from __future__ import absolute_import

from . import hooks, notes, objects
from .trace import event

_KINDS = (("Semaphore", "semaphore"), ("BoundedSemaphore", "bounded-semaphore"))


def patch_threading(module):
    """Watch semaphores; functions make them on 2.7."""
    for name, what in _KINDS:
        kind = getattr(module, "_" + name, None) or getattr(module, name)
        hooks.patch(kind, "__init__", lambda original, what=what: _make_init(original, what))
        hooks.patch_aliases(kind, "acquire", _make_acquire)
        hooks.patch(kind, "release", _make_release)


def _make_init(original, what):
    def __init__(self, value=1, *args, **kwargs):
        original(self, value, *args, **kwargs)
        if objects.is_script():
            objects.announce(self, what, value)

    return __init__


def _make_acquire(original):
    tell, find, split = event, objects.key_of, objects.split

    def acquire(self, *args, **kwargs):
        key = find(self)
        if key is None:
            return original(self, *args, **kwargs)
        told, args, kwargs = split(args, kwargs)
        tell("acquire-call", key, told)
        got = original(self, *args, **kwargs)
        tell("acquire", key, int(bool(got)))
        return got

    return acquire


def _make_release(original):
    tell, find, attributes, may_release = event, objects.key_of, notes.attributes, _may_release

    def release(self, *args, **kwargs):
        """Release; one that fails is none, one that another thread made possible meanwhile is told late."""
        key = find(self)
        if key is None:
            return original(self, *args, **kwargs)
        count = args[0] if args else kwargs.get("n", 1)
        may = may_release(attributes(self), count)
        if may:
            for _ in range(count):
                tell("release", key)
        original(self, *args, **kwargs)
        if not may:
            for _ in range(count):
                tell("release", key)

    return release


def _may_release(names, count):
    """Say whether a semaphore with these attributes takes this many releases."""
    most = names.get("_initial_value")
    value = names.get("_value", names.get("_Semaphore__value"))
    return isinstance(count, int) and count >= 1 and (most is None or value + count <= most)
