"""Turned runs: who is about to put a message or to take a lock waits first, by its own number.

Run by: the families of locks and queues, before each such step.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules; see `sitecustomize`.

Threads and processes that the script starts are numbered in that order; the main one is not and never waits.  Nor does
who holds a lock wait for another: nobody would overtake it.
"""

from __future__ import absolute_import

import sys

from . import notes, real, settings, turn


class Arrivals(object):
    """Delays each arrival by its thread's number; it keeps all it needs in itself."""

    def __init__(self):
        self.is_wanted = bool(settings.turn)
        self.modules, self.ident, self.delay = sys.modules, real.get_ident, turn.wait
        self.note_of = notes.get
        self.held = {}

    def wait(self):
        """Wait before a message is put."""
        if self.is_wanted:
            number = self.number()
            if number is not None:
                self.delay(number)

    def wait_for_lock(self):
        """Wait before a lock is taken."""
        if self.is_wanted and not self.held.get(self.ident()):
            self.wait()

    def take(self, count=1):
        """Note that this thread holds a lock more, or one less."""
        if self.is_wanted:
            ident = self.ident()
            self.held[ident] = max(0, self.held.get(ident, 0) + count)

    def number(self):
        """Return the number of this thread, or of this process if the thread is its main one; None if it has none."""
        try:
            threads = self.modules.get("threading")
            thread = threads and threads._active.get(self.ident())
            if thread is not None:
                number = self.note_of(thread)
                if isinstance(number, int):
                    return number
                if not isinstance(thread, threads._MainThread):
                    return None
            processes = self.modules.get("multiprocessing.process")
            identity = processes.current_process()._identity if processes else ()
            return identity[-1] if identity else None
        except Exception:  # the interpreter is taking itself apart
            return None


arrivals = Arrivals()
