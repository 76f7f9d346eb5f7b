"""The rules that look at the order so far: what is certainly over before a submission, and which answers race.

Called by `happens_before`, after its own rules.
"""

from __future__ import annotations

from itertools import pairwise

from compat.event import Place
from compat.order import Order
from compat.polling import is_over
from compat.rules import Context, Table, rule
from compat.strand import Job, Pool, Step, Strand, Thing, call_of

LATE_RULES: Table = {}
#: Steps after which a task may be known to be over.
_WAITS = frozenset(["get", "wait", "next", "join", "shutdown", "ask", "await", "receive", "round", "terminate"])

#: What changes the answers of a thing, by what it is.
_CHANGES = {
    "lock": ("acquire", "release"),
    "rlock": ("acquire", "release"),
    "semaphore": ("acquire", "release"),
    "bounded-semaphore": ("acquire", "release"),
    "event": ("set", "clear"),
    "queue": ("put", "take"),
    "end": ("send",),
}


@rule("capacity", LATE_RULES)
def _capacity(context: Context) -> None:
    """With n workers task k begins only when at least k - n + 1 of those before it have ended."""
    for pool in context.program.pools:
        for submitter in dict.fromkeys(job.submitter for job in pool.jobs):
            jobs = [job for job in pool.jobs if job.submitter is submitter]
            if pool.size == 1:
                _serve_all_in_order(context.order, pool, submitter, jobs)
            else:
                _limit(context.order, pool, submitter, jobs)


def _limit(order: Order, pool: Pool, submitter: Strand, jobs: list[Job]) -> None:
    """The thresholds of a larger pool; tasks that have certainly ended before a submission are left out of them."""
    waits = _waits_between(submitter, jobs)
    under_way: list[tuple[Job, int]] = []
    places = {id(step): at for at, step in enumerate(submitter.steps)}
    for job in jobs:
        if job in waits and under_way:
            over = order.ancestors(order.node_of(job.submit))
            under_way = [(earlier, end) for earlier, end in under_way if end not in over]
        for index in order.tasks[job]:
            ends = [end for _, end in under_way]
            if pool.is_executor and pool.has_threads:
                ends = [_slot_free(order, earlier, end, job, places) for earlier, end in under_way]
            order.threshold(order.key(job, index, "begin"), ends, len(ends) - pool.size + 1, pool.made.place)
            under_way.append((job, order.key(job, index, "end")))


def _slot_free(order: Order, earlier: Job, end: int, job: Job, places: dict[int, int]) -> int:
    """When the thread of an executor that ran an earlier task is free for a later one: it first runs the callbacks.

    Those that were added before the later one was submitted, for only they certainly come before it.
    """
    limit = places.get(id(job.submit), 0)
    for number, callback in enumerate(earlier.callbacks, start=1):
        added = earlier.added.get(str(number))
        if callback.adder is None and added is not None and places.get(id(added), limit) < limit:
            end = order.last(callback)
    return end


def _waits_between(submitter: Strand, jobs: list[Job]) -> set[Job]:
    """The jobs before whose submission the submitter did anything but submit."""
    of_step = {id(job.submit): job for job in jobs}
    found: set[Job] = set()
    has_waited = True
    for step in submitter.steps:
        if step.kind == "submit":
            if has_waited and id(step) in of_step:
                found.add(of_step[id(step)])
            has_waited = False
        elif step.kind in _WAITS:
            has_waited = True
    return found


def _serve_all_in_order(order: Order, pool: Pool, submitter: Strand, jobs: list[Job]) -> None:
    """The tasks of a pool of one, one after another."""
    places = {id(step): at for at, step in enumerate(submitter.steps)}
    for earlier, later in pairwise((job, index) for job in jobs for index in order.tasks[job]):
        end = order.key(*earlier, "end")
        if pool.is_executor and pool.has_threads:
            end = _slot_free(order, earlier[0], end, later[0], places)
        order.edge(end, order.key(*later, "begin"), pool.made.place)
        _serve_in_order(order, earlier, later, pool.made.place)


def _serve_in_order(order: Order, earlier: tuple[Job, int], later: tuple[Job, int], place: Place | None) -> None:
    """Results that are put in order are served in order, the callback of one before the result of the next."""
    served = order.key(*earlier, "result")
    if earlier[0] is not later[0] and not earlier[0].pool.is_executor:
        served = order.key(earlier[0], "ready")
    order.edge(served, order.key(*later, "result"), place)


@rule("buffer", LATE_RULES)
def _buffer(context: Context) -> None:
    """Text of one process leaves it in the order in which it was written."""
    order = context.order
    written: dict[tuple[str, str], dict[int, int]] = {}
    for strand in context.program.strands.values():
        if strand.kind == "item" and strand.process == strand.name:
            continue  # which items share a process is nobody's promise
        for step in strand.steps:
            if step.loose and step.output is not None:
                leaves = written.setdefault((strand.process, step.output.stream), {})
                leaves[order.node_of(step)] = order.leaving(step)
    for leaves in written.values():
        for node, left in leaves.items():
            for earlier in order.ancestors(node) & leaves.keys():
                order.edge(leaves[earlier], left)


