"""Compare one pair: record both sides at once, judge, and tell the answer as a `PairResult`.  Called by `cli` and tests."""

from __future__ import annotations

import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from difflib import SequenceMatcher

from compat.bare import find_interference
from compat.comparison.likeness import pair_alike
from compat.comparison.usual import count_orders
from compat.doubt import add_doubts
from compat.event import Trace
from compat.explain import explain_verdict
from compat.folders import keep_folder
from compat.interpreters import Interpreter
from compat.judge import Judgement, judge
from compat.pairs import Command, Pair
from compat.recording import Recording
from compat.result import Cell, CheckSettings, PairResult, Row, SideFacts, Told
from compat.runner import RunSettings, Workspace, check_parses
from compat.sampling import Sample, Target, sample
from compat.side import Row as SideRow
from compat.side import Side, build_side, format_time


class Checker:
    """Compares pairs; what an original did is recorded once and used for every port and interpreter it is compared with."""

    def __init__(self) -> None:
        self._old: dict[tuple[object, ...], Sample] = {}

    def check(self, pair: Pair, old: Interpreter | Recording, new: Interpreter, settings: CheckSettings) -> PairResult:
        """Compare a pair under two interpreters (or a recording of the original and one).

        Raises ScriptError or TraceError where a side cannot be run or its recording does not fit.
        """
        begun = time.monotonic()
        with ThreadPoolExecutor(2) as threads, ExitStack() as kept:
            for script in dict.fromkeys((pair.old.script.parent, pair.new.script.parent)):
                kept.enter_context(keep_folder(script))
            parsed = [threads.submit(check_parses, pair.new.script, new)]
            if isinstance(old, Interpreter):
                parsed.append(threads.submit(check_parses, pair.old.script, old, pair.edited_text()))
            for waiting in parsed:
                waiting.result()
            of_new = threads.submit(_sample_new, pair, new, settings)
            of_old = threads.submit(self._sample_old, pair, old, settings)
            samples = of_old.result(), of_new.result()
        judged = judge(samples[0].side, samples[1].side, settings.accept)
        return _make_result(pair, old, new, settings, samples, judged, time.monotonic() - begun)

    def _sample_old(self, pair: Pair, old: Interpreter | Recording, settings: CheckSettings) -> Sample:
        if isinstance(old, Recording):
            key: tuple[object, ...] = (old.path,)
        else:
            key = (
                pair.name,
                pair.old,
                pair.edit,
                old.path,
                settings.cpus,
                settings.stdout,
                settings.stdin,
                settings.speed,
                settings.perturb,
                settings.bare,
            )
        if key not in self._old:
            self._old[key] = _sample_old(pair, old, settings)
        return self._old[key]


def _sample_old(pair: Pair, old: Interpreter | Recording, settings: CheckSettings) -> Sample:
    if isinstance(old, Recording):
        return sample_of(old.traces)
    settings.progress(f"{pair.name}: {pair.old} under {old.name}")
    return sample_command(pair.old, old, settings, pair.edited_text(), method=None)


def _sample_new(pair: Pair, new: Interpreter, settings: CheckSettings) -> Sample:
    method = settings.start_method
    settings.progress(f"{pair.name}: {pair.new} under {new.name}{f' ({method})' if method else ''}")
    return sample_command(pair.new, new, settings, None, method)


def sample_command(
    command: Command, interpreter: Interpreter, settings: CheckSettings, text: bytes | None, method: str | None
) -> Sample:
    """Record one command; `text` stands for the script's own where it is edited."""
    run = RunSettings(
        limit=settings.limit,
        cpus=settings.cpus,
        start_method=method,
        stdout=settings.stdout,
        stdin=settings.stdin,
    )
    with ExitStack() as stack:
        workspace = stack.enter_context(Workspace(command.script, text))
        target = Target(workspace, command.arguments, interpreter)
        made = sample(target, run, settings.runs, settings.speed or None, settings.progress, settings.perturb)
        if settings.bare and not made.side.open_ended:
            settings.progress(f"{command} without the recorder")
            made.side.open_ended += find_interference(target, run, made)
        return made


def sample_of(traces: tuple[Trace, ...]) -> Sample:
    """The sample that a recording keeps."""
    return Sample(traces, add_doubts(build_side(traces), traces))


# telling -----------------------------------------------------------------------------------------------------------


