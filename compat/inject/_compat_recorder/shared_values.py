"""multiprocessing's Value, Array, RawValue and RawArray: made, read, written.

Run by: the import of `multiprocessing.sharedctypes`.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules and what that module has imported; see `sitecustomize`.

An access is recorded where it happens, on the object of ctypes, whether it goes through a wrapper (then inside its lock,
which stays silent) or not.  Its class is watched from then on, and every other object of the class is left alone.
"""

from __future__ import absolute_import

import sys

from . import hooks, real, shared, shared_locks
from .trace import event

_getframe = sys._getframe
_MAKERS = ("Value", "Array", "RawValue", "RawArray", "copy", "synchronized")
_ITEMS = (("__getitem__", "r"), ("__setitem__", "w"), ("__getslice__", "r"), ("__setslice__", "w"), ("__len__", "r"))
_watched = set()


def patch_sharedctypes(module):
    """Watch what the script makes, and what comes out of a pickle."""
    for name in _MAKERS:
        hooks.patch(module, name, lambda original: _make_maker(original, module))
    hooks.patch(module, "rebuild_ctype", lambda original: _make_rebuild(original, module))
    hooks.patch(module, "make_property", _make_property)
    for accessors in module.prop_cache.values():
        _add_inner(accessors.fget, accessors.fset)
    _add_inner(*[method for method in vars(module.SynchronizedArray).values() if hasattr(method, "__code__")])
    shared_locks.add_passing(module.SynchronizedBase)


def _add_inner(*functions):
    shared_locks.inner.update([function.__code__ for function in functions])


def _make_property(original):
    def make_property(name):
        accessors = original(name)
        _add_inner(accessors.fget, accessors.fset)
        return accessors

    return make_property


def _make_maker(original, module):
    def make(*args, **kwargs):
        thing = original(*args, **kwargs)
        if shared.is_made_by_script():
            try:
                _announce(thing, module)
            except Exception:
                pass
        return thing

    return make


def _announce(thing, module):
    is_wrapper, lock = isinstance(thing, module.SynchronizedBase), ""
    raw = thing.get_obj() if is_wrapper else thing
    what = "array" if isinstance(raw, module.ctypes.Array) else "value"
    if is_wrapper:
        lock = shared_locks.key_of_inner(thing.get_lock(), what.capitalize())
        thing.acquire, thing.release = thing.get_lock().acquire, thing.get_lock().release
    shared.announce(raw, what, lock, _handle(raw))
    _watch(type(raw), module.ctypes)


def _handle(raw):
    """Return what a place in shared memory is known by: its file, which 2.7 has not, and where it begins."""
    (arena, start, _), _ = raw._wrapper._state
    if getattr(arena, "fd", -1) < 0:
        return None
    status = real.fstat(arena.fd)
    return "%d-%d-%d" % (status.st_dev, status.st_ino, start)


def _make_rebuild(original, module):
    def rebuild_ctype(*args):
        raw = original(*args)
        if _getframe(1).f_code.co_name != "_new_value":  # that is one which is being made
            try:
                key = shared.find(_handle(raw))[1]
                if key is not None:
                    shared.attributes(raw)[shared.NOTE] = key
                    _watch(type(raw), module.ctypes)
            except Exception:
                pass
        return raw

    return rebuild_ctype


def _watch(kind, ctypes):
    """Watch a class of ctypes, and the classes of its parts that are objects themselves."""
    if kind in _watched:
        return
    _watched.add(kind)
    if issubclass(kind, ctypes.Array):
        for name, mode in _ITEMS:
            if hasattr(kind, name):
                setattr(kind, name, hooks.imitate(_make_item(getattr(kind, name), mode), getattr(kind, name)))
        _watch_members(kind, [name for name in ("value", "raw") if hasattr(kind, name)])
        _watch_part(kind._type_, ctypes)
    elif issubclass(kind, ctypes._SimpleCData):
        _watch_members(kind, ["value"])
    else:
        fields = [field for one in kind.__mro__ for field in vars(one).get("_fields_", ())]
        _watch_members(kind, [field[0] for field in fields])
        for field in fields:
            _watch_part(field[1], ctypes)


def _watch_part(kind, ctypes):
    """Watch the class of an array's items or of a field, where reading one gives an object and not its value."""
    if issubclass(kind, (ctypes.Array, ctypes.Structure, ctypes.Union)):
        _watch(kind, ctypes)


def _watch_members(kind, names):
    for name in names:
        setattr(kind, name, _Member(getattr(kind, name)))


def _key_of(thing, attributes=shared.attributes, note=shared.NOTE):
    """Return the key of a shared object or of what it is a part of, or None."""
    while thing is not None:
        key = attributes(thing).get(note)
        if key is not None:
            return key
        thing = thing._b_base_
    return None


class _Member(object):
    """Stands for what is written in C and reads and writes a member of an object."""

    def __init__(self, plain):
        self.plain, self.find, self.event = plain, _key_of, event

    def __get__(self, thing, kind=None):
        if thing is None:
            return self.plain
        key = self.find(thing)
        if key is not None:
            self.event("access", key, "r")
        return self.plain.__get__(thing, kind)

    def __set__(self, thing, value):
        key = self.find(thing)
        if key is not None:
            self.event("access", key, "w")
        self.plain.__set__(thing, value)

    def __delete__(self, thing):
        self.plain.__delete__(thing)


def _make_item(original, mode):
    find, tell = _key_of, event

    def access(self, *args):
        key = find(self)
        if key is not None:
            tell("access", key, mode)
        return original(self, *args)

    return access
