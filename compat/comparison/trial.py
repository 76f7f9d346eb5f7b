"""One direction under one pairing: what is tried, what was found.  The tests of `inclusion` share it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compat.comparison.guarantee import Model
from compat.comparison.schedule import GaveUp, find_run

TRIES = 400


@dataclass(frozen=True, slots=True)
class Violation:
    """A guarantee of the wide side that a run of the narrow side breaks.

    `kind` is `presence`, `order`, `capacity` or `exclusion`; `wide` are the nodes of the wide side that it is about,
    `narrow` the outputs of the narrow side whose order breaks it (in the order they come in `run`, the last decides),
    `source` the index of the threshold or exclusion.
    """

    kind: str
    wide: tuple[int, ...]
    narrow: tuple[int, ...]
    run: tuple[int, ...]
    source: int = -1


class Trial:
    """One direction under one pairing: the two models share their output bits."""

    def __init__(self, narrow: Model, wide: Model, most: int) -> None:
        self.narrow = narrow
        self.wide = wide
        self.most = most
        self.violations: list[Violation] = []
        self.doubts: list[str] = []
        self.tries = TRIES
        self.narrow_before = narrow.find_before()
        self.wide_before = wide.find_before()

    def image(self, y: int) -> int:
        """Return the output of the narrow side that is paired with one of the wide side."""
        return self.narrow.node_at[self.wide.bit[y]]

    def find_breaking(self, present: int, before: Sequence[tuple[int, int]]) -> tuple[int, ...] | None:
        """Return a run of the narrow side with these orders; None if there is none, or if it is not known (noted)."""
        if self.tries <= 0:
            self.give_up("too many guarantees to test one by one")
            return None
        self.tries -= 1
        try:
            return find_run(self.narrow, present, before)
        except GaveUp:
            self.give_up("a search for a run gave up")
            return None

    def company(self, *outputs: int) -> int:
        """Return what must be present in the narrow side with some of its outputs."""
        mask = 0
        for v in outputs:
            mask |= self.narrow.company[v]
        return mask

    def give_up(self, reason: str) -> None:
        """Note that something was not decided."""
        self.doubts.append(reason)

    def note(
        self, kind: str, wide: tuple[int, ...], narrow: tuple[int, ...], run: tuple[int, ...], source: int = -1
    ) -> None:
        """Keep a violation."""
        self.violations.append(Violation(kind, wide, narrow, run, source))

    @property
    def is_done(self) -> bool:
        return len(self.violations) >= self.most

    def has_enough(self, kind: str) -> bool:
        """Whether no more violations of a kind are wanted; those of thresholds and locks are all about as long."""
        violations = self.violations
        return bool(violations) and (self.is_done or sum(violation.kind == kind for violation in violations) >= 2)
