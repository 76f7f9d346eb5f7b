"""Locks, events, conditions, barriers and semaphores under simulation, for `scripted_time`: first come, first served."""

from __future__ import annotations

from fractions import Fraction

from compat.polling import seconds
from compat.pool_time import TIE_BETWEEN_PROCESSES, Moment, Process, Simulation, Until, later
from compat.strand import Program, Step, Strand, Thing, call_of


class SyncTimes:
    """`free` counts the places of locks and semaphores that are free, `freed` how often one became free."""

    def __init__(self, simulation: Simulation) -> None:
        self.simulation = simulation
        self.program: Program = simulation.program
        self.free: dict[Thing, int] = {}
        self.freed: dict[Thing, int] = {}
        self.holders: dict[Thing, tuple[Strand, int]] = {}
        self.sets: dict[Thing, int] = {}
        self.cleared: dict[Thing, tuple[int, Fraction]] = {}
        self.waiting: dict[Thing, int] = {}
        self.notified: dict[Thing, int] = {}
        self.met: dict[Thing, int] = {}

    # locks and semaphores -------------------------------------------------------------------------------------

    def on_acquire(self, strand: Strand, step: Step, now: Moment) -> Process:
        thing, call = self.program.thing_of(step), call_of(strand, step)
        if thing is None:
            return now
        if step.args[1] != "1":
            return (yield Until(sleep=seconds(call.args[1] if call is not None else "")))
        return (yield from self._take(strand, thing if thing.what != "condition" else self._lock_of(thing, step), now))

    def _take(self, strand: Strand, thing: Thing, now: Moment) -> Process:
        holder, depth = self.holders.get(thing, (strand, 0))
        if depth and holder is strand and thing.what in ("rlock", "condition"):
            self.holders[thing] = (strand, depth + 1)
            return now
        initial = int(thing.detail) if thing.detail.isdigit() and "semaphore" in thing.what else 1
        while self.free.setdefault(thing, initial) <= 0:
            now = later(now, (yield Until(key=("freed", thing, self.freed.get(thing, 0) + 1))))
        self.free[thing] -= 1
        self.holders[thing] = (strand, 1)
        return now

    def at_release(self, step: Step, now: Moment) -> None:
        thing = self.program.thing_of(step)
        if thing is not None:
            self._let_go(thing if thing.what != "condition" else self._lock_of(thing, step), now)

    def _let_go(self, thing: Thing, now: Moment) -> None:
        holder, depth = self.holders.get(thing, (None, 0))
        if depth > 1 and holder is not None:
            self.holders[thing] = (holder, depth - 1)
            return
        self.holders.pop(thing, None)
        self.free[thing] = self.free.get(thing, 1 if "semaphore" not in thing.what else int(thing.detail or 1)) + 1
        count = self.freed[thing] = self.freed.get(thing, 0) + 1
        self.simulation.finish(("freed", thing, count), now)

    def _lock_of(self, condition: Thing, step: Step) -> Thing:
        things, key = self.program.things, condition.detail
        return things.get((step.event.process, key)) or things.get((-1, key)) or condition

    # conditions -----------------------------------------------------------------------------------------------

    def at_cond_wait_call(self, step: Step, now: Moment) -> None:
        thing = self.program.thing_of(step)
        if thing is not None:
            self._let_go(self._lock_of(thing, step), now)

    def on_cond_wait(self, strand: Strand, step: Step, now: Moment) -> Process:
        """A wait that was notified takes the next notification, one that came a moment too early included."""
        thing, call = self.program.thing_of(step), call_of(strand, step)
        if thing is None:
            return now
        if step.args[1] == "1":
            ticket = self._next_ticket(thing, now)
            now = yield from self.simulation.until(("notified", thing, ticket), now)
        else:
            now = yield Until(sleep=seconds(call.args[1] if call is not None else ""))
        return (yield from self._take(strand, self._lock_of(thing, step), now))

    def _next_ticket(self, thing: Thing, now: Moment) -> int:
        """The number of the notification that a wait takes: one that came long before it found nobody."""
        while True:
            ticket = self.waiting[thing] = self.waiting.get(thing, 0) + 1
            came = self.simulation.done.get(("notified", thing, ticket))
            if came is None or now.time - came.time <= TIE_BETWEEN_PROCESSES:
                return ticket

    def at_notify(self, step: Step, now: Moment) -> None:
        thing = self.program.thing_of(step)
        if thing is None:
            return
        waiting = self.waiting.get(thing, 0) - self.notified.get(thing, 0)
        wanted = max(waiting, 1) if step.args[1] == "" else int(step.args[1])
        for _ in range(wanted):
            count = self.notified[thing] = self.notified.get(thing, 0) + 1
            self.simulation.finish(("notified", thing, count), now)

    # events and barriers --------------------------------------------------------------------------------------

    def at_set(self, step: Step, now: Moment) -> None:
        thing = self.program.thing_of(step)
        if thing is not None:
            count = self.sets[thing] = self.sets.get(thing, 0) + 1
            self.simulation.finish(("set", thing, count), now)

    def at_clear(self, step: Step, now: Moment) -> None:
        thing = self.program.thing_of(step)
        if thing is not None:
            self.cleared[thing] = (self.sets.get(thing, 0), now.time)

    def on_flag_wait(self, strand: Strand, step: Step, now: Moment) -> Process:
        thing, call = self.program.thing_of(step), call_of(strand, step)
        if thing is None:
            return now
        limit = call.args[1] if call is not None else ""
        if step.args[1] != "1":
            now = yield Until(sleep=seconds(limit))
            if self._is_set(thing, now.time - TIE_BETWEEN_PROCESSES):
                self.simulation.disagree(step, "gave up although by scripted time it was set")
            return now
        start = now
        if not self._is_set(thing, now.time):
            now = yield from self.simulation.until(("set", thing, self.sets.get(thing, 0) + 1), now)
        self.simulation.in_time(step, limit, start, now, "was set although by scripted time it gave up")
        return now

    def _is_set(self, thing: Thing, moment: Fraction) -> bool:
        """Whether an event is set, or was cleared so short a time ago that nobody can say."""
        sets = self.sets.get(thing, 0)
        cleared, at = self.cleared.get(thing, (0, Fraction(0)))
        first = self.simulation.done.get(("set", thing, cleared + 1))
        return (sets > cleared and first is not None and first.time <= moment) or (
            sets > 0 and sets == cleared and moment - at <= TIE_BETWEEN_PROCESSES
        )

    def on_barrier(self, strand: Strand, step: Step, now: Moment) -> Process:
        thing = self.program.thing_of(step)
        if thing is None or not thing.detail.isdigit() or step.args[1] == "broken":
            return now
        count = self.met[thing] = self.met.get(thing, 0) + 1
        meeting, parties = -(-count // int(thing.detail)), int(thing.detail)
        if count % parties == 0:
            self.simulation.finish(("met", thing, meeting), now)
        return (yield from self.simulation.until(("met", thing, meeting), now))
