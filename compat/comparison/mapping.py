"""Pairings of the outputs of two sides that keep stream and text: likely ones first, then all, within a budget.

`compare` judges each.  Most outputs are alone with their text; colour refinement over the order tells most others
apart; `Search` goes through what is left, and drops an output's candidates as soon as the order forbids them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from compat.comparison.guarantee import Model, find_bits
from compat.comparison.usual import find_after, find_usual
from compat.pomset import Label

Phi = dict[int, int]
ROUNDS = 8
BUDGET = 20_000
LARGEST = 2_000

_Key = tuple[object, ...]


def find_classes(old: Model, new: Model) -> dict[Label, tuple[list[int], list[int]]]:
    """Return the outputs of both sides by label; the labels must be the same on both."""
    classes: dict[Label, tuple[list[int], list[int]]] = {}
    for side, model in enumerate((old, new)):
        for v in model.pomset.outputs:
            label = model.pomset.nodes[v].label
            if label is not None:
                classes.setdefault(label, ([], []))[side].append(v)
    return classes


def read_name(name: str) -> _Key:
    """Return a key that sorts `job10` after `job9`."""
    return tuple((1, int(part), "") if part.isdigit() else (0, 0, part) for part in re.split(r"(\d+)", name) if part)


def find_likely(old: Model, new: Model, fixed: Phi) -> Iterator[Phi]:
    """Yield up to three pairings that are probably the best: by colour and strand, by strand, by time."""
    classes = find_classes(old, new)
    if all(len(lefts) == 1 for lefts, _ in classes.values()):
        yield {lefts[0]: rights[0] for lefts, rights in classes.values()}
        return
    seen: list[Phi] = []
    for keys in (
        _key_by_colour(old, new, fixed),
        (_key_by_strand(old), _key_by_strand(new)),
        (_key_by_time(old), _key_by_time(new)),
    ):
        phi = _pair_in_order(classes, keys, fixed)
        if phi not in seen:
            seen.append(phi)
            yield phi


def _pair_in_order(
    classes: Mapping[Label, tuple[list[int], list[int]]],
    keys: tuple[Mapping[int, _Key], Mapping[int, _Key]],
    fixed: Phi,
) -> Phi:
    taken = set(fixed.values())
    phi = dict(fixed)
    for lefts, rights in classes.values():
        ours = sorted((v for v in lefts if v not in fixed), key=keys[0].__getitem__)
        theirs = sorted((v for v in rights if v not in taken), key=keys[1].__getitem__)
        phi.update(zip(ours, theirs, strict=False))
    return phi


def _key_by_strand(model: Model) -> dict[int, _Key]:
    return {v: (*read_name(model.pomset.nodes[v].strand), (2, model.rank[v], "")) for v in model.pomset.outputs}


def _key_by_time(model: Model) -> dict[int, _Key]:
    nodes = model.pomset.nodes
    late = Fraction(10**9)
    return {v: (nodes[v].time if nodes[v].time is not None else late, model.rank[v]) for v in model.pomset.outputs}


def _key_by_colour(old: Model, new: Model, fixed: Phi) -> tuple[dict[int, _Key], dict[int, _Key]]:
    colours = Refinement(old, new, fixed).find_colours()
    keys: list[dict[int, _Key]] = []
    for model, own in zip((old, new), colours, strict=False):
        strands = _key_by_strand(model)
        keys.append({v: ((own[v],), strands[v]) for v in model.pomset.outputs})
    return keys[0], keys[1]


class Refinement:
    """Colours nodes of both sides alike where nothing tells them apart: by label, then by the colours around."""

    def __init__(self, old: Model, new: Model, fixed: Phi) -> None:
        self.models = (old, new)
        self.marks = ({v: i for i, v in enumerate(fixed)}, {v: i for i, v in enumerate(fixed.values())})
        self.names: dict[object, int] = {}

    def find_colours(self) -> tuple[list[int], list[int]]:
        """Return a colour for each node of either side."""
        colours = [self._start(side) for side in (0, 1)]
        count = 0
        for _ in range(ROUNDS):
            self.names = {}
            colours = [self._refine(model, own) for model, own in zip(self.models, colours, strict=False)]
            if len(self.names) == count:
                break
            count = len(self.names)
        return colours[0], colours[1]

    def _name(self, key: object) -> int:
        return self.names.setdefault(key, len(self.names))

    def _start(self, side: int) -> list[int]:
        model = self.models[side]
        level = [0] * model.size
        height = [0] * model.size
        for v in model.order:
            level[v] = max(
                (level[a] + (model.pomset.nodes[a].label is not None) for a in model.find_waits(v)), default=0
            )
        for v in reversed(model.order):
            for a in model.find_waits(v):
                height[a] = max(height[a], height[v] + (model.pomset.nodes[v].label is not None))
        return [
            self._name(
                (
                    node.label,
                    node.usually_absent,
                    model.certain[v],
                    level[v],
                    height[v],
                    node.time,
                    self.marks[side].get(v),
                )
                if node.label is not None
                else (model.certain[v], level[v], height[v])
            )
            for v, node in enumerate(model.pomset.nodes)
        ]

    def _refine(self, model: Model, colours: list[int]) -> list[int]:
        around: list[list[tuple[object, ...]]] = [[] for _ in colours]
        for v in range(model.size):
            for kind, sources in (("needs", model.needs[v]), ("weak", model.weak[v])):
                for a in sources:
                    around[v].append((kind, 0, colours[a]))
                    around[a].append((kind, 1, colours[v]))
            for gate in model.gates[v]:
                around[v].append(("gate", gate.slack, len(gate.members)))
        for group in model.groups:
            for section in group:
                own = tuple(sorted(colours[v] for v in section))
                for v in section:
                    around[v].append(("section", len(group), len(own), *own))
        return [self._name((colours[v], tuple(sorted(around[v], key=repr)))) for v in range(model.size)]


class Search:
    """All pairings that one goal allows, one after the other.

    `goal`: `equal` (each order of one side is one of the other), `usual` (the usual order too), `stricter` (new has
    every order that old has), `looser`.  `is_complete` tells afterwards whether the search ended by itself.
    """

    def __init__(self, old: Model, new: Model, fixed: Phi, goal: str, steps: int = BUDGET) -> None:
        self.old, self.new, self.fixed, self.goal, self.steps = old, new, fixed, goal, steps
        is_small = len(old.pomset.outputs) <= LARGEST
        self.is_complete = is_small and not any(model.groups or model.flaws for model in (old, new))
        self.relations = (_Relations(old), _Relations(new)) if is_small else None

    def find_pairings(self) -> Iterator[Phi]:
        """Yield pairings until none is left or the budget is spent."""
        if self.relations is None:
            return
        domains = self._find_domains()
        if domains is None or not all(domains.values()):
            return
        stack: list[tuple[dict[int, int], Phi]] = [(domains, {})]
        while stack:
            domains, phi = stack.pop()
            if not domains:
                yield phi
                continue
            x = min(domains, key=lambda v: (domains[v].bit_count(), self.old.rank[v]))
            branches = []
            for i in find_bits(domains[x]):
                self.steps -= 1
                if self.steps < 0:
                    self.is_complete = False
                    return
                rest = self._assign(domains, x, i)
                if rest is not None:
                    branches.append((rest, {**phi, x: self.new.node_at[i]}))
            stack.extend(reversed(branches))

    def _find_domains(self) -> dict[int, int] | None:
        domains = {}
        for lefts, rights in find_classes(self.old, self.new).values():
            for x in lefts:
                choice = [self.fixed[x]] if x in self.fixed else [y for y in rights if y not in self.fixed.values()]
                domains[x] = sum(1 << self.new.bit[y] for y in choice if self._may_pair(x, y))
        return domains

    def _may_pair(self, x: int, y: int) -> bool:
        """Whether presence and the number of outputs before and after allow the pair."""
        assert self.relations is not None
        ours, theirs = self.relations
        pairs = [(int(self.old.certain[x]), int(self.new.certain[y]))]
        for a, b in ((ours.before, theirs.before), (ours.after, theirs.after)):
            pairs.append((a[x].bit_count(), b[y].bit_count()))
        if self.goal == "stricter":
            return all(a <= b for a, b in pairs)
        if self.goal == "looser":
            return all(a >= b for a, b in pairs)
        if self.goal == "usual":
            pairs.append((ours.usual[x].bit_count(), theirs.usual[y].bit_count()))
            pairs.append((self.old.pomset.nodes[x].usually_absent, self.new.pomset.nodes[y].usually_absent))
        return all(a == b for a, b in pairs)

    def _assign(self, domains: dict[int, int], x: int, i: int) -> dict[int, int] | None:
        """Return what is left for the other outputs once x has its partner; None if one has nothing left."""
        assert self.relations is not None
        ours, theirs = self.relations
        y = self.new.node_at[i]
        rest = {}
        for v, domain in domains.items():
            if v == x:
                continue
            domain &= ~(1 << i) & self._find_allowed(ours, theirs, x, y, 1 << self.old.bit[v])
            if not domain:
                return None
            rest[v] = domain
        return rest

    def _find_allowed(self, ours: _Relations, theirs: _Relations, x: int, y: int, bit: int) -> int:
        """Return where the output of this bit may go when x goes to y."""
        allowed = -1
        kinds = [(ours.before[x], theirs.before[y]), (ours.after[x], theirs.after[y])]
        if self.goal == "usual":
            kinds += [(ours.usual[x], theirs.usual[y]), (ours.usual_after[x], theirs.usual_after[y])]
        for mine, yours in kinds:
            if mine & bit and self.goal != "looser":
                allowed &= yours
            if not mine & bit and self.goal != "stricter":
                allowed &= ~yours
        return allowed


class _Relations:
    """What each output of one side has before and after it, always and usually."""

    def __init__(self, model: Model) -> None:
        self.before = model.find_before()
        self.after = find_after(model, self.before)
        usual = find_usual(model, self.before)
        self.usual = {v: mask & ~self.after[v] for v, mask in usual.items()}
        self.usual_after = find_after(model, self.usual)
