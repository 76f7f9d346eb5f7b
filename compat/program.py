"""Read a trace as a `Program`: a stack of strands for each thread of each process.  Called by `recorded_run` and `hold`."""

from __future__ import annotations

import re

from compat.event import Event, Trace
from compat.family_reader import FamilyReader
from compat.process_reader import Shared, close_lines
from compat.served_calls import find_callers
from compat.strand import Job, Pool, Program, Step
from compat.traceback_text import fold_tracebacks

#: Threads of a pool's own in which it runs callbacks.
_SERVING = ("worker", "result", "manager")


def read_program(trace: Trace) -> Program:
    """Make strands of a trace; a trace without a main process gives an empty `main`."""
    reader = Shared(trace)
    for number in range(len(trace.processes)):
        _PoolReader(reader, number).read()
    if "main" not in reader.program.strands:
        reader.new_strand("main", "main", "main")
    _add_unseen(reader)
    find_callers(reader.program)
    for strand in reader.program.strands.values():
        close_lines(strand)
        fold_tracebacks(strand)
    reader.program.strands = dict(sorted(reader.program.strands.items(), key=lambda item: _in_order(item[0])))
    return reader.program


def _add_unseen(reader: Shared) -> None:
    """Strands of processes and threads that were ended before they could record anything."""
    for child in reader.program.started.values():
        if child.name not in reader.program.strands:
            strand = reader.new_strand(child.name, child.kind, child.name)
            strand.ended = child.kind == "program"  # one that is no Python records nothing
            if child.kind == "thread":
                strand.root = child.starter.home


def _in_order(name: str) -> list[tuple[int, str]]:
    """Names in the order of their numbers, whichever process was read first."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", name)]


class _PoolReader(FamilyReader):
    """Reads what the events of pools and executors say, too."""

    def on_pool(self, event: Event) -> None:
        owner = self.strand(event)
        number, flavour, size, maxtasks = event.args
        name = f"{owner.name}/pool{self.count('pool ' + owner.name)}"
        made = self.step(event)
        pool = Pool(name, flavour, int(size or 1), owner, made, self.version, int(maxtasks or 0))
        self.shared.program.pool_numbers[self.number, number] = pool
        self.shared.program.pools.append(pool)

    def on_worker_start(self, event: Event) -> None:
        pool = self.shared.program.pool_numbers.get((self.number, event.args[0]))
        if pool is not None and event.args[1]:
            pool.identities.append(event.args[1])
            self.shared.worker_starts[self.number, event.args[1]] = pool

    def on_worker_begin(self, event: Event) -> None:
        number, identity, owner_pid = event.args
        if number:
            pool = self.shared.program.pool_numbers.get((self.number, number))
        else:
            pool = self.shared.worker_starts.get((self.shared.owner(owner_pid), identity))
        if pool is None:
            self.step(event)
            return
        if number:
            self.stacks.pop(event.thread, None)
            self.roles.pop(event.thread, None)
            strand = self.new_strand(f"{pool.name}/worker{len(pool.workers) + 1}", "worker")
            self.push(event, strand)
        else:
            strand = self.strand(event)
            strand.kind = "worker"
            self.step(event)
        strand.pool = pool
        pool.workers.append(strand)

    def on_worker_end(self, event: Event) -> None:
        strand = self.strand(event)
        if strand.kind == "worker":
            strand.ended = True
            if len(self.stacks[event.thread]) > 1:
                self.pop(event, "worker")
                return
        self.step(event)

    def on_submit(self, event: Event) -> None:
        number, job_number, method, chunks = event.args[:4]
        pool = self.shared.program.pool_numbers.get((self.number, number))
        strand = self.strand(event)
        step = self.step(event)
        if pool is None:
            return
        key = pool.name if strand is pool.owner else f"{strand.name}/{pool.name.rpartition('/')[2]}"
        job = Job(f"{key}/job{self.count('job ' + key) - 1}", pool, job_number, method, strand, step)
        if chunks:
            job.expected = int(chunks)
        pool.jobs.append(job)
        self.shared.jobs[pool, job_number] = job
        self.shared.program.job_numbers[self.number, job_number] = job

    def on_cancel(self, event: Event) -> None:
        step = self.step(event)
        job = self.shared.program.job_of(step)
        if job is not None and event.args[1] == "1" and job.cancel is None:
            job.cancel = step

    def _job(self, event: Event) -> Job | None:
        """The job that an event in a worker or in the owner speaks of."""
        number = event.args[0]
        worker = next((s for s in reversed(self.stacks.get(event.thread, [])) if s.kind == "worker"), None)
        pool = worker.pool if worker else None
        if pool is None:
            return self.shared.program.job_numbers.get((self.number, number))
        if number.startswith("w") and number[1:].isdigit():
            at = int(number[1:])
            return pool.jobs[at] if at < len(pool.jobs) else None
        return self.shared.jobs.get((pool, number))

    def on_item_begin(self, event: Event) -> None:
        self.strand(event)
        job = self._job(event)
        if job is None:
            self.step(event)
            return
        index, sub, count = event.args[1:4]
        at = int(index or 0)
        name = job.name
        if job.method not in ("apply_async", "submit"):
            name += f"/item{at}" if count in ("", "1") else f"/item{at}.{sub}"
        elif count not in ("", "1"):
            name += f"/item{sub}"
        strand = self.new_strand(name, "item")
        if not job.pool.has_threads:
            strand.process = strand.name
        strand.pool, strand.job = job.pool, job
        job.chunks.setdefault(at, []).append(strand)
        self.push(event, strand)

    def on_item_end(self, event: Event) -> None:
        self.pop(event, "item")

    def on_hand(self, event: Event) -> None:
        job = self.shared.program.job_of(self.step(event), 1)
        if job is not None:
            job.handed.add(int(event.args[2] or 0))

    def on_result(self, event: Event) -> None:
        self.strand(event)
        job = self.shared.program.job_numbers.get((self.number, event.args[0]))
        if job is not None:
            job.results.setdefault(int(event.args[1] or 0), event)

    def on_callback_add(self, event: Event) -> None:
        step = self.step(event)
        job = self.shared.program.job_of(step)
        if job is not None:
            job.added[event.args[1]] = step

    def on_callback_begin(self, event: Event) -> None:
        outer = self.strand(event)
        job = self.shared.program.job_numbers.get((self.number, event.args[0]))
        if job is None:
            self.step(event)
            return
        which = event.args[1] if event.args[1].isdigit() else str(len(job.callbacks) + 1)
        suffix = "callback" if which == "1" else f"callback{which}"
        strand = self.new_strand(f"{job.name}/{suffix}", "callback")
        strand.pool, strand.job = job.pool, job
        if job.pool.is_executor and outer.kind not in _SERVING:
            strand.adder = outer
            outer.steps.append(Step("callback", event, inner=strand))
        job.callbacks.append(strand)
        self.push(event, strand)

    def on_callback_end(self, event: Event) -> None:
        self.pop(event, "callback")
