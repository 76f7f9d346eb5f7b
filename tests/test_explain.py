"""Explanations: the whole of what is told, prose included."""

from __future__ import annotations

import pytest
from small_orders import parse_order
from traces import JOIN, KILL, make_run, make_trace, submit

from compat.event import Place
from compat.explain import explain_verdict, show_text
from compat.judge import judge
from compat.side import Side, build_side
from compat.verdict import Counterexample, Step, Verdict

ITEM = "item 0 0: print a @3"
TWO_CALLBACKS = (
    "\nman> thread-role {role} 1\nman> result {0} '' ok\nman> callback {0} 1: print p @6; print q @7"
    "\nman> result {1} '' ok\nman> callback {1} 1: print r @6; print s @7"
)
POOL = submit(0, 1) + TWO_CALLBACKS.format(0, 1, role="result")
EXECUTOR = submit("f1", "f2", method="submit") + TWO_CALLBACKS.format("f1", "f2", role="manager")
FIRST = "item 0 0: print a @3"
SECOND = "item 1 0: print b @3"

CASES = {
    "a lost join": (
        make_run(submit(0) + f"\n{JOIN}\nprint z @10", ITEM),
        make_run(submit(0) + f"\nprint z @10\n{JOIN}", ITEM),
        "looser",
        [
            "in the original `a` of main/pool1/job0 (script.py:3) comes before `z` of main (script.py:10), because join (script.py:9)",
            "in the port `z` of main (script.py:10) may come before `a` of main/pool1/job0 (script.py:3): nothing orders the two",
            "in the port a run may begin: `z` of main (script.py:10)",
        ],
    ),
    "another usual order": (
        make_run(submit(0) + "\nsleep 2\nprint z @10", ITEM),
        make_run(submit(0) + "\nprint z @10", "item 0 0: sleep 2; print a @3"),
        "reordered",
        [
            "in the original `a` of main/pool1/job0 (script.py:3) usually comes before `z` of main (script.py:10): "
            "at 0 s and 2 s of scripted time",
            "in the port `z` of main (script.py:10) usually comes before `a` of main/pool1/job0 (script.py:3): "
            "at 0 s and 2 s of scripted time",
        ],
    ),
    "another text": (
        make_run("print 1 apple @4"),
        make_run("print 2 apple @4"),
        "different",
        [
            "in the original there is `1 apple` of main (script.py:4), which the other side does not print",
            "in the port the nearest to it is `2 apple` of main (script.py:4)",
        ],
    ),
    "another stream": (
        make_run("error x @4"),
        make_run("print x @4"),
        "different",
        [
            "in the original there is `x` on stderr of main (script.py:4), which the other side does not print",
            "in the port the nearest to it is `x` of main (script.py:4)",
        ],
    ),
    "the line that is like it, wherever it stands": (
        make_run("print \"{'n':2, 'half':1, 'who':'x2'}\" @4\nprint \"{'n':1, 'name':u'x1'}\" @5"),
        make_run("print \"{'n':1, 'name':'x1'}\" @4\nprint \"{'n':2, 'half':1.0, 'who':'x2'}\" @5"),
        "different",
        [
            "in the original there is `{'n':2, 'half':1, 'who':'x2'}` of main (script.py:4), which the other side does not print",
            "in the port the nearest to it is `{'n':2, 'half':1.0, 'who':'x2'}` of main (script.py:5)",
            "in the original there is `{'n':1, 'name':u'x1'}` of main (script.py:5), which the other side does not print",
            "in the port the nearest to it is `{'n':1, 'name':'x1'}` of main (script.py:4)",
        ],
    ),
    "nothing like it": (
        make_run("print red @4\nprint same @5"),
        make_run("print same @5\nprint 17 @6"),
        "different",
        [
            "in the original there is `red` of main (script.py:4), which the other side does not print",
            "in the port there is `17` of main (script.py:6), which the other side does not print",
        ],
    ),
    "a lost line": (
        make_run("print a @4\nprint b @5"),
        make_run("print a @4"),
        "different",
        ["in the original there is `b` of main (script.py:5), which the other side does not print"],
    ),
    "another size": (
        make_run(submit(0, 1, 2), f"{FIRST}\nitem 2 0: print c @3", SECOND),
        make_run(submit(0, 1, 2), FIRST, SECOND, "item 2 0: print c @3", pool="pool 3"),
        "looser",
        [
            "in the original begin of main/pool1/job2 comes only after at least 1 of end of main/pool1/job0, "
            "end of main/pool1/job1 (capacity) (script.py:1)",
            "in the port `c` of main/pool1/job2 (script.py:3) may come before any of `a` of main/pool1/job0 (script.py:3), "
            "`b` of main/pool1/job1 (script.py:3)",
            "in the port a run may begin: `c` of main/pool1/job2 (script.py:3)",
        ],
    ),
    "a pool that is terminated": (
        make_run(submit(0) + f"\n{JOIN}", ITEM),
        make_run(submit(0) + f"\n{KILL}", ITEM),
        "looser",
        [
            "in the original `a` of main/pool1/job0 (script.py:3) is printed in every run",
            "in the port `a` of main/pool1/job0 (script.py:3) may be lost: nothing waits for it before it can be ended",
        ],
    ),
    "callbacks that may interleave": (
        make_run(POOL),
        make_run(EXECUTOR, pool="process-executor 2"),
        "looser",
        [
            "in the original `p` of main/pool1/job0/callback (script.py:6), `q` of main/pool1/job0/callback (script.py:7) and "
            "`r` of main/pool1/job1/callback (script.py:6), `s` of main/pool1/job1/callback (script.py:7) "
            "do not interleave (callback) (script.py:1)",
        ],
    ),
}  # fmt: skip


