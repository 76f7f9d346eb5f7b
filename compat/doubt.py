"""Why the runs of a side do not show what it does: they were cut short, end in several ways, print unseen bytes, ...

`sampling` and `check` (for a recording) add these reasons to a side; with any of them the verdict is `unknown`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from compat.event import Trace
from compat.program import read_program
from compat.side import Side, find_forms


def add_doubts(side: Side, traces: Sequence[Trace]) -> Side:
    """Add to `side.open_ended` whatever keeps its runs from showing it, and to `side.rests` on what its form rests."""
    if side.unsound:
        side.open_ended.append(f"the run does not agree with its own scripted time: {side.unsound[0]}")
    limits = [tell_limit(trace) for trace in traces if trace.outcome.kind == "limit"]
    if limits:
        side.open_ended.append(limits[0])
    elif len(side.outcomes) > 1:
        side.rests.append(f"its runs end differently: {', '.join(sorted(side.outcomes))}")
    if not limits and any(not _is_all_recorded(trace) for trace in traces):
        side.open_ended.append("it prints text that was not seen being written")
    if not side.repeated:
        side.rests.append("what it prints varies, perhaps with the order of arrival, which never came twice")
    if side.turnless:
        side.rests.append(f"the messages of {side.turnless[0]} could not be made to arrive in another order")
    if side.unturned:
        side.rests.append(f"the writes to {side.unturned[0]} could not be made to come in another order")
    if side.rests and not side.open_ended:
        side.forms = find_forms(traces)
    return side


def tell_limit(trace: Trace) -> str:
    """Say why a run was cut short, and what to do."""
    if "cut" in trace.world:
        return f"it {trace.world['cut']}; let it print less, or give it arguments with which it does less"
    return f"it had not ended after {trace.world.get('limit', trace.outcome.value)} s; --limit SECONDS gives it longer"


def _is_all_recorded(trace: Trace) -> bool:
    """Whether every byte that arrived was seen being written (what was written and is lost with its process is no doubt)."""
    if trace.world.get("recorder") == "off" or not trace.processes:
        return True
    written: Counter[int] = Counter()
    for process in trace.processes:
        for event in process.events:
            if event.kind == "write":
                written.update(event.args[1].encode("utf-8", "surrogateescape"))
    for text in read_program(trace).copied if _has_forks(trace) else ():
        written.update(text.encode("utf-8", "surrogateescape"))
    return not Counter(trace.raw) - written


def _has_forks(trace: Trace) -> bool:
    return any(event.kind == "fork-begin" for process in trace.processes for event in process.events[:2])
