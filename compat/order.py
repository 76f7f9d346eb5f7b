"""The order of one run as it grows: nodes for steps, hidden nodes, edges with their reasons.  Filled by `happens_before`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import rustworkx

from compat.event import Place
from compat.pomset import DataRace, Exclusion, Reason, Threshold
from compat.strand import Job, Message, Step, Strand

#: Steps that no rule speaks of and that put nothing out: they get no node.
_SILENT = frozenset(
    [
        "write",
        "flush",
        "sleep",
        "slept",
        "value",
        "next-call",
        "get-call",
        "wait-call",
        "receive-call",
        "process-join-call",
        "thread-join-call",
        "take-call",
        "recv-call",
        "put-call",
        "acquire-call",
        "flag-wait-call",
        "poll-call",
        "tasks-join-call",
        "hold",
        "make",
        "round",
        "shared-round",
        "signal",
        "inline",
        "served",
        "remote",
        "serve-begin",
        "serve-end",
        "manager-start",
        "callback",
    ]
)
#: Steps whose inner strand is a part of theirs.
PARTS = frozenset(["round", "inline", "served"])


@dataclass(slots=True)
class OrderNode:
    """A node before it has its label: where it stands, and the step that it is (None: hidden)."""

    name: str
    strand: Strand | None
    step: Step | None
    possible: bool = False


class Inline(NamedTuple):
    """A callback that the strand which added it ran, with the nodes around it."""

    callback: Strand
    front: tuple[int, ...]
    after: int


class Order:
    """Nodes, edges, thresholds and exclusions; `current` is the name of the rule that is being applied."""

    def __init__(self) -> None:
        self.nodes: list[OrderNode] = []
        self.edges: dict[tuple[int, int], Reason] = {}
        self.weak: set[tuple[int, int]] = set()
        self.thresholds: list[Threshold] = []
        self.exclusions: list[Exclusion] = []
        self.bounds: list[Exclusion] = []
        self.tasks: dict[Job, list[int]] = {}
        self.inline: list[Inline] = []
        self.races: list[str] = []
        self.data_races: tuple[DataRace, ...] = ()
        self.free_writes: list[str] = []
        self.loose: dict[Strand, list[int]] = {}
        self.current = "program order"
        self._graph: rustworkx.PyDiGraph[Any, Any] = rustworkx.PyDiGraph(multigraph=False)
        self._of_step: dict[int, int] = {}
        self._left: dict[int, int] = {}
        self._ends: dict[Strand, tuple[int, int]] = {}
        self._keys: dict[Any, int] = {}

    def _add(self, name: str, strand: Strand | None, step: Step | None) -> int:
        self.nodes.append(OrderNode(name, strand, step))
        self._graph.add_node(None)
        return len(self.nodes) - 1

    def add_strand(self, strand: Strand) -> None:
        """Add nodes for a strand: its first and last moment and every step that matters, outputs named by their number.

        A loose output has two nodes: the hidden one where it is written stands in the strand, the other hangs from it.
        """
        first = self._add(f"{strand.name}#first", strand, None)
        outputs = 0
        for at, step in enumerate(strand.steps):
            if step.kind in _SILENT:
                continue
            name = f"{strand.name}#{at}:{step.kind}"
            if step.output is not None:
                name, outputs = f"{strand.name}#{outputs}", outputs + 1
            node = self._add(name, strand, step)
            self._of_step[id(step)] = node
            if step.loose:
                self._left[id(step)] = node
                self._of_step[id(step)] = self._add(f"{name}:write", strand, None)
                self.loose.setdefault(strand, []).append(node)
        self._ends[strand] = (first, self._add(f"{strand.name}#last", strand, None))

    def add_hidden(self, key: Any, name: str) -> None:
        self._keys[key] = self._add(name, None, None)

    def key(self, job: Job, *parts: object) -> int:
        key = (job, *parts)
        return self._keys[key]

    def arrival(self, message: Message) -> int:
        """The node from which on a message can be received."""
        if message.sent is not None:
            return self.node_of(message.sent)
        assert message.job is not None
        return (
            self.key(message.job, "ready")
            if message.job.pool.is_executor
            else self.key(message.job, message.index, "result")
        )

    def has_node(self, step: Step) -> bool:
        """Whether a step is one that rules speak of, or an output."""
        return id(step) in self._of_step

    def node_of(self, step: Step) -> int:
        """The node of a step; of a loose output the one where it is written."""
        return self._of_step[id(step)]

    def leaving(self, step: Step) -> int:
        """The node at which the text of an output leaves the process."""
        return self._left.get(id(step), self._of_step[id(step)])

    def first(self, strand: Strand) -> int:
        return self._ends[strand][0]

    def last(self, strand: Strand) -> int:
        return self._ends[strand][1]

    def nodes_of(self, strand: Strand) -> frozenset[int]:
        """All nodes of a strand, those of its rounds included."""
        return self.section_of(strand) | frozenset(self._loose_of(strand))

    def section_of(self, strand: Strand) -> frozenset[int]:
        """The nodes of a strand between its begin and its end: not those of text that leaves later."""
        nodes = set(self._ends[strand])
        for step in strand.steps:
            if id(step) in self._of_step:
                nodes.add(self._of_step[id(step)])
            if step.kind in PARTS and step.inner is not None:
                nodes |= self.section_of(step.inner)
        return frozenset(nodes)

    def _loose_of(self, strand: Strand) -> set[int]:
        nodes = set(self.loose.get(strand, ()))
        for step in strand.steps:
            if step.kind in PARTS and step.inner is not None:
                nodes |= self._loose_of(step.inner)
        return nodes

    def edge(self, before: int, after: int, place: Place | None = None) -> None:
        """Add `before` < `after` for the current rule; the first rule that gives an edge is its reason."""
        if before != after and (before, after) not in self.edges:
            self.edges[before, after] = Reason(self.current, place)
            self._graph.add_edge(before, after, None)

    def threshold(self, node: int, of: Collection[int], count: int, place: Place | None = None) -> None:
        """`node` comes only after `count` of these; edges where all of them are meant."""
        if count >= len(of):
            for before in of:
                self.edge(before, node, place)
        elif count > 0:
            self.thresholds.append(Threshold(node, frozenset(of), count, Reason(self.current, place)))

    def after_some(self, node: int, of: Collection[int], count: int, place: Place | None = None) -> None:
        """`node` comes only after `count` of these: what comes after it is none of them, what is before it has come."""
        before = self.ancestors(node)
        after = set(rustworkx.descendants(self._graph, node))
        self.threshold(node, [n for n in of if n not in before | after], count - len(before & set(of)), place)

    def exclude(self, sections: Sequence[frozenset[int]], place: Place | None = None, limit: int = 1) -> None:
        if len(sections) > limit:
            kept = self.exclusions if limit == 1 else self.bounds
            kept.append(Exclusion(tuple(sections), Reason(self.current, place), limit))

    def chain_strand(self, strand: Strand, begins_anew: Callable[[Step], bool] | None = None) -> None:
        """Program order; the rounds of a strand hang between the steps around them.

        At a step that `begins_anew` nothing says that it comes after the step before it.
        """
        front = [self.first(strand)]
        hanging: list[int] = []
        inline: list[Strand] = []
        for step in strand.steps:
            if step.kind in ("shared-round", "signal"):
                continue  # another strand may run it as well; it may come at any moment
            if step.inner is not None:
                for node in front + hanging if step.kind == "callback" else front:
                    self.edge(node, self.first(step.inner), step.place)
                if step.kind == "callback":
                    inline.append(step.inner)
                else:
                    hanging.append(self.last(step.inner))
            elif id(step) in self._of_step:
                if begins_anew is not None and begins_anew(step):
                    front, hanging, inline = [self.first(strand)], [], []
                self._step_on(front + hanging, inline, self._of_step[id(step)], step.place)
                front, hanging, inline = [self._of_step[id(step)]], [], []
        self._step_on(front + hanging, inline, self.last(strand), None)
        self._hang_loose(strand)

    def _step_on(self, front: list[int], inline: list[Strand], node: int, place: Place | None) -> None:
        for before in front:
            self.edge(before, node, place)
        self.inline += [Inline(callback, tuple(front), node) for callback in inline]

    def _hang_loose(self, strand: Strand) -> None:
        """Text that leaves later leaves after it was written, in its order, at the flush if one is known."""
        latest: dict[str, int] = {}
        untils = {self._of_step[id(s.until)] for s in strand.steps if s.loose and s.exact and s.until is not None}
        before = {node: list(self._graph.predecessor_indices(node)) for node in untils}
        for step in strand.steps:
            if not step.loose or step.output is None:
                continue
            node = self._left[id(step)]
            self.edge(self._of_step[id(step)], node, step.place)
            earlier = latest.get(step.output.stream)
            if earlier is not None:
                self.edge(earlier, node, step.place)
            latest[step.output.stream] = node
            if step.until is None:
                continue
            until = self._of_step[id(step.until)]
            self.edge(node, until, step.until.place)
            for earlier in before[until] if step.exact else ():
                self.edge(earlier, node, step.until.place)

    def break_cycles(self) -> None:
        """Take back the rules' own contradictions, so that a mistake in them ends in no answer and not in a wrong one."""
        while cycle := rustworkx.digraph_find_cycle(self._graph):
            before, after = cycle[-1]
            rule = self.edges.pop((before, after)).rule
            self._graph.remove_edge(before, after)
            self.races.append(f"the rule `{rule}` contradicts the others: this order cannot be told")

    def find_after_all(self, nodes: Collection[int]) -> set[int]:
        """The first nodes that come after all of these: none of them after another of them."""
        after = set.intersection(*(set(rustworkx.descendants(self._graph, node)) for node in nodes))
        return {node for node in after if not any(a in after for a in self._graph.predecessor_indices(node))}

    def ancestors(self, node: int) -> set[int]:
        """Every node before `node`."""
        return set(rustworkx.ancestors(self._graph, node))
