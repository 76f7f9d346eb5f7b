"""Proxies of what a manager's server holds: made, found again in other processes, and every call through one.

Run by: `managers`, at the import of `multiprocessing.managers`.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules and what that module has imported; see `sitecustomize`.

A proxy carries as its note the kind of its referent, the key, and what more is to be known.  The server keeps these in
the trace folder, by its address and the referent's identity; so a proxy that comes out of a pickle finds them there.
A call is recorded by its caller, with the events of what it does: a lock's, a queue's, or an access.
"""

from __future__ import absolute_import

import sys

from . import hooks, notes, objects, proxy_calls, shared, unfollowed
from .trace import event

# The keyword by which a call asks the server for more than its result; its value is the number of a call of a method
# of the script's own, which may record events itself, or empty.
CALL = "_recorder_call"
_NOTE = "_recorder_referent"


def patch_proxies(module):
    """Watch the proxies of managers."""
    wait_for = vars(module.ConditionProxy).get("wait_for")
    proxy_calls.outer[:] = [wait_for.__code__] if wait_for is not None else []
    hooks.patch(module.BaseManager, "_create", _make_create)
    hooks.patch(module.BaseProxy, "__init__", _make_init)
    hooks.patch(module.BaseProxy, "_callmethod", _make_callmethod)
    hooks.patch(module.ConditionProxy, "wait_for", proxy_calls.make_wait_for)


def handle_of(address, ident=""):
    """Return what a server is known by, or what it holds: a port is the same from wherever it is seen."""
    if isinstance(address, tuple):
        address = address[-1]
    text = "".join([letter if letter.isalnum() else "-" for letter in str(address)])
    return "manager-%s-%s" % (text, ident)


def tell_making(what, key, detail):
    """Record the making of a referent; a condition that was given no lock has one of its own."""
    if what == "condition" and not detail:
        detail = proxy_calls.lock_of(key, "")
        event("make", detail, "rlock", "process", "")
    event("make", key, what, "process", detail)


def _find(address, ident):
    """Return kind, key and detail of a referent, or None if it is not known."""
    what, text = shared.find(handle_of(address, ident))
    if not text:
        return None
    key, _, detail = text.partition(" ")
    return what, key, detail


def _make_create(original):
    """A thing is made by the first who asks the server for it."""

    def _create(self, typeid, *args, **kwargs):
        if shared.find(handle_of(self._address))[0] != "server":
            unfollowed.tell("multiprocessing.managers.BaseManager.connect")
            return original(self, typeid, *args, **kwargs)
        call = kwargs[CALL] = objects.new_key()
        event("remote", call)
        token, exposed = original(self, typeid, *args, **kwargs)
        note = _find(token.address, token.id)
        if note is not None and note[1] == call:
            tell_making(*note)
        return token, exposed

    return _create


def _make_init(original):
    """A proxy knows its referent; not so in the server itself, whose calls are a part of those of its clients."""

    def __init__(self, token, *args, **kwargs):
        original(self, token, *args, **kwargs)
        try:
            process = sys.modules["multiprocessing.process"].current_process()
            if getattr(getattr(process, "_manager_server", None), "address", None) != token.address:
                note = _find(token.address, token.id)
                if note is not None:
                    notes.attributes(self)[_NOTE] = note
        except Exception:
            pass

    return __init__


def _make_callmethod(original):
    attributes, find, call_key, name = notes.attributes, proxy_calls.find, CALL, _NOTE

    def _callmethod(self, methodname, args=(), kwds={}):  # noqa: B006  (as the original has it)
        note = attributes(self).get(name)
        if note is None:
            return original(self, methodname, args, kwds)

        def ask(args, kwds, number=None):
            """Call; with a number (or an empty one) return what the server adds to the result, too."""
            if number is None:
                return original(self, methodname, args, kwds)
            answer = original(self, methodname, args, dict(kwds, **{call_key: number}))
            # What has become a proxy of its own comes without.
            return tuple(answer) if type(answer) in (tuple, list) else (answer, "")

        return find(note[0], methodname)(note, methodname, args, kwds, ask)

    return _callmethod
