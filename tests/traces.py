"""Traces in a text form, for the tests of what is made of them.

    main 3.13                   a process begins: `main VERSION`, or `worker IDENTITY` (of the first process); facts as key=value
    child 1                     a process that was started by hand (`child 1.2`: by the child 1)
    forked 1                    a forked one (`forked 1 1001`: by the process of that id)
      pool 1 pool 2             an event: its kind, its arguments, `''` for an empty one; `@7` is its place
      feed> hand 1 0 0          `NAME>`: in the thread of that name

Shorter forms: `print TEXT` and `error TEXT` write a line; `sleep N`; `make 1 pool 2` is a pool with the starts of its workers;
`new lock1` is a thing of that kind with that key, `new queue1 'fifo 2'` one with a detail, `new queue1 'process 0' process` a shared one,
`new 1000.lock1` one whose key tells the process that made it; `thread 1: print a; sleep 1` is a thread from begin to end;
`starts p1`, `starts p1 daemon`, `starts t1`, `forks 1`; `joins p1` waits for its end, `joins p1 5` not for ever, `misses p1 5` in vain;
`takes queue1 3`, `receives end1`, `locks lock1`, `waits event1`, `waits condition1`, `meets barrier1` are calls and their returns, a
further argument their timeout; `clock 2` is the time of all that the process does from here on (until then 0);
`item JOB INDEX: print a; sleep 1` is an item that ends well, `fail ...` one that ends with an error, `cut ...` one that does
not end; INDEX may be `3`, or `3.1/2` for the second of two in chunk 3, or `-` for none; `callback JOB: ...` a callback;
`done` ends a worker, `over` a child, and `quit` main, `leave` main with its threads and children joined.
"""

from __future__ import annotations

import shlex

import rustworkx

from compat.event import Event, Outcome, Place, Process, Trace
from compat.happens_before import find_order
from compat.order import Order
from compat.presence import mark_presence
from compat.program import read_program
from compat.rounds import split_rounds
from compat.scripted_time import Times, find_times
from compat.side import format_time
from compat.strand import Program, Step

SCRIPT = "script.py"
MAIN_PID = 1000


