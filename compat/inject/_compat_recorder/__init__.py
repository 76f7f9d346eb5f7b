"""The recorder: writes down what each process of a script does, in the order in which it does it.

Run by: `sitecustomize` beside this package, in every process of a recorded run.  Versions: 2.7 and 3.6 or later.
May not import: at start-up only builtin modules, `os` and `sys`, for the script must be the first to import
everything else; a family's file may import its own module, for it is loaded once the script has.  Never `compat`.

What is written is told in the project's design notes, "The trace".  Every family of events has a file here.
"""

from __future__ import absolute_import

import sys

# The family (a module of this package) that patches a module of the standard library, by that module's name.
_FAMILIES = (
    ("traceback", "tracebacks", "patch_traceback"),
    ("multiprocessing", "process", "patch_package"),
    ("multiprocessing.context", "process", "patch_context"),
    ("multiprocessing.process", "process", "patch_process"),
    ("multiprocessing.util", "process", "patch_util"),
    ("multiprocessing.pool", "pool", "patch_pool"),
    ("multiprocessing.synchronize", "shared_locks", "patch_synchronize"),
    ("multiprocessing.synchronize", "shared_conditions", "patch_synchronize"),
    ("multiprocessing.connection", "pipes", "patch_connection"),
    ("multiprocessing.reduction", "pipes", "patch_reduction"),
    ("multiprocessing.queues", "shared_queues", "patch_queues"),
    ("multiprocessing.sharedctypes", "shared_values", "patch_sharedctypes"),
    ("multiprocessing.managers", "managers", "patch_managers"),
    ("threading", "threads", "patch_threading"),
    ("thread", "threads", "patch_thread"),
    ("_thread", "threads", "patch_thread"),
    ("thread", "thread_locks", "patch_thread"),
    ("_thread", "thread_locks", "patch_thread"),
    ("threading", "thread_locks", "patch_threading"),
    ("threading", "thread_conditions", "patch_threading"),
    ("threading", "thread_semaphores", "patch_threading"),
    ("threading", "thread_events", "patch_threading"),
    ("threading", "thread_barriers", "patch_threading"),
    ("queue", "thread_queues", "patch_queue"),
    ("queue", "simple_queue", "patch_queue"),
    ("Queue", "thread_queues", "patch_queue"),
    ("concurrent.futures._base", "future", "patch_base"),
    ("concurrent.futures.thread", "executor", "patch_thread"),
    ("concurrent.futures.process", "executor", "patch_process"),
    ("datetime", "dates", "patch_datetime"),
    ("subprocess", "programs", "patch_subprocess"),
    ("random", "randomness", "patch_random"),
    ("uuid", "randomness", "patch_uuid"),
    ("secrets", "randomness", "patch_secrets"),
    ("sched", "schedules", "patch_sched"),
    ("signal", "signals", "patch_signal"),
)


def _family(name, function):
    """Return a patch that loads the family's file when it is needed, and not before."""

    def patch(module):
        package = __name__ + "." + name
        __import__(package)
        getattr(sys.modules[package], function)(module)

    return patch


def start():
    """Put every hook into place; called once in a process."""
    from . import (
        begin,
        clock,
        hooks,
        identity,
        osprocess,
        place,
        randomness,
        real,  # noqa: F401  (made before anything is replaced)
        stdio,
        unfollowed,
    )

    place.remember_folder()
    for module, name, function in _FAMILIES:
        hooks.on_import(module, _family(name, function))
    unfollowed.watch()
    hooks.install()
    clock.install()
    identity.install()
    osprocess.install()
    randomness.install()
    stdio.install()
    begin.install()
