"""One side of a comparison: its runs, aligned by strand names, made into one `Pomset`.  Called by `check`.

The first run gives the order; the others show which tokens vary, and, with their arrivals turned round, whether what a
round prints is bound to its message or to its number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import rustworkx

from compat.binding import find_binding, find_racing
from compat.event import Place, Trace
from compat.happens_before import find_order
from compat.order import Order
from compat.pieces import find_pieces, find_shared
from compat.pomset import Label, Node, Pomset
from compat.pool_time import Moment
from compat.presence import mark_presence
from compat.recorded_run import RecordedRun, tell_outcome
from compat.scripted_time import Times
from compat.strand import Step
from compat.tolerance import Named
from compat.variation import (
    find_dependent,
    find_form_changes,
    find_free_strands,
    find_late_accesses,
    find_late_arrivals,
    find_lucky_draws,
    name_outputs,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One output for a table: scripted time in seconds (None: free), strand, stream, and its text as one run wrote it."""

    time: Fraction | None
    strand: str
    stream: str
    text: str
    place: Place | None
    possible: bool
    usually_absent: bool
    node: int


@dataclass(frozen=True, slots=True)
class Reading:
    """How the runs of a side were read: the binding of its channels, the strands whose sleeps are free; and how its races went."""

    binding: tuple[tuple[str, str], ...] = ()
    free: frozenset[str] = frozenset()
    decisions: tuple[object, ...] = ()


@dataclass(slots=True)
class Side:
    """What a side is compared as.  `unsound` says why the first run does not count at its speed, `turnless` names channels
    whose arrivals came in the same order in every run although they race, `unturned` things that were written to in one order
    although it is free; `repeated` is False where something varies and no
    two runs had the same arrivals, so that it may depend on them; `open_ended` says why these runs do not show the side,
    so that no verdict rests on their texts (what is not followed is in `pomset.open_ended`); `rests` says on what races the
    side's form rests, and then `forms` are the sides that runs with other delays show, the usual one first; `measured` is the scripted
    time that it takes, if it may measure how long something takes; `perhaps` holds the texts
    of nodes in which a number may be a time that passed, or random; `lucky` are random values that were the same in all runs;
    `pieces` the single writes of each output of the first run, `shared` those between whose words another thread's print may put
    or take a blank (2.7)."""

    pomset: Pomset
    outcomes: frozenset[str]
    rows: list[Row]
    tolerated: list[str]
    runs: int = 1
    unsound: list[str] = field(default_factory=list)
    turnless: list[str] = field(default_factory=list)
    unturned: list[str] = field(default_factory=list)
    repeated: bool = True
    open_ended: list[str] = field(default_factory=list)
    rests: list[str] = field(default_factory=list)
    forms: list[Side] = field(default_factory=list)
    varying: dict[int, Named] = field(default_factory=dict)
    reading: Reading = Reading()
    measured: float = 0.0
    arrivals: dict[str, list[Fraction]] = field(default_factory=dict)
    perhaps: dict[int, str] = field(default_factory=dict)
    lucky: frozenset[str] = frozenset()
    pieces: dict[int, tuple[str, ...]] = field(default_factory=dict)
    shared: frozenset[int] = frozenset()


def format_time(time: Fraction | None) -> str:
    """A scripted time in seconds with at most two digits: `6`, `0.5`; a free one is `?`."""
    return "?" if time is None else f"{float(time):.2f}".rstrip("0").rstrip(".")


def build_side(traces: Sequence[Trace]) -> Side:
    """Make a `Side` of at least one run."""
    free = find_free_strands(traces)
    binding, turnless, unclear = find_binding(traces, free)
    runs = [RecordedRun(trace, binding, free) for trace in traces]
    base = runs[0]
    order = find_order(base.program, base.rounds)
    cut = mark_presence(base.program, order)
    order.break_cycles()
    times = base.times
    unfollowed = [f"it uses {name}, whose order is not followed" for name in base.program.unfollowed]
    rests = unclear + order.races + times.close + find_form_changes(runs, order, cut)
    lucky = find_lucky_draws(runs)
    named = name_outputs(runs, lucky)
    repeated, dependent = find_dependent(runs, named)
    rests += dependent
    rests += _find_written(runs, order, named)
    pomset = _make_pomset(base, order, times, named, cut, unfollowed)
    rests += [
        f"the shape of what {name.rpartition('#')[0]} prints varies" for name, one in named.items() if one is None
    ]
    notes = sorted({note for name in named.values() if name for note in name.notes})
    return Side(
        pomset=pomset,
        outcomes=frozenset(tell_outcome(run.program) for run in runs),
        rows=_make_rows(base, pomset, order),
        tolerated=notes,
        runs=len(traces),
        unsound=times.disagreements + find_late_arrivals(base, times) + find_late_accesses(base, times),
        unturned=[name for name in order.free_writes if len({tuple(run.writers(name)) for run in runs}) == 1],
        turnless=find_racing(base, order, turnless),
        repeated=repeated,
        rests=rests,
        measured=base.measured(),
        lucky=lucky,
        reading=Reading(tuple(sorted(binding.items())), free, base.decisions()),
        arrivals={source: [time for _, time in came] for source, came in times.arrivals.items()},
        perhaps={
            i: name.perhaps
            for i, node in enumerate(order.nodes)
            if (name := named.get(node.name)) is not None and name.perhaps != name.text
        },
        varying={
            i: name for i, node in enumerate(order.nodes) if (name := named.get(node.name)) is not None and name.seen
        },
        pieces=find_pieces(order),
        shared=find_shared(order) if base.version < (3,) else frozenset(),
    )


