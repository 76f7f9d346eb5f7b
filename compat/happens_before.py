"""What a program guarantees: the table of rules that turns a `Program` into an `Order`.

Called by `side`.  Every edge carries the rule that made it and the place in the script.  Each rule was read in the source
of the interpreters it is claimed for (`multiprocessing/pool.py`, `concurrent/futures/`), 2.7.18 and 3.6 to 3.13.
"""

from __future__ import annotations

from itertools import pairwise

from compat.data_races import find_data_races, find_free_writes
from compat.family_rules import FAMILY_RULES
from compat.late_rules import LATE_RULES
from compat.message_rules import ARRIVAL_RULES, MESSAGE_RULES
from compat.order import Order
from compat.rounds import Rounds
from compat.rules import Context, Table, rule
from compat.strand import Job, Pool, Program, Step, Strand, call_of, is_untimed
from compat.sync_rules import LAST_SYNC_RULES, SYNC_RULES

RULES: Table = {}


def find_order(program: Program, rounds: Rounds) -> Order:
    """Apply every rule of the table."""
    context = Context(program, rounds)
    for strand in program.strands.values():
        context.order.add_strand(strand)
    for pool in program.pools:
        for job in pool.jobs:
            _add_job(context.order, job)
    for table in (RULES, FAMILY_RULES, MESSAGE_RULES, SYNC_RULES, ARRIVAL_RULES, LAST_SYNC_RULES, LATE_RULES):
        for name, function in table.items():
            context.order.current = name.partition(":")[0]
            function(context)
    context.order.break_cycles()
    context.order.data_races = find_data_races(context)
    context.order.free_writes = find_free_writes(context)
    return context.order


def _add_job(order: Order, job: Job) -> None:
    """Hidden nodes of a job: each task's begin, end and result, and the job as ready."""
    order.tasks[job] = job.tasks
    for index in job.tasks:
        for role in ("begin", "end", "result"):
            order.add_hidden((job, index, role), f"{role} of {job.name_task(index)}")
    order.add_hidden((job, "ready"), f"ready of {job.name}")


@rule("program order", RULES)
def _program_order(context: Context) -> None:
    for strand in context.program.strands.values():
        context.order.chain_strand(strand, _Feeding(context.program).begins_anew if strand.kind == "feed" else None)


class _Feeding:
    """The hands of a feeding thread: those of jobs that unordered strands submitted come in no order of their own."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.submitter: Strand | None = None

    def begins_anew(self, step: Step) -> bool:
        job = self.program.job_of(step, 1) if step.kind == "hand" else None
        if job is None:
            return False
        earlier, self.submitter = self.submitter, job.submitter
        return earlier is not None and earlier is not job.submitter


@rule("start", RULES)
def _start(context: Context) -> None:
    order = context.order
    for pool in context.program.pools:
        for job in pool.jobs:
            submit = job.submit
            for index in order.tasks[job]:
                order.edge(order.node_of(submit), order.key(job, index, "begin"), submit.place)
    for _, step, node in context.each("process-start", "thread-start", "fork-call", "spawn-call"):
        child = context.program.child_of(step)
        if child is not None:
            order.edge(node, order.first(context.program.strands[child.name]), step.place)


@rule("worker", RULES)
def _worker(context: Context) -> None:
    """Every worker's own part comes after the pool is made; before the items only where there is one worker at a time."""
    order = context.order
    starts = _find_starts(context)
    for pool in context.program.pools:
        made = pool.made
        for worker in pool.workers:
            order.edge(order.node_of(made), order.first(worker), made.place)
            if worker.name in starts:
                order.edge(starts[worker.name], order.first(worker), made.place)
        ready = [step for worker in pool.workers[:1] for step in worker.steps if step.kind == "worker-ready"]
        if pool.size == 1 and ready:
            for job in pool.jobs:
                for index in order.tasks[job]:
                    order.edge(order.node_of(ready[0]), order.key(job, index, "begin"), made.place)


