"""Rounds: code that receives from several senders runs once for each message, in the order of arrival.

`split_rounds` takes each round out of the strand that receives and makes it a strand of its own (kind `round`), leaving a
step `round` in its place.  What a round prints may be bound to its message or to its number; `side` finds out which, by
comparing runs whose arrivals came in different orders, and asks for the program in that binding.  Where several strands
receive from one channel, which of them gets a message is noise: the round belongs to its message alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from compat.channels import Channel, find_channels
from compat.renaming import name_what_it_makes
from compat.strand import Job, Message, Pool, Program, Step, Strand

MESSAGE, ROUND = "message", "round"
#: Steps with which the end of a process or thread begins: no part of a round.
_END = frozenset(["exit-begin", "process-end", "thread-end", "main-end"])


@dataclass(slots=True, eq=False)
class Round:
    """One round: the strand that it became, its channel, its place in the order of arrival, and what it received.

    `is_shared`: other strands than its `receiver` receive from the channel, too; `is_last`: the receiver's last one.
    """

    strand: Strand
    channel: str
    number: int
    message: Message
    binding: str
    receiver: Strand
    is_shared: bool = False
    is_last: bool = False


@dataclass(slots=True)
class Rounds:
    """The rounds of a program, its queues and pipes, and by `id(step)` what each receive of these got."""

    rounds: list[Round] = field(default_factory=list)
    channels: list[Channel] = field(default_factory=list)
    messages: dict[int, Message] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Round]:
        return iter(self.rounds)


def find_racing_channels(program: Program) -> list[str]:
    """Name the channels of a program whose messages may arrive at one receiver in more than one order."""
    names = [job.name for job in program.jobs if job.method == "imap_unordered" and len(job.results) > 1]
    names += [f"{pool.name}/callbacks" for pool in program.pools if len(served_callbacks(pool)) > 1]
    names += [f"{strand.name}/{step.args[0]}" for strand, step in program.each("receive")]
    names += [c.name for c in find_channels(program) if c.races and not c.is_shared and len(c.takes) > 1]
    return list(dict.fromkeys(names))


def split_rounds(program: Program, binding: Mapping[str, str]) -> Rounds:
    """Make strands of the rounds of every channel; `binding` maps a channel to `message` (if not in it) or `round`."""
    return _Splitter(program, binding).split()


def served_callbacks(pool: Pool) -> list[Strand]:
    """The callbacks that a pool's own thread ran, in the order in which they ran."""
    found = [strand for job in pool.jobs for strand in job.callbacks if strand.adder is None]
    return sorted(found, key=lambda strand: strand.steps[0].event.index)


@dataclass(slots=True)
class _Span:
    """The steps `start` to `stop` of a strand that are one round."""

    start: int
    stop: int
    channel: str
    number: int
    step: Step
    message: Message | None
    is_shared: bool = False
    is_last: bool = False


