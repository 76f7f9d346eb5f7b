"""Whether a capacity or an exclusion of the wide side holds in the narrow one.  `inclusion` runs these tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import combinations, product

from compat.comparison.compiled import Gate
from compat.comparison.frontier import Frontier, Passage, Sides
from compat.comparison.guarantee import find_bits
from compat.comparison.trial import TRIES, Trial

NEAR = 2
WORK = 20_000_000

_Held = tuple[tuple[int, ...], tuple[int, ...]]


class CapacityTest:
    """Tests thresholds: first against their image, then by a run that breaks them, then against all others."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        self.narrow, self.wide = trial.narrow, trial.wide
        self.work = WORK

    def test(self, passage: Passage) -> None:
        """The output comes only after all but `slack` of the groups have put out their blockers."""
        y = self.trial.image(passage.output)
        groups = [self._image_mask(group) for group in passage.groups]
        waiting = [g for g in groups if g & ~self.trial.narrow_before[y]]
        if len(waiting) <= passage.slack or self._is_image(y, waiting, passage.slack):
            return
        gates = self._find_gates(y)
        if self._is_implied(gates[:NEAR], waiting, passage.slack):
            return
        free = self._find_free(y, waiting)
        held = self._hold_latest(y, free, passage.slack + 1)
        if held is None:
            if self._is_implied(gates[NEAR:], waiting, passage.slack):
                return
            held = self._find_held(y, free, passage.slack + 1)
        if held is None:
            return
        outputs, run = held
        wide = tuple(self.wide.node_at[self.narrow.bit[x]] for x in outputs)
        self.trial.note("capacity", (passage.output, *wide), (y, *outputs), run, passage.source)

    def _is_image(self, y: int, groups: list[int], slack: int) -> bool:
        """Whether a threshold of the narrow side for the same output counts the same groups, but for few."""
        wanted = Counter(groups)
        return any((wanted - own).total() + own_slack <= slack for own, own_slack in self._passages.get(y, ()))

    @cached_property
    def _passages(self) -> dict[int, list[tuple[Counter[int], int]]]:
        """The thresholds of the narrow side by the output that they hold back."""
        passages: dict[int, list[tuple[Counter[int], int]]] = {}
        for passage in Frontier(self.narrow).find_passages():
            groups = Counter(self.narrow.make_mask(group) for group in passage.groups)
            passages.setdefault(passage.output, []).append((groups, passage.slack))
        return passages

    def _image_mask(self, outputs: tuple[int, ...]) -> int:
        """Return the outputs of a group that can be its last on the narrow side."""
        mask = self.wide.make_mask(outputs)
        if len(outputs) == 1:
            return mask
        certain = [i for i in find_bits(mask) if self.narrow.certain_mask >> i & 1]
        for i in certain:
            if any(self.trial.narrow_before[self.narrow.node_at[j]] >> i & 1 for j in certain):
                mask &= ~(1 << i)
        return mask

    def _is_implied(self, gates: list[Gate], groups: list[int], slack: int) -> bool:
        """Whether one of these thresholds says as much: whatever it leaves out, at most `slack` groups are open."""
        for gate in gates:
            self.work -= len(groups) * len(gate.members)
            if self.work < 0:
                self.trial.give_up("too many thresholds to compare with one another")
                return False
            if self._count_uncovered(gate, groups) <= slack:
                return True
        return False

    def _find_gates(self, y: int) -> list[Gate]:
        """Return the thresholds of the narrow side that hold an output back, the last first."""
        narrow = self.narrow
        sure = narrow.find_sure(y)
        nodes = [node for node, gates in enumerate(narrow.gates) if gates and sure >> narrow.bit[node] & 1]
        nodes.sort(key=lambda node: -narrow.rank[node])
        return [gate for node in nodes for gate in narrow.gates[node]]

    def _count_uncovered(self, gate: Gate, groups: list[int]) -> int:
        """Return how many groups may be open when all but `slack` of the members are done."""
        narrow = self.narrow
        load: dict[int, int] = {}
        missing = 0
        for group in groups:
            covers = [m for m in sorted(gate.members) if not group & ~self._find_done_with(m)]
            if not covers:
                missing += 1
                continue
            best = min(covers, key=lambda m: (load.get(m, 0), (narrow.low[m] & narrow.outputs_mask).bit_count(), m))
            load[best] = load.get(best, 0) + 1
        return missing + sum(sorted(load.values(), reverse=True)[: gate.slack])

    def _find_done_with(self, m: int) -> int:
        """Return outputs that, if present, have come once m counts."""
        return self.narrow.low[m] if self.narrow.certain[m] else self.narrow.shade[m]

    def _hold_latest(self, y: int, free: list[list[int]], number: int) -> _Held | None:
        """Try to hold back the latest groups."""
        if len(free) < number:
            return None
        latest = tuple(dict.fromkeys(blockers[0] for blockers in free[:number]))
        run = self._run_without(y, latest)
        return None if run is None else (latest, run)

    def _find_held(self, y: int, free: list[list[int]], number: int) -> _Held | None:
        """Find blockers of `number` groups that can be held back while y comes; None: none (noted unless proven)."""
        if len(free) < number:
            return None
        taken: list[int] = []
        for blockers in free:
            found = next((x for x in blockers if self._run_without(y, [*taken, x]) is not None), None)
            if found is not None:
                taken.append(found)
            if len(taken) == number:
                run = self._run_without(y, taken)
                return None if run is None else (tuple(taken), run)
        return self._search_held(y, free, number)

    def _search_held(self, y: int, free: list[list[int]], number: int) -> _Held | None:
        """Try every choice of blockers, if they are few."""
        tries = 0
        for groups in combinations(free, number):
            for choice in product(*groups):
                tries += 1
                if tries > TRIES:
                    self.trial.give_up("a capacity that could not be tested within the budget")
                    return None
                run = self._run_without(y, list(dict.fromkeys(choice)))
                if run is not None:
                    return tuple(dict.fromkeys(choice)), run
        return None

    def _find_free(self, y: int, groups: list[int]) -> list[list[int]]:
        """Return, for each group, its blockers that may come after y, latest groups first."""
        narrow = self.narrow
        after = [
            [narrow.node_at[i] for i in find_bits(g & ~self.trial.narrow_before[y]) if narrow.node_at[i] != y]
            for g in groups
        ]
        free = [blockers for blockers in after if blockers]
        free.sort(
            key=lambda blockers: (-max((narrow.low[x] & narrow.outputs_mask).bit_count() for x in blockers), blockers)
        )
        return free

    def _run_without(self, y: int, held: Sequence[int]) -> tuple[int, ...] | None:
        return self.trial.find_breaking(self.trial.company(y, *held), [(y, x) for x in held])


