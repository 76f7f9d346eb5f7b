"""Connections: pipes made, sent into, received from, asked; what a Queue does with its own pipe is told here too.

Run by: the import of `multiprocessing.connection` and, on 2.7, of `multiprocessing.reduction`, and `shared_queues`.
Versions: 2.7 and 3.6 or later.  May not import: anything but builtin modules and what those have imported; see
`sitecustomize`.

A connection that is watched carries a role, which records what is done with it: that of an end of the script's pipe is
here.  The events are recorded where the message itself is written and read, when it has been pickled and checked.
"""

from __future__ import absolute_import

import sys

from . import hooks, objects, real, settings, shared
from .arrival import arrivals
from .trace import event

_IS_2 = sys.version_info[0] == 2
_FAILURES = (EOFError, OSError, IOError)
_ROLE = "_recorder_role"


class Role(object):
    """What a watched connection is used for; by default nothing is recorded."""

    def __init__(self, key):
        self.key, self.event = key, event

    def send(self):
        """A message is about to be written."""

    def ask(self):
        """A message is about to be read."""

    def got(self):
        """A message was read."""

    def end(self):
        """There is none any more."""

    def close(self):
        """It is about to be closed in this process."""

    def poll(self, original, timeout):
        return original(timeout)

    def receive(self, original, *args):
        """Read a message by a function that does it."""
        self.ask()
        try:
            message = original(*args)
        except _FAILURES:
            self.end()
            raise
        self.got()
        return message


class End(Role):
    """An end of a pipe that the script made."""

    def __init__(self, key):
        Role.__init__(self, key)
        self.wait, self.shorten, self.describe = arrivals.wait, objects.shorten, settings.describe

    def send(self):
        self.wait()
        self.event("send", self.key)

    def ask(self):
        self.event("recv-call", self.key)

    def got(self):
        self.event("recv", self.key, "ok")

    def end(self):
        self.event("recv", self.key, "eof")

    def close(self):
        self.event("end-close", self.key)

    def poll(self, original, timeout):
        if timeout == 0:
            answer = original(timeout)
            self.event("ask", self.key, "poll", int(answer))
            return answer
        self.event("poll-call", self.key, self.describe(timeout))
        answer = original(self.shorten(timeout))
        self.event("poll", self.key, int(answer))
        return answer


def patch_connection(module):
    """Watch the pipes that the script makes."""
    hooks.patch(module, "Pipe", _make_pipe)
    if not _IS_2:
        hooks.patch(module.Connection, "_send_bytes", _make_send)
        hooks.patch(module.Connection, "_recv_bytes", _make_receive)
        hooks.patch(module._ConnectionBase, "poll", _make_poll)
        hooks.patch(module._ConnectionBase, "close", _make_close)
        patch_reduction(module)


def patch_reduction(module):
    """Watch the ends that come out of a pickle."""
    hooks.patch(module, "rebuild_connection", _make_rebuild)


def give(connection, role):
    """Return the connection, which has a role from now on: on 2.7 a stand-in for it."""
    if _IS_2:
        from . import pipes2

        return pipes2.give(connection, role)
    vars(connection)[_ROLE] = role
    return connection


def _handle(end):
    """Return what an end is known by; both ends of a pipe that goes one way have one inode."""
    status = real.fstat(end.fileno())
    return "%d-%d%s" % (status.st_dev, status.st_ino, "" if end.readable and end.writable else _mode(end))


def _mode(end):
    return "both" if end.readable and end.writable else "in" if end.readable else "out"


def _make_pipe(original):
    def Pipe(*args, **kwargs):
        ends = original(*args, **kwargs)
        if not shared.is_made_by_script():
            return ends
        try:
            return _announce(ends)
        except Exception:
            return ends

    return Pipe


def _announce(ends):
    keys = [objects.new_key(), objects.new_key()]
    return tuple([_announce_end(end, keys[at], keys[1 - at]) for at, end in enumerate(ends)])


def _announce_end(end, key, other):
    shared.keep(_handle(end), "end", key)
    event("make", key, "end", "process", "%s %s" % (other, _mode(end)))
    return give(end, End(key))


def _make_rebuild(original):
    def rebuild_connection(*args):
        connection = original(*args)
        try:
            key = shared.find(_handle(connection))[1]
            return connection if key is None else give(connection, End(key))
        except Exception:
            return connection

    return rebuild_connection


def _make_send(original):
    name = _ROLE

    def _send_bytes(self, buf):
        role = self.__dict__.get(name)
        if role is not None:
            role.send()
        return original(self, buf)

    return _send_bytes


def _make_receive(original):
    name = _ROLE

    def _recv_bytes(self, *args):
        role = self.__dict__.get(name)
        if role is None:
            return original(self, *args)
        return role.receive(original, self, *args)

    return _recv_bytes


def _make_poll(original):
    name = _ROLE

    def poll(self, timeout=0.0):
        role = self.__dict__.get(name)
        if role is None:
            return original(self, timeout)
        return role.poll(lambda timeout: original(self, timeout), timeout)

    return poll


def _make_close(original):
    name = _ROLE

    def close(self):
        role = self.__dict__.get(name)
        if role is not None and not self.closed:
            role.close()
        return original(self)

    return close
