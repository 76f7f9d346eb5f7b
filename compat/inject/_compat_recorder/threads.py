"""Threads: the end of the script's own code, the workers of a thread executor, exceptions that end a thread.

Run by: the import of `threading`.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules; see `sitecustomize`.
"""

from __future__ import absolute_import

import sys

from . import hooks, identity
from .begin import name_exception
from .process import announce_thread, is_child
from .trace import event, writer


def patch_threading(module):
    """Watch threads and the interpreter's wait for them, which comes before every exit handler."""
    hooks.patch(module, "_shutdown", _make_shutdown)
    hooks.patch(module.Thread, "start", _make_start)
    if hasattr(module, "excepthook"):
        hooks.patch_builtin(module, "excepthook", _make_hook)
    for name in ("get_ident", "get_native_id"):
        hooks.patch_builtin(module, name, lambda original: identity.make_origin(original, "thread"))
    for name in ("ident", "native_id"):
        if isinstance(vars(module.Thread).get(name), property):
            setattr(module.Thread, name, identity.make_property(vars(module.Thread)[name], "thread"))
    if sys.version_info[0] == 2:
        import thread

        for name in ("get_ident",):
            hooks.patch_builtin(thread, name, lambda original: identity.make_origin(original, "thread"))


def _make_shutdown(original):
    def _shutdown(*args, **kwargs):
        try:
            if writer.has_begun() and not is_child():
                event("main-end")
        except Exception:
            pass
        return original(*args, **kwargs)

    return _shutdown


def _make_start(original):
    def start(self):
        announce_thread(self)
        return original(self)

    return start


def _make_hook(original):
    def excepthook(args):
        kind, value = args[0], args[1]
        if kind is SystemExit:
            return original(args)
        try:
            event("uncaught", *name_exception(kind, value))
            _cut(value, args[2])
        except Exception:
            pass
        original(args)
        event("uncaught-end")

    return excepthook


def _cut(value, trail):
    from . import tracebacks

    tracebacks.cut(value, trail)
