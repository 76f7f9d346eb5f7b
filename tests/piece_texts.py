"""Outputs of small pomsets cut into pieces, and by brute force all texts that these can make; no fast code is used here."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

from oracle import find_words

from compat.pomset import Exclusion, Label, Pomset, Reason

Written = dict[int, tuple[str, ...]]


def cut_outputs(pomset: Pomset, rng: random.Random, most: int) -> Written:
    """Give some outputs a text of two pieces, no more of them than `most`."""
    chosen = rng.sample(pomset.outputs, min(len(pomset.outputs), rng.randint(0, most)))
    texts = {v: pomset.nodes[v].label.text for v in pomset.outputs}  # type: ignore[union-attr]
    return {
        v: (texts[v], rng.choice([texts[v].upper(), "-", "\n", "\n", " "])) if v in chosen else (texts[v],)
        for v in texts
    }


def loosen(pomset: Pomset) -> Pomset:
    """The same with a semaphore of two in the place of each lock."""
    bounds = tuple(group._replace(limit=2) for group in pomset.exclusions)
    return replace(pomset, exclusions=(), bounds=bounds)


def label_outputs(pomset: Pomset, written: Mapping[int, tuple[str, ...]]) -> Pomset:
    """The pomset whose outputs read as their pieces joined."""
    nodes = tuple(
        replace(node, label=Label("stdout", "".join(written[v]))) if v in written else node
        for v, node in enumerate(pomset.nodes)
    )
    return replace(pomset, nodes=nodes)


def find_texts(pomset: Pomset, written: Mapping[int, tuple[str, ...]]) -> frozenset[str]:
    """Every text: a pomset of the pieces is made, in which those of an output come in order and all or none."""
    first, last, nodes, edges = {}, {}, [], {}
    for v, node in enumerate(pomset.nodes):
        first[v] = len(nodes)
        for text in written.get(v, ("",)):
            nodes.append(
                replace(node, name=f"{node.name}.{len(nodes)}", label=Label("stdout", text) if v in written else None)
            )
        last[v] = len(nodes) - 1
        edges |= {(u, u + 1): Reason("piece") for u in range(first[v], last[v])}
    edges |= {(last[a], first[b]): reason for (a, b), reason in pomset.edges.items()}

    def spread(group: Exclusion) -> Exclusion:
        return group._replace(
            sections=tuple(frozenset(u for v in s for u in range(first[v], last[v] + 1)) for s in group.sections)
        )

    whole = replace(
        pomset,
        nodes=tuple(nodes),
        edges=edges,
        weak=frozenset((last[a], first[b]) for a, b in pomset.weak),
        thresholds=tuple(
            t._replace(node=first[t.node], of=frozenset(last[m] for m in t.of)) for t in pomset.thresholds
        ),
        exclusions=tuple(map(spread, pomset.exclusions)),
        bounds=tuple(map(spread, pomset.bounds)),
    )
    parts = [set(range(first[v], last[v] + 1)) for v in written]
    words = [word for word in find_words(whole) if all(part <= set(word) or not part & set(word) for part in parts)]
    return frozenset("".join(nodes[u].label.text for u in word) for word in words)  # type: ignore[union-attr]
