"""Signals: handlers that the script installs, what they do, alarms, and waiting for any signal.

Run by: the import of `signal`.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules; see `sitecustomize`.

The recorder handles no signal: it stands in front of the script's own handler, which keeps its name to the script.
"""

from __future__ import absolute_import

from . import hooks, place, settings
from .trace import event


def patch_signal(module):
    """Watch handlers and alarms."""
    for name, make in (("signal", _make_signal), ("getsignal", _make_get)):
        in_python = hasattr(getattr(module, name), "__code__")
        (hooks.patch if in_python else hooks.patch_builtin)(module, name, make)
    if hasattr(module, "setitimer"):
        plain = module.setitimer
        hooks.patch_builtin(module, "alarm", lambda original: _make_alarm(original, plain, module.ITIMER_REAL))
        hooks.patch_builtin(module, "setitimer", lambda original: _make_timer(original, module.ITIMER_REAL))
    hooks.patch_builtin(module, "pause", _make_pause)


class Handler(object):
    """Stands in front of a handler of the script's."""

    def __init__(self, handler):
        self.handler = handler

    def __call__(self, number, frame):
        event("signal-begin", int(number))
        try:
            return self.handler(number, frame)
        finally:
            event("signal-end", int(number))


def _plain(handler):
    return handler.handler if isinstance(handler, Handler) else handler


def _make_signal(original):
    def signal(number, handler):
        handler = _plain(handler)
        if not place.is_script():
            return _plain(original(number, handler))
        result = original(number, Handler(handler) if callable(handler) else handler)
        event("handler", int(number), "function" if callable(handler) else int(handler))
        return _plain(result)

    return signal


def _make_get(original):
    def getsignal(number):
        return _plain(original(number))

    return getsignal


def _make_alarm(original, timer, which):
    def alarm(seconds):
        if not place.is_script():
            return original(seconds)
        event("alarm", settings.describe(seconds))
        if settings.speed == 1 or not isinstance(seconds, int):
            return original(seconds)
        left = timer(which, settings.shorten(seconds))[0]
        return int(left * settings.speed + 0.999)

    return alarm


def _make_timer(original, real):
    def setitimer(which, seconds, interval=0.0):
        if which != real or not place.is_script():
            return original(which, seconds, interval)
        event("alarm", settings.describe(seconds))
        if interval:
            from . import unfollowed

            unfollowed.tell("signal.setitimer(interval)")
        left = original(which, settings.shorten(seconds), settings.shorten(interval))
        return tuple([part * settings.speed for part in left])

    return setitimer


def _make_pause(original):
    def pause():
        if not place.is_script():
            return original()
        event("pause-call")
        result = original()
        event("pause")
        return result

    return pause
