"""Whether two pomsets are the same but for the names of their nodes: then they print the same, whatever their shape.

`compare` asks this where guarantees cannot be stated of outputs alone.  The search is rustworkx's (VF2), on graphs in
which thresholds, locks and sections are nodes too; colours from `mapping` keep it short.
"""

from __future__ import annotations

import rustworkx as rx

from compat.comparison.guarantee import Model
from compat.comparison.mapping import Phi, Refinement

CALLS = 200_000

_Graph = rx.PyDiGraph


def find_isomorphism(old: Model, new: Model, fixed: Phi) -> Phi | None:
    """Return how the outputs are paired if the two are the same, None if they are not or the search gave up."""
    if old.size != new.size or len(old.pomset.edges) != len(new.pomset.edges):
        return None
    colours = Refinement(old, new, fixed).find_colours()
    if sorted(colours[0]) != sorted(colours[1]):
        return None
    graphs = _draw(old, colours[0]), _draw(new, colours[1])
    if graphs[0].num_nodes() != graphs[1].num_nodes():
        return None
    mappings = rx.vf2_mapping(
        graphs[0], graphs[1], lambda a, b: a == b, lambda a, b: a == b, id_order=False, subgraph=False, call_limit=CALLS
    )
    mapping = next(iter(mappings), None)
    return None if mapping is None else {x: mapping[x] for x in old.pomset.outputs}


def _draw(model: Model, colours: list[int]) -> _Graph:
    """Draw a pomset as a plain coloured graph."""
    graph: _Graph = rx.PyDiGraph()
    pomset = model.pomset
    graph.add_nodes_from(
        [("node", colour, pomset.nodes[v].label, model.certain[v]) for v, colour in enumerate(colours)]
    )
    for a, b in pomset.edges:
        graph.add_edge(a, b, "weak" if (a, b) in pomset.weak else "needs")
    for threshold in pomset.thresholds:
        gate = graph.add_node(("threshold", threshold.count))
        graph.add_edge(gate, threshold.node, "gate")
        graph.add_edges_from([(m, gate, "member") for m in threshold.of])
    for exclusion in pomset.exclusions:
        lock = graph.add_node(("lock",))
        for section in exclusion.sections:
            part = graph.add_node(("section",))
            graph.add_edge(part, lock, "section")
            graph.add_edges_from([(v, part, "inside") for v in section])
    return graph
