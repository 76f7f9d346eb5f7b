"""The texts that the article shows are members of what its scripts can print; with one change each they are not.

The scripts' sides come from `legacy/recordings`, so no Python 2.7 is needed.  What the scripts print without a recorder,
on a terminal and on a pipe, is a member as well.
"""

from __future__ import annotations

import contextlib
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest

from compat.admit import undo_returns
from compat.check import sample_command, sample_of
from compat.errors import InterpreterError
from compat.interpreters import Interpreter, find_interpreter, find_old
from compat.membership import find_membership
from compat.pairs import Command, Pair, read_pairs
from compat.recording import find_recording, fit_of
from compat.result import CheckSettings
from compat.side import Side

ROOT = Path(__file__).resolve().parent.parent
PAIRS = {pair.name: pair for pair in read_pairs(ROOT / "setup.cfg")}
JOB = "main/pool1/job"
TEXTS = {
    "usePool": "usePool.apply_async",
    "usePool-blocking": "usePool.apply",
    "usePoolmap": "usePoolmap",
    "usePoolgetData": "usePoolgetData",
    "usePoolCallback": "usePoolCallback",
}


@cache
def side_of(name: str) -> Side:
    pair = PAIRS[name]
    recording = find_recording(pair, fit_of(pair, cpus=pair.cpus, stdout=pair.stdout, stdin=pair.stdin))
    assert recording is not None
    return sample_of(recording.traces).side


def text_of(name: str) -> str:
    return (ROOT / "tests" / "recorded" / f"{TEXTS[name]}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TEXTS)
def test_what_the_article_shows_is_a_member(name: str) -> None:
    text = text_of(name)
    for form in (text, " ".join(text.split()), text.replace("\n\n", "\n")):
        found = find_membership(side_of(name), form, fold_space=True)
        assert (found.word, found.reasons) == ("member", ())
        assert "".join(form[stretch.begin : stretch.end] for stretch in found.stretches) == form


def test_torn_lines_have_their_strands() -> None:
    text = text_of("usePool")
    stretches = find_membership(side_of("usePool"), text, fold_space=True).stretches
    parts = [(text[s.begin : s.end], s.strand.removeprefix("main/pool1/")) for s in stretches]
    first = parts.index(("sub end:  1", "job1"))
    assert parts[first + 1] == ("alread start sub,2\n\n\n", "main")
    second = parts.index(("sub end:", "job3"))
    assert parts[second + 1 : second + 3] == [("alread start sub,4\n", "main"), ("  3\n\n", "job3")]


def test_white_space_counts_unless_it_is_folded() -> None:
    text = text_of("usePool").replace("\n\n\n", "\n\n")
    found = find_membership(side_of("usePool"), text)
    assert (found.word, found.reasons) == (
        "no member",
        (f"after line 20: `Sub-process(es) done.` of main cannot come before the end of `sub end:  2` of {JOB}2",),
    )
    assert find_membership(side_of("usePool"), text, fold_space=True).word == "member"


# wrong by one change

Lines = list[str]
Change = Callable[[Lines], Lines]


def without(line: int) -> Change:
    return lambda lines: lines[: line - 1] + lines[line:]


def doubled(line: int) -> Change:
    return lambda lines: lines[:line] + lines[line - 1 :]


def moved(line: int, before: int) -> Change:
    return lambda lines: put(before, lines[line - 1])(without(line)(lines))


def put(before: int, text: str) -> Change:
    return lambda lines: [*lines[: before - 1], text, *lines[before - 1 :]]


def changed(old: str, new: str) -> Change:
    return lambda lines: "".join(lines).replace(old, new, 1).splitlines(keepends=True)


def cut_off(count: int) -> Change:
    return lambda lines: "".join(lines)[:-count].splitlines(keepends=True)


WRONG: list[tuple[str, Change, str]] = [
    ("usePool", without(8), f"after line 13: `sub begin:  4` of {JOB}4 cannot come before one of `sub end:  0` of {JOB}0, `sub end:  2` of {JOB}2 or `sub end:  3` of {JOB}3 (capacity)"),
    ("usePool", without(21), f"after line 20: `Sub-process(es) done.` of main cannot come before `sub end:  4` of {JOB}4"),
    ("usePool", without(22), "the text ends without `Sub-process(es) done.` of main"),
    ("usePool", doubled(4), f"after line 4: `sub begin:  1` of {JOB}1 has come already, in line 4"),
    ("usePool", doubled(22), "after line 22: `Sub-process(es) done.` of main has come already, in line 22"),
    ("usePool", changed("sub begin:  3", "sub bexin:  3"), f"after line 11: no strand writes `sub bexin: 3` here; expected one of `alread start sub,3` of main, `sub end:  2` of {JOB}2 or `sub begin:  3` of {JOB}3"),
    ("usePool", changed("sub begin:  3", "sub begin:  7"), f"in line 12, after `sub begin:`: no strand writes ` 7` here; expected one of ` 3` of {JOB}3, `alread start sub,3` of main or `sub end:  2` of {JOB}2"),
    ("usePool", moved(12, before=8), f"after line 7: `sub begin:  3` of {JOB}3 cannot come before `alread start sub,2` of main"),
    ("usePool", moved(22, before=21), f"after line 20: `Sub-process(es) done.` of main cannot come before `sub end:  4` of {JOB}4"),
    ("usePool", moved(8, before=1), f"at the beginning: `sub end:  0` of {JOB}0 cannot come before `sub begin:  0`"),
    ("usePool", put(23, "Done.\n"), "after line 22: no strand writes `Done.` here; nothing more was to come"),
    ("usePool-blocking", moved(2, before=4), f"after line 1: `alread start sub,0` of main cannot come before `sub end:  0` of {JOB}0"),
    ("usePool-blocking", moved(5, before=2), f"after line 1: `sub begin:  1` of {JOB}1 cannot come before `alread start sub,0` of main"),
    ("usePoolmap", changed("5960", "59x0"), f"in line 1, after `24:20 0 59`: no strand writes `x0` here; expected one of `<time %M:%S> 1 <pid of a pool worker>` of {JOB}0/item1, `<time %M:%S> 4 <pid of a pool worker>` of {JOB}0/item2 or `<time %M:%S> 9 <pid of a pool worker>` of {JOB}0/item3"),
    ("usePoolmap", changed("24:26", "24.26"), f"after line 8: no strand writes `24.26 64 5960` here; expected one of `<time %M:%S> 64 <pid of a pool worker>` of {JOB}0/item8 or `<time %M:%S> 81 <pid of a pool worker>` of {JOB}0/item9"),
    ("usePoolmap", moved(11, before=10), f"after line 9: `end` of main cannot come before `<time %M:%S> 81 <pid of a pool worker>` of {JOB}0/item9"),
    ("usePoolmap", moved(6, before=2), f"after line 1: `<time %M:%S> 25 <pid of a pool worker>` of {JOB}0/item5 cannot come before one of `<time %M:%S> 1 <pid of a pool worker>` of {JOB}0/item1, `<time %M:%S> 4 <pid of a pool worker>` of {JOB}0/item2, `<time %M:%S> 9 <pid of a pool worker>` of {JOB}0/item3 or `<time %M:%S> 16 <pid of a pool worker>` of {JOB}0/item4 (capacity)"),
    ("usePoolgetData", without(1), "after line 5: `::: return hello 0` of main cannot come before `<id 3>`"),
    ("usePoolgetData", put(4, "end\n"), f"after line 6: `end` of {JOB}0 has come already, in line 4"),
    ("usePoolgetData", moved(8, before=7), "after line 6: `::: return hello 1` of main cannot come before `::: return hello 0`"),
    ("usePoolgetData", cut_off(2), "after line 9: no strand writes `Sub-process(es) done` here; expected `Sub-process(es) done.` of main"),
    ("usePoolCallback", moved(3, before=2), f"after line 1: `('----->exec done:', 100)` of {JOB}0/callback cannot come before `0` of {JOB}0"),
    ("usePoolCallback", moved(12, before=2), f"after line 1: `5` of {JOB}5 cannot come before one of `0` of {JOB}0, `1` of {JOB}1, `2` of {JOB}2, `3` of {JOB}3 or `4` of {JOB}4 (capacity)"),
    ("usePoolCallback", changed("100)\n1\n('", "100)('"), f"in line 3, after `('----->exec done:', 100)`: `('----->exec done:', 101)` of {JOB}1/callback cannot come before `1` of {JOB}1"),
    ("usePoolCallback", changed("1\n('----->exec done:', 101)", "1 ('----->exec done:', 101"), f"in line 4, after `1`: no strand writes ` ('----->exec done:', 101` here; expected one of `('----->exec done:', 101)` of {JOB}1/callback, `2` of {JOB}2, `3` of {JOB}3 or 3 others"),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(WRONG)))
