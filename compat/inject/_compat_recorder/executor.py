"""Both executors of `concurrent.futures`: their making, submissions, workers and shutdown.

Run by: the import of `concurrent.futures.thread` and `.process`.  Versions: 3.6 or later.
May not import: anything but builtin modules; see `sitecustomize`.
"""

from __future__ import absolute_import

import sys

from . import future, hooks, job, notes, process, turn, worker
from .trace import event

_getframe = sys._getframe


def patch_thread(module):
    """Watch the executor of threads."""
    executor = module.ThreadPoolExecutor
    hooks.patch(executor, "__init__", lambda original: _make_init(original, "thread-executor"))
    hooks.patch(executor, "shutdown", _make_shutdown)
    hooks.patch(module._WorkItem, "__init__", lambda original: _make_item(original, True))
    hooks.patch(module, "_worker", _make_thread_worker)
    process.start_watchers["thread-executor"] = lambda *start: _watch_thread(module, *start)


def patch_process(module):
    """Watch the executor of processes; its workers run here too."""
    executor = module.ProcessPoolExecutor
    hooks.patch(executor, "__init__", lambda original: _make_init(original, "process-executor"))
    hooks.patch(executor, "shutdown", _make_shutdown)
    hooks.patch(executor, "map", future.make_map)
    hooks.patch(module._WorkItem, "__init__", lambda original: _make_item(original, False))
    hooks.patch(module, "_process_worker", lambda original: _make_process_worker(original, module))
    if hasattr(module, "_ExecutorManagerThread"):
        hooks.patch(module._ExecutorManagerThread, "run", _make_manager)
    else:
        hooks.patch(module, "_queue_management_worker", _make_manager)
    process.start_watchers["process-executor"] = lambda *start: _watch_process(module, *start)


def _number(*things):
    """Return the number of the executor that one of these is, or is the queue of, or nothing."""
    for thing in things:
        number = notes.get(thing)
        if isinstance(number, int):
            return number
    return ""


def _make_init(original, flavour):
    def __init__(self, *args, **kwargs):
        original(self, *args, **kwargs)
        try:
            if _number(self) == "":
                number = job.next_number("pool")
                # The queue is what its workers and its manager get; they may outlive the executor itself.
                for thing in (self, getattr(self, "_call_queue", None), getattr(self, "_work_queue", None)):
                    if thing is not None:
                        notes.put(thing, number)
                tasks = getattr(self, "_max_tasks_per_child", None)
                event("pool", number, flavour, self._max_workers, "" if tasks is None else tasks)
        except Exception:
            pass

    return __init__


def _make_shutdown(original):
    def shutdown(self, wait=True, **options):
        cancel = options.get("cancel_futures", False)
        event("shutdown-call", _number(self), int(bool(wait)), int(bool(cancel)))
        result = original(self, wait, **options)
        event("shutdown", _number(self))
        return result

    return shutdown


def _make_item(original, is_thread):
    """A work item is made under the executor's lock, just before it is queued: that is the submission."""

    def __init__(self, future_, *args, **kwargs):
        original(self, future_, *args, **kwargs)
        try:
            pool = _number(_getframe(1).f_locals.get("self"))
            note = future.Note(job.next_number("future"), pool, is_thread)
            future_._recorder_note = note
            event("submit", pool, note.name, "submit", "", "", "" if is_thread else _chunk_length(self))
        except Exception:
            pass

    return __init__


def _chunk_length(item):
    """Return how many elements of a `map` a submission carries, or nothing if it is none of a `map`."""
    called = getattr(item.fn, "func", None)
    return len(item.args[0]) if getattr(called, "__name__", "") == "_process_chunk" else ""


def _watch_thread(module, target, arguments, name):
    if target is module._worker:
        event("worker-start", _number(arguments[0](), *arguments[1:]), name)


def _watch_process(module, target, arguments, name):
    if target is module._process_worker:
        event("worker-start", _number(arguments[0]), name)


def _make_manager(original):
    def manage(*args):
        try:
            event("thread-role", "manager", _number(getattr(args[0], "call_queue", None), *args))
        except Exception:
            pass
        return original(*args)

    return manage


def _make_thread_worker(original):
    def _worker(reference, *args):
        items = worker.Items()
        try:
            worker.begin(_number(reference(), *args))
            args = tuple([_watched(thing, items) if hasattr(thing, "get_nowait") else thing for thing in args])
        except Exception:
            pass
        return worker.run(items, original, (reference,) + args, {})

    return _worker


def _watched(queue, items):
    """Return a stand-in for the workers' queue: the first look into it means that the initializer is done."""

    def get(*args, **kwargs):
        items.ready()
        return queue.get(*args, **kwargs)

    def get_nowait():
        items.ready()
        return queue.get_nowait()

    return worker.Queue(queue, get=get, get_nowait=get_nowait)


def _make_process_worker(original, module):
    def _process_worker(calls, results, *args, **kwargs):
        items = worker.Items()
        try:
            worker.begin(None)
            source = worker.Queue(calls, get=_make_get(calls.get, items, module))
            target = worker.Queue(results, put=_make_put(results.put, items))
        except Exception:
            source, target = calls, results
        return worker.run(items, original, (source, target) + args, kwargs)

    return _process_worker


def _make_get(original, items, module):
    def get(*args, **kwargs):
        items.ready()
        call = original(*args, **kwargs)
        if call is not None:
            try:
                _begin_call(call, items, module)
            except Exception:
                pass
        return call

    return get


def _begin_call(call, items, module):
    """Record that a call begins; the elements of a chunk record themselves."""
    name = "w%d" % call.work_id
    if getattr(call.fn, "func", None) is not module._process_chunk:
        items.begin(name)
        return
    element = worker.Element(call.fn.args[0], name, "", len(call.args[0]))
    call.fn = type(call.fn)(module._process_chunk, element)


def _make_put(original, items):
    def put(result):
        try:
            if not isinstance(result, int):
                error = result.exception
                items.end("ok" if error is None else "error", "" if error is None else worker.name_of_result(error))
                turn.wait(result.work_id)
        except Exception:
            pass
        return original(result)

    return put
