"""When a killer that the recorder holds back may strike: its victims rest or have reached its scripted time.

A late killer is a legal schedule; an early one would leave to luck what one run shows.  `check` hands `may_release` to the
runner, which asks it while a recorded process waits at a `hold` event.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from compat.event import Outcome, Process, Trace
from compat.polling import seconds
from compat.program import read_program
from compat.rounds import split_rounds
from compat.scripted_time import Times, find_times
from compat.strand import Child, Job, Pool, Program, Step, Strand

#: The last step of a strand that is held back tells whom it is about to end.
_KILLERS = ("terminate-call", "kill-call", "exit-begin", "threads-joined", "os-kill")


def may_release(processes: Sequence[Process]) -> bool:
    """Whether every process that waits at a `hold` may go on, as far as the events so far tell."""
    if not processes:
        return True
    program = read_program(Trace(tuple(processes), Outcome("exit", 0)))
    times = find_times(program, split_rounds(program, {}))
    for strand in program.strands.values():
        held = strand.steps and strand.steps[-1].kind == "hold"
        if held and not _victims_rest(program, times, strand):
            return False
    return True


def _victims_rest(program: Program, times: Times, killer: Strand) -> bool:
    calls = [step for step in killer.steps if step.kind in _KILLERS]
    if not calls:
        return True
    at = times.of_step.get(id(calls[-1]))
    if at is None:
        return False
    pool = program.pool_of(calls[-1]) if calls[-1].kind == "terminate-call" else None
    if pool is not None:
        return _pool_rests(times, pool, at.time)
    victims = [strand for child in _find_victims(program, calls[-1]) for strand in program.strands_of(child)]
    return all(_rests(times, strand, at.time) for strand in victims)


def _find_victims(program: Program, step: Step) -> list[Child]:
    """The processes or threads that a killer will end."""
    if step.kind in ("kill-call", "os-kill"):
        child = program.child_of(step)
        return [child] if child is not None and program.is_kill(step) else []
    kind = "process" if step.kind == "exit-begin" else "thread"
    here = [child for child in program.started.values() if child.step.event.process == step.event.process]
    return [child for child in here if child.kind == kind and child.daemon]


def _rests(times: Times, strand: Strand, moment: Fraction) -> bool:
    """Whether a strand is over, waits for something, or sleeps past a moment."""
    steps = [step for step in strand.steps if step.kind not in ("write", "output")]
    waits = bool(steps) and steps[-1].kind.endswith("-call")
    return strand.ended or waits or _sleeps_past(times, strand, moment)


def _pool_rests(times: Times, pool: Pool, moment: Fraction) -> bool:
    running = [item for job in pool.jobs for items in job.chunks.values() for item in items if not item.ended]
    if not all(_sleeps_past(times, item, moment) for item in running):
        return False
    if not all(_is_served(job) for job in pool.jobs):
        return False
    waiting = any(_is_waiting(job) for job in pool.jobs)
    return not waiting or len(running) >= pool.size or _is_short_of_workers(pool)


def _sleeps_past(times: Times, item: Strand, moment: Fraction) -> bool:
    """Whether an item's last step is a sleep that ends after a moment."""
    steps = [step for step in item.steps if step.kind != "write"]
    if not steps or steps[-1].kind != "sleep":
        return False
    since = _last_time(times, steps[:-1])
    return since is not None and since + seconds(steps[-1].args[0]) > moment


def _last_time(times: Times, steps: list[Step]) -> Fraction | None:
    known = [times.of_step[id(step)].time for step in steps if id(step) in times.of_step]
    return max(known) if known else None


def _is_served(job: Job) -> bool:
    """Whether the results of all tasks that have ended have come (a turned run delays them) and were called back."""
    ended = {index for index, items in job.chunks.items() if items[-1].ended}
    if not ended <= set(job.results):
        return False
    is_over = set(job.tasks) <= set(job.results)
    if job.pool.is_executor or not is_over or not job.added.keys() & {"error" if job.failed else "ok"}:
        return True
    return bool(job.callbacks) and all(callback.ended for callback in job.callbacks)


def _is_waiting(job: Job) -> bool:
    """Whether a task of a job was submitted and has neither begun nor come back."""
    return not set(job.tasks) <= set(job.chunks) | set(job.results)


def _is_short_of_workers(pool: Pool) -> bool:
    """Whether the workers that could begin a task have all ended."""
    return bool(pool.workers) and all(worker.ended for worker in pool.workers)
