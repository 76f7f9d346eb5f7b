"""Connections of 2.7, which are written in C and take neither attribute nor subclass: a stand-in has the real one do all.

Run by: `pipes`.  Versions: 2.7.
May not import: anything but builtin modules and what `multiprocessing.connection` has imported; see `sitecustomize`.

An object is pickled here, by the function and the protocol that the real connection uses: so its message is recorded
only when there is one, and the bytes on the pipe are the same.
"""

from __future__ import absolute_import

import sys

_pickle = sys.modules["cPickle"]


def give(connection, role):
    """Return a stand-in for a connection (which may be one already) that has a role."""
    return Connection(getattr(connection, "_recorder_plain", connection), role)


class Connection(object):
    """Stands for a connection; what is not told here is the connection's own."""

    __slots__ = ("__weakref__", "_recorder_plain", "_recorder_role")
    dumps, loads, protocol = staticmethod(_pickle.dumps), staticmethod(_pickle.loads), _pickle.HIGHEST_PROTOCOL

    def __init__(self, plain, role):
        self._recorder_plain, self._recorder_role = plain, role

    @property
    def __class__(self):
        return type(self._recorder_plain)

    def __getattr__(self, name):
        return getattr(self._recorder_plain, name)

    def close(self):
        if not self._recorder_plain.closed:
            self._recorder_role.close()
        return self._recorder_plain.close()

    def __dir__(self):
        return dir(self._recorder_plain)

    def __repr__(self):
        return repr(self._recorder_plain)

    def __reduce_ex__(self, protocol):
        return self._recorder_plain.__reduce_ex__(protocol)

    def send(self, thing):
        plain = self._recorder_plain
        if plain.closed or not plain.writable:
            return plain.send(thing)
        text = self.dumps(thing, self.protocol)
        self._recorder_role.send()
        return plain.send_bytes(text)

    def recv(self):
        return self.loads(self._recorder_role.receive(self._recorder_plain.recv_bytes))

    def send_bytes(self, *args):
        if not self._recorder_plain.closed:
            self._recorder_role.send()
        return self._recorder_plain.send_bytes(*args)

    def recv_bytes(self, *args):
        return self._recorder_role.receive(self._recorder_plain.recv_bytes, *args)

    def recv_bytes_into(self, *args):
        return self._recorder_role.receive(self._recorder_plain.recv_bytes_into, *args)

    def poll(self, *args):
        if len(args) > 1:
            return self._recorder_plain.poll(*args)
        return self._recorder_role.poll(self._recorder_plain.poll, args[0] if args else 0.0)
