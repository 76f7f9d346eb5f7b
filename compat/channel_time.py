"""Queues and pipes under simulation, for `scripted_time`: when each message arrives, is taken, and makes room."""

from __future__ import annotations

from compat.channels import Channel
from compat.polling import seconds
from compat.pool_time import TIE_BETWEEN_PROCESSES, Moment, Process, Simulation, Until
from compat.rounds import Round, Rounds
from compat.strand import Step, Strand, Thing, call_of


class ChannelTimes:
    """What is in each queue and pipe; `taken` counts what has left one, `open` the tasks that are not done."""

    def __init__(self, simulation: Simulation, rounds: Rounds) -> None:
        self.simulation = simulation
        self.program = simulation.program
        self.rounds = rounds
        self.channel_of = {id(step): c for c in rounds.channels for _, step in c.sent}
        self.channel_of |= {id(step): c for c in rounds.channels for _, step, _ in c.takes}
        self.names = {id(m.sent): m.name for m in rounds.messages.values()}
        self.puts: dict[Channel, int] = {}
        self.taken: dict[Channel, int] = {}
        self.done: dict[Thing, int] = {}
        self.shared: dict[str, list[Round]] = {}
        for part in rounds:
            if part.is_shared:
                self.shared.setdefault(part.channel, []).append(part)
        self.finished: set[tuple[Strand, str]] = set()

    # sending --------------------------------------------------------------------------------------------------

    def on_put(self, strand: Strand, step: Step, now: Moment) -> Process:
        channel = self.channel_of.get(id(step))
        if channel is None:  # it was full
            call = call_of(strand, step)
            return (yield Until(sleep=seconds(call.args[1] if call is not None else "")))
        number = self.puts.get(channel, 0)
        self.puts[channel] = number + 1
        if channel.size and number >= channel.size:
            now = yield from self.simulation.until(("taken", channel, number - channel.size + 1), now)
        self.simulation.arrive(channel.name, id(step), self.names.get(id(step), ""), now)
        return now

    on_send = on_put

    # receiving ------------------------------------------------------------------------------------------------

    def on_take(self, strand: Strand, step: Step, now: Moment) -> Process:
        """What is received outside of rounds; a round's own take has its message already."""
        channel, message = self.channel_of.get(id(step)), self.rounds.messages.get(id(step))
        if channel is None:
            return now
        if message is None:
            return (yield from self._nothing(strand, step, now))
        start, limit = now, self._limit(strand, step)
        now = yield from self.simulation.until(("message", channel.name, id(message.sent)), now)
        if limit != "0":
            self.simulation.in_time(step, limit, start, now, "got something although by scripted time it gave up")
        self.leave(channel, now)
        return now

    on_recv = on_take

    def _limit(self, strand: Strand, step: Step) -> str:
        call = call_of(strand, step)
        return call.args[1] if call is not None and len(call.args) > 1 else ""

    def _nothing(self, strand: Strand, step: Step, now: Moment) -> Process:
        """A queue that was empty: by scripted time, too?"""
        if step.kind == "recv":
            return now
        now = yield Until(sleep=seconds(self._limit(strand, step)))
        channel = self.channel_of[id(step)]
        arrived = [self.simulation.done.get(("message", channel.name, id(sent))) for _, sent in channel.sent]
        there = [at for at in arrived if at is not None and now.time - at.time > TIE_BETWEEN_PROCESSES]
        if len(there) > self.taken.get(channel, 0):
            self.simulation.disagree(step, "found nothing although by scripted time something was there")
        return now

    def leave(self, channel: Channel, now: Moment) -> None:
        """One message has left a channel."""
        count = self.taken[channel] = self.taken.get(channel, 0) + 1
        self.simulation.finish(("taken", channel, count), now)

    def serve(self, strand: Strand, channel: str, now: Moment) -> Process:
        """Have a strand run rounds of a channel that it shares, as they come, until it has run a last one."""
        if (strand, channel) in self.finished:
            return now
        self.finished.add((strand, channel))
        is_over = False
        while not is_over:
            part, now = yield from self.simulation.next_round(self.shared[channel][0], now)
            if part is not None:
                now = yield from self.simulation.run_round(part, now)
            is_over = part is None or part.is_last
        return now

    # tasks ----------------------------------------------------------------------------------------------------

    def at_task_done(self, step: Step, now: Moment) -> None:
        thing = self.program.thing_of(step)
        if thing is not None:
            count = self.done[thing] = self.done.get(thing, 0) + 1
            self.simulation.finish(("tasks", thing, count), now)

    def on_tasks_join(self, strand: Strand, step: Step, now: Moment) -> Process:
        """Wait until as many tasks are done as have been put, those that come meanwhile included."""
        thing = self.program.thing_of(step)
        channel = next((c for c in self.rounds.channels if c.thing is thing), None)
        if thing is None or channel is None:
            return now
        while self.done.get(thing, 0) < self.puts.get(channel, 0):
            now = yield from self.simulation.until(("tasks", thing, self.done.get(thing, 0) + 1), now)
        return now
