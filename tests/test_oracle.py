"""The oracle itself, on orders small enough to list by hand."""

from __future__ import annotations

import pytest
from oracle import find_words, oracle_verdict
from small_orders import parse_order

WORDS = [
    ({"text": "a<b c"}, "abc acb cab"),
    ({"text": "a<_x<b"}, "ab"),
    ({"text": "a b?"}, "a ab ba"),
    ({"text": "a?<b?"}, " a ab"),
    ({"text": "a?<<b"}, "b ab"),
    ({"text": "a? _h?<<b a<_h"}, "b ab ba"),
    ({"text": "a b c", "pools": (("c", "a b", 1),)}, "acb bca abc bac"),
    ({"text": "a b c", "pools": (("c", "a b", 2),)}, "abc bac"),
    ({"text": "a?<_e? b", "pools": (("b", "_e", 1),)}, "b ab"),
    ({"text": "a<b c<d", "locks": ("a b|c d",)}, "abcd cdab"),
    ({"text": "_l<a<b<_u _m<c<d<_v", "locks": ("_l a b _u|_m c d _v",)}, "abcd cdab"),
    ({"text": "x<_l<y a<b", "locks": ("_l|a b",)}, "xyab xaby abxy axby xabyX"),
]


@pytest.mark.parametrize(("order", "words"), WORDS[:-1], ids=lambda value: str(value))
def test_words_are_those_of_the_definition(order: dict, words: str) -> None:
    pomset = parse_order(**order)
    found = {"".join(pomset.nodes[v].name for v in word) for word in find_words(pomset)}
    assert found == set(words.split(" ") if words.startswith(" ") else words.split())


def test_a_silent_section_does_not_fit_into_another() -> None:
    pomset = parse_order("x<_l<y a<b", locks=("_l|a b",))
    found = {"".join(pomset.nodes[v].name for v in word) for word in find_words(pomset)}
    assert found == {"xyab", "xaby", "xayb", "axby", "abxy"}


VERDICTS = [
    ("a<b", "a<b", "equivalent"),
    ("a<b", "a b", "looser"),
    ("a b", "a<b", "stricter"),
    ("a<b", "b<a", "different"),
    ("a b", "a c", "different"),
    ("a<b", "a<b?", "looser"),
    ("a a'<b", "a<b a'", "equivalent"),
]


@pytest.mark.parametrize(("old", "new", "verdict"), VERDICTS)
def test_verdict_is_that_of_the_definition(old: str, new: str, verdict: str) -> None:
    assert oracle_verdict(parse_order(old), parse_order(new)) == verdict
