"""Read one process's file as strands: what each of its threads does and puts out.  `family_reader` and `program` add the rest.

Every thread of a process has a stack of strands: its own below, an item or a callback that it runs on top.
"""

from __future__ import annotations

import re

from compat.event import Event, Process, Trace
from compat.output import Lines, Output
from compat.strand import Child, Job, Pool, Program, Step, Strand

#: Events whose first argument is the key of a thing.
THINGS = frozenset(
    [
        "acquire-call", "acquire", "release", "cond-wait-call", "cond-wait", "notify", "set", "clear", "flag-wait-call",
        "flag-wait", "barrier-call", "barrier", "put-call", "put", "feed", "take-call", "take", "task-done",
        "tasks-join-call", "tasks-join", "send", "recv-call", "recv", "poll-call", "poll", "access", "end-close",
    ]
)  # fmt: skip
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
        "process-join",
        "thread-start",
        "thread-join-call",
        "thread-join",
        "kill-call",
        "fork-call",
        "spawn-call",
        "spawn-wait-call",
        "spawn-wait",
        "sched-due",
        "reap-call",
        "reap",
        "os-kill",
        "manager-start",
        "manager-end-call",
        "remote",
        "exit-begin",
        "main-end",
        *(kind for kind in sorted(THINGS) if kind not in ("feed", "access")),
        "get",
        "wait",
        "next",
        "receive",
        "await",
    ]
)
#: The least that fills a pipe's buffer, in bytes: C's stdio (2.7) takes a block of 4096, 3.x one of 8192.
SMALLEST_BUFFER = 4096
#: The names of pools' workers.
_WORKER = re.compile(r"/worker\d+$")
#: Strands that are over when their process is: the text left in the buffer leaves at their end.
_WITH_PROCESS = ("main", "process", "worker")


def close_lines(strand: Strand) -> None:
    """What a strand left unfinished leaves its process later, unless the two end together."""
    for lines in strand.lines.values():
        loose = strand.kind not in _WITH_PROCESS and not lines.unbuffered
        for output, event, left in lines.end():
            strand.steps.append(Step("output", event, output, loose=loose and not left))


