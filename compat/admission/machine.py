"""What can come next: a pomset run node by node, its outputs begun and ended one after another or side by side.

Called by `search`, and by `stop` to tell what an output still waits for.  Sets of nodes are integers, one bit for each.

Which possible nodes a run has is not chosen in advance.  What must be missing for a node to come now is noted: a node
that orders weakly and has not come, the rest of a section that was cut short (both `absent`), and of the members of a
threshold that count only because they are missing, so many of so many (`debts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from compat.comparison.compiled import Compiled
from compat.comparison.guarantee import find_bits
from compat.pomset import Pomset


class Debt(NamedTuple):
    """So many of these sets of nodes stay out of the run altogether; two members may wait for the same set."""

    short: int
    sets: tuple[int, ...]


class _Group(NamedTuple):
    """Sections of which no more than `limit` may be under way at once."""

    sections: list[int]
    limit: int


class State(NamedTuple):
    """What has come (`done`), which outputs are in progress (`begun`), what must stay missing, and what could be next.

    `ready` follows from `done`: the nodes to come that wait for nothing certain any more, but for sections.
    """

    done: int
    begun: int
    absent: int
    debts: frozenset[Debt]
    ready: int


class Machine:
    """A pomset ready to be run."""

    def __init__(self, pomset: Pomset) -> None:
        self.pomset = pomset
        compiled = Compiled(pomset)
        self.size = compiled.size
        self.after = compiled.after
        self.certain = make_mask(v for v in range(self.size) if compiled.certain[v])
        self.outputs = make_mask(pomset.outputs)
        self.needs = [make_mask(nodes) for nodes in compiled.needs]
        self.weak = [make_mask(nodes) for nodes in compiled.weak]
        self.thresholds: list[list[tuple[int, int]]] = [[] for _ in range(self.size)]
        self.plain: list[list[tuple[int, int]]] = [[] for _ in range(self.size)]
        self.counting: list[list[int]] = [[] for _ in range(self.size)]
        for node, of, count, _ in pomset.thresholds:
            is_plain = all(compiled.certain[m] for m in of)
            (self.plain if is_plain else self.thresholds)[node].append((make_mask(of), count))
            for m in of if is_plain else ():
                self.counting[m].append(node)
        members = {m for _, of, _, _ in pomset.thresholds for m in of}
        self.company = {m: make_mask(find_company(compiled, m)) for m in members if not compiled.certain[m]}
        # Not those of `Compiled`, which leaves out what excludes nothing as long as an output comes in one piece.
        self.sections: list[list[tuple[_Group, int]]] = [[] for _ in range(self.size)]
        for group in (*pomset.exclusions, *pomset.bounds):
            made = _Group([make_mask(section) for section in group.sections if section], group.limit)
            for section in made.sections:
                for v in find_bits(section):
                    self.sections[v].append((made, section))

    def begin(self) -> State:
        """The state before anything has come, but for what comes by itself."""
        ready = make_mask(v for v in range(self.size) if self._is_ready(v, 0))
        return self.run_free(State(0, 0, 0, frozenset(), ready))

    def is_over(self, state: State) -> bool:
        """Whether a run may end here."""
        return not state.begun and not self.certain & ~state.done

    # one node ------------------------------------------------------------------------------------------------------

    def come(self, v: int, state: State) -> State | None:
        """Begin an output or let a hidden node come; None if it cannot come now.  An output is in progress until `end`."""
        bit = 1 << v
        if (state.done | state.begun | state.absent) & bit or not state.ready & bit:
            return None
        price = self._find_price(v, state)
        if price is None:
            return None
        absent, debts = price
        if self.outputs & bit:
            return State(state.done, state.begun | bit, absent, debts, state.ready)
        return self._do(v, State(state.done, state.begun, absent, debts, state.ready))

    def end(self, v: int, state: State) -> State:
        """End an output, and let come what comes by itself."""
        return self.run_free(self._do(v, state._replace(begun=state.begun & ~(1 << v))))

    def find_open(self, v: int, state: State) -> Iterator[tuple[list[int], int]]:
        """Yield what is left of sections under way that bar a node, group by group, and how many of them have to be over."""
        present = state.done | state.begun
        for group, own in self.sections[v]:
            if group.limit > 1 and own & present:
                continue
            open_ones = (s & ~(state.done | state.absent) for s in group.sections if s & present and not s >> v & 1)
            rests = [rest for rest in open_ones if rest]
            if len(rests) >= group.limit:
                yield rests, len(rests) - group.limit + 1

    def _find_price(self, v: int, state: State) -> tuple[int, frozenset[Debt]] | None:
        """What must stay missing if a node comes now, and the debts that are left; None if it cannot come."""
        missing = self.weak[v] & ~(state.done | state.absent)
        debts: set[Debt] = set()
        for rests, surplus in self.find_open(v, state):
            free = tuple(rest for rest in rests if not rest & (self.certain | state.begun))
            if surplus > len(free):
                return None
            if surplus < len(free):
                debts.add(Debt(surplus, free))
            else:
                missing |= unite(free)
        if missing & (self.certain | state.begun):
            return None
        for short, sets in state.debts:
            kept = tuple(one for one in sets if not one >> v & 1)
            if len(kept) < short:
                return None
            debts.add(Debt(short, kept))
        absent = state.absent | missing
        for threshold in self.thresholds[v]:
            if not self._count(v, threshold, state, absent, debts):
                return None
        return absent, frozenset(debts)

    def _count(self, v: int, threshold: tuple[int, int], state: State, absent: int, debts: set[Debt]) -> bool:
        """Whether enough members of a threshold have come, or are made to stay missing by a debt."""
        members, count = threshold
        to_come = members & ~state.done & ~self.certain
        short = count - (members & state.done).bit_count()
        if short <= 0 or short > to_come.bit_count():
            return short <= 0
        left = [self.company[m] & ~(state.done | absent) for m in find_bits(to_come)]
        short -= sum(not rest for rest in left)
        sets = tuple(rest for rest in left if rest and not rest & (self.certain | state.begun | 1 << v))
        if 0 < short <= len(sets):
            debts.add(Debt(short, sets))
        return short <= len(sets)

    def _do(self, v: int, state: State) -> State:
        done = state.done | 1 << v
        ready = state.ready
        for b in (*self.after[v], *self.counting[v]):
            if self._is_ready(b, done):
                ready |= 1 << b
        return State(done, state.begun, state.absent, state.debts, ready & ~done)

    def _is_ready(self, v: int, done: int) -> bool:
        """Whether all has come that a node needs, thresholds included that nothing missing can meet."""
        if self.needs[v] & ~done:
            return False
        return all((members & done).bit_count() >= count for members, count in self.plain[v])

    # hidden nodes ----------------------------------------------------------------------------------------------------

    def run_free(self, state: State) -> State:
        """Let every hidden node come whose coming bars nothing, at last sections that are over at once."""
        state = self._run_plain(state)
        for v in find_bits(state.ready & ~self.outputs):
            begun = self.come(v, state)
            if begun is not None and begun.absent == state.absent and begun.debts == state.debts:
                after = self._run_plain(begun)
                if all(not section & ~(after.done | after.absent) for _, section in self.sections[v]):
                    return self.run_free(after)
        return state

    def _run_plain(self, state: State) -> State:
        waiting = state.ready & ~self.outputs
        while True:
            before = state
            for v in find_bits(waiting):
                if not self._opens(v, state):
                    after = self.come(v, state)
                    if after is not None and after.absent == state.absent and after.debts == state.debts:
                        state = after
            waiting = state.ready & ~self.outputs
            if state is before:
                return state

    def _opens(self, v: int, state: State) -> bool:
        """Whether a node would begin a section that has more nodes: a choice, since others of its group then wait."""
        present = state.done | state.begun
        return any(not section & present and section & ~(1 << v) & ~state.absent for _, section in self.sections[v])

    def find_choices(self, state: State) -> Iterator[State]:
        """Yield the states after each hidden node that can come but bars something."""
        for v in find_bits(state.ready & ~self.outputs & ~state.absent):
            after = self.come(v, state)
            if after is not None:
                yield self.run_free(after)


def find_company(compiled: Compiled, v: int) -> set[int]:
    """All that a node needs, itself included."""
    found, stack = {v}, [v]
    while stack:
        for a in compiled.needs[stack.pop()]:
            if a not in found:
                found.add(a)
                stack.append(a)
    return found


def unite(masks: Iterable[int]) -> int:
    """All nodes of some sets."""
    united = 0
    for mask in masks:
        united |= mask
    return united


def make_mask(nodes: Iterable[int]) -> int:
    """The bits of some nodes."""
    return unite(1 << v for v in nodes)
