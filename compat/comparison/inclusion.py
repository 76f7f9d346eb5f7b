"""Whether everything that one pomset can print, another can print too: each guarantee of `wide` is tested in `narrow`.

`compare` calls it in both directions.  The guarantees of `wide` are stated of outputs alone: hidden begins are taken
as late as possible (just before the first output that needs them), hidden ends as early as possible, so what remains is

- presence: these outputs are certain; this output does not come without that one
- order: x before y
- capacity: y not before all but `slack` of some groups have put out their blockers (their last outputs)
- exclusion: of two sections, one can end before the other begins

A guarantee holds in `narrow` if what `narrow` guarantees implies it; it is violated if a run of `narrow` is found
that breaks it.  Where neither is shown the answer is None.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from compat.comparison.bounds import CapacityTest, ExclusionTest
from compat.comparison.frontier import Frontier
from compat.comparison.guarantee import Model, find_bits
from compat.comparison.trial import Trial, Violation


@dataclass(frozen=True, slots=True)
class Inclusion:
    """`holds`: True, False (there are violations), or None (not shown, for these reasons)."""

    holds: bool | None
    violations: tuple[Violation, ...] = ()
    reasons: tuple[str, ...] = ()


class OrderTest:
    """Tests presence and order."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        self.narrow, self.wide = trial.narrow, trial.wide

    # --- presence

    def test_presence(self) -> None:
        """Certain outputs stay certain, and what an output needs it still needs."""
        wide, narrow = self.wide, self.narrow
        for i in find_bits(wide.certain_mask & ~narrow.certain_mask):
            run = self.trial.find_breaking(0, ())
            if run is not None:
                self.trial.note("presence", (wide.node_at[i],), (narrow.node_at[i],), run)
            if self.trial.is_done:
                return
        if wide.possible:
            self._test_company()

    def _test_company(self) -> None:
        wide, narrow = self.wide, self.narrow
        for y in wide.pomset.outputs:
            image = self.trial.image(y)
            for i in find_bits(
                find_needed(wide, y) & ~find_needed(narrow, image) & ~wide.certain_mask & ~narrow.certain_mask
            ):
                run = self.trial.find_breaking(self.trial.company(image), ())
                if run is not None:
                    self.trial.note("presence", (y, wide.node_at[i]), (image, narrow.node_at[i]), run)
                if self.trial.is_done:
                    return

    # --- order

    def test_order(self) -> None:
        """What comes before an output still does."""
        for y in self.wide.pomset.outputs:
            image = self.trial.image(y)
            missing = self.trial.wide_before[y] & ~self.trial.narrow_before[image]
            for i in self._find_last(missing):
                x = self.narrow.node_at[i]
                run = self.trial.find_breaking(self.trial.company(x, image), [(image, x)])
                if run is not None:
                    self.trial.note("order", (self.wide.node_at[i], y), (image, x), run)
                if self.trial.is_done:
                    return

    def _find_last(self, missing: int) -> Iterator[int]:
        """Yield the bits of a set, those first that come before no other of it on the wide side."""
        bits = list(find_bits(missing))
        inner = 0
        for i in bits:
            inner |= self.trial.wide_before[self.wide.node_at[i]]
        yield from (i for i in bits if not inner >> i & 1)
        yield from (i for i in bits if inner >> i & 1)


def find_needed(model: Model, y: int) -> int:
    """Return the bits of the possible outputs that y needs, y not among them."""
    return model.company_bits[y] & model.outputs_mask & ~(1 << model.bit[y])


def find_inclusion(narrow: Model, wide: Model, most: int = 1) -> Inclusion:
    """Test whether L(narrow) is part of L(wide); stop after `most` violations.

    Both models number paired outputs alike.
    """
    trial = Trial(narrow, wide, most)
    frontier = Frontier(wide)
    order, capacity, exclusion = OrderTest(trial), CapacityTest(trial), ExclusionTest(trial)
    order.test_presence()
    if not trial.is_done:
        order.test_order()
    for passage in frontier.find_passages():
        if trial.has_enough("capacity"):
            break
        capacity.test(passage)
    for pair, source in frontier.find_pairs():
        if trial.has_enough("exclusion"):
            break
        exclusion.test(pair, source)
    if trial.violations and not narrow.flaws:
        return Inclusion(False, tuple(trial.violations))
    reasons = dict.fromkeys([*narrow.flaws, *wide.flaws, *frontier.flaws, *trial.doubts])
    if reasons or trial.violations:
        return Inclusion(None, (), tuple(reasons))
    return Inclusion(True)
