"""A run as strands: the pieces of the program that ran one step after another, and what each of them put out.

`program.read_program` makes a `Program` of a trace; `happens_before` and `scripted_time` work on it.
Strands are named by how they were created, so a name is the same in every run: `main`, `main/pool1/job3`,
`main/pool1/job0/item2`, `main/pool1/job3/callback`, `main/pool1/worker2`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field

from compat.event import Event, Place, Trace
from compat.output import Lines, Output

#: Things of a manager's in which the order of writes can be seen; a client can be kept from writing for a moment.
ORDERED = frozenset(["list", "dict", "object"])
#: Signals that end no process: none at all, SIGCHLD, SIGCONT, SIGSTOP, SIGURG, SIGWINCH.
HARMLESS = ("0", "17", "18", "19", "23", "28")


@dataclass(slots=True, eq=False)
class Step:
    """One event of a strand, or an output that left at this point (then `output` is set and `event` is its last write).

    A step of kind `round`, `callback`, `signal`, `inline` or `served` stands for a strand of its own, `inner`.  A `loose` output has
    been written here and leaves the process later: before the step `until` of its strand if there is one, just before it if
    `exact` (the buffer cannot have been full); else nobody knows when.
    """

    kind: str
    event: Event
    output: Output | None = None
    inner: Strand | None = None
    loose: bool = False
    until: Step | None = None
    exact: bool = False

    @property
    def place(self) -> Place | None:
        return self.output.place if self.output else self.event.place

    @property
    def args(self) -> tuple[str, ...]:
        return self.event.args


@dataclass(slots=True, eq=False)
class Strand:
    """One strand; `ended` is False where its end is missing.  `process` names the process for ties between start-ups;
    `root` is the strand of the process in which it runs (None: it is that itself).

    `adder` is set on the callback of a future that was finished when it was added: the strand that added it runs it.
    """

    name: str
    kind: str
    process: str
    steps: list[Step] = field(default_factory=list)
    ended: bool = False
    pool: Pool | None = None
    job: Job | None = None
    lines: dict[str, Lines] = field(default_factory=dict)
    adder: Strand | None = None
    root: Strand | None = None

    @property
    def home(self) -> Strand:
        """The strand of the process in which it runs."""
        return self.root or self


@dataclass(slots=True, eq=False)
class Child:
    """A process or a thread that the script started: the name of its strand, who started it, and at which step."""

    name: str
    kind: str
    daemon: bool
    starter: Strand
    step: Step


@dataclass(slots=True, eq=False)
class Job:
    """One submission: `chunks` maps the index of a task to the strands of its items, in their order.

    `results` maps a task to the event of its result, in the order of their arrival; `handed` are the tasks that the
    feeding thread handed over; `added` are the steps that gave it callbacks, by `ok`, `error` or number; `cancel` is the step that cancelled it.
    """

    name: str
    pool: Pool
    number: str
    method: str
    submitter: Strand
    submit: Step
    chunks: dict[int, list[Strand]] = field(default_factory=dict)
    callbacks: list[Strand] = field(default_factory=list)
    results: dict[int, Event] = field(default_factory=dict)
    handed: set[int] = field(default_factory=set)
    added: dict[str, Step] = field(default_factory=dict)
    expected: int | None = None
    cancel: Step | None = None

    def name_task(self, index: int) -> str:
        """The name of one task: the job's own where there is but one, else `JOB/item3`."""
        return self.name if self.method in ("apply_async", "submit") else f"{self.name}/item{index}"

    @property
    def tasks(self) -> list[int]:
        """The tasks that a run knows of: submitted, handed over, begun or come back.  None of a job that was cancelled."""
        if self.cancel is not None and not self.chunks:
            return []
        found = set(self.chunks) | set(self.results) | self.handed | set(range(self.expected or 0))
        if not found and self.method in ("apply_async", "submit"):
            found = {0}
        return sorted(found)

    @property
    def failed(self) -> list[int]:
        """The tasks of which an item failed; on 2.7 the results after the first failed one are not told."""
        failed = {index for index, event in self.results.items() if event.args[2] == "error"}
        for index, items in self.chunks.items():
            if any(item.ended and item.steps[-1].args[3:4] == ("error",) for item in items):
                failed.add(index)
        return sorted(failed)

    @property
    def is_ready_at_first_failure(self) -> bool:
        """Whether the first failed chunk made a map ready: 2.7 waits for no other."""
        return self.pool.version < (3,) and self.method == "map_async" and bool(self.failed)


