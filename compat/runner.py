"""Run one script recorded, wait until all its processes rest, and return the run as a `Trace`.

Called by `check` (several runs of both sides, each side in a thread of its own) and by `cli` for a single side.

    start -> main runs -> main ended -> others run -> at rest (or the limit) -> end what is left -> read the trace
"""

from __future__ import annotations

import os
import selectors
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from compat.errors import ScriptError, SettingError, TraceError
from compat.event import Event, Outcome, Process, Trace
from compat.family import Family, is_blocked
from compat.interpreters import Interpreter
from compat.tracefile import FolderReader
from compat.workspace import Layout, Workspace, check_parses
from compat.world import RunSettings, Streams, describe_world, make_environment

__all__ = ["RunSettings", "Workspace", "check_parses", "forget_stop", "record", "stop_all"]

MayRelease = Callable[[tuple[Process, ...]], bool]

LARGEST_RAW = 8 * 2**20
LARGEST_TRACE = 32 * 2**20
QUIET = 1.0  # seconds without an event before a run at its limit counts as a hang
HANG_QUIET = 5.0  # seconds without an event before it is asked whether all of a run is blocked for ever
FORSAKEN = 5.0  # seconds that processes which outlive main may be blocked before they are ended
_TICK = 0.05
_HOLD_TICK = 0.005
_HOLD_QUIET = 0.05
_HOLD_LONG = 2.0  # seconds without an event after which a killer may strike: its victims compute
_DRAIN = 0.2

_stopping = threading.Event()


def stop_all() -> None:
    """End every run that is under way; each `record` then raises KeyboardInterrupt.  Safe in a signal handler."""
    _stopping.set()


def forget_stop() -> None:
    """Let runs be made again."""
    _stopping.clear()


