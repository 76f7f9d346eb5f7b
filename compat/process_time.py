"""Processes and threads under simulation, for `scripted_time`: starts, joins, answers, exits, and what ends them early."""

from __future__ import annotations

from fractions import Fraction

from compat.polling import is_over, seconds
from compat.pool_time import TIE_BETWEEN_PROCESSES, Moment, Process, Simulation, Until
from compat.strand import Child, Step, Strand, call_of


class ProcessTimes:
    """When processes and threads begin and end; `ended` holds the times at which something ended one early."""

    def __init__(self, simulation: Simulation) -> None:
        self.simulation = simulation
        self.program = simulation.program
        self.ended: dict[Strand, Fraction] = {}
        self.handled: dict[tuple[Strand, str], int] = {}
        self.alarms: dict[int, int] = {}
        self.due: dict[tuple[int, str], Fraction] = {}
        self.gone: dict[Strand, int] = {}
        self.reaped: dict[Strand, int] = {}

    def _strand(self, child: Child) -> Strand:
        return self.program.strands[child.name]

    # starts ---------------------------------------------------------------------------------------------------

    def at_process_start(self, step: Step, now: Moment) -> None:
        child = self.program.child_of(step)
        if child is not None:
            self.simulation.start(self.simulation.strand(self._strand(child)), now)

    at_thread_start = at_fork_call = at_spawn_call = at_process_start

    # ends -----------------------------------------------------------------------------------------------------

    def is_over(self, strand: Strand, now: Moment) -> bool:
        """Whether something has ended a strand, or its process, before this moment."""
        return any(one in self.ended and self.ended[one] < now.time for one in (strand, strand.home))

    def _kill(self, strand: Strand, now: Moment) -> None:
        if ("strand", strand) not in self.simulation.done:
            self.ended.setdefault(strand, now.time)
            self.simulation.finish(("strand", strand), now)

    def end(self, home: Strand, now: Moment) -> None:
        """A process is over, and with it every thread that nothing waited for."""
        child = self.program.child_named(home.name)
        if child is not None and child.kind == "fork":
            count = self.gone[child.starter.home] = self.gone.get(child.starter.home, 0) + 1
            self.simulation.finish(("gone", child.starter.home, count), now)
        for child in self.program.children_of(home, "thread"):
            self._kill(self._strand(child), now)

    def at_timer_cancel(self, step: Step, now: Moment) -> None:
        """A timer that has not gone off is over."""
        child = self.program.child_of(step)
        strand = self._strand(child) if child is not None else None
        if strand is not None and any(s.kind == "timer-stopped" for s in strand.steps):
            self.simulation.finish(("strand", strand), now)

    def at_kill_call(self, step: Step, now: Moment) -> None:
        """A signal: it ends its target, or a handler there runs at once."""
        target = self.program.target_of(step)
        if target is not None and self.program.is_kill(step):
            self._kill(target[0], now)
        elif target is not None:
            self._handle(target, now)

    at_os_kill = at_kill_call

    def _handle(self, target: tuple[Strand, str], now: Moment) -> None:
        count = self.handled.get(target, 0)
        handlings = self.program.handlings.get(target, [])
        if count < len(handlings):
            self.handled[target] = count + 1
            self.simulation.start(self.simulation.strand(handlings[count]), now)

    def at_alarm(self, step: Step, now: Moment) -> None:
        """After so many seconds a signal comes, unless another alarm takes its place."""
        length = seconds(step.args[0])
        self.alarms[step.event.process] = self.alarms.get(step.event.process, 0) + 1
        if length:
            self.simulation.start(self._ring(step, self.alarms[step.event.process], length), now)

    def _ring(self, step: Step, number: int, length: Fraction) -> Process:
        now = yield Until(sleep=Fraction(0))
        now = yield Until(sleep=length)
        target = self.program.target_of(step)
        if target is not None and self.alarms[step.event.process] == number:
            self._handle(target, now)
        return now

    # exits ----------------------------------------------------------------------------------------------------

    def at_exit_begin(self, step: Step, now: Moment) -> None:
        for child in self.program.started.values():
            if child.daemon and child.kind == "process" and child.step.event.process == step.event.process:
                self._kill(self._strand(child), now)

    def on_exit_end(self, strand: Strand, step: Step, now: Moment) -> Process:
        return (yield from self._wait_for_all(strand.home, "process", now))

    def on_threads_joined(self, strand: Strand, step: Step, now: Moment) -> Process:
        return (yield from self._wait_for_all(strand.home, "thread", now))

    def _wait_for_all(self, home: Strand, kind: str, now: Moment) -> Process:
        for child in self.program.children_of(home, kind):
            if not child.daemon:
                now = yield from self.simulation.until(("strand", self._strand(child)), now)
        return now

    # managers -------------------------------------------------------------------------------------------------

    def on_manager_ready(self, strand: Strand, step: Step, now: Moment) -> Process:
        """From here on a manager serves, until it is told to end."""
        self.simulation.finish(("manager-ready", strand), now)
        return (yield from self.simulation.until(("manager-over", strand), now))

    def on_manager_started(self, strand: Strand, step: Step, now: Moment) -> Process:
        child = self.program.child_of(step)
        if child is None:
            return now
        return (yield from self.simulation.until(("manager-ready", self._strand(child)), now))

    def at_manager_end_call(self, step: Step, now: Moment) -> None:
        child = self.program.child_of(step)
        if child is not None:
            self.simulation.finish(("manager-over", self._strand(child)), now)

    def on_manager_end(self, strand: Strand, step: Step, now: Moment) -> Process:
        child = self.program.child_of(step)
        if child is None:
            return now
        return (yield from self.simulation.until(("strand", self._strand(child)), now))

    # joins and answers ----------------------------------------------------------------------------------------

    def on_process_join(self, strand: Strand, step: Step, now: Moment) -> Process:
        """Wait for the end, or, where the recorded call gave up, for as long as it did; say if scripted time disagrees."""
        child, call = self.program.child_of(step), call_of(strand, step)
        if child is None:
            return now
        key, limit = ("strand", self._strand(child)), call.args[1] if call is not None else ""
        if step.args[1] not in ("0", "") or (step.kind == "spawn-wait" and step.args[1]):
            start = now
            now = yield from self.simulation.until(key, now)
            if limit and now.time - start.time > seconds(limit) + TIE_BETWEEN_PROCESSES:
                self.simulation.disagree(step, "came back although by scripted time it gave up")
            return now
        now = yield Until(sleep=seconds(limit))
        over = self.simulation.done.get(key)
        if over is not None and now.time - over.time > TIE_BETWEEN_PROCESSES:
            self.simulation.disagree(step, "gave up although by scripted time it came back")
        return now

    on_thread_join = on_spawn_wait = on_process_join

    def _ended_otherwise(self, step: Step) -> bool:
        """Whether an exit status is that of a process which ended by itself, where by scripted time it was killed."""
        child = self.program.child_of(step)
        if step.args[1] != "exitcode" or step.args[2] == "" or child is None or child.kind != "process":
            return False
        return self._strand(child) in self.ended and not step.args[2].startswith("-")

    def at_sched_enter(self, step: Step, now: Moment) -> None:
        self.due[step.event.process, step.args[0]] = now.time + seconds(step.args[1])

    def on_sched_due(self, strand: Strand, step: Step, now: Moment) -> Process:
        """An action comes when its delay is over, or, if others took longer, after them."""
        due = self.due.get((step.event.process, step.args[0]), now.time)
        return (yield Until(sleep=max(due - now.time, Fraction(0))))

    def on_reap(self, strand: Strand, step: Step, now: Moment) -> Process:
        """Wait for a forked child: the one that is named, or the next one that is over."""
        child, call = self.program.child_of(step), call_of(strand, step)
        if child is None or call is None or call.args[1] not in ("", "0"):
            return now
        count = self.reaped[strand.home] = self.reaped.get(strand.home, 0) + 1
        if call.args[0].isdigit() and call.args[0] != "0":
            return (yield from self.simulation.until(("strand", self._strand(child)), now))
        return (yield from self.simulation.until(("gone", strand.home, count), now))

    def at_ask(self, step: Step, now: Moment) -> None:
        """Say where an answer is not what scripted time says (a silent loop's answers are its end's)."""
        answer, key = is_over(step), self.simulation.end_of(step)
        if answer is None or key is None or self.simulation.is_polled(step):
            return
        over = self.simulation.done.get(key)
        is_early = over is None and answer
        is_late = over is not None and not answer and now.time - over.time > TIE_BETWEEN_PROCESSES
        if is_early or is_late or self._ended_otherwise(step):
            self.simulation.disagree(step, f"{step.args[1]} was answered otherwise than scripted time says")
