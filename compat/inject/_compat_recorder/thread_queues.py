"""`queue` (`Queue` on 2.7): Queue, LifoQueue, PriorityQueue; made, put, taken, tasks done, joined, asked.

Run by: the import of `queue` or `Queue`.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules; see `sitecustomize`.

An item's `put` and `take` are recorded where the queue itself, inside its mutex, calls `_put` and `_get`; so a class of
the script's that overrides those has its own hooked, and of several that call each other the outermost records.
Numbers are found again by the identity of the item, in a table that the mutex guards.
"""

from __future__ import absolute_import

from . import hooks, notes, objects, real, settings, unfollowed
from .arrival import arrivals
from .trace import event

_TABLE = "_recorder_items"


def patch_queue(module):
    """Watch the queues of the module."""
    kind = module.Queue
    hooks.patch(kind, "__init__", lambda original: _make_init(original, module))
    hooks.patch(kind, "put", lambda original: _make_put(original, module.Full))
    hooks.patch(kind, "get", lambda original: _make_get(original, module.Empty))
    hooks.patch(kind, "task_done", _make_task_done)
    hooks.patch(kind, "join", _make_join)
    hooks.patch(kind, "shutdown", _make_shutdown)
    for name in ("qsize", "empty", "full"):
        hooks.patch(kind, name, objects.asked(name))
    for one in (kind, module.LifoQueue, module.PriorityQueue):
        _patch_inner(one)


def _definer(kind, name):
    """Return the class that a class has a method from (a class of 2.7 may be an old one, which knows no `__mro__`)."""
    for one in getattr(kind, "__mro__", None) or ancestors(kind):
        if name in vars(one):
            return one


def ancestors(kind):
    """Yield a class and those that it derives from."""
    yield kind
    for base in kind.__bases__:
        for one in ancestors(base):
            yield one


def _patch_inner(kind):
    """Hook `_put` and `_get` where a class has them from, once."""
    for name, make in (("_put", _make_inner_put), ("_get", _make_inner_get)):
        owner = _definer(kind, name)
        if not hasattr(vars(owner)[name], _TABLE):
            hooks.patch(owner, name, make)
            setattr(vars(owner)[name], _TABLE, True)


def _make_init(original, module):
    def __init__(self, maxsize=0):
        original(self, maxsize)
        if objects.is_script():
            _announce(self, maxsize, module)

    return __init__


def _announce(queue, maxsize, module):
    try:
        detail = watch(queue, maxsize, module)
    except Exception:  # a class too much its own
        unfollowed.tell("queue.Queue")
        return
    objects.announce(queue, "queue", detail)


def watch(queue, maxsize, module, told=None):
    """Number what a queue takes in; return the detail of its making.

    With `told`, a dictionary, nothing is recorded, but the number that was put or taken last is noted there by thread.
    """
    kind = queue.__class__
    order = _order(kind, module)
    _patch_inner(kind)
    # The number of the last put, the order in which equal items are taken, the numbers by the items' ids.
    notes.attributes(queue)[_TABLE] = {"count": 0, "order": order, "told": told}
    bound = maxsize if maxsize > 0 else 0
    return "%s %s" % ("priority" if order == "own" else order, settings.describe(bound))


def told_by(queue):
    """Return the dictionary in which a queue notes what it does, or None."""
    table = notes.attributes(queue).get(_TABLE)
    return table["told"] if table is not None else None


def _order(kind, module):
    """Return the order in which a queue's items come out; `own` if the script's class has its own."""
    owners = {_definer(kind, "_put"), _definer(kind, "_get")}
    for owner, order in ((module.Queue, "fifo"), (module.LifoQueue, "lifo"), (module.PriorityQueue, "priority")):
        if owners == {owner}:
            return order
    return "own"


def _make_put(original, full):
    tell, find, shorten, describe, wait = event, objects.key_of, objects.shorten, settings.describe, arrivals.wait

    def put(self, item, block=True, timeout=None):
        key = find(self)
        if key is None:
            return original(self, item, block, timeout)
        wait()
        if self.maxsize > 0:
            tell("put-call", key, describe(timeout) if block else "0")
        try:
            return original(self, item, block, shorten(timeout))
        except full:
            tell("put", key, "full")
            raise

    return put


def _make_get(original, empty):
    tell, find, shorten, describe = event, objects.key_of, objects.shorten, settings.describe

    def get(self, block=True, timeout=None):
        key = find(self)
        if key is None:
            return original(self, block, timeout)
        tell("take-call", key, describe(timeout) if block else "0")
        try:
            return original(self, block, shorten(timeout))
        except empty:
            tell("take", key, "empty")
            raise

    return get


def _make_inner_put(original):
    tell, find, identity, ident = event, objects.key_of, real.identity, real.get_ident

    def _put(self, item):
        table = getattr(self, "_recorder_items", None)
        if table is None or table.get("is_putting"):
            return original(self, item)
        size = self._qsize() if table["order"] == "own" else -1
        table["is_putting"] = True
        try:
            result = original(self, item)
        finally:
            table["is_putting"] = False
        number = table["count"] = table["count"] + 1
        if size < 0 or self._qsize() > size:  # the script's own class may drop what it has already
            table.setdefault(identity(item), []).append(number)
        if table["told"] is None:
            tell("put", find(self), number)
        else:
            table["told"][ident()] = number
        return result

    return _put


def _make_inner_get(original):
    tell, find, identity, ident = event, objects.key_of, real.identity, real.get_ident

    def _get(self):
        table = getattr(self, "_recorder_items", None)
        if table is None or table.get("is_getting"):
            return original(self)
        table["is_getting"] = True
        try:
            item = original(self)
        finally:
            table["is_getting"] = False
        numbers = table.pop(identity(item), None) or ["?"]
        number = numbers.pop(0 if table["order"] in ("fifo", "priority") else -1)
        if numbers:
            table[identity(item)] = numbers
        if table["told"] is None:
            tell("take", find(self), number)
        else:
            table["told"][ident()] = number
        return item

    return _get


def _make_task_done(original):
    tell, find, attributes = event, objects.key_of, notes.attributes

    def task_done(self):
        """One that fails is none; one that another thread made possible meanwhile is told late."""
        key = find(self)
        may = key is not None and attributes(self).get("unfinished_tasks", 0) > 0
        if may:
            tell("task-done", key)
        original(self)
        if key is not None and not may:
            tell("task-done", key)

    return task_done


def _make_join(original):
    tell, find = event, objects.key_of

    def join(self):
        key = find(self)
        if key is None:
            return original(self)
        tell("tasks-join-call", key)
        original(self)
        tell("tasks-join", key)

    return join


def _make_shutdown(original):
    def shutdown(self, *args, **kwargs):
        if objects.key_of(self) is not None:
            unfollowed.tell("queue.Queue.shutdown")
        return original(self, *args, **kwargs)

    return shutdown
