"""Small pomsets for the tests, in a string form and at random."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

from compat.event import Place
from compat.pomset import Exclusion, Label, Node, Pomset, Reason, Threshold

RULE = Reason("program order", Place("script.py", 1))


def make_node(name: str, **facts: object) -> Node:
    """Make a node of a name: `_x` is hidden, `x?` only possible, `x~` usually absent; `x'` prints the text of `x`."""
    bare = name.strip("?~")
    label = None if bare.startswith("_") else Label("stdout", bare.rstrip("'"))
    node = Node(bare, bare, "main", label, Place("script.py", 1), Fraction(0))
    return replace(node, possible="?" in name or "~" in name, usually_absent="~" in name, **facts)  # type: ignore[arg-type]


def parse_order(
    text: str, pools: tuple[tuple[str, str, int], ...] = (), locks: tuple[str, ...] = (), **facts: object
) -> Pomset:
    """Read `a<b<c d~<e`: words are chains, `<` a needed edge, `<<` a weak one.

    A name may be written with its marks anywhere.  `pools` are (node, members, count), `locks` like `a b|c d` are
    groups of sections; `times` and `strands` give scripted times and strands by name.
    """
    times: dict[str, object] = facts.pop("times", {})  # type: ignore[assignment]
    strands: dict[str, str] = facts.pop("strands", {})  # type: ignore[assignment]
    names: dict[str, Node] = {}
    edges, weak = {}, set()
    for chain in text.split():
        parts = chain.replace("<<", " w ").replace("<", " n ").split()
        for part in parts[::2]:
            node = make_node(part)
            if node.name not in names or part != node.name:
                names[node.name] = node
    number = {name: i for i, name in enumerate(names)}
    for chain in text.split():
        parts = [p.strip("?~") for p in chain.replace("<<", " w ").replace("<", " n ").split()]
        for i in range(1, len(parts), 2):
            edge = number[parts[i - 1]], number[parts[i + 1]]
            edges[edge] = RULE
            weak |= {edge} if parts[i] == "w" else set()
    nodes = tuple(
        replace(
            node,
            strand=strands.get(name, name),
            time=None if times.get(name, 0) is None else Fraction(str(times.get(name, 0))),
        )
        for name, node in names.items()
    )
    thresholds = tuple(
        Threshold(number[node], frozenset(number[m] for m in members.split()), count, Reason("capacity"))
        for node, members, count in pools
    )
    exclusions = tuple(
        Exclusion(tuple(frozenset(number[v] for v in s.split()) for s in group.split("|")), Reason("lock"))
        for group in locks
    )
    return Pomset(nodes, edges, frozenset(weak), thresholds, exclusions, **facts)  # type: ignore[arg-type]


class Dice:
    """A random small pomset, and small changes of one."""

    def __init__(self, seed: int, most: int = 5, kinds: str = "wtxpcu", letters: str = "abcdefg") -> None:
        self.rng = random.Random(seed)
        self.most = most
        self.kinds = kinds
        self.letters = letters

    def draw(self) -> Pomset:
        """Make a pomset: chains as strands, and some weak edges, thresholds, exclusions, possible nodes, cuts."""
        rng = self.rng
        outputs = rng.randint(2, self.most)
        hidden = rng.randint(0, 4)
        marks = [True] * outputs + [False] * hidden
        rng.shuffle(marks)
        letters = iter(self.letters)
        strands = rng.randint(1, 4)
        nodes, last, edges, weak = [], {}, {}, set()
        for i, is_output in enumerate(marks):
            strand = rng.randrange(strands)
            label = (
                Label("stdout", next(letters) if rng.random() < 0.8 else rng.choice(self.letters[:outputs]))
                if is_output
                else None
            )
            time = Fraction(rng.choice([0, 0, 1, 1, 2])) if rng.random() < 0.9 else None
            nodes.append(Node(f"n{i}", f"s{strand}", rng.choice(["p", "q"]), label, None, time))
            if strand in last:
                edges[last[strand], i] = RULE
            last[strand] = i
        pomset = Pomset(tuple(nodes), edges, frozenset(weak))
        for _ in range(rng.randint(0, 3)):
            pomset = self.add_edge(pomset)
        if "p" in self.kinds and rng.random() < 0.5:
            for _ in range(rng.randint(1, 3)):
                pomset = self.make_possible(pomset)
        if "t" in self.kinds and rng.random() < 0.5:
            for _ in range(rng.randint(1, 2)):
                pomset = self.add_threshold(pomset)
        if "x" in self.kinds and rng.random() < 0.5:
            pomset = self.add_exclusion(pomset)
        if "c" in self.kinds and rng.random() < 0.2:
            pomset = replace(pomset, cut=frozenset(rng.sample(sorted({n.strand for n in pomset.nodes}), 1)))
        if "c" in self.kinds and rng.random() < 0.3:
            pomset = replace(pomset, cut=pomset.cut | {f"silent{i}" for i in range(rng.randint(1, 2))})
        if "s" in self.kinds:
            pomset = self.add_silent(pomset)
        if "n" in self.kinds:
            pomset = self.add_nested(pomset)
        return pomset

    def add_silent(self, p: Pomset) -> Pomset:
        """Add sections like callbacks: hidden ones between outputs, beside some with one output or more."""
        rng = self.rng
        nodes, edges, sections = list(p.nodes), dict(p.edges), []
        for i in range(rng.randint(1, 2)):
            first = len(nodes)
            length = rng.randint(1, 3)
            nodes += [Node(f"c{i}.{k}", f"c{i}", "p") for k in range(length)]
            edges |= {(first + k, first + k + 1): RULE for k in range(length - 1)}
            at = sorted(rng.sample(range(len(p.nodes)), 2))
            edges[at[0], first + rng.choice([0, 0, length - 1])] = RULE
            if not self.reaches(p, at[1], at[0]):
                edges[first + rng.randrange(length), at[1]] = RULE
            sections.append(frozenset(range(first, first + length)))
            nodes[first:] = [replace(n, possible=p.nodes[at[0]].possible) for n in nodes[first:]]
            if p.nodes[at[0]].possible:
                edges = {e: r for e, r in edges.items() if e[0] < first or e[1] >= first}
        loud = [i for i in p.outputs if not p.nodes[i].possible]
        if loud:
            v = rng.choice(loud)
            more = [b for a, b in p.edges if a == v and p.nodes[b].strand == p.nodes[v].strand]
            sections.append(frozenset([v, *more[: rng.randint(0, 1)]]))
        exclusion = Exclusion(tuple(sections), Reason("callback"))
        return replace(p, nodes=tuple(nodes), edges=edges, exclusions=(*p.exclusions, exclusion))

    def add_nested(self, p: Pomset) -> Pomset:
        """Add hidden events that count others, and a threshold that counts them."""
        rng = self.rng
        nodes, thresholds = list(p.nodes), list(p.thresholds)
        if len(p.nodes) < 3:
            return p
        members = []
        for i in range(rng.randint(2, 3)):
            members.append(len(nodes))
            nodes.append(Node(f"k{i}", f"k{i}", "p"))
            of = rng.sample(range(members[-1]), rng.randint(1, 3)) if rng.random() < 0.7 else members[:-1]
            of = [m for m in of if m < len(p.nodes) - 1 or m >= len(p.nodes)]
            if of:
                thresholds.append(Threshold(members[-1], frozenset(of), rng.randint(1, len(of)), Reason("capacity")))
        last = len(p.nodes) - 1
        count = rng.randint(1, len(members))
        thresholds.append(Threshold(last, frozenset(members), count, Reason("message")))
        return replace(p, nodes=tuple(nodes), thresholds=tuple(thresholds))

    def change(self, pomset: Pomset) -> Pomset:
        """Make one small change."""
        changes = [self.add_edge, self.drop_edge, self.shuffle]
        changes += [self.add_threshold, self.drop_threshold, self.recount] * ("t" in self.kinds)
        changes += [self.add_exclusion, self.drop_exclusion, self.split_exclusion] * ("x" in self.kinds)
        changes += [self.make_possible, self.make_certain] * ("p" in self.kinds)
        changes += [self.relabel, self.shift, self.turn_cut] * ("u" in self.kinds)
        return self.rng.choice(changes)(pomset)

    def add_edge(self, p: Pomset) -> Pomset:
        a, b = sorted(self.rng.sample(range(len(p.nodes)), 2))
        a, b = (b, a) if self.reaches(p, b, a) else (a, b)
        if (a, b) in p.edges:
            return p
        weak = {(a, b)} if "w" in self.kinds and self.rng.random() < 0.3 else set()
        if p.nodes[a].possible and not p.nodes[b].possible:
            weak = {(a, b)}
        return replace(p, edges={**p.edges, (a, b): RULE}, weak=p.weak | weak)

    def reaches(self, p: Pomset, a: int, b: int) -> bool:
        """Whether a way of edges leads from a to b."""
        return a == b or any(x == a and self.reaches(p, y, b) for x, y in p.edges)

    def drop_edge(self, p: Pomset) -> Pomset:
        if not p.edges:
            return p
        edge = self.rng.choice(sorted(p.edges))
        return replace(p, edges={e: r for e, r in p.edges.items() if e != edge}, weak=p.weak - {edge})

    def add_threshold(self, p: Pomset) -> Pomset:
        node = self.rng.randrange(len(p.nodes))
        others = range(node) if self.rng.random() < 0.9 else [v for v in range(len(p.nodes)) if v != node]
        if len(others) < 2:
            return p
        of = self.rng.sample(list(others), self.rng.randint(2, min(4, len(others))))
        threshold = Threshold(node, frozenset(of), self.rng.randint(1, len(of)), Reason("capacity"))
        return replace(p, thresholds=(*p.thresholds, threshold))

    def drop_threshold(self, p: Pomset) -> Pomset:
        keep = self.rng.randrange(len(p.thresholds) + 1)
        return replace(p, thresholds=tuple(t for i, t in enumerate(p.thresholds) if i != keep))

    def recount(self, p: Pomset) -> Pomset:
        return replace(
            p,
            thresholds=tuple(
                t._replace(count=max(1, min(len(t.of), t.count + self.rng.choice([-1, 0, 1])))) for t in p.thresholds
            ),
        )

    def add_exclusion(self, p: Pomset) -> Pomset:
        sections = []
        for strand in sorted({n.strand for n in p.nodes}):
            nodes = [i for i, n in enumerate(p.nodes) if n.strand == strand]
            if self.rng.random() < 0.8:
                start = self.rng.randrange(len(nodes))
                sections.append(frozenset(nodes[start : start + self.rng.randint(2, 4)]))
        if len(sections) < 2:
            return p
        return replace(p, exclusions=(*p.exclusions, Exclusion(tuple(sections), Reason("lock"))))

    def drop_exclusion(self, p: Pomset) -> Pomset:
        return replace(p, exclusions=p.exclusions[1:])

    def split_exclusion(self, p: Pomset) -> Pomset:
        def split(section: frozenset[int]) -> list[frozenset[int]]:
            nodes = sorted(section)
            at = self.rng.randint(1, len(nodes))
            return [frozenset(part) for part in (nodes[:at], nodes[at:]) if part]

        return replace(
            p,
            exclusions=tuple(x._replace(sections=tuple(q for s in x.sections for q in split(s))) for x in p.exclusions),
        )

    def make_possible(self, p: Pomset) -> Pomset:
        """Make a node and all that needs it possible."""
        hit = {self.rng.randrange(len(p.nodes))}
        for _ in p.nodes:
            hit |= {b for a, b in p.edges if a in hit and (a, b) not in p.weak}
        nodes = tuple(replace(n, possible=True) if i in hit else n for i, n in enumerate(p.nodes))
        return replace(p, nodes=nodes)

    def make_certain(self, p: Pomset) -> Pomset:
        hit = self.rng.randrange(len(p.nodes))
        return replace(p, nodes=tuple(replace(n, possible=n.possible and i != hit) for i, n in enumerate(p.nodes)))

    def relabel(self, p: Pomset) -> Pomset:
        outputs = p.outputs
        a, b = self.rng.choice(outputs), self.rng.choice(outputs)
        nodes = list(p.nodes)
        nodes[a], nodes[b] = replace(nodes[a], label=nodes[b].label), replace(nodes[b], label=nodes[a].label)
        return replace(p, nodes=tuple(nodes))

    def shift(self, p: Pomset) -> Pomset:
        hit = self.rng.randrange(len(p.nodes))
        time = Fraction(self.rng.choice([0, 1, 2]))
        nodes = tuple(
            replace(n, time=time, usually_absent=n.possible and self.rng.random() < 0.2) if i == hit else n
            for i, n in enumerate(p.nodes)
        )
        return replace(p, nodes=nodes)

    def turn_cut(self, p: Pomset) -> Pomset:
        if "c" not in self.kinds:
            return p
        return replace(p, cut=p.cut ^ {self.rng.choice(sorted({n.strand for n in p.nodes}))})

    def shuffle(self, p: Pomset) -> Pomset:
        """Number the nodes anew: nothing may change (but the order inside a strand counts where one is cut)."""
        if p.cut:
            return p
        order = list(range(len(p.nodes)))
        self.rng.shuffle(order)
        to = {v: i for i, v in enumerate(order)}
        return replace(
            p,
            nodes=tuple(p.nodes[v] for v in order),
            edges={(to[a], to[b]): r for (a, b), r in p.edges.items()},
            weak=frozenset((to[a], to[b]) for a, b in p.weak),
            thresholds=tuple(t._replace(node=to[t.node], of=frozenset(to[m] for m in t.of)) for t in p.thresholds),
            exclusions=tuple(
                x._replace(sections=tuple(frozenset(to[v] for v in s) for s in x.sections)) for x in p.exclusions
            ),
        )
