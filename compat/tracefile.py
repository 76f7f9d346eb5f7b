"""Read a trace folder: what every recorded process wrote, checked, as `Process` values.

`runner` reads the folder of a run (once at its end; while it is under way through `FolderReader`), `recording` keeps the
text of its files.  The format is told in `docs/design.md`, "The trace".
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from compat.errors import TraceError
from compat.event import Event, Place, Process

FORMAT = "1"
SUFFIX = ".trace"

ARGUMENTS: Mapping[str, int] = {
    "main-begin": 0, "main-end": 0, "exit-begin": 0, "exit-end": 0, "worker-ready": 0, "worker-end": 0,
    "slept": 0, "uncaught-end": 0, "threads-joined": 0, "timer-stopped": 0,
    "process-end": 1, "flush": 1, "sleep": 1, "close": 1, "terminate-call": 1, "terminate": 1,
    "join-call": 1, "join": 1, "shutdown": 1, "hold": 1, "unfollowed": 1, "thread-begin": 1, "thread-end": 1, "timer-cancel": 1, "kill": 1,
    "fork-call": 1, "die": 1, "exec": 0, "spawn-call": 1, "spawn": 4, "spawn-wait-call": 2, "spawn-wait": 2,
    "end-close": 1, "pause-call": 0, "pause": 0, "handler": 2, "alarm": 1, "signal-begin": 1, "signal-end": 1, "sched-enter": 2, "sched-due": 1,
    "blank": 2, "process-join-call": 2, "process-join": 2, "thread-join-call": 2, "thread-join": 2, "kill-call": 2, "fork": 2, "fork-begin": 2, "os-kill": 2,
    "reap-call": 2, "reap": 2, "uncaught": 2, "write": 2, "value": 2, "worker-start": 2,
    "callback-add": 2, "callback-begin": 2, "callback-end": 2, "thread-role": 2, "get-call": 2, "get": 2, "wait-call": 2, "wait": 2,
    "next-call": 2, "next": 2, "cancel": 2, "receive-call": 2, "receive": 2, "await": 2,
    "process-begin": 3, "thread-start": 3, "process-start": 3, "worker-begin": 3, "hand": 3, "result": 3, "ask": 3,
    "await-call": 3, "shutdown-call": 3,
    "release": 1, "set": 1, "clear": 1, "task-done": 1, "tasks-join-call": 1, "tasks-join": 1, "send": 1, "recv-call": 1,
    "acquire-call": 2, "acquire": 2, "cond-wait-call": 2, "cond-wait": 2, "notify": 2, "flag-wait-call": 2, "flag-wait": 2,
    "barrier-call": 2, "barrier": 2, "put-call": 2, "put": 2, "feed": 2, "take-call": 2, "take": 2, "recv": 2,
    "poll-call": 2, "poll": 2, "access": 2, "make": 4,
    "manager-start": 1, "manager-ready": 0, "manager-started": 1, "manager-end-call": 1, "manager-end": 1,
    "remote": 1, "serve-begin": 1, "serve-end": 0,
    "pool": 4, "item-begin": 4,
    "item-end": 5,
    "submit": 6,
}  # fmt: skip
_FACTS = ("pid", "ppid", "version", "implementation", "executable")
_NAME = re.compile(r"(\d+)-(\d+)\.trace")
_ESCAPED = re.compile(r"\\(.?)", re.DOTALL)
_MEANING = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}

Swap = tuple[str, str]


@dataclass
class _File:
    """One process's file, as far as it was read: `lines` are complete and not yet parsed, `tail` waits for its newline."""

    name: str
    pid: int
    opened: int
    offset: int = 0
    tail: bytes = b""
    lines: list[bytes] = field(default_factory=list)
    facts: Mapping[str, str] | None = None
    events: list[Event] = field(default_factory=list)
    count: int = 0

    @property
    def clock(self) -> float:
        """The clock of its first event; before one was parsed, the time that the file's name tells."""
        return self.events[0].clock if self.events else self.opened / 1e6