def _find_starts(context: Context) -> dict[str, int]:
    """For workers by name the node at which a process was started; what the starting one held in a pipe's buffer is out then.

    Not for an executor's further workers: which submission makes them is a race.
    """
    found: dict[str, int] = {}
    for strand in context.program.strands.values():
        for at, step in enumerate(strand.steps):
            if step.kind != "process-start":
                continue
            after = strand.steps[at + 1] if strand.steps[at + 1 : at + 2] else step
            for pool in context.program.pools:
                if pool.made.event.process == step.event.process and step.args[0] in pool.identities:
                    number = pool.identities.index(step.args[0])
                    if number == 0 or not pool.is_executor:
                        found[f"{pool.name}/worker{number + 1}"] = context.order.node_of(
                            after if after.kind == "leave" else step
                        )
    return found


@rule("feed", RULES)
def _feed(context: Context) -> None:
    """Tasks are handed over by one thread in the order of submission; what an iterable prints is a part of that thread."""
    order = context.order
    for strand in context.program.strands.values():
        if strand.kind != "feed":
            continue
        for at, step in enumerate(strand.steps):
            job = context.program.job_of(step, 1) if step.kind == "hand" else None
            if job is None:
                continue
            earlier = strand.steps[at - 1] if at else None
            if earlier is None or earlier.kind != "hand" or earlier.args[1] != step.args[1]:
                for node in _fed_from(order, strand, at, job):
                    order.edge(order.node_of(job.submit), node, job.submit.place)
            order.edge(order.node_of(step), order.key(job, int(step.args[2] or 0), "begin"), job.submit.place)


def _fed_from(order: Order, strand: Strand, at: int, job: Job) -> list[int]:
    """The node of a `hand`, and of what the iterable printed before it: outputs since the submission, as far as recorded."""
    nodes = [order.node_of(strand.steps[at])]
    printed = []
    for step in reversed(strand.steps[:at]):
        if step.kind == "hand":
            earlier = next((other for other in job.pool.jobs if other.number == step.args[1]), None)
            if earlier is not None and earlier.method.startswith("imap"):
                return nodes  # it may be what the earlier iterable printed at its end
            break
        if step.event.index < job.submit.event.index:
            break
        if step.output is not None and not step.loose:
            printed.append(order.node_of(step))
    return nodes + printed if job.method.startswith("imap") else nodes


def _feed_end(context: Context, job: Job) -> list[int]:
    """The last of what the feeding thread did for a job before anything else was submitted: its iterable is exhausted."""
    feed = context.program.strands.get(f"{job.pool.name}/feed")
    if feed is None:
        return []
    at = max((n for n, s in enumerate(feed.steps) if s.kind == "hand" and s.args[1] == job.number), default=-1)
    following = [
        other.submit.event.index for other in job.pool.jobs if other.submit.event.index > job.submit.event.index
    ]
    until = min(following, default=None)
    last: list[int] = []
    for step in feed.steps[at + 1 :]:
        if step.kind == "hand" or (until is not None and step.event.index > until):
            break
        if step.output is not None and not step.loose:
            last = [context.order.node_of(step)]
    return last


@rule("chunk", RULES)
def _chunk(context: Context) -> None:
    order = context.order
    for pool in context.program.pools:
        for job in pool.jobs:
            place = job.submit.place
            for index, items in job.chunks.items():
                order.edge(order.key(job, index, "begin"), order.first(items[0]), place)
                for earlier, later in pairwise(items):
                    order.edge(order.last(earlier), order.first(later), place)
                order.edge(order.last(items[-1]), order.key(job, index, "end"), place)


@rule("result", RULES)
def _result(context: Context) -> None:
    order = context.order
    for pool in context.program.pools:
        for job in pool.jobs:
            place = job.submit.place
            tasks = order.tasks[job]
            for index in tasks:
                order.edge(order.key(job, index, "begin"), order.key(job, index, "end"), place)
                order.edge(order.key(job, index, "end"), order.key(job, index, "result"), place)
            _decide_ready(order, job)
    for strand, step, node in context.each("get", "wait"):
        waited = context.program.job_of(step)
        is_sure = step.args[1] != "timeout" if step.kind == "get" else is_untimed(strand, step)
        if waited is not None and is_sure:
            order.edge(order.key(waited, "ready"), node, step.place)
    _deliveries(context)


