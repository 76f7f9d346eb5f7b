"""Brute force over the definition: every word of a small pomset, every pairing of outputs.  Slow, plain, independent.

Nothing of the fast comparison is used here, only the data types; the property tests hold the fast code to this file.
A word is a tuple of output nodes; `find_words` gives L(P), `oracle_verdict` the verdict of the definition.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import combinations, permutations, product

from compat.pomset import Pomset

Word = tuple[int, ...]
Words = frozenset[Word]
Phi = dict[int, int]

RANK = ("equivalent", "reordered", "stricter", "looser", "different")


def find_presences(pomset: Pomset) -> Iterator[frozenset[int]]:
    """Yield every set of nodes that one run can consist of: all that is certain, and what each node in it needs."""
    nodes = range(len(pomset.nodes))
    certain = [i for i in nodes if not pomset.nodes[i].possible]
    possible = [i for i in nodes if pomset.nodes[i].possible]
    for size in range(len(possible) + 1):
        for chosen in combinations(possible, size):
            present = frozenset([*certain, *chosen])
            if all(a in present or b not in present for a, b in pomset.edges if (a, b) not in pomset.weak):
                yield present


def find_needs(pomset: Pomset, node: int) -> frozenset[int]:
    """Return the node and all that it needs, directly or not."""
    needs = {node}
    while True:
        more = {a for a, b in pomset.edges if b in needs and (a, b) not in pomset.weak} - needs
        if not more:
            return frozenset(needs)
        needs |= more


def find_words(pomset: Pomset) -> Words:
    """Return L(P)."""
    needs = {m: find_needs(pomset, m) for threshold in pomset.thresholds for m in threshold.of}

    def words_of(present: frozenset[int]) -> Words:
        edges = [(a, b) for a, b in pomset.edges if a in present and b in present]
        groups = [
            ([section & present for section in group.sections], group.limit)
            for group in (*pomset.exclusions, *pomset.bounds)
        ]

        def is_next(node: int, done: frozenset[int]) -> bool:
            if any(b == node and a not in done for a, b in edges):
                return False
            for threshold in pomset.thresholds:
                ended = sum(needs[m] & present <= done for m in threshold.of)
                if threshold.node == node and ended < threshold.count:
                    return False
            for sections, limit in groups:
                own = [section for section in sections if node in section]
                others = [s for s in sections if s & done and not s <= done and node not in s]
                is_inside = limit > 1 and any(section & done for section in own)
                if own and not is_inside and len(others) >= limit:
                    return False
            return True

        @cache
        def rest(done: frozenset[int]) -> Words:
            if done == present:
                return frozenset([()])
            found = set()
            for node in present - done:
                if is_next(node, done):
                    head = (node,) if pomset.nodes[node].label is not None else ()
                    found |= {head + tail for tail in rest(done | {node})}
            return frozenset(found)

        return rest(frozenset())

    return frozenset(word for present in find_presences(pomset) for word in words_of(present))


def find_relation(words: Words, x: int, y: int) -> str:
    """Return how two outputs stand in all words that have both: `<`, `>`, `free`, or `never` together."""
    seen = {"<" if word.index(x) < word.index(y) else ">" for word in words if x in word and y in word}
    return "never" if not seen else seen.pop() if len(seen) == 1 else "free"


def find_usual(pomset: Pomset, words: Words, x: int, y: int) -> str:
    """Return how two outputs stand in every word, or else by scripted time: `<`, `>` or `tie`."""
    relation = find_relation(words, x, y)
    if relation != "free":
        return relation
    a, b = pomset.nodes[x], pomset.nodes[y]
    window = Fraction(1, 100) if a.process == b.process else Fraction(1, 5)
    if a.time is None or b.time is None or abs(a.time - b.time) < window:
        return "tie"
    return "<" if a.time < b.time else ">"


def find_strands(pomset: Pomset) -> dict[str, list[int]]:
    """Return the outputs of each strand, in its order; cut strands are there even without outputs."""
    strands: dict[str, list[int]] = {strand: [] for strand in pomset.cut}
    for output in pomset.outputs:
        strands.setdefault(pomset.nodes[output].strand, []).append(output)
    return strands


def find_partners(old: Pomset, new: Pomset) -> Iterator[list[tuple[str | None, str | None]]]:
    """Yield every way to give each cut strand a strand of the other side, or none."""
    olds, news = find_strands(old), find_strands(new)

    def of_new(rest: list[str], used: list[str], pairs: list[tuple[str | None, str | None]]):  # type: ignore[no-untyped-def]
        if not rest:
            yield pairs
            return
        for partner in [None, *(s for s in olds if s not in old.cut and s not in used)]:
            yield from of_new(rest[1:], [*used, partner or ""], [*pairs, (partner, rest[0])])

    def of_old(rest: list[str], used: list[str], pairs: list[tuple[str | None, str | None]]):  # type: ignore[no-untyped-def]
        if not rest:
            yield from of_new([s for s in new.cut if s not in used], [], pairs)
            return
        for partner in [None, *(s for s in news if s not in used)]:
            yield from of_old(rest[1:], [*used, partner or ""], [*pairs, (rest[0], partner)])

    yield from of_old(sorted(old.cut), [], [])


def hide(pomset: Pomset, outputs: set[int]) -> Pomset:
    """Return the pomset with some outputs made hidden."""
    nodes = tuple(replace(n, label=None) if i in outputs else n for i, n in enumerate(pomset.nodes))
    return replace(pomset, nodes=nodes)


def find_phis(old: Pomset, new: Pomset, fixed: Phi) -> Iterator[Phi]:
    """Yield every bijection of outputs that keeps labels and what is fixed."""
    lefts: dict[object, list[int]] = {}
    rights: dict[object, list[int]] = {}
    for pomset, classes, skip in ((old, lefts, set(fixed)), (new, rights, set(fixed.values()))):
        for output in pomset.outputs:
            if output not in skip:
                classes.setdefault(pomset.nodes[output].label, []).append(output)
    if {k: len(v) for k, v in lefts.items()} != {k: len(v) for k, v in rights.items()}:
        return
    for choice in product(*(permutations(rights[label]) for label in lefts)):
        phi = dict(fixed)
        for label, images in zip(lefts, choice, strict=False):
            phi.update(zip(lefts[label], images, strict=False))
        yield phi


def judge_phi(old: Pomset, new: Pomset, words: tuple[Words, Words], phi: Phi, cuts: set[str]) -> str:
    """Return the verdict that one pairing gives; `cuts` says which way the cut strands lean."""
    image = frozenset(tuple(phi[x] for x in word) for word in words[0])
    looser, stricter = not words[1] <= image or "looser" in cuts, not image <= words[1] or "stricter" in cuts
    if looser or stricter:
        return "different" if looser and stricter else "looser" if looser else "stricter"
    if "absent" in cuts or any(old.nodes[x].usually_absent != new.nodes[y].usually_absent for x, y in phi.items()):
        return "different"
    same = all(
        find_usual(old, words[0], x, y) == find_usual(new, words[1], phi[x], phi[y]) for x, y in combinations(phi, 2)
    )
    return "equivalent" if same else "reordered"


def lean(old: Pomset, new: Pomset, left: list[int], right: list[int], is_cut: tuple[bool, bool]) -> set[str] | None:
    """Return which way a pair of strands leans, of which one at least is cut; None if they cannot be a pair."""
    common = min(len(left), len(right))
    if any(old.nodes[x].label != new.nodes[y].label for x, y in zip(left, right, strict=False)):
        return None
    certain_left = any(not old.nodes[x].possible for x in left[common:])
    certain_right = any(not new.nodes[y].possible for y in right[common:])
    if is_cut == (True, True):
        return {way for way, holds in (("looser", certain_left), ("stricter", certain_right)) if holds}
    if is_cut == (True, False):
        return lean_cut(old, left, new, right, "stricter")
    return lean_cut(new, right, old, left, "looser")


def lean_cut(own: Pomset, cut: list[int], other: Pomset, whole: list[int], way: str) -> set[str] | None:
    """Return which way a cut strand leans against a complete one (no outputs: no strand).

    Both were ended, at other moments, if the complete one's last output is only possible and the cut one has no more.
    """
    if any(not own.nodes[v].possible for v in cut[len(whole) :]):
        return None
    rest = whole[len(cut) :]
    if len(cut) <= len(whole) and whole and all(other.nodes[v].possible for v in [*rest, whole[-1]]):
        return set() if all(other.nodes[v].usually_absent for v in rest) else {"absent"}
    return {way}


def oracle_verdict(old: Pomset, new: Pomset) -> str:
    """Return the verdict by the definition, of all pairings the best."""
    best = "different"
    if old.outcome != new.outcome:
        return best
    if old.open_ended or new.open_ended:
        return "unknown"
    olds, news = find_strands(old), find_strands(new)
    for pairs in find_partners(old, new):
        fixed: Phi = {}
        leans: set[str] = set()
        trimmed: tuple[set[int], set[int]] = (set(), set())
        for s, t in pairs:
            left, right = olds[s] if s else [], news[t] if t else []
            way = lean(old, new, left, right, (s in old.cut, t in new.cut))
            if way is None:
                break
            common = min(len(left), len(right))
            fixed.update(zip(left, right, strict=False))
            leans |= way
            trimmed[0].update(left[common:])
            trimmed[1].update(right[common:])
        else:
            a, b = hide(old, trimmed[0]), hide(new, trimmed[1])
            words = None
            for phi in find_phis(a, b, fixed):
                words = words or (find_words(a), find_words(b))
                best = min(best, judge_phi(a, b, words, phi, leans), key=RANK.index)
    return best


def shows_in_text(old: Pomset, new: Pomset) -> bool:
    """Whether the two sides differ in the texts that they can print, seen as sequences of labels."""
    texts = [{tuple(p.nodes[x].label for x in word) for word in find_words(p)} for p in (old, new)]
    return texts[0] != texts[1]