@rule("answer", LATE_RULES)
def _answer(context: Context) -> None:
    """A call that reports something as over comes after it.  The last rule: only now can be seen which answers race."""
    order = context.order
    for callback, front, after in order.inline:
        assert callback.job is not None
        ready = order.key(callback.job, "ready")
        if any(ready == node or ready in order.ancestors(node) for node in front):
            order.edge(order.last(callback), after, callback.steps[0].place)
    for strand, step, node in context.each("ask", "await", "cancel"):
        if step.kind == "await":
            _await(context, strand, step, node)
        elif step.kind == "cancel":
            _cancel(context, strand, step, node)
        elif (thing := context.program.thing_of(step)) is not None:
            _ask_thing(context, strand, step, thing)
        else:
            _ask(context, strand, step, node)
    for strand, step, _ in context.each("acquire", "take", "put", "poll"):
        tried = context.program.thing_of(step)
        if tried is not None and _is_tried(strand, step):
            _ask_thing(context, strand, step, tried)


def _is_tried(strand: Strand, step: Step) -> bool:
    """Whether a call came back with nothing, or might have: it does not wait, or not for ever."""
    if step.kind == "poll":
        return True
    call = call_of(strand, step)
    return call is not None and len(call.args) > 1 and call.args[1] not in ("", "None")


def _ask_thing(context: Context, strand: Strand, step: Step, thing: Thing) -> None:
    """An answer of a lock, an event or a queue is decided if all that other strands do with it comes before or after."""
    order, node = context.order, context.order.node_of(step)
    if context.is_polled(strand, step):
        return
    before = order.ancestors(node)
    for other, change, at in context.each(*_CHANGES.get(thing.what, ())):
        same = context.program.thing_of(change)
        if same is None or (same is not thing and not _is_other_end(thing, same)) or other is strand:
            continue
        if at not in before and node not in order.ancestors(at):
            context.race(step, f"the answer of {step.args[1] + '()' if step.kind == 'ask' else step.kind}")
            return


def _is_other_end(end: Thing, other: Thing) -> bool:
    return end.what == other.what == "end" and end.detail.partition(" ")[0] == other.made.args[0]


def _ask(context: Context, strand: Strand, step: Step, node: int) -> None:
    order, answer, over = context.order, is_over(step), _end_of(context, step)
    if step.args[1] in ("active_children", "active_count"):
        context.race(step, f"the answer of {step.args[1]}()")
    if over is None or answer is None:
        return
    if answer:
        if over not in order.ancestors(node) and not context.is_polled(strand, step):
            context.race(step, f"the answer of {_asked(step)}")
        order.edge(over, node, step.place)
    elif node not in order.ancestors(over) and not context.is_polled(strand, step):
        context.race(step, f"the answer of {_asked(step)}")


def _asked(step: Step) -> str:
    return step.args[1] if step.args[1] == "exitcode" else f"{step.args[1]}()"


def _end_of(context: Context, step: Step) -> int | None:
    """The node from which on what is asked about is over."""
    job = context.program.job_of(step)
    if job is not None:
        return context.order.key(job, "ready")
    child = context.program.child_of(step)
    return context.order.last(context.program.strands[child.name]) if child is not None else None


def _cancel(context: Context, strand: Strand, step: Step, node: int) -> None:
    """A job that was cancelled is ready at that; whether it can be is a race unless it cannot have begun."""
    order, job = context.order, context.program.job_of(step)
    if job is None:
        return
    if job.cancel is step:
        order.edge(node, order.key(job, "ready"), step.place)
    at = strand.steps.index(step)
    while at and strand.steps[at].kind == "cancel":
        at -= 1
    by_library = strand.kind == "manager" or (
        strand.steps[at].kind in ("get", "shutdown-call") and strand.steps[at].args[1] != "ok"
    )
    if not by_library:
        context.race(step, "the answer of cancel()")


def _await(context: Context, strand: Strand, step: Step, node: int) -> None:
    """`wait` comes after what it says is done; what it found beyond what it waited for is a race."""
    order, call = context.order, call_of(strand, step)
    done = [order.key(job, "ready") for job in context.program.jobs_of(step)]
    mode, limit = (call.args[0], call.args[1]) if call is not None else ("ALL_COMPLETED", "")
    if mode == "ALL_COMPLETED":
        for ready in done if not step.args[1] else ():
            order.edge(ready, node, step.place)
        return
    asked = context.program.jobs_of(call, 2) if call is not None else []
    every = [order.key(job, "ready") for job in asked]
    before = order.ancestors(node)
    if not limit and done:
        order.threshold(node, every, 1, step.place)
    if not before.issuperset(every):
        context.race(step, "which futures wait() found done")