def _make_result(
    pair: Pair,
    old: Interpreter | Recording,
    new: Interpreter,
    settings: CheckSettings,
    samples: tuple[Sample, Sample],
    judged: Judgement,
    seconds: float,
) -> PairResult:
    verdict = judged.verdict
    told = None
    if verdict.counterexample is not None:
        told = Told(verdict.counterexample.kind, tuple(explain_verdict(verdict, judged.old, judged.new)))
    guaranteed, ties = verdict.guaranteed, verdict.ties
    if not verdict.mapping:
        guaranteed, ties = count_orders(judged.old)
    notes = list(verdict.reasons)
    if judged.old.outcome == judged.new.outcome and judged.old.outcome.startswith("hang"):
        notes.append(f"both sides end in a {judged.old.outcome}")
    if settings.perturb and verdict.word != "unknown":
        notes.append(f"{settings.perturb} perturbed runs of each side that ran live keep the order")
    if settings.bare and verdict.word != "unknown":
        notes.append(
            "a run without the recorder, of each side that ran live, ended the same and printed what it can print"
        )
    if verdict.word != "unknown" and not (judged.old.outputs or judged.new.outputs):
        notes.append("neither side printed anything: only how the two end was compared")
    if verdict.no_text_shows_it:
        notes.append("no text shows it: only equal-looking lines tell the two sides apart")
    if isinstance(old, Recording):
        notes.append(f"the original was recorded with {old.name} on {old.date}")
    return PairResult(
        name=_name(pair, new, settings),
        old=_facts(pair.old, old, samples[0]),
        new=_facts(pair.new, new, samples[1]),
        verdict=verdict.word,
        accepted=judged.accepted,
        outputs=len(judged.old.outputs),
        guaranteed=guaranteed,
        ties=ties,
        runs=sum(len(made.traces) for made in samples),
        speed=min(made.speed for made in samples),
        world=samples[1].traces[0].world,
        tolerated=tuple(sorted(set(samples[0].side.tolerated) | set(samples[1].side.tolerated))),
        counterexample=told,
        seconds=seconds,
        rows=tuple(align_rows(*judged.sides, verdict.mapping)),
        notes=(*notes, *judged.hints),
    )


def _name(pair: Pair, new: Interpreter, settings: CheckSettings) -> str:
    method = settings.start_method or (new.start_methods[0] if new.start_methods else "fork")
    return f"{pair.name}[{new.short}-{method}]"


def _facts(command: Command, python: Interpreter | Recording, made: Sample) -> SideFacts:
    header = made.traces[0].processes[0].facts if made.traces[0].processes else {}
    method = header.get("start_method", "")
    if not method and isinstance(python, Interpreter):
        method = python.start_methods[0] if python.start_methods else "fork"
    date = python.date if isinstance(python, Recording) else None
    return SideFacts(str(command), python.name, method or "fork", date is None, date)


def align_rows(old: Side, new: Side, mapping: Mapping[int, int]) -> list[Row]:
    """The outputs of both sides in one table by scripted time; paired by the mapping, where there is none by their texts.

    What a killer usually cuts off is not shown: whether one run still had it is luck.
    """
    alike: dict[int, int] = {}
    if not mapping:
        mapping = _pair_by_text(old, new)
        alone = [[row.node for row in side.rows] for side in (old, new)]
        alike = pair_alike(
            old.pomset,
            [node for node in alone[0] if node not in mapping],
            new.pomset,
            [node for node in alone[1] if node not in mapping.values()],
        )
    pairs = {**mapping, **alike}
    partner = {row.node: row for row in new.rows}
    taken = set(pairs.values())
    keyed = [
        (_key(row), _make_row(old, row, new, partner.get(pairs.get(row.node, -1)), row.node in alike))
        for row in old.rows
    ]
    keyed += [(_key(row), Row(None, _cell(_labelled(new, row)))) for row in new.rows if row.node not in taken]
    return [row for _, row in sorted(keyed, key=lambda item: item[0]) if row.old or row.new]


def _make_row(old: Side, a: SideRow, new: Side, b: SideRow | None, is_alike: bool) -> Row:
    """Two paired outputs; where their texts differ both show the label (`<pid of main>`), as does one alone."""
    if b is not None and a.text == b.text:
        return Row(_cell(a), _cell(b))
    a = _labelled(old, a)
    b = None if b is None else _labelled(new, b)
    return Row(_cell(a), _cell(b), is_alike and b is not None and a.text != b.text)


def _labelled(side: Side, row: SideRow) -> SideRow:
    label = side.pomset.nodes[row.node].label
    return row if label is None else replace(row, text=label.text)


def _key(row: SideRow) -> tuple[bool, float]:
    return row.time is None, float(row.time or 0)


def _cell(row: SideRow | None) -> Cell | None:
    if row is None or row.usually_absent:
        return None
    return Cell(format_time(row.time) if row.time is not None else "", row.strand, row.text, row.stream)


def _pair_by_text(old: Side, new: Side) -> dict[int, int]:
    texts = [[(side.pomset.nodes[row.node].label) for row in side.rows] for side in (old, new)]
    found = {}
    for a, b, size in SequenceMatcher(None, texts[0], texts[1], autojunk=False).get_matching_blocks():
        for k in range(size):
            found[old.rows[a + k].node] = new.rows[b + k].node
    return found
