"""Make the evidence of a verdict: counts, and the smallest counterexample as steps.  `compare` calls it at the end."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from fractions import Fraction

from compat.comparison.cutting import Settlement, count_labels
from compat.comparison.guarantee import Model
from compat.comparison.inclusion import Inclusion, find_inclusion
from compat.comparison.likeness import pair_alike
from compat.comparison.mapping import Phi, read_name
from compat.comparison.schedule import read_text, shorten
from compat.comparison.small import Decision, SmallCase
from compat.comparison.trial import Violation
from compat.comparison.usual import compare_times, count_ties, find_hour
from compat.comparison.words import SMALL, TooMany, can_print
from compat.pomset import Pomset, Reason
from compat.verdict import Counterexample, Step, Verdict

MOST = 24
SIDES = ("old", "new")


def explain_outcome(old: Pomset, new: Pomset) -> Counterexample:
    """Return the evidence that the two sides end differently."""
    return Counterexample(
        "outcome", (Step("old", "outcome", rule=old.outcome), Step("new", "outcome", rule=new.outcome))
    )


def explain_text(old: Pomset, new: Pomset) -> Counterexample:
    """Return the outputs without a partner, each with the one like it on the other side, if there is one."""
    extras = _find_extras(old, new), _find_extras(new, old)
    steps: list[Step] = []
    extras[0].sort(key=lambda v: _find_hour_and_name(old, v))
    extras[1].sort(key=lambda v: _find_hour_and_name(new, v))
    alike = pair_alike(old, extras[0], new, extras[1])
    for x in extras[0][:MOST]:
        steps.append(Step("old", "extra", (x,), place=old.nodes[x].place))
        if x in alike:
            steps.append(Step("new", "similar", (alike[x],), place=new.nodes[alike[x]].place))
    rest = [y for y in extras[1] if y not in alike.values()]
    steps.extend(Step("new", "extra", (y,), place=new.nodes[y].place) for y in rest[:MOST])
    return Counterexample("text", tuple(steps) or tuple(_find_cut(old, "old") + _find_cut(new, "new")))


def _find_hour_and_name(pomset: Pomset, v: int) -> tuple[object, ...]:
    return find_hour(pomset.nodes[v]), read_name(pomset.nodes[v].name)


def _find_extras(own: Pomset, other: Pomset) -> list[int]:
    missing = count_labels(own) - count_labels(other)
    extras = []
    for v in reversed(own.outputs):
        if missing[own.nodes[v].label] > 0:
            missing[own.nodes[v].label] -= 1
            extras.append(v)
    return extras[::-1]


def _find_cut(pomset: Pomset, side: str) -> list[Step]:
    return [_tell_strand(pomset, side, strand) for strand in sorted(pomset.cut)[:MOST]]


def _tell_strand(pomset: Pomset, side: str, strand: str | None) -> Step:
    outputs = [v for v in pomset.outputs if pomset.nodes[v].strand == strand]
    return Step(side, "cut" if strand in pomset.cut else "complete", tuple(outputs[-1:]), strand or "")


def _is_text_exact(model: Model) -> bool:
    """Whether `can_print` is a proof: what is only possible is hidden, and nothing counts or locks it."""
    counted = (m for gates in model.gates for gate in gates for m in gate.members)
    locked = (v for group in model.groups for section in group for v in section)
    return not model.flaws and all(model.certain[v] for v in (*model.pomset.outputs, *counted, *locked))


class Evidence:
    """Tells the verdict of one pairing; `models` number paired outputs alike."""

    def __init__(self, settlement: Settlement, models: tuple[Model, Model], phi: Phi) -> None:
        self.settlement = settlement
        self.models = models
        self.phi = phi

    def tell(self, word: str, grows: Inclusion, shrinks: Inclusion, unusual: Sequence[tuple[int, int]]) -> Verdict:
        """Return the verdict with its counts and its smallest counterexample."""
        before = self.models[0].find_before()
        return self._make(
            word,
            before,
            self._find_counterexample(word, grows, shrinks, unusual),
            self._is_unshown(word, grows, shrinks),
        )

    def tell_words(
        self,
        decision: Decision,
        grows: Inclusion,
        shrinks: Inclusion,
        unusual: Sequence[tuple[int, int]],
        before: dict[int, int],
    ) -> Verdict:
        """Return the verdict that sets of words gave; `before` is what they say is always before each old output."""
        example = self._find_counterexample(decision.word, grows, shrinks, unusual)
        if example is None and decision.word != "equivalent":
            example = self._tell_difference(decision)
        is_unshown = decision.word in ("stricter", "looser", "different") and not decision.is_shown
        return self._make(decision.word, before, example, is_unshown)

    def _make(self, word: str, before: dict[int, int], example: Counterexample | None, is_unshown: bool) -> Verdict:
        guaranteed = sum(mask.bit_count() for mask in before.values())
        ties = count_ties(self.models[0], before)
        return Verdict(word, (), self.phi, len(self.phi), guaranteed, ties, is_unshown, example)

    # --- whether text shows it

    def _is_unshown(self, word: str, grows: Inclusion, shrinks: Inclusion) -> bool:
        labels = count_labels(self.settlement.old)
        if word not in ("stricter", "looser", "different") or max(labels.values(), default=1) == 1:
            return False
        if self.settlement.is_looser or self.settlement.is_stricter:
            return False
        if len(self.phi) <= SMALL:
            try:
                return not SmallCase(*self.models, {}, (False, False)).is_shown()
            except TooMany:
                return False
        if not all(_is_text_exact(model) for model in self.models):
            return False
        old, new = self.models
        runs = [(old, new, v.run) for v in grows.violations] + [(new, old, v.run) for v in shrinks.violations]
        return bool(runs) and all(can_print(wide, read_text(narrow, run)) for wide, narrow, run in runs)

    # --- the smallest counterexample

    def _find_counterexample(
        self, word: str, grows: Inclusion, shrinks: Inclusion, unusual: Sequence[tuple[int, int]]
    ) -> Counterexample | None:
        if word == "equivalent":
            return None
        if word == "reordered":
            return self._tell_unusual(unusual)
        found = self._tell_violations(grows, 0) + self._tell_violations(shrinks, 1)
        if found:
            return min(found, key=self._find_place)
        return self._tell_leaning() or self._tell_absence(word, grows, shrinks)

    def _find_place(self, example: Counterexample) -> tuple[object, ...]:
        """Order evidence: the smallest first, of equally small the earliest by scripted time, then by name."""
        places: list[tuple[tuple[bool, Fraction], tuple[object, ...]]] = []
        for step in example.steps:
            nodes = self.settlement.whole[SIDES.index(step.side)].nodes
            places.extend((find_hour(nodes[v]), read_name(nodes[v].name)) for v in step.nodes)
        size = sum(len(step.nodes) for step in example.steps)
        return len(example.steps), size, sorted(hour for hour, _ in places), [name for _, name in places]

    def _tell_violations(self, inclusion: Inclusion, wide: int) -> list[Counterexample]:
        """Tell every guarantee of the wide side that the narrow side breaks."""
        if inclusion.holds is not False:
            return []
        full = find_inclusion(self.models[1 - wide], self.models[wide], MOST)
        return [Teller(self.models, wide).tell(violation) for violation in full.violations or inclusion.violations]

    def _tell_leaning(self) -> Counterexample | None:
        steps = []
        for s, t in self.settlement.leaning[:1]:
            old, new = self.settlement.whole
            steps = [_tell_strand(old, "old", s), _tell_strand(new, "new", t)]
        return Counterexample("presence", tuple(steps)) if steps else None

    def _tell_absence(self, word: str, grows: Inclusion, shrinks: Inclusion) -> Counterexample | None:
        if word != "different" or grows.holds is False or shrinks.holds is False:
            return None
        for s, t in self.settlement.fading[:1]:
            return self._tell_fading(s, t)
        names = ("usually-present", "usually-absent")
        for x, y in sorted(self.phi.items()):
            a, b = self.settlement.old.nodes[x], self.settlement.new.nodes[y]
            if a.usually_absent != b.usually_absent:
                return Counterexample(
                    "usual", (Step("old", names[a.usually_absent], (x,)), Step("new", names[b.usually_absent], (y,)))
                )
        return None

    def _tell_fading(self, *strands: str | None) -> Counterexample:
        """Tell what a strand usually prints and its partner, cut, usually does not."""
        steps = []
        counts = [self._count_outputs(side, strand) for side, strand in enumerate(strands)]
        for side, strand in enumerate(strands):
            pomset = self.settlement.whole[side]
            outputs = [v for v in pomset.outputs if pomset.nodes[v].strand == strand]
            more = [v for v in outputs[counts[1 - side] :] if not pomset.nodes[v].usually_absent]
            is_more = counts[side] > counts[1 - side] and bool(more)
            step = Step(SIDES[side], "usually-present", (more[0],)) if is_more else None
            steps.append(step or _tell_strand(pomset, SIDES[side], strand))
        return Counterexample("usual", tuple(steps))

    def _count_outputs(self, side: int, strand: str | None) -> int:
        pomset = self.settlement.whole[side]
        return sum(pomset.nodes[v].strand == strand for v in pomset.outputs)

    def _tell_unusual(self, pairs: Sequence[tuple[int, int]]) -> Counterexample:
        nodes = self.settlement.old.nodes

        def find_time(pair: tuple[int, int]) -> tuple[object, ...]:
            times = [nodes[v].time for v in pair]
            known = [time for time in times if time is not None]
            return (len(known) < 2, min(known, default=0), max(known, default=0), pair)

        a, b = min(pairs, key=find_time)
        steps = []
        for side, pomset, x, y in (
            ("old", self.settlement.old, a, b),
            ("new", self.settlement.new, self.phi[a], self.phi[b]),
        ):
            relation = compare_times(pomset.nodes[x], pomset.nodes[y])
            steps.append(Step(side, "tie" if relation == 0 else "usual", (x, y) if relation <= 0 else (y, x)))
        return Counterexample("usual", tuple(steps))

    def _tell_difference(self, decision: Decision) -> Counterexample:
        """Tell a word that one side can print and the other cannot."""
        steps = []
        for side, word in zip(SIDES, (decision.only_old, decision.only_new), strict=False):
            if word is not None:
                steps.append(Step(side, "witness", word))
        return Counterexample("order", tuple(steps))


class Teller:
    """Tells one violation: why the wide side guarantees it, and how the narrow side breaks it."""

    def __init__(self, models: tuple[Model, Model], wide: int) -> None:
        self.wide, self.narrow = models[wide], models[1 - wide]
        self.wide_side, self.narrow_side = SIDES[wide], SIDES[1 - wide]

    def tell(self, violation: Violation) -> Counterexample:
        """Return the steps of a violation."""
        tell = {
            "order": self._tell_order,
            "presence": self._tell_presence,
            "capacity": self._tell_capacity,
            "exclusion": self._tell_exclusion,
        }[violation.kind]
        return Counterexample(violation.kind, tuple(tell(violation)))

    def _tell_order(self, violation: Violation) -> list[Step]:
        x, y = violation.wide
        race = Step(self.narrow_side, "race", violation.narrow)
        return [*self._find_chain(x, y), race, self._tell_witness(violation.run, violation.narrow[0])]

    def _tell_presence(self, violation: Violation) -> list[Step]:
        if len(violation.wide) == 1:
            return [
                Step(self.wide_side, "certain", violation.wide),
                Step(self.narrow_side, "possible", violation.narrow),
            ]
        return [
            Step(self.wide_side, "needs", violation.wide),
            Step(self.narrow_side, "alone", violation.narrow),
            self._tell_witness(violation.run, violation.narrow[0]),
        ]

    def _tell_capacity(self, violation: Violation) -> list[Step]:
        threshold = self.wide.pomset.thresholds[violation.source]
        output, *held = violation.narrow
        nodes = (threshold.node, *sorted(threshold.of))
        steps = [
            Step(self.wide_side, "capacity", nodes, threshold.reason.rule, threshold.reason.place, threshold.count)
        ]
        if threshold.node != violation.wide[0]:
            steps += self._find_chain(threshold.node, violation.wide[0])
        steps.append(Step(self.narrow_side, "together", (output, *held)))
        return [*steps, self._tell_witness(violation.run, output)]

    def _tell_exclusion(self, violation: Violation) -> list[Step]:
        exclusion = self.wide.pomset.exclusions[violation.source]
        place = {v: i for i, v in enumerate(violation.run)}
        nodes = set(violation.wide)
        sections = sorted(exclusion.sections, key=lambda section: (-len(section & nodes), sorted(section)))[:2]
        told = tuple(v for section in sections for v in sorted(section))
        together = tuple(sorted(set(violation.narrow), key=place.__getitem__))
        return [
            Step(self.wide_side, "exclusion", told, exclusion.reason.rule, exclusion.reason.place, len(sections[0])),
            Step(self.narrow_side, "together", together),
            self._tell_witness(violation.run, *together),
        ]

    def _tell_witness(self, run: Sequence[int], *wanting: int) -> Step:
        nodes = self.narrow.pomset.nodes
        word = tuple(v for v in shorten(self.narrow, run, *wanting) if nodes[v].label is not None)
        return Step(self.narrow_side, "witness", word)

    # --- why x comes before y

    def _find_chain(self, x: int, y: int) -> list[Step]:
        """Return the shortest chain of reasons that leads from x to y."""
        came: dict[int, tuple[int, Step]] = {}
        queue = deque([y])
        while queue:
            v = queue.popleft()
            if v == x:
                break
            for a, step in self._find_reasons(v, x):
                if a not in came and a != y:
                    came[a] = v, step
                    queue.append(a)
        if x not in came:
            return [Step(self.wide_side, "before", (x, y))]
        steps, v = [], x
        while v != y:
            v, step = came[v]
            steps.append(step)
        return steps

    def _find_reasons(self, v: int, x: int) -> list[tuple[int, Step]]:
        """Return each node that must come before v, and why; of thresholds and locks only what leads to x."""
        pomset = self.wide.pomset
        found = []
        for a in (*self.wide.needs[v], *self.wide.weak[v]):
            reason = pomset.edges.get((a, v))
            found.append((a, self._tell_lock(a, v) if reason is None else self._tell_edge(a, v, reason)))
        bit = 1 << self.wide.bit[x] if x in self.wide.bit else 0
        for gate in self.wide.gates[v]:
            held = [m for m in sorted(gate.members) if m == x or self.wide.high[m] & bit]
            if len(held) > gate.slack:
                threshold = pomset.thresholds[gate.source]
                nodes = (v, *sorted(threshold.of))
                step = Step(
                    self.wide_side, "capacity", nodes, threshold.reason.rule, threshold.reason.place, threshold.count
                )
                found.extend((m, step) for m in held)
        return found

    def _tell_edge(self, a: int, b: int, reason: Reason) -> Step:
        return Step(self.wide_side, "before", (a, b), reason.rule, reason.place)

    def _tell_lock(self, a: int, b: int) -> Step:
        """Tell an order that the lock rule added."""
        for group in self.wide.pomset.exclusions:
            ones = next((section for section in group.sections if a in section), None)
            twos = next((section for section in group.sections if b in section), None)
            if ones is not None and twos is not None and ones != twos:
                nodes = (*sorted(ones), *sorted(twos))
                return Step(self.wide_side, "exclusion", nodes, group.reason.rule, group.reason.place, len(ones))
        return Step(self.wide_side, "before", (a, b))
