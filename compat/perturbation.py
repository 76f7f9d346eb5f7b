"""Is a perturbed run a linear extension of the order that was derived from another?  Called by `sampling`.

A run that is none disproves the model for its script.  What is looked at are the clocks of its outputs: each must come after
all that the order puts before it, sections must not interleave, and what is certain must be there.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import rustworkx

from compat.event import Trace
from compat.pomset import Pomset, Threshold
from compat.recorded_run import RecordedRun
from compat.side import Side

Clock = float


def find_violation(side: Side, trace: Trace) -> str | None:
    """Say in words where a run contradicts a side's order; None if nowhere, or if the run's races went another way."""
    run = RecordedRun(trace, dict(side.reading.binding), side.reading.free)
    if run.times.disagreements or run.decisions() != side.reading.decisions:
        return None
    pomset = side.pomset
    clocks = {name: step.event.clock for name, step in run.outputs.items() if not step.loose}
    return _find_missing(pomset, set(run.outputs)) or _find_early(pomset, clocks) or _find_interleaved(pomset, clocks)


def _find_missing(pomset: Pomset, names: set[str]) -> str | None:
    for number in pomset.outputs:
        node = pomset.nodes[number]
        if node.name not in names and not node.possible and node.strand not in pomset.cut:
            return f"{_show(pomset, number)} is missing"
    return None


def _find_early(pomset: Pomset, clocks: Mapping[str, Clock]) -> str | None:
    """An output that came before something that the order puts before it."""
    latest: dict[int, tuple[Clock, int]] = {}
    thresholds: dict[int, list[Threshold]] = {}
    for threshold in pomset.thresholds:
        thresholds.setdefault(threshold.node, []).append(threshold)
    before: dict[int, list[int]] = {}
    for a, b in pomset.edges:
        before.setdefault(b, []).append(a)
    for number in _topological(pomset):
        needs = [latest[a] for a in before.get(number, ()) if a in latest]
        for threshold in thresholds.get(number, ()):
            members = sorted(latest.get(m, (0.0, m)) for m in threshold.of)
            needs.append(members[threshold.count - 1])
        bound = max(needs, default=(0.0, number))
        clock = clocks.get(pomset.nodes[number].name)
        if clock is not None and clock < bound[0]:
            return f"{_show(pomset, number)} came before {_show(pomset, bound[1])}"
        latest[number] = (clock, number) if clock is not None else bound
    return None


def _find_interleaved(pomset: Pomset, clocks: Mapping[str, Clock]) -> str | None:
    """Two sections of one lock of which one began before the other was over."""
    for exclusion in pomset.exclusions:
        spans = []
        for section in exclusion.sections:
            times = sorted((clocks[pomset.nodes[n].name], n) for n in section if pomset.nodes[n].name in clocks)
            spans += [times] if times else []
        for one, other in combinations(sorted(spans), 2):
            if other[0][0] < one[-1][0]:
                return f"{_show(pomset, other[0][1])} came between {_show(pomset, one[0][1])} and {_show(pomset, one[-1][1])}"
    return None


def _topological(pomset: Pomset) -> list[int]:
    graph: rustworkx.PyDiGraph[Any, Any] = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(len(pomset.nodes)))
    graph.extend_from_edge_list(list(pomset.edges))
    graph.extend_from_edge_list([(m, t.node) for t in pomset.thresholds for m in t.of])
    return list(rustworkx.topological_sort(graph)) if rustworkx.is_directed_acyclic_graph(graph) else []


def _show(pomset: Pomset, number: int) -> str:
    node = pomset.nodes[number]
    return f"{node.label.text.strip()!r} of {node.strand}" if node.label is not None else node.name
