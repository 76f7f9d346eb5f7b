"""Two sides to a verdict: the comparison, what varies on one side only, and what the user consents to.  Called by `check`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from compat.consent import find_unmatched, judge_consent, with_text
from compat.deprecations import without_deprecations
from compat.leaning import weigh
from compat.pomset import Label, Pomset
from compat.side import Side
from compat.verdict import WORDS, Verdict

_VARYING = re.compile(r"<(?:varying|random) (?:hex|integer|decimal|word|text)>")

#: Reasons by which text may be printed that was not recorded: then not even a difference of texts is shown.
_MAY_PRINT = tuple(f"it uses {name}" for name in ("subprocess.", "os.", "pty.", "asyncio.", "concurrent."))


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with what it rests on: `accepted` if the user's consent makes the pair count as good, `hints` say what would.

    `old` and `new` are the orders that were compared, `sides` the sides that these belong to.
    """

    verdict: Verdict
    old: Pomset
    new: Pomset
    accepted: bool
    hints: tuple[str, ...]
    sides: tuple[Side, Side]


def judge(old: Side, new: Side, accept: Sequence[str] = ()) -> Judgement:
    """Compare two sides; `accept` are names of `tolerance.ACCEPTABLE`."""
    unsettled = _find_unsettled(old, new)
    if unsettled and not _end_differently(old, new):
        verdict = Verdict("unknown", unsettled, outputs=len(old.pomset.outputs))
        return Judgement(verdict, old.pomset, new.pomset, False, (), (old, new))
    if (old.rests or new.rests) and not _end_differently(old, new):
        return judge_forms(old, new, lambda a, b: _judge_form(a, b, accept))
    return _judge_form(old, new, accept)


def _find_unsettled(old: Side, new: Side) -> tuple[str, ...]:
    """What keeps the runs of either side from showing it."""
    depends = bool(old.rests or new.rests or old.varying or new.varying)
    counts = [
        [text for text in side.pomset.open_ended if depends or text.startswith(_MAY_PRINT)] for side in (old, new)
    ]
    return _name_sides(old.open_ended, new.open_ended) + _tell_unfollowed(*counts)


