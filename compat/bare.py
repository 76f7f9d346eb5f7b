"""Non-interference: a run without the recorder must end the same way and print a text that the side can print.

Called by `check` where it is asked for (`--bare`).  Such a run takes as long as the script does.
"""

from __future__ import annotations

from dataclasses import replace

from compat.membership import NO_MEMBER, find_membership
from compat.runner import RunSettings, record
from compat.sampling import Sample, Target


def find_interference(target: Target, settings: RunSettings, made: Sample) -> list[str]:
    """Run a script bare once; say what tells that run apart from those that were recorded."""
    plain = replace(settings, bare=True, speed=1, turn=0.0, clock=0.0, hold=0.0)
    trace = record(target.workspace.script, target.arguments, target.interpreter, plain, workspace=target.workspace)
    ends = {end.partition(",")[0] for end in made.side.outcomes}
    usual = max((float(row.time) for row in made.side.rows if row.time is not None), default=0.0)
    if trace.outcome.kind == "limit" or (trace.seconds >= settings.limit and usual > settings.limit / 2):
        return []  # it had not the time that it needs without its sleeps being shortened
    if str(trace.outcome) not in ends:
        return [f"a run without the recorder ended otherwise: {trace.outcome}, not {' or '.join(sorted(ends))}"]
    if settings.stdout == "pipe" and any(row.stream == "stderr" for row in made.side.rows):
        return []  # of two pipes nobody knows what came first
    answer = find_membership(made.side, trace.raw.decode("utf-8", "surrogateescape"))
    if answer.word == NO_MEMBER:
        return [f"a run without the recorder printed what the recorded ones cannot: {answer.reasons[0]}"]
    return []
