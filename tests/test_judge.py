"""Judging: what varies on one side only, times that passed, consent, and what keeps a verdict open."""

from __future__ import annotations

import pytest
from traces import make_run, make_trace

from compat.consent import with_text
from compat.judge import Judgement, judge
from compat.side import Side, build_side


def side_of(*texts: str) -> Side:
    return build_side([make_trace(text) for text in texts])


def of_lines(*runs: str) -> Side:
    return side_of(*[make_run(f"print {run}") for run in runs])


def told(judgement: Judgement) -> tuple[str, bool]:
    return judgement.verdict.word, judgement.accepted


CASES = {
    "the same": (("x", "x"), ("x", "x"), (), ("equivalent", False)),
    "another text": (("x", "x"), ("y", "y"), (), ("different", False)),
    "a number that varies on both sides": (("n 1", "n 2"), ("n 5", "n 6"), (), ("equivalent", False)),
    "only in the port": (("n 1", "n 1"), ("n 1", "n 2"), (), ("looser", False)),
    "only in the original": (("n 1", "n 2"), ("n 1", "n 1"), (), ("stricter", False)),
    "only in the original, which never had the port's": (("n 1", "n 2"), ("n 7", "n 7"), (), ("unknown", False)),
    "noise that is accepted": (("n 1", "n 1"), ("n 1", "n 2"), ("noise",), ("looser", True)),
    "a verdict that is accepted": (("n 1", "n 2"), ("n 1", "n 1"), ("stricter",), ("stricter", True)),
    "a prefix": (("[u\"'a'\"]", "[u\"'a'\"]"), ("[\"'a'\"]", "[\"'a'\"]"), (), ("different", False)),
    "a prefix that is accepted": (
        ("[u\"'a'\"]", "[u\"'a'\"]"),
        ("[\"'a'\"]", "[\"'a'\"]"),
        ("unicode-prefix",),
        ("different", True),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_judge(name: str) -> None:
    old, new, accept, expected = CASES[name]
    assert told(judge(of_lines(*old), of_lines(*new), accept)) == expected


def test_what_would_make_it_good_is_told() -> None:
    old, new = of_lines("1L", "1L"), of_lines("1", "1")
    assert judge(old, new).hints == ("`--accept long-suffix` accepts this difference",)


def test_tolerances_that_help_only_together() -> None:
    old, new = of_lines(*["\"u'a' 1L\""] * 2), of_lines(*["\"'a' 1\""] * 2)
    hint = "`--accept unicode-prefix --accept long-suffix` together accept this difference"
    assert judge(old, new).hints == (hint,)
    assert judge(old, new, ("long-suffix",)).hints == ("`--accept unicode-prefix` accepts this difference",)


def test_consent_is_not_offered_where_it_would_not_help() -> None:
    old, new = (side_of(*[make_run("print 1L\n" + end)] * 2) for end in ("print x", "print x\nprint y"))
    assert judge(old, new).hints == ()


def test_what_was_accepted_is_paired_and_named() -> None:
    old, new = of_lines(*["\"{u'b':1, u'a':2}\""] * 2), of_lines(*["\"{'a':2, 'b':1}\""] * 2)
    judged = judge(old, new, ("unicode-prefix", "dict-order", "blank"))
    assert (judged.verdict.word, judged.accepted, len(judged.verdict.mapping)) == ("different", True, 1)
    assert judged.hints == (
        "accepted: unicode-prefix (u'x' and 'x'), dict-order (the order of a dict or set); the rest is equivalent",
    )


def test_noise_is_told_as_it_was_printed() -> None:
    judged = judge(of_lines("n 1", "n 1"), of_lines("n 1", "n 2"))
    labels = [[node.label.text for node in side.nodes if node.label] for side in (judged.old, judged.new)]
    assert labels == [["n 1\n"], ["n <varying integer>\n"]]
    assert judged.hints == ("`--accept noise` accepts a token that varies on one side only",)


UNFOLLOWED = "unfollowed select.select\nprint x"


@pytest.mark.parametrize(
    ("old", "new", "who"),
    [
        (UNFOLLOWED, UNFOLLOWED, "both sides"),
        (UNFOLLOWED, "print x", "the original"),
        ("print x", UNFOLLOWED, "the port"),
    ],
)
def test_what_is_not_followed_is_told_once_with_its_side(old: str, new: str, who: str) -> None:
    verdict = judge(side_of(*[make_run(old)] * 2), side_of(*[make_run(new)] * 2)).verdict
    fact = "it uses select.select, whose order is not followed; compare the script without that part"
    assert (verdict.word, verdict.reasons) == ("unknown", (f"{who}: {fact}",))


def elapsed(length: str, text: str) -> Side:
    run = make_run(f"value clock 10.5\nsleep 2\nvalue clock {10.5 + float(length)}\nprint {text}")
    return side_of(run, run)


PASSED = {
    "a slower start shows": (elapsed("2.1", "job 5 took 2 s"), elapsed("3.2", "job 5 took 3 s"), "equivalent"),
    "a constant is none": (elapsed("2.1", "job 5 took 2 s"), elapsed("2.2", "job 5 took 3 s"), "different"),
    "nor is another number of the line": (elapsed("2.1", "job 5 took 2 s"), elapsed("2.2", "job 6 took 2 s"), "different"),
    "nor a number without a clock": (elapsed("2.1", "took 2 s"), of_lines("took 3 s", "took 3 s"), "different"),
}  # fmt: skip


@pytest.mark.parametrize("name", PASSED)
def test_times_that_passed(name: str) -> None:
    old, new, expected = PASSED[name]
    assert judge(old, new).verdict.word == expected


def with_forms(*forms: tuple[str, ...]) -> Side:
    """A side that rests on a race, and what each way of it printed."""
    side = of_lines(*[text for form in forms for text in form])
    side.rests = ["the answer of ready() rests on a race"]
    side.forms = [of_lines(*form) for form in forms]
    return side


RESTING = {
    "the same forms": ((("x", "x"), ("y", "y")), (("y", "y"), ("x", "x")), "equivalent", "2 of 2 forms on both sides"),
    "another number of forms": ((("x", "x"), ("y", "y")), (("y", "y"),), "unknown", "rests on a race"),
    "a form that the other has not": ((("x", "x"), ("y", "y")), (("x", "x"), ("z", "z")), "unknown", "rests on a race"),
    "a line that only one side ever has": ((("x", "x"), ("x", "x")), (("z", "z"), ("w", "w")), "different", "as far as"),
}  # fmt: skip


@pytest.mark.parametrize("name", RESTING)
def test_sides_that_rest_on_a_race(name: str) -> None:
    old, new, word, reason = RESTING[name]
    verdict = judge(with_forms(*old), with_forms(*new)).verdict
    assert verdict.word == word and any(reason in text for text in verdict.reasons)


def test_one_form_against_another_that_was_never_seen_is_unknown_with_its_reason() -> None:
    settled, resting = of_lines("z", "z"), with_forms(("x", "x"), ("y", "y"))
    verdict = judge(settled, resting).verdict
    assert (verdict.word, verdict.reasons) == ("unknown", ("the port: the answer of ready() rests on a race",))


def test_one_form_against_that_and_another_is_the_narrower_side() -> None:
    settled, resting = of_lines("x", "x"), with_forms(("x", "x"), ("y", "y"))
    assert [judge(settled, resting).verdict.word, judge(resting, settled).verdict.word] == ["looser", "stricter"]


@pytest.mark.parametrize(("more", "word"), [("", "equivalent"), ("something else", "different")])
def test_an_interpreters_deprecation_warnings_are_not_compared(more: str, word: str) -> None:
    old = of_lines("x", "x")
    new = side_of(*[make_run("error warned\nerror source\nprint x" + (f"\nerror {more}" if more else ""))] * 2)
    texts = {"warned\n": "new.py:3: DeprecationWarning: it is deprecated\n", "source\n": "  t.setDaemon(True)\n"}
    new.pomset = with_text(new.pomset, lambda text: texts.get(text, text))
    assert judge(old, new).verdict.word == word
    assert "deprecation warning" in new.tolerated
