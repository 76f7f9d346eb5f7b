"""Two sides to a verdict: the comparison, what varies on one side only, and what the user consents to.  Called by `check`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from compat.compare import compare
from compat.pomset import Label, Node, Pomset
from compat.side import Side
from compat.tolerance import CONSENT, apply_consent, find_consent
from compat.verdict import Verdict

_VARYING = re.compile(r"<varying (?:hex|integer|decimal|word|text)>")

#: Reasons by which text may be printed that was not recorded: then not even a difference of texts is shown.
_MAY_PRINT = tuple(f"it uses {name}" for name in ("subprocess.", "os.", "pty.", "asyncio.", "concurrent."))


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with what it rests on: `accepted` if the user's consent makes the pair count as good, `hints` say what would."""

    verdict: Verdict
    old: Pomset
    new: Pomset
    accepted: bool
    hints: tuple[str, ...]


def judge(old: Side, new: Side, accept: Sequence[str] = ()) -> Judgement:
    """Compare two sides; `accept` are names of `tolerance.ACCEPTABLE`."""
    a, b = old.pomset, new.pomset
    unsettled = tuple(
        dict.fromkeys(
            [f"the original: {text}" for text in old.open_ended] + [f"the port: {text}" for text in new.open_ended]
        )
    )
    unsettled += tuple(text for text in (*a.open_ended, *b.open_ended) if text.startswith(_MAY_PRINT))
    if unsettled and not _end_differently(old, new):
        return Judgement(Verdict("unknown", unsettled, outputs=len(a.outputs)), a, b, False, ())
    verdict = compare(a, b)
    hints: list[str] = []
    accepted = verdict.word in accept
    if verdict.word == "different":
        met = _meet_elapsed(a, b, old, new)
        if met is not None:
            a, b = met
            verdict = compare(a, b)
            accepted = verdict.word in accept
    if verdict.word == "different":
        merged = _merge_noise(a, b, old, new)
        if merged is not None:
            noisy, verdict, a, b = _judge_noise(*merged, verdict)
            accepted = (noisy and "noise" in accept) or verdict.word in accept
            hints.append("`--accept noise` accepts a token that varies on one side only")
    if verdict.word == "different" and not accepted:
        met = _with_consent(a, b, accept)
        if met is not None:
            agreed = compare(*met)
            accepted = agreed.word == "equivalent" or agreed.word in accept
            if not accepted and agreed.word != "different":
                (a, b), verdict = met, agreed
                hints.append("texts were compared as --accept says")
        if not accepted:
            hints += [f"`--accept {name}` accepts this difference" for name in _find_consent(a, b, accept)]
    return Judgement(verdict, a, b, accepted, tuple(hints))


def _end_differently(old: Side, new: Side) -> bool:
    """Whether every run of one side ended in one way and every run of the other in another, none of them cut short."""
    ends = old.outcomes | new.outcomes
    is_sure = len(old.outcomes) == len(new.outcomes) == 1 and not any(end.startswith("limit") for end in ends)
    return is_sure and len(ends) == 2


def with_text(pomset: Pomset, change: Callable[[str], str]) -> Pomset:
    """The same pomset with the texts of its labels changed."""

    def changed(node: Node) -> Node:
        return node if node.label is None else replace(node, label=Label(node.label.stream, change(node.label.text)))

    return replace(pomset, nodes=tuple(changed(node) for node in pomset.nodes))


# times that passed -------------------------------------------------------------------------------------------------


def _meet_elapsed(a: Pomset, b: Pomset, old: Side, new: Side) -> tuple[Pomset, Pomset] | None:
    """Call the numbers of unmatched outputs elapsed where they may be, if that is all that keeps the two sides apart."""
    lost, made = _unmatched(a, b)
    loosened = _with_elapsed(a, lost, old.elapsed), _with_elapsed(b, made, new.elapsed)
    if not lost or any(_unmatched(*loosened)):
        return None
    for side in (old, new):
        if "elapsed" not in side.tolerated:
            side.tolerated.append("elapsed")
    return loosened


def _unmatched(a: Pomset, b: Pomset) -> tuple[list[Label], list[Label]]:
    """The labels that only one side has, as often as it has them more often than the other."""
    labels = [Counter(node.label for node in side.nodes if node.label) for side in (a, b)]
    return list((labels[0] - labels[1]).elements()), list((labels[1] - labels[0]).elements())


def _with_elapsed(pomset: Pomset, unmatched: Sequence[Label], elapsed: Mapping[int, str]) -> Pomset:
    nodes = [
        replace(node, label=Label(node.label.stream, elapsed[number]))
        if node.label in unmatched and node.label is not None and number in elapsed
        else node
        for number, node in enumerate(pomset.nodes)
    ]
    return replace(pomset, nodes=tuple(nodes))


# what the user consents to ---------------------------------------------------------------------------------------


def _with_consent(old: Pomset, new: Pomset, accept: Sequence[str]) -> tuple[Pomset, Pomset] | None:
    """Both sides with the accepted differences taken out of their texts; None if none is accepted."""
    names = [name for name in accept if name in CONSENT]
    if not names:
        return None
    return with_text(old, lambda text: apply_consent(text, names)), with_text(
        new, lambda text: apply_consent(text, names)
    )


def _find_consent(old: Pomset, new: Pomset, accept: Sequence[str]) -> list[str]:
    """The tolerances, not accepted yet, that would make the texts equal."""
    labels = _unmatched(old, new)
    lost, made = ([label.text for label in side] for side in labels)
    if len(lost) != len(made) or not lost:
        return []
    return [name for name in find_consent(lost, made) if name not in accept]


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
    lost, made = _unmatched(a, b)
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
    changes = {pair.new.text: pair.old.text for pair in pairs}
    return a, with_text(b, lambda text: changes.get(text, text)), pairs


def _values_seen(pomset: Pomset, side: Side) -> dict[str, list[set[str]]]:
    """For each text with tokens that vary: the values seen at each of them."""
    seen: dict[str, list[set[str]]] = {}
    for number, name in side.varying.items():
        label = pomset.nodes[number].label
        if label is not None:
            places = seen.setdefault(label.text, [set() for _ in name.varying])
            for values, token in zip(places, name.varying, strict=True):
                values |= token.seen
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


def _judge_noise(a: Pomset, b: Pomset, pairs: list[_Pair], plain: Verdict) -> tuple[bool, Verdict, Pomset, Pomset]:
    """The verdict where only noise keeps the texts apart: a varying port is looser, a varying original stricter if the
    port's value was seen there, else unknown."""
    merged = compare(a, b)
    ways = {pair.varies for pair in pairs}
    if merged.word != "equivalent" or len(ways) > 1:
        return False, plain, a, b
    if ways == {"new"}:
        word, why = "looser", "a token varies in the port and not in the original"
    elif all(pair.was_seen for pair in pairs):
        word, why = "stricter", "a token varies in the original and not in the port"
    else:
        word, why = "unknown", "a token varies in the original; the port's value was not seen there"
    return True, replace(merged, word=word, reasons=(why,), counterexample=plain.counterexample), a, b
