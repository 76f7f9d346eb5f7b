"""The pieces of outputs: which writes made which line."""

from __future__ import annotations

import pytest
from traces import make_run, make_trace, submit

from compat.event import Event, Outcome, Process, Trace
from compat.side import build_side

Kind = tuple[str, ...]


def out(text: str) -> Kind:
    return ("write", "stdout", text)


def err(text: str) -> Kind:
    return ("write", "stderr", text)


CASES: dict[str, tuple[list[Kind], list[list[str]]]] = {
    "one write": ([out("a\n")], [["a\n"]]),
    "several writes": ([out("a"), out(" "), out("1"), out("\n")], [["a", " ", "1", "\n"]]),
    "one write of two lines": ([out("a\nb"), out("\n")], [["a\n"], ["b", "\n"]]),
    "two lines that meet in a write": ([out("a"), out("b\nc"), out("\n")], [["a", "b\n"], ["c", "\n"]]),
    "two streams": ([out("a"), err("e\n"), out("b\n")], [["e\n"], ["a", "b\n"]]),
    "flushed before a sleep": (
        [out("a"), ("flush", "stdout"), ("sleep", "1"), ("slept",), out("b"), out("\n")],
        [["a"], ["b", "\n"]],
    ),
    "without a line end": ([out("a"), out("b")], [["a", "b"]]),
    "a traceback is one piece": (
        [err("x\n"), ("uncaught", "ValueError", "bad"), err("Traceback"), ("uncaught-end",), err("y\n")],
        [["x\n"], ["<traceback of ValueError: bad>\n"], ["y\n"]],
    ),
    "a traceback that the script prints, too": (
        [err("x "), err("Traceback (most recent call last):\n"), err('  File "a.py"\n'), err("E: 1\n"), err("y\n")],
        [["x "], ["<traceback of E: 1>\n"], ["y\n"]],
    ),
    "a blank that another thread took": (
        [out("got"), ("blank", "stdout", "1"), out("4"), out("\n")],
        [["got", " ", "4", "\n"]],
    ),
    "a blank that another thread left": (
        [("blank", "stdout", "0"), out(" "), out("got"), out(" "), out("4"), out("\n")],
        [["got", " ", "4", "\n"]],
    ),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("stream", ["tty", "pipe"])
def test_pieces_are_the_writes_of_a_line(name: str, stream: str) -> None:
    kinds, expected = CASES[name]
    made = [("main-begin",), *kinds, ("flush", "stdout"), ("main-end",)]
    events = tuple(Event(0, at, 0.0, 1, kind, None, args) for at, (kind, *args) in enumerate(made))  # type: ignore[arg-type]
    facts = {"pid": "1000", "version": "3.13.0", "stdout": stream, "stderr": stream}
    side = build_side([Trace((Process(1000, facts, events),), Outcome("exit", 0))])
    found = [list(side.pieces[row.node]) for row in side.rows]
    if stream == "tty" or name == "flushed before a sleep":
        assert found == expected
    else:  # on a pipe what goes to stdout leaves at the flush
        assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    ("version", "body", "expected"),
    [
        ("2.7", "print a\nt> print b", ["a", "b"]),
        ("2.7", "print a\nprint b", []),
        ("3.13", "print a\nt> print b", []),
        ("2.7", submit(0) + "\nprint a", []),
    ],
)
def test_blanks_are_shared_by_the_threads_of_a_process(version: str, body: str, expected: list[str]) -> None:
    side = build_side([make_trace(make_run(body, "item 0 0: print i", version=version))])
    assert sorted(row.text.strip() for row in side.rows if row.node in side.shared) == expected
