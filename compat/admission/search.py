"""The search for a way in which the pieces of a pomset's outputs make a text, one after another.  Called by `membership`.

It goes through the text from left to right: at each point the next piece of an output in progress, or the first piece of one
that may begin, or else a hidden node whose coming is a choice.  A point that was tried before is not tried again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from compat.admission.machine import Machine, State, make_mask
from compat.admission.pattern import Piece
from compat.comparison.guarantee import find_bits

#: Points that are tried before the search gives up: some seconds.
BUDGET = 200_000
#: Points as far on in the text as any that are kept, to tell what could come there.
KEPT = 32
NOBODY = -1

Pieces = Mapping[int, tuple[Piece, ...]]


@dataclass(slots=True, eq=False)
class Point:
    """A point in the text and how it was reached: `node` wrote what stands between `begin` and `at`.

    `open` are the outputs in progress, the latest first, each with the number of its pieces that are out.  Where white space
    is folded, `blank` says that some is to come next; what the text has of it stands before the next `begin`.
    """

    before: Point | None
    node: int
    begin: int
    at: int
    state: State
    open: tuple[tuple[int, int], ...] = ()
    blank: bool = False

    @property
    def key(self) -> tuple[Any, ...]:
        """Points with the same key lead to the same ends."""
        state = self.state
        return self.at, self.blank, state.done, state.absent, state.debts, frozenset(self.open)

    def find_way(self) -> list[Point]:
        """All points from the first to this one."""
        way: list[Point] = []
        point: Point | None = self
        while point is not None:
            way.append(point)
            point = point.before
        return way[::-1]


class GaveUp(Exception):
    """The budget ended before the search did."""


class Search:
    """One text and what it is to be made of; after `find` the `furthest` points tell how much could be explained."""

    def __init__(self, machine: Machine, pieces: Pieces, text: str, folded: bool, budget: int = BUDGET) -> None:
        self.machine = machine
        self.pieces = pieces
        self.text = text
        self.folded = folded
        self.budget = budget
        self.cut: list[tuple[int, int]] = []
        self.furthest: list[Point] = []

    def allow_more_of(self, strands: frozenset[str]) -> None:
        """Let these strands, whose end was not seen, write further lines that nobody knows, until what ended them returns."""
        pomset = self.machine.pomset
        for strand in sorted(strands):
            names = (strand, f"begin of {strand}", f"end of {strand}")
            own = make_mask(v for v, node in enumerate(pomset.nodes) if node.strand in names or node.name in names)
            later = make_mask(b for a, b in pomset.weak if own >> a & 1)
            self.cut.append((own & self.machine.outputs, later & self.machine.certain))

    def find(self) -> Point | None:
        """Return the end of a way through the whole text, None if there is none.  Raises GaveUp."""
        first = Point(None, NOBODY, 0, 0, self.machine.begin())
        seen = {first.key}
        self.furthest = [first]
        if self.is_end(first):
            return first
        stack = [self.find_next(first)]
        while stack:
            point = next(stack[-1], None)
            if point is None:
                stack.pop()
                continue
            self.budget -= 1
            if self.budget < 0:
                raise GaveUp
            if point.key in seen:
                continue
            seen.add(point.key)
            self._note(point)
            if self.is_end(point):
                return point
            stack.append(self.find_next(point))
        return None

    def skip(self, at: int) -> int:
        """Where the text goes on after white space, if that is folded."""
        if self.folded:
            while at < len(self.text) and self.text[at].isspace():
                at += 1
        return at

    def is_end(self, point: Point) -> bool:
        """Whether the whole text is explained and the run may end."""
        return self.skip(point.at) == len(self.text) and self.machine.is_over(point.state)

    def _note(self, point: Point) -> None:
        if point.at > self.furthest[0].at:
            self.furthest = [point]
        elif point.at == self.furthest[0].at and len(self.furthest) < KEPT:
            self.furthest.append(point)

    # one step ----------------------------------------------------------------------------------------------------------

    def find_next(self, point: Point) -> Iterator[Point]:
        """Yield every point that may follow."""
        for v, number in point.open:
            yield from self._read(point, v, number, point.state)
        for v in self.find_beginning(point.state):
            if any(True for piece in self.find_first(v) for _ in self.match(piece, point)):
                state = self.machine.come(v, point.state)
                if state is not None:
                    yield from self._read(point, v, 0, state)
        for state in self.machine.find_choices(point.state):
            yield Point(point, NOBODY, point.at, point.at, state, point.open, point.blank)
        yield from self._read_unknown(point)

    def find_beginning(self, state: State) -> Iterator[int]:
        """Yield the outputs that have not begun and need nothing that has not come."""
        return find_bits(state.ready & self.machine.outputs & ~(state.begun | state.absent))

    def find_first(self, v: int) -> Iterator[Piece]:
        """Yield the pieces with which an output may begin."""
        for piece in self.pieces[v]:
            yield piece
            if not piece.optional:
                return

    def _read(self, point: Point, v: int, number: int, state: State) -> Iterator[Point]:
        """Yield the points after one piece of an output."""
        piece = self.pieces[v][number]
        if piece.optional:
            yield from self._read(point, v, number + 1, state)
        others = tuple(pair for pair in point.open if pair[0] != v)
        following = number if piece.repeats else number + 1
        is_last = following == len(self.pieces[v])
        for begin, end, is_blank in self.match(piece, point):
            after = self.machine.end(v, state) if is_last else state
            rest = others if is_last else ((v, following), *others)
            yield Point(point, v, begin, end, after, rest, is_blank)

    def match(self, piece: Piece, point: Point) -> Iterator[tuple[int, int, bool]]:
        """Yield begin and end of a piece that comes next in the text, and whether white space follows it."""
        at = point.at
        if not self.folded:
            for end in piece.find_ends(self.text, at):
                yield at, end, False
            return
        begin = self.skip(at)
        is_inside = at > 0 and begin < len(self.text)
        if piece.is_blank:
            if begin > at or not is_inside:
                yield at, at, True
        elif not is_inside or (begin > at) == (piece.lead or point.blank):
            for end in piece.find_ends(self.text, begin):
                yield begin, end, piece.trail

    def _read_unknown(self, point: Point) -> Iterator[Point]:
        """Yield the point after the rest of this line, if a strand that was cut may have written it."""
        done = point.state.done
        begin = self.skip(point.at)
        if begin < len(self.text) and any(not known & ~done and not later & done for known, later in self.cut):
            end = self.text.find("\n", begin)
            end = len(self.text) if end == -1 else end if self.folded else end + 1
            yield Point(point, NOBODY, begin, end, point.state, point.open, blank=True)