def _find_written(runs: Sequence[RecordedRun], order: Order, named: dict[str, Named | None]) -> list[str]:
    """Where something varies and things were written to in several orders, it may vary with these."""
    turned = [name for name in order.free_writes if len({tuple(run.writers(name)) for run in runs}) > 1]
    varies = any(one is None or one.varying for one in named.values())
    return [f"what is printed may depend on the order of the writes to {name}" for name in turned if varies]


def find_forms(traces: Sequence[Trace]) -> list[Side]:
    """The sides that runs show whose races went the same way, in the order of their first runs."""
    alike: dict[tuple[object, ...], list[Trace]] = {}
    for trace in traces:
        alike.setdefault(RecordedRun(trace, {}, frozenset()).decisions(), []).append(trace)
    return [build_side(group) for group in alike.values()]


def find_disagreements(trace: Trace) -> list[str]:
    """Timed calls of a run that ended otherwise than its own scripted time says."""
    return RecordedRun(trace, {}, frozenset()).times.disagreements


# the pomset ----------------------------------------------------------------------------------------------------


def _make_pomset(
    base: RecordedRun,
    order: Order,
    times: Times,
    named: dict[str, Named | None],
    cut: frozenset[str],
    unfollowed: list[str],
) -> Pomset:
    nodes = []
    for made in order.nodes:
        label = None
        if made.step is not None and made.step.output is not None:
            name = named.get(made.name)
            label = Label(made.step.output.stream, name.text if name else made.step.output.text)
        moment = _moment_of(times, made.step)
        nodes.append(
            Node(
                name=made.name,
                strand=made.strand.name if made.strand else made.name,
                process=made.strand.process if made.strand else made.name,
                label=label,
                place=made.step.place if made.step else None,
                time=None if moment is None or moment.free else moment.time,
                possible=made.possible,
                usually_absent=made.possible and made.step is not None and id(made.step) in times.absent,
            )
        )
    return Pomset(
        nodes=tuple(nodes),
        edges=order.edges,
        weak=frozenset(order.weak),
        thresholds=tuple(order.thresholds),
        exclusions=tuple(order.exclusions),
        cut=cut,
        outcome=tell_outcome(base.program),
        open_ended=tuple(unfollowed),
        data_races=order.data_races,
        bounds=tuple(order.bounds),
    )


def _moment_of(times: Times, step: Step | None) -> Moment | None:
    """When a step happens; text that waits in a buffer, when it leaves, if that is known."""
    if step is None or (step.loose and step.until is None):
        return None
    return times.of_step.get(id(step.until or step))


def _make_rows(base: RecordedRun, pomset: Pomset, order: Order) -> list[Row]:
    rows = []
    for number in pomset.outputs:
        node, step = pomset.nodes[number], order.nodes[number].step
        assert step is not None and step.output is not None and node.label is not None
        rows.append(
            Row(
                node.time,
                node.strand,
                node.label.stream,
                step.output.text,
                node.place,
                node.possible,
                node.usually_absent,
                number,
            )
        )
    rank = {number: at for at, number in enumerate(_topological(pomset))}
    rows.sort(key=lambda row: (row.time is None, row.time or Fraction(0), rank[row.node]))
    return rows


def _topological(pomset: Pomset) -> list[int]:
    graph: rustworkx.PyDiGraph[Any, Any] = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(len(pomset.nodes)))
    graph.extend_from_edge_list(list(pomset.edges))
    return list(rustworkx.lexicographical_topological_sort(graph, key=lambda n: f"{n:09d}"))
