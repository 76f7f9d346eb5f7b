"""Scripted time: when each step happens if everything but the script's own sleeps takes no time.  Called by `side`.

A simulation of the recorded strands, not a measurement, so it holds on a loaded machine and with shortened sleeps.
A pool hands its next task to the worker that is free first, its result thread serves results one at a time, a receive or a
join takes the later of the two sides, a wait that timed out adds its timeout.  Times are exact fractions of the decimal
text of the lengths.
"""

from __future__ import annotations

import heapq
from collections.abc import Generator, Hashable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import count
from pathlib import PurePath

from compat.channel_time import ChannelTimes
from compat.job_time import JobTimes
from compat.polling import Poll, find_polls, seconds
from compat.pool_time import TIE_BETWEEN_PROCESSES, Moment, Process, Until, later
from compat.process_time import ProcessTimes
from compat.rounds import MESSAGE, Round, Rounds
from compat.strand import Job, Program, Step, Strand
from compat.sync_time import SyncTimes


@dataclass(slots=True)
class Times:
    """The result: the moment of each step by `id(step)`, steps that a killer usually cuts off, and what disagrees.

    `disagreements` says in sentences where the recorded run went another way than its own scripted time, `close` where that
    says nothing: a timed call whose time was up about when what it waited for came.
    """

    of_step: dict[int, Moment] = field(default_factory=dict)
    absent: set[int] = field(default_factory=set)
    disagreements: list[str] = field(default_factory=list)
    arrivals: dict[str, list[tuple[str, Fraction]]] = field(default_factory=dict)
    polled: set[int] = field(default_factory=set)
    close: list[str] = field(default_factory=list)

    def is_polled(self, ask: Step) -> bool:
        """Whether an answer only decides how long a silent loop goes on."""
        return id(ask) in self.polled


def find_times(program: Program, rounds: Rounds, free: frozenset[str] = frozenset()) -> Times:
    """Simulate a program; `free` names the strands that sleep for a time which differs from run to run."""
    simulation = _Simulation(program, rounds, free)
    simulation.start(simulation.strand(program.main), Moment(Fraction(0)))
    simulation.run()
    simulation.end()
    return simulation.times


