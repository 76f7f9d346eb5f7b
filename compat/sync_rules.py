"""The rules of order for locks, conditions, events, barriers and semaphores.  Called by `happens_before`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from compat.event import Place
from compat.order import Order
from compat.rules import Context, Table, rule
from compat.strand import Step, Strand, Thing, is_untimed

SYNC_RULES: Table = {}


@dataclass(frozen=True, slots=True)
class Section:
    """The steps of a strand while it holds a lock: from `acquire` to `release` (None: it never lets go)."""

    thing: Thing
    strand: Strand
    acquire: Step
    release: Step | None
    steps: tuple[Step, ...]


def find_sections(context: Context) -> dict[Thing, list[Section]]:
    """Find the sections of every lock; a wait on a condition ends one and begins another."""
    found: dict[Thing, list[Section]] = {}
    for strand in context.program.strands.values():
        for section in _sections_of(context, strand):
            found.setdefault(section.thing, []).append(section)
    return found


def _sections_of(context: Context, strand: Strand) -> list[Section]:
    sections: list[Section] = []
    held: dict[Thing, tuple[int, int]] = {}  # where it was acquired, how often
    for at, step in enumerate(strand.steps):
        lock, change = _change_of(context, step)
        if lock is None or not change:
            continue
        start, depth = held.get(lock, (at, 0))
        if change > 0:
            held[lock] = (start, depth + 1)
        elif depth == 1 or (depth and step.kind == "cond-wait-call"):
            del held[lock]
            sections.append(Section(lock, strand, strand.steps[start], step, tuple(strand.steps[start : at + 1])))
        elif depth:
            held[lock] = (start, depth - 1)
    sections += [Section(lock, strand, strand.steps[s], None, tuple(strand.steps[s:])) for lock, (s, _) in held.items()]
    return sections


def _change_of(context: Context, step: Step) -> tuple[Thing | None, int]:
    """The lock that a step acquires (1) or lets go (-1), if it is one that one strand at a time can hold."""
    thing = context.program.thing_of(step) if step.kind in _CHANGES else None
    if thing is None:
        return None, 0
    if thing.what == "condition":
        return context.lock_of(thing, step), _CHANGES[step.kind]
    if step.kind == "acquire" and step.args[1] != "1":
        return None, 0
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
        while limit == 1 and _order_sections(order, sections, nodes):
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
        _after_one(context.order, node, [context.order.node_of(cause) for cause in causes], step.place)
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
            _after_one(order, order.first(strand), causes.get(target, []), strand.steps[0].place)
    for _, step, node in context.each("handler"):
        for (home, number), handlings in program.handlings.items():
            for strand in handlings:
                same = home.steps and home.steps[0].event.process == step.event.process
                if same and number == step.args[0] and strand.steps[0].event.index > step.event.index:
                    order.edge(node, order.first(strand), step.place)


def _after_one(order: Order, node: int, causes: list[int], place: Place | None) -> None:
    """`node` comes after at least one of its possible causes: not those that come after it themselves."""
    possible = [cause for cause in causes if node not in order.ancestors(cause)]
    if not any(cause in order.ancestors(node) for cause in possible):
        order.threshold(node, possible, 1, place)


def _meet_at_barriers(context: Context) -> None:
    """All arrivals at a barrier come before any departure of the same meeting."""
    order = context.order
    for thing in context.program.things.values():
        if thing.what != "barrier" or not thing.detail.isdigit():
            continue
        calls, leaves = (_visits(context, thing, kind) for kind in ("barrier-call", "barrier"))
        parties = int(thing.detail)
        for meeting in range(-(-len(calls) // parties)):
            part = slice(meeting * parties, (meeting + 1) * parties)
            for arrival in calls[part]:
                for departure in leaves[part]:
                    order.edge(order.node_of(arrival), order.node_of(departure), departure.place)


def _visits(context: Context, thing: Thing, kind: str) -> list[Step]:
    """The arrivals or departures in the order of the clock."""
    steps = [step for _, step, _ in context.each(kind) if context.program.thing_of(step) is thing]
    return sorted(steps, key=lambda step: (step.event.clock, step.event.index))


@rule("count:semaphores", SYNC_RULES)
def _semaphores(context: Context) -> None:
    """Where nothing is there at the start, an acquire comes after one of the releases of other strands."""
    order = context.order
    for strand, step, node in context.each("acquire"):
        thing = context.program.thing_of(step)
        if thing is None or step.args[1] != "1" or thing.what not in ("semaphore", "bounded-semaphore", "lock"):
            continue
        releases = [
            (who, release) for who, release, _ in context.each("release") if context.program.thing_of(release) is thing
        ]
        if thing.what == "lock" and not _is_taken_before(context, thing, strand, step):
            continue
        if thing.what != "lock" and thing.detail != "0":
            continue
        _after_one(order, node, [order.node_of(release) for who, release in releases if who is not strand], step.place)


def _is_taken_before(context: Context, thing: Thing, strand: Strand, step: Step) -> bool:
    """Whether a strand acquires a lock that it holds already: another has to let go of it."""
    held = 0
    for earlier in strand.steps[: strand.steps.index(step)]:
        if (
            earlier.kind in ("acquire", "release")
            and context.program.thing_of(earlier) is thing
            and earlier.args[-1] != "0"
        ):
            held += 1 if earlier.kind == "acquire" else -1
    return held > 0
