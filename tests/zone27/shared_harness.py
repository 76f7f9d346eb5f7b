"""What was recorded of objects that processes share; for the tests of their families.

Written for 2.7 and 3.6 or later, standard library only.
"""

from __future__ import absolute_import

from recorder_harness import IS_2


def clock_of(event):
    return event.clock


def of_key(run, key, pid=None):
    """Return kind and further arguments of the events of one object, in the order of the clock."""
    events = [event for event in run.events if event.args[:1] == (key,) and event.kind != "make"]
    return [(event.kind,) + event.args[1:] for event in sorted(events, key=clock_of) if pid in (None, event.pid)]


def keys_of(run, what):
    """Return the keys of the objects of a kind, in the order of their making."""
    return [args[0] for args in run.args("make") if args[1] == what]


def child_of(run):
    """Return the process id of the first child that began."""
    return run.of("process-begin")[0].pid


def same_as_bare(runner, method, source, status=0, **settings):
    """Run a script recorded and bare, each with the start method, and return the recorded run.

    The source's first line that ends in `multiprocessing` imports it.
    """
    chosen = "multiprocessing" if IS_2 else "multiprocessing; multiprocessing.set_start_method(%r, True)" % method
    recorded = runner.record(source, start_method=method, **settings)
    bare = runner.bare(source.replace("multiprocessing\n", chosen + "\n", 1))
    assert (recorded.status, recorded.out, recorded.err) == (bare.status, bare.out, bare.err)
    assert recorded.status == status
    return recorded
