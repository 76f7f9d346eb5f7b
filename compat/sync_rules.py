"""The rules of order for locks, conditions, events, barriers and semaphores.  Called by `happens_before`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from compat.order import Order
from compat.rules import Context, Table, rule
from compat.strand import Step, Strand, Thing, call_of, is_untimed

SYNC_RULES: Table = {}
#: Rules that look at the order that messages and signals give, too.
LAST_SYNC_RULES: Table = {}


@dataclass(frozen=True, slots=True)
class Section:
    """The steps of a strand while it holds a lock: from `acquire` to `release` (None: it never lets go)."""

    thing: Thing
    strand: Strand
    acquire: Step
    release: Step | None
    steps: tuple[Step, ...]


def find_sections(context: Context) -> dict[Thing, list[Section]]:
    """Find the sections of every lock; a wait on a condition ends one and begins another.

    Of a lock that a strand let go of without holding it there are none: nobody can say how long who held it.
    """
    found: dict[Thing, list[Section]] = {}
    passed: set[Thing] = set()
    for strand in context.program.strands.values():
        for section in _sections_of(context, strand, passed):
            found.setdefault(section.thing, []).append(section)
    return {thing: sections for thing, sections in found.items() if thing not in passed}


def _sections_of(context: Context, strand: Strand, passed: set[Thing]) -> list[Section]:
    sections: list[Section] = []
    held: dict[Thing, tuple[int, int]] = {}  # where it was acquired, how often
    waiting: dict[Thing, int] = {}  # how often it is acquired again after a wait
    for at, step in enumerate(strand.steps):
        lock, change = _change_of(context, step)
        if lock is None:
            continue
        start, depth = held.get(lock, (at, 0))
        if change > 0:
            held[lock] = (start, depth + (waiting.pop(lock, 1) if step.kind == "cond-wait" else 1))
        elif depth == 1 or (depth and step.kind == "cond-wait-call"):
            del held[lock]
            waiting[lock] = depth
            sections.append(Section(lock, strand, strand.steps[start], step, tuple(strand.steps[start : at + 1])))
        elif depth:
            held[lock] = (start, depth - 1)
        else:
            passed.add(lock)
    sections += [Section(lock, strand, strand.steps[s], None, tuple(strand.steps[s:])) for lock, (s, _) in held.items()]
    return sections


def _change_of(context: Context, step: Step) -> tuple[Thing | None, int]:
    """The lock that a step acquires (1) or lets go (-1), if it is one that one strand at a time can hold."""
    thing = context.program.thing_of(step) if step.kind in _CHANGES else None
    if thing is None or (step.kind == "acquire" and step.args[1] != "1"):
        return None, 0
    if thing.what == "condition":
        return context.lock_of(thing, step), _CHANGES[step.kind]
    return (thing, _CHANGES[step.kind]) if thing.what not in ("event", "barrier", "queue") else (None, 0)


_CHANGES = {"acquire": 1, "release": -1, "cond-wait-call": -1, "cond-wait": 1}


@rule("lock", SYNC_RULES)
def _lock(context: Context) -> None:
    """Sections of one lock do not interleave; where a part of one comes before a part of another, all of it does."""
    order = context.order
    for sections in find_sections(context).values():
        limit = _limit_of(sections[0].thing)
        if len({section.strand for section in sections}) < 2 or not limit:
            continue
        nodes = {section: _nodes_of(order, section.steps) for section in sections}
        if limit == 1 or all(section.release is not None for section in sections):
            order.exclude([nodes[section] for section in sections], sections[0].acquire.place, limit)
    _order_all_sections(context)


@rule("lock:once more", LAST_SYNC_RULES)
def _order_all_sections(context: Context) -> None:
    """Until nothing changes; once more when messages and signals have given more order."""
    for sections in find_sections(context).values():
        nodes = {section: _nodes_of(context.order, section.steps) for section in sections}
        while _limit_of(sections[0].thing) == 1 and _order_sections(context.order, sections, nodes):
            pass


def _limit_of(thing: Thing) -> int:
    """How many strands may hold a thing at once."""
    return int(thing.detail) if "semaphore" in thing.what and thing.detail.isdigit() else 1


def _order_sections(order: Order, sections: list[Section], nodes: dict[Section, frozenset[int]]) -> bool:
    """One pass; whether it added anything."""
    added = False
    for later in sections:
        before = set().union(*(order.ancestors(node) for node in nodes[later]))
        for earlier in sections:
            if earlier.strand is later.strand or earlier.release is None:
                continue
            pair = order.node_of(earlier.release), order.node_of(later.acquire)
            if (
                order.node_of(earlier.acquire) in before
                and pair not in order.edges
                and pair[1] not in order.ancestors(pair[0])
            ):
                order.edge(*pair, later.acquire.place)
                added = True
    return added


def _nodes_of(order: Order, steps: Iterable[Step]) -> frozenset[int]:
    nodes: set[int] = set()
    for step in steps:
        if step.inner is not None:
            nodes |= order.section_of(step.inner)
        elif order.has_node(step):
            nodes.add(order.node_of(step))
    return frozenset(nodes)


@rule("signal", SYNC_RULES)
def _signal(context: Context) -> None:
    """A wait that ended comes after the one `set` or `notify` that can have ended it, or after one of several."""
    for strand, step, node in context.each("flag-wait", "cond-wait", "ask"):
        thing = context.program.thing_of(step)
        if thing is None or (step.kind == "ask" and (thing.what, step.args[1:]) != ("event", ("is_set", "1"))):
            continue
        if step.kind != "ask" and not is_untimed(strand, step):
            continue  # it returns whether anything has happened or not
        causes = [
            cause for _, cause, _ in context.each("notify" if thing.what == "condition" else "set")
            if context.program.thing_of(cause) is thing
        ]  # fmt: skip
        spent = _spent(context, thing, strand, step, causes)
        nodes = [context.order.node_of(cause) for cause in causes if id(cause) not in spent]
        context.order.after_some(node, nodes, 1, step.place)
    _meet_at_barriers(context)
    _handle_signals(context)


def _handle_signals(context: Context) -> None:
    """A handler runs after it was installed, and after one of the signals that can have called it."""
    program, order = context.program, context.order
    causes: dict[tuple[Strand, str], list[int]] = {}
    for _, step, node in context.each("os-kill", "kill-call", "alarm"):
        target = program.target_of(step)
        if target is not None:
            causes.setdefault(target, []).append(node)
    for target, handlings in program.handlings.items():
        for strand in handlings:
            order.after_some(order.first(strand), causes.get(target, []), 1, strand.steps[0].place)
    for _, step, node in context.each("handler"):
        for (home, number), handlings in program.handlings.items():
            for strand in handlings:
                same = home.steps and home.steps[0].event.process == step.event.process
                if same and number == step.args[0] and strand.steps[0].event.index > step.event.index:
                    order.edge(node, order.first(strand), step.place)


def _spent(context: Context, thing: Thing, strand: Strand, step: Step, causes: list[Step]) -> set[int]:
    """The causes that were over before this wait began: a `notify` before it, a `set` with a `clear` between the two."""
    order = context.order
    if thing.what == "condition":
        call = call_of(strand, step)
        before = order.ancestors(order.node_of(call)) if call is not None else set()
        return {id(cause) for cause in causes if order.node_of(cause) in before}
    before = order.ancestors(order.node_of(step))
    clears = [
        node for _, one, node in context.each("clear") if context.program.thing_of(one) is thing and node in before
    ]
    over = set().union(*(order.ancestors(node) for node in clears))
    return {id(cause) for cause in causes if order.node_of(cause) in over}


def _meet_at_barriers(context: Context) -> None:
    """A strand's k-th departure comes after the k-th arrivals of all; where more come than can meet, after so many arrivals."""
    order = context.order
    for thing in context.program.things.values():
        parties = int(thing.detail) if thing.what == "barrier" and thing.detail.isdigit() else 0
        visits = _find_visits(context, thing) if parties else []
        every = [order.node_of(arrival) for own in visits for arrival, _ in own]
        for own in visits:
            for number, (_, departure) in enumerate(own):
                if departure is None:
                    continue
                arrivals = [order.node_of(other[number][0]) for other in visits if len(other) > number]
                is_closed = len(visits) == parties
                of, count = (arrivals, parties) if is_closed else (every, (number + 1) * parties)
                order.threshold(order.node_of(departure), of, count, departure.place)


