"""Outputs whose texts differ, paired by how alike they are, all of them at once.  Called by `evidence` and `check`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from compat.pomset import Label, Pomset
from compat.tolerance import CONSENT, apply_consent

#: Of each side as many outputs are looked at, and of each text as many characters.
MOST = 60
_LONGEST = 200
#: So alike are texts that are paired wherever they stand.
_ALIKE = 0.6


def pair_alike(old: Pomset, olds: Sequence[int], new: Pomset, news: Sequence[int]) -> dict[int, int]:
    """Pair outputs without a partner, the most alike first; what is like nothing on the other side stays alone.

    Texts are alike as far as the same characters follow each other in both, `repr` differences of 2 and 3 aside; what
    stands at the same place of the same strand is paired whatever it says.
    """
    mine = [_look_at(old, v, place) for v, place in _places(old, olds[:MOST]).items()]
    theirs = [_look_at(new, v, place) for v, place in _places(new, news[:MOST]).items()]
    ranked = []
    matcher = SequenceMatcher(autojunk=False)
    for j, there in enumerate(theirs):
        matcher.set_seq2(there.text)
        for i, here in enumerate(mine):
            likeness = _rank(matcher, here, there)
            if likeness:
                ranked.append((-likeness, abs(i - j), i, j))
    pairs: dict[int, int] = {}
    taken = set()
    for _, _, i, j in sorted(ranked):
        if mine[i].node not in pairs and j not in taken:
            taken.add(j)
            pairs[mine[i].node] = theirs[j].node
    return pairs


class _Looked:
    """What is compared of an output: its text as far as it counts, its stream, its strand, its place in it."""

    __slots__ = ("node", "place", "strand", "stream", "text")

    def __init__(self, node: int, text: str, stream: str, strand: str, place: int) -> None:
        self.node, self.text, self.stream, self.strand, self.place = node, text, stream, strand, place


def _places(pomset: Pomset, nodes: Sequence[int]) -> dict[int, int]:
    """Each of these outputs with the number that it has among those of its strand."""
    counts: Counter[str] = Counter()
    places = {}
    for v in pomset.outputs:
        places[v] = counts[pomset.nodes[v].strand]
        counts[pomset.nodes[v].strand] += 1
    return {v: places[v] for v in nodes}


def _look_at(pomset: Pomset, v: int, place: int) -> _Looked:
    label = pomset.nodes[v].label or Label("", "")
    text = apply_consent(label.text[:_LONGEST], CONSENT).strip()
    return _Looked(v, text, label.stream, pomset.nodes[v].strand, place)


def _rank(matcher: SequenceMatcher[str], here: _Looked, there: _Looked) -> float:
    """How alike two outputs are, 0 if they are no pair."""
    is_beside = here.strand == there.strand and here.place == there.place and here.stream == there.stream
    matcher.set_seq1(here.text)
    ratio = matcher.ratio() if is_beside or matcher.real_quick_ratio() >= _ALIKE else 0.0
    if ratio < _ALIKE and not is_beside:
        return 0.0
    return 0.01 + ratio + 0.5 * (here.strand == there.strand) + 0.25 * is_beside + 0.25 * (here.stream == there.stream)
