"""Recordings: what is kept comes back, nothing of the machine is in it, and it fits one script only."""

from __future__ import annotations

import json
import os
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from compat.errors import TraceError
from compat.event import Event, Outcome, Place, Process, Trace
from compat.interpreters import Interpreter, find_interpreter
from compat.pairs import Pair, make_pair
from compat.recording import (
    Fit,
    check_fits,
    find_recording,
    fit_of,
    is_recording,
    read_recording,
    write_recording,
)


@pytest.fixture
def python() -> Interpreter:
    return find_interpreter(sys.executable)


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    (tmp_path / "a.py").write_text("print 'x'")
    return make_pair(f"{tmp_path}/a.py --fast", f"{tmp_path}/b.py")


def make_trace(folder: Path) -> Trace:
    facts = {
        "format": "1",
        "pid": "7",
        "ppid": "1",
        "version": "2.7.18",
        "implementation": "CPython",
        "executable": sys.executable,
    }
    header = Event(0, 0, 10.25, 1, "process", None, tuple(f"{name}={value}" for name, value in facts.items()))
    text = f'File "{folder}/a.py"\t\\n\n\udcff'
    write = Event(0, 1, 10.5, 1, "write", Place(f"{folder}/a.py", 3), ("stdout", text))
    elsewhere = Event(0, 2, 10.75, 1, "slept", Place(f"{sys.prefix}/lib/x.py", 3), ())
    main = Process(7, facts, (header, write, elsewhere))
    early = Process(
        3,
        facts | {"pid": "3"},
        (replace(header, process=1, clock=9.0, args=("pid=3", *header.args[:1], *header.args[2:])),),
    )
    return Trace(
        (main, early), Outcome("exit", 0), {"stdout": "terminal"}, f"{folder}/a.py".encode() + b"\xff", 20, 0.5, 1.25
    )


def fit(pair: Pair) -> Fit:
    return fit_of(pair, cpus=4, stdout="terminal", stdin=None)


def write(path: Path, pair: Pair, python: Interpreter, *traces: Trace) -> None:
    write_recording(path, pair.old, fit(pair), python, "fork", traces or [make_trace(pair.old.script.parent)])


def test_what_is_kept_comes_back_in_another_folder(tmp_path: Path, pair: Pair, python: Interpreter) -> None:
    write(tmp_path / "r.json", pair, python)
    recording = read_recording(tmp_path / "r.json", Path("/elsewhere"))
    (trace,) = recording.traces
    expected = make_trace(Path("/elsewhere"))
    assert (trace.outcome, trace.world, trace.raw) == (expected.outcome, expected.world, expected.raw)
    assert (trace.speed, trace.turned, trace.seconds) == (20, 0.5, 1.25)
    assert [process.pid for process in trace.processes] == [7, 3]
    assert trace.processes[0].events[1] == expected.processes[0].events[1]
    assert trace.processes[0].facts["executable"] == os.path.basename(sys.executable)
    assert (recording.name, recording.version, recording.short) == (python.name, python.version, python.short)
    assert recording.fit == fit(pair)


def test_no_path_of_this_machine_is_kept(tmp_path: Path, pair: Pair, python: Interpreter) -> None:
    write(tmp_path / "r.json", pair, python)
    text = (tmp_path / "r.json").read_text()
    for path in (str(tmp_path), str(python.path.parent), os.environ["HOME"] + "/"):
        assert path not in text
    assert stat.S_IMODE((tmp_path / "r.json").stat().st_mode) & 0o444
    assert [path.name for path in tmp_path.iterdir() if "r.json" in path.name] == ["r.json"]


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        ({"script": "0" * 64}, "recorded from another text of the script (SHA-256 "),
        ({"edit": "1" * 64}, "recorded with another edit (SHA-256 none, not 111111111111)"),
        ({"arguments": ()}, "recorded with the arguments '--fast', not none"),
        ({"cpus": None}, "recorded with another number of processors (4 processors, not those of the machine)"),
        ({"stdout": "pipe"}, "recorded on a terminal, not on a pipe"),
        ({"stdin": "2" * 64}, "recorded with another standard input"),
    ],
)
def test_fits_one_script_only(
    tmp_path: Path, pair: Pair, python: Interpreter, change: dict[str, object], fact: str
) -> None:
    write(tmp_path / "r.json", pair, python)
    recording = read_recording(tmp_path / "r.json", tmp_path)
    check_fits(recording, fit(pair))
    with pytest.raises(TraceError) as caught:
        check_fits(recording, replace(fit(pair), **change))  # type: ignore[arg-type]
    assert str(caught.value).startswith(f"{tmp_path}/r.json: {fact}")
    assert str(caught.value).endswith("make it again with portproof record")
    assert "\n" not in str(caught.value)


