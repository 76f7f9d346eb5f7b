"""Jobs of pools and executors under simulation, for `scripted_time`: submissions, results, joins, cancelling."""

from __future__ import annotations

from compat.polling import seconds
from compat.pool_time import TIE_BETWEEN_PROCESSES, Moment, PoolRun, Process, Simulation, Until
from compat.strand import Job, Pool, Step, Strand, call_of


class JobTimes:
    """When jobs are handed over, ready and delivered; each pool is a `PoolRun`."""

    def __init__(self, simulation: Simulation) -> None:
        self.simulation = simulation
        self.program = simulation.program
        self.pools: dict[Pool, PoolRun] = {pool: PoolRun(simulation, pool) for pool in self.program.pools}
        self.delivered: dict[Job, int] = {}

    def at_pool(self, step: Step, now: Moment) -> None:
        pool = self.program.pool_of(step)
        if pool is not None:
            self.pools[pool].open(now)

    def at_submit(self, step: Step, now: Moment) -> None:
        job = self.program.job_numbers.get((step.event.process, step.args[1]))
        if job is not None:
            self.simulation.finish(("submitted", job), now)
            self.pools[job.pool].submitted(job, now)

    def on_hand(self, strand: Strand, step: Step, now: Moment) -> Process:
        job = self.program.job_of(step, 1)
        if job is not None and self.pools[job.pool].has_iterables:
            now = yield from self.simulation.until(("submitted", job), now)
            self.pools[job.pool].enqueue(job, int(step.args[2] or 0), now)
        return now

    def on_get(self, strand: Strand, step: Step, now: Moment) -> Process:
        job = self.program.job_of(step)
        if job is None:
            return now
        call = call_of(strand, step)
        return (yield from self._timed(step, [job], call.args[1] if call else "", step.args[1] == "timeout", now))

    on_wait = on_get

    def _timed(self, step: Step, jobs: list[Job], limit: str, timed_out: bool, now: Moment) -> Process:
        """Wait for jobs, or, where the recorded call timed out, for as long as it did; say if scripted time disagrees."""
        start = now
        if timed_out:
            now = yield Until(sleep=seconds(limit))
            ready = [self.simulation.done.get(("ready", job)) for job in jobs]
            if all(at is not None and now.time - at.time > TIE_BETWEEN_PROCESSES for at in ready):
                self.simulation.disagree(step, "timed out although by scripted time it was ready")
            return now
        for job in jobs:
            now = yield from self.simulation.until(("ready", job), now)
        if limit and now.time - start.time > seconds(limit) + TIE_BETWEEN_PROCESSES:
            self.simulation.disagree(step, "was ready although by scripted time it timed out")
        return now

    def on_next(self, strand: Strand, step: Step, now: Moment) -> Process:
        job = self.program.job_of(step)
        if job is None:
            return now
        call = call_of(strand, step)
        limit = call.args[1] if call is not None else ""
        if step.args[-1] == "timeout":
            now = yield Until(sleep=seconds(limit))
            came = self._next_came(job)
            if came is not None and now.time - came.time > TIE_BETWEEN_PROCESSES:
                self.simulation.disagree(step, "timed out although by scripted time it was ready")
            return now
        start = now
        now = yield from self._delivered(job, step, now)
        if limit and now.time - start.time > seconds(limit) + TIE_BETWEEN_PROCESSES:
            self.simulation.disagree(step, "was ready although by scripted time it timed out")
        return now

    def _next_came(self, job: Job) -> Moment | None:
        """When the item that an iterator delivers next came, if it has."""
        count = self.delivered.get(job, 0)
        if job.method == "imap_unordered":
            return self.simulation.done.get(("arrival", job.name, count))
        tasks = job.tasks[: count + 1]
        came = [self.simulation.done.get(("result", job, index)) for index in tasks]
        return self.simulation.done.get(("result", job, tasks[-1])) if len(tasks) > count and all(came) else None

    def _delivered(self, job: Job, step: Step, now: Moment) -> Process:
        if step.args[-1] == "stop":
            return (yield from self.simulation.until(("over", job), now))
        count = self.delivered[job] = self.delivered.get(job, 0) + 1
        if job.method == "imap_unordered":
            return (yield from self.simulation.until(("arrival", job.name, count - 1), now))
        for index in job.tasks[max(0, count - 2) : count]:
            now = yield from self.simulation.until(("result", job, index), now)
        return now

    def on_join(self, strand: Strand, step: Step, now: Moment) -> Process:
        pool = self.program.pool_of(step)
        return (yield from self.pools[pool].join(now)) if pool is not None else now

    def on_shutdown(self, strand: Strand, step: Step, now: Moment) -> Process:
        call = call_of(strand, step)
        if call is not None and call.args[1] == "0":
            return now
        return (yield from self.on_join(strand, step, now))

    def at_terminate_call(self, step: Step, now: Moment) -> None:
        pool = self.program.pool_of(step)
        if pool is not None:
            self.pools[pool].kill(now)

    def at_cancel(self, step: Step, now: Moment) -> None:
        job = self.program.job_of(step)
        if job is not None and job.cancel is step:
            self.pools[job.pool].cancel(job, now)

    def on_await(self, strand: Strand, step: Step, now: Moment) -> Process:
        call = call_of(strand, step)
        if call is None:
            return now
        mode, limit = call.args[:2]
        jobs = self.program.jobs_of(call, 2)
        if mode == "ALL_COMPLETED":
            pending = self.program.jobs_of(step, 1)
            return (yield from self._timed(step, pending or jobs, limit, bool(pending), now))
        if not step.args[0]:
            return (yield Until(sleep=seconds(limit)))
        while not self._is_enough(mode, jobs):
            now = yield Until(key=("arrival", "futures", len(self.simulation.arrived.setdefault("futures", []))))
        return now

    def _is_enough(self, mode: str, jobs: list[Job]) -> bool:
        ready = [job for job in jobs if ("ready", job) in self.simulation.done]
        decisive = [job for job in ready if mode == "FIRST_COMPLETED" or job.failed]
        return bool(decisive) or len(ready) == len(jobs)
