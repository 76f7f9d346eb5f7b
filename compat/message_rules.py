"""The rules of order for messages: rounds of receivers, queues, pipes.  Called by `happens_before`, after its own rules."""

from __future__ import annotations

from itertools import pairwise

from compat.channels import Channel
from compat.event import Place
from compat.order import Order
from compat.rounds import MESSAGE, Round
from compat.rules import Context, Table, rule
from compat.strand import Step, Strand

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
    some = frozenset(order.arrival(part.message) for part in rounds)
    for part in rounds:
        order.threshold(order.first(part.strand), some, part.number + 1, place)
        if is_callback and part.message.job is not None and not part.message.job.pool.is_executor:
            order.edge(order.last(first.strand), order.key(part.message.job, "ready"), place)


# several receivers ------------------------------------------------------------------------------------------------


def _share(context: Context, rounds: list[Round], place: Place | None) -> None:
    """Rounds of a channel that several strands empty are like the tasks of a pool of that many workers, sender by sender."""
    order = context.order
    receivers = list(dict.fromkeys(part.receiver for part in rounds))
    channel = next((c for c in context.rounds.channels if c.name == rounds[0].channel), None)
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
            ends = {order.last(part.receiver) for part in rounds}
            for node in order.find_after_all(ends):
                for part in rounds:
                    order.edge(order.last(part.strand), node)


# single receives --------------------------------------------------------------------------------------------------


def _deliver(context: Context, channel: Channel, inside: set[int]) -> None:
    """What is received outside of any round: after its message, or, where messages race, after that many of them."""
    order = context.order
    sent = [order.node_of(step) for _, step in channel.sent]
    for number, (_, step, origin) in enumerate(channel.takes):
        if origin is None or id(step) in inside:
            continue
        if channel.races:
            order.threshold(order.node_of(step), sent, number + 1, step.place)
            context.race(step, "which message comes")
        else:
            order.edge(order.node_of(origin), order.node_of(step), step.place)


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
    """A put into n places needs all but n of the gets before it: an edge where one strand puts and one gets."""
    for channel in context.rounds.channels:
        size = channel.size
        if not size or len(channel.senders) != 1:
            continue
        puts = [step for _, step in channel.sent]
        takes = [step for _, step, origin in channel.takes if origin is not None]
        for number, step in enumerate(puts):
            _bound(context.order, channel, step, takes, number - size + 1)


def _bound(order: Order, channel: Channel, put: Step, takes: list[Step], needed: int) -> None:
    if needed <= 0 or needed > len(takes):
        return
    if channel.is_shared:
        order.threshold(order.node_of(put), [order.node_of(step) for step in takes], needed, put.place)
    else:
        order.edge(order.node_of(takes[needed - 1]), order.node_of(put), put.place)


@rule("join:receivers", ARRIVAL_RULES)
def _tasks(context: Context) -> None:
    """Every `task_done` comes before the queue's `join` returns; where all receivers are joined, all rounds are over."""
    order = context.order
    _end_shared(context)
    for _, step, node in context.each("tasks-join"):
        thing = context.program.thing_of(step)
        for _, done, at in context.each("task-done"):
            if context.program.thing_of(done) is thing and node not in order.ancestors(at):
                order.edge(at, node, step.place)