def record(
    script: Path,
    arguments: Sequence[str],
    interpreter: Interpreter,
    settings: RunSettings,
    *,
    workspace: Workspace | None = None,
    may_release: MayRelease | None = None,
) -> Trace:
    """Run *script* once and return its trace.

    *workspace* is shared by the runs of a side (None: one for this run alone; then its text is *script*'s own).
    *may_release* is asked, with all that was recorded so far, whether killers that are held may go on; None lets them go
    when nothing happened for 0.05 s.  Whatever happens, no process of the run and no file of it is left.
    """
    if workspace is None:
        with Workspace(script) as own:
            return record(script, arguments, interpreter, settings, workspace=own, may_release=may_release)
    folder = workspace.make_trace_folder()
    try:
        with workspace.lay_out() as layout:
            by_quiet = may_release is None
            return _Run(
                layout, folder, arguments, interpreter, settings, may_release or (lambda _: False), by_quiet
            ).go()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Run:
    """One run under way."""

    def __init__(
        self,
        layout: Layout,
        folder: Path,
        arguments: Sequence[str],
        interpreter: Interpreter,
        settings: RunSettings,
        may_release: MayRelease,
        by_quiet: bool,
    ) -> None:
        self.layout = layout
        self.folder = folder
        self.command = [str(interpreter.path), str(layout.script), *arguments]
        self.interpreter = interpreter
        self.settings = settings
        self.may_release = may_release
        self.by_quiet = by_quiet
        self.environment = make_environment(settings, folder)
        self.held: set[tuple[int, str]] = set()
        self.released: set[tuple[int, str]] = set()
        self.processes: tuple[Process, ...] = ()
        self.changed = self.begun = self.asked = time.monotonic()
        self.seconds = 0.0
        self.left = 0

    def go(self) -> Trace:
        """Run, rest, end, read."""
        try:
            self.streams = Streams(self.settings)
        except OSError as error:
            raise SettingError(
                f"stdin, {self.settings.stdin}: {error.strerror}; expected a file that can be read"
            ) from None
        self.selector = selectors.DefaultSelector()
        try:
            self._start()
            try:
                outcome = self._wait_for_main()
                if outcome.kind not in ("hang", "limit"):
                    self._wait_for_rest()
            finally:
                self.seconds = time.monotonic() - self.begun
                self.family.end(self._recorded())
                self.family.reap()
            self._drain()
            return self._trace(outcome)
        finally:
            self.selector.close()
            self.streams.close()

    def _start(self) -> None:
        self.begun = time.monotonic()
        try:
            main = subprocess.Popen(
                self.command,
                stdin=self.streams.stdin,
                stdout=self.streams.stdout,
                stderr=self.streams.stderr,
                cwd=self.layout.folder,
                env=self.environment,
                start_new_session=True,
            )
        except OSError as error:
            raise ScriptError(f"{self.layout.script}: cannot be started: {error.strerror}; check its folder") from None
        self.streams.close_ends_of_the_script()
        self.family = Family(main, b"PORTPROOF_TRACE=" + os.fsencode(self.folder) + b"\0")
        self.reader = FolderReader(self.folder, main.pid, self.layout.swap)
        for source in self.streams.open:
            self.selector.register(source, selectors.EVENT_READ)

    def _wait_for_main(self) -> Outcome:
        """Wait until the main process has ended; at the limit tell whether it hangs."""
        wake = self._watch_main()
        try:
            while True:
                outcome = self.family.read_outcome()
                if outcome:
                    return outcome
                if self._is_too_much():
                    return Outcome("limit", round(time.monotonic() - self.begun))
                if self._is_over_limit():
                    return self._judge_limit()
                if self._hangs():
                    return Outcome("hang", 0)
                self._step(_TICK)
        finally:
            if wake is not None:
                self.selector.unregister(wake)
                os.close(wake)

    def _watch_main(self) -> int | None:
        if not hasattr(os, "pidfd_open"):
            return None
        try:
            wake = os.pidfd_open(self.family.main.pid)
        except OSError:
            return None
        self.selector.register(wake, selectors.EVENT_READ)
        return wake

    def _wait_for_rest(self) -> None:
        """Wait until no process of the run lives; those that will never end by themselves are not waited for."""
        tick = 0.002
        while living := self.family.find_living(self._recorded()):
            self.left = len(living)
            if self._is_over_limit() or self._is_too_much() or self._are_forsaken():
                return
            self._step(tick)
            tick = min(tick * 1.5, _TICK)
        self.left = 0

    def _are_forsaken(self) -> bool:
        """Whether what outlives the main process has been blocked for long, with no sleep or timeout under way."""
        self._look()
        if self.settings.bare or time.monotonic() - self.changed < FORSAKEN:
            return False
        return self._judge_blocked()

    def _step(self, tick: float) -> None:
        """Wait for output, for at most a tick, and serve what is due."""
        if _stopping.is_set():
            raise KeyboardInterrupt
        if self.settings.hold:
            tick = min(tick, _HOLD_TICK)
        remaining = self.settings.limit - (time.monotonic() - self.begun)
        for key, _ in self.selector.select(max(0.0, min(tick, remaining))):
            if key.fd in self.streams.open:
                self.streams.read(key.fd)
                if key.fd not in self.streams.open:
                    self.selector.unregister(key.fd)
        if self.settings.hold:
            self._serve_held()

    def _look(self) -> bytes:
        new = self.reader.poll()
        if new:
            self.changed = time.monotonic()
        return new

    def _serve_held(self) -> None:
        """Let killers go on when they may; the trace is parsed only while one is held."""
        new = self._look()
        if b"\thold\t" in new or (new and self.held):
            self.processes = self.reader.processes()
            self.held = set(find_holds(self.processes)) - self.released
        if not self.held:
            return
        quiet = time.monotonic() - self.changed
        if quiet >= (_HOLD_QUIET if self.by_quiet else _HOLD_LONG) or self.may_release(self.processes):
            for pid, number in self.held:
                with suppress(OSError):
                    (self.folder / f"release-{pid}-{number}").touch()
            self.released |= self.held
            self.held = set()

    def _hangs(self) -> bool:
        """Whether every process has been blocked for long in calls that will never return, all of them followed ones."""
        now = time.monotonic()
        if self.settings.bare or now - max(self.changed, self.asked) < HANG_QUIET:
            return False  # (without the recorder nobody knows whether it sleeps)
        self.asked = now
        if self._look():
            return False
        unfollowed = any(event.kind == "unfollowed" for process in self.reader.processes() for event in process.events)
        return not unfollowed and self._judge_blocked()

    def _is_over_limit(self) -> bool:
        return time.monotonic() - self.begun >= self.settings.limit

    def _is_too_much(self) -> bool:
        """Whether the run fills memory or disk without end."""
        return self.streams.size > LARGEST_RAW or self._trace_size() > LARGEST_TRACE

    def _trace_size(self) -> int:
        size = 0
        with suppress(OSError), os.scandir(self.folder) as entries:
            size = sum(entry.stat().st_size for entry in entries)
        return size

    def _judge_limit(self) -> Outcome:
        """At the limit: a hang if all is quiet and blocked, else the run was simply not finished."""
        self._look()
        newest = max((event.clock for process in self.reader.processes() for event in process.events[-1:]), default=0.0)
        is_quiet = time.time() - newest >= min(QUIET, self.settings.limit / 2)
        if is_quiet and self._judge_blocked():
            return Outcome("hang", 0)
        return Outcome("limit", round(self.settings.limit))

    def _judge_blocked(self) -> bool:
        living = {member.pid for member in self.family.find_living(self._recorded())}
        here = [process for process in self.reader.processes() if process.pid in living]
        return not any(is_timed(process) for process in here) and is_blocked(self.family, self._recorded())

    def _recorded(self) -> list[int]:
        try:
            return [int(name.split("-")[0]) for name in os.listdir(self.folder) if name.endswith(".trace")]
        except OSError:
            return []

    def _drain(self) -> None:
        """Read to the end of what was written: all writers are gone, unless one got away."""
        deadline = time.monotonic() + _DRAIN
        while self.streams.open and time.monotonic() < deadline:
            self.selector.select(0.01)
            self.streams.read_all()
            for source in [fd for fd in list(self.selector.get_map()) if fd not in self.streams.open]:
                self.selector.unregister(source)

    def _trace(self, outcome: Outcome) -> Trace:
        self.reader.poll()
        processes = self.reader.processes()
        is_missing = not processes or processes[0].pid != self.family.main.pid
        if is_missing and not self.settings.bare and outcome.kind != "limit":
            raise TraceError(
                f"{self.layout.script.name}: nothing was recorded under {self.interpreter.name} ({outcome}); "
                "expected its main process to load portproof's sitecustomize; is it started without site?"
            )
        raw = self.streams.raw
        if self.layout.swap:
            copy, own = self.layout.swap
            raw = raw.replace(os.fsencode(copy), os.fsencode(own))
        world = describe_world(self.settings, self.layout.note, self.environment)
        if self.left:
            world["ended"] = f"{self.left} that outlived main"
        return Trace(processes, outcome, world, raw, self.settings.speed, self.settings.turn, self.seconds)


def find_holds(processes: Sequence[Process]) -> list[tuple[int, str]]:
    """Find the killers that wait: pid and number of every process whose event `hold` is the last of its thread."""
    held = []
    for process in processes:
        last: dict[int, Event] = {event.thread: event for event in process.events}
        held += [(process.pid, event.args[0]) for event in last.values() if event.kind == "hold"]
    return held


def is_timed(process: Process) -> bool:
    """Whether a thread of *process* is in a sleep, or in a call with a timeout: it will go on by itself."""
    last: dict[int, Event] = {event.thread: event for event in process.events}
    timeouts = dict.fromkeys(
        ("get-call", "wait-call", "next-call", "await-call", "process-join-call", "thread-join-call"), 1
    )
    return any(
        event.kind in ("sleep", "hold")
        or (event.kind in timeouts and event.args[timeouts[event.kind]] not in ("", "None"))
        for event in last.values()
    )
