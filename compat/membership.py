"""Membership: is a text one that a side can print, and which strand wrote what of it?  Called by `admit`.

A text is a member if it is a shuffle of the pieces that strands wrote which respects the order, presence, thresholds and
exclusions of the side's pomset (`order.md`, section 6).  Tokens of an origin stand for any value of their kind and shape.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from compat.admission.count import find_miscount
from compat.admission.machine import Machine
from compat.admission.pattern import make_pieces
from compat.admission.search import BUDGET, GaveUp, Point, Search
from compat.admission.stop import explain_stop, is_in_traceback
from compat.pomset import Pomset
from compat.side import Side

MEMBER, NO_MEMBER, UNKNOWN = "member", "no member", "unknown"


class Stretch(NamedTuple):
    """A stretch of the text that one strand wrote."""

    begin: int
    end: int
    strand: str
    stream: str


@dataclass(frozen=True, slots=True)
class Membership:
    """The answer: `member`, `no member` or `unknown`.

    `stretches` cover the text, or as much of it as could be explained; `reasons` say what stopped it, or what keeps the
    question from being decided.
    """

    word: str
    stretches: tuple[Stretch, ...] = ()
    reasons: tuple[str, ...] = ()


def find_membership(side: Side, text: str, fold_space: bool = False, budget: int = BUDGET) -> Membership:
    """Decide whether a side can print a text; `fold_space` compares white space of any kind and length as equal."""
    doubts = (*side.pomset.open_ended, *side.open_ended)
    if doubts:
        return Membership(UNKNOWN, (), doubts)
    answers = []
    for form in side.forms or [side]:
        answers.append(ask(form.pomset, form.pieces, text, fold_space, budget, form.perhaps, form.shared))
        if answers[-1].word == MEMBER:
            return answers[-1]
    if not side.rests:
        return answers[0]
    rests = (f"as far as {side.runs} runs show; {side.rests[0]}", *side.rests[1:])
    return replace(answers[0], word=UNKNOWN, reasons=(*answers[0].reasons, *rests))


def ask(
    pomset: Pomset,
    written: Mapping[int, tuple[str, ...]],
    text: str,
    fold_space: bool = False,
    budget: int = BUDGET,
    perhaps: Mapping[int, str] | None = None,
    shared: Collection[int] = (),
) -> Membership:
    """Decide whether a pomset can print a text; `written` are the pieces of outputs, `perhaps` labels that name more tokens.

    `shared` are outputs whose blanks other threads' prints may put or take.
    """
    labels = {v: _read_label(pomset, v) for v in pomset.outputs}
    labels |= {v: label for v, label in (perhaps or {}).items() if v in labels and "<random " not in labels[v]}
    pieces = {v: make_pieces(label, written.get(v, ()), fold_space, v in shared) for v, label in labels.items()}
    search = Search(Machine(pomset), pieces, text, fold_space, budget)
    try:
        end = search.find()
    except GaveUp:
        return _give_up(search, labels, budget)
    if end is not None:
        return Membership(MEMBER, _stretch(search, end))
    reason = explain_stop(search)
    found = _stretch(search, search.furthest[0])
    if pomset.cut and _is_perhaps(search, pomset.cut):
        cut = ", ".join(sorted(pomset.cut))
        return Membership(UNKNOWN, found, (reason, f"it is not known what {cut} would print beyond what was seen"))
    if is_in_traceback(search):
        return Membership(UNKNOWN, found, (reason, "a traceback may have been torn within its lines"))
    return Membership(NO_MEMBER, found, (reason,))


def _read_label(pomset: Pomset, v: int) -> str:
    label = pomset.nodes[v].label
    assert label is not None
    return label.text


def _give_up(search: Search, labels: Mapping[int, str], budget: int) -> Membership:
    """The answer where the search has used up its steps."""
    miscount = find_miscount(search.machine, labels, search.text)
    reasons = (
        f"as far as {budget} steps of search came: {explain_stop(search)}",
        miscount or "no further steps are made",
    )
    return Membership(NO_MEMBER if miscount else UNKNOWN, _stretch(search, search.furthest[0]), reasons)


def _is_perhaps(search: Search, cut: frozenset[str]) -> bool:
    """Whether lines that nobody has seen, of strands whose end is missing, could make the text one that can be printed."""
    again = Search(search.machine, search.pieces, search.text, search.folded)
    again.allow_more_of(cut)
    try:
        return again.find() is not None
    except GaveUp:
        return True


def _stretch(search: Search, end: Point) -> tuple[Stretch, ...]:
    """Who wrote what up to a point.

    Of white space that is folded nobody knows; what ends a line goes with the text before it, what begins one with the text after it.
    """
    stretches: list[Stretch] = []
    at = 0
    for point in [point for point in end.find_way() if point.at > point.begin]:
        if stretches and at < point.begin:
            at = search.text.rfind("\n", at, point.begin) + 1 or at
            stretches[-1] = stretches[-1]._replace(end=at)
        stretches.append(_make_stretch(search, point.node, at, point.at))
        at = point.at
    if stretches:
        stretches[-1] = stretches[-1]._replace(end=search.skip(at))
    return tuple(_join(stretches))


def _make_stretch(search: Search, v: int, begin: int, end: int) -> Stretch:
    node = search.machine.pomset.nodes[v]
    assert node.label is not None
    return Stretch(begin, end, node.strand, node.label.stream)


def _join(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Stretches of one strand after another are one."""
    for _, group in groupby(stretches, key=lambda stretch: stretch[2:]):
        same = list(group)
        yield same[0]._replace(end=same[-1].end)
