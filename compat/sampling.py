"""Record as many runs of one side as its order needs: a sound one first, then runs with their arrivals turned round.

Called by `check` (each side in a thread of its own) and by `cli` for a single side.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from compat.doubt import add_doubts
from compat.event import Trace
from compat.hold import may_release
from compat.interpreters import Interpreter
from compat.perturbation import find_violation
from compat.runner import RunSettings, Workspace, record
from compat.side import Side, build_side, find_disagreements

#: How many times sleeps are shortened, tried in this order until a run agrees with its own scripted time.
SPEEDS = (100, 10, 1)
#: Each further run's clock is shifted by this many seconds more, so that every part of a printed date and time varies.
SHIFT = 397 * 86400.0 + 3600 + 60 + 1.37
#: Delays of turned runs: seconds between neighbours, and which way (later items less, or more).
_TURNS = (0.003, -0.003, 0.012, -0.012, 0.05, -0.05)
_LONGEST_TURN = 0.3
#: Delays of the runs that show other forms of a side which rests on a race.
_FORMS = (0.0, 0.0005, 0.003, -0.003, 0.012, -0.012, 0.05, -0.05)
RUNS_OF_A_FORM = 2
_LONGEST_SCALE = 4.0
#: How often a run that does not agree with its own scripted time is made again before all are made slower.
RETRIES = 2
#: How often a turned run is repeated to see whether what varies depends on the order of arrival.
REPEATS = 3
#: Of a side that draws random numbers so many runs are made, if it takes so many to see each of them vary.
RUNS_OF_DRAWS = 6
HOLD = 20.0
#: Events of each process that are read of a run which never ended.
LONGEST_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Target:
    """One side as it is run: a script (in its workspace), its arguments, its interpreter."""

    workspace: Workspace
    arguments: tuple[str, ...]
    interpreter: Interpreter


@dataclass(frozen=True, slots=True)
class Sample:
    """The runs of a side and what they were made into."""

    traces: tuple[Trace, ...]
    side: Side

    @property
    def speed(self) -> int:
        return self.traces[0].speed


def sample(
    target: Target,
    settings: RunSettings,
    runs: int = 2,
    speed: int | None = None,
    note: Callable[[str], None] = lambda text: None,
    perturb: int = 0,
) -> Sample:
    """Record at least `runs` runs of a side, at a fixed speed or at the highest that is sound.

    Turned runs are added until every channel whose arrivals race has been turned round, or the delays are used up.
    `perturb` further runs must be linear extensions of the order that these show; one that is not leaves no verdict.
    """
    speeds = list(SPEEDS if speed is None else (speed,))
    while speeds:
        at = speeds.pop(0)
        note(f"at speed {at}")
        made = _sample_at(target, replace(settings, speed=at, hold=HOLD), runs, speeds)
        if made.traces[0].outcome.kind == "limit":
            break
        if made.side.measured and speeds and made.side.measured < settings.limit / 2:
            speeds = speeds[-1:]  # a faster clock makes what is measured longer by all that is not slept
        elif not made.side.unsound:
            break
    add_doubts(made.side, made.traces)
    if made.side.rests and not made.side.open_ended:
        note("it rests on a race: once more with other delays")
        made = _with_forms(target, replace(settings, speed=made.speed, hold=HOLD), made)
    if perturb and not made.side.open_ended:
        note(f"{perturb} perturbed runs")
        made.side.open_ended += _perturb(target, replace(settings, speed=made.speed, hold=HOLD), made.side, perturb)
    return made


def _perturb(target: Target, settings: RunSettings, side: Side, number: int) -> list[str]:
    """Make further runs under delays; say which of them disprove the order that was derived."""
    found = []
    for seed in range(1, number + 1):
        trace = _record(target, replace(settings, perturb=seed, clock=SHIFT * seed))
        for form in side.forms or [side]:
            violation = find_violation(form, trace)
            if violation is not None:
                found.append(f"the model is disproved by the perturbed run {seed}: {violation}")
    return found


def _with_forms(target: Target, settings: RunSettings, made: Sample) -> Sample:
    """Add runs until each delay has two: those whose races went the same way show one form of the side."""
    traces = list(made.traces)
    longer = min(
        SPEEDS[0] / settings.speed, _LONGEST_SCALE
    )  # as much of the script's own time, as far as that is bearable
    for turn in (delay * longer for delay in _FORMS):
        for _ in range(RUNS_OF_A_FORM - sum(trace.turned == turn for trace in traces)):
            trace = _record(target, replace(settings, turn=turn, clock=SHIFT * len(traces)))
            if not find_disagreements(trace):
                traces.append(trace)
    side = build_side(traces)
    add_doubts(side, traces)
    return Sample(tuple(traces), side)


def _sample_at(target: Target, settings: RunSettings, runs: int, slower: Sequence[int] = ()) -> Sample:
    first = _record(target, settings)
    if first.outcome.kind == "limit":
        return Sample((first,), build_side([_shorten(first)]))
    alone = build_side([first])
    if alone.unsound or (alone.measured and slower):
        return Sample((first,), alone)
    traces = [first]
    turns = list(_scale(_TURNS, alone, settings.speed))
    unsound = 0
    while True:
        side = build_side(traces) if len(traces) >= runs else None
        if side is not None and not ((side.turnless or side.unturned) and turns):
            break
        turn = turns.pop(0) if turns else 0.0
        made = _record(target, replace(settings, turn=turn, clock=SHIFT * len(traces)), first.outcome.kind == "hang")
        if not find_disagreements(made):
            traces.append(made)
        elif not turn:
            unsound += 1
            if unsound > RETRIES:
                return Sample((first,), replace(alone, unsound=find_disagreements(made)))
    while side.lucky and len(traces) < RUNS_OF_DRAWS:
        traces.append(_record(target, replace(settings, clock=SHIFT * len(traces))))
        side = build_side(traces)
    for _ in range(REPEATS):
        if side.repeated:
            break
        again = replace(settings, turn=traces[-1].turned, clock=SHIFT * len(traces))
        traces.append(_record(target, again))
        side = build_side(traces)
    return Sample(tuple(traces), side)


def _shorten(trace: Trace) -> Trace:
    """The beginning of a run that was cut off at its limit: nothing rests on it but what is shown of it."""
    processes = tuple(replace(process, events=process.events[:LONGEST_SHOWN]) for process in trace.processes)
    return replace(trace, processes=processes)


def _scale(turns: Sequence[float], side: Side, speed: int) -> list[float]:
    """Delays of which the later ones are long enough to turn round what scripted time keeps apart."""
    gaps = [abs(float(b - a)) for times in side.arrivals.values() for a, b in pairwise(times)]
    extra = min(_LONGEST_TURN, 1.2 * max(gaps, default=0.0) / speed)
    return [turns[0], *(turn + (extra if turn > 0 else -extra) for turn in turns[1:])]


def _record(target: Target, settings: RunSettings, hangs: bool = False) -> Trace:
    """Record one run; unless it `hangs` already, a hang counts only if it comes twice (a fork while another thread writes can hang any CPython)."""
    trace = _record_once(target, settings)
    return trace if trace.outcome.kind != "hang" or hangs else _record_once(target, settings)


def _record_once(target: Target, settings: RunSettings) -> Trace:
    return record(
        target.workspace.script,
        target.arguments,
        target.interpreter,
        settings,
        workspace=target.workspace,
        may_release=may_release,
    )