@dataclass(slots=True, eq=False)
class Pool:
    """A pool or an executor: its size is the number of workers, each replaced after `maxtasks` tasks (0: never)."""

    name: str
    flavour: str
    size: int
    owner: Strand
    made: Step
    version: tuple[int, ...]
    maxtasks: int = 0
    workers: list[Strand] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    identities: list[str] = field(default_factory=list)

    @property
    def is_executor(self) -> bool:
        return self.flavour.endswith("executor")

    @property
    def has_threads(self) -> bool:
        return self.flavour.startswith("thread")


@dataclass(slots=True, eq=False)
class Thing:
    """An object by which strands wait for each other: a lock, an event, a queue, ...; `detail` as the trace tells it.

    `maker` and `made` are where it was made; of a copy that a fork left in a child, where the first was.
    """

    name: str
    what: str
    scope: str
    detail: str
    maker: Strand
    made: Step


@dataclass(frozen=True, slots=True, eq=False)
class Message:
    """What one receive gets: the result of a task (then `job` and `index`), or what a strand `sent` (a `put` or `send`).

    `source` names where it arrives; `name` is the same in every run.
    """

    source: str
    name: str
    job: Job | None = None
    index: int = 0
    sent: Step | None = None

    @property
    def key(self) -> Hashable:
        """What tells it from all other messages of a run."""
        return id(self.sent) if self.sent is not None else (self.job, self.index)


