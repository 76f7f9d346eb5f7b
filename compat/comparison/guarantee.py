"""What a pomset guarantees of its outputs, compiled for comparison: presence, and for each node all that must come
before it.

`Model` is made by `compare` for each side and each pairing.  Sets of nodes are integers, one bit for each node that
matters: outputs first, at positions that the caller chooses (so that paired outputs of two models share a bit), then
hidden nodes.

What must come before a node is exact for edges and thresholds, since there everything is monotone: whatever can run
once can still run later.  With a presence D that leaves some possible nodes out, those become *ghosts*: a ghost comes
by itself as soon as all that it needs has come; it waits for nothing else, and only thresholds look at it.  Leaving
more nodes out only frees the others, so of all runs with x and y the one with the fewest other nodes decides whether
x must come before y.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from compat.comparison.compiled import Compiled, Gate
from compat.pomset import Pomset

STEPS = 3_000_000


def find_bits(mask: int) -> Iterator[int]:
    """Yield the positions of the bits that are set, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class Counter:
    """Count for each bit in how many masks it is; `levels[j]` are the bits that were in more than j of them."""

    def __init__(self, slack: int) -> None:
        self.levels = [0] * (slack + 1)

    def add(self, mask: int) -> None:
        """Count one more mask."""
        levels = self.levels
        for j in range(len(levels) - 1, 0, -1):
            levels[j] |= levels[j - 1] & mask
        levels[0] |= mask


