"""Read a trace as a `Program`: a stack of strands for each thread of each process.  Called by `side` and `hold`."""

from __future__ import annotations

import re

from compat.event import Event, Process, Trace
from compat.output import Lines, Output
from compat.strand import Job, Pool, Program, Step, Strand

#: Steps after which text of a line that has left already is an output of its own (it was seen before the strand went on).
_PAUSES = frozenset(
    [
        "sleep",
        "submit",
        "get-call",
        "wait-call",
        "next-call",
        "join-call",
        "terminate-call",
        "shutdown-call",
        "receive-call",
        "await-call",
        "process-start",
        "process-join-call",
        "thread-start",
        "thread-join-call",
        "get",
        "wait",
        "next",
        "receive",
        "await",
    ]
)
#: Strands that are over when their process is: the text left in the buffer leaves at their end.
_WITH_PROCESS = ("main", "process", "worker")
#: Threads of a pool's own in which it runs callbacks.
_SERVING = ("worker", "result", "manager")


def read_program(trace: Trace) -> Program:
    """Make strands of a trace; a trace without a main process gives an empty `main`."""
    reader = _Reader(trace)
    for number in range(len(trace.processes)):
        _ProcessReader(reader, number).read()
    if "main" not in reader.program.strands:
        reader.new_strand("main", "main", "main")
    for strand in reader.program.strands.values():
        _close_lines(strand)
    reader.program.strands = dict(sorted(reader.program.strands.items(), key=lambda item: _in_order(item[0])))
    return reader.program


def _in_order(name: str) -> list[tuple[int, str]]:
    """Names in the order of their numbers, whichever process was read first."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", name)]


def _close_lines(strand: Strand) -> None:
    """What a strand left unfinished leaves its process later, unless the two end together."""
    for lines in strand.lines.values():
        loose = strand.kind not in _WITH_PROCESS and not lines.unbuffered
        for output, event, left in lines.end():
            strand.steps.append(Step("output", event, output, loose=loose and not left))


class _Reader:
    """What the readers of the processes share: the tables of pools, jobs and workers by their keys."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.program = Program(trace, {}, [], [], {}, [], [])
        self.worker_starts: dict[tuple[int, str], Pool] = {}
        self.jobs: dict[tuple[Pool, str], Job] = {}
        self.by_pid = {process.pid: number for number, process in reversed(list(enumerate(trace.processes)))}

    def new_strand(self, name: str, kind: str, process: str) -> Strand:
        unique, count = name, 1
        while unique in self.program.strands:
            count += 1
            unique = f"{name}~{count}"
        strand = self.program.strands[unique] = Strand(unique, kind, process)
        return strand

    def owner(self, pid: str) -> int:
        return self.by_pid.get(int(pid), 0) if pid else 0


