"""`threading.Event`: made, set, cleared, waited for, asked.

Run by: the import of `threading`.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules; see `sitecustomize`.
"""

from __future__ import absolute_import

from . import hooks, objects, settings
from .trace import event


def patch_threading(module):
    """Watch events; a function makes them on 2.7."""
    kind = getattr(module, "_Event", None) or module.Event
    hooks.patch(kind, "__init__", _make_init)
    for name in ("set", "clear"):
        hooks.patch(kind, name, objects.before(name))
    hooks.patch(kind, "wait", _make_wait)
    hooks.patch_aliases(kind, "is_set", objects.asked("is_set"))


def _make_init(original):
    def __init__(self, *args, **kwargs):
        original(self, *args, **kwargs)
        if objects.is_script():
            objects.announce(self, "event")

    return __init__


def _make_wait(original):
    tell, find, shorten, describe = event, objects.key_of, objects.shorten, settings.describe

    def wait(self, timeout=None):
        key = find(self)
        if key is None:
            return original(self, timeout)
        tell("flag-wait-call", key, describe(timeout))
        is_set = original(self, shorten(timeout))
        tell("flag-wait", key, int(bool(is_set)))
        return is_set

    return wait