def _tell_unfollowed(olds: Sequence[str], news: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{text}; compare the script without that part" for text in _name_sides(olds, news))


def _name_sides(olds: Sequence[str], news: Sequence[str]) -> tuple[str, ...]:
    """Each of these sentences once, with the side that it is about."""
    names = dict.fromkeys(olds, "the original")
    for text in news:
        names[text] = "both sides" if text in olds else "the port"
    return tuple(f"{side}: {text}" for text, side in names.items())


def _judge_form(old: Side, new: Side, accept: Sequence[str]) -> Judgement:
    """Compare two sides, or a form of each."""
    a, b = without_deprecations(old), without_deprecations(new)
    verdict = weigh(a, b)
    hints: list[str] = []
    accepted = verdict.word in accept
    if verdict.reasons and set(verdict.reasons) <= {*a.open_ended, *b.open_ended}:
        verdict = replace(verdict, reasons=_tell_unfollowed(a.open_ended, b.open_ended))
    if verdict.word == "different":
        met = _meet_perhaps(a, b, old, new)
        if met is not None:
            a, b = met
            verdict = weigh(a, b)
            accepted = verdict.word in accept
    if verdict.word == "different":
        merged = _merge_noise(a, b, old, new)
        if merged is not None:
            noisy, verdict = _judge_noise(*merged, verdict)
            accepted = (noisy and "noise" in accept) or verdict.word in accept
            if noisy and not accepted:
                hints.append("`--accept noise` accepts a token that varies on one side only")
    if verdict.word == "different" and not accepted:
        accepted, verdict, a, b, more = judge_consent(a, b, verdict, accept)
        hints += more
    return Judgement(verdict, a, b, accepted, tuple(hints), (old, new))


def _end_differently(old: Side, new: Side) -> bool:
    """Whether every run of one side ended in one way and every run of the other in another, none of them cut short."""
    ends = old.outcomes | new.outcomes
    is_sure = len(old.outcomes) == len(new.outcomes) == 1 and not any(end.startswith("limit") for end in ends)
    return is_sure and len(ends) == 2


# forms ------------------------------------------------------------------------------------------------------------


def judge_forms(old: Side, new: Side, judge_form: Callable[[Side, Side], Judgement]) -> Judgement:
    """Compare two sides of which at least one rests on a race: as sets of the forms that their runs show.

    The sets agree if each form of one side has an equivalent one on the other.  Where they do not, the verdict is what the
    best partner of every form gives, if that is one word.  A side of one form against one that was seen to have that and others
    is shown to be the narrower.  `different` needs more, for a form may not have been seen: both sides
    rest on a race, and one has an output in every run that the other has in none.
    """
    forms = old.forms or [old], new.forms or [new]
    table = [[judge_form(a, b) for b in forms[1]] for a in forms[0]]
    best = [min(row, key=_rank) for row in table]
    best += [min((row[n] for row in table), key=_rank) for n in range(len(forms[1]))]
    words = {one.verdict.word for one in best}
    shown = max(best, key=_rank) if words != {"equivalent"} else best[0]
    runs = old.runs + new.runs
    rests = tuple(
        dict.fromkeys([f"the original: {text}" for text in old.rests] + [f"the port: {text}" for text in new.rests])
    )
    both_rest = bool(old.rests and new.rests)
    wider = "looser" if new.rests else "stricter"
    if (
        not both_rest
        and len(words) > 1
        and any(one.verdict.word in ("equivalent", wider) for row in table for one in row)
    ):
        return _seen_beyond(table, wider, rests)
    if len(words) > 1 or (words == {"different"} and not (both_rest and _always_differ(*forms))):
        verdict = Verdict("unknown", rests, outputs=len(old.pomset.outputs))
        return replace(shown, verdict=verdict, accepted=False, hints=())
    counts = [_count_forms(side, judge_form) for side in forms]
    note = (
        f"as far as {runs} runs show, {counts[0]} of {counts[1]} forms on both sides"
        if counts[0] == counts[1]
        else f"as far as {runs} runs show"
    )
    return replace(shown, verdict=replace(shown.verdict, reasons=(*shown.verdict.reasons, note, *rests)))


def _seen_beyond(table: list[list[Judgement]], word: str, rests: tuple[str, ...]) -> Judgement:
    """One side has one form, and the other was seen to have that one and others: it can do more."""
    beyond = max((one for row in table for one in row), key=_rank)
    return replace(
        beyond, verdict=replace(beyond.verdict, word=word, reasons=("a run shows another form", *rests)), hints=()
    )


def _rank(judged: Judgement) -> int:
    return WORDS.index(judged.verdict.word)


def _count_forms(forms: Sequence[Side], judge_form: Callable[[Side, Side], Judgement]) -> int:
    """How many of these forms are no other one's equal."""
    kept: list[Side] = []
    for form in forms:
        if not any(judge_form(form, other).verdict.word == "equivalent" for other in kept):
            kept.append(form)
    return len(kept)


def _always_differ(olds: Sequence[Side], news: Sequence[Side]) -> bool:
    """Whether one side has an output in each of its forms that no form of the other has."""
    sets = [[{node.label for node in side.pomset.nodes if node.label} for side in sides] for sides in (olds, news)]
    always = [set.intersection(*one) for one in sets]
    ever = [set.union(*one) for one in sets]
    return bool(always[0] - ever[1] or always[1] - ever[0]) or {s.pomset.outcome for s in olds}.isdisjoint(
        {s.pomset.outcome for s in news}
    )


# what may be a time that passed, or random ---------------------------------------------------------------------------


def _meet_perhaps(a: Pomset, b: Pomset, old: Side, new: Side) -> tuple[Pomset, Pomset] | None:
    """Call the tokens of unmatched outputs elapsed or varying where they may be, if that is all that keeps the two sides apart."""
    lost, made = find_unmatched(a, b)
    unmatched = {*lost, *made}
    loosened = _with_perhaps(a, unmatched, old.perhaps), _with_perhaps(b, unmatched, new.perhaps)
    if not lost or any(find_unmatched(*loosened)):
        return None
    texts = [label.text for pomset in loosened for label in {node.label for node in pomset.nodes} if label]
    for side in (old, new):
        if "elapsed" not in side.tolerated and any("<elapsed>" in text for text in texts):
            side.tolerated.append("elapsed")
    return loosened


def _with_perhaps(pomset: Pomset, unmatched: Collection[Label], perhaps: Mapping[int, str]) -> Pomset:
    nodes = [
        replace(node, label=Label(node.label.stream, perhaps[number]))
        if node.label in unmatched and node.label is not None and number in perhaps
        else node
        for number, node in enumerate(pomset.nodes)
    ]
    return replace(pomset, nodes=tuple(nodes))


# what varies on one side only -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two unmatched labels that agree but for tokens that vary on one side (`old` or `new`) alone."""

    old: Label
    new: Label
    varies: str
    was_seen: bool


def _merge_noise(a: Pomset, b: Pomset, old: Side, new: Side) -> tuple[Pomset, Pomset, list[_Pair]] | None:
    """Bring one-sided noise to one text; None if that is not all that keeps the labels apart."""
    lost, made = find_unmatched(a, b)
    if len(lost) != len(made) or not lost:
        return None
    seen = {"old": _values_seen(a, old), "new": _values_seen(b, new)}
    pairs = []
    for label in lost:
        pair = next((p for other in made if (p := _match(label, other, seen)) is not None), None)
        if pair is None:
            return None
        made.remove(pair.new)
        pairs.append(pair)
    changes: dict[str, list[str]] = {}
    for pair in pairs:
        changes.setdefault(pair.new.text, []).append(pair.old.text)
    return a, with_text(b, lambda text: changes[text].pop(0) if changes.get(text) else text), pairs


def _values_seen(pomset: Pomset, side: Side) -> dict[str, list[set[str]]]:
    """For each text with tokens that vary: the values seen at each of them."""
    seen: dict[str, list[set[str]]] = {}
    for number, name in side.varying.items():
        label = pomset.nodes[number].label
        if label is not None:
            places = seen.setdefault(label.text, [set() for _ in name.seen])
            for values, token in zip(places, name.seen, strict=True):
                values |= token
    return seen


def _match(old: Label, new: Label, seen: dict[str, dict[str, list[set[str]]]]) -> _Pair | None:
    if old.stream != new.stream:
        return None
    for varies, pattern, text in (("new", new.text, old.text), ("old", old.text, new.text)):
        if not _VARYING.search(pattern):
            continue
        parts = [re.escape(part) for part in _VARYING.split(pattern)]
        found = re.fullmatch(r"([^\s<>]+?)".join(parts), text, re.DOTALL)
        if found:
            places = seen[varies].get(pattern, [])
            was_seen = len(places) == len(found.groups()) and all(
                value in values for value, values in zip(found.groups(), places, strict=True)
            )
            return _Pair(old, new, varies, was_seen)
    return None


def _judge_noise(a: Pomset, b: Pomset, pairs: list[_Pair], plain: Verdict) -> tuple[bool, Verdict]:
    """The verdict where only noise keeps the texts apart: a varying port is looser, a varying original stricter if the
    port's value was seen there, else unknown."""
    merged = weigh(a, b)
    ways = {pair.varies for pair in pairs}
    leaning = "looser" if ways == {"new"} else "stricter"
    if merged.word not in ("equivalent", leaning) or len(ways) > 1:
        return False, plain
    if ways == {"new"}:
        word, why = "looser", "a token varies in the port and not in the original"
    elif all(pair.was_seen for pair in pairs):
        word, why = "stricter", "a token varies in the original and not in the port"
    else:
        word, why = "unknown", "a token varies in the original; the port's value was not seen there"
    return True, replace(merged, word=word, reasons=(why,), counterexample=plain.counterexample)
