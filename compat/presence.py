"""Presence: which nodes may be missing from a run because something ended their strand first.  Called by `side`.

A *killer* is a step that ends others' strands: `terminate` of a pool, called by the script, by leaving `with Pool()`, or by
the pool's finalizer when its process exits; `cancel` and `shutdown(cancel_futures=True)` of what has not begun.  An output
is certain if it is ordered before each killer of its strand.
"""

from __future__ import annotations

from compat.order import Order
from compat.strand import Child, Job, Pool, Program, Step, Strand, is_untimed


def mark_presence(program: Program, order: Order) -> frozenset[str]:
    """Mark possible nodes, make edges out of them weak where they only order, and name the cut strands."""
    victims: set[int] = set()
    for strand, step in program.each("terminate-call", "shutdown-call", "cancel", "get"):
        if step.kind == "terminate-call":
            victims |= _terminate(program, order, strand, step)
        else:
            victims |= _cancel(order, step, _cancelled_at(program, strand, step))
    victims |= _spare_workers(program, order)
    for child, killer in _find_kills(program, order):
        victims |= _kill(program, order, child, killer)
    for node in victims:
        order.nodes[node].possible = True
    for before, after in order.edges:
        if order.nodes[before].possible and not order.nodes[after].possible:
            order.weak.add((before, after))
    return _cut_strands(program, order, victims)


def _terminate(program: Program, order: Order, strand: Strand, step: Step) -> set[int]:
    """The nodes that this killer may keep from happening; what of them does happen is over when it returns.

    Threads are not killed: what a worker thread of a pool has begun goes on until the process ends, which is later.
    Nor is what a callback left in its process's buffer: it leaves with the rest, even after the killer has returned.
    """
    pool = program.pool_of(step)
    if pool is None:
        return set()
    safe = order.ancestors(order.node_of(step))
    buffered = _find_buffered(program, order, pool)
    victims = {node for node in _nodes_of_pool(program, order, pool) if buffered.get(node, node) not in safe} - safe
    returned = _return_of(strand, step)
    if returned is not None and not pool.has_threads:
        order.current = "terminate"
        for node in victims - buffered.keys():
            order.edge(node, order.node_of(returned), step.place)
    return victims


def _find_buffered(program: Program, order: Order, pool: Pool) -> dict[int, int]:
    """The outputs that leave later and were written by strands of a pool in its owner's process, with the nodes of their writing."""
    strands = [strand for strand in program.strands.values() if strand.pool is pool]
    return {
        order.leaving(step): order.node_of(step)
        for strand in strands
        if strand.process == pool.owner.process
        for step in strand.steps
        if step.loose
    }


# processes and threads ---------------------------------------------------------------------------------------------


def _find_kills(program: Program, order: Order) -> list[tuple[Child, int]]:
    """Each process or thread that something may end, with the node of what ends it."""
    found: list[tuple[Child, int]] = []
    for strand, step in program.each("kill-call", "exit-begin", "timer-cancel", "os-kill"):
        node = order.node_of(step)
        if step.kind in ("os-kill", "kill-call") and not program.is_kill(step):
            continue
        if step.kind == "exit-begin":
            found += [(child, node) for child in program.children_of(strand.home, "process") if child.daemon]
        elif (child := program.child_of(step)) is not None:
            found.append((child, node))
    for home in [strand for strand in program.strands.values() if strand.root is None]:
        joined = any(step.kind == "threads-joined" for step in home.steps)
        left = [child for child in program.children_of(home, "thread") if child.daemon or not joined]
        found += [(child, order.last(home)) for child in left]
    return found


def _kill(program: Program, order: Order, child: Child, killer: int) -> set[int]:
    """The nodes of a process or thread that its killer may keep from happening."""
    safe = order.ancestors(killer)
    shared = [(program.thing_of(step), step.inner) for _, step in program.each("shared-round")]
    own: set[int] = set()
    for strand in program.strands_of(child):
        own |= order.nodes_of(strand) if strand not in [part for _, part in shared] else set()
    if child.kind != "thread":
        _end_at_joins(program, order, child, own - safe)
    for thing, part in shared:  # whoever ran it in this run, the one that is killed may have been it
        if part is not None and any(thing is program.thing_of(step) for step in _receives(program, child)):
            own |= order.nodes_of(part)
    return own - safe


def _receives(program: Program, child: Child) -> list[Step]:
    """The steps with which a process or thread receives from queues and pipes."""
    kinds = ("shared-round", "take-call", "recv-call")
    return [step for strand in program.strands_of(child) for step in strand.steps if step.kind in kinds]


