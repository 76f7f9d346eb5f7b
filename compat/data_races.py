"""Data races: two accesses to one value, array or proxy, at least one a write, that nothing orders and no lock separates.

Called by `happens_before`, after all rules; `judge` compares what both sides have of them.
"""

from __future__ import annotations

from itertools import combinations

from compat.pomset import DataRace
from compat.rules import Context
from compat.strand import Step, Strand, Thing
from compat.sync_rules import find_sections

#: So many accesses of one thing are looked at; a loop that makes more makes the same ones.
MOST = 60


def find_data_races(context: Context) -> tuple[DataRace, ...]:
    """Find one race for each thing that has any: the first by the order of strands."""
    accesses: dict[Thing, list[tuple[Strand, Step]]] = {}
    for strand, step, _ in context.each("access"):
        thing = context.program.thing_of(step)
        if thing is not None:
            accesses.setdefault(thing, []).append((strand, step))
    if not accesses:
        return ()
    held = _find_held(context)
    found = [_find_race(context, thing, held, steps[:MOST]) for thing, steps in accesses.items()]
    return tuple(race for race in found if race is not None)


def _find_held(context: Context) -> dict[int, set[Thing]]:
    """The locks that are held at a step, by `id(step)`."""
    held: dict[int, set[Thing]] = {}
    for lock, sections in find_sections(context).items():
        for section in sections:
            for step in section.steps:
                held.setdefault(id(step), set()).add(lock)
                for inner in step.inner.steps if step.inner is not None else ():
                    held.setdefault(id(inner), set()).add(lock)
    return held


def _find_race(
    context: Context, thing: Thing, held: dict[int, set[Thing]], steps: list[tuple[Strand, Step]]
) -> DataRace | None:
    order = context.order
    before = {id(step): order.ancestors(order.node_of(step)) for _, step in steps}
    for (first, a), (second, b) in combinations(steps, 2):
        if first is second or "w" not in (a.args[1], b.args[1]):
            continue
        if held.get(id(a), set()) & held.get(id(b), set()):
            continue
        if order.node_of(a) not in before[id(b)] and order.node_of(b) not in before[id(a)]:
            return DataRace(thing.name, order.node_of(a), order.node_of(b))
    return None