class _Writer:
    """One process that is being written."""

    def __init__(self, number: int, version: str, facts: list[str]) -> None:
        self.number = number
        self.pid = next((int(fact[4:]) for fact in facts if fact.startswith("pid=")), MAIN_PID + number)
        self.events: list[Event] = []
        self.threads: dict[str, int] = {"": 1}
        self.clock = 0.0
        tty = {"stdout": "tty", "stderr": "tty"}
        self.facts = {"pid": str(self.pid), "version": version, **tty, **dict(fact.split("=") for fact in facts)}

    def add(self, thread: str, kind: str, *args: str, line: int = 0) -> None:
        number = self.threads.setdefault(thread, len(self.threads) + 1)
        place = Place(SCRIPT, line) if line else None
        self.events.append(Event(self.number, len(self.events), self.clock, number, kind, place, args))

    def write(self, thread: str, text: str) -> None:
        head, _, body = text.partition(": ")
        words = shlex.split(head)
        line = int(words.pop()[1:]) if words[-1].startswith("@") else 0
        short = getattr(self, "_" + words[0], None)
        if words[0] in ("item", "fail", "cut", "callback", "thread"):
            short(thread, words, body, line)
        elif short is not None:
            short(thread, *words[1:], line=line)
        else:
            self.add(thread, *words, line=line)

    def _body(self, thread: str, body: str) -> None:
        for part in filter(None, body.split("; ")):
            self.write(thread, part)

    def _print(self, thread: str, *text: str, line: int) -> None:
        self.add(thread, "write", "stdout", " ".join(text) + "\n", line=line)

    def _error(self, thread: str, *text: str, line: int) -> None:
        self.add(thread, "write", "stderr", " ".join(text) + "\n", line=line)

    def _sleep(self, thread: str, length: str, line: int) -> None:
        self.add(thread, "sleep", length, line=line)
        self.add(thread, "slept", line=line)

    def _make(self, thread: str, pool: str, flavour: str, size: str, maxtasks: str = "", *, line: int) -> None:
        self.add(thread, "pool", pool, flavour, size, maxtasks, line=line)
        for worker in range(int(size)) if flavour.startswith("p") else ():
            self.add(thread, "worker-start", pool, f"{pool}.{worker + 1}", line=line)

    def _new(self, thread: str, what: str, detail: str = "", scope: str = "thread", *, line: int) -> None:
        self.add(thread, "make", what, what.rpartition(".")[2].rstrip("0123456789"), scope, detail, line=line)

    def _clock(self, thread: str, clock: str, line: int) -> None:
        self.clock = float(clock)

    def _thread(self, thread: str, words: list[str], body: str, line: int) -> None:
        own = f"thread{words[1]}"
        self.add(own, "thread-begin", words[1], line=line)
        self._body(own, body)
        self.add(own, "thread-end", words[1], line=line)

    def _starts(self, thread: str, child: str, daemon: str = "", *, line: int) -> None:
        kind = "process" if child[0] == "p" else "thread"
        self.add(thread, f"{kind}-start", child[1:], f"{kind}-{child[1:]}", str(int(bool(daemon))), line=line)

    def _forks(self, thread: str, number: str, line: int) -> None:
        self.add(thread, "fork-call", number, line=line)

    def _joins(self, thread: str, child: str, timeout: str = "", ended: str = "1", *, line: int) -> None:
        kind = "process" if child[0] == "p" else "thread"
        self._call(thread, f"{kind}-join", child[1:], ended, timeout, line)

    def _misses(self, thread: str, child: str, timeout: str, line: int) -> None:
        self._joins(thread, child, timeout, "0", line=line)

    def _call(self, thread: str, kind: str, key: str, answer: str, timeout: str, line: int) -> None:
        self.add(thread, f"{kind}-call", key, timeout, line=line)
        self.add(thread, kind, key, answer, line=line)

    def _takes(self, thread: str, queue: str, message: str = "?", timeout: str = "", *, line: int) -> None:
        self._call(thread, "take", queue, message, timeout, line)

    def _receives(self, thread: str, end: str, answer: str = "ok", *, line: int) -> None:
        self.add(thread, "recv-call", end, line=line)
        self.add(thread, "recv", end, answer, line=line)

    def _locks(self, thread: str, lock: str, timeout: str = "", *, line: int) -> None:
        self._call(thread, "acquire", lock, "1", timeout, line)

    def _waits(self, thread: str, thing: str, timeout: str = "", answer: str = "1", *, line: int) -> None:
        self._call(thread, "flag-wait" if "event" in thing else "cond-wait", thing, answer, timeout, line)

    def _meets(self, thread: str, barrier: str, answer: str = "0", *, line: int) -> None:
        self._call(thread, "barrier", barrier, answer, "", line)

    def _over(self, thread: str, line: int) -> None:
        self.add(thread, "exit-begin")
        self.add(thread, "exit-end")
        self.add(thread, "process-end", "0")
        self.add(thread, "threads-joined")

    def _leave(self, thread: str, line: int) -> None:
        for kind in ("main-end", "threads-joined", "exit-begin", "exit-end"):
            self.add(thread, kind)

    def _item(self, thread: str, words: list[str], body: str, line: int) -> None:
        job, index, sub, count = words[1], words[2], "0", "1"
        if "/" in index:
            index, _, rest = index.partition(".")
            sub, _, count = rest.partition("/")
        index = "" if index == "-" else index
        self.add(thread, "item-begin", job, index, sub, count, line=line)
        self._body(thread, body)
        if words[0] != "cut":
            answer = ("error", "ValueError") if words[0] == "fail" else ("ok", "")
            self.add(thread, "item-end", job, index, sub, *answer, line=line)

    _fail = _cut = _item

    def _callback(self, thread: str, words: list[str], body: str, line: int) -> None:
        self.add(thread, "callback-begin", words[1], *(words[2:] or ["ok"]), line=line)
        self._body(thread, body)
        self.add(thread, "callback-end", words[1], *(words[2:] or ["ok"]), line=line)

    def _done(self, thread: str, line: int) -> None:
        self.add(thread, "worker-end")
        self.add(thread, "process-end", "0")

    def _quit(self, thread: str, line: int) -> None:
        self.add(thread, "main-end")


def make_trace(text: str, outcome: str = "exit", value: int = 0) -> Trace:
    """Read a trace in its text form."""
    writers: list[_Writer] = []
    children: dict[str, int] = {}
    for row in filter(None, (row.strip() for row in text.splitlines())):
        words = row.split()
        if words[0] == "main":
            writers.append(_Writer(len(writers), words[1], words[2:]))
            writers[-1].add("", "main-begin")
        elif words[0] == "worker":
            writers.append(_Writer(len(writers), writers[0].facts["version"], words[2:]))
            children[words[1]] = writers[-1].pid
            writers[-1].add("", "process-begin", words[1], "Worker", str(MAIN_PID))
            writers[-1].add("", "worker-begin", "", words[1], str(MAIN_PID))
        elif words[0] == "child":
            owner = children.get(words[1].rpartition(".")[0], MAIN_PID)
            writers.append(_Writer(len(writers), writers[0].facts["version"], words[2:]))
            children[words[1]] = writers[-1].pid
            writers[-1].add("", "process-begin", words[1], f"Process-{words[1]}", str(owner))
        elif words[0] == "forked":
            writers.append(_Writer(len(writers), writers[0].facts["version"], []))
            writers[-1].add("", "fork-begin", words[1], words[2] if words[2:] else str(MAIN_PID))
        else:
            thread, arrow, rest = row.partition("> ")
            writers[-1].write(*((thread, rest) if arrow and " " not in thread else ("", row)))
    processes = tuple(Process(w.pid, w.facts, tuple(w.events)) for w in writers)
    return Trace(processes, Outcome(outcome, value))


