"""Queues and pipes: which strand sent what another received.  Called by `rounds`, which makes rounds of racing receives.

An in-process queue numbers its messages.  Between processes nothing is added to what is sent, so messages are paired in
the order in which they passed the pipe: the n-th that was written, under the write lock, is the n-th that was read, under
the read lock.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from compat.event import Event
from compat.strand import Program, Step, Strand, Thing


@dataclass(slots=True, eq=False)
class Channel:
    """A queue, or one direction of a pipe: what was `sent` in the order in which it entered, and who took it.

    `takes` are (receiver, step, what it got; None: nothing or unknown), in the order in which they left; `callers` are
    all who wanted something of it, those that got nothing in this run included.
    """

    name: str
    thing: Thing
    sent: list[tuple[Strand, Step]] = field(default_factory=list)
    takes: list[tuple[Strand, Step, Step | None]] = field(default_factory=list)
    callers: list[Strand] = field(default_factory=list)

    @property
    def senders(self) -> list[Strand]:
        return list(dict.fromkeys(strand for strand, _ in self.sent))

    @property
    def receivers(self) -> list[Strand]:
        return list(dict.fromkeys([*(strand for strand, _, _ in self.takes), *self.callers]))

    @property
    def is_shared(self) -> bool:
        """Whether several strands receive from it: which of them gets a message is noise."""
        return len(self.receivers) > 1

    @property
    def races(self) -> bool:
        """Whether its messages may come, or go, in more than one way."""
        return len(self.senders) > 1 or self.is_shared

    @property
    def flavour(self) -> str:
        """`fifo`, `lifo`, `priority`, `simple`, `process`, `joinable`, or `pipe`."""
        return self.thing.detail.partition(" ")[0] if self.thing.what == "queue" else "pipe"

    @property
    def has_feeder(self) -> bool:
        """Whether each process has a thread of its own that puts messages into the pipe."""
        return self.flavour in ("process", "joinable")

    @property
    def is_numbered(self) -> bool:
        """Whether each take knows the number of its put: in one process, and in a manager's."""
        return self.thing.scope == "thread" or self.flavour in ("fifo", "lifo", "priority")

    @property
    def size(self) -> int:
        """The number of places, 0 where there is no bound."""
        number = self.thing.detail.partition(" ")[2] if self.thing.what == "queue" else ""
        return int(number) if number.isdigit() else 0


def find_channels(program: Program) -> list[Channel]:
    """Find every queue and pipe of a program, with its messages paired."""
    channels: dict[Thing | tuple[Thing, str], Channel] = {}
    for strand in program.strands.values():
        for step in strand.steps:
            if step.kind in ("put", "take", "take-call"):
                _add_queue_step(program, channels, strand, step)
            elif step.kind in ("send", "recv", "recv-call"):
                _add_pipe_step(program, channels, strand, step)
    found = list(channels.values())
    for channel in found:
        _pair(program, channel)
    return found


def _add_queue_step(
    program: Program, channels: dict[Thing | tuple[Thing, str], Channel], strand: Strand, step: Step
) -> None:
    thing = program.thing_of(step)
    if thing is None or thing.what != "queue":
        return
    channel = channels.setdefault(thing, Channel(thing.name, thing))
    if step.kind == "take":
        channel.takes.append((strand, step, None))
    elif step.kind == "take-call":
        channel.callers.append(strand)
    elif step.args[1] != "full":
        channel.sent.append((strand, step))


def _add_pipe_step(
    program: Program, channels: dict[Thing | tuple[Thing, str], Channel], strand: Strand, step: Step
) -> None:
    """A pipe's direction is named by the end that receives."""
    end = program.thing_of(step)
    if end is None:
        return
    receiving = step.args[0] if step.kind != "send" else end.detail.partition(" ")[0]
    thing = program.things.get((-1, receiving))
    if thing is None:
        return
    channel = channels.setdefault(thing, Channel(thing.name, thing))
    if step.kind == "recv":
        channel.takes.append((strand, step, None))
    elif step.kind == "recv-call":
        channel.callers.append(strand)
    else:
        channel.sent.append((strand, step))


def _pair(program: Program, channel: Channel) -> None:
    """Say what each take got."""
    channel.takes.sort(key=lambda take: _moment(take[1].event))
    if channel.is_numbered:
        _pair_by_numbers(channel)
        return
    if channel.has_feeder:
        _sort_by_feeds(channel, program.feeds.get(channel.sent[0][1].args[0], []) if channel.sent else [])
    else:
        channel.sent.sort(key=lambda sent: _moment(sent[1].event))
    waiting = iter(channel.sent)
    channel.takes = [
        (who, step, next(waiting, (who, None))[1] if _is_got(step) else None) for who, step, _ in channel.takes
    ]


def _pair_by_numbers(channel: Channel) -> None:
    """A manager's clients record what they took when they have it: where it is first in, first out, the numbers know better."""
    numbers = {step.args[1]: step for _, step in channel.sent}
    channel.sent.sort(key=lambda sent: _number(sent[1]))
    channel.takes = [(who, step, numbers.get(step.args[1])) for who, step, _ in channel.takes]
    if channel.thing.scope == "process" and channel.flavour == "fifo":
        got = iter(sorted((take for take in channel.takes if take[2] is not None), key=lambda take: _number(take[1])))
        channel.takes = [next(got) if take[2] is not None else take for take in channel.takes]


def _number(step: Step) -> int:
    return int(step.args[1]) if step.args[1].isdigit() else 0


def _is_got(step: Step) -> bool:
    return step.args[1] in ("?", "ok")


def _moment(event: Event) -> tuple[float, int]:
    return event.clock, event.index


def _sort_by_feeds(channel: Channel, feeds: list[Event]) -> None:
    """Put messages in the order in which the feeders wrote them; those that were never written come last."""
    order = {event.args[1]: number for number, event in enumerate(sorted(feeds, key=_moment))}
    channel.sent.sort(key=lambda sent: (order.get(sent[1].args[1], len(order)), _moment(sent[1].event)))
