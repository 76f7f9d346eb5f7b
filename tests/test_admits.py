"""The command `portproof admits`: what it shows, its statuses, one line for every trouble."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from piece_texts import label_outputs
from small_orders import parse_order

from compat import cli
from compat.admit import LARGEST, undo_returns
from compat.membership import Membership, Stretch
from compat.report.terminal import find_lines

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = """\
import sys
print("one", 1)
sys.stderr.write("two\\n")
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a script, in which the commands run."""
    (tmp_path / "a.py").write_text(SCRIPT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def admits(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "compat", "admits", *arguments, "--python", sys.executable]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "100"}
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=env, **options)


def answer_to(text: bytes, *options: str) -> tuple[int, list[str]]:
    """The status of a text given in a file, and the lines that are shown below the first."""
    Path("text").write_bytes(text)
    done = admits("a.py", "text", *options)
    assert done.stderr == ""
    return done.returncode, [line.rstrip() for line in done.stdout.splitlines()[1:] if line and line[0] != "─"]


def test_a_member_with_the_strand_of_every_line(place: Path) -> None:
    assert answer_to(b"one 1\ntwo\n") == (
        0,
        [
            "line   strand          text",
            "   1   main            one 1",
            "   2   main (stderr)   two",
            "  member: text is a text that it can print; 2 runs at speed 100",
        ],
    )


def test_no_member_with_what_can_be_explained_and_what_stopped_it(place: Path) -> None:
    assert answer_to(b"one 2\ntwo\n") == (
        1,
        [
            "line   strand   text",
            "   1   main     one",
            "   1   ?        2",
            "  no member: in line 1, after `one `: no strand writes `2` here; expected `1` of main; 2 runs at",
            "             speed 100",
        ],
    )


def test_what_goes_to_stderr_belongs_to_the_text(place: Path) -> None:
    status, lines = answer_to(b"one 1\n")
    assert (status, lines[-1]) == (1, "  no member: the text ends without `two` on stderr of main; 2 runs at speed 100")


def test_nothing_is_a_text_too(place: Path) -> None:
    assert answer_to(b"")[0] == 1
    (place / "a.py").write_text("")
    assert answer_to(b"") == (0, ["  member: text is a text that it can print; 2 runs at speed 100"])


def test_what_cannot_be_decided(place: Path) -> None:
    (place / "a.py").write_text("print('x', flush=True)\nwhile True: pass\n")
    status, lines = answer_to(b"x\n", "--limit", "1")
    assert (status, lines[0][:41]) == (3, "  unknown: it had not ended after 1 s; --")


def test_a_full_buffer_may_tear_a_write(place: Path) -> None:
    (place / "a.py").write_text("print('x' * 5000)\n")
    assert answer_to(b"x" * 5000 + b"\n", "--stdout", "pipe")[0] == 0
    status, lines = answer_to(b"x" * 5001 + b"\n", "--stdout", "pipe")
    assert (status, lines[-1]) == (3, "    a write may have been torn where a buffer was full; 2 runs at speed 100")
    assert answer_to(b"x\n", "--stdout", "pipe")[0] == 1


def test_bytes_that_are_not_utf_8(place: Path) -> None:
    (place / "a.py").write_text("import sys\nsys.stdout.buffer.write(b'\\xff\\xfe\\n')\n")
    status, lines = answer_to(b"\xff\xfe\n")
    assert (status, lines[1]) == (0, "   1   main     \\xff\\xfe")
    assert answer_to(b"\xff\xff\n")[0] == 1


def test_standard_input_white_space_and_an_edit(place: Path) -> None:
    assert admits("a.py", "-", input="one 1\r\ntwo\r\n").returncode == 0
    done = admits("a.py", "-", "--fold-space", input=" one   1 two")
    assert done.stdout.splitlines()[-1] == "  member: standard input is a text that it can print; 2 runs at speed 100"
    assert admits("a.py", "-", input="one   1\ntwo\n").returncode == 1
    (place / "p").write_text('--- a/a.py\n+++ b/a.py\n@@ -2 +2 @@\n-print("one", 1)\n+print("three", 1)\n')
    assert admits("a.py", "-", "--edit", "p", input="three 1\ntwo\n").returncode == 0


def test_an_uncaught_exception_in_another_layout(place: Path) -> None:
    (place / "a.py").write_text("import sys\nprint('x')\nsys.stdout.flush()\nraise KeyError('here')\n")
    bare = subprocess.run([sys.executable, "a.py"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert answer_to(bare.stdout)[0] == 0
    text = "x\nTraceback (most recent call last):\n  File elsewhere, line 4\n    raise KeyError\nKeyError: 'here'\n"
    assert answer_to(text.encode())[0] == 0
    assert answer_to(text.replace("here'", "there'").encode())[0] == 1


TROUBLE = [
    (["a.py"], "Missing argument 'TEXT'"),
    (["a.py", "no.txt"], "TEXT, no.txt: no such file; expected what a run printed; check the path"),
    (["a.py", "."], "TEXT, .: cannot be read: Is a directory; expected what a run printed"),
    (["no.py", "text"], "no.py: no such script; expected a file; check the path"),
    (["a.py", "text", "--edit", "no"], "no: no such file; expected a patch; check the path"),
    (["a.py", "text", "--cpus", "0"], "--cpus, 0: not a number of processors; expected 1 or more"),
    (["a.py", "text", "--start-method", "thread"], "--start-method, thread: not known; expected fork or"),
    (["a.py", "text", "--python", "./no"], "./no: no such file; give --python PATH"),
    (["a.py", "long"], f"TEXT, long: longer than {LARGEST} bytes; expected what one run printed"),
]


@pytest.mark.parametrize(("arguments", "line"), TROUBLE, ids=[" ".join(arguments) for arguments, _ in TROUBLE])
def test_trouble_is_one_line(place: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], line: str) -> None:
    (place / "text").write_text("x\n")
    with (place / "long").open("wb") as stream:
        stream.truncate(LARGEST + 1)
    assert cli.main(["admits", *arguments]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f"portproof: {line}")


def test_a_standard_input_that_is_closed(place: Path) -> None:
    done = admits("a.py", "-", preexec_fn=lambda: os.close(0))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "portproof: TEXT, -: cannot be read: it is closed; expected what a run printed\n"


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [("a\r\nb\r\n", "a\n", "a\nb\n"), ("a\r\nb\n", "a\n", "a\r\nb\n"), ("a\r\n", "a\r\n", "a\r\n"), ("a", "a", "a")],
)
def test_returns_that_a_terminal_added(text: str, label: str, expected: str) -> None:
    assert undo_returns(text, label_outputs(parse_order("a"), {0: (label,)})) == expected


def test_a_torn_line_is_shown_in_parts() -> None:
    text = "ab\n\nc"
    parts = (Stretch(0, 1, "s", "stdout"), Stretch(1, 2, "t", "stdout"), Stretch(2, 4, "s", "stderr"))
    assert list(find_lines(text[:-1], Membership("member", parts))) == [
        (1, "s", "a"),
        (1, "t", "b"),
        (1, "s (stderr)", "\\n"),
        (2, "s (stderr)", ""),
    ]
    assert list(find_lines(text, Membership("no member", parts)))[-1] == (3, "?", "c")
