"""What stopped the search for a way through a text, told in a sentence.  Called by `membership`.

after line 7: `sub end:  3` of main/pool1/job3 cannot come before `sub begin:  3`
in line 4, after `sub `: no strand writes `bexin:  3` here; expected `begin:  3` of main/pool1/job3
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from compat.admission.machine import State
from compat.admission.search import Point, Search
from compat.comparison.guarantee import find_bits
from compat.explain import show_text

#: Of what could come, or is missing, as much is named.
MOST = 4
_LONGEST = 60


def explain_stop(search: Search) -> str:
    """Tell what stopped a search that found no way; what it says of the text holds for the longest part that has one."""
    return _Stop(search).explain()


def is_in_traceback(search: Search) -> bool:
    """Whether a search stopped before text that is nobody's while a traceback was under way: that may be torn within a line."""
    for point in search.furthest:
        outputs = find_bits(search.machine.outputs & ~point.state.done)
        is_read = any(True for v in outputs for piece in search.find_first(v) for _ in search.match(piece, point))
        under_way = (piece for v, number in point.open for piece in search.pieces[v][number:])
        if not is_read and point.at < len(search.text) and any(piece.repeats for piece in under_way):
            return True
    return False


class _Stop:
    """The furthest points of a search, the first of them being the one that is told."""

    def __init__(self, search: Search) -> None:
        self.search = search
        self.machine = search.machine
        self.nodes = search.machine.pomset.nodes
        self.text = search.text
        self.points = [self._settle(point) for point in search.furthest]
        self.at = search.skip(self.points[0].at)

    def _settle(self, point: Point) -> Point:
        """Let come what is nothing but white space that is folded, where the text has some: it stops nothing."""
        if self.search.skip(point.at) == point.at:
            return point
        before = None
        while point is not before:
            before = point
            for v, number in point.open:
                if all(piece.is_blank for piece in self.search.pieces[v][number:]):
                    rest = tuple(pair for pair in point.open if pair[0] != v)
                    point = replace(point, state=self.machine.end(v, point.state), open=rest)
            for v in self.search.find_beginning(point.state):
                begun = self.machine.come(v, point.state) if self._is_blank(v) else None
                if begun is not None:
                    point = replace(point, state=self.machine.end(v, begun))
        return replace(point, blank=True)

    def explain(self) -> str:
        if self.at == len(self.text):
            return self._explain_end()
        start = self.text.rfind("\n", 0, self.at) + 1
        line = self.text.count("\n", 0, start)
        where = f"after line {line}" if line else "at the beginning"
        for point, told in self._find_whole_lines(start):
            return f"{where}: {told}" if point else told
        within = self.text[start : self.points[0].at]
        if within.strip():
            where = f"in line {line + 1}, after {show_text(within)}"
        return f"{where}: {self._explain_piece()}"

    # the text ends -----------------------------------------------------------------------------------------------------

    def _explain_end(self) -> str:
        """The text ends too early."""
        missing = min((self._find_missing(point) for point in self.points), key=len)
        if not missing:
            return "the text ends where a run cannot end"
        in_progress = [v for v, _ in self.points[0].open if v in missing]
        if in_progress:
            return f"the text ends in the middle of {self._name(in_progress[0])}"
        return f"the text ends without {self._list(map(self._name, missing), 'and')}"

    def _find_missing(self, point: Point) -> list[int]:
        return list(find_bits(self.machine.certain & self.machine.outputs & ~point.state.done))

    # a line ------------------------------------------------------------------------------------------------------------

    def _find_whole_lines(self, start: int) -> Iterator[tuple[bool, str]]:
        """Tell of outputs that the whole line would be, were they not barred or out already."""
        first = self.search.skip(start)
        way = [point for point in self.points[0].find_way() if self.search.skip(point.at) <= first]
        point = self._settle(way[-1])
        alike = [v for v in find_bits(self.machine.outputs) if self._read_whole(v, point) > self.points[0].at]
        for v in alike:
            if not point.state.done >> v & 1:
                barrier = self._find_barrier(v, point.state)
                if barrier:
                    yield True, f"{self._name(v)} {barrier}"
        for v in alike:
            if point.state.done >> v & 1:
                ended = next(p for p in way if p.state.done >> v & 1)
                yield True, f"{self._name(v)} has come already, in line {self.text.count(chr(10), 0, ended.begin) + 1}"

    def _read_whole(self, v: int, point: Point) -> int:
        """How far in the text an output reaches if it comes at a point in one piece; -1 if it does not read so."""
        for piece in self.search.pieces[v]:
            found = next(self.search.match(piece, point), None)
            if found is None and not piece.optional:
                return -1
            while found is not None:
                point = replace(point, at=found[1], blank=found[2])
                found = next(self.search.match(piece, point), None) if piece.repeats else None
        return point.at

    # a piece -----------------------------------------------------------------------------------------------------------

    def _explain_piece(self) -> str:
        for point in self.points:
            for v in find_bits(self.machine.outputs & ~(point.state.done | point.state.begun)):
                words = [piece for piece in self.search.find_first(v) if piece.shown.strip()]
                if any(next(self.search.match(piece, point), None) for piece in words):
                    barrier = self._find_barrier(v, point.state)
                    if barrier:
                        return f"{self._name(v)} {barrier}"
        found = self._show(self.text[self.points[0].at : self._line_end()])
        expected = list(dict.fromkeys(self._find_expected()))
        if not expected:
            return f"no strand writes {found} here; nothing more was to come"
        one_of = "expected one of " if len(expected) > 1 else "expected "
        return f"no strand writes {found} here; {one_of}{self._list(expected, 'or')}"

    def _line_end(self) -> int:
        end = self.text.find("\n", self.at)
        return len(self.text) if end == -1 else end + (end == self.at)

    def _show(self, text: str) -> str:
        """A piece as it may be told: of folded white space one blank, not at the beginning of a line."""
        if self.search.folded:
            text = re.sub(r"\s+", " ", re.sub(r"\s*\n\s*", "", text))
        if not text.strip("\n"):
            return "a line end"
        return show_text(text if len(text) <= _LONGEST else text[:_LONGEST] + "...")

    def _find_expected(self) -> Iterator[str]:
        """Tell the pieces that could have come at the furthest points."""
        for point in self.points:
            for v, number in point.open:
                rest = "".join(piece.shown for piece in self.search.pieces[v][number:])
                if rest.strip() or not self.search.folded:
                    yield f"{self._show(rest)}{self._tell_stream(v)} of {self.nodes[v].strand}"
        for point in self.points:
            for v in self.search.find_beginning(point.state):
                if self.machine.come(v, point.state) is not None and not self._is_blank(v):
                    yield self._name(v)

    # what bars an output -----------------------------------------------------------------------------------------------

    def _find_barrier(self, v: int, state: State) -> str:
        """Tell what keeps an output from coming; nothing if it can come."""
        outputs, hidden = self._find_waited(v, state)
        own = self.nodes[v].strand
        if outputs:
            near = [u for u in outputs if self.nodes[u].strand == own] or outputs
            names = [f"{'the end of ' if state.begun >> u & 1 else ''}{self._name(u, of=own)}" for u in near]
            return f"cannot come before {self._list(names, 'and')}"
        for u in [v, *hidden]:
            told = self._find_short(u, state) or self._find_open(u, state)
            if told:
                return f"cannot come {told}"
        if self.machine.come(v, state) is None and not hidden:
            return self._tell_gone(v, state)
        return ""

    def _find_waited(self, v: int, state: State) -> tuple[list[int], list[int]]:
        """The nearest outputs that must come first and have not ended, and the hidden nodes on the way to them."""
        outputs, hidden, seen, queue = [], [], {v}, [v]
        for u in queue:
            first = (self.machine.needs[u] | (self.machine.weak[u] & self.machine.certain)) & ~state.done
            for a in find_bits(first):
                if a not in seen:
                    seen.add(a)
                    if self.machine.outputs >> a & 1 and not self._is_blank(a):
                        outputs.append(a)
                    else:
                        hidden.append(a)
                        queue.append(a)
        return sorted(outputs), hidden

    def _find_short(self, u: int, state: State) -> str:
        """Tell which threshold of a node is not reached, by the outputs that its members still wait for."""
        for threshold in self.machine.pomset.thresholds:
            to_come = [m for m in threshold.of if not state.done >> m & 1]
            short = threshold.count - len(threshold.of) + len(to_come)
            if threshold.node == u and short > 0:
                names = [self._name_member(m, state) for m in sorted(to_come)]
                told = names[0] if len(names) == 1 else self._list(names, "or", 8)
                count = "" if len(names) == 1 else "one of " if short == 1 else f"{short} of "
                return f"before {count}{told} ({threshold.reason.rule})"
        return ""

    def _name_member(self, m: int, state: State) -> str:
        outputs, _ = self._find_waited(m, state) if not self.machine.outputs >> m & 1 else ([m], [])
        return self._name(outputs[-1]) if outputs else self.nodes[m].name.partition("#")[0]

    def _find_open(self, u: int, state: State) -> str:
        """Tell whose section is open, if that bars a node."""
        for rests, surplus in self.machine.find_open(u, state):
            barring = [rest for rest in rests if rest & (self.machine.certain | state.begun)]
            if surplus > len(rests) - len(barring):
                strands = dict.fromkeys(self.nodes[next(find_bits(rest))].strand for rest in barring)
                return f"while {self._list(strands, 'and')} {'goes' if len(strands) == 1 else 'go'} on"
        return ""

    def _tell_gone(self, v: int, state: State) -> str:
        """Tell of an output that may be missing and is too late."""
        later = [b for a, b in self.machine.pomset.weak if a == v and state.done >> b & 1 and self.nodes[b].label]
        return f"cannot come after {self._name(min(later))}" if later else "cannot come any more"

    # words -------------------------------------------------------------------------------------------------------------

    def _name(self, v: int, of: str = "") -> str:
        """An output by its text, its stream if that is stderr, and its strand if that is not `of`."""
        label = self.nodes[v].label
        assert label is not None
        shown = "a blank line" if label.text == "\n" else show_text(label.text)
        strand = self.nodes[v].strand
        return f"{shown}{self._tell_stream(v)}" + (f" of {strand}" if strand != of else "")

    def _tell_stream(self, v: int) -> str:
        label = self.nodes[v].label
        return " on stderr" if label is not None and label.stream == "stderr" else ""

    def _is_blank(self, v: int) -> bool:
        """Whether an output is nothing but white space that is folded."""
        return all(piece.is_blank for piece in self.search.pieces[v])

    @staticmethod
    def _list(names: Iterable[str], word: str, most: int = MOST) -> str:
        """`a`, `a or b`, `a, b or c`, `a, b, c or 7 others`."""
        all_names = list(names)
        shown = all_names if len(all_names) <= most else [*all_names[: most - 1], f"{len(all_names) - most + 1} others"]
        return f" {word} ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
