"""Which way the rounds of each channel are bound: to the message, or to the number of the round.  Called by `side`.

Runs whose arrivals came in different orders tell: what follows the message is the same for each message, what follows the
round is the same for each number.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from compat.event import Trace
from compat.order import Order
from compat.recorded_run import RecordedRun, callbacks_in_turn
from compat.rounds import MESSAGE, ROUND
from compat.strand import Strand
from compat.tolerance import name_text


def find_binding(traces: Sequence[Trace], free: frozenset[str]) -> tuple[dict[str, str], list[str], list[str]]:
    """Find for each channel whether its rounds are bound to the message or to the round.

    Returns the binding, the channels that were never turned round though they might be, and those that are neither.
    """
    by_message = [RecordedRun(trace, {}, free) for trace in traces]
    channels = list(dict.fromkeys(by_message[0].channels))
    turnless, unclear, binding = [], [], {}
    by_round = [RecordedRun(trace, dict.fromkeys(channels, ROUND), free) for trace in traces] if channels else []
    for channel in channels:
        if not _is_turned([run.arrival(channel) for run in by_message]):
            turnless.append(channel)
        if not any(_speaks(run, channel) for run in by_message):
            binding[channel] = ROUND if channel not in _callback_channels(by_message[0]) else MESSAGE
            continue
        if _agree(by_message, channel):
            binding[channel] = MESSAGE
        elif _agree(by_round, channel):
            binding[channel] = ROUND
        else:
            unclear.append(tell_dependent(by_message[0], channel))
    return binding, turnless, unclear


def _is_turned(arrivals: Sequence[Sequence[str]]) -> bool:
    """Whether at least half of the messages came in another place in some run."""
    first = arrivals[0]
    moved = {m for other in arrivals[1:] for m, n in zip(first, other, strict=False) if m != n}
    return 2 * len(moved) >= len(first)


def find_racing(base: RecordedRun, order: Order, channels: list[str]) -> list[str]:
    """Of these channels those with two messages, one after the other, of which neither must come first."""
    racing = []
    for channel in channels:
        rounds = sorted((part for part in base.rounds if part.channel == channel), key=lambda part: part.number)
        nodes = [order.arrival(part.message) for part in rounds]
        job = next((job for job in base.program.jobs if job.name == channel), None)
        if job is not None:
            nodes = [order.key(job, index, "result") for index in order.tasks[job]]
        elif not nodes:
            jobs = [strand.job for strand in callbacks_in_turn(base.program, channel) if strand.job is not None]
            nodes = [order.key(job, order.tasks[job][0], "result") for job in dict.fromkeys(jobs)]
        if any(a not in order.ancestors(b) for a, b in pairwise(nodes)):
            racing.append(channel)
    return racing


def tell_dependent(run: RecordedRun, channel: str) -> str:
    """Say who prints what depends on the order in which the messages of a channel arrived."""
    receivers = dict.fromkeys(part.receiver.name for part in run.rounds if part.channel == channel)
    who = f"what {', '.join(receivers)} prints as it receives from {channel}"
    if not receivers:
        who = f"what the callbacks of {channel.removesuffix('/callbacks')} print"
    return f"{who} depends on the order of arrival"


def _callback_channels(run: RecordedRun) -> set[str]:
    return {channel for channel in run.channels if channel.endswith("/callbacks")}


def _round_strands(run: RecordedRun, channel: str) -> list[Strand]:
    """The rounds of a channel, and the items and callbacks of what they submit."""
    strands = [part.strand for part in run.rounds if part.channel == channel]
    if not strands and channel.endswith("/callbacks"):
        strands = callbacks_in_turn(run.program, channel)
    inside = set(strands)
    for job in run.program.jobs:
        if job.submitter in inside:
            strands += [*(item for items in job.chunks.values() for item in items), *job.callbacks]
            inside.update(strands)
    return strands


def _speaks(run: RecordedRun, channel: str) -> bool:
    return any(step.output for strand in _round_strands(run, channel) for step in strand.steps)


def _agree(runs: list[RecordedRun], channel: str) -> bool:
    """Whether every round of a channel printed the same in all runs, but for tokens that have an origin."""
    names = []
    for run in runs:
        strands = {strand.name for strand in _round_strands(run, channel)}
        names.append({name for name in run.outputs if name.rpartition("#")[0] in strands})
    if any(other != names[0] for other in names):
        return False
    origins = [run.origins for run in runs]
    for name in names[0]:
        named = name_text([run.text(name) for run in runs], origins)
        if named is None or named.varying:
            return False
    return True
