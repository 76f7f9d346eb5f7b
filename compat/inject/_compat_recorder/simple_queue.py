"""`queue.SimpleQueue`: made, put, taken, asked.

Run by: the import of `queue`.  Versions: 3.7 or later (3.6 has none).
May not import: anything but builtin modules; see `sitecustomize`.

It is written in C and has no mutex, but takes a subclass; the script's are made of one.  What lies in the queue is
the item together with its number, so whoever takes it knows its `put` for certain.  A put is recorded just before it
is made, a take just after; numbers of puts that race may be in another order than the items.
"""

from __future__ import absolute_import

from . import hooks, job, objects
from .arrival import arrivals
from .trace import event


class _Message(object):
    """An item and its number."""

    __slots__ = ("item", "number")

    def __init__(self, number, item):
        self.number, self.item = number, item


def patch_queue(module):
    """Put a recording class in the place of the one in C."""
    plain = hooks.original_of(getattr(module, "SimpleQueue", None))
    if not isinstance(plain, type) or hasattr(plain.get, "__code__"):
        return
    base = _make_class(plain, module.Empty)
    namespace = {
        "__slots__": (),
        "__doc__": plain.__doc__,
        "__dir__": lambda self: dir(plain()),
        "__getattr__": lambda self, name: getattr(plain(), name),  # there is none, in the words of the real class
        "__repr__": lambda self: object.__repr__(self).replace("<queue.", "<_queue.", 1),
        "__reduce_ex__": lambda self, protocol: plain().__reduce_ex__(protocol),  # it refuses in its own words
    }
    stand_in = hooks.stand_for_class(plain, None, _nothing, namespace, base, base)

    def make(*args, **kwargs):
        if args or kwargs or not objects.is_script():
            return plain(*args, **kwargs)
        return base.__new__(stand_in)

    stand_in._recorder_call = staticmethod(make)
    hooks.put_in_place(module, "SimpleQueue", stand_in, plain)


def _nothing():
    """A subclass of the script's is recorded too."""


def _make_class(plain, empty):
    """Return the class of recorded queues, from which the script's own classes derive."""
    namespace = {"__slots__": ("_recorder_key", "_recorder_numbers"), "__new__": _make_new(plain)}
    for name, make in (
        ("put", _make_put),
        ("put_nowait", _make_put),
        ("get", lambda original: _make_get(original, empty, objects.split)),
        ("get_nowait", lambda original: _make_get(original, empty, _told_nowait)),
        ("qsize", objects.asked("qsize")),
        ("empty", objects.asked("empty")),
    ):
        original = getattr(plain, name)
        namespace[name] = hooks.Method(hooks.imitate(make(original), original), original)
    return hooks.imitate(type(plain)("SimpleQueue", (plain,), namespace), plain)


def _told_nowait(args, kwargs, forever, name):
    return "0", args, kwargs


def _make_new(plain):
    def __new__(cls, *args, **kwargs):
        self = plain.__new__(cls, *args, **kwargs)
        if objects.is_script():
            self._recorder_key, self._recorder_numbers = objects.new_key(), job.count()
            event("make", self._recorder_key, "queue", "thread", "simple 0")
        return self

    return __new__


def _make_put(original):
    tell, find, wait, message = event, objects.key_of, arrivals.wait, _Message

    def put(self, *args, **kwargs):
        key = find(self)
        if key is None or not (args or "item" in kwargs):
            return original(self, *args, **kwargs)
        wait()
        number = next(self._recorder_numbers)
        if args:
            args = (message(number, args[0]),) + args[1:]
        else:
            kwargs["item"] = message(number, kwargs["item"])
        tell("put", key, number)
        return original(self, *args, **kwargs)

    return put


def _make_get(original, empty, split):
    tell, find, message = event, objects.key_of, _Message

    def get(self, *args, **kwargs):
        key = find(self)
        if key is None:
            return original(self, *args, **kwargs)
        told, args, kwargs = split(args, kwargs, None, "block")
        tell("take-call", key, told)
        try:
            item = original(self, *args, **kwargs)
        except empty:
            tell("take", key, "empty")
            raise
        if type(item) is not message:  # put by other means
            tell("take", key, "?")
            return item
        tell("take", key, item.number)
        return item.item

    return get