def test_with_one_change_it_is_no_member(number: int) -> None:
    name, change, reason = WRONG[number]
    lines = text_of(name).splitlines(keepends=True)
    found = find_membership(side_of(name), "".join(change(lines)), fold_space=True)
    assert (found.word, found.reasons) == ("no member", (reason,))


# without the recorder


def run_bare(command: Command, python: Interpreter, stdout: str) -> str:
    """What a script prints on a terminal, which adds a carriage return to each line, or on a pipe."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    run = [str(python.path), str(command.script)]
    if stdout == "pipe":
        return subprocess.run(
            run, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True
        ).stdout.decode()
    ours, theirs = pty.openpty()
    process = subprocess.Popen(run, env=env, stdin=subprocess.DEVNULL, stdout=theirs)
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # the terminal has no other end any more
        while block := os.read(ours, 10000):
            shown += block
    os.close(ours)
    assert process.wait() == 0
    return shown.decode()


def check_bare(pair: Pair, python: Interpreter, is_old: bool, stdout: str) -> None:
    command = pair.old if is_old else pair.new
    text = run_bare(command, python, stdout)
    settings = CheckSettings(cpus=os.cpu_count(), stdout=stdout)
    side = sample_command(command, python, settings, None, None).side
    found = find_membership(side, undo_returns(text, side.pomset))
    assert (found.word, found.reasons) == ("member", ()), text


def check_all_bare(python: Interpreter, is_old: bool) -> None:
    """Side by side, for in real time each of them sleeps for seconds."""
    pairs = [pair for name, pair in PAIRS.items() if pair.edit is None]
    with ThreadPoolExecutor(2 * len(pairs)) as threads:
        waiting = [
            threads.submit(check_bare, pair, python, is_old, stdout)
            for pair in pairs
            for stdout in ("terminal", "pipe")
        ]
        for one in waiting:
            one.result()


def test_what_the_originals_print_without_the_recorder_is_a_member() -> None:
    try:
        old = find_old()
    except InterpreterError as error:
        if "py27" in os.environ.get("NEED", "").split():
            raise
        pytest.skip(str(error))
    check_all_bare(old, True)


def test_what_the_ports_print_without_the_recorder_is_a_member() -> None:
    check_all_bare(find_interpreter(sys.executable), False)
