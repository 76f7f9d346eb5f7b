"""The verdicts: hand-made cases as data, and agreement with the oracle on random pairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import oracle_verdict, shows_in_text
from pool_orders import make_chain, make_pool
from small_orders import Dice, parse_order

from compat.compare import compare
from compat.pomset import Pomset

Order = dict[str, Any]
TURNED = {"stricter": "looser", "looser": "stricter"}


def order(text: str, **facts: Any) -> Order:
    return {"text": text, **facts}


LOCKED = order("_l<a<b<_u _m<c<d<_v", locks=("_l a b _u|_m c d _v",))
SILENT = order("a<_c<_d<c b<_e<_f<d", locks=("_c _d|_e _f",))
POOL = "_s<_b1<a<_e1 _s<_b2<b<_e2 _s<_b3<c<_e3"
TIMES = {"a": 0, "b": 1}

CASES: dict[str, tuple[Order, Order, str]] = {
    "the same chain": (order("a<b<c"), order("a<b<c"), "equivalent"),
    "a hidden step between": (order("a<b"), order("a<_x<_y<b"), "equivalent"),
    "an edge that others imply": (order("a<b<c"), order("a<b<c a<c"), "equivalent"),
    "a lost order": (order("a<b<c"), order("a<b a<c"), "looser"),
    "an added order": (order("a<b a<c"), order("a<b<c"), "stricter"),
    "one lost, one added": (order("a<b c"), order("a b<c"), "different"),
    "turned round": (order("a<b"), order("b<a"), "different"),
    "another text": (order("a<b"), order("a<c"), "different"),
    "a line twice": (order("a<b"), order("a<b b'"), "different"),
    "another outcome": (order("a"), order("a", outcome="exit 1"), "different"),
    "certain becomes possible": (order("a<b"), order("a<b?"), "looser"),
    "possible becomes certain": (order("a<b?"), order("a<b"), "stricter"),
    "possible on both sides": (order("a<b?"), order("a<b?"), "equivalent"),
    "needed becomes weak": (order("a?<b?"), order("a?<<b?"), "looser"),
    "a weak order lost": (order("a?<<b"), order("a? b"), "looser"),
    "a weak order through a hidden certain step": (order("a?<<_j<b"), order("a?<<b"), "equivalent"),
    "a pool of one and a chain": (
        order(POOL, pools=(("_b2", "_e1", 1), ("_b3", "_e1 _e2", 2))),
        order("a<b<c"),
        "equivalent",
    ),
    "a pool of two and a pool of one": (
        order(POOL, pools=(("_b3", "_e1 _e2", 1),)),
        order(POOL, pools=(("_b2", "_e1", 1), ("_b3", "_e1 _e2", 2))),
        "stricter",
    ),
    "a pool of two and a pool of three": (order(POOL, pools=(("_b3", "_e1 _e2", 1),)), order(POOL), "looser"),
    "a threshold that an order satisfies": (order("a<b c", pools=(("b", "a c", 1),)), order("a<b c"), "equivalent"),
    "the same pool, killed": (
        order(POOL.replace("a", "a?").replace("_e1", "_e1?"), pools=(("_b3", "_e1 _e2", 1),)),
        order(POOL.replace("a", "a?").replace("_e1", "_e1?"), pools=(("_b3", "_e1 _e2", 1),)),
        "equivalent",
    ),
    "the same lock": (LOCKED, LOCKED, "equivalent"),
    "a lock without its hidden steps": (LOCKED, order("a<b c<d", locks=("a b|c d",)), "equivalent"),
    "a lost lock": (LOCKED, order("a<b c<d"), "looser"),
    "a lock split in two": (LOCKED, order("a<b c<d", locks=("a|b|c|d",)), "looser"),
    "ordered sections need no lock": (order("a<b<c<d", locks=("a b|c d",)), order("a<b<c<d"), "equivalent"),
    "the lock rule orders the rest": (order("a<b c<d a<d", locks=("a b|c d",)), order("a<b<c<d"), "equivalent"),
    "a silent section counts": (order("x<_l<y a<b", locks=("_l|a b",)), order("x<y a<b"), "looser"),
    "other times, the same order": (order("a b", times=TIMES), order("a b", times={"a": 2, "b": 5}), "equivalent"),
    "the usual order turned": (order("a b", times=TIMES), order("a b", times={"a": 1, "b": 0}), "reordered"),
    "a tie": (order("a b", times=TIMES), order("a b", times={"a": 1, "b": 1.005}), "reordered"),
    "a free time": (order("a b", times=TIMES), order("a b", times={"a": None, "b": 1}), "reordered"),
    "times of what is ordered do not count": (
        order("a<b", times=TIMES),
        order("a<b", times={"a": 1, "b": 0}),
        "equivalent",
    ),
    "usually absent": (order("a b?"), order("a b~"), "different"),
    "equal lines of two strands": (order("a<b a'<c"), order("a<c a'<b"), "equivalent"),
    "equal lines, one order lost": (order("a<b a'<c"), order("a<b a' c"), "looser"),
    "cut on both sides": (
        order("a<b?", cut=frozenset("s"), strands={"b": "s"}),
        order("a<b?<c?", cut=frozenset("s"), strands={"b": "s", "c": "s"}),
        "equivalent",
    ),
    "certain against cut": (order("a<b"), order("a", cut=frozenset("b")), "looser"),
    "cut against certain": (order("a", cut=frozenset("b")), order("a<b"), "stricter"),
    "cut after another text": (
        order("a<b?", cut=frozenset("s"), strands={"b": "s"}),
        order("a<c?", cut=frozenset("s"), strands={"c": "s"}),
        "different",
    ),
    "cut in silence, more than there were tasks": (
        order("a b"),
        order("_x", cut=frozenset(("s", "t", "u"))),
        "looser",
    ),
    "cut in silence under other names": (
        order("a b<c", strands={"b": "x", "c": "x"}),
        order("b", cut=frozenset(("s", "t")), strands={"b": "s"}),
        "looser",
    ),
    "both killed, the one later": (order("a<b?"), order("a", cut=frozenset("b")), "different"),
    "both killed, usually before it printed": (order("a<b~"), order("a", cut=frozenset("b")), "equivalent"),
    "killed later, and an order lost": (order("a<c<b?"), order("a c", cut=frozenset("b")), "looser"),
    "silent sections": (SILENT, order("a<c b<d"), "equivalent"),
    "a section each with one output": (
        order("a<_c<x<_d b<_e<y<_f", locks=("_c x _d|_e y _f",)),
        order("a<x b<y"),
        "equivalent",
    ),
    "callbacks that submit": (
        order("a<_c<_s<_d _s<x b<_e<_t<_f _t<y _d<z _f<z", locks=("_c _s _d|_e _t _f",)),
        order("a<x b<y a<z b<z"),
        "equivalent",
    ),
    "a silent section beside one with two outputs": (
        order("a<_c<_d<x p<q", locks=("_c _d|p q",)),
        order("a<x p<q", locks=()),
        "looser",
    ),
    "rounds that count silent items": (
        order("_a _b _i<_j r<s", pools=(("_i", "_a _b", 1), ("r", "_a _b _j", 1), ("s", "_a _b _j", 2))),
        order("r<s"),
        "equivalent",
    ),
    "something not followed": (order("a<b"), order("a<b", open_ended=("a condition",)), "unknown"),
    "not followed, but another text": (order("a<b"), order("a<c", open_ended=("a condition",)), "different"),
}


@pytest.mark.parametrize(("old", "new", "word"), CASES.values(), ids=CASES.keys())
def test_verdict(old: Order, new: Order, word: str) -> None:
    sides = parse_order(**old), parse_order(**new)
    assert compare(*sides).word == word
    assert compare(sides[1], sides[0]).word == TURNED.get(word, word)


@pytest.mark.parametrize(("old", "new", "word"), CASES.values(), ids=CASES.keys())
def test_oracle_says_the_same(old: Order, new: Order, word: str) -> None:
    sides = parse_order(**old), parse_order(**new)
    if word != "unknown" and not sides[1].open_ended:
        assert oracle_verdict(*sides) == word


# --- evidence


def tell(old: Pomset, new: Pomset) -> list[str]:
    """Return the steps of the counterexample, nodes by name."""
    example = compare(old, new).counterexample
    assert example is not None
    sides = {"old": old, "new": new}
    told = [example.kind]
    for step in example.steps:
        names = " ".join(sides[step.side].nodes[v].name for v in step.nodes)
        told.append(" ".join(filter(None, (step.side, step.relation, names, step.rule and f"[{step.rule}]"))))
    return told


EVIDENCE: dict[str, tuple[Order, Order, list[str]]] = {
    "the chain of a lost order": (
        order("a<_x<b a<c<d<b"),
        order("a<c<d b"),
        ["order", "old before d b [program order]", "new race b d", "new witness b"],
    ),
    "a chain through a lock": (
        order("a<b c<d a<d", locks=("a b|c d",)),
        order("a<b c<d a<d b<d"),
        ["order", "old exclusion a b c d [lock]", "new race c a", "new witness c"],
    ),
    "a line more": (order("a<b"), order("a<b<b'"), ["text", "new extra b'"]),
    "the shortest of two": (
        order("a<_x<_y<b c<d"),
        order("a b c d"),
        ["order", "old before c d [program order]", "new race d c", "new witness d"],
    ),
    "an order that a pool of one makes": (
        order("_b1<a<_e1 _b2<b<_e2", pools=(("_b2", "_e1", 1),)),
        order("a b"),
        [
            "capacity",
            "old capacity _b2 _e1 [capacity]",
            "old before _b2 b [program order]",
            "new together b a",
            "new witness b",
        ],
    ),
    "capacity": (
        order(POOL, pools=(("_b3", "_e1 _e2", 1),)),
        order(POOL),
        [
            "capacity",
            "old capacity _b3 _e1 _e2 [capacity]",
            "old before _b3 c [program order]",
            "new together c a b",
            "new witness c",
        ],
    ),
    "exclusion": (
        order("a<b c<d", locks=("a b|c d",)),
        order("a<b c<d"),
        ["exclusion", "old exclusion a b c d [lock]", "new together a c b d", "new witness a c b d"],
    ),
    "presence": (order("a<b"), order("a<b?"), ["presence", "old certain b", "new possible b"]),
    "what is needed": (
        order("a?<b?"),
        order("a?<<b?"),
        ["presence", "old needs b a", "new alone b a", "new witness b"],
    ),
    "usual": (order("a b", times=TIMES), order("a b", times={"a": 1}), ["usual", "old usual a b", "new usual b a"]),
    "a stricter port": (
        order("a b"),
        order("a<b"),
        ["order", "new before a b [program order]", "old race b a", "old witness b"],
    ),
    "the outcome": (
        order("a"),
        order("a", outcome="exit 1"),
        ["outcome", "old outcome [exit 0]", "new outcome [exit 1]"],
    ),
    "text": (order("hello<a"), order("hallo<a"), ["text", "old extra hello", "new similar hallo"]),
    "a strand cut": (order("a<b"), order("a", cut=frozenset("b")), ["presence", "old complete b [b]", "new cut [b]"]),
}


@pytest.mark.parametrize(("old", "new", "steps"), EVIDENCE.values(), ids=EVIDENCE.keys())
def test_counterexample(old: Order, new: Order, steps: list[str]) -> None:
    assert tell(parse_order(**old), parse_order(**new)) == steps


def test_witness_has_mapping_and_counts() -> None:
    verdict = compare(parse_order("a<b c", times={"c": 5}), parse_order("c a<b", times={"c": 7}))
    assert (verdict.word, verdict.outputs, verdict.guaranteed, verdict.ties) == ("equivalent", 3, 1, 0)
    assert verdict.mapping == {0: 1, 1: 2, 2: 0}


def test_equal_lines_alone_tell_the_sides_apart() -> None:
    verdict = compare(parse_order("a<a'"), parse_order("a a'"))
    assert (verdict.word, verdict.no_text_shows_it) == ("looser", True)
    assert not compare(parse_order("a<b"), parse_order("a b")).no_text_shows_it


# --- larger, and symmetric


SAME = {"label": "{line}"}
POOLS: list[tuple[Order, Order, str]] = [
    ({}, {}, "equivalent"),
    ({}, {"workers": 3}, "looser"),
    ({}, {"workers": 1}, "stricter"),
    ({}, {"seconds": 0}, "reordered"),
    ({}, {"joined": 9}, "looser"),
    ({}, {"is_killed": True}, "looser"),
    ({"is_killed": True}, {"is_killed": True}, "equivalent"),
    ({"is_killed": True}, {"is_killed": True, "workers": 3}, "looser"),
    ({"is_locked": True}, {"is_locked": True}, "equivalent"),
    ({"is_locked": True, "workers": 4}, {"workers": 4}, "looser"),
]


@pytest.mark.parametrize("label", ["{line} {item}", "{line}"], ids=["each its text", "all alike"])
@pytest.mark.parametrize(("old", "new", "word"), POOLS, ids=str)
def test_pools_of_ten(old: Order, new: Order, word: str, label: str) -> None:
    sides = make_pool(label=label, **old), make_pool(label=label, **new)
    assert compare(*sides).word == word
    assert compare(sides[1], sides[0]).word == TURNED.get(word, word)


@pytest.mark.timeout(30)
def test_large_orders_take_seconds() -> None:
    assert compare(make_pool(items=300, workers=4), make_pool(items=300, workers=4)).word == "equivalent"
    assert compare(make_pool(items=300, workers=4), make_pool(items=300, workers=5)).word == "looser"
    assert compare(make_chain(5000, "{}"), make_chain(5000, "{}")).guaranteed == 5000 * 4999 // 2
    assert compare(make_chain(2000, "x"), make_chain(2000, "x")).word == "equivalent"


def lose(pool: Pomset, begun: int) -> Pomset:
    """Make of a killed pool one of which only some items began, the last two of them without an end."""
    late = {n.strand for n in pool.nodes if n.strand.startswith("job") and int(n.strand[3:]) >= begun}
    halved = {f"job{i}" for i in range(max(0, begun - 2), begun)}
    nodes = tuple(
        replace(n, label=None) if n.strand in late or (n.strand in halved and n.name.startswith("two")) else n
        for n in pool.nodes
    )
    return replace(pool, nodes=nodes, cut=frozenset(late | halved))


@pytest.mark.timeout(30)
@pytest.mark.parametrize("items", [10, 50, 500])
@pytest.mark.parametrize("label", ["{line} {item}", "{line}"], ids=["each its text", "all alike"])
def test_lost_joins(items: int, label: str) -> None:
    joined = make_pool(items=items, workers=4, label=label)
    killed = make_pool(items=items, workers=4, label=label, is_killed=True)
    for begun in (0, 3, items // 2):
        assert compare(joined, lose(killed, begun)).word == "looser"
    assert compare(lose(killed, 3), joined).word == "stricter"


def test_both_killed_at_other_moments() -> None:
    killed = make_pool(items=50, workers=4, is_killed=True)
    assert compare(killed, lose(killed, 20)).word == "different"


# --- against the oracle


def draw_pair(dice: Dice) -> tuple[Pomset, Pomset]:
    """Make a pair: two at random, or one and a few small changes of it."""
    old = dice.draw()
    new = dice.draw() if dice.rng.random() < 0.1 else old
    for _ in range(dice.rng.randint(0, 3)):
        new = dice.change(new)
    return old, new


KINDS = ("u", "wu", "tu", "pu", "xu", "tpwu", "cpu", "wtxpcu", "su", "stu", "spu", "nu", "snu", "npu")
LETTERS = ("abcdefg", "aabbccd", "aaabbbc")
dice = st.builds(Dice, st.integers(0, 2**32), st.just(5), st.sampled_from(KINDS), st.sampled_from(LETTERS))
MANY = settings(max_examples=1500, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
SOME = settings(MANY, max_examples=300)


@MANY
@given(dice)
def test_agrees_with_the_oracle(dice: Dice) -> None:
    old, new = draw_pair(dice)
    verdict = compare(old, new)
    assert verdict.word == oracle_verdict(old, new)
    assert (verdict.counterexample is None) == (verdict.word == "equivalent")
    if verdict.word in TURNED and not old.cut and not new.cut:
        assert verdict.no_text_shows_it == (not shows_in_text(old, new))


@MANY
@given(dice)
def test_guarantees_alone_are_never_wrong(dice: Dice) -> None:
    old, new = draw_pair(dice)
    word = compare(old, new, small=0).word
    assert word in ("unknown", oracle_verdict(old, new))


@SOME
@given(dice)
def test_a_pomset_is_equivalent_to_itself(dice: Dice) -> None:
    pomset = dice.draw()
    assert compare(pomset, pomset, small=0).word == "equivalent"
    assert compare(pomset, dice.shuffle(pomset)).word == "equivalent"


@SOME
@given(dice)
def test_sides_can_be_turned(dice: Dice) -> None:
    old, new = draw_pair(dice)
    word = compare(old, new).word
    assert compare(new, old).word == TURNED.get(word, word)


def find_covers(pomset: Pomset) -> Iterator[tuple[int, int]]:
    after: dict[int, set[int]] = {}
    for a, b in pomset.edges:
        after.setdefault(a, set()).add(b)

    def reaches(a: int, b: int) -> bool:
        return any(c == b or reaches(c, b) for c in after.get(a, ()))

    for a, b in pomset.edges:
        if not any(c != b and reaches(c, b) for c in after[a]):
            yield a, b


@SOME
@given(st.builds(Dice, st.integers(0, 2**32), st.just(6), st.just(""), st.just("abcdefgh")))
def test_a_lost_cover_is_never_equivalent(dice: Dice) -> None:
    pomset = dice.draw()
    nodes = tuple(replace(n, label=n.label or None) for n in pomset.nodes)
    for a, b in find_covers(pomset):
        if nodes[a].label and nodes[b].label and nodes[a].label != nodes[b].label:
            edges = {edge: reason for edge, reason in pomset.edges.items() if edge != (a, b)}
            assert compare(pomset, replace(pomset, edges=edges)).word in ("looser", "unknown", "different")