def _end_at_joins(program: Program, order: Order, child: Child, victims: set[int]) -> None:
    """What an ended process did is over when somebody has joined it; so is what its parent's exit handler ends."""
    order.current = "join"
    for strand, step in program.each("process-join", "exit-end", "reap", "spawn-wait"):
        if step.kind == "exit-end":
            is_over = child.starter.home is strand.home and child.kind == "process"
        elif step.kind == "reap":
            is_over = program.child_of(step) is child
        else:
            is_over = program.child_of(step) is child and is_untimed(strand, step)
        for node in victims if is_over else ():
            order.edge(node, order.node_of(step), step.place)


def _return_of(strand: Strand, step: Step) -> Step | None:
    later = strand.steps[strand.steps.index(step) :]
    return next((s for s in later if s.kind == "terminate" and s.args[0] == step.args[0]), None)


def _nodes_of_pool(program: Program, order: Order, pool: Pool) -> set[int]:
    nodes: set[int] = set()
    for strand in program.strands.values():
        if strand.adder is None and (
            strand.pool is pool or strand.name in (f"{pool.name}/feed", f"{pool.name}/result")
        ):
            nodes |= order.nodes_of(strand)
    for job in pool.jobs:
        nodes |= _nodes_of_job(order, job)
    return nodes


def _nodes_of_job(order: Order, job: Job) -> set[int]:
    keys = [order.key(job, index, role) for index in order.tasks[job] for role in ("begin", "end", "result")]
    return {order.key(job, "ready"), *keys}


# cancelling ------------------------------------------------------------------------------------------------------


def _cancelled_at(program: Program, strand: Strand, step: Step) -> list[Job]:
    """The jobs that a step cancels unless they have begun."""
    if step.kind == "cancel":
        job = program.job_of(step)
        return [job] if job is not None else []
    if step.kind == "shutdown-call":
        pool = program.pool_of(step)
        return pool.jobs if pool is not None and step.args[2] == "1" else []
    return _rest_of_map(program, strand, step)


def _rest_of_map(program: Program, strand: Strand, step: Step) -> list[Job]:
    """What an executor's `map` cancels when an element raises: known by the cancelling that follows in this run."""
    at = strand.steps.index(step) + 1 if step.args[1] != "ok" else len(strand.steps)
    failed = program.job_of(step)
    if failed is None or at >= len(strand.steps) or strand.steps[at].kind != "cancel":
        return []
    jobs = failed.pool.jobs
    later = jobs[jobs.index(failed) + 1 :]
    return [job for job in later if job.submit.place == failed.submit.place and job.submitter is failed.submitter]


def _cancel(order: Order, step: Step, jobs: list[Job]) -> set[int]:
    """What has begun runs to its end; all else never happens, but for the callbacks."""
    if not jobs:
        return set()
    safe = order.ancestors(order.node_of(step))
    victims: set[int] = set()
    for job in jobs:
        tasks = [index for index in order.tasks[job] if order.key(job, index, "begin") not in safe]
        for index in tasks:
            victims.update(order.key(job, index, role) for role in ("begin", "end", "result"))
            for item in job.chunks.get(index, ()):
                victims |= order.nodes_of(item)
    return victims


def _spare_workers(program: Program, order: Order) -> set[int]:
    """An executor makes a further worker only if no other is idle: what that prints of its own may be missing."""
    nodes: set[int] = set()
    for pool in program.pools:
        if pool.is_executor and (pool.has_threads or pool.version >= (3, 9)):
            for worker in pool.workers[1:]:
                nodes |= order.nodes_of(worker)
    return nodes


def _cut_strands(program: Program, order: Order, victims: set[int]) -> frozenset[str]:
    """The strands whose end is missing: those that were begun, and the tasks that were submitted and never begun."""
    started = {child.name for child in program.started.values()}
    cut = {s.name for s in program.strands.values() if (s.kind == "item" or s.name in started) and not s.ended}
    for job in program.jobs:
        if job.cancel is not None and not job.chunks:
            cut.add(job.name_task(0))
        is_over = len(job.results) == len(order.tasks[job])
        if "ok" in job.added and not job.callbacks and not is_over and order.key(job, "ready") in victims:
            cut.add(f"{job.name}/callback")
        for index in order.tasks[job]:
            if index not in job.chunks and order.key(job, index, "begin") in victims:
                cut.add(job.name_task(index))
    return frozenset(cut)
