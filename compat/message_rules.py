"""The rules of order for messages: rounds of receivers, queues, pipes.  Called by `happens_before`, after its own rules."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from compat.channels import Channel
from compat.event import Place
from compat.order import Order
from compat.rounds import MESSAGE, Round
from compat.rules import Context, Table, rule
from compat.strand import Step, Strand, Thing

MESSAGE_RULES: Table = {}
#: Rules that look at the order so far, those for locks and signals included.
ARRIVAL_RULES: Table = {}


@rule("message", MESSAGE_RULES)
def _message(context: Context) -> None:
    """A round comes after its message; rounds of one receiver do not interleave; a numbered round waits for that many."""
    for rounds in context.by_channel.values():
        place = rounds[0].strand.steps[0].place if rounds[0].strand.steps else None
        if rounds[0].is_shared:
            _share(context, rounds, place)
        elif rounds[0].binding == MESSAGE:
            _bind_to_messages(context, rounds, place)
        else:
            _bind_to_numbers(context, rounds, place)
    inside = {id(part.strand.steps[0]) for part in context.rounds if part.strand.steps}
    for channel in context.rounds.channels:
        _deliver(context, channel, inside)


@rule("join:end of file", MESSAGE_RULES)
def _end_of_file(context: Context) -> None:
    """The end of file comes when every process that sent into the pipe has closed its end, or is over."""
    order, program = context.order, context.program
    for strand, step, node in context.each("recv"):
        end = program.thing_of(step)
        if end is None or step.args[1] != "eof":
            continue
        other = end.detail.partition(" ")[0]
        closes = {s.home: at for s, c, at in context.each("end-close") if c.args[0] == other}
        homes = {s.home for s, c, _ in context.each("send") if c.args[0] == other} | set(closes)
        for home in homes - {strand.home}:
            order.edge(closes.get(home, order.last(home)), node, step.place)


def _bind_to_messages(context: Context, rounds: list[Round], place: Place | None) -> None:
    order = context.order
    for part in rounds:
        order.edge(order.arrival(part.message), order.first(part.strand), place)
    order.exclude([order.section_of(part.strand) for part in rounds], place)


def _bind_to_numbers(context: Context, rounds: list[Round], place: Place | None) -> None:
    order, first = context.order, rounds[0]
    job = first.message.job
    is_callback = first.strand.kind == "callback" and job is not None
    if not (is_callback and job is not None and job.pool.is_executor):
        for earlier, later in pairwise(rounds):
            order.edge(order.last(earlier.strand), order.first(later.strand), place)
    some = frozenset(_find_arrivals(context, rounds))
    for part in rounds:
        order.after_some(order.first(part.strand), some, part.number + 1, place)
        if is_callback and part.message.job is not None and not part.message.job.pool.is_executor:
            order.edge(order.last(first.strand), order.key(part.message.job, "ready"), place)


def _find_arrivals(context: Context, rounds: list[Round]) -> list[int]:
    """Whatever may arrive where these rounds receive, those messages included that nobody took in this run."""
    order, job = context.order, rounds[0].message.job
    channel = _channel_of(context, rounds)
    if channel is not None:
        return [order.node_of(step) for _, step in channel.sent]
    if job is not None and job.method == "imap_unordered":
        return [order.key(job, index, "result") for index in order.tasks[job]]
    return [order.arrival(part.message) for part in rounds]


def _channel_of(context: Context, rounds: list[Round]) -> Channel | None:
    return next((channel for channel in context.rounds.channels if channel.name == rounds[0].channel), None)


# several receivers ------------------------------------------------------------------------------------------------


def _share(context: Context, rounds: list[Round], place: Place | None) -> None:
    """Rounds of a channel that several strands empty are like the tasks of a pool of that many workers, sender by sender."""
    order = context.order
    channel = _channel_of(context, rounds)
    receivers = channel.receivers if channel is not None else [part.receiver for part in rounds]
    in_turn = channel is not None and channel.flavour not in ("lifo", "priority")
    senders = {id(step): strand for strand, step in channel.sent} if channel is not None else {}
    begins = [order.first(receiver) for receiver in receivers]
    earlier: dict[Strand | None, list[int]] = {}
    for part in sorted(rounds, key=lambda part: part.number):
        first = order.first(part.strand)
        before = earlier.setdefault(senders.get(id(part.message.sent)), [])
        order.edge(order.arrival(part.message), first, place)
        order.threshold(first, begins, 1, place)
        if in_turn:
            order.threshold(first, before, len(before) - len(receivers) + 1, place)
        before.append(order.last(part.strand))


def _end_shared(context: Context) -> None:
    """Where all receivers of a channel are over, so are all its rounds, whoever ran them."""
    order = context.order
    for rounds in context.by_channel.values():
        if rounds[0].is_shared:
            channel = _channel_of(context, rounds)
            ends = {order.last(receiver) for receiver in (channel.receivers if channel is not None else ())}
            for node in order.find_after_all(ends) if ends else ():
                for part in rounds:
                    order.edge(order.last(part.strand), node)


# single receives --------------------------------------------------------------------------------------------------


def _deliver(context: Context, channel: Channel, inside: set[int]) -> None:
    """What is received outside of any round comes after as many messages as have certainly been received by then."""
    takes = [step for _, step, origin in channel.takes if origin is not None]
    if all(id(step) in inside for step in takes):
        return
    single = [(step, number + 1) for step, number in context.numbered(takes) if id(step) not in inside]
    _after_so_many(context, single, [sent for _, sent in channel.sent])
    for step, _ in single if channel.races else ():
        context.race(step, "which message comes")


def _after_so_many(context: Context, needs: list[tuple[Step, int]], others: list[Step]) -> None:
    """Each step comes after so many of others: where these follow each other, after the last of so many."""
    order = context.order
    in_turn = sorted(context.numbered(others), key=lambda one: one[1])
    nodes = [order.node_of(other) for other, _ in in_turn]
    are_chained = [number for _, number in in_turn] == list(range(len(others)))
    for step, needed in needs:
        if 0 < needed <= len(nodes) and are_chained:
            order.edge(nodes[needed - 1], order.node_of(step), step.place)
        elif needed > 0:
            order.after_some(order.node_of(step), nodes, needed, step.place)


@rule("message:in order", ARRIVAL_RULES)
def _in_order(context: Context) -> None:
    """Messages that are sent one after the other are received so, unless feeders or priorities come between."""
    for channel in context.rounds.channels:
        rounds = sorted(context.by_channel.get(channel.name, ()), key=lambda part: part.number)
        if not rounds or rounds[0].is_shared or rounds[0].binding != MESSAGE or channel.flavour in ("lifo", "priority"):
            continue
        for at, later in enumerate(rounds):
            ready = context.order.ancestors(context.order.arrival(later.message))
            for earlier in rounds[:at]:
                if _is_before(context, channel, earlier, later, ready):
                    context.order.edge(context.order.last(earlier.strand), context.order.first(later.strand))


def _is_before(context: Context, channel: Channel, earlier: Round, later: Round, ready: set[int]) -> bool:
    """Whether one message surely enters the pipe before another that it is sent before."""
    order = context.order
    if order.arrival(earlier.message) not in ready:
        return False
    first, second = earlier.message.sent, later.message.sent
    assert first is not None and second is not None
    if not channel.has_feeder or first.event.process == second.event.process:
        return True
    home = _home_of(context, first)
    return home is not None and order.last(home) in ready


def _home_of(context: Context, step: Step) -> Strand | None:
    """The strand of the process in which a step is."""
    return next(
        (s for s in context.program.strands.values() if s.root is None and _process_of(s) == step.event.process), None
    )


def _process_of(strand: Strand) -> int:
    return strand.steps[0].event.process if strand.steps else -1


# bounds and tasks -------------------------------------------------------------------------------------------------


@rule("count", MESSAGE_RULES)
def _count(context: Context) -> None:
    """A put into n places needs all but n of the gets before it: an edge where only one can be meant."""
    for channel in context.rounds.channels:
        takes = [step for _, step, origin in channel.takes if origin is not None]
        if channel.size:
            puts = context.numbered([step for _, step in channel.sent])
            _after_so_many(context, [(put, number - channel.size + 1) for put, number in puts], takes)


@rule("join:receivers", ARRIVAL_RULES)
def _tasks(context: Context) -> None:
    """Every `task_done` comes before the queue's `join` returns; where all receivers are joined, all rounds are over."""
    order = context.order
    _end_shared(context)
    for _, step, node in context.each("tasks-join"):
        thing = context.program.thing_of(step)
        puts = {order.node_of(put) for c in context.rounds.channels if c.thing is thing for _, put in c.sent}
        tasks = _pair_tasks(context, thing)
        if None in tasks.values():
            order.after_some(node, list(tasks), len(order.ancestors(node) & puts), step.place)
            continue
        while due := _find_due(order, tasks, node):
            for done in due:
                order.edge(done, node, step.place)


def _find_due(order: Order, tasks: Mapping[int, int | None], node: int) -> list[int]:
    """The ends of tasks that certainly were put before a queue's `join` returns: as many tasks have ended as were put."""
    before = order.ancestors(node)
    return [done for done, put in tasks.items() if put in before and done not in before]


def _pair_tasks(context: Context, thing: Thing | None) -> dict[int, int | None]:
    """Each `task_done` of a queue with the put of the message that it is for: of those its strand took, the first that is open."""
    got = {id(step): sent for c in context.rounds.channels if c.thing is thing for _, step, sent in c.takes}
    tasks: dict[int, int | None] = {}
    open_: dict[Strand, list[Step]] = {}
    for strand, step, node in context.each("take", "task-done"):
        taken = open_.setdefault(strand, [])
        if (sent := got.get(id(step))) is not None:
            taken.append(sent)
        elif step.kind == "task-done" and context.program.thing_of(step) is thing:
            tasks[node] = context.order.node_of(taken.pop(0)) if taken else None
    return tasks
