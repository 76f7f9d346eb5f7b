"""Random numbers, identifiers and bytes that the script gets, and the seeds that it gives.

Run by: the imports of `random`, `uuid` and `secrets`, and the recorder's start-up.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules; see `sitecustomize`.

Nothing is drawn for the recorder.  The methods `random` and `getrandbits` of an instance stay those in C: 2.7 and 3.6
ask for their type before they choose how to draw an integer.
"""

from __future__ import absolute_import

import os
import sys

from . import hooks
from .place import SCRIPT, calling
from .trace import event

_getframe = sys._getframe
# So many values of a process are told, of so many elements and characters; who draws more prints none of them.
_MOST, _LONGEST_LIST, _LONGEST_TEXT = 5000, 200, 200
_TEXTS = (str,) if sys.version_info[0] >= 3 else (str, unicode)  # noqa: F821
_WHOLE = (int,) if sys.version_info[0] >= 3 else (int, long)  # noqa: F821
_NUMBERS = (
    "randrange", "randint", "uniform", "triangular", "betavariate", "binomialvariate", "expovariate", "gammavariate", "gauss",
    "lognormvariate", "normalvariate", "vonmisesvariate", "paretovariate", "weibullvariate",
)  # fmt: skip
_DRAWS = _NUMBERS + ("choice", "choices", "sample")
_IN_C = ("random", "getrandbits")
_told = [0]


def install():
    """Watch where the system's own random bytes are asked for."""
    hooks.patch_builtin(os, "urandom", _make_bytes)


def patch_random(module):
    """Watch the functions of `random`, which are methods of one instance, and the methods of its classes."""
    for name in _DRAWS + _IN_C:
        hooks.patch_builtin(module, name, _make_draw)
    hooks.patch_builtin(module, "shuffle", lambda original: _make_shuffle(original, 0))
    for name in ("seed", "setstate", "jumpahead"):
        hooks.patch_builtin(module, name, lambda original: _make_seed(original, 0))
    for owner in (module.Random, module.SystemRandom, getattr(module, "WichmannHill", None)):
        if owner is not None:
            _patch_class(owner)
    for name in _IN_C:
        hooks.patch(module.SystemRandom, name, _make_draw)


def _patch_class(owner):
    for name in _DRAWS:
        hooks.patch(owner, name, _make_draw)
    hooks.patch(owner, "shuffle", lambda original: _make_shuffle(original, 1))
    if owner.__name__ != "SystemRandom":  # that one takes no seed
        for name in ("seed", "setstate", "jumpahead"):
            hooks.patch(owner, name, lambda original: _make_seed(original, 1))


def patch_uuid(module):
    """Watch the identifiers that are made of the clock or of random bytes."""
    for name in ("uuid1", "uuid4"):
        hooks.patch(module, name, lambda original: _make_draw(original, _tell_uuid))


def patch_secrets(module):
    """Watch the functions that are methods of one instance, and those that make texts."""
    for name in ("choice", "randbits"):
        hooks.patch_builtin(module, name, _make_draw)
    for name in ("randbelow", "token_hex", "token_urlsafe"):
        hooks.patch(module, name, _make_draw)


def _tell(value):
    """Record a value that was drawn, the elements of a list one by one."""
    kind = type(value)
    if kind is list or kind is tuple:
        for part in value[:_LONGEST_LIST]:
            _tell(part)
        return
    if kind is float:
        value = repr(value)
    elif kind in _TEXTS:
        value = value if len(value) <= _LONGEST_TEXT else ""
    elif kind not in _WHOLE:
        return
    if value != "" and _told[0] < _MOST:
        _told[0] += 1
        event("value", "random", value)


def _tell_uuid(value):
    _tell([str(value), value.hex] + str(value).split("-"))


def _make_draw(original, tell=_tell):
    def draw(*args, **kwargs):
        value = original(*args, **kwargs)
        try:
            if calling(_getframe(1)) == SCRIPT:
                tell(value)
        except Exception:  # a value of the script's that does not like to be looked at
            pass
        return value

    return draw


def _make_shuffle(original, position):
    """What was shuffled is in the list itself."""

    def shuffle(*args, **kwargs):
        result = original(*args, **kwargs)
        try:
            if calling(_getframe(1)) == SCRIPT:
                _tell(list(args[position]))
        except Exception:
            pass
        return result

    return shuffle


def _make_seed(original, position):
    def seed(*args, **kwargs):
        try:
            if args[position:] not in ((), (None,)) or kwargs:
                event("value", "seed", "")
        except Exception:
            pass
        return original(*args, **kwargs)

    return seed


def _make_bytes(original):
    def urandom(size):
        value = original(size)
        if calling(_getframe(1)) == SCRIPT:
            _tell("".join(["%02x" % byte for byte in bytearray(value[:_LONGEST_TEXT])]))
        return value

    return urandom
