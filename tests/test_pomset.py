"""What a pomset guarantees: order through edges, thresholds and locks; presence; runs that are found."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import find_relation, find_words
from small_orders import Dice, parse_order

from compat.comparison.guarantee import Model
from compat.comparison.schedule import find_run, shorten
from compat.comparison.words import can_print
from compat.comparison.words import find_words as find_small_words
from compat.pomset import Pomset

SOME = settings(max_examples=500, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
seeds = st.integers(0, 2**32)


def name_pairs(pomset: Pomset) -> str:
    """Return the guaranteed pairs of outputs, by name."""
    model = Model(pomset)
    pairs = [
        pomset.nodes[model.node_at[i]].name + pomset.nodes[y].name
        for y, mask in model.find_before().items()
        for i in range(len(pomset.outputs))
        if mask >> i & 1
    ]
    return " ".join(sorted(pairs))


ORDERS = [
    ({"text": "a<b<c"}, "ab ac bc"),
    ({"text": "a<_x<b _x<c"}, "ab ac"),
    ({"text": "a b c", "pools": (("c", "a b", 2),)}, "ac bc"),
    ({"text": "a b c", "pools": (("c", "a b", 1),)}, ""),
    ({"text": "x<a x<b c", "pools": (("c", "a b", 1),)}, "xa xb xc"),
    ({"text": "a?<<b"}, "ab"),
    ({"text": "a?<_h? _h<<b"}, ""),
    ({"text": "a?<_e? b", "pools": (("b", "_e", 1),)}, "ab"),
    ({"text": "a<b c<d a<d", "locks": ("a b|c d",)}, "ab ac ad bc bd cd"),
    ({"text": "a<b c<d", "locks": ("a b|c d",)}, "ab cd"),
]


@pytest.mark.parametrize(("order", "pairs"), ORDERS, ids=str)
def test_guaranteed_pairs(order: dict, pairs: str) -> None:
    assert name_pairs(parse_order(**order)) == pairs


@SOME
@given(st.builds(Dice, seeds, st.just(5), st.sampled_from(["", "w", "t", "p", "wtp"])))
def test_order_is_that_of_all_words(dice: Dice) -> None:
    pomset = dice.draw()
    model, words = Model(pomset), find_words(pomset)
    before = model.find_before()
    for x in pomset.outputs:
        for y in pomset.outputs:
            relation = find_relation(words, x, y) if x != y else "never"
            if relation != "never" and not model.flaws:
                assert bool(before[y] >> model.bit[x] & 1) == (relation == "<")


@SOME
@given(st.builds(Dice, seeds, st.just(5), st.just("wtxp")))
def test_locks_promise_only_what_all_words_keep(dice: Dice) -> None:
    pomset = dice.draw()
    model, words = Model(pomset), find_words(pomset)
    for y, mask in model.find_before().items():
        for x in pomset.outputs:
            if mask >> model.bit[x] & 1:
                assert find_relation(words, x, y) in ("<", "never")


@SOME
@given(st.builds(Dice, seeds, st.just(5), st.just("wtxp")))
def test_every_word_is_a_word(dice: Dice) -> None:
    pomset = dice.draw()
    model, words = Model(pomset), find_words(pomset)
    assert find_small_words(model) == {tuple(model.bit[v] for v in word) for word in words}
    for word in sorted(words)[:5]:
        assert can_print(model, [pomset.nodes[v].label for v in word]) is not False  # type: ignore[misc]


@SOME
@given(st.builds(Dice, seeds, st.just(5), st.just("tx")))
def test_a_text_that_cannot_be_printed_is_refused(dice: Dice) -> None:
    pomset = dice.draw()
    model = Model(pomset)
    texts = {tuple(pomset.nodes[v].label for v in word) for word in find_words(pomset)}
    text = [pomset.nodes[v].label for v in pomset.outputs]
    dice.rng.shuffle(text)
    if not model.flaws:
        assert can_print(model, text) == (tuple(text) in texts)  # type: ignore[arg-type]


@SOME
@given(st.builds(Dice, seeds, st.just(5), st.just("wtxp")))
def test_a_run_that_is_found_is_one(dice: Dice) -> None:
    pomset = dice.draw()
    model = Model(pomset)
    present = 0
    for v in pomset.outputs:
        present |= model.company[v]
    run = None if model.flaws else find_run(model, present)
    if run is not None:
        words = find_words(pomset)
        word = tuple(v for v in run if pomset.nodes[v].label is not None)
        assert word in words
        short = [v for v in shorten(model, run, word[-1]) if pomset.nodes[v].label is not None]
        assert any(other[: len(short)] == tuple(short) for other in words)
