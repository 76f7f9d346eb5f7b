"""Processes of multiprocessing: begin, end, start, join, exit; its start method and number of processors.

Run by: the import of `multiprocessing` and its modules.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules and what `multiprocessing` has imported; see `sitecustomize`.
"""

from __future__ import absolute_import

import sys

from . import hold, hooks, identity, place, settings, stdio, tracebacks, turn
from .begin import name_exception
from .trace import event, writer

_IS_2 = sys.version_info[0] == 2
# What the exception that ends this child is called, from the moment it leaves `run` until it is told.
_pending = []
_told = []
# Identities of the children that the script itself started, pools' workers not among them.
_children = set()
# Called before a process or a thread is started that a pool uses: `watcher(target, arguments, identity)`; by the
# name of the family, for a module that is reloaded is patched again.
start_watchers = {}


def dotted(process):
    """Return the identity of a process as the trace writes it."""
    return ".".join(map(str, process._identity))


def current():
    """Return multiprocessing's object for this process."""
    return sys.modules["multiprocessing.process"].current_process()


def patch_package(module):
    """Fix the number of processors where 2.7 counts them itself."""
    if _IS_2 and settings.cpus:
        hooks.patch(module, "cpu_count", identity.make_count)


def patch_context(module):
    """Choose the start method as the default, so that a script that chooses one itself still can."""
    if settings.start_method:
        default = module._default_context
        default._default_context = module._concrete_contexts[settings.start_method]


def patch_process(module):
    """Watch every process object."""
    base = getattr(module, "BaseProcess", None) or module.Process
    hooks.patch(base, "_bootstrap", _make_bootstrap)
    hooks.patch(base, "start", _make_start)
    hooks.patch(base, "join", _make_join)
    hooks.patch(base, "is_alive", _make_ask)
    for name in ("terminate", "kill"):
        hooks.patch(base, name, _make_killer)
    base.exitcode = property(_make_ask(vars(base)["exitcode"].fget, "exitcode"), None, None, base.exitcode.__doc__)
    hooks.patch(module, "active_children", _make_active)
    for name in ("ident", "pid"):
        setattr(base, name, identity.make_property(vars(base)[name], "pid"))
    stdio.before_error.append(_tell_failure)
    tracebacks.after_print.append(_end_failure)


def patch_util(module):
    """Watch the exit handler; it is registered already, so it is replaced where it is registered."""
    original = module._exit_function
    hooks.patch(module, "_exit_function", _make_exit)
    atexit = sys.modules["atexit"]
    if hasattr(atexit, "unregister"):
        atexit.unregister(original)
        atexit.register(module._exit_function)
    else:
        handlers = atexit._exithandlers
        handlers[:] = [(module._exit_function,) + one[1:] if one[0] is original else one for one in handlers]


def _make_bootstrap(original):
    def _bootstrap(self, *args, **kwargs):
        event("process-begin", dotted(self), self.name, self._parent_pid or "")
        _children.clear()
        try:
            if not place.is_library(getattr(self, "_target", None)):
                turn.wait(self._identity[-1])
            self.run = _make_run(self.run)
        except Exception:
            pass
        code = original(self, *args, **kwargs)
        _tell_failure("Process ")
        _end_failure()
        event("process-end", "" if code is None else code)
        return code

    return _bootstrap


def _make_run(original):
    def run():
        try:
            return original()
        except SystemExit:
            raise
        except BaseException:
            _pending.append(name_exception(*sys.exc_info()[:2]))
            raise

    return run


def _tell_failure(text):
    """Record an exception that ends this child, when the child begins to say so on stderr."""
    if _pending and text.startswith("Process " if isinstance(text, str) else b"Process "):
        _told.append(True)
        event("uncaught", *_pending.pop())


def _end_failure():
    if _told:
        _told.pop()
        event("uncaught-end")


def _make_start(original):
    def start(self):
        try:
            name = dotted(self)
            _announce(getattr(self, "_target", None), getattr(self, "_args", ()), name)
            if self._popen is None:
                if place.is_script():
                    _children.add(name)
                event("process-start", name, self.name, int(bool(self.daemon)))
        except Exception:
            pass
        return original(self)

    return start


def _announce(target, arguments, name):
    for watcher in list(start_watchers.values()):
        watcher(target, arguments, name)


def announce_thread(thread):
    """Tell the watchers what a thread that is about to start will run."""
    try:
        prefix = "_Thread__" if _IS_2 else "_"
        _announce(getattr(thread, prefix + "target", None), getattr(thread, prefix + "args", ()), "")
    except Exception:
        pass


def _make_join(original):
    def join(self, timeout=None):
        if not place.is_script():
            return original(self, timeout)
        event("process-join-call", dotted(self), settings.describe(timeout))
        result = original(self, settings.shorten(timeout))
        event("process-join", dotted(self), int(getattr(self._popen, "returncode", None) is not None))
        return result

    return join


def _make_ask(original, name=None):
    """An answer about a child: `is_alive()`, `exitcode`."""
    name = name or original.__name__

    def ask(self):
        is_told = place.is_script()
        if is_told:
            turn.ask()
        answer = original(self)
        if is_told:
            told = "" if answer is None else int(answer)
            event("ask", "p" + dotted(self), name, told)
        return answer

    return ask


def _make_active(original):
    def active_children():
        is_told = place.is_script()
        children = original()
        if is_told:
            event("ask", "children", "active_children", ",".join(sorted(map(dotted, children))))
        return children

    return active_children


def _make_killer(original):
    """`terminate` and `kill`: held back until the child rests or is past the killer's scripted time."""

    def kill(self):
        is_told = place.is_script()
        if is_told:
            event("kill-call", "p" + dotted(self), original.__name__)
            hold.wait(getattr(self, "_popen", None) is not None)
        result = original(self)
        if is_told:
            event("kill", "p" + dotted(self))
        return result

    return kill


def _has_daemons():
    """Say whether a daemonic child that the script started is alive: multiprocessing is about to end it."""
    module = sys.modules["multiprocessing.process"]
    children = getattr(module, "_children", None) or getattr(module.current_process(), "_children", ())
    return any(child.daemon and dotted(child) in _children and child.exitcode is None for child in list(children))


def _make_exit(original):
    def _exit_function(*args, **kwargs):
        is_told = writer.has_begun()  # not in multiprocessing's helper processes
        if is_told:
            event("exit-begin")
            try:
                hold.wait(_children and _has_daemons())
            except Exception:
                pass
        result = original(*args, **kwargs)
        if is_told:
            event("exit-end")
        return result

    return _exit_function


def is_child():
    """Say whether this process was started by multiprocessing."""
    module = sys.modules.get("multiprocessing.process")
    return bool(module and module.current_process()._identity)