@dataclass(slots=True)
class Program:
    """One run as strands.  `values` are what the program got from outside, as (origin, text).

    `draws` are the random values that each strand got, by its name; `is_seeded` says that a generator was given a seed.

    By keys: pools and jobs by their process and number, processes and threads that were `started`, `things`, the `feeds` of
    queues, the calls that managers `served`, and by process id the strand of each process (`homes`).  `handled` are the
    signals for which a process has installed a handler, `handlings` what that did each time.  `copied` is text that a fork found unflushed, so that two processes have it.
    """

    trace: Trace
    strands: dict[str, Strand]
    pools: list[Pool]
    values: list[tuple[str, str]]
    pids: dict[str, str]
    unfollowed: list[str]
    uncaught: list[tuple[str, str, str]]
    pool_numbers: dict[tuple[int, str], Pool] = field(default_factory=dict)
    job_numbers: dict[tuple[int, str], Job] = field(default_factory=dict)
    started: dict[tuple[int, str], Child] = field(default_factory=dict)
    things: dict[tuple[int, str], Thing] = field(default_factory=dict)
    feeds: dict[str, list[Event]] = field(default_factory=dict)
    homes: dict[str, Strand] = field(default_factory=dict)
    copied: list[str] = field(default_factory=list)
    served: dict[str, Strand] = field(default_factory=dict)
    draws: dict[str, list[str]] = field(default_factory=dict)
    is_seeded: bool = False
    handled: set[tuple[Strand, str]] = field(default_factory=set)
    handlings: dict[tuple[Strand, str], list[Strand]] = field(default_factory=dict)

    @property
    def main(self) -> Strand:
        return self.strands["main"]

    @property
    def jobs(self) -> list[Job]:
        return [job for pool in self.pools for job in pool.jobs]

    def pool_of(self, step: Step) -> Pool | None:
        """The pool that a step of its owner's process speaks of (its first argument is the pool's number)."""
        return self.pool_numbers.get((step.event.process, step.args[0]))

    def job_of(self, step: Step, argument: int = 0) -> Job | None:
        """The job that a step of its owner's process speaks of."""
        return self.job_numbers.get((step.event.process, step.args[argument]))

    def jobs_of(self, step: Step, argument: int = 0) -> list[Job]:
        """The jobs that an argument lists, those that are known."""
        numbers = step.args[argument].split(",")
        found = (self.job_numbers.get((step.event.process, number)) for number in numbers)
        return [job for job in found if job is not None]

    def child_of(self, step: Step) -> Child | None:
        """The process or thread that a step speaks of: `process-join`, `thread-start`, ..., or one that names it `p1`, `t2`.

        None before it was started.
        """
        if step.kind in ("reap", "os-kill"):
            home = self.homes.get(step.args[0])
            return self.child_named(home.name) if home is not None else None
        prefix = {"process": "p", "thread": "t", "fork": "f", "spawn": "s", "manager": "p"}.get(
            step.kind.partition("-")[0], ""
        )
        child = self.started.get((step.event.process, prefix + step.args[0]))
        return child if child is not None and child.step.event.index <= step.event.index else None

    def child_named(self, name: str) -> Child | None:
        """The process or thread whose strand has this name."""
        return next((child for child in self.started.values() if child.name == name), None)

    def target_of(self, step: Step) -> tuple[Strand, str] | None:
        """The process (its strand) and the number of a signal that a step sends: `os-kill`, `kill-call`, `alarm`."""
        if step.kind == "alarm":
            home = next((s for s in self.strands.values() if s.root is None and _is_of(s, step.event.process)), None)
            return (home, "14") if home is not None else None
        if step.kind == "os-kill":
            home = self.homes.get(step.args[0])
            return (home, step.args[1]) if home is not None else None
        child = self.child_of(step)
        if child is None:
            return None
        return self.strands[child.name], "9" if step.args[1] == "kill" else "15"

    def is_kill(self, step: Step) -> bool:
        """Whether an `os-kill` or `kill-call` ends its target: no handler is installed there, and the signal is no harmless one."""
        target = self.target_of(step)
        return target is not None and target not in self.handled and target[1] not in HARMLESS

    def thing_of(self, step: Step) -> Thing | None:
        """The lock, event, queue, ... that a step speaks of (its first argument is the thing's key)."""
        key = step.args[0]
        return self.things.get((step.event.process, key)) or self.things.get((-1, key))

    def strands_of(self, child: Child) -> list[Strand]:
        """The strands of a thread (one), or of a process: its own and those of its threads."""
        own = self.strands[child.name]
        if child.kind == "thread":
            return [own]
        return [own, *(strand for strand in self.strands.values() if strand.root is own)]

    def children_of(self, home: Strand, kind: str) -> list[Child]:
        """The processes or threads that were started in the process of *home*."""
        return [child for child in self.started.values() if child.kind == kind and child.starter.home is home]

    def each(self, *kinds: str) -> Iterator[tuple[Strand, Step]]:
        """Every step of these kinds, with the strand that it is a part of."""
        for strand in self.strands.values():
            for step in strand.steps:
                if step.kind in kinds:
                    yield strand, step


def _is_of(strand: Strand, process: int) -> bool:
    return bool(strand.steps) and strand.steps[0].event.process == process


def call_of(strand: Strand, step: Step) -> Step | None:
    """The call that a step (`get`, `next`, `shutdown`, ...) returns from: the last one of its kind on the same thing before it."""
    wanted = step.kind + "-call"
    steps = strand.steps
    for at in range(steps.index(step) - 1, -1, -1):
        if steps[at].kind == wanted and (step.kind in ("await", "reap") or steps[at].args[0] == step.args[0]):
            return steps[at]
    return None


def is_untimed(strand: Strand, step: Step) -> bool:
    """Whether the call that a `join` returns from waits as long as it takes."""
    call = call_of(strand, step)
    return call is None or call.args[1] in ("", "None")
