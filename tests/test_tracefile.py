"""Reading trace folders: escaping, order of processes, schema, half-written lines, growing files, speed."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from compat.errors import TraceError
from compat.event import Place
from compat.tracefile import ARGUMENTS, FolderReader, escape, read_folder, unescape

HEADER = (
    "{clock:.6f}\t1\tprocess\t\tformat=1\tpid={pid}\tppid=1\tversion=3.13.0\timplementation=CPython\texecutable=/p\n"
)


def write_trace(folder: Path, pid: int, clock: float, *lines: str | bytes) -> Path:
    """Write one process's file: its header and *lines* (kind TAB place TAB arguments, or bytes as they are)."""
    path = folder / f"{pid}-{int(clock * 1e6)}.trace"
    text = HEADER.format(clock=clock, pid=pid).encode()
    for number, line in enumerate(lines, 1):
        text += line if isinstance(line, bytes) else f"{clock + number:.6f}\t1\t{line}\n".encode()
    path.write_bytes(text)
    return path


def test_main_first_then_by_first_clock(tmp_path: Path) -> None:
    write_trace(tmp_path, 30, 5.0, "main-begin\t")
    write_trace(tmp_path, 10, 9.0)
    write_trace(tmp_path, 20, 7.0)
    assert [p.pid for p in read_folder(tmp_path, 20)] == [20, 30, 10]
    assert [p.pid for p in read_folder(tmp_path)] == [30, 20, 10]
    assert [e.process for p in read_folder(tmp_path, 20) for e in p.events] == [0, 1, 1, 2]


def test_events_with_places_and_escapes(tmp_path: Path) -> None:
    write_trace(
        tmp_path, 1, 1.0, "write\t/a\\tb:12\tstdout\tx\\ty\\\\n\\n\\r\u2028ü", b"3.0\t4\twrite\t\tstdout\t\xff\xc3\n"
    )
    (process,) = read_folder(tmp_path, 1)
    _, first, second = process.events
    assert first.place == Place("/a\tb", 12)
    assert first.args == ("stdout", "x\ty\\n\n\r\u2028ü")
    assert (second.clock, second.thread, second.place, second.index) == (3.0, 4, None, 2)
    assert second.args[1].encode("utf-8", "surrogateescape") == b"\xff\xc3"
    assert process.facts["version"] == "3.13.0"


@pytest.mark.parametrize("text", ["", "plain", "a\tb\nc\rd\\e", "\\n", "\\\\t", "ends\\"])
def test_escape_and_back(text: str) -> None:
    assert unescape(escape(text)) == text
    assert not set("\t\n\r") & set(escape(text))


def test_last_line_without_newline_is_dropped(tmp_path: Path) -> None:
    write_trace(tmp_path, 1, 1.0, "main-begin\t", b"2.0\t1\tsle")
    assert [e.kind for e in read_folder(tmp_path)[0].events] == ["process", "main-begin"]


def test_a_file_without_a_complete_line_is_no_process(tmp_path: Path) -> None:
    write_trace(tmp_path, 1, 1.0)
    (tmp_path / "2-2000000.trace").write_bytes(b"")
    (tmp_path / "3-2000000.trace").write_bytes(b"2.0\t1\tproc")
    (tmp_path / "release-1-1").write_bytes(b"")
    assert [p.pid for p in read_folder(tmp_path)] == [1]


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("no-such-kind\t", "unknown event 'no-such-kind'"),
        ("write\t\tstdout", "'write' has 1 arguments, not 2"),
        ("sleep", "fewer than four fields"),
        ("slept\tnowhere", "'nowhere' is not a place"),
        ("close\t\t\\x", "unknown escape '\\\\x'"),
        ("process\t\tformat=1", "a second event 'process'"),
        (b"noon\t1\tslept\t\n", "could not convert string to float"),
        (b"\n", "fewer than four fields"),
    ],
)
def test_bad_line_is_named(tmp_path: Path, line: str | bytes, fact: str) -> None:
    path = write_trace(tmp_path, 1, 1.0, "main-begin\t", line)
    with pytest.raises(TraceError) as caught:
        read_folder(tmp_path)
    assert str(caught.value).startswith(f"{path}:3: not an event: ")
    assert fact in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("header", "fact"),
    [
        (b"1.0\t1\tslept\t\n", "the first event is 'slept', not 'process'"),
        (b"1.0\t1\tprocess\t\tformat=2\n", "format '2', not '1'"),
        (b"1.0\t1\tprocess\t\tformat=1\tpid=1\n", "lacks 'ppid'"),
    ],
)
def test_bad_header(tmp_path: Path, header: bytes, fact: str) -> None:
    (tmp_path / "1-1.trace").write_bytes(header)
    with pytest.raises(TraceError, match=fact):
        read_folder(tmp_path)


def test_growing_folder(tmp_path: Path) -> None:
    reader = FolderReader(tmp_path, 7)
    assert reader.poll() == b""
    assert reader.processes() == ()
    write_trace(tmp_path, 8, 1.0)
    assert reader.poll()
    assert [p.pid for p in reader.processes()] == [8]
    path = write_trace(tmp_path, 7, 2.0)
    reader.poll()
    assert [[e.process for e in p.events] for p in reader.processes()] == [[0], [1]]
    with path.open("ab") as stream:
        stream.write(b"3.0\t1\tho")
    assert reader.poll() == b""
    with path.open("ab") as stream:
        stream.write(b"ld\t\t1\n")
    assert reader.poll() == b"3.0\t1\thold\t\t1\n"
    assert reader.processes()[0].events[-1].args == ("1",)


def test_a_copied_folder_is_read_as_the_original(tmp_path: Path) -> None:
    write_trace(tmp_path, 1, 1.0, "write\t/copy/a.py:3\tstdout\tin /copy/a.py")
    (process,) = read_folder(tmp_path, 1, ("/copy", "/home/a\tb"))
    assert process.events[1].place == Place("/home/a\tb/a.py", 3)
    assert process.events[1].args == ("stdout", "in /home/a\tb/a.py")


def test_speed(tmp_path: Path) -> None:
    line = b"1700000000.123456\t140000000000\twrite\t/home/somebody/script.py:12\tstdout\tline of output\\n\n"
    write_trace(tmp_path, 1, 1.0, line * 200_000)
    begin = time.perf_counter()
    (process,) = read_folder(tmp_path)
    assert len(process.events) == 200_001
    assert time.perf_counter() - begin < 5, "a million events are read in a few seconds"


def test_every_event_of_the_design_notes_is_known() -> None:
    notes = (Path(__file__).resolve().parent.parent / "docs" / "design.md").read_text(encoding="utf-8")
    table = notes[notes.index("| kind | arguments") : notes.index("Job numbers:")]
    cells = [line.split("|")[1] for line in table.splitlines()[2:] if line.startswith("|")]
    kinds = {kind for cell in cells for kind in re.findall(r"`([a-z-]+)`", cell)}
    assert kinds == set(ARGUMENTS)