class _ProcessReader:
    """Read one process's file."""

    def __init__(self, shared: _Reader, number: int) -> None:
        self.shared = shared
        self.number = number
        self.process: Process = shared.trace.processes[number]
        self.version = tuple(int(p) for p in self.process.facts.get("version", "3.0.0").split(".")[:3])
        self.worker: Strand | None = None
        self.stacks: dict[int, list[Strand]] = {}
        self.counts: dict[str, int] = {}
        self.roles: dict[int, tuple[str, Pool]] = {}
        self.quiet: set[int] = set()
        self.held: dict[tuple[Strand, str], list[Step]] = {}
        self.root = "main" if number == 0 else self._name()

    def _name(self) -> str:
        """The strand's name of this process: a worker of a pool, a child by its identity, or something else's child."""
        begin = next((e for e in self.process.events if e.kind == "process-begin"), None)
        if begin is None:
            return f"process{self.number}"
        identity, _, owner_pid = begin.args
        key = (self.shared.owner(owner_pid), identity)
        pool = self.shared.worker_starts.get(key)
        if pool is None:
            return self.shared.program.started.get(key, f"process{identity or self.number}")
        return f"{pool.name}/worker{pool.identities.index(identity) + 1}"

    def read(self) -> None:
        self.shared.program.pids[str(self.process.pid)] = "main" if self.number == 0 else "process"
        for event in self.process.events:
            handler = getattr(self, "on_" + event.kind.replace("-", "_"), None)
            if handler:
                handler(event)
            else:
                self.step(event)
        for (strand, _), held in self.held.items():
            if strand.kind == "main" or (strand.kind in _WITH_PROCESS and strand.ended):
                self._let_out(strand, held, strand.steps[-1].event)

    def count(self, what: str) -> int:
        self.counts[what] = self.counts.get(what, 0) + 1
        return self.counts[what]

    # strands ------------------------------------------------------------------------------------------------

    def strand(self, event: Event) -> Strand:
        stack = self.stacks.get(event.thread)
        if stack:
            return stack[-1]
        strand = self._root_strand(event)
        self.stacks[event.thread] = [strand]
        return strand

    def _root_strand(self, event: Event) -> Strand:
        if not self.stacks:
            kind = "main" if self.number == 0 else "worker" if "/worker" in self.root else "process"
            strand = self.shared.new_strand(self.root, kind, self.root)
            if kind == "worker":
                self.worker = strand
            return strand
        role, pool = self.roles.get(event.thread, ("thread", None))
        if pool is not None:
            return self.shared.new_strand(f"{pool.name}/{role}", role, self.root)
        return self.shared.new_strand(f"{self.root}/thread{self.count('thread')}", "thread", self.root)

    def push(self, event: Event, strand: Strand) -> None:
        self.strand(event)
        self.stacks[event.thread].append(strand)
        strand.steps.append(Step(event.kind, event))

    def pop(self, event: Event, kind: str) -> None:
        stack = self.stacks.get(event.thread, [])
        if not any(strand.kind == kind for strand in stack[1:]):
            self.step(event)
            return
        strand = stack.pop()
        _close_lines(strand)
        while strand.kind != kind:
            strand = stack.pop()
            _close_lines(strand)
        strand.steps.append(Step(event.kind, event))
        strand.ended = True

    def step(self, event: Event) -> Step:
        strand = self.strand(event)
        if event.kind in _PAUSES:
            for lines in strand.lines.values():
                strand.steps.extend(Step("output", e, output) for output, e in lines.pause())
        step = Step(event.kind, event)
        strand.steps.append(step)
        return step

    # output -------------------------------------------------------------------------------------------------

    def on_uncaught(self, event: Event) -> None:
        strand = self.strand(event)
        kind, message = event.args
        self.shared.program.uncaught.append((strand.name, kind, message))
        self.quiet.add(event.thread)
        output = Output("stderr", f"<traceback of {kind}: {message}>\n", event.place)
        strand.steps.append(Step("output", event, output))

    def on_uncaught_end(self, event: Event) -> None:
        self.quiet.discard(event.thread)

    def on_write(self, event: Event) -> None:
        if event.thread in self.quiet and event.args[0] == "stderr":
            return
        strand, stream = self.strand(event), event.args[0]
        lines = self._lines(strand, stream)
        strand.steps.append(Step("write", event))
        for output, last in lines.write(event):
            step = Step("output", last, output)
            strand.steps.append(step)
            if lines.holds:
                step.loose = True
                self.held.setdefault((strand, stream), []).append(step)

    def on_flush(self, event: Event) -> None:
        strand = self.strand(event)
        self._lines(strand, event.args[0]).flush()
        held = self.held.pop((strand, event.args[0]), [])
        if held:
            self._let_out(strand, held, event)

    @staticmethod
    def _let_out(strand: Strand, held: list[Step], event: Event) -> None:
        leave = Step("leave", event)
        strand.steps.append(leave)
        for step in held:
            step.until = leave

    def _lines(self, strand: Strand, stream: str) -> Lines:
        if stream not in strand.lines:
            piped = self.process.facts.get(stream) == "pipe"
            unbuffered = stream == "stderr" and self.version < (3,)
            holds = piped and not unbuffered and (stream == "stdout" or self.version < (3, 9))
            strand.lines[stream] = Lines(stream, unbuffered, holds, self.version >= (3,))
        return strand.lines[stream]

    # processes and threads ----------------------------------------------------------------------------------

    def on_process(self, event: Event) -> None:
        """The header: facts only."""

    def on_value(self, event: Event) -> None:
        self.shared.program.values.append((event.args[0], event.args[1]))
        if event.args[0] == "clock":
            self.step(event)

    def on_unfollowed(self, event: Event) -> None:
        if event.args[0] not in self.shared.program.unfollowed:
            self.shared.program.unfollowed.append(event.args[0])

    def on_process_begin(self, event: Event) -> None:
        strand = self.strand(event)
        self.shared.program.pids[str(self.process.pid)] = "a pool worker" if strand.kind == "worker" else "a child"
        self.step(event)

    def on_process_end(self, event: Event) -> None:
        self.step(event)
        self.stacks[event.thread][0].ended = True

    def on_process_start(self, event: Event) -> None:
        strand = self.strand(event)
        name = f"{strand.name}/process{self.count('start ' + strand.name)}"
        self.shared.program.started[self.number, event.args[0]] = name
        self.step(event)

    def on_thread_role(self, event: Event) -> None:
        role, number = event.args
        pool = self.shared.program.pool_numbers.get((self.number, number))
        if pool is not None:
            self.roles[event.thread] = (role, pool)
            self.stacks.pop(event.thread, None)  # the identity of a thread that has ended is given to another

    # pools --------------------------------------------------------------------------------------------------

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
            strand = self.shared.new_strand(f"{pool.name}/worker{len(pool.workers) + 1}", "worker", self.root)
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
        strand = self.shared.new_strand(name, "item", self.root if job.pool.has_threads else name)
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
        strand = self.shared.new_strand(f"{job.name}/{suffix}", "callback", self.root)
        strand.pool, strand.job = job.pool, job
        if job.pool.is_executor and outer.kind not in _SERVING:
            strand.adder = outer
            outer.steps.append(Step("callback", event, inner=strand))
        job.callbacks.append(strand)
        self.push(event, strand)

    def on_callback_end(self, event: Event) -> None:
        self.pop(event, "callback")
