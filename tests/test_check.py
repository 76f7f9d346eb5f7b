"""The table of a comparison: which outputs stand beside each other, and as what they are shown."""

from __future__ import annotations

import sys
from pathlib import Path

from traces import make_run, make_trace

from compat.check import Checker, align_rows
from compat.interpreters import find_interpreter
from compat.judge import judge
from compat.pairs import make_pair
from compat.result import CheckSettings
from compat.side import Side, build_side


def side_of(*texts: str) -> Side:
    return build_side([make_trace(make_run(text)) for text in texts])


def table(old: Side, new: Side, *accept: str) -> list[tuple[str | None, str | None, bool]]:
    """Both columns of the table, and whether a row's two texts are only alike."""
    judged = judge(old, new, accept)
    rows = align_rows(*judged.sides, judged.verdict.mapping)
    return [(row.old and row.old.text, row.new and row.new.text, row.differs) for row in rows]


def test_outputs_that_differ_stand_beside_each_other() -> None:
    old = side_of(*["print begin\nprint \"{'n':1, 'name':u'x1'}\"\nprint end\nprint red"] * 2)
    new = side_of(*["print 17\nprint begin\nprint \"{'name':'x1', 'n':1}\"\nprint end"] * 2)
    assert table(old, new) == [
        ("begin\n", "begin\n", False),
        ("{'n':1, 'name':u'x1'}\n", "{'name':'x1', 'n':1}\n", True),
        ("end\n", "end\n", False),
        ("red\n", None, False),
        (None, "17\n", False),
    ]


def test_what_is_accepted_is_a_pair() -> None:
    old, new = side_of("print 1L", "print 1L"), side_of("print 1", "print 1")
    assert table(old, new) == [("1L\n", "1\n", True)]
    assert table(old, new, "long-suffix") == [("1L\n", "1\n", False)]


def with_id(text: str) -> Side:
    return side_of(*[f"value id 93987{number}\nprint {text} 93987{number}" for number in (111, 222)])


def test_names_stand_for_ids_on_both_sides() -> None:
    assert table(with_id("a"), with_id("a")) == [("a 93987111\n", "a 93987111\n", False)]
    assert table(with_id("a"), with_id("b")) == [("a <id>\n", "b <id>\n", True)]
    assert table(with_id("a"), side_of("exit-begin", "exit-begin")) == [("a <id>\n", None, False)]


def test_nothing_printed_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\n")
    python, script = find_interpreter(sys.executable), f"{tmp_path}/a.py"
    result = Checker().check(make_pair(script, script), python, python, CheckSettings())
    assert (result.verdict, result.outputs) == ("equivalent", 0)
    assert "neither side printed anything: only how the two end was compared" in result.notes