class FolderReader:
    """Reads a trace folder that may still be growing.

    `main` is the main process's pid (None: the first by clock is the main one); `swap` is a folder in which the script
    ran and the folder whose copy it was: the second is read wherever the first was written.
    """

    def __init__(self, folder: Path, main: int | None = None, swap: Swap | None = None) -> None:
        self.folder = folder
        self.main = main
        self.size = 0
        self._swap = (escape(swap[0]), escape(swap[1])) if swap else None
        self._files: dict[str, _File] = {}
        self._places: dict[str, Place | None] = {"": None}

    def poll(self) -> bytes:
        """Read what was written since the last call; returns the complete new lines of all files."""
        new: list[bytes] = []
        for entry in sorted(os.listdir(self.folder)):
            found = self._files.get(entry) or self._find_file(entry)
            if found is not None:
                new.append(self._read_more(found))
        return b"".join(new)

    def add(self, name: str, text: bytes) -> None:
        """Take the whole text of a file called *name*, which need not exist (recordings)."""
        found = self._find_file(name)
        if found is None:
            raise TraceError(f"{name}: not the name of a trace file; expected PID-MICROSECONDS{SUFFIX}")
        self._take(found, text)

    def processes(self) -> tuple[Process, ...]:
        """Parse what was read so far: the main process first, the others by the clock of their first event."""
        started = [item for item in self._files.values() if item.events or item.lines]
        for item in started:
            self._parse(item, 0)
        started.sort(key=lambda item: (item.clock, item.pid))
        main = self._main_of(started)
        if main is not None:
            started.remove(main)
            started.insert(0, main)
        for number, item in enumerate(started):
            if item.events[0].process != number:
                item.events = [replace(event, process=number) for event in item.events]
        return tuple(Process(item.pid, item.facts or {}, tuple(item.events)) for item in started)

    def _main_of(self, started: list[_File]) -> _File | None:
        return next((item for item in started if item.pid == self.main), None)

    def _find_file(self, name: str) -> _File | None:
        match = _NAME.fullmatch(name)
        if match is None:
            return None
        return self._files.setdefault(name, _File(name, int(match[1]), int(match[2])))

    def _read_more(self, item: _File) -> bytes:
        path = os.path.join(self.folder, item.name)
        try:
            if os.stat(path).st_size <= item.offset:
                return b""
            with open(path, "rb") as stream:
                stream.seek(item.offset)
                text = stream.read()
        except OSError as error:
            raise TraceError(f"{path}: cannot be read: {error.strerror}; is the temporary folder kept clean?") from None
        item.offset += len(text)
        self.size += len(text)
        return self._take(item, text)

    @staticmethod
    def _take(item: _File, text: bytes) -> bytes:
        text = item.tail + text
        end = text.rfind(b"\n") + 1
        item.tail = text[end:]
        complete = text[:end]
        if complete:
            item.lines.append(complete)
        return complete

    def _parse(self, item: _File, process: int) -> None:
        if not item.lines:
            return
        if item.events:
            process = item.events[0].process
        text = b"".join(item.lines).decode("utf-8", "surrogateescape")
        item.lines = []
        if self._swap:
            text = text.replace(*self._swap)
        rows = text.split("\n")
        rows.pop()
        for row in rows:
            item.count += 1
            try:
                self._parse_row(item, process, row)
            except (ValueError, KeyError) as error:
                raise _bad_line(self.folder / item.name, item.count, error) from None

    def _parse_row(self, item: _File, process: int, row: str) -> None:
        clock, thread, kind, where, *args = row.split("\t")
        if "\\" in row:
            args = [unescape(arg) if "\\" in arg else arg for arg in args]
        try:
            place = self._places[where]
        except KeyError:
            place = self._places[where] = self._place(where)
        if ARGUMENTS.get(kind) != len(args):
            if kind != "process" or item.events:
                raise ValueError(_expected(kind, len(args)))
            item.facts = _facts(args)
        elif not item.events:
            raise ValueError(f"the first event is {kind!r}, not 'process'")
        item.events.append(Event(process, len(item.events), float(clock), int(thread), kind, place, tuple(args)))

    @staticmethod
    def _place(where: str) -> Place:
        name, colon, line = where.rpartition(":")
        if not colon:
            raise ValueError(f"{where!r} is not a place, FILE:LINE")
        return Place(unescape(name), int(line))


def read_folder(folder: Path, main: int | None = None, swap: Swap | None = None) -> tuple[Process, ...]:
    """Read the trace folder of a run that is over; a last line without its newline (a killed process) is dropped."""
    reader = FolderReader(folder, main, swap)
    reader.poll()
    return reader.processes()


def escape(text: str) -> str:
    r"""Write backslash, tab, newline and carriage return as `\\ \t \n \r`."""
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def unescape(text: str) -> str:
    r"""Undo `escape`; ValueError for a backslash that it cannot have written."""
    if "\\" in text and "\\\\" not in text:
        text = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r")
        if "\\" not in text:
            return text
    return _ESCAPED.sub(_meaning, text) if "\\" in text else text


def _meaning(match: re.Match[str]) -> str:
    if match[1] not in _MEANING:
        raise ValueError(f"unknown escape {match[0]!r}")
    return _MEANING[match[1]]


def _facts(args: list[str]) -> dict[str, str]:
    facts = dict(arg.split("=", 1) for arg in args)
    if facts.get("format") != FORMAT:
        raise ValueError(f"format {facts.get('format')!r}, not {FORMAT!r}")
    missing = [name for name in _FACTS if name not in facts]
    if missing:
        raise ValueError(f"the event 'process' lacks {missing[0]!r}")
    return facts


def _expected(kind: str, count: int) -> str:
    if kind == "process":
        return "a second event 'process'"
    if kind not in ARGUMENTS:
        return f"unknown event {kind!r}"
    return f"{kind!r} has {count} arguments, not {ARGUMENTS[kind]}"


def _bad_line(path: Path, line: int, error: Exception) -> TraceError:
    if "unpack" in str(error):
        error = ValueError("fewer than four fields")
    return TraceError(f"{path}:{line}: not an event: {error}; was the trace written by this version of portproof?")
