"""While runs are under way: what is shown of them, and the signals that end them.  Called by `cli`."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from types import FrameType
from typing import Any


class Progress:
    """What is under way, on stderr, if that is a terminal."""

    def __enter__(self) -> Progress:
        self.status: Any = None
        self.lock = threading.Lock()
        return self

    def __exit__(self, *error: object) -> None:
        self.hide()

    def show(self, text: str) -> None:
        """Say what is under way; from any thread."""
        if not sys.stderr.isatty():
            return
        from rich.console import Console
        from rich.text import Text

        with self.lock:
            if self.status is None:
                self.status = Console(stderr=True).status(Text(text))
                self.status.start()
            else:
                self.status.update(Text(text))

    def hide(self) -> None:
        """Take the display away, so that a result can be printed."""
        with self.lock:
            if self.status is not None:
                self.status.stop()
                self.status = None


class Signals:
    """While a command runs, the first interrupt or request to end reaches every run, then the command.

    `arrived` is its number, 0 before one came.
    """

    def __init__(self) -> None:
        self.arrived = 0
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Signals:
        with contextlib.suppress(ValueError):  # not in the main thread
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                if signal.getsignal(number) is not signal.SIG_IGN:
                    self._before[number] = signal.signal(number, self._arrive)
        return self

    def __exit__(self, *error: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _arrive(self, number: int, _: FrameType | None) -> None:
        from compat.runner import stop_all

        stop_all()
        if not self.arrived:  # a second one must not break off the ending of the runs
            self.arrived = number
            raise KeyboardInterrupt
