"""`datetime`: the script's clock where the script asks for now, and the texts it makes of times.

Run by: the import of `datetime`.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules; see `sitecustomize`.

The classes are written in C and refuse assignment.  A subclass in their place would break `isinstance`, pickles
and arithmetic, so the methods are replaced in the classes' own dictionaries, which the garbage collector can name.
That is sound right after the import, when no method lookup can have been remembered yet.  `today` needs nothing:
it asks `time.time`.
"""

from __future__ import absolute_import

import gc
import sys

from . import clock, hooks
from .place import LOGGING, RECORDER, SCRIPT, SYNCHRONISATION, calling
from .trace import event

_getframe = sys._getframe
_REAL = (SYNCHRONISATION, RECORDER)
_TOLD = (SCRIPT, LOGGING)
# What formats a time, and in which form (None: as its argument says).
_FORMATS = (("strftime", None), ("isoformat", "ISO"), ("ctime", "%a %b %e %H:%M:%S %Y"))
_DEPRECATED = (
    "datetime.datetime.utcnow() is deprecated and scheduled for removal in a future version. "
    "Use timezone-aware objects to represent datetimes in UTC: datetime.datetime.now(datetime.UTC)."
)


def patch_datetime(module):
    """Replace the methods that read the clock, and those that format."""
    _replace(module.datetime, "now", _make_now, classmethod)
    _replace(module.datetime, "utcnow", lambda original: _make_utcnow(original, module), classmethod)
    for owner in (module.date, module.time, module.datetime):
        for name, default in _FORMATS:
            _replace(owner, name, lambda original, default=default: _make_format(original, default), None)


def _replace(owner, name, make, kind):
    namespace = gc.get_referents(vars(owner))[0]
    original = namespace.get(name) if isinstance(namespace, dict) else None
    if original is None:
        return
    new = hooks.imitate(make(original), original)
    namespace[name] = kind(new) if kind else new


def _tell(kind, moment, value):
    if kind in _TOLD:
        event("value", "clock", repr(moment))  # its text is recorded where it is made: `str` asks `isoformat`
    return value


def _make_now(original):
    def now(cls, tz=None):
        kind = calling(_getframe(1))
        if kind in _REAL:
            return original.__get__(None, cls)(tz)
        moment = clock.now()
        return _tell(kind, moment, cls.fromtimestamp(moment, tz))

    return now


def _make_utcnow(original, module):
    def utcnow(cls):
        kind = calling(_getframe(1))
        if kind in _REAL:
            return original.__get__(None, cls)()
        moment = clock.now()
        if sys.version_info < (3, 12):
            return _tell(kind, moment, cls.utcfromtimestamp(moment))
        import _warnings

        _warnings.warn(_DEPRECATED, DeprecationWarning, stacklevel=2)
        value = cls.fromtimestamp(moment, module.timezone.utc).replace(tzinfo=None)
        return _tell(kind, moment, value)

    return utcnow


def _make_format(original, default):
    def formatted(self, *args, **kwargs):
        text = original(self, *args, **kwargs)
        if calling(_getframe(1)) in _TOLD:
            form = default or (args[0] if args else kwargs.get("format", ""))
            event("value", "time %s" % form, text)
        return text

    return formatted