class _Splitter:
    """Splits one strand after the other, those that send before those that receive from them."""

    def __init__(self, program: Program, binding: Mapping[str, str]) -> None:
        self.program = program
        self.binding = binding
        self.made = Rounds(channels=find_channels(program))
        self.owners = {id(step): strand for strand in program.strands.values() for step in strand.steps}
        self.channel_of = {id(step): c for c in self.made.channels for _, step, _ in c.takes}
        self.sent_of = {id(step): sent for c in self.made.channels for _, step, sent in c.takes}
        self.number_of = {id(step): n for c in self.made.channels for n, (_, step, _) in enumerate(c.takes)}
        self.by_key = {(step.event.process, step.args[0]): c for c in self.made.channels for _, step, _ in c.takes}

    def split(self) -> Rounds:
        for strand in self._senders_first():
            self._split_strand(strand)
        for pool in self.program.pools:
            channel = f"{pool.name}/callbacks"
            if self.binding.get(channel) == ROUND:
                self.made.rounds += _number_callbacks(self.program, channel, served_callbacks(pool))
        for channel_ in self.made.channels:
            self._name_messages(channel_)
        return self.made

    def _senders_first(self) -> list[Strand]:
        """The strands in an order in which the messages of a channel have their names before its rounds need them."""
        found: dict[Strand, None] = {}
        sources: dict[Strand, list[Strand]] = {}
        for channel in self.made.channels:
            for receiver in channel.receivers:
                sources.setdefault(receiver, []).extend(channel.senders)

        def visit(strand: Strand, under_way: frozenset[Strand]) -> None:
            for sender in dict.fromkeys(sources.get(strand, ())):
                if sender not in found and sender not in under_way:
                    visit(sender, under_way | {sender})
            found[strand] = None

        for strand in self.program.strands.values():
            if strand not in found:
                visit(strand, frozenset([strand]))
        return list(found)

    # messages -------------------------------------------------------------------------------------------------

    def _name_messages(self, channel: Channel) -> None:
        for _, step, sent in channel.takes:
            if id(step) not in self.made.messages and sent is not None:
                self.made.messages[id(step)] = self._message_sent(channel, sent)

    def _message_sent(self, channel: Channel, sent: Step) -> Message:
        """A message is named by its sender and its number among what that sent into the channel."""
        owner = self.owners[id(sent)]
        own = [step for _, step in channel.sent if self.owners[id(step)] is owner]
        own.sort(key=lambda step: step.event.index)
        name = f"{owner.name}/{channel.name.rpartition('/')[2]}#{own.index(sent)}"
        return Message(channel.name, name, sent=sent)

    def _message_of(self, step: Step) -> Message | None:
        """What a step got from a queue or pipe."""
        sent = self.sent_of.get(id(step))
        if sent is None:
            return None
        if id(step) not in self.made.messages:
            self.made.messages[id(step)] = self._message_sent(self.channel_of[id(step)], sent)
        return self.made.messages[id(step)]

    # spans ----------------------------------------------------------------------------------------------------

    def _split_strand(self, strand: Strand) -> None:
        spans = sorted(self._find_spans(strand), key=lambda span: (span.start, span.stop))
        steps: list[Step] = []
        at = 0
        for span in spans:
            if span.start < at or span.message is None:
                continue  # a round within a round stays a part of the outer one
            steps += strand.steps[at : span.start]
            steps.append(self._make_round(strand, span))
            at = span.stop
        strand.steps = steps + strand.steps[at:]

    def _find_spans(self, strand: Strand) -> list[_Span]:
        """The receives of a strand, channel by channel; a round lasts until the next call on its channel."""
        done: dict[str, list[_Span]] = {}
        open_: dict[str, _Span] = {}
        for at, step in enumerate(strand.steps):
            kind, _, call = step.kind.partition("-")
            if kind not in ("next", "receive", "take", "recv") or call not in ("", "call"):
                continue
            span = self._begin(strand, at, step, done)
            channel = span.channel if span is not None else self._channel_name(strand, step)
            if channel in open_ and (call or span is not None):
                open_[channel].stop = at
                done.setdefault(channel, []).append(open_.pop(channel))
            if span is not None and not call:
                open_[channel] = span
        for channel, span in open_.items():
            if self._close_last(strand, span, done.get(channel, [])):
                done.setdefault(channel, []).append(span)
        return [span for spans in done.values() for span in spans]

    def _channel_name(self, strand: Strand, step: Step) -> str:
        if step.kind.startswith("next"):
            job = self.program.job_of(step)
            return job.name if job is not None else ""
        if step.kind.startswith("receive"):
            return f"{strand.name}/{step.args[0]}"
        channel = self.by_key.get((step.event.process, step.args[0]))
        return channel.name if channel is not None else ""

    def _begin(self, strand: Strand, at: int, step: Step, done: dict[str, list[_Span]]) -> _Span | None:
        """The round that a step begins, if its messages race."""
        name = self._channel_name(strand, step)
        number = len(done.get(name, ()))
        if step.kind == "next" and step.args[-1] in ("ok", "error"):
            job = self.program.job_of(step)
            if job is None or job.method != "imap_unordered":
                return None
            arrivals = list(job.results)
            index = arrivals[number] if number < len(arrivals) else number
            return _Span(at, at, name, number, step, Message(job.name, f"{job.name}/item{index}", job, index))
        if step.kind == "receive" and (job := self.program.job_of(step, 1)) is not None:
            return _Span(at, at, name, number, step, _future_message(job))
        channel = self.channel_of.get(id(step)) if step.kind in ("take", "recv") else None
        if channel is None or not channel.races or self.sent_of[id(step)] is None:
            return None
        number = self.number_of[id(step)] if channel.is_shared else number
        return _Span(at, at, name, number, step, self._message_of(step), channel.is_shared)

    def _close_last(self, strand: Strand, span: _Span, earlier: list[_Span]) -> bool:
        """Say where the last round of a receiver ends; False if there is but one, which stays a part of its strand.

        No further call closes it.  A worker's goes on to its end; else it ends where something comes that no earlier
        round did.
        """
        if span.step.kind not in ("take", "recv"):
            return False
        stop = next(
            (n for n in range(span.start, len(strand.steps)) if strand.steps[n].kind in _END), len(strand.steps)
        )
        span.is_last = True
        if span.is_shared and self.program.child_named(strand.name) is not None:
            span.stop = stop
            return True
        known = {step.place for one in earlier for step in strand.steps[one.start : one.stop]} | {span.step.place, None}
        span.stop = next((n for n in range(span.start + 1, stop) if strand.steps[n].place not in known), stop)
        return bool(earlier) or span.is_shared

    # rounds ---------------------------------------------------------------------------------------------------

    def _make_round(self, strand: Strand, span: _Span) -> Step:
        """Make a strand of a round; return the step that stands for it."""
        message = span.message
        assert message is not None
        binding = MESSAGE if span.is_shared else self.binding.get(span.channel, MESSAGE)
        name = f"{span.channel}/round{span.number}" if binding == ROUND else f"{message.name}/received"
        part = Strand(name, "round", name if span.is_shared else strand.process, ended=True, root=strand.home)
        while part.name in self.program.strands:
            part.name += "~"
        self.program.strands[part.name] = part
        part.steps = strand.steps[span.start : span.stop]
        self.owners.update((id(step), part) for step in part.steps)
        self.made.rounds.append(
            Round(part, span.channel, span.number, message, binding, strand, span.is_shared, span.is_last)
        )
        name_what_it_makes(self.program, part)
        return Step("shared-round" if span.is_shared else "round", span.step.event, inner=part)


def _future_message(job: Job) -> Message:
    return Message("futures", job.name if job.method == "submit" else f"{job.name}/item0", job)


def _number_callbacks(program: Program, channel: str, callbacks: list[Strand]) -> list[Round]:
    """Name callbacks by the order in which they ran: what they print is bound to their number."""
    rounds = []
    for number, strand in enumerate(callbacks):
        del program.strands[strand.name]
        strand.name = f"{channel}/round{number}"
        program.strands[strand.name] = strand
        assert strand.job is not None
        message = Message(channel, strand.job.name, strand.job)
        rounds.append(Round(strand, channel, number, message, ROUND, strand))
    return rounds
