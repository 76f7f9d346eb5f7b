"""The script's clock and its sleeps: both run as many times faster as the run is shortened.

Run by: the recorder's start-up.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules; see `sitecustomize`.

The synchronising modules of the standard library see the real clock: their timeouts are shortened as they are given.
"""

from __future__ import absolute_import

import sys
import time

from . import hooks, real, settings
from .place import LOGGING, RECORDER, SCRIPT, SYNCHRONISATION, calling, is_within
from .trace import event

_real_time = real.clock
_getframe = sys._getframe
_speed, _epoch, _shift = settings.speed, settings.epoch, settings.clock
_REAL = (SYNCHRONISATION, RECORDER)
_TOLD = (SCRIPT, LOGGING)


def now():
    """Return the script's time of day."""
    if _speed == 1 and not _shift:
        return _real_time()
    return _epoch + (_real_time() - _epoch) * _speed + _shift


def _seconds(value):
    return now()


def _nanoseconds(value):
    return int(now() * 1e9)


def _faster(value):
    return value * _speed


def _same(value):
    return value


# What each clock shows the script, made from what it really shows.  Processor time does not pass while one sleeps.
_CLOCKS = (
    ("time", _seconds), ("time_ns", _nanoseconds), ("monotonic", _faster), ("monotonic_ns", _faster),
    ("perf_counter", _faster), ("perf_counter_ns", _faster), ("clock", _same), ("process_time", _same),
    ("process_time_ns", _same), ("thread_time", _same), ("thread_time_ns", _same),
)  # fmt: skip
# Formatting functions: how many arguments they have, and the position of the time among them.
_FORMATS = (("strftime", 1), ("ctime", 0), ("asctime", 0))


def install():
    """Replace the functions of `time`."""
    hooks.patch_builtin(time, "sleep", _make_sleep)
    for name, shown in _CLOCKS:
        hooks.patch_builtin(time, name, lambda original, shown=shown: _make_clock(original, shown))
    for name in ("localtime", "gmtime"):
        hooks.patch_builtin(time, name, _make_broken_down)
    for name, position in _FORMATS:
        takes_seconds = name == "ctime"
        hooks.patch_builtin(time, name, lambda original, p=position, s=takes_seconds: _make_format(original, p, s))


def _make_sleep(original):
    def sleep(*length):
        try:
            is_ours = len(length) == 1 and calling(_getframe(1)) == SCRIPT
            really = length[0] / float(_speed) if is_ours else None
        except Exception:  # not a number: the real sleep says so
            is_ours = False
        if not is_ours:
            return original(*length)
        if is_within(_getframe(1), "sched.py"):  # the rest of a delay that was told when it was entered
            return original(really)
        event("sleep", settings.describe(length[0]))
        original(really if _speed != 1 else length[0])
        event("slept")

    return sleep


def _make_clock(original, shown):
    def clock():
        kind = calling(_getframe(1))
        value = original()
        if kind in _REAL:
            return value
        value = shown(value)
        if kind in _TOLD and not is_within(_getframe(1), "sched.py"):
            event("value", "clock" if kind == SCRIPT else "log-clock", repr(value))
        return value

    return clock


def _is_now(arguments, position):
    """Say whether a call leaves the time out and means now."""
    return len(arguments) == position or (len(arguments) == position + 1 and arguments[position] is None)


def _make_broken_down(original):
    def broken_down(*arguments):
        if _is_now(arguments, 0) and calling(_getframe(1)) not in _REAL:
            return original(now())
        return original(*arguments)

    return broken_down


def _make_format(original, position, takes_seconds):
    def formatted(*arguments):
        kind = calling(_getframe(1))
        if kind not in _REAL and _is_now(arguments, position) and (takes_seconds or len(arguments) == position):
            moment = now()
            arguments = arguments[:position] + (moment if takes_seconds else real.localtime(moment),)
        text = original(*arguments)
        if kind in _TOLD:
            event("value", "time " + (str(arguments[0]) if position else "%a %b %e %H:%M:%S %Y"), text)
        return text

    return formatted
