"""Recordings: the runs of one side kept in a file, so that a comparison needs no interpreter for that side.

Called by `cli` (`portproof record`; `compare` where no 2.7 is found) and `check`.  A recording holds no path of the machine
that made it and fits only the very script, edit, arguments, cpus and streams that it was made with.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compat import __version__
from compat.errors import SettingError, TraceError
from compat.event import Event, Outcome, Process, Trace
from compat.files import read_regular, tell_trouble, write_atomically
from compat.interpreters import Interpreter
from compat.pairs import Command, Pair, read_script
from compat.tracefile import FolderReader, escape

FORMAT = 1
FOLDER = "recordings"
_SCRIPTS = "@folder of the script@"
_PREFIX = "@prefix of python@"
_HOME = "@home@"


@dataclass(frozen=True, slots=True)
class Fit:
    """What a recording belongs to: digests of script, edit and standard input, arguments, processors, stream."""

    script: str
    edit: str | None
    arguments: tuple[str, ...]
    cpus: int | None
    stdout: str
    stdin: str | None

    def as_data(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__} | {"arguments": list(self.arguments)}


@dataclass(frozen=True, slots=True)
class Recording:
    """One side's runs, from a file.  `date` is the day it was made, `name` like `CPython 2.7.18`."""

    path: Path
    name: str
    version: tuple[int, int, int]
    start_method: str
    date: str
    fit: Fit
    traces: tuple[Trace, ...]

    @property
    def short(self) -> str:
        """`2.7`."""
        return f"{self.version[0]}.{self.version[1]}"


def fit_of(pair: Pair, *, cpus: int | None, stdout: str, stdin: Path | None) -> Fit:
    """Tell what a recording of the pair's original must fit."""
    edit = pair.read_edit()
    return Fit(
        script=_digest(read_script(pair.old)),
        edit=None if edit is None else _digest(edit),
        arguments=pair.old.arguments,
        cpus=cpus,
        stdout=stdout,
        stdin=None if stdin is None else _digest(_read_input(stdin)),
    )


def write_recording(
    path: Path, command: Command, fit: Fit, interpreter: Interpreter, start_method: str, traces: Sequence[Trace]
) -> None:
    """Write the runs of *command* to *path*, all of it or nothing."""
    hidden = {str(command.script.absolute().parent): _SCRIPTS, **_hidden(interpreter)}
    data = {
        "format": FORMAT,
        "portproof": __version__,
        "recorded": datetime.datetime.now(datetime.timezone.utc).date().isoformat(),
        "implementation": interpreter.implementation,
        "version": list(interpreter.version),
        "start_method": start_method,
        "name": command.script.name,
        "fit": fit.as_data(),
        "runs": [_run_data(trace, hidden) for trace in traces],
    }
    write_atomically(path, (json.dumps(data, indent=1) + "\n").encode("ascii"))


def is_recording(text: bytes) -> bool:
    """Whether a file with this text is a recording, of any format."""
    return {"format", "runs"} <= _load(text).keys()


def read_recording(path: Path, folder: Path) -> Recording:
    """Read a recording; *folder* is where the script is now.  TraceError if it is not one."""
    data = _read_data(path)
    try:
        return _recording(path, data, folder)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        fact = f"lacks {error}" if isinstance(error, KeyError) else " ".join(str(error).split())
        raise TraceError(f"{path}: not a recording: {fact}; make it with portproof record") from None


def check_fits(recording: Recording, fit: Fit) -> None:
    """Raise TraceError unless the recording was made of just this."""
    for name, told in _DIFFERS.items():
        there, here = getattr(recording.fit, name), getattr(fit, name)
        if there != here:
            fact = told.format(_shown(there, name), _shown(here, name))
            raise TraceError(
                f"{recording.path}: recorded {fact}; expected the same; make it again with portproof record"
            )


def find_recording(pair: Pair, fit: Fit) -> Recording | None:
    """Find the recording that fits, in the folder `recordings` beside the original.

    The one that is called like the pair is tried first.  If it is there, and neither it nor another fits, TraceError tells
    why it does not.
    """
    folder = pair.old.script.absolute().parent
    named = folder / FOLDER / f"{pair.name}.json"
    trouble: TraceError | None = None
    for path in sorted((folder / FOLDER).glob("*.json"), key=lambda path: (path != named, path.name)):
        shown = Path(pair.old.shown).parent / FOLDER / path.name
        try:
            recording = read_recording(shown if shown.exists() else path, folder)
            check_fits(recording, fit)
        except TraceError as error:
            trouble = error if path == named else trouble
        else:
            return recording
    if trouble is not None:
        raise trouble
    return None


_DIFFERS = {
    "script": "from another text of the script (SHA-256 {}, not {})",
    "edit": "with another edit (SHA-256 {}, not {})",
    "arguments": "with the arguments {}, not {}",
    "cpus": "with another number of processors ({}, not {})",
    "stdout": "on a {}, not on a {}",
    "stdin": "with another standard input (SHA-256 {}, not {})",
}