def test_found_by_content_beside_the_original(tmp_path: Path, pair: Pair, python: Interpreter) -> None:
    assert find_recording(pair, fit(pair)) is None
    folder = tmp_path / "recordings"
    folder.mkdir()
    (folder / "broken.json").write_text("{")
    assert find_recording(pair, fit(pair)) is None
    write(folder / "other.json", pair, python)
    found = find_recording(pair, fit(pair))
    assert found is not None
    assert found.path == folder / "other.json"
    write(folder / "a.json", pair, python)
    found = find_recording(pair, fit(pair))
    assert found is not None
    assert found.path == folder / "a.json"
    pair.old.script.write_text("print 'y'")
    with pytest.raises(TraceError, match=r"a\.json: recorded from another text"):
        find_recording(pair, fit(pair))


@pytest.mark.parametrize(
    ("damage", "fact"),
    [
        (lambda data: data.update(format=2), "is a recording of format 2, not 1"),
        (lambda data: data.pop("runs"), "lacks 'runs'"),
        (lambda data: data.update(runs=[]), "it holds no run"),
        (lambda data: data.update(recorded="today"), "Invalid isoformat"),
        (lambda data: data["fit"].update(colour="red"), "colour"),
        (lambda data: data["runs"][0].update(raw="*"), "not a recording"),
        (lambda data: data["runs"][0].update(outcome=["fine", 0]), "unknown outcome 'fine'"),
        (lambda data: data["runs"][0].update(processes=[]), "a run has no process"),
        (
            lambda data: data["runs"][0]["processes"][0]["lines"].append("1.0\t1\tstrange\t"),
            "7-10250000.trace:4: not an event",
        ),
    ],
)
def test_damaged(tmp_path: Path, pair: Pair, python: Interpreter, damage: object, fact: str) -> None:
    path = tmp_path / "r.json"
    write(path, pair, python)
    data = json.loads(path.read_text())
    damage(data)  # type: ignore[operator]
    path.write_text(json.dumps(data))
    with pytest.raises(TraceError) as caught:
        read_recording(path, tmp_path)
    assert fact in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", [b"", b"[]", b"\xff", b"{"])
def test_no_recording_at_all(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "r.json").write_bytes(text)
    with pytest.raises(
        TraceError, match=r"r\.json: is no recording; expected a recording; make one with portproof record"
    ):
        read_recording(tmp_path / "r.json", tmp_path)
    with pytest.raises(TraceError, match="no such file; expected a recording"):
        read_recording(tmp_path / "no.json", tmp_path)
    assert not is_recording(text)


def test_what_looks_like_one(tmp_path: Path) -> None:
    for text, fact in (
        (b'{"version": 1, "pairs": []}', "holds the results of a comparison, no recording"),
        (b'{"format": 7, "runs": []}', "is a recording of format 7, not 1"),
    ):
        (tmp_path / "r.json").write_bytes(text)
        with pytest.raises(TraceError) as caught:
            read_recording(tmp_path / "r.json", tmp_path)
        assert f"r.json: {fact}; expected a recording" in str(caught.value)
