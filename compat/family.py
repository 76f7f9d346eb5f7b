"""The processes of a run: who is still alive, who is blocked, and ending them, never anyone else.

Called by `runner`.  A run is a session of its own.  Its main process is not reaped before the run is over, so that the
number of the session and of the group cannot be given to another process meanwhile.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterable
from typing import NamedTuple

from compat.event import Outcome

_PROC = os.path.isdir("/proc/self")
_ENDING = 5.0


class Member(NamedTuple):
    """A living process of the run: its state letter and the processor time that it has used, in ticks."""

    pid: int
    state: str
    ticks: int
    started: str


class Family:
    """The main process and all that came from it; `mark` is in the environment of each that the recorder follows."""

    def __init__(self, main: subprocess.Popen[bytes], mark: bytes) -> None:
        self.main = main
        self.mark = mark

    def read_outcome(self) -> Outcome | None:
        """Tell how the main process ended, None while it lives; it stays a zombie until `reap`."""
        if not hasattr(os, "waitid"):  # macOS before 3.13
            status = self.main.poll()
            return None if status is None else _outcome(status < 0, abs(status))
        found = os.waitid(os.P_PID, self.main.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        return None if found is None else _outcome(found.si_code != os.CLD_EXITED, found.si_status)

    def find_living(self, recorded: Iterable[int]) -> list[Member]:
        """Find the living processes of the run; *recorded* are pids that have left a trace."""
        if not _PROC:
            return [Member(pid, "?", 0, "") for pid in recorded if self._is_in_session(pid)]
        recorded = set(recorded)
        living = []
        for name in os.listdir("/proc"):
            if name.isdigit() and (found := self._read_member(int(name), recorded)):
                living.append(found)
        return living

    def _read_member(self, pid: int, recorded: set[int]) -> Member | None:
        fields = _read_stat(pid)
        if fields is None or fields[0] in "ZX":
            return None
        is_ours = int(fields[3]) == self.main.pid or (pid in recorded and self.mark in _read_environment(pid))
        return Member(pid, fields[0], int(fields[11]) + int(fields[12]), fields[19]) if is_ours else None

    def _is_in_session(self, pid: int) -> bool:
        try:
            return os.getsid(pid) == self.main.pid
        except OSError:
            return False

    def end(self, recorded: Iterable[int]) -> None:
        """End every process of the run and wait until none is left (5 s at most: one may be stuck in the kernel)."""
        recorded = set(recorded)
        deadline = time.monotonic() + _ENDING
        while True:
            if self.main.returncode is None:
                with contextlib.suppress(OSError):
                    os.killpg(self.main.pid, signal.SIGKILL)
            living = self.find_living(recorded)
            for member in living:
                self._kill(member, recorded)
            if not living or time.monotonic() > deadline:
                return
            time.sleep(0.002)

    def _kill(self, member: Member, recorded: set[int]) -> None:
        """Kill one process, holding on to it first, so that its number cannot pass to another in between."""
        if not (_PROC and hasattr(os, "pidfd_open")):
            with contextlib.suppress(OSError):
                os.kill(member.pid, signal.SIGKILL)
            return
        with contextlib.suppress(OSError):
            hold = os.pidfd_open(member.pid)
            try:
                again = self._read_member(member.pid, recorded)
                if again and again.started == member.started:
                    signal.pidfd_send_signal(hold, signal.SIGKILL)
            finally:
                os.close(hold)

    def reap(self) -> None:
        """Collect the main process, which has ended."""
        self.main.wait()


def is_blocked(family: Family, recorded: Iterable[int], samples: int = 6, pause: float = 0.05) -> bool:
    """Whether every living process only waits: never running in most samples, next to no processor time in between."""
    recorded = set(recorded)
    running: dict[int, int] = {}
    first: dict[int, int] = {}
    for number in range(samples):
        if number:
            time.sleep(pause)
        for member in family.find_living(recorded):
            first.setdefault(member.pid, member.ticks)
            running[member.pid] = running.get(member.pid, 0) + (member.state == "R")
            if member.ticks - first[member.pid] > samples * pause * 20 or running[member.pid] > samples // 2:
                return False
    return True


def _outcome(by_signal: bool, value: int) -> Outcome:
    return Outcome("signal" if by_signal else "exit", value)


def _read_stat(pid: int) -> list[str] | None:
    """Return the fields of /proc/PID/stat from the state on: 0 state, 3 session, 11 and 12 ticks, 19 start."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as stream:
            text = stream.read()
    except OSError:
        return None
    return text[text.rindex(b")") + 2 :].decode("ascii", "replace").split()


def _read_environment(pid: int) -> bytes:
    try:
        with open(f"/proc/{pid}/environ", "rb") as stream:
            return stream.read()
    except OSError:
        return b""