def _shown(value: object, name: str) -> str:
    if name == "cpus":
        return f"{value} processors" if value else "those of the machine"
    if isinstance(value, str):
        return value[:12]
    if isinstance(value, tuple):
        return " ".join(map(repr, value)) or "none"
    return "none" if value is None else str(value)


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def _read_input(path: Path) -> bytes:
    try:
        return read_regular(path)
    except OSError as error:
        raise SettingError(f"stdin, {path}: {tell_trouble(error)}; expected a file that can be read") from None


# writing ---------------------------------------------------------------------------------------------------------


def _hidden(interpreter: Interpreter) -> dict[str, str]:
    """Folders of this machine that no recording tells, with what stands for each."""
    prefixes = {str(path.parent.parent) for path in (interpreter.path, interpreter.path.resolve())}
    hidden = {prefix: _PREFIX for prefix in prefixes if len(prefix) > 1}
    home = os.environ.get("HOME", "")
    return hidden | ({home: _HOME} if len(home) > 1 else {})


def _run_data(trace: Trace, hidden: Mapping[str, str]) -> dict[str, Any]:
    raw = trace.raw
    for path, mark in hidden.items():
        raw = raw.replace(os.fsencode(path), mark.encode())
    return {
        "outcome": [trace.outcome.kind, trace.outcome.value],
        "speed": trace.speed,
        "turned": trace.turned,
        "seconds": round(trace.seconds, 3),
        "world": {name: _hide(value, hidden) for name, value in trace.world.items()},
        "raw": base64.b64encode(raw).decode("ascii"),
        "processes": [_process_data(process, hidden) for process in trace.processes],
    }


def _process_data(process: Process, hidden: Mapping[str, str]) -> dict[str, Any]:
    lines = [_hide(_line(event), hidden) for event in process.events]
    return {"file": f"{process.pid}-{round(process.events[0].clock * 1e6)}.trace", "lines": lines}


def _line(event: Event) -> str:
    place = f"{escape(event.place.file)}:{event.place.line}" if event.place else ""
    args = event.args
    if event.kind == "process":
        args = tuple(f"executable={os.path.basename(a)}" if a.startswith("executable=") else a for a in args)
    return "\t".join([f"{event.clock:.6f}", str(event.thread), event.kind, place, *map(escape, args)])


def _hide(text: str, hidden: Mapping[str, str]) -> str:
    for path, mark in hidden.items():
        text = text.replace(escape(path), mark)
    return text


# reading ---------------------------------------------------------------------------------------------------------


def _read_data(path: Path) -> dict[str, Any]:
    try:
        data = _load(read_regular(path))
    except OSError as error:
        raise TraceError(f"{path}: {tell_trouble(error)}; expected a recording; check the path") from None
    if data.get("format") != FORMAT:
        raise TraceError(f"{path}: {_tell_kind(data)}; expected a recording; make one with portproof record")
    return data


def _load(text: bytes) -> dict[str, Any]:
    """The JSON object that a text holds; empty if it holds none."""
    try:
        data = json.loads(text) if text.lstrip()[:1] == b"{" else {}
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _tell_kind(data: Mapping[str, Any]) -> str:
    if "pairs" in data:
        return "holds the results of a comparison, no recording"
    return f"is a recording of format {data['format']!r}, not {FORMAT}" if "format" in data else "is no recording"


def _recording(path: Path, data: dict[str, Any], folder: Path) -> Recording:
    major, minor, micro = map(int, data["version"])
    fit = Fit(**{**data["fit"], "arguments": tuple(data["fit"]["arguments"])})
    date = datetime.date.fromisoformat(data["recorded"]).isoformat()
    traces = tuple(_trace(path, run, folder) for run in data["runs"])
    if not traces:
        raise ValueError("it holds no run")
    name = f"{data['implementation']} {major}.{minor}.{micro}"
    return Recording(path, name, (major, minor, micro), str(data["start_method"]), date, fit, traces)


def _trace(path: Path, run: dict[str, Any], folder: Path) -> Trace:
    reader = FolderReader(path, swap=(_SCRIPTS, str(folder)))
    for number, process in enumerate(run["processes"]):
        if number == 0:
            reader.main = int(process["file"].split("-")[0])
        text = "".join(line + "\n" for line in process["lines"])
        reader.add(process["file"], text.encode("utf-8", "surrogateescape"))
    processes = reader.processes()
    if not processes:
        raise ValueError("a run has no process")
    kind, value = run["outcome"]
    if kind not in ("exit", "signal", "hang", "limit"):
        raise ValueError(f"unknown outcome {kind!r}")
    raw = base64.b64decode(run["raw"], validate=True).replace(_SCRIPTS.encode(), os.fsencode(folder))
    world = {str(name): str(text) for name, text in run["world"].items()}
    return Trace(
        processes, Outcome(kind, int(value)), world, raw, int(run["speed"]), float(run["turned"]), float(run["seconds"])
    )
