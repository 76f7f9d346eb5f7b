"""The world of a recorded run, the same for both sides: its settings, its environment, its terminal or pipes.

Called by `runner` alone.  What is set here is told in `Trace.world`.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import struct
import termios
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

INJECT = Path(__file__).parent / "inject"
ROWS, COLUMNS = 24, 80
_BLOCK = 2**16
_FIXED = {"PYTHONIOENCODING": "utf-8", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
_SHOWN = ("TERM", "LANG", "LC_ALL", "LC_CTYPE", "TZ")


@dataclass(frozen=True, slots=True)
class RunSettings:
    """How one run is made.

    `limit` is in real seconds; `cpus` and `start_method` None leave the interpreter's own; `stdout` is `terminal` or
    `pipe`; `stdin` None is empty; `speed` is how many times sleeps and timeouts are shortened; `clock` is added to the
    clocks that the script reads; `turn` delays finished items (seconds); `hold` is the most that a killer waits (0: not
    held); `perturb` is the seed of delays where strands meet (0: none); `bare` runs without the recorder.
    """

    limit: float = 60.0
    cpus: int | None = None
    start_method: str | None = None
    stdout: str = "terminal"
    stdin: Path | None = None
    speed: int = 1
    clock: float = 0.0
    turn: float = 0.0
    hold: float = 0.0
    perturb: int = 0
    bare: bool = False
    inject: Path = INJECT


def make_environment(settings: RunSettings, trace: Path, env: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a run whose trace goes into the folder *trace*."""
    env = os.environ if env is None else env
    dropped = ("PYTHON", "PORTPROOF_", "COLUMNS", "LINES", "__PYVENV_LAUNCHER__")
    kept = {name: value for name, value in env.items() if not name.startswith(dropped)} | _FIXED
    path = env.get("PYTHONPATH", "")
    if settings.bare:
        return kept | ({"PYTHONPATH": path} if path else {})
    kept["PYTHONPATH"] = os.pathsep.join(filter(None, [str(settings.inject), path]))
    kept["PORTPROOF_TRACE"] = str(trace)
    kept["PORTPROOF_SPEED"] = str(settings.speed)
    kept["PORTPROOF_CPUS"] = str(settings.cpus or "")
    kept["PORTPROOF_START_METHOD"] = settings.start_method or ""
    kept["PORTPROOF_CLOCK"] = repr(settings.clock)
    kept["PORTPROOF_TURN"] = repr(settings.turn)
    kept["PORTPROOF_HOLD"] = repr(settings.hold)
    kept["PORTPROOF_PERTURB"] = str(settings.perturb or "")
    kept["PORTPROOF_EPOCH"] = f"{time.time():.6f}"
    return kept


def describe_world(settings: RunSettings, folder: str, environment: Mapping[str, str]) -> dict[str, str]:
    """Return what is set, by name; *folder* tells what folder the script runs in."""
    world = {
        "stdout": f"terminal {COLUMNS}x{ROWS}" if settings.stdout == "terminal" else "pipe",
        "stdin": str(settings.stdin) if settings.stdin else "empty",
        "cpus": str(settings.cpus or ""),
        "start_method": settings.start_method or "",
        "folder": folder,
        "limit": f"{settings.limit:g}",
        "recorder": "off" if settings.bare else "on",
    }
    return world | _FIXED | {name: environment[name] for name in _SHOWN if name in environment}


class Streams:
    """What the script writes to: one terminal that changes no byte, or two pipes; read without blocking."""

    def __init__(self, settings: RunSettings) -> None:
        if settings.stdout == "terminal":
            source, self.stdout = _open_terminal()
            self.stderr = self.stdout
            self._texts = {source: bytearray()}
        else:
            first, self.stdout = os.pipe()
            second, self.stderr = os.pipe()
            self._texts = {first: bytearray(), second: bytearray()}
        self.stdin = os.open(settings.stdin or os.devnull, os.O_RDONLY)
        self.open = set(self._texts)
        for source in self._texts:
            os.set_blocking(source, False)

    @property
    def raw(self) -> bytes:
        """What has arrived; of pipes, stdout before stderr."""
        return b"".join(self._texts.values())

    @property
    def size(self) -> int:
        """How many bytes have arrived."""
        return sum(map(len, self._texts.values()))

    def close_ends_of_the_script(self) -> None:
        """Close our copies of what the script inherited, so that its end can be seen."""
        for end in {self.stdin, self.stdout, self.stderr}:
            os.close(end)
        self.stdin = self.stdout = self.stderr = -1

    def read(self, source: int) -> None:
        """Read what has arrived; a source whose writers are all gone leaves `open`."""
        while source in self.open:
            try:
                block = os.read(source, _BLOCK)
            except BlockingIOError:
                return
            except OSError:  # EIO: no process has the terminal open any more
                block = b""
            if not block:
                self.open.discard(source)
            self._texts[source] += block

    def read_all(self) -> None:
        """Read whatever has arrived at any source."""
        for source in list(self.open):
            self.read(source)

    def close(self) -> None:
        """Close everything that is still open."""
        for end in {self.stdin, self.stdout, self.stderr, *self._texts} - {-1}:
            with contextlib.suppress(OSError):
                os.close(end)


def _open_terminal() -> tuple[int, int]:
    """Open a terminal that hands on bytes as they are: no `\\r` added, nothing echoed."""
    source, end = os.openpty()
    mode = termios.tcgetattr(end)
    mode[1] &= ~termios.OPOST
    mode[3] &= ~(termios.ECHO | termios.ISIG | termios.ICANON)
    termios.tcsetattr(end, termios.TCSANOW, mode)
    fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    return source, end
