"""State what a model guarantees beyond order and presence as facts about outputs, its hidden nodes eliminated.

`inclusion` tests these facts on the other side.  What cannot be stated so exactly is a flaw: then no inclusion is
claimed. Hidden nodes that are only possible are in a run only if an output in it needs them, so ways through them
count only where the output at their end vouches for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from compat.comparison.compiled import Gate
from compat.comparison.guarantee import Model

Sides = tuple[list[int], list[int]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A threshold as outputs see it: `output` comes when at most `slack` of the `groups` have a blocker to come."""

    output: int
    groups: tuple[tuple[int, ...], ...]
    slack: int
    source: int


class Frontier:
    """The outputs next to each hidden node, forwards and backwards through hidden nodes alone."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.flaws: list[str] = []
        self.is_output = [node.label is not None for node in model.pomset.nodes]
        self.needing: list[list[int]] = [[] for _ in range(model.size)]
        self.later: list[list[int]] = [[] for _ in range(model.size)]
        for v in range(model.size):
            for a in model.needs[v]:
                self.needing[a].append(v)
            for a in model.weak[v]:
                self.later[a].append(v)
        self.behind: dict[int, tuple[list[int], set[int]]] = {}
        self.blockers: dict[int, tuple[tuple[int, ...], list[int]]] = {}
        if model.possible:
            self._check_weak()

    def _flaw(self, text: str) -> None:
        if text not in self.flaws:
            self.flaws.append(text)

    # --- ways through hidden nodes

    def _walk_on(self, start: int, needed_only: bool = False) -> tuple[list[int], set[int]]:
        """Return the first outputs at or after a node, and the hidden nodes passed on the way."""
        if self.is_output[start]:
            return [start], set()
        seen, stack, outputs = {start}, [start], set()
        while stack:
            v = stack.pop()
            weakly = self.model.certain[v] and not needed_only
            for b in (*self.needing[v], *(self.later[v] if weakly else ())):
                if self.is_output[b]:
                    outputs.add(b)
                elif b not in seen:
                    seen.add(b)
                    stack.append(b)
        return sorted(outputs), seen

    def _walk_back(self, start: int) -> tuple[list[int], set[int]]:
        """Return the last outputs at or before a node, and the hidden nodes passed.

        Where an output that is needed may be missing, so that the node would be too and count without it, those
        before it are last outputs as well.
        """
        if start not in self.behind:
            seen, stack, outputs = {start}, [start], set()
            while stack:
                v = stack.pop()
                if self.is_output[v]:
                    outputs.add(v)
                    if self.model.certain[v]:
                        continue
                elif self.model.certain[v]:
                    outputs.update(a for a in self.model.weak[v] if self.is_output[a])
                for a in self._find_behind(v):
                    if a not in seen:
                        seen.add(a)
                        stack.append(a)
            self.behind[start] = sorted(outputs), {v for v in seen if not self.is_output[v]}
        return self.behind[start]

    def _find_behind(self, v: int) -> Iterator[int]:
        yield from self.model.needs[v]
        if self.model.certain[v]:
            yield from (a for a in self.model.weak[v] if self.model.certain[a])

    def _check_weak(self) -> None:
        """A hidden node that is only possible must not order anything that the outputs which need it do not order."""
        model = self.model
        for d in range(model.size):
            for h in model.weak[d]:
                if h in model.possible and not self.is_output[h]:
                    needing, _ = self._walk_on(h, needed_only=True)
                    if any(z != d and not self._is_weakly_before(z, d) for z in needing):
                        self._flaw("an order that rests on a hidden event that may be missing")

    def _is_weakly_before(self, z: int, d: int) -> bool:
        """Whether z comes before d whenever both are there."""
        model = self.model
        bit = 1 << model.bit[z]
        if model.low[d] & bit or z in model.weak[d]:
            return True
        return any(
            model.certain[a] and (model.low[a] & bit or z in model.weak[a]) for a in (*model.needs[d], *model.weak[d])
        )

    # --- thresholds

    def find_passages(self) -> Iterator[Passage]:
        """Yield what each threshold means for each output that comes first after its node."""
        for node, gates in enumerate(self.model.gates):
            outputs = self._walk_on(node)[0] if gates else []
            for gate in gates:
                groups = self._find_groups(gate)
                if len(groups) > gate.slack:
                    for output in outputs:
                        yield Passage(output, groups, gate.slack, gate.source)

    def _find_groups(self, gate: Gate) -> tuple[tuple[int, ...], ...]:
        """Return the blockers of each member that has any; a silent member is transparent."""
        groups = []
        for m in sorted(gate.members):
            blockers, waiting = self._find_blockers(m)
            if waiting:
                self._check_nested(gate, waiting, blockers)
            if blockers:
                groups.append(blockers)
        return tuple(groups)

    def _find_blockers(self, m: int) -> tuple[tuple[int, ...], list[int]]:
        """Return the outputs that a member waits for, and the hidden nodes on the way that wait for more than that."""
        if m not in self.blockers:
            outputs, hidden = self._walk_back(m)
            hidden = set() if self.is_output[m] else hidden
            waiting = [v for v in hidden if self._waits_alone(v) and not self._is_vouched_for(v, outputs)]
            self.blockers[m] = tuple(self._keep_last(outputs)), waiting
        return self.blockers[m]

    def _waits_alone(self, v: int) -> bool:
        """Whether a hidden node waits for more than the outputs before it."""
        return bool(self.model.gates[v]) or (v in self.model.possible and bool(self.model.weak[v]))

    def _is_vouched_for(self, v: int, outputs: list[int]) -> bool:
        """Whether a node is in a run only with one of these outputs, which it then comes before."""
        return v in self.model.possible and set(self._walk_on(v, needed_only=True)[0]) <= set(outputs)

    def _keep_last(self, outputs: list[int]) -> list[int]:
        """Drop the certain outputs that come before another certain one."""
        if len(outputs) == 1:
            return outputs
        model = self.model
        sure = [y for y in outputs if model.certain[y]]
        return [
            x
            for x in outputs
            if not (model.certain[x] and any(y != x and model.low[y] >> model.bit[x] & 1 for y in sure))
        ]

    def _check_nested(self, gate: Gate, hidden: list[int], blockers: tuple[int, ...]) -> None:
        """A threshold passed on the way back must be contained in the outer one, or stand before a certain blocker."""
        model = self.model
        for v in hidden:
            for inner in model.gates[v]:
                covered = any(model.certain[x] and model.low[x] >> model.bit[v] & 1 for x in blockers)
                if not covered and not (inner.members <= gate.members and inner.slack >= gate.slack):
                    self._flaw("a threshold that counts an event behind another threshold")
            if v in model.possible and model.weak[v]:
                self._flaw("a threshold that counts an event that may be missing and waits weakly")

    # --- sections

    def find_pairs(self) -> Iterator[tuple[tuple[Sides, Sides], int]]:
        """Yield each two sections that nothing orders, as the outputs before their ends and after their begins."""
        for group, source in zip(self.model.groups, self.model.group_sources, strict=False):
            sides = [self._find_sides(section, group) for section in group]
            for i, a in enumerate(sides):
                for b in sides[:i]:
                    if not self._are_ordered(a, b):
                        yield (a, b), source

    def _are_ordered(self, a: Sides, b: Sides) -> bool:
        model = self.model

        def is_all_before(ups: list[int], downs: list[int]) -> bool:
            return all(u != d and model.low[d] >> model.bit[u] & 1 for u in ups for d in downs)

        return is_all_before(a[0], b[1]) or is_all_before(b[0], a[1])

    def _find_sides(self, section: frozenset[int], group: list[frozenset[int]]) -> Sides:
        """Return the last outputs before the end of a section and the first after its begin."""
        outputs = sorted(v for v in section if self.is_output[v])
        is_certain = all(v not in self.model.possible for v in section)
        if self._is_closed(section, outputs):
            return self._trim(outputs, outputs) if is_certain else (outputs, outputs)
        if not is_certain:
            self._flaw("a section that may be cut short")
            return outputs, outputs
        ups: set[int] = set()
        downs: set[int] = set()
        elsewhere = {v for other in self.model.groups if other is not group for s in other for v in s}
        for v in section:
            before, behind = self._walk_back(v)
            after, ahead = self._walk_on(v)
            ups.update(before)
            downs.update(after)
            if (behind | {v}) & (self._gated | elsewhere) or (ahead | {v}) & (self._counted | elsewhere):
                self._flaw("a section that others look into, beside other locks or thresholds")
        return self._trim(sorted(ups), sorted(downs))

    def _trim(self, ups: list[int], downs: list[int]) -> Sides:
        model = self.model
        sure = [x for x in downs if model.certain[x]]
        first = [y for y in downs if not any(x != y and model.low[y] >> model.bit[x] & 1 for x in sure)]
        return self._keep_last(ups), first

    def _is_closed(self, section: frozenset[int], outputs: list[int]) -> bool:
        """Whether the outputs inside tell all: what leaves the section comes after them, what enters it before."""
        return bool(outputs) and all(self._is_inward(v, section, outputs) for v in section)

    def _is_inward(self, v: int, section: frozenset[int], outputs: list[int]) -> bool:
        """Whether what is seen from a node, through hidden nodes, is wholly before or after the section's outputs."""
        low, bit = self.model.low, self.model.bit
        inside = self.model.make_mask(outputs)
        is_late, is_early = not inside & ~low[v], all(low[o] >> bit[v] & 1 for o in outputs)
        if self.is_output[v]:
            return not (v in self._gated and not is_early) and not (v in self._counted and not is_late)
        if any(not low[v] >> bit[o] & 1 and not low[o] >> bit[v] & 1 for o in outputs):
            return False
        if is_early and self._is_inside_late(self._walk_on(v)[1], section):
            return False
        after, ahead = self._walk_on(v)
        before, behind = self._walk_back(v)
        if any(z not in section and inside & ~low[z] for z in after) or (ahead & self._counted and not is_late):
            return False
        if any(z not in section and any(not low[o] >> bit[z] & 1 for o in outputs) for z in before):
            return False
        return is_early or not behind & self._gated

    def _is_inside_late(self, hidden: set[int], section: frozenset[int]) -> bool:
        """Whether one of these nodes is in another section that its outputs have already begun."""
        low, bit = self.model.low, self.model.bit
        return any(
            not all(low[o] >> bit[v] & 1 for o in other if self.is_output[o])
            for group in self.model.groups
            for other in group
            if other != section
            for v in other & hidden
        )

    @cached_property
    def _gated(self) -> set[int]:
        return {v for v, gates in enumerate(self.model.gates) if gates}

    @cached_property
    def _counted(self) -> set[int]:
        return {m for gates in self.model.gates for gate in gates for m in gate.members}
