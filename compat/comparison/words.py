"""Words themselves: all that a small pomset can print, and whether a text can be printed at all, whatever the pairing.

`compare` falls back on the sets of words where the guarantees do not decide and the case is small; `mapping` uses
`can_print` to see at once that no pairing helps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compat.comparison.guarantee import Model, find_bits
from compat.pomset import Label

SMALL = 7
STATES = 60_000
WIDTH = 3_000

Word = tuple[int, ...]


class TooMany(Exception):
    """There are more states than the budget allows."""


def find_words(model: Model) -> frozenset[Word]:
    """Return every word, as tuples of output positions.  Raises TooMany beyond seven outputs or the budget."""
    if len(model.pomset.outputs) > SMALL:
        raise TooMany
    budget = [STATES]
    words: set[Word] = set()
    for present in find_presences(model):
        words |= _Enumeration(model, present, budget).find_words()
    return frozenset(words)


def find_presences(model: Model) -> Iterator[int]:
    """Yield the smallest set of possible nodes for each set of outputs that a run may have."""
    seen = {0}
    stack = [0]
    outputs = [model.company[v] for v in model.pomset.outputs if v in model.possible]
    while stack:
        present = stack.pop()
        yield present
        for company in outputs:
            if present | company not in seen:
                seen.add(present | company)
                stack.append(present | company)


class _Enumeration:
    """All runs with one presence; sets of nodes are integers with one bit per node."""

    def __init__(self, model: Model, present: int, budget: list[int]) -> None:
        self.model = model
        self.budget = budget
        self.known: dict[int, frozenset[Word]] = {}
        size = range(model.size)
        self.real = sum(1 << v for v in size if model.certain[v] or present >> model.possible[v] & 1)
        self.waits = [sum(1 << a for a in {*model.needs[v], *model.weak[v]}) & self.real for v in size]
        self.needed = [0] * model.size
        for v in size:
            for a in self._find_company(v):
                self.needed[v] |= 1 << a
        self.thresholds = [
            (t.node, [self.needed[m] & self.real for m in t.of], t.count) for t in model.pomset.thresholds
        ]
        self.groups = [
            [sum(1 << v for v in section) & self.real for section in group.sections]
            for group in model.pomset.exclusions
        ]

    def _find_company(self, v: int) -> set[int]:
        found, stack = {v}, [v]
        while stack:
            for a in self.model.needs[stack.pop()]:
                if a not in found:
                    found.add(a)
                    stack.append(a)
        return found

    def find_words(self) -> frozenset[Word]:
        return self._rest(0)

    def _rest(self, done: int) -> frozenset[Word]:
        if done == self.real:
            return frozenset([()])
        if done not in self.known:
            self.budget[0] -= 1
            if self.budget[0] < 0:
                raise TooMany
            found: set[Word] = set()
            for v in find_bits(self.real & ~done):
                if self._can_come(v, done):
                    own = (self.model.bit[v],) if self.model.pomset.nodes[v].label is not None else ()
                    found.update(own + rest for rest in self._rest(done | 1 << v))
            self.known[done] = frozenset(found)
        return self.known[done]

    def _can_come(self, v: int, done: int) -> bool:
        if self.waits[v] & ~done:
            return False
        for node, members, count in self.thresholds:
            if node == v and sum(not m & ~done for m in members) < count:
                return False
        return not any(self._is_shut_out(1 << v, group, done) for group in self.groups)

    def _is_shut_out(self, bit: int, group: Sequence[int], done: int) -> bool:
        """Whether the node is in one section of the group while another is open."""
        if not any(bit & section for section in group):
            return False
        return any(section & done and section & ~done and not bit & section for section in group)


def can_print(model: Model, text: Sequence[Label]) -> bool | None:
    """Whether these labels may be printed in this order; None if there are too many ways to try.

    False is a proof, for every pairing at once.  True is one where nothing is only possible; else thresholds, weak
    edges and locks count only as far as they concern what is certain.
    """
    return _Reader(model).can_read(text)


class _Reader:
    """Follows all runs that print a text at once; a state is the set of nodes that have come."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.hidden = [v for v in model.order if model.pomset.nodes[v].label is None]
        self.labels: dict[Label, list[int]] = {}
        for v in model.pomset.outputs:
            label = model.pomset.nodes[v].label
            if label is not None:
                self.labels.setdefault(label, []).append(v)
        self.groups = [
            [sum(1 << v for v in section) for section in group]
            for group in model.groups
            if all(model.certain[v] for section in group for v in section)
        ]
        self._read_waits(model)
        self.locked = 0
        for group in self.groups:
            for section in group:
                self.locked |= section

    def _read_waits(self, model: Model) -> None:
        """Read what each node waits for, and what it counts, as bits; only what is certain counts."""
        certain = model.certain
        self.waits = [
            sum(1 << a for a in {*model.needs[v], *(a for a in model.weak[v] if certain[a])}) for v in range(model.size)
        ]
        self.counts = [
            [(sum(1 << m for m in gate.members if certain[m]), gate.slack) for gate in gates] for gates in model.gates
        ]

    def can_read(self, text: Sequence[Label]) -> bool | None:
        """Follow the text to its end."""
        states = self._close({0})
        for label in text:
            following = {
                done | 1 << v
                for done in states
                for v in self.labels.get(label, ())
                if not done >> v & 1 and self._can_come(v, done)
            }
            states = self._close(following) if len(following) <= WIDTH else set()
            if len(following) > WIDTH or len(states) > WIDTH:
                return None
            if not states:
                return False
        certain = sum(1 << v for v in range(self.model.size) if self.model.certain[v])
        return any(not certain & ~done for done in states)

    def _can_come(self, v: int, done: int) -> bool:
        if self.waits[v] & ~done:
            return False
        if any((members & ~done).bit_count() > slack for members, slack in self.counts[v]):
            return False
        return not self.locked >> v & 1 or not any(self._is_shut(1 << v, group, done) for group in self.groups)

    def _is_shut(self, bit: int, group: list[int], done: int) -> bool:
        if not any(bit & section for section in group):
            return False
        return any(section & done and section & ~done and not bit & section for section in group)

    def _opens(self, v: int, done: int) -> bool:
        """Whether v would begin a section: a choice, since others of the lock then have to wait."""
        return any(section >> v & 1 and not section & done for group in self.groups for section in group)

    def _close(self, states: set[int]) -> set[int]:
        """Let hidden nodes come: those that bar nothing at once, the begin of a section as a further state."""
        closed: set[int] = set()
        stack = list(states)
        while stack and len(closed) <= WIDTH:
            done = self._run_free(stack.pop())
            if done in closed:
                continue
            closed.add(done)
            if self.locked:
                choices = (v for v in self.hidden if self.locked >> v & 1 and not done >> v & 1)
                stack.extend(done | 1 << v for v in choices if self._can_come(v, done))
        return closed

    def _run_free(self, done: int) -> int:
        changed = True
        while changed:
            changed = False
            for v in self.hidden:
                if not done >> v & 1 and self._can_come(v, done) and not self._opens(v, done):
                    done |= 1 << v
                    changed = True
        return done
