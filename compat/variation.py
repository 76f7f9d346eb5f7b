"""What differs between the runs of a side: sleeps, tokens, outputs that only some have, arrivals.  Called by `side`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from compat.binding import tell_dependent
from compat.event import Trace
from compat.order import Order
from compat.origins import find_lucky
from compat.pool_time import TIE_BETWEEN_PROCESSES
from compat.program import read_program
from compat.recorded_run import RecordedRun
from compat.scripted_time import Times
from compat.strand import Program, Step, Thing
from compat.tolerance import Named, find_ids, name_text


def find_free_strands(traces: Sequence[Trace]) -> frozenset[str]:
    """Strands that slept for another length in another run, or for one that was drawn: no usual order rests on them."""
    programs = [read_program(trace) for trace in traces]
    lucky = _find_lucky(programs)
    sleeps = [
        {s.name: [step.args[0] for step in s.steps if step.kind == "sleep"] for s in program.strands.values()}
        for program in programs
    ]
    return frozenset(
        name
        for name, lengths in sleeps[0].items()
        for other in sleeps[1:]
        if name in other and any(a != b or a in lucky for a, b in zip(lengths, other[name], strict=False))
    )


def find_lucky_draws(runs: list[RecordedRun]) -> frozenset[str]:
    """The random values that happen to be the same in all runs."""
    return _find_lucky([run.program for run in runs])


def _find_lucky(programs: Sequence[Program]) -> frozenset[str]:
    return find_lucky([program.draws for program in programs], any(program.is_seeded for program in programs))


def name_outputs(runs: list[RecordedRun], lucky: frozenset[str]) -> dict[str, Named | None]:
    """Each output of the first run with names for what cannot be equal; None where not even its shape is the same."""
    origins = [run.origins for run in runs]
    named: dict[str, Named | None] = {}
    for name in runs[0].outputs:
        having = [
            (run.text(name), origin, run.readings.get(name))
            for run, origin in zip(runs, origins, strict=True)
            if name in run.outputs
        ]
        texts, known, readings = zip(*having, strict=True)
        named[name] = name_text(texts, known, readings, lucky)
        if any(run.has_own_blanks(name) for run in runs if name in run.outputs) and (one := named[name]) is not None:
            named[name] = one._replace(notes=one.notes | {"blanks between the prints of threads"})
    return _tell_ids_apart(runs, named)


def _tell_ids_apart(runs: list[RecordedRun], named: dict[str, Named | None]) -> dict[str, Named | None]:
    """Number the ids of a strand where every run has the same ones equal: `<id>`, `<id 2>`; three ids are not one thrice."""
    strands: dict[str, list[str]] = {}
    for name in runs[0].outputs:
        one = named[name]
        if one is not None and "<id>" in one.text and all(name in run.outputs for run in runs):
            strands.setdefault(name.rpartition("#")[0], []).append(name)
    told = dict(named)
    for names in strands.values():
        patterns = {tuple(_number_ids(run, names)) for run in runs}
        pattern = list(next(iter(patterns)))
        shown = sum(one.text.count("<id>") for name in names if (one := named[name]) is not None)
        if len(patterns) != 1 or len(pattern) != shown:
            continue
        for name in names:
            one = named[name]
            assert one is not None
            count = one.text.count("<id>")
            numbers, pattern = pattern[:count], pattern[count:]
            told[name] = one._replace(text=_number(one.text, numbers), perhaps=_number(one.perhaps, numbers))
    return told


def _number(text: str, numbers: list[int]) -> str:
    ids = iter(numbers)
    return re.sub("<id>", lambda _: f"<id {number}>" if (number := next(ids)) > 1 else "<id>", text)


def _number_ids(run: RecordedRun, names: list[str]) -> list[int]:
    """The ids that these outputs show, numbered in the order of their first showing."""
    seen: dict[str, int] = {}
    tokens = [token for name in names for token in find_ids(run.text(name), run.origins)]
    return [seen.setdefault(token, len(seen) + 1) for token in tokens]


def find_dependent(runs: list[RecordedRun], named: dict[str, Named | None]) -> tuple[bool, list[str]]:
    """What varies with the order of arrival alone: it is the same in runs whose messages came in the same order.

    Returns whether two runs had the same arrivals (or nothing varies), and a sentence for each such output.
    """
    varying = [name for name, one in named.items() if one is None or one.varying]
    channels = [channel for channel in runs[0].channels if len(runs[0].arrival(channel)) > 1]
    if not varying or not channels:
        return True, []
    alike: dict[tuple[tuple[str, ...], ...], list[RecordedRun]] = {}
    for run in runs:
        alike.setdefault(tuple(tuple(run.arrival(channel)) for channel in channels), []).append(run)
    groups = [group for group in alike.values() if len(group) > 1]
    dependent = []
    for name in varying:
        having = [[run for run in group if name in run.outputs] for group in groups]
        texts = [
            name_text([run.text(name) for run in group], [run.origins for run in group]) for group in having if group
        ]
        if texts and all(text is not None and not text.varying for text in texts):
            dependent.append(_tell_dependent(runs[0], name.rpartition("#")[0]))
    return bool(groups), list(dict.fromkeys(dependent))


def _tell_dependent(run: RecordedRun, strand: str) -> str:
    for part in run.rounds:
        if part.strand.name == strand:
            return tell_dependent(run, part.channel)
    return f"what {strand} prints depends on the order of arrival"


def find_form_changes(runs: list[RecordedRun], order: Order, cut: frozenset[str]) -> list[str]:
    """Outputs that only some runs have although nothing can take them away: the form varies."""
    possible = {node.name for node in order.nodes if node.possible}
    names = set(runs[0].outputs)
    for run in runs[1:]:
        for name in sorted(names ^ set(run.outputs)):
            if name in possible:
                continue
            having = runs[0] if name in names else run
            strand = name.rpartition("#")[0]
            if strand in cut:
                continue
            if any(node.possible and node.strand and node.strand.name == strand for node in order.nodes):
                continue
            return [f"its form varies: {having.text(name).strip()!r} of {strand} is not in each of {len(runs)} runs"]
    return []


def find_late_arrivals(run: RecordedRun, times: Times) -> list[str]:
    """Messages that came in another order than their scripted times say."""
    found = []
    for channel in {part.channel for part in run.rounds}:
        rounds = sorted((part for part in run.rounds if part.channel == channel), key=lambda part: part.number)
        if rounds[0].is_shared:
            continue
        at = dict(times.arrivals.get(rounds[0].message.source, []))
        latest = asked = _first_asked(run.program, times, channel)
        for part in rounds:
            time = at.get(part.message.name)
            if time is None:
                continue
            time = max(time, asked)
            if latest - time > TIE_BETWEEN_PROCESSES:
                found.append(f"{part.strand.name} came later than its scripted time says")
            latest = max(latest, time)
    return found


def find_late_accesses(run: RecordedRun, times: Times) -> list[str]:
    """Accesses to one thing, at least one a write, that came in another order than their scripted times say."""
    found: dict[Thing, list[Step]] = {}
    for _, step in run.program.each("access"):
        moment, thing = times.of_step.get(id(step)), run.program.thing_of(step)
        if thing is not None and moment is not None and not moment.free:
            found.setdefault(thing, []).append(step)
    late = []
    for thing, steps in found.items():
        steps.sort(key=lambda step: (step.event.clock, step.event.process))
        latest = {"r": Fraction(0), "w": Fraction(0)}
        for step in steps:
            mode, time = step.args[1][0], times.of_step[id(step)].time
            before = max(latest.values()) if mode == "w" else latest["w"]
            if before - time > TIE_BETWEEN_PROCESSES:
                late.append(f"{thing.name} was accessed later than its scripted time says")
                break
            latest[mode] = max(latest[mode], time)
    return late


def _first_asked(program: Program, times: Times, channel: str) -> Fraction:
    """When `as_completed` was first asked: what is finished by then comes in any order."""
    for strand, step in program.each("receive-call"):
        moment = times.of_step.get(id(step))
        if channel == f"{strand.name}/{step.args[0]}" and moment is not None:
            return moment.time
    return Fraction(0)