def _decide_ready(order: Order, job: Job) -> None:
    """A job is ready when all its tasks have come back; on 2.7 a map is at its first failed chunk."""
    place = job.submit.place
    if job.is_ready_at_first_failure:
        order.threshold(order.key(job, "ready"), [order.key(job, index, "result") for index in job.failed], 1, place)
        return
    for index in order.tasks[job]:
        order.edge(order.key(job, index, "result"), order.key(job, "ready"), place)


def _deliveries(context: Context) -> None:
    """`next` of imap comes after the result of its item and, since imap delivers in order, of all before it."""
    order = context.order
    counts: dict[Job, int] = {}
    for strand, step, node in context.each("next"):
        job = context.program.job_of(step)
        if job is None or step.args[-1] == "timeout" or strand.kind == "round":
            continue
        results = [order.key(job, index, "result") for index in order.tasks[job]]
        if step.args[-1] == "stop":
            for before in results + _feed_end(context, job):
                order.edge(before, node, step.place)
            continue
        count = counts[job] = counts.get(job, 0) + 1
        if job.method == "imap":
            order.add_hidden((job, count, "delivered"), f"delivery {count} of {job.name}")
            delivered = order.key(job, count, "delivered")
            order.edge(results[count - 1], delivered, step.place)
            if count > 1:
                order.edge(order.key(job, count - 1, "delivered"), delivered, step.place)
            order.edge(delivered, node, step.place)
        else:
            order.threshold(node, results, count, step.place)
            if len(results) > 1:
                context.race(step, "which result next() gives")


@rule("callback", RULES)
def _callback(context: Context) -> None:
    """A pool calls back before ready, one callback at a time; a future is ready before its callbacks."""
    order = context.order
    for pool in context.program.pools:
        sections = []
        for job in pool.jobs:
            place = job.submit.place
            for number, strand in enumerate(job.callbacks, start=1):
                added = job.added.get(str(number))
                if strand.adder is not None:
                    order.edge(order.key(job, "ready"), order.first(strand), place)
                elif added is not None and not context.by_channel.get(f"{pool.name}/callbacks"):
                    order.edge(order.node_of(added), order.first(strand), added.place)
                if strand.kind != "callback" or strand.adder is not None:
                    continue
                sections.append(order.section_of(strand))
                if context.by_channel.get(f"{pool.name}/callbacks"):
                    continue  # bound to rounds: the rule `message` orders them
                if pool.is_executor:
                    order.edge(order.key(job, "ready"), order.first(strand), place)
                    continue
                for index in order.tasks[job]:
                    order.edge(order.key(job, index, "result"), order.first(strand), place)
                order.edge(order.last(strand), order.key(job, "ready"), place)
        if not pool.is_executor:
            order.exclude(sections, pool.made.place)


@rule("join", RULES)
def _join(context: Context) -> None:
    """Everything of a pool is over before its `join`, or an executor's `shutdown(wait=True)`, returns."""
    order = context.order
    for strand, step, node in context.each("join", "shutdown"):
        pool = context.program.pool_of(step)
        if pool is None or (step.kind == "shutdown" and not _waits(strand, step)):
            continue
        for part in _parts_of(context, pool):
            order.edge(order.last(part), node, step.place)
            if not pool.has_threads and part.kind in ("item", "worker"):
                for left in order.loose.get(part, ()):
                    order.edge(left, node, step.place)
        for job in pool.jobs:
            order.edge(order.key(job, "ready"), node, step.place)
            for index in order.tasks[job]:
                order.edge(order.key(job, index, "result"), node, step.place)


def _parts_of(context: Context, pool: Pool) -> list[Strand]:
    """The strands that run in a pool's workers and in its own threads."""
    feed = context.program.strands.get(f"{pool.name}/feed")
    parts = [*pool.workers, *([feed] if feed is not None else [])]
    for job in pool.jobs:
        parts += [item for items in job.chunks.values() for item in items]
        parts += [callback for callback in job.callbacks if callback.adder is None]
    return parts


def _waits(strand: Strand, step: Step) -> bool:
    """Whether the call that this `shutdown` returns from had `wait=True`."""
    call = call_of(strand, step)
    return call is None or call.args[1] != "0"
