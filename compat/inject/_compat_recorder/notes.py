"""Notes on things of the standard library: what the recorder knows of a queue, a pool, an executor.

Run by: `pool` and `executor`.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules; see `sitecustomize`.

A note is an attribute of the thing itself.  Where its type is written in C and has none, it is found through a weak
reference; so no thing lives longer for its note, and none is taken for another that lay at the same address.
"""

from __future__ import absolute_import

import _weakref

from . import real

_NAME = "_recorder_note"
# By identity: the weak reference to a thing that takes no attribute, and its note.
_others = {}


class Cache(dict):
    """A pool's cache of jobs that takes a note; before 3.8 it is a plain dictionary, which takes none."""


def put(thing, note):
    """Note something on a thing, as long as that lives."""
    try:
        setattr(thing, _NAME, note)
    except (AttributeError, TypeError):
        key = real.identity(thing)

        def forget(reference, key=key, others=_others):
            if others.get(key, (None,))[0] is reference:
                del others[key]

        _others[key] = _weakref.ref(thing, forget), note


def get(thing):
    """Return what is noted on a thing, or None; runs no code of the thing's own."""
    note = attributes(thing).get(_NAME)
    if note is None:
        reference, note = _others.get(real.identity(thing), (None, None))
        if reference is None or reference() is not thing:
            return None
    return note


def attributes(thing):
    """Return the dictionary of a thing's attributes; runs no code of the thing's own."""
    try:
        return object.__getattribute__(thing, "__dict__")
    except AttributeError:  # none, or an instance of an old class of 2.7
        return thing.__dict__ if type(thing).__name__ == "instance" else {}
