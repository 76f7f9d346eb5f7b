"""Managers: their process made ready and ended, and what its server does with what it is asked.

Run by: the import of `multiprocessing.managers`.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules and what that module has imported; see `sitecustomize`.

What proxies do is recorded where the script calls them (`proxies`).  The server adds what only it can know: which kind
of thing it made, which message of a queue a call got, and what a method of the script's own did (between `serve-begin`
and `serve-end`, which name the call).  A call that wants to know bears one further keyword, which the server takes out.
"""

from __future__ import absolute_import

import sys

from . import hooks, notes, objects, place, process, proxies, real, referents, shared, unfollowed
from .trace import event

_IS_2 = sys.version_info[0] == 2
_THINGS = "_recorder_things"


def patch_managers(module):
    """Watch managers, their servers and their proxies."""
    process.start_watchers["managers"] = _announce
    hooks.patch(module.BaseManager, "start", _make_start)
    hooks.patch(module.BaseManager, "_finalize_manager", _make_finalize)
    hooks.patch(module.Server, "__init__", _make_server)
    hooks.patch(module.Server, "create", _make_create)
    hooks.patch(module.Server, "serve_client", _make_serve)
    if _IS_2:
        _patch_exit(module)
    _restore(module)
    proxies.patch_proxies(module)


def _restore(module):
    """The registry may be pickled: of what stands for a class only the class itself can be (functions go by name)."""
    registry = module.SyncManager._registry
    for name, entry in list(registry.items()):
        if isinstance(entry[0], hooks.BuiltinClass):
            registry[name] = (hooks.original_of(entry[0]),) + entry[1:]


def _announce(target, arguments, name):
    """Before a process is started: say if a manager's server will run in it."""
    if name and getattr(target, "__name__", "") == "_run_server":
        event("manager-start", name)


def _make_start(original):
    def start(self, *args, **kwargs):
        result = original(self, *args, **kwargs)
        event("manager-started", process.dotted(self._process))
        return result

    return start


def _make_finalize(original):
    tell, dotted = event, process.dotted

    def _finalize_manager(process, *args, **kwargs):
        tell("manager-end-call", dotted(process))
        original(process, *args, **kwargs)
        tell("manager-end", dotted(process))

    return _finalize_manager


def _patch_exit(module):
    """2.7's server leaves at once, and what is in a buffer is lost."""
    original = module.exit

    def exit(*status):
        event("die", status[0] if status else "")
        return original(*status)

    module.exit = exit


# the server -----------------------------------------------------------------------------------------------------------


def _make_server(original):
    """What it has made is kept by the identities that proxies have: the kind of the thing, its key, and the thing."""

    def __init__(self, *args, **kwargs):
        original(self, *args, **kwargs)
        try:
            notes.attributes(self)[_THINGS] = {}
            if type(self).serve_client.__name__ == "serve_client":
                shared.keep(proxies.handle_of(self.address), "server", "")
            event("manager-ready")
        except Exception:
            pass

    return __init__


def _make_create(original):
    def create(self, connection, typeid, *args, **kwargs):
        call = kwargs.pop(proxies.CALL, None)
        if call is None:
            answer = original(self, connection, typeid, *args, **kwargs)
        else:
            event("serve-begin", call)
            try:
                answer = original(self, connection, typeid, *args, **kwargs)
            finally:
                event("serve-end")
        try:
            _know(self, typeid, answer[0], call)
        except Exception:
            unfollowed.tell("multiprocessing.managers.register")
        return answer

    return create


def _know(server, typeid, ident, call):
    """Find out what the server has made, unless it has merely handed out once more what it had."""
    thing, things = server.id_to_obj[ident][0], notes.attributes(server)[_THINGS]
    what = referents.what_is(thing)
    known = things.get(ident)
    if what is None or (known and known[0] == what and _may_return_old(server.registry[typeid][0])):
        return
    key = call or objects.new_key()
    detail = referents.watch(thing, what, lambda lock: _key_of_lock(server, lock))
    things[ident] = what, key, detail
    shared.keep(proxies.handle_of(server.address, ident), what, "%s %s" % (key, detail))
    if call is None:
        proxies.tell_making(what, key, detail)


def _may_return_old(function):
    """Say whether what a typeid is registered with can return a thing that was there before: the script's functions."""
    return function is None or (hasattr(function, "__code__") and not place.is_library(function))


def _key_of_lock(server, lock):
    """Return the key of a lock of the server's that a condition was given, or None; from 3.x on it is given a proxy."""
    token = notes.attributes(lock).get("_token")
    ident = "%x" % real.identity(lock) if token is None else token.id
    return notes.attributes(server)[_THINGS].get(ident, (None, None))[1]


def _make_serve(original):
    def serve_client(self, connection):
        return original(self, _Conversation(connection, self))

    return serve_client


class _Conversation(object):
    """Stands for the connection to one client: takes the recorder's keyword out of requests, and answers it."""

    def __init__(self, plain, server):
        self.plain, self.server, self.close = plain, server, plain.close
        self.things = notes.attributes(server)[_THINGS]
        self.call = self.thing = None

    def __getattr__(self, name):
        return getattr(self.plain, name)

    def recv(self):
        request = self.plain.recv()
        ident, _, _, kwargs = request
        self.call = kwargs.pop(proxies.CALL, None)
        if self.call is not None:
            self.thing = self.server.id_to_obj.get(ident, (None,))[0]
        if self.call:
            event("serve-begin", self.call)
        return request

    def send(self, message):
        call, self.call = self.call, None
        if call:
            event("serve-end")
        if call is not None and message[0] == "#RETURN":
            message = message[0], (message[1], referents.told_last(self.thing))
        self.thing = None
        return self.plain.send(message)
