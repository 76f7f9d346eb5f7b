"""A pomset read into lists: who needs whom, what is certain, which thresholds matter.  The base of `guarantee`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import rustworkx as rx

from compat.comparison.points import are_points
from compat.pomset import Pomset


class Gate:
    """A threshold without what cannot matter: all but `slack` of the members come before the node."""

    __slots__ = ("members", "slack", "source")

    def __init__(self, members: frozenset[int], slack: int, source: int) -> None:
        self.members = members
        self.slack = slack
        self.source = source


class Compiled:
    """A pomset as lists over its nodes.

    `needs[v]` and `weak[v]` are the nodes right before v; `certain[v]`: v is in every run; `possible` gives each
    other node a bit, and `company[v]` are those of them that v needs, itself included.  `order` puts nodes after all
    that they may wait for. `flaws` say what was left out because it cannot be met; `dead`: no run is complete.
    """

    def __init__(self, pomset: Pomset) -> None:
        self.pomset = pomset
        self.size = len(pomset.nodes)
        self.flaws: list[str] = []
        self.dead = False
        self._read_edges()
        self._read_presence()
        self._read_gates()
        self._read_sections()
        self._drop_free_members()

    def _read_edges(self) -> None:
        self.needs: list[list[int]] = [[] for _ in range(self.size)]
        self.weak: list[list[int]] = [[] for _ in range(self.size)]
        self.after: list[list[int]] = [[] for _ in range(self.size)]
        for a, b in self.pomset.edges:
            (self.weak if (a, b) in self.pomset.weak else self.needs)[b].append(a)
            self.after[a].append(b)

    def _sort(self) -> list[int] | None:
        graph: rx.PyDiGraph[int, None] = rx.PyDiGraph()
        graph.add_nodes_from(range(self.size))
        for v in range(self.size):
            graph.add_edges_from_no_data([(a, v) for a in self.find_waits(v)])
        try:
            return list(rx.topological_sort(graph))
        except rx.DAGHasCycle:
            return None

    def find_waits(self, v: int) -> Iterator[int]:
        """Yield all that v may have to wait for, in some run."""
        yield from self.needs[v]
        yield from self.weak[v]
        for gate in self.gates[v]:
            yield from gate.members

    def _read_presence(self) -> None:
        """Find what is in every run, and give each possible node a bit."""
        certain = [not node.possible for node in self.pomset.nodes]
        stack = [v for v in range(self.size) if certain[v]]
        while stack:
            for a in self.needs[stack.pop()]:
                if not certain[a]:
                    certain[a] = True
                    stack.append(a)
        self.certain = certain
        self.possible = {v: i for i, v in enumerate(v for v in range(self.size) if not certain[v])}
        self.company = [0] * self.size
        for v in self._needed_first():
            own = 1 << self.possible[v] if v in self.possible else 0
            for a in self.needs[v]:
                own |= self.company[a]
            self.company[v] = own

    def _needed_first(self) -> list[int]:
        graph: rx.PyDiGraph[int, None] = rx.PyDiGraph()
        graph.add_nodes_from(range(self.size))
        graph.add_edges_from_no_data(list(self.pomset.edges))
        return list(rx.topological_sort(graph))

    def _read_gates(self) -> None:
        self.gates: list[list[Gate]] = [[] for _ in range(self.size)]
        for source, (node, of, count, _) in enumerate(self.pomset.thresholds):
            if count <= 0:
                continue
            if count > len(of):
                self.dead = self.dead or self.certain[node]
                self.flaws.append("a threshold that nothing can reach")
                continue
            self.gates[node].append(Gate(of, len(of) - count, source))
        order = self._sort()
        if order is None:
            self._drop_late_members()
            order = self._sort()
        if order is None:
            self.flaws.append("thresholds in a circle")
            self.gates = [[] for _ in range(self.size)]
            order = self._needed_first()
        self._set_order(order)

    def _set_order(self, order: list[int]) -> None:
        self.order = order
        self.rank = [0] * self.size
        for i, v in enumerate(order):
            self.rank[v] = i

    def _drop_late_members(self) -> None:
        """Leave out of each threshold the members that need its node: they never count."""
        for node, gates in enumerate(self.gates):
            if not gates:
                continue
            late = self._find_needing(node)
            for gate in gates:
                lost = gate.members & late
                gate.members -= lost
                gate.slack -= len(lost)
            if any(gate.slack < 0 for gate in gates):
                self.flaws.append("a threshold that nothing can reach")
                self.gates[node] = []

    def _find_needing(self, node: int) -> set[int]:
        found, stack = {node}, [node]
        while stack:
            v = stack.pop()
            for b in self.after[v]:
                if b not in found and (v, b) not in self.pomset.weak:
                    found.add(b)
                    stack.append(b)
        return found

    def _read_sections(self) -> None:
        """Sections in use: `groups` of lists of node sets; a group of one section excludes nothing."""
        self.groups: list[list[frozenset[int]]] = []
        self.group_sources: list[int] = []
        for source, group in enumerate(self.pomset.exclusions):
            sections = [section for section in group.sections if section]
            if len(sections) > 1 and any(len(section) > 1 for section in sections):
                self.groups.append(sections)
                self.group_sources.append(source)
        if any(not a.isdisjoint(b) for g in self.groups for i, a in enumerate(g) for b in g[:i]):
            self.flaws.append("sections that overlap")
            self.groups, self.group_sources = [], []
        self._drop_points()

    def _drop_points(self) -> None:
        """Leave out groups that exclude nothing that is seen: all their sections can be run at one instant."""
        counts = Counter(v for group in self.groups for section in group for v in section)
        shared = {v for v, count in counts.items() if count > 1}
        kept = [i for i, group in enumerate(self.groups) if not are_points(self, group, shared)]
        self.groups = [self.groups[i] for i in kept]
        self.group_sources = [self.group_sources[i] for i in kept]

    def _drop_free_members(self) -> None:
        """Leave out of thresholds what can come before any output: in every run it can be drawn to the front."""
        inside = {v for group in self.groups for section in group for v in section}
        free: set[int] = set()
        for v in self.order:
            is_hidden = self.certain[v] and self.pomset.nodes[v].label is None and v not in inside
            is_free = is_hidden and free.issuperset((*self.needs[v], *self.weak[v]))
            if is_free and all(len(gate.members - free) <= gate.slack for gate in self.gates[v]):
                free.add(v)
        for v, gates in enumerate(self.gates):
            for gate in gates:
                gate.members -= free
            self.gates[v] = [gate for gate in gates if len(gate.members) > gate.slack]
