"""Strands that something ended: what of them is compared, and which way they lean.  `compare` calls it first.

The outputs of a cut strand are a prefix of unknown length, so its partner on the other side must begin the same; what
one of the two has more is left out.

- Cut against cut: they agree, unless what one has more is certain.
- Cut against a complete strand that may be ended too (its last output is only possible), nothing more in the cut one:
  both were killed, at other moments, so both can print the same as far as is shown.  What the complete one has more is
  *usually* absent on the cut side, so unless it is on its own side too, equal orders end in `different`.
- Cut against any other complete strand, or none: the cut side can print more, or lose what is certain.

Cut strands that have put out nothing are interchangeable: each can stand for any strand whose outputs have no partner.
So one way is found by counting (by name, then what is left over for the labels that are too many), and it is the last
word if its verdict is the best that any way allows: `floor`.  Only else all ways are gone through, within a budget.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from compat.pomset import Label, Pomset

BUDGET = 20_000
MOST = 24
MOST_OF_FEW = 200
LARGEST = 100
FEW = 7


@dataclass(frozen=True)
class Settlement:
    """Both pomsets without what is left out; `fixed` pairs the outputs of paired strands.

    `is_looser`: some strand of new may print what old cannot; `is_stricter` the other way; `leaning` are the pairs of
    strands to which that is due (None: no partner).  `fading` are pairs of which the cut one usually lacks what the
    other usually prints.  `whole` are both pomsets with everything.
    """

    old: Pomset
    new: Pomset
    whole: tuple[Pomset, Pomset]
    fixed: dict[int, int] = field(default_factory=dict)
    is_looser: bool = False
    is_stricter: bool = False
    leaning: tuple[tuple[str | None, str | None], ...] = ()
    fading: tuple[tuple[str | None, str | None], ...] = ()

    @property
    def key(self) -> tuple[object, ...]:
        """What two settlements have in common that give the same verdict."""
        ways = self.is_looser, self.is_stricter, bool(self.fading)
        return frozenset(self.fixed.items()), self.old.outputs, self.new.outputs, ways


Pair = tuple[str | None, str | None]


@dataclass(slots=True)
class _Side:
    pomset: Pomset
    strands: dict[str, list[int]]

    def labels(self, strand: str | None) -> list[Label | None]:
        return [self.pomset.nodes[v].label for v in self.outputs(strand)]

    def outputs(self, strand: str | None) -> list[int]:
        return [] if strand is None else self.strands[strand]

    def is_cut(self, strand: str | None) -> bool:
        return strand in self.pomset.cut

    def may_end(self, strand: str | None) -> bool:
        """Whether a strand is cut, or may be ended before its last output."""
        outputs = self.outputs(strand)
        return self.is_cut(strand) or (bool(outputs) and self.pomset.nodes[outputs[-1]].possible)


def _read_side(pomset: Pomset) -> _Side:
    strands: dict[str, list[int]] = {strand: [] for strand in sorted(pomset.cut)}
    for v in pomset.outputs:
        strands.setdefault(pomset.nodes[v].strand, []).append(v)
    return _Side(pomset, strands)


def count_labels(pomset: Pomset) -> Counter[Label | None]:
    """Count the outputs of each label."""
    return Counter(pomset.nodes[v].label for v in pomset.outputs)


class Settler:
    """Goes through the ways to pair cut strands, the likely ones first; `is_complete` if all were gone through."""

    def __init__(self, old: Pomset, new: Pomset) -> None:
        self.old = _read_side(old)
        self.new = _read_side(new)
        self.is_complete = True
        self.budget = BUDGET

    @property
    def floor(self) -> str:
        """The best verdict that any way of pairing allows, as far as counting strands shows."""
        is_looser = len(self.new.pomset.cut) > self._count_ended(self.old)
        is_stricter = len(self.old.pomset.cut) > self._count_ended(self.new)
        if is_looser or is_stricter:
            return "different" if is_looser and is_stricter else "looser" if is_looser else "stricter"
        return "equivalent"

    def _count_ended(self, side: _Side) -> int:
        return sum(side.may_end(strand) for strand in side.strands)

    @property
    def is_forced(self) -> bool:
        """Whether there is but one way, apart from which silent cut strand stands for which strand.

        Shown only where one side has no cut strands and no label twice: then a cut strand that has put out something
        has one partner at most, and each other strand with a label too many needs a silent one for itself.
        """
        own, other = (self.new, self.old) if self.new.pomset.cut else (self.old, self.new)
        labels = [count_labels(side.pomset) for side in (own, other)]
        if other.pomset.cut or any(count > 1 for counts in labels for count in counts.values()):
            return False
        begun = {own.labels(strand)[0] for strand in own.pomset.cut if own.strands[strand]}
        silent = sum(not own.strands[strand] for strand in own.pomset.cut)
        rest = [other.labels(strand) for strand in other.strands]
        return silent == sum(names[0] not in begun and any(n not in labels[0] for n in names) for names in rest)

    def find_likely(self) -> Settlement | None:
        """Return the way that names and counts suggest, if after it both sides have the same labels."""
        old, new = self.old.pomset, self.new.pomset
        if not old.cut and not new.cut:
            return Settlement(old, new, (old, new)) if count_labels(old) == count_labels(new) else None
        return self._settle(LikelyPairs(self.old, self.new).find_pairs())

    def find_settlements(self) -> list[Settlement]:
        """Return the ways after which both sides have the same labels, those that lean least first."""
        old, new = self.old.pomset, self.new.pomset
        found: list[Settlement] = []
        seen: set[tuple[object, ...]] = set()
        most = MOST_OF_FEW if max(len(old.outputs), len(new.outputs)) <= FEW else MOST
        if not old.cut and not new.cut:
            return found
        if len(old.cut) + len(new.cut) > LARGEST:
            self.is_complete = False
            return found
        for pairs in self._pair_old(sorted(old.cut, key=lambda s: (not self.old.strands[s], s)), {}):
            settlement = self._settle(pairs)
            if settlement is not None and settlement.key not in seen:
                found.append(settlement)
                seen.add(settlement.key)
            if len(found) >= most or self.budget <= 0:
                break
        if self.budget <= 0 or len(found) >= most:
            self.is_complete = False
        found.sort(key=lambda s: (s.is_looser + s.is_stricter, len(s.leaning)))
        return found

    def _pair_old(
        self, rest: list[str], partners: dict[str, str | None]
    ) -> Iterator[list[tuple[str | None, str | None]]]:
        if not rest:
            used = {t for t in partners.values() if t}
            news = [t for t in sorted(self.new.pomset.cut) if t not in used]
            yield from self._pair_new(news, {}, partners)
            return
        used = {t for t in partners.values() if t}
        strand = rest[0]
        for t in self._find_partners(strand, self.old, self.new, used):
            self.budget -= 1
            if self.budget <= 0:
                return
            yield from self._pair_old(rest[1:], {**partners, strand: t})

    def _pair_new(
        self, rest: list[str], back: dict[str, str | None], partners: dict[str, str | None]
    ) -> Iterator[list[tuple[str | None, str | None]]]:
        if not rest:
            yield [*partners.items(), *((s, t) for t, s in back.items())]
            return
        used = set(partners) | {s for s in back.values() if s}
        for s in self._find_partners(rest[0], self.new, self.old, used):
            self.budget -= 1
            if self.budget <= 0:
                return
            if s is None or not self.old.is_cut(s):
                yield from self._pair_new(rest[1:], {**back, rest[0]: s}, partners)

    def _find_partners(self, strand: str, own: _Side, other: _Side, used: set[str]) -> list[str | None]:
        """Return what a cut strand may be paired with, the likely first; of silent cut strands one stands for all."""
        mine = own.labels(strand)
        found: list[str | None] = []
        has_silent = False
        for t in sorted(other.strands, key=lambda t: (t != strand, not other.is_cut(t), t)):
            theirs = other.labels(t)
            common = min(len(mine), len(theirs))
            if t in used or mine[:common] != theirs[:common]:
                continue
            if not theirs and other.is_cut(t):
                if has_silent:
                    continue
                has_silent = True
            found.append(t)
        return [*found, None]

    def _settle(self, pairs: list[Pair]) -> Settlement | None:
        fixed: dict[int, int] = {}
        dropped: tuple[set[int], set[int]] = (set(), set())
        leaning, fading = [], []
        ways: set[str] = set()
        for s, t in pairs:
            left, right = self.old.outputs(s), self.new.outputs(t)
            common = min(len(left), len(right))
            way = self._lean(s, t)
            if way is None:
                return None
            if way == {"fading"}:
                fading.append((s, t))
            elif way:
                leaning.append((s, t))
            ways |= way
            fixed.update(zip(left, right, strict=False))
            dropped[0].update(left[common:])
            dropped[1].update(right[common:])
        old, new = _hide(self.old.pomset, dropped[0]), _hide(self.new.pomset, dropped[1])
        if count_labels(old) != count_labels(new):
            return None
        whole = self.old.pomset, self.new.pomset
        return Settlement(old, new, whole, fixed, "looser" in ways, "stricter" in ways, tuple(leaning), tuple(fading))

    def _lean(self, s: str | None, t: str | None) -> set[str] | None:
        """Return which way a pair of strands leans; None if certain outputs have no partner."""
        if self.old.is_cut(s) and self.new.is_cut(t):
            left, right = _find_more(self.old, s, self.new, t), _find_more(self.new, t, self.old, s)
            more = (("looser", self.old, left), ("stricter", self.new, right))
            return {way for way, side, outputs in more if any(not side.pomset.nodes[v].possible for v in outputs)}
        if self.old.is_cut(s):
            return _lean_cut(self.old, s, self.new, t, "stricter")
        return _lean_cut(self.new, t, self.old, s, "looser")


def _find_more(own: _Side, strand: str | None, other: _Side, partner: str | None) -> list[int]:
    """Return the outputs that a strand has beyond those of its partner."""
    return own.outputs(strand)[len(other.outputs(partner)) :]


def _lean_cut(own: _Side, cut: str | None, other: _Side, partner: str | None, way: str) -> set[str] | None:
    """Return which way a cut strand leans against a complete one (None: no strand)."""
    more, less = _find_more(own, cut, other, partner), _find_more(other, partner, own, cut)
    if any(not own.pomset.nodes[v].possible for v in more):
        return None
    nodes = other.pomset.nodes
    if more or not other.may_end(partner) or any(not nodes[v].possible for v in less):
        return {way}
    return set() if all(nodes[v].usually_absent for v in less) else {"fading"}


class LikelyPairs:
    """One way to pair cut strands: those of one name, those that begin alike, then any for the labels left over."""

    def __init__(self, old: _Side, new: _Side) -> None:
        self.sides = (old, new)
        self.partners: tuple[dict[str, str | None], dict[str, str | None]] = ({}, {})

    def find_pairs(self) -> list[Pair]:
        """Return the pairs, each with a cut strand; None where one has no partner."""
        self._pair_by_name()
        for own in (0, 1):
            self._pair_by_labels(own)
        for own in (0, 1):
            self._pair_by_count(own)
        olds, news = self.partners
        return [*olds.items(), *((None, t) for t, s in news.items() if s is None)]

    def _take(self, own: int, strand: str, partner: str | None) -> None:
        self.partners[own][strand] = partner
        if partner is not None:
            self.partners[1 - own][partner] = strand

    def _is_alike(self, own: int, strand: str, partner: str) -> bool:
        """Whether one begins as the other, and what is certain of a cut one has a partner."""
        mine, theirs = self.sides[own], self.sides[1 - own]
        ours, yours = mine.labels(strand), theirs.labels(partner)
        common = min(len(ours), len(yours))
        more = mine.outputs(strand)[common:]
        is_lost = not theirs.is_cut(partner) and any(not mine.pomset.nodes[v].possible for v in more)
        return ours[:common] == yours[:common] and not is_lost

    def _find_free(self, own: int) -> list[str]:
        """Return the cut strands of a side that have no partner yet."""
        return [s for s in sorted(self.sides[own].pomset.cut) if s not in self.partners[own]]

    def _pair_by_name(self) -> None:
        for own in (0, 1):
            theirs = self.sides[1 - own].strands
            for strand in self._find_free(own):
                if strand in theirs and self._is_alike(own, strand, strand):
                    self._take(own, strand, strand)

    def _pair_by_labels(self, own: int) -> None:
        """Pair cut strands that have put out something with one that begins alike, the most alike first."""
        mine, theirs = self.sides[own], self.sides[1 - own]
        firsts: dict[Label | None, list[str]] = {}
        for t, outputs in theirs.strands.items():
            if outputs:
                firsts.setdefault(theirs.pomset.nodes[outputs[0]].label, []).append(t)
        for strand in self._find_free(own):
            ours = mine.labels(strand)
            alike = [
                t
                for t in (firsts.get(ours[0], ()) if ours else ())
                if t not in self.partners[1 - own] and self._is_alike(own, strand, t)
            ]
            if alike:
                self._take(own, strand, max(alike, key=lambda t: (theirs.is_cut(t), len(theirs.strands[t]))))

    def _pair_by_count(self, own: int) -> None:
        """Let silent cut strands stand for strands of the other side whose labels are too many there."""
        theirs = self.sides[1 - own]
        surplus = self._count_left(1 - own) - self._count_left(own)
        free = self._find_free(own)
        silent = [s for s in free if not self.sides[own].strands[s]]
        wanting = [t for t, outputs in theirs.strands.items() if outputs and t not in self.partners[1 - own]]
        for t in sorted(wanting, key=lambda t: -len(theirs.strands[t])):
            labels = Counter(theirs.labels(t))
            if silent and labels <= surplus:
                surplus -= labels
                self._take(own, silent.pop(), t)
        quiet = [t for t in self._find_free(1 - own) if not theirs.strands[t]]
        for strand in self._find_free(own):
            is_silent = not self.sides[own].strands[strand]
            self._take(own, strand, quiet.pop() if is_silent and quiet else None)

    def _count_left(self, own: int) -> Counter[Label | None]:
        """Count the labels of a side without what its partners lack."""
        mine, theirs = self.sides[own], self.sides[1 - own]
        labels: Counter[Label | None] = Counter()
        for strand, outputs in mine.strands.items():
            kept = outputs
            if strand in self.partners[own]:
                kept = outputs[: len(theirs.outputs(self.partners[own][strand]))]
            labels.update(mine.pomset.nodes[v].label for v in kept)
        return labels


def _hide(pomset: Pomset, outputs: set[int]) -> Pomset:
    """Return the pomset with some outputs made hidden."""
    if not outputs:
        return pomset
    nodes = tuple(replace(node, label=None) if v in outputs else node for v, node in enumerate(pomset.nodes))
    return replace(pomset, nodes=nodes)
