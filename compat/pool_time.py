"""A pool under simulation, for `scripted_time`: its queue of tasks, its idle workers, its result thread."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Generator, Hashable
from fractions import Fraction
from itertools import count
from typing import NamedTuple, Protocol

from compat.rounds import Round
from compat.strand import Job, Pool, Program, Step, Strand

#: Two times of different processes closer than a start-up tie (seconds).
TIE_BETWEEN_PROCESSES = Fraction(1, 5)


class Moment(NamedTuple):
    """A scripted time; `free` where it rests on a sleep whose length is not the same in every run."""

    time: Fraction
    free: bool = False


class Until(NamedTuple):
    """What a strand waits for: a length of time (`sleep`) or a thing that is done (`key`)."""

    sleep: Fraction | None = None
    key: Hashable = None


Process = Generator[Until, Moment, Moment]


class Simulation(Protocol):
    """What a pool needs of the simulation that it is a part of."""

    program: Program
    done: dict[Hashable, Moment]
    arrived: dict[str, list[Hashable]]
    order: count[int]
    free: frozenset[str]

    def start(self, process: Process, at: Moment) -> None: ...
    def finish(self, key: Hashable, now: Moment) -> bool: ...
    def strand(self, strand: Strand) -> Process: ...
    def steps(self, strand: Strand, now: Moment) -> Process: ...
    def step(self, strand: Strand, step: Step, now: Moment) -> Process: ...
    def note(self, step: Step, now: Moment, strand: Strand) -> None: ...
    def until(self, key: Hashable, now: Moment) -> Process: ...
    def arrive(self, source: str, key: Hashable, name: str, now: Moment) -> None: ...
    def next_round(self, recorded: Round, now: Moment) -> Generator[Until, Moment, tuple[Round | None, Moment]]: ...
    def run_round(self, part: Round, now: Moment) -> Process: ...
    def end_of(self, ask: Step) -> Hashable: ...
    def is_polled(self, ask: Step) -> bool: ...
    def disagree(self, step: Step, what: str) -> None: ...


class PoolRun:
    """A pool under simulation: its queue of tasks, its idle workers, its result thread."""

    def __init__(self, simulation: Simulation, pool: Pool) -> None:
        self.simulation = simulation
        self.pool = pool
        self.idle: list[tuple[Fraction, int, Moment, int]] = []
        self.queue: deque[tuple[Job, int, Moment]] = deque()
        self.results: deque[tuple[Job, int, Moment]] = deque()
        self.serving = False
        self.killed: Fraction | None = None
        self.left: dict[Job, int] = {}
        self.begun: list[tuple[Job, int]] = []
        self.made = pool.size
        # Only an iterable takes time to be fed; without one, tasks queue up as they are submitted by scripted time.
        self.has_iterables = any(job.method.startswith("imap") for job in pool.jobs)
        self.feed = next((s for s in simulation.program.strands.values() if s.name == f"{pool.name}/feed"), None)
        items = (item for job in pool.jobs for items in job.chunks.values() for item in items)
        self.is_free = any(item.name in simulation.free for item in items)

    def open(self, now: Moment) -> None:
        sim = self.simulation
        for worker in range(self.pool.size):
            self._employ(worker, now)
        if self.feed is not None:
            sim.start(sim.strand(self.feed), now)

    # workers ------------------------------------------------------------------------------------------------

    def _employ(self, worker: int, now: Moment) -> None:
        if worker < len(self.pool.workers):
            self.simulation.start(self._worker(self.pool.workers[worker]), now)
        else:
            self._free(now, 0)

    def _worker(self, strand: Strand) -> Process:
        """A worker's own part up to the moment it is ready for tasks; what it does later waits for nothing."""
        now = yield Until(sleep=Fraction(0))
        freed = False
        for step in strand.steps:
            if step.kind == "worker-end" and not freed:
                self._free(now, 0)
                freed = True
            now = yield from self.simulation.step(strand, step, now)
            self.simulation.note(step, now, strand)
            if step.kind == "worker-ready":
                self._free(now, 0)
                freed = True
                for job in self.pool.jobs:
                    now = yield from self.simulation.until(("over", job), now)
        if not freed:
            self._free(now, 0)
        return now

    def _free(self, now: Moment, served: int) -> None:
        """A worker waits for its next task, having served so many; one that has served enough is replaced."""
        if self.pool.maxtasks and served >= self.pool.maxtasks:
            self.made += 1
            self._employ(self.made - 1, now)
            return
        heapq.heappush(self.idle, (now.time, next(self.simulation.order), now, served))
        self._dispatch()

    # tasks --------------------------------------------------------------------------------------------------

    def submitted(self, job: Job, now: Moment) -> None:
        tasks = job.tasks
        self.left[job] = len(tasks)
        if self.feed is None or not job.handed or not self.has_iterables:
            for index in tasks:
                self.enqueue(job, index, now)
        if not tasks and job.cancel is None:
            self._ready(job, now)
            self.simulation.finish(("over", job), now)

    def enqueue(self, job: Job, index: int, now: Moment) -> None:
        self.queue.append((job, index, now))
        self._dispatch()

    def _dispatch(self) -> None:
        while self.queue and self.idle:
            job, index, since = self.queue.popleft()
            _, _, free, served = heapq.heappop(self.idle)
            begin = later(since, free)
            if self.is_free and free.time > since.time:
                begin = Moment(begin.time, True)  # which worker is free first differs from run to run
            self.simulation.start(self._task(job, index, served + 1), begin)

    def _task(self, job: Job, index: int, served: int) -> Process:
        sim = self.simulation
        now = yield Until(sleep=Fraction(0))
        if self.killed is None:
            self.begun.append((job, index))
        items = job.chunks.get(index, [])
        for strand in items:
            now = yield from sim.steps(strand, now)
            sim.finish(("strand", strand), now)
        if not items or not items[-1].ended:
            return now  # it was ended, and its worker with it
        sim.finish(("task", job, index), now)
        if self.pool.is_executor and self.pool.has_threads:
            now = yield from self._serve(job, index, now)
            self._free(now, served)
        else:
            self._free(now, served)
            self.results.append((job, index, now))
            if not self.serving:
                self.serving = True
                sim.start(self._result_thread(), now)
        return now

    # results ------------------------------------------------------------------------------------------------

    def _result_thread(self) -> Process:
        now = yield Until(sleep=Fraction(0))
        while self.results:
            job, index, arrived = self.results.popleft()
            now = yield from self._serve(job, index, later(now, arrived))
        self.serving = False
        return now

    def _serve(self, job: Job, index: int, now: Moment) -> Process:
        """One result: mark it, and if it makes the job ready, call back before (a pool) or after (a future) that."""
        sim = self.simulation
        sim.finish(("result", job, index), now)
        sim.arrive(job.name, (job, index), f"{job.name}/item{index}", now)
        self.left[job] = self.left.get(job, 1) - 1
        if job.is_ready_at_first_failure:
            if index in job.failed:
                self._ready(job, now)
        elif self.left[job] == 0:
            now = yield from self._complete(job, now)
        if self.left[job] == 0:
            sim.finish(("over", job), now)
        return now

    def _complete(self, job: Job, now: Moment) -> Process:
        sim = self.simulation
        if self.pool.is_executor:
            self._ready(job, now)
        for callback in job.callbacks:
            if callback.kind == "callback" and callback.adder is None:
                now = yield from sim.steps(callback, now)
                sim.finish(("strand", callback), now)
        if not self.pool.is_executor:
            self._ready(job, now)
        return now

    def _ready(self, job: Job, now: Moment) -> None:
        if self.simulation.finish(("ready", job), now):
            self.simulation.arrive(
                "futures", (job, 0), job.name if job.method == "submit" else f"{job.name}/item0", now
            )

    # endings ------------------------------------------------------------------------------------------------

    def kill(self, now: Moment) -> None:
        """Processes are ended at once; of threads, what has begun goes on and the rest never begins."""
        if self.killed is None:
            self.killed = now.time

    def cancel(self, job: Job, now: Moment) -> None:
        """A job that was cancelled before it began is ready."""
        self._ready(job, now)
        self.simulation.finish(("over", job), now)

    def join(self, now: Moment) -> Process:
        """Wait for all jobs; after a kill, for what threads have begun."""
        sim = self.simulation
        if self.killed is None:
            for job in self.pool.jobs:
                now = yield from sim.until(("over", job), now)
        elif self.pool.has_threads:
            for job, index in self.begun:
                now = yield from sim.until(("task", job, index), now)
        return now

    def is_cut(self, strand: Strand, now: Moment) -> bool | None:
        """Whether a step at this time comes too late by scripted time; None if it lasts until the process ends."""
        if self.killed is None or now.time <= self.killed:
            return False
        begun = any(strand in job.chunks.get(index, ()) for job, index in self.begun)
        return None if self.pool.has_threads and begun else True


def later(a: Moment, b: Moment) -> Moment:
    """The later of two moments; it is free if either rests on a free one."""
    return Moment(max(a.time, b.time), a.free or b.free)