class _Simulation:
    """Strands as generators that yield what they wait for; a heap of those that sleep, lists of those that wait."""

    def __init__(self, program: Program, rounds: Rounds, free: frozenset[str]) -> None:
        self.program = program
        self.free = free
        self.times = Times()
        self.heap: list[tuple[Fraction, int, Process, Moment]] = []
        self.order = count()
        self.done: dict[Hashable, Moment] = {}
        self.waiting: dict[Hashable, list[tuple[Process, Moment]]] = {}
        self.rounds = {(part.channel, part.message.key): part for part in rounds if part.binding == MESSAGE}
        self.round_of = {part.strand: part for part in rounds}
        self.arrived: dict[str, list[Hashable]] = {}
        self.taken: dict[str, set[Hashable]] = {}
        self.messages: dict[str, set[Hashable]] = {}
        for part in rounds:
            self.messages.setdefault(part.channel, set()).add(part.message.key)
        self.polls = self._find_polls()
        self.polled = self.times.polled
        self.late: list[tuple[Step, Fraction]] = []
        self.given_up: list[tuple[Step, tuple[Hashable, ...], Moment]] = []
        self.jobs = JobTimes(self)
        self.processes = ProcessTimes(self)
        self.channels = ChannelTimes(self, rounds)
        self.rooms = (self, self.jobs, self.processes, self.channels, SyncTimes(self))

    def _find_polls(self) -> dict[int, Poll]:
        return {id(p.steps[0]): p for strand in self.program.strands.values() for p in find_polls(strand)}

    # the scheduler ------------------------------------------------------------------------------------------

    def start(self, process: Process, at: Moment) -> None:
        heapq.heappush(self.heap, (at.time, next(self.order), process, at))

    def run(self) -> None:
        started: set[Process] = set()
        while self.heap:
            _, _, process, now = heapq.heappop(self.heap)
            try:
                wish = process.send(now) if process in started else self._begin(process, started, now)
            except StopIteration:
                continue
            if wish.sleep is not None:
                self.start(process, Moment(now.time + wish.sleep, now.free))
            elif wish.key in self.done:
                self.start(process, later(now, self.done[wish.key]))
            else:
                self.waiting.setdefault(wish.key, []).append((process, now))

    def _begin(self, process: Process, started: set[Process], now: Moment) -> Until:
        started.add(process)
        next(process)  # every process first yields to be given the moment it starts at
        return process.send(now)

    def finish(self, key: Hashable, now: Moment) -> bool:
        """Mark a thing as done and wake those that wait for it; False if it was done already."""
        if key in self.done:
            return False
        self.done[key] = now
        for process, since in self.waiting.pop(key, []):
            self.start(process, later(since, now))
        return True

    def end(self) -> None:
        """Say what the end of main cut off, and what main did although by scripted time it still waits."""
        self._weigh_given_up()
        main = self.program.main
        timed = [self.times.of_step[id(step)].time for step in main.steps if id(step) in self.times.of_step]
        for step, time in self.late:
            if timed and time > timed[-1]:
                self.times.absent.add(id(step))
        for step in main.steps:
            if step.inner is None and id(step) not in self.times.of_step:
                self.disagree(step, "came although by scripted time it never does")
                break

    # strands ------------------------------------------------------------------------------------------------

    def strand(self, strand: Strand) -> Process:
        now = yield Until(sleep=Fraction(0))
        now = yield from self.steps(strand, now)
        self.finish(("strand", strand), now)
        if strand.root is None:
            self.processes.end(strand, now)
        return now

    def steps(self, strand: Strand, now: Moment) -> Process:
        fed = self._find_fed(strand) if strand.kind == "feed" else {}
        for at, step in enumerate(strand.steps):
            if self.processes.is_over(strand, now):
                self.times.absent.update(map(id, strand.steps[at:]))
                break
            if id(step) in fed:
                now = yield from self.until(("submitted", fed[id(step)]), now)
            if step.kind == "signal":
                continue  # whatever sends it starts it
            if step.kind == "inline":
                now = yield from self.until(("strand", step.inner), now)
            elif step.kind == "callback":
                now = yield from self.inline(step, now)
            elif step.kind == "served":
                now = yield from self.serve(step, now)
            elif step.inner is not None:
                now = yield from self.receive(strand, step, now)
            elif id(step) in self.polled:
                self.note(step, now, strand)
            else:
                now = yield from self.step(strand, step, now)
                self.note(step, now, strand)
        return now

    def _find_fed(self, feed: Strand) -> dict[int, Job]:
        """What an iterable does before its first item comes after its submission, as far as it was recorded after it."""
        found: dict[int, Job] = {}
        job: Job | None = None
        for step in reversed(feed.steps):
            if step.kind == "hand":
                job = self.program.job_of(step, 1)
            elif job is not None and step.event.index > job.submit.event.index:
                found[id(step)] = job
        return found

    def inline(self, step: Step, now: Moment) -> Process:
        """A callback added to a finished future runs at once; if by scripted time it is not finished, later and elsewhere."""
        callback = step.inner
        assert callback is not None and callback.job is not None
        if ("ready", callback.job) in self.done:
            return (yield from self.steps(callback, now))
        self.start(self._added(callback), now)
        return now

    def serve(self, step: Step, now: Moment) -> Process:
        """What a manager's server does for a call is a part of it."""
        assert step.inner is not None
        now = yield from self.steps(step.inner, now)
        self.finish(("strand", step.inner), now)
        return now

    def _added(self, callback: Strand) -> Process:
        now = yield Until(sleep=Fraction(0))
        now = yield from self.until(("ready", callback.job), now)
        return (yield from self.steps(callback, now))

    def note(self, step: Step, now: Moment, strand: Strand) -> None:
        self.times.of_step[id(step)] = now
        if self.processes.is_over(strand, now):
            self.times.absent.add(id(step))
        if strand.pool is not None and strand.kind in ("item", "callback", "worker"):
            cut = self.jobs.pools[strand.pool].is_cut(strand, now)
            if cut:
                self.times.absent.add(id(step))
            elif cut is None:
                self.late.append((step, now.time))

    def step(self, strand: Strand, step: Step, now: Moment) -> Process:
        """Let one step take its time."""
        kind = step.kind.replace("-", "_")
        for room in self.rooms:
            act, wait = getattr(room, "at_" + kind, None), getattr(room, "on_" + kind, None)
            if act is not None:
                act(step, now)
            elif wait is not None:
                now = yield from wait(strand, step, now)
        return now

    def receive(self, strand: Strand, step: Step, now: Moment) -> Process:
        """Run a round: that of the message which arrives next by scripted time, not of the one recorded here."""
        assert step.inner is not None
        recorded = self.round_of[step.inner]
        if recorded.is_shared:
            return (yield from self.channels.serve(strand, recorded.channel, now))
        part, now = yield from self.next_round(recorded, now)
        return (yield from self.run_round(part, now)) if part is not None else now

    def run_round(self, part: Round, now: Moment) -> Process:
        now = yield from self.steps(part.strand, now)
        self.finish(("strand", part.strand), now)
        return now

    def next_round(self, recorded: Round, now: Moment) -> Generator[Until, Moment, tuple[Round | None, Moment]]:
        """Wait for the next message of a channel; return its round (None: all are taken) and the moment at which it begins."""
        source, channel = recorded.message.source, recorded.channel
        arrived = self.arrived.setdefault(source, [])
        taken = self.taken.setdefault(channel, set())
        wanted = self.messages[channel]
        while len(taken) < len(wanted):
            message = next((m for m in arrived if m in wanted and m not in taken), None)
            if message is not None:
                taken.add(message)
                now = later(now, self.done["message", source, message])
                if len(taken) == len(wanted):  # whoever waits here, too, waits for nothing
                    self.finish(("arrival", source, len(arrived)), now)
                return self.rounds.get((channel, message), recorded), now
            now = yield Until(key=("arrival", source, len(arrived)))
        return None, now

    def until(self, key: Hashable, now: Moment) -> Process:
        if key in self.done:
            return later(now, self.done[key])
        return (yield Until(key=key))

    # steps: `at_` what happens at once, `on_` what takes time or waits --------------------------------------

    def on_sleep(self, strand: Strand, step: Step, now: Moment) -> Process:
        length = seconds(step.args[0])
        now = yield Until(sleep=length)
        return Moment(now.time, True) if strand.name in self.free else now

    def on_ask(self, strand: Strand, step: Step, now: Moment) -> Process:
        """An answer waits for nothing; a silent loop goes round until all that it asks for is over."""
        poll = self.polls.get(id(step))
        if poll is None:
            return now
        self.polled.update(map(id, poll.steps))
        over = now
        for ask in poll.asks:
            key = self.end_of(ask)
            if key is not None:
                over = yield from self.until(key, over)
        if poll.period and over.time > now.time:
            rounds = -(-(over.time - now.time) // poll.period)
            return Moment(now.time + rounds * poll.period, over.free)
        return over

    def is_polled(self, ask: Step) -> bool:
        """Whether an answer only decides how long a silent loop goes on."""
        return id(ask) in self.polled or id(ask) in self.polls

    def end_of(self, ask: Step) -> Hashable:
        """What is done when the thing that is asked about is over."""
        job = self.program.job_of(ask)
        if job is not None:
            return "ready", job
        thing = self.program.thing_of(ask)
        if thing is not None and thing.what == "event":
            return "set", thing, 1
        child = self.program.child_of(ask)
        return ("strand", self.program.strands[child.name]) if child is not None else None

    def arrive(self, source: str, key: Hashable, name: str, now: Moment) -> None:
        """A message (an item's result, a future that is ready, something put) can be received from now on."""
        arrived = self.arrived.setdefault(source, [])
        arrived.append(key)
        self.times.arrivals.setdefault(source, []).append((name, now.time))
        self.finish(("message", source, key), now)
        self.finish(("arrival", source, len(arrived) - 1), now)

    def in_time(self, step: Step, limit: str, start: Moment, now: Moment, otherwise: str) -> None:
        """A timed call that began at `start` got what it waited for: say if by scripted time it did not, or hardly."""
        late = now.time - start.time - seconds(limit) if limit else -TIE_BETWEEN_PROCESSES - 1
        if late > TIE_BETWEEN_PROCESSES:
            self.disagree(step, otherwise)
        elif late >= -TIE_BETWEEN_PROCESSES:
            self._be_close(step)

    def too_late(self, step: Step, keys: Iterable[Hashable], now: Moment, otherwise: str) -> None:
        """A timed call gave up now: say if all that it waited for was there by scripted time, or comes hardly later."""
        came = [self.done.get(key) for key in keys]
        if came and all(at is not None and now.time - at.time > TIE_BETWEEN_PROCESSES for at in came):
            self.disagree(step, otherwise)
        else:
            self.given_up.append((step, tuple(keys), now))

    def _weigh_given_up(self) -> None:
        for step, keys, now in self.given_up:
            came = [self.done[key].time for key in keys if key in self.done]
            if keys and len(came) == len(keys) and abs(max(came) - now.time) <= TIE_BETWEEN_PROCESSES:
                self._be_close(step)

    def _be_close(self, step: Step) -> None:
        where = f" ({PurePath(step.place.file).name}:{step.place.line})" if step.place else ""
        self.times.close.append(f"whether {step.kind}{where} comes in time rests on a race")

    def disagree(self, step: Step, what: str) -> None:
        where = f"{step.place.file}:{step.place.line}: " if step.place else ""
        self.times.disagreements.append(f"{where}{step.kind} {what}")
