"""Small programs of threads or processes, run by a scheduler of our own: one program gives many traces.

A program maps each strand's name to its operations; `main` is there, and starts the others.  Operations: `print TEXT`, `start NAME`,
`join NAME`, `put QUEUE`, `receive QUEUE` (a loop's round: it prints what it got), `take QUEUE` (it prints nothing), `acquire LOCK`,
`release LOCK` (semaphores, too), `set EVENT`, `clear EVENT`, `wait EVENT`, `meet BARRIER`, `done QUEUE`, `drain QUEUE`, and, while
lock2 is held, `notify condition1` and `rest condition1`.
The things are in `THINGS`.  `find_break` says where a trace is no linear extension of an order that was made of another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from compat.event import Event, Outcome, Place, Process, Trace
from compat.happens_before import find_order
from compat.order import Order
from compat.program import read_program
from compat.rounds import split_rounds

Operation = tuple[str, str]
Source = Mapping[str, Sequence[Operation]]
#: By name: what it is and its detail, among threads and among processes.
THINGS = {
    "queue1": ("queue", "fifo 0", "process 0"),
    "queue2": ("queue", "fifo 0", "simple 0"),
    "queue3": ("queue", "fifo 1", "process 1"),
    "queue4": ("queue", "lifo 0", "simple 0"),
    "lock1": ("lock", "", ""),
    "lock2": ("lock", "", ""),
    "rlock1": ("rlock", "", ""),
    "semaphore0": ("semaphore", "0", "0"),
    "semaphore1": ("semaphore", "1", "1"),
    "semaphore2": ("semaphore", "2", "2"),
    "event1": ("event", "", ""),
    "condition1": ("condition", "lock2", "lock2"),
    "barrier2": ("barrier", "2", "2"),
}
#: Operations that are told by a call and a return.
_CALLS = {
    "join": "join",
    "take": "take",
    "receive": "take",
    "acquire": "acquire",
    "wait": "flag-wait",
    "meet": "barrier",
    "drain": "tasks-join",
}


class Run:
    """One run of a program under a schedule that `random` chooses; `trace` is None where it ended in a deadlock."""

    def __init__(self, source: Source, random: Random, has_processes: bool = False) -> None:
        self.source = source
        self.has_processes = has_processes
        self.names = list(source)
        self.clock = 0
        self.events: dict[int, list[Event]] = {n: [] for n in range(len(source) if has_processes else 1)}
        self.started: dict[str, int] = {}
        self.ended: set[str] = set()
        self.content: dict[str, list[tuple[str, str]]] = {}
        self.waiting: list[
            tuple[int, str, tuple[str, str]]
        ] = []  # what the feeders still have: process, queue, message
        self.sent: dict[object, int] = {}
        self.holders: dict[str, list[str]] = {}
        self.places = {
            name: int(detail) if what == "semaphore" else 1
            for name, (what, detail, _) in THINGS.items()
            if (what != "queue" and detail.isdigit()) or "lock" in what
        }
        self.flags: set[str] = set()
        self.unfinished: dict[str, int] = {}
        self.resting: list[str] = []
        self.met: dict[str, list[str]] = {}
        self.trace = self._run(random)

    def _run(self, random: Random) -> Trace | None:
        strands = {"main": self._strand("main")}
        wishes = {"main": next(strands["main"])}
        while strands or self.waiting:
            ready = [name for name in strands if self._may(name, *wishes[name])]
            first = {(process, queue): n for n, (process, queue, _) in reversed(list(enumerate(self.waiting)))}
            choices: list[str | int] = [*ready, *first.values()]
            if not choices:
                return None
            choice = random.choice(choices)
            if isinstance(choice, int):
                self._feed(choice)
                continue
            try:
                wishes[choice] = next(strands[choice])
            except StopIteration:
                del strands[choice]
            for name in self.started.keys() - self.ended - strands.keys() - {"main"}:
                strands[name] = self._strand(name)
                wishes[name] = next(strands[name])
        return Trace(
            tuple(Process(1000 + n, {"pid": str(1000 + n), "version": "3.13.0", "stdout": "tty", "stderr": "tty"}, tuple(found)) for n, found in self.events.items()),
            Outcome("exit", 0),
        )  # fmt: skip

    # one strand ---------------------------------------------------------------------------------------------------

    def _strand(self, name: str) -> Iterator[Operation]:
        """Yield what it wishes to do next; go on once it may."""
        yield "begin", ""
        if name == "main":
            self.tell(name, "main-begin")
            for thing, (what, *details) in THINGS.items():
                scope = "process" if self.has_processes else "thread"
                self.tell(name, "make", thing, what, scope, details[self.has_processes])
        elif self.has_processes:
            self.tell(name, "process-begin", str(self.started[name]), name, "1000")
        else:
            self.tell(name, "thread-begin", str(self.started[name]))
        for kind_, argument in self.source[name]:
            line = 1 + self.source[name].index((kind_, argument))  # a loop's steps are those of its first round
            if kind_ in _CALLS:
                call = f"{'process' if self.has_processes else 'thread'}-join" if kind_ == "join" else _CALLS[kind_]
                key = str(self.started.get(argument, 0)) if kind_ == "join" else argument
                yield "begin", ""
                self.tell(name, f"{call}-call", key, "", line=line)
            if kind_ == "rest":
                self.tell(name, "cond-wait-call", argument, "", line=line)
                self.resting.append(name)
                self.places["lock2"] += 1
            if kind_ == "meet":
                self.met.setdefault(argument, []).append(name)
            yield kind_, argument
            got = getattr(self, "do_" + kind_)(name, argument, line)
            if kind_ == "receive":
                yield "begin", ""
                self.do_print(name, f"got {got}", line)
        yield "end", ""
        if name == "main":
            self.tell(name, "main-end")
        elif self.has_processes:
            self.tell(name, "process-end", "0")
        else:
            self.tell(name, "thread-end", str(self.started[name]))
        self.ended.add(name)
        if name == "main":
            yield "all", "thread"
            self.tell(name, "threads-joined")
            self.tell(name, "exit-begin")
            yield "all", "process"
            self.tell(name, "exit-end")

    def _may(self, name: str, kind: str, argument: str) -> bool:
        own = self.names.index(name)
        if kind == "join":
            return argument in self.ended
        if kind == "all":
            return self.started.keys() <= self.ended
        if kind == "end":
            return not any(process == own for process, _, _ in self.waiting) or not self.has_processes
        if kind in ("take", "receive"):
            return bool(self.content.get(argument))
        if kind == "put":
            size = int(THINGS[argument][1].partition(" ")[2])
            here = len(self.content.get(argument, [])) + sum(queue == argument for _, queue, _ in self.waiting)
            return not size or here < size
        if kind == "acquire":
            return self.places[argument] > 0 or (
                argument.startswith("rlock") and self.holders.get(argument, [""])[-1:] == [name]
            )
        if kind == "rest":
            return name not in self.resting and self.places["lock2"] > 0
        if kind == "drain":
            return not self.unfinished.get(argument)
        if kind == "wait":
            return argument in self.flags
        if kind == "meet":
            met = self.met[argument]
            return met.index(name) // 2 < len(met) // 2
        return True

    # operations ---------------------------------------------------------------------------------------------------

    def tell(self, name: str, kind: str, *args: str, line: int = 0) -> None:
        number = self.names.index(name)
        process, thread = (number, 1) if self.has_processes else (0, number + 1)
        self._tell(process, thread, kind, args, Place(f"{name.rstrip('0123456789')}.py", line) if line else None)

    def _tell(self, process: int, thread: int, kind: str, args: tuple[str, ...], place: Place | None) -> None:
        self.clock += 1
        found = self.events[process]
        found.append(Event(process, len(found), float(self.clock), thread, kind, place, args))

    def do_print(self, name: str, text: str, line: int) -> None:
        self.tell(name, "write", "stdout", text + "\n", line=line)

    def do_start(self, name: str, child: str, line: int) -> None:
        self.started[child] = self.names.index(child)
        kind = "process" if self.has_processes else "thread"
        self.tell(name, f"{kind}-start", str(self.started[child]), child, "0", line=line)

    def do_join(self, name: str, child: str, line: int) -> None:
        kind = "process" if self.has_processes else "thread"
        self.tell(name, f"{kind}-join", str(self.started[child]), "1", line=line)

    def do_put(self, name: str, queue: str, line: int) -> None:
        number = self.sent[name, queue] = self.sent.get((name, queue), 0) + 1
        total = self.sent[queue] = self.sent.get(queue, 0) + 1
        process = self.names.index(name)
        key = f"{1000 + process}.{queue}.{number}" if self.has_processes else str(total)
        self.tell(name, "put", queue, key, line=line)
        self.unfinished[queue] = self.unfinished.get(queue, 0) + 1
        message = (key, f"{name}:{queue}:{number}")
        if self.has_processes and THINGS[queue][2].startswith("process"):
            self.waiting.append((process, queue, message))
        else:
            self.content.setdefault(queue, []).append(message)

    def _feed(self, at: int) -> None:
        process, queue, message = self.waiting.pop(at)
        self._tell(process, 9, "feed", (queue, message[0]), None)
        self.content.setdefault(queue, []).append(message)

    def do_take(self, name: str, queue: str, line: int) -> str:
        last = not self.has_processes and THINGS[queue][1].startswith("lifo")
        key, text = self.content[queue].pop(-1 if last else 0)
        self.tell(name, "take", queue, "?" if self.has_processes else key, line=line)
        return text

    do_receive = do_take

    def do_acquire(self, name: str, lock: str, line: int) -> None:
        if not (lock.startswith("rlock") and self.holders.get(lock)):
            self.places[lock] -= 1
        self.holders.setdefault(lock, []).append(name)
        self.tell(name, "acquire", lock, "1", line=line)

    def do_release(self, name: str, lock: str, line: int) -> None:
        self.tell(name, "release", lock, line=line)
        held = self.holders.get(lock, [])
        if held:
            held.pop()
        if not (lock.startswith("rlock") and held):
            self.places[lock] += 1

    def do_set(self, name: str, event: str, line: int) -> None:
        self.tell(name, "set", event, line=line)
        self.flags.add(event)

    def do_clear(self, name: str, event: str, line: int) -> None:
        self.tell(name, "clear", event, line=line)
        self.flags.discard(event)

    def do_done(self, name: str, queue: str, line: int) -> None:
        self.tell(name, "task-done", queue, line=line)
        self.unfinished[queue] -= 1

    def do_drain(self, name: str, queue: str, line: int) -> None:
        self.tell(name, "tasks-join", queue, line=line)

    def do_notify(self, name: str, condition: str, line: int) -> None:
        self.tell(name, "notify", condition, "1", line=line)
        del self.resting[:1]

    def do_rest(self, name: str, condition: str, line: int) -> None:
        self.places["lock2"] -= 1
        self.tell(name, "cond-wait", condition, "1", line=line)

    def do_wait(self, name: str, event: str, line: int) -> None:
        self.tell(name, "flag-wait", event, "1", line=line)

    def do_meet(self, name: str, barrier: str, line: int) -> None:
        met = self.met[barrier]
        met[met.index(name)] = ""
        self.tell(name, "barrier", barrier, "0", line=line)


# orders and runs -----------------------------------------------------------------------------------------------------


class Reading:
    """The order that one trace gives, and when each of its nodes happened there."""

    def __init__(self, trace: Trace, binding: dict[str, str]) -> None:
        program = read_program(trace)
        self.order: Order = find_order(program, split_rounds(program, binding))
        self.clocks: dict[str, float] = {}
        strand_clocks = {s.name: [step.event.clock for step in _all_steps(s)] for s in program.strands.values()}
        for node in self.order.nodes:
            if node.step is not None:
                self.clocks[node.name] = node.step.event.clock
            elif node.strand is not None:
                found = strand_clocks[node.strand.name] or [0.0]
                is_first = node.name.endswith("#first")
                self.clocks[node.name] = min(found) - 0.5 if is_first else max(found) + 0.5


def _all_steps(strand):  # type: ignore[no-untyped-def]
    for step in strand.steps:
        yield step
        if step.inner is not None and step.kind == "round":
            yield from _all_steps(step.inner)


def find_break(reading: Reading, other: Reading) -> str | None:
    """What of the order of one run another run of the same program breaks; None if nothing."""
    order, clocks = reading.order, other.clocks
    names = [node.name for node in order.nodes]
    if set(names) != clocks.keys():
        return f"other nodes: {sorted(set(names) ^ clocks.keys())}"
    at = [clocks[name] for name in names]
    for (a, b), reason in order.edges.items():
        if at[a] >= at[b]:
            return f"{names[a]} < {names[b]} by {reason.rule}"
    for threshold in order.thresholds:
        if sum(at[m] < at[threshold.node] for m in threshold.of) < threshold.count:
            of = sorted(names[m] for m in threshold.of)
            return f"{names[threshold.node]} after {threshold.count} of {of} by {threshold.reason.rule}"
    for group in (*order.exclusions, *order.bounds):
        spans = sorted((min(at[n] for n in part), max(at[n] for n in part)) for part in group.sections)
        for begin, _ in spans:
            if sum(first <= begin <= last for first, last in spans) > group.limit:
                return f"more than {group.limit} sections at once by {group.reason.rule}"
    return None
