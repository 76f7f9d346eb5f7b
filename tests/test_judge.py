"""Judging: what varies on one side only, times that passed, consent, and what keeps a verdict open."""

from __future__ import annotations

import pytest
from traces import JOIN, make_run, make_trace, submit

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


def test_an_open_form_is_unknown_with_its_reason() -> None:
    settled = side_of(*[make_run("print x")] * 2)
    open_ended = side_of(make_run("print x"), make_run("print x\nprint y"))
    assert judge(settled, open_ended).verdict.reasons == (
        "the port: its form varies: 'y' of main is not in each of 2 runs",
    )


JOINED = make_run(submit(0) + f"\n{JOIN}\nprint z", "item 0 0: print a")
NOT_JOINED = make_run(submit(0) + f"\nprint z\n{JOIN}", "item 0 0: print a")
SLOWER = make_run(submit(0) + "\nsleep 2\nprint z", "item 0 0: print a")
FASTER = make_run(submit(0) + "\nprint z", "item 0 0: sleep 2; print a")

WORDS = {
    "a lost join": (JOINED, NOT_JOINED, "looser"),
    "a join more": (NOT_JOINED, JOINED, "stricter"),
    "another usual order": (SLOWER, FASTER, "reordered"),
    "the usual order kept": (SLOWER, SLOWER.replace("sleep 2", "sleep 3"), "equivalent"),
}  # fmt: skip


@pytest.mark.parametrize("name", WORDS)
def test_order(name: str) -> None:
    old, new, expected = WORDS[name]
    assert judge(side_of(old, old), side_of(new, new)).verdict.word == expected
