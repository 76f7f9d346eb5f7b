"""Reads what the events of processes, threads, forks and things that strands share say.  `program` adds what pools are."""

from __future__ import annotations

from dataclasses import replace

from compat.event import Event
from compat.output import Lines
from compat.process_reader import ProcessReader
from compat.strand import Child, Step, Strand, Thing


class FamilyReader(ProcessReader):
    """Knows who was started by whom, and what they share."""

    def on_process_begin(self, event: Event) -> None:
        strand = self.strand(event)
        self.shared.program.pids[str(self.process.pid)] = "a pool worker" if strand.kind == "worker" else "a child"
        self.step(event)

    def on_process_end(self, event: Event) -> None:
        self.step(event)
        self.stacks[event.thread][0].ended = True

    def on_process_start(self, event: Event) -> None:
        identity, _, daemon = event.args
        step = self.step(event)
        if (self.number, identity) not in self.shared.worker_starts:
            kind = "manager" if identity in self.managers else "process"
            self._start(step, f"p{identity}", kind, daemon == "1")

    def on_manager_start(self, event: Event) -> None:
        """The process that is started next is a manager's."""
        self.step(event)
        self.managers.add(event.args[0])

    def on_serve_begin(self, event: Event) -> None:
        """What a manager's server does for one call is a part of it; `served_calls` finds the caller."""
        self.strand(event)
        strand = self.new_strand(f"{self.root}/call{self.count('call')}", "served")
        self.shared.program.served[event.args[0]] = strand
        self.push(event, strand)

    def on_serve_end(self, event: Event) -> None:
        self.pop(event, "served")

    def on_fork_call(self, event: Event) -> None:
        strand, step = self.strand(event), self.step(event)
        self._start(step, f"f{event.args[0]}", "fork", False)
        self.shared.unflushed[self.number, event.args[0]] = [
            write for stream, lines in strand.lines.items() for write in self._find_unflushed(strand, stream, lines)
        ]

    def _find_unflushed(self, strand: Strand, stream: str, lines: Lines) -> list[Event]:
        """The text that a fork copies: what waits in a pipe's buffer, and what waits for the end of its line."""
        held = self.held.get((strand, stream), [])
        texts = [step.output.text for step in held if step.output is not None] + [lines.text[lines.left :]]
        event = lines.last or strand.steps[-1].event
        return [replace(event, kind="write", args=(stream, text)) for text in texts if text and not lines.unbuffered]

    def on_fork_begin(self, event: Event) -> None:
        """A forked process has the text that was not flushed, too."""
        strand = self.strand(event)
        strand.ended = True
        self.shared.program.pids[str(self.process.pid)] = "a child"
        self.step(event)
        for write in self.shared.unflushed.get((self.shared.owner(event.args[1]), event.args[0]), ()):
            self.on_write(replace(event, kind="write", args=write.args, place=write.place))
            self.shared.program.copied.append(write.args[1])

    def on_spawn_call(self, event: Event) -> None:
        self._start(self.step(event), f"s{event.args[0]}", "program", False)

    def on_spawn(self, event: Event) -> None:
        """A program is known by its process id; what it writes elsewhere than to our streams is nobody's output."""
        number, pid, *streams = event.args
        self.step(event)
        child = self.shared.program.started[self.number, f"s{number}"]
        quiet = frozenset(name for name, goes in zip(("stdout", "stderr"), streams, strict=True) if goes != "inherit")
        self.shared.programs[pid] = child, quiet

    def on_exec(self, event: Event) -> None:
        """Another program takes over this process; what was in a buffer is lost."""
        self.on_die(event)

    def on_die(self, event: Event) -> None:
        """Leaving at once: what is in a buffer is lost."""
        strand = self.strand(event)
        self.step(event)
        self.is_lost = True
        for stack in self.stacks.values():
            for one in stack:
                one.lines.clear()
        strand.ended = True
        child = self.shared.program.child_named(self.root)
        if child is not None and child.kind == "manager" and self.root_strand is not None:
            self.root_strand.ended = True  # its server's thread leaves for all

    def on_thread_start(self, event: Event) -> None:
        number, _, daemon = event.args
        self._start(self.step(event), f"t{number}", "thread", daemon == "1")

    def _start(self, step: Step, key: str, kind: str, daemon: bool) -> None:
        strand = self.strand(step.event)
        name = f"{strand.name}/{kind}{self.count(kind + ' ' + strand.name)}"
        self.shared.program.started[self.number, key] = Child(name, kind, daemon, strand, step)

    def on_thread_begin(self, event: Event) -> None:
        child = self.shared.program.started.get((self.number, f"t{event.args[0]}"))
        name = child.name if child is not None else f"{self.root}/other-thread{self.count('thread')}"
        self.stacks[event.thread] = [self.new_strand(name, "thread")]  # a thread's identity is given to another in time
        self.step(event)

    def on_thread_end(self, event: Event) -> None:
        self.step(event)
        self.stacks[event.thread][0].ended = True

    def on_handler(self, event: Event) -> None:
        number, what = event.args
        self.step(event)
        if self.root_strand is not None and what != "0":
            self.shared.program.handled.add((self.root_strand, number))

    def on_signal_begin(self, event: Event) -> None:
        """A handler runs on top of what its thread was at; where the thread waited for it, it is a part of that."""
        outer = self.strand(event)
        assert self.root_strand is not None
        last = next((step for step in reversed(outer.steps) if step.kind not in ("write", "output", "value")), None)
        own = str(self.process.pid)
        waited = last is not None and (last.kind == "pause-call" or (last.kind == "os-kill" and last.args[0] == own))
        strand = self.new_strand(f"{outer.name}/signal{self.count('signal ' + outer.name)}", "signal")
        outer.steps.append(Step("inline" if waited else "signal", event, inner=strand))
        self.shared.program.handlings.setdefault((self.root_strand, event.args[0]), []).append(strand)
        self.push(event, strand)

    def on_signal_end(self, event: Event) -> None:
        self.pop(event, "signal")

    def on_make(self, event: Event) -> None:
        """A thing that is shared by processes has the key -1, one of threads the number of its process."""
        key, what, scope, detail = event.args
        strand, step = self.strand(event), self.step(event)
        name = f"{strand.name}/{what}{self.count(what + ' ' + strand.name)}"
        thing = Thing(name, what, scope, detail, strand, step)
        self.shared.program.things[self.number if scope == "thread" else -1, key] = thing

    def on_feed(self, event: Event) -> None:
        """A queue's own thread puts a message into the pipe: no step of the script's, but the moment that counts."""
        self.shared.program.feeds.setdefault(event.args[0], []).append(event)

    def inherit(self, key: str) -> None:
        """A thing of threads that was made before a fork: this process has a copy of its own."""
        things, made_by = (
            self.shared.program.things,
            self.shared.by_pid.get(int(pid) if (pid := key.partition(".")[0]).isdigit() else 0, -1),
        )
        original = things.get((made_by, key))
        if original is not None and original.scope == "thread" and (self.number, key) not in things:
            things[self.number, key] = replace(original, name=f"{self.root}/{original.name}")

    def on_thread_role(self, event: Event) -> None:
        role, number = event.args
        pool = self.shared.program.pool_numbers.get((self.number, number))
        if pool is not None:
            self.roles[event.thread] = (role, pool)
            self.stacks.pop(event.thread, None)  # the identity of a thread that has ended is given to another
