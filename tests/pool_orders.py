"""Orders of the size that scripts have: a pool with its items, a chain."""

from __future__ import annotations

from fractions import Fraction

from compat.event import Place
from compat.pomset import Exclusion, Label, Node, Pomset, Reason, Threshold

RULE = Reason("program order", Place("script.py", 1))


class _Maker:
    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.edges: dict[tuple[int, int], Reason] = {}

    def add(
        self, name: str, strand: str, text: str | None, time: Fraction, after: int | None, possible: bool = False
    ) -> int:
        label = None if text is None else Label("stdout", text)
        self.nodes.append(Node(name, strand, strand, label, RULE.place, time, possible))
        if after is not None:
            self.edges[after, len(self.nodes) - 1] = RULE
        return len(self.nodes) - 1


def make_pool(
    items: int = 10,
    workers: int = 2,
    label: str = "{line} {item}",
    seconds: int = 2,
    joined: int | None = None,
    is_killed: bool = False,
    is_locked: bool = False,
) -> Pomset:
    """Make the order of a pool: main submits each item and says so; each item says begin, sleeps, says end; main joins.

    `joined`: only so many items are waited for.  `is_killed`: items may be ended early.  `is_locked`: under one lock
    each.
    """
    made = _Maker()
    zero = Fraction(0)
    previous: int | None = None
    ends: list[int] = []
    thresholds, sections = [], []
    free = [zero] * workers
    for i in range(items):
        submit = made.add(f"submit{i}", "main", None, zero, previous)
        previous = made.add(f"out{i}", "main", label.format(line="start", item=i), zero, submit)
        free.sort()
        time, free[0] = free[0], free[0] + seconds
        begin = made.add(f"begin{i}", f"job{i}", None, time, submit, is_killed)
        if i >= workers:
            thresholds.append(Threshold(begin, frozenset(ends), i - workers + 1, Reason("capacity")))
        one = made.add(f"one{i}", f"job{i}", label.format(line="begin", item=i), time, begin, is_killed)
        two = made.add(f"two{i}", f"job{i}", label.format(line="end", item=i), time + seconds, one, is_killed)
        ends.append(made.add(f"end{i}", f"job{i}", None, time + seconds, two, is_killed))
        sections.append(frozenset((one, two, ends[-1])))
    join = made.add("join", "main", None, max(free), previous)
    weak = set()
    for v, node in enumerate(made.nodes[:-1]):
        if (v in ends[:joined] and not is_killed) or node.possible:
            made.edges[v, join] = RULE
            weak |= {(v, join)} if node.possible else set()
    made.add("done", "main", "done", max(free), join)
    locks = (Exclusion(tuple(sections), Reason("lock")),) if is_locked else ()
    return Pomset(tuple(made.nodes), made.edges, frozenset(weak), tuple(thresholds), locks)


def make_chain(length: int, label: str) -> Pomset:
    """Make a chain of outputs."""
    made = _Maker()
    for i in range(length):
        made.add(f"n{i}", "main", label.format(i), Fraction(i), i - 1 if i else None)
    return Pomset(tuple(made.nodes), made.edges)
