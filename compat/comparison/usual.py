"""The usual order of outputs: by scripted time, where no guarantee decides.  `compare` and `mapping` ask it.

`a` usually precedes `b` when it is at least a start-up earlier: 0.2 s between processes, 0.01 s inside one.  Closer
is a tie, and an output without a time ties with everything.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from fractions import Fraction

from compat.comparison.guarantee import Model, find_bits
from compat.pomset import Node, Pomset

APART = Fraction(1, 5)
INSIDE = Fraction(1, 100)


def compare_times(a: Node, b: Node) -> int:
    """Return -1 if a usually precedes b, 1 if b precedes a, 0 for a tie."""
    window = INSIDE if a.process == b.process else APART
    if a.time is None or b.time is None or abs(a.time - b.time) < window:
        return 0
    return -1 if a.time < b.time else 1


def find_hour(node: Node) -> tuple[bool, Fraction]:
    """Return a key that sorts nodes by scripted time, those without one last."""
    return node.time is None, node.time or Fraction(0)


class _Line:
    """Outputs by time, with the set of all up to each moment."""

    def __init__(self, entries: list[tuple[Fraction, int]]) -> None:
        self.times: list[Fraction] = []
        self.masks = [0]
        for time, bit in sorted(entries):
            self.times.append(time)
            self.masks.append(self.masks[-1] | 1 << bit)

    def find_until(self, time: Fraction) -> int:
        return self.masks[bisect_right(self.times, time)]

    def find_from(self, time: Fraction) -> int:
        return self.masks[-1] & ~self.masks[bisect_left(self.times, time)]


class Times:
    """The outputs of a model on their line of time, all of them and those of each process."""

    def __init__(self, model: Model) -> None:
        self.nodes = model.pomset.nodes
        processes: dict[str, list[tuple[Fraction, int]]] = {}
        for v in model.pomset.outputs:
            time = self.nodes[v].time
            if time is not None:
                processes.setdefault(self.nodes[v].process, []).append((time, model.bit[v]))
        self.everyone = _Line([entry for entries in processes.values() for entry in entries])
        self.lines = {process: _Line(entries) for process, entries in processes.items()}

    def find_earlier(self, v: int) -> int:
        """Return the bits of the outputs that by time usually precede one."""
        time = self.nodes[v].time
        if time is None:
            return 0
        return self.everyone.find_until(time - APART) | self.lines[self.nodes[v].process].find_until(time - INSIDE)

    def find_later(self, v: int) -> int:
        """Return the bits of the outputs that by time usually follow one."""
        time = self.nodes[v].time
        if time is None:
            return 0
        return self.everyone.find_from(time + APART) | self.lines[self.nodes[v].process].find_from(time + INSIDE)


def find_usual(model: Model, before: Mapping[int, int]) -> dict[int, int]:
    """Return, for each output, the bits of the outputs that usually precede it, without those that always do.

    `before` are the guaranteed ones, as `Model.find_before` gives them.  Those that always follow, against their
    times, are not taken out.
    """
    times = Times(model)
    return {v: times.find_earlier(v) & ~before[v] for v in model.pomset.outputs}


def count_orders(pomset: Pomset) -> tuple[int, int]:
    """Of a pomset by itself: how many pairs of outputs come in one order in every word, and how many others tie."""
    model = Model(pomset)
    before = model.find_before()
    return sum(mask.bit_count() for mask in before.values()), count_ties(model, before)


def count_ties(model: Model, before: Mapping[int, int]) -> int:
    """Count the pairs that nothing orders, neither a guarantee nor scripted time."""
    times = Times(model)
    ordered = sum(
        (times.find_earlier(v) | mask).bit_count() - (times.find_later(v) & mask).bit_count()
        for v, mask in before.items()
    )
    return len(before) * (len(before) - 1) // 2 - ordered


def find_after(model: Model, before: Mapping[int, int]) -> dict[int, int]:
    """Turn `before` round: for each output, those that it always precedes."""
    after = dict.fromkeys(before, 0)
    for v, mask in before.items():
        bit = 1 << model.bit[v]
        for i in find_bits(mask):
            after[model.node_at[i]] |= bit
    return after
