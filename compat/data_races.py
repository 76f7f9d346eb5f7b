"""Data races: two accesses to one value, array or proxy, at least one a write, that nothing orders and no lock separates.

Called by `happens_before`, after all rules; `judge` compares what both sides have of them.
"""

from __future__ import annotations

from itertools import combinations

from compat.pomset import DataRace
from compat.rules import Context
from compat.strand import ORDERED, Step, Strand, Thing

#: So many accesses of each kind are looked at in each strand; a loop that makes more makes the same ones.
MOST = 3
#: So many, where a strand reads or writes one part after another.
MOST_PARTS = 20


def find_data_races(context: Context) -> tuple[DataRace, ...]:
    """Find one race for each thing that has any: the first by the order of strands."""
    accesses: dict[Thing, list[tuple[Strand, Step]]] = {}
    for strand, step, _ in context.each("access"):
        thing = context.program.thing_of(step)
        if thing is not None:
            accesses.setdefault(thing, []).append((strand, step))
    if not accesses:
        return ()
    sections = _find_sections(context)
    found = [_find_race(context, thing, sections, _choose(steps)) for thing, steps in accesses.items()]
    return tuple(race for race in found if race is not None)


def _find_sections(context: Context) -> dict[int, dict[int, int]]:
    """For each node the sections that it is in, by exclusion: those of one do not interleave, be it for a lock or a receiver."""
    found: dict[int, dict[int, int]] = {}
    for group, exclusion in enumerate(context.order.exclusions):
        for number, section in enumerate(exclusion.sections):
            for node in section:
                found.setdefault(node, {})[group] = number
    return found


def find_free_writes(context: Context) -> list[str]:
    """The things to which several strands write in an order that is free, whether a lock separates them or not."""
    order = context.order
    writes: dict[Thing, list[tuple[Strand, Step]]] = {}
    for strand, step, _ in context.each("access"):
        thing = context.program.thing_of(step)
        if thing is not None and thing.what in ORDERED and step.args[1].startswith("w"):
            writes.setdefault(thing, []).append((strand, step))
    found = []
    for thing, steps in writes.items():
        nodes = [(strand, order.node_of(step)) for strand, step in _choose(steps)]
        before = {node: order.ancestors(node) for _, node in nodes}
        pairs = ((a, b) for (first, a), (second, b) in combinations(nodes, 2) if first is not second)
        if any(a not in before[b] and b not in before[a] for a, b in pairs):
            found.append(thing.name)
    return found


def _choose(steps: list[tuple[Strand, Step]]) -> list[tuple[Strand, Step]]:
    """The first and the last accesses of each kind in each strand: what a loop does between them is the same."""
    kinds: dict[tuple[Strand, str], list[tuple[Strand, Step]]] = {}
    for strand, step in steps:
        kinds.setdefault((strand, step.args[1]), []).append((strand, step))
    chosen: dict[tuple[Strand, str], list[tuple[Strand, Step]]] = {}
    for (strand, kind), found in kinds.items():
        chosen.setdefault((strand, kind[0]), []).extend(dict.fromkeys((*found[:MOST], *found[-1:])))
    return [one for found in chosen.values() for one in dict.fromkeys((*found[:MOST_PARTS], *found[-1:]))]


def _meet(a: Step, b: Step) -> bool:
    """Whether two accesses to one thing conflict: at least one writes, and neither is of a part that the other leaves alone."""
    (mode, _, part), (other_mode, _, other_part) = a.args[1].partition(" "), b.args[1].partition(" ")
    return "w" in (mode, other_mode) and (part == other_part or not part or not other_part)


def _find_race(
    context: Context, thing: Thing, sections: dict[int, dict[int, int]], steps: list[tuple[Strand, Step]]
) -> DataRace | None:
    order = context.order
    before = {id(step): order.ancestors(order.node_of(step)) for _, step in steps}
    for (first, a), (second, b) in combinations(steps, 2):
        if first is second or not _meet(a, b):
            continue
        one, other = order.node_of(a), order.node_of(b)
        mine, its = sections.get(one, {}), sections.get(other, {})
        if any(its.get(group, number) != number for group, number in mine.items()):
            continue
        if one not in before[id(b)] and other not in before[id(a)]:
            return DataRace(thing.name, one, other)
    return None
