"""Membership: hand-made cases as data, and agreement with brute force over the pieces on random small pomsets."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from piece_texts import cut_outputs, find_texts, label_outputs, loosen
from small_orders import Dice, parse_order
from traces import make_run, make_trace

from compat.membership import Membership, Stretch, ask, find_membership
from compat.pomset import Pomset
from compat.side import Side, build_side


def order(text: str, **facts: Any) -> Pomset:
    return parse_order(text, **facts)


def ask_of(pomset: Pomset, text: str, **options: Any) -> Membership:
    return ask(pomset, {}, text, **options)


POOL = order("_s<_b1<a<_e1 _s<_b2<b<_e2 _s<_b3<c<_e3", pools=(("_b3", "_e1 _e2", 1),))
KILLED = order("_s<_b1?<a?<_e1? _s<_b2?<b?<_e2? _s<_b3?<c?<_e3? _s<x", pools=(("_b3", "_e1 _e2", 1),))
STRANDS = dict.fromkeys(("_l", "a", "b", "_u"), "s") | dict.fromkeys(("_m", "c", "d", "_v"), "t")
LOCKED = order("_l<a<b<_u _m<c<d<_v", locks=("_l a b _u|_m c d _v",), strands=STRANDS)
THREE = order("a<b c<d e<f", locks=("a b|c d|e f",), strands=dict(zip("abcdef", "ssttuu", strict=True)))

CASES = {
    "in order": (order("a<b c"), "acb", ""),
    "nothing at all": (order("_a"), "", ""),
    "against the order": (order("a<b c"), "bac", "at the beginning: `b` of b cannot come before `a` of a"),
    "through a hidden step": (order("a<_x<b"), "ba", "at the beginning: `b` of b cannot come before `a` of a"),
    "one is missing": (order("a<b c"), "ab", "the text ends without `c` of c"),
    "one is too many": (order("a<b c"), "abca", "in line 1, after `abc`: no strand writes `a` here; nothing more was to come"),
    "another text": (
        order("a<b c"),
        "axb",
        "in line 1, after `a`: no strand writes `xb` here; expected one of `b` of b or `c` of c",
    ),
    "a possible one is missing": (order("a b?"), "a", ""),
    "what needs it is missing too": (order("a?<b? c"), "c", ""),
    "what needs it is there": (order("a?<b? c"), "cb", "in line 1, after `c`: `b` of b cannot come before `a` of a"),
    "too late for a weak order": (order("a?<<b c"), "bca", "in line 1, after `bc`: `a` of a cannot come after `b` of b"),
    "missing from a weak order": (order("a?<<b c"), "bc", ""),
    "capacity kept": (POOL, "acb", ""),
    "capacity broken": (POOL, "cab", "at the beginning: `c` of c cannot come before one of `a` of a or `b` of b (capacity)"),
    "a worker that was killed holds its place no longer": (KILLED, "xc", ""),
    "but its items come no more": (KILLED, "cab", "in line 1, after `ca`: `b` of b cannot come any more"),
    "sections one after another": (LOCKED, "cdab", ""),
    "sections that interleave": (LOCKED, "cadb", "in line 1, after `c`: `a` of s cannot come while t goes on"),
    "two under way at once": (loosen(THREE), "acbdef", ""),
    "three under way at once": (
        loosen(THREE),
        "acebdf",
        "in line 1, after `ac`: `e` of u cannot come while s and t go on",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_small_orders(name: str) -> None:
    pomset, text, reason = CASES[name]
    found = ask_of(pomset, text)
    assert (found.word, found.reasons) == (("no member", (reason,)) if reason else ("member", ()))


def seeds(most: int) -> Any:
    slow = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    return lambda test: settings(max_examples=most, deadline=None, suppress_health_check=slow)(
        given(st.integers(0, 10**9))(test)
    )


def draw(seed: int, kinds: str) -> tuple[Pomset, dict[int, tuple[str, ...]], random.Random]:
    """A random pomset with its outputs cut into pieces, small enough for brute force."""
    while True:
        dice = Dice(seed, most=4, kinds=kinds)
        pomset = loosen(dice.draw()) if "b" in kinds else dice.draw()
        written = cut_outputs(pomset, dice.rng, 3)
        if len(pomset.nodes) + sum(len(pieces) - 1 for pieces in written.values()) <= 10:
            return pomset, written, dice.rng
        seed += 1


def near(texts: frozenset[str], written: dict[int, tuple[str, ...]], rng: random.Random) -> set[str]:
    """The texts, and others like them: shuffled, shortened, with a piece doubled."""
    found = set(texts)
    pieces = [piece for row in written.values() for piece in row]
    for _ in range(12):
        rng.shuffle(pieces)
        found |= {"".join(pieces), "".join(pieces[1:]), "".join([*pieces, pieces[0]])}
    return found


@pytest.mark.parametrize("kinds", ["wtxp", "wtxps", "wtxpn", "wtxpb"])
def test_a_text_is_a_member_if_brute_force_makes_it(kinds: str) -> None:
    @seeds(60)
    def check(seed: int) -> None:
        pomset, written, rng = draw(seed, kinds)
        whole, texts = label_outputs(pomset, written), find_texts(pomset, written)
        for text in near(texts, written, rng):
            found = ask(whole, written, text)
            assert found.word == ("member" if text in texts else "no member"), text
            assert found.reasons or "".join(text[s.begin : s.end] for s in found.stretches) == text

    check()


@seeds(40)
def test_folded_texts_are_compared_by_their_words(seed: int) -> None:
    pomset, written, rng = draw(seed, "wtxp")
    whole, texts = label_outputs(pomset, written), find_texts(pomset, written)
    words = {" ".join(text.split()) for text in texts}
    for text in near(texts, written, rng):
        for spaced in (text, f" {text}\n", text.replace(" ", "\n \n"), " ".join(text), text.replace("\n", "")):
            found = ask(whole, written, spaced, fold_space=True)
            assert found.word == ("member" if " ".join(spaced.split()) in words else "no member"), spaced


# pieces and lines


TWO = order("a b")
PIECES = {0: ("a", "\n"), 1: ("b", " ", "2", "\n")}
LINES = label_outputs(TWO, PIECES)


@pytest.mark.parametrize("text", ["a\nb 2\n", "b 2\na\n", "ab\n 2\n", "b a2\n\n", "b 2a\n\n"])
def test_a_line_may_be_torn_where_writes_meet(text: str) -> None:
    assert ask(LINES, PIECES, text).word == "member"


def test_every_character_has_its_strand() -> None:
    text = "ba\n 2\n"
    stretches = ask(LINES, PIECES, text).stretches
    assert [(text[s.begin : s.end], s.strand) for s in stretches] == [("b", "b"), ("a\n", "a"), (" 2\n", "b")]


@pytest.mark.parametrize("text", ["b 2 a\n\n", "b a2\n\n", "b a 2\n\n", " a\nb2\n"])
def test_a_thread_may_put_or_take_the_blank_of_another(text: str) -> None:
    assert ask(LINES, PIECES, text, shared={0, 1}).word == "member"
    assert ask(LINES, PIECES, text.replace("a", "a   "), shared={0, 1}).word == "no member"
    assert ask(LINES, PIECES, text, shared={0, 1}, fold_space=True).word == "member"


REASONS = {
    "a\nb 3\n": "in line 2, after `b `: no strand writes `3` here; expected `2` of b",
    "a\nb2 \n": "in line 2, after `b`: no strand writes `2 ` here; expected ` 2` of b",
    "a\nb ": "the text ends in the middle of `b 2` of b",
    "a\nb 2": "the text ends in the middle of `b 2` of b",
    "a\n": "the text ends without `b 2` of b",
    "a\na\nb 2\n": "after line 1: `a` of a has come already, in line 1",
    "a\n\nb 2\n": "after line 1: no strand writes a line end here; expected `b 2` of b",
    "": "the text ends without `a` of a and `b 2` of b",
    "a\nb 2\nfoo\n": "after line 2: no strand writes `foo` here; nothing more was to come",
}


@pytest.mark.parametrize("text", REASONS)
def test_what_stopped_it(text: str) -> None:
    assert ask(LINES, PIECES, text).reasons == (REASONS[text],)


def test_an_exclusion_keeps_lines_whole() -> None:
    sections = label_outputs(order("a b", locks=("a|b",)), PIECES)
    assert ask(sections, PIECES, "b 2\na\n").word == "member"
    assert ask(sections, PIECES, "b 2a\n\n") == Membership(
        "no member",
        (Stretch(0, 3, "b", "stdout"),),
        ("in line 1, after `b 2`: `a` of a cannot come while b goes on",),
    )


# what cannot be decided


def test_a_strand_that_was_cut_may_have_written_more() -> None:
    pomset = order("a<b? a<c b<<c", cut=frozenset("b"))
    more = "it is not known what b would print beyond what was seen"
    assert ask_of(pomset, "ac").word == "member"
    assert ask_of(pomset, "abxc").word == "no member"  # the rest of the line is what it may have written
    pomset = label_outputs(pomset, written := {0: ("a\n",), 1: ("b\n",), 2: ("c\n",)})
    stop = "after line 2: no strand writes `x` here; expected `c` of c"
    assert ask(pomset, written, "a\nb\nx\nc\n") == Membership("unknown", (Stretch(0, 2, "a", "stdout"), Stretch(2, 4, "b", "stdout")), (stop, more))  # fmt: skip
    assert ask(pomset, written, "a\nx\nc\n").word == "no member"  # its own line comes first
    assert ask(pomset, written, "a\nb\nc\nx\n").word == "no member"  # what ended it has returned
    assert ask(pomset, written, "b\nx\nc\n").word == "no member"


def side_of(*lines: str) -> Side:
    return build_side([make_trace(make_run("\n".join(f"print {line}" for line in lines)))])


def test_a_side_that_is_not_shown_admits_nothing_for_sure() -> None:
    side = side_of("a")
    assert find_membership(side, "a\n").word == "member"
    side.open_ended.append("a reason")
    assert find_membership(side, "a\n") == Membership("unknown", (), ("a reason",))


def test_a_side_that_rests_on_a_race_admits_what_one_of_its_forms_does() -> None:
    side = side_of("a")
    side.rests, side.forms, side.runs = ["it rests on a race"], [side_of("a"), side_of("b")], 3
    assert find_membership(side, "b\n").word == "member"
    found = find_membership(side, "c\n")
    stop = "at the beginning: no strand writes `c` here; expected `a` of main"
    assert (found.word, found.reasons) == ("unknown", (stop, "as far as 3 runs show; it rests on a race"))


def test_the_budget_is_counted_in_steps() -> None:
    pomset = label_outputs(order("a<z b<z c<z"), written := dict.fromkeys((0, 2, 3), ("x\n",) * 9) | {1: ("done\n",)})
    text = "x\n" * 27 + "done\n"
    assert ask(pomset, written, text, budget=100).word == "member"
    swapped = "x\n" * 26 + "done\nx\n"
    stop = "after line 26: `done` of z cannot come before the end of `x\\nx\\nx\\nx\\nx\\nx\\nx\\nx\\nx` of c"
    assert ask(pomset, written, swapped, budget=100).reasons == (
        f"as far as 100 steps of search came: {stop}",
        "no further steps are made",
    )
    assert ask(pomset, written, swapped, budget=100).word == "unknown"
    assert ask(pomset, written, swapped).word == "no member"
    lost = ask(pomset, written, "x\n" * 26 + "done\n", budget=100)
    assert (lost.word, lost.reasons[1]) == ("no member", "it has `x` 26 times, and every run 27 times or more")
    more = ask(pomset, written, "x\n" * 27 + "xdone\n", budget=100)
    assert (more.word, more.reasons[1]) == ("no member", "it has `x` 28 times, and no run more than 27 times")
