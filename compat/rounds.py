"""Rounds: code that receives from several senders runs once for each message, in the order of arrival.

`split_rounds` takes each round out of the strand that receives and makes it a strand of its own (kind `round`), leaving a
step `round` in its place.  What a round prints may be bound to its message or to its number; `side` finds out which, by
comparing runs whose arrivals came in different orders, and asks for the program in that binding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from compat.strand import Job, Pool, Program, Step, Strand

MESSAGE, ROUND = "message", "round"


@dataclass(slots=True, eq=False)
class Round:
    """One round: the strand that it became, its channel, its place in the order of arrival, and what it received."""

    strand: Strand
    channel: str
    number: int
    job: Job
    index: int
    binding: str


def find_channels(program: Program) -> list[str]:
    """Name the channels of a program whose messages may arrive in more than one order."""
    channels = [job.name for job in program.jobs if job.method == "imap_unordered" and len(job.results) > 1]
    channels += [f"{pool.name}/callbacks" for pool in program.pools if len(served_callbacks(pool)) > 1]
    names = dict.fromkeys(
        f"{strand.name}/{step.args[0]}"
        for strand in program.strands.values()
        for step in strand.steps
        if step.kind == "receive"
    )
    return channels + list(names)


def split_rounds(program: Program, binding: Mapping[str, str]) -> list[Round]:
    """Make strands of the rounds of every channel; `binding` maps a channel to `message` (if not in it) or `round`."""
    rounds: list[Round] = []
    for strand in list(program.strands.values()):
        if any(step.kind in ("next", "receive") for step in strand.steps):
            rounds += _split_strand(program, strand, binding)
    for pool in program.pools:
        channel = f"{pool.name}/callbacks"
        if binding.get(channel) == ROUND:
            rounds += _number_callbacks(program, channel, served_callbacks(pool))
    return rounds


def served_callbacks(pool: Pool) -> list[Strand]:
    """The callbacks that a pool's own thread ran, in the order in which they ran."""
    found = [strand for job in pool.jobs for strand in job.callbacks if strand.adder is None]
    return sorted(found, key=lambda strand: strand.steps[0].event.index)


def _number_callbacks(program: Program, channel: str, callbacks: list[Strand]) -> list[Round]:
    """Name callbacks by the order in which they ran: what they print is bound to their number."""
    rounds = []
    for number, strand in enumerate(callbacks):
        del program.strands[strand.name]
        strand.name = f"{channel}/round{number}"
        program.strands[strand.name] = strand
        assert strand.job is not None
        rounds.append(Round(strand, channel, number, strand.job, 0, ROUND))
    return rounds


@dataclass(slots=True)
class _Receiver:
    """The receives of one strand on one channel: where each round starts and stops among its steps."""

    spans: list[tuple[int, int, Job, int]]
    open: tuple[int, Job, int] | None = None
    count: int = 0


def _split_strand(program: Program, strand: Strand, binding: Mapping[str, str]) -> list[Round]:
    receivers = _find_receivers(program, strand)
    cuts = sorted(
        (start, stop, channel, number, job, index)
        for channel, receiver in receivers.items()
        for number, (start, stop, job, index) in enumerate(receiver.spans)
    )
    rounds: list[Round] = []
    steps: list[Step] = []
    at = 0
    for start, stop, channel, number, job, index in cuts:
        if start < at:
            continue  # a round within a round stays a part of the outer one
        steps += strand.steps[at:start]
        part = _round_strand(program, strand, channel, number, job, index, binding.get(channel, MESSAGE))
        part.strand.steps = strand.steps[start:stop]
        steps.append(Step("round", strand.steps[start].event, inner=part.strand))
        rounds.append(part)
        _rename_jobs(program, part.strand)
        at = stop
    strand.steps = steps + strand.steps[at:]
    return rounds


def _round_strand(
    program: Program, strand: Strand, channel: str, number: int, job: Job, index: int, binding: str
) -> Round:
    if binding == ROUND:
        name = f"{channel}/round{number}"
    elif job.method in ("apply_async", "submit"):
        name = f"{job.name}/received"
    else:
        name = f"{job.name}/item{index}/received"
    made = Strand(name, "round", strand.process, ended=True, root=strand.home)
    while made.name in program.strands:
        made.name += "~"
    program.strands[made.name] = made
    return Round(made, channel, number, job, index, binding)


def _rename_jobs(program: Program, part: Strand) -> None:
    """What a round submits is named by the round: its place among all submissions depends on the order of arrival."""
    submits = {id(step) for step in part.steps if step.kind == "submit"}
    jobs = [job for job in program.jobs if id(job.submit) in submits] if submits else []
    for number, job in enumerate(jobs):
        old, job.name = job.name, f"{part.name}/{job.pool.name.rpartition('/')[2]}/job{number}"
        job.submitter = part
        for strand in [*(item for items in job.chunks.values() for item in items), *job.callbacks]:
            del program.strands[strand.name]
            if strand.process == strand.name:
                strand.process = job.name + strand.name.removeprefix(old)
            strand.name = job.name + strand.name.removeprefix(old)
            program.strands[strand.name] = strand


def _find_receivers(program: Program, strand: Strand) -> dict[str, _Receiver]:
    """Find the receives of a strand, channel by channel; a round lasts until the next call on its channel."""
    receivers: dict[str, _Receiver] = {}
    for at, step in enumerate(strand.steps):
        if step.kind not in ("next", "next-call", "receive", "receive-call"):
            continue
        job = program.job_of(step, 0 if step.kind.startswith("next") else 1)
        channel = f"{strand.name}/{step.args[0]}"
        if step.kind.startswith("next"):
            if job is None or job.method != "imap_unordered":
                continue
            channel = job.name
        receiver = receivers.setdefault(channel, _Receiver([]))
        if receiver.open is not None:
            start, earlier, index = receiver.open
            receiver.spans.append((start, at, earlier, index))
            receiver.open = None
        if step.kind == "next" and step.args[-1] in ("ok", "error") and job is not None:
            arrivals = list(job.results)
            index = arrivals[receiver.count] if receiver.count < len(arrivals) else receiver.count
            receiver.open = (at, job, index)
            receiver.count += 1
        elif step.kind == "receive" and job is not None:
            receiver.open = (at, job, 0)
            receiver.count += 1
    return receivers
