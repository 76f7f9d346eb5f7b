"""What a round makes is named by the round: its number among all that its receiver makes depends on the order of arrival.

Called by `rounds`, and by `served_calls` for what is served.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from compat.strand import Child, Job, Pool, Program, Step, Strand, Thing


def name_what_it_makes(program: Program, part: Strand) -> None:
    """Rename the jobs, pools, processes, threads and things that the steps of a round make, and all below them."""
    steps = {id(step): step for step in part.steps}
    if not any(step.kind in _MAKERS for step in part.steps):
        return
    _rename_jobs(program, part, steps)
    counts: dict[str, int] = {}

    def number(kind: str) -> str:
        counts[kind] = counts.get(kind, 0) + 1
        return f"{part.name}/{kind}{counts[kind]}"

    for child in program.started.values():
        if id(child.step) in steps:
            child.starter = part
            rename(program, child.name, number(child.kind))
    for pool in program.pools:
        if id(pool.made) in steps:
            pool.owner = part
            rename(program, pool.name, number("pool"))
    for thing in program.things.values():
        if id(thing.made) in steps and thing.maker is not part:
            thing.maker = part
            rename(program, thing.name, number(thing.what))
    for step in part.steps:
        if step.kind == "served" and step.inner is not None:
            rename(program, step.inner.name, number("call"))


_MAKERS = frozenset(["submit", "process-start", "thread-start", "fork-call", "spawn-call", "pool", "make", "served"])


def _rename_jobs(program: Program, part: Strand, steps: Mapping[int, Step]) -> None:
    jobs = [job for job in program.jobs if id(job.submit) in steps]
    for number, job in enumerate(jobs):
        job.submitter = part
        rename(program, job.name, f"{part.name}/{job.pool.name.rpartition('/')[2]}/job{number}")


def rename(program: Program, old: str, new: str) -> None:
    """Give everything that has a name, or one that begins with it, another."""

    def change(name: str) -> str:
        return new + name.removeprefix(old) if name == old or name.startswith(old + "/") else name

    _rename_strands(program, change)
    named: list[Pool | Job | Child | Thing] = [*program.pools, *program.jobs]
    named += [*program.started.values(), *program.things.values()]
    for one in named:
        one.name = change(one.name)


def _rename_strands(program: Program, change: Callable[[str], str]) -> None:
    for name, strand in list(program.strands.items()):
        strand.process = change(strand.process)
        if change(name) != name:
            del program.strands[name]
            strand.name = change(name)
            program.strands[strand.name] = strand
