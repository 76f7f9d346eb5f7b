"""What makes a side looser or stricter beyond the order of its outputs: data races, and semaphores of several places.

Called by `judge` and `consent` in the place of `compare`, which knows nothing of either.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

import rustworkx

from compat.compare import compare
from compat.pomset import Exclusion, Pomset
from compat.verdict import Counterexample, Step, Verdict

_LEANING = ("equivalent", "reordered", "stricter", "looser")
#: So many groups of sections are tried to find some that may be under way at once.
_MOST_GROUPS = 20_000


def weigh(old: Pomset, new: Pomset) -> Verdict:
    """The verdict on two orders, data races and semaphores included."""
    return lean(compare(old, new), old, new)


def lean(verdict: Verdict, old: Pomset, new: Pomset) -> Verdict:
    """The verdict with what data races and semaphores add to it."""
    if verdict.word not in _LEANING:
        return verdict
    more = len(new.data_races) - len(old.data_races)
    if more:
        side, race = ("new", new.data_races[-1]) if more > 0 else ("old", old.data_races[-1])
        there = Step(side, "data-race", (race.first, race.second), race.thing)
        other = Step("old" if more > 0 else "new", "no-data-race")
        verdict = _add(verdict, "looser" if more > 0 else "stricter", Counterexample("data-race", (other, there)))
    back = {b: a for a, b in verdict.mapping.items()}
    for word, owner, wide, narrow, mapping in (
        ("looser", "old", old, new, verdict.mapping),
        ("stricter", "new", new, old, back),
    ):
        lost = [bound for bound in wide.bounds if not _is_kept(bound, narrow, mapping)]
        if lost:
            verdict = _add(verdict, word, _tell_bound(lost[0], owner, wide))
    return verdict


def _add(verdict: Verdict, word: str, why: Counterexample) -> Verdict:
    """A verdict that turns out to be looser, or stricter, too."""
    if verdict.word == word:
        return verdict
    both = verdict.word in ("looser", "stricter")
    return replace(verdict, word="different" if both else word, counterexample=why)


def _tell_bound(bound: Exclusion, owner: str, wide: Pomset) -> Counterexample:
    """At most so many sections on the side that has the bound; on the other, one more."""
    firsts = [min(section) for section in bound.sections]
    outputs = [
        min((n for n in s if wide.nodes[n].label), default=f) for s, f in zip(bound.sections, firsts, strict=True)
    ]
    step = Step(owner, "bound", tuple(outputs), bound.reason.rule, bound.reason.place, bound.limit)
    return Counterexample("exclusion", (step,))


def _is_kept(bound: Exclusion, other: Pomset, mapping: Mapping[int, int]) -> bool:
    """Whether the other side guarantees that no more of these sections are under way at once."""
    images = [frozenset(mapping[n] for n in section if n in mapping) for section in bound.sections]
    images = [image for image in images if image]
    for held in (*other.bounds, *other.exclusions):
        if held.limit <= bound.limit and all(any(image <= section for section in held.sections) for image in images):
            return True
    return not _may_overlap(images, other, bound.limit + 1)


def _may_overlap(sections: list[frozenset[int]], pomset: Pomset, number: int) -> bool:
    """Whether so many sections may be under way at once, as far as the order of their outputs tells."""
    graph: rustworkx.PyDiGraph[int, None] = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(len(pomset.nodes)))
    graph.add_edges_from_no_data(list(pomset.edges))
    after = [set.intersection(*(set(rustworkx.descendants(graph, n)) for n in section)) for section in sections]
    ordered = {
        (i, j) for i, j in combinations(range(len(sections)), 2) if sections[j] <= after[i] or sections[i] <= after[j]
    }
    for tried, group in enumerate(combinations(range(len(sections)), number)):
        if tried > _MOST_GROUPS or not any(pair in ordered for pair in combinations(group, 2)):
            return True
    return False
