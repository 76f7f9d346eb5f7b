"""What this version does not follow yet: its use is recorded by name, so that no verdict is built on it.

Run by: the recorder's start-up.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules and `os`; see `sitecustomize`.

One table and one mechanism: a row names a function or a class, its use by the script (not by the standard library)
is recorded once in a process, and the call goes through.  A family that learns to follow one removes its row.
"""

from __future__ import absolute_import

import sys

from . import hooks, place
from .trace import event

# Module; the name shown before the dot; functions and classes (`Class.method` for one method of a class).
_TABLE = (
    ("os", "os", "forkpty waitid killpg system popen posix_spawn"
                 " posix_spawnp spawnv spawnve spawnvp"
                 " spawnvpe spawnl spawnle spawnlp spawnlpe popen2 popen3 popen4"
                 " pipe pipe2 mkfifo read"),
    ("select", "select", "select poll epoll"),
    ("fcntl", "fcntl", "flock lockf"),
    ("mmap", "mmap", "mmap"),
    ("pty", "pty", "fork spawn"),
    ("signal", "signal", "siginterrupt sigwait sigwaitinfo sigtimedwait"),
    ("_thread", "_thread", "start_joinable_thread"),
    ("socket", "socket", "socket _socketobject socketpair"),
    ("multiprocessing.process", "multiprocessing", "parent_process"),
    ("multiprocessing.connection", "multiprocessing.connection", "Listener Client wait"),
    ("multiprocessing.managers", "multiprocessing.managers", "BaseManager.get_server SharedMemoryManager"),
    ("multiprocessing.shared_memory", "multiprocessing.shared_memory", "SharedMemory ShareableList"),
    ("concurrent.futures.interpreter", "concurrent.futures", "InterpreterPoolExecutor"),
    ("asyncio.base_events", "asyncio", "BaseEventLoop"),
)  # fmt: skip
# Made by the standard library in the script's name: recorded whoever makes it.
_BY_ANYONE = ("asyncio.BaseEventLoop",)
_seen = set()


def watch():
    """Watch every row of the table."""
    for name, shown, paths in _TABLE:
        hooks.on_import(name, lambda module, shown=shown, paths=paths: _patch_all(module, shown, paths.split()))


def tell(name):
    """Record once in this process that the script uses what this version does not follow."""
    if name not in _seen:
        _seen.add(name)
        event("unfollowed", name)


def _patch_all(module, shown, paths):
    for path in paths:
        owner = module
        names = path.split(".")
        for name in names[:-1]:
            owner = getattr(owner, name, None)
        if owner is not None:
            told = "Process." + names[-1] if "Process" in path and len(names) > 1 else names[-1].lstrip("_")
            _patch(owner, names[-1], "%s.%s" % (shown, told))


def _patch(owner, name, told):
    """Replace a function, or the initialiser of a class, which stays the class that it is."""
    thing = vars(owner).get(name)
    make = _maker(told)
    if thing is None:
        return
    if isinstance(thing, property):
        setattr(owner, name, property(make(thing.fget), thing.fset, thing.fdel, thing.__doc__))
    elif hasattr(thing, "__bases__") and hasattr(vars(thing).get("__init__"), "__code__"):
        hooks.patch(thing, "__init__", make)
    elif hasattr(thing, "__code__") or isinstance(thing, (staticmethod, classmethod)):
        hooks.patch(owner, name, make)
    elif not hasattr(thing, "__bases__") or "__init__" not in vars(thing):
        if isinstance(owner, type(sys)):
            hooks.patch_builtin(owner, name, make)


def _maker(told):
    is_told_always = told in _BY_ANYONE

    def make(original):
        def watched(*args, **kwargs):
            if told not in _seen and (is_told_always or place.is_script()):
                tell(told)
            return original(*args, **kwargs)

        return watched

    return make
