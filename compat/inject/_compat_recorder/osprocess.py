"""Processes of the operating system: a bare fork, waiting for children, killing them, leaving at once.

Run by: the recorder's start-up.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules and `os`; see `sitecustomize`.

Only what the script does itself is recorded; multiprocessing's own forks, waits and exits are told by `process`.
"""

from __future__ import absolute_import

import os
import sys

from . import hold, hooks, job, real, turn
from .place import SCRIPT, caller_name, calling
from .trace import event

_getframe = sys._getframe
# Waiting functions: the position of the pid and of the options among their arguments (None: they have none).
_WAITS = (("wait", None, None), ("waitpid", 0, 1), ("wait3", None, 0), ("wait4", 0, 1))

_EXECS = ("execv", "execve")


def install():
    """Replace the functions of `os`."""
    hooks.patch_builtin(os, "fork", _make_fork)
    hooks.patch_builtin(os, "_exit", _make_exit)
    hooks.patch_builtin(os, "abort", _make_abort)
    hooks.patch_builtin(os, "kill", _make_kill)
    for name in _EXECS:
        hooks.patch_builtin(os, name, _make_exec)
    for name, pid, options in _WAITS:
        hooks.patch_builtin(os, name, lambda original, p=pid, o=options: _make_wait(original, p, o))


def _is_script():
    return calling(_getframe(2)) == SCRIPT


def _make_fork(original):
    def fork():
        if not _is_script():
            return original()
        number = job.next_number("fork")
        parent = real.getpid()
        event("fork-call", number)
        pid = original()
        if pid:
            event("fork", number, pid)
            event("value", "pid", pid)
        else:
            event("fork-begin", number, parent)
            turn.wait(number)
        return pid

    return fork


def _make_exit(original):
    def _exit(*status, **named):
        if _is_script():
            event("die", (list(status) + list(named.values()) + [""])[0])
        return original(*status, **named)

    return _exit


def _make_abort(original):
    def abort():
        if _is_script():
            event("die", "")
        return original()

    return abort


def _make_exec(original):
    """The process goes on as another program; `os.execl` and its like, written in Python, come here too."""

    def exec_(*arguments):
        kind = calling(_getframe(1))
        if kind == SCRIPT or caller_name()[0] == "os.py":
            event("exec")
        return original(*arguments)

    return exec_


def _make_kill(original):
    def kill(pid, number):
        if not _is_script():
            return original(pid, number)
        event("os-kill", pid, int(number))
        hold.wait(pid != real.getpid() and int(number) != 0)
        return original(pid, number)

    return kill


def _make_wait(original, pid, options):
    """A wait tells the child that it is for (nothing for any) and, once it is back, the one that it found (0 for none)."""

    def wait(*arguments, **named):
        if not _is_script() or named:
            return original(*arguments, **named)
        wanted = arguments[pid] if pid is not None and len(arguments) > pid else ""
        flags = arguments[options] if options is not None and len(arguments) > options else ""
        event("reap-call", wanted, flags)
        result = original(*arguments)
        event("reap", result[0], result[1])
        if result[0]:
            event("value", "pid", result[0])
        return result

    return wait
