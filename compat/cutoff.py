"""What a killer usually cuts off is cut off: whether one run still had it is luck.  Called by `side`.

The recorded run holds a killer back until its victims rest or have passed its scripted time (`hold`), so everything up to
that time is there; what lies after it is taken away here, and the strand is cut.
"""

from __future__ import annotations

from compat.scripted_time import Times
from compat.strand import Job, Program, Strand


def cut_off(program: Program, times: Times) -> None:
    """Take away every step that scripted time puts after the killer of its strand."""
    if not times.absent:
        return
    for strand in list(program.strands.values()):
        if any(id(step) in times.absent for step in strand.steps):
            _cut_strand(program, strand, times)
    for job in program.jobs:
        _cut_job(job)


def _cut_strand(program: Program, strand: Strand, times: Times) -> None:
    at = next(i for i, step in enumerate(strand.steps) if id(step) in times.absent)
    del strand.steps[at:]
    strand.ended = False
    if at == 0 and strand.kind in ("item", "callback"):
        del program.strands[strand.name]
        if strand.job is not None:
            _forget(strand.job, strand)


def _forget(job: Job, strand: Strand) -> None:
    """A strand that usually never begins is one that was not seen."""
    for index, items in list(job.chunks.items()):
        job.chunks[index] = [item for item in items if item is not strand]
        if not job.chunks[index]:
            del job.chunks[index]
    job.callbacks = [callback for callback in job.callbacks if callback is not strand]


def _cut_job(job: Job) -> None:
    """A task that was cut has no result."""
    for index in list(job.results):
        items = job.chunks.get(index)
        if not items or not items[-1].ended:
            del job.results[index]
