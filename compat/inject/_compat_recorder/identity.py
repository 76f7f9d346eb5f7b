"""Values that no other run will have: process ids, object ids; and the number of processors, which can be fixed.

Run by: the recorder's start-up.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules and `os`; see `sitecustomize`.
"""

from __future__ import absolute_import

import os
import sys

from . import hooks, settings
from .place import LOGGING, SCRIPT, calling
from .trace import event

_getframe = sys._getframe
_TOLD = (SCRIPT, LOGGING)
# A script that asks for more identities than this prints none of them.
_MOST = 10000


def install():
    """Replace the functions that tell identities."""
    hooks.patch_builtin(os, "getpid", lambda original: make_origin(original, "pid"))
    hooks.patch_builtin(os, "getppid", lambda original: make_origin(original, "ppid"))
    hooks.patch_builtin(sys.modules["__builtin__" if sys.version_info[0] == 2 else "builtins"], "id", _make_id)
    if settings.cpus:
        for name in ("cpu_count", "process_cpu_count"):
            hooks.patch_builtin(os, name, make_count)


def make_origin(original, origin):
    """Return a function that records the value it gives the script."""

    def told():
        value = original()
        if calling(_getframe(1)) in _TOLD:
            event("value", origin, value)
        return value

    return told


def make_property(original, origin):
    """Return a property that records the value it gives the script, if there is one yet."""

    def told(self):
        value = original.fget(self)
        if value is not None and calling(_getframe(1)) in _TOLD:
            event("value", origin, value)
        return value

    return property(told, original.fset, original.fdel, original.__doc__)


def _make_id(original):
    seen = set()

    def identity(thing):
        value = original(thing)
        if calling(_getframe(1)) == SCRIPT and value not in seen and len(seen) < _MOST:
            seen.add(value)
            event("value", "id", value)
        return value

    return identity


def make_count(original):
    """Return a function that gives the number of processors that the runner fixed."""

    def cpu_count(*anything):
        return settings.cpus

    return cpu_count
