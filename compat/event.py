"""What a run is made of, as frozen values: `Event`, `Process`, `Outcome`, `Trace`.

`tracefile` reads them from a trace folder, `strand` makes strands and outputs of them.
The kinds of events and their arguments are listed in `docs/design.md`, "The trace".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Place(NamedTuple):
    """A line of the script: the innermost frame that is neither the recorder's nor the standard library's."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Event:
    """One recorded step, as one line of a process's trace file.

    `process` is the index into `Trace.processes`, `index` the position in that process's file,
    `clock` seconds since the epoch on the machine's real clock, `thread` the interpreter's thread identity.
    Text in `args` is UTF-8 decoded with `surrogateescape`, so bytes that are not UTF-8 survive.
    """

    process: int
    index: int
    clock: float
    thread: int
    kind: str
    place: Place | None
    args: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Process:
    """One recorded process: its `facts` (pid, ppid, version, executable, ...) and its events in the order they happened."""

    pid: int
    facts: Mapping[str, str]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the main process ended: `kind` is `exit` (value: status), `signal` (value: number) or `hang` (value: 0)."""

    kind: str
    value: int

    def __str__(self) -> str:
        return "hang" if self.kind == "hang" else f"{self.kind} {self.value}"


@dataclass(frozen=True, slots=True)
class Trace:
    """One recorded run.  `processes[0]` is the main process; `world` is what the runner set, by name.

    `raw` is what arrived at the terminal (or at the pipes, stdout before stderr), `speed` how many times
    sleeps and timeouts were shortened, `turned` the delay in seconds used to turn arrivals round (0: none).
    """

    processes: tuple[Process, ...]
    outcome: Outcome
    world: Mapping[str, str] = field(default_factory=dict)
    raw: bytes = b""
    speed: int = 1
    turned: float = 0.0
    seconds: float = 0.0
