"""The terminal view: columns, narrow terminals, wide characters, and nothing of a script that a terminal would obey."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from compat.interpreters import Found, Interpreter
from compat.report.terminal import make_console, render_pythons, render_result, render_side, render_summary
from compat.report.visible import make_line_visible, make_visible
from compat.result import Cell, PairResult, Row, SideFacts, Told

OLD = SideFacts("legacy/usePool.py", "CPython 2.7.18", "fork")
NEW = SideFacts("modern/use_pool.py --blocking", "CPython 3.13.0", "spawn")
BEGIN, DONE = Cell("0", "job 0", "sub begin:  0\n"), Cell("1.5", "main", "done\n", "stderr")
SAME = PairResult(
    "usePool[3.13-spawn]", OLD, NEW, "equivalent", False, 2, 1, 0, 4, 20, {}, ("worker name",), None, 1.94,
    (Row(BEGIN, BEGIN), Row(DONE, DONE)),
)  # fmt: skip
OTHER = replace(
    SAME,
    verdict="looser",
    rows=(Row(BEGIN, BEGIN), Row(None, DONE), Row(replace(DONE, stream="stdout"), None)),
    counterexample=Told("order", ("a < b in the original, because join (usePool.py:49)", "in the port a and b race")),
    notes=("as far as 4 runs show",),
    old=replace(OLD, live=False, recorded_on="2025-11-23"),
)


@pytest.fixture(autouse=True)
def no_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


def lines_of(stream: io.StringIO) -> list[str]:
    """The lines shown, a rule of any length as one sign."""
    return [re.sub("^─+$", "─", line) for line in stream.getvalue().splitlines()]


def shown(result: PairResult, width: int | None = None) -> list[str]:
    stream = io.StringIO()
    console = (
        make_console(stream) if width is None else Console(file=stream, width=width, highlight=False, markup=False)
    )
    render_result(result, console)
    return lines_of(stream)


def test_sides_that_agree_are_one_table() -> None:
    assert shown(SAME) == [
        "usePool[3.13-spawn]",
        "  old  legacy/usePool.py under CPython 2.7.18, fork",
        "  new  modern/use_pool.py --blocking under CPython 3.13.0, spawn",
        "",
        "time   strand          both sides",
        "─",
        "   0   job 0           sub begin:  0",
        " 1.5   main (stderr)   done",
        "",
        "  equivalent: 2 outputs, 1 guaranteed ordered pair, 0 ties; 4 runs at speed 20, 1.9 s",
        "  tolerated: worker name",
        "",
    ]


def test_sides_that_differ_are_beside_each_other() -> None:
    assert shown(OTHER) == [
        "usePool[3.13-spawn]",
        "  old  legacy/usePool.py, recorded with CPython 2.7.18 on 2025-11-23",
        "  new  modern/use_pool.py --blocking under CPython 3.13.0, spawn",
        "",
        "time   strand   old                 time   strand          new",
        "─",
        "   0   job 0    sub begin:  0          0   job 0           sub begin:  0",
        "                                +    1.5   main (stderr)   done",
        " 1.5   main     done            -",
        "",
        "  looser: 2 outputs, 1 guaranteed ordered pair, 0 ties; 4 runs at speed 20, 1.9 s",
        "  as far as 4 runs show",
        "  tolerated: worker name",
        "  counterexample (order)",
        "    1. a < b in the original, because join (usePool.py:49)",
        "    2. in the port a and b race",
        "",
    ]


def test_marks() -> None:
    other = replace(BEGIN, text="7\n"), replace(BEGIN, time="1")
    rows = (
        Row(BEGIN, BEGIN),
        Row(BEGIN, other[0]),
        Row(BEGIN, other[1]),
        Row(BEGIN, None),
        Row(None, BEGIN),
        Row(BEGIN, other[0], differs=True),
    )
    lines = [line for line in shown(replace(SAME, rows=rows)) if "job 0" in line]
    assert [line[32] for line in lines if len(line) > 32] == [" ", "~", "≠", "-", "+", "|"]


def test_what_was_accepted_does_not_look_like_a_failure() -> None:
    lines = shown(replace(OTHER, verdict="different", accepted=True))
    assert "  different: accepted; 2 outputs, 1 guaranteed ordered pair, 0 ties; 4 runs at speed 20, 1.9 s" in lines
    assert "  accepted difference (order)" in lines
    assert not any("counterexample" in line for line in lines)


def test_on_a_narrow_terminal_one_is_under_the_other() -> None:
    lines = shown(OTHER, 50)
    assert max(map(len, lines)) <= 50
    tables = [line for line in lines if line.startswith("time")]
    assert tables == ["time   strand   old", "time   strand          new"]
    assert "    1. a < b in the original, because join" in lines
    assert "       (usePool.py:49)" in lines


def test_wide_characters_are_aligned() -> None:
    rows = tuple(Row(Cell("0", "main", text), Cell("1", "main", "x\n")) for text in ("中文字\n", "abcdef\n"))
    first, second = [line for line in shown(replace(OTHER, rows=rows)) if "main" in line]
    assert first.index("≠") + 3 == second.index("≠")


@pytest.mark.parametrize("where", ["text", "script", "strand", "note", "step"])
def test_nothing_reaches_the_terminal_raw(where: str) -> None:
    bad = "\x1b[2J\x9b\r\x07[red]x[/]\u202e\udcff\n\n"
    result = {
        "text": replace(SAME, rows=(Row(Cell("0", "main", bad), Cell("0", "main", bad)),)),
        "strand": replace(SAME, rows=(Row(Cell("0", bad, "x"), None),)),
        "script": replace(SAME, old=replace(OLD, script=bad)),
        "note": replace(SAME, notes=(bad,)),
        "step": replace(SAME, counterexample=Told("text", (bad,))),
    }[where]
    text = "\n".join(shown(result, 200))
    assert "\\x1b[2J\\x9b\\r\\x07[red]x[/]\\u202e\\xff\\n" in text
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ud800-\udfff]", text)


def test_visible() -> None:
    assert make_visible("a\tb\\n\U000e0001é中") == "a\\tb\\n\\U000e0001é中"
    assert (make_line_visible("x\n"), make_line_visible("x\n\n"), make_line_visible("")) == ("x", "x\\n", "")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colour_only_on_a_terminal_that_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b" not in "".join(shown(SAME))
    stream = Terminal()
    render_result(SAME, make_console(stream))
    assert "\x1b[1;32mequivalent" in stream.getvalue()
    monkeypatch.setenv("NO_COLOR", "1")
    stream = Terminal()
    render_result(SAME, make_console(stream))
    assert "\x1b[1;32m" not in stream.getvalue()


def test_summary() -> None:
    stream = io.StringIO()
    render_summary([SAME, replace(OTHER, accepted=True)], make_console(stream))
    assert lines_of(stream) == [
        "pair                  verdict             old                        new",
        "─",
        "usePool[3.13-spawn]   equivalent          CPython 2.7.18             CPython 3.13.0 spawn",
        "usePool[3.13-spawn]   looser (accepted)   CPython 2.7.18, recorded   CPython 3.13.0 spawn",
    ]


def test_one_side() -> None:
    stream = io.StringIO()
    render_side(NEW, [BEGIN], ["outcome: exit 0"], make_console(stream))
    assert lines_of(stream) == [
        "modern/use_pool.py --blocking under CPython 3.13.0, spawn",
        "",
        "time   strand   output",
        "─",
        "   0   job 0    sub begin:  0",
        "",
        "  outcome: exit 0",
    ]


def test_pythons() -> None:
    stream = io.StringIO()
    python = Interpreter(Path("/p" * 60), (3, 13, 0), "CPython", ("fork", "spawn"))
    old = Interpreter(Path("/old"), (3, 5, 0), "CPython", ("fork",))
    found = [
        Found(python.path, python),
        Found(Path("/old"), old, "is Python 3.5"),
        Found(Path("/bad"), None, "exited 127"),
    ]
    render_pythons(found, make_console(stream))
    assert lines_of(stream) == [
        f"CPython 3.13.0   fork spawn             {'/p' * 60}",
        "",
        "Python 2.7: not found on PATH nor in the folders of pyenv and uv; give its PATH with --old-python or --python",
        "",
        "cannot be used:",
        "/old: is Python 3.5",
        "/bad: exited 127",
    ]
    stream = io.StringIO()
    render_pythons([], make_console(stream))
    assert stream.getvalue().startswith("no interpreter was found\n\nPython 2.7: not found")
