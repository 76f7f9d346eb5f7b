"""One run of a side, read in a given binding of its channels: its outputs by name, its arrivals.  Called by `side` and `binding`."""

from __future__ import annotations

import re

from compat.cutoff import cut_off
from compat.event import Trace
from compat.origins import Origins, Reading, read_clock
from compat.program import read_program
from compat.rounds import Rounds, find_racing_channels, served_callbacks, split_rounds
from compat.scripted_time import find_times
from compat.strand import ORDERED, Job, Program, Step, Strand

#: Steps that a race may decide.
_DECIDED = frozenset(["ask", "poll", "process-join", "thread-join", "flag-wait", "cond-wait", "cancel", "barrier"])


class RecordedRun:
    """One run read in a given binding of its channels."""

    def __init__(self, trace: Trace, binding: dict[str, str], free: frozenset[str]) -> None:
        self.program: Program = read_program(trace)
        self.channels = find_racing_channels(self.program)
        self.rounds: Rounds = split_rounds(self.program, binding)
        self.times = find_times(self.program, self.rounds, free)
        cut_off(self.program, self.times)
        self.origins = Origins.of(self.program.pids, self.program.values)
        self._receivers = self._find_receivers()
        self.outputs: dict[str, Step] = {}
        self.readings: dict[str, Reading] = {}
        common = _clocks(self.program.main)
        for strand in self.program.strands.values():
            self._read_outputs(strand, common)

    def _read_outputs(self, strand: Strand, common: list[float]) -> None:
        number, own = 0, []
        for step in strand.steps:
            if step.kind == "value":
                own.append(read_clock(step.args[1]))
            elif step.output is not None:
                name, number = f"{strand.name}#{number}", number + 1
                self.outputs[name] = step
                if own:
                    self.readings[name] = Reading(own[-1], (*own[:-1], *(c for c in common if c < own[-1])))

    @property
    def version(self) -> tuple[int, ...]:
        """The interpreter's version; that of the oldest Python 3 where nothing was recorded."""
        processes = self.program.trace.processes
        return tuple(int(part) for part in processes[0].facts["version"].split(".")[:2]) if processes else (3, 0)

    def decisions(self) -> tuple[object, ...]:
        """How this run's races went: what was answered, received in vain, who came first; the same in runs of one form.

        A run that was made once more with the same decisions differs in noise alone.
        """
        answers = [
            (strand.name, step.kind, *step.args[1:])
            for strand in self.program.strands.values()
            for step in strand.steps
            if step.kind in _DECIDED and not self.times.is_polled(step)
        ]
        arrivals = [(channel, *self.arrival(channel)) for channel in self.channels]
        writes = [
            (thing.name, *self.writers(thing.name)) for thing in self.program.things.values() if thing.what in ORDERED
        ]
        return (tell_outcome(self.program), *answers, *arrivals, *self._turns(), *writes)

    def measured(self) -> float:
        """How long the run takes by scripted time (seconds) if it may look at the difference of two clock values, else 0.

        They are read in one strand, or one of them in a strand that began the other.
        """
        reading = [
            strand.name
            for strand in self.program.strands.values()
            for step in strand.steps
            if step.kind == "value" and not self._is_only_shown(step)
        ]
        names = set(reading)
        twice = len(reading) > len(names)
        handed = any(other.startswith(name + "/") for name in names for other in names)
        if not (twice or handed):
            return 0.0
        return float(max((moment.time for moment in self.times.of_step.values()), default=0)) + 0.001

    def _is_only_shown(self, reading: Step) -> bool:
        """Whether a clock value went straight into a date, as in `time.ctime(time.time())`."""
        event = reading.event
        later = self.program.trace.processes[event.process].events[event.index + 1 :]
        following = next((other for other in later if other.thread == event.thread), None)
        return (
            following is not None
            and following.kind == "value"
            and following.args[0].startswith("time ")
            and following.place == event.place
        )

    def _turns(self) -> list[tuple[str, ...]]:
        """Who held each lock, in their order."""
        holders: dict[str, list[tuple[float, str]]] = {}
        for strand, step in self.program.each("acquire"):
            thing = self.program.thing_of(step)
            if thing is not None and step.args[1] == "1":
                holders.setdefault(thing.name, []).append((step.event.clock, strand.name))
        return [(lock, *(name for _, name in sorted(held))) for lock, held in sorted(holders.items())]

    def _taken(self, job: Job) -> int:
        """How many results of a job were taken: in what order the rest came decides nothing."""
        steps = [step for strand in self.program.strands.values() for step in strand.steps if step.kind == "next"]
        return sum(1 for step in steps if self.program.job_of(step) is job and step.args[-1] in ("ok", "error"))

    def writers(self, thing: str) -> list[str]:
        """The strands that wrote to a thing, in the order in which they did."""
        writes = [
            (step.event.clock, strand.name)
            for strand, step in self.program.each("access")
            if step.args[1].startswith("w") and (found := self.program.thing_of(step)) and found.name == thing
        ]
        return [name for _, name in sorted(writes)]

    def has_own_blanks(self, name: str) -> bool:
        """Whether the blanks of an output's text are those of a thread that prints alone, and were not written so."""
        output = self.outputs[name].output
        return output is not None and output.alone != ""

    def text(self, name: str) -> str:
        """The text of an output; 2.7 remembers for all threads together whether a blank is due, here each does so itself.

        What a strand prints of its own name, where it is noise which one runs a round, is that of a worker.
        """
        step = self.outputs[name]
        assert step.output is not None
        text = step.output.alone or step.output.text
        own = self._receivers.get(name.rpartition("#")[0])
        return text if own is None else own.sub("<worker name>", text)

    def _find_receivers(self) -> dict[str, re.Pattern[str]]:
        """For each round of a channel that several strands empty, by its strand's name: the name of who ran it here."""
        found = {}
        for part in self.rounds:
            child = self.program.child_named(part.receiver.name) if part.is_shared else None
            if child is not None and child.step.kind in ("process-start", "thread-start") and child.step.args[1]:
                found[part.strand.name] = re.compile(rf"(?<!\w){re.escape(child.step.args[1])}(?!\w)")
        return found

    def arrival(self, channel: str) -> list[str]:
        """The messages of a channel in the order in which they came."""
        job = next((job for job in self.program.jobs if job.name == channel), None)
        if job is not None:  # one message of it may be fetched by hand, which makes no round
            return [f"{job.name}/item{index}" for index in list(job.results)[: self._taken(job)]]
        rounds = [part for part in self.rounds if part.channel == channel]
        if rounds:
            return [part.message.name for part in sorted(rounds, key=lambda part: part.number)]
        if not channel.endswith("/callbacks"):
            return []
        return [strand.name for strand in callbacks_in_turn(self.program, channel)]


def tell_outcome(program: Program) -> str:
    """How a run ended; a hang with the call in which main stood."""
    outcome = program.trace.outcome
    if outcome.kind != "hang":
        return str(outcome)
    calls = [step.kind.removesuffix("-call") for step in program.main.steps if step.kind not in ("output", "write")]
    return f"hang, main in {calls[-1]}" if calls else "hang"


def _clocks(strand: Strand) -> list[float]:
    return [read_clock(step.args[1]) for step in strand.steps if step.kind == "value"]


def callbacks_in_turn(program: Program, channel: str) -> list[Strand]:
    """The callbacks that a pool's result thread ran, in their order; `channel` is `POOL/callbacks`."""
    pools = [pool for pool in program.pools if channel == f"{pool.name}/callbacks"]
    return [strand for pool in pools for strand in served_callbacks(pool)]
