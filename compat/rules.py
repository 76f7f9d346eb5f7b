"""What the rules of order share: their registry, and what a rule sees of a run.  Called by `happens_before` and `late_rules`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath

from compat.order import Order
from compat.polling import find_polls
from compat.rounds import Round, Rounds
from compat.strand import Program, Step, Strand, Thing

Rule = Callable[["Context"], None]
Table = dict[str, Rule]


def rule(name: str, table: Table) -> Callable[[Rule], Rule]:
    """Register a rule in a table, under the name that its edges carry."""

    def register(function: Rule) -> Rule:
        table[name] = function
        return function

    return register


class Context:
    """What a rule sees: the program, its rounds, and the order that grows."""

    def __init__(self, program: Program, rounds: Rounds) -> None:
        self.program = program
        self.order = Order()
        self.rounds = rounds
        self.by_channel: dict[str, list[Round]] = {}
        for part in rounds:
            self.by_channel.setdefault(part.channel, []).append(part)
        self.shared = {part.strand for part in rounds if part.is_shared}
        self._polled: dict[Strand, frozenset[int]] = {}

    def each(self, *kinds: str) -> list[tuple[Strand, Step, int]]:
        """Every step of these kinds with its strand and its node."""
        found = []
        for strand in self.program.strands.values():
            for step in strand.steps:
                if step.kind in kinds:
                    found.append((strand, step, self.order.node_of(step)))
        return found

    def numbered(self, steps: Sequence[Step]) -> Iterator[tuple[Step, int]]:
        """Each of these steps with how many of them surely come before it: all earlier ones only where one strand takes them."""
        inside = {id(step): strand for strand in self.program.strands.values() for step in strand.steps}
        if len({inside[id(step)] for step in steps}) == 1:
            yield from ((step, number) for number, step in enumerate(sorted(steps, key=lambda step: step.event.index)))
            return
        nodes = {self.order.node_of(step) for step in steps}
        for step in steps:
            yield step, len(nodes & self.order.ancestors(self.order.node_of(step)))

    def lock_of(self, condition: Thing, step: Step) -> Thing:
        """The lock of a condition, as the process of a step sees it; the condition itself where that has no key."""
        things = self.program.things
        key = condition.detail
        return things.get((step.event.process, key)) or things.get((-1, key)) or condition

    def is_polled(self, strand: Strand, step: Step) -> bool:
        """Whether an answer only decides how long a silent loop goes on."""
        if strand not in self._polled:
            self._polled[strand] = frozenset(id(s) for poll in find_polls(strand) for s in poll.steps)
        return id(step) in self._polled[strand]

    def race(self, step: Step, what: str) -> None:
        """Note an answer that the order does not decide."""
        where = f" ({PurePath(step.place.file).name}:{step.place.line})" if step.place else ""
        self.order.races.append(f"{what}{where} rests on a race")
