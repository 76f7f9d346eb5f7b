"""Lines: what of a strand's writes is one output, and where it leaves."""

from __future__ import annotations

import pytest

from compat.event import Event, Place
from compat.output import Lines

# What is written ("|" is a flush, "^" a pause: the strand goes on to something else), and the outputs; the last may be left over.
TERMINAL = {
    "one line": (["a\n"], ["a\n"]),
    "pieces": (["a", " ", "b", "\n"], ["a b\n"]),
    "two lines in one write": (["a\nb\n"], ["a\n", "b\n"]),
    "nothing written": ([""], []),
    "a blank line": (["\n"], ["\n"]),
    "a return ends an output": (["10%\r", "20%\r", "done\n"], ["10%\r", "20%\r", "done\n"]),
    "a return and its newline are one": (["a\r\nb\n"], ["a\r\n", "b\n"]),
    "a pause alone parts nothing": (["a", "^", "b\n"], ["ab\n"]),
    "a flush alone parts nothing": (["a", "|", "b\n"], ["ab\n"]),
    "what was flushed before a pause was seen": (["a", "|", "^", "b\n"], ["a", "b\n"]),
    "only what was flushed": (["a", "|", "b", "^", "c\n"], ["a", "bc\n"]),
    "a pause without anything": (["|", "^", "a\n"], ["a\n"]),
    "the rest at the end": (["a\nb"], ["a\n", "b"]),
}


def run(lines: Lines, writes: list[str]) -> list[str]:
    made = []
    for number, text in enumerate(writes):
        if text == "|":
            lines.flush()
        elif text == "^":
            made += [output.text for output, _ in lines.pause()]
        else:
            event = Event(0, number, 0.0, 1, "write", Place("script.py", number), ("stdout", text))
            made += [output.text for output, _ in lines.write(event)]
    return made + [output.text for output, _, _ in lines.end()]


@pytest.mark.parametrize("name", TERMINAL)
def test_lines(name: str) -> None:
    writes, expected = TERMINAL[name]
    assert run(Lines("stdout", unbuffered=False), writes) == expected


def test_an_unbuffered_stream_shows_all_at_once() -> None:
    assert run(Lines("stderr", unbuffered=True), ["a", "^", "b\n"]) == ["a", "b\n"]


def test_after_a_newline_3x_has_written_all_and_c_stdio_up_to_it() -> None:
    writes = ["a\nb", "^", "c\n"]
    assert run(Lines("stdout", False, eager=True), writes) == ["a\n", "b", "c\n"]
    assert run(Lines("stdout", False, eager=False), writes) == ["a\n", "bc\n"]
    assert run(Lines("stdout", False, holds=True, eager=True), writes) == ["a\n", "bc\n"]


# Blanks that are due ("1") or not ("0") and were written otherwise, before the next write; and the texts of a thread that prints alone.
BLANKS = {
    "taken by another": (["got", "1", "4", "\n"], ["got 4\n"]),
    "left by another": (["0", " ", "got", " ", "4", "\n"], ["got 4\n"]),
    "left at the end of a line": (["a", "\n", "0", "b", " ", "c\n"], ["", ""]),
    "in the second line": (["a\nb", "1", "c\n"], ["", "b c\n"]),
    "both": (["0", " ", "a", "1", "b", "\n"], ["a b\n"]),
    "in its place": (["a", " ", "b", "\n"], [""]),
}


@pytest.mark.parametrize("name", BLANKS)
def test_blanks_of_a_thread_alone(name: str) -> None:
    writes, expected = BLANKS[name]
    lines, made = Lines("stdout", False), []
    for number, text in enumerate(writes):
        if text in ("0", "1"):
            lines.blank(text == "1")
        else:
            event = Event(0, number, 0.0, 1, "write", None, ("stdout", text))
            made += [output.alone for output, _ in lines.write(event)]
    assert made == expected


def test_the_place_is_that_of_the_first_write() -> None:
    lines = Lines("stdout", False)
    made = []
    for number, text in enumerate(["a", "b\nc", "d\n"]):
        event = Event(0, number, 0.0, 1, "write", Place("script.py", number), ("stdout", text))
        made += [(output.text, output.place.line) for output, _ in lines.write(event) if output.place]
    assert made == [("ab\n", 0), ("cd\n", 1)]


def test_the_end_tells_whether_the_rest_has_left() -> None:
    event = Event(0, 0, 0.0, 1, "write", None, ("stdout", "a"))
    lines = Lines("stdout", False)
    lines.write(event)
    assert [left for _, _, left in lines.end()] == [False]
    lines.write(event)
    lines.flush()
    assert [left for _, _, left in lines.end()] == [True]