class Model(Compiled):
    """A pomset compiled under a numbering of its outputs.

    `low[v]` are nodes that, where present, come before v (v included) in every run with v; `high[v]` those that do in
    the runs with every node.  Both are the same where nothing is only possible.  Locks have added what they imply.
    `flaws` say what keeps the model from being exact; what it guarantees holds all the same.
    """

    def __init__(self, pomset: Pomset, positions: Mapping[int, int] | None = None) -> None:
        super().__init__(pomset)
        self.steps = 0
        self.number({o: i for i, o in enumerate(pomset.outputs)} if positions is None else positions)

    # --- what must come before

    def number(self, positions: Mapping[int, int]) -> None:
        """Give outputs these bits, and compute `low` and `high`."""
        self.bit = dict(positions)
        self.node_at = {i: v for v, i in self.bit.items()}
        self.outputs_mask = (1 << len(self.bit)) - 1
        hidden = {v for v in range(self.size) if self.gates[v]}
        hidden.update(v for group in self.groups for section in group for v in section)
        for v in sorted(hidden - self.bit.keys()):
            self.bit[v] = len(self.bit)
        self.certain_mask = self.make_mask(v for v in self.pomset.outputs if self.certain[v])
        self.certain_bits = self.make_mask(v for v in self.bit if self.certain[v])
        self.company_bits = [0] * self.size
        for v in self._needed_first() if self.possible else ():
            own = 1 << self.bit[v] if v in self.possible and v in self.bit else 0
            for a in self.needs[v]:
                own |= self.company_bits[a]
            self.company_bits[v] = own
        self._close()
        if self.groups:
            self._saturate()

    def find_sure(self, v: int) -> int:
        """Return the nodes that come before one in every run with it, and are present there."""
        return self.low[v] & (self.certain_bits | self.company_bits[v])

    def make_mask(self, nodes: Iterable[int]) -> int:
        """Return the bits of some nodes (those without a bit do not count)."""
        mask = 0
        for v in nodes:
            if v in self.bit:
                mask |= 1 << self.bit[v]
        return mask

    def _close(self) -> None:
        self.low: list[int] = [0] * self.size
        self.shade: list[int] = [0] * self.size
        self.before: dict[int, int] | None = None
        self.plans: dict[int, Any] = {}
        counters: dict[int, tuple[frozenset[int], Counter]] = {}
        for v in self.order:
            self.low[v] = self._close_one(v, counters)
            if v in self.possible:
                self.shade[v] = self.company_bits[v]
                for a in self.needs[v]:
                    self.shade[v] |= self.low[a] if self.certain[a] else self.shade[a]
        self.high = self.low
        if self.possible:
            self._close_all()

    def _close_one(self, v: int, counters: dict[int, tuple[frozenset[int], Counter]]) -> int:
        low, company = self.low, self.company[v]
        own = 1 << self.bit[v] if v in self.bit else 0
        for a in self.needs[v]:
            own |= low[a]
        for a in self.weak[v]:
            if self.certain[a] or company >> self.possible[a] & 1:
                own |= low[a]
            elif a in self.bit:
                own |= 1 << self.bit[a]
        for gate in self.gates[v]:
            own |= self._close_gate(gate, company, counters)
        return own

    def _close_gate(self, gate: Gate, company: int, counters: dict[int, tuple[frozenset[int], Counter]]) -> int:
        """Return what is before more members than the slack leaves out; nested thresholds share one counter."""
        known, counter = counters.get(gate.slack, (frozenset(), None))
        if company or counter is None or not known <= gate.members:
            known, counter = frozenset(), Counter(gate.slack)
        for m in gate.members - known:
            is_real = self.certain[m] or company >> self.possible[m] & 1
            counter.add(self.low[m] if is_real else self.shade[m])
        if not company:
            counters[gate.slack] = (gate.members, counter)
        return counter.levels[gate.slack]

    def _close_all(self) -> None:
        """Compute `high`: what comes before when every node is present."""
        high = [0] * self.size
        counters: dict[int, tuple[frozenset[int], Counter]] = {}
        for v in self.order:
            own = 1 << self.bit[v] if v in self.bit else 0
            for a in (*self.needs[v], *self.weak[v]):
                own |= high[a]
            for gate in self.gates[v]:
                known, counter = counters.get(gate.slack, (frozenset(), None))
                if counter is None or not known <= gate.members:
                    known, counter = frozenset(), Counter(gate.slack)
                for m in gate.members - known:
                    counter.add(high[m])
                counters[gate.slack] = (gate.members, counter)
                own |= counter.levels[gate.slack]
            high[v] = own
        self.high = high

    # --- the lock rule

    def _saturate(self) -> None:
        """If the begin of a section is before an event of another, put all of it before the other, again and again."""
        handled: dict[tuple[int, int], int] = {}
        while True:
            added = False
            kept = [list(weak) for weak in self.weak]
            for g, group in enumerate(self.groups):
                owner = {self.bit[v]: i for i, section in enumerate(group) for v in section}
                everyone = self.make_mask(v for section in group for v in section)
                for j in range(len(group)):
                    added = self._order_sections(g, j, owner, everyone, handled) or added
            if not added:
                return
            order = self._sort()
            if order is None:
                self.weak = kept
                self.dead = True
                self.flaws.append("sections that block one another")
                return
            self._set_order(order)
            self._close()

    def _order_sections(
        self, g: int, j: int, owner: dict[int, int], everyone: int, handled: dict[tuple[int, int], int]
    ) -> bool:
        group = self.groups[g]
        later = group[j]
        first = self.find_first(later)
        seen = 0
        for t in later:
            if self.certain[t] or t == first:
                seen |= self.find_sure(t)
        seen &= everyone & ~handled.get((g, j), 0)
        handled[g, j] = handled.get((g, j), 0) | seen
        added = False
        for i in {owner[b] for b in find_bits(seen)} - {j}:
            for t in later if first is None else (first,):
                for s in group[i]:
                    if not self.low[t] >> self.bit[s] & 1 and s not in self.weak[t]:
                        self.weak[t].append(s)
                        added = True
        return added

    def find_first(self, section: frozenset[int]) -> int | None:
        """Return the node of a section that all its others need, if there is one."""
        for v in section:
            if all(any(a in section for a in self.needs[u]) == (u != v) for u in section):
                return v
        return None

    # --- questions

    def is_before(self, x: int, y: int) -> bool:
        """Whether x comes before y in every run that has both (locks count as far as the lock rule goes)."""
        if self.low[y] >> self.bit[x] & 1:
            return True
        if not self.high[y] >> self.bit[x] & 1:
            return False
        present = self.company[x] | self.company[y]
        held: dict[int, bool] = {}
        for v in self._find_doubtful(y, 1 << self.bit[x], present):
            self.steps += 1
            held[v] = v == x or self._is_held(v, 1 << self.bit[x], present, held)
        return held[y]

    def _is_real(self, v: int, present: int) -> bool:
        return self.certain[v] or bool(present >> self.possible[v] & 1)

    def _find_doubtful(self, y: int, bit: int, present: int) -> list[int]:
        """Return, in order, what decides whether y waits for the node of this bit."""
        seen, stack = {y}, [y]
        while stack:
            v = stack.pop()
            for a in self.find_waits(v) if self._is_real(v, present) else self.needs[v]:
                if a not in seen and self.high[a] & bit and not (self._is_real(a, present) and self.low[a] & bit):
                    seen.add(a)
                    stack.append(a)
        return sorted(seen, key=self.rank.__getitem__)

    def _is_held(self, v: int, bit: int, present: int, held: dict[int, bool]) -> bool:
        """Whether v, a ghost if not present, waits for the node of this bit."""

        def waits(a: int) -> bool:
            return held[a] if a in held else self._is_real(a, present) and bool(self.low[a] & bit)

        if any(waits(a) for a in self.needs[v]):
            return True
        if not self._is_real(v, present):
            return False
        if any(self._is_real(a, present) and waits(a) for a in self.weak[v]):
            return True
        return any(sum(waits(m) for m in gate.members) > gate.slack for gate in self.gates[v])

    def find_before(self) -> dict[int, int]:
        """Return, for each output, the outputs that come before it in every run that has both."""
        if self.before is None:
            self.before = self._find_before()
        return self.before

    def _find_before(self) -> dict[int, int]:
        before = {}
        for y in self.pomset.outputs:
            mask = self.low[y] & self.outputs_mask
            if self.possible:
                for i in find_bits(self.high[y] & self.outputs_mask & ~mask):
                    if self.steps > STEPS:
                        self.flaws.append("too many outputs that are only possible")
                        break
                    if self.is_before(self.node_at[i], y):
                        mask |= 1 << i
            before[y] = mask & ~(1 << self.bit[y])
        return before