class ExclusionTest:
    """Tests pairs of sections."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        self.narrow = trial.narrow
        self._ending: dict[int, int] = {}
        self._begun: dict[int, int] = {}
        self._group_masks: list[int] = []
        start = 0
        for group in self.narrow.groups:
            self._group_masks.append(((1 << len(group)) - 1) << start)
            start += len(group)

    def test(self, pair: tuple[Sides, Sides], source: int) -> None:
        """Of two sections one ends before the other begins: not d2 <= u1 and d1 <= u2 at once."""
        (ups1, downs1), (ups2, downs2) = pair
        for u1, d2, u2, d1 in product(ups1, downs2, ups2, downs1):
            images = [self.trial.image(v) for v in (d2, u1, d1, u2)]
            before = [(images[i], images[i + 1]) for i in (0, 2) if images[i] != images[i + 1]]
            if any(self.trial.narrow_before[a] >> self.narrow.bit[b] & 1 for a, b in before) or self._is_excluded(
                *images
            ):
                continue
            run = self.trial.find_breaking(self.trial.company(*images), before)
            if run is not None:
                self.trial.note("exclusion", (d2, u1, d1, u2), tuple(images), run, source)
                return

    def _is_excluded(self, d2: int, u1: int, d1: int, u2: int) -> bool:
        """Whether two sections of one group of the narrow side say the same."""
        ones, twos = self._find_sections(u1, d1), self._find_sections(u2, d2)
        for group in self._group_masks:
            a, b = ones & group, twos & group
            if a and b and (a != b or a & (a - 1)):
                return True
        return False

    def _find_sections(self, u: int, d: int) -> int:
        """Return the sections (as bits) that end after u and begin before d, in every run with both."""
        if u not in self._ending:
            bit = 1 << self.narrow.bit[u]
            self._ending[u] = sum(1 << i for i, (before_end, _) in enumerate(self._section_masks) if before_end & bit)
        if d not in self._begun:
            sure = self.narrow.find_sure(d)
            self._begun[d] = sum(1 << i for i, (_, own) in enumerate(self._section_masks) if own & sure)
        return self._ending[u] & self._begun[d]

    @cached_property
    def _section_masks(self) -> list[tuple[int, int]]:
        """For each section what comes before its end in every run, its own outputs included, and its own nodes."""
        narrow = self.narrow
        masks = []
        for section in (section for group in narrow.groups for section in group):
            own = narrow.make_mask(section)
            before = own & narrow.outputs_mask
            for v in section:
                before |= narrow.low[v] if narrow.certain[v] else 0
            masks.append((before, own))
        return masks