class Shared:
    """What the readers of the processes share: the tables of pools, jobs and workers by their keys."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.program = Program(trace, {}, [], [], {}, [], [])
        self.worker_starts: dict[tuple[int, str], Pool] = {}
        self.jobs: dict[tuple[Pool, str], Job] = {}
        self.programs: dict[str, tuple[Child, frozenset[str]]] = {}
        self.unflushed: dict[tuple[int, str], list[Event]] = {}
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


class ProcessReader:
    """Read one process's file."""

    def __init__(self, shared: Shared, number: int) -> None:
        self.shared = shared
        self.number = number
        self.process: Process = shared.trace.processes[number]
        self.version = tuple(int(p) for p in self.process.facts.get("version", "3.0.0").split(".")[:3])
        self.worker: Strand | None = None
        self.stacks: dict[int, list[Strand]] = {}
        self.counts: dict[str, int] = {}
        self.roles: dict[int, tuple[str, Pool]] = {}
        self.quiet: set[int] = set()
        self.managers: set[str] = set()
        self.held: dict[tuple[Strand, str], list[Step]] = {}
        self.root_strand: Strand | None = None
        self.is_lost = False
        self.elsewhere: frozenset[str] = frozenset()
        self.root = "main" if number == 0 else self._name()

    def _name(self) -> str:
        """The strand's name of this process: a worker of a pool, a child by its identity, or something else's child."""
        begin = next((e for e in self.process.events if e.kind in ("process-begin", "fork-begin")), None)
        if begin is None:
            return self._name_of_program()
        if begin.kind == "fork-begin":
            fork = self.shared.program.started.get((self.shared.owner(begin.args[1]), f"f{begin.args[0]}"))
            return fork.name if fork is not None else f"process{self.number}"
        identity, _, owner_pid = begin.args
        key = (self.shared.owner(owner_pid), identity)
        pool = self.shared.worker_starts.get(key)
        if pool is None:
            child = self.shared.program.started.get((key[0], f"p{identity}"))
            return child.name if child is not None else f"process{identity or self.number}"
        return f"{pool.name}/worker{pool.identities.index(identity) + 1}"

    def _name_of_program(self) -> str:
        """A program that the script started, itself or through a shell, or that took over a process of its."""
        taken = self.shared.program.homes.get(str(self.process.pid))
        if taken is not None:
            self.root_strand = taken
            self.stacks[self.process.events[0].thread] = [taken]
            return taken.name
        for pid in (str(self.process.pid), self.process.facts.get("ppid", "")):
            if pid in self.shared.programs:
                child, self.elsewhere = self.shared.programs[pid]
                return child.name
        self.shared.program.unfollowed.append("a process that nobody is known to have started")
        return f"process{self.number}"

    def read(self) -> None:
        self.shared.program.pids[str(self.process.pid)] = "main" if self.number == 0 else "process"
        for event in self.process.events:
            handler = getattr(self, "on_" + event.kind.replace("-", "_"), None)
            if event.kind in THINGS:
                self.inherit(event.args[0])
            if handler:
                handler(event)
            else:
                self.step(event)
        if self.root_strand is not None:
            self.shared.program.homes[str(self.process.pid)] = self.root_strand
        for (strand, _), held in self.held.items():
            if self.is_lost:
                strand.steps = [step for step in strand.steps if step not in held]
            elif strand.kind == "main" or (strand.kind in _WITH_PROCESS and strand.ended):
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
        if self.root_strand is None:
            kind = "main" if self.number == 0 else "worker" if _WORKER.search(self.root) else "process"
            self.root_strand = self.shared.new_strand(self.root, kind, self.root)
            self.root_strand.ended = any(child.name == self.root for child, _ in self.shared.programs.values())
            if kind == "worker":
                self.worker = self.root_strand
            return self.root_strand
        role, pool = self.roles.get(event.thread, ("thread", None))
        if pool is not None:
            return self.new_strand(f"{pool.name}/{role}", role)
        return self.new_strand(f"{self.root}/other-thread{self.count('thread')}", "thread")

    def new_strand(self, name: str, kind: str) -> Strand:
        """Make a strand that runs in this process."""
        strand = self.shared.new_strand(name, kind, self.root)
        strand.root = self.root_strand
        return strand

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
        close_lines(strand)
        while strand.kind != kind:
            strand = stack.pop()
            close_lines(strand)
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
        if (event.thread in self.quiet and event.args[0] == "stderr") or event.args[0] in self.elsewhere:
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

    def on_blank(self, event: Event) -> None:
        self._lines(self.strand(event), event.args[0]).blank(event.args[1] == "1")

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
        size = sum(len(step.output.text.encode("utf-8", "surrogateescape")) for step in held if step.output is not None)
        for step in held:
            step.until, step.exact = leave, size < SMALLEST_BUFFER

    def _lines(self, strand: Strand, stream: str) -> Lines:
        if stream not in strand.lines:
            piped = self.process.facts.get(stream) == "pipe"
            unbuffered = stream == "stderr" and self.version < (3,)
            holds = piped and not unbuffered and (stream == "stdout" or self.version < (3, 9))
            strand.lines[stream] = Lines(stream, unbuffered, holds, self.version >= (3,))
        return strand.lines[stream]

    # facts --------------------------------------------------------------------------------------------------

    def inherit(self, key: str) -> None:
        """Before what an event says of a thing: it may have been made before a fork (`family_reader`)."""

    def on_process(self, event: Event) -> None:
        """The header: facts only."""

    def on_value(self, event: Event) -> None:
        origin, text = event.args
        program = self.shared.program
        program.values.append((origin, text))
        if origin == "clock":
            self.step(event)
        elif origin == "random":
            program.draws.setdefault(self.strand(event).name, []).append(text)
        elif origin == "seed":
            program.is_seeded = True

    def on_unfollowed(self, event: Event) -> None:
        if event.args[0] not in self.shared.program.unfollowed:
            self.shared.program.unfollowed.append(event.args[0])
