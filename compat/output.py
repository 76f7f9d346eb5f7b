"""Outputs: the lines that a strand writes, built from its writes.  Called by `strand` alone."""

from __future__ import annotations

from dataclasses import dataclass

from compat.event import Event, Place


@dataclass(slots=True)
class Output:
    """One line that one strand wrote to one stream, its line end included; `place` is that of its first write, `begun`.

    One that stands for several lines (a traceback) has what was written in `folded`.  `alone` is the text with the blanks that
    it would have if no other thread printed, where they differ.
    """

    stream: str
    text: str
    place: Place | None
    begun: Event | None = None
    folded: str = ""
    alone: str = ""


class Lines:
    """Build the outputs of one strand on one stream.

    A newline or a carriage return ends an output.  Text that has left the process (flushed, or the stream is
    `unbuffered`) before the strand goes on to something else is an output of its own: `pause` gives it.
    A stream that `holds` its text (a pipe) lets lines out at a flush only; one that is `eager` (3.x) writes all it has at a
    newline, C's stdio (2.7) only up to it.
    """

    def __init__(self, stream: str, unbuffered: bool, holds: bool = False, eager: bool = False) -> None:
        self.stream = stream
        self.unbuffered = unbuffered
        self.holds = holds
        self.eager = eager
        self.text = ""
        self.left = 0
        self.first: Event | None = None
        self.last: Event | None = None
        self.blanks: list[tuple[int, bool]] = []
        self.is_foreign = False

    def blank(self, is_missing: bool) -> None:
        """Another thread's print has taken the blank that is due here (2.7), or left one that is not."""
        self.is_foreign = not is_missing
        if is_missing:
            self.blanks.append((len(self.text), True))

    def write(self, event: Event) -> list[tuple[Output, Event]]:
        """Add one write; give the outputs that it completes, each with the event it left at."""
        if not event.args[1]:
            return []
        if self.text == "":
            self.first = event
        self.last = event
        if self.is_foreign and event.args[1] == " ":
            self.blanks.append((len(self.text), False))
        self.is_foreign = False
        self.text += event.args[1]
        done = []
        while True:
            cut = _line_end(self.text)
            if cut == 0:
                break
            done.append((self._output(self.text[:cut]), event))
            self.text = self.text[cut:]
            self.first = event
        if self.unbuffered or (done and self.eager and not self.holds):
            self.left = len(self.text)
        elif done:
            self.left = 0
        return done

    def flush(self) -> None:
        """Everything written so far has left the process."""
        self.left = len(self.text)

    def pause(self) -> list[tuple[Output, Event]]:
        """The part of an unfinished line that was seen before the strand went on, if any."""
        if not self.left or self.last is None:
            return []
        seen, self.text = self.text[: self.left], self.text[self.left :]
        self.left = 0
        return [(self._output(seen), self.last)]

    def end(self) -> list[tuple[Output, Event, bool]]:
        """The text after the last line end, when the strand is over; the last value says whether it has left already."""
        if not self.text or self.last is None:
            return []
        text, self.text = self.text, ""
        left, self.left = self.left == len(text), 0
        return [(self._output(text), self.last, left)]

    def _output(self, text: str) -> Output:
        place = self.first.place if self.first else None
        return Output(self.stream, text, place, self.first, alone=self._put_blanks(text))

    def _put_blanks(self, text: str) -> str:
        """The beginning of what was written, with the blanks of a thread that prints alone; nothing where it has them."""
        here = [blank for blank in self.blanks if blank[0] < len(text)]
        self.blanks = [(at - len(text), is_missing) for at, is_missing in self.blanks if at >= len(text)]
        alone = text
        for at, is_missing in reversed(here):
            alone = alone[:at] + (" " + alone[at:] if is_missing else alone[at + 1 :])
        return alone if alone != text else ""


def _line_end(text: str) -> int:
    """The length of the first complete line of `text`, 0 if there is none; a newline after a return belongs to it."""
    newline, carriage = text.find("\n"), text.find("\r")
    if carriage != -1 and (newline == -1 or carriage < newline):
        return carriage + 2 if text[carriage + 1 : carriage + 2] == "\n" else carriage + 1
    return newline + 1
