"""Sections that can always be run at one instant, and groups of them, which exclude nothing.  `compiled` calls it.

A section is a *point* if it has a node p, its *pivot*, around which all its other nodes, hidden ones, can be drawn
together in every run without changing what is printed:

    ... first . . . p . . . last ...    becomes    ... [first p last] ...

- what comes after p inside waits for nothing outside, so it can come right after p
- what comes before p inside can come right before p: nothing outside waits for it that does not wait for p as well
- where p is missing (the section was cut short), the rest, if nothing of it but its first node waits for anything
  outside, can come right after that node

Each other dependency leads from a pivot or later to a pivot or earlier, so all points can be drawn together at once,
and then no two of them interleave.
"""

from __future__ import annotations

from typing import Any

# The `Compiled` that calls us: naming its type would make the two modules import each other.
Compiled = Any
Section = frozenset[int]


def are_points(compiled: Compiled, sections: list[Section], elsewhere: set[int]) -> bool:
    """Whether all sections of a group are points, none of them with nodes of other groups (`elsewhere`)."""
    counted = {m for gates in compiled.gates for gate in gates for m in gate.members}
    return all(elsewhere.isdisjoint(section) and _is_point(compiled, section, counted) for section in sections)


def _is_point(compiled: Compiled, section: Section, counted: set[int]) -> bool:
    outputs = [v for v in section if compiled.pomset.nodes[v].label is not None]
    if len(section) == 1:
        return True
    if len(outputs) > 1:
        return False
    return any(_is_pivot(compiled, section, p, counted) for p in outputs or sorted(section))


def _is_pivot(compiled: Compiled, section: Section, pivot: int, counted: set[int]) -> bool:
    early = _find_needed(compiled, section, pivot)
    late = section - early - {pivot}
    if any(_waits_outside(compiled, section, v) for v in late):
        return False
    if any(_find_needed(compiled, section, v).isdisjoint({pivot}) for v in late):
        return False
    if any(v in counted or not _is_covered(compiled, section, v, pivot) for v in early):
        return False
    is_sure = compiled.certain[pivot] or not early
    return is_sure or sum(_waits_outside(compiled, section, v) for v in early) <= _has_one_first(compiled, early)


def _find_needed(compiled: Compiled, section: Section, v: int) -> set[int]:
    """Return the nodes of a section that a node of it needs, through nodes of the section alone."""
    found: set[int] = set()
    stack = [v]
    while stack:
        for a in compiled.needs[stack.pop()]:
            if a in section and a not in found:
                found.add(a)
                stack.append(a)
    return found


def _waits_outside(compiled: Compiled, section: Section, v: int) -> bool:
    return bool(compiled.gates[v]) or any(a not in section for a in (*compiled.needs[v], *compiled.weak[v]))


def _is_covered(compiled: Compiled, section: Section, v: int, pivot: int) -> bool:
    """Whether all outside that waits for a node waits for the pivot as well."""
    edges, weak = compiled.pomset.edges, compiled.pomset.weak
    return all(
        (pivot, b) in edges and ((v, b) in weak or (pivot, b) not in weak)
        for b in compiled.after[v]
        if b not in section
    )


def _has_one_first(compiled: Compiled, early: set[int]) -> int:
    """Return 1 if what comes before a pivot has one node that waits outside and that all the others need, else 0."""
    part = frozenset(early)
    waiting = [v for v in early if _waits_outside(compiled, part, v)]
    return int(
        len(waiting) == 1 and all(v == waiting[0] or waiting[0] in _find_needed(compiled, part, v) for v in early)
    )
