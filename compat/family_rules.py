"""The rules of order for the ends of processes, threads, programs and managers: joins, waits, exits.  Called by `happens_before`."""

from __future__ import annotations

from compat.rules import Context, Table, rule
from compat.strand import Child, Step, Strand, call_of, is_untimed

FAMILY_RULES: Table = {}


@rule("join", FAMILY_RULES)
def _join(context: Context) -> None:
    """Everything of a process, a thread or a program is over before a wait for it returns that has no timeout."""
    for strand, step, node in context.each("process-join", "thread-join", "spawn-wait"):
        child = context.program.child_of(step)
        is_told = step.kind == "spawn-wait" and step.args[1] != ""  # one that gives up raises
        if child is not None and (is_told or is_untimed(strand, step)):
            _end_before(context, child, node, step)
    _reap(context)


def _reap(context: Context) -> None:
    """`waitpid` comes after the end of the child that it names, the k-th `wait` for any after the ends of k."""
    program, order = context.program, context.order
    counts: dict[Strand, int] = {}
    for strand, step, node in context.each("reap"):
        call, child = call_of(strand, step), program.child_of(step)
        if child is None or call is None:
            continue
        counts[strand] = counts.get(strand, 0) + 1
        if call.args[1] not in ("", "0"):
            context.race(step, "the answer of a wait that does not wait")
        elif call.args[0].isdigit() and call.args[0] != "0":
            _end_before(context, child, node, step)
        else:
            homes = [program.strands[one.name] for one in program.children_of(strand.home, "fork")]
            order.after_some(node, [order.last(home) for home in homes], counts[strand], step.place)


def _end_before(context: Context, child: Child, node: int, step: Step) -> None:
    """Everything of a process or thread, what is left in a pipe's buffer included for a process, comes before a node."""
    order = context.order
    for strand in context.program.strands_of(child):
        if strand in context.shared:
            continue  # it may as well be another child that ran it
        order.edge(order.last(strand), node, step.place)
        for left in order.loose.get(strand, ()) if child.kind != "thread" else ():
            order.edge(left, node, step.place)


@rule("exit", FAMILY_RULES)
def _exit(context: Context) -> None:
    """At its end a process waits for its threads (before 3.7 only main does), multiprocessing's exit handler for children."""
    program = context.program
    for strand, step, node in context.each("threads-joined", "exit-end"):
        kind = "thread" if step.kind == "threads-joined" else "process"
        for child in program.children_of(strand.home, kind):
            if not child.daemon:
                _end_before(context, child, node, step)


@rule("manager", FAMILY_RULES)
def _manager(context: Context) -> None:
    """A manager has started when its server is ready; it goes on when it is told to end, and is over then."""
    order = context.order
    for _, step, node in context.each("manager-started", "manager-end-call", "manager-end"):
        child = context.program.child_of(step)
        if child is None:
            continue
        if step.kind == "manager-end":
            _end_before(context, child, node, step)
            continue
        own = [one for one in context.program.strands[child.name].steps if order.has_node(one)]
        at = next((n for n, one in enumerate(own) if one.kind == "manager-ready"), None)
        if at is None:
            continue
        if step.kind == "manager-started":
            order.edge(order.node_of(own[at]), node, step.place)
        elif at + 1 < len(own):
            order.edge(node, order.node_of(own[at + 1]), step.place)
