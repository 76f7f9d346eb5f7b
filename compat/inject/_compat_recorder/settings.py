"""What the runner asked for, read once from the environment.

Run by: the recorder, inside the script's interpreter.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules and `os`; see `sitecustomize`.
"""

from __future__ import absolute_import

import os

from . import real

_environ = os.environ


def _number(name, convert, default):
    try:
        return convert(_environ.get(name) or default)
    except ValueError:
        return default


folder = _environ.get("PORTPROOF_TRACE") or ""
speed = max(1, _number("PORTPROOF_SPEED", int, 1))
cpus = max(0, _number("PORTPROOF_CPUS", int, 0))
start_method = _environ.get("PORTPROOF_START_METHOD") or ""
clock = _number("PORTPROOF_CLOCK", float, 0.0)
turn = _number("PORTPROOF_TURN", float, 0.0)
hold = _number("PORTPROOF_HOLD", float, 0.0)
perturb = max(0, _number("PORTPROOF_PERTURB", int, 0))
# The moment at which the script's clock and the real one agree; one for the whole run, so that a child's
# time is not before its parent's.  The first process sets it where the runner did not.
epoch = _number("PORTPROOF_EPOCH", float, 0.0)
if not epoch:
    epoch = real.clock()
    _environ["PORTPROOF_EPOCH"] = "%.6f" % epoch


def shorten(timeout):
    """Return a timeout of the script as it is really waited; what is not a number stays for the callee to judge."""
    if speed == 1 or timeout is None:
        return timeout
    try:
        return timeout / float(speed)
    except TypeError:
        return timeout


def describe(timeout):
    """Return a timeout or a length as text: empty for none, `repr` of a plain number."""
    if timeout is None:
        return ""
    kind = type(timeout)
    if kind is float or kind is int:
        return repr(timeout)
    try:
        return "%d" % timeout if timeout == int(timeout) else repr(float(timeout))
    except (TypeError, ValueError, OverflowError):
        return repr(timeout)