def side_of(text: str) -> Side:
    return build_side([make_trace(text)] * 2)


@pytest.mark.parametrize("name", CASES)
def test_whole_explanation(name: str) -> None:
    old, new, word, expected = CASES[name]
    judged = judge(side_of(old), side_of(new))
    assert judged.verdict.word == word
    told = explain_verdict(judged.verdict, judged.old, judged.new)
    assert (told[:1] if name == "callbacks that may interleave" else told) == expected


PLACE = Place("dir/script.py", 9)
SENTENCES = [
    (Step("old", "tie", (0, 1)), "in the original `a` of a (script.py:1) and `b` of b (script.py:1) tie: both at about 0 s of scripted time (0 s)"),
    (Step("new", "needs", (1, 0)), "in the port `b` of b (script.py:1) does not come without `a` of a (script.py:1)"),
    (Step("new", "alone", (1, 0)), "in the port `b` of b (script.py:1) may come without `a` of a (script.py:1)"),
    (Step("old", "usually-absent", (0,)), "in the original `a` of a (script.py:1) is usually cut off"),
    (Step("new", "usually-present", (0,)), "in the port `a` of a (script.py:1) is usually printed"),
    (Step("new", "cut", (0,), "main/pool1/job1"), "in the port main/pool1/job1 may be ended after `a` of a (script.py:1): what it would still print is lost"),
    (Step("old", "complete", (), "main/pool1/job1"), "in the original main/pool1/job1 always runs to its end"),
    (Step("new", "outcome", (), "exit 1"), "in the port the run ends with exit 1"),
    (Step("new", "open-ended", (), "it uses Queue"), "in the port no answer can be shown: it uses Queue"),
    (Step("new", "together", (1, 0)), "in the port these may come in this order: `b` of b (script.py:1), `a` of a (script.py:1)"),
]  # fmt: skip


@pytest.mark.parametrize(("step", "sentence"), SENTENCES, ids=[step.relation for step, _ in SENTENCES])
def test_sentence(step: Step, sentence: str) -> None:
    pomset = parse_order("a b")
    verdict = Verdict("different", counterexample=Counterexample("order", (step,)))
    assert explain_verdict(verdict, pomset, pomset) == [sentence]


def test_steps_that_lead_from_one_to_the_next_are_one_sentence() -> None:
    pomset = parse_order("a b c")
    steps = (
        Step("old", "before", (0, 1), "join", PLACE),
        Step("old", "before", (1, 2), "program order", PLACE),
    )
    verdict = Verdict("looser", counterexample=Counterexample("order", steps))
    assert explain_verdict(verdict, pomset, pomset) == [
        "in the original `a` of a (script.py:1) comes before `c` of c (script.py:1), because join (script.py:9)"
    ]


def test_nothing_to_tell() -> None:
    pomset = parse_order("a")
    assert explain_verdict(Verdict("equivalent"), pomset, pomset) == []


@pytest.mark.parametrize(
    ("text", "shown"), [("a\n", "`a`"), ("\x1b[1m\n", "`\\x1b[1m`"), ("é\tx", "`é\\tx`"), ("", "``")]
)
def test_text_is_shown_without_control(text: str, shown: str) -> None:
    assert show_text(text) == shown
