"""Compare two pomsets: is what the port can print what the original can print?  The verdict of `docs/order.md`,
section 5.

    old, new -> cut strands settled -> pairings, likely ones first -> each judged -> the best, with its evidence

A pairing is judged by guarantees (`inclusion`), in both directions.  Where they do not decide and the case is small
the sets of words do (`small`).  `different` is said only when no pairing can be better: there is but one, all were
searched, or a run of each side has a text that the other cannot print.  Else the verdict is `unknown`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from compat.comparison.cutting import Settlement, Settler
from compat.comparison.evidence import Evidence, explain_outcome, explain_text
from compat.comparison.guarantee import Model
from compat.comparison.inclusion import Inclusion, find_inclusion
from compat.comparison.isomorphism import find_isomorphism
from compat.comparison.mapping import Phi, Search, find_classes, find_likely
from compat.comparison.schedule import is_free, read_text
from compat.comparison.small import RANK, SmallCase, find_unusual
from compat.comparison.words import SMALL, TooMany, can_print
from compat.pomset import Pomset
from compat.verdict import Verdict

LEAVES = 12


@dataclass
class Judgement:
    """What one pairing gives: the word (None: not shown), both inclusions (`grows`: new in old; `shrinks`: old in new)."""

    word: str | None
    phi: Phi
    models: tuple[Model, Model]
    grows: Inclusion
    shrinks: Inclusion
    unusual: list[tuple[int, int]] = field(default_factory=list)


def compare(old: Pomset, new: Pomset, small: int = SMALL) -> Verdict:
    """Return the verdict.  Up to `small` outputs (at most seven) sets of words decide what guarantees do not."""
    if old.outcome != new.outcome:
        return Verdict("different", outputs=len(old.outputs), counterexample=explain_outcome(old, new))
    settler = Settler(old, new)
    likely = settler.find_likely()
    open_ended = tuple(dict.fromkeys((*old.open_ended, *new.open_ended)))
    best: Verdict | None = None
    if likely is not None and not open_ended:
        best = Comparison(likely, small).find_verdict()
        if best.word == settler.floor or not (old.cut or new.cut) or settler.is_forced:
            return best
    settlements = settler.find_settlements()
    if likely is None and not settlements and settler.is_complete:
        return Verdict("different", outputs=len(old.outputs), counterexample=explain_text(old, new))
    if open_ended:
        return Verdict("unknown", open_ended, outputs=len(old.outputs))
    for settlement in settlements:
        verdict = Comparison(settlement, small).find_verdict()
        if best is None or _rank(verdict) < _rank(best):
            best = verdict
        if best.word == settler.floor:
            return best
    if best is None or not settler.is_complete:
        return Verdict("unknown", ("too many ways to pair the strands that were ended",), outputs=len(old.outputs))
    return best


def _rank(verdict: Verdict) -> float:
    """Order verdicts, best first; an unknown one may hide anything but what is better than all others."""
    return 0.5 if verdict.word == "unknown" else RANK.index(verdict.word)


class Comparison:
    """The search for the best pairing of two sides with the same labels."""

    def __init__(self, settlement: Settlement, small: int) -> None:
        self.settlement = settlement
        self.small = small
        self.models = Model(settlement.old), Model(settlement.new)
        self.best: Judgement | None = None
        self.doubts: list[str] = []
        self.can_grow = self.can_shrink = True
        self.leaves = LEAVES

    # --- the verdict

    def find_verdict(self) -> Verdict:
        """Judge pairings until the best is known, and tell it with its evidence."""
        is_sure = self._judge_all()
        if self.best is not None and (is_sure or self.best.word == "equivalent"):
            return Evidence(self.settlement, self.best.models, self.best.phi).tell(
                self.best.word or "unknown", self.best.grows, self.best.shrinks, self.best.unusual
            )
        same = self._judge_same()
        if same is not None:
            return Evidence(self.settlement, same.models, same.phi).tell("equivalent", same.grows, same.shrinks, ())
        if len(self.settlement.old.outputs) <= self.small:
            try:
                return self._decide_small()
            except TooMany:
                self.doubts.append("too many words to compare one by one")
        phi = self.best.phi if self.best else {}
        return Verdict("unknown", tuple(dict.fromkeys(self.doubts)), phi, outputs=len(self.settlement.old.outputs))

    def _judge_all(self) -> bool:
        """Judge likely pairings, then all that a better goal allows; tell whether the best is surely the best."""
        settlement = self.settlement
        is_single = self._has_one_pairing()
        for phi in find_likely(*self.models, settlement.fixed):
            self._take(self.judge(phi))
            if self.best is not None and self.best.word == "equivalent":
                return True
            if is_single:
                return self.best is not None
            if self.best is not None and not any(self._find_goals()):
                return True
            self._refute()
        for goal in self._find_goals():
            search = Search(*self.models, settlement.fixed, goal)
            if not self._search(search):
                return False
            if self.best is not None and RANK.index(self.best.word or "different") <= RANK.index(_GOALS[goal]):
                break
        return self.best is not None and (not self.doubts or not any(self._find_goals()))

    def _has_one_pairing(self) -> bool:
        fixed = self.settlement.fixed
        return all(sum(x not in fixed for x in lefts) <= 1 for lefts, _ in find_classes(*self.models).values())

    def _take(self, judgement: Judgement) -> None:
        """Keep the better of two; a pairing that could not be judged is a doubt."""
        if judgement.word is None:
            self.doubts.extend((*judgement.grows.reasons, *judgement.shrinks.reasons))
            self.doubts.append("a pairing of outputs that could not be judged")
        elif self.best is None or RANK.index(judgement.word) < RANK.index(self.best.word or "different"):
            self.best = judgement
        self.last = judgement

    def _judge_same(self) -> Judgement | None:
        """Return the judgement of a pairing that makes both sides the same, node by node, times included."""
        if self.settlement.is_looser or self.settlement.is_stricter or self.settlement.fading:
            return None
        phi = find_isomorphism(*self.models, self.settlement.fixed)
        if phi is None:
            return None
        old = self.models[0]
        new = Model(self.settlement.new, {y: old.bit[x] for x, y in phi.items()})
        same = Inclusion(True)
        judgement = Judgement("equivalent", phi, (old, new), same, same)
        nodes = self.settlement.old.nodes, self.settlement.new.nodes
        is_present = all(nodes[0][x].usually_absent == nodes[1][y].usually_absent for x, y in phi.items())
        unusual = find_unusual(judgement.models, (old.find_before(), new.find_before()), phi)
        return judgement if is_present and next(unusual, None) is None else None

    # --- one pairing

    def judge(self, phi: Phi) -> Judgement:
        """Say what one pairing gives."""
        old = self.models[0]
        new = Model(self.settlement.new, {y: old.bit[x] for x, y in phi.items()})
        grows = find_inclusion(new, old)
        shrinks = find_inclusion(old, new)
        judgement = Judgement(None, phi, (old, new), grows, shrinks)
        is_looser, is_stricter = self._lean(grows.holds, shrinks.holds)
        if is_looser is None or is_stricter is None:
            return judgement
        if is_looser or is_stricter:
            judgement.word = "different" if is_looser and is_stricter else "looser" if is_looser else "stricter"
            return judgement
        before = old.find_before(), new.find_before()
        judgement.unusual = self._find_unusual(judgement, before)
        nodes = self.settlement.old.nodes, self.settlement.new.nodes
        if self.settlement.fading or any(
            nodes[0][x].usually_absent != nodes[1][y].usually_absent for x, y in phi.items()
        ):
            judgement.word = "different"
        else:
            judgement.word = "reordered" if judgement.unusual else "equivalent"
            if judgement.unusual and old.groups:
                judgement.word = self._confirm(judgement)
        return judgement

    def _lean(self, grows: bool | None, shrinks: bool | None) -> tuple[bool | None, bool | None]:
        """Return whether new is looser, stricter (None: not shown), cut strands included."""
        is_looser = True if self.settlement.is_looser else None if grows is None else not grows
        is_stricter = True if self.settlement.is_stricter else None if shrinks is None else not shrinks
        return is_looser, is_stricter

    def _find_unusual(
        self, judgement: Judgement, before: tuple[dict[int, int], dict[int, int]]
    ) -> list[tuple[int, int]]:
        return list(find_unusual(judgement.models, before, judgement.phi))

    def _confirm(self, judgement: Judgement) -> str | None:
        """With locks an order may be guaranteed unseen: look for runs that show a pair both ways."""
        old = judgement.models[0]
        kept = [pair for pair in judgement.unusual[:LEAVES] if is_free(old, *pair)]
        if not kept and len(judgement.unusual) > LEAVES:
            return None
        judgement.unusual = kept
        return "reordered" if kept else "equivalent"

    # --- all pairings

    def _refute(self) -> None:
        """See whether the text of a run that breaks this pairing can be printed by the other side under any."""
        old, new = self.models
        for violation in self.last.grows.violations[:1]:
            if self.can_grow:
                self.can_grow = can_print(old, read_text(new, violation.run)) is not False
        for violation in self.last.shrinks.violations[:1]:
            if self.can_shrink:
                self.can_shrink = can_print(new, read_text(old, violation.run)) is not False

    def _find_goals(self) -> Iterator[str]:
        """Yield the goals that no proof excludes and that are better than what is found."""
        can_grow = self.can_grow and not self.settlement.is_looser
        can_shrink = self.can_shrink and not self.settlement.is_stricter
        goals = [
            ("usual", can_grow and can_shrink),
            ("equal", can_grow and can_shrink),
            ("stricter", can_grow),
            ("looser", can_shrink),
        ]
        for goal, is_possible in goals:
            if is_possible and (
                self.best is None or RANK.index(self.best.word or "different") > RANK.index(_GOALS[goal])
            ):
                yield goal

    def _search(self, search: Search) -> bool:
        """Judge every pairing that a goal allows; tell whether all were judged."""
        for phi in search.find_pairings():
            self._take(self.judge(phi))
            if self.best is not None and RANK.index(self.best.word or "different") <= RANK.index(_GOALS[search.goal]):
                return True
            self._refute()
            self.leaves -= 1
            if not self._is_open(search.goal):
                return True
            if self.leaves <= 0:
                self.doubts.append("too many pairings of equal-looking outputs")
                return False
        if not search.is_complete:
            self.doubts.append("too many pairings of equal-looking outputs")
        return search.is_complete

    def _is_open(self, goal: str) -> bool:
        return (self.can_grow or goal == "looser") and (self.can_shrink or goal == "stricter")

    # --- sets of words

    def _decide_small(self) -> Verdict:
        settlement = self.settlement
        leans = settlement.is_looser, settlement.is_stricter
        case = SmallCase(*self.models, settlement.fixed, leans, bool(settlement.fading))
        decision = case.decide()
        old = self.models[0]
        new = Model(self.settlement.new, {y: old.bit[x] for x, y in decision.phi.items()})
        judgement = self.judge(decision.phi)
        evidence = Evidence(self.settlement, (old, new), decision.phi)
        unusual = list(find_unusual(self.models, case.before, decision.phi)) if decision.word == "reordered" else []
        return evidence.tell_words(decision, judgement.grows, judgement.shrinks, unusual, case.before[0])


_GOALS = {"usual": "equivalent", "equal": "reordered", "stricter": "stricter", "looser": "looser"}
