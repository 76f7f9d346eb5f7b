"""Tracebacks that a script prints: one output each, whatever the interpreter's layout."""

from __future__ import annotations

import pytest

from compat.event import Event
from compat.output import Lines
from compat.strand import Step, Strand
from compat.traceback_text import fold_tracebacks

HEAD = "Traceback (most recent call last):\n"
FRAME = '  File "a.py", line 3, in work\n    return {}[n]\n'
MARKED = '  File "a.py", line 3, in work\n    return {}[n]\n           ~~^^^\n'
REMOTE = f'multiprocessing.pool.RemoteTraceback: \n"""\n{HEAD}{FRAME}ValueError: bad\n"""\n'
CAUSED = "\nThe above exception was the direct cause of the following exception:\n\n"
DURING = "\nDuring handling of the above exception, another exception occurred:\n\n"

# The writes, "|" for a step that may order something, and the outputs.
CASES = {
    "in one write": ([f"{HEAD}{FRAME}KeyError: 'b'\n"], ["<traceback of KeyError: 'b'>\n"]),
    "in many writes": ([HEAD, MARKED, "KeyError: 'b'\n"], ["<traceback of KeyError: 'b'>\n"]),
    "between other lines": (["a\n", HEAD, FRAME, "E\n", "b\n"], ["a\n", "<traceback of E: >\n", "b\n"]),
    "two of them": ([HEAD, FRAME, "E: 1\n", HEAD, FRAME, "E: 2\n"], ["<traceback of E: 1>\n", "<traceback of E: 2>\n"]),
    "after a log's format": ([f"ERROR {HEAD}{FRAME}E: 1\n"], ["ERROR ", "<traceback of E: 1>\n"]),
    "with its module": ([HEAD, FRAME, "urllib.error.HTTPError: 404\n"], ["<traceback of HTTPError: 404>\n"]),
    "of a class in a function": ([HEAD, FRAME, "a.work.<locals>.Bad: x\n"], ["<traceback of Bad: x>\n"]),
    "a message of two lines": ([HEAD, FRAME, "E: 1\n2\n", "after\n"], ["<traceback of E: 1\n2>\n", "after\n"]),
    "a message whose lines came one by one": ([HEAD, FRAME, "E: 1\n", "2\n"], ["<traceback of E: 1>\n", "2\n"]),
    "a line left free": ([f"{HEAD}{FRAME}E: 1\n", "\n"], ["<traceback of E: 1>\n", "\n"]),
    "without a line end": ([HEAD, FRAME, "E: 1"], ["<traceback of E: 1>"]),
    "of source that does not parse": (
        [HEAD, FRAME, '  File "b.py", line 1\n    1 +\n      ^\n', "SyntaxError: invalid syntax\n"],
        ["<traceback of SyntaxError: invalid syntax>\n"],
    ),
    "raised from another": ([HEAD, FRAME, "A: 1\n", CAUSED, HEAD, FRAME, "B: 2\n"], ["<traceback of B: 2>\n"]),
    "raised while another was handled, in one write": (
        [f"{HEAD}{FRAME}A: 1\n2\n{DURING}{HEAD}{FRAME}B: 2\n"],
        ["<traceback of B: 2>\n"],
    ),
    "from a worker": ([REMOTE, CAUSED, HEAD, FRAME, "ValueError: bad\n"], ["<traceback of ValueError: bad>\n"]),
    "from a worker, after a log's format": ([f"E {REMOTE}{CAUSED}{HEAD}{FRAME}E: 1\n"], ["E ", "<traceback of E: 1>\n"]),
    "cut short": ([HEAD, FRAME], [HEAD, *FRAME.splitlines(keepends=True)]),
    "no exception at its end": ([HEAD, FRAME, "and so on\n"], [HEAD, *FRAME.splitlines(keepends=True), "and so on\n"]),
    "interrupted": ([HEAD, "|", "E: 1\n"], [HEAD, "E: 1\n"]),
}  # fmt: skip


def make_strand(writes: list[str]) -> Strand:
    strand, lines = Strand("main", "main", "main"), Lines("stderr", unbuffered=True)
    for number, text in enumerate(writes):
        event = Event(0, number, 0.0, 1, "sleep" if text == "|" else "write", None, ("stderr", text))
        strand.steps.append(Step(event.kind, event))
        if event.kind == "write":
            strand.steps += [Step("output", last, output) for output, last in lines.write(event)]
    strand.steps += [Step("output", last, output) for output, last, _ in lines.end()]
    return strand


@pytest.mark.parametrize("name", CASES)
def test_fold(name: str) -> None:
    writes, expected = CASES[name]
    strand = make_strand(writes)
    fold_tracebacks(strand)
    outputs = [step.output for step in strand.steps if step.output is not None]
    assert [output.text for output in outputs] == expected
    assert "".join(output.folded or output.text for output in outputs) == "".join(writes).replace("|", "")


def test_it_leaves_with_its_last_line_and_lets_another_stream_through() -> None:
    strand = make_strand([HEAD, FRAME, "E: 1\n"])
    out = Event(0, 9, 0.0, 1, "write", None, ("stdout", "x\n"))
    other = Step("output", out, Lines("stdout", False).write(out)[0][0])
    last = strand.steps[-1]
    strand.steps.insert(2, other)
    fold_tracebacks(strand)
    assert [step for step in strand.steps if step.output is not None] == [other, last]
