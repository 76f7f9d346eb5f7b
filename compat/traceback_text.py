"""Tracebacks that a script prints itself: each becomes one output, like that of an exception nobody caught.

Called by `program` once the strands are read, so whoever looks at outputs sees the same.  File names, lines of source and
marks below them are the interpreter's layout; what counts is the exception at the end, of a chain that of its last part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from compat.output import Output
from compat.strand import Step, Strand

_REMOTE = r"(?:multiprocessing\.pool\.|concurrent\.futures\.process\._)RemoteTraceback: \n"
_HEAD = re.compile(rf"(?P<prefix>.*?)(?:(?P<remote>{_REMOTE})|Traceback \(most recent call last\):\n)", re.DOTALL)
_QUOTES = '"""\n'
_LAST = re.compile(r"(?:[\w<>]+\.)*(?P<name>[^\W\d]\w*)(?:: (?P<message>[^\n]*))?\n?")
_LINKS = (
    "During handling of the above exception, another exception occurred:\n",
    "The above exception was the direct cause of the following exception:\n",
)
#: Steps between two lines that order nothing.
_QUIET = ("write", "output", "value", "leave")


class _Found(NamedTuple):
    """A traceback: the number of the line after it, and its exception as text."""

    end: int
    text: str


def fold_tracebacks(strand: Strand) -> None:
    """Make one output of the lines of each traceback; what stands before it on its first line stays an output of its own."""
    folded: set[int] = set()
    for run in _find_runs(strand):
        lines = [step.output for step in run if step.output is not None]
        at = 0
        while at < len(lines):
            found = _read(lines, at)
            if found is None:
                at += 1
                continue
            folded |= _fold(run[at : found.end], lines[at : found.end], found.text)
            at = found.end
    if folded:
        strand.steps = [step for step in strand.steps if id(step) not in folded]


def _find_runs(strand: Strand) -> list[list[Step]]:
    """The outputs of each stream that follow each other without a step between that may order something."""
    runs: list[list[Step]] = []
    current: dict[str, list[Step]] = {}
    for step in strand.steps:
        if step.kind not in _QUIET:
            current.clear()
        elif step.output is not None:
            if step.output.stream not in current:
                runs.append(current.setdefault(step.output.stream, []))
            current[step.output.stream].append(step)
    return runs


def _fold(steps: Sequence[Step], lines: Sequence[Output], text: str) -> set[int]:
    """Put a traceback in place of its lines; return the steps that are no longer needed."""
    first, last = lines[0], lines[-1]
    head = _HEAD.fullmatch(first.text)
    prefix = head["prefix"] if head is not None else ""
    raw = "".join(line.text for line in lines)[len(prefix) :]
    end = "\n" if last.text.endswith("\n") else ""
    steps[-1].output = Output(last.stream, f"<traceback of {text}>{end}", first.place, folded=raw)
    if not prefix:
        return {id(step) for step in steps[:-1]}
    steps[0].output = Output(first.stream, prefix, first.place)
    return {id(step) for step in steps[1:-1]}


# lines -----------------------------------------------------------------------------------------------------------


def _read(lines: Sequence[Output], at: int) -> _Found | None:
    """Read the traceback that begins at a line, with all that it led to; None where there is none."""
    head = _HEAD.fullmatch(lines[at].text)
    if head is None:
        return None
    found = _read_remote(lines, at) if head["remote"] else _read_one(lines, at)
    while found is not None and _is_link(lines, found.end):
        after = found.end + 3
        following = _read(lines, after) if after < len(lines) else None
        if following is None:
            break
        found = following
    return found


def _read_remote(lines: Sequence[Output], at: int) -> _Found | None:
    """Read what a worker handed over as the cause of an exception: its traceback in quotes."""
    if len(lines) < at + 3 or lines[at + 1].text != _QUOTES:
        return None
    found = _read(lines, at + 2)
    if found is None or found.end == len(lines) or lines[found.end].text != _QUOTES:
        return None
    return _Found(found.end + 1, found.text)


def _read_one(lines: Sequence[Output], at: int) -> _Found | None:
    at += 1
    while at < len(lines) and (lines[at].text.startswith("  ") or lines[at].text == "\n"):
        at += 1
    last = _LAST.fullmatch(lines[at].text) if at < len(lines) else None
    if last is None:
        return None
    end = _end_of_message(lines, at)
    message = "".join([(last["message"] or "") + "\n", *(line.text for line in lines[at + 1 : end])])
    return _Found(end, f"{last['name']}: {message.removesuffix(chr(10))}")


def _end_of_message(lines: Sequence[Output], at: int) -> int:
    """The line after a message: it may have several lines, but all of them come with one write."""
    end = at + 1
    while end < len(lines) and lines[end].begun is lines[at].begun and lines[end].begun is not None:
        if lines[end].text == _QUOTES or _is_link(lines, end):
            break
        end += 1
    while end > at + 1 and lines[end - 1].text == "\n":
        end -= 1
    return end


def _is_link(lines: Sequence[Output], at: int) -> bool:
    texts = [line.text for line in lines[at : at + 3]]
    return len(texts) == 3 and texts[0] == texts[2] == "\n" and texts[1] in _LINKS
