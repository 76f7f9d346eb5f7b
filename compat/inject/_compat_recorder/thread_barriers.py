"""`threading.Barrier`: made, waited for, asked.

Run by: the import of `threading`.  Versions: 3.6 or later (2.7 has none).
May not import: anything but builtin modules; see `sitecustomize`.

`abort` and `reset`, which break a barrier for those who wait, are not followed.
"""

from __future__ import absolute_import

from . import hooks, notes, objects, settings, unfollowed
from .trace import event


def patch_threading(module):
    """Watch barriers."""
    kind = getattr(module, "Barrier", None)
    if kind is None:
        return
    hooks.patch(kind, "__init__", _make_init)
    hooks.patch(kind, "wait", _make_wait)
    for name in ("abort", "reset"):
        hooks.patch(kind, name, _make_unfollowed)
    for name in ("n_waiting", "broken"):
        plain = vars(kind)[name]
        setattr(kind, name, property(objects.asked(name)(plain.fget), doc=plain.__doc__))


def _make_init(original):
    def __init__(self, parties, *args, **kwargs):
        original(self, parties, *args, **kwargs)
        if objects.is_script():
            objects.announce(self, "barrier", parties)

    return __init__


def _make_wait(original):
    tell, find, shorten, describe = event, objects.key_of, objects.shorten, settings.describe
    attributes = notes.attributes

    def wait(self, timeout=None):
        key = find(self)
        if key is None:
            return original(self, timeout)
        if timeout is None:  # what the script said when it made the barrier
            timeout = attributes(self).get("_timeout")
        tell("barrier-call", key, describe(timeout))
        try:
            index = original(self, shorten(timeout))
        except Exception:  # broken, or its action fails and breaks it
            tell("barrier", key, "broken")
            raise
        tell("barrier", key, index)
        return index

    return wait


def _make_unfollowed(original):
    name = "threading.Barrier." + original.__name__

    def told(self):
        if objects.key_of(self) is not None:
            unfollowed.tell(name)
        return original(self)

    return told
