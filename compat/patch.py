"""Apply the edit of an original: a unified diff of one file, at exactly the lines that it names.  Called by `pairs`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from compat.errors import ScriptError

_HUNK = re.compile(rb"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


@dataclass
class _Hunk:
    """`old` is found from line `begin` on (counted from 0) and becomes `new`; `line` is where the patch says so."""

    begin: int
    counts: tuple[int, int]
    line: int
    old: list[bytes] = field(default_factory=list)
    new: list[bytes] = field(default_factory=list)
    last: bytes = b""

    @property
    def is_complete(self) -> bool:
        return (len(self.old), len(self.new)) == self.counts


def apply_patch(patch: bytes, text: bytes, patch_name: str, script_name: str) -> bytes:
    """Return *text* with *patch* applied; ScriptError unless every hunk fits its lines to the byte."""
    lines = _split(text)
    made: list[bytes] = []
    done = 0
    for hunk in _read_hunks(patch, patch_name):
        end = hunk.begin + len(hunk.old)
        if hunk.begin < done or lines[hunk.begin : end] != hunk.old:
            raise ScriptError(
                f"{patch_name}:{hunk.line}: does not apply to {script_name}:{hunk.begin + 1}; "
                "expected the very lines of the script; make the patch again"
            )
        made += lines[done : hunk.begin] + hunk.new
        done = end
    return b"".join(made + lines[done:])


def _split(text: bytes) -> list[bytes]:
    """Split at newlines alone: a carriage return is a part of its line."""
    lines = [line + b"\n" for line in text.split(b"\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _read_hunks(patch: bytes, name: str) -> Iterator[_Hunk]:
    hunks: list[_Hunk] = []
    files = 0
    for number, line in enumerate(_split(patch), 1):
        if hunks and line.startswith(b"\\"):
            _drop_newline(hunks[-1])
        elif hunks and not hunks[-1].is_complete:
            _take(hunks[-1], line, name, number)
        elif line.startswith(b"@@"):
            hunks.append(_begin(line, name, number))
        elif line.startswith(b"--- "):
            files += 1
        elif hunks and line.startswith((b" ", b"+", b"-")) and not line.startswith((b"+++ ", b"-- ")):
            raise _bad(name, number, "more lines than the hunk announces")
    if not hunks or not hunks[-1].is_complete or files > 1:
        fact = "no hunk" if not hunks else "more than one file" if files > 1 else "the last hunk is cut off"
        raise _bad(name, hunks[-1].line if hunks else 1, fact)
    yield from hunks


def _begin(line: bytes, name: str, number: int) -> _Hunk:
    match = _HUNK.match(line)
    if match is None:
        raise _bad(name, number, "not a hunk's header")
    old, new = int(match[2] or 1), int(match[4] or 1)
    return _Hunk(int(match[1]) - (1 if old else 0), (old, new), number)


def _take(hunk: _Hunk, line: bytes, name: str, number: int) -> None:
    mark, rest = line[:1], line[1:]
    if line == b"\n":
        mark, rest = b" ", line  # a mail program took the blank of an empty line
    if mark not in (b" ", b"-", b"+"):
        raise _bad(name, number, "neither context nor change")
    hunk.last = mark
    if mark != b"+":
        hunk.old.append(rest)
    if mark != b"-":
        hunk.new.append(rest)
    if len(hunk.old) > hunk.counts[0] or len(hunk.new) > hunk.counts[1]:
        raise _bad(name, number, "more lines than the hunk announces")


def _drop_newline(hunk: _Hunk) -> None:
    """`\\ No newline at end of file`: the line before it has none."""
    if hunk.last in (b" ", b"-"):
        hunk.old[-1] = hunk.old[-1].removesuffix(b"\n")
    if hunk.last in (b" ", b"+"):
        hunk.new[-1] = hunk.new[-1].removesuffix(b"\n")


def _bad(name: str, line: int, fact: str) -> ScriptError:
    return ScriptError(f"{name}:{line}: not a patch that can be used: {fact}; expected a unified diff of one file")
