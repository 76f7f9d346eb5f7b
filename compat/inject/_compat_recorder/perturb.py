"""Perturbed runs: delays where strands meet, so that the scheduler's choices are others than usual.

Run by: `trace`, after each event of a run that is to be perturbed.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules; see `sitecustomize`.

The seed, the process, the thread and a count decide each delay.  A quarter of the threads is starved: they wait longer.
"""

from __future__ import absolute_import

from . import real, settings

# What is no meeting of strands: a delay there would only make the run slower.
_ALONE = frozenset(["process", "write", "flush", "value", "sleep", "slept", "unfollowed", "hold", "make", "uncaught"])
_UNIT = 0.001
_count = [0]


def _mix(*numbers):
    """Return a number from 0 to 1023 that looks like chance."""
    state = 12345
    for number in numbers:
        state = (state * 1103515245 + number * 2654435761 + 12345) & 0x7FFFFFFF
    return state >> 8 & 1023


def delay(kind):
    """Wait, or do not, after an event of this kind."""
    if kind in _ALONE:
        return
    _count[0] += 1
    pid, thread = real.getpid(), real.get_ident() >> 12
    chance = _mix(settings.perturb, pid, thread, _count[0])
    if chance < 512:
        is_starved = _mix(settings.perturb, pid, thread) < 256
        real.sleep(_UNIT * (chance & 7) * (4 if is_starved else 1))
