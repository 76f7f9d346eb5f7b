"""The labelled partial order that a program guarantees, with what goes beyond an order.

`happens_before` makes a `Pomset` of a trace, `scripted_time` gives its nodes their times, `compare` compares two of
them. A node is an *output* if it has a label, else it is hidden (the begin of an item, a submission, ...).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from compat.event import Place


class Label(NamedTuple):
    """What is compared of an output: its stream and its text, in which tokens that cannot be equal are named."""

    stream: str
    text: str


class Reason(NamedTuple):
    """Why an edge holds: the name of a rule of the table in `happens_before`, and where in the script."""

    rule: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """One event of the order.

    `name` is unique in its pomset and the same in every run of the program; `process` is equal for nodes whose start-up
    difference is that of threads, not of processes.  `time` is scripted time in seconds, None where it is free.
    A `possible` node may be missing from a run (something may end its strand first); `usually_absent` says that by
    scripted time it is missing.
    """

    name: str
    strand: str
    process: str
    label: Label | None = None
    place: Place | None = None
    time: Fraction | None = None
    possible: bool = False
    usually_absent: bool = False


class Threshold(NamedTuple):
    """`node` comes only after at least `count` of the nodes in `of` (a pool's capacity, a count of arrivals).

    A possible member that is absent (its strand was ended) counts from the moment when all nodes that it needs, and
    that are present, have come: what was killed holds its place until its last step, and no longer.
    """

    node: int
    of: frozenset[int]
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody needs here
    reason: Reason


class Exclusion(NamedTuple):
    """Sections (sets of nodes, each contiguous in its strand) that do not interleave, though any may come first.

    A section spans from its first to its last present node, hidden ones included.  With a `limit` of more than one (a
    semaphore) as many may be under way at once.
    """

    sections: tuple[frozenset[int], ...]
    reason: Reason
    limit: int = 1


class DataRace(NamedTuple):
    """Two nodes that access one thing, at least one writing, which nothing orders and no lock separates."""

    thing: str
    first: int
    second: int


@dataclass(frozen=True)
class Pomset:
    """Nodes 0..n-1 and what is guaranteed of them.

    `edges` maps (a, b), a before b, to its reason; acyclic.  An edge is *needed*: b does not happen without a; those
    in `weak` only order (if a happens at all, it happens before b; of a strand that may be ended early, each event
    that can be its last wants such an edge of its own, not the strand's end alone).  `cut` are strands whose end is
    missing: their outputs, in the order of their numbers, are a prefix of unknown length.  `bounds` are exclusions with a limit of more
    than one, which `compare` leaves to its caller.  `open_ended` holds a
    reason for each thing that keeps this order from being complete (an unfollowed primitive, ...); a comparison with
    such a pomset is `unknown`.
    """

    nodes: tuple[Node, ...]
    edges: Mapping[tuple[int, int], Reason]
    weak: frozenset[tuple[int, int]] = frozenset()
    thresholds: tuple[Threshold, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    cut: frozenset[str] = frozenset()
    outcome: str = "exit 0"
    open_ended: tuple[str, ...] = field(default=())
    data_races: tuple[DataRace, ...] = ()
    bounds: tuple[Exclusion, ...] = ()

    @property
    def outputs(self) -> tuple[int, ...]:
        """The nodes that have a label, in the order of their numbers."""
        return tuple(i for i, node in enumerate(self.nodes) if node.label is not None)
