"""Other programs: `subprocess.Popen` and all that is built on it.

Run by: the import of `subprocess`.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules; see `sitecustomize`.

A program that is a Python records itself, for it inherits the environment; what another prints is seen only as bytes
that nobody recorded.
"""

from __future__ import absolute_import

import sys

from . import hold, hooks, job, notes, place, settings, turn
from .trace import event

_getframe = sys._getframe


def patch_subprocess(module):
    """Watch programs that the script starts, whichever function of the module it uses."""
    popen = module.Popen
    hooks.patch(popen, "__init__", _make_init)
    hooks.patch(popen, "wait", _make_wait)
    hooks.patch(popen, "poll", _make_poll)
    hooks.patch(popen, "communicate", _make_communicate)
    for name in ("terminate", "kill", "send_signal"):
        hooks.patch(popen, name, _make_killer)


def _is_ours():
    """Say whether the script calls, itself or through a function of `subprocess`."""
    frame = _getframe(2)
    while frame is not None and _is_between(frame):
        frame = frame.f_back
    return place.calling(frame) == place.SCRIPT


def _is_between(frame):
    kind = place.kind_of(frame.f_code.co_filename)
    return kind == place.RECORDER or (kind != place.SCRIPT and place.is_within(frame, "subprocess.py"))


def _is_direct():
    """Say whether it is the script that gives this call its timeout, not a function that has shortened it already."""
    return place.is_script(3) or place.caller_name(3)[1] in ("call", "run")


def _make_init(original):
    def __init__(self, *args, **kwargs):
        number = 0
        if _is_ours():
            number = job.next_number("program")
            event("spawn-call", number)
        original(self, *args, **kwargs)
        if number:
            notes.put(self, number)
            streams = [
                kwargs.get(name, args[position] if len(args) > position else None)
                for name, position in (("stdout", 4), ("stderr", 5))
            ]
            if streams[1] == -2:  # STDOUT: wherever that goes
                streams[1] = streams[0]
            event("spawn", number, self.pid, *["inherit" if stream is None else "other" for stream in streams])
            event("value", "pid", self.pid)

    return __init__


def _number(program):
    number = notes.get(program)
    return number if isinstance(number, int) else 0


def _make_wait(original):
    def wait(self, timeout=None, *args, **kwargs):
        number = _number(self)
        rest = (timeout,) + args if timeout is not None or args else ()
        if not number or not _is_ours():
            return original(self, *rest, **kwargs)
        event("spawn-wait-call", number, settings.describe(timeout))
        if rest and _is_direct():
            rest = (settings.shorten(timeout),) + args
        is_over = False
        try:
            result = original(self, *rest, **kwargs)
            is_over = True
        finally:
            event("spawn-wait", number, self.returncode if is_over else "")
        return result

    return wait


def _make_communicate(original):
    def communicate(self, input=None, timeout=None):
        if timeout is None:
            return original(self, input)
        return original(self, input, settings.shorten(timeout))

    return communicate


def _make_poll(original):
    def poll(self, *args, **kwargs):
        number = _number(self)
        is_told = number and place.is_script()
        if is_told:
            turn.ask()
        answer = original(self, *args, **kwargs)
        if is_told:
            event("ask", "s%d" % number, "exitcode", "" if answer is None else answer)
        return answer

    return poll


def _make_killer(original):
    def kill(self, *args):
        number = _number(self)
        is_told = number and place.is_script()
        if is_told:
            event("kill-call", "s%d" % number, original.__name__)
            hold.wait()
        result = original(self, *args)
        if is_told:
            event("kill", "s%d" % number)
        return result

    return kill
