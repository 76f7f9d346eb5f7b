"""Decide a small case by its sets of words, over every pairing.  `compare` asks where guarantees do not decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from compat.comparison.guarantee import Model
from compat.comparison.mapping import Phi, find_classes
from compat.comparison.usual import find_usual
from compat.comparison.words import TooMany, Word, find_words

WORK = 3_000_000
RANK = ("equivalent", "reordered", "stricter", "looser", "different")


@dataclass(frozen=True)
class Decision:
    """The best pairing, what it gives, and a word that one side has and the other has not (its outputs)."""

    word: str
    phi: Phi
    only_old: Word | None = None
    only_new: Word | None = None
    is_shown: bool = True


class SmallCase:
    """Both sides with all their words.  Raises TooMany if there are too many."""

    def __init__(self, old: Model, new: Model, fixed: Phi, leans: tuple[bool, bool], is_fading: bool = False) -> None:
        self.models = (old, new)
        self.fixed = fixed
        self.is_looser, self.is_stricter = leans
        self.is_fading = is_fading
        self.words = (find_words(old), find_words(new))
        self.counts = tuple(_count_pairs(words, len(old.pomset.outputs)) for words in self.words)
        self.before = tuple(
            _find_before(model, counts) for model, counts in zip(self.models, self.counts, strict=False)
        )
        self.work = WORK

    def decide(self) -> Decision:
        """Return the best decision over all pairings.  Raises TooMany when the budget is spent."""
        best: Decision | None = None
        for phi in self._find_pairings():
            decision = self._judge(phi)
            if best is None or RANK.index(decision.word) < RANK.index(best.word):
                best = decision
            if best.word == "equivalent":
                break
        assert best is not None
        return best

    def _find_pairings(self) -> Iterator[Phi]:
        stack: list[tuple[Phi, list[tuple[int, list[int]]]]] = [
            (
                dict(self.fixed),
                [
                    (x, [y for y in rights if y not in self.fixed.values()])
                    for lefts, rights in find_classes(*self.models).values()
                    for x in lefts
                    if x not in self.fixed
                ],
            )
        ]
        while stack:
            phi, rest = stack.pop()
            if not rest:
                yield phi
                continue
            x, choices = rest[0]
            taken = set(phi.values())
            stack.extend(({**phi, x: y}, rest[1:]) for y in reversed(choices) if y not in taken)

    def _judge(self, phi: Phi) -> Decision:
        old, new = self.models
        to = {old.bit[x]: new.bit[y] for x, y in phi.items()}
        self.work -= len(self.words[0]) + len(self.words[1])
        if self.work < 0:
            raise TooMany
        image = {tuple(to[i] for i in word): word for word in self.words[0]}
        only_new = _find_least(self.words[1] - image.keys())
        only_old = _find_least(word for key, word in image.items() if key not in self.words[1])
        is_looser, is_stricter = only_new is not None or self.is_looser, only_old is not None or self.is_stricter
        if is_looser or is_stricter:
            word = "different" if is_looser and is_stricter else "looser" if is_looser else "stricter"
            return Decision(word, phi, _find_nodes(old, only_old), _find_nodes(new, only_new), self.is_shown())
        nodes = old.pomset.nodes, new.pomset.nodes
        if self.is_fading or any(nodes[0][x].usually_absent != nodes[1][y].usually_absent for x, y in phi.items()):
            return Decision("different", phi)
        return Decision("equivalent" if self._is_usual_same(phi) else "reordered", phi)

    def is_shown(self) -> bool:
        """Whether the texts that the two sides can print differ."""
        if self.is_looser or self.is_stricter:
            return True
        texts = [
            {tuple(model.pomset.nodes[model.node_at[i]].label for i in word) for word in words}
            for model, words in zip(self.models, self.words, strict=False)
        ]
        return texts[0] != texts[1]

    def _is_usual_same(self, phi: Phi) -> bool:
        return next(find_unusual(self.models, self.before, phi), None) is None


def find_unusual(
    models: tuple[Model, Model], before: tuple[dict[int, int], ...], phi: Phi
) -> Iterator[tuple[int, int]]:
    """Yield pairs of old outputs that no guarantee orders and that stand another way in the usual order of new.

    Both sides guarantee the same under phi.
    """
    old, new = models
    usual = find_usual(old, before[0]), find_usual(new, before[1])
    back = {new.bit[y]: old.bit[x] for x, y in phi.items()}
    is_same = all(i == j for i, j in back.items())
    for x, y in phi.items():
        theirs = usual[1][y]
        differing = usual[0][x] ^ (theirs if is_same else _move(theirs, back))
        while differing:
            low = differing & -differing
            differing ^= low
            other = old.node_at[low.bit_length() - 1]
            if not before[0][other] >> old.bit[x] & 1 and not before[0][x] & low:
                yield other, x


def _move(mask: int, to: dict[int, int]) -> int:
    moved = 0
    while mask:
        low = mask & -mask
        moved |= 1 << to[low.bit_length() - 1]
        mask ^= low
    return moved


def _find_nodes(model: Model, word: Word | None) -> Word | None:
    return None if word is None else tuple(model.node_at[i] for i in word)


def _find_least(words: Iterable[Word]) -> Word | None:
    return min(words, key=lambda word: (len(word), word), default=None)


def _count_pairs(words: frozenset[Word], size: int) -> list[list[int]]:
    counts = [[0] * size for _ in range(size)]
    for word in words:
        for k, j in enumerate(word):
            for i in word[:k]:
                counts[i][j] += 1
    return counts


def _find_before(model: Model, counts: list[list[int]]) -> dict[int, int]:
    """Return what always precedes each output; outputs that never come together precede each other."""
    size = len(counts)
    return {
        v: sum(1 << i for i in range(size) if i != model.bit[v] and not counts[model.bit[v]][i])
        for v in model.pomset.outputs
    }