# what is shown of a trace ------------------------------------------------------------------------------------------


def show_strands(text: str) -> list[str]:
    """Every strand that puts something out: its name, `*` if its end is missing, and its outputs."""
    program = read_program(make_trace(text))
    shown = []
    for strand in program.strands.values():
        outputs = [step.output.text for step in strand.steps if step.output is not None]
        if outputs or strand.kind == "item":
            shown.append(
                f"{strand.name}{'' if strand.ended or strand.kind != 'item' else '*'}: {' '.join(map(repr, outputs))}"
            )
    return shown


def _make_order(text: str, binding: dict[str, str]) -> tuple[Program, Order, frozenset[str]]:
    program = read_program(make_trace(text))
    order = find_order(program, split_rounds(program, binding))
    return program, order, mark_presence(program, order)


def _label(order: Order, node: int) -> str | None:
    step = order.nodes[node].step
    return step.output.text.strip() if step is not None and step.output is not None else None


def _name(order: Order, node: int) -> str:
    return _label(order, node) or order.nodes[node].name.replace("main/pool1/", "")


def show_order(text: str, **binding: str) -> list[str]:
    """The covers of the outputs, `a<b`; `c>=2:x y z` for a threshold, `[a b|c]` for an exclusion, `[a|b|c]2` for one with a limit;
    `a?` is possible, `race main/value1` a data race.

    `binding` gives channels of `main/pool1` by their last name, queues of `main` by theirs.
    """
    _, order, cut = _make_order(text, {_channel(name): value for name, value in binding.items()})
    graph: rustworkx.PyDiGraph = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(len(order.nodes)))
    graph.extend_from_edge_list(list(order.edges))
    outputs = [node for node in range(len(order.nodes)) if _label(order, node) is not None]
    names = {node: f"{_label(order, node)}{'?' if order.nodes[node].possible else ''}" for node in outputs}
    before = {node: rustworkx.ancestors(graph, node) & set(outputs) for node in outputs}
    shown = sorted(
        f"{names[a]}<{names[b]}" for b in outputs for a in before[b] if not any(a in before[c] for c in before[b])
    )
    related = {name for pair in shown for name in pair.split("<")}
    shown += sorted(name for name in names.values() if name not in related)
    shown += sorted(_show_threshold(order, t) for t in order.thresholds)
    shown += [_show_exclusion(order, group) for group in (*order.exclusions, *order.bounds)]
    shown += sorted(f"cut {name}" for name in cut)
    return shown + [f"race {race.thing}" for race in order.data_races] + order.races


def _channel(name: str) -> str:
    return f"main/{name}" if name.startswith("queue") else f"main/pool1/{name}"


def _show_threshold(order: Order, threshold: object) -> str:
    members = " ".join(sorted(_name(order, node) for node in threshold.of))  # type: ignore[attr-defined]
    return f"{_name(order, threshold.node)}>={threshold.count}:{members}"  # type: ignore[attr-defined]


def _show_exclusion(order: Order, group: object) -> str:
    sections = [sorted(filter(None, (_label(order, n) for n in part))) for part in group.sections]  # type: ignore[attr-defined]
    limit = f"{group.limit}" if group.limit > 1 else ""  # type: ignore[attr-defined]
    return "[" + "|".join(sorted(" ".join(section) for section in sections)) + "]" + limit


def show_times(text: str, free: tuple[str, ...] = (), **binding: str) -> list[str]:
    """Every output with its scripted time in its order, `!` where a killer usually cuts it off; then what disagrees."""
    program = read_program(make_trace(text))
    names = {_channel(name): value for name, value in binding.items()}
    times = find_times(program, split_rounds(program, names), frozenset(free))
    rows = []
    for strand in program.strands.values():
        for step in strand.steps:
            if step.output is not None:
                rows.append((_time(times, step), step.output.text.strip() + ("!" if id(step) in times.absent else "")))
    rows.sort(key=lambda row: (row[0] is None, row[0] or 0, row[1]))
    return [f"{format_time(time)} {text}" for time, text in rows] + times.disagreements


def _time(times: Times, step: Step) -> object:
    moment = times.of_step.get(id(step.until or step))
    return None if moment is None or moment.free else moment.time


def make_run(main: str, *workers: str, version: str = "3.13", pool: str = "pool 2", facts: str = "") -> str:
    """A run with one pool (number 1): what main does after it made it, and what each worker process does once ready."""
    text = f"main {version} {facts}\nmake 1 {pool} @1\n{main}\nquit\n"
    for number, worker in enumerate(workers, 1):
        text += f"worker 1.{number} {facts}\nworker-ready\n{worker}\ndone\n"
    return text


def submit(*jobs: str | int, method: str = "apply_async", chunks: str = "''") -> str:
    """Submissions to pool 1, one for each job."""
    return "\n".join(f"submit 1 {job} {method} {chunks} '' '' @2" for job in jobs)


JOIN = "close 1\njoin-call 1\njoin 1 @9"
KILL = "terminate-call 1 @9\nterminate 1 @9"