def _find_visits(context: Context, thing: Thing) -> list[list[tuple[Step, Step | None]]]:
    """For each strand that comes to a barrier, its arrivals with their departures; without those that found it broken."""
    found: dict[Strand, list[tuple[Step, Step | None]]] = {}
    for strand, step, _ in context.each("barrier-call", "barrier"):
        if context.program.thing_of(step) is not thing:
            continue
        visits = found.setdefault(strand, [])
        if step.kind == "barrier-call":
            visits.append((step, None))
        elif visits and step.args[1] == "broken":
            visits.pop()
        elif visits:
            visits[-1] = visits[-1][0], step
    return list(found.values())


@rule("count:semaphores", SYNC_RULES)
def _semaphores(context: Context) -> None:
    """The k-th acquire of a strand needs all but so many of k releases as there were places at the start.

    A lock is a semaphore of one place, where one strand takes it twice and another lets go of it.
    """
    order = context.order
    for thing, steps in _uses(context).items():
        places = int(thing.detail) if "semaphore" in thing.what and thing.detail.isdigit() else 1
        releases = [order.node_of(step) for _, step in steps if step.kind == "release"]
        counts: dict[Strand, int] = {}
        for strand, step in steps:
            if step.kind != "acquire" or step.args[1] != "1":
                continue
            counts[strand] = counts.get(strand, 0) + 1
            node, needed = order.node_of(step), counts[strand] - places
            own = sum(
                1 for who, other in steps if who is strand and other.kind == "release" and _is_earlier(other, step)
            )
            if own < needed <= len(releases):
                order.threshold(node, [r for r in releases if node not in order.ancestors(r)], needed, step.place)


def _uses(context: Context) -> dict[Thing, list[tuple[Strand, Step]]]:
    """What is done with each lock and semaphore that one strand may take while another lets go of it."""
    uses: dict[Thing, list[tuple[Strand, Step]]] = {}
    for strand, step, _ in context.each("acquire", "release"):
        thing = context.program.thing_of(step)
        if thing is not None and thing.what in ("semaphore", "bounded-semaphore", "lock"):
            uses.setdefault(thing, []).append((strand, step))
    return uses


def _is_earlier(a: Step, b: Step) -> bool:
    return a.event.index < b.event.index
