"""Find one run of a pomset that is as asked: with these nodes, and these before those.

`inclusion` uses it to show that a guarantee of one side does not hold on the other.  Without locks the search is a
plain topological walk, and its `None` is a proof.  With locks, which section opens next is a choice; choices are gone
through one by one, within a budget.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

from compat.comparison.guarantee import Model
from compat.pomset import Label

BUDGET = 400_000
KEPT = 16


class GaveUp(Exception):
    """The budget ended before the search did; neither answer is known."""


class Plan:
    """What waits for what in the runs with one presence; made once and walked many times."""

    def __init__(self, model: Model, present: int) -> None:
        self.model = model
        self.real = [c or bool(present >> model.possible[v] & 1) for v, c in enumerate(model.certain)]
        self.waits = [0] * model.size
        self.next: list[list[int]] = [[] for _ in range(model.size)]
        self.gates_of: list[list[int]] = [[] for _ in range(model.size)]
        self.gates: list[tuple[int, int]] = []
        for v in range(model.size):
            self._read_waits(v)
        self.sections: list[tuple[int, frozenset[int]]] = []
        self.sections_of: dict[int, list[int]] = {}
        for g, group in enumerate(model.groups):
            for section in group:
                self._read_section(g, frozenset(v for v in section if self.real[v]))

    def _read_waits(self, v: int) -> None:
        model = self.model
        weak = [a for a in model.weak[v] if self.real[a]] if self.real[v] else []
        for a in (*model.needs[v], *weak):
            self.next[a].append(v)
            self.waits[v] += 1
        for gate in model.gates[v] if self.real[v] else ():
            self.waits[v] += 1
            for m in gate.members:
                self.gates_of[m].append(len(self.gates))
            self.gates.append((v, len(gate.members) - gate.slack))

    def _read_section(self, group: int, section: frozenset[int]) -> None:
        for v in section:
            self.sections_of.setdefault(v, []).append(len(self.sections))
        self.sections.append((group, section))


def find_plan(model: Model, present: int) -> Plan:
    """Return the plan of one presence, the last few kept with the model."""
    plans: dict[int, Plan] = model.plans
    if present not in plans:
        if len(plans) >= KEPT:
            plans.clear()
        plans[present] = Plan(model, present)
    return plans[present]


class Walk:
    """One attempt to run everything, taking the choices of a list and counting those that were there."""

    def __init__(self, plan: Plan, before: Sequence[tuple[int, int]]) -> None:
        self.plan = plan
        self.real = plan.real
        self.sections = plan.sections
        self.sections_of = plan.sections_of
        self.waits = list(plan.waits)
        self.extra: dict[int, list[int]] = {}
        for a, b in before:
            self.extra.setdefault(a, []).append(b)
            self.waits[b] += 1

    def run(self, choices: list[int]) -> tuple[tuple[int, ...] | None, list[int]]:
        """Return the real nodes in the order they ran (None: stuck) and how many ways each choice had."""
        self.left = list(self.waits)
        self.counts = [count for _, count in self.plan.gates]
        self.open: dict[int, int] = {}
        self.inside = [len(section) for _, section in self.sections]
        self.ready = [v for v in range(len(self.left)) if not self.left[v]]
        heapq.heapify(self.ready)
        waiting: list[int] = []
        word: list[int] = []
        ways: list[int] = []
        while True:
            while self.ready:
                v = heapq.heappop(self.ready)
                if self._opens(v):
                    waiting.append(v)
                else:
                    self._do(v, word)
            able = [v for v in waiting if self._can_open(v)]
            if not able:
                break
            able.sort()
            way = choices[len(ways)] if len(ways) < len(choices) else 0
            ways.append(len(able))
            waiting.remove(able[way])
            self._do(able[way], word)
        return (tuple(word) if len(word) == sum(self.real) else None), ways

    def _opens(self, v: int) -> bool:
        return any(self.open.get(self.sections[s][0]) != s for s in self.sections_of.get(v, ()))

    def _can_open(self, v: int) -> bool:
        return all(self.open.get(self.sections[s][0], s) == s for s in self.sections_of[v])

    def _do(self, v: int, word: list[int]) -> None:
        if self.real[v]:
            word.append(v)
        for s in self.sections_of.get(v, ()):
            group = self.sections[s][0]
            self.open[group] = s
            self.inside[s] -= 1
            if not self.inside[s]:
                del self.open[group]
        for b in (*self.plan.next[v], *self.extra.get(v, ())):
            self._release(b)
        counts = self.counts
        for gate in self.plan.gates_of[v]:
            counts[gate] -= 1
            if counts[gate] == 0:
                self._release(self.plan.gates[gate][0])

    def _release(self, b: int) -> None:
        self.left[b] -= 1
        if self.left[b] == 0:
            heapq.heappush(self.ready, b)


def find_run(
    model: Model, present: int, before: Sequence[tuple[int, int]] = (), budget: int = BUDGET
) -> tuple[int, ...] | None:
    """Return the nodes of a run in order, with just these possible nodes and each a of `before` earlier than its b.

    `present` are bits of `model.possible`, closed under need; None: there is no such run.  Raises GaveUp.
    """
    walk = Walk(find_plan(model, present), before)
    choices: list[int] = []
    while True:
        word, ways = walk.run(choices)
        if word is not None:
            return word
        taken = choices + [0] * (len(ways) - len(choices))
        while taken and taken[-1] + 1 >= ways[len(taken) - 1]:
            taken.pop()
        if not taken:
            return None
        taken[-1] += 1
        choices = taken
        budget -= model.size
        if budget < 0:
            raise GaveUp


def is_free(model: Model, x: int, y: int) -> bool:
    """Whether runs are found in which either of two outputs comes first."""
    present = model.company[x] | model.company[y]
    try:
        return all(find_run(model, present, [pair]) is not None for pair in ((x, y), (y, x)))
    except GaveUp:
        return False


def read_text(model: Model, run: Sequence[int]) -> list[Label]:
    """Return the labels that a run prints, in its order."""
    labels = (model.pomset.nodes[v].label for v in run)
    return [label for label in labels if label is not None]


def shorten(model: Model, run: Sequence[int], *wanting: int) -> tuple[int, ...]:
    """Return the shortest beginning of a run that still has some nodes: only what they waited for, in order."""
    place = {v: i for i, v in enumerate(run)}
    sections = [frozenset(section & place.keys()) for group in model.groups for section in group]
    wanted, stack = set(wanting), list(wanting)
    end = max(place[v] for v in wanting)
    while stack:
        v = stack.pop()
        for a in (*_find_waited(model, place, v, len(run)), *_find_closed(sections, wanted, place, end)):
            if a not in wanted:
                wanted.add(a)
                stack.append(a)
    return tuple(v for v in run if v in wanted)


def _find_waited(model: Model, place: dict[int, int], v: int, end: int) -> list[int]:
    waits = [*model.needs[v], *(a for a in model.weak[v] if a in place)]
    for gate in model.gates[v]:
        done = sorted((m for m in gate.members if place.get(m, end) < place[v]), key=place.__getitem__)
        absent = sum(m not in place for m in gate.members)
        waits += done[: max(0, len(gate.members) - gate.slack - absent)]
    return waits


def _find_closed(sections: list[frozenset[int]], wanted: set[int], place: dict[int, int], end: int) -> list[int]:
    """Return what is left of each section that was entered, if it was over by then: others may have come after it."""
    left: list[int] = []
    for section in sections:
        if not wanted.isdisjoint(section) and all(place[v] <= end for v in section):
            left.extend(section)
    return left
